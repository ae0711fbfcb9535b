// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/secret.h"

#include <QByteArray>
#include <QString>

namespace quarterdeck::stack {

/// What changed in a file, for people: unified, three lines of context,
/// with the values of secrets hidden. Empty when nothing did.
/// @param redactor of the secrets whose values are known
[[nodiscard]] QString unifiedDiff(const QString &path, const QByteArray &before, const QByteArray &after, const Redactor &redactor);

} // namespace quarterdeck::stack
