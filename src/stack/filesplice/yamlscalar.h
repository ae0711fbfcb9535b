// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/filesplice/yamltree.h"

namespace quarterdeck::stack {

/// A text as a scalar of one line. Keeps the style where it can hold the text,
/// else takes double quotes.
/// @param style Plain, SingleQuoted or DoubleQuoted
[[nodiscard]] QByteArray writtenScalar(const QString &text, YamlNode::Style style);

} // namespace quarterdeck::stack
