// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "backup/repository.h"

#include <optional>

/// Backups made by shell scripts: files side by side, a time in each name.
namespace quarterdeck::backup {

/// One such file, by its name alone.
struct ForeignFile
{
    QString name;
    Part part = Part::Postgres;
    QDateTime time; ///< local time, as the scripts write it

    bool operator==(const ForeignFile &) const = default;
};

/// n8n_YYYYMMDD_HHMMSS.sql.gz (or .sql), dump_*.rdb (or .rdb.gz),
/// n8n_data_*.tar.gz (or .tgz), env_*.backup. Nothing for any other name.
[[nodiscard]] std::optional<ForeignFile> recogniseForeign(const QString &fileName);

/// Groups files of one run: each kind at most once, all within ten minutes of
/// the first. Newest first. Each set says what it lacks.
/// @param folder where the files lie
[[nodiscard]] QList<BackupSet> groupForeign(const QString &folder, const QStringList &fileNames);

/// The foreign sets of a folder itself, not of those below; sizes and emptiness
/// are looked at, nothing is read.
[[nodiscard]] Result<QList<BackupSet>> listForeign(const JobContext &context, const QString &folder);

/// The file of a foreign set that is this part; empty when there is none. Never finds a bare dump, whose name says nothing.
[[nodiscard]] QString foreignFileOf(const BackupSet &set, Part part);

/// The environment file of a foreign set. Holds secrets.
/// Errors: NotFound (there is none), Invalid (far too large).
[[nodiscard]] Result<QByteArray> foreignEnvironment(const BackupSet &set);

/// The bytes of a file, unpacked where gzip has packed it. Errors of reading: Corrupt.
[[nodiscard]] Result<docker::ByteSource> plainSource(const JobContext &context, const QString &path);

/// Is a gzip file whole? Decompresses it, bounded in memory: its trailer holds
/// CRC-32 and length of the data. Corrupt when it is cut off, changed or empty.
/// @return bytes of data in it
[[nodiscard]] Result<qint64> checkGzip(const JobContext &context, const QString &path);

} // namespace quarterdeck::backup
