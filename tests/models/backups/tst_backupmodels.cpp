// SPDX-License-Identifier: GPL-3.0-or-later
#include "backupsamples.h"

#include "gui/consolestate.h"
#include "gui/models/backupcalendar.h"
#include "gui/models/backupsetmodel.h"
#include "gui/models/backupwords.h"
#include "gui/models/retentionmodel.h"
#include "gui/models/setcontentsmodels.h"
#include "gui/models/setfacts.h"
#include "gui/theme/colors.h"

#include <QAbstractItemModelTester>
#include <QSortFilterProxyModel>
#include <QtTest>

#include <ctime>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using backup::BackupSet;
using backup::Part;
using backup::SetState;
using health::State;

class TestBackupModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeAndGoByTheirId();
    void rowsMayChangePlaces();
    void nothingIsToldWhenNothingChanged();
    void selectionFollowsItsSet();
    void agesAreToldAnew();
    void valuesSortRaw_data();
    void valuesSortRaw();
    void everyCellSpeaks();
    void aThousandSetsUpdateQuickly();
    void tablesAndFilesAreListed();
    void retentionCountsWhatGoes();
    void momentsReadShort();
    void schedulesReadAsSentences();
    void nextRunHasItsState();
    void lastRunHasItsState_data();
    void lastRunHasItsState();
    void proofAgesThroughItsLimits_data();
    void proofAgesThroughItsLimits();
    void lastProvenIsTheNewestThatIsProven();
    void notCoveredIsSaidInWords();
    void daysHoldTheirSets();
    void daysFollowLocalTime();
    void factsOfEveryStateSpeak();
    void factsNeverSayTheWholeKey();
    void backupsOfAnotherStackAreIgnored();
    void knownProofSilencesTheMonitor();
    void setColorsAreLegible();

private:
    const QDateTime m_now = QDateTime(QDate(2026, 3, 10), QTime(12, 0));
    const QString m_stack = QStringLiteral("acme-n8n");

    [[nodiscard]] BackupSet set(qint64 sequence, int hoursAgo, SetState state = SetState::Proven) const
    {
        return test::sampleSet(m_stack, sequence, m_now.addSecs(-hoursAgo * 3600), state);
    }
    [[nodiscard]] static QStringList ids(const QAbstractItemModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.index(row, 0).data(IdRole).toString());
        return all;
    }
};

void TestBackupModels::rowsComeAndGoByTheirId()
{
    BackupSetModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<BackupSet> sets = {set(3, 1), set(2, 25), set(1, 49)};
    model.update(sets, m_now);
    QCOMPARE(model.rowCount(), 3);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    sets.prepend(set(4, 0));
    sets.removeAt(2);
    model.update(sets, m_now);
    QCOMPARE(ids(model), QStringList({sets.at(0).id, sets.at(1).id, sets.at(2).id}));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.constFirst().at(1).toInt(), 0);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(reset.size(), 0);
    model.update({}, m_now);
    QCOMPARE(model.rowCount(), 0);
}

void TestBackupModels::rowsMayChangePlaces()
{
    BackupSetModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<BackupSet> sets = {set(4, 1), set(3, 2), set(2, 3), set(1, 4)};
    model.update(sets, m_now);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    model.update({sets.at(3), sets.at(0), sets.at(2), sets.at(1)}, m_now);
    QCOMPARE(ids(model), QStringList({sets.at(3).id, sets.at(0).id, sets.at(2).id, sets.at(1).id}));
    QVERIFY(!moved.isEmpty());
}

void TestBackupModels::nothingIsToldWhenNothingChanged()
{
    BackupSetModel model;
    model.update({set(2, 1), set(1, 25)}, m_now);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update({set(2, 1), set(1, 25)}, m_now);
    QCOMPARE(changes.size(), 0);
    BackupSet damaged = set(1, 25, SetState::Damaged);
    model.update({set(2, 1), damaged}, m_now);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.constFirst().constFirst().toModelIndex().row(), 1);
    QCOMPARE(model.index(1, BackupSetModel::State).data().toString(), QStringLiteral("Damaged"));
}

