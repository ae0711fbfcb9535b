// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"

#include <functional>

namespace quarterdeck::restore {

/// What a restore leaves free on the disk of a server, in bytes: eight segments of WAL. A PostgreSQL
/// that cannot make its next one ends with all its sessions (XLogFileInitInternal() in
/// src/backend/access/transam/xlog.c: PANIC), also those of the database in use.
constexpr qint64 roomToKeep = 128LL * 1024 * 1024;

/// Bytes that are free where a server in a container keeps its data, and its WAL if that lies elsewhere: the lesser.
/// -1 = not known (no df(1) in the image).
[[nodiscard]] Result<qint64> roomOfServer(const JobContext &context, docker::DockerPort &docker, const QString &containerId);

/// Does work that fills the disk of a server, and looks five times a second at how much of it is left: cancels the work
/// when it is less than `roomToKeep`. Also what was done to its end, and left less, has failed.
/// Where nobody can tell how much there is, nobody is in the way.
/// @param work given a context that is cancelled then
/// Errors: NoSpace; else those of the work.
[[nodiscard]] Result<void> keepingRoom(const JobContext &context, docker::DockerPort &docker, const QString &containerId,
                                       const std::function<Result<void>(const JobContext &)> &work);

} // namespace quarterdeck::restore
