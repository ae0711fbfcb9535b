// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/steprunner.h"

#include <QCoreApplication>

namespace quarterdeck {

namespace {

struct RunnerText
{
    Q_DECLARE_TR_FUNCTIONS(StepRunner)
};

} // namespace

PlanOutcome runPlan(const QList<Step> &plan, JobContext &context, std::chrono::milliseconds undoTimeout)
{
    PlanOutcome outcome;
    qsizetype reached = -1;
    for (qsizetype i = 0; i < plan.size(); ++i) {
        const Step &step = plan.at(i);
        // A cancellation between two steps belongs to the one that did not start.
        outcome.result = context.checkpoint();
        if (!outcome.result)
            break;
        reached = i;
        outcome.events.append({StepEvent::What::Started, step.id});
        context.sink().stepStarted(step.id, step.title);
        outcome.result = step.run(context);
        context.sink().stepFinished(step.id, outcome.result);
        outcome.events.append({outcome.result ? StepEvent::What::Finished : StepEvent::What::Failed, step.id});
        if (!outcome.result)
            break;
    }
    if (outcome.result)
        return outcome;

    for (qsizetype i = reached; i >= 0; --i) {
        const Step &step = plan.at(i);
        if (!step.undo)
            continue;
        JobContext undoContext = context.shielded(undoTimeout);
        context.sink().logLine(RunnerText::tr("Taking back: %1").arg(step.title));
        if (Result<void> undone = step.undo(undoContext); undone) {
            outcome.events.append({StepEvent::What::Undone, step.id});
        } else {
            outcome.events.append({StepEvent::What::UndoFailed, step.id});
            outcome.undoErrors.append(undone.error());
        }
    }
    return outcome;
}

} // namespace quarterdeck
