// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/findings.h"
#include "workers/gracechain.h"
#include "workers/orphans.h"
#include "workers/watch.h"
#include "workers/workerstate.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;

namespace {

using Change = void (*)(Observations &);

WorkerRow worker(int number)
{
    WorkerRow row;
    row.containerId = QStringLiteral("id%1").arg(number);
    row.name = QStringLiteral("worker-%1").arg(number);
    row.number = number;
    row.state = QStringLiteral("running");
    row.health = QStringLiteral("healthy");
    row.consuming = true;
    row.runningJobs = 0;
    return row;
}

Observations healthy()
{
    Observations seen;
    seen.workers = {worker(1), worker(2)};
    seen.grace.holds = true;
    seen.grace.dockerGraceSeconds = 75;
    seen.grace.n8nTimeoutSeconds = 60;
    seen.concurrency = {10, stack::Concurrency::Knob::ProductionLimit, {}};
    seen.filesCanBeChanged = true;
    return seen;
}

const Finding *finding(const QList<Finding> &findings, const char *id)
{
    for (const Finding &one : findings) {
        if (one.id == QLatin1String(id))
            return &one;
    }
    return nullptr;
}

QueueLook queue(qint64 waiting, qint64 oldestMs, const QList<ActiveJob> &active = {})
{
    QueueLook look;
    look.waiting = waiting;
    if (waiting > 0)
        look.oldestWaitMs = oldestMs;
    look.active = active;
    look.running = active.size();
    return look;
}

} // namespace

class TestFindings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyWorkersHaveNoFindings();
    void eachThingHasItsFinding_data();
    void eachThingHasItsFinding();
    void orphansCanBeGivenUpOrRunAgain();
    void stalledJobsAreNotPutBackForNobody();
    void memoryIsOnlyRaisedWhereThereIsSome();
    void worstComesFirst();
    void queueHeldByALivingConsoleIsLeftAlone();
    void inertVariableIsOnlyMigratedWhereThatChangesSomething();
    void filesThatCannotBeChangedOfferNoChange();
    void aMomentWithoutAConnectionIsNoFinding();
    void aLastingOneIs();
    void workersThatStartAreLeftAlone();
    void aFullWorkerDoesNotAskForMore();
    void waitingJobsBesideIdleWorkersAreSeen();
    void aHeldQueueMakesNobodyIdle();
    void unlockedJobsCountAfterAMinute();
    void threeRestartsInTenMinutesAreALoop();
    void stateWordsFollowFromTheRow_data();
    void stateWordsFollowFromTheRow();
    void consumersAreToldByAddress();
    void onlyWhatTheQueueRunsCanBeAnOrphan();
};

void TestFindings::healthyWorkersHaveNoFindings()
{
    QVERIFY(findingsOf(healthy()).isEmpty());
    QVERIFY(findingsOf({}).isEmpty()); // no workers, nothing to complain of
}

