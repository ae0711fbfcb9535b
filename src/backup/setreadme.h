// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"

namespace quarterdeck::backup {

/// README.txt of a set: what it is and how a person restores it with
/// pg_restore, zstd and tar alone. In English, for whoever finds it.
[[nodiscard]] QByteArray setReadme(const Manifest &manifest);

} // namespace quarterdeck::backup
