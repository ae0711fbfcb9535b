// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/registry.h"

namespace quarterdeck::cli {

/// Options that every command takes.
[[nodiscard]] QList<QCommandLineOption> globalOptions();

/// The longest beginning of what was written that commands begin with:
/// {"backup", "schedule"} of "backup schedule dance"; empty when there is none.
[[nodiscard]] QStringList groupOf(const Commands &commands, const QStringList &positional);

/// The words that may follow those of a group, each once.
[[nodiscard]] QStringList commandsBelow(const Commands &commands, const QStringList &group);

/// "quarterdeckctl service restart NAME [options]"
[[nodiscard]] QString usageLine(const Command &command);
[[nodiscard]] QString commandHelp(const Command &command);
/// @param group first words of the commands to list; empty = all
[[nodiscard]] QString generalHelp(const Commands &commands, const QStringList &group);
/// Where to read on, as a hint of a usage error.
[[nodiscard]] QString helpHint();

} // namespace quarterdeck::cli
