// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backupcalendar.h"

#include "foundation/units.h"

#include <QCoreApplication>
#include <QLocale>

namespace quarterdeck::gui {

namespace {

using backup::SetState;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::BackupCalendar)
};

/// How much one can rely on it.
int worth(SetState state)
{
    switch (state) {
    case SetState::Proven:
        return 4;
    case SetState::Verified:
        return 3;
    case SetState::Unverified:
        return 2;
    case SetState::Foreign:
        return 1;
    case SetState::Damaged:
        break;
    }
    return 0;
}

} // namespace

QList<CalendarDay> calendarDays(const QList<backup::BackupSet> &sets, QDate today, int days)
{
    QList<CalendarDay> calendar;
    for (int ago = days - 1; ago >= 0; --ago) {
        CalendarDay day;
        day.date = today.addDays(-ago);
        calendar.append(day);
    }
    for (const backup::BackupSet &set : sets) {
        if (!set.time.isValid())
            continue;
        const QDateTime local = set.time.toLocalTime();
        const qint64 place = days - 1 - local.date().daysTo(today);
        if (place < 0 || place >= days)
            continue;
        CalendarDay &day = calendar[place];
        day.ids.append(set.id);
        if (!day.best || worth(set.state) > worth(*day.best))
            day.best = set.state;
        day.lines.append(
            Words::tr("%1 %2, %3").arg(local.time().toString(QStringLiteral("HH:mm")), backup::setStateTitle(set.state), formatBytes(set.size)));
    }
    return calendar;
}

QString calendarDayText(const CalendarDay &day)
{
    const QString date = QLocale().toString(day.date, QLocale::LongFormat);
    if (day.ids.isEmpty())
        return Words::tr("%1: no set").arg(date);
    if (day.ids.size() == 1)
        return Words::tr("%1: one set, %2").arg(date, backup::setStateTitle(*day.best));
    return Words::tr("%1: %2 sets, the best of them %3").arg(date).arg(day.ids.size()).arg(backup::setStateTitle(*day.best));
}

} // namespace quarterdeck::gui
