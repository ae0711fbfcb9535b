// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/verdict.h"
#include "healthstack.h"

#include <QJsonArray>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace quarterdeck::test;

class TestVerdict final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyStackWithoutBackupIsHealthyAndAdvised();
    void containerStates_data();
    void containerStates();
    void lastProvenBackupIsTold();
    void missingWorkersWarn();
    void noWorkerFails();
    void oneUnhealthyWorkerOfFiveWarns();
    void stoppedRedisFailsTheStack();
    void stoppedStackIsStopped();
    void serviceNobodyWantsIsNoProblem();
    void memoryAboveThresholdWarns();
    void cpuBurstIsAdviceSustainedLoadWarns();
    void diskThresholds_data();
    void diskThresholds();
    void waitingJobsWithoutConsumersFail();
    void missingConsumersWarn();
    void startingWorkersNeedNotConsume();
    void jobsStuckBesideIdleWorkersWarn();
    void unreadableQueueWarns();
    void failingReadinessFailsUnlessStarting();
    void mixedVersionsWarn();
    void redisWithoutPasswordIsAdvice();
    void sumsAreOfRunningContainers();
    void worstAttentionComesFirst();
    void jsonKeepsItsNames();
};

namespace {

const Attention *find(const StackStatus &status, const QString &id)
{
    for (const Attention &item : status.attention) {
        if (item.id == id)
            return &item;
    }
    return nullptr;
}

} // namespace

void TestVerdict::healthyStackWithoutBackupIsHealthyAndAdvised()
{
    const stack::Stack stack = healthStack();
    const StackStatus status = judge(stack, healthMeasured(stack));
    QCOMPARE(status.verdict, State::Healthy);
    QCOMPARE(status.verdictText, QStringLiteral("Healthy. 5 of 5 workers consuming."));
    QCOMPARE(status.attention.size(), 1);
    QCOMPARE(status.attention.first().id, QStringLiteral("no-proven-backup"));
    QCOMPARE(status.attention.first().severity, State::Warning);
    QCOMPARE(status.attention.first().action, QStringLiteral("open-backups"));
    QVERIFY(!status.attention.first().affectsVerdict);
    for (const ServiceStatus &service : status.services)
        QCOMPARE(service.state, State::Healthy);
}

void TestVerdict::lastProvenBackupIsTold()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.lastProvenBackup = healthNow.addSecs(-6 * 3600);
    const StackStatus status = judge(stack, measured);
    QVERIFY(status.attention.isEmpty());
    QVERIFY2(status.verdictText.contains(QLatin1String("Last proven backup 6 h ago.")), qPrintable(status.verdictText));
}

void TestVerdict::containerStates_data()
{
    QTest::addColumn<QString>("engineState");
    QTest::addColumn<int>("health");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("oomKilled");
    QTest::addColumn<int>("oomKills");
    QTest::addColumn<int>("restarts");
    QTest::addColumn<int>("upSeconds");
    QTest::addColumn<int>("expected");
    using H = docker::Health;
    const auto row = [](const char *name, const char *state, H health, int code, bool oom, int kills, int restarts, int up, State expected) {
        QTest::newRow(name) << QString::fromLatin1(state) << int(health) << code << oom << kills << restarts << up << int(expected);
    };
    row("healthy", "running", H::Healthy, 0, false, 0, 0, 3600, State::Healthy);
    row("without a health check", "running", H::None, 0, false, 0, 0, 3600, State::Healthy);
    row("starting", "running", H::Starting, 0, false, 0, 0, 5, State::Warning);
    row("unhealthy", "running", H::Unhealthy, 0, false, 0, 0, 3600, State::Failing);
    row("restarted a moment ago", "running", H::Healthy, 0, false, 0, 3, 60, State::Warning);
    row("restarted long ago", "running", H::Healthy, 0, false, 0, 3, 36000, State::Healthy);
    row("a child was killed for memory", "running", H::Healthy, 0, false, 1, 0, 3600, State::Warning);
    row("restart loop", "restarting", H::None, 1, false, 0, 9, 0, State::Failing);
    row("paused", "paused", H::None, 0, false, 0, 0, 3600, State::Failing);
    row("stopped", "exited", H::None, 0, false, 0, 0, 0, State::Stopped);
    row("stopped by SIGTERM", "exited", H::None, 143, false, 0, 0, 0, State::Stopped);
    row("crashed", "exited", H::None, 1, false, 0, 0, 0, State::Failing);
    row("killed", "exited", H::None, 137, false, 0, 0, 0, State::Failing);
    row("killed for memory", "exited", H::None, 137, true, 0, 0, 0, State::Failing);
    row("created", "created", H::None, 0, false, 0, 0, 0, State::Stopped);
    row("dead", "dead", H::None, 0, false, 0, 0, 0, State::Failing);
    row("not known", "", H::None, 0, false, 0, 0, 0, State::Unknown);
}

