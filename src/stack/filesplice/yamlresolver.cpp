// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/yamlresolver.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace quarterdeck::stack {

namespace {

struct YamlText
{
    Q_DECLARE_TR_FUNCTIONS(Yaml)
};

constexpr int deepest = 100;
constexpr int mostNodes = 200'000; ///< a few aliases of aliases unfold to billions

const QString &mergeKey()
{
    static const QString key = QStringLiteral("<<");
    return key;
}

} // namespace

YamlResolver::YamlResolver(const YamlNode &root)
{
    collect(root);
}

void YamlResolver::collect(const YamlNode &node)
{
    if (!node.anchor.isEmpty())
        m_anchors.insert(node.anchor, &node);
    for (const YamlNode &value : node.values)
        collect(value);
}

const YamlNode *YamlResolver::target(const YamlNode *node) const
{
    for (int hops = 0; node != nullptr && node->kind == YamlNode::Kind::Alias; ++hops)
        node = hops > deepest ? nullptr : m_anchors.value(node->text, nullptr);
    return node;
}

const YamlNode *YamlResolver::merged(const YamlNode &mapping, const QString &key, int depth) const
{
    const YamlNode *source = depth > deepest ? nullptr : target(mapping.find(mergeKey()));
    if (source == nullptr)
        return nullptr;
    const auto in = [this, &key, depth](const YamlNode *one) -> const YamlNode * {
        if (one == nullptr || one->kind != YamlNode::Kind::Mapping)
            return nullptr;
        const YamlNode *own = one->find(key);
        return own != nullptr ? own : merged(*one, key, depth + 1);
    };
    if (source->kind != YamlNode::Kind::Sequence)
        return in(source);
    for (const YamlNode &item : source->values) {
        if (const YamlNode *found = in(target(&item)))
            return found;
    }
    return nullptr;
}

Result<QJsonValue> YamlResolver::value(const YamlNode &node)
{
    m_nodes = 0;
    return value(node, 0);
}

Result<QJsonValue> YamlResolver::value(const YamlNode &node, int depth)
{
    if (depth > deepest || ++m_nodes > mostNodes)
        return fail(ErrorKind::Invalid, YamlText::tr("The file's aliases unfold to more than can be read."));
    switch (node.kind) {
    case YamlNode::Kind::Alias: {
        const YamlNode *meant = target(&node);
        if (meant == nullptr)
            return fail(ErrorKind::Invalid, YamlText::tr("There is no anchor for *%1.").arg(node.text));
        return value(*meant, depth + 1);
    }
    case YamlNode::Kind::Scalar:
        return node.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(node.text);
    case YamlNode::Kind::Sequence: {
        QJsonArray items;
        for (const YamlNode &item : node.values) {
            QD_TRY(const QJsonValue one, value(item, depth + 1));
            items.append(one);
        }
        return items;
    }
    case YamlNode::Kind::Mapping:
        return mapping(node, depth);
    }
    return QJsonValue();
}

Result<QJsonValue> YamlResolver::mapping(const YamlNode &node, int depth)
{
    QJsonObject members;
    if (const YamlNode *source = node.find(mergeKey())) {
        QD_TRY(const QJsonValue merge, value(*source, depth + 1));
        const QJsonArray sources = merge.isArray() ? merge.toArray() : QJsonArray{merge};
        // The first of several wins.
        for (const QJsonValue &one : sources) {
            const QJsonObject more = one.toObject();
            for (auto it = more.begin(); it != more.end(); ++it) {
                if (!members.contains(it.key()))
                    members.insert(it.key(), it.value());
            }
        }
    }
    for (size_t i = 0; i < node.keys.size() && i < node.values.size(); ++i) {
        if (node.keys.at(i).text == mergeKey())
            continue;
        QD_TRY(const QJsonValue one, value(node.values.at(i), depth + 1));
        members.insert(node.keys.at(i).text, one);
    }
    return members;
}

} // namespace quarterdeck::stack
