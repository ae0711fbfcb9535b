// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/retention.h"
#include "sets.h"

#include <QRandomGenerator>
#include <QSet>
#include <QtTest>

#include <algorithm>
#include <ctime>

using namespace quarterdeck::backup;
using namespace std::chrono_literals;
using quarterdeck::test::someSet;

Q_DECLARE_METATYPE(RetentionPolicy)
Q_DECLARE_METATYPE(QList<BackupSet>)

class TestRetention final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rulesKeepWhatTheySay_data();
    void rulesKeepWhatTheySay();
    void everyReasonIsTold();
    void theHourThatComesTwiceIsTwoHours();
    void daysAreThoseOfTheWallClock();
    void ageLetsGoOfTheOldOnes();
    void provenSetsOutliveTheirAge();
    void theNewestProvenSetNeverGoes();
    void withoutProofsTheNewestStay();
    void damagedSetsStayWhenThereIsNothingBetter();
    void reasonsNameTheNumberThatCounts();
    void damagedSetsFillNoRule();
    void foreignAndUnreadableSetsStay();
    void aClockThatWasAheadDeletesNothing();
    void aClockThatIsBehindDeletesNothing();
    void aClockThatRunsBackwardsAgesNothing();
    void aMachineThatWasOffAgesNothing();
    void sequenceCountsBeforeTime();
    void twoStacksInOneFolderDoNotMix();
    void theOrderOfTheListDoesNotMatter();
    void randomPoliciesNeverBreakThePromises();
};

namespace {

const QDateTime evening(QDate(2026, 3, 10), QTime(22, 30), Qt::UTC);

RetentionPolicy nothing()
{
    RetentionPolicy policy;
    policy.maxAge = 0h;
    policy.minProven = 1;
    return policy;
}

/// `count` sets, the newest at `last`, each `gap` before the next; numbered from 1.
QList<BackupSet> series(int count, const QDateTime &last, std::chrono::seconds gap, SetState state = SetState::Proven)
{
    QList<BackupSet> sets;
    for (int i = 1; i <= count; ++i)
        sets.append(someSet(i, last.addSecs(-gap.count() * (count - i)), state));
    return sets;
}

QList<qint64> kept(const QList<BackupSet> &sets, const RetentionPolicy &policy, const QDateTime &now)
{
    QList<qint64> numbers;
    for (const RetentionDecision &decision : decideRetention(sets, policy, now)) {
        const auto set = std::find_if(sets.begin(), sets.end(), [&](const BackupSet &s) { return s.id == decision.id; });
        if (decision.keep)
            numbers.append(set->sequence);
    }
    return numbers;
}

QStringList reasonsOf(const QList<RetentionDecision> &decisions, const BackupSet &set)
{
    for (const RetentionDecision &decision : decisions) {
        if (decision.id == set.id)
            return decision.reasons;
    }
    return {QStringLiteral("no decision")};
}

QList<qint64> numbers(qint64 from, qint64 to)
{
    QList<qint64> list;
    for (qint64 i = from; i >= to; --i)
        list.append(i);
    return list;
}

} // namespace

void TestRetention::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
    ::tzset();
    QCOMPARE(QDateTime(QDate(2026, 7, 1), QTime(12, 0)).offsetFromUtc(), 7200);
}

