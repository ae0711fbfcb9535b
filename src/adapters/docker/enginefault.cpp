// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/enginefault.h"

#include "adapters/docker/swarmport.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerFault)
};

bool isInstalled(const QString &program)
{
    // dockerd lies in sbin, which is not in everybody's PATH.
    static const QStringList more = {QStringLiteral("/usr/local/sbin"), QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")};
    return !QStandardPaths::findExecutable(program).isEmpty() || !QStandardPaths::findExecutable(program, more).isEmpty();
}

bool detectWsl()
{
    QFile release(QStringLiteral("/proc/sys/kernel/osrelease"));
    return qEnvironmentVariableIsSet("WSL_DISTRO_NAME") || (release.open(QIODevice::ReadOnly) && release.readAll().toLower().contains("microsoft"));
}

bool isInGroup(const passwd &user, const char *groupName)
{
    group entry = {};
    group *found = nullptr;
    std::vector<char> buffer(64 * 1024);
    if (::getgrnam_r(groupName, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return false;
    int count = 256;
    std::vector<gid_t> groups(static_cast<size_t>(count));
    if (::getgrouplist(user.pw_name, user.pw_gid, groups.data(), &count) < 0)
        return false;
    groups.resize(static_cast<size_t>(count));
    return std::find(groups.begin(), groups.end(), found->gr_gid) != groups.end();
}

QString startHint(const HostFacts &facts)
{
    if (!facts.hasDaemon && facts.isWsl)
        return Text::tr("Start Docker Desktop and switch on its WSL integration for this distribution.");
    if (facts.hasSystemd)
        return Text::tr("Start it: sudo systemctl enable --now docker. If it does not stay up: journalctl -u docker.");
    if (facts.isWsl) {
        return Text::tr("Start it: sudo service docker start. To have it started with WSL, put systemd=true under [boot] in /etc/wsl.conf, "
                        "then run wsl --shutdown in Windows.");
    }
    return Text::tr("Start it: sudo service docker start, or sudo dockerd in a terminal of its own.");
}

Error notRunning(const Error &cause, const Endpoint &endpoint, const HostFacts &facts)
{
    if (!endpoint.origin.isEmpty() && !endpoint.isDefault()) {
        return {ErrorKind::Unreachable, Text::tr("The Docker engine does not answer at %1.").arg(endpoint.url()), cause.detail,
                Text::tr("The address comes from %1: check it, and that the engine there is running.").arg(endpoint.origin)};
    }
    return {ErrorKind::Unreachable, Text::tr("The Docker engine is not running."), endpoint.url() + QLatin1String(": ") + cause.detail,
            startHint(facts)};
}

Error notPermitted(const Error &cause, const Endpoint &endpoint, const HostFacts &facts)
{
    const QString hint = facts.isGroupMember
        ? Text::tr("You are in the group docker already, but this session is older than that: log out and in again%1, or run newgrp docker.")
              .arg(facts.isWsl ? Text::tr(" (in Windows: wsl --shutdown)") : QString())
        : Text::tr("Join the group: sudo usermod -aG docker %1, then log out and in again, or run newgrp docker.").arg(facts.user);
    return {ErrorKind::Auth, Text::tr("You are not allowed to use the Docker engine."), endpoint.url() + QLatin1String(": ") + cause.detail, hint};
}

} // namespace

HostFacts HostFacts::ofThisMachine()
{
    HostFacts facts;
    facts.hasClient = isInstalled(QStringLiteral("docker"));
    facts.hasDaemon = isInstalled(QStringLiteral("dockerd"));
    facts.hasSystemd = QFile::exists(QStringLiteral("/run/systemd/system"));
    facts.isWsl = detectWsl();
    passwd entry = {};
    passwd *user = nullptr;
    std::vector<char> buffer(64 * 1024);
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &user) == 0 && user != nullptr) {
        facts.user = QString::fromLocal8Bit(user->pw_name);
        facts.isGroupMember = isInGroup(*user, "docker");
    } else {
        facts.user = QStringLiteral("$USER");
    }
    return facts;
}

