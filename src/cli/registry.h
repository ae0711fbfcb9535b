// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <memory>
#include <vector>

namespace quarterdeck::cli {

/// All commands, in the order help lists them.
using Commands = std::vector<std::unique_ptr<Command>>;
[[nodiscard]] Commands makeCommands();

/// The command whose words the positional arguments begin with, or null.
[[nodiscard]] Command *findCommand(const Commands &commands, const QStringList &positional);

} // namespace quarterdeck::cli