void TestBackupModels::selectionFollowsItsSet()
{
    BackupSetModel model;
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    model.update({set(3, 1), set(2, 25), set(1, 49)}, m_now);
    const QPersistentModelIndex selected = proxy.index(1, 0);
    const QString id = selected.data(IdRole).toString();
    model.update({set(5, 0), set(4, 0, SetState::Verified), set(2, 25), set(1, 49)}, m_now);
    QVERIFY(selected.isValid());
    QCOMPARE(selected.data(IdRole).toString(), id);
}

void TestBackupModels::agesAreToldAnew()
{
    BackupSetModel model;
    model.update({set(2, 1), set(1, 25)}, m_now);
    QCOMPARE(model.index(0, BackupSetModel::Age).data().toString(), QStringLiteral("1 h ago"));
    QCOMPARE(model.index(0, BackupSetModel::Time).data().toString(), QStringLiteral("today 11:00"));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setNow(m_now.addSecs(1));
    QCOMPARE(changes.size(), 0); // reads the same
    model.setNow(m_now.addSecs(3600));
    QCOMPARE(model.index(0, BackupSetModel::Age).data().toString(), QStringLiteral("2 h ago"));
    QCOMPARE(changes.size(), 1); // the older one is still "1 d ago"
    model.setNow(m_now.addDays(1));
    QCOMPARE(model.index(0, BackupSetModel::Time).data().toString(), QStringLiteral("yesterday 11:00"));
}

void TestBackupModels::valuesSortRaw_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QList<int>>("expected"); // numbers of the sets, ascending
    QTest::newRow("time") << static_cast<int>(BackupSetModel::Time) << QList<int>{4, 1, 3, 2};
    QTest::newRow("age") << static_cast<int>(BackupSetModel::Age) << QList<int>{2, 3, 1, 4};
    QTest::newRow("size") << static_cast<int>(BackupSetModel::Size) << QList<int>{1, 2, 3, 4};
    QTest::newRow("state") << static_cast<int>(BackupSetModel::State) << QList<int>{3, 2, 4, 1};
    QTest::newRow("took") << static_cast<int>(BackupSetModel::Took) << QList<int>{4, 3, 2, 1};
    QTest::newRow("contents") << static_cast<int>(BackupSetModel::Contents) << QList<int>{2, 3, 4, 1};
    QTest::newRow("key") << static_cast<int>(BackupSetModel::Key) << QList<int>{3, 4, 2, 1};
}

void TestBackupModels::valuesSortRaw()
{
    QFETCH(int, column);
    QFETCH(QList<int>, expected);
    QList<BackupSet> sets
        = {set(1, 30, SetState::Proven), set(2, 2, SetState::Unverified), set(3, 11, SetState::Damaged), set(4, 100, SetState::Verified)};
    const QList<qint64> sizes = {900, 1'000, 9'000'000, 10'000'000'000}; // as text "900 B" comes last
    const QList<qint64> took = {100'000, 9'000, 800, 20}; // "20 ms" before "9 s"
    const QList<qsizetype> parts = {6, 1, 2, 4};
    const QList<backup::KeyFit> keys = {backup::KeyFit::Fits, backup::KeyFit::NoCredentials, backup::KeyFit::DoesNotFit, backup::KeyFit::Unknown};
    for (qsizetype i = 0; i < sets.size(); ++i) {
        sets[i].size = sizes.at(i);
        sets[i].tookMs = took.at(i);
        sets[i].parts = sets.at(i).parts.mid(0, parts.at(i));
        sets[i].manifest->keyFit = keys.at(i);
    }
    BackupSetModel model;
    model.update(sets, m_now);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setSortRole(SortRole);
    proxy.sort(column, Qt::AscendingOrder);
    QList<int> order;
    for (int row = 0; row < proxy.rowCount(); ++row)
        order.append(proxy.mapToSource(proxy.index(row, 0)).row() + 1);
    QCOMPARE(order, expected);
}

