// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultbench.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;

/// `quarterdeckctl backup create` is killed, as by the kernel when memory is
/// short or when WSL goes to sleep: at every step of it.
class TestBackupKilled final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void nextRunCleansUpAndSucceeds_data();
    void nextRunCleansUpAndSucceeds();

private:
    std::unique_ptr<FaultBench> bench;
};

void TestBackupKilled::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
}

void TestBackupKilled::cleanup()
{
    if (!bench)
        return;
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupKilled::nextRunCleansUpAndSucceeds_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<int>("later"); // ms after the step began
    QTest::addColumn<bool>("leavesPartial");
    QTest::addColumn<bool>("publishes");
    const auto row = [](const char *step, int later, bool leavesPartial, bool publishes) {
        QTest::addRow("%s+%d", step, later) << QString::fromLatin1(step) << later << leavesPartial << publishes;
    };
    for (const char *step : {"record", "lock", "clean", "preflight"})
        row(step, 0, false, false);
    for (const char *step : {"snapshot", "redis", "n8n-data", "postgres"})
        row(step, 0, true, false);
    row("postgres", 900, true, false);
    row("globals", 0, true, false);
    row("configuration", 0, false, false); // the last before the set is there: too short to be sure
    row("seal", 0, false, false);
    row("verify", 0, false, true);
    row("drill", 0, false, true);
    row("drill", 2500, false, true);
    row("retention", 0, false, true);
    row("card", 0, false, true);
    row("finish", 0, false, true);
}

void TestBackupKilled::nextRunCleansUpAndSucceeds()
{
    QFETCH(QString, step);
    QFETCH(int, later);
    QFETCH(bool, leavesPartial);
    QFETCH(bool, publishes);
    const bool drills = step == "drill";

    // Slow enough that the dump is met in the middle.
    bench->settings.rateLimit = leavesPartial ? 512 * 1024 : 0;
    bench->settings.drillEvery = drills ? 1 : 0;
    QD_VERIFY(bench->saveSettings());
    {
        ControlRun run(bench->create());
        const bool begun = run.waitForLine(bench->title(step));
        QVERIFY2(begun, run.told().constData());
        if (later > 0)
            QTest::qSleep(later);
        QVERIFY2(run.isRunning() || step == "retention" || step == "card" || step == "finish", "it ended before it could be killed");
        run.kill();
    }
    QD_NONE(bench->brokenPromises());
    if (leavesPartial)
        QVERIFY2(QDir(bench->settings.folder).exists(".partial"), "the kill came too early or too late to leave anything");
    if (publishes)
        QCOMPARE(bench->newSets().size(), 1);
    for (const BackupSet &set : bench->newSets())
        QVERIFY2(set.state != SetState::Proven, "nobody proved this set");
    // After the set stands, the rest is a matter of milliseconds: the kill may come too late.
    const bool mayHaveEnded = (step == "retention" || step == "card" || step == "finish") && bench->lastRun().outcome == "success";
    if (step != "record" && !mayHaveEnded) {
        QCOMPARE(bench->lastRun().outcome, QString()); // "interrupted" for people
        const ControlRun::Ended history = ControlRun::whole({"backup", "history", "--stack", bench->stack.id});
        QCOMPARE(history.json.value("runs").toArray().first().toObject().value("outcome").toString(), QStringLiteral("interrupted"));
    }
    const qsizetype before = bench->newSets().size();

    const auto all = qScopeGuard([this, parts = bench->settings.parts] { bench->settings.parts = parts; });
    bench->settings.rateLimit = 0;
    bench->settings.drillEvery = 0;
    if (!leavesPartial && !publishes)
        bench->settings.parts = {Part::Environment, Part::Compose}; // it cleans up all the same
    QD_VERIFY(bench->saveSettings());
    const ControlRun::Ended next = ControlRun::whole(bench->create());
    QD_EXIT(next, 0);
    QD_NONE(bench->leftovers());
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->newSets().size(), before + 1);
    QCOMPARE(bench->newSets().first().id, next.json.value("set").toString());
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("success"));
}

QTEST_GUILESS_MAIN(TestBackupKilled)
#include "tst_backupkilled.moc"
