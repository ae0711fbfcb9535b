// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "stack/stack.h"

namespace quarterdeck::gui {

/// The stack as the engine alone knows it, without asking Compose: a few
/// milliseconds instead of a few hundred. Good for a list of services until
/// the monitor has the whole picture; nothing may be decided by it.
/// Errors: those of Discovery; several stacks and none wanted is Conflict.
[[nodiscard]] Result<stack::Stack> firstLook(const JobContext &context, docker::DockerPort &docker, const QString &wanted);

} // namespace quarterdeck::gui