void TestFindings::eachThingHasItsFinding_data()
{
    using Severity = Finding::Severity;
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("severity");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QStringList>("subjects");
    const auto row = [](const char *id, Change change, Severity severity, const QString &action, const QStringList &subjects) {
        QTest::newRow(id) << change << static_cast<int>(severity) << action << subjects;
    };
    row("not-consuming", [](Observations &seen) { seen.notConsuming = {QStringLiteral("worker-2")}; }, Severity::Warning, remedy::restartWorkers,
        {QStringLiteral("worker-2")});
    row("stalled", [](Observations &seen) { seen.stalled = {QStringLiteral("9")}; }, Severity::Problem, remedy::putBack, {QStringLiteral("9")});
    row("no-workers",
        [](Observations &seen) {
            seen.queue.waiting = 3;
            for (WorkerRow &one : seen.workers) {
                one.state = QStringLiteral("exited");
                one.consuming = false;
            }
        },
        Severity::Problem, remedy::startWorkers, {QStringLiteral("worker-1"), QStringLiteral("worker-2")});
    row("version-mismatch", [](Observations &seen) { seen.workers[1].imageEqualsMain = false; }, Severity::Warning, remedy::renewWorkers,
        {QStringLiteral("worker-2")});
    row("restart-loop", [](Observations &seen) { seen.restarting = {QStringLiteral("worker-1")}; }, Severity::Problem, remedy::renewWorkers,
        {QStringLiteral("worker-1")});
    row("oom",
        [](Observations &seen) {
            seen.workers[0].oomKills = 2;
            seen.workers[0].memoryLimit = 512LL << 20;
        },
        Severity::Warning, remedy::raiseMemory, {QStringLiteral("worker-1")});
    row("inert-concurrency",
        [](Observations &seen) {
            seen.concurrency.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
            seen.inertValue = 20;
        },
        Severity::Note, remedy::setConcurrency, {});
    row("grace-chain", [](Observations &seen) { seen.grace.holds = false; }, Severity::Warning, remedy::raiseGrace, {});
    row("queue-held", [](Observations &seen) { seen.held = HoldSeen{}; }, Severity::Problem, remedy::releaseQueue, {});
    row("queue-unknown", [](Observations &seen) { seen.queueProblem = QStringLiteral("Redis does not answer."); }, Severity::Warning, {}, {});
    row("database-unknown", [](Observations &seen) { seen.databaseProblem = QStringLiteral("PostgreSQL does not answer."); }, Severity::Warning, {},
        {});
}

void TestFindings::eachThingHasItsFinding()
{
    QFETCH(Change, change);
    Observations seen = healthy();
    seen.grace.explanation = QStringLiteral("why");
    change(seen);
    const QList<Finding> findings = findingsOf(seen);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().id, QString::fromLatin1(QTest::currentDataTag()));
    QTEST(static_cast<int>(findings.first().severity), "severity");
    QTEST(findings.first().action, "action");
    QTEST(findings.first().subjects, "subjects");
    QVERIFY(!findings.first().text.isEmpty());
    QCOMPARE(findings.first().remedy.isEmpty(), findings.first().action.isEmpty());
}

void TestFindings::orphansCanBeGivenUpOrRunAgain()
{
    Observations seen = healthy();
    seen.orphans = {{QStringLiteral("7"), QStringLiteral("running"), QStringLiteral("webhook"), 120, QStringLiteral("w")},
                    {QStringLiteral("5"), QStringLiteral("new"), QStringLiteral("trigger"), 300, QStringLiteral("w")}};
    const QList<Finding> findings = findingsOf(seen);
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings.at(0).id, QStringLiteral("orphans"));
    QCOMPARE(findings.at(0).action, remedy::markCrashed);
    QCOMPARE(findings.at(1).id, QStringLiteral("orphans-again"));
    QCOMPARE(findings.at(1).action, remedy::runAgain);
    for (const Finding &one : findings) {
        QCOMPARE(one.severity, Finding::Severity::Problem);
        QCOMPARE(one.subjects, (QStringList{QStringLiteral("7"), QStringLiteral("5")}));
    }
}

void TestFindings::stalledJobsAreNotPutBackForNobody()
{
    Observations seen = healthy();
    seen.stalled = {QStringLiteral("9")};
    for (WorkerRow &row : seen.workers)
        row.consuming = false;
    QVERIFY(finding(findingsOf(seen), "stalled")->action.isEmpty());
    QVERIFY(finding(findingsOf(seen), "no-workers") == nullptr); // they run, and are another finding
    seen.workers.clear();
    QCOMPARE(finding(findingsOf(seen), "no-workers")->action, remedy::startWorkers);
    QVERIFY(finding(findingsOf(seen), "no-workers")->subjects.isEmpty());
}

