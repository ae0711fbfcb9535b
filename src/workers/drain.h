// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"
#include "workers/neighbours.h"

#include <atomic>
#include <chrono>
#include <memory>

/// Ending workers without losing a job.
///
/// What n8n does by itself is not enough. On SIGTERM a worker takes no new job and waits for its running ones, but
/// - a job that Redis hands over in that moment lies in the list of active ones, worked on by nobody; half a
///   minute later Bull calls it stalled, which n8n (from 2.0 on) counts as failed;
/// - after N8N_GRACEFUL_SHUTDOWN_TIMEOUT seconds it exits whatever still runs.
///
/// So the queue is held while workers are told to go: Bull's own pause (bull/lib/commands/pause-5.lua), by which
/// the list of waiting jobs gets another name and nobody is given one. Either for a moment, until all
/// that go have let go of the queue; or, where a job may take longer than n8n would wait, until those that go run nothing any more.
namespace quarterdeck::workers {

struct DrainOptions
{
    /// How long running jobs may take to end; 0 = ten minutes, or twice the longest job seen if that is more.
    std::chrono::seconds timeout{0};
    /// Set while it waits: end now, with the time n8n itself gives, whatever still runs. May be empty.
    std::shared_ptr<std::atomic_bool> finishNow;
};

struct DrainResult
{
    QStringList drained; ///< names of the containers that ended
    QStringList lost; ///< ids of executions that were cut off; empty is good
    int waitedForJobs = 0; ///< that ended while it waited
    qint64 heldMs = 0; ///< for how long nobody was given a job
};

/// Stops these workers, all at once, each when its jobs have ended; does not remove them.
/// Fails or is cancelled: the queue is let go, and workers that were told to end are started again once they have.
/// Errors: Timeout with the executions that still run, those of the engine and of Redis.
[[nodiscard]] Result<DrainResult> drainWorkers(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                               const stack::Service &workers, const QList<stack::Container> &leaving,
                                               const DrainOptions &options = {});

/// Waits until each of these containers has a connection that takes jobs, not merely a good state of health.
/// Errors: Internal when one ends meanwhile, Timeout with where to look.
[[nodiscard]] Result<void> waitUntilConsuming(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                              const QStringList &containerIds, std::chrono::seconds within = std::chrono::seconds(180));

/// What of these is best let go: idle ones first, then those with the fewest and
/// the youngest jobs; those that do not run before all others.
/// @return `count` containers, the first to go first
[[nodiscard]] Result<QList<stack::Container>> pickLeaving(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                          const stack::Service &workers, int count);

} // namespace quarterdeck::workers
