// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/schedule.h"

#include <algorithm>
#include <ctime>
#include <optional>

namespace quarterdeck::backup {

namespace {

// The C library's own rules rather than Qt's: Qt 6.4 leaves open what it makes
// of a time that does not exist.
qint64 offsetAt(qint64 epoch)
{
    const auto instant = static_cast<time_t>(epoch);
    tm local = {};
    ::localtime_r(&instant, &local);
    return local.tm_gmtoff;
}

qint64 asIfUtc(QDate date, QTime time)
{
    return QDateTime(date, time, Qt::UTC).toSecsSinceEpoch();
}

/// The first instant at which clocks here show this time. In a gap: the end
/// of the gap, or nothing when `skipGaps`.
std::optional<qint64> firstInstant(QDate date, QTime time, bool skipGaps)
{
    constexpr qint64 day = 24 * 3600;
    const qint64 wall = asIfUtc(date, time);
    // Transitions are further apart than two days; the offsets on both sides do.
    const qint64 before = offsetAt(wall - day);
    const qint64 after = offsetAt(wall + day);
    const qint64 early = wall - std::max(before, after);
    const qint64 late = wall - std::min(before, after);
    for (const qint64 candidate : {early, late}) {
        if (candidate + offsetAt(candidate) == wall)
            return candidate;
    }
    if (skipGaps)
        return std::nullopt;
    qint64 low = wall - day;
    qint64 high = wall + day;
    while (high - low > 1) {
        const qint64 middle = low + (high - low) / 2;
        (offsetAt(middle) == before ? low : high) = middle;
    }
    return high;
}

QList<QTime> timesOfDay(const ScheduleRule &rule)
{
    QList<QTime> times;
    switch (rule.every) {
    case ScheduleRule::Every::Hour:
        for (int hour = 0; hour < 24; ++hour)
            times.append(QTime(hour, rule.at.minute()));
        break;
    case ScheduleRule::Every::SixHours:
        for (int hour = rule.at.hour() % 6; hour < 24; hour += 6)
            times.append(QTime(hour, rule.at.minute()));
        break;
    case ScheduleRule::Every::Day:
    case ScheduleRule::Every::Week:
        times.append(QTime(rule.at.hour(), rule.at.minute()));
        break;
    }
    return times;
}

} // namespace

QList<QDateTime> slotsBetween(const ScheduleRule &rule, const QDateTime &from, const QDateTime &until)
{
    if (!from.isValid() || !until.isValid() || !rule.at.isValid() || from >= until)
        return {};
    const QList<QTime> times = timesOfDay(rule);
    const bool hourly = rule.every == ScheduleRule::Every::Hour;
    QList<qint64> instants;
    const QDate last = until.toLocalTime().date().addDays(1);
    for (QDate date = from.toLocalTime().date().addDays(-1); date <= last; date = date.addDays(1)) {
        if (rule.every == ScheduleRule::Every::Week && date.dayOfWeek() != rule.weekday)
            continue;
        for (const QTime time : times) {
            const std::optional<qint64> instant = firstInstant(date, time, hourly);
            if (instant && *instant * 1000 > from.toMSecsSinceEpoch() && *instant * 1000 <= until.toMSecsSinceEpoch())
                instants.append(*instant);
        }
    }
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    QList<QDateTime> moments;
    for (const qint64 instant : std::as_const(instants))
        moments.append(QDateTime::fromSecsSinceEpoch(instant));
    return moments;
}

} // namespace quarterdeck::backup
