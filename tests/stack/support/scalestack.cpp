// SPDX-License-Identifier: GPL-3.0-or-later
#include "scalestack.h"

#include "stack/discovery.h"
#include "stack/n8nrest.h"
#include "stack/queuekeys.h"
#include "testcontainer.h"
#include "workers/runningjobs.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace std::chrono_literals;

namespace quarterdeck::test {

namespace {

/// Answers with what it was called with once it has waited: below 65 s n8n waits inside the worker.
QJsonObject slowWorkflow(const QByteArray &path)
{
    const QByteArray json = R"({"name":"Quarterdeck scale","nodes":[
        {"id":"a1","name":"Webhook","type":"n8n-nodes-base.webhook","typeVersion":2,"position":[0,0],"webhookId":"quarterdeck-scale-hook",
         "parameters":{"path":")"
        + path + R"(","httpMethod":"POST","responseMode":"lastNode"}},
        {"id":"a2","name":"Wait","type":"n8n-nodes-base.wait","typeVersion":1.1,"position":[220,0],"webhookId":"quarterdeck-scale-wait",
         "parameters":{"amount":"={{ Number($json.query.seconds || 1) }}","unit":"seconds"}}],
        "connections":{"Webhook":{"main":[[{"node":"Wait","type":"main","index":0}]]}},
        "settings":{"executionOrder":"v1"}})";
    return QJsonDocument::fromJson(json).object();
}

} // namespace

ScaleStack::ScaleStack(const QString &tag, quint16 firstPort, int workers)
{
    options.name = QStringLiteral("qd-%1-%2").arg(tag).arg(::getpid());
    options.folder = m_root.filePath(QStringLiteral("stack"));
    options.workers = workers;
    options.n8nPort = firstPort;
    options.postgresPort = firstPort + 1;
    options.redisPort = firstPort + 2;
}

ScaleStack::~ScaleStack()
{
    if (m_isUp)
        (void)run({m_sandbox.downPlan(options, true).first()});
}

