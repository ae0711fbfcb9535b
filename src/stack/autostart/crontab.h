// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QMap>
#include <QStringList>

/// Editing a crontab without touching what is not ours. Pure.
namespace quarterdeck::stack {

/// Whose lines: one block a purpose and stack.
struct CrontabEntry
{
    QString purpose; ///< "backup", "autoscaling": stands in the markers
    QString stackId;
};

/// Our lines for one entry, markers and all.
///
/// The environment stands in the command, not in lines of its own: those would
/// hold for every entry below. The command is quoted for /bin/sh, and "%", which
/// cron turns into a line break, is escaped.
/// @param comment a line to be read back; empty = none
/// @param when the five fields: "0 2 * * *"
/// @param argv the command; @param logFile gets what it prints
[[nodiscard]] QByteArray crontabBlock(const CrontabEntry &entry, const QString &comment, const QByteArray &when,
                                      const QMap<QString, QString> &environment, const QStringList &argv, const QString &logFile);

/// The lines of an entry between its markers; empty when it has none.
[[nodiscard]] QByteArray findCrontabBlock(const QByteArray &crontab, const CrontabEntry &entry);

/// Replaces the entry's block, or adds one at the end; an empty block removes
/// it. Every other byte stays as it is.
/// Errors: Conflict when a marker stands without its other half, twice, or
/// around another's: then nobody can tell which lines are ours.
[[nodiscard]] Result<QByteArray> withCrontabBlock(const QByteArray &crontab, const CrontabEntry &entry, const QByteArray &block);

/// One word for /bin/sh in a crontab.
[[nodiscard]] QByteArray quoteForCrontab(const QString &word);

} // namespace quarterdeck::stack
