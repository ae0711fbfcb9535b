// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/drillserver.h"
#include "backup/psqlsession.h"
#include "backup/snapshotfigures.h"

#include <memory>

namespace quarterdeck::restore {

/// A throwaway server without network, with a few of n8n's tables out of a set in it.
class SetServer final
{
public:
    /// @param tables without n8n's prefix; what the set's version does not have is left out
    /// Errors: Unsupported (no dump of Quarterdeck's), NotFound (no image), Corrupt.
    [[nodiscard]] static Result<std::unique_ptr<SetServer>> start(const JobContext &context, const backup::Neighbours &neighbours,
                                                                  const backup::BackupSet &set, const QString &ageIdentityFile,
                                                                  const QStringList &tables);

    [[nodiscard]] backup::PsqlSession &session() { return m_session; }
    /// Quoted, with schema and prefix.
    [[nodiscard]] QString table(const char *name) const;
    [[nodiscard]] Result<bool> hasColumn(const JobContext &context, const char *name, const char *column);
    /// json_build_object() of a row as n8n's exports write it: every column
    /// under its name, JSON as it is stored, times as JavaScript does.
    /// @param more further members, in SQL
    /// @return empty when there is no such table
    [[nodiscard]] Result<QString> rowAsJson(const JobContext &context, const char *name, const QString &alias, const QStringList &without,
                                            const QString &more = {});
    [[nodiscard]] Result<backup::KeyMaterial> keyMaterial(const JobContext &context);

private:
    SetServer(docker::DockerPort &docker, std::unique_ptr<backup::DrillServer> server, const backup::PostgresFigure &figure);

    std::unique_ptr<backup::DrillServer> m_server;
    backup::PsqlSession m_session;
    QString m_schema;
    QString m_prefix;
};

/// A moment of a row as text, as JavaScript writes it.
[[nodiscard]] QString timeAsJson(const QString &value);

} // namespace quarterdeck::restore
