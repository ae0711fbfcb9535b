// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/drillserver.h"
#include "backup/psqlsession.h"
#include "backup/restore/operations.h"
#include "backup/setcontents.h"
#include "backup/snapshotfigures.h"

#include <QCoreApplication>

#include <array>

namespace quarterdeck::restore {

namespace {

struct WorkflowText
{
    Q_DECLARE_TR_FUNCTIONS(Workflows)
};

/// Only these are restored: executions would take minutes and tell nothing.
constexpr std::array wantedTables = {"workflow_entity", "workflow_history", "workflows_tags", "tag_entity", "shared_workflow", "project"};

QString literal(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

/// A throwaway server with the workflows of a set in it.
class WorkflowServer final
{
public:
    static Result<std::unique_ptr<WorkflowServer>> start(const JobContext &context, const backup::Neighbours &neighbours,
                                                         const backup::BackupSet &set, const QString &ageIdentityFile);

    Result<QList<WorkflowEntry>> list(const JobContext &context);
    Result<QByteArray> text(const JobContext &context, const QString &id);

private:
    WorkflowServer(docker::DockerPort &docker, std::unique_ptr<backup::DrillServer> server, const backup::PostgresFigure &figure)
        : m_server(std::move(server))
        , m_session(docker, m_server->id(), QStringLiteral("postgres"), QStringLiteral("postgres"), figure.serverVersion)
        , m_schema(figure.schema)
        , m_prefix(figure.tablePrefix)
    {
    }
    [[nodiscard]] QString table(const char *name) const
    {
        return backup::quoteIdentifier(m_schema) + QLatin1Char('.') + backup::quoteIdentifier(m_prefix + QLatin1String(name));
    }
    /// json_build_object() of a row as n8n's export writes it: every column
    /// under its name, JSON as it is stored, times as JavaScript does.
    Result<QString> rowAsJson(const JobContext &context, const char *name, const QString &alias, const QStringList &without,
                              const QString &more = {});

    std::unique_ptr<backup::DrillServer> m_server;
    backup::PsqlSession m_session;
    QString m_schema;
    QString m_prefix;
};

Result<std::unique_ptr<WorkflowServer>> WorkflowServer::start(const JobContext &context, const backup::Neighbours &neighbours,
                                                              const backup::BackupSet &set, const QString &ageIdentityFile)
{
    const backup::FileEntry *dump = set.manifest ? backup::findPart(*set.manifest, backup::Part::Postgres) : nullptr;
    if (dump == nullptr || !set.manifest->postgres)
        return fail(ErrorKind::Unsupported,
                    WorkflowText::tr("This set holds no database dump of Quarterdeck's, so that no workflow can be read from it."));
    const backup::PostgresFigure &figure = *set.manifest->postgres;
    const backup::DrillInput input{neighbours, set, ageIdentityFile, nullptr, {}};
    QD_TRY(const QString image, backup::findServerImage(context, input, stack::Role::Postgres));
    QD_TRY(std::unique_ptr<backup::DrillServer> started, backup::DrillServer::start(context, neighbours.docker, image));
    std::unique_ptr<WorkflowServer> server(new WorkflowServer(neighbours.docker, std::move(started), figure));
    QD_CHECK(server->m_session.query(context, QStringLiteral("CREATE SCHEMA IF NOT EXISTS ") + backup::quoteIdentifier(figure.schema)));
    // The format is named, for to find it out pg_restore would open the pipe twice.
    QStringList argv = {QStringLiteral("pg_restore"),
                        QStringLiteral("--format=custom"),
                        QStringLiteral("--exit-on-error"),
                        QStringLiteral("--no-owner"),
                        QStringLiteral("--no-privileges"),
                        QStringLiteral("--dbname=postgres"),
                        QStringLiteral("--schema=") + figure.schema};
    for (const char *name : wantedTables)
        argv.append(QStringLiteral("--table=") + figure.tablePrefix + QLatin1String(name));
    argv.append(QStringLiteral("%PIPE%"));
    QD_TRY(const backup::DrillServer::Run run, server->m_server->runOnEntry(context, input, *dump, argv, false));
    if (run.exitCode != 0)
        return fail(ErrorKind::Corrupt, WorkflowText::tr("pg_restore could not read the workflows out of the dump."), run.errors);
    return server;
}

Result<QList<WorkflowEntry>> WorkflowServer::list(const JobContext &context)
{
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("SELECT id, name, active, to_char(\"updatedAt\" AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') "
                                          "FROM %1 ORDER BY name, id")
                               .arg(table("workflow_entity"))));
    QList<WorkflowEntry> entries;
    for (const auto &row : rows.rows) {
        entries.append({row.value(0).value_or(QString()), row.value(1).value_or(QString()), row.value(2) == QLatin1String("t"),
                        QDateTime::fromString(row.value(3).value_or(QString()), Qt::ISODateWithMs)});
    }
    return entries;
}

Result<QString> WorkflowServer::rowAsJson(const JobContext &context, const char *name, const QString &alias, const QStringList &without,
                                          const QString &more)
{
    // The columns keep moving from version to version.
    QD_TRY(const postgres::Rows columns,
           m_session.query(context,
                           QStringLiteral("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = %1 AND "
                                          "table_name = %2 ORDER BY ordinal_position")
                               .arg(literal(m_schema), literal(m_prefix + QLatin1String(name)))));
    QStringList members;
    for (const auto &row : columns.rows) {
        const QString column = row.value(0).value_or(QString());
        if (without.contains(column))
            continue;
        QString value = alias + QLatin1Char('.') + backup::quoteIdentifier(column);
        if (row.value(1).value_or(QString()).startsWith(QLatin1String("timestamp")))
            value = QStringLiteral("to_char(%1 AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')").arg(value);
        members.append(literal(column) + QLatin1String(", ") + value);
    }
    if (members.isEmpty())
        return QString();
    if (!more.isEmpty())
        members.append(more);
    return QStringLiteral("json_build_object(%1)").arg(members.join(QLatin1String(", ")));
}

Result<QByteArray> WorkflowServer::text(const JobContext &context, const QString &id)
{
    // As the export of n8n 2.35 joins them; what a version does not have is left out.
    QStringList more;
    QD_TRY(const QString tag, rowAsJson(context, "tag_entity", QStringLiteral("t"), {}));
    if (!tag.isEmpty()) {
        more.append(QStringLiteral("'tags', (SELECT coalesce(json_agg(%1), '[]'::json) FROM %2 j JOIN %3 t ON t.id = j.\"tagId\" WHERE "
                                   "j.\"workflowId\" = w.id)")
                        .arg(tag, table("workflows_tags"), table("tag_entity")));
    }
    QD_TRY(const QString project, rowAsJson(context, "project", QStringLiteral("p"), {}));
    if (!project.isEmpty()) {
        QD_TRY(const QString shared, rowAsJson(context, "shared_workflow", QStringLiteral("s"), {}, QLatin1String("'project', ") + project));
        more.append(QStringLiteral("'shared', (SELECT coalesce(json_agg(%1), '[]'::json) FROM %2 s JOIN %3 p ON p.id = s.\"projectId\" WHERE "
                                   "s.\"workflowId\" = w.id)")
                        .arg(shared, table("shared_workflow"), table("project")));
    }
    QD_TRY(const postgres::Rows versions,
           m_session.query(context,
                           QStringLiteral("SELECT 1 FROM information_schema.columns WHERE table_schema = %1 AND table_name = %2 AND "
                                          "column_name = 'description'")
                               .arg(literal(m_schema), literal(m_prefix + QLatin1String("workflow_history")))));
    if (!versions.rows.isEmpty()) {
        more.append(QStringLiteral("'versionMetadata', (SELECT json_build_object('name', h.name, 'description', h.description) FROM %1 h WHERE "
                                   "h.\"versionId\" = w.\"versionId\")")
                        .arg(table("workflow_history")));
    }
    QD_TRY(const QString row,
           rowAsJson(context, "workflow_entity", QStringLiteral("w"), {QStringLiteral("parentFolderId")}, more.join(QLatin1String(", "))));
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("SELECT json_build_array(%1) FROM %2 w WHERE w.id = %3").arg(row, table("workflow_entity"), literal(id))));
    return rows.rows.value(0).value(0).value_or(QString()).toUtf8() + '\n';
}

} // namespace

