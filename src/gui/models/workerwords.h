// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/fact.h"
#include "workers/operations.h"
#include "workers/workerstate.h"

namespace quarterdeck::gui {

using workers::WorkerState;
using workers::workerState;
using workers::workerStateTitle;
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