void TestRetention::rulesKeepWhatTheySay_data()
{
    QTest::addColumn<QList<BackupSet>>("sets");
    QTest::addColumn<RetentionPolicy>("policy");
    QTest::addColumn<QList<qint64>>("expected");

    const auto row
        = [](const char *name, const QList<BackupSet> &sets, const std::function<void(RetentionPolicy &)> &change, const QList<qint64> &expected) {
              RetentionPolicy policy = nothing();
              change(policy);
              QTest::newRow(name) << sets << policy << expected;
          };
    const QList<BackupSet> days = series(10, evening, 24h);
    row(
        "no rule keeps all", days, [](RetentionPolicy &) {}, numbers(10, 1));
    row("last 1", days, [](RetentionPolicy &p) { p.keepLast = 1; }, {10});
    row("last 3", days, [](RetentionPolicy &p) { p.keepLast = 3; }, {10, 9, 8});
    row(
        "last more than there are", days, [](RetentionPolicy &p) { p.keepLast = 99; }, numbers(10, 1));
    row("negative is off", days, [](RetentionPolicy &p) { p.keepLast = -4, p.keepDaily = 2; }, {10, 9});

    // Every twenty minutes: 22:30 22:10 | 21:50 21:30 21:10 | 20:50 ...
    const QList<BackupSet> often = series(12, evening, 20min);
    row("hourly 1", often, [](RetentionPolicy &p) { p.keepHourly = 1; }, {12});
    row("hourly 3", often, [](RetentionPolicy &p) { p.keepHourly = 3; }, {12, 10, 7});
    row("hourly 99", often, [](RetentionPolicy &p) { p.keepHourly = 99; }, {12, 10, 7, 4, 1});

    // Twice a day, 23:30 and 11:30 in Berlin.
    const QList<BackupSet> twice = series(8, evening, 12h);
    row("daily 2", twice, [](RetentionPolicy &p) { p.keepDaily = 2; }, {8, 6});
    row("daily 3 and last 2", twice, [](RetentionPolicy &p) { p.keepDaily = 3, p.keepLast = 2; }, {8, 7, 6, 4});

    // Days without a set do not count, as with restic.
    QList<BackupSet> holes;
    for (const int daysAgo : {20, 13, 12, 5, 0})
        holes.append(someSet(holes.size() + 1, evening.addDays(-daysAgo)));
    row("daily 3 with holes", holes, [](RetentionPolicy &p) { p.keepDaily = 3; }, {5, 4, 3});

    // 10 March 2026 is a Tuesday; its week began with number 39, the one before with 32.
    const QList<BackupSet> weeks = series(40, evening, 24h);
    row("weekly 1", weeks, [](RetentionPolicy &p) { p.keepWeekly = 1; }, {40});
    row("weekly 3", weeks, [](RetentionPolicy &p) { p.keepWeekly = 3; }, {40, 38, 31});
    row("monthly 2", weeks, [](RetentionPolicy &p) { p.keepMonthly = 2; }, {40, 30});
    row("monthly 9", weeks, [](RetentionPolicy &p) { p.keepMonthly = 9; }, {40, 30, 2});

    // The last days of a year can belong to the first week of the next.
    QList<BackupSet> yearEnd;
    for (int day = 0; day < 10; ++day)
        yearEnd.append(someSet(day + 1, QDateTime(QDate(2025, 12, 25), QTime(10, 0), Qt::UTC).addDays(day)));
    row("weekly across the year", yearEnd, [](RetentionPolicy &p) { p.keepWeekly = 2; }, {10, 4});
    row("monthly across the year", yearEnd, [](RetentionPolicy &p) { p.keepMonthly = 2; }, {10, 7});

    // Grandfather, father, son over a year of nights.
    QList<qint64> gfs = numbers(400, 394); // 7 days: 4 to 10 March
    gfs += {391, 384, 377}; // Sundays of the weeks before; the current week is above
    gfs += {390, 362, 331, 300, 270}; // last of February, January, ... November
    std::sort(gfs.begin(), gfs.end(), std::greater<>());
    row(
        "seven days, five weeks, six months", series(400, evening, 24h),
        [](RetentionPolicy &p) { p.keepDaily = 7, p.keepWeekly = 5, p.keepMonthly = 6; }, gfs);

    row("younger than three days", days, [](RetentionPolicy &p) { p.maxAge = 72h; }, {10, 9, 8, 7});
    row("age and rule together", days, [](RetentionPolicy &p) { p.maxAge = 24h, p.keepWeekly = 2; }, {10, 9, 8});
    row("one set", series(1, evening.addDays(-90), 24h), [](RetentionPolicy &p) { p.maxAge = 1h; }, {1});
    row("no set", {}, [](RetentionPolicy &p) { p.maxAge = 1h; }, {});
}

