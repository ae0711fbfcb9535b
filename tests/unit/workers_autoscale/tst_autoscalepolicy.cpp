// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"
#include "support/resultcheck.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace quarterdeck;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using quarterdeck::test::Load;

Q_DECLARE_METATYPE(Policy)

class TestAutoscalePolicy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDefaultsAreUsable();
    void impossibleValuesAreNamed_data();
    void impossibleValuesAreNamed();
    void aPolicyWithAProblemDecidesNothing();

    void jobsThatWaitWhileWorkersAreBusyAddWorkers_data();
    void jobsThatWaitWhileWorkersAreBusyAddWorkers();
    void itMustLast();
    void aGapIsNotLasting();
    void asleepIsNotLasting();
    void aWallClockThatJumpsChangesNothing();
    void anUnknownFigureDecidesNothing();
    void oldFiguresDecideNothing();

    void idleWorkersGo();
    void workersStayWhileTheirJobsWouldNotFit();
    void theLargestStepForWhichThereIsRoom();

    void restsAfterAnyChange();
    void restsAfterATryThatFailed();
    void limitsHold();
    void budgetsHold();
    void anotherOperationIsWaitedFor();
    void workersThatDoNotRunAreWaitedFor();
    void fromNoWorkersAnythingThatWaitsIsEnough();
    void reasonsHoldTheFigures();

    void whatALookSaysIsTakenOver();
    void aQueueThatCannotBeAskedIsNotAnEmptyOne();

    void constantLoadNeverFlaps();
    void randomWalksKeepToTheRules();
};

namespace {

Policy quick()
{
    Policy policy;
    policy.min = 1;
    policy.max = 5;
    policy.upFor = 30s;
    policy.downFor = 60s;
    policy.restUp = 60s;
    policy.restDown = 120s;
    return policy;
}

/// A load that asks for more for a minute.
Load busy(int workers = 1)
{
    Load load;
    load.workers = workers;
    load.add(7, 20, workers * 10, 4000);
    return load;
}

Load idle(int workers, qint64 running = 0)
{
    Load load;
    load.workers = workers;
    load.add(20, 0, running, 0);
    return load;
}

} // namespace

void TestAutoscalePolicy::theDefaultsAreUsable()
{
    QD_VERIFY(checkPolicy(Policy()));
    QD_VERIFY(checkPolicy(quick()));
}

void TestAutoscalePolicy::impossibleValuesAreNamed_data()
{
    QTest::addColumn<Policy>("policy");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *field, const auto &change) {
        Policy policy;
        change(policy);
        QTest::newRow(name) << policy << QString::fromLatin1(field);
    };
    row("fewer than none", "min", [](Policy &p) { p.min = -1; });
    row("more at least than at most", "max", [](Policy &p) { p.min = 4, p.max = 3; });
    row("at most none", "max", [](Policy &p) { p.min = 0, p.max = 0; });
    row("far too many", "max", [](Policy &p) { p.max = 1000; });
    row("depth 0", "depth", [](Policy &p) { p.depth = 0; });
    row("no wait", "oldest-wait", [](Policy &p) { p.oldestWait = 0ms; });
    row("busy 0 %", "busy", [](Policy &p) { p.busyPercent = 0; });
    row("busy 101 %", "busy", [](Policy &p) { p.busyPercent = 101; });
    row("no room", "room", [](Policy &p) { p.roomPercent = 0; });
    row("would go up and down for ever", "room", [](Policy &p) { p.busyPercent = 50, p.roomPercent = 50; });
    row("negative time", "up-for", [](Policy &p) { p.upFor = -1s; });
    row("two days", "down-for", [](Policy &p) { p.downFor = 48h; });
    row("no rest up", "rest-up", [](Policy &p) { p.restUp = 0s; });
    row("no rest down", "rest-down", [](Policy &p) { p.restDown = 0s; });
    row("no step", "step-up", [](Policy &p) { p.stepUp = 0; });
    row("step back", "step-down", [](Policy &p) { p.stepDown = -1; });
    row("never looks", "every", [](Policy &p) { p.every = 0s; });
}

