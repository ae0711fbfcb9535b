// SPDX-License-Identifier: GPL-3.0-or-later
#include "../workers_autoscale/load.h"
#include "bench.h"
#include "support/resultcheck.h"
#include "workers/autoscale/history.h"
#include "workers/autoscale/service.h"
#include "workers/autoscale/settings.h"

#include <QJsonArray>

using namespace quarterdeck;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using quarterdeck::test::Bench;
using quarterdeck::test::CommandRun;
using quarterdeck::test::Load;

/// `workers autoscale` in a home of its own, with a crontab in memory.
class TestCliAutoscale final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<Bench>(); }
    void cleanup() { m_bench.reset(); }

    void itIsOffAtFirst();
    void setKeepsWhatIsGivenAndNothingElse();
    void impossiblePoliciesAreAWrongCommandLine_data();
    void impossiblePoliciesAreAWrongCommandLine();
    void onInstallsAServiceAndOffRemovesIt();
    void whatNothingStartsIsNotOn();
    void aDryRunTellsWhatItWouldHaveDone();
    void withoutARecordItSaysHowToGetOne();
    void historyTellsWhatWasDone();
    void theServiceGivesWayAndAPersonIsTold();
    void theServiceFollowsTheSwitch();

private:
    [[nodiscard]] CommandRun run(const QString &line, const QStringList &more = {})
    {
        return m_bench->run(QStringList{QStringLiteral("workers"), QStringLiteral("autoscale")} + line.split(QLatin1Char(' ')) + more);
    }
    [[nodiscard]] CommandRun json(const QString &line) { return run(line, {QStringLiteral("--json")}); }

    const QString stack = QStringLiteral("shop");
    std::unique_ptr<Bench> m_bench;
};

void TestCliAutoscale::itIsOffAtFirst()
{
    const CommandRun shown = run(QStringLiteral("show"));
    QCOMPARE(shown.code, 0);
    QVERIFY2(shown.out.contains(QLatin1String("Autoscaling off\n")), qPrintable(shown.out));
    QVERIFY(shown.out.contains(QLatin1String("1 to 3, never more than fit")));
    const QJsonObject told = json(QStringLiteral("show")).json();
    QCOMPARE(told.value(QLatin1String("mode")).toString(), QStringLiteral("off"));
    QVERIFY(!told.value(QLatin1String("service")).toObject().value(QLatin1String("installed")).toBool());
    QVERIFY(told.value(QLatin1String("service")).toObject().value(QLatin1String("pid")).isNull());
}

void TestCliAutoscale::setKeepsWhatIsGivenAndNothingElse()
{
    QCOMPARE(run(QStringLiteral("set --max 7 --oldest-wait 2500 --wait both")).code, 0);
    QCOMPARE(run(QStringLiteral("set --rest-down 900 --beyond-budget on")).code, 0);
    const auto kept = loadSettings(stack);
    QD_VERIFY(kept);
    Settings wanted;
    wanted.policy.max = 7;
    wanted.policy.oldestWait = 2500ms;
    wanted.policy.wait = Policy::Wait::Both;
    wanted.policy.restDown = 900s;
    wanted.policy.beyondBudget = true;
    QCOMPARE(*kept, wanted);
    QCOMPARE(json(QStringLiteral("show")).json().value(QLatin1String("policy")).toObject().value(QLatin1String("oldestWaitMs")).toInt(), 2500);
    QCOMPARE(run(QStringLiteral("set")).code, 64);
}

void TestCliAutoscale::impossiblePoliciesAreAWrongCommandLine_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("says");
    QTest::newRow("no number") << QStringLiteral("--max many") << QStringLiteral("--max");
    QTest::newRow("more at least than at most") << QStringLiteral("--min 5 --max 4") << QStringLiteral("--max");
    QTest::newRow("it would flap") << QStringLiteral("--busy 50 --room 50") << QStringLiteral("--room");
    QTest::newRow("no such word") << QStringLiteral("--wait neither") << QStringLiteral("--wait");
    QTest::newRow("no time") << QStringLiteral("--every 0") << QStringLiteral("--every");
}

void TestCliAutoscale::impossiblePoliciesAreAWrongCommandLine()
{
    QFETCH(QString, options);
    QFETCH(QString, says);
    for (const char *verb : {"set ", "dry-run "}) {
        const CommandRun refused = run(QLatin1String(verb) + options);
        QCOMPARE(refused.code, 64);
        QVERIFY2(refused.err.contains(says), qPrintable(refused.err));
    }
    QCOMPARE(*loadSettings(stack), Settings());
}

void TestCliAutoscale::onInstallsAServiceAndOffRemovesIt()
{
    m_bench->process.crontab = "@daily mine\n";
    const CommandRun on = json(QStringLiteral("on --watch"));
    const QJsonObject service = on.json().value(QLatin1String("service")).toObject();
    QVERIFY(service.value(QLatin1String("installed")).toBool());
    QCOMPARE(service.value(QLatin1String("backend")).toString(), QStringLiteral("cron"));
    // Whether cron runs on this machine is not ours to say.
    QCOMPARE(on.code, service.value(QLatin1String("problem")).toString().isEmpty() ? 0 : 2);
    QCOMPARE(loadSettings(stack)->mode, Mode::Watch);
    QVERIFY(m_bench->process.crontab.contains("'autoscale' 'run' '--service' '--stack' 'shop'"));
    QCOMPARE(run(QStringLiteral("on")).code, on.code);
    QCOMPARE(loadSettings(stack)->mode, Mode::On);
    QCOMPARE(m_bench->process.crontab.count("BEGIN quarterdeck"), 1);
    QCOMPARE(run(QStringLiteral("off")).code, 0);
    QCOMPARE(loadSettings(stack)->mode, Mode::Off);
    QCOMPARE(m_bench->process.crontab, QByteArray("@daily mine\n"));
}

