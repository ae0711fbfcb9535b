// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"

#include <QCoreApplication>

namespace quarterdeck::docker {

namespace {

/// Leaves out what is empty: the engine takes its own or the image's default.
void insert(QJsonObject &object, QLatin1StringView key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void insert(QJsonObject &object, QLatin1StringView key, const QStringList &values)
{
    if (!values.isEmpty())
        object.insert(key, QJsonArray::fromStringList(values));
}

void insert(QJsonObject &object, QLatin1StringView key, qint64 value)
{
    if (value != 0)
        object.insert(key, value);
}

QJsonArray mountsBody(const QList<Mount> &mounts)
{
    QJsonArray array;
    for (const Mount &mount : mounts) {
        QJsonObject object{{QStringLiteral("Type"), mount.type.isEmpty() ? QStringLiteral("bind") : mount.type},
                           {QStringLiteral("Target"), mount.destination},
                           {QStringLiteral("ReadOnly"), !mount.readWrite}};
        insert(object, QLatin1StringView("Source"), mount.type == QLatin1String("volume") ? mount.name : mount.source);
        if (!mount.driver.isEmpty() && mount.type == QLatin1String("volume")) {
            object.insert(QStringLiteral("VolumeOptions"),
                          QJsonObject{{QStringLiteral("DriverConfig"), QJsonObject{{QStringLiteral("Name"), mount.driver}}}});
        }
        array.append(object);
    }
    return array;
}

QJsonObject hostConfigBody(const ContainerSpec &spec, const QJsonObject &portBindings)
{
    QJsonObject host;
    insert(host, QLatin1StringView("NetworkMode"), spec.networkMode);
    insert(host, QLatin1StringView("Memory"), spec.memory);
    insert(host, QLatin1StringView("MemorySwap"), spec.memorySwap);
    insert(host, QLatin1StringView("NanoCpus"), spec.nanoCpus);
    insert(host, QLatin1StringView("CpuShares"), spec.cpuShares);
    insert(host, QLatin1StringView("PidsLimit"), spec.pidsLimit);
    insert(host, QLatin1StringView("ShmSize"), spec.shmSize);
    insert(host, QLatin1StringView("CapDrop"), spec.capDrop);
    insert(host, QLatin1StringView("CapAdd"), spec.capAdd);
    insert(host, QLatin1StringView("SecurityOpt"), spec.securityOpt);
    host.insert(QStringLiteral("ReadonlyRootfs"), spec.readonlyRootfs);
    host.insert(QStringLiteral("AutoRemove"), spec.autoRemove);
    if (spec.init)
        host.insert(QStringLiteral("Init"), true);
    if (!spec.mounts.isEmpty())
        host.insert(QStringLiteral("Mounts"), mountsBody(spec.mounts));
    if (!spec.tmpfs.isEmpty())
        host.insert(QStringLiteral("Tmpfs"), fromStringMap(spec.tmpfs));
    if (!portBindings.isEmpty())
        host.insert(QStringLiteral("PortBindings"), portBindings);
    return host;
}

} // namespace

QJsonObject createBody(const ContainerSpec &spec)
{
    QJsonObject exposed;
    QJsonObject bindings;
    for (const PortBinding &port : spec.ports) {
        const QString key = QStringLiteral("%1/%2").arg(port.containerPort).arg(port.protocol.isEmpty() ? QStringLiteral("tcp") : port.protocol);
        exposed.insert(key, QJsonObject());
        if (port.hostPort == 0)
            continue;
        QJsonArray addresses = bindings.value(key).toArray();
        addresses.append(QJsonObject{{QStringLiteral("HostIp"), port.hostIp}, {QStringLiteral("HostPort"), QString::number(port.hostPort)}});
        bindings.insert(key, addresses);
    }

    QJsonObject body{{QStringLiteral("Image"), spec.image}, {QStringLiteral("Tty"), spec.tty}, {QStringLiteral("OpenStdin"), spec.openStdin}};
    insert(body, QLatin1StringView("Entrypoint"), spec.entrypoint);
    insert(body, QLatin1StringView("Cmd"), spec.command);
    insert(body, QLatin1StringView("Env"), spec.environment);
    insert(body, QLatin1StringView("User"), spec.user);
    insert(body, QLatin1StringView("WorkingDir"), spec.workingDir);
    if (!spec.labels.isEmpty())
        body.insert(QStringLiteral("Labels"), fromStringMap(spec.labels));
    if (!exposed.isEmpty())
        body.insert(QStringLiteral("ExposedPorts"), exposed);
    body.insert(QStringLiteral("HostConfig"), hostConfigBody(spec, bindings));
    return body;
}

QJsonObject execBody(const ExecSpec &spec)
{
    QJsonObject body{{QStringLiteral("AttachStdin"), static_cast<bool>(spec.input)},
                     {QStringLiteral("AttachStdout"), true},
                     {QStringLiteral("AttachStderr"), true},
                     {QStringLiteral("Tty"), spec.tty},
                     {QStringLiteral("Cmd"), QJsonArray::fromStringList(spec.argv)}};
    insert(body, QLatin1StringView("Env"), spec.environment);
    insert(body, QLatin1StringView("User"), spec.user);
    insert(body, QLatin1StringView("WorkingDir"), spec.workingDir);
    return body;
}

Result<QJsonObject> updateBody(const ResourceUpdate &update, const HostConfig &current)
{
    QJsonObject body;
    if (update.memory) {
        if (*update.memory <= 0) {
            return fail(ErrorKind::Invalid, QCoreApplication::translate("Docker", "A memory limit cannot be taken away from a running container."),
                        {}, QCoreApplication::translate("Docker", "Give a limit above zero, or recreate the container without one."));
        }
        qint64 sum = 2 * *update.memory;
        if (current.memorySwap < 0)
            sum = -1;
        else if (current.memory > 0 && current.memorySwap > 0 && current.memorySwap != 2 * current.memory)
            sum = *update.memory + std::max<qint64>(0, current.memorySwap - current.memory);
        body.insert(QStringLiteral("Memory"), *update.memory);
        body.insert(QStringLiteral("MemorySwap"), sum);
    }
    if (update.nanoCpus)
        body.insert(QStringLiteral("NanoCpus"), *update.nanoCpus);
    if (update.pidsLimit)
        body.insert(QStringLiteral("PidsLimit"), *update.pidsLimit);
    if (update.restartPolicy)
        body.insert(QStringLiteral("RestartPolicy"), QJsonObject{{QStringLiteral("Name"), *update.restartPolicy}});
    return body;
}

} // namespace quarterdeck::docker
