// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "stack/discovery.h"
#include "stack/dotenv.h"
#include "stack/n8nrest.h"
#include "stack/sandbox.h"
#include "stack/sandboxseed.h"
#include "stack/serviceactions.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <sys/stat.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::stack;
using namespace std::chrono_literals;

namespace {

/// Keeps what a job tells.
class Listener final : public ProgressSink
{
public:
    QStringList lines;
    Progress last;

    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &progress) override { last = progress; }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }
};

mode_t modeOf(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return 0;
    return info.st_mode & 07777;
}

} // namespace

/// A sandbox of its own on the real engine, from nothing to nothing. The tests
/// build upon each other, in order.
class TestSandbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void upBringsAHealthyStack();
    void secretsAreRandomAndPrivate();
    void secondUpChangesNothing();
    void statusCountsContainers();
    void discoveryReadsItCompletely();
    void seedMakesWorkflowsThatRunThroughTheQueue();
    void secondSeedAddsNothingTwice();
    void pastExecutionsComeFastAndLookLikeTheRealOnes();
    void stopLetsARunningExecutionFinish();
    void cancelledStopIsTakenBack();
    void everyServiceComesBackAfterARestart();
    void downKeepsTheDataAndUpFindsIt();
    void downWithDataLeavesNothing();

private:
    [[nodiscard]] Result<void> run(const QList<Step> &plan, ProgressSink &sink = ProgressSink::null())
    {
        JobContext context({}, sink, QDeadlineTimer(15min));
        return runPlan(plan, context).result;
    }
    [[nodiscard]] Result<Stack> read() { return Discovery(docker, compose).read(JobContext(), options.name); }
    [[nodiscard]] QMap<QString, QString> startTimes()
    {
        QMap<QString, QString> result;
        const auto containers = docker.listContainers(JobContext(), true, {QLatin1String("com.docker.compose.project=") + options.name});
        for (const docker::ContainerSummary &container : containers.value_or(QList<docker::ContainerSummary>())) {
            if (const auto details = docker.inspectContainer(JobContext(), container.id))
                result.insert(details->id, details->state.startedAt.toString(Qt::ISODateWithMs));
        }
        return result;
    }
    [[nodiscard]] Result<n8n::HttpAnswer> webhook(const QByteArray &target, const QByteArray &body)
    {
        n8n::HttpRequest request;
        request.host = QStringLiteral("127.0.0.1");
        request.port = setting("N8N_PORT").toUShort();
        request.method = "POST";
        request.target = "/webhook/" + target;
        request.headers.insert(QStringLiteral("Content-Type"), "application/json");
        request.body = body;
        return n8n.request(JobContext().withTimeout(30s), request);
    }
    [[nodiscard]] QString setting(const char *name)
    {
        const auto settings = DotEnv::load(options.folder + QLatin1String("/.env"));
        return settings ? settings->value(QLatin1String(name)).value_or(QString()) : QString();
    }
    [[nodiscard]] QString sql(const QString &text)
    {
        const postgres::Coordinates at{QStringLiteral("127.0.0.1"), setting("POSTGRES_PORT").toUShort(), QStringLiteral("n8n"),
                                       QStringLiteral("n8n"),       Secret(setting("N8N_DB_PASSWORD")),  QStringLiteral("prefer")};
        const auto session = postgres.connect(JobContext(), at);
        if (!session)
            return test::describe(session.error());
        const auto rows = (*session)->query(JobContext(), text);
        if (!rows)
            return test::describe(rows.error());
        QStringList values;
        for (const auto &row : rows->rows) {
            for (const auto &value : row)
                values.append(value.value_or(QStringLiteral("NULL")));
        }
        return values.join(QLatin1Char('|'));
    }

    QTemporaryDir root;
    SandboxOptions options;
    docker::Client docker;
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    n8n::N8nHttp n8n;
    postgres::LibpqPort postgres;
    Sandbox sandbox{docker, compose, process, n8n, postgres};
    QString password;
};

void TestSandbox::initTestCase()
{
    QD_NEED_ENGINE();
    options.name = QStringLiteral("quarterdeck-test-%1").arg(QCoreApplication::applicationPid());
    options.folder = root.filePath(QStringLiteral("stack"));
    options.workers = 2;
    options.n8nPort = 25678;
    options.postgresPort = 25432;
    options.redisPort = 26379;
}

void TestSandbox::cleanupTestCase()
{
    if (!options.folder.isEmpty() && QFile::exists(options.folder))
        (void)run(sandbox.downPlan(options, true));
}

