// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/service.h"

#include "foundation/atomicfile.h"
#include "stack/autostart/crontab.h"
#include "stack/autostart/systemdunit.h"
#include "stack/sqlite/sqlitefile.h"

#include <QCoreApplication>
#include <QFile>

#include <csignal>

namespace quarterdeck::workers::autoscale {

namespace {

using Backend = stack::Autostart::Backend;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::AutoscaleService)
};

const QString purpose = QStringLiteral("autoscaling");
/// How the lock tells a service from a person's terminal.
const QString asServiceName = QStringLiteral("autoscaling as a service");
const QString byHandName = QStringLiteral("autoscaling in a terminal");

QString unitOf(const QString &stackId)
{
    return stack::unitName(purpose, stackId) + QLatin1String(".service");
}

/// Not the lock of the stack itself, which others need while nothing is scaled.
QString lockName(const QString &stackId)
{
    return QLatin1String("autoscaling of ") + stackId;
}

} // namespace

QByteArray serviceUnit(const QString &stackId, const QMap<QString, QString> &environment, const QStringList &argv)
{
    // KillMode=mixed: only we are told to stop; the docker compose that we are waiting for must not be killed under us.
    // An undo may take five minutes. 130 is our own answer to being told to stop.
    return QStringLiteral("[Unit]\nDescription=%1\nStartLimitIntervalSec=0\n\n[Service]\nType=exec\n")
               .arg(stack::unitDescription(purpose, stackId))
               .toUtf8()
        + stack::environmentLines(environment) + stack::execStartLine(argv)
        + "Restart=on-failure\nRestartSec=30\nSuccessExitStatus=130\nKillMode=mixed\nTimeoutStopSec=330\nNice=5\n\n"
          "[Install]\nWantedBy=default.target\n";
}

Result<StackLock> becomeRunner(const QString &stackId, bool asService)
{
    Result<StackLock> lock = StackLock::acquire(lockName(stackId), asService ? asServiceName : byHandName);
    if (!lock && lock.error().kind == ErrorKind::Conflict) {
        const Result<StackLock::Holder> holder = StackLock::holder(lockName(stackId));
        lock.error().what = Words::tr("The workers of %1 are scaled by another process already (%2).").arg(stackId).arg(holder ? holder->pid : 0);
        lock.error().hint = Words::tr("End that one first, or look at it with \"quarterdeckctl workers autoscale show\".");
    }
    return lock;
}

bool hasRunner(const QString &stackId)
{
    return StackLock::holder(lockName(stackId)).has_value();
}

Service::Service(process::ProcessPort &process, QString program, stack::AutostartPlaces places)
    : m_autostart(process, std::move(places))
    , m_program(std::move(program))
{
}

QStringList Service::command(const QString &stackId) const
{
    return {m_program,
            QStringLiteral("workers"),
            QStringLiteral("autoscale"),
            QStringLiteral("run"),
            QStringLiteral("--service"),
            QStringLiteral("--stack"),
            stackId};
}

Result<Backend> Service::installedBy(const JobContext &context, const QString &stackId)
{
    if (QFile::exists(m_autostart.unitFile(unitOf(stackId))))
        return Backend::SystemdUser;
    if (!m_autostart.hasCrontab())
        return Backend::None;
    QD_TRY(const QByteArray crontab, m_autostart.readCrontab(context));
    return stack::findCrontabBlock(crontab, {purpose, stackId}).isEmpty() ? Backend::None : Backend::Cron;
}

