// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/keycheck.h"
#include "backup/psqlsession.h"
#include "backup/restore/operations.h"
#include "backup/restore/serverfeed.h"

namespace quarterdeck::restore {

/// A database of a set on its way into a server: made, filled and compared
/// beside whatever is there. As the server's superuser, through its container.
class DatabaseRestore final
{
public:
    /// @param set must outlive it
    DatabaseRestore(docker::DockerPort &docker, ServerAddress server, const backup::BackupSet &set, QString ageIdentityFile);

    [[nodiscard]] const ServerAddress &server() const { return m_server; }
    /// A session on any database of the server.
    [[nodiscard]] backup::PsqlSession session(const QString &database) const;
    [[nodiscard]] Result<bool> exists(const JobContext &context, const QString &database) const;

    /// Runs the roles of the set, as they are. For a server that was made for it.
    /// Errors: Conflict with psql's own words.
    [[nodiscard]] Result<void> restoreGlobals(const JobContext &context) const;
    /// Makes those roles of the set that the server lacks, with their grants;
    /// those that are there keep password and rights, for n8n logs in with them.
    /// @param onMaking told the names before they are made
    [[nodiscard]] Result<void> restoreMissingRoles(const JobContext &context, const std::function<Result<void>(const QStringList &)> &onMaking) const;

    /// An empty database with the set's encoding and locale.
    /// @param like the one it is going to replace: gives owner, settings and grants, and its locale
    ///        where the server does not know the set's; empty = as in the set
    /// @return translated remarks
    [[nodiscard]] Result<QStringList> create(const JobContext &context, const QString &database, const QString &like) const;

    /// Fills an empty database from the dump; to be dropped should that fail.
    /// @param owner to whom everything is to belong; empty = as in the dump
    [[nodiscard]] Result<void> load(const JobContext &context, const QString &database, const QString &owner) const;

    /// Counts and digests every table anew, and gives the planner its statistics. Errors: Corrupt when they differ from
    /// the manifest; `tables` says which, also then.
    [[nodiscard]] Result<void> compare(const JobContext &context, const QString &database, QList<TableComparison> &tables) const;

    [[nodiscard]] Result<backup::KeyReport> examine(const JobContext &context, const QString &database, const Secret &key, const QString &schema,
                                                    const QString &prefix) const;

    /// Drops it whoever is connected; success also when it is not there.
    [[nodiscard]] Result<void> drop(const JobContext &context, const QString &database) const;

private:
    [[nodiscard]] const backup::PostgresFigure &figure() const { return *m_set.manifest->postgres; }
    [[nodiscard]] Result<FeedResult> feed(const JobContext &context, const backup::FileEntry &entry, const QStringList &argv,
                                          const QString &options) const;
    /// Not n8n's own, so that nobody's work is in the way.
    [[nodiscard]] backup::PsqlSession maintenance() const;
    [[nodiscard]] Result<QString> sessionOptions(const JobContext &context) const;

    docker::DockerPort &m_docker;
    ServerAddress m_server;
    const backup::BackupSet &m_set;
    QString m_ageIdentityFile;
};

/// Of a globals file, the statements about roles that are wanted: CREATE and
/// ALTER of the role, and the memberships it was granted. Pure, for tests.
/// @return the text for psql, and the names in it
struct RoleStatements
{
    QByteArray sql;
    QStringList names;
    QByteArrayList refused; ///< lines that say they are one of these statements and hold more, or something else
};
[[nodiscard]] RoleStatements statementsOfMissingRoles(const QByteArray &globals, const QStringList &existing);

/// A text between single quotes, inner ones doubled.
[[nodiscard]] QString quoteLiteral(QString text);

} // namespace quarterdeck::restore
