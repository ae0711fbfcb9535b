// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/databaserestore.h"
#include "backup/restore/operations.h"
#include "backup/restore/setserver.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

struct WorkflowText
{
    Q_DECLARE_TR_FUNCTIONS(Workflows)
};

/// Only these are restored: executions would take minutes and tell nothing.
Result<std::unique_ptr<SetServer>> serverFor(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                             const QString &ageIdentityFile)
{
    return SetServer::start(context, neighbours, set, ageIdentityFile,
                            {QStringLiteral("workflow_entity"), QStringLiteral("workflow_history"), QStringLiteral("workflows_tags"),
                             QStringLiteral("tag_entity"), QStringLiteral("shared_workflow"), QStringLiteral("project")});
}

Result<QList<WorkflowEntry>> listOf(const JobContext &context, SetServer &server)
{
    QD_TRY(const postgres::Rows rows,
           server.session().query(context,
                                  QStringLiteral("SELECT id, name, active, %1 FROM %2 ORDER BY name, id")
                                      .arg(timeAsJson(QStringLiteral("\"updatedAt\"")), server.table("workflow_entity"))));
    QList<WorkflowEntry> entries;
    for (const auto &row : rows.rows) {
        entries.append({row.value(0).value_or(QString()), row.value(1).value_or(QString()), row.value(2) == QLatin1String("t"),
                        QDateTime::fromString(row.value(3).value_or(QString()), Qt::ISODateWithMs)});
    }
    return entries;
}

Result<QByteArray> textOf(const JobContext &context, SetServer &server, const QString &id)
{
    // As the export of n8n 2.35 joins them; what a version does not have is left out.
    QStringList more;
    QD_TRY(const QString tag, server.rowAsJson(context, "tag_entity", QStringLiteral("t"), {}));
    if (!tag.isEmpty()) {
        more.append(QStringLiteral("'tags', (SELECT coalesce(json_agg(%1), '[]'::json) FROM %2 j JOIN %3 t ON t.id = j.\"tagId\" WHERE "
                                   "j.\"workflowId\" = w.id)")
                        .arg(tag, server.table("workflows_tags"), server.table("tag_entity")));
    }
    QD_TRY(const QString project, server.rowAsJson(context, "project", QStringLiteral("p"), {}));
    if (!project.isEmpty()) {
        QD_TRY(const QString shared, server.rowAsJson(context, "shared_workflow", QStringLiteral("s"), {}, QLatin1String("'project', ") + project));
        more.append(QStringLiteral("'shared', (SELECT coalesce(json_agg(%1), '[]'::json) FROM %2 s JOIN %3 p ON p.id = s.\"projectId\" WHERE "
                                   "s.\"workflowId\" = w.id)")
                        .arg(shared, server.table("shared_workflow"), server.table("project")));
    }
    QD_TRY(const bool versions, server.hasColumn(context, "workflow_history", "description"));
    if (versions) {
        more.append(QStringLiteral("'versionMetadata', (SELECT json_build_object('name', h.name, 'description', h.description) FROM %1 h WHERE "
                                   "h.\"versionId\" = w.\"versionId\")")
                        .arg(server.table("workflow_history")));
    }
    QD_TRY(const QString row,
           server.rowAsJson(context, "workflow_entity", QStringLiteral("w"), {QStringLiteral("parentFolderId")}, more.join(QLatin1String(", "))));
    QD_TRY(const postgres::Rows rows,
           server.session().query(
               context,
               QStringLiteral("SELECT json_build_array(%1) FROM %2 w WHERE w.id = %3").arg(row, server.table("workflow_entity"), quoteLiteral(id))));
    return rows.rows.value(0).value(0).value_or(QString()).toUtf8() + '\n';
}

} // namespace

Result<QList<WorkflowEntry>> listWorkflows(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                           const QString &ageIdentityFile)
{
    QD_TRY(const std::unique_ptr<SetServer> server, serverFor(context, neighbours, set, ageIdentityFile));
    return listOf(context, *server);
}

Result<QByteArray> extractWorkflow(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                   const QString &ageIdentityFile, const QString &workflow)
{
    QD_TRY(const std::unique_ptr<SetServer> server, serverFor(context, neighbours, set, ageIdentityFile));
    QD_TRY(const QList<WorkflowEntry> all, listOf(context, *server));
    QStringList ids;
    QStringList names;
    for (const WorkflowEntry &entry : all) {
        if (entry.id == workflow)
            return textOf(context, *server, entry.id);
        if (entry.name == workflow)
            ids.append(entry.id);
        names.append(QStringLiteral("%1  %2").arg(entry.id, entry.name));
    }
    if (ids.size() == 1)
        return textOf(context, *server, ids.first());
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
