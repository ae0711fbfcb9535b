// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"
#include "workers/neighbours.h"

#include <QDateTime>

#include <optional>

namespace quarterdeck::workers {

/// One worker as seen now. A number that is not known is empty, never zero.
struct WorkerRow
{
    QString containerId;
    QString name;
    int number = 0;
    QString node; ///< of a Swarm: the name of the machine that runs it; else empty
    QDateTime since; ///< of a Swarm: when it came into its state; else invalid
    QString state; ///< running, exited, restarting, ...
    QString health; ///< healthy, unhealthy, starting, or empty
    std::optional<bool> consuming; ///< has a blocking client on the queue (CLIENT LIST)
    QString version; ///< of n8n
    bool imageEqualsMain = true;
    std::optional<int> runningJobs;
    std::optional<qint64> oldestJobMs; ///< how long its longest running job runs already
    std::optional<qint64> jobsDone; ///< since it started
    std::optional<double> cpu; ///< share of one core, 1.0 = one core
    std::optional<qint64> memory; ///< bytes
    qint64 memoryLimit = 0; ///< bytes; 0 = none
    int restarts = 0;
    int oomKills = 0;
};

struct QueueFigures
{
    qint64 waiting = 0;
    qint64 running = 0;
    std::optional<qint64> oldestWaitMs;
    std::optional<double> completedPerMinute;
    std::optional<double> failedPerMinute;
    QDateTime at;
};

/// One limit of how many workers there can be.
struct Budget
{
    QString id; ///< "memory", "connections", "cpu", "runners"
    QString title; ///< translated
    qint64 used = 0; ///< now, in `unit`
    qint64 perWorker = 0;
    qint64 limit = 0; ///< 0 = none known
    QString unit; ///< "bytes", "connections", "containers"
    int mostWorkers = -1; ///< that fit; -1 = not limited
    QString explanation; ///< translated: what breaks beyond, and what to raise
};

/// n8n's shutdown time-out < Docker's stop grace, and both against the longest job seen.
struct GraceChain
{
    int dockerGraceSeconds = 10;
    int n8nTimeoutSeconds = 30;
    std::optional<qint64> longestJobMs; ///< seen in the execution history
    bool holds = false;
    QString explanation; ///< translated
};

struct Capacity
{
    int workers = 0; ///< that run
    int wanted = 0; ///< persisted replicas
    stack::Concurrency concurrency;
    int total = 0; ///< workers x concurrency
    QList<Budget> budgets;
    int safeMost = 1; ///< the smallest of the budgets
    GraceChain grace;
};

/// Something is wrong, and what one click can do about it.
struct Finding
{
    enum class Severity { Note, Warning, Problem };

    /// "no-workers", "not-consuming", "orphans", "orphans-again", "stalled", "version-mismatch", "restart-loop", "oom", "inert-concurrency",
    /// "grace-chain", "queue-held", "queue-left-held";
    /// "queue-unknown" and "database-unknown" where Redis or PostgreSQL cannot be asked.
    QString id;
    Severity severity = Severity::Warning;
    QString text; ///< translated
    QString remedy; ///< translated: what the remedy does
    QString action; ///< id of a remedyPlan(); empty = nothing to click
    QStringList subjects; ///< container names or execution ids
    std::optional<GraceChain> grace; ///< of "grace-chain": what its remedy starts from
};

struct Situation
{
    QList<WorkerRow> workers; ///< ordered by number
    QueueFigures queue;
    Capacity capacity;
    QList<Finding> findings;
};
/// Everything above in one look. Errors only when the engine cannot be asked; the rest is told by empty numbers.
[[nodiscard]] Result<Situation> readSituation(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack);

} // namespace quarterdeck::workers