Result<void> ScaleStack::bringUp()
{
    m_isUp = true;
    QD_CHECK(run(m_sandbox.upPlan(options)).result);
    QD_CHECK(run(m_sandbox.seedPlan(options, 0)).result);
    QFile file(options.folder + QLatin1String("/owner.json"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, QStringLiteral("no owner.json"));
    const QJsonObject owner = QJsonDocument::fromJson(file.readAll()).object();
    stack::N8nRest rest(n8n, QStringLiteral("127.0.0.1"), options.n8nPort);
    QD_CHECK(rest.becomeOwner({}, {owner.value(QLatin1String("email")).toString(), Secret(owner.value(QLatin1String("password")).toString())}));
    QD_TRY(const QJsonValue made, rest.post({}, "/rest/workflows", slowWorkflow(slowPath())));
    const QJsonObject workflow = made.toObject();
    QD_CHECK(rest.post({}, "/rest/workflows/" + workflow.value(QLatin1String("id")).toString().toUtf8() + "/activate",
                       {{QLatin1String("versionId"), workflow.value(QLatin1String("versionId"))}}));
    n8n::HttpRequest request;
    request.host = QStringLiteral("127.0.0.1");
    request.port = options.n8nPort;
    request.method = "POST";
    request.target = "/webhook/" + slowPath() + "?seconds=0.1&n=0";
    const JobContext bounded = JobContext().withTimeout(60s);
    while (n8n.request(bounded, request).value_or(n8n::HttpAnswer()).status != 200)
        QD_CHECK(bounded.sleep(200ms));
    return {};
}

Result<stack::Stack> ScaleStack::read()
{
    return stack::Discovery(docker, compose).read(JobContext().withTimeout(60s), options.name);
}

PlanOutcome ScaleStack::run(const QList<Step> &plan, const std::stop_token &stop, ProgressSink &sink)
{
    JobContext context(stop, sink, QDeadlineTimer(10min));
    return runPlan(plan, context);
}

QString ScaleStack::sql(const QString &statement)
{
    return test::docker({QStringLiteral("exec"), options.name + QLatin1String("-postgres-1"), QStringLiteral("psql"), QStringLiteral("-U"),
                         QStringLiteral("postgres"), QStringLiteral("-d"), QStringLiteral("n8n"), QStringLiteral("-Atc"), statement})
        .value_or(QStringLiteral("failed"))
        .trimmed();
}

QStringList ScaleStack::workerNames()
{
    QStringList names = test::docker({QStringLiteral("ps"), QStringLiteral("-a"), QStringLiteral("--format"), QStringLiteral("{{.Names}}"),
                                      QStringLiteral("--filter"), QStringLiteral("label=com.docker.compose.project=%1").arg(options.name),
                                      QStringLiteral("--filter"), QStringLiteral("label=com.docker.compose.service=n8n-worker")})
                            .value_or(QStringLiteral("failed"))
                            .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    names.sort();
    return names;
}

QStringList ScaleStack::containers()
{
    QStringList found;
    const QList<docker::ContainerSummary> all
        = docker.listContainers({}, true, {QLatin1String("com.docker.compose.project=") + options.name}).value_or(QList<docker::ContainerSummary>());
    for (const docker::ContainerSummary &one : all) {
        const Result<docker::ContainerDetails> details = docker.inspectContainer({}, one.id);
        found.append(one.name + QLatin1Char(' ') + one.id + QLatin1Char(' ')
                     + (details ? details->state.startedAt.toString(Qt::ISODateWithMs) : QStringLiteral("gone")));
    }
    found.sort();
    return found;
}

int ScaleStack::writtenDown() const
{
    QFile file(options.folder + QLatin1String("/.env"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("N8N_WORKER_REPLICAS="))
            return line.mid(line.indexOf('=') + 1).trimmed().toInt();
    }
    return -1;
}

Result<void> ScaleStack::composeUp(const QStringList &more)
{
    process::ProcessSpec spec;
    spec.program = QStringLiteral("docker");
    spec.arguments
        = QStringList{QStringLiteral("compose"), QStringLiteral("--project-directory"), options.folder, QStringLiteral("up"), QStringLiteral("-d")}
        + more;
    QD_TRY(const process::ProcessOutput output, process.run(JobContext().withTimeout(5min), spec));
    if (output.exitCode != 0)
        return fail(ErrorKind::Internal, QStringLiteral("docker compose up failed"), QString::fromUtf8(output.standardError.right(2000)));
    return {};
}

QStringList ScaleStack::wrong(qint64 firstId, int expected)
{
    QStringList complaints;
    const QString counts
        = sql(QStringLiteral("select status || '=' || count(*) from execution_entity where id > %1 group by status order by 1").arg(firstId))
              .replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (counts != QStringLiteral("success=%1").arg(expected))
        complaints.append(QStringLiteral("executions: %1, expected success=%2").arg(counts).arg(expected));
    const Result<stack::Stack> stack = read();
    const Result<redis::Coordinates> coordinates = stack ? workers::queueCoordinates(*stack) : fail(stack.error());
    const Result<std::unique_ptr<redis::Session>> session = coordinates ? redis.connect({}, *coordinates) : fail(coordinates.error());
    if (!session)
        return complaints << session.error().what;
    const stack::QueueKeys keys = stack::queueKeys(stack->queue);
    const Result<QList<redis::Reply>> left = (*session)->pipeline({},
                                                                  {{"LLEN", keys.wait},
                                                                   {"LLEN", keys.paused},
                                                                   {"LLEN", keys.active},
                                                                   {"ZCARD", keys.delayed},
                                                                   {"ZCARD", keys.failed},
                                                                   {"EXISTS", keys.metaPaused}});
    if (!left)
        return complaints << left.error().what;
    const QStringList names = {QStringLiteral("wait"),    QStringLiteral("paused"), QStringLiteral("active"),
                               QStringLiteral("delayed"), QStringLiteral("failed"), QStringLiteral("meta-paused")};
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (left->at(i).integer != 0)
            complaints.append(QStringLiteral("%1 holds %2").arg(names.at(i)).arg(left->at(i).integer));
    }
    return complaints;
}

} // namespace quarterdeck::test
