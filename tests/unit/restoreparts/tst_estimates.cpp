// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/estimates.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::restore;

namespace {

Journal::Entry entry(Scenario scenario, const QString &stack, const QMap<QString, qint64> &stepMs, qint64 setBytes = 1000)
{
    Journal::Entry made;
    made.state.scenario = scenario;
    made.state.stackId = scenario == Scenario::Undo ? stack : QStringLiteral("quarterdeck-rehearsal-1");
    made.state.ofStack = stack;
    made.state.ended = true;
    made.state.setBytes = setBytes;
    made.state.stepMs = stepMs;
    return made;
}

Request request(Scenario scenario)
{
    Request made;
    made.scenario = scenario;
    made.set.size = 1000;
    made.set.manifest.emplace();
    made.set.manifest->stackId = QStringLiteral("acme");
    if (scenario == Scenario::Undo) {
        made.stack.emplace();
        made.stack->id = QStringLiteral("acme");
    }
    return made;
}

const QString stage = QStringLiteral("stage-database");
const QString start = QStringLiteral("start");

} // namespace

/// What the plan says about time comes from what was measured, and from nothing else.
class TestEstimates final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasNeverMeasuredIsNotKnown();
    void theNewestMeasurementOfTheSameStackCounts();
    void aLargerSetTakesLonger();
    void aRehearsalTellsOfARebuild();
    void theDrillAndTheBackupStandIn();
};

void TestEstimates::whatWasNeverMeasuredIsNotKnown()
{
    const Estimates none({}, request(Scenario::Undo));
    QCOMPARE(none.of(start), -1);
    QCOMPARE(none.of(stage), -1);
    QCOMPARE(none.of(QStringLiteral("record")), 0); // bookkeeping
    Journal::Entry killed = entry(Scenario::Undo, QStringLiteral("acme"), {{start, 40}});
    killed.state.ended = false;
    QCOMPARE(Estimates({killed, entry(Scenario::Undo, QStringLiteral("beta"), {{start, 50}})}, request(Scenario::Undo)).of(start), -1);
}

void TestEstimates::theNewestMeasurementOfTheSameStackCounts()
{
    const Estimates known({entry(Scenario::Undo, QStringLiteral("acme"), {{start, 30'000}}),
                           entry(Scenario::Undo, QStringLiteral("acme"), {{start, 90'000}, {stage, 4'000}})},
                          request(Scenario::Undo));
    QCOMPARE(known.of(start), 30'000);
    QCOMPARE(known.of(stage), 4'000); // the newest did not have that step
}

void TestEstimates::aLargerSetTakesLonger()
{
    const Estimates known({entry(Scenario::Undo, QStringLiteral("acme"), {{start, 30'000}, {stage, 4'000}}, 500)}, request(Scenario::Undo));
    QCOMPARE(known.of(stage), 8'000);
    QCOMPARE(known.of(start), 30'000);
    // Never less: what does not shrink with the data is in it too.
    QCOMPARE(Estimates({entry(Scenario::Undo, QStringLiteral("acme"), {{stage, 4'000}}, 2000)}, request(Scenario::Undo)).of(stage), 4'000);
}

void TestEstimates::aRehearsalTellsOfARebuild()
{
    const QList<Journal::Entry> journals = {entry(Scenario::Rehearse, QStringLiteral("acme"), {{QStringLiteral("main"), 45'000}})};
    QCOMPARE(Estimates(journals, request(Scenario::Rebuild)).of(QStringLiteral("main")), 45'000);
    QCOMPARE(Estimates(journals, request(Scenario::Undo)).of(QStringLiteral("main")), -1);
    Request clone = request(Scenario::LookInside);
    clone.asClone = true;
    QCOMPARE(Estimates(journals, clone).of(QStringLiteral("main")), 45'000);
}

void TestEstimates::theDrillAndTheBackupStandIn()
{
    Request wanted = request(Scenario::Undo);
    wanted.set.tookMs = 9'000;
    backup::Proof drill;
    drill.depth = backup::Proof::Depth::Drill;
    drill.passed = true;
    drill.tookMs = 26'000;
    wanted.set.proofs = {drill};
    const Estimates known({}, wanted);
    QCOMPARE(known.of(stage), 26'000);
    QCOMPARE(known.of(QStringLiteral("safety")), 9'000);
    QCOMPARE(known.of(start), -1);
    QCOMPARE(Estimates({entry(Scenario::Undo, QStringLiteral("acme"), {{stage, 4'000}})}, wanted).of(stage), 4'000);
}

QTEST_GUILESS_MAIN(TestEstimates)
#include "tst_estimates.moc"
