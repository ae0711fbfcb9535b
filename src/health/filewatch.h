// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composeport.h"

#include <QByteArray>
#include <QStringList>

namespace quarterdeck::health {

/// The files a Compose project is made of, the implied .env included.
[[nodiscard]] QStringList projectFiles(const compose::Project &project);

/// Changes when one of the files was replaced, written to, made or removed.
/// One stat(2) a file: an inotify watch would miss a file that comes into being.
[[nodiscard]] QByteArray fileSignature(const QStringList &files);

} // namespace quarterdeck::health
