// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "samples.h"

#include "gui/backups/backupcontroller.h"
#include "gui/backups/backupspage.h"
#include "gui/backups/calendarstrip.h"
#include "gui/backups/retentiondialog.h"
#include "gui/backups/scheduledialog.h"
#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/models/setcontentsmodels.h"
#include "gui/theme/theme.h"
#include "gui/widgets/datatable.h"
#include "gui/widgets/jobpanel.h"
#include "gui/widgets/messagewidget.h"
#include "gui/widgets/skeleton.h"
#include "gui/widgets/stateline.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimeEdit>
#include <QToolButton>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using namespace std::chrono_literals;
using backup::SetState;
using Link = health::EngineStatus::Link;

/// Drives the Backups page in the real window; what there is to back up is the test's.
class TestBackups final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void loadingShowsASkeletonWithWords();
    void neverBackedUpInvitesTheFirstBackup();
    void unreadableFolderSaysWhyAndRetries();
    void setsAreListedNewestFirst();
    void glanceTellsNextRunAndLastProof();
    void failedRunIsSaid();
    void keysReachThePage();
    void enterShowsDetails();
    void deleteAsksWithConsequences();
    void safeAnswerDeletesNothing();
    void checksRunOnTheSelectedSet();
    void foreignSetCannotBeChecked();
    void contextMenuOffersWhatCanBeDone();
    void rowAndDetailsAreCopied();
    void filterNarrowsTheList();
    void headersSortByValue();
    void newBackupIsReadAndSelected();
    void selectionStaysOverReadings();
    void listIsReadAgainWhileItIsSeen();
    void hiddenWindowReadsNothing();
    void otherStackStartsAnew();
    void detailsShowTheManifest();
    void logIsReadWhenItIsLookedAt();
    void calendarFollowsTheKeys();
    void folderIsOpened();
    void lostEngineKeepsTheSets();
    void runningJobHoldsOthersBack();
    void scheduleIsShownAndSet();
    void missedRunsAreMadeUpFor();
    void failedScheduleKeepsTheForm();
    void retentionPreviewsAndApplies();
    void retentionRemovesWhatWasShown();
    void otherStackClosesTheForms();
    void overviewTellsTheLastProof();
    void remedyOpensThePage();
    void everyFocusableWidgetHasAName();
    void tabReachesEverything();
    void pictures();

private:
    void showStack(const stack::Stack &stack = test::sampleStack());
    void open(const BackupReading &reading);
    void openSample() { open(test::sampleReading(QDateTime::currentDateTimeUtc())); }
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] DataTable *sets() const { return part<DataTable>("sets"); }
    [[nodiscard]] BackupController *controller() const { return m_window->findChild<BackupController *>(); }
    [[nodiscard]] QString cell(int row, int column) const { return sets()->model()->index(row, column).data().toString(); }
    [[nodiscard]] QString idOf(int row) const { return sets()->model()->index(row, 0).data(IdRole).toString(); }
    void select(int row) { sets()->setCurrentIndex(sets()->model()->index(row, 0)); }
    [[nodiscard]] int rowOf(SetState state) const;
    [[nodiscard]] QAbstractButton *button(const QString &text, const QWidget *in = nullptr) const;
    [[nodiscard]] QAction *action(const QString &text) const;
    [[nodiscard]] bool saysSomewhere(const QString &text, const QWidget *in = nullptr) const;
    [[nodiscard]] QDialog *question() const { return qobject_cast<QDialog *>(QApplication::activeModalWidget()); }
    void checkNames(const QWidget &root, const char *scene) const;

    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
};

void TestBackups::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck-test"));
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestBackups::init()
{
    m_feed = std::make_unique<test::FakeFeed>();
    m_operations = std::make_unique<test::FakeOperations>();
    m_backups = std::make_unique<test::FakeBackups>();
    m_runner = std::make_unique<JobRunner>();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, WindowOptions{true, false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
}

void TestBackups::cleanup()
{
    m_backups->block = false;
    m_backups->blockReading = false;
    m_window.reset();
    m_runner.reset();
    m_backups.reset();
    m_operations.reset();
    m_feed.reset();
}

void TestBackups::showStack(const stack::Stack &stack)
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack));
}

/// The page, with this read and shown.
void TestBackups::open(const BackupReading &reading)
{
    m_backups->setReading(reading);
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("backups")));
    QTRY_VERIFY(controller()->reading());
    QTRY_COMPARE(controller()->reading()->sets.size(), reading.sets.size());
}

int TestBackups::rowOf(SetState state) const
{
    for (int row = 0; row < sets()->model()->rowCount(); ++row) {
        if (sets()->model()->index(row, 0).data(BackupSetModel::SetStateRole).toInt() == static_cast<int>(state))
            return row;
    }
    return -1;
}

QAbstractButton *TestBackups::button(const QString &text, const QWidget *in) const
{
    for (auto *candidate : (in ? in : m_window.get())->findChildren<QAbstractButton *>()) {
        if (candidate->isVisible() && QString(candidate->text()).remove(QLatin1Char('&')) == text)
            return candidate;
    }
    return nullptr;
}