void TestRetention::rulesKeepWhatTheySay()
{
    QFETCH(QList<BackupSet>, sets);
    QFETCH(RetentionPolicy, policy);
    QFETCH(QList<qint64>, expected);
    QCOMPARE(kept(sets, policy, evening), expected);
    const auto decisions = decideRetention(sets, policy, evening);
    QCOMPARE(decisions.size(), sets.size());
    for (const RetentionDecision &decision : decisions)
        QVERIFY2(!decision.reasons.isEmpty(), qPrintable(decision.id));
}

void TestRetention::everyReasonIsTold()
{
    const QList<BackupSet> sets = series(40, evening, 24h);
    RetentionPolicy policy = nothing();
    policy.keepLast = 1;
    policy.keepHourly = 1;
    policy.keepDaily = 1;
    policy.keepWeekly = 1;
    policy.keepMonthly = 1;
    policy.maxAge = 24h;
    const auto decisions = decideRetention(sets, policy, evening);
    QCOMPARE(reasonsOf(decisions, sets.at(39)),
             (QStringList{QStringLiteral("newest proven set"), QStringLiteral("one of the last 1"), QStringLiteral("hourly 2026-03-10 23:00"),
                          QStringLiteral("daily 2026-03-10"), QStringLiteral("weekly 2026-W11"), QStringLiteral("monthly 2026-03"),
                          QStringLiteral("younger than 1 d")}));
    QCOMPARE(reasonsOf(decisions, sets.at(0)), QStringList{QStringLiteral("older than 1 d")});
    policy.maxAge = 0h;
    QCOMPARE(reasonsOf(decideRetention(sets, policy, evening), sets.at(0)), QStringList{QStringLiteral("no rule keeps it")});
}

void TestRetention::theHourThatComesTwiceIsTwoHours()
{
    // 25 October 2026: 02:30 summer time, then 02:30 winter time.
    const QDateTime first(QDate(2026, 10, 25), QTime(0, 30), Qt::UTC);
    const QList<BackupSet> sets = {someSet(1, first), someSet(2, first.addSecs(3600))};
    QCOMPARE(sets.at(0).time.toLocalTime().time(), sets.at(1).time.toLocalTime().time());
    RetentionPolicy policy = nothing();
    policy.keepHourly = 2;
    QCOMPARE(kept(sets, policy, first.addDays(1)), (QList<qint64>{2, 1}));
    policy.keepHourly = 0;
    policy.keepDaily = 2;
    QCOMPARE(kept(sets, policy, first.addDays(1)), (QList<qint64>{2}));
}

void TestRetention::daysAreThoseOfTheWallClock()
{
    // 23:30 UTC is the next day in Berlin.
    const QDateTime late(QDate(2026, 1, 5), QTime(23, 30), Qt::UTC);
    const QList<BackupSet> sets = {someSet(1, late.addSecs(-3600)), someSet(2, late), someSet(3, late.addSecs(6 * 3600))};
    RetentionPolicy policy = nothing();
    policy.keepDaily = 2;
    const auto decisions = decideRetention(sets, policy, late.addDays(1));
    QCOMPARE(kept(sets, policy, late.addDays(1)), (QList<qint64>{3, 1}));
    QVERIFY(reasonsOf(decisions, sets.at(2)).contains(QStringLiteral("daily 2026-01-06")));
    QVERIFY(reasonsOf(decisions, sets.at(0)).contains(QStringLiteral("daily 2026-01-05")));
}

void TestRetention::ageLetsGoOfTheOldOnes()
{
    RetentionPolicy policy = nothing();
    policy.maxAge = 48h;
    const QList<BackupSet> sets = series(6, evening, 24h);
    // Exactly as old as the limit stays; a second more goes.
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{6, 5, 4}));
    QCOMPARE(kept(sets, policy, evening.addSecs(1)), (QList<qint64>{6, 5}));
    QCOMPARE(kept(sets, RetentionPolicy(), evening).size(), 6);
}

