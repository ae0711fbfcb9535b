// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/history.h"
#include "backup/operations.h"

#include <functional>

namespace quarterdeck::backup {

/// Adds to a plan what makes its run known: a step "record" before it, which
/// enters the run into the history, and a step "finish" after it, which enters
/// how it ended and tells the hooks. A plan that fails or is cancelled enters
/// that by the undo of "record". A history that cannot be written is a warning
/// in the log: no backup is lost for want of a diary.
/// @param run stack and operation; the rest is filled in here
/// @param onSuccess asked at the end of a good run for set, bytes, summary and outcome ("success" or "warning")
[[nodiscard]] QList<Step> recordedPlan(QList<Step> plan, const Neighbours &neighbours, const HookSettings &hooks, const Recording &recording,
                                       RunRecord run, std::function<void(RunRecord &)> onSuccess);

} // namespace quarterdeck::backup
