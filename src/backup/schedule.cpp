// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/schedule.h"

#include "backup/crontab.h"
#include "backup/systemdtimer.h"
#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;
using Backend = ScheduleStatus::Backend;

struct ScheduleText
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

// crontab and systemctl answer at once, or something is wrong with them.
constexpr auto answerTime = 20s;
/// A run may begin a little after its slot without having missed it.
constexpr qint64 graceSeconds = 15 * 60;
constexpr qint64 longestLookBack = 370; // days
constexpr qsizetype mostMissed = 100;

Error failed(const QString &what, const process::ProcessOutput &output)
{
    return {ErrorKind::Internal, what, QString::fromUtf8(output.standardError).trimmed(), {}};
}

QString stateFolder()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    return (home.isEmpty() ? QDir::homePath() + QLatin1String("/.local/state") : home) + QLatin1String("/quarterdeck");
}

Result<void> checkId(const QString &stackId)
{
    // Its name stands in a line of a crontab and of a unit.
    const bool odd = std::any_of(stackId.begin(), stackId.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
    if (stackId.isEmpty() || odd || stackId.size() > 200)
        return fail(ErrorKind::Invalid, ScheduleText::tr("A stack of this name cannot be scheduled."));
    return {};
}

} // namespace

/// What is there of ours.
struct Scheduler::Installed
{
    Backend backend = Backend::None;
    std::optional<ScheduleRecord> record;
};

Scheduler::Scheduler(process::ProcessPort &process, const Clock &clock, QString program, SchedulerPlaces places)
    : m_process(process)
    , m_clock(clock)
    , m_program(std::move(program))
    , m_places(std::move(places))
{
}

QString Scheduler::unitFolder() const
{
    return m_places.unitFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QLatin1String("/systemd/user")
                                         : m_places.unitFolder;
}

QStringList Scheduler::command(const QString &stackId) const
{
    return {m_program, QStringLiteral("backup"),    QStringLiteral("create"),  QStringLiteral("--stack"),
            stackId,   QStringLiteral("--trigger"), QStringLiteral("schedule")};
}

Result<Backend> Scheduler::backend(const JobContext &context)
{
    if (QFileInfo(m_places.systemdFolder).isDir() && !m_process.find(QStringLiteral("systemctl")).isEmpty()) {
        process::ProcessSpec spec;
        spec.program = QStringLiteral("systemctl");
        spec.arguments = {QStringLiteral("--user"), QStringLiteral("show-environment")};
        const Result<process::ProcessOutput> answer = m_process.run(context.withTimeout(answerTime), spec);
        QD_CHECK(context.checkpoint());
        if (answer && answer->exitCode == 0)
            return Backend::SystemdUser;
    }
    return m_process.find(QStringLiteral("crontab")).isEmpty() ? Backend::None : Backend::Cron;
}

Result<QByteArray> Scheduler::readCrontab(const JobContext &context)
{
    process::ProcessSpec spec;
    spec.program = QStringLiteral("crontab");
    spec.arguments = {QStringLiteral("-l")};
    spec.environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    QD_TRY(const process::ProcessOutput output, m_process.run(context.withTimeout(answerTime), spec));
    if (output.exitCode == 0)
        return output.standardOutput;
    // Having none yet is an exit code too; any other failure must not be taken
    // for an empty crontab, for then we would overwrite one.
    if (output.standardError.contains("no crontab for"))
        return QByteArray();
    return fail(failed(ScheduleText::tr("Your crontab could not be read."), output));
}

Result<void> Scheduler::writeCrontab(const JobContext &context, const QByteArray &before, const QByteArray &after)
{
    if (before == after)
        return {};
    process::ProcessSpec spec;
    spec.program = QStringLiteral("crontab");
    spec.arguments = {after.isEmpty() ? QStringLiteral("-r") : QStringLiteral("-")};
    spec.input = after;
    QD_TRY(const process::ProcessOutput output, m_process.run(context.withTimeout(answerTime), spec));
    if (output.exitCode != 0)
        return fail(failed(ScheduleText::tr("Your crontab could not be changed."), output));
    return {};
}

Result<Scheduler::Installed> Scheduler::findInstalled(const JobContext &context, const QString &stackId)
{
    const Result<QByteArray> timer = readWholeFile(unitFolder() + QLatin1Char('/') + unitName(stackId) + QLatin1String(".timer"), 1024 * 1024);
    if (timer)
        return Installed{Backend::SystemdUser, readScheduleRecord(QString::fromUtf8(*timer))};
    if (timer.error().kind != ErrorKind::NotFound)
        return fail(timer.error());
    if (m_process.find(QStringLiteral("crontab")).isEmpty())
        return Installed{};
    QD_TRY(const QByteArray crontab, readCrontab(context));
    // Markers changed by hand: what they leave of ours may well run.
    if (!withCrontabBlock(crontab, stackId, {}))
        return Installed{Backend::Cron, std::nullopt};
    const QByteArray block = findCrontabBlock(crontab, stackId);
    if (block.isEmpty())
        return Installed{};
    return Installed{Backend::Cron, readScheduleRecord(QString::fromUtf8(block))};
}