void TestRetention::provenSetsOutliveTheirAge()
{
    // For eight nights no drill has passed: those that did are all there is to trust.
    QList<BackupSet> sets = series(12, evening, 24h, SetState::Unverified);
    for (const int number : {1, 2, 3, 4})
        sets[number - 1].state = SetState::Proven;
    RetentionPolicy policy = nothing();
    policy.maxAge = 24h;
    policy.minProven = 3;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{12, 11, 4, 3, 2}));
    const auto decisions = decideRetention(sets, policy, evening);
    QCOMPARE(reasonsOf(decisions, sets.at(3)), QStringList{QStringLiteral("newest proven set")});
    QCOMPARE(reasonsOf(decisions, sets.at(1)), QStringList{QStringLiteral("one of the last 3 proven sets")});
}

void TestRetention::theNewestProvenSetNeverGoes()
{
    QList<BackupSet> sets = series(12, evening, 24h, SetState::Verified);
    sets[0].state = SetState::Proven;
    for (const int floor : {0, -1, 1}) {
        RetentionPolicy policy = nothing();
        policy.maxAge = 1h;
        policy.minProven = floor;
        QCOMPARE(kept(sets, policy, evening.addDays(300)), (QList<qint64>{12, 1}));
        policy.maxAge = 0h;
        policy.keepLast = 1;
        QCOMPARE(kept(sets, policy, evening.addDays(300)), (QList<qint64>{12, 1}));
    }
}

void TestRetention::withoutProofsTheNewestStay()
{
    QList<BackupSet> sets = series(8, evening, 24h, SetState::Unverified);
    RetentionPolicy policy = nothing();
    policy.maxAge = 1h;
    policy.minProven = 3;
    QCOMPARE(kept(sets, policy, evening.addDays(60)), (QList<qint64>{8, 7, 6}));
    // Of those, a checked one is worth more than a newer one nobody looked at; the newest stays anyhow.
    sets[1].state = SetState::Verified;
    QCOMPARE(kept(sets, policy, evening.addDays(60)), (QList<qint64>{8, 7, 2}));
    sets[0].state = SetState::Proven;
    QCOMPARE(kept(sets, policy, evening.addDays(60)), (QList<qint64>{8, 2, 1}));
}

void TestRetention::damagedSetsStayWhenThereIsNothingBetter()
{
    // A short file in each, or a disk that gives errors today: still all there is.
    const QList<BackupSet> sets = series(8, evening, 24h, SetState::Damaged);
    RetentionPolicy policy = nothing();
    policy.maxAge = 1h;
    policy.minProven = 3;
    QCOMPARE(kept(sets, policy, evening.addDays(60)), (QList<qint64>{8, 7, 6}));
    QList<BackupSet> oneGood = sets;
    oneGood[2].state = SetState::Unverified;
    QCOMPARE(kept(oneGood, policy, evening.addDays(60)), (QList<qint64>{8, 7, 3}));
}

void TestRetention::reasonsNameTheNumberThatCounts()
{
    const QList<BackupSet> sets = series(4, evening, 24h, SetState::Unverified);
    RetentionPolicy policy = nothing();
    policy.maxAge = 1h;
    policy.minProven = 0; // one always stays
    const auto decisions = decideRetention(sets, policy, evening.addDays(60));
    QCOMPARE(reasonsOf(decisions, sets.at(3)), QStringList{QStringLiteral("fewer than 1 sets are proven")});
}

void TestRetention::damagedSetsFillNoRule()
{
    QList<BackupSet> sets = series(6, evening, 24h);
    sets[5].state = SetState::Damaged;
    sets[3].state = SetState::Damaged;
    RetentionPolicy policy = nothing();
    policy.keepDaily = 2;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{5, 3}));
    policy.keepDaily = 0;
    policy.keepLast = 2;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{5, 3}));
    policy.keepLast = 0;
    policy.maxAge = 24h;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{6, 5}));
}

