// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace quarterdeck::stack {

/// One node of a YAML file and the bytes it stands on. Only for finding
/// places: nothing is ever written from it.
struct YamlNode
{
    enum class Kind { Scalar, Mapping, Sequence, Alias };
    enum class Style { Block, Flow, Plain, SingleQuoted, DoubleQuoted, Literal };

    Kind kind = Kind::Scalar;
    Style style = Style::Plain; ///< Literal: both | and >
    qsizetype start = 0; ///< of the value itself: behind anchor and tag, quotes and brackets included
    qsizetype end = 0; ///< just behind it; == start where nothing is written
    QString text; ///< scalar: its value; alias: the name it refers to
    QString anchor;
    QString tag;
    std::vector<YamlNode> keys; ///< of a mapping
    std::vector<YamlNode> values; ///< of a mapping or a sequence

    /// "", "~" and "null" without quotes.
    [[nodiscard]] bool isNull() const;
    /// The value of a key; null when it is not written here (a merged one is not).
    [[nodiscard]] const YamlNode *find(const QString &key) const;
    /// Just behind the last byte that belongs to it, trailing line ends of a block scalar left out.
    [[nodiscard]] qsizetype contentEnd(const QByteArray &bytes) const;
};

/// The only document of a file.
/// Errors: Invalid with the line for what is not YAML (tabs as indentation,
/// duplicate keys, ...), for several documents and for keys that are not scalars.
[[nodiscard]] Result<YamlNode> parseYaml(const QByteArray &bytes);

} // namespace quarterdeck::stack
