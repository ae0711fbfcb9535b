// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/schedule.h"

#include "backup/crontab.h"
#include "backup/systemdtimer.h"
#include "foundation/atomicfile.h"
#include "stack/sqlite/sqlitefile.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;
using Backend = ScheduleStatus::Backend;

struct ScheduleText
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

/// A run may begin a little after its slot without having missed it.
constexpr qint64 graceSeconds = 15 * 60;
constexpr qint64 longestLookBack = 370; // days
constexpr qsizetype mostMissed = 100;

} // namespace

/// What is there of ours.
struct Scheduler::Installed
{
    Backend backend = Backend::None;
    std::optional<ScheduleRecord> record;
};

Scheduler::Scheduler(process::ProcessPort &process, const Clock &clock, QString program, SchedulerPlaces places)
    : m_autostart(process, std::move(places))
    , m_clock(clock)
    , m_program(std::move(program))
{
}

QStringList Scheduler::command(const QString &stackId) const
{
    return {m_program, QStringLiteral("backup"),    QStringLiteral("create"),  QStringLiteral("--stack"),
            stackId,   QStringLiteral("--trigger"), QStringLiteral("schedule")};
}

Result<Scheduler::Installed> Scheduler::findInstalled(const JobContext &context, const QString &stackId)
{
    const Result<QByteArray> timer = readWholeFile(m_autostart.unitFile(unitName(stackId) + QLatin1String(".timer")), 1024 * 1024);
    if (timer)
        return Installed{Backend::SystemdUser, readScheduleRecord(QString::fromUtf8(*timer))};
    if (timer.error().kind != ErrorKind::NotFound)
        return fail(timer.error());
    if (!m_autostart.hasCrontab())
        return Installed{};
    QD_TRY(const QByteArray crontab, m_autostart.readCrontab(context));
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
    QD_CHECK(stack::checkAutostartId(stackId));
    ScheduleStatus status;
    status.lastRun = lastRun;
    QD_TRY(const Backend available, m_autostart.backend(context));
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
            status.problem = m_autostart.cronProblem();
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
    QD_CHECK(stack::checkAutostartId(stackId));
    if (!rule.at.isValid() || rule.weekday < 1 || rule.weekday > 7)
        return fail(ErrorKind::Invalid, ScheduleText::tr("This is no time of a day."));
    if (!m_program.startsWith(QLatin1Char('/')))
        return fail(ErrorKind::Internal, ScheduleText::tr("The program to schedule needs an absolute path."), m_program);
    QD_TRY(const Backend available, m_autostart.backend(context));
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
        if (!m_autostart.hasCrontab())
            return installTimer(context, stackId, record);
        // An entry of the other kind would make every backup twice: first whether it can go.
        QD_TRY(const QByteArray crontab, m_autostart.readCrontab(context));
        QD_TRY(const QByteArray without, withCrontabBlock(crontab, stackId, {}));
        QD_CHECK(installTimer(context, stackId, record));
        return m_autostart.writeCrontab(context, crontab, without);
    }
    const QString logFolder = stack::stateFolder();
    QD_CHECK(makeFolder(logFolder));
    QD_TRY(const QByteArray crontab, m_autostart.readCrontab(context));
    const QByteArray block
        = crontabBlock(stackId, record, stack::autostartEnvironment(), command(stackId), logFolder + QLatin1String("/schedule.log"));
    QD_TRY(const QByteArray with, withCrontabBlock(crontab, stackId, block));
    QD_CHECK(m_autostart.writeCrontab(context, crontab, with));
    return installed.backend == Backend::SystemdUser ? removeTimer(context, stackId) : Result<void>();
}

Result<void> Scheduler::installTimer(const JobContext &context, const QString &stackId, const ScheduleRecord &record)
{
    const QString name = unitName(stackId);
    const QString timer = name + QLatin1String(".timer");
    return m_autostart.installUnits(context,
                                    {{name + QLatin1String(".service"), serviceUnit(stackId, stack::autostartEnvironment(), command(stackId))},
                                     {timer, timerUnit(stackId, record)}},
                                    timer);
}

Result<void> Scheduler::removeTimer(const JobContext &context, const QString &stackId)
{
    const QString timer = unitName(stackId) + QLatin1String(".timer");
    return m_autostart.removeUnits(context, {timer, unitName(stackId) + QLatin1String(".service")}, timer);
}

Result<void> Scheduler::remove(const JobContext &context, const QString &stackId)
{
    QD_CHECK(stack::checkAutostartId(stackId));
    QD_CHECK(removeTimer(context, stackId));
    if (!m_autostart.hasCrontab())
        return {};
    QD_TRY(const QByteArray crontab, m_autostart.readCrontab(context));
    QD_TRY(const QByteArray without, withCrontabBlock(crontab, stackId, {}));
    return m_autostart.writeCrontab(context, crontab, without);
}

QString Scheduler::timerProblem(const JobContext &context, const QString &stackId)
{
    if (!m_autostart.isActive(context, unitName(stackId) + QLatin1String(".timer")))
        return ScheduleText::tr("The timer is installed but not switched on: set the schedule again.");
    if (m_autostart.lingeringIsOff(context))
        return ScheduleText::tr("Lingering is off: the timer runs only while you are logged in. Run \"loginctl enable-linger\".");
    return {};
}

} // namespace quarterdeck::backup