void TestRetention::foreignAndUnreadableSetsStay()
{
    QList<BackupSet> sets = series(6, evening, 24h);
    sets[0].state = SetState::Foreign;
    sets[0].manifest.reset();
    sets[0].sequence = 0;
    sets[1].state = SetState::Damaged;
    sets[1].manifest.reset();
    sets[1].sequence = 0;
    sets[2].time = QDateTime();
    RetentionPolicy policy = nothing();
    policy.maxAge = 1h;
    const auto decisions = decideRetention(sets, policy, evening.addDays(60));
    for (const int index : {0, 1, 2, 5})
        QVERIFY2(std::any_of(decisions.begin(), decisions.end(),
                             [&](const RetentionDecision &d) { return d.id == sets.at(index).id && d.keep && d.reasons.size() == 1; }),
                 qPrintable(QString::number(index)));
    QCOMPARE(std::count_if(decisions.begin(), decisions.end(), [](const RetentionDecision &d) { return d.keep; }), 4);
}

void TestRetention::aClockThatWasAheadDeletesNothing()
{
    // One run met a clock a year ahead; then it was set right.
    QList<BackupSet> sets = series(6, evening, 24h);
    sets[3].time = sets[3].time.addYears(1);
    RetentionPolicy policy = nothing();
    policy.maxAge = 7 * 24h;
    QCOMPARE(kept(sets, policy, evening), numbers(6, 1));
    QVERIFY(reasonsOf(decideRetention(sets, policy, evening), sets.at(3)).contains(QStringLiteral("dated in the future")));
    // And while the clock is still ahead, retention after that very run:
    const QList<BackupSet> until = sets.first(4);
    QCOMPARE(kept(until, policy, until.last().time), numbers(4, 1));
}

void TestRetention::aClockThatIsBehindDeletesNothing()
{
    // WSL after sleep: eighteen hours, or years, behind.
    const QList<BackupSet> sets = series(6, evening, 24h);
    RetentionPolicy policy = nothing();
    policy.maxAge = 5 * 24h;
    for (const qint64 hours : {18, 24 * 7, 24 * 365 * 5})
        QCOMPARE(kept(sets, policy, evening.addSecs(-3600 * hours)), numbers(6, 1));
}

void TestRetention::aClockThatRunsBackwardsAgesNothing()
{
    // Each run earlier than the one before: no time has passed that anybody could prove.
    QList<BackupSet> sets;
    for (int i = 1; i <= 10; ++i)
        sets.append(someSet(i, evening.addDays(-i)));
    RetentionPolicy policy = nothing();
    policy.maxAge = 48h;
    QCOMPARE(kept(sets, policy, evening.addDays(-10)), numbers(10, 1));
    // With a right clock again, ten days later, the gap to the newest is the only age.
    QCOMPARE(kept(sets, policy, evening.addDays(-9)), numbers(10, 1));
}

void TestRetention::aMachineThatWasOffAgesNothing()
{
    QList<BackupSet> sets = series(10, evening, 24h);
    sets.append(someSet(11, evening.addDays(60)));
    RetentionPolicy policy = nothing();
    policy.maxAge = 7 * 24h;
    policy.minProven = 1;
    // The sixty days count as one: the week before is still a week.
    QCOMPARE(kept(sets, policy, evening.addDays(60)), numbers(11, 4));
    const auto decisions = decideRetention(sets, policy, evening.addDays(60));
    QVERIFY(reasonsOf(decisions, sets.at(10)).contains(QStringLiteral("younger than 7 d")));
    // Nobody shall read "younger than 7 d" of a set that is two months old.
    QCOMPARE(reasonsOf(decisions, sets.at(9)), QStringList{QStringLiteral("younger than 7 d, not counting times without backups")});
}

void TestRetention::sequenceCountsBeforeTime()
{
    // The newest by number was taken while the clock was a day behind.
    QList<BackupSet> sets = {someSet(1, evening.addDays(-2)), someSet(2, evening.addDays(-1)), someSet(3, evening.addDays(-1).addSecs(-600))};
    RetentionPolicy policy = nothing();
    policy.keepLast = 1;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{3}));
    policy.keepLast = 0;
    policy.keepDaily = 1;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{3}));
    QCOMPARE(decideRetention(sets, policy, evening).front().id, sets.at(2).id);
}

