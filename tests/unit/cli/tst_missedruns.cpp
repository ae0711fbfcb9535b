// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "cli/missedruns.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::cli;

class TestMissedRuns final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySlotIsRecordedAndOneNoticeGiven();
    void whatIsKnownIsNotToldAgain();
    void nothingMissedTellsNobody();
    void switchedOffNoticeIsNotGiven();
    void cancellingStops();
    void lastRunIsTheNewestAttempt();

private:
    static QList<QDateTime> days(int from, int to)
    {
        QList<QDateTime> moments;
        for (int day = from; day <= to; ++day)
            moments.append(QDateTime(QDate(2026, 1, day), QTime(2, 0), Qt::UTC));
        return moments;
    }
    static HookSettings hooks()
    {
        HookSettings settings;
        settings.command = {QStringLiteral("notify")};
        return settings;
    }
};

void TestMissedRuns::everySlotIsRecordedAndOneNoticeGiven()
{
    test::Bench bench;
    auto history = History::open();
    QD_VERIFY(history);
    const auto result = recordMissedRuns(JobContext(), **history, bench.process, hooks(), QStringLiteral("shop"), days(3, 5));
    QD_VERIFY(result);
    QCOMPARE(result->recorded, days(3, 5));
    QVERIFY(result->warnings.isEmpty());
    const QList<RunRecord> runs = bench.history();
    QCOMPARE(runs.size(), 3);
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const RunRecord &run = runs.at(i);
        QCOMPARE(run.startedAt, days(3, 5).at(2 - i));
        QCOMPARE(run.finishedAt, run.startedAt);
        QCOMPARE(run.stackId, QStringLiteral("shop"));
        QCOMPARE(run.operation, QStringLiteral("backup"));
        QCOMPARE(run.trigger, QStringLiteral("schedule"));
        QCOMPARE(run.outcome, QStringLiteral("missed"));
        QVERIFY2(run.summary.contains(QStringLiteral("2026-01-0%1 02:00").arg(5 - i)), qPrintable(run.summary));
    }
    QCOMPARE(bench.process.notices.size(), 1);
    const QJsonObject told = QJsonDocument::fromJson(bench.process.notices.first().input).object();
    QCOMPARE(told.value("event").toString(), QStringLiteral("missed"));
    QCOMPARE(told.value("outcome").toString(), QStringLiteral("missed"));
    QVERIFY(told.value("summary").toString().contains(QLatin1String("2026-01-03 02:00")));
    QVERIFY(told.value("summary").toString().contains(QLatin1String("2026-01-05 02:00")));
}

void TestMissedRuns::whatIsKnownIsNotToldAgain()
{
    test::Bench bench;
    auto history = History::open();
    QD_VERIFY(history);
    QD_VERIFY(recordMissedRuns(JobContext(), **history, bench.process, hooks(), QStringLiteral("shop"), days(3, 4)));
    // Another stack's slots are its own.
    QD_VERIFY(recordMissedRuns(JobContext(), **history, bench.process, hooks(), QStringLiteral("yard"), days(3, 4)));
    const auto again = recordMissedRuns(JobContext(), **history, bench.process, hooks(), QStringLiteral("shop"), days(3, 5));
    QD_VERIFY(again);
    QCOMPARE(again->recorded, days(5, 5));
    QCOMPARE(bench.history().size(), 5);
    QCOMPARE(bench.process.notices.size(), 3);
    QVERIFY(bench.process.notices.last().input.contains("2026-01-05 02:00"));
    QVERIFY(!bench.process.notices.last().input.contains("2026-01-03"));
}

void TestMissedRuns::nothingMissedTellsNobody()
{
    test::Bench bench;
    auto history = History::open();
    QD_VERIFY(history);
    QD_VERIFY(recordMissedRuns(JobContext(), **history, bench.process, hooks(), QStringLiteral("shop"), {}));
    QVERIFY(bench.history().isEmpty());
    QVERIFY(bench.process.notices.isEmpty());
}

void TestMissedRuns::switchedOffNoticeIsNotGiven()
{
    test::Bench bench;
    auto history = History::open();
    QD_VERIFY(history);
    HookSettings settings = hooks();
    settings.onMissed = false;
    QD_VERIFY(recordMissedRuns(JobContext(), **history, bench.process, settings, QStringLiteral("shop"), days(3, 3)));
    QCOMPARE(bench.history().size(), 1);
    QVERIFY(bench.process.notices.isEmpty());
}

void TestMissedRuns::cancellingStops()
{
    test::Bench bench;
    auto history = History::open();
    QD_VERIFY(history);
    std::stop_source stop;
    stop.request_stop();
    QD_VERIFY_ERROR(recordMissedRuns(JobContext(stop.get_token()), **history, bench.process, hooks(), QStringLiteral("shop"), days(3, 5)),
                    ErrorKind::Cancelled);
    QVERIFY(bench.process.notices.isEmpty());
}

void TestMissedRuns::lastRunIsTheNewestAttempt()
{
    test::Bench bench;
    auto history = History::open();
    QD_VERIFY(history);
    QVERIFY(!lastRunOf(**history, QStringLiteral("shop"))->isValid());
    const auto add = [&](const char *operation, const char *outcome, int day, const char *stack = "shop") {
        RunRecord run;
        run.stackId = QLatin1String(stack);
        run.operation = QLatin1String(operation);
        run.outcome = QLatin1String(outcome);
        run.startedAt = days(day, day).first();
        QD_VERIFY((*history)->begin(run));
    };
    add("backup", "success", 3);
    add("backup", "failure", 4);
    add("backup", "missed", 5);
    add("verify", "success", 6);
    add("backup", "success", 7, "yard");
    QCOMPARE(*lastRunOf(**history, QStringLiteral("shop")), days(4, 4).first());
}

QTEST_GUILESS_MAIN(TestMissedRuns)
#include "tst_missedruns.moc"