Result<QList<WorkflowEntry>> listWorkflows(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                           const QString &ageIdentityFile)
{
    QD_TRY(const std::unique_ptr<WorkflowServer> server, WorkflowServer::start(context, neighbours, set, ageIdentityFile));
    return server->list(context);
}

Result<QByteArray> extractWorkflow(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                   const QString &ageIdentityFile, const QString &workflow)
{
    QD_TRY(const std::unique_ptr<WorkflowServer> server, WorkflowServer::start(context, neighbours, set, ageIdentityFile));
    QD_TRY(const QList<WorkflowEntry> all, server->list(context));
    QStringList ids;
    QStringList names;
    for (const WorkflowEntry &entry : all) {
        if (entry.id == workflow)
            return server->text(context, entry.id);
        if (entry.name == workflow)
            ids.append(entry.id);
        names.append(QStringLiteral("%1  %2").arg(entry.id, entry.name));
    }
    if (ids.size() == 1)
        return server->text(context, ids.first());
    if (ids.size() > 1) {
        return fail(ErrorKind::Conflict,
                    WorkflowText::tr("%n workflows of this set are named \"%1\".", nullptr, static_cast<int>(ids.size())).arg(workflow),
                    ids.join(QLatin1Char('\n')), WorkflowText::tr("Name one by its id: %1.").arg(ids.join(QLatin1String(", "))));
    }
    return fail(ErrorKind::NotFound, WorkflowText::tr("This set holds no workflow \"%1\".").arg(workflow), names.join(QLatin1Char('\n')),
                names.isEmpty() ? WorkflowText::tr("It holds no workflow at all.")
                                : WorkflowText::tr("It holds: %1.").arg(names.mid(0, 20).join(QLatin1String("; "))));
}

} // namespace quarterdeck::restore
