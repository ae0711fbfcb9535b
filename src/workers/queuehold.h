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
    /// Whether the process that did it still lives, which none does whose machine was started again; no value when
    /// that cannot be seen from here (another machine).
    std::optional<bool> holderAlive;
};

/// A hold of a process of this machine that has died is taken over.
/// Errors: Conflict when it is held already: by whom, since when.
[[nodiscard]] Result<void> holdQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &operation);

/// Lets it go, whoever holds it; nothing happens when nobody does.
[[nodiscard]] Result<void> releaseQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys);

/// Who holds it now, if somebody does.
[[nodiscard]] Result<std::optional<QueueHold>> queueHold(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys);

} // namespace quarterdeck::workers
