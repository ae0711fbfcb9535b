// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/fact.h"
#include "workers/operations.h"

namespace quarterdeck::gui {

/// What a worker does, in the words of the design.
enum class WorkerState { Busy, Idle, Draining, NotConsuming, Stopped, Unknown };

/// @param perWorker jobs a worker runs at once: one that is full does not wait for more
[[nodiscard]] WorkerState workerState(const workers::WorkerRow &worker, int perWorker);
[[nodiscard]] QString workerStateTitle(WorkerState state);
/// What the word means, and what to do about it.
[[nodiscard]] QString workerStateMeaning(WorkerState state);
/// For icon and colour.
[[nodiscard]] health::State severityOf(WorkerState state);

/// "Start 3 workers", "Drain and remove 2 workers", "Keep 5 workers".
[[nodiscard]] QString scaleVerb(int from, int to);
/// "5 -> 7 workers, 50 -> 70 jobs at once".
[[nodiscard]] QString scaleSentence(int from, int to, int perWorker);
/// Why so many are too many; empty when they fit.
[[nodiscard]] QString beyondSafe(const workers::Capacity &capacity, int target);

/// Bars of the budgets, the knob in force, the chain of times, as they would be with so many workers.
[[nodiscard]] QList<Fact> capacityFacts(const workers::Capacity &capacity, int target);
[[nodiscard]] Fact graceFact(const workers::GraceChain &grace);
/// How many consume, wait and run, and how fast.
[[nodiscard]] QList<Fact> glanceFacts(const workers::Situation &situation);

/// A bar for each container, and how even they are.
[[nodiscard]] QList<Fact> distributionFacts(const workers::Distribution &distribution);

[[nodiscard]] health::Attention attentionOf(const workers::Finding &finding);

} // namespace quarterdeck::gui
