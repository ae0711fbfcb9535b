// SPDX-License-Identifier: GPL-3.0-or-later
#include "backupsamples.h"
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "fakerestores.h"
#include "samples.h"

#include "foundation/units.h"
#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/models/listtablemodel.h"
#include "gui/restore/planpage.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorepage.h"
#include "gui/restore/restoresetmodel.h"
#include "gui/restore/restorewords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/datatable.h"
#include "gui/widgets/factlist.h"
#include "gui/widgets/messagewidget.h"
#include "gui/widgets/skeleton.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using backup::KeyFit;
using backup::Part;
using backup::SetState;
using restore::KeyChoice;
using restore::Scenario;
using Link = health::EngineStatus::Link;
using Verdict = backup::PreflightCheck::Verdict;

/// Drives the Restore wizard in the real window; what there is to restore is the test's.
class TestRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void loadingShowsASkeletonWithWords();
    void nothingToRestoreOffersFiles();
    void unreadableSetsSayWhyAndRetry();
    void goalsAreOfferedInWords();
    void undoIsWalkedByKeyboard();
    void escapeGoesBackAndKeepsWhatWasChosen();
    void otherGoalMeansAnotherWay();
    void damagedSetSaysWhatIsStillGood();
    void damagedSetWithoutAnyGoodPartEndsHere();
    void setsOfOtherStacksAreForRebuilding();
    void scopeNeedsAPart();
    void sameKeysLeaveNoChoice();
    void differentKeysAreChosenBetween();
    void encryptedSetNeedsItsIdentity();
    void littleRoomHidesTheList();
    void failedCheckHoldsUpUntilItPasses();
    void lookThatFailsIsSaidWithDetailsFolded();
    void planTellsStepsFilesAndConsequences();
    void noSafetyBackupNeedsAWrittenSentence();
    void nameMustBeExact();
    void nothingDestroyedAsksNoName();
    void progressShowsStepsBytesAndLog();
    void cancelRollsBackAndTheFormStays();
    void failureIsShownInlineWithDetailsFolded();
    void quarantineIsReleased();
    void quarantineIsRolledBackAfterAQuestion();
    void unfinishedRestoresAreOffered();
    void unfinishedRestoreIsToldWhereverOneIs();
    void unfinishedRestoreOfAnotherProcessIsLeftAlone();
    void refusedEndIsSaid();
    void rebuildWorksWithoutAStack();
    void rebuildChecksWhatIsTyped();
    void lookInsideMakesASideDatabase();
    void oneWorkflowIsExported();
    void oneCredentialIsExportedDecryptedOnlyWhenTicked();
    void cloneIsMadeLookedAtAndRemoved();
    void rehearsalAsksForNothing();
    void filesAreLookedAtFirst();
    void dumpGivesADatabaseAndNothingElse();
    void safetyCopiesAreNotPreselected();
    void queueComesBackOnlyToRun();
    void rollBackIsStoppedNotUndone();
    void runningStepStaysInSight();
    void backupsPageOpensTheWizardOnItsSet();
    void otherStackBeginsAnew();
    void runningJobHoldsTheStartBack();
    void lostEngineHoldsTheStartBack();
    void reportIsSaved();
    void enterPressesTheFocusedButton();
    void everyFocusableWidgetHasAName();
    void mnemonicsDoNotClash();
    void pictures();

private:
    void showStack(const stack::Stack &stack = test::sampleStack());
    void open(const RestoreSurvey &survey);
    void openSample() { open(sample()); }
    [[nodiscard]] static RestoreSurvey sample();
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        for (T *one : m_page->findChildren<T *>(QLatin1String(name))) {
            if (one->isVisible())
                return one;
        }
        return m_page->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] RestoreController *controller() const { return m_window->findChild<RestoreController *>(); }
    [[nodiscard]] QPushButton *next() const { return part<QPushButton>("next"); }
    [[nodiscard]] DataTable *sets() const { return part<DataTable>("sets"); }
    [[nodiscard]] QAbstractButton *button(const QString &text, const QWidget *in = nullptr) const;
    [[nodiscard]] bool saysSomewhere(const QString &text, const QWidget *in = nullptr) const;
    [[nodiscard]] QDialog *question() const { return qobject_cast<QDialog *>(QApplication::activeModalWidget()); }
    [[nodiscard]] QStringList way() const;
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void choose(RestoreGoal goal);
    void goOn(RestoreStep expected);
    void goTo(RestoreStep step, RestoreGoal goal = RestoreGoal::Undo);
    void confirmName();
    void checkNames(const char *scene) const;

    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<test::FakeRestores> m_restores;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
    RestorePage *m_page = nullptr;
};

void TestRestore::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck-test"));
    // Ours to drive: the platform's own would be another program's.
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestRestore::init()
{
    m_feed = std::make_unique<test::FakeFeed>();
    m_operations = std::make_unique<test::FakeOperations>();
    m_backups = std::make_unique<test::FakeBackups>();
    m_restores = std::make_unique<test::FakeRestores>();
    m_runner = std::make_unique<JobRunner>();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, WindowOptions{true, false, m_restores.get()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestRestore::cleanup()
{
    m_restores->block = false;
    m_restores->blockLook = false;
    m_restores->blockSurvey = false;
    m_page = nullptr;
    m_window.reset();
    m_runner.reset();
    m_restores.reset();
    m_backups.reset();
    m_operations.reset();
    m_feed.reset();
}

RestoreSurvey TestRestore::sample()
{
    RestoreSurvey survey;
    survey.folder = QStringLiteral("/srv/backups");
    survey.taken = QDateTime::currentDateTimeUtc();
    survey.sets = test::sampleReading(survey.taken).sets;
    return survey;
}

void TestRestore::showStack(const stack::Stack &stack)
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack));
}

/// The page, with this read and shown.
void TestRestore::open(const RestoreSurvey &survey)
{
    m_restores->setSurvey(survey);
    showStack();
    key(Qt::Key_3, Qt::ControlModifier);
    m_page = m_window->findChild<RestorePage *>();
    QVERIFY(m_page && m_page->isVisible());
    QTRY_VERIFY(controller()->survey());
}

void TestRestore::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
    QTest::keyClick(target, key, modifiers);
}

QAbstractButton *TestRestore::button(const QString &text, const QWidget *in) const
{
    for (auto *candidate : (in ? in : m_window.get())->findChildren<QAbstractButton *>()) {
        if (candidate->isVisible() && QString(candidate->text()).remove(QLatin1Char('&')) == text)
            return candidate;
    }
    return nullptr;
}

bool TestRestore::saysSomewhere(const QString &text, const QWidget *in) const
{
    const auto labels = (in ? in : m_window.get())->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

QStringList TestRestore::way() const
{
    QStringList steps;
    const auto *list = part<QListWidget>("steps");
    for (int i = 0; i < list->count(); ++i)
        steps.append(list->item(i)->text());
    return steps;
}

void TestRestore::choose(RestoreGoal goal)
{
    const char *names[] = {"undo", "rebuild", "lookInside", "rehearse", "fromFiles"};
    auto *radio = part<QRadioButton>(names[static_cast<int>(goal)]);
    radio->setFocus();
    QTest::keyClick(radio, Qt::Key_Space);
    QVERIFY(radio->isChecked());
}

void TestRestore::goOn(RestoreStep expected)
{
    QTRY_VERIFY2(next()->isEnabled(), qPrintable(part<QLabel>("hint")->text()));
    key(Qt::Key_Return);
    QTRY_COMPARE(m_page->step(), expected);
}

/// By keyboard, with what is offered.
void TestRestore::goTo(RestoreStep step, RestoreGoal goal)
{
    if (m_page->step() == RestoreStep::Goal) {
        choose(goal);
        goOn(RestoreStep::Set);
    }
    for (const RestoreStep following :
         {RestoreStep::Scope, RestoreStep::Checks, RestoreStep::Plan, RestoreStep::Confirm, RestoreStep::Progress, RestoreStep::Result}) {
        if (m_page->step() == step)
            return;
        if (following <= m_page->step())
            continue;
        if (m_page->step() == RestoreStep::Confirm)
            confirmName();
        if (following == RestoreStep::Confirm && m_page->step() == RestoreStep::Plan && goal != RestoreGoal::Undo && goal != RestoreGoal::Rebuild)
            continue;
        if (following == RestoreStep::Progress) {
            QTRY_VERIFY2(next()->isEnabled(), qPrintable(part<QLabel>("hint")->text()));
            key(Qt::Key_Return);
            if (step == RestoreStep::Progress)
                QTRY_COMPARE(m_page->step(), RestoreStep::Progress);
        } else if (following == RestoreStep::Result) {
            QTRY_COMPARE(m_page->step(), RestoreStep::Result);
        } else {
            goOn(following);
        }
    }
    QCOMPARE(m_page->step(), step);
}

void TestRestore::confirmName()
{
    auto *name = part<QLineEdit>("name");
    if (name->isVisible())
        QTest::keyClicks(name, nameToType(m_page->draft().request));
}

void TestRestore::loadingShowsASkeletonWithWords()
{
    m_restores->blockSurvey = true;
    m_restores->setSurvey(sample());
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("restore")));
    m_page = m_window->findChild<RestorePage *>();
    const auto *skeleton = m_page->findChild<Skeleton *>();
    QVERIFY(skeleton->isVisible());
    QCOMPARE(skeleton->accessibleName(), QStringLiteral("Looking what there is to restore from..."));
    QVERIFY(!next()->isVisible());
    m_restores->blockSurvey = false;
    QTRY_VERIFY(!skeleton->isVisible());
    QVERIFY(next()->isVisible());
}

