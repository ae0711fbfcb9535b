// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/postgrescapture.h"
#include "faultbench.h"
#include "foundation/stacklock.h"
#include "stephook.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QtTest>

#include <sys/wait.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

/// Somebody else holds what a backup needs: a table, the stack, a lock file.
class TestBackupLocks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void tableThatStaysLockedIsToldInTime_data();
    void tableThatStaysLockedIsToldInTime();
    void tableThatIsLockedAfterTheDump();
    void secondRunIsRefused();
    void nextRunLeavesADrillAlone();
    void staleLockFileIsNoLock_data();
    void staleLockFileIsNoLock();

private:
    [[nodiscard]] Result<std::unique_ptr<postgres::Session>> connect() const
    {
        return bench->neighbours.postgres.connect(JobContext(), dumpCredentials(bench->stack).coordinates);
    }
    /// BEGIN and LOCK; ends with the session.
    [[nodiscard]] static Result<void> lockTable(postgres::Session &session, const QString &table)
    {
        QD_CHECK(session.query(JobContext(), QStringLiteral("BEGIN")));
        QD_CHECK(session.query(JobContext(), QStringLiteral("LOCK TABLE %1 IN ACCESS EXCLUSIVE MODE").arg(table)));
        return {};
    }
    void settle(const std::function<void(BackupSettings &)> &change)
    {
        change(bench->settings);
        QD_VERIFY(bench->saveSettings());
    }

    std::unique_ptr<FaultBench> bench;
    BackupSettings plain;
};

void TestBackupLocks::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
    plain = bench->settings;
    auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY((*session)->query(JobContext(), "DROP SCHEMA IF EXISTS quarterdeck_faults CASCADE"));
    QD_VERIFY((*session)->query(JobContext(), "CREATE SCHEMA quarterdeck_faults"));
    QD_VERIFY((*session)->query(JobContext(), "CREATE TABLE quarterdeck_faults.busy AS SELECT generate_series(1, 1000) AS id"));
}

void TestBackupLocks::cleanup()
{
    if (!bench || !bench->isPrepared())
        return;
    settle([this](BackupSettings &settings) { settings = plain; });
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupLocks::cleanupTestCase()
{
    if (!bench || !bench->isPrepared())
        return;
    auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY((*session)->query(JobContext(), "DROP SCHEMA quarterdeck_faults CASCADE"));
}

void TestBackupLocks::tableThatStaysLockedIsToldInTime_data()
{
    QTest::addColumn<QString>("table");
    QTest::newRow("one that only the dump reads") << "quarterdeck_faults.busy";
    QTest::newRow("one that the snapshot looks into") << "public.credentials_entity";
}

void TestBackupLocks::tableThatStaysLockedIsToldInTime()
{
    QFETCH(QString, table);
    settle([](BackupSettings &settings) { settings.lockWait = 2s; });
    auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY(lockTable(**session, table));
    QElapsedTimer timer;
    timer.start();
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 1);
    QVERIFY2(timer.elapsed() < 20000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY2(ended.error().value("kind").toString() == "conflict", ended.all().constData());
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY2(ended.error().value("what").toString().contains("locked"), ended.all().constData());
    QVERIFY2(ended.error().value("detail").toString().contains("timeout"), ended.all().constData());
    session->reset();
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QCOMPARE(bench->lastRun().error, ended.error().value("what").toString());
}

void TestBackupLocks::tableThatIsLockedAfterTheDump()
{
    // A migration that waits for the dump has the table when rows are to be counted.
    settle([](BackupSettings &settings) {
        settings.lockWait = 2s;
        settings.rateLimit = 2 << 20;
    });
    auto session = connect();
    QD_VERIFY(session);
    Result<void> locked;
    std::jthread migration;
    StepHook hook("postgres", 1, [&] { migration = std::jthread([&] { locked = lockTable(**session, "quarterdeck_faults.busy"); }); });
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    QVERIFY(hook.happened());
    migration.join();
    QD_VERIFY(locked);
    session->reset();
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::Conflict);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QVERIFY2(made.outcome.result.error().what.contains("locked"), qPrintable(describe(made.outcome.result.error())));
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
}

void TestBackupLocks::secondRunIsRefused()
{
    settle([](BackupSettings &settings) { settings.rateLimit = 600 * 1024; });
    ControlRun first(bench->create());
    const bool begun = first.waitForLine(bench->title("postgres"));
    QVERIFY2(begun, first.told().constData());
    const ControlRun::Ended second = ControlRun::whole(bench->create({"--trigger", "schedule"}));
    QVERIFY2(first.isRunning(), "the first one was too fast for this test");
    QD_EXIT(second, 1);
    QCOMPARE(second.error().value("kind").toString(), QStringLiteral("conflict"));
    QD_NONE(FaultBench::unclear(second.error()));
    QVERIFY2(second.error().value("what").toString().contains(QString::number(first.pid())), second.all().constData());
    QVERIFY2(second.error().value("what").toString().contains("backup"), second.all().constData());
    const RunRecord refused = bench->lastRun();
    QCOMPARE(refused.outcome, QStringLiteral("failure"));
    QCOMPARE(refused.trigger, QStringLiteral("schedule"));
    // And nothing of the first one was taken for a leftover.
    const ControlRun::Ended ended = first.finish();
    QD_EXIT(ended, 0);
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), 1);
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
}

void TestBackupLocks::nextRunLeavesADrillAlone()
{
    // The stack is free again once the set is sealed, so a run may begin while the last one is still being proven.
    settle([](BackupSettings &settings) { settings.drillEvery = 1; });
    ControlRun first(bench->create());
    const bool begun = first.waitForLine(bench->title("drill"));
    QVERIFY2(begun, first.told().constData());
    QTest::qSleep(700);
    const ControlRun::Ended second = ControlRun::whole(bench->create({"--no-drill"}));
    QVERIFY2(first.isRunning(), "the drill was over too soon for this test");
    QD_EXIT(second, 0);
    const ControlRun::Ended ended = first.finish();
    QD_EXIT(ended, 0);
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), 2);
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
    QCOMPARE(bench->newSets().last().state, SetState::Proven);
}

void TestBackupLocks::staleLockFileIsNoLock_data()
{
    QTest::addColumn<qint64>("pid");
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    ::waitpid(child, nullptr, 0);
    QTest::newRow("of a process that is gone") << static_cast<qint64>(child);
    QTest::newRow("of a number that somebody else has now") << qint64(1);
}

void TestBackupLocks::staleLockFileIsNoLock()
{
    QFETCH(qint64, pid);
    const QDir locks(bench->path("run/quarterdeck"));
    QD_VERIFY(StackLock::acquire(bench->stack.id, "test"));
    QCOMPARE(locks.entryList({"*.lock"}, QDir::Files).size(), 1);
    QFile file(locks.filePath(locks.entryList({"*.lock"}, QDir::Files).first()));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QStringLiteral("{\"operation\":\"backup\",\"pid\":%1,\"since\":\"2026-01-01T02:00:00Z\"}").arg(pid).toUtf8());
    file.close();
    settle([](BackupSettings &settings) { settings.parts = {Part::Environment, Part::Compose}; }); // the lock is the same
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 0);
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), 1);
}

QTEST_GUILESS_MAIN(TestBackupLocks)
#include "tst_backuplocks.moc"
