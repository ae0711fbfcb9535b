// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/schedule.h"
#include "backup/settings.h"
#include "cli/command.h"

namespace quarterdeck::cli {

/// Where a backup verb works: whose sets, under which settings, in which folder.
struct BackupPlace
{
    QString stackId; ///< empty = of every stack: --target was given and --stack was not
    backup::BackupSettings settings; ///< with the folder filled in, --target counted

    [[nodiscard]] backup::Repository repository() const { return backup::Repository(settings.folder); }
};

[[nodiscard]] QCommandLineOption targetOption();
/// What opens encrypted sets, for a machine that has no settings of their stack.
[[nodiscard]] QCommandLineOption identityOption();

/// The stack meant. Sets must be found while the engine is down or the stack
/// is gone: --stack is taken as it is; without it the engine is asked, and where
/// it does not answer or has none, the history of runs, if it knows just one.
[[nodiscard]] Result<QString> stackIdOf(const Invocation &invocation);

/// The stack whose settings or schedule change: one that is there, so that a
/// slip of the pen makes no settings for nobody. An engine that cannot be
/// asked is no reason to refuse a name that was given.
[[nodiscard]] Result<QString> changedStackIdOf(const Invocation &invocation);

/// @param options of a command that has targetOption()
[[nodiscard]] Result<BackupPlace> placeOf(const Invocation &invocation);
[[nodiscard]] Result<BackupPlace> placeOfStack(const Invocation &invocation, const QString &stackId);

/// The place of a set that was found in another: its own stack's settings.
[[nodiscard]] Result<BackupPlace> placeOfSet(const BackupPlace &place, const backup::BackupSet &set);
/// The same with the identity that was named, if one was.
/// @param invocation of a command that has identityOption()
[[nodiscard]] Result<BackupPlace> openedPlaceOfSet(const Invocation &invocation, const BackupPlace &place, const backup::BackupSet &set);

/// A set by its name, "latest" (the newest, whatever its state) or "latest-proven".
[[nodiscard]] Result<backup::BackupSet> findSet(const Invocation &invocation, const BackupPlace &place, const QString &wanted);

/// What the verbs with a SET say about it in their help.
[[nodiscard]] QString setArgumentHelp();

/// For this program itself.
[[nodiscard]] backup::Scheduler schedulerOf(const Neighbours &neighbours);

} // namespace quarterdeck::cli
