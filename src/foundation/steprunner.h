// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QList>
#include <QString>

#include <functional>

namespace quarterdeck {

/// One step of a plan. A plan is data: it can be shown before it runs, and a
/// dry run costs nothing.
struct Step
{
    QString id; ///< stable, for logs, journals and tests
    QString title; ///< translated, for people
    std::function<Result<void>(JobContext &)> run;
    /// Takes back what `run` did; also called for the step that failed half
    /// way, so it must cope with work done in part. May be empty.
    std::function<Result<void>(JobContext &)> undo;
};

/// What happened to a plan, in order. Tests compare this log.
struct StepEvent
{
    enum class What { Started, Finished, Failed, Undone, UndoFailed };

    What what;
    QString id;

    bool operator==(const StepEvent &) const = default;
};

struct PlanOutcome
{
    Result<void> result; ///< the error of the step that failed, or success
    QList<StepEvent> events; ///< everything that was done and undone
    QList<Error> undoErrors; ///< what could not be taken back; empty is good
};

/// Runs the steps in order. At the first failure or cancellation the failed
/// step and those before it are undone in reverse order, shielded from
/// cancellation; an undo that fails is recorded and the others still run.
/// @param undoTimeout the bound of each single undo
[[nodiscard]] PlanOutcome runPlan(const QList<Step> &plan, JobContext &context, std::chrono::milliseconds undoTimeout = std::chrono::minutes(5));

} // namespace quarterdeck