void TestCliAutoscale::whatNothingStartsIsNotOn()
{
    // Markers changed by hand: nobody can tell which lines are ours.
    m_bench->process.crontab = "# BEGIN quarterdeck autoscaling of shop\n";
    const CommandRun on = run(QStringLiteral("on"));
    QCOMPARE(on.code, 1);
    QVERIFY(on.err.contains(QLatin1String("crontab -e")));
    QCOMPARE(loadSettings(stack)->mode, Mode::Off);
}

void TestCliAutoscale::aDryRunTellsWhatItWouldHaveDone()
{
    {
        const auto history = History::open();
        QD_VERIFY(history);
        Load load;
        load.wall = m_bench->clock.time.addSecs(-3600);
        for (int i = 0; i < 180; ++i) {
            load.add(i < 30 ? 12 : 0, i < 30 ? 10 : 2, i < 30 ? 9000 : 0);
            QVERIFY(*(*history)->append(stack, load.samples.constLast()));
        }
    }
    const CommandRun told = run(QStringLiteral("dry-run --down-for 120 --rest-down 120"));
    QCOMPARE(told.code, 0);
    QVERIFY2(told.out.contains(QLatin1String("12 wait, the oldest for 9 s, 10 of 10 run")), qPrintable(told.out));
    QVERIFY2(told.out.contains(QLatin1String("worker-hours instead of 0.5")), qPrintable(told.out));
    const QJsonObject dryRun = json(QStringLiteral("dry-run --down-for 120 --rest-down 120")).json().value(QLatin1String("dryRun")).toObject();
    QVERIFY(dryRun.value(QLatin1String("changes")).toInt() >= 2);
    const QJsonObject first = dryRun.value(QLatin1String("events")).toArray().first().toObject();
    QCOMPARE(first.value(QLatin1String("from")).toInt(), 1);
    QCOMPARE(first.value(QLatin1String("to")).toInt(), 2);
    QCOMPARE(first.value(QLatin1String("blockedBy")).toString(), QStringLiteral("none"));
    QCOMPARE(dryRun.value(QLatin1String("samples")).toInt(), 180);
    QCOMPARE(*loadSettings(stack), Settings()); // nothing was kept
    const QJsonObject fixed = json(QStringLiteral("dry-run --max 1")).json().value(QLatin1String("dryRun")).toObject();
    QCOMPARE(fixed.value(QLatin1String("changes")).toInt(), 0);
    QCOMPARE(fixed.value(QLatin1String("events")).toArray().first().toObject().value(QLatin1String("blockedBy")).toString(), QStringLiteral("limit"));
}

void TestCliAutoscale::withoutARecordItSaysHowToGetOne()
{
    const CommandRun told = run(QStringLiteral("dry-run --hours 0"));
    QCOMPARE(told.code, 0);
    QVERIFY(told.out.contains(QLatin1String("on --watch")));
}

void TestCliAutoscale::historyTellsWhatWasDone()
{
    QVERIFY(run(QStringLiteral("history")).out.contains(QLatin1String("not changed anything yet")));
    {
        const auto history = History::open();
        QD_VERIFY(history);
        for (int i = 0; i < 3; ++i)
            QD_VERIFY((*history)->begin(stack, {0, m_bench->clock.time.addSecs(i), {}, i, i + 1, QStringLiteral("because %1").arg(i), {}, {}}));
    }
    const CommandRun told = run(QStringLiteral("history --limit 2"));
    QCOMPARE(told.code, 0);
    QVERIFY(told.out.indexOf(QLatin1String("because 2")) < told.out.indexOf(QLatin1String("because 1")));
    QVERIFY(!told.out.contains(QLatin1String("because 0")));
    QVERIFY(told.out.contains(QLatin1String("broken off"))); // nobody is at it
    QCOMPARE(json(QStringLiteral("history")).json().value(QLatin1String("actions")).toArray().size(), 3);
}

void TestCliAutoscale::theServiceGivesWayAndAPersonIsTold()
{
    const auto lock = becomeRunner(stack, true);
    QD_VERIFY(lock);
    QCOMPARE(run(QStringLiteral("run --service")).code, 0);
    const CommandRun refused = run(QStringLiteral("run"));
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(refused.err));
    QCOMPARE(json(QStringLiteral("show")).json().value(QLatin1String("service")).toObject().value(QLatin1String("pid")).toInteger(),
             QCoreApplication::applicationPid());
}

void TestCliAutoscale::theServiceFollowsTheSwitch()
{
    const CommandRun ended = run(QStringLiteral("run --service"));
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.err.contains(QLatin1String("switched off")), qPrintable(ended.err));
}

QTEST_GUILESS_MAIN(TestCliAutoscale)
#include "tst_cliautoscale.moc"
