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

/// Redis cannot save, or is busy saving, when the queue is to be captured.
class TestBackupSaves final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void saveThatFailsIsTold();
    void saveThatFailsOnceIsMadeAgain();
    void saveThatRunsAlreadyIsNotTakenForOurs();

private:
    [[nodiscard]] QString info(const char *name)
    {
        const auto reply = session->command(JobContext(), {"INFO", "persistence"});
        return reply ? redis::parseInfo(reply->string).value(QLatin1String(name)) : reply.error().what;
    }
    [[nodiscard]] bool configure(const QByteArray &name, const QByteArray &value)
    {
        return session->command(JobContext(), {"CONFIG", "SET", name, value}).has_value();
    }
    /// In the container as its own user, who owns the folder.
    [[nodiscard]] bool makeDataFolder(const QString &mode)
    {
        docker::ExecSpec spec;
        spec.argv = {QStringLiteral("chmod"), mode, QStringLiteral("/data")};
        const auto code = bench->with.docker.exec(JobContext(), bench->stack.service(stack::Role::Redis)->containers.first().id, spec,
                                                  [](docker::OutputStream, QByteArrayView) { return Result<void>(); });
        return code && *code == 0;
    }
    [[nodiscard]] bool writeIsTaken()
    {
        const auto written = session->command(JobContext(), {"SET", "quarterdeck:test", "1", "EX", "60"});
        return written && session->command(JobContext(), {"DEL", "quarterdeck:test"});
    }
    /// What Redis was, whatever a test did.
    void restore()
    {
        QVERIFY(makeDataFolder("755"));
        QVERIFY(configure("rdb-key-save-delay", "0"));
        QTRY_COMPARE_WITH_TIMEOUT(info("rdb_bgsave_in_progress"), QStringLiteral("0"), 20000);
        QD_VERIFY(session->command(JobContext(), {"BGSAVE", "SCHEDULE"}));
        QTRY_COMPARE_WITH_TIMEOUT(info("rdb_bgsave_in_progress"), QStringLiteral("0"), 20000);
        QTRY_COMPARE(info("rdb_last_bgsave_status"), QStringLiteral("ok"));
        QVERIFY(writeIsTaken());
    }

    std::unique_ptr<FaultBench> bench;
    std::unique_ptr<redis::Session> session;
};

void TestBackupSaves::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
    redis::Coordinates coordinates = bench->stack.queue.coordinates;
    coordinates.host = bench->stack.queue.access.host;
    coordinates.port = bench->stack.queue.access.port;
    auto connected = bench->with.redis.connect(JobContext(), coordinates);
    QD_VERIFY(connected);
    session = *std::move(connected);
}

void TestBackupSaves::cleanup()
{
    if (!session)
        return;
    restore();
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupSaves::saveThatFailsIsTold()
{
    QVERIFY(makeDataFolder("555"));
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QVERIFY(makeDataFolder("755"));
    QD_EXIT(ended, 2);
    const QString warnings = ended.warnings().join(' ');
    QVERIFY2(warnings.contains("Redis could not save its data to disk"), ended.all().constData());
    QVERIFY2(warnings.contains("may refuse new jobs"), ended.all().constData()); // the one thing that cannot wait
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), 1);
    const BackupSet set = bench->newSets().first();
    QCOMPARE(set.manifest->notCovered, QStringList("redis-missing"));
    QVERIFY(!set.manifest->redis && !set.parts.contains(Part::Redis));
    QVERIFY2(!QFile::exists(set.path + "/redis.rdb.zst"), "an RDB of an older save is in the set");
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("warning"));
}

void TestBackupSaves::saveThatFailsOnceIsMadeAgain()
{
    // A fork that fails for want of memory, a disk that was full for a moment:
    // leaving it at that would leave Redis refusing writes.
    QVERIFY(makeDataFolder("555"));
    ControlRun run(bench->create());
    QTRY_COMPARE_WITH_TIMEOUT(info("rdb_last_bgsave_status"), QStringLiteral("err"), 20000);
    QVERIFY2(!writeIsTaken(), "Redis takes writes all the same: this test shows nothing");
    QVERIFY(makeDataFolder("755"));
    const ControlRun::Ended ended = run.finish();
    QD_EXIT(ended, 0);
    QVERIFY(writeIsTaken());
    QCOMPARE(bench->newSets().size(), 1);
    QVERIFY(bench->newSets().first().manifest->redis.has_value());
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
    QD_NONE(bench->brokenPromises());
}

void TestBackupSaves::saveThatRunsAlreadyIsNotTakenForOurs()
{
    QVERIFY(configure("rdb-key-save-delay", "200000")); // microseconds a key
    QD_VERIFY(session->command(JobContext(), {"BGSAVE"}));
    QCOMPARE(info("rdb_bgsave_in_progress"), QStringLiteral("1"));
    const QDateTime asked = QDateTime::currentDateTimeUtc();
    const qint64 saves = info("rdb_saves").toLongLong();
    // Written after that save began: only the next one has it.
    QD_VERIFY(session->command(JobContext(), {"SET", "quarterdeck:late", "1", "EX", "600"}));
    const auto forget = qScopeGuard([this] { QD_VERIFY(session->command(JobContext(), {"DEL", "quarterdeck:late"})); });
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 0);
    if (info("rdb_saves").isEmpty())
        qWarning("this server does not count its saves");
    else // which it does when they begin
        QVERIFY2(info("rdb_saves").toLongLong() > saves, qPrintable(info("rdb_saves")));
    QCOMPARE(bench->newSets().size(), 1);
    const BackupSet set = bench->newSets().first();
    QVERIFY(set.manifest->redis.has_value());
    QVERIFY2(set.manifest->redis->saved >= asked.addSecs(1), qPrintable(set.manifest->redis->saved.toString(Qt::ISODate)));
    const QString rdb = bench->path("late.rdb");
    QCOMPARE(QProcess::execute("zstd", {"-q", "-d", "-f", set.path + "/redis.rdb.zst", "-o", rdb}), 0);
    QFile file(rdb);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY2(file.readAll().contains("quarterdeck:late"), "the RDB is of the save that ran before");
    QD_NONE(bench->brokenPromises());
}

QTEST_GUILESS_MAIN(TestBackupSaves)
#include "tst_backupsaves.moc"
