// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"
#include "stack/filesplice/settingchange.h"
#include "stack/stack.h"

#include <chrono>
#include <optional>

/// Which settings workers have and are to have: values only, no neighbour is asked.
namespace quarterdeck::workers {

/// Settings of the workers; what is empty stays.
struct WorkerSettings
{
    std::optional<qint64> memoryLimit; ///< bytes, of one container
    std::optional<int> concurrency; ///< executions that one worker runs at once
    std::optional<bool> offloadManual; ///< OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS, which main reads
    std::optional<qint64> redisTimeoutMs; ///< QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD of the workers
    /// How long the engine waits before it kills. Given alone, n8n's time-out follows it, and the other way round:
    /// shutdownFor() and graceFor().
    std::optional<int> stopGraceSeconds;
    std::optional<int> shutdownTimeoutSeconds; ///< N8N_GRACEFUL_SHUTDOWN_TIMEOUT: how long n8n waits for what it runs

    [[nodiscard]] bool isEmpty() const;
    bool operator==(const WorkerSettings &) const = default;
};

/// What fits: lowest and highest, both included. Beyond, nobody means it.
struct SettingRange
{
    qint64 lowest = 0;
    qint64 highest = 0;
};
[[nodiscard]] SettingRange memoryRange(); ///< bytes
[[nodiscard]] SettingRange concurrencyRange();
[[nodiscard]] SettingRange redisTimeoutRange(); ///< ms
[[nodiscard]] SettingRange stopGraceRange(); ///< s

/// A limit for workers that ran out of memory under another one: half as much again, in steps of 64 MiB, within the range. Bytes.
[[nodiscard]] qint64 memoryProposal(qint64 limit);

/// n8n's time-out that goes with a grace of the engine's, and the reverse: 15 s between them, in which n8n closes its connections.
[[nodiscard]] int shutdownFor(int graceSeconds);
[[nodiscard]] int graceFor(int shutdownSeconds);

/// The settings in force.
struct SettingsNow
{
    qint64 memoryLimit = 0; ///< bytes; 0 = none
    std::optional<qint64> heap; ///< bytes: --max-old-space-size of NODE_OPTIONS
    int concurrency = 10;
    stack::Concurrency::Knob knob = stack::Concurrency::Knob::Default;
    QString inertVariable; ///< "EXECUTIONS_CONCURRENCY" when somebody has set it: n8n does not read it
    std::optional<int> inertValue; ///< what they have meant
    bool offloadManual = false;
    bool offloadsAlways = false; ///< n8n from 3.0 on, whatever is set
    qint64 redisTimeoutMs = 10000;
    int stopGraceSeconds = 10; ///< the engine's default where the files say nothing
    int shutdownTimeoutSeconds = 30;
    int databasePool = 2; ///< DB_POSTGRESDB_POOL_SIZE
    int workers = 0; ///< containers
};
[[nodiscard]] SettingsNow settingsNow(const stack::Stack &stack);

/// The settings with the partner of a grace or a time-out that was given alone.
[[nodiscard]] WorkerSettings completed(const stack::Stack &stack, WorkerSettings settings);

/// Errors: Unsupported for a stack without workers or without Compose, Invalid for what is out of
/// range or contradicts itself, with the range and the numbers.
[[nodiscard]] Result<void> checkSettings(const stack::Stack &stack, const WorkerSettings &settings);

/// What has to be spliced. The concurrency goes where n8n reads it from: the knob in force, else
/// N8N_CONCURRENCY_PRODUCTION_LIMIT. Main gets what only main reads; a worker that carries the
/// same variable gets it too, so that the two do not contradict each other.
/// @param flagToo false: N8N_CONCURRENCY_PRODUCTION_LIMIT even where --concurrency is in force, for it beats the flag
[[nodiscard]] QList<stack::SettingChange> settingChanges(const stack::Stack &stack, const WorkerSettings &settings, bool flagToo = true);

/// The service as it will be: what a drain of its new containers has to know.
[[nodiscard]] stack::Service withSettings(stack::Service service, const QList<stack::SettingChange> &changes);

struct SettingWarning
{
    enum class About { Memory, Concurrency, OffloadManual, RedisTimeout, Grace };

    About about = About::Memory;
    QString text; ///< translated

    bool operator==(const SettingWarning &) const = default;
};
/// What is dangerous about values, with the numbers it is judged by. What is only as it was is not warned about.
/// @param longestJob the longest execution seen; none = not known
[[nodiscard]] QList<SettingWarning> settingWarnings(const stack::Stack &stack, const WorkerSettings &settings,
                                                    std::optional<std::chrono::milliseconds> longestJob);

} // namespace quarterdeck::workers
