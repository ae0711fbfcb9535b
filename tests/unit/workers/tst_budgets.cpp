// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/budgets.h"
#include "workers/distribution.h"
#include "workers/gracechain.h"
#include "workers/workermetrics.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::workers;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 gibibyte = 1024 * mebibyte;

/// Eight GiB, five workers of 512 MiB, a stack that fits.
BudgetInput ordinary()
{
    BudgetInput input;
    input.workers = 5;
    input.host = {8 * gibibyte, 5 * gibibyte, 4, false, false};
    input.workerLimit = 512 * mebibyte;
    input.workersUse = 1500 * mebibyte;
    input.workerMost = 320 * mebibyte;
    input.restLimits = 2 * gibibyte;
    input.restUse = 700 * mebibyte;
    input.connections = ConnectionFigures{100, 3, 2};
    input.poolSize = 4;
    input.otherProcesses = 1;
    return input;
}

const Budget *budget(const QList<Budget> &budgets, const char *id)
{
    for (const Budget &one : budgets) {
        if (one.id == QLatin1String(id))
            return &one;
    }
    return nullptr;
}

void write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestBudgets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryCountsLimitsAndWhatElseRuns();
    void memoryWithoutALimitCountsWhatIsUsed();
    void memoryOfAnotherMachineIsNotGuessed();
    void connectionsArePoolsAndAReserve();
    void manyOthersLeaveFewerConnections();
    void runnersArePairedWithWorkers();
    void processorsAreOnlyAdvice();
    void smallestBudgetIsTheSafeOne();
    void graceChainHoldsWhenEachIsLonger_data();
    void graceChainHoldsWhenEachIsLonger();
    void proposedTimesMakeTheChainHold_data();
    void proposedTimesMakeTheChainHold();
    void hostMemoryIsTheSmallerOfMachineAndCgroup();
    void metricsAreAddedUp();
    void jobsTakenAreKnownOrEmpty();
    void fairnessIsJains();
    void finishedJobsAreReadAndNothingElse();
};

void TestBudgets::memoryCountsLimitsAndWhatElseRuns()
{
    const QList<Budget> budgets = budgetsOf(ordinary());
    const Budget *memory = budget(budgets, "memory");
    QVERIFY(memory != nullptr);
    // 3 GiB are in use, 2.15 of them ours: 0.85 are somebody else's, in steps of 256 MiB one GiB.
    const qint64 rest = 2 * gibibyte + gibibyte;
    QCOMPARE(memory->perWorker, 512 * mebibyte);
    QCOMPARE(memory->used, rest + 5 * 512 * mebibyte);
    QCOMPARE(memory->limit, 8 * gibibyte);
    QCOMPARE(memory->mostWorkers, 10);
    QVERIFY(memory->explanation.contains(QStringLiteral("give the machine more memory")));

    BudgetInput wsl = ordinary();
    wsl.host.wsl = true;
    QVERIFY(budgetsOf(wsl).first().explanation.contains(QStringLiteral(".wslconfig")));
}

void TestBudgets::memoryWithoutALimitCountsWhatIsUsed()
{
    BudgetInput input = ordinary();
    input.workerLimit = 0;
    input.withoutLimit = {QStringLiteral("n8n-worker")};
    Budget memory = budgetsOf(input).first();
    QCOMPARE(memory.perWorker, 400 * mebibyte); // what one needs at least
    QVERIFY(memory.explanation.contains(QStringLiteral("Without a limit: n8n-worker")));
    input.workerMost = 900 * mebibyte;
    memory = budgetsOf(input).first();
    QCOMPARE(memory.perWorker, 900 * mebibyte);
    QCOMPARE(memory.mostWorkers, 5);
}

void TestBudgets::memoryOfAnotherMachineIsNotGuessed()
{
    BudgetInput input = ordinary();
    input.host = {};
    const Budget memory = budgetsOf(input).first();
    QCOMPARE(memory.limit, 0);
    QCOMPARE(memory.mostWorkers, -1);
    QCOMPARE(memory.used, 2 * gibibyte + 5 * 512 * mebibyte);
}

void TestBudgets::connectionsArePoolsAndAReserve()
{
    const QList<Budget> budgets = budgetsOf(ordinary());
    const Budget *connections = budget(budgets, "connections");
    QVERIFY(connections != nullptr);
    QCOMPARE(connections->limit, 97);
    QCOMPARE(connections->used, 4 * 6 + consoleConnections);
    QCOMPARE(connections->perWorker, 4);
    QCOMPARE(connections->mostWorkers, (97 - 4 - consoleConnections) / 4);
    BudgetInput unknown = ordinary();
    unknown.connections.reset();
    QVERIFY(budget(budgetsOf(unknown), "connections") == nullptr);
}

