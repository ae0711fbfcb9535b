// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/snapshotfigures.h"

namespace quarterdeck::restore {

namespace {

using backup::quoteIdentifier;

constexpr char ours[] = "quarterdeck_quarantine";
/// n8n's own "wait for ever" (WAIT_INDEFINITELY).
constexpr char never[] = "3000-01-01T00:00:00.000Z";

QString table(const QString &schema, const QString &prefix, const char *name)
{
    return quoteIdentifier(schema) + QLatin1Char('.') + quoteIdentifier(prefix + QLatin1String(name));
}

Result<bool> hasColumn(const JobContext &context, postgres::Session &session, const QString &schema, const QString &table, const char *column)
{
    QD_TRY(const postgres::Rows rows,
           session.query(context,
                         QStringLiteral("SELECT 1 FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 AND column_name = $3"),
                         {schema, table, QLatin1String(column)}));
    return !rows.rows.isEmpty();
}

int count(const postgres::Rows &rows)
{
    return rows.rows.isEmpty() ? 0 : rows.rows.last().value(0).value_or(QString()).toInt();
}

} // namespace

Result<int> quarantineDatabase(const JobContext &context, postgres::Session &session, const QString &schema, const QString &prefix)
{
    QD_TRY(const bool versions, hasColumn(context, session, schema, prefix + QLatin1String("workflow_entity"), "activeVersionId"));
    QD_TRY(const bool waits, hasColumn(context, session, schema, prefix + QLatin1String("execution_entity"), "waitTill"));
    const QString workflows = table(schema, prefix, "workflow_entity");
    const QString executions = table(schema, prefix, "execution_entity");
    const QString version = versions ? QStringLiteral("\"activeVersionId\"") : QStringLiteral("NULL::varchar");
    const QString isOn = versions ? QStringLiteral("active OR \"activeVersionId\" IS NOT NULL") : QStringLiteral("active");
    QString sql = QStringLiteral("BEGIN;\nCREATE SCHEMA IF NOT EXISTS %1;\n"
                                 "CREATE TABLE IF NOT EXISTS %1.workflows AS SELECT id::text AS id, active, %2 AS version FROM %3 WHERE %4;\n"
                                 "UPDATE %3 SET active = false%5 WHERE %4;\n")
                      .arg(QLatin1String(ours), version, workflows, isOn, versions ? QStringLiteral(", \"activeVersionId\" = NULL") : QString());
    if (waits) {
        sql += QStringLiteral("CREATE TABLE IF NOT EXISTS %1.waits AS SELECT id::text AS id, \"waitTill\" AS wait FROM %2 "
                              "WHERE \"waitTill\" IS NOT NULL AND \"waitTill\" < '%3';\n"
                              "UPDATE %2 SET \"waitTill\" = '%3' WHERE \"waitTill\" IS NOT NULL AND \"waitTill\" < '%3';\n")
                   .arg(QLatin1String(ours), executions, QLatin1String(never));
    }
    sql += QStringLiteral("COMMIT;\nSELECT count(*) FROM %1.workflows").arg(QLatin1String(ours));
    QD_TRY(const postgres::Rows rows, session.query(context, sql));
    return count(rows);
}

Result<QStringList> schedulesOf(const JobContext &context, postgres::Session &session, const QString &schema, const QString &prefix,
                                const QDateTime &from, const QDateTime &to)
{
    if (!from.isValid())
        return QStringList();
    QD_TRY(const postgres::Rows rows,
           session.query(context,
                         QStringLiteral("SELECT w.name, w.nodes::text FROM %1 w JOIN %2.workflows q ON q.id = w.id::text ORDER BY w.name")
                             .arg(table(schema, prefix, "workflow_entity"), QLatin1String(ours))));
    QStringList lines;
    for (const auto &row : rows.rows)
        lines += schedulesDue(row.value(0).value_or(QString()), row.value(1).value_or(QString()).toUtf8(), from, to);
    return lines;
}

Result<int> releaseDatabase(const JobContext &context, postgres::Session &session, const QString &schema, const QString &prefix)
{
    QD_TRY(const postgres::Rows there,
           session.query(context, QStringLiteral("SELECT table_name FROM information_schema.tables WHERE table_schema = $1 ORDER BY table_name DESC"),
                         {QLatin1String(ours)}));
    if (there.rows.isEmpty())
        return 0;
    const bool waits = there.rows.first().value(0).value_or(QString()) == QLatin1String("workflows") ? there.rows.size() > 1 : true;
    QD_TRY(const bool versions, hasColumn(context, session, schema, prefix + QLatin1String("workflow_entity"), "activeVersionId"));
    const QString workflows = table(schema, prefix, "workflow_entity");
    // Somebody may have switched one on, or thrown it away, while he looked around.
    QString sql = QStringLiteral("BEGIN;\n");
    if (versions) {
        sql += QStringLiteral("UPDATE %1 w SET active = q.active, \"activeVersionId\" = q.version FROM %2.workflows q WHERE w.id::text = q.id "
                              "AND w.\"activeVersionId\" IS NULL AND NOT w.active AND (q.version IS NULL OR EXISTS "
                              "(SELECT 1 FROM %3 h WHERE h.\"versionId\" = q.version));\n")
                   .arg(workflows, QLatin1String(ours), table(schema, prefix, "workflow_history"));
    } else {
        sql += QStringLiteral("UPDATE %1 w SET active = q.active FROM %2.workflows q WHERE w.id::text = q.id AND NOT w.active;\n")
                   .arg(workflows, QLatin1String(ours));
    }
    if (waits) {
        sql += QStringLiteral("UPDATE %1 e SET \"waitTill\" = q.wait FROM %2.waits q WHERE e.id::text = q.id AND e.\"waitTill\" = '%3';\n")
                   .arg(table(schema, prefix, "execution_entity"), QLatin1String(ours), QLatin1String(never));
    }
    sql += QStringLiteral("DROP SCHEMA %1 CASCADE;\nCOMMIT;\nSELECT count(*) FROM %2 WHERE %3")
               .arg(QLatin1String(ours), workflows, versions ? QStringLiteral("\"activeVersionId\" IS NOT NULL") : QStringLiteral("active"));
    QD_TRY(const postgres::Rows rows, session.query(context, sql));
    return count(rows);
}

} // namespace quarterdeck::restore