QAction *TestBackups::action(const QString &text) const
{
    for (auto *candidate : m_window->findChild<BackupsPage *>()->findChildren<QAction *>()) {
        if (QString(candidate->text()).remove(QLatin1Char('&')) == text)
            return candidate;
    }
    return nullptr;
}

bool TestBackups::saysSomewhere(const QString &text, const QWidget *in) const
{
    const auto labels = (in ? in : m_window.get())->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

void TestBackups::loadingShowsASkeletonWithWords()
{
    m_backups->blockReading = true;
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("backups")));
    const auto *skeleton = m_window->findChild<BackupsPage *>()->findChild<Skeleton *>();
    QVERIFY(skeleton->isVisible());
    QCOMPARE(skeleton->accessibleName(), QStringLiteral("Reading the backups..."));
    QVERIFY(!part<QPushButton>("backUp")->isEnabled());
    m_backups->blockReading = false;
    QTRY_VERIFY(!skeleton->isVisible());
}

void TestBackups::neverBackedUpInvitesTheFirstBackup()
{
    open(test::emptyReading(QDateTime::currentDateTimeUtc()));
    QVERIFY(saysSomewhere(QStringLiteral("No backup yet")));
    QVERIFY(!sets()->isVisible());
    int primaries = 0;
    for (const auto *candidate : m_window->findChildren<QPushButton *>())
        primaries += candidate->isVisible() && QString(candidate->text()).remove(QLatin1Char('&')) == QLatin1String("Back up now") ? 1 : 0;
    QCOMPARE(primaries, 1);
    QVERIFY(button(QStringLiteral("Schedule..."))); // a first backup is not the only way to begin
    button(QStringLiteral("Back up now"))->click();
    QTRY_COMPARE(m_backups->stepsRun.load(), 1);
    QCOMPARE(m_backups->wishes, QStringList({QStringLiteral("backup acme-n8n manual")}));
}

void TestBackups::unreadableFolderSaysWhyAndRetries()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    BackupReading broken = test::emptyReading(now);
    broken.error = Error{ErrorKind::Auth, QStringLiteral("Could not open the folder /srv/backups."), QStringLiteral("Permission denied"),
                         QStringLiteral("Give yourself access to it.")};
    open(broken);
    QVERIFY(saysSomewhere(QStringLiteral("The backups cannot be read")));
    QVERIFY(saysSomewhere(QStringLiteral("Could not open the folder /srv/backups. Give yourself access to it.")));
    QVERIFY(!sets()->isVisible());
    m_backups->setReading(test::sampleReading(now));
    button(QStringLiteral("Retry"))->click();
    QTRY_VERIFY(sets()->isVisible());
}

void TestBackups::setsAreListedNewestFirst()
{
    openSample();
    QVERIFY(sets()->isVisible());
    QVERIFY(sets()->model()->rowCount() > 20);
    QCOMPARE(sets()->currentIndex().row(), 0); // the newest is what one looks at first
    QCOMPARE(cell(0, BackupSetModel::Age), QStringLiteral("47 min ago"));
    QCOMPARE(cell(0, BackupSetModel::State), QStringLiteral("Verified"));
    QCOMPARE(cell(0, BackupSetModel::Contents), QStringLiteral("db roles queue data env compose"));
    QCOMPARE(cell(0, BackupSetModel::Key), QStringLiteral("Fits"));
    QVERIFY(rowOf(SetState::Proven) >= 0 && rowOf(SetState::Damaged) >= 0 && rowOf(SetState::Unverified) >= 0 && rowOf(SetState::Foreign) >= 0);
}

void TestBackups::glanceTellsNextRunAndLastProof()
{
    BackupReading reading = test::sampleReading(QDateTime::currentDateTimeUtc());
    reading.schedule.next = QDateTime::currentDateTimeUtc().addSecs(7 * 3600 + 60);
    open(reading);
    QVERIFY(saysSomewhere(QStringLiteral("in 7 h")));
    QVERIFY(saysSomewhere(QStringLiteral("Last proven backup: ")));
    reading.schedule = {};
    reading.schedule.missed = {};
    m_backups->setReading(reading);
    controller()->refresh();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("Next backup: not scheduled")));
}

void TestBackups::failedRunIsSaid()
{
    BackupReading reading = test::sampleReading(QDateTime::currentDateTimeUtc());
    open(reading);
    QVERIFY(!saysSomewhere(QStringLiteral("Last run:")));
    reading.lastRun->outcome = QStringLiteral("failure");
    reading.lastRun->error = QStringLiteral("The target is full.");
    m_backups->setReading(reading);
    controller()->refresh();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("failed: The target is full.")));
}

