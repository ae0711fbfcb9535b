// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/budgets.h"
#include "workers/executionstore.h"
#include "workers/findings.h"
#include "workers/queuelook.h"
#include "workers/situation.h"
#include "workers/watch.h"

#include <memory>

namespace quarterdeck::workers {

/// Looks at the workers again and again: keeps its connections to Redis and PostgreSQL, the samples that a CPU
/// figure needs, and what is only wrong when it lasts. What changes slowly, or costs much, is asked less often than every look.
/// Blocking, of one thread.
class SituationReader final
{
    Q_DISABLE_COPY_MOVE(SituationReader)

public:
    /// @param neighbours must outlive it
    explicit SituationReader(const Neighbours &neighbours);
    ~SituationReader();

    enum class Depth {
        Quick, ///< for a page that looks every two seconds: what is slow is spread over several looks
        Whole, ///< everything at once, for somebody who looks once
    };

    /// Another stack than at the last look begins anew.
    /// Errors: those of the engine, and Cancelled; the rest is told by empty numbers and findings.
    [[nodiscard]] Result<Situation> read(const JobContext &context, const stack::Stack &stack, Depth depth = Depth::Quick);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Worker;
    struct Look;

    void follow(const stack::Stack &stack);
    [[nodiscard]] Result<void> readContainers(const JobContext &context, Look &look);
    void readResources(const JobContext &context, Look &look);
    void readQueue(const JobContext &context, Look &look);
    [[nodiscard]] Result<void> askQueue(const JobContext &context, Look &look);
    void readAnswers(const JobContext &context, Look &look);
    void readJobsDone(const JobContext &context, Look &look);
    void readDatabase(const JobContext &context, Look &look);
    [[nodiscard]] Result<void> askDatabase(const JobContext &context, Look &look);
    void readRest(const JobContext &context, Look &look);
    void fillCapacity(Look &look) const;
    [[nodiscard]] QList<Finding> findings(const Look &look) const;

    /// Something that is asked again only after a while.
    template<class T>
    struct Cached
    {
        std::optional<T> value;
        std::optional<Time> next; ///< none = at once
    };
    struct Taken
    {
        qint64 jobs = 0;
        Time at;
        qint64 pid = 0; ///< of the life of the container it belongs to
    };
    struct Rest
    {
        qint64 limits = 0;
        qint64 use = 0;
        QStringList withoutLimit;
    };

    const Neighbours m_with;
    QString m_stackId;
    redis::Coordinates m_redisAt;
    std::unique_ptr<redis::Session> m_redis;
    postgres::Coordinates m_postgresAt;
    std::unique_ptr<postgres::Session> m_postgres;
    std::optional<Time> m_postgresRetry; ///< a server that does not answer is left in peace until then
    QString m_postgresProblem;
    QHash<QString, cgroup::ResourceSample> m_samples; ///< by container
    QHash<QString, Taken> m_taken; ///< by container
    Cached<Rest> m_rest;
    Cached<Throughput> m_throughput;
    Cached<std::optional<qint64>> m_longest;
    Cached<ConnectionFigures> m_connections;
    Cached<QList<UnfinishedExecution>> m_orphans;
    Watch m_watch;
};

} // namespace quarterdeck::workers