Result<ServiceStatus> Service::status(const JobContext &context, const QString &stackId)
{
    QD_CHECK(stack::checkAutostartId(stackId));
    ServiceStatus status;
    QD_TRY(const Backend available, m_autostart.backend(context));
    QD_TRY(const Backend installed, installedBy(context, stackId));
    status.installed = installed != Backend::None;
    status.backend = status.installed ? installed : available;
    if (const Result<StackLock::Holder> holder = StackLock::holder(lockName(stackId)))
        status.runner = *holder;
    if (available == Backend::None) {
        status.problem = Words::tr("Neither systemd nor cron is here: install cron (\"sudo apt install cron\"), or switch systemd on in "
                                   "/etc/wsl.conf ([boot] systemd=true) and restart WSL.");
    } else if (installed == Backend::SystemdUser && available != Backend::SystemdUser) {
        status.problem = Words::tr("A unit of systemd is installed, but systemd does not run: switch autoscaling on again.");
    } else if (installed == Backend::SystemdUser && !m_autostart.isActive(context, unitOf(stackId))) {
        status.problem = Words::tr("The unit %1 is installed but does not run: see \"journalctl --user -u %1\", or switch autoscaling on again.")
                             .arg(unitOf(stackId));
    } else if (installed == Backend::SystemdUser && m_autostart.lingeringIsOff(context)) {
        status.problem = Words::tr("Lingering is off: it runs only while you are logged in. Run \"loginctl enable-linger\".");
    } else if (installed == Backend::Cron) {
        status.problem = m_autostart.cronProblem();
    }
    return status;
}

Result<void> Service::install(const JobContext &context, const QString &stackId)
{
    QD_CHECK(stack::checkAutostartId(stackId));
    if (!m_program.startsWith(QLatin1Char('/')))
        return fail(ErrorKind::Internal, Words::tr("The program to start needs an absolute path."), m_program);
    QD_TRY(const Backend available, m_autostart.backend(context));
    if (available == Backend::None) {
        return fail(ErrorKind::Unsupported, Words::tr("Neither systemd nor cron is here, so nothing can keep autoscaling running."), {},
                    Words::tr("Install cron (\"sudo apt install cron\"), or run \"quarterdeckctl workers autoscale run\" in a terminal."));
    }
    const QMap<QString, QString> environment = stack::autostartEnvironment();
    QByteArray crontab;
    QByteArray edited;
    if (m_autostart.hasCrontab()) {
        QByteArray block;
        if (available == Backend::Cron) {
            QD_CHECK(makeFolder(stack::stateFolder()));
            block = stack::crontabBlock({purpose, stackId}, {}, "* * * * *", environment, command(stackId),
                                        stack::stateFolder() + QLatin1String("/autoscale.log"));
        }
        // Whether it can be edited at all, before anything else is: two of a kind would fight over the lock.
        QD_TRY(crontab, m_autostart.readCrontab(context));
        QD_TRY(edited, stack::withCrontabBlock(crontab, {purpose, stackId}, block));
    }
    if (available == Backend::SystemdUser) {
        QD_CHECK(m_autostart.installUnits(context, {{unitOf(stackId), serviceUnit(stackId, environment, command(stackId))}}, unitOf(stackId)));
    } else {
        QD_CHECK(m_autostart.removeUnits(context, {unitOf(stackId)}, unitOf(stackId)));
    }
    return m_autostart.hasCrontab() ? m_autostart.writeCrontab(context, crontab, edited) : Result<void>();
}

Result<void> Service::remove(const JobContext &context, const QString &stackId)
{
    QD_CHECK(stack::checkAutostartId(stackId));
    QD_CHECK(m_autostart.removeUnits(context, {unitOf(stackId)}, unitOf(stackId)));
    if (m_autostart.hasCrontab()) {
        QD_TRY(const QByteArray crontab, m_autostart.readCrontab(context));
        QD_TRY(const QByteArray without, stack::withCrontabBlock(crontab, {purpose, stackId}, {}));
        QD_CHECK(m_autostart.writeCrontab(context, crontab, without));
    }
    // Cron does not end what it has started. The lock is held, so the number is that of a living process of ours.
    const Result<StackLock::Holder> holder = StackLock::holder(lockName(stackId));
    if (holder && holder->operation == asServiceName && holder->pid > 1 && holder->pid != QCoreApplication::applicationPid())
        ::kill(static_cast<pid_t>(holder->pid), SIGTERM);
    return {};
}

} // namespace quarterdeck::workers::autoscale
