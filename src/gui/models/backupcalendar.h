// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"

#include <optional>

namespace quarterdeck::gui {

/// One day of the calendar: its sets, and the best that can be said of them.
struct CalendarDay
{
    QDate date;
    QStringList ids; ///< newest first
    std::optional<backup::SetState> best; ///< none without a set
    QStringList lines; ///< one a set: "02:00 Proven, 318 MiB"

    bool operator==(const CalendarDay &) const = default;
};

/// The last days up to and with `today`, oldest first, in local time. A set of
/// a time that is not known, or of another day, is in none of them.
/// @param sets newest first
[[nodiscard]] QList<CalendarDay> calendarDays(const QList<backup::BackupSet> &sets, QDate today, int days = 30);

/// "Wednesday, 12 November 2025: 2 sets, the best of them Proven".
[[nodiscard]] QString calendarDayText(const CalendarDay &day);

} // namespace quarterdeck::gui