void TestVerdict::containerStates()
{
    QFETCH(QString, engineState);
    QFETCH(int, health);
    QFETCH(int, exitCode);
    QFETCH(bool, oomKilled);
    QFETCH(int, oomKills);
    QFETCH(int, restarts);
    QFETCH(int, upSeconds);
    QFETCH(int, expected);
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    ContainerStatus &container = healthLine(measured, QStringLiteral("postgres")).containers.first();
    container.engineState = engineState;
    container.health = docker::Health(health);
    container.exitCode = exitCode;
    container.oomKilled = oomKilled;
    container.oomKills = quint64(oomKills);
    container.restartCount = restarts;
    container.startedAt = healthNow.addSecs(-upSeconds);
    StackStatus status = judge(stack, measured);
    const ContainerStatus &judged = healthLine(status, QStringLiteral("postgres")).containers.first();
    QCOMPARE(stateName(judged.state), stateName(State(expected)));
    // Whatever is not healthy says why.
    QCOMPARE(judged.why.isEmpty(), State(expected) == State::Healthy);
    // One such container of a database decides for the whole.
    if (State(expected) == State::Failing || State(expected) == State::Stopped)
        QCOMPARE(stateName(status.verdict), stateName(State::Failing));
    else if (State(expected) != State::Unknown)
        QCOMPARE(stateName(status.verdict), stateName(State(expected)));
}

void TestVerdict::missingWorkersWarn()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    ContainerStatus &gone = healthLine(measured, QStringLiteral("n8n-worker")).containers[4];
    gone.engineState = QStringLiteral("exited");
    measured.queue->consumers = 4;
    StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Warning);
    const ServiceStatus &workers = healthLine(status, QStringLiteral("n8n-worker"));
    QCOMPARE(workers.state, State::Warning);
    QCOMPARE(workers.running, 4);
    QVERIFY2(workers.why.startsWith(QLatin1String("4 of 5 run.")), qPrintable(workers.why));
    const Attention *item = find(status, QStringLiteral("service-short:n8n-worker"));
    QVERIFY(item != nullptr);
    QCOMPARE(item->action, QStringLiteral("start-service:n8n-worker"));
    QVERIFY2(status.verdictText.endsWith(QLatin1String("4 of 5 workers consuming.")), qPrintable(status.verdictText));
    // The four that are left all take jobs: no second complaint.
    QVERIFY(find(status, QStringLiteral("not-consuming")) == nullptr);
}

void TestVerdict::noWorkerFails()
{
    const stack::Stack stack = healthStack(2);
    StackStatus measured = healthMeasured(stack);
    for (ContainerStatus &container : healthLine(measured, QStringLiteral("n8n-worker")).containers)
        container.engineState = QStringLiteral("exited");
    measured.queue->consumers = 0;
    StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Failing);
    QCOMPARE(healthLine(status, QStringLiteral("n8n-worker")).state, State::Failing);
    QCOMPARE(healthLine(status, QStringLiteral("n8n-worker")).why, QStringLiteral("None of 2 runs."));
}