void TestBackups::keysReachThePage()
{
    m_backups->setReading(test::sampleReading(QDateTime::currentDateTimeUtc()));
    showStack();
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(part<QListWidget>("tabs")->currentRow(), 1);
    QTRY_VERIFY(sets() && sets()->isVisible() && sets()->model()->rowCount() > 20);
    sets()->setFocus();
    QTest::keyClick(sets(), Qt::Key_Down);
    QTest::keyClick(sets(), Qt::Key_Down);
    QCOMPARE(sets()->currentIndex().row(), 2);
    QTest::keyClick(sets(), Qt::Key_Up);
    QCOMPARE(sets()->currentIndex().row(), 1);
    QTest::keyClick(sets(), Qt::Key_End);
    QCOMPARE(sets()->currentIndex().row(), sets()->model()->rowCount() - 1);
    QTest::keyClick(sets(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), part<QLineEdit>("setsFilter"));
    sets()->setFocus();
    QTest::keyClick(sets(), Qt::Key_Delete);
    QVERIFY(question());
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!question());
}

void TestBackups::enterShowsDetails()
{
    openSample();
    sets()->setFocus();
    QTest::keyClick(sets(), Qt::Key_Return);
    QVERIFY(part<QWidget>("setDetails")->isAncestorOf(QApplication::focusWidget()));
    part<QTabWidget>("detailTabs")->setCurrentIndex(1);
    sets()->setFocus();
    QTest::keyClick(sets(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), part<DataTable>("tables"));
}

void TestBackups::deleteAsksWithConsequences()
{
    openSample();
    const int row = rowOf(SetState::Proven);
    select(row);
    const QString id = idOf(row);
    button(QStringLiteral("Delete..."))->click();
    QVERIFY(question());
    QVERIFY(saysSomewhere(QStringLiteral("It is the newest proven set of this stack."), question()));
    QVERIFY(saysSomewhere(QStringLiteral("This cannot be undone."), question()));
    auto *confirm = question()->findChild<QPushButton *>(QStringLiteral("confirm"));
    QVERIFY(!confirm->isDefault());
    QCOMPARE(m_backups->stepsRun.load(), 0);
    confirm->click();
    QTRY_COMPARE(m_backups->stepsRun.load(), 1);
    QCOMPARE(m_backups->wishes, QStringList({QStringLiteral("remove acme-n8n %1").arg(id)}));
}

void TestBackups::safeAnswerDeletesNothing()
{
    openSample();
    sets()->setFocus();
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Escape}) {
        QTest::keyClick(sets(), Qt::Key_Delete);
        QVERIFY(question());
        QTest::keyClick(question(), key); // what a hasty hand does
        QTRY_VERIFY(!question());
    }
    QVERIFY(!m_runner->isBusy());
    QVERIFY(m_backups->wishes.isEmpty());
}

void TestBackups::checksRunOnTheSelectedSet()
{
    openSample();
    select(3);
    const QString id = idOf(3);
    for (const char *name : {"Quick check", "Full check", "Drill"}) {
        QTRY_VERIFY(action(QLatin1String(name))->isEnabled());
        action(QLatin1String(name))->trigger();
        QTRY_VERIFY(!m_runner->isBusy());
    }
    QCOMPARE(m_backups->wishes,
             QStringList({QStringLiteral("quick %1").arg(id), QStringLiteral("full %1").arg(id), QStringLiteral("drill %1").arg(id)}));
    QTRY_VERIFY(part<JobPanel>("jobs")->summary().contains(QStringLiteral("is proven: it was restored and compared.")));
    auto *verify = qobject_cast<QToolButton *>(button(QStringLiteral("Verify")));
    QVERIFY(verify && verify->menu());
    QCOMPARE(verify->menu()->actions().size(), 2);
}

void TestBackups::foreignSetCannotBeChecked()
{
    openSample();
    select(rowOf(SetState::Foreign));
    QVERIFY(!action(QStringLiteral("Drill"))->isEnabled());
    QVERIFY(!action(QStringLiteral("Quick check"))->isEnabled());
    QVERIFY(!button(QStringLiteral("Verify"))->isEnabled());
    QVERIFY(action(QStringLiteral("Delete..."))->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("n8n_db.sql.gz")));
    button(QStringLiteral("Delete..."))->click();
    QVERIFY(question());
    QVERIFY(saysSomewhere(QStringLiteral("Quarterdeck did not make it: /srv/backups/n8n_db.sql.gz"), question()));
    question()->reject();
}

void TestBackups::contextMenuOffersWhatCanBeDone()
{
    openSample();
    select(1);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(3, 3), QPoint(3, 3));
    QApplication::sendEvent(sets()->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QStringList offered;
    for (const QAction *one : menu->actions()) {
        if (one->isEnabled() && !one->isSeparator())
            offered.append(QString(one->text()).remove(QLatin1Char('&')));
    }
    QCOMPARE(offered,
             QStringList({QStringLiteral("Quick check"), QStringLiteral("Full check"), QStringLiteral("Drill"), QStringLiteral("Open folder"),
                          QStringLiteral("Delete..."), QStringLiteral("Copy details"), QStringLiteral("Copy row")}));
    menu->close();
}

