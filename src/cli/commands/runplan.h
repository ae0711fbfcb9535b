// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "foundation/steprunner.h"

namespace quarterdeck::cli {

/// Runs a plan that takes the stack's lock itself; undo errors are told on standard error.
[[nodiscard]] Outcome runSteps(const Invocation &invocation, const QList<Step> &plan);

/// Runs a plan while it holds the stack's lock; undo errors are told on standard error.
/// @param operation what others who wait for the lock are told
[[nodiscard]] Outcome runLocked(const Invocation &invocation, const QString &stackId, const QString &operation, const QList<Step> &plan);

/// Whether confirmed() would ask rather than take --yes or refuse.
[[nodiscard]] bool canBeAsked(const Invocation &invocation);

/// Tells the consequences and asks, unless the command line says --yes. Where
/// nobody can be asked, not having said --yes is a wrong command line.
/// @return with an error when it was not confirmed
[[nodiscard]] Outcome confirmed(const Invocation &invocation, const QStringList &consequences, const QString &question);

} // namespace quarterdeck::cli
