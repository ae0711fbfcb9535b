// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"

namespace quarterdeck::restore {

/// A stack that is gone, from one set: Scenario::Rebuild. Step ids: "lock",
/// "checks", "files", "servers", "globals", "postgres", "compare", "n8n-data",
/// "main", "workers", "key". Refuses wherever something of the project's name
/// or anything in its folder exists, so that the undo may remove all it made.
/// The queue starts empty. `report` must outlive the plan. Taking the lock and
/// recording the run is in it.
[[nodiscard]] QList<Step> rebuildPlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                                      const backup::Recording &recording, Report &report);

} // namespace quarterdeck::restore
