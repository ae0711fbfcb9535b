// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

/// Reading single values of the engine's JSON. Absent and null are the same as
/// empty everywhere in that API (Go's zero values).
namespace quarterdeck::docker {

/// RFC 3339 with up to nine decimals ("2026-01-02T03:04:05.123456789Z"), or
/// with an offset, as UTC with milliseconds (the rest is cut, not rounded).
/// Go's zero time (0001-01-01) and anything else give an invalid QDateTime.
[[nodiscard]] QDateTime parseTime(const QString &text);

/// Counters of the kernel are unsigned 64 bit: all of them survive up to
/// 2^63-1, beyond it what a double holds; negative gives 0.
[[nodiscard]] quint64 toUnsigned(const QJsonValue &value);

[[nodiscard]] quint16 toPort(const QJsonValue &value);
[[nodiscard]] QStringList toStrings(const QJsonValue &value);
[[nodiscard]] QMap<QString, QString> toStringMap(const QJsonValue &value);
[[nodiscard]] QJsonObject fromStringMap(const QMap<QString, QString> &map);

} // namespace quarterdeck::docker
