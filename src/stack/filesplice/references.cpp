// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/references.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

namespace quarterdeck::stack {

namespace {

struct Found
{
    QString variable;
    qsizetype start = 0;
    qsizetype end = 0;
    QString inside; ///< default or message, which may hold references too
};

bool isNameCharacter(QChar c)
{
    return c == QLatin1Char('_') || (c.unicode() < 128 && c.isLetterOrNumber());
}

qsizetype nameEnd(const QString &text, qsizetype from)
{
    qsizetype end = from;
    while (end < text.size() && isNameCharacter(text.at(end)) && (end > from || !text.at(end).isDigit()))
        ++end;
    return end;
}

QList<Found> referencesOf(const QString &text)
{
    QList<Found> found;
    for (qsizetype i = text.indexOf(QLatin1Char('$')); i >= 0 && i + 1 < text.size(); i = text.indexOf(QLatin1Char('$'), i)) {
        if (text.at(i + 1) == QLatin1Char('$')) {
            i += 2;
            continue;
        }
        const bool braces = text.at(i + 1) == QLatin1Char('{');
        const qsizetype name = i + (braces ? 2 : 1);
        const qsizetype end = nameEnd(text, name);
        Found one{text.mid(name, end - name), i, end, {}};
        if (braces) {
            int open = 1;
            qsizetype close = end;
            while (close < text.size() && open > 0) {
                open += text.at(close) == QLatin1Char('{') ? 1 : text.at(close) == QLatin1Char('}') ? -1 : 0;
                ++close;
            }
            one.inside = text.mid(end, close - end - 1);
            one.end = close;
        }
        i = std::max(one.end, i + 1);
        if (!one.variable.isEmpty())
            found.append(one);
    }
    return found;
}

QJsonValue memberOf(const QJsonValue &value, const QString &name)
{
    return value.toObject().value(name);
}

bool isNothing(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isObject() && value.toObject().isEmpty());
}

} // namespace

std::optional<QString> Reference::valueFor(const QString &value) const
{
    if (value.size() < before.size() + after.size() || !value.startsWith(before) || !value.endsWith(after))
        return std::nullopt;
    return value.mid(before.size(), value.size() - before.size() - after.size());
}

QStringList variablesIn(const QString &text)
{
    QStringList names;
    for (const Found &found : referencesOf(text)) {
        names.append(found.variable);
        names.append(variablesIn(found.inside));
    }
    return names;
}

std::optional<Reference> referenceIn(const QString &text)
{
    const QList<Found> found = referencesOf(text);
    if (found.size() != 1)
        return std::nullopt;
    return Reference{text.left(found.first().start), found.first().variable, text.mid(found.first().end)};
}

QString withoutReferences(QString text)
{
    return text.replace(QLatin1Char('$'), QLatin1String("$$"));
}

QMap<QString, QList<ModelPath>> variablesUsed(const QJsonValue &services, const ModelPath &at)
{
    QMap<QString, QList<ModelPath>> used;
    const auto add = [&used](const QMap<QString, QList<ModelPath>> &more) {
        for (auto it = more.cbegin(); it != more.cend(); ++it)
            used[it.key()] += it.value();
    };
    if (services.isString()) {
        for (const QString &name : variablesIn(services.toString()))
            used[name].append(at);
    } else if (services.isNull() && at.size() >= 2 && at.at(at.size() - 2) == QLatin1String("environment")) {
        used[at.last()].append(at);
    } else if (services.isArray()) {
        const QJsonArray items = services.toArray();
        for (qsizetype i = 0; i < items.size(); ++i)
            add(variablesUsed(items.at(i), at + QStringList{QString::number(i)}));
    } else if (services.isObject()) {
        const QJsonObject members = services.toObject();
        for (auto it = members.begin(); it != members.end(); ++it)
            add(variablesUsed(it.value(), at + QStringList{it.key()}));
    }
    return used;
}

QList<ModelPath> differences(const QJsonValue &before, const QJsonValue &after, const ModelPath &at)
{
    if (before == after)
        return {};
    QList<ModelPath> result;
    const bool objects = (before.isObject() || isNothing(before)) && (after.isObject() || isNothing(after));
    if (objects) {
        const QStringList members = before.toObject().keys() + after.toObject().keys();
        const QSet<QString> names(members.begin(), members.end());
        for (const QString &name : names)
            result += differences(memberOf(before, name), memberOf(after, name), at + QStringList{name});
        return result;
    }
    if (before.isArray() && after.isArray() && before.toArray().size() == after.toArray().size()) {
        for (qsizetype i = 0; i < before.toArray().size(); ++i)
            result += differences(before.toArray().at(i), after.toArray().at(i), at + QStringList{QString::number(i)});
        return result;
    }
    return {at};
}

bool liesWithin(const ModelPath &path, const ModelPath &outer)
{
    return path.size() >= outer.size() && path.first(outer.size()) == outer;
}

} // namespace quarterdeck::stack
