// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/schedulerecord.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace quarterdeck::backup {

namespace {

using Every = ScheduleRule::Every;

constexpr std::array<std::pair<Every, const char *>, 4> names
    = {std::pair{Every::Hour, "hour"}, std::pair{Every::SixHours, "six-hours"}, std::pair{Every::Day, "day"}, std::pair{Every::Week, "week"}};

} // namespace

QString writeScheduleRecord(const ScheduleRecord &record)
{
    const auto name = std::find_if(names.begin(), names.end(), [&](const auto &entry) { return entry.first == record.rule.every; });
    return QStringLiteral("quarterdeck-rule every=%1 at=%2 weekday=%3 since=%4")
        .arg(QLatin1String(name->second), record.rule.at.toString(QStringLiteral("HH:mm")))
        .arg(record.rule.weekday)
        .arg(record.since.toUTC().toString(Qt::ISODate));
}

std::optional<ScheduleRecord> readScheduleRecord(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("quarterdeck-rule every=([a-z-]+) at=([0-9]{2}:[0-9]{2}) weekday=([1-7]) since=([0-9TZ:+-]+)"));
    const QRegularExpressionMatch match = pattern.match(text);
    const auto name = std::find_if(names.begin(), names.end(), [&](const auto &entry) { return match.captured(1) == QLatin1String(entry.second); });
    if (!match.hasMatch() || name == names.end())
        return std::nullopt;
    ScheduleRecord record;
    record.rule = {name->first, QTime::fromString(match.captured(2), QStringLiteral("HH:mm")), match.captured(3).toInt()};
    record.since = QDateTime::fromString(match.captured(4), Qt::ISODate).toUTC();
    if (!record.rule.at.isValid() || !record.since.isValid())
        return std::nullopt;
    return record;
}

} // namespace quarterdeck::backup
