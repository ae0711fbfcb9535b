// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

/// Bytes that a program without privileges can still write where the folder is,
/// or would be: of one that is not there yet, those of the nearest above it. As statvfs(3) tells; -1 = not known.
[[nodiscard]] qint64 freeBytes(const QString &folder);

} // namespace quarterdeck
