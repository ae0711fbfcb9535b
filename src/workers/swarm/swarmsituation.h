// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/situation.h"

namespace quarterdeck::workers {

/// Completes what was read of the containers of this node: a row for each task elsewhere, with what
/// Redis and the workers themselves tell of it; for all of them the node and since when they are in
/// their state; and the number that the service wants. Where there are several nodes the budgets of this machine go. Without a manager to ask nothing
/// changes.
[[nodiscard]] Result<void> addSwarmTasks(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, Situation &situation);

} // namespace quarterdeck::workers