void TestBackupModels::everyCellSpeaks()
{
    BackupSetModel model;
    const BackupReading reading = test::sampleReading(m_now);
    model.update(reading.sets, m_now);
    for (int column = 0; column < BackupSetModel::ColumnCount; ++column) {
        const QString title = model.headerData(column, Qt::Horizontal).toString();
        QVERIFY(!title.isEmpty());
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, column);
            QVERIFY(index.data(Qt::AccessibleTextRole).toString().startsWith(title));
            const bool foreign = index.data(BackupSetModel::SetStateRole).toInt() == static_cast<int>(SetState::Foreign);
            QVERIFY2(foreign || !index.data().toString().isEmpty(), qPrintable(title));
        }
    }
    const QModelIndex damaged = model.index(
        static_cast<int>(std::find_if(reading.sets.cbegin(), reading.sets.cend(), [](const BackupSet &one) { return one.state == SetState::Damaged; })
                         - reading.sets.cbegin()),
        BackupSetModel::State);
    QVERIFY(damaged.data(Qt::ToolTipRole).toString().contains(QStringLiteral("201326592 bytes instead of 331350016")));
}

void TestBackupModels::aThousandSetsUpdateQuickly()
{
    QList<BackupSet> sets;
    for (int i = 0; i < 1000; ++i)
        sets.append(set(1000 - i, i));
    BackupSetModel model;
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    model.update(sets, m_now);
    // Work, not waiting: others may be at it beside us.
    const std::clock_t before = std::clock();
    for (int i = 0; i < 10; ++i) {
        sets.prepend(set(1001 + i, 0));
        sets.removeLast();
        model.update(sets, m_now);
    }
    const auto worked = static_cast<long long>(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    qInfo("10 updates of 1,000 sets: %lld ms", worked);
    QVERIFY2(worked < 5000, qPrintable(QString::number(worked)));
}

void TestBackupModels::tablesAndFilesAreListed()
{
    const BackupSet one = set(7, 1);
    TableFigureModel tables;
    const QAbstractItemModelTester tablesTester(&tables, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tables.setRows(one.manifest->postgres->tables);
    QCOMPARE(tables.rowCount(), 8);
    QCOMPARE(tables.index(0, TableFigureModel::Name).data().toString(), QStringLiteral("execution_data"));
    QCOMPARE(tables.index(0, TableFigureModel::Rows).data().toString(), QStringLiteral("98,400"));
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&tables);
    sorted.setSortRole(SortRole);
    sorted.sort(TableFigureModel::Rows, Qt::AscendingOrder);
    QCOMPARE(sorted.index(0, TableFigureModel::Name).data().toString(), QStringLiteral("user")); // 9 before 12
    SetFileModel files;
    const QAbstractItemModelTester filesTester(&files, QAbstractItemModelTester::FailureReportingMode::QtTest);
    files.setRows(one.manifest->files);
    QCOMPARE(files.rowCount(), 8);
    QCOMPARE(files.index(0, SetFileModel::Part).data().toString(), QStringLiteral("Database"));
    QCOMPARE(files.index(0, SetFileModel::Checksum).data().toString().size(), 64);
}

void TestBackupModels::retentionCountsWhatGoes()
{
    QList<BackupSet> sets;
    for (int day = 0; day < 10; ++day)
        sets.append(set(10 - day, day * 24));
    backup::RetentionPolicy policy;
    policy.maxAge = std::chrono::hours(5 * 24);
    RetentionModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(sets, backup::decideRetention(sets, policy, m_now), m_now);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.goingIds(), QStringList({sets.at(6).id, sets.at(7).id, sets.at(8).id, sets.at(9).id}));
    QCOMPARE(model.goingBytes(), sets.at(6).size + sets.at(7).size + sets.at(8).size + sets.at(9).size);
    QCOMPARE(model.index(9, RetentionModel::Decision).data().toString(), QStringLiteral("Goes"));
    QCOMPARE(model.index(9, RetentionModel::Why).data().toString(), QStringLiteral("older than 5 d"));
    policy.maxAge = std::chrono::hours(30 * 24);
    model.update(sets, backup::decideRetention(sets, policy, m_now), m_now);
    QVERIFY(model.goingIds().isEmpty());
}