void TestFindings::memoryIsOnlyRaisedWhereThereIsSome()
{
    constexpr qint64 mebi = 1 << 20;
    Observations seen = healthy();
    seen.workers[0].oomKills = 1;
    QVERIFY(finding(findingsOf(seen), "oom")->action.isEmpty()); // no limit that could be raised
    for (WorkerRow &row : seen.workers)
        row.memoryLimit = 512 * mebi;
    QVERIFY(finding(findingsOf(seen), "oom")->remedy.contains(QStringLiteral("768")));
    seen.memoryLeft = 2 * 256 * mebi;
    QCOMPARE(finding(findingsOf(seen), "oom")->action, remedy::raiseMemory);
    seen.memoryLeft = 2 * 256 * mebi - 1;
    QVERIFY(finding(findingsOf(seen), "oom")->action.isEmpty());
}

void TestFindings::worstComesFirst()
{
    Observations seen = healthy();
    seen.grace.holds = false;
    seen.stalled = {QStringLiteral("9")};
    seen.concurrency.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
    const QList<Finding> findings = findingsOf(seen);
    QCOMPARE(findings.size(), 3);
    QCOMPARE(findings.at(0).id, QStringLiteral("stalled"));
    QCOMPARE(findings.at(2).id, QStringLiteral("inert-concurrency"));
    seen.notConsuming = {QStringLiteral("worker-1")};
    seen.queue.waiting = 4;
    QCOMPARE(finding(findingsOf(seen), "not-consuming")->severity, Finding::Severity::Problem);
}

void TestFindings::queueHeldByALivingConsoleIsLeftAlone()
{
    Observations seen = healthy();
    seen.held = HoldSeen{QStringLiteral("drain workers"), {}, true};
    const QList<Finding> findings = findingsOf(seen);
    QCOMPARE(findings.size(), 1);
    QVERIFY(findings.first().action.isEmpty());
    QVERIFY(findings.first().text.contains(QStringLiteral("drain workers")));
    QCOMPARE(findings.first().severity, Finding::Severity::Note);
}

void TestFindings::inertVariableIsOnlyMigratedWhereThatChangesSomething()
{
    Observations seen = healthy();
    seen.concurrency.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
    seen.inertValue = 10; // in force already
    QVERIFY(finding(findingsOf(seen), "inert-concurrency")->action.isEmpty());
    seen.inertValue.reset(); // no number
    QVERIFY(finding(findingsOf(seen), "inert-concurrency")->action.isEmpty());
}

void TestFindings::filesThatCannotBeChangedOfferNoChange()
{
    Observations seen = healthy();
    seen.filesCanBeChanged = false;
    seen.grace.holds = false;
    seen.workers[0].imageEqualsMain = false;
    seen.workers[0].oomKills = 1;
    seen.workers[0].memoryLimit = 512LL << 20;
    seen.restarting = {QStringLiteral("worker-1")};
    seen.concurrency.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
    seen.inertValue = 20;
    for (const Finding &one : findingsOf(seen))
        QVERIFY2(one.action.isEmpty(), qPrintable(one.id));
}

void TestFindings::aMomentWithoutAConnectionIsNoFinding()
{
    Watch watch;
    std::chrono::steady_clock::time_point now(100s);
    WorkerRow row = worker(1);
    row.consuming = false;
    watch.look(now, {row}, {}, nullptr, 10);
    QVERIFY(watch.notConsuming().isEmpty());
    row.consuming = true;
    watch.look(now + 4s, {row}, {}, nullptr, 10);
    row.consuming = false;
    watch.look(now + 8s, {row}, {}, nullptr, 10);
    QVERIFY(watch.notConsuming().isEmpty());
}