void TestBackups::rowAndDetailsAreCopied()
{
    openSample();
    select(0);
    sets()->setFocus();
    QTest::keyClick(sets(), Qt::Key_C, Qt::ControlModifier);
    const QString row = QGuiApplication::clipboard()->text();
    QVERIFY2(row.contains(QStringLiteral("Verified")) && row.count(QLatin1Char('\t')) == BackupSetModel::ColumnCount - 1, qPrintable(row));
    action(QStringLiteral("Copy details"))->trigger();
    const QString details = QGuiApplication::clipboard()->text();
    QVERIFY2(details.contains(QStringLiteral("Name: ") + idOf(0)) && details.contains(QStringLiteral("State: Verified")), qPrintable(details));
}

void TestBackups::filterNarrowsTheList()
{
    openSample();
    auto *filter = part<QLineEdit>("setsFilter");
    QTest::keyClicks(filter, QStringLiteral("damaged"));
    QCOMPARE(sets()->model()->rowCount(), 1);
    QCOMPARE(cell(0, BackupSetModel::State), QStringLiteral("Damaged"));
    QTest::keyClicks(filter, QStringLiteral("xyz"));
    QCOMPARE(sets()->model()->rowCount(), 0);
    QVERIFY(!action(QStringLiteral("Delete..."))->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("No set is selected.")));
    filter->clear();
    QVERIFY(sets()->model()->rowCount() > 20);
}

void TestBackups::headersSortByValue()
{
    openSample();
    sets()->sortByColumn(BackupSetModel::State, Qt::AscendingOrder);
    QCOMPARE(cell(0, BackupSetModel::State), QStringLiteral("Damaged"));
    sets()->sortByColumn(BackupSetModel::Size, Qt::DescendingOrder);
    QCOMPARE(cell(0, BackupSetModel::State), QStringLiteral("Foreign")); // the largest of the sample
}

void TestBackups::newBackupIsReadAndSelected()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    openSample();
    select(5);
    BackupReading after = test::sampleReading(now);
    after.sets.prepend(test::sampleSet(QStringLiteral("acme-n8n"), 99, now.addSecs(-20)));
    const QString fresh = after.sets.constFirst().id;
    m_backups->onRun = [this, after] { m_backups->setReading(after); };
    part<QPushButton>("backUp")->click();
    QTRY_COMPARE(m_backups->stepsRun.load(), 1);
    QTRY_COMPARE(sets()->currentId(), fresh);
    QCOMPARE(sets()->currentIndex().row(), 0);
    QVERIFY(saysSomewhere(fresh));
}

void TestBackups::selectionStaysOverReadings()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    BackupReading reading = test::sampleReading(now);
    open(reading);
    select(6);
    const QString id = idOf(6);
    reading.sets.prepend(test::sampleSet(QStringLiteral("acme-n8n"), 99, now)); // a timer's
    reading.sets.removeAt(3);
    reading.sets.removeLast();
    m_backups->setReading(reading);
    controller()->refresh();
    QTRY_COMPARE(sets()->model()->rowCount(), reading.sets.size());
    QCOMPARE(sets()->currentId(), id);
    QVERIFY(saysSomewhere(id));
}

void TestBackups::listIsReadAgainWhileItIsSeen()
{
    openSample();
    const int before = m_backups->readings;
    controller()->setPause(20ms);
    QTRY_VERIFY(m_backups->readings >= before + 3);
}

void TestBackups::hiddenWindowReadsNothing()
{
    openSample();
    controller()->setPause(10ms);
    m_window->setWindowState(Qt::WindowMinimized);
    QTRY_VERIFY(!m_feed->visible);
    QTRY_VERIFY(!controller()->isReading());
    const int before = m_backups->readings;
    // Other timers run meanwhile: this is time in which it would have read.
    QTest::qWait(200);
    QCOMPARE(m_backups->readings.load(), before);
    Job job;
    job.title = QStringLiteral("Something");
    job.plan = m_operations->plan();
    m_runner->start(job);
    QTRY_VERIFY(!m_runner->isBusy());
    QCOMPARE(m_backups->readings.load(), before);
    m_window->setWindowState(Qt::WindowNoState);
    m_window->show();
    QTRY_VERIFY(m_backups->readings > before); // caught up at once
}

void TestBackups::otherStackStartsAnew()
{
    openSample();
    QVERIFY(sets()->model()->rowCount() > 20);
    m_backups->blockReading = true;
    const stack::Stack beta = test::sampleStack(2, QStringLiteral("beta"));
    Q_EMIT m_feed->stackChanged(beta);
    QVERIFY(!controller()->reading()); // another stack's sets are not shown as its own
    QVERIFY(!sets()->isVisible());
    m_backups->blockReading = false;
    QTRY_VERIFY(saysSomewhere(QStringLiteral("No backup yet")));
    QCOMPARE(controller()->reading()->stackId, QStringLiteral("beta"));
}

