// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorebench.h"
#include "smalldisk.h"
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
    void theServersDiskFillsWhileItIsStaged_data();
    void theServersDiskFillsWhileItIsStaged();
    void theJournalCannotBeWritten();
    void othersAreUntouched();

private:
    static constexpr qint64 mib = 1024 * 1024;

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
    if (!servers.mount(bench->path(QStringLiteral("disk")), 400 * mib) || !journals.mount(bench->path(QStringLiteral("state")), 4 * mib))
        QSKIP("this user may not mount");
    QD_VERIFY(bench->prepare());
    before = bench->fingerprint();
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
    QVERIFY(servers.leave(2 * mib));
    const ControlRun::Ended ended = bench->run(bench->restore());
    servers.unfill();
    QD_NONE(bench->unlike(ended, QStringLiteral("no-space"), before));
}

void TestRestoreDisk::theServersDiskFillsWhileItIsStaged_data()
{
    QTest::addColumn<qint64>("left");
    QTest::newRow("no room for a new database") << 1 * mib;
    QTest::newRow("no room for its contents") << 9 * mib;
}

void TestRestoreDisk::theServersDiskFillsWhileItIsStaged()
{
    QFETCH(qint64, left);
    postgres::LibpqPort port;
    const Result<std::unique_ptr<postgres::Session>> client = port.connect(JobContext().withTimeout(std::chrono::seconds(20)), bench->coordinates());
    QD_VERIFY(client);
    ControlRun run(bench->restore({QStringLiteral("--only"), QStringLiteral("postgres,globals")}));
    QVERIFY2(run.waitForLine(QStringLiteral("Restore into a new database, beside the one in use")), run.told().constData());
    // The server takes from it, too, at the same moment.
    bool filled = false;
    for (int attempt = 0; attempt < 20 && !filled; ++attempt)
        filled = servers.leave(left) || servers.freeBytes() <= left;
    QVERIFY2(filled, qPrintable(QString::number(servers.freeBytes())));
    const ControlRun::Ended ended = run.finish();
    // Who works in the database in use is not thrown out.
    const Result<postgres::Rows> rows = (*client)->query(JobContext(), QStringLiteral("select count(*) > 0 from workflow_entity"));
    QD_VERIFY(rows);
    QCOMPARE(rows->rows.value(0).value(0).value_or(QString()), QStringLiteral("t"));
    servers.unfill();
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