void TestBackupModels::momentsReadShort()
{
    QCOMPARE(momentText(m_now, m_now), QStringLiteral("today 12:00"));
    QCOMPARE(momentText(m_now.addSecs(-13 * 3600), m_now), QStringLiteral("yesterday 23:00"));
    QCOMPARE(momentText(m_now.addSecs(14 * 3600), m_now), QStringLiteral("tomorrow 02:00"));
    QCOMPARE(momentText(m_now.addDays(-2), m_now), QStringLiteral("2026-03-08 12:00"));
    QCOMPARE(momentText(m_now.toUTC(), m_now.toUTC()), QStringLiteral("today 12:00")); // local, whatever it was stored as
    QCOMPARE(momentText({}, m_now), QStringLiteral("unknown"));
}

void TestBackupModels::schedulesReadAsSentences()
{
    using Every = backup::ScheduleRule::Every;
    QCOMPARE(scheduleText({Every::Hour, QTime(0, 5), 1}), QStringLiteral("Every hour at minute 05"));
    QCOMPARE(scheduleText({Every::SixHours, QTime(14, 30), 1}), QStringLiteral("Every six hours: 02:30, 08:30, 14:30, 20:30"));
    QCOMPARE(scheduleText({Every::Day, QTime(2, 0), 1}), QStringLiteral("Every day at 02:00"));
    QCOMPARE(scheduleText({Every::Week, QTime(3, 15), 7}), QStringLiteral("Every Sunday at 03:15"));
}

void TestBackupModels::nextRunHasItsState()
{
    backup::ScheduleStatus schedule;
    QCOMPARE(*scheduleFact(schedule, m_now).state, State::Warning); // no backup by itself
    schedule.installed = true;
    schedule.backend = backup::ScheduleStatus::Backend::Cron;
    schedule.next = m_now.addSecs(7 * 3600);
    QCOMPARE(*scheduleFact(schedule, m_now).state, State::Healthy);
    QCOMPARE(scheduleFact(schedule, m_now).value, QStringLiteral("today 19:00, in 7 h"));
    schedule.missed = {m_now.addDays(-1)};
    QCOMPARE(*scheduleFact(schedule, m_now).state, State::Warning);
    schedule.missed.clear();
    schedule.problem = QStringLiteral("cron does not run");
    QCOMPARE(*scheduleFact(schedule, m_now).state, State::Warning);
    QVERIFY(scheduleFact(schedule, m_now).toolTip.contains(schedule.problem));
}

void TestBackupModels::lastRunHasItsState_data()
{
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("words");
    QTest::newRow("success") << "success" << State::Healthy << "today 11:00";
    QTest::newRow("warning") << "warning" << State::Warning << "today 11:00, with warnings";
    QTest::newRow("cancelled") << "cancelled" << State::Unknown << "today 11:00, cancelled";
    QTest::newRow("failure") << "failure" << State::Failing << "today 11:00, failed: No room.";
    QTest::newRow("killed") << "" << State::Failing << "today 11:00, killed before it ended";
}

void TestBackupModels::lastRunHasItsState()
{
    QFETCH(QString, outcome);
    QFETCH(State, state);
    QFETCH(QString, words);
    backup::RunRecord run;
    run.startedAt = m_now.addSecs(-3600);
    run.outcome = outcome;
    run.error = outcome == QLatin1String("failure") ? QStringLiteral("No room.") : QString();
    QCOMPARE(lastRunFact(run, m_now).value, words);
    QVERIFY(lastRunFact(run, m_now).state == state);
    QCOMPARE(lastRunFact({}, m_now).value, QStringLiteral("none yet"));
}

void TestBackupModels::proofAgesThroughItsLimits_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<State>("state");
    QTest::newRow("just now") << 0 << State::Healthy;
    QTest::newRow("almost 26 h") << 26 * 3600 - 1 << State::Healthy;
    QTest::newRow("26 h") << 26 * 3600 << State::Warning;
    QTest::newRow("almost 72 h") << 72 * 3600 - 1 << State::Warning;
    QTest::newRow("72 h") << 72 * 3600 << State::Failing;
    QTest::newRow("dated in the future") << -3600 << State::Healthy;
}

