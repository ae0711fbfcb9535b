// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorebench.h"
#include "smalldisk.h"

#include "backup/restore/roomwatch.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::test;

/// No room left: on PostgreSQL's disk, and where the journal is kept.
class TestRestoreDisk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void tooLittleRoomIsSeenBeforeAnythingBegins();
    void theServersDiskFillsWhileItIsStaged();
    void theServersDiskIsFullAtOnce();
    void theJournalCannotBeWritten();
    void othersAreUntouched();

private:
    static constexpr qint64 mib = 1024 * 1024;

    /// The server takes from it, too, at the same moment.
    [[nodiscard]] bool fill(qint64 left) const;

    std::unique_ptr<RestoreBench> bench; ///< first: the disks are in its folder, and go before it
    SmallDisk servers;
    SmallDisk journals;
    QString before;
};

void TestRestoreDisk::initTestCase()
{
    QD_NEED_STACK();
    RestoreBench::Options options;
    options.name = QStringLiteral("qd-disk-%1").arg(QCoreApplication::applicationPid());
    options.firstPort = 27250;
    options.ownDisk = true;
    bench = std::make_unique<RestoreBench>(options);
    if (!servers.mount(bench->path(QStringLiteral("disk")), 600 * mib) || !journals.mount(bench->path(QStringLiteral("state")), 4 * mib))
        QSKIP("this user may not mount");
    QD_VERIFY(bench->prepare());
    before = bench->fingerprint();
}

bool TestRestoreDisk::fill(qint64 left) const
{
    for (int attempt = 0; attempt < 20; ++attempt) {
        if (servers.leave(left) || servers.freeBytes() <= left)
            return true;
    }
    return false;
}

void TestRestoreDisk::cleanup()
{
    if (!bench || before.isEmpty())
        return;
    servers.unfill();
    journals.unfill();
    if (QTest::currentTestFailed())
        bench->reset();
    QD_NONE(bench->changes(before));
}

void TestRestoreDisk::tooLittleRoomIsSeenBeforeAnythingBegins()
{
    QVERIFY(servers.leave(restore::roomToKeep / 2));
    const ControlRun::Ended ended = bench->run(bench->restore());
    servers.unfill();
    QD_NONE(bench->unlike(ended, QStringLiteral("no-space"), before));
}

/// By somebody else, who leaves so much that the server runs on: so does who works in the database in use.
void TestRestoreDisk::theServersDiskFillsWhileItIsStaged()
{
    postgres::LibpqPort port;
    const Result<std::unique_ptr<postgres::Session>> client = port.connect(JobContext().withTimeout(std::chrono::seconds(20)), bench->coordinates());
    QD_VERIFY(client);
    ControlRun run(bench->restore({QStringLiteral("--only"), QStringLiteral("postgres,globals")}));
    QVERIFY2(run.waitForLine(QStringLiteral("Restore into a new database, beside the one in use")), run.told().constData());
    QVERIFY(fill(restore::roomToKeep - 16 * mib));
    const ControlRun::Ended ended = run.finish();
    const Result<postgres::Rows> rows = (*client)->query(JobContext(), QStringLiteral("select count(*) > 0 from workflow_entity"));
    QD_VERIFY(rows);
    QCOMPARE(rows->rows.value(0).value(0).value_or(QString()), QStringLiteral("t"));
    QD_NONE(bench->unlike(ended, QStringLiteral("no-space"), before));
}

/// In an instant, before anybody could look: a server that cannot make its next segment of WAL ends with all its sessions,
/// and comes back when there is room.
void TestRestoreDisk::theServersDiskIsFullAtOnce()
{
    ControlRun run(bench->restore({QStringLiteral("--only"), QStringLiteral("postgres,globals")}));
    QVERIFY2(run.waitForLine(QStringLiteral("Restore into a new database, beside the one in use")), run.told().constData());
    QVERIFY(fill(1 * mib));
    const ControlRun::Ended ended = run.finish();
    servers.unfill();
    QTRY_COMPARE_WITH_TIMEOUT(bench->sql(QStringLiteral("select 1")), QStringLiteral("1"), 60'000);
    // Dropping a database wants room as well: what was not taken back can be, and it is told so.
    if (!bench->unfinished().isEmpty()) {
        QVERIFY2(ended.told.contains(QLatin1String("Could not be taken back")), ended.all().constData());
        QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    }
    QCOMPARE(ended.exitCode, 1);
    QCOMPARE(ended.error().value("kind").toString(), QStringLiteral("no-space"));
    QD_NONE(FaultBench::unclear(ended.error()));
    QD_NONE(bench->changes(before));
    QD_NONE(bench->leftovers());
}

void TestRestoreDisk::theJournalCannotBeWritten()
{
    ControlRun run(bench->restore());
    QVERIFY2(run.waitForLine(QStringLiteral("Restore into a new database, beside the one in use")), run.told().constData());
    QVERIFY(journals.leave(0));
    const ControlRun::Ended ended = run.finish();
    QCOMPARE(ended.exitCode, 1);
    QCOMPARE(ended.error().value("kind").toString(), QStringLiteral("no-space"));
    QD_NONE(FaultBench::unclear(ended.error()));
    journals.unfill();
    // It was taken back, or can be: the journal says at least what was begun.
    if (!bench->unfinished().isEmpty())
        QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->changes(before));
    QD_NONE(bench->leftovers());
}

void TestRestoreDisk::othersAreUntouched()
{
    QD_NONE(RestoreBench::difference(bench->othersBefore(), RestoreBench::others()));
}

QTEST_GUILESS_MAIN(TestRestoreDisk)
#include "tst_restoredisk.moc"
