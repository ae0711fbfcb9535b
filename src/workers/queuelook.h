// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/runningjobs.h"

#include <QSet>

namespace quarterdeck::workers {

/// What Redis tells of the queue at one moment.
struct QueueLook
{
    qint64 waiting = 0; ///< those that could run now
    qint64 delayed = 0; ///< those whose time has not come
    qint64 running = 0;
    std::optional<qint64> oldestWaitMs;
    bool held = false; ///< nobody is given a job now
    QList<stack::QueueClient> clients; ///< connections that take jobs
    QList<ActiveJob> active;
};

/// Two round trips, one more for each of: jobs that wait, jobs that run.
[[nodiscard]] Result<QueueLook> lookAtQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const Clock &clock);

/// Which of these executions have a job in the queue, in whatever list. Stops looking once all are found.
[[nodiscard]] Result<QSet<QString>> knownToQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys,
                                                 const QStringList &executionIds);

/// The worker at one of these addresses asks for jobs.
/// @param addresses of its container, in all of its networks; empty = nothing can be said
[[nodiscard]] std::optional<bool> isConsuming(const QList<stack::QueueClient> &clients, const QStringList &addresses);

} // namespace quarterdeck::workers
