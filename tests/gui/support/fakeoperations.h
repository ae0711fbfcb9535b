// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/operations.h"

#include <atomic>

namespace quarterdeck::test {

/// Plans of two steps that note that they ran, wait while told to, and fail
/// when told to.
class FakeOperations final : public gui::Operations
{
public:
    gui::ServicePlan servicePlan(gui::ServiceVerb verb, const stack::Stack &, const QString &service,
                                 const std::optional<health::StackStatus> &) override
    {
        lastVerb = verb;
        lastService = service;
        return {plan(), {QStringLiteral("Executions in progress are lost.")}};
    }
    QList<Step> sandboxUpPlan() override { return plan(); }
    QString diagnostics(const JobContext &, health::DiagnosticsInput known) override
    {
        return QStringLiteral("diagnostics of %1").arg(known.stack ? known.stack->id : QStringLiteral("nothing"));
    }

    QList<Step> plan()
    {
        const auto run = [this](JobContext &context) -> Result<void> {
            while (block)
                QD_CHECK(context.sleep(std::chrono::milliseconds(10)));
            ++stepsRun;
            return {};
        };
        const auto last = [this, run](JobContext &context) -> Result<void> {
            QD_CHECK(run(context));
            if (failure)
                return fail(*failure);
            return {};
        };
        const auto undo = [this](JobContext &) -> Result<void> {
            ++stepsUndone;
            return {};
        };
        return {{QStringLiteral("first"), QStringLiteral("Look at the container"), run, undo},
                {QStringLiteral("second"), QStringLiteral("Do it"), last, {}}};
    }

    std::atomic<bool> block = false;
    std::atomic<int> stepsRun = 0;
    std::atomic<int> stepsUndone = 0;
    std::optional<Error> failure;
    gui::ServiceVerb lastVerb = gui::ServiceVerb::Start;
    QString lastService;
};

} // namespace quarterdeck::test
