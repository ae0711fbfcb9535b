// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/swarmport.h"
#include "stack/stack.h"
#include "workers/neighbours.h"

namespace quarterdeck::workers {

/// The workers' service, and the swarm to ask about it.
struct SwarmWorkers
{
    docker::SwarmPort *swarm = nullptr;
    docker::SwarmService service;
};
/// Reads the service anew. Errors: Unsupported without workers, or where the engine is no manager.
[[nodiscard]] Result<SwarmWorkers> swarmWorkers(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack);

/// The tasks that run or are to run, by slot.
[[nodiscard]] Result<QList<docker::SwarmTask>> livingTasks(const JobContext &context, docker::SwarmPort &swarm, const QString &serviceId);

/// "shop_worker.3", as `docker service ps` names it.
[[nodiscard]] QString taskName(const docker::SwarmService &service, const docker::SwarmTask &task);

} // namespace quarterdeck::workers
