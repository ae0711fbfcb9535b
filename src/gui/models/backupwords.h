// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/history.h"
#include "backup/repository.h"
#include "backup/restore/operations.h"
#include "backup/schedule.h"
#include "gui/models/fact.h"

/// How backups are spoken of in the window: pure functions, no widgets.
namespace quarterdeck::gui {

/// "today 02:00", "yesterday 02:00", "tomorrow 02:00", else date and time; in
/// local time. "unknown" for an invalid one.
[[nodiscard]] QString momentText(const QDateTime &time, const QDateTime &now);
/// All of it, for tooltips.
[[nodiscard]] QString exactMoment(const QDateTime &time);

/// What sets are there for, in the order they are told; not their log and instructions.
[[nodiscard]] QList<backup::Part> contentsParts();
/// "db roles queue data env compose": what is in a set, as short as can be.
[[nodiscard]] QString contentsText(const QList<backup::Part> &parts);
/// The same with the size of each part, one a line.
[[nodiscard]] QString contentsToolTip(const backup::BackupSet &set);

/// What a state means, as a sentence.
[[nodiscard]] QString setStateMeaning(backup::SetState state);
/// What to call the set in a sentence: "today 02:00", or its id when its time is not known.
[[nodiscard]] QString setName(const backup::BackupSet &set, const QDateTime &now);

/// A stable id of what a set does not cover ("redis-missing"), as a sentence;
/// one that is not known stays as it is.
[[nodiscard]] QString notCoveredText(const QString &id);

/// "Every day at 02:00".
[[nodiscard]] QString scheduleText(const backup::ScheduleRule &rule);
[[nodiscard]] QString backendText(backup::ScheduleStatus::Backend backend);
/// The next run, or why there is none, with the state it deserves.
[[nodiscard]] Fact scheduleFact(const backup::ScheduleStatus &schedule, const QDateTime &now);

/// When the last backup was made, or how it failed.
[[nodiscard]] Fact lastRunFact(const std::optional<backup::RunRecord> &run, const QDateTime &now);

/// "6 h ago", or that there is none; a warning from 26 h on (a daily backup
/// and two hours of patience), failing from 72 h on or when there is none.
/// "Recovery time: 1 min 12 s, rehearsed today 10:02"
[[nodiscard]] Fact recoveryFact(const std::optional<restore::Rehearsal> &rehearsal, const QDateTime &now);
[[nodiscard]] Fact provenFact(const std::optional<QDateTime> &lastProven, const QDateTime &now);
[[nodiscard]] health::State provenSeverity(const std::optional<QDateTime> &lastProven, const QDateTime &now);

} // namespace quarterdeck::gui