void TestRetention::twoStacksInOneFolderDoNotMix()
{
    QList<BackupSet> sets = series(4, evening, 24h);
    for (int i = 0; i < 3; ++i) {
        BackupSet other = someSet(100 + i, evening.addDays(-30 + i));
        other.id = QStringLiteral("other%1").arg(i);
        other.manifest->stackId = QStringLiteral("other");
        sets.append(other);
    }
    RetentionPolicy policy = nothing();
    policy.keepLast = 2;
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{102, 101, 4, 3}));
    policy.keepLast = 0;
    policy.maxAge = 24h;
    // The other stack's newest is a month old and stays for its own sake.
    QCOMPARE(kept(sets, policy, evening), (QList<qint64>{102, 4, 3}));
}

void TestRetention::theOrderOfTheListDoesNotMatter()
{
    QList<BackupSet> sets = series(30, evening, 7h);
    RetentionPolicy policy = nothing();
    policy.keepDaily = 3;
    policy.keepWeekly = 2;
    policy.maxAge = 20h;
    const QList<qint64> expected = kept(sets, policy, evening);
    std::reverse(sets.begin(), sets.end());
    QCOMPARE(kept(sets, policy, evening), expected);
    std::shuffle(sets.begin(), sets.end(), *QRandomGenerator::global());
    QCOMPARE(kept(sets, policy, evening), expected);
}

void TestRetention::randomPoliciesNeverBreakThePromises()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    for (int round = 0; round < 600; ++round) {
        QList<BackupSet> sets;
        QDateTime time = evening.addDays(-60);
        const int count = random.bounded(1, 30);
        for (int i = 1; i <= count; ++i) {
            // Now and then the clock jumps, either way.
            time = random.bounded(8) == 0 ? time.addDays(random.bounded(-400, 400)) : time.addSecs(random.bounded(100'000));
            BackupSet set = someSet(i, time, static_cast<SetState>(random.bounded(5)));
            if (set.state == SetState::Foreign)
                set.manifest.reset();
            sets.append(set);
        }
        const QDateTime now = random.bounded(4) == 0 ? time.addDays(random.bounded(-500, 500)) : time;
        RetentionPolicy policy;
        for (int *rule : {&policy.keepLast, &policy.keepHourly, &policy.keepDaily, &policy.keepWeekly, &policy.keepMonthly})
            *rule = random.bounded(3) == 0 ? random.bounded(6) : 0;
        policy.maxAge = std::chrono::hours(random.bounded(3) == 0 ? 0 : random.bounded(400));
        policy.minProven = random.bounded(5);

        const auto decisions = decideRetention(sets, policy, now);
        const QByteArray where = QStringLiteral("seed %1 round %2").arg(seed).arg(round).toUtf8();
        QVERIFY2(decisions.size() == sets.size(), where.constData());
        QSet<QString> stays;
        for (const RetentionDecision &decision : decisions) {
            QVERIFY2(!decision.reasons.isEmpty(), where.constData());
            if (decision.keep)
                stays.insert(decision.id);
        }
        const auto staysOf = [&](auto wanted) {
            return std::count_if(sets.begin(), sets.end(), [&](const BackupSet &set) { return wanted(set) && stays.contains(set.id); });
        };
        const auto there = [&](auto wanted) { return std::count_if(sets.begin(), sets.end(), wanted); };
        const auto isProven = [](const BackupSet &set) { return set.state == SetState::Proven; };
        const auto isOurs = [](const BackupSet &set) { return set.state != SetState::Foreign; };
        const auto untouchable = [&](const BackupSet &set) { return set.state == SetState::Foreign || set.time > now; };
        const qint64 floor = std::max(1, policy.minProven);
        QVERIFY2(staysOf(isProven) >= std::min<qint64>(floor, there(isProven)), where.constData());
        QVERIFY2(staysOf(isOurs) >= std::min<qint64>(floor, there(isOurs)), where.constData());
        QVERIFY2(staysOf(untouchable) == there(untouchable), where.constData());
        for (auto set = sets.crbegin(); set != sets.crend(); ++set) {
            if (isProven(*set)) {
                QVERIFY2(stays.contains(set->id), where.constData());
                break;
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
