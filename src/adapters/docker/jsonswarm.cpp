// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"

namespace quarterdeck::docker {

namespace {

/// Kinds and names as in a container's mounts; a volume without a name is anonymous.
QList<Mount> parseMounts(const QJsonValue &value)
{
    QList<Mount> mounts;
    for (const QJsonValue entry : value.toArray()) {
        const QJsonObject object = entry.toObject();
        Mount mount;
        mount.type = object.value(QLatin1String("Type")).toString();
        mount.destination = object.value(QLatin1String("Target")).toString();
        mount.readWrite = !object.value(QLatin1String("ReadOnly")).toBool();
        const QString source = object.value(QLatin1String("Source")).toString();
        if (mount.type == QLatin1String("volume"))
            mount.name = source;
        else
            mount.source = source;
        mount.driver = object.value(QLatin1String("VolumeOptions"))
                           .toObject()
                           .value(QLatin1String("DriverConfig"))
                           .toObject()
                           .value(QLatin1String("Name"))
                           .toString();
        mounts.append(mount);
    }
    return mounts;
}

/// Those that every node publishes. Endpoint.Ports knows which port was given where any was asked for.
QList<PortBinding> parsePorts(const QJsonObject &service, const QJsonObject &spec)
{
    QJsonArray ports = service.value(QLatin1String("Endpoint")).toObject().value(QLatin1String("Ports")).toArray();
    if (ports.isEmpty())
        ports = spec.value(QLatin1String("EndpointSpec")).toObject().value(QLatin1String("Ports")).toArray();
    QList<PortBinding> bindings;
    for (const QJsonValue entry : ports) {
        const QJsonObject object = entry.toObject();
        if (object.value(QLatin1String("PublishMode")).toString() == QLatin1String("host"))
            continue;
        PortBinding binding;
        binding.containerPort = toPort(object.value(QLatin1String("TargetPort")));
        binding.hostPort = toPort(object.value(QLatin1String("PublishedPort")));
        binding.protocol = object.value(QLatin1String("Protocol")).toString(QStringLiteral("tcp"));
        bindings.append(binding);
    }
    return bindings;
}

QStringList parseAliases(const QJsonObject &spec, const QJsonObject &task)
{
    // Before API 1.25 the networks stood beside the template.
    QJsonArray networks = task.value(QLatin1String("Networks")).toArray();
    if (networks.isEmpty())
        networks = spec.value(QLatin1String("Networks")).toArray();
    QStringList aliases;
    for (const QJsonValue network : networks)
        aliases += toStrings(network.toObject().value(QLatin1String("Aliases")));
    aliases.removeDuplicates();
    return aliases;
}

} // namespace

Result<SwarmService> parseSwarmService(const QJsonObject &object)
{
    SwarmService service;
    service.id = object.value(QLatin1String("ID")).toString();
    const QJsonObject version = object.value(QLatin1String("Version")).toObject();
    if (service.id.isEmpty() || !version.contains(QLatin1String("Index")))
        return fail(contentFault(QStringLiteral("a service without an id or a version")));
    service.version = toUnsigned(version.value(QLatin1String("Index")));
    service.spec = object.value(QLatin1String("Spec")).toObject();
    service.name = service.spec.value(QLatin1String("Name")).toString();
    service.labels = toStringMap(service.spec.value(QLatin1String("Labels")));
    const QJsonObject replicated = service.spec.value(QLatin1String("Mode")).toObject().value(QLatin1String("Replicated")).toObject();
    if (replicated.contains(QLatin1String("Replicas")))
        service.replicas = replicated.value(QLatin1String("Replicas")).toInt();

    const QJsonObject task = service.spec.value(QLatin1String("TaskTemplate")).toObject();
    const QJsonObject container = task.value(QLatin1String("ContainerSpec")).toObject();
    service.image = container.value(QLatin1String("Image")).toString();
    service.entrypoint = toStrings(container.value(QLatin1String("Command")));
    service.command = toStrings(container.value(QLatin1String("Args")));
    service.environment = toStrings(container.value(QLatin1String("Env")));
    service.containerLabels = toStringMap(container.value(QLatin1String("Labels")));
    service.mounts = parseMounts(container.value(QLatin1String("Mounts")));
    service.healthcheck = container.value(QLatin1String("Healthcheck")).toObject();
    service.tty = container.value(QLatin1String("TTY")).toBool();
    if (container.contains(QLatin1String("StopGracePeriod"))) {
        service.stopGrace = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::nanoseconds(container.value(QLatin1String("StopGracePeriod")).toInteger()));
    }
    service.memoryLimit
        = task.value(QLatin1String("Resources")).toObject().value(QLatin1String("Limits")).toObject().value(QLatin1String("MemoryBytes")).toInteger();
    service.aliases = parseAliases(service.spec, task);
    service.ports = parsePorts(object, service.spec);

