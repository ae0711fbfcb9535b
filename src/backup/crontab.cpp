// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/crontab.h"

namespace quarterdeck::backup {

namespace {

QByteArray whenOf(const ScheduleRule &rule)
{
    const QByteArray minute = QByteArray::number(rule.at.minute());
    const int hour = rule.at.hour();
    switch (rule.every) {
    case ScheduleRule::Every::Hour:
        return minute + " * * * *";
    case ScheduleRule::Every::SixHours: {
        QByteArray hours;
        for (int each = hour % 6; each < 24; each += 6)
            hours += (hours.isEmpty() ? "" : ",") + QByteArray::number(each);
        return minute + ' ' + hours + " * * *";
    }
    case ScheduleRule::Every::Day:
        return minute + ' ' + QByteArray::number(hour) + " * * *";
    case ScheduleRule::Every::Week:
        break;
    }
    return minute + ' ' + QByteArray::number(hour) + " * * " + QByteArray::number(rule.weekday % 7);
}

stack::CrontabEntry entryOf(const QString &stackId)
{
    return {QStringLiteral("backup"), stackId};
}

} // namespace

QByteArray crontabBlock(const QString &stackId, const ScheduleRecord &record, const QMap<QString, QString> &environment, const QStringList &argv,
                        const QString &logFile)
{
    return stack::crontabBlock(entryOf(stackId), writeScheduleRecord(record), whenOf(record.rule), environment, argv, logFile);
}

QByteArray findCrontabBlock(const QByteArray &crontab, const QString &stackId)
{
    return stack::findCrontabBlock(crontab, entryOf(stackId));
}

Result<QByteArray> withCrontabBlock(const QByteArray &crontab, const QString &stackId, const QByteArray &block)
{
    return stack::withCrontabBlock(crontab, entryOf(stackId), block);
}

} // namespace quarterdeck::backup