void TestAutoscalePolicy::impossibleValuesAreNamed()
{
    QFETCH(Policy, policy);
    QFETCH(QString, field);
    const QList<PolicyProblem> problems = problemsOf(policy);
    QVERIFY(
        std::any_of(problems.cbegin(), problems.cend(), [&field](const PolicyProblem &one) { return one.field == field && !one.text.isEmpty(); }));
    QD_VERIFY_ERROR(checkPolicy(policy), ErrorKind::Invalid);
}

void TestAutoscalePolicy::aPolicyWithAProblemDecidesNothing()
{
    Policy policy = quick();
    const Load load = busy();
    QCOMPARE(decide(load.samples, policy, load.now()).target, 2);
    policy.roomPercent = 5;
    QCOMPARE(decide(load.samples, policy, load.now()).target, 1);
}

void TestAutoscalePolicy::jobsThatWaitWhileWorkersAreBusyAddWorkers_data()
{
    QTest::addColumn<int>("waiting");
    QTest::addColumn<int>("oldestMs");
    QTest::addColumn<int>("running");
    QTest::addColumn<bool>("both");
    QTest::addColumn<bool>("more");
    QTest::newRow("many wait, busy") << 5 << 100 << 10 << false << true;
    QTest::newRow("few wait, one of them long, busy") << 1 << 10'000 << 10 << false << true;
    QTest::newRow("few wait, shortly") << 4 << 9'999 << 10 << false << false;
    QTest::newRow("many wait, but workers idle: more would not take them either") << 50 << 60'000 << 7 << false << false;
    QTest::newRow("just busy enough") << 5 << 100 << 8 << false << true;
    QTest::newRow("busy, nothing waits") << 0 << 0 << 10 << false << false;
    QTest::newRow("both wanted, many only") << 50 << 100 << 10 << true << false;
    QTest::newRow("both wanted, long only") << 4 << 60'000 << 10 << true << false;
    QTest::newRow("both wanted, both there") << 5 << 10'000 << 10 << true << true;
}

void TestAutoscalePolicy::jobsThatWaitWhileWorkersAreBusyAddWorkers()
{
    QFETCH(int, waiting);
    QFETCH(int, oldestMs);
    QFETCH(int, running);
    QFETCH(bool, both);
    QFETCH(bool, more);
    Policy policy = quick();
    policy.wait = both ? Policy::Wait::Both : Policy::Wait::Either;
    Load load;
    load.add(10, waiting, running, oldestMs);
    const Decision decision = decide(load.samples, policy, load.now());
    QCOMPARE(decision.target, more ? 2 : 1);
    QCOMPARE(decision.blockedBy, Block::None);
    QVERIFY(!decision.reason.isEmpty());
}

void TestAutoscalePolicy::itMustLast()
{
    Load load;
    for (int seconds = 0; seconds <= 60; seconds += 10) {
        load.add(20, 10, 4000);
        QCOMPARE(decide(load.samples, quick(), load.now()).changes(), seconds >= 30);
    }
    // One sample of rest, and the count begins anew.
    load.add(0, 10, 0);
    load.add(3, 20, 10, 4000);
    QVERIFY(!decide(load.samples, quick(), load.now()).changes());
    load.add(20, 10, 4000);
    QVERIFY(decide(load.samples, quick(), load.now()).changes());
}

void TestAutoscalePolicy::aGapIsNotLasting()
{
    Load load;
    load.add(3, 20, 10, 4000);
    load.pass(25s); // 35 s between two samples that should be 10 s apart
    load.add(20, 10, 4000);
    QVERIFY2(!decide(load.samples, quick(), load.now()).changes(), "what happened in a gap is not known");
    load.add(3, 20, 10, 4000);
    QVERIFY(decide(load.samples, quick(), load.now()).changes());
    // A sample or two may be late.
    Load late;
    for (int i = 0; i < 4; ++i) {
        late.add(20, 10, 4000);
        late.pass(15s);
        late.at -= 15s;
        late.at += 5s;
    }
    QVERIFY(decide(late.samples, quick(), {late.samples.constLast().at, {}, {}}).changes());
}