    const QJsonObject status = object.value(QLatin1String("ServiceStatus")).toObject();
    service.runningTasks = status.value(QLatin1String("RunningTasks")).toInt(-1);
    service.desiredTasks = status.value(QLatin1String("DesiredTasks")).toInt(-1);
    const QString update = object.value(QLatin1String("UpdateStatus")).toObject().value(QLatin1String("State")).toString();
    service.updating = update == QLatin1String("updating") || update == QLatin1String("rollback_started");
    return service;
}

Result<SwarmTask> parseSwarmTask(const QJsonObject &object)
{
    SwarmTask task;
    task.id = object.value(QLatin1String("ID")).toString();
    if (task.id.isEmpty())
        return fail(contentFault(QStringLiteral("a task without an id")));
    task.serviceId = object.value(QLatin1String("ServiceID")).toString();
    task.slot = object.value(QLatin1String("Slot")).toInt();
    task.nodeId = object.value(QLatin1String("NodeID")).toString();
    task.image
        = object.value(QLatin1String("Spec")).toObject().value(QLatin1String("ContainerSpec")).toObject().value(QLatin1String("Image")).toString();
    task.desiredState = object.value(QLatin1String("DesiredState")).toString();
    const QJsonObject status = object.value(QLatin1String("Status")).toObject();
    task.state = status.value(QLatin1String("State")).toString();
    task.since = parseTime(status.value(QLatin1String("Timestamp")).toString());
    task.message = status.value(QLatin1String("Message")).toString();
    task.error = status.value(QLatin1String("Err")).toString();
    const QJsonObject container = status.value(QLatin1String("ContainerStatus")).toObject();
    task.containerId = container.value(QLatin1String("ContainerID")).toString();
    task.exitCode = container.value(QLatin1String("ExitCode")).toInt();
    for (const QJsonValue network : object.value(QLatin1String("NetworksAttachments")).toArray()) {
        for (const QString &address : toStrings(network.toObject().value(QLatin1String("Addresses"))))
            task.addresses.append(address.section(QLatin1Char('/'), 0, 0));
    }
    return task;
}

Result<SwarmNode> parseSwarmNode(const QJsonObject &object)
{
    SwarmNode node;
    node.id = object.value(QLatin1String("ID")).toString();
    if (node.id.isEmpty())
        return fail(contentFault(QStringLiteral("a node without an id")));
    const QJsonObject spec = object.value(QLatin1String("Spec")).toObject();
    node.role = spec.value(QLatin1String("Role")).toString();
    node.availability = spec.value(QLatin1String("Availability")).toString();
    const QJsonObject description = object.value(QLatin1String("Description")).toObject();
    node.hostname = description.value(QLatin1String("Hostname")).toString();
    const QJsonObject resources = description.value(QLatin1String("Resources")).toObject();
    node.nanoCpus = resources.value(QLatin1String("NanoCPUs")).toInteger();
    node.memory = resources.value(QLatin1String("MemoryBytes")).toInteger();
    node.engineVersion = description.value(QLatin1String("Engine")).toObject().value(QLatin1String("EngineVersion")).toString();
    const QJsonObject status = object.value(QLatin1String("Status")).toObject();
    node.state = status.value(QLatin1String("State")).toString();
    node.address = status.value(QLatin1String("Addr")).toString();
    node.leader = object.value(QLatin1String("ManagerStatus")).toObject().value(QLatin1String("Leader")).toBool();
    return node;
}

} // namespace quarterdeck::docker
