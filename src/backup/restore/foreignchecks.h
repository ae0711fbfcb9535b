// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/checklist.h"
#include "backup/restore/operations.h"

namespace quarterdeck::restore {

/// Reads those files of a foreign set that are wanted to their end, and adds the check "set". Writes nothing.
/// @return whether all of them can be restored from
[[nodiscard]] bool checkForeignFiles(const JobContext &context, const Request &request, CheckList &checks);

} // namespace quarterdeck::restore
