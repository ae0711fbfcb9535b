// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"

namespace quarterdeck::restore {

/// Everything that can be known before a rebuild writes: "engine", "set", "space", "folder",
/// "project", "images", "ports", "apart". Writes nothing that stays.
/// @param listener told each as it is made; may be empty
[[nodiscard]] Result<QList<backup::PreflightCheck>> rebuildChecks(const JobContext &context, const backup::Neighbours &neighbours,
                                                                  compose::ComposePort &compose, const Request &request,
                                                                  const CheckListener &listener = {});

} // namespace quarterdeck::restore
