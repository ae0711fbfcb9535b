// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quarterdeck::cli {

/// What the program ends with; documented in docs/cli.md, never renumbered.
enum ExitCode : int {
    exitOk = 0, ///< done; for `status`: healthy
    exitFailure = 1, ///< failed; for `status`: failing, stopped, unknown or unreachable
    exitWarning = 2, ///< done, with warnings; for `status` and `backup schedule`: something needs attention
    exitUsage = 64, ///< wrong command line (EX_USAGE of sysexits.h)
    exitCancelled = 130, ///< ended by Ctrl+C or SIGTERM
};

} // namespace quarterdeck::cli
