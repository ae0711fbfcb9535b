// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultbench.h"
#include "stephook.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

namespace {

constexpr qint64 slowly = 400 * 1024; // bytes a second, so that a dump is met in the middle

} // namespace

/// PostgreSQL and Redis stop, die and start again while a backup is made.
class TestBackupServers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void postgresIsStoppedBefore();
    void postgresDiesInTheMiddleOfTheDump();
    void postgresRestartsAfterTheSnapshot();
    void redisIsStoppedBefore();
    void redisDiesWhileItSaves();

private:
    [[nodiscard]] QString containerOf(stack::Role role) const { return bench->stack.service(role)->containers.first().id; }
    [[nodiscard]] Result<void> kill(stack::Role role) { return bench->with.docker.killContainer(JobContext(), containerOf(role), "SIGKILL"); }
    [[nodiscard]] Result<void> stop(stack::Role role) { return bench->with.docker.stopContainer(JobContext(), containerOf(role)); }
    [[nodiscard]] Result<void> start(stack::Role role) { return bench->with.docker.startContainer(JobContext(), containerOf(role)); }
    /// However a test ends.
    void bringBack(stack::Role role)
    {
        QD_VERIFY(start(role));
        QVERIFY2(bench->waitUntilReady(), "the stack did not come back");
    }

    std::unique_ptr<FaultBench> bench;
};

void TestBackupServers::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
}

void TestBackupServers::cleanup()
{
    if (!bench || !bench->isPrepared())
        return;
    bench->settings.rateLimit = 0;
    QD_VERIFY(bench->saveSettings());
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupServers::postgresIsStoppedBefore()
{
    QD_VERIFY(stop(stack::Role::Postgres));
    const auto back = qScopeGuard([this] { bringBack(stack::Role::Postgres); });
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 1);
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY2(ended.error().value("what").toString().contains("PostgreSQL"), ended.all().constData());
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
}

void TestBackupServers::postgresDiesInTheMiddleOfTheDump()
{
    bench->settings.rateLimit = slowly;
    QD_VERIFY(bench->saveSettings());
    const auto back = qScopeGuard([this] { bringBack(stack::Role::Postgres); });
    ControlRun run(bench->create());
    const bool begun = run.waitForLine(bench->title("postgres"));
    QVERIFY2(begun, run.told().constData());
    QTest::qSleep(1500); // what rate limit and pipe let through in this time is not half of it
    QVERIFY(run.isRunning());
    QD_VERIFY(kill(stack::Role::Postgres));
    const ControlRun::Ended ended = run.finish();
    QD_EXIT(ended, 1);
    QCOMPARE(ended.error().value("kind").toString(), QStringLiteral("unreachable"));
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY2(ended.error().value("detail").toString().contains("pg_dump"), ended.all().constData());
    QVERIFY(ended.json.value("set").isNull());
    QD_NONE(bench->brokenPromises());
    QD_NONE(bench->leftovers());
    QVERIFY(bench->newSets().isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QCOMPARE(bench->lastRun().error, ended.error().value("what").toString());
}

void TestBackupServers::postgresRestartsAfterTheSnapshot()
{
    // The snapshot is gone with the server, so a dump would be of another moment than the rest.
    const auto back = qScopeGuard([this] { bringBack(stack::Role::Postgres); });
    StepHook hook("redis", [this] { QD_VERIFY(bench->with.docker.restartContainer(JobContext(), containerOf(stack::Role::Postgres))); });
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    QVERIFY(hook.happened());
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::Unreachable);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
}

void TestBackupServers::redisIsStoppedBefore()
{
    QD_VERIFY(stop(stack::Role::Redis));
    const auto back = qScopeGuard([this] { bringBack(stack::Role::Redis); });
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 2);
    QVERIFY2(ended.warnings().join(' ').contains("Redis does not run"), ended.all().constData());
    QD_NONE(bench->brokenPromises());
    // The rest is worth having, and it says what it lacks.
    QCOMPARE(bench->newSets().size(), 1);
    const BackupSet set = bench->newSets().first();
    QCOMPARE(set.state, SetState::Verified);
    QCOMPARE(set.manifest->notCovered, QStringList("redis-missing"));
    QVERIFY(!set.manifest->redis && !set.parts.contains(Part::Redis));
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("warning"));
}

void TestBackupServers::redisDiesWhileItSaves()
{
    redis::Coordinates coordinates = bench->stack.queue.coordinates;
    coordinates.host = bench->stack.queue.access.host;
    coordinates.port = bench->stack.queue.access.port;
    auto session = bench->with.redis.connect(JobContext(), coordinates);
    QD_VERIFY(session);
    QD_VERIFY((*session)->command(JobContext(), {"CONFIG", "SET", "rdb-key-save-delay", "1000000"})); // a second a key; gone with the process
    const auto back = qScopeGuard([this] { bringBack(stack::Role::Redis); });
    ControlRun run(bench->create());
    const bool begun = run.waitForLine(bench->title("redis"));
    QVERIFY2(begun, run.told().constData());
    QTRY_VERIFY_WITH_TIMEOUT(
        redis::parseInfo((*session)->command(JobContext(), {"INFO", "persistence"})->string).value("rdb_bgsave_in_progress") == "1", 10000);
    QD_VERIFY(kill(stack::Role::Redis));
    const ControlRun::Ended ended = run.finish();
    QD_EXIT(ended, 2);
    QVERIFY2(ended.warnings().join(' ').contains("The queue is not in this set"), ended.all().constData());
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), 1);
    QCOMPARE(bench->newSets().first().manifest->notCovered, QStringList("redis-missing"));
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("warning"));
}

QTEST_GUILESS_MAIN(TestBackupServers)
#include "tst_backupservers.moc"