void TestBackups::detailsShowTheManifest()
{
    openSample();
    select(2); // the one without a queue
    auto *details = part<QWidget>("setDetails");
    for (const char *fact : {"2.35.5", "PostgreSQL 16.11", "AddWorkflowDependencyTable", "harbour", "5f1c9e07a2b84d33",
                             "The queue: Redis could not be saved.", "Less than 10 GiB is free in the target.", "passed"})
        QVERIFY2(saysSomewhere(QLatin1String(fact), details), fact);
    auto *tabs = part<QTabWidget>("detailTabs");
    tabs->setCurrentIndex(1);
    auto *tables = part<DataTable>("tables");
    QCOMPARE(tables->model()->rowCount(), 8);
    part<QLineEdit>("tablesFilter")->setText(QStringLiteral("credentials"));
    QCOMPARE(tables->model()->rowCount(), 1);
    QCOMPARE(tables->model()->index(0, TableFigureModel::Rows).data().toString(), QStringLiteral("37"));
    tabs->setCurrentIndex(2);
    QCOMPARE(part<DataTable>("files")->model()->rowCount(), 8);
    select(rowOf(SetState::Foreign));
    QCOMPARE(part<DataTable>("files")->model()->rowCount(), 0);
    QVERIFY(saysSomewhere(QStringLiteral("Without a manifest its files are not known.")));
}

void TestBackups::logIsReadWhenItIsLookedAt()
{
    openSample();
    QCOMPARE(m_backups->logs.load(), 0);
    part<QTabWidget>("detailTabs")->setCurrentIndex(3);
    auto *log = part<QPlainTextEdit>("logText");
    QTRY_VERIFY(log->toPlainText().contains(QStringLiteral("Log of ") + idOf(0)));
    QCOMPARE(m_backups->logs.load(), 1);
    controller()->refresh(); // the same set again: its log is there
    QTRY_VERIFY(!controller()->isReading());
    QCOMPARE(m_backups->logs.load(), 1);
    select(1);
    QTRY_VERIFY(log->toPlainText().contains(QStringLiteral("Log of ") + idOf(1)));
    select(rowOf(SetState::Foreign));
    QTRY_COMPARE(log->placeholderText(), QStringLiteral("There is no log in this set."));
    QVERIFY(log->toPlainText().isEmpty());
}

void TestBackups::calendarFollowsTheKeys()
{
    openSample();
    auto *calendar = part<CalendarStrip>("calendar");
    QCOMPARE(calendar->days().size(), 30);
    QCOMPARE(calendar->days().constLast().date, QDate::currentDate());
    calendar->setFocus();
    QTest::keyClick(calendar, Qt::Key_Home);
    QCOMPARE(calendar->currentDay(), 0);
    QTest::keyClick(calendar, Qt::Key_End);
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(calendar, Qt::Key_Left);
    const CalendarDay &day = calendar->days().at(calendar->currentDay());
    QCOMPARE(day.date, QDate::currentDate().addDays(-6));
    QVERIFY2(calendar->accessibleDescription().contains(QStringLiteral("one set, Proven")), qPrintable(calendar->accessibleDescription()));
    part<QLineEdit>("setsFilter")->setText(QStringLiteral("damaged"));
    QTest::keyClick(calendar, Qt::Key_Return);
    QCOMPARE(sets()->currentId(), day.ids.constFirst());
    const QPoint yesterday(calendar->width() * 57 / 60, calendar->height() / 2);
    QTest::mouseClick(calendar, Qt::LeftButton, {}, yesterday);
    QCOMPARE(calendar->currentDay(), 28);
}

namespace {

class Opener final : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

} // namespace

void TestBackups::folderIsOpened()
{
    openSample();
    Opener opener;
    QDesktopServices::setUrlHandler(QStringLiteral("file"), &opener, "open");
    select(1);
    button(QStringLiteral("Open folder"))->click();
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    QCOMPARE(opener.opened, QList<QUrl>({QUrl::fromLocalFile(QStringLiteral("/srv/backups/") + idOf(1))}));
}

void TestBackups::lostEngineKeepsTheSets()
{
    openSample();
    const int rows = sets()->model()->rowCount();
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Lost));
    QVERIFY(sets()->isVisible());
    QCOMPARE(sets()->model()->rowCount(), rows);
    QVERIFY(!part<QPushButton>("backUp")->isEnabled());
    QCOMPARE(part<QPushButton>("backUp")->toolTip(), QStringLiteral("There is no connection to Docker now."));
    QVERIFY(!action(QStringLiteral("Drill"))->isEnabled());
    QVERIFY(action(QStringLiteral("Delete..."))->isEnabled()); // needs no engine
    showStack();
    QTRY_VERIFY(part<QPushButton>("backUp")->isEnabled());
}

void TestBackups::runningJobHoldsOthersBack()
{
    openSample();
    m_backups->block = true;
    part<QPushButton>("backUp")->click();
    QVERIFY(!part<QPushButton>("backUp")->isEnabled());
    QVERIFY(!action(QStringLiteral("Delete..."))->isEnabled());
    part<QPushButton>("backUp")->click();
    m_backups->block = false;
    QTRY_VERIFY(!m_runner->isBusy());
    QTRY_VERIFY(part<QPushButton>("backUp")->isEnabled());
    QCOMPARE(m_backups->wishes.size(), 1);
}

