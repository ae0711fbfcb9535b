// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/runplan.h"

#include "foundation/stacklock.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RunPlan)
};

} // namespace

Outcome runSteps(const Invocation &invocation, const QList<Step> &plan)
{
    JobContext context = invocation.context;
    const PlanOutcome outcome = runPlan(plan, context);
    for (const Error &error : outcome.undoErrors)
        invocation.terminal.errLine(Words::tr("Could not be taken back: %1").arg(error.what));
    if (!outcome.result)
        return outcome.result.error();
    return exitOk;
}

Outcome runLocked(const Invocation &invocation, const QString &stackId, const QString &operation, const QList<Step> &plan)
{
    const Result<StackLock> lock = StackLock::acquire(stackId, operation);
    if (!lock)
        return lock.error();
    return runSteps(invocation, plan);
}

bool canBeAsked(const Invocation &invocation)
{
    return invocation.terminal.canAsk() && !invocation.json && !invocation.options.isSet(QStringLiteral("yes"));
}

Outcome confirmed(const Invocation &invocation, const QStringList &consequences, const QString &question)
{
    if (invocation.options.isSet(QStringLiteral("yes")))
        return exitOk;
    if (!canBeAsked(invocation))
        return Outcome::usage(Words::tr("This asks for a confirmation, and nobody can be asked here."), Words::tr("add --yes"));
    for (const QString &line : consequences)
        invocation.terminal.errLine(line);
    const Result<bool> answer = invocation.terminal.confirm(invocation.context, question);
    if (!answer)
        return answer.error();
    if (!*answer)
        return Error{ErrorKind::Cancelled, Words::tr("Nothing was done."), {}, {}};
    return exitOk;
}

} // namespace quarterdeck::cli