void TestRestore::nothingToRestoreOffersFiles()
{
    RestoreSurvey empty = sample();
    empty.sets.clear();
    open(empty);
    QVERIFY(saysSomewhere(QStringLiteral("Nothing to restore from yet")));
    QVERIFY(saysSomewhere(QStringLiteral("/srv/backups")));
    QVERIFY(!next()->isVisible());
    button(QStringLiteral("From other files..."))->click();
    QCOMPARE(m_page->step(), RestoreStep::Set);
    QVERIFY(part<QLineEdit>("path")->isVisible());
    QVERIFY(!next()->isEnabled());
}

void TestRestore::unreadableSetsSayWhyAndRetry()
{
    RestoreSurvey broken = sample();
    broken.sets.clear();
    broken.error = Error{ErrorKind::Auth, QStringLiteral("Could not open the folder /srv/backups."), QStringLiteral("Permission denied"),
                         QStringLiteral("Give yourself access to it.")};
    open(broken);
    QVERIFY(saysSomewhere(QStringLiteral("The backups cannot be read")));
    QVERIFY(saysSomewhere(QStringLiteral("Could not open the folder /srv/backups. Give yourself access to it.")));
    m_restores->setSurvey(sample());
    button(QStringLiteral("Retry"))->click();
    QTRY_VERIFY(next()->isVisible());
}

void TestRestore::goalsAreOfferedInWords()
{
    openSample();
    for (const char *goal :
         {"Undo: take this stack back", "Rebuild: the stack is gone", "Look inside a backup", "Rehearse: time it", "From other files"})
        QVERIFY2(button(QLatin1String(goal)), goal);
    QVERIFY(part<QRadioButton>("undo")->isChecked());
    QVERIFY(!part<QListWidget>("steps")->isVisible());
    RestoreSurvey others = sample();
    for (backup::BackupSet &set : others.sets) {
        if (set.manifest)
            set.manifest->stackId = QStringLiteral("beta");
    }
    m_restores->setSurvey(others);
    controller()->takeSurvey();
    QTRY_VERIFY(!next()->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("There is no set of acme-n8n.")));
}

void TestRestore::undoIsWalkedByKeyboard()
{
    openSample();
    QTRY_VERIFY(!controller()->survey()->sets.isEmpty());
    key(Qt::Key_Tab); // from the list of pages
    QCOMPARE(QApplication::focusWidget(), part<QRadioButton>("undo"));
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Set);
    QCOMPARE(way(),
             QStringList({QStringLiteral("What for"), QStringLiteral("Choose set"), QStringLiteral("Scope"), QStringLiteral("Checks"),
                          QStringLiteral("Plan"), QStringLiteral("Confirm"), QStringLiteral("Progress"), QStringLiteral("Result")}));
    QCOMPARE(QApplication::focusWidget(), sets());
    key(Qt::Key_Down);
    const QString chosen = sets()->currentId();
    QCOMPARE(sets()->currentIndex().row(), 1);
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Scope);
    QCOMPARE(QApplication::focusWidget(), part<QCheckBox>("part-postgres"));
    QVERIFY(part<QCheckBox>("part-postgres")->isChecked());
    QVERIFY(!part<QCheckBox>("part-redis")->isChecked()); // a queue is not replayed unasked
    QVERIFY(part<QCheckBox>("safety")->isChecked());
    QVERIFY(part<QCheckBox>("quarantine")->isChecked());
    QVERIFY(!part<QCheckBox>("replay")->isChecked());
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Checks);
    goOn(RestoreStep::Plan);
    QCOMPARE(QApplication::focusWidget(), part<DataTable>("steps"));
    goOn(RestoreStep::Confirm);
    QCOMPARE(QApplication::focusWidget(), part<QLineEdit>("name"));
    QCOMPARE(next()->text(), QStringLiteral("&Restore and replace data"));
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Confirm); // not without the name
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("acme-n8n"));
    key(Qt::Key_Return);
    QTRY_COMPARE(m_page->step(), RestoreStep::Result);
    QCOMPARE(m_restores->wishes(), QStringList({QStringLiteral("0 ") + chosen}));
    const restore::Request asked = m_restores->lastRequest();
    QCOMPARE(asked.parts, QList<Part>({Part::Postgres, Part::Globals, Part::N8nData}));
    QVERIFY(asked.stack && asked.stack->id == QLatin1String("acme-n8n"));
    QVERIFY(asked.safetyBackup && asked.quarantine && !asked.replayQueue);
    QVERIFY(saysSomewhere(QStringLiteral("acme-n8n is back at yesterday 02:00.")));
    QCOMPARE(QApplication::focusWidget(), part<QPushButton>("release"));
}

void TestRestore::escapeGoesBackAndKeepsWhatWasChosen()
{
    openSample();
    choose(RestoreGoal::Undo);
    goOn(RestoreStep::Set);
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    const QString chosen = sets()->currentId();
    goOn(RestoreStep::Scope);
    part<QCheckBox>("part-globals")->setChecked(false);
    part<QCheckBox>("replay")->setChecked(true);
    goOn(RestoreStep::Checks);
    key(Qt::Key_Escape);
    QCOMPARE(m_page->step(), RestoreStep::Scope);
    QVERIFY(!part<QCheckBox>("part-globals")->isChecked());
    QVERIFY(part<QCheckBox>("replay")->isChecked());
    key(Qt::Key_Escape);
    QCOMPARE(m_page->step(), RestoreStep::Set);
    QCOMPARE(sets()->currentId(), chosen);
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Scope);
    QVERIFY(!part<QCheckBox>("part-globals")->isChecked()); // the same set: the same parts
    key(Qt::Key_Escape);
    key(Qt::Key_Home);
    goOn(RestoreStep::Scope);
    QVERIFY(part<QCheckBox>("part-globals")->isChecked()); // another set begins with what is usual
    key(Qt::Key_Escape);
    key(Qt::Key_Escape);
    QCOMPARE(m_page->step(), RestoreStep::Goal);
    key(Qt::Key_Escape);
    QCOMPARE(m_page->step(), RestoreStep::Goal);
    QVERIFY(m_restores->wishes().isEmpty());
}