Error connectFault(const Error &cause, const Endpoint &endpoint, const HostFacts &facts)
{
    switch (cause.kind) {
    case ErrorKind::NotFound:
        if (!facts.hasClient && !facts.hasDaemon && endpoint.isDefault()) {
            return {ErrorKind::NotFound, Text::tr("Docker is not installed."), endpoint.url() + QLatin1String(": ") + cause.detail,
                    facts.isWsl
                        ? Text::tr("Install it: sudo apt install docker.io docker-compose-v2 (on Debian 12: docker.io and docker-compose), or "
                                   "switch on the WSL integration of Docker Desktop.")
                        : Text::tr("Install it: sudo apt install docker.io docker-compose-v2 (on Debian 12: docker.io and docker-compose).")};
        }
        return notRunning(cause, endpoint, facts);
    case ErrorKind::Unreachable:
        return notRunning(cause, endpoint, facts);
    case ErrorKind::Auth:
        return notPermitted(cause, endpoint, facts);
    default:
        return cause;
    }
}

Error statusFault(int status, const QByteArray &body, const QString &what)
{
    Error error;
    error.what = what;
    const QString message = QJsonDocument::fromJson(body).object().value(QLatin1String("message")).toString();
    error.detail = message.isEmpty() ? QStringLiteral("HTTP %1 %2").arg(status).arg(QString::fromUtf8(body.left(2000)).trimmed()) : message;
    switch (status) {
    case 400:
        error.kind = ErrorKind::Invalid;
        break;
    case 401:
    case 403:
        error.kind = ErrorKind::Auth;
        break;
    case 404:
        error.kind = ErrorKind::NotFound;
        error.hint = Text::tr("It may have been removed meanwhile; refresh and look again.");
        break;
    case 409:
        error.kind = ErrorKind::Conflict;
        error.hint = Text::tr("Its state does not allow this now; the details say why.");
        break;
    case 501:
        error.kind = ErrorKind::Unsupported;
        break;
    default:
        error.kind = status >= 300 && status < 500 ? ErrorKind::Invalid : ErrorKind::Internal;
        break;
    }
    // The engine answers 500 where the cause is no fault of its own.
    if (error.detail.contains(QLatin1String("no space left on device")) || error.detail.contains(QLatin1String("disk quota exceeded"))) {
        error.kind = ErrorKind::NoSpace;
        error.hint = Text::tr("Free some disk space and try again; docker system df shows what Docker itself uses.");
    } else if (status == 500
               && (error.detail.contains(QLatin1String("port is already allocated"))
                   || error.detail.contains(QLatin1String("address already in use")))) {
        error.kind = ErrorKind::Conflict;
        error.hint = Text::tr("Another program uses that port: stop it, or choose another port.");
    } else if (isOutOfSequence(error)) {
        error.kind = ErrorKind::Conflict;
        error.hint = Text::tr("It was changed by somebody else at the same time; look again, then repeat the change.");
    } else if (status == 503 && error.detail.contains(QLatin1String("does not have a leader"))) {
        error.kind = ErrorKind::Unreachable;
        error.hint = Text::tr("More than half of the swarm's managers must run; start the missing ones.");
    } else if (status == 503 && error.detail.contains(QLatin1String("swarm"), Qt::CaseInsensitive)) {
        error.kind = ErrorKind::Unsupported;
        error.hint = Text::tr("Only an engine that manages a swarm tells about its services; ask one of the managers.");
    } else if (error.detail.contains(QLatin1String("does not support reading"))) {
        error.kind = ErrorKind::Unsupported;
        error.hint = Text::tr("The container's log driver keeps no logs to read; json-file and local do.");
    }
    return error;
}

Error contentFault(const QString &detail)
{
    return {ErrorKind::Invalid, Text::tr("The answer of the Docker engine is not understood."), detail,
            Text::tr("Check that the address belongs to a Docker engine of version 20.10 or later.")};
}

} // namespace quarterdeck::docker