void TestSandbox::upBringsAHealthyStack()
{
    Listener listener;
    QD_VERIFY(run(sandbox.upPlan(options), listener));
    QVERIFY2(listener.lines.join(QLatin1Char('\n')).contains(QStringLiteral("Waiting for")), "what is waited for is not told");
    QCOMPARE(listener.last.stepId, QStringLiteral("healthy"));
    QCOMPARE(listener.last.done, 5);
    QCOMPARE(listener.last.total, 5);
    for (const char *name : {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "N8N_ENCRYPTION_KEY"})
        QVERIFY(!listener.lines.join(QLatin1Char('\n')).contains(setting(name)));
}

void TestSandbox::secretsAreRandomAndPrivate()
{
    QCOMPARE(modeOf(options.folder), mode_t(0700));
    QCOMPARE(modeOf(options.folder + QLatin1String("/.env")), mode_t(0600));
    QSet<QString> secrets;
    for (const char *name : {"POSTGRES_PASSWORD", "N8N_DB_PASSWORD", "REDIS_PASSWORD", "N8N_ENCRYPTION_KEY"}) {
        QVERIFY2(setting(name).size() >= 32, name);
        secrets.insert(setting(name));
    }
    QCOMPARE(secrets.size(), 4);
}

void TestSandbox::secondUpChangesNothing()
{
    const auto before = startTimes();
    QCOMPARE(before.size(), 5);
    QFile env(options.folder + QLatin1String("/.env"));
    QVERIFY(env.open(QIODevice::ReadOnly));
    const QByteArray bytes = env.readAll();
    QD_VERIFY(run(sandbox.upPlan(options)));
    QCOMPARE(startTimes(), before);
    env.seek(0);
    QCOMPARE(env.readAll(), bytes);
}

void TestSandbox::statusCountsContainers()
{
    const auto status = sandbox.status(JobContext(), options);
    QD_VERIFY(status);
    QVERIFY(status->present);
    QCOMPARE(status->containers, 5);
    QCOMPARE(status->running, 5);
    QCOMPARE(status->healthy, 5);
    QCOMPARE(status->n8nUrl, QLatin1String("http://localhost:") + setting("N8N_PORT"));
}

void TestSandbox::discoveryReadsItCompletely()
{
    const auto stacks = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(stacks);
    QVERIFY(std::any_of(stacks->cbegin(), stacks->cend(),
                        [this](const StackSummary &stack) { return stack.id == options.name && stack.running == 5 && stack.hasWorkers; }));
    const auto stack = read();
    QD_VERIFY(stack);
    QVERIFY(stack->fromCompose);
    QVERIFY(stack->isRunning());
    for (const auto &[role, name] : std::initializer_list<std::pair<Role, const char *>>{
             {Role::Main, "n8n"}, {Role::Worker, "n8n-worker"}, {Role::Postgres, "postgres"}, {Role::Redis, "redis"}}) {
        const Service *service = stack->service(role);
        QVERIFY2(service != nullptr, name);
        QCOMPARE(service->name, QLatin1String(name));
        QVERIFY2(!service->version.isEmpty(), name);
        QVERIFY2(service->hasHealthcheck, name);
        QVERIFY2(service->memoryLimit > 0, name);
    }
    QCOMPARE(stack->service(Role::Worker)->replicasWanted, 2);
    QCOMPARE(stack->service(Role::Worker)->stopGraceSeconds, 75);
    QCOMPARE(stack->concurrency.perWorker, 10);
    QCOMPARE(stack->concurrency.knob, Concurrency::Knob::ProductionLimit);
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Environment);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(setting("N8N_ENCRYPTION_KEY"))));
    QVERIFY(stack->key.equalEverywhere);
    QCOMPARE(stack->database.kind, Database::Kind::Postgres);
    QCOMPARE(stack->database.service, QStringLiteral("postgres"));
    QCOMPARE(stack->database.coordinates.password, Secret(setting("N8N_DB_PASSWORD")));
    QCOMPARE(stack->database.access.way, Access::Way::PublishedPort);
    QCOMPARE(stack->database.access.port, setting("POSTGRES_PORT").toUShort());
    QCOMPARE(stack->queue.service, QStringLiteral("redis"));
    QCOMPARE(stack->queue.access.port, setting("REDIS_PORT").toUShort());
    QCOMPARE(stack->n8nUrl, QLatin1String("http://localhost:") + setting("N8N_PORT"));
    QStringList remarks;
    for (const Remark &remark : stack->remarks)
        remarks.append(remark.id + QLatin1String(": ") + remark.text);
    QVERIFY2(remarks.isEmpty(), qPrintable(remarks.join(QLatin1Char('\n'))));
}

