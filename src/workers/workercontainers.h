// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "stack/stack.h"

namespace quarterdeck::workers {

/// The containers of a service of a Compose project as the engine has them now, running or not, by number.
[[nodiscard]] Result<QList<stack::Container>> containersOf(const JobContext &context, docker::DockerPort &docker, const QString &project,
                                                           const QString &service);

} // namespace quarterdeck::workers
