// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"
#include "health/stackstatus.h"

#include <memory>

namespace quarterdeck::health {

/// The names under which Bull 4 keeps n8n's queue in Redis.
struct QueueKeys
{
    QByteArray wait; ///< list; pushed at the left, taken at the right
    QByteArray paused; ///< list; takes the place of wait while the queue is paused
    QByteArray active; ///< list
    QByteArray delayed; ///< sorted set
    QByteArray jobPrefix; ///< + id = the job's hash
    QByteArray clientName; ///< of the connection that takes jobs, one a worker process
};

/// In a Redis cluster n8n puts the prefix in braces, so that all keys share a slot.
[[nodiscard]] QueueKeys queueKeys(const stack::Queue &queue);

struct Consumers
{
    int live = 0;
    QStringList addresses; ///< IP addresses, one a live consumer

    bool operator==(const Consumers &) const = default;
};

/// Counts the workers that take jobs in the answer to CLIENT LIST.
///
/// A worker waits in BRPOPLPUSH for at most 5 s at a time (flag b, or idle not
/// much longer). With all its slots busy it does not ask at all, so the flag
/// alone would count a busy worker as missing: then the connection counts as
/// long as jobs are active.
/// @param active length of the active list at the same time
[[nodiscard]] Consumers parseConsumers(QByteArrayView clientList, QByteArrayView clientName, qint64 active);

/// Reads queue figures over a connection it keeps: one round trip, a second
/// only while jobs wait. Where Redis is only reachable inside the stack's
/// network it runs redis-cli in the container instead, less often.
class QueueReader final
{
public:
    QueueReader(docker::DockerPort &docker, redis::RedisPort &redis, const Clock &clock);

    void setQueue(const stack::Queue &queue, int concurrencyPerWorker);
    /// @param containerId the Redis container, for exec; empty = none runs
    /// @param address its present address; a restart may have changed it
    void setServer(const QString &containerId, const QString &address);

    /// Errors: why there are no figures now; after a failure the server is
    /// left in peace for some seconds and the same error is given again.
    [[nodiscard]] Result<QueueStatus> read(const JobContext &context);

    /// Forgets what is cached: the next read asks at once.
    void refresh();

private:
    [[nodiscard]] Result<QueueStatus> readBySession(const JobContext &context);
    [[nodiscard]] Result<QueueStatus> readByExec(const JobContext &context);
    [[nodiscard]] Result<QByteArray> redisCli(const JobContext &context, const QByteArray &input);
    [[nodiscard]] QueueStatus status(qint64 waiting, qint64 active, const Consumers &consumers) const;
    void setOldest(QueueStatus &status, const QByteArray &timestamp) const;

    docker::DockerPort &m_docker;
    redis::RedisPort &m_redis;
    const Clock &m_clock;
    stack::Queue m_queue;
    QueueKeys m_keys;
    int m_concurrency = 0;
    QString m_containerId;
    std::unique_ptr<redis::Session> m_session;
    redis::Coordinates m_coordinates; ///< as the session was, or is to be, made with
    std::optional<Result<QueueStatus>> m_cached; ///< given until m_cachedUntil
    std::chrono::steady_clock::time_point m_cachedUntil;
};

} // namespace quarterdeck::health
