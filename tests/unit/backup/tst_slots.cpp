// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/schedule.h"

#include <QtTest>

#include <ctime>

using namespace quarterdeck::backup;
using Every = ScheduleRule::Every;

Q_DECLARE_METATYPE(ScheduleRule)

class TestSlots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slotsFallWhereTheWallClockSays_data();
    void slotsFallWhereTheWallClockSays();
    void theEdgesBelongToOneWindowOnly();
    void impossibleQuestionsHaveNoSlots();
    void windowsAddUpInEveryZone_data();
    void windowsAddUpInEveryZone();
    void aDailySlotComesOnceADayInEveryZone_data();
    void aDailySlotComesOnceADayInEveryZone();
    void aYearOfHoursIsQuick();
    void cleanupTestCase() { setZone("UTC"); }

private:
    static void setZone(const QByteArray &zone)
    {
        qputenv("TZ", zone);
        ::tzset();
    }
};

namespace {

QDateTime utc(const char *text)
{
    const QLatin1String all(text);
    return {QDate::fromString(all.left(10), Qt::ISODate), QTime::fromString(all.mid(11), Qt::ISODate), Qt::UTC};
}

QStringList asUtc(const QList<QDateTime> &times)
{
    QStringList list;
    for (const QDateTime &time : times)
        list.append(time.toUTC().toString(QStringLiteral("MM-dd HH:mm")));
    return list;
}

void addZones()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDateTime>("from");
    const QDateTime year(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    for (const char *zone : {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Cairo"})
        QTest::newRow(zone) << QByteArray(zone) << year;
    // Clocks that went forward at midnight, and an island that left out a whole day.
    QTest::newRow("America/Sao_Paulo 2018") << QByteArray("America/Sao_Paulo") << QDateTime(QDate(2018, 6, 1), QTime(0, 0), Qt::UTC);
    QTest::newRow("Pacific/Apia 2011") << QByteArray("Pacific/Apia") << QDateTime(QDate(2011, 6, 1), QTime(0, 0), Qt::UTC);
}

} // namespace

void TestSlots::slotsFallWhereTheWallClockSays_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<ScheduleRule>("rule");
    QTest::addColumn<QDateTime>("from");
    QTest::addColumn<QDateTime>("until");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *zone, const ScheduleRule &rule, const char *from, const char *until,
                        const QStringList &expected) { QTest::newRow(name) << QByteArray(zone) << rule << utc(from) << utc(until) << expected; };
    const ScheduleRule halfPastTwo{Every::Day, QTime(2, 30), 7};
    const char *berlin = "Europe/Berlin";
    row("every day", berlin, halfPastTwo, "2026-01-10 12:00:00", "2026-01-13 12:00:00",
        {QStringLiteral("01-11 01:30"), QStringLiteral("01-12 01:30"), QStringLiteral("01-13 01:30")});
    // 29 March: 02:00 becomes 03:00. The slot that does not exist runs at the first minute that does.
    row("day, in the gap", berlin, halfPastTwo, "2026-03-28 12:00:00", "2026-03-30 12:00:00",
        {QStringLiteral("03-29 01:00"), QStringLiteral("03-30 00:30")});
    row("day, at the end of the gap", berlin, {Every::Day, QTime(3, 0), 7}, "2026-03-28 12:00:00", "2026-03-29 12:00:00",
        {QStringLiteral("03-29 01:00")});
    row("day, before the gap", berlin, {Every::Day, QTime(1, 59), 7}, "2026-03-28 12:00:00", "2026-03-29 12:00:00", {QStringLiteral("03-29 00:59")});
    // 25 October: 03:00 becomes 02:00. The first of the two.
    row("day, in the overlap", berlin, halfPastTwo, "2026-10-24 12:00:00", "2026-10-26 12:00:00",
        {QStringLiteral("10-25 00:30"), QStringLiteral("10-26 01:30")});
    row("day, behind the overlap", berlin, {Every::Day, QTime(3, 0), 7}, "2026-10-24 12:00:00", "2026-10-25 12:00:00",
        {QStringLiteral("10-25 02:00")});
    // Between the two halves past two nothing is due.
    row("the second time is none", berlin, halfPastTwo, "2026-10-25 00:30:00", "2026-10-25 12:00:00", {});
    row("hours over the gap", berlin, {Every::Hour, QTime(9, 15), 7}, "2026-03-28 23:30:00", "2026-03-29 03:30:00",
        {QStringLiteral("03-29 00:15"), QStringLiteral("03-29 01:15"), QStringLiteral("03-29 02:15"), QStringLiteral("03-29 03:15")});
    row("hours over the overlap", berlin, {Every::Hour, QTime(9, 15), 7}, "2026-10-24 23:30:00", "2026-10-25 03:30:00",
        {QStringLiteral("10-25 00:15"), QStringLiteral("10-25 02:15"), QStringLiteral("10-25 03:15")});
    row("six hours over the gap", berlin, {Every::SixHours, QTime(20, 15), 7}, "2026-03-28 20:00:00", "2026-03-29 20:00:00",
        {QStringLiteral("03-29 01:00"), QStringLiteral("03-29 06:15"), QStringLiteral("03-29 12:15"), QStringLiteral("03-29 18:15")});
    row("weeks", berlin, {Every::Week, QTime(2, 30), 7}, "2026-03-20 00:00:00", "2026-04-06 00:00:00",
        {QStringLiteral("03-22 01:30"), QStringLiteral("03-29 01:00"), QStringLiteral("04-05 00:30")});
    row("Mondays", "UTC", {Every::Week, QTime(0, 0), 1}, "2026-03-01 12:00:00", "2026-03-10 00:00:00",
        {QStringLiteral("03-02 00:00"), QStringLiteral("03-09 00:00")});
    row("half an hour's gap", "Australia/Lord_Howe", {Every::Day, QTime(2, 15), 7}, "2026-10-03 00:00:00", "2026-10-04 00:00:00",
        {QStringLiteral("10-03 15:30")});
    row("a night without midnight", "America/Sao_Paulo", {Every::Day, QTime(0, 0), 7}, "2018-11-03 12:00:00", "2018-11-05 12:00:00",
        {QStringLiteral("11-04 03:00"), QStringLiteral("11-05 02:00")});
    row("a year that ends", berlin, {Every::Day, QTime(0, 0), 7}, "2026-12-31 00:00:00", "2027-01-01 00:00:00", {QStringLiteral("12-31 23:00")});
}