void TestBackups::scheduleIsShownAndSet()
{
    openSample();
    button(QStringLiteral("Schedule..."))->click();
    auto *dialog = qobject_cast<ScheduleDialog *>(question());
    QVERIFY(dialog);
    auto *every = dialog->findChild<QComboBox *>(QStringLiteral("every"));
    auto *at = dialog->findChild<QTimeEdit *>(QStringLiteral("at"));
    auto *weekday = dialog->findChild<QComboBox *>(QStringLiteral("weekday"));
    QCOMPARE(every->currentText(), QStringLiteral("Every day"));
    QCOMPARE(at->time(), QTime(2, 0));
    QVERIFY(!weekday->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("your crontab"), dialog));
    QVERIFY(saysSomewhere(QStringLiteral("Every day at 02:00. The first run would be "), dialog));
    every->setCurrentIndex(every->findText(QStringLiteral("Every week")));
    QVERIFY(weekday->isVisible());
    weekday->setCurrentIndex(2);
    at->setTime(QTime(3, 30));
    QVERIFY(saysSomewhere(QStringLiteral("Every Wednesday at 03:30."), dialog));
    every->setCurrentIndex(every->findText(QStringLiteral("Every hour")));
    QCOMPARE(at->displayFormat(), QStringLiteral("mm"));
    every->setCurrentIndex(every->findText(QStringLiteral("Every week")));
    dialog->findChild<QPushButton *>(QStringLiteral("apply"))->click();
    QTRY_VERIFY(!question());
    const backup::ScheduleRule wanted{backup::ScheduleRule::Every::Week, QTime(3, 30), 3};
    QVERIFY(m_backups->lastRule == wanted);
    button(QStringLiteral("Schedule..."))->click();
    every = question()->findChild<QComboBox *>(QStringLiteral("every"));
    every->setCurrentIndex(0);
    QVERIFY(saysSomewhere(QStringLiteral("No backup is made by itself."), question()));
    QTRY_VERIFY(question()->findChild<QPushButton *>(QStringLiteral("apply"))->isEnabled());
    question()->findChild<QPushButton *>(QStringLiteral("apply"))->click();
    QTRY_VERIFY(!question());
    QVERIFY(!m_backups->lastRule);
}

void TestBackups::missedRunsAreMadeUpFor()
{
    BackupReading reading = test::sampleReading(QDateTime::currentDateTimeUtc());
    for (int ago = 5; ago > 0; --ago)
        reading.schedule.missed.append(QDateTime::currentDateTimeUtc().addDays(-ago));
    reading.schedule.problem = QStringLiteral("cron does not run: start it.");
    open(reading);
    QVERIFY(saysSomewhere(QStringLiteral("(missed runs: 5)")));
    button(QStringLiteral("Schedule..."))->click();
    QVERIFY(saysSomewhere(QStringLiteral(" and 2 more"), question()));
    QVERIFY(saysSomewhere(QStringLiteral("cron does not run: start it."), question()));
    button(QStringLiteral("Run now"), question())->click();
    QTRY_COMPARE(m_backups->stepsRun.load(), 1);
    QCOMPARE(m_backups->wishes, QStringList({QStringLiteral("backup acme-n8n catch-up")}));
    QTRY_VERIFY(!question());
}

void TestBackups::failedScheduleKeepsTheForm()
{
    openSample();
    m_backups->failure = Error{ErrorKind::Internal, QStringLiteral("Your crontab could not be changed."), QStringLiteral("raw words"),
                               QStringLiteral("Look at it with crontab -l.")};
    button(QStringLiteral("Schedule..."))->click();
    QDialog *dialog = question();
    dialog->findChild<QTimeEdit *>(QStringLiteral("at"))->setTime(QTime(4, 15));
    dialog->findChild<QPushButton *>(QStringLiteral("apply"))->click();
    auto *message = dialog->findChild<MessageWidget *>();
    QTRY_VERIFY(message->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("Your crontab could not be changed."), dialog));
    QCOMPARE(dialog->findChild<QTimeEdit *>(QStringLiteral("at"))->time(), QTime(4, 15));
    QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("apply"))->isEnabled());
    dialog->reject();
}