void TestFindings::aLastingOneIs()
{
    Watch watch;
    const std::chrono::steady_clock::time_point now(100s);
    WorkerRow row = worker(1);
    row.consuming = false;
    row.state = QStringLiteral("paused");
    watch.look(now, {row, worker(2)}, {}, nullptr, 10);
    watch.look(now + 4s, {row, worker(2)}, {}, nullptr, 10);
    QCOMPARE(watch.notConsuming(), QStringList{QStringLiteral("worker-1")});
    // One that does not run at all is another matter.
    row.state = QStringLiteral("exited");
    watch.look(now + 8s, {row}, {}, nullptr, 10);
    QVERIFY(watch.notConsuming().isEmpty());
    // What is not known is not wrong.
    row.state = QStringLiteral("running");
    row.consuming.reset();
    watch.look(now + 12s, {row}, {}, nullptr, 10);
    watch.look(now + 16s, {row}, {}, nullptr, 10);
    QVERIFY(watch.notConsuming().isEmpty());
}

void TestFindings::workersThatStartAreLeftAlone()
{
    Watch watch;
    const std::chrono::steady_clock::time_point now(100s);
    WorkerRow row = worker(1);
    row.consuming = false;
    for (int i = 0; i < 5; ++i) {
        watch.look(now + i * 4s, {row}, {row.containerId}, nullptr, 10);
        QVERIFY(watch.notConsuming().isEmpty());
    }
}

void TestFindings::aFullWorkerDoesNotAskForMore()
{
    Watch watch;
    const std::chrono::steady_clock::time_point now(100s);
    WorkerRow row = worker(1);
    row.consuming = false;
    row.runningJobs = 10;
    const QueueLook look = queue(5, 60000);
    watch.look(now, {row}, {}, &look, 10);
    watch.look(now + 4s, {row}, {}, &look, 10);
    QVERIFY(watch.notConsuming().isEmpty());
}

void TestFindings::waitingJobsBesideIdleWorkersAreSeen()
{
    const std::chrono::steady_clock::time_point now(100s);
    Watch fresh;
    QueueLook look = queue(5, 500); // on their way
    fresh.look(now, {worker(1)}, {}, &look, 10);
    fresh.look(now + 4s, {worker(1)}, {}, &look, 10);
    QVERIFY(fresh.notConsuming().isEmpty());
    look = queue(5, 30000);
    Watch watch;
    watch.look(now, {worker(1)}, {}, &look, 10);
    watch.look(now + 4s, {worker(1)}, {}, &look, 10);
    QCOMPARE(watch.notConsuming(), QStringList{QStringLiteral("worker-1")});
}

void TestFindings::aHeldQueueMakesNobodyIdle()
{
    Watch watch;
    const std::chrono::steady_clock::time_point now(100s);
    QueueLook look = queue(5, 30000);
    look.held = true;
    watch.look(now, {worker(1)}, {}, &look, 10);
    watch.look(now + 4s, {worker(1)}, {}, &look, 10);
    QVERIFY(watch.notConsuming().isEmpty());
}

void TestFindings::unlockedJobsCountAfterAMinute()
{
    Watch watch;
    const std::chrono::steady_clock::time_point now(100s);
    const ActiveJob lost{QStringLiteral("3"), QStringLiteral("42"), false, true};
    const ActiveJob locked{QStringLiteral("4"), QStringLiteral("43"), true, true};
    const QueueLook look = queue(0, 0, {lost, locked});
    watch.look(now, {}, {}, &look, 10);
    watch.look(now + 59s, {}, {}, &look, 10);
    QVERIFY(watch.stalled().isEmpty());
    watch.look(now + 61s, {}, {}, &look, 10);
    QCOMPARE(watch.stalled(), QStringList{QStringLiteral("42")});
    const QueueLook gone = queue(0, 0, {locked});
    watch.look(now + 62s, {}, {}, &gone, 10);
    QVERIFY(watch.stalled().isEmpty());
}

