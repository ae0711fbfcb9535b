// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/systemdtimer.h"

#include <array>

namespace quarterdeck::backup {

namespace {

QString twoDigits(int number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString description(const QString &stackId)
{
    return stack::unitDescription(QStringLiteral("backup"), stackId);
}

} // namespace

QString unitName(const QString &stackId)
{
    return stack::unitName(QStringLiteral("backup"), stackId);
}

QByteArray serviceUnit(const QString &stackId, const QMap<QString, QString> &environment, const QStringList &argv)
{
    // 1: done, with warnings. A unit that shows as failed is for 2 alone.
    return QStringLiteral("[Unit]\nDescription=%1\n\n[Service]\nType=oneshot\n").arg(description(stackId)).toUtf8()
        + stack::environmentLines(environment) + stack::execStartLine(argv) + "SuccessExitStatus=1\n";
}

QString onCalendar(const ScheduleRule &rule)
{
    static constexpr std::array days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const QString minute = twoDigits(rule.at.minute());
    switch (rule.every) {
    case ScheduleRule::Every::Hour:
        return QStringLiteral("*-*-* *:%1:00").arg(minute);
    case ScheduleRule::Every::SixHours: {
        QStringList hours;
        for (int each = rule.at.hour() % 6; each < 24; each += 6)
            hours.append(twoDigits(each));
        return QStringLiteral("*-*-* %1:%2:00").arg(hours.join(QLatin1Char(',')), minute);
    }
    case ScheduleRule::Every::Day:
        return QStringLiteral("*-*-* %1:%2:00").arg(twoDigits(rule.at.hour()), minute);
    case ScheduleRule::Every::Week:
        break;
    }
    const auto day = static_cast<size_t>(qBound(1, rule.weekday, 7) - 1);
    return QStringLiteral("%1 *-*-* %2:%3:00").arg(QLatin1String(days.at(day)), twoDigits(rule.at.hour()), minute);
}

QByteArray timerUnit(const QString &stackId, const ScheduleRecord &record)
{
    return QStringLiteral("# %1\n[Unit]\nDescription=%2\n\n[Timer]\nOnCalendar=%3\nPersistent=true\nAccuracySec=1min\n\n"
                          "[Install]\nWantedBy=timers.target\n")
        .arg(writeScheduleRecord(record), description(stackId), onCalendar(record.rule))
        .toUtf8();
}

} // namespace quarterdeck::backup