Result<ScheduleStatus> Scheduler::status(const JobContext &context, const QString &stackId, const QDateTime &lastRun)
{
    QD_CHECK(checkId(stackId));
    ScheduleStatus status;
    status.lastRun = lastRun;
    QD_TRY(const Backend available, backend(context));
    QD_TRY(const Installed installed, findInstalled(context, stackId));
    status.backend = installed.backend == Backend::None ? available : installed.backend;
    status.installed = installed.backend != Backend::None;
    if (available == Backend::None) {
        status.problem = ScheduleText::tr("Neither systemd nor cron is here: install cron (\"sudo apt install cron\"), or switch systemd on in "
                                          "/etc/wsl.conf ([boot] systemd=true) and restart WSL.");
    }
    if (!status.installed)
        return status;
    if (status.problem.isEmpty()) {
        if (installed.backend == Backend::Cron)
            status.problem = cronProblem();
        else if (available == Backend::SystemdUser)
            status.problem = timerProblem(context, stackId);
        else
            status.problem = ScheduleText::tr("A systemd timer is installed, but systemd does not run: set the schedule again.");
    }
    if (!installed.record) {
        status.problem = ScheduleText::tr("The installed entry was changed by hand and cannot be read: set the schedule again.");
        return status;
    }
    status.rule = installed.record->rule;
    const QDateTime now = m_clock.now();
    const QList<QDateTime> coming = slotsBetween(status.rule, now, now.addDays(9));
    if (!coming.isEmpty())
        status.next = coming.front();
    // A slot counts from when it was installed or last run. What lies ahead of us was
    // written while the clock was ahead: it tells nothing, and must not hide all.
    QDateTime from;
    for (const QDateTime &known : {installed.record->since, lastRun}) {
        if (known.isValid() && known <= now && (!from.isValid() || known > from))
            from = known;
    }
    from = from.isValid() ? std::max(from, now.addDays(-longestLookBack)) : now;
    status.missed = slotsBetween(status.rule, from, now.addSecs(-graceSeconds));
    if (status.missed.size() > mostMissed)
        status.missed = status.missed.last(mostMissed);
    return status;
}

Result<void> Scheduler::install(const JobContext &context, const QString &stackId, const ScheduleRule &rule)
{
    QD_CHECK(checkId(stackId));
    if (!rule.at.isValid() || rule.weekday < 1 || rule.weekday > 7)
        return fail(ErrorKind::Invalid, ScheduleText::tr("This is no time of a day."));
    if (!m_program.startsWith(QLatin1Char('/')))
        return fail(ErrorKind::Internal, ScheduleText::tr("The program to schedule needs an absolute path."), m_program);
    QD_TRY(const Backend available, backend(context));
    if (available == Backend::None) {
        return fail(
            ErrorKind::Unsupported, ScheduleText::tr("Neither systemd nor cron is here, so nothing can start backups by itself."), {},
            ScheduleText::tr("Install cron (\"sudo apt install cron\"), or switch systemd on in /etc/wsl.conf ([boot] systemd=true) and restart "
                             "WSL."));
    }
    QD_TRY(const Installed installed, findInstalled(context, stackId));
    ScheduleRecord record{rule, m_clock.now()};
    // The same rule again keeps its date: slots missed since then stay missed.
    if (installed.record && installed.record->rule == rule)
        record.since = installed.record->since;
    if (available == Backend::SystemdUser) {
        if (m_process.find(QStringLiteral("crontab")).isEmpty())
            return installTimer(context, stackId, record);
        // An entry of the other kind would make every backup twice: first whether it can go.
        QD_TRY(const QByteArray crontab, readCrontab(context));
        QD_TRY(const QByteArray without, withCrontabBlock(crontab, stackId, {}));
        QD_CHECK(installTimer(context, stackId, record));
        return writeCrontab(context, crontab, without);
    }
    const QString logFolder = stateFolder();
    QD_CHECK(makeFolder(logFolder));
    QD_TRY(const QByteArray crontab, readCrontab(context));
    const QByteArray block = crontabBlock(stackId, record, scheduleEnvironment(), command(stackId), logFolder + QLatin1String("/schedule.log"));
    QD_TRY(const QByteArray with, withCrontabBlock(crontab, stackId, block));
    QD_CHECK(writeCrontab(context, crontab, with));
    return installed.backend == Backend::SystemdUser ? removeTimer(context, stackId) : Result<void>();
}

