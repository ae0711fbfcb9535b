// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/redis/redisport.h"
#include "stack/queuekeys.h"

#include <QDateTime>

#include <optional>

/// Holding the queue: nobody is given a job, new ones wait. It is Bull's own
/// pause (bull/lib/commands/pause-5.lua), with a mark beside it that tells who did it and why.
namespace quarterdeck::workers {

/// Who holds the queue.
struct QueueHold
{
    bool ours = false; ///< marked by this console, on whatever machine
    QString operation; ///< what for
    QDateTime since;
    /// Whether the process that did it still lives; none when that cannot be seen from here (another machine).
    std::optional<bool> holderAlive;
};

/// Errors: Conflict when it is held already: by whom, since when.
[[nodiscard]] Result<void> holdQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &operation);

/// Lets it go, whoever holds it; nothing happens when nobody does.
[[nodiscard]] Result<void> releaseQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys);

/// Who holds it now, if somebody does.
[[nodiscard]] Result<std::optional<QueueHold>> queueHold(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys);

/// Gives back a job that Redis handed over to a worker that never took it up: it
/// is in the list of active ones, without a lock and without a time when it was begun.
/// Decided again inside Redis, in one step. @return whether it was given back
[[nodiscard]] Result<bool> giveBack(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId);

} // namespace quarterdeck::workers