void TestSandbox::seedMakesWorkflowsThatRunThroughTheQueue()
{
    QD_VERIFY(run(sandbox.seedPlan(options, 0)));
    QCOMPARE(modeOf(options.folder + QLatin1String("/owner.json")), mode_t(0600));
    // n8n registers webhooks a moment after it has answered.
    QTRY_COMPARE_WITH_TIMEOUT(webhook(seedEchoPath, R"({"a":1})").value_or(n8n::HttpAnswer()).status, 200, 10000);
    const auto answer = webhook(seedEchoPath, R"({"greeting":"hello"})");
    QD_VERIFY(answer);
    QVERIFY2(answer->body.contains("\"greeting\":\"hello\""), answer->body.constData());
    QCOMPARE(sql(QStringLiteral("SELECT status FROM execution_entity ORDER BY id DESC LIMIT 1")), QStringLiteral("success"));
}

void TestSandbox::secondSeedAddsNothingTwice()
{
    const QString counts = QStringLiteral("SELECT (SELECT count(*) FROM workflow_entity), (SELECT count(*) FROM credentials_entity)");
    QCOMPARE(sql(counts), QStringLiteral("2|1"));
    QD_VERIFY(run(sandbox.seedPlan(options, 0)));
    QCOMPARE(sql(counts), QStringLiteral("2|1"));
}

void TestSandbox::pastExecutionsComeFastAndLookLikeTheRealOnes()
{
    // QUARTERDECK_SEED_ROWS=150000 gives the full size; the time allowed grows with it.
    const int rows = std::max(qEnvironmentVariableIntValue("QUARTERDECK_SEED_ROWS"), 15000);
    const int before = sql(QStringLiteral("SELECT count(*) FROM execution_entity")).toInt();
    Listener listener;
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY(run(sandbox.seedPlan(options, rows), listener));
    const qint64 took = timer.elapsed();
    qInfo("%d rows in %lld ms", rows, static_cast<long long>(took));
    QVERIFY2(took < 10000 + rows * 60000LL / 150000 * 3, qPrintable(QStringLiteral("%1 ms for %2 rows").arg(took).arg(rows)));
    QCOMPARE(listener.last.done, rows);
    QCOMPARE(listener.last.total, rows);
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM execution_entity")).toInt(), before + rows);
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM execution_data")).toInt(), before + rows);
    const int mean = sql(QStringLiteral("SELECT avg(length(data))::int FROM execution_data")).toInt();
    QVERIFY2(mean > 4500 && mean < 8000, qPrintable(QString::number(mean)));
    // Every row is JSON, and n8n itself can read one.
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM execution_data WHERE json_typeof(data::json) <> 'array'")), QStringLiteral("0"));
    const int distinct = sql(QStringLiteral("SELECT count(DISTINCT md5(data)) FROM execution_data")).toInt();
    QVERIFY2(distinct > rows * 99 / 100, qPrintable(QString::number(distinct)));
    const QString id = sql(QStringLiteral("SELECT max(id) FROM execution_entity"));
    QFile owner(options.folder + QLatin1String("/owner.json"));
    QVERIFY(owner.open(QIODevice::ReadOnly));
    const QJsonObject login = QJsonDocument::fromJson(owner.readAll()).object();
    N8nRest rest(n8n, QStringLiteral("127.0.0.1"), setting("N8N_PORT").toUShort());
    QD_VERIFY(
        rest.becomeOwner(JobContext(), {login.value(QLatin1String("email")).toString(), Secret(login.value(QLatin1String("password")).toString())}));
    const auto execution = rest.get(JobContext(), "/rest/executions/" + id.toUtf8());
    QD_VERIFY(execution);
    QVERIFY(execution->toObject().value(QLatin1String("data")).toString().contains(QLatin1String("runData")));
    // The next real execution gets an id of its own behind them.
    QCOMPARE(webhook(seedEchoPath, R"({"a":1})").value_or(n8n::HttpAnswer()).status, 200);
    QVERIFY(sql(QStringLiteral("SELECT max(id) FROM execution_entity")).toInt() > id.toInt());
}

