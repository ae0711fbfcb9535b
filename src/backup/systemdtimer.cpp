// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/systemdtimer.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <array>

namespace quarterdeck::backup {

namespace {

QString twoDigits(int number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString description(const QString &stackId)
{
    QString shown = stackId;
    return QLatin1String("Quarterdeck backup of the n8n stack ") + shown.replace(QLatin1Char('%'), QLatin1String("%%"));
}

} // namespace

QString unitName(const QString &stackId)
{
    static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9-]"));
    QString readable = stackId.left(40);
    readable.replace(odd, QStringLiteral("-"));
    const QByteArray hash = QCryptographicHash::hash(stackId.toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    return QStringLiteral("quarterdeck-backup-%1-%2").arg(readable, QString::fromLatin1(hash));
}

QString quoteForSystemd(const QString &word, bool command)
{
    QString quoted = word;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    quoted.replace(QLatin1Char('"'), QLatin1String("\\\""));
    quoted.replace(QLatin1Char('%'), QLatin1String("%%"));
    if (command)
        quoted.replace(QLatin1Char('$'), QLatin1String("$$"));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

QByteArray serviceUnit(const QString &stackId, const QMap<QString, QString> &environment, const QStringList &argv)
{
    QString unit = QStringLiteral("[Unit]\nDescription=%1\n\n[Service]\nType=oneshot\n").arg(description(stackId));
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        unit += QLatin1String("Environment=") + quoteForSystemd(it.key() + QLatin1Char('=') + it.value(), false) + QLatin1Char('\n');
    QStringList words;
    // No variables in the program itself: there "$" is a letter like others.
    for (const QString &word : argv)
        words.append(quoteForSystemd(word, !words.isEmpty()));
    // 1: done, with warnings. A unit that shows as failed is for 2 alone.
    unit += QLatin1String("ExecStart=") + words.join(QLatin1Char(' ')) + QLatin1String("\nSuccessExitStatus=1\n");
    return unit.toUtf8();
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