void TestSlots::slotsFallWhereTheWallClockSays()
{
    QFETCH(QByteArray, zone);
    QFETCH(ScheduleRule, rule);
    QFETCH(QDateTime, from);
    QFETCH(QDateTime, until);
    QFETCH(QStringList, expected);
    setZone(zone);
    QCOMPARE(asUtc(slotsBetween(rule, from, until)), expected);
    QCOMPARE(asUtc(slotsBetween(rule, from.toLocalTime(), until.toLocalTime())), expected);
}

void TestSlots::theEdgesBelongToOneWindowOnly()
{
    setZone("Europe/Berlin");
    const ScheduleRule rule{Every::Day, QTime(2, 0), 7};
    const QDateTime slot(QDate(2026, 1, 10), QTime(1, 0), Qt::UTC);
    QCOMPARE(slotsBetween(rule, slot.addSecs(-60), slot).size(), 1);
    QCOMPARE(slotsBetween(rule, slot, slot.addSecs(60)).size(), 0);
    QCOMPARE(slotsBetween(rule, slot.addMSecs(-1), slot.addSecs(60)).size(), 1);
    QCOMPARE(slotsBetween(rule, slot.addSecs(-60), slot.addMSecs(-1)).size(), 0);
}

void TestSlots::impossibleQuestionsHaveNoSlots()
{
    setZone("UTC");
    const QDateTime now(QDate(2026, 1, 10), QTime(1, 0), Qt::UTC);
    QVERIFY(slotsBetween({}, now, now).isEmpty());
    QVERIFY(slotsBetween({}, now, now.addDays(-1)).isEmpty());
    QVERIFY(slotsBetween({}, QDateTime(), now).isEmpty());
    QVERIFY(slotsBetween({}, now, QDateTime()).isEmpty());
    QVERIFY(slotsBetween({Every::Day, QTime(), 7}, now, now.addDays(3)).isEmpty());
    QVERIFY(slotsBetween({Every::Week, QTime(2, 0), 9}, now, now.addDays(30)).isEmpty());
}

void TestSlots::windowsAddUpInEveryZone_data()
{
    addZones();
}

void TestSlots::windowsAddUpInEveryZone()
{
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, from);
    setZone(zone);
    const QDateTime until = from.addDays(365);
    for (const ScheduleRule &rule : {ScheduleRule{Every::Hour, QTime(0, 17), 7}, ScheduleRule{Every::SixHours, QTime(2, 30), 7},
                                     ScheduleRule{Every::Day, QTime(0, 0), 7}, ScheduleRule{Every::Week, QTime(23, 59), 7}}) {
        const QList<QDateTime> whole = slotsBetween(rule, from, until);
        QVERIFY(std::adjacent_find(whole.begin(), whole.end(), std::greater_equal<>()) == whole.end());
        QList<QDateTime> pieces;
        for (QDateTime at = from; at < until; at = at.addSecs(11 * 3600 + 1234))
            pieces += slotsBetween(rule, at, std::min(until, at.addSecs(11 * 3600 + 1234)));
        QCOMPARE(pieces, whole);
    }
}

void TestSlots::aDailySlotComesOnceADayInEveryZone_data()
{
    addZones();
}

void TestSlots::aDailySlotComesOnceADayInEveryZone()
{
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, from);
    setZone(zone);
    for (const QTime at : {QTime(0, 0), QTime(0, 30), QTime(1, 30), QTime(2, 30), QTime(12, 0), QTime(23, 30)}) {
        const QList<QDateTime> all = slotsBetween({Every::Day, at, 7}, from, from.addDays(365));
        // The island's missing day takes the first minute of the next: two of its slots may fall together.
        QVERIFY2(all.size() >= 364 && all.size() <= 366, qPrintable(QString::number(all.size())));
        for (qsizetype i = 1; i < all.size(); ++i) {
            const qint64 hours = all.at(i - 1).secsTo(all.at(i)) / 3600;
            QVERIFY2(hours <= 26, qPrintable(all.at(i).toString(Qt::ISODate)));
        }
        const auto exact = std::count_if(all.begin(), all.end(), [&](const QDateTime &time) { return time.toLocalTime().time() == at; });
        QVERIFY2(exact >= all.size() - 2, qPrintable(QString::number(exact)));
    }
}

void TestSlots::aYearOfHoursIsQuick()
{
    setZone("Europe/Berlin");
    const QDateTime from(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    QElapsedTimer timer;
    timer.start();
    // 8,760 hours, less the one that is left out and the one that comes twice.
    QCOMPARE(slotsBetween({Every::Hour, QTime(0, 30), 7}, from, from.addDays(365)).size(), 8759);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestSlots)
#include "tst_slots.moc"
