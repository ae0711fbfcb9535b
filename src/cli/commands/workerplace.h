// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "stack/stack.h"
#include "workers/neighbours.h"

namespace quarterdeck::cli {

/// What the operations on workers want, out of what commands have.
[[nodiscard]] workers::Neighbours workerNeighbours(const Neighbours &with);

/// The stack that is meant, read whole. Errors: Unsupported when it does not run in queue mode.
[[nodiscard]] Result<stack::Stack> chosenStack(const Invocation &invocation);

} // namespace quarterdeck::cli
