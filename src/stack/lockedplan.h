// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"

namespace quarterdeck::stack {

/// The same plan with a step "lock" before it, which takes the stack's lock or
/// tells who holds it. The last step, or the undo of the first, lets it go: the
/// caller must not hold it.
/// @param operation what it is taken for, shown to the one who has to wait
[[nodiscard]] QList<Step> lockedPlan(QList<Step> plan, const QString &stackId, const QString &operation);

} // namespace quarterdeck::stack
