// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineproxy.h"
#include "faultbench.h"
#include "stack/support/testcontainer.h"
#include "stephook.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

/// The engine dies while a backup is made, and comes back.
class TestBackupEngine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void diesInAStep_data();
    void diesInAStep();
    void diesInTheDrill();
    void throwawayServerIsKilled_data();
    void throwawayServerIsKilled();
    void diesUnderTheWindow();
    void isAwayWhenTheTimerComes();

private:
    std::unique_ptr<FaultBench> bench;
};

void TestBackupEngine::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
}

void TestBackupEngine::cleanup()
{
    if (!bench || !bench->isPrepared())
        return;
    bench->settings.rateLimit = 0;
    bench->settings.drillEvery = 0;
    QD_VERIFY(bench->saveSettings());
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupEngine::diesInAStep_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<int>("later");
    QTest::newRow("when files are to be copied") << "n8n-data" << 0;
    QTest::newRow("in the middle of the dump") << "postgres" << 1500;
}

void TestBackupEngine::diesInAStep()
{
    QFETCH(QString, step);
    QFETCH(int, later);
    bench->settings.rateLimit = 400 * 1024;
    QD_VERIFY(bench->saveSettings());
    EngineProxy engine(bench->path("engine.sock"));
    QVERIFY(engine.start());
    ControlRun run(bench->create({"--host", engine.url()}));
    const bool begun = run.waitForLine(bench->title(step));
    QVERIFY2(begun, run.told().constData());
    QTest::qSleep(later);
    QVERIFY(run.isRunning());
    QElapsedTimer timer;
    timer.start();
    engine.die();
    const ControlRun::Ended ended = run.finish();
    QVERIFY2(timer.elapsed() < 30000, qPrintable(QString::number(timer.elapsed())));
    QD_EXIT(ended, 1);
    QCOMPARE(ended.error().value("kind").toString(), QStringLiteral("unreachable"));
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY(ended.json.value("set").isNull());
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());
    QVERIFY(!QDir(bench->settings.folder).exists(".partial")); // which needs no engine
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QCOMPARE(bench->lastRun().error, ended.error().value("what").toString());

    bench->settings.rateLimit = 0;
    QD_VERIFY(bench->saveSettings());
    QD_EXIT(ControlRun::whole(bench->create()), 0);
    QD_NONE(bench->leftovers());
    QD_NONE(bench->brokenPromises());
}

void TestBackupEngine::diesInTheDrill()
{
    bench->settings.drillEvery = 1;
    QD_VERIFY(bench->saveSettings());
    EngineProxy engine(bench->path("engine.sock"));
    QVERIFY(engine.start());
    ControlRun run(bench->create({"--host", engine.url()}));
    const bool begun = run.waitForLine(bench->title("drill"));
    QVERIFY2(begun, run.told().constData());
    QTest::qSleep(2000);
    QVERIFY(run.isRunning());
    engine.die();
    // The set is there and was read back; only that it restores is not known.
    const ControlRun::Ended ended = run.finish();
    QD_EXIT(ended, 2);
    QVERIFY2(ended.warnings().join(' ').contains("could not be proven"), ended.all().constData());
    QCOMPARE(bench->newSets().size(), 1);
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("warning"));

    bench->settings.drillEvery = 0;
    QD_VERIFY(bench->saveSettings());
    QD_EXIT(ControlRun::whole(bench->create()), 0);
    QD_NONE(bench->leftovers());
}

void TestBackupEngine::throwawayServerIsKilled_data()
{
    QTest::addColumn<QString>("purpose");
    QTest::addColumn<QString>("whileItRuns"); // in the container
    QTest::newRow("PostgreSQL while it restores") << "drill-postgres"
                                                  << "pg_restore";
    QTest::newRow("Redis") << "drill-redis" << QString();
}

void TestBackupEngine::throwawayServerIsKilled()
{
    QFETCH(QString, purpose);
    QFETCH(QString, whileItRuns);
    // As the kernel does when memory is short: that says nothing about the set.
    bench->settings.drillEvery = 1;
    QD_VERIFY(bench->saveSettings());
    ControlRun run(bench->create());
    const bool begun = run.waitForLine(bench->title("drill"));
    QVERIFY2(begun, run.told().constData());
    const QString label = QLatin1String(helperLabel) + '=' + purpose;
    const QString owner = QString::number(run.pid()) + ':';
    bool killed = false;
    while (!killed && run.isRunning()) {
        for (const docker::ContainerSummary &helper :
             bench->with.docker.listContainers(JobContext(), false, {label}).value_or(QList<docker::ContainerSummary>())) {
            if (!helper.labels.value("org.quarterdeck.helper.process").startsWith(owner)
                || (!whileItRuns.isEmpty() && !test::docker({"top", helper.id}).value_or(QString()).contains(whileItRuns)))
                continue;
            killed = bench->with.docker.killContainer(JobContext(), helper.id, "SIGKILL").has_value();
        }
        (void)JobContext().sleep(5ms);
    }
    QVERIFY2(killed, "it was over before it could be killed");
    const ControlRun::Ended ended = run.finish();
    QD_EXIT(ended, 2);
    QVERIFY2(ended.warnings().join(' ').contains("could not be proven"), ended.all().constData());
    QCOMPARE(bench->newSets().size(), 1);
    QCOMPARE(bench->newSets().first().state, SetState::Verified);
    QD_NONE(bench->brokenPromises());
    QD_NONE(bench->leftovers());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("warning"));
}

void TestBackupEngine::diesUnderTheWindow()
{
    // One process that lives on: its helpers must not pass for helpers in use for ever.
    EngineProxy engine(bench->path("engine.sock"));
    QVERIFY(engine.start());
    docker::Client docker(docker::resolveEndpoint({engine.url(), {}, {}}));
    Neighbours with{docker, bench->with.postgres, bench->with.redis, bench->with.process, bench->with.clock};
    bench->settings.rateLimit = 1 << 20;
    StepHook hook("postgres", 2 << 20, [&engine] { engine.die(); });
    const FaultBench::Made made = bench->make(with, hook);
    QVERIFY(hook.happened());
    QD_VERIFY_ERROR(made.outcome.result, ErrorKind::Unreachable);
    QD_NONE(FaultBench::unclear(made.outcome.result.error()));
    QD_NONE(bench->brokenPromises());
    QVERIFY(bench->newSets().isEmpty());

    QVERIFY(engine.start());
    bench->settings.rateLimit = 0;
    const FaultBench::Made next = bench->make(with);
    QD_VERIFY(next.outcome.result);
    QD_NONE(bench->leftovers());
    QCOMPARE(bench->newSets().size(), 1);
}

void TestBackupEngine::isAwayWhenTheTimerComes()
{
    const ControlRun::Ended ended = ControlRun::whole(bench->create({"--trigger", "schedule", "--host", "unix://" + bench->path("nobody.sock")}));
    QD_EXIT(ended, 1);
    QD_NONE(FaultBench::unclear(ended.error()));
    const RunRecord run = bench->lastRun();
    QCOMPARE(run.trigger, QStringLiteral("schedule"));
    QCOMPARE(run.outcome, QStringLiteral("failure"));
    QCOMPARE(run.error, ended.error().value("what").toString());
    QD_NONE(bench->brokenPromises());
}

QTEST_GUILESS_MAIN(TestBackupEngine)
#include "tst_backupengine.moc"
