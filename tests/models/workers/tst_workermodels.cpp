// SPDX-License-Identifier: GPL-3.0-or-later
#include "workersamples.h"

#include "gui/models/workermodel.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;

class TestWorkerModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesAreThoseOfTheDesign_data();
    void statesAreThoseOfTheDesign();
    void rowsComeAndGoWithTheirContainers();
    void whatIsNotKnownIsADash();
    void oldDataHasNoState();
    void valuesSortRaw();
    void budgetsFollowTheTarget();
    void beyondTheSafeRangeSaysWhy();
    void glanceCountsConsumers();
    void distributionIsJudged();
};

void TestWorkerModels::statesAreThoseOfTheDesign_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("consuming"); // -1 = not known
    QTest::addColumn<int>("jobs"); // -1 = not known
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, const char *engine, int consuming, int jobs, WorkerState state) {
        QTest::newRow(name) << QString::fromLatin1(engine) << consuming << jobs << static_cast<int>(state);
    };
    row("busy", "running", 1, 3, WorkerState::Busy);
    row("idle", "running", 1, 0, WorkerState::Idle);
    row("drains", "running", 0, 3, WorkerState::Draining);
    row("full, so it does not wait for more", "running", 0, 10, WorkerState::Busy);
    row("not consuming", "running", 0, 0, WorkerState::NotConsuming);
    row("not consuming, jobs not known", "running", 0, -1, WorkerState::NotConsuming);
    row("nothing known", "running", -1, -1, WorkerState::Unknown);
    row("runs jobs, the rest not known", "running", -1, 2, WorkerState::Busy);
    row("stopped", "exited", 1, 0, WorkerState::Stopped);
    row("told so", "draining", 1, 3, WorkerState::Draining);
}

void TestWorkerModels::statesAreThoseOfTheDesign()
{
    QFETCH(QString, engine);
    QFETCH(int, consuming);
    QFETCH(int, jobs);
    QFETCH(int, state);
    workers::WorkerRow worker;
    worker.state = engine;
    if (consuming >= 0)
        worker.consuming = consuming == 1;
    if (jobs >= 0)
        worker.runningJobs = jobs;
    QCOMPARE(static_cast<int>(workerState(worker, 10)), state);
    QVERIFY(!workerStateTitle(workerState(worker, 10)).isEmpty());
    QVERIFY(!workerStateMeaning(workerState(worker, 10)).isEmpty());
}

void TestWorkerModels::rowsComeAndGoWithTheirContainers()
{
    WorkerModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    workers::Situation situation = test::sampleSituation();
    model.update(situation.workers, 10);
    QCOMPARE(model.rowCount(), 5);
    const QPersistentModelIndex third = model.index(2, WorkerModel::Name);
    situation.workers.removeFirst();
    model.update(situation.workers, 10);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(third.row(), 1);
    situation.workers.swapItemsAt(0, 3);
    model.update(situation.workers, 10);
    QCOMPARE(third.data().toString(), QStringLiteral("acme-n8n-worker-3"));
    model.update(test::sampleSituation(8).workers, 10);
    QCOMPARE(model.rowCount(), 8);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update(test::sampleSituation(8).workers, 10);
    QCOMPARE(changes.size(), 0);
    model.update({}, 10);
    QCOMPARE(model.rowCount(), 0);
}