void TestAutoscalePolicy::asleepIsNotLasting()
{
    // Idle before the machine slept, idle when it woke: eight hours of idling were not seen.
    Load load;
    load.workers = 3;
    load.add(2, 0, 0, 0);
    load.pass(8h);
    load.add(0, 0, 0);
    QVERIFY(!decide(load.samples, quick(), load.now()).changes());
    // And another start of the machine counts from another zero.
    load.boot = 8;
    load.add(6, 0, 0, 0);
    QVERIFY(!decide(load.samples, quick(), load.now()).changes());
    load.add(0, 0, 0);
    QVERIFY(decide(load.samples, quick(), load.now()).changes());
}

void TestAutoscalePolicy::aWallClockThatJumpsChangesNothing()
{
    Load steady = busy();
    Load jumping;
    for (int i = 0; i < 7; ++i) {
        jumping.wall = jumping.wall.addSecs(i % 2 == 0 ? -18 * 3600 : 365LL * 24 * 3600);
        jumping.add(20, 10, 4000);
    }
    for (qsizetype count = 1; count <= 7; ++count) {
        const Moment moment{steady.samples.at(count - 1).at, {}, {}};
        QCOMPARE(decide(jumping.samples.first(count), quick(), moment).target, decide(steady.samples.first(count), quick(), moment).target);
    }
    QVERIFY(decide(jumping.samples, quick(), jumping.now()).changes());
}

void TestAutoscalePolicy::anUnknownFigureDecidesNothing()
{
    const auto with = [](std::optional<qint64> waiting, std::optional<qint64> running, std::optional<qint64> oldest) {
        Load load = busy();
        load.add(waiting, running, oldest);
        return decide(load.samples, quick(), load.now());
    };
    QVERIFY(with(20, 10, 4000).changes());
    for (const Decision &decision : {with({}, 10, 4000), with(20, {}, 4000), with(20, 10, {})}) {
        QVERIFY(!decision.changes());
        QCOMPARE(decision.blockedBy, Block::Unknown);
    }
    // Nor does it count as lasting: what was not seen may have been anything.
    Load load = busy();
    load.add({}, {}, {});
    load.add(2, 20, 10, 4000);
    QVERIFY(!decide(load.samples, quick(), load.now()).changes());
    // For going down just the same.
    Load down = idle(3);
    down.add(0, {}, 0);
    QVERIFY(!decide(down.samples, quick(), down.now()).changes());
}

void TestAutoscalePolicy::oldFiguresDecideNothing()
{
    Load load = busy();
    load.pass(29s);
    QVERIFY(decide(load.samples, quick(), load.now()).changes());
    load.pass(2s);
    const Decision decision = decide(load.samples, quick(), load.now());
    QVERIFY(!decision.changes());
    QCOMPARE(decision.blockedBy, Block::Stale);
    QCOMPARE(decide({}, quick(), {}).blockedBy, Block::Stale);
}

void TestAutoscalePolicy::idleWorkersGo()
{
    Load load;
    load.workers = 3;
    for (int seconds = 0; seconds <= 90; seconds += 10) {
        load.add(0, 2, 0);
        const Decision decision = decide(load.samples, quick(), load.now());
        QCOMPARE(decision.target, seconds >= 60 ? 2 : 3);
    }
    // Anything that waits, even for a moment, begins the count anew.
    load.add(1, 2, 50);
    load.add(6, 0, 2, 0);
    QVERIFY(!decide(load.samples, quick(), load.now()).changes());
    load.add(0, 2, 0);
    QCOMPARE(decide(load.samples, quick(), load.now()).target, 2);
    const Load one = idle(1);
    QCOMPARE(decide(one.samples, quick(), one.now()).wished, 1);
}

void TestAutoscalePolicy::workersStayWhileTheirJobsWouldNotFit()
{
    // Of the 20 that two workers can run, 40 % are to stay free: 12.
    const Load fits = idle(3, 12);
    QCOMPARE(decide(fits.samples, quick(), fits.now()).target, 2);
    const Load tooMany = idle(3, 13);
    QCOMPARE(decide(tooMany.samples, quick(), tooMany.now()).target, 3);
    // A peak half a minute ago counts as much as now.
    Load peak = idle(3, 2);
    peak.add(0, 25, 0);
    peak.add(3, 0, 2, 0);
    QCOMPARE(decide(peak.samples, quick(), peak.now()).target, 3);
}

