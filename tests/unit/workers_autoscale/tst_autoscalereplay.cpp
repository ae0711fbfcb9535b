// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"
#include "workers/autoscale/replay.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using quarterdeck::test::Load;

class TestAutoscaleReplay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingRecordedIsNothing();
    void whatWasDecidedIsDecidedAgain();
    void aFixedNumberIsComparedWith();
    void moreWorkersEmptyTheQueueSooner();
    void fewerWorkersLeaveMoreWaiting();
    void aHandIsFollowed();
    void whatIsHeldBackIsTold();
    void gapsAreNotCounted();
    void earlierStartsOfTheMachineComeBefore();
    void aFortnightIsReplayedQuickly();

private:
    const Policy policy = [] {
        Policy made;
        made.max = 4;
        made.downFor = 120s;
        made.restDown = 120s;
        return made;
    }();
};

void TestAutoscaleReplay::nothingRecordedIsNothing()
{
    const Replay result = replay({}, policy);
    QVERIFY(result.points.isEmpty());
    QCOMPARE(result.changes, 0);
}

/// A recorder that decided by the same policy, with the pause that a change takes.
void TestAutoscaleReplay::whatWasDecidedIsDecidedAgain()
{
    Load load;
    QList<ReplayEvent> decided;
    Moment moment;
    double backlog = 0;
    for (int step = 0; step < 400; ++step) {
        backlog += step < 60 ? 8 : 0.1; // jobs that come in ten seconds
        const int capacity = load.workers * load.perWorker;
        const int running = std::min(capacity, static_cast<int>(backlog));
        const int waiting = static_cast<int>(backlog) - running;
        load.add(waiting, running, waiting * 900);
        load.samples.last().endedPerMinute = running * 1.5;
        backlog -= running * 0.25;
        moment.now = load.at;
        const Decision decision = decide(load.samples, policy, moment);
        if (!decision.changes())
            continue;
        decided.append({load.wall, decision});
        moment.lastTry = load.at;
        load.workers = decision.target;
        load.pass(decision.target > decision.current ? 40s : 5s);
    }
    QVERIFY2(decided.size() >= 4, qPrintable(QString::number(decided.size())));
    const Replay again = replay(load.samples, policy);
    QCOMPARE(again.changes, static_cast<int>(decided.size()));
    qsizetype index = 0;
    for (const ReplayEvent &event : again.events) {
        if (!event.decision.changes())
            continue;
        QCOMPARE(event.wall, decided.at(index).wall);
        QCOMPARE(event.decision.target, decided.at(index).decision.target);
        QCOMPARE(event.decision.reason, decided.at(index).decision.reason);
        ++index;
    }
    QCOMPARE(again.workerHours, again.workerHoursWere);
    QCOMPARE(again.longestWaitMs, again.longestWaitWereMs);
}

void TestAutoscaleReplay::aFixedNumberIsComparedWith()
{
    Load load;
    load.workers = 4;
    load.add(361, 0, 2, 0); // one idle hour
    const Replay result = replay(load.samples, policy);
    QCOMPARE(result.changes, 3);
    QCOMPARE(result.points.constLast().would.workers, 1);
    QCOMPARE(result.points.constLast().was.workers, 4);
    QVERIFY(std::abs(result.hours - 1.0) < 1e-9);
    QVERIFY(std::abs(result.workerHoursWere - 4.0) < 1e-9);
    QVERIFY2(result.workerHours > 1 && result.workerHours < 1.4, qPrintable(QString::number(result.workerHours)));
    QCOMPARE(result.longestWaitMs, 0);
}

