// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/history.h"
#include "backup/hooks.h"

namespace quarterdeck::cli {

struct MissedRuns
{
    QList<QDateTime> recorded; ///< the slots that were news, oldest first
    QStringList warnings; ///< translated: a notice that could not be given
};

/// Writes down the slots of a schedule that passed without a run, and gives
/// one notice of them all. A slot that is in the history already stays as it is.
/// @param missed ScheduleStatus::missed
[[nodiscard]] Result<MissedRuns> recordMissedRuns(const JobContext &context, backup::History &history, process::ProcessPort &process,
                                                  const backup::HookSettings &hooks, const QString &stackId, const QList<QDateTime> &missed);

/// When a backup of the stack was last begun, well or badly; invalid when
/// none is known. What was missed is no run.
[[nodiscard]] Result<QDateTime> lastRunOf(backup::History &history, const QString &stackId);

} // namespace quarterdeck::cli
