// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "adapters/postgres/postgresport.h"

namespace quarterdeck::backup {

/// Queries a server that has no network (a drill's), by running psql inside
/// its container. Each query is a session of its own: no transactions across
/// calls. Meant for small answers.
class PsqlSession final : public postgres::Session
{
public:
    /// Of sessions that we begin inside the server's containers; those of monitoring have another.
    static constexpr char applicationName[] = "quarterdeck-psql";

    PsqlSession(docker::DockerPort &docker, QString containerId, QString user, QString database, int serverVersion);

    [[nodiscard]] Result<postgres::Rows> query(const JobContext &context, const QString &sql,
                                               const QList<std::optional<QString>> &parameters = {}) override;
    [[nodiscard]] int serverVersion() const override { return m_serverVersion; }

private:
    docker::DockerPort &m_docker;
    QString m_container;
    QString m_user;
    QString m_database;
    int m_serverVersion;
};

/// For "--dbname" of PostgreSQL's own programs: a bare name with "=" in it would be taken for a connection string.
[[nodiscard]] QString connectionTo(const QString &database);

/// What psql printed with the separators PsqlSession asks for. Pure, for tests.
[[nodiscard]] postgres::Rows parsePsqlOutput(const QByteArray &output);

} // namespace quarterdeck::backup