void TestBackupModels::proofAgesThroughItsLimits()
{
    QFETCH(int, seconds);
    QFETCH(State, state);
    const Fact fact = provenFact(m_now.addSecs(-seconds), m_now);
    QVERIFY(fact.state == state);
    QCOMPARE(fact.name, QStringLiteral("Last proven backup"));
    const Fact none = provenFact(std::nullopt, m_now);
    QVERIFY(none.state == State::Failing);
    QCOMPARE(none.value, QStringLiteral("No proven backup yet"));
}

void TestBackupModels::lastProvenIsTheNewestThatIsProven()
{
    QVERIFY(!backup::lastProven({}));
    QVERIFY(!backup::lastProven({set(2, 1, SetState::Verified), set(1, 5, SetState::Damaged)}));
    const QList<BackupSet> sets = {set(4, 1, SetState::Verified), set(3, 5), set(2, 20), set(1, 50)};
    QCOMPARE(*backup::lastProven(sets), sets.at(1).time); // when it was taken, not when it was proven
}

void TestBackupModels::notCoveredIsSaidInWords()
{
    QVERIFY(notCoveredText(QStringLiteral("redis-missing")).contains(QStringLiteral("queue")));
    QVERIFY(notCoveredText(QStringLiteral("execution-data-s3")).endsWith(QStringLiteral("s3")));
    QVERIFY(notCoveredText(QStringLiteral("env-file-missing: /srv/n8n/.env.local")).endsWith(QStringLiteral("/srv/n8n/.env.local")));
    QVERIFY(notCoveredText(QStringLiteral("mount-too-large: /srv/a: b")).endsWith(QStringLiteral("/srv/a: b")));
    QCOMPARE(notCoveredText(QStringLiteral("something-of-tomorrow")), QStringLiteral("something-of-tomorrow"));
}

void TestBackupModels::daysHoldTheirSets()
{
    const QList<BackupSet> sets = {set(5, 1, SetState::Damaged), set(4, 3, SetState::Unverified), set(3, 26, SetState::Damaged),
                                   set(2, 24 * 29, SetState::Proven), set(1, 24 * 30, SetState::Proven)};
    const QList<CalendarDay> days = calendarDays(sets, m_now.date());
    QCOMPARE(days.size(), 30);
    QCOMPARE(days.constLast().date, m_now.date());
    QCOMPARE(days.constFirst().date, m_now.date().addDays(-29));
    QCOMPARE(days.constLast().ids, QStringList({sets.at(0).id, sets.at(1).id}));
    QVERIFY(days.constLast().best == SetState::Unverified); // better than damaged
    QVERIFY(days.at(28).best == SetState::Damaged);
    QVERIFY(days.constFirst().best == SetState::Proven);
    QVERIFY(!days.at(10).best && days.at(10).ids.isEmpty());
    QVERIFY2(calendarDayText(days.constLast()).endsWith(QStringLiteral("2 sets, the best of them Unverified")),
             qPrintable(calendarDayText(days.constLast())));
    QVERIFY(calendarDayText(days.at(10)).endsWith(QStringLiteral("no set")));
    QVERIFY(calendarDays(sets, m_now.date().addDays(60)).constLast().ids.isEmpty());
    BackupSet timeless = set(9, 1);
    timeless.time = {};
    for (const CalendarDay &day : calendarDays({timeless}, m_now.date()))
        QVERIFY(day.ids.isEmpty());
}

void TestBackupModels::daysFollowLocalTime()
{
    // A minute before and after midnight here, whatever the day is in UTC.
    const QDateTime midnight(m_now.date(), QTime(0, 0));
    const QList<BackupSet> sets
        = {test::sampleSet(m_stack, 2, midnight.addSecs(60).toUTC()), test::sampleSet(m_stack, 1, midnight.addSecs(-60).toUTC())};
    const QList<CalendarDay> days = calendarDays(sets, m_now.date());
    QCOMPARE(days.at(29).ids, QStringList({sets.at(0).id}));
    QCOMPARE(days.at(28).ids, QStringList({sets.at(1).id}));
}

