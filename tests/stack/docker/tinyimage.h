// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QString>

namespace quarterdeck::test {

/// Makes an image out of a shell and a few tools of this machine with their
/// libraries (some MiB), so that no test of the engine depends on a registry
/// or on the stack's images.
/// @param socket of the engine that is to have it
[[nodiscard]] Result<void> makeTinyImage(const QString &socket, const QString &tag);
void removeTinyImage(const QString &socket, const QString &tag);

} // namespace quarterdeck::test
