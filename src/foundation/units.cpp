// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/units.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>
#include <limits>

namespace quarterdeck {

namespace {

struct UnitsText
{
    Q_DECLARE_TR_FUNCTIONS(Units)
};

constexpr std::array<const char *, 6> binaryUnits = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

int unitFor(qint64 bytes)
{
    double value = std::abs(static_cast<double>(bytes));
    int unit = 0;
    // 999.5 and more would print as four digits; take the next unit then.
    while (value >= 999.5 && unit + 1 < static_cast<int>(binaryUnits.size())) {
        value /= 1024;
        ++unit;
    }
    return unit;
}

QString number(double value)
{
    const double magnitude = std::abs(value);
    const int decimals = magnitude >= 99.95 || magnitude == std::floor(magnitude) ? 0 : magnitude >= 9.995 ? 1 : 2;
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

QString formatBytes(qint64 bytes)
{
    const int unit = unitFor(bytes);
    return number(static_cast<double>(bytes) / std::pow(1024.0, unit)) + QChar(0x00a0) + QLatin1String(binaryUnits.at(static_cast<size_t>(unit)));
}

QString formatBytesOf(qint64 bytes, qint64 limit)
{
    if (limit <= 0)
        return formatBytes(bytes);
    const int unit = unitFor(limit);
    const double scale = std::pow(1024.0, unit);
    return number(static_cast<double>(bytes) / scale) + QLatin1Char('/') + number(static_cast<double>(limit) / scale) + QChar(0x00a0)
        + QLatin1String(binaryUnits.at(static_cast<size_t>(unit)));
}

QString formatDuration(std::chrono::milliseconds duration)
{
    const qint64 ms = std::max<qint64>(0, duration.count());
    if (ms < 1000)
        return UnitsText::tr("%1 ms").arg(ms);
    const qint64 s = ms / 1000;
    if (s < 60)
        return UnitsText::tr("%1 s").arg(s);
    if (s < 3600)
        return s % 60 == 0 ? UnitsText::tr("%1 min").arg(s / 60) : UnitsText::tr("%1 min %2 s").arg(s / 60).arg(s % 60);
    if (s < 86400)
        return s % 3600 < 60 ? UnitsText::tr("%1 h").arg(s / 3600) : UnitsText::tr("%1 h %2 min").arg(s / 3600).arg(s % 3600 / 60);
    return s % 86400 < 3600 ? UnitsText::tr("%1 d").arg(s / 86400) : UnitsText::tr("%1 d %2 h").arg(s / 86400).arg(s % 86400 / 3600);
}

QString formatRelative(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return UnitsText::tr("never");
    const qint64 s = time.secsTo(now);
    if (std::abs(s) < 5)
        return UnitsText::tr("just now");
    const qint64 a = std::abs(s);
    // One unit is enough for a glance; the tooltip has the exact time.
    const QString amount = a < 60 ? UnitsText::tr("%1 s").arg(a)
        : a < 3600                ? UnitsText::tr("%1 min").arg(a / 60)
        : a < 86400               ? UnitsText::tr("%1 h").arg(a / 3600)
                                  : UnitsText::tr("%1 d").arg(a / 86400);
    return s > 0 ? UnitsText::tr("%1 ago").arg(amount) : UnitsText::tr("in %1").arg(amount);
}

QString formatPercent(double percent)
{
    const int decimals = percent < 9.95 && percent > -9.95 ? 1 : 0;
    return QLocale().toString(percent, 'f', decimals) + QChar(0x00a0) + QLatin1Char('%');
}

Result<qint64> parseMemory(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([bkmgtBKMGT]?)(?:i?[bB])?\\s*$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch()) {
        return fail(ErrorKind::Invalid, UnitsText::tr("\"%1\" is not an amount of memory.").arg(text), {},
                    UnitsText::tr("Write a number with b, k, m or g, for example 512m."));
    }
    const QString unit = match.captured(2).toLower();
    const double factor = unit == QLatin1String("k") ? 1024.0
        : unit == QLatin1String("m")                 ? 1024.0 * 1024
        : unit == QLatin1String("g")                 ? 1024.0 * 1024 * 1024
        : unit == QLatin1String("t")                 ? 1024.0 * 1024 * 1024 * 1024
                                                     : 1.0;
    const double bytes = match.captured(1).toDouble() * factor;
    if (bytes >= static_cast<double>(std::numeric_limits<qint64>::max()))
        return fail(ErrorKind::Invalid, UnitsText::tr("\"%1\" is more memory than any machine has.").arg(text));
    return static_cast<qint64>(bytes);
}

} // namespace quarterdeck