void TestFindings::threeRestartsInTenMinutesAreALoop()
{
    const std::chrono::steady_clock::time_point now(10000s);
    WorkerRow row = worker(1);
    Watch watch;
    row.restarts = 5; // long ago
    watch.look(now, {row}, {}, nullptr, 10);
    row.restarts = 7;
    watch.look(now + 60s, {row}, {}, nullptr, 10);
    QVERIFY(watch.restarting().isEmpty());
    row.restarts = 8;
    watch.look(now + 120s, {row}, {}, nullptr, 10);
    QCOMPARE(watch.restarting(), QStringList{QStringLiteral("worker-1")});
    watch.look(now + 20min, {row}, {}, nullptr, 10);
    QVERIFY(watch.restarting().isEmpty());
}

void TestFindings::stateWordsFollowFromTheRow_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("consuming"); // -1: not known
    QTest::addColumn<int>("jobs"); // likewise
    QTest::addColumn<QString>("name");
    QTest::newRow("idle") << QStringLiteral("running") << 1 << 0 << QStringLiteral("idle");
    QTest::newRow("busy") << QStringLiteral("running") << 1 << 3 << QStringLiteral("busy");
    QTest::newRow("full") << QStringLiteral("running") << 0 << 10 << QStringLiteral("busy");
    QTest::newRow("lets its jobs end") << QStringLiteral("running") << 0 << 3 << QStringLiteral("draining");
    QTest::newRow("not consuming") << QStringLiteral("running") << 0 << 0 << QStringLiteral("not-consuming");
    QTest::newRow("stopped") << QStringLiteral("exited") << 0 << -1 << QStringLiteral("stopped");
    QTest::newRow("nothing known") << QStringLiteral("running") << -1 << -1 << QStringLiteral("unknown");
}

void TestFindings::stateWordsFollowFromTheRow()
{
    QFETCH(QString, state);
    QFETCH(int, consuming);
    QFETCH(int, jobs);
    WorkerRow row = worker(1);
    row.state = state;
    row.consuming = consuming < 0 ? std::nullopt : std::optional<bool>(consuming == 1);
    row.runningJobs = jobs < 0 ? std::nullopt : std::optional<int>(jobs);
    QTEST(workerStateName(workerState(row, 10)), "name");
    QVERIFY(!workerStateTitle(workerState(row, 10)).isEmpty());
}

void TestFindings::consumersAreToldByAddress()
{
    const QList<stack::QueueClient> clients
        = {{"1", QStringLiteral("10.0.0.1"), true, 4}, {"2", QStringLiteral("10.0.0.2"), false, 2}, {"3", QStringLiteral("10.0.0.3"), false, 60}};
    QCOMPARE(isConsuming(clients, {QStringLiteral("10.0.0.1")}), std::optional<bool>(true));
    QCOMPARE(isConsuming(clients, {QStringLiteral("10.0.0.2")}), std::optional<bool>(true)); // between two questions
    QCOMPARE(isConsuming(clients, {QStringLiteral("10.0.0.3")}), std::optional<bool>(false));
    QCOMPARE(isConsuming(clients, {QStringLiteral("10.0.0.9")}), std::optional<bool>(false));
    QCOMPARE(isConsuming(clients, {QStringLiteral("192.168.0.1"), QStringLiteral("10.0.0.1")}), std::optional<bool>(true));
    QCOMPARE(isConsuming(clients, {}), std::optional<bool>());
}

void TestFindings::onlyWhatTheQueueRunsCanBeAnOrphan()
{
    const auto execution = [](const char *mode) {
        return UnfinishedExecution{QStringLiteral("1"), QStringLiteral("running"), QString::fromLatin1(mode), 100, QStringLiteral("w")};
    };
    for (const char *mode : {"webhook", "trigger", "retry", "error"})
        QVERIFY2(hasAJob(execution(mode), false), mode);
    for (const char *mode : {"integrated", "internal", "cli", "evaluation"})
        QVERIFY2(!hasAJob(execution(mode), true), mode);
    QVERIFY(!hasAJob(execution("manual"), false));
    QVERIFY(hasAJob(execution("manual"), true));
}

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_findings.moc"