void TestRestore::otherGoalMeansAnotherWay()
{
    openSample();
    goTo(RestoreStep::Scope);
    key(Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(m_page->step(), RestoreStep::Set); // a button that is pressed by its letter takes a moment
    key(Qt::Key_Escape);
    choose(RestoreGoal::Rehearse);
    goOn(RestoreStep::Set);
    QVERIFY(!way().contains(QStringLiteral("Confirm")));
    goOn(RestoreStep::Scope);
    QVERIFY(!part<QCheckBox>("part-postgres")->isEnabled());
    QVERIFY(!part<QCheckBox>("safety")->isVisible());
    QCOMPARE(m_page->draft().request.scenario, Scenario::Rehearse);
}

void TestRestore::damagedSetSaysWhatIsStillGood()
{
    openSample();
    restore::Outline outline = test::sampleOutline();
    outline.goodParts = {QStringLiteral("n8n's data folder"), QStringLiteral("Redis")};
    m_restores->setOutline(outline);
    m_restores->blockLook = true;
    choose(RestoreGoal::Undo);
    goOn(RestoreStep::Set);
    QVERIFY(!saysSomewhere(QStringLiteral("is being read...")));
    for (int row = 0; row < sets()->model()->rowCount(); ++row) {
        if (sets()->model()->index(row, RestoreSetModel::State).data().toString() == QLatin1String("Damaged"))
            sets()->setCurrentIndex(sets()->model()->index(row, 0));
    }
    QVERIFY(saysSomewhere(QStringLiteral("201326592 bytes instead of 331350016")));
    QVERIFY(saysSomewhere(QStringLiteral("is being read...")));
    m_restores->blockLook = false;
    QTRY_VERIFY(saysSomewhere(QStringLiteral("n8n's data folder, Redis")));
    QVERIFY(next()->isEnabled());
}

void TestRestore::damagedSetWithoutAnyGoodPartEndsHere()
{
    RestoreSurvey survey = sample();
    survey.sets = {test::sampleSet(QStringLiteral("acme-n8n"), 1, survey.taken, SetState::Damaged)};
    open(survey);
    choose(RestoreGoal::Undo);
    goOn(RestoreStep::Set);
    QTRY_VERIFY(!next()->isEnabled());
    QCOMPARE(part<QLabel>("hint")->text(), QStringLiteral("No part of this set is good."));
}

void TestRestore::setsOfOtherStacksAreForRebuilding()
{
    RestoreSurvey survey = sample();
    survey.sets.append(test::sampleSet(QStringLiteral("beta"), 3, survey.taken.addDays(-40)));
    open(survey);
    const QString beta = survey.sets.constLast().id;
    choose(RestoreGoal::Undo);
    goOn(RestoreStep::Set);
    QVERIFY(!sets()->selectId(beta));
    key(Qt::Key_Escape);
    choose(RestoreGoal::Rebuild);
    goOn(RestoreStep::Set);
    QVERIFY(sets()->selectId(beta));
    sets()->setFocus();
    goOn(RestoreStep::Scope);
    QVERIFY(!m_page->draft().request.stack);
    QCOMPARE(part<QLineEdit>("name")->placeholderText(), QStringLiteral("beta"));
}

void TestRestore::scopeNeedsAPart()
{
    openSample();
    goTo(RestoreStep::Scope);
    for (const char *name : {"part-postgres", "part-globals", "part-n8n-data"})
        part<QCheckBox>(name)->setChecked(false);
    QVERIFY(!next()->isEnabled());
    QCOMPARE(part<QLabel>("hint")->text(), QStringLiteral("Tick at least one part."));
    part<QCheckBox>("part-n8n-data")->setChecked(true);
    goOn(RestoreStep::Checks);
    QTRY_VERIFY(next()->isEnabled());
    QCOMPARE(m_restores->lastRequest().parts, QList<Part>({Part::N8nData}));
}

void TestRestore::sameKeysLeaveNoChoice()
{
    openSample();
    m_restores->blockLook = true;
    goTo(RestoreStep::Scope);
    QVERIFY(saysSomewhere(QStringLiteral("Looking which keys there are")));
    QVERIFY(!part<QRadioButton>("keyGiven")->isVisible()); // nothing to choose between yet
    m_restores->blockLook = false;
    QTRY_VERIFY(saysSomewhere(QStringLiteral("There is no other, and no choice to make.")));
    QVERIFY(!part<QRadioButton>("keyCurrent")->isVisible());
    QVERIFY(!part<QLineEdit>("key")->isVisible());
}

void TestRestore::differentKeysAreChosenBetween()
{
    openSample();
    restore::Outline outline = test::sampleOutline();
    outline.keys[1].fingerprint = QStringLiteral("00aa11bb");
    outline.keys[0].fitsSet = KeyFit::DoesNotFit;
    m_restores->setOutline(outline);
    goTo(RestoreStep::Scope);
    QTRY_VERIFY(part<QRadioButton>("keyFromSet")->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("The keys differ.")));
    QVERIFY(saysSomewhere(QStringLiteral("The set's key (00aa11bb)")));
    QVERIFY(part<QRadioButton>("keyCurrent")->isChecked());
    key(Qt::Key_T, Qt::AltModifier);
    QTRY_VERIFY(part<QRadioButton>("keyGiven")->isChecked());
    auto *given = part<QLineEdit>("key");
    QVERIFY(given->isVisible());
    QCOMPARE(given->echoMode(), QLineEdit::Password);
    QVERIFY(!next()->isEnabled());
    QTest::keyClicks(given, QStringLiteral("a-third-key"));
    goOn(RestoreStep::Checks);
    QTRY_VERIFY(next()->isEnabled());
    QCOMPARE(m_restores->lastRequest().key, KeyChoice::Given);
    QCOMPARE(m_restores->lastRequest().givenKey.expose(), QByteArray("a-third-key"));
    key(Qt::Key_Escape);
    QVERIFY(part<QLineEdit>("key")->text().isEmpty()); // it is not shown twice
    QTRY_VERIFY(part<QRadioButton>("keyFromSet")->isVisible());
    part<QRadioButton>("keyFromSet")->click();
    goOn(RestoreStep::Checks);
    QTRY_VERIFY(next()->isEnabled());
    QCOMPARE(m_restores->lastRequest().key, KeyChoice::FromSet);
    QVERIFY(m_restores->lastRequest().givenKey.isEmpty());
}

void TestRestore::encryptedSetNeedsItsIdentity()
{
    RestoreSurvey survey = sample();
    survey.sets.first().manifest->encryption = QStringLiteral("age");
    open(survey);
    goTo(RestoreStep::Scope);
    QVERIFY(part<QLineEdit>("identity")->isVisible());
    QVERIFY(!next()->isEnabled());
    part<QLineEdit>("identity")->setText(QStringLiteral("/home/me/identity.txt"));
    goOn(RestoreStep::Checks);
    QTRY_COMPARE(m_restores->lastRequest().ageIdentityFile, QStringLiteral("/home/me/identity.txt"));
}

void TestRestore::littleRoomHidesTheList()
{
    openSample();
    goTo(RestoreStep::Scope);
    const auto *steps = part<QListWidget>("steps");
    const auto *title = part<QLabel>("title");
    m_window->resize(1280, 800);
    QTRY_VERIFY(steps->isVisible());
    QVERIFY(!title->text().contains(QLatin1Char('(')));
    m_window->resize(m_window->minimumSizeHint());
    QTRY_VERIFY(!steps->isVisible());
    QVERIFY2(title->text().endsWith(QStringLiteral("(3 of 8)")), qPrintable(title->text()));
    m_window->resize(1280, 800);
    QTRY_VERIFY(steps->isVisible());
}

void TestRestore::failedCheckHoldsUpUntilItPasses()
{
    openSample();
    restore::Outline outline = test::sampleOutline();
    outline.checks[2] = test::check("space", Verdict::Failed, "4.1 GiB are needed, 1 GiB is free.", "Free 3.1 GiB in /srv/backups.");
    m_restores->setOutline(outline);
    m_restores->blockLook = true;
    goTo(RestoreStep::Checks);
    const auto *checks = part<FactList>("checks");
    QVERIFY(checks->facts().size() >= 5);
    QCOMPARE(checks->facts().constFirst().value, QStringLiteral("is being checked..."));
    QVERIFY(!part<QPushButton>("recheck")->isEnabled());
    QVERIFY(!next()->isEnabled());
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Checks);
    // What was looked at is told while the rest is still being looked at.
    m_restores->checksBeforeBlock = 3;
    QTRY_COMPARE(checks->facts().at(2).state, health::State::Failing);
    QCOMPARE(checks->facts().constFirst().value, QStringLiteral("Docker 20.10 answers."));
    QCOMPARE(checks->facts().at(3).value, QStringLiteral("is being checked..."));
    QVERIFY(!next()->isEnabled());
    m_restores->blockLook = false;
    QTRY_VERIFY(part<QPushButton>("recheck")->isEnabled());
    QCOMPARE(checks->facts().at(2).state, health::State::Failing);
    QVERIFY(checks->facts().at(2).value.contains(QStringLiteral("Free 3.1 GiB in /srv/backups.")));
    QVERIFY(!next()->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("A check failed: put it right, then check again.")));
    const int looks = m_restores->looks;
    m_restores->setOutline(test::sampleOutline());
    key(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(next()->isEnabled());
    QCOMPARE(m_restores->looks.load(), looks + 1);
    QCOMPARE(checks->facts().at(4).state, health::State::Warning);
    QVERIFY(saysSomewhere(QStringLiteral("The restore is possible.")));
}