void TestVerdict::oneUnhealthyWorkerOfFiveWarns()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    healthLine(measured, QStringLiteral("n8n-worker")).containers[1].health = docker::Health::Unhealthy;
    StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Warning);
    QVERIFY(healthLine(status, QStringLiteral("n8n-worker")).why.startsWith(QLatin1String("demo-n8n-worker-2: ")));
    // All of them: nothing is left that works.
    for (ContainerStatus &container : healthLine(measured, QStringLiteral("n8n-worker")).containers)
        container.health = docker::Health::Unhealthy;
    QCOMPARE(judge(stack, measured).verdict, State::Failing);
}

void TestVerdict::stoppedRedisFailsTheStack()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    healthLine(measured, QStringLiteral("redis")).containers.first().engineState = QStringLiteral("exited");
    measured.queue.reset();
    measured.queueProblem = QStringLiteral("Redis does not run.");
    StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Failing);
    QCOMPARE(healthLine(status, QStringLiteral("redis")).state, State::Stopped);
    const Attention *item = find(status, QStringLiteral("service-down:redis"));
    QVERIFY(item != nullptr);
    QCOMPARE(item->severity, State::Failing);
    QCOMPARE(item->action, QStringLiteral("start-service:redis"));
    QVERIFY2(find(status, QStringLiteral("queue-unreadable")) == nullptr, "one cause, one line");
    QVERIFY2(status.verdictText.contains(QLatin1String("redis: Stopped.")), qPrintable(status.verdictText));
}

void TestVerdict::stoppedStackIsStopped()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    for (ServiceStatus &service : measured.services) {
        for (ContainerStatus &container : service.containers)
            container.engineState = QStringLiteral("exited");
    }
    measured.queue.reset();
    const StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Stopped);
    QCOMPARE(status.verdictText, QStringLiteral("Stopped. Nothing of this stack runs."));
    for (const ServiceStatus &service : status.services)
        QCOMPARE(service.state, State::Stopped);
    QCOMPARE(judge(stack, StackStatus{}).verdict, State::Unknown);
}

void TestVerdict::serviceNobodyWantsIsNoProblem()
{
    stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    ServiceStatus extra;
    extra.name = QStringLiteral("webhook");
    extra.role = stack::Role::Webhook;
    extra.wanted = 0;
    measured.services.append(extra);
    QCOMPARE(judge(stack, measured).verdict, State::Healthy);
}

void TestVerdict::memoryAboveThresholdWarns()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    ContainerStatus &main = healthLine(measured, QStringLiteral("n8n")).containers.first();
    main.memoryLimit = 1000;
    main.memoryUsed = 799;
    QCOMPARE(judge(stack, measured).verdict, State::Healthy);
    main.memoryUsed = 800;
    QCOMPARE(judge(stack, measured).verdict, State::Warning);
    main.memoryLimit = 0; // no limit, no percentage
    QCOMPARE(judge(stack, measured).verdict, State::Healthy);
}

void TestVerdict::cpuBurstIsAdviceSustainedLoadWarns()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    ContainerStatus &main = healthLine(measured, QStringLiteral("n8n")).containers.first();
    const QString id = QStringLiteral("cpu-high:demo-n8n-1");
    main.cpuPercent = 97;
    main.cpuWatchedSeconds = 300;
    main.cpuBusySeconds = 3;
    QVERIFY(find(judge(stack, measured), id) == nullptr);
    main.cpuBusySeconds = 12;
    StackStatus status = judge(stack, measured);
    QVERIFY(find(status, id) != nullptr);
    QCOMPARE(status.verdict, State::Healthy);
    main.cpuBusySeconds = 30;
    status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Warning);
    // Watched for one second only, as the command line does: said at once, as advice.
    main.cpuWatchedSeconds = 1;
    main.cpuBusySeconds = 1;
    status = judge(stack, measured);
    QVERIFY(find(status, id) != nullptr);
    QCOMPARE(status.verdict, State::Healthy);
}