void TestWorkerModels::whatIsNotKnownIsADash()
{
    WorkerModel model;
    workers::WorkerRow worker;
    worker.containerId = QStringLiteral("c1");
    worker.state = QStringLiteral("running");
    model.update({worker}, 10);
    for (const int column : {WorkerModel::Jobs, WorkerModel::Oldest, WorkerModel::Done, WorkerModel::Cpu, WorkerModel::Memory}) {
        QCOMPARE(model.index(0, column).data().toString(), QStringLiteral("\u2013"));
        QVERIFY(model.index(0, column).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("not known")));
    }
    for (int column = 0; column < WorkerModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void TestWorkerModels::oldDataHasNoState()
{
    WorkerModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(test::sampleSituation().workers, 10);
    QCOMPARE(model.index(0, WorkerModel::State).data().toString(), QStringLiteral("Busy"));
    model.setStale(true);
    QCOMPARE(model.index(0, WorkerModel::State).data().toString(), QStringLiteral("Unknown"));
    QCOMPARE(model.index(0, WorkerModel::State).data(WorkerModel::StateRole).toInt(), static_cast<int>(health::State::Unknown));
}

void TestWorkerModels::valuesSortRaw()
{
    WorkerModel model;
    model.update(test::sampleSituation(12).workers, 10);
    QCOMPARE(model.index(9, WorkerModel::Name).data(SortRole).toInt(), 10);
    QVERIFY(model.index(0, WorkerModel::Memory).data(SortRole).toLongLong() < model.index(9, WorkerModel::Memory).data(SortRole).toLongLong());
}

void TestWorkerModels::budgetsFollowTheTarget()
{
    const workers::Capacity capacity = test::sampleSituation().capacity;
    const QList<Fact> now = capacityFacts(capacity, 5);
    QVERIFY2(now.at(1).value.startsWith(QLatin1String("25 of 36")), qPrintable(now.at(1).value));
    QVERIFY(!now.at(1).state);
    const QList<Fact> more = capacityFacts(capacity, 8);
    QVERIFY2(more.at(1).value.startsWith(QLatin1String("37 of 36")), qPrintable(more.at(1).value));
    QCOMPARE(more.at(1).fraction.value_or(0), 1.0);
    QVERIFY(more.at(1).state == health::State::Warning);
    QVERIFY(QString(more.at(2).value).remove(QChar(0x200b)).contains(QLatin1String("N8N_CONCURRENCY_PRODUCTION_LIMIT")));
    QVERIFY(more.at(3).state == health::State::Warning); // the chain of times
}

void TestWorkerModels::beyondTheSafeRangeSaysWhy()
{
    const workers::Capacity capacity = test::sampleSituation().capacity;
    QVERIFY(beyondSafe(capacity, 7).isEmpty());
    QVERIFY(beyondSafe(capacity, 8).contains(QLatin1String("max_connections")));
    QVERIFY(!beyondSafe(capacity, 8).contains(QLatin1String("memory")));
    QVERIFY(beyondSafe(capacity, 13).contains(QLatin1String("memory")));
}

void TestWorkerModels::glanceCountsConsumers()
{
    const QList<Fact> facts = glanceFacts(test::sampleSituation());
    QCOMPARE(facts.size(), 3);
    QCOMPARE(facts.at(0).value, QStringLiteral("3 of 5 workers consuming"));
    QVERIFY(facts.at(0).state == health::State::Warning);
    QVERIFY(facts.at(1).value.startsWith(QLatin1String("3 waiting, 12 of 50 running")));
}

void TestWorkerModels::distributionIsJudged()
{
    workers::Distribution distribution;
    distribution.jobs = {{QStringLiteral("a"), 30}, {QStringLiteral("b"), 15}};
    distribution.fairness = 0.5;
    QList<Fact> facts = distributionFacts(distribution);
    QCOMPARE(facts.size(), 3);
    QCOMPARE(facts.at(1).fraction.value_or(0), 15.0 / 45);
    QVERIFY2(facts.at(1).value.endsWith(QStringLiteral("33\u00a0%")), qPrintable(facts.at(1).value));
    QVERIFY(facts.at(2).state == health::State::Failing);
    distribution.fairness = 0.99;
    distribution.lost = 2;
    facts = distributionFacts(distribution);
    QVERIFY(facts.at(2).state == health::State::Healthy);
    QVERIFY(facts.at(3).state == health::State::Failing);
}

QTEST_MAIN(TestWorkerModels)
#include "tst_workermodels.moc"