void TestRestore::lookThatFailsIsSaidWithDetailsFolded()
{
    openSample();
    m_restores->setLookFailure(
        {ErrorKind::Unreachable, QStringLiteral("Docker does not answer."), QStringLiteral("connect: no such file"), QStringLiteral("Start it.")});
    goTo(RestoreStep::Scope);
    auto *message = part<MessageWidget>("message");
    QTRY_VERIFY(message->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("Docker does not answer.")));
    QVERIFY(!part<QPlainTextEdit>("details")->isVisible());
    QVERIFY(next()->isEnabled()); // the checks try again
    goOn(RestoreStep::Checks);
    QTRY_VERIFY(message->isVisible());
    QVERIFY(!next()->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("The checks could not be made: check again.")));
    m_restores->setOutline(test::sampleOutline());
    button(QStringLiteral("Re-check"))->click();
    QTRY_VERIFY(next()->isEnabled());
    QVERIFY(!message->isVisible());
}

void TestRestore::planTellsStepsFilesAndConsequences()
{
    openSample();
    goTo(RestoreStep::Plan);
    const auto *steps = part<DataTable>("steps");
    QCOMPARE(steps->model()->rowCount(), 3);
    QCOMPARE(steps->model()->index(2, PlannedStepModel::Destroys).data().toString(), QStringLiteral("executions since yesterday 02:00"));
    QVERIFY(saysSomewhere(QStringLiteral("Takes about %1. Needs %2 while it runs.")
                              .arg(formatDuration(std::chrono::milliseconds(54'300)), formatBytes(4'402'341'478))));
    QVERIFY(saysSomewhere(QStringLiteral("The replaced database stays as n8n_prev_20260102 for 7 days.")));
    auto *files = part<QListWidget>("files");
    QCOMPARE(files->count(), 2);
    QVERIFY(part<QPlainTextEdit>("diff")->toPlainText().contains(QStringLiteral("- B=2\n+ B=3")));
    files->setCurrentRow(1);
    QCOMPARE(files->item(1)->text(), QStringLiteral("/srv/acme/compose.yaml (new)"));
    QCOMPARE(part<QPlainTextEdit>("diff")->toPlainText(), QStringLiteral("+ services: {}"));
    QVERIFY(!part<QLineEdit>("sentence")->isVisible());
}

void TestRestore::noSafetyBackupNeedsAWrittenSentence()
{
    openSample();
    goTo(RestoreStep::Scope);
    QTRY_VERIFY(!controller()->isLooking());
    key(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(!part<QCheckBox>("safety")->isChecked());
    QVERIFY(saysSomewhere(QStringLiteral("What is replaced goes without a copy.")));
    goOn(RestoreStep::Checks);
    goOn(RestoreStep::Plan);
    auto *sentence = part<QLineEdit>("sentence");
    QVERIFY(sentence->isVisible());
    QVERIFY(!next()->isEnabled());
    QTest::keyClicks(sentence, QStringLiteral("yes"));
    QVERIFY(!next()->isEnabled());
    sentence->clear();
    QTest::keyClicks(sentence, PlanPage::sentence());
    goOn(RestoreStep::Confirm);
    QVERIFY(saysSomewhere(QStringLiteral("none is taken")));
    confirmName();
    key(Qt::Key_Return);
    QTRY_COMPARE(m_page->step(), RestoreStep::Result);
    QVERIFY(!m_restores->lastRequest().safetyBackup);
}

void TestRestore::nameMustBeExact()
{
    openSample();
    goTo(RestoreStep::Confirm);
    auto *name = part<QLineEdit>("name");
    for (const char *wrong : {"acme-n8", "acme-n8n ", "ACME-N8N", "beta"}) {
        name->setText(QLatin1String(wrong));
        QVERIFY2(!next()->isEnabled(), wrong);
        key(Qt::Key_Return);
        QCOMPARE(m_page->step(), RestoreStep::Confirm);
    }
    QVERIFY(saysSomewhere(QStringLiteral("That is not the name of the stack.")));
    name->setText(QStringLiteral("acme-"));
    QVERIFY(!saysSomewhere(QStringLiteral("That is not the name of the stack.")));
    name->setText(QStringLiteral("acme-n8n"));
    QVERIFY(next()->isEnabled());
    QVERIFY(m_restores->wishes().isEmpty());
}

void TestRestore::nothingDestroyedAsksNoName()
{
    openSample();
    m_restores->setOutline(test::sampleOutline(false));
    goTo(RestoreStep::Confirm);
    QVERIFY(!part<QLineEdit>("name")->isVisible());
    QVERIFY(next()->isEnabled());
    QCOMPARE(next()->text(), QStringLiteral("&Restore"));
}

void TestRestore::progressShowsStepsBytesAndLog()
{
    openSample();
    m_restores->block = true;
    goTo(RestoreStep::Progress);
    auto *steps = part<DataTable>("steps");
    QTRY_COMPARE(steps->model()->rowCount(), 2);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("Restore acme-n8n: step 2 of 2, Swap the databases"), m_page));
    QTRY_VERIFY(saysSomewhere(formatBytesOf(1024 * 1024, 4 * 1024 * 1024), m_page));
    QVERIFY(saysSomewhere(QStringLiteral("left"), m_page));
    QTRY_VERIFY(part<QPlainTextEdit>("log")->toPlainText().contains(QStringLiteral("staged")));
    QVERIFY(!next()->isVisible());
    QVERIFY(!part<QPushButton>("back")->isVisible());
    key(Qt::Key_Escape); // nothing is left while it runs
    QCOMPARE(m_page->step(), RestoreStep::Progress);
    m_window->openPage(QStringLiteral("overview"));
    m_restores->block = false;
    QTRY_VERIFY(!m_runner->isBusy());
    m_window->openPage(QStringLiteral("restore"));
    QCOMPARE(m_page->step(), RestoreStep::Result);
}

void TestRestore::cancelRollsBackAndTheFormStays()
{
    openSample();
    m_restores->block = true;
    goTo(RestoreStep::Progress);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("step 2 of 2"), m_page));
    key(Qt::Key_U, Qt::AltModifier);
    QTRY_VERIFY(!part<QPushButton>("cancel")->isEnabled());
    QTRY_VERIFY(!m_runner->isBusy());
    QTRY_COMPARE(m_restores->stepsUndone.load(), 1);
    QCOMPARE(m_page->step(), RestoreStep::Progress);
    QVERIFY(saysSomewhere(QStringLiteral("Restore acme-n8n: cancelled."), m_page));
    QVERIFY(saysSomewhere(QStringLiteral("Everything is as it was before."), m_page));
    key(Qt::Key_Escape); // the message
    key(Qt::Key_Escape);
    QCOMPARE(m_page->step(), RestoreStep::Confirm);
    QVERIFY(part<QLineEdit>("name")->text().isEmpty());
}

void TestRestore::failureIsShownInlineWithDetailsFolded()
{
    openSample();
    m_restores->setRunFailure(
        Error{ErrorKind::NoSpace, QStringLiteral("The disk is full."), QStringLiteral("ENOSPC at byte 17"), QStringLiteral("Free 2 GiB.")});
    goTo(RestoreStep::Progress);
    auto *message = part<MessageWidget>("message");
    QTRY_VERIFY(message->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("The disk is full."), message));
    QVERIFY(saysSomewhere(QStringLiteral("Free 2 GiB. Everything is as it was before."), message));
    auto *details = message->findChild<QPlainTextEdit *>();
    QVERIFY(!details->isVisible());
    button(QStringLiteral("Show details"), message)->click();
    QVERIFY(details->isVisible() && details->toPlainText().contains(QStringLiteral("ENOSPC at byte 17")));
    QCOMPARE(next()->text(), QStringLiteral("&Try again"));
    m_restores->setRunFailure({});
    QTRY_VERIFY(next()->isEnabled());
    key(Qt::Key_T, Qt::AltModifier);
    QTRY_COMPARE(m_page->step(), RestoreStep::Result);
    QCOMPARE(m_restores->wishes().size(), 2);
    QVERIFY(!message->isVisible());
}

