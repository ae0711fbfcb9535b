// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/queuekeys.h"
#include "stack/stack.h"
#include "workers/neighbours.h"

#include <QDateTime>

#include <optional>

/// Who runs what: what no key of Redis tells, the workers themselves are asked.
namespace quarterdeck::workers {

/// One execution that a worker runs now.
struct RunningJob
{
    QString jobId; ///< Bull's; empty when the worker does not tell
    QString executionId;
    QString workflowId;
    QString workflowName;
    QDateTime startedAt;
};

/// What one worker process answered.
struct WorkerAnswer
{
    QString hostId; ///< n8n's own name: "worker-<something>"
    QString hostname; ///< of its container
    QString version;
    QStringList addresses; ///< IP addresses, loopback left out
    QList<RunningJob> jobs;
    qint64 uptimeSeconds = 0;
};

/// Asks all workers over n8n's own channel (command get-worker-status, as n8n's
/// page of workers does; packages/cli/src/scaling/worker-status.service.ee.ts and pubsub/).
/// A worker that winds up answers too; one whose event loop is blocked does not.
/// @param expected as soon as so many have answered it is enough
/// @param patience how long to wait for the others
/// Errors: those of Redis; Unsupported when it can only be reached from inside the stack's network.
[[nodiscard]] Result<QList<WorkerAnswer>> askWorkers(const JobContext &context, redis::RedisPort &redis, const stack::Stack &stack, int expected,
                                                     std::chrono::milliseconds patience = std::chrono::milliseconds(1500));
/// The same for one who asks again and again: the question goes over a session that he keeps.
[[nodiscard]] Result<QList<WorkerAnswer>> askWorkers(const JobContext &context, redis::RedisPort &redis, redis::Session &session,
                                                     const stack::Stack &stack, int expected, std::chrono::milliseconds patience);

/// The answer of the worker in this container: by its address, else by its hostname.
[[nodiscard]] const WorkerAnswer *answerOf(const QList<WorkerAnswer> &answers, const QString &address, const QString &hostname);

/// The queue's Redis as reached from here. Errors: Unreachable with why.
[[nodiscard]] Result<redis::Coordinates> queueCoordinates(const stack::Stack &stack);

/// A job in Bull's list of active ones.
struct ActiveJob
{
    QString jobId;
    QString executionId; ///< empty when its hash is gone
    bool locked = false; ///< somebody works on it, or did until a minute ago
    bool started = false; ///< a worker has taken it up (processedOn)
};
[[nodiscard]] Result<QList<ActiveJob>> activeJobs(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys);

} // namespace quarterdeck::workers