void TestAutoscaleReplay::moreWorkersEmptyTheQueueSooner()
{
    // One worker, 10 at once, 40 jobs in the queue all the time: those that would have gone by a second one.
    Load load;
    for (int i = 0; i < 60; ++i) {
        load.add(30, 10, 15'000);
        load.samples.last().endedPerMinute = 20;
    }
    const Replay result = replay(load.samples, policy);
    QVERIFY(result.changes >= 1);
    const Sample &last = result.points.constLast().would;
    QVERIFY2(*last.waiting < 30, qPrintable(QString::number(*last.waiting)));
    QVERIFY(*last.oldestWaitMs < 15'000);
    QVERIFY(last.workers > 1);
    // Jobs still come as they came, and no worker runs more than it can.
    for (const ReplayPoint &point : result.points) {
        QVERIFY(*point.would.running <= point.would.capacity);
        QVERIFY(*point.would.waiting >= 0);
    }
}

void TestAutoscaleReplay::fewerWorkersLeaveMoreWaiting()
{
    // Four, idle for long, of which one would be left; then a burst that four were enough for.
    Load load;
    load.workers = 4;
    load.add(200, 0, 1, 0);
    for (int i = 0; i < 3; ++i) {
        load.add(0, 38, 0);
        load.samples.last().endedPerMinute = 38;
    }
    const Replay result = replay(load.samples, policy);
    const Sample &burst = result.points.constLast().would;
    QCOMPARE(burst.workers, 1);
    QCOMPARE(*burst.running, 10);
    QVERIFY2(*burst.waiting >= 28, qPrintable(QString::number(*burst.waiting)));
    QVERIFY2(*burst.oldestWaitMs >= 20'000, qPrintable(QString::number(*burst.oldestWaitMs)));
    QCOMPARE(result.longestWaitWereMs, 0);
    QVERIFY(result.longestWaitMs > 0);
}

void TestAutoscaleReplay::aHandIsFollowed()
{
    Load load;
    load.workers = 2;
    load.add(5, 0, 10, 0);
    load.workers = 3;
    load.add(5, 0, 15, 0);
    const Replay result = replay(load.samples, policy);
    QCOMPARE(result.changes, 0);
    QCOMPARE(result.points.constLast().would, result.points.constLast().was);
}

void TestAutoscaleReplay::whatIsHeldBackIsTold()
{
    Load load;
    load.safeMost = 2;
    load.add(40, 30, 10, 15'000);
    const Replay result = replay(load.samples, policy);
    QCOMPARE(result.changes, 1);
    int held = 0;
    for (const ReplayEvent &event : result.events)
        held += event.decision.blockedBy == Block::Budget ? 1 : 0;
    QCOMPARE(held, 1); // not once a sample
}

void TestAutoscaleReplay::gapsAreNotCounted()
{
    Load load;
    load.workers = 2;
    load.add(7, 0, 15, 0);
    load.pass(10h);
    load.add(7, 0, 15, 0);
    const Replay result = replay(load.samples, policy);
    QCOMPARE(result.gaps, 1);
    QVERIFY(std::abs(result.hours - 2.0 / 60) < 1e-9);
    QVERIFY(std::abs(result.workerHours - 4.0 / 60) < 1e-9);
}

void TestAutoscaleReplay::earlierStartsOfTheMachineComeBefore()
{
    Load load;
    load.add(3, 0, 5, 0);
    load.boot = 9;
    load.at = 5s;
    load.wall = load.wall.addSecs(3600);
    load.add(3, 0, 5, 0);
    load.boot = 10;
    load.at = 7s;
    load.wall = load.wall.addSecs(-20 * 24 * 3600); // and the clock was set back
    load.add(3, 0, 5, 0);
    const QList<Sample> axis = onOneAxis(load.samples);
    QCOMPARE(axis.size(), 9);
    for (qsizetype i = 1; i < axis.size(); ++i) {
        QVERIFY(axis.at(i).at > axis.at(i - 1).at);
        QCOMPARE(isGap(axis.at(i - 1), axis.at(i)), i == 3 || i == 6);
    }
    QCOMPARE(axis.constLast().at, load.samples.constLast().at);
    QCOMPARE(axis.at(3).at - axis.at(2).at, std::chrono::milliseconds(3610s));
    QCOMPARE(replay(axis, policy).gaps, 2);
}

void TestAutoscaleReplay::aFortnightIsReplayedQuickly()
{
    Load load;
    for (int i = 0; i < 40'000; ++i) {
        const qint64 waiting = (i / 300) % 5 == 0 ? 12 : 0;
        load.add(waiting, waiting > 0 ? 10 : 3, waiting * 1000);
    }
    QElapsedTimer timer;
    timer.start();
    const Replay result = replay(load.samples, policy);
    QVERIFY(result.changes > 10);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed()))); // 40,000 samples; a quarter second alone
}

QTEST_GUILESS_MAIN(TestAutoscaleReplay)
#include "tst_autoscalereplay.moc"