void TestRestore::quarantineIsReleased()
{
    openSample();
    goTo(RestoreStep::Result);
    QVERIFY(saysSomewhere(QStringLiteral("91,348 expected, 91,348 found in 2 tables")));
    QVERIFY(saysSomewhere(QStringLiteral("n8n_prev_20260103")));
    QVERIFY(saysSomewhere(QStringLiteral("Daily invoice, 02:00")));
    QVERIFY(saysSomewhere(QStringLiteral("Open one workflow and run it by hand.")));
    QCOMPARE(part<DataTable>("tables")->model()->rowCount(), 2);
    QVERIFY(saysSomewhere(QStringLiteral("n8n waits in quarantine")));
    QTRY_VERIFY(part<QPushButton>("release")->isEnabled());
    key(Qt::Key_R, Qt::AltModifier);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("done: release run-1")));
    QCOMPARE(m_page->step(), RestoreStep::Result);
    QVERIFY(!part<QPushButton>("release")->isVisible());
    QCOMPARE(way(), QStringList({QStringLiteral("What for"), QStringLiteral("Progress"), QStringLiteral("Result")}));
    button(QStringLiteral("Start over"))->click();
    QCOMPARE(m_page->step(), RestoreStep::Goal);
}

void TestRestore::quarantineIsRolledBackAfterAQuestion()
{
    openSample();
    goTo(RestoreStep::Result);
    QTRY_VERIFY(part<QPushButton>("rollBack")->isEnabled());
    key(Qt::Key_K, Qt::AltModifier);
    QTRY_VERIFY(question());
    QVERIFY(saysSomewhere(QStringLiteral("What was changed since the restore is lost"), question()));
    QTest::keyClick(question(), Qt::Key_Return); // the safe answer
    QTRY_VERIFY(!question());
    QCOMPARE(m_restores->wishes().size(), 1);
    part<QPushButton>("rollBack")->click();
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("done: rollback run-1")));
}

void TestRestore::unfinishedRestoresAreOffered()
{
    RestoreSurvey survey = sample();
    restore::Unfinished killed;
    killed.runId = QStringLiteral("run-7");
    killed.stackId = QStringLiteral("acme-n8n");
    killed.setId = survey.sets.constFirst().id;
    killed.lastStep = QStringLiteral("stage");
    killed.startedAt = survey.taken.addSecs(-600);
    restore::Unfinished waiting = killed;
    waiting.runId = QStringLiteral("run-8");
    waiting.stackId = QStringLiteral("beta");
    waiting.ended = true;
    survey.unfinished = {killed, waiting};
    open(survey);
    QWidget *first = part<QWidget>("unfinished-run-7");
    QWidget *second = part<QWidget>("unfinished-run-8");
    QVERIFY(first && second);
    QVERIFY(saysSomewhere(QStringLiteral("A restore of acme-n8n is not over"), first));
    QVERIFY(saysSomewhere(QStringLiteral("It was interrupted at \"stage\"."), first));
    QVERIFY(button(QStringLiteral("Resume"), first) && button(QStringLiteral("Roll back..."), first) && !button(QStringLiteral("Release"), first));
    QVERIFY(saysSomewhere(QStringLiteral("beta waits in quarantine"), second));
    QVERIFY(button(QStringLiteral("Release"), second) && !button(QStringLiteral("Resume"), second));
    key(Qt::Key_Tab); // what is not over comes before what is new
    QCOMPARE(QApplication::focusWidget(), button(QStringLiteral("Resume"), first));
    for (int i = 0; i < 4; ++i)
        key(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), part<QRadioButton>("undo"));
    key(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), next());
    button(QStringLiteral("Resume"), first)->setFocus();
    key(Qt::Key_Return);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("done: resume run-7")));
    QCOMPARE(m_restores->wishes(), QStringList({QStringLiteral("resume run-7")}));
}

void TestRestore::unfinishedRestoreIsToldWhereverOneIs()
{
    RestoreSurvey survey = sample();
    restore::Unfinished killed;
    killed.runId = QStringLiteral("run-7");
    killed.stackId = QStringLiteral("acme-n8n");
    killed.setId = survey.sets.constFirst().id;
    killed.lastStep = QStringLiteral("swap-database");
    killed.lastTitle = QStringLiteral("Swap the databases");
    survey.unfinished = {killed};
    m_restores->setSurvey(survey);
    showStack(); // on the overview
    QTRY_VERIFY(saysSomewhere(QStringLiteral("A restore of acme-n8n is not over")));
    QVERIFY(saysSomewhere(QStringLiteral("It was interrupted at \"Swap the databases\".")));
    button(QStringLiteral("Open Restore"))->click();
    m_page = m_window->findChild<RestorePage *>();
    QVERIFY(m_page && m_page->isVisible());
    QTRY_VERIFY(part<QWidget>("unfinished-run-7"));
    // Told once: the page itself has it now.
    showStack();
    QVERIFY(!button(QStringLiteral("Open Restore")));
}

void TestRestore::unfinishedRestoreOfAnotherProcessIsLeftAlone()
{
    RestoreSurvey survey = sample();
    restore::Unfinished busy;
    busy.runId = QStringLiteral("run-9");
    busy.stackId = QStringLiteral("acme-n8n");
    busy.ownerAlive = true;
    survey.unfinished = {busy};
    open(survey);
    QWidget *card = part<QWidget>("unfinished-run-9");
    QVERIFY(saysSomewhere(QStringLiteral("Another process is at it now."), card));
    QVERIFY(card->findChildren<QPushButton *>().isEmpty());
}

void TestRestore::refusedEndIsSaid()
{
    RestoreSurvey survey = sample();
    restore::Unfinished killed;
    killed.runId = QStringLiteral("run-7");
    killed.stackId = QStringLiteral("acme-n8n");
    survey.unfinished = {killed};
    m_restores->setEndFailure(Error{ErrorKind::Conflict, QStringLiteral("Somebody is at it."), QStringLiteral("pid 12"), {}});
    open(survey);
    button(QStringLiteral("Resume"))->click();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("Somebody is at it.")));
    QCOMPARE(m_page->step(), RestoreStep::Goal);
    QTRY_VERIFY(button(QStringLiteral("Resume"))->isEnabled());
    goTo(RestoreStep::Scope); // the rest of the wizard is as it was
}

void TestRestore::rebuildWorksWithoutAStack()
{
    m_restores->setSurvey(sample());
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged({});
    Q_EMIT m_feed->noStack({ErrorKind::NotFound, QStringLiteral("There is no n8n stack."), {}, {}});
    QVERIFY(m_window->openPage(QStringLiteral("restore")));
    m_page = m_window->findChild<RestorePage *>();
    QVERIFY(m_page && m_page->isVisible());
    QTRY_VERIFY(controller()->survey());
    QVERIFY(part<QRadioButton>("undo")->isChecked());
    QVERIFY(!next()->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("No stack is shown that could be taken back.")));
    goTo(RestoreStep::Scope, RestoreGoal::Rebuild);
    QVERIFY(!part<QCheckBox>("part-postgres")->isEnabled());
    QVERIFY(part<QCheckBox>("part-compose")->isChecked());
    QVERIFY(!part<QCheckBox>("safety")->isVisible());
    part<QLineEdit>("folder")->setText(QStringLiteral("/srv/again"));
    part<QLineEdit>("ports")->setText(QStringLiteral("5678=15678"));
    part<QLineEdit>("folder")->setFocus();
    goTo(RestoreStep::Result, RestoreGoal::Rebuild);
    const restore::Request asked = m_restores->lastRequest();
    QCOMPARE(asked.scenario, Scenario::Rebuild);
    QVERIFY(!asked.stack);
    QCOMPARE(asked.projectFolder, QStringLiteral("/srv/again"));
    QCOMPARE(asked.ports.value(5678), quint16(15678));
    QCOMPARE(asked.parts.size(), 5); // all but the queue, which starts empty
    QCOMPARE(asked.key, KeyChoice::FromSet); // there is no other
}

void TestRestore::rebuildChecksWhatIsTyped()
{
    openSample();
    goTo(RestoreStep::Scope, RestoreGoal::Rebuild);
    part<QLineEdit>("ports")->setText(QStringLiteral("http=80"));
    QVERIFY(!next()->isEnabled());
    QVERIFY(saysSomewhere(QStringLiteral("\"http=80\" is no pair of ports")));
    part<QLineEdit>("ports")->clear();
    part<QLineEdit>("folder")->setText(QStringLiteral("relative"));
    QVERIFY(!next()->isEnabled());
    part<QLineEdit>("folder")->clear();
    part<QLineEdit>("name")->setText(QStringLiteral("Not A Name"));
    QVERIFY(!next()->isEnabled());
    part<QLineEdit>("name")->setText(QStringLiteral("again"));
    goTo(RestoreStep::Confirm, RestoreGoal::Rebuild);
    QVERIFY(saysSomewhere(QStringLiteral("Rebuild again?")));
    part<QLineEdit>("name")->setText(QStringLiteral("acme-n8n"));
    QVERIFY(!next()->isEnabled()); // it is the new name that counts
    part<QLineEdit>("name")->setText(QStringLiteral("again"));
    QVERIFY(next()->isEnabled());
}

