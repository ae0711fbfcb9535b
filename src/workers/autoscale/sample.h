// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/situation.h"

#include <QDateTime>

#include <chrono>
#include <optional>

/// Scaling by itself: what is seen, what is decided, what is done.
namespace quarterdeck::workers::autoscale {

/// What autoscaling sees of a stack at one moment. A figure that is not known is empty, and decides nothing.
struct Sample
{
    std::chrono::milliseconds at{0}; ///< sinceBoot(): the wall clock may jump
    qint64 boot = 0; ///< which start of the machine `at` counts from
    QDateTime wall; ///< for people
    std::chrono::milliseconds every{10'000}; ///< when the next one is due
    std::optional<qint64> waiting; ///< jobs
    std::optional<qint64> oldestWaitMs; ///< 0 when nothing waits
    std::optional<qint64> running; ///< jobs
    int workers = 0; ///< that run
    int wanted = 0; ///< persisted replicas
    int capacity = 0; ///< jobs that the workers that take any can run at once
    int perWorker = 10; ///< jobs
    int safeMost = 0; ///< workers that the budgets allow; 0 = not known
    std::optional<double> endedPerMinute; ///< executions, good or bad

    [[nodiscard]] bool isKnown() const { return waiting && oldestWaitMs && running && perWorker > 0; }
    bool operator==(const Sample &) const = default;
};

[[nodiscard]] Sample sampleOf(const Situation &situation);

/// Whether something may have happened between two samples that follow each other: the machine was off or
/// asleep, nobody looked. What has to last is not known to have lasted across a gap.
[[nodiscard]] bool isGap(const Sample &before, const Sample &after);

/// Since the machine started, the time it slept included (CLOCK_BOOTTIME; the steady clock stands still meanwhile).
[[nodiscard]] std::chrono::milliseconds sinceBoot();

/// Which start of the machine this is; never 0.
[[nodiscard]] qint64 thisBoot();

/// The same samples on one axis of time: those of earlier starts of the machine are moved to before the
/// latest one's, with a gap between, whatever the wall clock said.
/// @param samples in the order they were taken
[[nodiscard]] QList<Sample> onOneAxis(QList<Sample> samples);

} // namespace quarterdeck::workers::autoscale
