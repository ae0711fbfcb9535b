// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"
#include "backup/snapshotfigures.h"

#include <chrono>
#include <memory>

namespace quarterdeck::backup {

/// Who may read what: the server's own superuser when the stack's postgres
/// service names one (globals need it), else n8n's role.
struct DumpCredentials
{
    postgres::Coordinates coordinates; ///< as reached from this process
    bool superuser = false;
};
[[nodiscard]] DumpCredentials dumpCredentials(const stack::Stack &stack);

/// An open, exported snapshot of the database: everything taken under it (the
/// dump, the counts, the digests) shows the same instant.
class PostgresSnapshot final
{
public:
    /// Connects, begins REPEATABLE READ READ ONLY and exports.
    /// @param lockWait how long a query may wait for a table that somebody else has locked; then Conflict
    [[nodiscard]] static Result<std::unique_ptr<PostgresSnapshot>> open(const JobContext &context, postgres::PostgresPort &postgres,
                                                                        const DumpCredentials &credentials,
                                                                        std::chrono::seconds lockWait = std::chrono::seconds(60));

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] QDateTime taken() const { return m_taken; }
    [[nodiscard]] postgres::Session &session() { return *m_session; }

private:
    PostgresSnapshot(std::unique_ptr<postgres::Session> session, QString id, QDateTime taken);

    std::unique_ptr<postgres::Session> m_session;
    QString m_id;
    QDateTime m_taken;
};

/// Runs a client program of the server's own image in a helper container on
/// the server's network and hands its output to `sink` as it comes.
///
/// The output travels through a named pipe in a private folder mounted into the
/// helper, not through the engine's exec stream, which costs a dump of 1 GB
/// about ten seconds. So every server version gets the same codec and checksum.
/// @param argv with "%PIPE%" where the program is to write
/// @param serverContainer whose network (and image) it uses
[[nodiscard]] Result<void> streamFromHelper(const JobContext &context, docker::DockerPort &docker, const QString &serverContainer,
                                            const QString &image, const QStringList &argv, const DumpCredentials &credentials,
                                            const docker::ByteSink &sink);

/// An error of the snapshot's session in words that fit a backup, where it is
/// one of a table that stays locked; others are as they were.
[[nodiscard]] Error explained(const Error &error);

/// pg_dump in custom format without compression of its own, under the snapshot.
/// Errors: Conflict (a table stayed locked longer than `lockWait`), Unreachable (the server went away), ...
[[nodiscard]] Result<void> dumpDatabase(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack,
                                        const DumpCredentials &credentials, const QString &snapshot, const docker::ByteSink &sink,
                                        std::chrono::seconds lockWait = std::chrono::seconds(60));

/// pg_dumpall --globals-only; without role passwords when not superuser.
[[nodiscard]] Result<void> dumpGlobals(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack,
                                       const DumpCredentials &credentials, const docker::ByteSink &sink);

} // namespace quarterdeck::backup
