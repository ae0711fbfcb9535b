// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"

namespace quarterdeck::stack {

/// Streams one regular file out of a container, running or not, through the
/// engine's archive endpoint.
/// @return its size in bytes. Errors: NotFound; Invalid when it is not a regular file.
[[nodiscard]] Result<qint64> readContainerFile(const JobContext &context, docker::DockerPort &docker, const QString &containerId, const QString &path,
                                               const docker::ByteSink &sink);

/// Puts one file into a folder of a container.
/// @param size of what `source` will give, in bytes; a different amount is an error
[[nodiscard]] Result<void> writeContainerFile(const JobContext &context, docker::DockerPort &docker, const QString &containerId,
                                              const QString &folder, const QString &name, qint64 size, int mode, qint64 uid, qint64 gid,
                                              const docker::ByteSource &source);

} // namespace quarterdeck::stack
