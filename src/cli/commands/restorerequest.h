// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"
#include "cli/command.h"

namespace quarterdeck::cli {

/// The options by which `restore plan` and `restore run` say what is wanted.
[[nodiscard]] QList<QCommandLineOption> restoreRequestOptions();
/// What the command line asks for; finds set and stack, and reads a key from
/// standard input where one is announced. Errors of kind Invalid are the command line's.
[[nodiscard]] Result<restore::Request> restoreRequest(const Invocation &invocation, const QString &wantedSet);

[[nodiscard]] backup::Neighbours backupNeighbours(const Invocation &invocation);
void printChecks(const Terminal &terminal, const QList<backup::PreflightCheck> &checks);
/// What a finished run leaves on standard output.
void printReport(const Invocation &invocation, const restore::Report &report);

} // namespace quarterdeck::cli