void TestRestore::lookInsideMakesASideDatabase()
{
    openSample();
    restore::Outline outline = test::sampleOutline(false);
    outline.files.clear();
    m_restores->setOutline(outline);
    restore::Report report = test::sampleReport();
    report.quarantined = false;
    report.sideDatabase = QStringLiteral("n8n_look_test");
    m_restores->setReport(report);
    goTo(RestoreStep::Scope, RestoreGoal::LookInside);
    auto *name = part<QLineEdit>("name");
    name->setText(QStringLiteral("Not good"));
    QVERIFY(!next()->isEnabled());
    name->setText(QStringLiteral("n8n_look_test"));
    goTo(RestoreStep::Plan, RestoreGoal::LookInside);
    QVERIFY(!part<QListWidget>("files")->isVisible());
    QCOMPARE(next()->text(), QStringLiteral("&Make the side database"));
    goTo(RestoreStep::Result, RestoreGoal::LookInside);
    QCOMPARE(m_restores->lastRequest().scenario, Scenario::LookInside);
    QCOMPARE(m_restores->lastRequest().sideDatabase, QStringLiteral("n8n_look_test"));
    QCOMPARE(m_restores->lastRequest().parts, QList<Part>({Part::Postgres}));
    QVERIFY(saysSomewhere(QStringLiteral("n8n_look_test")));
    QVERIFY(!part<QPushButton>("release")->isVisible());
}

void TestRestore::oneWorkflowIsExported()
{
    const QTemporaryDir folder;
    openSample();
    m_restores->blockLook = true;
    goTo(RestoreStep::Scope, RestoreGoal::LookInside);
    key(Qt::Key_W, Qt::AltModifier);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("Opening the set in a throwaway server")));
    QVERIFY(!next()->isEnabled());
    m_restores->blockLook = false;
    auto *workflows = part<DataTable>("entries");
    QTRY_COMPARE(workflows->model()->rowCount(), 2);
    QCOMPARE(way(),
             QStringList({QStringLiteral("What for"), QStringLiteral("Choose set"), QStringLiteral("Scope"), QStringLiteral("Progress"),
                          QStringLiteral("Result")}));
    part<QLineEdit>("filter")->setText(QStringLiteral("onboard"));
    workflows->setCurrentIndex(workflows->model()->index(0, 0));
    QCOMPARE(next()->text(), QStringLiteral("&Export..."));
    workflows->setFocus();
    key(Qt::Key_Return);
    auto *dialog = qobject_cast<QFileDialog *>(question());
    QVERIFY(dialog);
    QVERIFY(dialog->selectedFiles().constFirst().endsWith(QStringLiteral("Onboarding-mail.json")));
    const QString path = folder.filePath(QStringLiteral("one.json"));
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
    QTRY_COMPARE(m_page->step(), RestoreStep::Result);
    QVERIFY(m_restores->wishes().constFirst().endsWith(QStringLiteral(" w2 ") + path));
    QVERIFY(saysSomewhere(QStringLiteral("The workflow \"Onboarding / mail\" was written to ") + path));
}

void TestRestore::oneCredentialIsExportedDecryptedOnlyWhenTicked()
{
    openSample();
    goTo(RestoreStep::Scope, RestoreGoal::LookInside);
    QVERIFY(!part<QCheckBox>("decrypted")->isEnabled());
    key(Qt::Key_R, Qt::AltModifier);
    auto *entries = part<DataTable>("entries");
    QTRY_COMPARE(entries->model()->rowCount(), 1);
    QVERIFY(saysSomewhere(QStringLiteral("1 credential")));
    QCOMPARE(entries->model()->headerData(SetEntryModel::Detail, Qt::Horizontal).toString(), QStringLiteral("Type"));
    QVERIFY(part<QCheckBox>("decrypted")->isEnabled() && !part<QCheckBox>("decrypted")->isChecked());
    // A list of workflows is another one, and the credential is not taken for one of them.
    key(Qt::Key_W, Qt::AltModifier);
    QTRY_COMPARE(entries->model()->rowCount(), 2);
    key(Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(entries->model()->rowCount(), 1);
    QTRY_VERIFY(next()->isEnabled());
    part<QCheckBox>("decrypted")->setChecked(true);
    next()->click();
    auto *dialog = qobject_cast<QFileDialog *>(question());
    QVERIFY(dialog);
    QVERIFY(dialog->selectedFiles().constFirst().endsWith(QStringLiteral("Mail-account.json")));
    Q_EMIT dialog->fileSelected(QStringLiteral("/tmp/mail.json"));
    dialog->reject();
    QTRY_COMPARE(m_page->step(), RestoreStep::Result);
    QVERIFY(m_restores->wishes().constFirst().startsWith(QStringLiteral("export decrypted ")));
    QVERIFY(m_restores->wishes().constFirst().endsWith(QStringLiteral(" c1 /tmp/mail.json")));
    QVERIFY(saysSomewhere(QStringLiteral("The file holds the secret in plain text")));
}

void TestRestore::cloneIsMadeLookedAtAndRemoved()
{
    openSample();
    m_restores->setOutline(test::sampleOutline(false));
    restore::Report report = test::sampleReport();
    report.quarantined = false;
    report.cloneUrl = QStringLiteral("http://localhost:20003");
    report.stackId = QStringLiteral("quarterdeck-clone-1");
    m_restores->setReport(report);
    goTo(RestoreStep::Scope, RestoreGoal::LookInside);
    key(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(part<QRadioButton>("clone")->isChecked());
    QVERIFY(!part<QWidget>("entryArea")->isVisible());
    goTo(RestoreStep::Plan, RestoreGoal::LookInside);
    QCOMPARE(next()->text(), QStringLiteral("&Make the clone"));
    goTo(RestoreStep::Result, RestoreGoal::LookInside);
    QVERIFY(m_restores->lastRequest().asClone);
    QVERIFY(!part<QPushButton>("release")->isVisible() && !part<QPushButton>("rollBack")->isVisible());
    QVERIFY(part<QPushButton>("openClone")->isVisible());
    QTRY_VERIFY(part<QPushButton>("removeClone")->isEnabled());
    part<QPushButton>("removeClone")->click();
    QTRY_VERIFY(question());
    QVERIFY(saysSomewhere(QStringLiteral("containers, volumes, networks and the project's files"), question()));
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("done: rollback run-1")));

    // At the next start it is offered to be removed, and never to be released.
    restore::Unfinished clone;
    clone.runId = QStringLiteral("run-9");
    clone.stackId = report.stackId;
    clone.setId = report.setId;
    clone.scenario = Scenario::LookInside;
    clone.asClone = true;
    clone.ended = true;
    clone.report = report;
    RestoreSurvey survey = sample();
    survey.unfinished = {clone};
    m_restores->setSurvey(survey);
    part<QPushButton>("again")->click();
    QTRY_VERIFY(part<QWidget>("unfinished-run-9"));
    QWidget *card = part<QWidget>("unfinished-run-9");
    QVERIFY(saysSomewhere(QStringLiteral("It answers at http://localhost:20003"), card));
    QVERIFY(button(QStringLiteral("Remove..."), card) && !button(QStringLiteral("Release"), card) && !button(QStringLiteral("Resume"), card));
}

void TestRestore::rehearsalAsksForNothing()
{
    openSample();
    m_restores->setOutline(test::sampleOutline(false));
    goTo(RestoreStep::Plan, RestoreGoal::Rehearse);
    QCOMPARE(next()->text(), QStringLiteral("&Start the rehearsal"));
    goTo(RestoreStep::Result, RestoreGoal::Rehearse);
    QCOMPARE(m_restores->lastRequest().scenario, Scenario::Rehearse);
    QVERIFY(!question());
}

