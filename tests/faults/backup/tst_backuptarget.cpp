// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultbench.h"
#include "smalldisk.h"
#include "stephook.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;

namespace {

constexpr qint64 diskSize = 32 << 20;

} // namespace

/// The folder of the sets is full, read-only, or gone.
class TestBackupTarget final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void fullFromTheBeginning_data();
    void fullFromTheBeginning();
    void fullInTheMiddle_data();
    void fullInTheMiddle();
    void readOnlyFromTheBeginning();
    void readOnlyInTheMiddle_data();
    void readOnlyInTheMiddle();
    void pulledOutInTheMiddle_data();
    void pulledOutInTheMiddle();
    void partialSetRemovedByHand();

private:
    /// With nothing to say but that the disk is small.
    void nextRunSucceeds() const
    {
        const ControlRun::Ended ended = ControlRun::whole(bench->create());
        QD_EXIT(ended, 2);
        QCOMPARE(ended.warnings().size(), 1);
        QVERIFY2(ended.warnings().first().contains("free"), ended.all().constData());
        QCOMPARE(bench->newSets().size(), 1);
        QCOMPARE(bench->newSets().first().state, SetState::Verified);
    }

    std::unique_ptr<FaultBench> bench;
    SmallDisk disk;
};

void TestBackupTarget::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    if (!disk.mount(bench->path("disk"), diskSize)) {
        if (stackRequired())
            QFAIL("a file system for the target cannot be mounted, but it is required");
        QSKIP("a file system for the target cannot be mounted here (needs root)");
    }
    bench->settings.folder = bench->path("disk/backups");
    QD_VERIFY(bench->prepare());
}

void TestBackupTarget::cleanup()
{
    if (!bench || !bench->isPrepared())
        return;
    disk.unfill();
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupTarget::fullFromTheBeginning_data()
{
    QTest::addColumn<qint64>("free");
    QTest::newRow("no byte") << qint64(0);
    QTest::newRow("one page") << qint64(4096);
    QTest::newRow("less than the last set") << qint64(120 * 1024);
}

void TestBackupTarget::fullFromTheBeginning()
{
    QFETCH(qint64, free);
    QVERIFY(disk.leave(free));
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 1);
    QCOMPARE(ended.error().value("kind").toString(), QStringLiteral("no-space"));
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY(ended.json.value("set").isNull());
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QCOMPARE(bench->lastRun().error, ended.error().value("what").toString());
}

void TestBackupTarget::fullInTheMiddle_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<qint64>("bytes"); // of the step
    QTest::addColumn<qint64>("free"); // then
    QTest::addColumn<int>("sets"); // that are there afterwards, besides the old one
    const auto row = [](const char *step, qint64 bytes, qint64 free, int sets) {
        QTest::addRow("%s at %lld, %lld left", step, static_cast<long long>(bytes), static_cast<long long>(free))
            << QString::fromLatin1(step) << bytes << free << sets;
    };
    for (const char *step : {"redis", "n8n-data", "postgres", "globals", "configuration", "seal"})
        row(step, 0, 0, 0);
    row("redis", 0, 4096, 0);
    row("postgres", 0, 4096, 0);
    for (const qint64 free : {300'000, 1'000'000, 2'000'000, 2'800'000})
        row("postgres", 0, free, 0);
    for (const qint64 bytes : {1, 4, 8, 16})
        row("postgres", bytes << 20, 0, 0);
    for (const qint64 pages : {1, 2, 3, 4}) {
        row("configuration", 0, pages * 4096, 0);
        row("seal", 0, pages * 4096, 0);
    }
    // The set is there and whole; that it was checked cannot be written down.
    row("verify", 0, 0, 1);
}

void TestBackupTarget::fullInTheMiddle()
{
    QFETCH(QString, step);
    QFETCH(qint64, bytes);
    QFETCH(qint64, free);
    QFETCH(int, sets);
    StepHook hook(step, bytes, [&] { QVERIFY(disk.leave(free)); });
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    disk.unfill();
    QVERIFY(hook.happened());
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::NoSpace);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QVERIFY(made.outcome.undoErrors.isEmpty());
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), sets);
    for (const BackupSet &set : bench->newSets())
        QVERIFY2(set.state == SetState::Unverified || set.state == SetState::Verified, qPrintable(setStateName(set.state)));
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QCOMPARE(bench->lastRun().error, made.outcome.result.error().what);
    QD_NONE(bench->leftovers());
}

void TestBackupTarget::readOnlyFromTheBeginning()
{
    QVERIFY(disk.setReadOnly(true));
    const auto writable = qScopeGuard([this] { QVERIFY(disk.setReadOnly(false)); });
    const ControlRun::Ended ended = ControlRun::whole(bench->create());
    QD_EXIT(ended, 1);
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY2(ended.error().value("what").toString().contains(bench->settings.folder), ended.all().constData());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
}

void TestBackupTarget::readOnlyInTheMiddle_data()
{
    QTest::addColumn<QString>("step");
    for (const char *step : {"redis", "postgres", "seal"})
        QTest::newRow(step) << QString::fromLatin1(step);
}

void TestBackupTarget::readOnlyInTheMiddle()
{
    QFETCH(QString, step);
    // As a kernel does that has seen errors of the disk.
    StepHook hook(step, [this] { QVERIFY(disk.setReadOnly(true)); });
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    QVERIFY(disk.setReadOnly(false));
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::Auth);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QVERIFY2(made.outcome.result.error().hint.contains("read-only"), qPrintable(describe(made.outcome.result.error())));
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    // What could not be removed then is by the next run.
    nextRunSucceeds();
    QD_NONE(bench->leftovers());
}

void TestBackupTarget::pulledOutInTheMiddle_data()
{
    QTest::addColumn<QString>("step");
    for (const char *step : {"redis", "n8n-data", "postgres", "globals", "configuration", "seal"})
        QTest::newRow(step) << QString::fromLatin1(step);
}

void TestBackupTarget::pulledOutInTheMiddle()
{
    QFETCH(QString, step);
    const QString real = bench->settings.folder;
    const QString drive = bench->path("drive");
    const auto back = qScopeGuard([this, real] { bench->settings.folder = real; });
    PulledOut plug;
    QVERIFY(plug.plugIn(real, drive));
    bench->settings.folder = drive;
    StepHook hook(step, [&plug] { plug.pullOut(); });
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::NotFound);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QCOMPARE(QDir(drive).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    QVERIFY(made.report.setId.isEmpty());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));

    // Plugged in again it holds what it held, and the next run removes the rest.
    bench->settings.folder = real;
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    nextRunSucceeds();
    QD_NONE(bench->leftovers());
}

void TestBackupTarget::partialSetRemovedByHand()
{
    StepHook hook(QStringLiteral("globals"), [this] { QVERIFY(QDir(bench->settings.folder + "/.partial").removeRecursively()); });
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::NotFound);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
}

QTEST_GUILESS_MAIN(TestBackupTarget)
#include "tst_backuptarget.moc"