void TestAutoscalePolicy::theLargestStepForWhichThereIsRoom()
{
    Policy policy = quick();
    policy.stepDown = 4;
    policy.stepUp = 3;
    const Load few = idle(5, 3);
    QCOMPARE(decide(few.samples, policy, few.now()).target, 1);
    const Load some = idle(5, 12);
    QCOMPARE(decide(some.samples, policy, some.now()).target, 2);
    const Load many = busy(1);
    QCOMPARE(decide(many.samples, policy, many.now()).target, 4);
    const Load nearly = busy(4);
    QCOMPARE(decide(nearly.samples, policy, nearly.now()).target, 5);
}

void TestAutoscalePolicy::restsAfterAnyChange()
{
    Load load = busy(1);
    QVERIFY(decide(load.samples, quick(), load.now()).changes());
    load.workers = 2; // whoever did it
    int rounds = 0;
    Decision decision;
    for (; rounds < 20; ++rounds) {
        load.add(20, 20, 4000);
        decision = decide(load.samples, quick(), load.now());
        if (decision.changes())
            break;
        QVERIFY(decision.blockedBy == (rounds >= 3 ? Block::Resting : Block::None));
        QCOMPARE(decision.wished, rounds >= 3 ? 3 : 2);
    }
    QCOMPARE(rounds, 6); // the first sample that showed it, and 60 s
    // Down rests longer.
    load.workers = 3;
    for (rounds = 0; rounds < 30; ++rounds) {
        load.add(0, 0, 0);
        if (decide(load.samples, quick(), load.now()).changes())
            break;
    }
    QCOMPARE(rounds, 12);
}

void TestAutoscalePolicy::restsAfterATryThatFailed()
{
    const Load load = busy(1);
    Moment moment = load.now();
    moment.lastTry = moment.now - 59s;
    QCOMPARE(decide(load.samples, quick(), moment).blockedBy, Block::Resting);
    moment.lastTry = moment.now - 60s;
    QVERIFY(decide(load.samples, quick(), moment).changes());
}

void TestAutoscalePolicy::limitsHold()
{
    const Load most = busy(5);
    const Decision decision = decide(most.samples, quick(), most.now());
    QCOMPARE(decision.target, 5);
    QCOMPARE(decision.wished, 6);
    QCOMPARE(decision.blockedBy, Block::Limit);
    // Outside of them, whatever the load: back in.
    Load beyond = busy(9);
    QCOMPARE(decide(beyond.samples, quick(), beyond.now()).target, 5);
    Policy policy = quick();
    policy.min = 3;
    const Load below = idle(1);
    QCOMPARE(decide(below.samples, policy, below.now()).target, 3);
}

void TestAutoscalePolicy::budgetsHold()
{
    Policy policy = quick();
    Load load = busy(2);
    for (Sample &sample : load.samples)
        sample.safeMost = 2;
    const Decision decision = decide(load.samples, policy, load.now());
    QCOMPARE(decision.target, 2);
    QCOMPARE(decision.blockedBy, Block::Budget);
    policy.beyondBudget = true;
    QCOMPARE(decide(load.samples, policy, load.now()).target, 3);
    // A part of a step is better than none.
    policy.beyondBudget = false;
    policy.stepUp = 3;
    load.samples.last().safeMost = 3;
    const Decision part = decide(load.samples, policy, load.now());
    QCOMPARE(part.target, 3);
    QCOMPARE(part.wished, 5);
    QCOMPARE(part.blockedBy, Block::Budget);
    // An unknown budget is none.
    load.samples.last().safeMost = 0;
    QCOMPARE(decide(load.samples, policy, load.now()).target, 2);
    // Nor is the least number worth more than what fits.
    policy.min = 4;
    load.samples.last().safeMost = 2;
    QCOMPARE(decide(load.samples, policy, load.now()).target, 2);
    // Too small a budget throws nobody out.
    Load rich = busy(4);
    rich.samples.last().safeMost = 1;
    QCOMPARE(decide(rich.samples, quick(), rich.now()).target, 4);
}

