// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/swarmtypes.h"
#include "foundation/jobcontext.h"

#include <functional>

namespace quarterdeck::docker {

/// The services of a Docker Swarm, as one of its managers gives them. Blocking
/// and thread-safe as DockerPort. Nothing here makes, joins or leaves a swarm.
///
/// Errors: as DockerPort; Unsupported when the engine is no manager of a
/// swarm, Unreachable when the managers have no leader, Conflict when the
/// service was changed since it was read ("update out of sequence").
class SwarmPort
{
public:
    virtual ~SwarmPort() = default;

    /// The cheapest way to find out whether the engine manages a swarm, too.
    /// @param labels "key" or "key=value"; all must match
    [[nodiscard]] virtual Result<QList<SwarmService>> listServices(const JobContext &context, const QStringList &labels = {}) = 0;
    /// Without the number of tasks, which only the list tells.
    /// @param id or name
    [[nodiscard]] virtual Result<SwarmService> inspectService(const JobContext &context, const QString &id) = 0;
    /// Replaces the whole specification.
    /// @param version that of the service `spec` was made from
    [[nodiscard]] virtual Result<void> updateService(const JobContext &context, const QString &id, quint64 version, const QJsonObject &spec) = 0;

    /// Also those that have ended and are still remembered (five a slot).
    /// @param services ids or names; empty = all
    [[nodiscard]] virtual Result<QList<SwarmTask>> listTasks(const JobContext &context, const QStringList &services = {}) = 0;
    [[nodiscard]] virtual Result<QList<SwarmNode>> listNodes(const JobContext &context) = 0;

    /// Of the containers of this node, by id, where it reaches their tasks itself: on the bridge by which
    /// they reach the world (docker_gwbridge). Asked of any node; empty where there is no such bridge.
    [[nodiscard]] virtual Result<QHash<QString, QString>> gatewayAddresses(const JobContext &context) = 0;

    /// The output of all tasks of a service, of whatever node.
    [[nodiscard]] virtual Result<void> serviceLogs(const JobContext &context, const QString &id, const LogOptions &options, const OutputSink &sink)
        = 0;
};

/// The refusal of a change that was made from an older version of the service.
[[nodiscard]] bool isOutOfSequence(const Error &error);

/// Changes a service as others may do at the same time: reads it, lets `change`
/// edit the specification and sends it back; when somebody was faster, all of
/// it again, a bounded number of times.
/// @param change gets the service as it is now and edits `spec`; false = there is nothing to do
/// @return the service that was last read, as `change` left it; Conflict when others kept being faster
[[nodiscard]] Result<SwarmService> changeService(const JobContext &context, SwarmPort &swarm, const QString &id,
                                                 const std::function<Result<bool>(SwarmService &)> &change);

/// Sets the number of replicas in a service's specification.
/// @return Unsupported where the service has no such number
[[nodiscard]] Result<void> setReplicas(SwarmService &service, int replicas);

} // namespace quarterdeck::docker
