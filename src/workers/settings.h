// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "stack/stack.h"
#include "workers/neighbours.h"

#include <optional>

namespace quarterdeck::workers {

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

} // namespace quarterdeck::workers
