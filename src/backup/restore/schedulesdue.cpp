// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

namespace quarterdeck::restore {

namespace {

struct DueText
{
    Q_DECLARE_TR_FUNCTIONS(SchedulesDue)
};

/// One field of a cron expression against a number: "*", "5", "1-5", "*/10", "1,15".
bool matches(const QString &field, int value, int lowest)
{
    const QStringList items = field.split(QLatin1Char(','));
    return std::any_of(items.cbegin(), items.cend(), [value, lowest](const QString &item) {
        const QString range = item.section(QLatin1Char('/'), 0, 0);
        const int every = item.contains(QLatin1Char('/')) ? item.section(QLatin1Char('/'), 1).toInt() : 1;
        int from = lowest;
        int to = 9999;
        if (range != QLatin1String("*")) {
            bool ok = false;
            from = range.section(QLatin1Char('-'), 0, 0).toInt(&ok);
            if (!ok)
                return false;
            to = range.contains(QLatin1Char('-')) ? range.section(QLatin1Char('-'), 1).toInt() : item.contains(QLatin1Char('/')) ? 9999 : from;
        }
        return every > 0 && value >= from && value <= to && (value - from) % every == 0;
    });
}

/// How often a cron expression of five fields, or six with seconds before them, was due. -1 = it cannot be told.
qint64 cronDue(const QString &expression, const QDateTime &from, const QDateTime &to)
{
    QStringList fields = expression.simplified().split(QLatin1Char(' '));
    if (fields.size() == 6)
        fields.removeFirst(); // by the minute is enough for a person
    if (fields.size() != 5)
        return -1;
    qint64 due = 0;
    // A month of minutes: beyond it nobody counts.
    constexpr qint64 mostMinutes = 31 * 24 * 60;
    QDateTime at = from.addSecs(60 - from.time().second());
    for (qint64 i = 0; i < mostMinutes && at <= to; ++i, at = at.addSecs(60)) {
        const QDate date = at.date();
        const int weekday = date.dayOfWeek() % 7; // cron counts from Sunday, 7 is Sunday too
        if (!matches(fields.at(0), at.time().minute(), 0) || !matches(fields.at(1), at.time().hour(), 0) || !matches(fields.at(3), date.month(), 1))
            continue;
        const bool dayOfMonth = matches(fields.at(2), date.day(), 1);
        const bool dayOfWeek = matches(fields.at(4), weekday, 0) || (weekday == 0 && matches(fields.at(4), 7, 0));
        // crontab(5): restricted both ways, either is enough.
        const bool either = fields.at(2) != QLatin1String("*") && fields.at(4) != QLatin1String("*");
        due += either ? (dayOfMonth || dayOfWeek) : (dayOfMonth && dayOfWeek);
    }
    return due;
}

struct Interval
{
    QString words;
    qint64 seconds = 0; ///< 0 = told by the cron expression
    QString cron;
};

/// n8n-nodes-base.scheduleTrigger: parameters.rule.interval[] with `field` and its number; a missing field means days.
Interval intervalOf(const QJsonObject &rule)
{
    const QString field = rule.value(QLatin1String("field")).toString(QStringLiteral("days"));
    const auto number = [&rule](const char *name) { return std::max(1, rule.value(QLatin1String(name)).toInt(1)); };
    constexpr qint64 day = 24 * 3600;
    if (field == QLatin1String("seconds"))
        return {DueText::tr("every %n second(s)", nullptr, rule.value(QLatin1String("secondsInterval")).toInt(30)),
                std::max(1, rule.value(QLatin1String("secondsInterval")).toInt(30)),
                {}};
    if (field == QLatin1String("minutes"))
        return {DueText::tr("every %n minute(s)", nullptr, rule.value(QLatin1String("minutesInterval")).toInt(5)),
                60LL * std::max(1, rule.value(QLatin1String("minutesInterval")).toInt(5)),
                {}};
    if (field == QLatin1String("hours"))
        return {DueText::tr("every %n hour(s)", nullptr, number("hoursInterval")), 3600LL * number("hoursInterval"), {}};
    if (field == QLatin1String("weeks"))
        return {DueText::tr("every %n week(s)", nullptr, number("weeksInterval")), 7 * day * number("weeksInterval"), {}};
    if (field == QLatin1String("months"))
        return {DueText::tr("every %n month(s)", nullptr, number("monthsInterval")), 30 * day * number("monthsInterval"), {}};
    if (field == QLatin1String("cronExpression")) {
        const QString expression = rule.value(QLatin1String("expression")).toString();
        return {DueText::tr("at \"%1\"").arg(expression), 0, expression};
    }
    return {DueText::tr("every %n day(s)", nullptr, number("daysInterval")), day * number("daysInterval"), {}};
}

} // namespace

QStringList schedulesDue(const QString &workflow, const QByteArray &nodes, const QDateTime &from, const QDateTime &to)
{
    QStringList lines;
    for (const QJsonValue &value : QJsonDocument::fromJson(nodes).array()) {
        const QJsonObject node = value.toObject();
        const QString type = node.value(QLatin1String("type")).toString();
        if (node.value(QLatin1String("disabled")).toBool())
            continue;
        if (type == QLatin1String("n8n-nodes-base.scheduleTrigger")) {
            QJsonArray rules = node.value(QLatin1String("parameters"))
                                   .toObject()
                                   .value(QLatin1String("rule"))
                                   .toObject()
                                   .value(QLatin1String("interval"))
                                   .toArray();
            if (rules.isEmpty())
                rules.append(QJsonObject());
            for (const QJsonValue &rule : std::as_const(rules)) {
                const Interval interval = intervalOf(rule.toObject());
                const qint64 due = interval.seconds > 0 ? from.secsTo(to) / interval.seconds : cronDue(interval.cron, from, to);
                if (due < 0)
                    lines.append(DueText::tr("%1: %2").arg(workflow, interval.words));
                else if (due > 0)
                    lines.append(DueText::tr("%1: %2, about %n time(s)", nullptr, static_cast<int>(std::min<qint64>(due, 1000000)))
                                     .arg(workflow, interval.words));
            }
        } else if (type == QLatin1String("n8n-nodes-base.cron") || type == QLatin1String("n8n-nodes-base.interval")) {
            lines.append(DueText::tr("%1: by a schedule of an older kind").arg(workflow));
        } else if (type.endsWith(QLatin1String("Trigger")) && !type.endsWith(QLatin1String("manualTrigger"))
                   && node.value(QLatin1String("parameters")).toObject().contains(QLatin1String("pollTimes"))) {
            lines.append(DueText::tr("%1: looks by itself for what is new (%2)").arg(workflow, node.value(QLatin1String("name")).toString()));
        }
    }
    return lines;
}

} // namespace quarterdeck::restore
