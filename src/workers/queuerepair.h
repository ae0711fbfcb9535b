// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/redis/redisport.h"
#include "foundation/clock.h"
#include "stack/queuekeys.h"
#include "workers/executionstore.h"

/// Jobs that got lost between Redis and the workers, brought back. Each in one step inside Redis, as Bull itself does it
/// (bull/lib/commands of the 4.16 that n8n 1.123 and 2.35 ship).
namespace quarterdeck::workers {

/// Gives back a job that Redis handed over to a worker that never took it up: it
/// is in the list of active ones, without a lock and without a time when it was begun.
/// Decided again inside Redis, in one step. @return whether it was given back
[[nodiscard]] Result<bool> giveBack(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId);

/// Gives jobs that count as running, but that nobody has locked, back to those that wait: what
/// moveStalledJobsToWait-7.lua does, without its limit of how often. A worker runs each once more from its beginning.
/// @param jobIds decided again for each: one that somebody works on stays
/// @return those that were given back
[[nodiscard]] Result<QStringList> putBackStalled(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys,
                                                 const QStringList &jobIds);

/// Makes a job for an execution that has none (addJob-6.lua), the last in the line. n8n's data of it is in the database already:
/// a worker runs it from its beginning.
/// @return the job's id
[[nodiscard]] Result<QString> enqueueAgain(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys,
                                           const UnfinishedExecution &execution, const Clock &clock);

/// Takes such a job away again, unless a worker has begun it. @return whether it was taken away
[[nodiscard]] Result<bool> takeFromQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId);

} // namespace quarterdeck::workers