void TestRestore::filesAreLookedAtFirst()
{
    openSample();
    choose(RestoreGoal::FromFiles);
    goOn(RestoreStep::Set);
    QCOMPARE(sets()->model()->rowCount(), 1); // what the shell kit left in the folder
    auto *path = part<QLineEdit>("path");
    path->setFocus();
    QTest::keyClicks(path, QStringLiteral("/tmp/photo.jpg"));
    key(Qt::Key_Return);
    QTRY_VERIFY(saysSomewhere(QStringLiteral("This is no dump we know: /tmp/photo.jpg")));
    QCOMPARE(path->text(), QStringLiteral("/tmp/photo.jpg"));
    path->setText(QStringLiteral("/tmp/n8n.sql.gz"));
    path->setFocus();
    key(Qt::Key_Return);
    QTRY_COMPARE(sets()->model()->rowCount(), 2);
    QCOMPARE(sets()->currentId(), QStringLiteral("foreign-by-path"));
    QVERIFY(!part<MessageWidget>("message")->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("/tmp/n8n.sql.gz"), m_page));
    auto *then = part<QComboBox>("then");
    QCOMPARE(then->count(), 2); // of a dump alone no stack can be made
    then->setCurrentIndex(then->findData(static_cast<int>(Scenario::LookInside)));
    goTo(RestoreStep::Checks, RestoreGoal::FromFiles);
    QCOMPARE(m_page->draft().request.scenario, Scenario::LookInside);
    key(Qt::Key_Escape);
    key(Qt::Key_Escape);
    QCOMPARE(sets()->currentId(), QStringLiteral("foreign-by-path"));
    then->setCurrentIndex(then->findData(static_cast<int>(Scenario::Undo)));
    sets()->setFocus();
    goOn(RestoreStep::Scope);
    QVERIFY(part<QCheckBox>("part-postgres")->isChecked());
    QVERIFY(!part<QCheckBox>("part-n8n-data")->isEnabled());
    QVERIFY(part<QCheckBox>("part-n8n-data")->text().endsWith(QStringLiteral("(not in the set)")));
}

void TestRestore::dumpGivesADatabaseAndNothingElse()
{
    openSample();
    choose(RestoreGoal::FromFiles);
    goOn(RestoreStep::Set);
    auto *then = part<QComboBox>("then");
    then->setCurrentIndex(then->findData(static_cast<int>(Scenario::LookInside)));
    sets()->setFocus();
    goOn(RestoreStep::Scope);
    QVERIFY(part<QRadioButton>("database")->isChecked());
    for (const char *name : {"clone", "workflow", "credential"})
        QVERIFY2(!part<QRadioButton>(name)->isEnabled(), name);
    QVERIFY(saysSomewhere(QStringLiteral("Not out of a bare dump.")));
    QVERIFY(next()->isEnabled());
}

/// The newest set is what the last restore put aside: the state one wanted to get away from.
void TestRestore::safetyCopiesAreNotPreselected()
{
    RestoreSurvey survey = sample();
    survey.safetySets = {survey.sets.constFirst().id};
    open(survey);
    choose(RestoreGoal::Undo);
    goOn(RestoreStep::Set);
    QVERIFY(!sets()->currentId().isEmpty());
    QVERIFY(sets()->currentId() != survey.sets.constFirst().id);
    QVERIFY(sets()->selectId(survey.sets.constFirst().id));
    QVERIFY(sets()->currentIndex().siblingAtColumn(RestoreSetModel::Proof).data().toString().startsWith(QStringLiteral("safety copy, ")));
    QVERIFY(saysSomewhere(QStringLiteral("Made before a restore")));
}

void TestRestore::queueComesBackOnlyToRun()
{
    openSample();
    goTo(RestoreStep::Scope);
    part<QCheckBox>("part-redis")->setChecked(true);
    QVERIFY(part<QCheckBox>("replay")->isChecked());
    part<QCheckBox>("replay")->setChecked(false);
    QVERIFY(!part<QCheckBox>("part-redis")->isChecked());
    part<QCheckBox>("replay")->setChecked(true);
    goOn(RestoreStep::Checks);
    QVERIFY(m_page->draft().request.replayQueue);
    QVERIFY(m_page->draft().request.parts.contains(Part::Redis));
}

void TestRestore::rollBackIsStoppedNotUndone()
{
    openSample();
    goTo(RestoreStep::Result);
    QTRY_VERIFY(part<QPushButton>("rollBack")->isEnabled());
    m_restores->block = true;
    part<QPushButton>("rollBack")->click();
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    QTRY_COMPARE(m_page->step(), RestoreStep::Progress);
    QTRY_VERIFY(part<QPushButton>("cancel")->isEnabled());
    QCOMPARE(part<QPushButton>("cancel")->text().remove(QLatin1Char('&')), QStringLiteral("Stop here"));
    part<QPushButton>("cancel")->click();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("try again to take back the rest")));
    QVERIFY(!saysSomewhere(QStringLiteral("Everything is as it was before.")));
}

void TestRestore::runningStepStaysInSight()
{
    openSample();
    m_restores->moreSteps = 30;
    m_restores->block = true;
    goTo(RestoreStep::Progress);
    const auto *table = part<DataTable>("steps");
    QTRY_COMPARE(table->model()->rowCount(), 32);
    const QModelIndex last = table->model()->index(31, 0);
    QTRY_VERIFY(table->viewport()->rect().contains(table->visualRect(last).center()));
}

void TestRestore::backupsPageOpensTheWizardOnItsSet()
{
    const BackupReading reading = test::sampleReading(QDateTime::currentDateTimeUtc());
    m_backups->setReading(reading);
    RestoreSurvey survey = sample();
    survey.sets = reading.sets;
    m_restores->setSurvey(survey);
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("backups")));
    auto *list = m_window->findChild<DataTable *>(QStringLiteral("sets"));
    QTRY_VERIFY(list->model()->rowCount() > 20);
    list->setCurrentIndex(list->model()->index(3, 0));
    const QString id = list->currentId();
    key(Qt::Key_R, Qt::AltModifier);
    QTRY_VERIFY(m_window->findChild<RestorePage *>());
    m_page = m_window->findChild<RestorePage *>();
    QTRY_COMPARE(m_page->step(), RestoreStep::Set);
    QCOMPARE(sets()->currentId(), id);
    QVERIFY(m_page->isVisible());
    QCOMPARE(m_page->draft().goal, RestoreGoal::Undo);
    goOn(RestoreStep::Scope);
    QCOMPARE(m_page->draft().request.set.id, id);
}

void TestRestore::otherStackBeginsAnew()
{
    openSample();
    goTo(RestoreStep::Plan);
    Q_EMIT m_feed->stackChanged(test::sampleStack(2, QStringLiteral("beta")));
    QCOMPARE(m_page->step(), RestoreStep::Goal);
    QVERIFY(saysSomewhere(QStringLiteral("Another stack is shown now.")));
    QVERIFY(m_page->draft().request.set.id.isEmpty());
}

void TestRestore::runningJobHoldsTheStartBack()
{
    openSample();
    goTo(RestoreStep::Confirm);
    confirmName();
    QVERIFY(next()->isEnabled());
    m_operations->block = true;
    Job job;
    job.title = QStringLiteral("Something");
    job.plan = m_operations->plan();
    m_runner->start(job);
    QTRY_VERIFY(!next()->isEnabled());
    QCOMPARE(part<QLabel>("hint")->text(), QStringLiteral("A job is running; wait until it has ended."));
    m_operations->block = false;
    QTRY_VERIFY(next()->isEnabled());
    QVERIFY(m_restores->wishes().isEmpty());
}

void TestRestore::lostEngineHoldsTheStartBack()
{
    openSample();
    goTo(RestoreStep::Confirm);
    confirmName();
    QVERIFY(next()->isEnabled());
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Lost));
    QVERIFY(m_page->isVisible());
    QVERIFY(!next()->isEnabled());
    QCOMPARE(part<QLabel>("hint")->text(), QStringLiteral("There is no connection to Docker now."));
    showStack();
    QVERIFY(next()->isEnabled());
    QCOMPARE(part<QLineEdit>("name")->text(), QStringLiteral("acme-n8n"));
}

void TestRestore::reportIsSaved()
{
    const QTemporaryDir folder;
    openSample();
    goTo(RestoreStep::Result);
    QTRY_VERIFY(part<QPushButton>("saveReport")->isEnabled());
    part<QPushButton>("saveReport")->click();
    auto *dialog = qobject_cast<QFileDialog *>(question());
    QVERIFY(dialog);
    QCOMPARE(dialog->defaultSuffix(), QStringLiteral("pdf"));
    const QString path = folder.filePath(QStringLiteral("report.pdf"));
    Q_EMIT dialog->fileSelected(path);
    dialog->reject();
    QTRY_VERIFY(saysSomewhere(QStringLiteral("The report was saved.")));
    QVERIFY(QFile::exists(path));
    QCOMPARE(m_page->step(), RestoreStep::Result);
    part<QPushButton>("saveReport")->click();
    dialog = qobject_cast<QFileDialog *>(question());
    Q_EMIT dialog->fileSelected(QStringLiteral("/no/such/folder/report.html"));
    dialog->reject();
    QTRY_VERIFY(part<MessageWidget>("message")->isVisible() && !saysSomewhere(QStringLiteral("The report was saved.")));
}

