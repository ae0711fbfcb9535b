// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "stack/containergroups.h"

namespace quarterdeck::stack {

/// Reads everything about the stack that these containers are.
/// Errors: NotFound when the last of them has gone meanwhile.
[[nodiscard]] Result<Stack> readStack(const JobContext &context, docker::DockerPort &docker, compose::ComposePort &compose, const QString &id,
                                      const ContainerGroup &group);

} // namespace quarterdeck::stack
