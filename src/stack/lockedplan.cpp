// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/lockedplan.h"

#include "foundation/stacklock.h"

#include <QCoreApplication>

#include <memory>
#include <optional>

namespace quarterdeck::stack {

namespace {

struct LockedPlanText
{
    Q_DECLARE_TR_FUNCTIONS(LockedPlan)
};

} // namespace

QList<Step> lockedPlan(QList<Step> plan, const QString &stackId, const QString &operation)
{
    if (plan.isEmpty())
        return plan;
    const auto held = std::make_shared<std::optional<StackLock>>();
    // Whoever made the plan may keep it, so its end lets the lock go, not its destruction.
    Step &last = plan.last();
    last.run = [held, run = std::move(last.run)](JobContext &context) -> Result<void> {
        QD_CHECK(run(context));
        held->reset();
        return {};
    };
    plan.prepend({QStringLiteral("lock"), LockedPlanText::tr("Make sure nothing else is at work on the stack"),
                  [held, stackId, operation](JobContext &) -> Result<void> {
                      QD_TRY(StackLock lock, StackLock::acquire(stackId, operation));
                      held->emplace(std::move(lock));
                      return {};
                  },
                  // Undone last, when all else has been taken back.
                  [held](JobContext &) -> Result<void> {
                      held->reset();
                      return {};
                  }});
    return plan;
}

} // namespace quarterdeck::stack
