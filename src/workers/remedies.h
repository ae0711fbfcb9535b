// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "workers/situation.h"

namespace quarterdeck::workers {

/// What a finding's action does, under the stack's lock:
///
/// - restart-workers: drains the finding's containers, starts them again, waits until they take jobs
/// - start-workers: starts the finding's containers, or scales to one worker where there are none, and waits until they take jobs
/// - renew-workers: makes the finding's containers anew from the compose file, draining, as renewPlan(); for another image than n8n
///   itself runs, it sees first that the file names the same one for both, and that n8n itself runs it
/// - put-back: gives jobs that nobody works on back to the queue
/// - run-again: looks once more which of the finding's executions nobody knows, and puts a job for each into the queue
/// - mark-crashed: looks once more which of the finding's executions nobody knows, and marks those as n8n itself would
/// - release-queue: lets the queue go; refused while the one who holds it is at work
/// - set-concurrency, raise-grace, raise-memory: change the stack's files and renew the workers, draining
///
/// Undone: containers that were stopped run again, executions get their status back, jobs that no worker has begun leave the queue,
/// files get their bytes. Whoever calls it has asked before.
/// An action that is not known is a plan of one step that fails.
[[nodiscard]] QList<Step> remedyPlan(const Neighbours &neighbours, const stack::Stack &stack, const Finding &finding);

} // namespace quarterdeck::workers
