// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <sys/types.h>

namespace quarterdeck {

/// Mode of files that may hold a secret.
inline constexpr mode_t privateFileMode = 0600;
/// Mode of folders that may hold a secret.
inline constexpr mode_t privateFolderMode = 0700;

/// Replaces a file as a whole or not at all: a temporary file in the same
/// folder, fsync, rename, fsync of the folder. A reader sees the old or the
/// new bytes, and so does a power cut.
///
/// A rename gives the path a new inode: never use this on a file that is
/// bind-mounted singly into a container.
/// @param path absolute path; a symbolic link is followed, not replaced
/// @param mode mode of a new file; an existing file keeps mode and owner
[[nodiscard]] Result<void> writeFileAtomically(const QString &path, const QByteArray &bytes, mode_t mode = privateFileMode);

/// Whether a folder takes new files: writes some bytes to disk there, in a
/// file without a name, so that not even a kill leaves one behind. Modes alone
/// do not tell: a mount may be read-only or full.
/// @return the error that writing met
[[nodiscard]] Result<void> tryWriting(const QString &folder);

/// Removes what writers killed in the middle of writeFileAtomically() left.
/// The temporary file of a living one is locked (flock) and stays; where the
/// file system has no locks, all stay.
/// @param names whole-name patterns with * of the files that were written
/// @return the paths that were removed
QStringList removeAbandonedTemporaries(const QString &folder, const QStringList &names);

/// Reads a whole file.
/// @param maximumSize refuses more with ErrorKind::Invalid, in bytes
[[nodiscard]] Result<QByteArray> readWholeFile(const QString &path, qint64 maximumSize = 64 * 1024 * 1024);

/// Makes a folder and its missing parents; those it makes get `mode`.
[[nodiscard]] Result<void> makeFolder(const QString &path, mode_t mode = privateFolderMode);

/// Makes the entries of a folder (names, renames, removals) durable.
[[nodiscard]] Result<void> syncFolder(const QString &path);

} // namespace quarterdeck
