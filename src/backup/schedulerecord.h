// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedule.h"

#include <optional>

namespace quarterdeck::backup {

/// The comment by which an installed entry is read back:
/// "quarterdeck-rule every=day at=02:00 weekday=7 since=2026-01-02T03:04:05Z".
struct ScheduleRecord
{
    ScheduleRule rule;
    QDateTime since; ///< installed or changed; earlier slots were not missed

    bool operator==(const ScheduleRecord &) const = default;
};

[[nodiscard]] QString writeScheduleRecord(const ScheduleRecord &record);
/// The first record in a text.
[[nodiscard]] std::optional<ScheduleRecord> readScheduleRecord(const QString &text);

} // namespace quarterdeck::backup
