// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/executionstore.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::ExecutionStore)
};

QString quoted(QString name)
{
    return QLatin1Char('"') + name.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QString tableOf(const stack::Database &database, const char *name)
{
    const QString schema = database.schema.isEmpty() ? QStringLiteral("public") : database.schema;
    return quoted(schema) + QLatin1Char('.') + quoted(database.tablePrefix + QLatin1String(name));
}

/// "{1,2,3}": ids are numbers, and what is none is left out.
QString arrayOf(const QStringList &ids)
{
    QStringList numbers;
    for (const QString &id : ids) {
        bool isNumber = false;
        if (const qint64 number = id.toLongLong(&isNumber); isNumber)
            numbers.append(QString::number(number));
    }
    return QLatin1Char('{') + numbers.join(QLatin1Char(',')) + QLatin1Char('}');
}

double numberAt(const postgres::Rows &rows, qsizetype column)
{
    return rows.rows.isEmpty() ? 0.0 : rows.rows.first().value(column).value_or(QString()).toDouble();
}

QList<UnfinishedExecution> executionsIn(const postgres::Rows &rows)
{
    QList<UnfinishedExecution> executions;
    for (const auto &row : rows.rows) {
        const auto text = [&row](qsizetype column) { return row.value(column).value_or(QString()); };
        executions.append({text(0), text(1), text(2), text(3).toLongLong(), text(4)});
    }
    return executions;
}

} // namespace

Result<postgres::Coordinates> databaseCoordinates(const stack::Stack &stack)
{
    if (stack.database.kind != stack::Database::Kind::Postgres)
        return fail(ErrorKind::Unsupported, Words::tr("n8n does not keep its executions in PostgreSQL."));
    const stack::Access &access = stack.database.access;
    if (access.host.isEmpty()) {
        return fail(ErrorKind::Unreachable, Words::tr("PostgreSQL cannot be reached from here: %1").arg(access.why), {},
                    Words::tr("Start it, or publish its port on 127.0.0.1."));
    }
    postgres::Coordinates coordinates = stack.database.coordinates;
    coordinates.host = access.host;
    coordinates.port = access.port;
    return coordinates;
}

bool workersRunManual(const stack::Stack &stack)
{
    const stack::Service *main = stack.service(stack::Role::Main);
    if (main == nullptr)
        return false;
    return main->environment.value(QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS")) == QLatin1String("true")
        || QVersionNumber::fromString(main->version).majorVersion() >= 3;
}

ExecutionStore::ExecutionStore(postgres::Session &session, const stack::Database &database)
    : m_session(session)
    , m_executions(tableOf(database, "execution_entity"))
    , m_workflows(tableOf(database, "workflow_entity"))
{
}

Result<Throughput> ExecutionStore::throughput(const JobContext &context, std::chrono::seconds window)
{
    // Uses the index over ("stoppedAt", status, "deletedAt"); what is deleted now was done all the same, but that
    // index leaves it out.
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("SELECT count(*) FILTER (WHERE status = 'success'), count(*) FILTER (WHERE status IN ('error', 'crashed')) "
                                          "FROM %1 WHERE \"stoppedAt\" > now() - $1::int * interval '1 second' AND \"deletedAt\" IS NULL "
                                          "AND mode <> 'integrated'")
                               .arg(m_executions),
                           {QString::number(window.count())}));
    const double minutes = static_cast<double>(window.count()) / 60.0;
    return Throughput{numberAt(rows, 0) / minutes, numberAt(rows, 1) / minutes};
}

Result<std::optional<qint64>> ExecutionStore::longestJobMs(const JobContext &context, bool manual)
{
    QD_TRY(
        const postgres::Rows rows,
        m_session.query(context,
                        QStringLiteral("WITH recent AS (SELECT \"workflowId\"::text AS workflow, extract(epoch FROM \"stoppedAt\" - \"startedAt\") "
                                       "* 1000 AS ms FROM %1 WHERE \"stoppedAt\" > now() - interval '7 days' AND \"deletedAt\" IS NULL AND "
                                       "status = 'success' AND mode <> 'integrated' AND ($1::boolean OR mode <> 'manual') ORDER BY "
                                       "\"stoppedAt\" DESC LIMIT 20000), sleepers AS (SELECT w.id::text AS id FROM %2 w WHERE w.id::text IN "
                                       "(SELECT workflow FROM recent WHERE ms >= 65000) AND w.nodes::text ~ "
                                       "'n8n-nodes-base\\.(wait|form)\"|sendAndWait')\n"
                                       "SELECT ceil(max(ms))::bigint FROM recent WHERE ms < 65000 OR workflow NOT IN (SELECT id FROM sleepers)")
                            .arg(m_executions, m_workflows),
                        {manual ? QStringLiteral("true") : QStringLiteral("false")}));
    if (rows.rows.isEmpty() || !rows.rows.first().value(0))
        return std::optional<qint64>();
    return std::optional<qint64>(rows.rows.first().value(0)->toLongLong());
}

