// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/notices.h"

#include <QCoreApplication>
#include <QFile>

namespace quarterdeck::gui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::Notices)
};

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

FixCommand startCommand(const Machine &machine)
{
    return {Words::tr("Start the engine:"),
            machine.systemd ? QStringLiteral("sudo systemctl start docker") : QStringLiteral("sudo service docker start")};
}

QString joined(const QString &a, const QString &b)
{
    QStringList parts = {a, b};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

} // namespace

Machine Machine::thisOne()
{
    Machine machine;
    machine.wsl = contentsOf(QStringLiteral("/proc/sys/kernel/osrelease")).toLower().contains("microsoft");
    machine.systemd = QFile::exists(QStringLiteral("/run/systemd/system"));
    // Debian 12 has version 1 only; Ubuntu has had the plug-in since 22.04.
    machine.composePackage = contentsOf(QStringLiteral("/etc/os-release")).contains("ID=ubuntu");
    return machine;
}

Notice engineNotice(const health::EngineStatus &engine, const Machine &machine)
{
    using Link = health::EngineStatus::Link;
    Notice notice;
    notice.state = health::State::Failing;
    notice.primary = Words::tr("&Retry");
    notice.details = joined(engine.error.what, engine.error.detail);
    switch (engine.link) {
    case Link::NotInstalled:
        notice.title = Words::tr("Docker is not installed here");
        notice.sentence = machine.wsl
            ? Words::tr("Install it in this Ubuntu, or turn on the WSL integration in Docker Desktop (Settings, Resources, WSL integration).")
            : Words::tr("Quarterdeck needs the Docker engine that runs your n8n stack on this machine.");
        notice.commands = {
            {Words::tr("Install the engine and Compose:"),
             machine.composePackage ? QStringLiteral("sudo apt install docker.io docker-compose-v2") : QStringLiteral("sudo apt install docker.io")},
            startCommand(machine)};
        break;
    case Link::NotRunning:
        notice.title = Words::tr("The Docker engine is not running");
        notice.sentence = machine.wsl
            ? Words::tr("Nobody answers at %1. If Docker Desktop runs your containers, start it in Windows.").arg(engine.endpoint)
            : Words::tr("Nobody answers at %1.").arg(engine.endpoint);
        if (engine.endpoint.isEmpty())
            notice.sentence = Words::tr("Nobody answers at its socket.");
        notice.commands = {startCommand(machine),
                           {Words::tr("If it does not stay up, see why:"),
                            machine.systemd ? QStringLiteral("journalctl -u docker -n 50") : QStringLiteral("sudo tail -n 50 /var/log/docker.log")}};
        break;
    case Link::NoPermission:
        notice.title = Words::tr("You may not use the Docker engine");
        notice.sentence = Words::tr("The engine runs, but its socket is not yours to use. Members of the group docker may use it; that is as much "
                                    "power as root has on this machine.");
        notice.commands = {{Words::tr("Join the group:"), QStringLiteral("sudo usermod -aG docker \"$USER\"")},
                           {machine.wsl ? Words::tr("Then log in again; in Windows:") : Words::tr("Then log out and in again, or in this terminal:"),
                            machine.wsl ? QStringLiteral("wsl.exe --shutdown") : QStringLiteral("newgrp docker")}};
        break;
    case Link::Unsupported:
        notice.title = Words::tr("This Docker engine cannot be used");
        notice.sentence = joined(engine.error.what, engine.error.hint);
        notice.commands = {{Words::tr("See what is installed:"), QStringLiteral("docker version")}};
        break;
    case Link::Lost:
        notice.state = health::State::Unknown;
        notice.title = Words::tr("The connection to Docker was lost");
        notice.sentence = Words::tr("Reconnecting. The page comes back by itself as soon as the engine answers.");
        notice.commands = {startCommand(machine)};
        break;
    case Link::Connecting:
    case Link::Connected:
        notice.state = health::State::Unknown;
        notice.title = Words::tr("Connecting to Docker");
        break;
    }
    return notice;
}

Notice noStackNotice(const Error &error, bool offerSandbox)
{
    Notice notice;
    notice.state = health::State::Unknown;
    notice.title = Words::tr("There is no n8n stack on this engine");
    if (offerSandbox) {
        notice.sentence
            = Words::tr("Bring up the sandbox: n8n in queue mode with PostgreSQL, Redis and five workers, to try everything on. A stack of "
                        "your own appears here by itself as soon as it is up.");
        notice.primary = Words::tr("&Bring up the sandbox stack");
    } else {
        notice.sentence = Words::tr("A stack appears here by itself as soon as it is up.");
        notice.primary = Words::tr("&Look again");
    }
    notice.details = joined(joined(error.what, error.hint), error.detail);
    return notice;
}

} // namespace quarterdeck::gui