void TestRestore::enterPressesTheFocusedButton()
{
    openSample();
    goTo(RestoreStep::Scope);
    part<QPushButton>("back")->setFocus();
    key(Qt::Key_Return);
    QCOMPARE(m_page->step(), RestoreStep::Set);
    part<QPushButton>("again")->setFocus();
    key(Qt::Key_Enter);
    QCOMPARE(m_page->step(), RestoreStep::Goal);
}

void TestRestore::checkNames(const char *scene) const
{
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
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

void TestRestore::everyFocusableWidgetHasAName()
{
    RestoreSurvey survey = sample();
    restore::Unfinished waiting;
    waiting.runId = QStringLiteral("run-8");
    waiting.stackId = QStringLiteral("beta");
    waiting.ended = true;
    survey.unfinished = {waiting};
    open(survey);
    for (const RestoreGoal goal : {RestoreGoal::Undo, RestoreGoal::Rebuild, RestoreGoal::LookInside, RestoreGoal::FromFiles}) {
        checkNames("goal");
        choose(goal);
        goOn(RestoreStep::Set);
        checkNames("set");
        if (goal == RestoreGoal::FromFiles)
            break;
        goOn(RestoreStep::Scope);
        checkNames("scope");
        goOn(RestoreStep::Checks);
        checkNames("checks");
        goOn(RestoreStep::Plan);
        checkNames("plan");
        if (goal == RestoreGoal::Undo) {
            goTo(RestoreStep::Confirm, goal);
            checkNames("confirm");
            goTo(RestoreStep::Result, goal);
            checkNames("result");
        }
        part<QPushButton>("again")->click();
    }
}

void TestRestore::mnemonicsDoNotClash()
{
    openSample();
    const auto letters = [this](const char *scene) {
        QMap<QChar, QString> seen = {{QLatin1Char('f'), QStringLiteral("File")},
                                     {QLatin1Char('v'), QStringLiteral("View")},
                                     {QLatin1Char('h'), QStringLiteral("Help")},
                                     {QLatin1Char('a'), QStringLiteral("Stack")}};
        const auto note = [&](const QString &text) {
            const QString letter = QKeySequence::mnemonic(text).toString().section(QLatin1Char('+'), 1).toLower();
            if (letter.isEmpty())
                return;
            QVERIFY2(!seen.contains(letter.at(0)),
                     qPrintable(QStringLiteral("%1: %2 and %3").arg(QLatin1String(scene), seen.value(letter.at(0)), text)));
            seen.insert(letter.at(0), text);
        };
        for (const auto *one : m_page->findChildren<QAbstractButton *>()) {
            if (one->isVisible())
                note(one->text());
        }
        for (const auto *one : m_page->findChildren<QLabel *>()) {
            if (one->isVisible() && one->buddy())
                note(one->text());
        }
    };
    for (const RestoreGoal goal : {RestoreGoal::Undo, RestoreGoal::Rebuild, RestoreGoal::LookInside, RestoreGoal::FromFiles}) {
        letters("goal");
        choose(goal);
        goOn(RestoreStep::Set);
        letters("set");
        if (goal == RestoreGoal::FromFiles)
            break;
        goOn(RestoreStep::Scope);
        letters("scope");
        goTo(RestoreStep::Plan, goal);
        letters("plan");
        if (goal == RestoreGoal::Undo) {
            goTo(RestoreStep::Confirm, goal);
            letters("confirm");
            goTo(RestoreStep::Result, goal);
            letters("result");
        }
        part<QPushButton>("again")->click();
    }
}

/// Every page in both themes and both sizes is painted; to look at, where
/// QUARTERDECK_PICTURES names a folder.
void TestRestore::pictures()
{
    const QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("QUARTERDECK_PICTURES", temporary.path());
    QString suffix;
    const auto save = [&](const char *name) {
        QCoreApplication::processEvents();
        const QImage picture = m_window->grab().toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3)
                colors.insert(picture.pixel(x, y));
        }
        QVERIFY2(colors.size() > 20, name); // not a blank
        QVERIFY2(picture.save(QStringLiteral("%1/restore-%2-%3.png").arg(folder, QLatin1String(name), suffix)), qPrintable(folder));
    };
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme->setChoice(theme);
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
            suffix = QStringLiteral("%1-%2").arg(themeName(theme)).arg(size.width());
            m_window->resize(size);
            RestoreSurvey survey = sample();
            restore::Unfinished waiting;
            waiting.runId = QStringLiteral("run-8");
            waiting.stackId = QStringLiteral("acme-n8n");
            waiting.setId = survey.sets.at(3).id;
            waiting.startedAt = survey.taken.addSecs(-900);
            waiting.ended = true;
            survey.unfinished = {waiting};
            open(survey);
            save("0-goal");
            choose(RestoreGoal::Undo);
            goOn(RestoreStep::Set);
            for (int row = 0; row < sets()->model()->rowCount(); ++row) {
                if (sets()->model()->index(row, RestoreSetModel::State).data().toString() == QLatin1String("Damaged"))
                    sets()->setCurrentIndex(sets()->model()->index(row, 0));
            }
            save("1-set-damaged");
            sets()->setCurrentIndex(sets()->model()->index(2, 0));
            save("1-set");
            restore::Outline outline = test::sampleOutline();
            outline.keys[1].fingerprint = QStringLiteral("00aa11bb22cc33dd");
            outline.keys[0].fitsSet = KeyFit::DoesNotFit;
            m_restores->setOutline(outline);
            goOn(RestoreStep::Scope);
            QTRY_VERIFY(part<QRadioButton>("keyFromSet")->isVisible());
            part<QCheckBox>("safety")->setChecked(false);
            save("2-scope");
            restore::Outline failing = outline;
            failing.checks[2] = test::check("space", Verdict::Failed, "4.1 GiB are needed, 1 GiB is free.", "Free 3.1 GiB in /srv/backups.");
            m_restores->setOutline(failing);
            goOn(RestoreStep::Checks);
            QTRY_VERIFY(part<QPushButton>("recheck")->isEnabled());
            save("3-checks-failing");
            m_restores->setOutline(outline);
            part<QPushButton>("recheck")->click();
            goOn(RestoreStep::Plan);
            save("4-plan");
            part<QLineEdit>("sentence")->setText(PlanPage::sentence());
            goOn(RestoreStep::Confirm);
            save("5-confirm");
            m_restores->block = true;
            confirmName();
            key(Qt::Key_Return);
            QTRY_VERIFY(saysSomewhere(QStringLiteral("step 2 of 2"), m_page));
            save("6-progress");
            m_restores->setRunFailure(
                Error{ErrorKind::NoSpace, QStringLiteral("The disk is full."), QStringLiteral("ENOSPC at byte 17"), QStringLiteral("Free 2 GiB.")});
            m_restores->block = false;
            QTRY_VERIFY(part<MessageWidget>("message")->isVisible());
            save("6-failed");
            m_restores->setRunFailure({});
            QTRY_VERIFY(next()->isEnabled());
            next()->click();
            QTRY_COMPARE(m_page->step(), RestoreStep::Result);
            QTRY_VERIFY(part<QPushButton>("release")->isEnabled());
            save("7-result");
            part<QPushButton>("again")->click();
            goTo(RestoreStep::Scope, RestoreGoal::Rebuild);
            QTRY_VERIFY(!controller()->isLooking());
            save("2-scope-rebuild");
            part<QPushButton>("again")->click();
            goTo(RestoreStep::Scope, RestoreGoal::LookInside);
            part<QRadioButton>("workflow")->click();
            QTRY_VERIFY(part<DataTable>("entries")->model()->rowCount() > 0);
            save("2-look");
            part<QPushButton>("again")->click();
            choose(RestoreGoal::FromFiles);
            goOn(RestoreStep::Set);
            save("1-files");
            cleanup();
            init();
            m_window->resize(size);
            RestoreSurvey empty = sample();
            empty.sets.clear();
            open(empty);
            save("empty");
            cleanup();
            init();
        }
    }
}

QTEST_MAIN(TestRestore)
#include "tst_restore.moc"