void TestBudgets::manyOthersLeaveFewerConnections()
{
    BudgetInput input = ordinary();
    input.connections->others = 80;
    const QList<Budget> budgets = budgetsOf(input);
    QCOMPARE(budget(budgets, "connections")->mostWorkers, (97 - 4 - 80) / 4);
    input.connections->others = 200;
    QCOMPARE(budget(budgetsOf(input), "connections")->mostWorkers, 0);
}

void TestBudgets::runnersArePairedWithWorkers()
{
    QVERIFY(budget(budgetsOf(ordinary()), "runners") == nullptr);
    BudgetInput input = ordinary();
    input.workerRunners = 2;
    const QList<Budget> budgets = budgetsOf(input);
    QCOMPARE(budget(budgets, "runners")->mostWorkers, 2);
    QCOMPARE(safeMostOf(budgets), 2);
}

void TestBudgets::processorsAreOnlyAdvice()
{
    const QList<Budget> budgets = budgetsOf(ordinary());
    const Budget *cpu = budget(budgets, "cpu");
    QVERIFY(cpu != nullptr);
    QCOMPARE(cpu->limit, 4);
    QCOMPARE(cpu->mostWorkers, -1);
}

void TestBudgets::smallestBudgetIsTheSafeOne()
{
    QCOMPARE(safeMostOf(budgetsOf(ordinary())), 10);
    BudgetInput input = ordinary();
    input.connections->maximum = 30;
    QCOMPARE(safeMostOf(budgetsOf(input)), (27 - 9) / 4);
    QVERIFY(safeMostOf({}) > 0);
}

void TestBudgets::graceChainHoldsWhenEachIsLonger_data()
{
    QTest::addColumn<int>("docker");
    QTest::addColumn<QString>("n8n");
    QTest::addColumn<QString>("outdated");
    QTest::addColumn<qint64>("longestMs");
    QTest::addColumn<int>("expectedDocker");
    QTest::addColumn<int>("expectedN8n");
    QTest::addColumn<bool>("holds");
    QTest::newRow("nothing set") << -1 << QString() << QString() << qint64(-1) << 10 << 30 << false;
    QTest::newRow("docker alone") << 40 << QString() << QString() << qint64(-1) << 40 << 30 << true;
    QTest::newRow("equal is not longer") << 30 << QString() << QString() << qint64(-1) << 30 << 30 << false;
    QTest::newRow("both, jobs shorter") << 75 << QStringLiteral("60") << QString() << qint64(59000) << 75 << 60 << true;
    QTest::newRow("both, jobs longer") << 75 << QStringLiteral("60") << QString() << qint64(61000) << 75 << 60 << false;
    QTest::newRow("outdated one is stronger") << 75 << QStringLiteral("60") << QStringLiteral("90") << qint64(1000) << 75 << 90 << false;
}