Result<void> Scheduler::installTimer(const JobContext &context, const QString &stackId, const ScheduleRecord &record)
{
    const QString base = unitFolder() + QLatin1Char('/') + unitName(stackId);
    constexpr mode_t readable = 0644;
    QD_CHECK(makeFolder(unitFolder(), 0755));
    QD_CHECK(writeFileAtomically(base + QLatin1String(".service"), serviceUnit(stackId, scheduleEnvironment(), command(stackId)), readable));
    QD_CHECK(writeFileAtomically(base + QLatin1String(".timer"), timerUnit(stackId, record), readable));
    const QString timer = unitName(stackId) + QLatin1String(".timer");
    // restart makes a changed time hold; enable alone would keep the old one.
    for (const QStringList &arguments : {QStringList{QStringLiteral("daemon-reload")}, QStringList{QStringLiteral("enable"), timer},
                                         QStringList{QStringLiteral("restart"), timer}}) {
        process::ProcessSpec spec;
        spec.program = QStringLiteral("systemctl");
        spec.arguments = QStringList{QStringLiteral("--user")} + arguments;
        QD_TRY(const process::ProcessOutput output, m_process.run(context.withTimeout(answerTime), spec));
        if (output.exitCode != 0)
            return fail(failed(ScheduleText::tr("The timer could not be switched on."), output));
    }
    return {};
}

Result<void> Scheduler::removeTimer(const JobContext &context, const QString &stackId)
{
    const QString base = unitFolder() + QLatin1Char('/') + unitName(stackId);
    if (!QFile::exists(base + QLatin1String(".timer")) && !QFile::exists(base + QLatin1String(".service")))
        return {};
    const auto systemctl = [&](const QStringList &arguments) -> Result<void> {
        process::ProcessSpec spec;
        spec.program = QStringLiteral("systemctl");
        spec.arguments = QStringList{QStringLiteral("--user")} + arguments;
        if (m_process.find(spec.program).isEmpty())
            return {};
        // Without a running systemd there is nothing to switch off, only files to remove.
        const Result<process::ProcessOutput> output = m_process.run(context.withTimeout(answerTime), spec);
        return output || output.error().kind != ErrorKind::Cancelled ? Result<void>() : fail(output.error());
    };
    QD_CHECK(systemctl({QStringLiteral("disable"), QStringLiteral("--now"), unitName(stackId) + QLatin1String(".timer")}));
    for (const QLatin1String ending : {QLatin1String(".timer"), QLatin1String(".service")}) {
        if (::unlink(QFile::encodeName(base + ending).constData()) != 0 && errno != ENOENT)
            return fail(errorFromErrno(errno, ScheduleText::tr("Could not remove %1.").arg(base + ending)));
    }
    return systemctl({QStringLiteral("daemon-reload")});
}

Result<void> Scheduler::remove(const JobContext &context, const QString &stackId)
{
    QD_CHECK(checkId(stackId));
    QD_CHECK(removeTimer(context, stackId));
    if (m_process.find(QStringLiteral("crontab")).isEmpty())
        return {};
    QD_TRY(const QByteArray crontab, readCrontab(context));
    QD_TRY(const QByteArray without, withCrontabBlock(crontab, stackId, {}));
    return writeCrontab(context, crontab, without);
}

QString Scheduler::timerProblem(const JobContext &context, const QString &stackId)
{
    process::ProcessSpec spec;
    spec.program = QStringLiteral("systemctl");
    spec.arguments = {QStringLiteral("--user"), QStringLiteral("is-active"), unitName(stackId) + QLatin1String(".timer")};
    const Result<process::ProcessOutput> active = m_process.run(context.withTimeout(answerTime), spec);
    if (active && active->exitCode != 0)
        return ScheduleText::tr("The timer is installed but not switched on: set the schedule again.");
    spec.program = QStringLiteral("loginctl");
    spec.arguments = {QStringLiteral("show-user"), QString::number(::getuid()), QStringLiteral("--property=Linger"), QStringLiteral("--value")};
    const Result<process::ProcessOutput> linger = m_process.run(context.withTimeout(answerTime), spec);
    if (linger && linger->exitCode == 0 && linger->standardOutput.trimmed() == "no")
        return ScheduleText::tr("Lingering is off: the timer runs only while you are logged in. Run \"loginctl enable-linger\".");
    return {};
}

QString Scheduler::cronProblem() const
{
    const Result<QByteArray> text = readWholeFile(m_places.cronPidFile, 64);
    bool number = false;
    const int pid = text ? text->trimmed().toInt(&number) : 0;
    // The pid file outlives a crash, and another program may have the number now.
    const Result<QByteArray> name = number && pid > 0 ? readWholeFile(QStringLiteral("/proc/%1/comm").arg(pid), 64) : fail(ErrorKind::NotFound, {});
    if (name && name->contains("cron"))
        return {};
    return ScheduleText::tr("cron does not run: start it with \"sudo service cron start\".");
}

} // namespace quarterdeck::backup
