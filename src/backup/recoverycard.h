// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"

namespace quarterdeck::backup {

/// One page a stack for the day it is gone: which set to take, what is in it,
/// where its key is kept, and the commands, with the program and without. Made
/// of manifests alone, so that it holds no secret.
///
/// In English, as README.txt of a set: whoever finds it, and whoever is asked
/// for help, reads the same; a timer has no language.
struct RecoveryCard
{
    QByteArray html; ///< one printed page a stack
    QByteArray text;
};

/// Pure, for tests.
/// @param folder where the sets and the card lie, absolute
/// @param sets of any stacks, as Repository::list() orders them: newest first
[[nodiscard]] RecoveryCard recoveryCard(const QString &folder, const QList<BackupSet> &sets, const QDateTime &now);

/// RECOVERY.html and RECOVERY.txt in the target folder, written anew from what
/// lies there now; atomically, and not by two runs at once.
/// Errors: Conflict (a file of that name is not ours and stays as it is), those of writing.
[[nodiscard]] Result<void> writeRecoveryCard(const JobContext &context, const Repository &repository, const QDateTime &now);

/// The same where there is a card already: after sets went or were proven. A
/// card that cannot be written is told to the context's log, and no failure.
void refreshRecoveryCard(const JobContext &context, const Repository &repository, const QDateTime &now);

/// In the first line of both: what has it not is somebody else's.
inline constexpr char cardMark[] = "Quarterdeck recovery card";

/// Names of the two files.
[[nodiscard]] QStringList recoveryCardFiles();

} // namespace quarterdeck::backup