void TestBackups::retentionPreviewsAndApplies()
{
    openSample();
    button(QStringLiteral("Retention..."))->click();
    auto *dialog = qobject_cast<RetentionDialog *>(question());
    QVERIFY(dialog);
    auto *preview = dialog->findChild<DataTable *>(QStringLiteral("preview"));
    const int rows = preview->model()->rowCount();
    QCOMPARE(rows, sets()->model()->rowCount());
    QVERIFY(dialog->policy() == backup::RetentionPolicy()); // as it is kept now
    const auto goes = [&] {
        int count = 0;
        for (int row = 0; row < rows; ++row)
            count += preview->model()->index(row, RetentionModel::Decision).data().toString() == QLatin1String("Goes") ? 1 : 0;
        return count;
    };
    const int going = goes();
    QVERIFY(going > 5 && going < rows);
    QVERIFY(saysSomewhere(QStringLiteral("%1 of %2 sets would go").arg(going).arg(rows), dialog));
    dialog->findChild<QSpinBox *>(QStringLiteral("maxAge"))->setValue(60);
    QCOMPARE(goes(), 0);
    QVERIFY(saysSomewhere(QStringLiteral("All %1 sets stay.").arg(rows), dialog));
    QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("remove"))->isEnabled());
    dialog->findChild<QSpinBox *>(QStringLiteral("keepDaily"))->setValue(14);
    dialog->findChild<QPushButton *>(QStringLiteral("apply"))->click();
    QTRY_VERIFY(!question());
    QCOMPARE(m_backups->wishes, QStringList({QStringLiteral("retention acme-n8n")}));
    QVERIFY(m_backups->lastPolicy);
    QVERIFY(m_backups->lastPolicy->maxAge == std::chrono::hours(60 * 24));
    QCOMPARE(m_backups->lastPolicy->keepDaily, 14);
}

void TestBackups::otherStackClosesTheForms()
{
    for (const char *form : {"Schedule...", "Retention..."}) {
        openSample();
        button(QLatin1String(form))->click();
        QVERIFY(question());
        Q_EMIT m_feed->stackChanged(test::sampleStack(2, QStringLiteral("beta")));
        QTRY_VERIFY(!question());
        Q_EMIT m_feed->stackChanged(test::sampleStack());
    }
    QVERIFY(m_backups->wishes.isEmpty());
}

void TestBackups::retentionRemovesWhatWasShown()
{
    openSample();
    button(QStringLiteral("Retention..."))->click();
    auto *dialog = qobject_cast<RetentionDialog *>(question());
    dialog->findChild<QSpinBox *>(QStringLiteral("maxAge"))->setValue(20);
    auto *remove = dialog->findChild<QPushButton *>(QStringLiteral("remove"));
    const QString verb = QString(remove->text()).remove(QLatin1Char('&'));
    QVERIFY2(verb.startsWith(QStringLiteral("Remove ")) && verb.endsWith(QStringLiteral("now...")), qPrintable(verb));
    const int going = verb.section(QLatin1Char(' '), 1, 1).toInt();
    QVERIFY(going > 1);
    remove->click();
    QVERIFY(question() != dialog);
    QVERIFY(saysSomewhere(QStringLiteral("cannot be undone"), question()));
    QVERIFY(m_backups->wishes.isEmpty());
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    QTRY_COMPARE(m_backups->stepsRun.load(), 1);
    QCOMPARE(m_backups->wishes, QStringList({QStringLiteral("prune acme-n8n %1").arg(going)}));
    QVERIFY(m_backups->lastPolicy->maxAge == std::chrono::hours(20 * 24));
    QTRY_VERIFY(!question());
}

void TestBackups::overviewTellsTheLastProof()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    BackupReading reading = test::emptyReading(now);
    reading.sets = {test::sampleSet(QStringLiteral("acme-n8n"), 7, now.addSecs(-6 * 3600 - 60))};
    m_backups->setReading(reading);
    showStack();
    auto *card = part<QWidget>("backupCard");
    QTRY_VERIFY(saysSomewhere(QStringLiteral("6 h ago"), card));
    // The monitor does not know of it, but nobody is told there is none.
    QVERIFY(!saysSomewhere(QStringLiteral("There is no backup yet that is proven to restore.")));
    Q_EMIT m_feed->statusChanged(test::sampleStatus(test::sampleStack()));
    QVERIFY(!saysSomewhere(QStringLiteral("There is no backup yet that is proven to restore.")));
    m_backups->setReading(test::emptyReading(now));
    controller()->refresh();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("No proven backup yet"), card));
}

void TestBackups::remedyOpensThePage()
{
    showStack();
    QTRY_VERIFY(button(QStringLiteral("Open backups")));
    button(QStringLiteral("Open backups"))->click();
    QCOMPARE(part<QListWidget>("tabs")->currentRow(), 1);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("No backup yet")));
    QVERIFY(!m_window->openPage(QStringLiteral("nothing")));
}

void TestBackups::checkNames(const QWidget &root, const char *scene) const
{
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->focusProxy())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty())
            continue; // its text is its name
        QVERIFY2(!widget->accessibleName().isEmpty(),
                 qPrintable(
                     QStringLiteral("%1: %2 %3").arg(QLatin1String(scene), QLatin1String(widget->metaObject()->className()), widget->objectName())));
    }
}

