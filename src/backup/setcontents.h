// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
#include "foundation/secret.h"

#include <functional>

namespace quarterdeck::backup {

/// What a set alone gives away: the proof that it needs nothing from the
/// machine it was made on.
struct SetKey
{
    Secret key; ///< empty when the set does not hold it
    QString from; ///< path in the set, or in its archive
};

/// Looks for n8n's instance key: N8N_ENCRYPTION_KEY in the environment files,
/// else `encryptionKey` in the settings file of the data folder.
/// @param n8nSettings contents of that file; empty when there is none
[[nodiscard]] Result<SetKey> findKeyInSet(const JobContext &context, const BackupSet &set, const QString &ageIdentityFile,
                                          const QByteArray &n8nSettings);

/// What reading everything in a set found, in words.
struct ContentsReport
{
    QStringList findings; ///< translated, one a part
    QByteArray n8nSettings; ///< the settings file of n8n's data folder, if there is one
};

/// Reads every file of the set to its end: sizes and hashes on disk and of the
/// contents, the RDB's own checksum, every entry of the tar.
/// @param onBytes told how many bytes on disk are done
/// Errors: Corrupt (and NotFound) name the file; Auth when the set is encrypted and its identity cannot be had.
[[nodiscard]] Result<ContentsReport> readContents(const JobContext &context, const BackupSet &set, const QString &ageIdentityFile,
                                                  const std::function<void(qint64)> &onBytes);

/// The file that is this part; null when the set has none.
[[nodiscard]] const FileEntry *findPart(const Manifest &manifest, Part part);

} // namespace quarterdeck::backup
