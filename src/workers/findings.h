// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/executionstore.h"
#include "workers/situation.h"

/// What is wrong with the workers, as a function of what was seen.
namespace quarterdeck::workers {

/// What `Finding::action` may be: the plans of remedyPlan().
namespace remedy {
inline constexpr QLatin1String restartWorkers("restart-workers");
inline constexpr QLatin1String startWorkers("start-workers");
inline constexpr QLatin1String renewWorkers("renew-workers");
inline constexpr QLatin1String markCrashed("mark-crashed");
inline constexpr QLatin1String runAgain("run-again");
inline constexpr QLatin1String putBack("put-back");
inline constexpr QLatin1String releaseQueue("release-queue");
inline constexpr QLatin1String setConcurrency("set-concurrency");
inline constexpr QLatin1String raiseGrace("raise-grace");
inline constexpr QLatin1String raiseMemory("raise-memory");
} // namespace remedy

/// Finding::id of a queue that a console of this machine held when it died.
inline constexpr QLatin1String queueLeftHeld("queue-left-held");

/// Who keeps Redis from giving out jobs.
struct HoldSeen
{
    QString operation; ///< of a console, as it wrote it down; empty = somebody else did it
    QDateTime since;
    bool holderLives = false; ///< it is at work: leave it alone
    bool holderDied = false; ///< for certain: nobody comes back to let the queue go
};

struct Observations
{
    QList<WorkerRow> workers;
    QueueFigures queue;
    GraceChain grace;
    stack::Concurrency concurrency;
    QStringList notConsuming; ///< names, see Watch
    QStringList stalled; ///< execution ids, see Watch
    QStringList restarting; ///< names, see Watch
    QList<UnfinishedExecution> orphans; ///< said to run, and known to nobody
    std::optional<HoldSeen> held;
    std::optional<int> inertValue; ///< of the variable that n8n does not read, where it is a number
    bool filesCanBeChanged = false; ///< the stack comes from a compose file
    std::optional<qint64> memoryLeft; ///< bytes that no limit has been promised yet; none = not known
    QString queueProblem; ///< translated: why Redis could not be asked
    QString databaseProblem; ///< likewise
};

/// The worst first.
[[nodiscard]] QList<Finding> findingsOf(const Observations &seen);

} // namespace quarterdeck::workers
