// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"

#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

/// "/name" -> "name"; of several, the one that is no link ("/other/alias").
QString ownName(const QStringList &names)
{
    for (const QString &name : names) {
        if (name.count(QLatin1Char('/')) <= 1)
            return name.startsWith(QLatin1Char('/')) ? name.mid(1) : name;
    }
    return {};
}

QList<Mount> parseMounts(const QJsonValue &value)
{
    QList<Mount> mounts;
    for (const QJsonValue entry : value.toArray()) {
        const QJsonObject object = entry.toObject();
        Mount mount;
        mount.type = object.value(QLatin1String("Type")).toString();
        mount.name = object.value(QLatin1String("Name")).toString();
        mount.source = object.value(QLatin1String("Source")).toString();
        mount.destination = object.value(QLatin1String("Destination")).toString();
        mount.driver = object.value(QLatin1String("Driver")).toString();
        mount.readWrite = object.value(QLatin1String("RW")).toBool(true);
        mounts.append(mount);
    }
    return mounts;
}

/// {"5678/tcp": [{"HostIp": "127.0.0.1", "HostPort": "5678"}]}
QList<PortBinding> parsePortMap(const QJsonValue &value)
{
    QList<PortBinding> bindings;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        PortBinding binding;
        binding.containerPort = toPort(QJsonValue(it.key().section(QLatin1Char('/'), 0, 0)));
        binding.protocol = it.key().section(QLatin1Char('/'), 1);
        for (const QJsonValue entry : it.value().toArray()) {
            binding.hostIp = entry.toObject().value(QLatin1String("HostIp")).toString();
            binding.hostPort = toPort(entry.toObject().value(QLatin1String("HostPort")));
            bindings.append(binding);
        }
    }
    return bindings;
}

Health parseHealth(const QString &status)
{
    if (status == QLatin1String("starting"))
        return Health::Starting;
    if (status == QLatin1String("healthy"))
        return Health::Healthy;
    if (status == QLatin1String("unhealthy"))
        return Health::Unhealthy;
    return Health::None;
}

ContainerState parseState(const QJsonObject &object)
{
    ContainerState state;
    state.status = object.value(QLatin1String("Status")).toString();
    state.running = object.value(QLatin1String("Running")).toBool();
    state.paused = object.value(QLatin1String("Paused")).toBool();
    state.restarting = object.value(QLatin1String("Restarting")).toBool();
    state.oomKilled = object.value(QLatin1String("OOMKilled")).toBool();
    state.dead = object.value(QLatin1String("Dead")).toBool();
    state.pid = object.value(QLatin1String("Pid")).toInteger();
    state.exitCode = object.value(QLatin1String("ExitCode")).toInt();
    state.error = object.value(QLatin1String("Error")).toString();
    state.startedAt = parseTime(object.value(QLatin1String("StartedAt")).toString());
    state.finishedAt = parseTime(object.value(QLatin1String("FinishedAt")).toString());
    const QJsonObject health = object.value(QLatin1String("Health")).toObject();
    state.health = parseHealth(health.value(QLatin1String("Status")).toString());
    state.healthFailingStreak = health.value(QLatin1String("FailingStreak")).toInt();
    const QJsonArray log = health.value(QLatin1String("Log")).toArray();
    if (!log.isEmpty())
        state.healthOutput = log.last().toObject().value(QLatin1String("Output")).toString();
    return state;
}

HostConfig parseHostConfig(const QJsonObject &object)
{
    HostConfig host;
    host.memory = object.value(QLatin1String("Memory")).toInteger();
    host.memorySwap = object.value(QLatin1String("MemorySwap")).toInteger();
    host.nanoCpus = object.value(QLatin1String("NanoCpus")).toInteger();
    host.cpuQuota = object.value(QLatin1String("CpuQuota")).toInteger();
    host.cpuPeriod = object.value(QLatin1String("CpuPeriod")).toInteger();
    host.pidsLimit = object.value(QLatin1String("PidsLimit")).toInteger();
    host.shmSize = object.value(QLatin1String("ShmSize")).toInteger();
    host.restartPolicy = object.value(QLatin1String("RestartPolicy")).toObject().value(QLatin1String("Name")).toString();
    host.capAdd = toStrings(object.value(QLatin1String("CapAdd")));
    host.capDrop = toStrings(object.value(QLatin1String("CapDrop")));
    host.securityOpt = toStrings(object.value(QLatin1String("SecurityOpt")));
    host.privileged = object.value(QLatin1String("Privileged")).toBool();
    host.readonlyRootfs = object.value(QLatin1String("ReadonlyRootfs")).toBool();
    host.init = object.value(QLatin1String("Init")).toBool();
    host.networkMode = object.value(QLatin1String("NetworkMode")).toString();
    host.pidMode = object.value(QLatin1String("PidMode")).toString();
    host.ipcMode = object.value(QLatin1String("IpcMode")).toString();
    const QJsonObject log = object.value(QLatin1String("LogConfig")).toObject();
    host.logDriver = log.value(QLatin1String("Type")).toString();
    host.logOptions = toStringMap(log.value(QLatin1String("Config")));
    host.binds = toStrings(object.value(QLatin1String("Binds")));
    host.portBindings = parsePortMap(object.value(QLatin1String("PortBindings")));
    return host;
}

