// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/autostart/autostart.h"

#include "foundation/atomicfile.h"
#include "foundation/secret.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace quarterdeck::stack {

namespace {

using namespace std::chrono_literals;

struct AutostartText
{
    Q_DECLARE_TR_FUNCTIONS(Autostart)
};

// crontab and systemctl answer at once, or something is wrong with them.
constexpr auto answerTime = 20s;

Error failed(const QString &what, const process::ProcessOutput &output)
{
    return {ErrorKind::Internal, what, QString::fromUtf8(output.standardError).trimmed(), {}};
}

} // namespace

QMap<QString, QString> autostartEnvironment()
{
    // Not our own PATH: under WSL it is full of Windows folders.
    QMap<QString, QString> environment
        = {{QStringLiteral("PATH"), QDir::homePath() + QLatin1String("/.local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")}};
    for (const char *name : {"DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
                             "XDG_RUNTIME_DIR", "LANG", "TZ"}) {
        const QString value = qEnvironmentVariable(name);
        const bool oneLine = std::none_of(value.begin(), value.end(), [](QChar c) { return c.unicode() < 0x20; });
        if (!value.isEmpty() && oneLine && Redactor().redact(value) == value)
            environment.insert(QLatin1String(name), value);
    }
    return environment;
}

Result<void> checkAutostartId(const QString &stackId)
{
    // Its name stands in a line of a crontab and of a unit.
    const bool odd = std::any_of(stackId.begin(), stackId.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
    if (stackId.isEmpty() || odd || stackId.size() > 200)
        return fail(ErrorKind::Invalid, AutostartText::tr("A stack of this name cannot be scheduled."));
    return {};
}

Autostart::Autostart(process::ProcessPort &process, AutostartPlaces places)
    : m_process(process)
    , m_places(std::move(places))
{
}

QString Autostart::unitFile(const QString &fileName) const
{
    const QString folder = m_places.unitFolder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QLatin1String("/systemd/user")
        : m_places.unitFolder;
    return folder + QLatin1Char('/') + fileName;
}

bool Autostart::hasCrontab() const
{
    return !m_process.find(QStringLiteral("crontab")).isEmpty();
}

Result<process::ProcessOutput> Autostart::systemctl(const JobContext &context, const QStringList &arguments)
{
    process::ProcessSpec spec;
    spec.program = QStringLiteral("systemctl");
    spec.arguments = QStringList{QStringLiteral("--user")} + arguments;
    return m_process.run(context.withTimeout(answerTime), spec);
}

Result<Autostart::Backend> Autostart::backend(const JobContext &context)
{
    if (QFileInfo(m_places.systemdFolder).isDir() && !m_process.find(QStringLiteral("systemctl")).isEmpty()) {
        const Result<process::ProcessOutput> answer = systemctl(context, {QStringLiteral("show-environment")});
        QD_CHECK(context.checkpoint());
        if (answer && answer->exitCode == 0)
            return Backend::SystemdUser;
    }
    return hasCrontab() ? Backend::Cron : Backend::None;
}

Result<QByteArray> Autostart::readCrontab(const JobContext &context)
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
    return fail(failed(AutostartText::tr("Your crontab could not be read."), output));
}

Result<void> Autostart::writeCrontab(const JobContext &context, const QByteArray &before, const QByteArray &after)
{
    if (before == after)
        return {};
    process::ProcessSpec spec;
    spec.program = QStringLiteral("crontab");
    spec.arguments = {after.isEmpty() ? QStringLiteral("-r") : QStringLiteral("-")};
    spec.input = after;
    QD_TRY(const process::ProcessOutput output, m_process.run(context.withTimeout(answerTime), spec));
    if (output.exitCode != 0)
        return fail(failed(AutostartText::tr("Your crontab could not be changed."), output));
    return {};
}

Result<void> Autostart::installUnits(const JobContext &context, const QList<Unit> &units, const QString &switchedOn)
{
    constexpr mode_t readable = 0644;
    QD_CHECK(makeFolder(unitFile({}).chopped(1), 0755));
    for (const Unit &unit : units)
        QD_CHECK(writeFileAtomically(unitFile(unit.fileName), unit.text, readable));
    // restart makes a changed unit hold; enable alone would keep the old one.
    for (const QStringList &arguments : {QStringList{QStringLiteral("daemon-reload")}, QStringList{QStringLiteral("enable"), switchedOn},
                                         QStringList{QStringLiteral("restart"), switchedOn}}) {
        QD_TRY(const process::ProcessOutput output, systemctl(context, arguments));
        if (output.exitCode != 0)
            return fail(failed(AutostartText::tr("The unit %1 could not be switched on.").arg(switchedOn), output));
    }
    return {};
}

Result<void> Autostart::removeUnits(const JobContext &context, const QStringList &fileNames, const QString &switchedOff)
{
    if (std::none_of(fileNames.cbegin(), fileNames.cend(), [this](const QString &name) { return QFile::exists(unitFile(name)); }))
        return {};
    const auto tell = [&](const QStringList &arguments) -> Result<void> {
        if (m_process.find(QStringLiteral("systemctl")).isEmpty())
            return {};
        // Without a running systemd there is nothing to switch off, only files to remove.
        const Result<process::ProcessOutput> output = systemctl(context, arguments);
        return output || output.error().kind != ErrorKind::Cancelled ? Result<void>() : fail(output.error());
    };
    QD_CHECK(tell({QStringLiteral("disable"), QStringLiteral("--now"), switchedOff}));
    for (const QString &name : fileNames) {
        if (::unlink(QFile::encodeName(unitFile(name)).constData()) != 0 && errno != ENOENT)
            return fail(errorFromErrno(errno, AutostartText::tr("Could not remove %1.").arg(unitFile(name))));
    }
    return tell({QStringLiteral("daemon-reload")});
}

bool Autostart::isActive(const JobContext &context, const QString &unit)
{
    const Result<process::ProcessOutput> active = systemctl(context, {QStringLiteral("is-active"), unit});
    return active && active->exitCode == 0;
}

bool Autostart::lingeringIsOff(const JobContext &context)
{
    process::ProcessSpec spec;
    spec.program = QStringLiteral("loginctl");
    spec.arguments = {QStringLiteral("show-user"), QString::number(::getuid()), QStringLiteral("--property=Linger"), QStringLiteral("--value")};
    const Result<process::ProcessOutput> linger = m_process.run(context.withTimeout(answerTime), spec);
    return linger && linger->exitCode == 0 && linger->standardOutput.trimmed() == "no";
}

QString Autostart::cronProblem() const
{
    const Result<QByteArray> text = readWholeFile(m_places.cronPidFile, 64);
    bool number = false;
    const int pid = text ? text->trimmed().toInt(&number) : 0;
    // The pid file outlives a crash, and another program may have the number now.
    const Result<QByteArray> name = number && pid > 0 ? readWholeFile(QStringLiteral("/proc/%1/comm").arg(pid), 64) : fail(ErrorKind::NotFound, {});
    if (name && name->contains("cron"))
        return {};
    return AutostartText::tr("cron does not run: start it with \"sudo service cron start\".");
}

} // namespace quarterdeck::stack
