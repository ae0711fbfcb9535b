// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"

#include <chrono>
#include <optional>

/// What a manager of a Docker Swarm tells of services, tasks and nodes.
/// Field names follow https://docs.docker.com/reference/api/engine/.
namespace quarterdeck::docker {

/// Labels that Swarm puts on the containers of its tasks, and `docker stack deploy` on its services.
namespace swarmlabel {
inline constexpr QLatin1String stack("com.docker.stack.namespace"); ///< on services too
inline constexpr QLatin1String service("com.docker.swarm.service.name");
inline constexpr QLatin1String task("com.docker.swarm.task.name"); ///< "<service>.<slot>.<task id>"
} // namespace swarmlabel

struct SwarmService
{
    QString id;
    quint64 version = 0; ///< Version.Index: an update must name the one it was made from
    QString name; ///< "<stack>_<service>"
    QMap<QString, QString> labels; ///< of the service, not of its containers
    QString image;
    QStringList entrypoint; ///< ContainerSpec.Command; empty = the image's
    QStringList command; ///< ContainerSpec.Args
    QStringList environment; ///< "NAME=value"; may hold secrets: never print
    QMap<QString, QString> containerLabels;
    QList<Mount> mounts;
    QJsonObject healthcheck;
    std::optional<std::chrono::milliseconds> stopGrace; ///< empty = the engine's own, 10 s
    qint64 memoryLimit = 0; ///< bytes, of one task; 0 = none
    QStringList aliases; ///< under which others on its networks find it, besides its name
    QList<PortBinding> ports; ///< published by every node; those of mode=host are seen on the containers
    bool tty = false;
    std::optional<int> replicas; ///< empty: one a node ("global"), or a job
    int runningTasks = -1; ///< -1 = not told
    int desiredTasks = -1;
    bool updating = false; ///< a rolling update or a rollback is under way
    /// The complete specification as the engine gave it: an update replaces
    /// all of it, so what is not to change must be sent back as it came.
    QJsonObject spec;
};

struct SwarmTask
{
    QString id;
    QString serviceId;
    int slot = 0; ///< 1, 2, ... of a replicated service; 0 where there is one a node
    QString nodeId; ///< empty until it is placed
    QString image;
    QString desiredState; ///< "running", "shutdown", "ready", "remove"
    QString state; ///< "new", "pending", "assigned", "preparing", "starting", "running", "complete", "shutdown", "failed", "rejected", ...
    QDateTime since; ///< when it came into that state
    QString message;
    QString error;
    QString containerId; ///< on its node
    int exitCode = 0;
    QStringList addresses; ///< IPv4, on its networks

    [[nodiscard]] bool isRunning() const { return state == QLatin1String("running"); }
    [[nodiscard]] bool isWanted() const { return desiredState == QLatin1String("running") || desiredState == QLatin1String("ready"); }
    /// It will never run again.
    [[nodiscard]] bool hasEnded() const;
};

struct SwarmNode
{
    QString id;
    QString hostname;
    QString role; ///< "manager", "worker"
    QString availability; ///< "active", "pause", "drain"
    QString state; ///< "ready", "down", "disconnected", "unknown"
    QString address;
    bool leader = false;
    qint64 nanoCpus = 0; ///< 1e9 = one core
    qint64 memory = 0; ///< bytes
    QString engineVersion;
};

} // namespace quarterdeck::docker