void TestVerdict::diskThresholds_data()
{
    QTest::addColumn<int>("free");
    QTest::addColumn<int>("expected");
    QTest::newRow("85 %, less one") << 151 << int(State::Healthy);
    QTest::newRow("85 %") << 150 << int(State::Warning);
    QTest::newRow("95 %") << 50 << int(State::Failing);
}

void TestVerdict::diskThresholds()
{
    QFETCH(int, free);
    QFETCH(int, expected);
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.disks = {{QStringLiteral("/"), 1000, free}};
    QCOMPARE(judge(stack, measured).verdict, State(expected));
}

void TestVerdict::waitingJobsWithoutConsumersFail()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.queue->consumers = 0;
    measured.queue->capacity = 0;
    measured.queue->waiting = 7;
    const StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Failing);
    const Attention *item = find(status, QStringLiteral("not-consuming"));
    QVERIFY(item != nullptr);
    QCOMPARE(item->text, QStringLiteral("No worker takes jobs, and 7 wait."));
}

void TestVerdict::missingConsumersWarn()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.queue->consumers = 3;
    const StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Warning);
    QCOMPARE(find(status, QStringLiteral("not-consuming"))->text, QStringLiteral("2 of 5 running workers take no jobs."));
}

void TestVerdict::startingWorkersNeedNotConsume()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.queue->consumers = 0;
    for (ContainerStatus &container : healthLine(measured, QStringLiteral("n8n-worker")).containers) {
        container.health = docker::Health::None;
        container.startedAt = healthNow.addSecs(-20);
    }
    QCOMPARE(judge(stack, measured).verdict, State::Healthy);
    for (ContainerStatus &container : healthLine(measured, QStringLiteral("n8n-worker")).containers)
        container.startedAt = healthNow.addSecs(-70);
    QCOMPARE(judge(stack, measured).verdict, State::Failing);
}

void TestVerdict::jobsStuckBesideIdleWorkersWarn()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.queue->waiting = 4;
    measured.queue->oldestWaitMs = 29'000;
    QCOMPARE(judge(stack, measured).verdict, State::Healthy);
    measured.queue->oldestWaitMs = 31'000;
    QCOMPARE(judge(stack, measured).verdict, State::Warning);
    measured.queue->running = measured.queue->capacity; // all busy: a long queue, not a stuck one
    QCOMPARE(judge(stack, measured).verdict, State::Healthy);
}

void TestVerdict::unreadableQueueWarns()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.queue.reset();
    measured.queueProblem = QStringLiteral("Redis does not answer.");
    StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Warning);
    QCOMPARE(find(status, QStringLiteral("queue-unreadable"))->text, measured.queueProblem);
}

void TestVerdict::failingReadinessFailsUnlessStarting()
{
    const stack::Stack stack = healthStack();
    StackStatus measured = healthMeasured(stack);
    measured.endpoints.first().ok = false;
    measured.endpoints.first().why = QStringLiteral("HTTP status 503");
    QCOMPARE(judge(stack, measured).verdict, State::Failing);
    healthLine(measured, QStringLiteral("n8n")).containers.first().health = docker::Health::Starting;
    QCOMPARE(judge(stack, measured).verdict, State::Warning);
}

void TestVerdict::mixedVersionsWarn()
{
    stack::Stack stack = healthStack();
    const StackStatus measured = healthMeasured(stack);
    stack.services[1].version = QStringLiteral("2.35.4");
    StackStatus status = judge(stack, measured);
    QCOMPARE(status.verdict, State::Warning);
    QVERIFY(find(status, QStringLiteral("version-mismatch:n8n-worker"))->text.contains(QLatin1String("2.35.4")));
    // Versions unknown: the images decide.
    stack.services[1].version.clear();
    QVERIFY(find(judge(stack, measured), QStringLiteral("version-mismatch:n8n-worker")) == nullptr);
    stack.services[1].imageId = QStringLiteral("sha256:bb");
    QVERIFY(find(judge(stack, measured), QStringLiteral("version-mismatch:n8n-worker")) != nullptr);
}