void TestAutoscalePolicy::anotherOperationIsWaitedFor()
{
    const Load load = busy();
    Moment moment = load.now();
    moment.underWay = QStringLiteral("a backup is at work");
    const Decision decision = decide(load.samples, quick(), moment);
    QVERIFY(!decision.changes());
    QCOMPARE(decision.blockedBy, Block::UnderWay);
    QVERIFY(decision.reason.contains(moment.underWay));
}

void TestAutoscalePolicy::workersThatDoNotRunAreWaitedFor()
{
    Load load = busy(2);
    load.samples.last().wanted = 3;
    QCOMPARE(decide(load.samples, quick(), load.now()).blockedBy, Block::Unsettled);
    // More than are written down came from a --scale: that is no fault.
    load.samples.last().wanted = 1;
    QVERIFY(decide(load.samples, quick(), load.now()).changes());
}

void TestAutoscalePolicy::fromNoWorkersAnythingThatWaitsIsEnough()
{
    Policy policy = quick();
    policy.min = 0;
    Load load;
    load.workers = 0;
    load.add(5, 0, 0, 0);
    QVERIFY(!decide(load.samples, policy, load.now()).changes());
    load.add(4, 1, 0, 500);
    QCOMPARE(decide(load.samples, policy, load.now()).target, 1);
    const Load one = idle(1);
    QCOMPARE(decide(one.samples, policy, one.now()).target, 0);
}

void TestAutoscalePolicy::reasonsHoldTheFigures()
{
    const Load load = busy(2);
    QString reason = decide(load.samples, quick(), load.now()).reason;
    for (const char *figure : {"20 wait", "4 s", "20 of 20 run", "1 min"})
        QVERIFY2(reason.contains(QLatin1String(figure)), qPrintable(reason));
    const Load quiet = idle(3, 2);
    reason = decide(quiet.samples, quick(), quiet.now()).reason;
    for (const char *figure : {"nothing waits", "2 of 30 run", "2 workers"})
        QVERIFY2(reason.contains(QLatin1String(figure)), qPrintable(reason));
}

void TestAutoscalePolicy::whatALookSaysIsTakenOver()
{
    workers::Situation situation;
    situation.queue.at = test::noon;
    situation.queue.waiting = 4;
    situation.queue.running = 17;
    situation.queue.oldestWaitMs = 1234;
    situation.queue.completedPerMinute = 10;
    situation.queue.failedPerMinute = 2;
    situation.capacity.workers = 3;
    situation.capacity.wanted = 4;
    situation.capacity.safeMost = 6;
    situation.capacity.concurrency.perWorker = 10;
    workers::WorkerRow row;
    row.state = QStringLiteral("running");
    row.consuming = true;
    situation.workers.append(row);
    row.consuming.reset(); // not known: it may
    situation.workers.append(row);
    row.consuming = false; // full, or stuck with seven
    row.runningJobs = 7;
    situation.workers.append(row);
    const Sample sample = sampleOf(situation);
    QVERIFY(sample.isKnown());
    QCOMPARE(*sample.waiting, 4);
    QCOMPARE(*sample.running, 17);
    QCOMPARE(*sample.oldestWaitMs, 1234);
    QCOMPARE(*sample.endedPerMinute, 12.0);
    QCOMPARE(sample.workers, 3);
    QCOMPARE(sample.wanted, 4);
    QCOMPARE(sample.safeMost, 6);
    QCOMPARE(sample.capacity, 27);
}

void TestAutoscalePolicy::aQueueThatCannotBeAskedIsNotAnEmptyOne()
{
    workers::Situation situation;
    situation.queue.at = test::noon;
    situation.capacity.workers = 3;
    QVERIFY(sampleOf(situation).isKnown());
    workers::Finding finding;
    finding.id = QStringLiteral("queue-unknown");
    situation.findings.append(finding);
    QVERIFY(!sampleOf(situation).isKnown());
    situation.findings.clear();
    situation.queue.at = {};
    QVERIFY(!sampleOf(situation).isKnown());
}