void TestBackups::everyFocusableWidgetHasAName()
{
    openSample();
    auto *tabs = part<QTabWidget>("detailTabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        checkNames(*m_window->findChild<BackupsPage *>(), "page");
    }
    button(QStringLiteral("Schedule..."))->click();
    checkNames(*question(), "schedule");
    question()->reject();
    QTRY_VERIFY(!question());
    button(QStringLiteral("Retention..."))->click();
    checkNames(*question(), "retention");
    question()->reject();
}

void TestBackups::tabReachesEverything()
{
    openSample();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const auto *page = m_window->findChild<BackupsPage *>();
    QList<QWidget *> wanted;
    for (QWidget *widget : page->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()
            && !widget->objectName().startsWith(QLatin1String("qt_")))
            wanted.append(widget);
    }
    QVERIFY(wanted.size() >= 11);
    part<QPushButton>("backUp")->setFocus(Qt::TabFocusReason);
    QList<QWidget *> reached;
    for (int i = 0; i < 60 && QApplication::focusWidget() && !reached.contains(QApplication::focusWidget()); ++i) {
        reached.append(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QStringList missed;
    for (QWidget *widget : std::as_const(wanted)) {
        if (!reached.contains(widget))
            missed.append(QStringLiteral("%1 (%2)").arg(widget->accessibleName(), widget->objectName()));
    }
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral(", "))));
    // As the eye goes: what can be done, the days, the sets, the details.
    const QList<QWidget *> order
        = {part<QPushButton>("backUp"),   button(QStringLiteral("Verify")), part<QLineEdit>("setsFilter"), part<CalendarStrip>("calendar"), sets(),
           part<QWidget>("summaryScroll")};
    for (qsizetype i = 1; i < order.size(); ++i)
        QVERIFY2(reached.indexOf(order.at(i - 1)) < reached.indexOf(order.at(i)), qPrintable(order.at(i)->accessibleName()));
}

/// Every scene in both themes and both sizes is painted; to look at, where
/// QUARTERDECK_PICTURES names a folder.
void TestBackups::pictures()
{
    const QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("QUARTERDECK_PICTURES", temporary.path());
    const auto save = [&](QWidget &widget, const QString &name) {
        QCoreApplication::processEvents();
        const QImage picture = widget.grab().toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3)
                colors.insert(picture.pixel(x, y));
        }
        QVERIFY2(colors.size() > 20, qPrintable(name)); // not a blank
        QVERIFY2(picture.save(QStringLiteral("%1/%2.png").arg(folder, name)), qPrintable(folder));
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme->setChoice(theme);
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
            const QString suffix = QStringLiteral("%1-%2").arg(themeName(theme)).arg(size.width());
            m_window->resize(size);
            openSample();
            select(2);
            save(*m_window, QStringLiteral("backups-") + suffix);
            auto *tabs = part<QTabWidget>("detailTabs");
            for (int tab = 1; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                if (tab + 1 == tabs->count())
                    QTRY_VERIFY(!part<QPlainTextEdit>("logText")->toPlainText().isEmpty());
                save(*m_window, QStringLiteral("backups-tab%1-%2").arg(tab).arg(suffix));
            }
            tabs->setCurrentIndex(0);
            sets()->setFocus();
            save(*m_window, QStringLiteral("backups-focus-") + suffix);
            select(rowOf(SetState::Damaged));
            part<CalendarStrip>("calendar")->setFocus();
            save(*m_window, QStringLiteral("backups-damaged-") + suffix);
            select(rowOf(SetState::Foreign));
            save(*m_window, QStringLiteral("backups-foreign-") + suffix);
            button(QStringLiteral("Schedule..."))->click();
            save(*question(), QStringLiteral("schedule-") + suffix);
            question()->reject();
            QTRY_VERIFY(!question());
            button(QStringLiteral("Retention..."))->click();
            save(*question(), QStringLiteral("retention-") + suffix);
            question()->reject();
            QTRY_VERIFY(!question());
            select(1);
            button(QStringLiteral("Delete..."))->click();
            save(*question(), QStringLiteral("delete-") + suffix);
            question()->reject();
            QTRY_VERIFY(!question());
            m_window->openPage(QStringLiteral("overview"));
            save(*m_window, QStringLiteral("overview-") + suffix);

            cleanup();
            init();
            m_window->resize(size);
            open(test::emptyReading(now));
            save(*m_window, QStringLiteral("empty-") + suffix);
            BackupReading broken = test::emptyReading(now);
            broken.error = Error{ErrorKind::Auth, QStringLiteral("Could not open the folder /srv/backups."), QStringLiteral("Permission denied"),
                                 QStringLiteral("Give yourself access to it, then retry.")};
            m_backups->setReading(broken);
            controller()->refresh();
            QTRY_VERIFY(controller()->reading()->error);
            save(*m_window, QStringLiteral("failed-") + suffix);
            cleanup();
            init();
            m_window->resize(size);
            m_backups->blockReading = true;
            showStack();
            m_window->openPage(QStringLiteral("backups"));
            save(*m_window, QStringLiteral("loading-") + suffix);
            cleanup();
            init();
        }
    }
}

QTEST_MAIN(TestBackups)
#include "tst_backups.moc"
