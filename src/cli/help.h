// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/registry.h"

namespace quarterdeck::cli {

/// Options that every command takes.
[[nodiscard]] QList<QCommandLineOption> globalOptions();

/// The second words of the commands that begin with this one.
[[nodiscard]] QStringList commandsBelow(const Commands &commands, const QString &firstWord);

/// "quarterdeckctl service restart NAME [options]"
[[nodiscard]] QString usageLine(const Command &command);
[[nodiscard]] QString commandHelp(const Command &command);
/// @param group first word of the commands to list; empty = all
[[nodiscard]] QString generalHelp(const Commands &commands, const QString &group);
/// Where to read on, as a hint of a usage error.
[[nodiscard]] QString helpHint();

} // namespace quarterdeck::cli
