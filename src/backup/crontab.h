// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedulerecord.h"

/// Editing a crontab without touching what is not ours. Pure.
namespace quarterdeck::backup {

/// Our lines for one stack, markers and all.
///
/// The environment stands in the command, not in lines of its own: those would
/// hold for every entry below. The command is quoted for /bin/sh, and "%", which
/// cron turns into a line break, is escaped.
/// @param argv the command; @param logFile gets what it prints
[[nodiscard]] QByteArray crontabBlock(const QString &stackId, const ScheduleRecord &record, const QMap<QString, QString> &environment,
                                      const QStringList &argv, const QString &logFile);

/// The lines of a stack between its markers; empty when it has none.
[[nodiscard]] QByteArray findCrontabBlock(const QByteArray &crontab, const QString &stackId);

/// Replaces the stack's block, or adds one at the end; an empty block removes
/// it. Every other byte stays as it is.
/// Errors: Conflict when a marker stands without its other half, twice, or
/// around another stack's: then nobody can tell which lines are ours.
[[nodiscard]] Result<QByteArray> withCrontabBlock(const QByteArray &crontab, const QString &stackId, const QByteArray &block);

/// One word for /bin/sh in a crontab.
[[nodiscard]] QByteArray quoteForCrontab(const QString &word);

} // namespace quarterdeck::backup
