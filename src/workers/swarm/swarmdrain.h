// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/drain.h"
#include "workers/swarm/swarmtasks.h"

/// Ending tasks of a Swarm service without losing a job.
///
/// Nobody can tell Swarm which task to end, so no worker can be emptied beforehand. What can be done:
/// - hold the queue (where Redis can be reached), so that no job is handed to a worker that is about to be told to end;
/// - lower the number only when whatever runs, on whichever worker, will end within n8n's own time and Swarm's;
/// - let the queue go as soon as those that were chosen wait for no job any more.
namespace quarterdeck::workers {

/// @param from replicas that are there; another number means that somebody else was at it: Conflict
/// @param options as for drainWorkers()
/// Fails or is cancelled: the queue is let go; the number may be the old or the new one.
/// `lost` is empty also where Redis cannot be reached, and nobody knows.
[[nodiscard]] Result<DrainResult> drainSwarmTasks(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, int from,
                                                  int target, const DrainOptions &options = {});

/// Sets the number in the service, as it is then; everything else stays as it is.
/// @param from the number that is replaced; any other: Conflict
[[nodiscard]] Result<void> changeReplicas(const JobContext &context, const SwarmWorkers &workers, int from, int target);

} // namespace quarterdeck::workers