/// Any constant load, from any number: it settles, and stays.
void TestAutoscalePolicy::constantLoadNeverFlaps()
{
    QRandomGenerator random(20260110);
    for (int round = 0; round < 60; ++round) {
        Policy policy = quick();
        policy.max = random.bounded(1, 9);
        policy.min = random.bounded(0, policy.max + 1);
        policy.busyPercent = random.bounded(30, 101);
        policy.roomPercent = random.bounded(101 - policy.busyPercent, 100);
        policy.stepUp = random.bounded(1, 4);
        policy.stepDown = random.bounded(1, 4);
        QD_VERIFY(checkPolicy(policy));
        Load load;
        load.workers = random.bounded(0, 10);
        const int jobs = random.bounded(0, 100); // always as many in the queue
        int turns = 0;
        int direction = 0;
        int lastChangeAt = 0;
        for (int step = 0; step < 400; ++step) {
            const int capacity = load.workers * load.perWorker;
            const int waiting = std::max(0, jobs - capacity);
            load.add(waiting, std::min(jobs, capacity), waiting == 0 ? 0 : 20'000);
            const Decision decision = decide(load.samples, policy, load.now());
            if (!decision.changes())
                continue;
            const int now = decision.target > decision.current ? 1 : -1;
            turns += direction != 0 && now != direction ? 1 : 0;
            direction = now;
            lastChangeAt = step;
            load.workers = decision.target;
        }
        QVERIFY2(turns == 0, qPrintable(QStringLiteral("round %1: %2 turns under %3 jobs").arg(round).arg(turns).arg(jobs)));
        QVERIFY2(lastChangeAt < 300, qPrintable(QStringLiteral("round %1 does not settle").arg(round)));
    }
}

void TestAutoscalePolicy::randomWalksKeepToTheRules()
{
    QRandomGenerator random(5);
    int changes = 0;
    for (int round = 0; round < 25; ++round) {
        Policy policy = quick();
        policy.max = random.bounded(2, 9);
        policy.min = random.bounded(0, policy.max);
        policy.stepUp = random.bounded(1, 4);
        policy.stepDown = random.bounded(1, 4);
        policy.restUp = std::chrono::seconds(random.bounded(10, 200));
        policy.restDown = std::chrono::seconds(random.bounded(10, 400));
        Load load;
        load.workers = random.bounded(policy.min, policy.max + 1);
        int jobs = 0;
        std::optional<std::chrono::milliseconds> last;
        for (int step = 0; step < 600; ++step) {
            jobs = std::clamp(jobs + random.bounded(-15, 16), 0, 150);
            if (random.bounded(50) == 0)
                load.pass(std::chrono::seconds(random.bounded(1, 4000))); // asleep
            if (random.bounded(50) == 0)
                load.wall = load.wall.addSecs(random.bounded(-100'000, 100'000));
            load.safeMost = random.bounded(1, 12);
            const int capacity = load.workers * load.perWorker;
            const int waiting = std::max(0, jobs - capacity);
            if (random.bounded(30) == 0)
                load.add({}, {}, {});
            else
                load.add(waiting, std::min(jobs, capacity), waiting == 0 ? 0 : random.bounded(1, 30'000));
            const Decision decision = decide(load.samples, policy, load.now());
            QVERIFY(decision.target >= policy.min && decision.target <= policy.max);
            QCOMPARE(decision.current, load.workers);
            if (!decision.changes())
                continue;
            const bool up = decision.target > decision.current;
            QVERIFY(!up || decision.target <= load.safeMost);
            QVERIFY(std::abs(decision.target - decision.current) <= (up ? policy.stepUp : policy.stepDown));
            if (last)
                QVERIFY2(load.at - *last >= (up ? policy.restUp : policy.restDown), "two changes within the rest");
            last = load.at;
            load.workers = decision.target;
            ++changes;
        }
    }
    QVERIFY2(changes > 100, qPrintable(QStringLiteral("the walks were too quiet to tell: %1 changes").arg(changes)));
}

QTEST_GUILESS_MAIN(TestAutoscalePolicy)
#include "tst_autoscalepolicy.moc"
