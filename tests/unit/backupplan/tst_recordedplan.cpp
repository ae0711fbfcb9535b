// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "backup/recordedplan.h"
#include "support/fakedocker.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;

/// How a run gets into the history, and its hooks told.
class TestRecordedPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goodRunIsEntered();
    void warningsAreEntered();
    void failureIsEnteredWithItsReason();
    void cancellationIsNoFailure();
    void historyThatCannotBeWrittenIsNoReasonToFail();

private:
    [[nodiscard]] PlanOutcome run(
        Result<void> outcomeOfStep, const std::function<void(RunRecord &)> &onSuccess = [](RunRecord &) {})
    {
        RunRecord record;
        record.stackId = "shop";
        record.operation = "backup";
        const Step step{"work", "Work", [outcomeOfStep](JobContext &) { return outcomeOfStep; }, {}};
        JobContext context;
        return runPlan(recordedPlan({step}, neighbours, hooks, recording, record, onSuccess), context);
    }
    [[nodiscard]] RunRecord newest()
    {
        const auto history = History::open(recording.historyPath);
        return history ? (*history)->runs("shop").value_or(QList<RunRecord>()).value(0) : RunRecord();
    }
    [[nodiscard]] QJsonObject told()
    {
        QFile file(root->filePath("told.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

    SystemClock clock;
    test::FakeDocker docker;
    process::LocalProcess process;
    postgres::LibpqPort postgres;
    redis::HiredisPort redis;
    Neighbours neighbours{docker, postgres, redis, process, clock};
    std::unique_ptr<QTemporaryDir> root;
    Recording recording;
    HookSettings hooks;
};

void TestRecordedPlan::init()
{
    root = std::make_unique<QTemporaryDir>();
    recording = {root->filePath("history.sqlite"), "schedule"};
    hooks = {};
    hooks.command = {"sh", "-c", QStringLiteral("cat > %1").arg(root->filePath("told.json"))};
    hooks.onSuccess = true;
}

void TestRecordedPlan::goodRunIsEntered()
{
    const PlanOutcome outcome = run({}, [](RunRecord &record) {
        record.setId = "shop_20260102_030405";
        record.bytes = 42;
        record.summary = "fine";
    });
    QD_VERIFY(outcome.result);
    QCOMPARE(outcome.events.size(), 6);
    const RunRecord record = newest();
    QCOMPARE(record.outcome, QStringLiteral("success"));
    QCOMPARE(record.trigger, QStringLiteral("schedule"));
    QCOMPARE(record.setId, QStringLiteral("shop_20260102_030405"));
    QCOMPARE(record.bytes, 42);
    QVERIFY(record.startedAt.isValid() && record.finishedAt >= record.startedAt);
    QCOMPARE(told().value("event").toString(), QStringLiteral("success"));
    QCOMPARE(told().value("set").toString(), QStringLiteral("shop_20260102_030405"));
}

void TestRecordedPlan::warningsAreEntered()
{
    QD_VERIFY(run({}, [](RunRecord &record) { record.outcome = "warning"; }).result);
    QCOMPARE(newest().outcome, QStringLiteral("warning"));
}

void TestRecordedPlan::failureIsEnteredWithItsReason()
{
    const PlanOutcome outcome = run(fail(ErrorKind::NoSpace, "The disk is full."));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::NoSpace);
    QVERIFY(outcome.undoErrors.isEmpty());
    QCOMPARE(newest().outcome, QStringLiteral("failure"));
    QCOMPARE(newest().error, QStringLiteral("The disk is full."));
    QCOMPARE(told().value("event").toString(), QStringLiteral("failure"));
    QCOMPARE(told().value("error").toString(), QStringLiteral("The disk is full."));
}

void TestRecordedPlan::cancellationIsNoFailure()
{
    QD_VERIFY_ERROR(run(fail(ErrorKind::Cancelled, "Cancelled.")).result, ErrorKind::Cancelled);
    QCOMPARE(newest().outcome, QStringLiteral("cancelled"));
    // Who cancels knows it: nobody is to be woken.
    QVERIFY(told().isEmpty());
}

void TestRecordedPlan::historyThatCannotBeWrittenIsNoReasonToFail()
{
    recording.historyPath = "/proc/nowhere/history.sqlite";
    QD_VERIFY(run({}).result);
    QCOMPARE(told().value("event").toString(), QStringLiteral("success"));
}

QTEST_GUILESS_MAIN(TestRecordedPlan)
#include "tst_recordedplan.moc"