Result<QList<UnfinishedExecution>> ExecutionStore::unfinished(const JobContext &context, std::chrono::seconds age, const QStringList &ids, int most)
{
    const QString columns
        = QStringLiteral("e.id::text, e.status, e.mode, extract(epoch FROM now() - e.\"createdAt\")::bigint, e.\"workflowId\"::text");
    const QString seconds = QString::number(age.count());
    if (!ids.isEmpty()) {
        QD_TRY(const postgres::Rows rows,
               m_session.query(context,
                               QStringLiteral("SELECT %2 FROM %1 e WHERE e.id = ANY($1::bigint[]) AND e.status IN ('new', 'running') AND "
                                              "e.\"createdAt\" < now() - $2::int * interval '1 second' ORDER BY e.id DESC LIMIT $3::int")
                                   .arg(m_executions, columns),
                               {arrayOf(ids), seconds, QString::number(most)}));
        return executionsIn(rows);
    }
    // By workflow, for that is how the index over ("workflowId", status, id) can be used: the table may have millions of rows.
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("SELECT x.* FROM %2 w CROSS JOIN LATERAL (SELECT %3 FROM %1 e WHERE e.\"workflowId\" = w.id AND "
                                          "e.status IN ('new', 'running') AND e.\"deletedAt\" IS NULL AND e.\"createdAt\" < now() - $1::int * "
                                          "interval '1 second' ORDER BY e.id DESC LIMIT $2::int) x ORDER BY x.id::bigint DESC LIMIT $2::int")
                               .arg(m_executions, m_workflows, columns),
                           {seconds, QString::number(most)}));
    return executionsIn(rows);
}

Result<QList<UnfinishedExecution>> ExecutionStore::markCrashed(const JobContext &context, const QStringList &ids)
{
    // One statement is one transaction; the rows are locked before they are judged.
    // Source: ExecutionRepository.markAsCrashed of n8n 1.123 and 2.35.
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("WITH before AS (SELECT id, status, mode, extract(epoch FROM now() - \"createdAt\")::bigint AS age, "
                                          "\"workflowId\" FROM %1 WHERE id = ANY($1::bigint[]) AND status IN ('new', 'running') FOR UPDATE) "
                                          "UPDATE %1 e SET status = 'crashed', \"stoppedAt\" = now(), \"waitTill\" = NULL FROM before b WHERE "
                                          "e.id = b.id RETURNING e.id::text, b.status, b.mode, b.age, b.\"workflowId\"::text")
                               .arg(m_executions),
                           {arrayOf(ids)}));
    return executionsIn(rows);
}

Result<int> ExecutionStore::unmarkCrashed(const JobContext &context, const QList<UnfinishedExecution> &executions)
{
    QStringList started;
    QStringList fresh;
    for (const UnfinishedExecution &execution : executions)
        (execution.status == QLatin1String("new") ? fresh : started).append(execution.id);
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("UPDATE %1 SET status = CASE WHEN id = ANY($1::bigint[]) THEN 'new' ELSE 'running' END, "
                                          "\"stoppedAt\" = NULL WHERE id = ANY($1::bigint[] || $2::bigint[]) AND status = 'crashed' RETURNING id")
                               .arg(m_executions),
                           {arrayOf(fresh), arrayOf(started)}));
    return static_cast<int>(rows.rows.size());
}

Result<QStringList> ExecutionStore::executionsOf(const JobContext &context, const QString &workflowId)
{
    QD_TRY(const postgres::Rows rows,
           m_session.query(context, QStringLiteral("SELECT id::text FROM %1 WHERE \"workflowId\"::text = $1").arg(m_executions), {workflowId}));
    QStringList ids;
    for (const auto &row : rows.rows)
        ids.append(row.value(0).value_or(QString()));
    return ids;
}

Result<ConnectionFigures> ExecutionStore::connections(const JobContext &context, const QStringList &n8nAddresses)
{
    QStringList addresses;
    for (const QString &address : n8nAddresses)
        addresses.append(quoted(address));
    QD_TRY(const postgres::Rows rows,
           m_session.query(context,
                           QStringLiteral("SELECT current_setting('max_connections'), current_setting('superuser_reserved_connections')::int + "
                                          "coalesce(current_setting('reserved_connections', true), '0')::int, (SELECT count(*) FROM pg_stat_activity "
                                          "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND (client_addr IS NULL OR NOT "
                                          "host(client_addr) = ANY($1::text[])))"),
                           {QLatin1Char('{') + addresses.join(QLatin1Char(',')) + QLatin1Char('}')}));
    return ConnectionFigures{static_cast<int>(numberAt(rows, 0)), static_cast<int>(numberAt(rows, 1)), static_cast<int>(numberAt(rows, 2))};
}

} // namespace quarterdeck::workers
