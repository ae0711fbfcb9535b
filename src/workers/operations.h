// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"
#include "foundation/steprunner.h"
#include "stack/stack.h"

#include <QDateTime>

#include <chrono>
#include <optional>

/// The workers of a stack: what they do now, how many there may be, and how
/// their number changes without losing a job.
namespace quarterdeck::workers {

struct Neighbours
{
    docker::DockerPort &docker;
    compose::ComposePort &compose;
    postgres::PostgresPort &postgres;
    redis::RedisPort &redis;
    n8n::N8nPort &n8n;
    process::ProcessPort &process;
    cgroup::ResourcePort &resources;
    const Clock &clock;
};

/// One worker as seen now. A number that is not known is empty, never zero.
struct WorkerRow
{
    QString containerId;
    QString name;
    int number = 0;
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

    QString id; ///< "not-consuming", "orphans", "stalled", "version-mismatch", "restart-loop", "inert-concurrency", "grace-chain"
    Severity severity = Severity::Warning;
    QString text; ///< translated
    QString remedy; ///< translated: what the remedy does
    QString action; ///< id of a remedyPlan(); empty = nothing to click
    QStringList subjects; ///< container names or execution ids
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

struct ScaleRequest
{
    int target = 1;
    /// How long the jobs of a worker that goes may take; 0 = what they need: n8n's time-out or the longest job, whichever is longer.
    std::chrono::seconds drainTimeout{0};
};

/// What scaling would do, for people to see first.
struct ScalePreview
{
    int from = 0;
    int to = 0;
    QStringList leaving; ///< names of the workers that would go, idle ones first
    int runningOnLeaving = 0;
    QString persistedIn; ///< path and variable or key that will hold the new number
    QString diff; ///< unified, of that file
    QStringList warnings; ///< budgets that are exceeded, 0 workers, ...
};
[[nodiscard]] Result<ScalePreview> previewScale(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                const ScaleRequest &request);

struct ScaleReport
{
    int before = 0;
    int after = 0;
    QStringList started;
    QStringList drained;
    int waitedForJobs = 0; ///< executions that ended on a worker while it was drained
    qint64 tookMs = 0;
    QString summary; ///< translated
};

/// Steps under the stack's lock: persist, then up (wait until each new worker
/// consumes) or, one worker after the other, drain (it takes no new job, its
/// running ones end) and remove. Cancelled in the middle: the number that is
/// persisted is the number that runs.
[[nodiscard]] QList<Step> scalePlan(const Neighbours &neighbours, const stack::Stack &stack, const ScaleRequest &request, ScaleReport &report);

/// Settings of the workers; what is empty stays.
struct WorkerSettings
{
    std::optional<qint64> memoryLimit; ///< bytes
    std::optional<int> concurrency;
    std::optional<bool> offloadManual;
    std::optional<qint64> redisTimeoutMs; ///< QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD
    std::optional<int> stopGraceSeconds;
};
/// The files as they would be: unified diffs, made by splicing bytes.
[[nodiscard]] Result<QString> previewSettings(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                              const WorkerSettings &settings);
/// Splice, `docker compose config -q`, replace, then recreate one worker after the other, draining. Undo puts the files back.
[[nodiscard]] QList<Step> settingsPlan(const Neighbours &neighbours, const stack::Stack &stack, const WorkerSettings &settings);

/// What a finding's action does.
[[nodiscard]] QList<Step> remedyPlan(const Neighbours &neighbours, const stack::Stack &stack, const Finding &finding);

struct Distribution
{
    QMap<QString, int> jobs; ///< container name -> jobs it ran
    int lost = 0; ///< that never ended
    double fairness = 0; ///< Jain's index: (sum x)^2 / (n * sum x^2); 1 = equal
    qint64 tookMs = 0;
};
/// Runs `count` executions of a tagged no-op workflow through the webhook and says who ran them.
[[nodiscard]] Result<Distribution> testDistribution(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, int count);

} // namespace quarterdeck::workers
