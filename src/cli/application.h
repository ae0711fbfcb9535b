// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace quarterdeck::cli {

/// Runs one command line from its words to its exit code.
/// @param arguments as given to main(), the program's name first
[[nodiscard]] int runCommandLine(const QStringList &arguments, const NeighbourFactory &makeNeighbours, const Terminal &terminal,
                                 const JobContext &context);

} // namespace quarterdeck::cli