void TestVerdict::redisWithoutPasswordIsAdvice()
{
    stack::Stack stack = healthStack();
    stack.queue.coordinates.password = {};
    const StackStatus status = judge(stack, healthMeasured(stack));
    QCOMPARE(status.verdict, State::Healthy);
    QVERIFY(find(status, QStringLiteral("redis-no-password")) != nullptr);
    stack.services[0].environment.insert(QStringLiteral("QUEUE_BULL_REDIS_PASSWORD_FILE"), QStringLiteral("/run/secrets/redis"));
    QVERIFY(find(judge(stack, healthMeasured(stack)), QStringLiteral("redis-no-password")) == nullptr);
}

void TestVerdict::sumsAreOfRunningContainers()
{
    const stack::Stack stack = healthStack(3);
    StackStatus measured = healthMeasured(stack);
    ServiceStatus &workers = healthLine(measured, QStringLiteral("n8n-worker"));
    workers.containers[2].engineState = QStringLiteral("exited");
    workers.containers[0].restartCount = 2;
    workers.containers[0].startedAt = healthNow.addSecs(-7200);
    StackStatus status = judge(stack, measured);
    const ServiceStatus &judged = healthLine(status, QStringLiteral("n8n-worker"));
    QCOMPARE(judged.running, 2);
    QCOMPARE(*judged.memoryUsed, qint64(200) << 20);
    QCOMPARE(judged.memoryLimit, qint64(1024) << 20);
    QCOMPARE(*judged.cpuPercent, 5.0);
    QCOMPARE(judged.restartCount, 2);
    QCOMPARE(judged.startedAt, healthNow.addSecs(-3600));
    workers.containers[1].memoryLimit = 0;
    status = judge(stack, measured);
    QCOMPARE(healthLine(status, QStringLiteral("n8n-worker")).memoryLimit, 0);
}

void TestVerdict::worstAttentionComesFirst()
{
    stack::Stack stack = healthStack();
    stack.queue.coordinates.password = {};
    StackStatus measured = healthMeasured(stack);
    measured.disks = {{QStringLiteral("/"), 1000, 100}};
    healthLine(measured, QStringLiteral("postgres")).containers.first().engineState = QStringLiteral("exited");
    const StackStatus status = judge(stack, measured);
    QStringList ids;
    for (const Attention &item : status.attention)
        ids.append(item.id);
    QCOMPARE(ids, (QStringList{"service-down:postgres", "disk-full:/", "redis-no-password", "no-proven-backup"}));
    QVERIFY2(status.verdictText.contains(QLatin1String("And 1 more.")), qPrintable(status.verdictText));
}

void TestVerdict::jsonKeepsItsNames()
{
    const stack::Stack stack = healthStack();
    const QJsonObject json = toJson(judge(stack, healthMeasured(stack)));
    QCOMPARE(json.keys(),
             (QStringList{"attention", "disks", "endpoints", "lastProvenBackup", "queue", "queueProblem", "schemaVersion", "services", "stack",
                          "taken", "verdict", "verdictText"}));
    QCOMPARE(json.value("schemaVersion").toInt(), 1);
    QCOMPARE(json.value("verdict").toString(), QStringLiteral("healthy"));
    QCOMPARE(json.value("taken").toString(), QStringLiteral("2026-03-01T12:00:00.000Z"));
    QVERIFY(json.value("lastProvenBackup").isNull());
    const QJsonObject worker = json.value("services").toArray().at(1).toObject();
    QCOMPARE(worker.value("role").toString(), QStringLiteral("worker"));
    QCOMPARE(worker.value("containers").toArray().size(), 5);
    QCOMPARE(worker.value("containers").toArray().at(0).toObject().keys(),
             (QStringList{"consuming", "cpuPercent", "engineState", "exitCode", "health", "id", "memoryLimitBytes", "memoryUsedBytes", "name",
                          "number", "oomKilled", "oomKills", "restartCount", "startedAt", "state", "version", "why"}));
    QVERIFY(json.value("queue").toObject().value("oldestWaitMs").isNull());
}

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