void TestSandbox::stopLetsARunningExecutionFinish()
{
    const auto stack = read();
    QD_VERIFY(stack);
    const Service *workers = stack->service(Role::Worker);
    QVERIFY(workers != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(webhook(QByteArray(seedSlowPath) + "?seconds=12", "{}").value_or(n8n::HttpAnswer()).status, 200, 10000);
    const QString newest = QStringLiteral("SELECT status FROM execution_entity ORDER BY id DESC LIMIT 1");
    QTRY_COMPARE_WITH_TIMEOUT(sql(newest), QStringLiteral("running"), 5000);
    QD_VERIFY(run(servicePlan(docker, ServiceAction::Stop, *stack, *workers)));
    QCOMPARE(sql(newest), QStringLiteral("success"));
    const auto stopped = read();
    QD_VERIFY(stopped);
    for (const Container &container : stopped->service(Role::Worker)->containers)
        QCOMPARE(container.state, QStringLiteral("exited"));
    QD_VERIFY(run(servicePlan(docker, ServiceAction::Start, *stopped, *stopped->service(Role::Worker))));
    const auto status = sandbox.status(JobContext(), options);
    QD_VERIFY(status);
    QCOMPARE(status->healthy, 5);
}

void TestSandbox::cancelledStopIsTakenBack()
{
    const auto stack = read();
    QD_VERIFY(stack);
    const Service *workers = stack->service(Role::Worker);
    QVERIFY(workers != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(webhook(QByteArray(seedSlowPath) + "?seconds=8", "{}").value_or(n8n::HttpAnswer()).status, 200, 10000);
    QTRY_COMPARE_WITH_TIMEOUT(sql(QStringLiteral("SELECT status FROM execution_entity ORDER BY id DESC LIMIT 1")), QStringLiteral("running"), 5000);
    std::stop_source stop;
    const std::jthread canceller([&stop] {
        std::this_thread::sleep_for(2s);
        stop.request_stop();
    });
    JobContext context(stop.get_token());
    const PlanOutcome outcome = runPlan(servicePlan(docker, ServiceAction::Stop, *stack, *workers), context);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Cancelled);
    QVERIFY(outcome.undoErrors.isEmpty());
    for (const Container &container : workers->containers) {
        const auto details = docker.inspectContainer(JobContext(), container.id);
        QD_VERIFY(details);
        QVERIFY2(details->state.running, qPrintable(container.name));
    }
    QTRY_COMPARE_WITH_TIMEOUT(sql(QStringLiteral("SELECT status FROM execution_entity ORDER BY id DESC LIMIT 1")), QStringLiteral("success"), 15000);
}

void TestSandbox::everyServiceComesBackAfterARestart()
{
    // The same containers, started a second time: what the first start left behind must not be in their way.
    for (const char *name : {"redis", "postgres", "n8n", "n8n-worker"}) {
        const auto stack = read();
        QD_VERIFY(stack);
        const Service *service = stack->service(QLatin1String(name));
        QVERIFY2(service != nullptr, name);
        const auto before = startTimes();
        QD_VERIFY(run(servicePlan(docker, ServiceAction::Restart, *stack, *service)));
        const auto after = startTimes();
        for (const Container &container : service->containers)
            QVERIFY2(after.contains(container.id) && after.value(container.id) != before.value(container.id), qPrintable(container.name));
    }
    QTRY_COMPARE_WITH_TIMEOUT(sandbox.status(JobContext(), options).value_or(SandboxStatus()).healthy, 5, 120000);
    QTRY_COMPARE_WITH_TIMEOUT(webhook(seedEchoPath, R"({"a":1})").value_or(n8n::HttpAnswer()).status, 200, 30000);
}

void TestSandbox::downKeepsTheDataAndUpFindsIt()
{
    const QString count = sql(QStringLiteral("SELECT count(*) FROM execution_entity WHERE finished"));
    QVERIFY(count.toInt() > 0);
    QD_VERIFY(run(sandbox.downPlan(options, false)));
    const auto down = sandbox.status(JobContext(), options);
    QD_VERIFY(down);
    QVERIFY(down->present);
    QCOMPARE(down->containers, 0);
    QD_VERIFY(run(sandbox.upPlan(options)));
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM execution_entity WHERE finished")), count);
}

void TestSandbox::downWithDataLeavesNothing()
{
    QD_VERIFY(run(sandbox.downPlan(options, true)));
    QVERIFY(!QFile::exists(options.folder));
    QVERIFY(startTimes().isEmpty());
    const auto volumes = docker.listVolumes(JobContext());
    QD_VERIFY(volumes);
    for (const docker::Volume &volume : *volumes)
        QVERIFY2(!volume.name.startsWith(options.name), qPrintable(volume.name));
    const auto status = sandbox.status(JobContext(), options);
    QD_VERIFY(status);
    QVERIFY(!status->present);
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