void TestBackupModels::factsOfEveryStateSpeak()
{
    for (const SetState state : {SetState::Proven, SetState::Verified, SetState::Unverified, SetState::Damaged, SetState::Foreign}) {
        const SetFacts facts = setFacts(set(3, 5, state), m_now);
        for (const QList<Fact> *group : {&facts.set, &facts.contents, &facts.stack, &facts.checks}) {
            QVERIFY2(!group->isEmpty(), qPrintable(backup::setStateName(state)));
            for (const Fact &fact : *group)
                QVERIFY2(!fact.value.isEmpty(), qPrintable(fact.name));
        }
        QVERIFY(setFactsText(facts).contains(backup::setStateTitle(state)));
    }
    BackupSet broken = set(3, 5, SetState::Damaged);
    broken.manifest.reset();
    broken.why = QStringLiteral("Its manifest is missing.");
    const SetFacts facts = setFacts(broken, m_now);
    QVERIFY(setFactsText(facts).contains(broken.why));
    QVERIFY(setFactsText(facts).contains(QStringLiteral("Without a manifest its contents are not known.")));
}

void TestBackupModels::factsNeverSayTheWholeKey()
{
    // The fingerprint is cut in what one copies about; all of it is in the tooltip alone.
    const BackupSet one = set(3, 5);
    const QString text = setFactsText(setFacts(one, m_now));
    QVERIFY(text.contains(one.manifest->keyFingerprint.left(16)));
    QVERIFY(!text.contains(one.manifest->keyFingerprint));
}

void TestBackupModels::backupsOfAnotherStackAreIgnored()
{
    ConsoleState state;
    stack::Stack stack;
    stack.id = QStringLiteral("acme");
    state.setStack(stack);
    BackupGlance glance;
    glance.stackId = QStringLiteral("beta");
    state.setBackups(glance);
    QVERIFY(!state.backups);
    glance.stackId = stack.id;
    state.setBackups(glance);
    QVERIFY(state.backups);
    stack.id = QStringLiteral("beta");
    state.setStack(stack);
    QVERIFY(!state.backups);
}

void TestBackupModels::knownProofSilencesTheMonitor()
{
    ConsoleState state;
    stack::Stack stack;
    stack.id = QStringLiteral("acme");
    state.setStack(stack);
    health::StackStatus status;
    status.stackId = stack.id;
    status.attention = {{State::Warning, QStringLiteral("no-proven-backup"), QStringLiteral("None."), {}, false},
                        {State::Warning, QStringLiteral("disk"), QStringLiteral("Full."), {}, true}};
    BackupGlance glance;
    glance.stackId = stack.id;
    state.setBackups(glance);
    state.setStatus(status);
    QCOMPARE(state.status->attention.size(), 2); // there is none: it is right
    glance.lastProven = m_now;
    state.setBackups(glance);
    QCOMPARE(state.status->attention.size(), 1);
    QCOMPARE(state.status->attention.constFirst().id, QStringLiteral("disk"));
    QCOMPARE(*state.status->lastProvenBackup, m_now);
    state.setStatus(status);
    QCOMPARE(state.status->attention.size(), 1);
}

void TestBackupModels::setColorsAreLegible()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        QSet<QRgb> seen;
        for (const SetState state : {SetState::Proven, SetState::Verified, SetState::Unverified, SetState::Damaged, SetState::Foreign}) {
            const QColor color = setStateColor(state, palette);
            seen.insert(color.rgb());
            for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::Window, QPalette::AlternateBase})
                QVERIFY2(contrast(color, palette.color(ground)) >= 4.5, qPrintable(backup::setStateName(state) + color.name()));
        }
        QCOMPARE(seen.size(), 5);
    }
}

QTEST_MAIN(TestBackupModels)
#include "tst_backupmodels.moc"
