// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "health/stackstatus.h"

namespace quarterdeck::health {

/// The engine's data folder ("/var/lib/docker"), told by where it keeps a
/// volume; asking /info would make the engine start processes. Empty when no
/// mount tells.
[[nodiscard]] QString engineDataRoot(const QList<docker::Mount> &mounts);

/// How full the file systems of these paths are, each file system once, under
/// the first path that lies on it. Paths that cannot be seen from here are left out.
[[nodiscard]] QList<DiskStatus> readDisks(const QStringList &paths);

} // namespace quarterdeck::health
