// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "health/diagnostics.h"

namespace quarterdeck::gui {

enum class ServiceVerb { Start, Stop, Restart };

/// What doing something to a service means, before it is done.
struct ServicePlan
{
    QList<Step> steps;
    QStringList consequences; ///< translated, one sentence each
};

/// What the window can have done. Pages and controllers know this, not the
/// neighbours. Making a plan costs nothing and asks nobody; the steps run on
/// the job thread.
class Operations
{
public:
    virtual ~Operations() = default;

    /// @param status the newest, if there is one: tells what is running now
    [[nodiscard]] virtual ServicePlan servicePlan(ServiceVerb verb, const stack::Stack &stack, const QString &service,
                                                  const std::optional<health::StackStatus> &status)
        = 0;

    [[nodiscard]] virtual QList<Step> sandboxUpPlan() = 0;

    /// Blocking: adds what has to be asked for (log tails, versions) to what
    /// the window knows, and makes the text of it. Never fails: what could not be had is said in the text.
    [[nodiscard]] virtual QString diagnostics(const JobContext &context, health::DiagnosticsInput known) = 0;
};

} // namespace quarterdeck::gui