void TestBudgets::graceChainHoldsWhenEachIsLonger()
{
    QFETCH(int, docker);
    QFETCH(QString, n8n);
    QFETCH(QString, outdated);
    QFETCH(qint64, longestMs);
    stack::Service service;
    service.role = stack::Role::Worker;
    service.stopGraceSeconds = docker;
    if (!n8n.isNull())
        service.environment.insert(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT"), n8n);
    if (!outdated.isNull())
        service.environment.insert(QStringLiteral("QUEUE_WORKER_TIMEOUT"), outdated);
    const GraceChain chain = graceChain(service, longestMs < 0 ? std::nullopt : std::optional(longestMs));
    QTEST(chain.dockerGraceSeconds, "expectedDocker");
    QTEST(chain.n8nTimeoutSeconds, "expectedN8n");
    QTEST(chain.holds, "holds");
    QVERIFY(!chain.explanation.isEmpty());
}

void TestBudgets::proposedTimesMakeTheChainHold_data()
{
    QTest::addColumn<int>("docker");
    QTest::addColumn<int>("n8n");
    QTest::addColumn<qint64>("longestMs");
    QTest::newRow("docker too short") << 10 << 30 << qint64(-1);
    QTest::newRow("job too long") << 75 << 60 << qint64(200000);
    QTest::newRow("a little too long") << 75 << 60 << qint64(60000);
    QTest::newRow("both") << 10 << 30 << qint64(45000);
}

void TestBudgets::proposedTimesMakeTheChainHold()
{
    QFETCH(int, docker);
    QFETCH(int, n8n);
    QFETCH(qint64, longestMs);
    GraceChain chain;
    chain.dockerGraceSeconds = docker;
    chain.n8nTimeoutSeconds = n8n;
    if (longestMs >= 0)
        chain.longestJobMs = longestMs;
    const GraceProposal proposal = graceProposal(chain);
    QVERIFY(proposal.n8nTimeoutSeconds >= n8n && proposal.dockerGraceSeconds >= docker);
    stack::Service service;
    service.stopGraceSeconds = proposal.dockerGraceSeconds;
    service.environment.insert(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT"), QString::number(proposal.n8nTimeoutSeconds));
    QVERIFY(graceChain(service, chain.longestJobMs).holds);
    // A job of a day is no reason to let a stop hang for a day.
    chain.longestJobMs = 24 * 3600 * 1000;
    QVERIFY(graceProposal(chain).n8nTimeoutSeconds <= 3600);
}

void TestBudgets::hostMemoryIsTheSmallerOfMachineAndCgroup()
{
    const QTemporaryDir root;
    write(root.filePath(QStringLiteral("proc/meminfo")), "MemTotal:       16384 kB\nMemFree:  1 kB\nMemAvailable:    8192 kB\n");
    write(root.filePath(QStringLiteral("proc/sys/kernel/osrelease")), "6.1.0-amd64\n");
    HostMachine host = readHostMachine(root.path());
    QCOMPARE(host.memoryTotal, 16 * mebibyte);
    QCOMPARE(host.memoryAvailable, 8 * mebibyte);
    QVERIFY(!host.limited && !host.wsl);
    QVERIFY(host.processors > 0);
    // What cgroup v1 says for "none".
    write(root.filePath(QStringLiteral("sys/fs/cgroup/memory/memory.limit_in_bytes")), "9223372036854771712\n");
    QVERIFY(!readHostMachine(root.path()).limited);
    write(root.filePath(QStringLiteral("sys/fs/cgroup/memory.max")), "max\n");
    QVERIFY(!readHostMachine(root.path()).limited);
    write(root.filePath(QStringLiteral("sys/fs/cgroup/memory.max")), QByteArray::number(4 * mebibyte));
    write(root.filePath(QStringLiteral("proc/sys/kernel/osrelease")), "5.15.90.1-microsoft-standard-WSL2\n");
    host = readHostMachine(root.path());
    QCOMPARE(host.memoryTotal, 4 * mebibyte);
    QCOMPARE(host.memoryAvailable, 4 * mebibyte);
    QVERIFY(host.limited && host.wsl);
    QCOMPARE(memInfoValue("MemTotalX: 1 kB\n", "MemTotal"), 0);
}

void TestBudgets::metricsAreAddedUp()
{
    const QByteArray text
        = "# HELP n8n_a_total x\n# TYPE n8n_a_total counter\nn8n_a_total{workflow=\"a } b\",x=\"1\"} 3\nn8n_a_total{x=\"2\"} 4 1700000000000\n"
          "n8n_a_total_more 100\nn8n_b 1.5e1\nn8n_c NaN";
    QCOMPARE(metricValue(text, "n8n_a_total").value_or(-1), 7.0);
    QCOMPARE(metricValue(text, "n8n_b").value_or(-1), 15.0);
    QVERIFY(!metricValue(text, "n8n_c"));
    QVERIFY(!metricValue(text, "n8n_a"));
    QVERIFY(!metricValue({}, "n8n_a"));
}

void TestBudgets::jobsTakenAreKnownOrEmpty()
{
    QCOMPARE(jobsTaken("n8n_queue_job_dequeued_total 12\n", "n8n_", true).value_or(-1), 12);
    QCOMPARE(jobsTaken("my_queue_job_dequeued_total 12\n", "my_", false).value_or(-1), 12);
    // Not a single one yet, or not counted at all: the first is zero, the second is not known.
    QCOMPARE(jobsTaken("n8n_version_info{version=\"v2.35.5\"} 1\n", "n8n_", true).value_or(-1), 0);
    QVERIFY(!jobsTaken("n8n_version_info{version=\"v2.35.5\"} 1\n", "n8n_", false));
    QVERIFY(!jobsTaken("<html>", "n8n_", true));
}

void TestBudgets::fairnessIsJains()
{
    QCOMPARE(jainIndex({10, 10, 10}), 1.0);
    QCOMPARE(jainIndex({30, 0, 0}), 1.0 / 3);
    QCOMPARE(jainIndex({4, 2}), 36.0 / 40);
    QCOMPARE(jainIndex({0, 0}), 0.0);
    QCOMPARE(jainIndex({}), 0.0);
}

void TestBudgets::finishedJobsAreReadAndNothingElse()
{
    const auto job
        = finishedJob(R"({"jobId":"7","progress":{"kind":"job-finished","version":2,"executionId":"42","workerId":"worker-abc","success":true}})");
    QVERIFY(job.has_value());
    QCOMPARE(*job, (FinishedJob{QStringLiteral("42"), QStringLiteral("worker-abc")}));
    QVERIFY(finishedJob(R"({"jobId":"7","progress":{"kind":"job-failed","executionId":42,"workerId":"worker-abc"}})").has_value());
    QVERIFY(!finishedJob(R"({"jobId":"7","progress":{"kind":"respond-to-webhook","executionId":"42","response":{}}})"));
    QVERIFY(!finishedJob(R"({"jobId":"7","progress":50})"));
    QVERIFY(!finishedJob("not json"));
}

QTEST_GUILESS_MAIN(TestBudgets)
#include "tst_budgets.moc"
