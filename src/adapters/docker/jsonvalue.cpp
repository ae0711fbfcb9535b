// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/jsonvalue.h"

#include <QJsonArray>
#include <QTimeZone>

#include <limits>

namespace quarterdeck::docker {

namespace {

/// Exactly `count` digits at `at`; -1 if there are not.
int number(QStringView text, qsizetype at, qsizetype count)
{
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        const char16_t c = text[i].unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    return value;
}

bool hasAt(QStringView text, qsizetype at, char16_t c)
{
    return at < text.size() && text[at] == QChar(c);
}

} // namespace

QDateTime parseTime(const QString &text)
{
    const QStringView view(text);
    const QDate date(number(view, 0, 4), number(view, 5, 2), number(view, 8, 2));
    if (!date.isValid() || !hasAt(view, 4, u'-') || !hasAt(view, 7, u'-') || !hasAt(view, 10, u'T') || !hasAt(view, 13, u':')
        || !hasAt(view, 16, u':'))
        return {};
    // Go's zero time.
    if (date.year() <= 1)
        return {};
    int msecs = 0;
    qsizetype at = 19;
    if (hasAt(view, at, u'.')) {
        ++at;
        int scale = 100;
        const qsizetype first = at;
        for (; number(view, at, 1) >= 0; ++at, scale /= 10)
            msecs += number(view, at, 1) * scale;
        if (at == first)
            return {};
    }
    const QTime time(number(view, 11, 2), number(view, 14, 2), number(view, 17, 2), msecs);
    if (!time.isValid())
        return {};
    int offset = 0;
    if (hasAt(view, at, u'Z') && at + 1 == view.size()) {
        offset = 0;
    } else if ((hasAt(view, at, u'+') || hasAt(view, at, u'-')) && hasAt(view, at + 3, u':') && at + 6 == view.size()) {
        const int hours = number(view, at + 1, 2);
        const int minutes = number(view, at + 4, 2);
        if (hours < 0 || minutes < 0)
            return {};
        offset = (hours * 3600 + minutes * 60) * (hasAt(view, at, u'-') ? -1 : 1);
    } else {
        return {};
    }
    return QDateTime(date, time, Qt::UTC).addSecs(-offset);
}

quint64 toUnsigned(const QJsonValue &value)
{
    constexpr qint64 notIntegral = std::numeric_limits<qint64>::min();
    const qint64 integer = value.toInteger(notIntegral);
    if (integer != notIntegral)
        return integer > 0 ? static_cast<quint64>(integer) : 0;
    const double real = value.toDouble();
    // 2^64 as a double; the conversion of anything from there on is undefined.
    if (real >= 18446744073709551616.0)
        return std::numeric_limits<quint64>::max();
    return real > 0 ? static_cast<quint64>(real) : 0;
}

quint16 toPort(const QJsonValue &value)
{
    const qint64 port = value.isString() ? value.toString().toLongLong() : value.toInteger();
    return port > 0 && port <= std::numeric_limits<quint16>::max() ? static_cast<quint16>(port) : quint16(0);
}

QStringList toStrings(const QJsonValue &value)
{
    // A single string is what old images have for an entrypoint.
    if (value.isString())
        return {value.toString()};
    QStringList strings;
    for (const QJsonValue entry : value.toArray())
        strings.append(entry.toString());
    return strings;
}

QMap<QString, QString> toStringMap(const QJsonValue &value)
{
    QMap<QString, QString> map;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

QJsonObject fromStringMap(const QMap<QString, QString> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

} // namespace quarterdeck::docker
