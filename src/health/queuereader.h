// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"
#include "health/stackstatus.h"
#include "stack/queuekeys.h"

#include <memory>

namespace quarterdeck::health {

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
    [[nodiscard]] QueueStatus status(qint64 waiting, qint64 active, const stack::Consumers &consumers) const;
    void setOldest(QueueStatus &status, const QByteArray &timestamp) const;

    docker::DockerPort &m_docker;
    redis::RedisPort &m_redis;
    const Clock &m_clock;
    stack::Queue m_queue;
    stack::QueueKeys m_keys;
    int m_concurrency = 0;
    QString m_containerId;
    std::unique_ptr<redis::Session> m_session;
    redis::Coordinates m_coordinates; ///< as the session was, or is to be, made with
    std::optional<Result<QueueStatus>> m_cached; ///< given until m_cachedUntil
    std::chrono::steady_clock::time_point m_cachedUntil;
};

} // namespace quarterdeck::health
