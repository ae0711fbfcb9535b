// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/serverfeed.h"

namespace quarterdeck::restore {

/// What pg_restore is to do.
struct ArchiveTarget
{
    QString database; ///< an empty one
    QStringList options; ///< of pg_restore, such as --no-owner
    QString sessionOptions; ///< of the server, as feedServer() takes them
};

/// Restores a dump in pg_dump's custom format into an empty database: by two processes at a time where its data can be
/// dealt out and the machine has two processors (tables first, then rows into both, then indexes and constraints, two at a
/// time), else by one, in one transaction. When it fails, the database is to be dropped.
/// @param source the dump from its beginning; called on this thread
/// Errors: those of the source, of explained(); a pg_restore that failed otherwise is no error but an exit code.
[[nodiscard]] Result<FeedResult> loadArchive(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server,
                                             const ArchiveTarget &target, const docker::ByteSource &source);

} // namespace quarterdeck::restore
