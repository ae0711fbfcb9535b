// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/backups/backupoperations.h"

namespace quarterdeck::test {

/// A set with everything a real one has.
[[nodiscard]] backup::BackupSet sampleSet(const QString &stackId, qint64 sequence, const QDateTime &time,
                                          backup::SetState state = backup::SetState::Proven);

/// A daily schedule and what it leaves behind in a month: mostly proven sets,
/// one of each other state, one by hand today. Newest first.
[[nodiscard]] gui::BackupReading sampleReading(const QDateTime &now, const QString &stackId = QStringLiteral("acme-n8n"));

/// A stack that was never backed up.
[[nodiscard]] gui::BackupReading emptyReading(const QDateTime &now, const QString &stackId = QStringLiteral("acme-n8n"));

} // namespace quarterdeck::test
