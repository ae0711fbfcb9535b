// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/serverfeed.h"

namespace quarterdeck::restore {

/// How pg_dump wrote it.
enum class DumpForm { Sql, GzipSql, Custom, Directory };

/// From the first bytes, never from the name.
/// Errors: NotFound, Unsupported (no dump we know), Auth.
[[nodiscard]] Result<DumpForm> dumpFormOf(const QString &path);

/// Reads SQL text to its end, packed or not: whole (checkGzip), and nothing in it that
/// SqlGuard refuses. For the other forms pg_restore has no commands of its own. Writes nothing.
[[nodiscard]] Result<void> checkForeignDump(const JobContext &context, const QString &path);

/// Feeds a dump into a new, empty database, all of it or nothing (one
/// transaction, ended by the first error). Checked first.
/// Custom and directory form lose owners and grants: their objects belong to the server's user that loads them.
/// @param server whose user loads it: one that is no superuser keeps what is in the dump from programs
///        and files of the server's machine, whatever it tries
/// Errors: those of checkForeignDump(); Conflict with psql's or pg_restore's own words
[[nodiscard]] Result<void> loadForeignDump(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server,
                                           const QString &database, const QString &path);

} // namespace quarterdeck::restore