void parseConfig(const QJsonObject &object, ContainerDetails &details)
{
    details.image = object.value(QLatin1String("Image")).toString();
    details.hostname = object.value(QLatin1String("Hostname")).toString();
    details.user = object.value(QLatin1String("User")).toString();
    details.workingDir = object.value(QLatin1String("WorkingDir")).toString();
    details.entrypoint = toStrings(object.value(QLatin1String("Entrypoint")));
    details.command = toStrings(object.value(QLatin1String("Cmd")));
    details.environment = toStrings(object.value(QLatin1String("Env")));
    details.labels = toStringMap(object.value(QLatin1String("Labels")));
    details.stopSignal = object.value(QLatin1String("StopSignal")).toString();
    details.stopTimeout = object.value(QLatin1String("StopTimeout")).toInt(-1);
    details.healthcheck = object.value(QLatin1String("Healthcheck")).toObject();
    details.tty = object.value(QLatin1String("Tty")).toBool();
    for (const QString &port : object.value(QLatin1String("ExposedPorts")).toObject().keys()) {
        if (port.endsWith(QLatin1String("/tcp")))
            details.exposedPorts.append(toPort(QJsonValue(port.chopped(4))));
    }
}

} // namespace

Result<QJsonObject> parseObject(const QByteArray &bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return fail(contentFault(QStringLiteral("no JSON object: %1 at byte %2").arg(error.errorString()).arg(error.offset)));
    return document.object();
}

Result<QJsonArray> parseArray(const QByteArray &bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (document.isArray())
        return document.array();
    // Go's nil slice.
    if (bytes.trimmed() == "null")
        return QJsonArray();
    return fail(contentFault(QStringLiteral("no JSON array: %1 at byte %2").arg(error.errorString()).arg(error.offset)));
}

Result<ContainerSummary> parseContainerSummary(const QJsonObject &object)
{
    ContainerSummary summary;
    summary.id = object.value(QLatin1String("Id")).toString();
    if (summary.id.isEmpty())
        return fail(contentFault(QStringLiteral("a container without an id")));
    summary.name = ownName(toStrings(object.value(QLatin1String("Names"))));
    summary.image = object.value(QLatin1String("Image")).toString();
    summary.imageId = object.value(QLatin1String("ImageID")).toString();
    summary.command = object.value(QLatin1String("Command")).toString();
    summary.state = object.value(QLatin1String("State")).toString();
    summary.status = object.value(QLatin1String("Status")).toString();
    summary.created = QDateTime::fromSecsSinceEpoch(object.value(QLatin1String("Created")).toInteger(), Qt::UTC);
    summary.labels = toStringMap(object.value(QLatin1String("Labels")));
    for (const QJsonValue entry : object.value(QLatin1String("Ports")).toArray()) {
        const QJsonObject port = entry.toObject();
        summary.ports.append(PortBinding{port.value(QLatin1String("IP")).toString(), toPort(port.value(QLatin1String("PublicPort"))),
                                         toPort(port.value(QLatin1String("PrivatePort"))), port.value(QLatin1String("Type")).toString()});
    }
    summary.mounts = parseMounts(object.value(QLatin1String("Mounts")));
    const QJsonObject networks = object.value(QLatin1String("NetworkSettings")).toObject().value(QLatin1String("Networks")).toObject();
    for (auto it = networks.begin(); it != networks.end(); ++it)
        summary.networkAddresses.insert(it.key(), it.value().toObject().value(QLatin1String("IPAddress")).toString());
    return summary;
}

Result<ContainerDetails> parseContainerDetails(const QJsonObject &object)
{
    ContainerDetails details;
    details.id = object.value(QLatin1String("Id")).toString();
    if (details.id.isEmpty())
        return fail(contentFault(QStringLiteral("a container without an id")));
    details.name = ownName({object.value(QLatin1String("Name")).toString()});
    details.imageId = object.value(QLatin1String("Image")).toString();
    details.created = parseTime(object.value(QLatin1String("Created")).toString());
    details.restartCount = object.value(QLatin1String("RestartCount")).toInt();
    details.state = parseState(object.value(QLatin1String("State")).toObject());
    parseConfig(object.value(QLatin1String("Config")).toObject(), details);
    details.host = parseHostConfig(object.value(QLatin1String("HostConfig")).toObject());
    details.mounts = parseMounts(object.value(QLatin1String("Mounts")));
    const QJsonObject networks = object.value(QLatin1String("NetworkSettings")).toObject().value(QLatin1String("Networks")).toObject();
    for (auto it = networks.begin(); it != networks.end(); ++it) {
        const QJsonObject network = it.value().toObject();
        details.networks.insert(it.key(),
                                NetworkEndpoint{network.value(QLatin1String("NetworkID")).toString(),
                                                network.value(QLatin1String("IPAddress")).toString(),
                                                toStrings(network.value(QLatin1String("Aliases")))});
    }
    return details;
}

} // namespace quarterdeck::docker
