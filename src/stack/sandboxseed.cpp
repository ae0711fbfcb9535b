// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/sandboxseed.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>
#include <QUuid>

namespace quarterdeck::stack {

namespace {

struct SeedText
{
    Q_DECLARE_TR_FUNCTIONS(SandboxSeed)
};

const QString echoName = QStringLiteral("Quarterdeck echo");
const QString slowName = QStringLiteral("Quarterdeck slow");
const QString credentialName = QStringLiteral("Quarterdeck credential");

QJsonObject node(const QString &name, const QString &type, double version, const QJsonObject &parameters, int x)
{
    QJsonObject object = {{QLatin1String("id"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
                          {QLatin1String("name"), name},
                          {QLatin1String("type"), type},
                          {QLatin1String("typeVersion"), version},
                          {QLatin1String("position"), QJsonArray{x, 0}},
                          {QLatin1String("parameters"), parameters}};
    if (type == QLatin1String("n8n-nodes-base.webhook") || type == QLatin1String("n8n-nodes-base.wait"))
        object.insert(QLatin1String("webhookId"), QUuid::createUuid().toString(QUuid::WithoutBraces));
    return object;
}

QJsonObject workflow(const QString &name, const QJsonObject &first, const QJsonObject &second)
{
    const QJsonArray link = {QJsonArray{QJsonObject{
        {QLatin1String("node"), second.value(QLatin1String("name"))}, {QLatin1String("type"), QLatin1String("main")}, {QLatin1String("index"), 0}}}};
    const QJsonObject connections = {{first.value(QLatin1String("name")).toString(), QJsonObject{{QLatin1String("main"), link}}}};
    return {{QLatin1String("name"), name},
            {QLatin1String("active"), false},
            {QLatin1String("nodes"), QJsonArray{first, second}},
            {QLatin1String("connections"), connections},
            {QLatin1String("settings"), QJsonObject{{QLatin1String("executionOrder"), QLatin1String("v1")}}}};
}

QJsonObject echoWorkflow()
{
    return workflow(echoName,
                    node(QStringLiteral("Webhook"), QStringLiteral("n8n-nodes-base.webhook"), 2,
                         {{QLatin1String("path"), QLatin1String(seedEchoPath)},
                          {QLatin1String("httpMethod"), QLatin1String("POST")},
                          {QLatin1String("responseMode"), QLatin1String("lastNode")}},
                         0),
                    node(QStringLiteral("Answer"), QStringLiteral("n8n-nodes-base.noOp"), 1, {}, 220));
}

QJsonObject slowWorkflow()
{
    return workflow(slowName,
                    node(QStringLiteral("Webhook"), QStringLiteral("n8n-nodes-base.webhook"), 2,
                         {{QLatin1String("path"), QLatin1String(seedSlowPath)}, {QLatin1String("httpMethod"), QLatin1String("POST")}}, 0),
                    // Below 65 s n8n waits inside the worker, so the job stays active: what draining is tested with.
                    node(QStringLiteral("Wait"), QStringLiteral("n8n-nodes-base.wait"), 1.1,
                         {{QLatin1String("amount"), QLatin1String("={{ Number($json.query.seconds || 10) }}")},
                          {QLatin1String("unit"), QLatin1String("seconds")}},
                         220));
}

Result<QSet<QString>> namesAt(const JobContext &context, N8nRest &rest, const QByteArray &target)
{
    QD_TRY(const QJsonValue data, rest.get(context, target));
    QSet<QString> names;
    for (const QJsonValue &item : data.toArray())
        names.insert(item.toObject().value(QLatin1String("name")).toString());
    return names;
}

Result<QSet<QString>> columnsOf(const JobContext &context, postgres::Session &session, const QString &table)
{
    QD_TRY(
        const postgres::Rows rows,
        session.query(context,
                      QStringLiteral("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1"),
                      {table}));
    QSet<QString> columns;
    for (const auto &row : rows.rows)
        columns.insert(row.value(0).value_or(QString()));
    return columns;
}

/// Fragments to compose payloads of: varied enough that compression works as on
/// real data, few enough that making 150,000 rows is quick.
const QString fragmentsSql
    = QStringLiteral("CREATE TEMPORARY TABLE quarterdeck_fragments AS SELECT f AS id, (SELECT string_agg(format("
                     "'{\"json\":{\"id\":%s,\"email\":\"%s@example.com\",\"token\":\"%s\",\"amount\":%s,\"status\":\"%s\",\"note\":\"order %s was "
                     "shipped to the customer\"},\"pairedItem\":{\"item\":%s}}',"
                     " (random() * 1e9)::bigint, substr(md5(random()::text), 1, 10), md5(random()::text), round((random() * 1000)::numeric, 2),"
                     " (ARRAY['paid', 'open', 'refunded', 'failed'])[1 + floor(random() * 4)::int], (random() * 1e6)::int, n), ',') FROM "
                     "generate_series(1, 3) n WHERE f = f) AS text"
                     " FROM generate_series(1, 3000) f");

/// n8n stores flatted JSON: an array whose members refer to each other by index.
const QString payloadSql = QStringLiteral(
    "'[{\"version\":1,\"startData\":\"1\",\"resultData\":\"2\",\"executionData\":\"3\"},{},{\"runData\":\"4\",\"lastNodeExecuted\":\"Answer\"},{"
    "\"contextData\":\"1\"},"
    "{\"Webhook\":\"5\",\"Answer\":\"5\"},[' || (SELECT string_agg(f.text, ',') FROM quarterdeck_fragments f"
    " WHERE f.id IN (SELECT 1 + mod(abs(hashint8(i * 31 + k)), 3000) FROM generate_series(1, 9) k)) || ',\"' || md5(i::text) || '\"]]'");

} // namespace

QJsonObject noOpWorkflow(const QString &name, const QString &path)
{
    QJsonObject definition = workflow(name,
                                      node(QStringLiteral("Webhook"), QStringLiteral("n8n-nodes-base.webhook"), 2,
                                           {{QLatin1String("path"), path}, {QLatin1String("httpMethod"), QLatin1String("POST")}}, 0),
                                      node(QStringLiteral("Nothing"), QStringLiteral("n8n-nodes-base.noOp"), 1, {}, 220));
    definition.insert(QLatin1String("settings"),
                      QJsonObject{{QLatin1String("executionOrder"), QLatin1String("v1")},
                                  {QLatin1String("saveDataSuccessExecution"), QLatin1String("all")},
                                  {QLatin1String("saveDataErrorExecution"), QLatin1String("all")}});
    return definition;
}

Result<QString> publishWorkflow(const JobContext &context, N8nRest &rest, const QJsonObject &definition)
{
    QD_TRY(const QJsonValue made, rest.post(context, "/rest/workflows", definition));
    const QString id = made.toObject().value(QLatin1String("id")).toString();
    const QString version = made.toObject().value(QLatin1String("versionId")).toString();
    const Result<QJsonValue> active = rest.post(context, "/rest/workflows/" + id.toUtf8() + "/activate", {{QLatin1String("versionId"), version}});
    if (!active) {
        (void)removeWorkflow(context.shielded(std::chrono::seconds(30)), rest, id);
        return fail(active.error());
    }
    return id;
}

Result<void> removeWorkflow(const JobContext &context, N8nRest &rest, const QString &id)
{
    const QByteArray target = "/rest/workflows/" + id.toUtf8();
    // Older versions do not know it, and remove at once.
    (void)rest.post(context, target + "/archive", {});
    QD_CHECK(rest.remove(context, target));
    return {};
}

Result<void> seedThroughRest(const JobContext &context, N8nRest &rest)
{
    QD_TRY(const QSet<QString> workflows, namesAt(context, rest, "/rest/workflows"));
    for (const QJsonObject &definition : {echoWorkflow(), slowWorkflow()}) {
        if (!workflows.contains(definition.value(QLatin1String("name")).toString()))
            QD_CHECK(publishWorkflow(context, rest, definition));
    }
    QD_TRY(const QSet<QString> credentials, namesAt(context, rest, "/rest/credentials"));
    if (!credentials.contains(credentialName)) {
        QD_CHECK(rest.post(context, "/rest/credentials",
                           {{QLatin1String("name"), credentialName},
                            {QLatin1String("type"), QLatin1String("httpHeaderAuth")},
                            {QLatin1String("data"),
                             QJsonObject{{QLatin1String("name"), QLatin1String("X-Quarterdeck")},
                                         {QLatin1String("value"), QUuid::createUuid().toString(QUuid::WithoutBraces)}}}}));
    }
    return {};
}

Result<void> seedExecutions(const JobContext &context, postgres::Session &session, int count)
{
    if (count <= 0)
        return {};
    QD_TRY(const QSet<QString> entity, columnsOf(context, session, QStringLiteral("execution_entity")));
    QD_TRY(const QSet<QString> data, columnsOf(context, session, QStringLiteral("execution_data")));
    if (!entity.contains(QStringLiteral("workflowId")) || !data.contains(QStringLiteral("executionId")))
        return fail(ErrorKind::Unsupported, SeedText::tr("This version of n8n keeps its executions in a way that is not known here."));
    QD_TRY(const postgres::Rows workflow,
           session.query(context,
                         QStringLiteral("SELECT id, json_build_object('id', id, 'name', name, 'nodes', nodes, 'connections', connections) FROM "
                                        "workflow_entity WHERE name = $1"),
                         {echoName}));
    if (workflow.rows.isEmpty())
        return fail(ErrorKind::NotFound, SeedText::tr("The seeded workflow is not there."));
    const std::optional<QString> workflowId = workflow.rows.first().value(0);
    const std::optional<QString> workflowJson = workflow.rows.first().value(1);

    QStringList names = {QStringLiteral("finished"),  QStringLiteral("mode"),   QStringLiteral("startedAt"),
                         QStringLiteral("stoppedAt"), QStringLiteral("status"), QStringLiteral("workflowId")};
    QStringList values = {QStringLiteral("mod(i, 20) <> 0"),
                          QStringLiteral("'webhook'"),
                          QStringLiteral("now() - i * interval '17 seconds'"),
                          QStringLiteral("now() - i * interval '17 seconds' + interval '340 milliseconds'"),
                          QStringLiteral("CASE WHEN mod(i, 20) = 0 THEN 'error' ELSE 'success' END"),
                          QStringLiteral("$3")};
    if (entity.contains(QStringLiteral("createdAt"))) {
        names.append(QStringLiteral("createdAt"));
        values.append(QStringLiteral("now() - i * interval '17 seconds'"));
    }
    if (entity.contains(QStringLiteral("storedAt"))) {
        names.append(QStringLiteral("storedAt"));
        values.append(QStringLiteral("'db'"));
    }
    const QString sql
        = QStringLiteral("WITH made AS (INSERT INTO execution_entity (\"%1\") SELECT %2 FROM generate_series($1::bigint, $2::bigint) i RETURNING id)"
                         " INSERT INTO execution_data (\"executionId\", \"workflowData\", data) SELECT i, $4::json, %3 FROM (SELECT id::bigint AS i "
                         "FROM made) m")
              .arg(names.join(QLatin1String("\", \"")), values.join(QLatin1String(", ")), payloadSql);

    QD_CHECK(session.query(context, fragmentsSql));
    QD_CHECK(session.query(context, QStringLiteral("CREATE INDEX ON quarterdeck_fragments (id)")));
    QD_CHECK(session.query(context, QStringLiteral("ANALYZE quarterdeck_fragments")));
    constexpr int batch = 2500;
    for (int from = 1; from <= count; from += batch) {
        const int to = std::min(count, from + batch - 1);
        QD_CHECK(session.query(context, sql, {QString::number(from), QString::number(to), workflowId, workflowJson}));
        context.sink().stepProgress({QStringLiteral("executions"), to, count, Progress::Unit::Items});
    }
    QD_CHECK(session.query(context, QStringLiteral("DROP TABLE quarterdeck_fragments")));
    QD_CHECK(session.query(context, QStringLiteral("ANALYZE execution_entity, execution_data")));
    return {};
}

} // namespace quarterdeck::stack
