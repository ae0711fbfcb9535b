// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/sample.h"

namespace quarterdeck::workers::autoscale {

/// When to go up and down, and how far. Units are in the names or the types.
struct Policy
{
    enum class Wait {
        Either, ///< many wait, or one waits long
        Both,
    };

    int min = 1; ///< workers
    int max = 3;

    // Up: jobs wait AND the workers are busy, for `upFor` without a break. Waiting alone would also add workers where none takes jobs.
    int depth = 5; ///< jobs that wait
    std::chrono::milliseconds oldestWait{10'000};
    Wait wait = Wait::Either;
    int busyPercent = 80; ///< running jobs against capacity
    std::chrono::seconds upFor{30};

    // Down: nothing waits, and what ran at most would fit into fewer with room to spare, for `downFor` without a break.
    int roomPercent = 40; ///< of the smaller capacity that stays free; more than 100 - busyPercent, or it would go up and down for ever
    std::chrono::seconds downFor{300};

    int stepUp = 1; ///< workers at once
    int stepDown = 1;
    std::chrono::seconds restUp{60}; ///< after any change, before one more is added
    std::chrono::seconds restDown{300}; ///< after any change, before one goes
    std::chrono::seconds every{10}; ///< how often to look
    bool beyondBudget = false; ///< more workers than the budgets allow

    bool operator==(const Policy &) const = default;
};

/// What is wrong with one value.
struct PolicyProblem
{
    QString field; ///< "min", "depth", "busy", ...: as the options of the command line
    QString text; ///< translated, with unit and range
};
[[nodiscard]] QList<PolicyProblem> problemsOf(const Policy &policy);
/// Errors: Invalid, with the first problem. Nothing is decided by a policy that has any.
[[nodiscard]] Result<void> checkPolicy(const Policy &policy);

/// What is known beside the samples.
struct Moment
{
    std::chrono::milliseconds now{0}; ///< on the axis of the samples
    /// When a change of ours was last begun or failed; later than the samples tell.
    std::optional<std::chrono::milliseconds> lastTry;
    QString underWay; ///< translated: what else is at work on the stack; empty = nothing
};

/// Why a wish is not followed.
enum class Block {
    None,
    Stale, ///< the newest sample is too old
    Unknown, ///< figures are missing
    Unsettled, ///< fewer workers run than are wanted: one starts or fails
    UnderWay, ///< another operation is at work on the stack
    Resting, ///< so soon after a change
    Limit, ///< min or max
    Budget, ///< no more fit
};
/// Stable, for JSON and the history: "resting", ...
[[nodiscard]] QString blockName(Block block);

struct Decision
{
    int current = 0; ///< workers
    int wished = 0; ///< what the load asks for; current = nothing
    int target = 0; ///< what is to be done; current = nothing
    Block blockedBy = Block::None;
    QString reason; ///< translated, with the figures

    [[nodiscard]] bool changes() const { return target != current; }
    /// Workers are wished for and not given, or not let go.
    [[nodiscard]] bool isHeld() const { return wished != target; }
};

/// Decides by samples alone. Pure: the same samples, the same decision. "For so long" is counted back from the
/// newest sample and ends at a gap, at a figure that is not known and at the last change of the number.
/// @param samples oldest first, on one axis of time; as far back as lookBack() is enough
[[nodiscard]] Decision decide(const QList<Sample> &samples, const Policy &policy, const Moment &moment);

/// How far back samples matter.
[[nodiscard]] std::chrono::milliseconds lookBack(const Policy &policy);

} // namespace quarterdeck::workers::autoscale
