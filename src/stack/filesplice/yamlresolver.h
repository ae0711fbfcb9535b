// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/filesplice/yamltree.h"

#include <QHash>
#include <QJsonValue>

namespace quarterdeck::stack {

/// Follows aliases and merge keys in one file.
class YamlResolver final
{
public:
    /// @param root must outlive this
    explicit YamlResolver(const YamlNode &root);

    /// The node an alias stands for, itself otherwise; null for an alias of nothing.
    [[nodiscard]] const YamlNode *target(const YamlNode *node) const;

    /// The value that a mapping gets for a key through its merge keys.
    [[nodiscard]] const YamlNode *merged(const YamlNode &mapping, const QString &key, int depth = 0) const;

    /// Everything worked in. Errors: Invalid for an alias without an anchor and
    /// for a file that unfolds to more than anybody has written.
    [[nodiscard]] Result<QJsonValue> value(const YamlNode &node);

private:
    void collect(const YamlNode &node);
    [[nodiscard]] Result<QJsonValue> value(const YamlNode &node, int depth);
    [[nodiscard]] Result<QJsonValue> mapping(const YamlNode &node, int depth);

    QHash<QString, const YamlNode *> m_anchors;
    int m_nodes = 0;
};

} // namespace quarterdeck::stack
