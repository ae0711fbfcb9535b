// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "samples.h"

#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/theme/theme.h"
#include "gui/widgets/attentionlist.h"
#include "gui/widgets/jobpanel.h"
#include "gui/widgets/messagewidget.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using Link = health::EngineStatus::Link;

/// Drives the real window; only the feed and the operations are the test's.
class TestWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void loadingShowsASkeletonWithWords();
    void missingEngineShowsItsFix_data();
    void missingEngineShowsItsFix();
    void commandsCanBeCopied();
    void emptyEngineOffersTheSandbox();
    void withoutSandboxNothingIsOffered();
    void severalStacksAreAChoice();
    void vanishedStackIsSaid();
    void healthyStackShowsItsVerdictAndFigures();
    void queueProblemIsSaid();
    void servicesAreThereBeforeTheFirstReading();
    void lostEngineGreysTheDataAndTellsItsAge();
    void keysReachEverything();
    void filterNarrowsTheList();
    void rowIsCopiedAsShown();
    void contextMenuOffersWhatCanBeDone();
    void stopAsksAndRunsThePlan();
    void safeAnswerRunsNothing();
    void startDoesNotAsk();
    void attentionHasItsButton();
    void remediesWithoutAPageHaveNoButton();
    void failingJobShowsWhatAndHint();
    void cancelAnswersAtOnce();
    void diagnosticsReachTheClipboard();
    void closingWhileAJobRunsAsks();
    void chooserChangesTheStack();
    void readingsComeAtMostOnceASecond();
    void selectionStaysOverReadings();
    void hiddenWindowAsksForNothingAndPaintsNothing();
    void everyFocusableWidgetHasAName();
    void tabReachesEverything();

private:
    void makeWindow(const WindowOptions &options = {true, false});
    void showStack(const stack::Stack &stack = test::sampleStack(), int tick = 0);
    void feedStatus(const stack::Stack &stack, const std::function<void(health::StackStatus &)> &change);
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] QAbstractButton *button(const QString &text) const;
    [[nodiscard]] bool saysSomewhere(const QString &text) const;
    void select(const QString &service);
    [[nodiscard]] QDialog *question() const;

    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
};

void TestWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck-test"));
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestWindow::init()
{
    makeWindow();
}

void TestWindow::cleanup()
{
    m_operations->block = false;
    m_window.reset();
    m_runner.reset();
    m_operations.reset();
    m_backups.reset();
    m_feed.reset();
}

void TestWindow::makeWindow(const WindowOptions &options)
{
    if (m_window)
        cleanup();
    m_feed = std::make_unique<test::FakeFeed>();
    m_operations = std::make_unique<test::FakeOperations>();
    m_backups = std::make_unique<test::FakeBackups>();
    m_runner = std::make_unique<JobRunner>();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, options);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
}

void TestWindow::showStack(const stack::Stack &stack, int tick)
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack, tick));
}

/// As if a second had passed: showing the window again lets it through.
void TestWindow::feedStatus(const stack::Stack &stack, const std::function<void(health::StackStatus &)> &change)
{
    m_window->hide();
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack, 1, change));
    m_window->show();
}

QAbstractButton *TestWindow::button(const QString &text) const
{
    for (auto *candidate : m_window->findChildren<QAbstractButton *>()) {
        if (candidate->isVisible() && QString(candidate->text()).remove(QLatin1Char('&')) == text)
            return candidate;
    }
    return nullptr;
}

bool TestWindow::saysSomewhere(const QString &text) const
{
    const auto labels = m_window->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

void TestWindow::select(const QString &service)
{
    auto *view = part<QTreeView>("services");
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        if (view->model()->index(row, 0).data().toString() == service)
            view->setCurrentIndex(view->model()->index(row, 0));
    }
    QCOMPARE(view->currentIndex().data().toString(), service);
}

QDialog *TestWindow::question() const
{
    return qobject_cast<QDialog *>(QApplication::activeModalWidget());
}

void TestWindow::loadingShowsASkeletonWithWords()
{
    auto *pages = part<QStackedWidget>("stack");
    QCOMPARE(pages->currentWidget()->accessibleName(), QStringLiteral("Connecting to Docker..."));
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    QCOMPARE(pages->currentWidget()->accessibleName(), QStringLiteral("Reading the stack..."));
}

void TestWindow::missingEngineShowsItsFix_data()
{
    QTest::addColumn<Link>("link");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("command");
    QTest::newRow("not installed") << Link::NotInstalled << "Docker is not installed here"
                                   << "sudo apt install docker.io";
    QTest::newRow("not running") << Link::NotRunning << "The Docker engine is not running"
                                 << "docker";
    QTest::newRow("no permission") << Link::NoPermission << "You may not use the Docker engine"
                                   << "sudo usermod -aG docker \"$USER\"";
    QTest::newRow("unsupported") << Link::Unsupported << "This Docker engine cannot be used"
                                 << "docker version";
    QTest::newRow("lost at once") << Link::Lost << "The connection to Docker was lost"
                                  << "docker";
}

void TestWindow::missingEngineShowsItsFix()
{
    QFETCH(Link, link);
    QFETCH(QString, title);
    QFETCH(QString, command);
    Q_EMIT m_feed->engineChanged(test::engineWith(link));
    QVERIFY(saysSomewhere(title));
    const auto lines = m_window->findChildren<QLineEdit *>();
    QVERIFY(std::any_of(lines.cbegin(), lines.cend(), [&](const QLineEdit *line) { return line->isVisible() && line->text().contains(command); }));
    QAbstractButton *retry = button(QStringLiteral("Retry"));
    QVERIFY(retry);
    retry->click();
    QCOMPARE(m_feed->refreshes, 1);
    auto *details = part<QPlainTextEdit>("details");
    QVERIFY(details);
    QVERIFY(!details->isVisible());
    button(QStringLiteral("Show details"))->click();
    QVERIFY(saysSomewhere(title));
    QVERIFY(button(QStringLiteral("Hide details")));
}

void TestWindow::commandsCanBeCopied()
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::NoPermission));
    QGuiApplication::clipboard()->setText(QStringLiteral("something older"));
    button(QStringLiteral("Copy"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("sudo usermod -aG docker \"$USER\""));
}

void TestWindow::emptyEngineOffersTheSandbox()
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged({});
    Q_EMIT m_feed->noStack({ErrorKind::NotFound, QStringLiteral("None."), {}, {}});
    QVERIFY(saysSomewhere(QStringLiteral("There is no n8n stack on this engine")));
    QAbstractButton *bringUp = button(QStringLiteral("Bring up the sandbox stack"));
    QVERIFY(bringUp);
    m_operations->block = true;
    bringUp->click();
    QTRY_VERIFY(part<JobPanel>("jobs")->summary().startsWith(QStringLiteral("Bring up the sandbox stack")));
    QVERIFY(part<JobPanel>("jobs")->isUnfolded());
    QVERIFY(!bringUp->isEnabled());
    m_operations->block = false;
    QTRY_COMPARE(m_operations->stepsRun.load(), 2);
    QTRY_VERIFY(bringUp->isEnabled());
    QVERIFY(part<JobPanel>("jobs")->summary().startsWith(QStringLiteral("The sandbox stack is up.")));
}

void TestWindow::withoutSandboxNothingIsOffered()
{
    makeWindow({false, false});
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged({});
    Q_EMIT m_feed->noStack({ErrorKind::NotFound, QStringLiteral("None."), {}, {}});
    QVERIFY(!button(QStringLiteral("Bring up the sandbox stack")));
    QAbstractButton *look = button(QStringLiteral("Look again"));
    QVERIFY(look);
    look->click();
    QCOMPARE(m_feed->refreshes, 1);
    QCOMPARE(m_operations->stepsRun.load(), 0);
}

void TestWindow::severalStacksAreAChoice()
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({QStringLiteral("acme"), QStringLiteral("beta")}));
    Q_EMIT m_feed->noStack({ErrorKind::Conflict, QStringLiteral("Several."), {}, {}});
    QVERIFY(saysSomewhere(QStringLiteral("Which stack?")));
    auto *list = part<QTreeView>("stacks");
    QCOMPARE(list->model()->rowCount(), 2);
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_feed->watched, QStringList({QStringLiteral("beta")}));
    QCOMPARE(part<QStackedWidget>("stack")->currentWidget()->accessibleName(), QStringLiteral("Reading the stack..."));
}

void TestWindow::vanishedStackIsSaid()
{
    showStack();
    Q_EMIT m_feed->stacksChanged(test::summaries({QStringLiteral("beta")}));
    Q_EMIT m_feed->noStack(
        {ErrorKind::NotFound, QStringLiteral("The stack acme-n8n is no longer there."), {}, QStringLiteral("Choose another one.")});
    QVERIFY(saysSomewhere(QStringLiteral("The stack acme-n8n is no longer there.")));
    QCOMPARE(part<QTreeView>("stacks")->model()->rowCount(), 1);
}

void TestWindow::healthyStackShowsItsVerdictAndFigures()
{
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    QCOMPARE(part<QLabel>("verdictWord")->text(), QStringLiteral("Healthy"));
    QCOMPARE(part<QLabel>("verdictText")->text(), QStringLiteral("5 of 5 workers consuming."));
    QVERIFY(saysSomewhere(QStringLiteral("12 of 50")));
    QVERIFY(saysSomewhere(QStringLiteral("61\u00a0% used")) || saysSomewhere(QStringLiteral("61 % used")));
    QVERIFY(saysSomewhere(QStringLiteral("n8n readiness")));
    QTRY_VERIFY(saysSomewhere(QStringLiteral("No proven backup yet")));
    QVERIFY(saysSomewhere(QStringLiteral("Docker 27.3.1: ok")));
    QVERIFY(saysSomewhere(QStringLiteral("Data: just now")));
    QVERIFY(saysSomewhere(QStringLiteral("Quarterdeck ")));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("acme-n8n - Quarterdeck"));
    auto *view = part<QTreeView>("services");
    QCOMPARE(view->model()->rowCount(), 4);
    QVERIFY(view->isExpanded(view->model()->index(1, 0))); // replicas are what differs
    feedStatus(stack, [](health::StackStatus &status) { status.lastProvenBackup = status.taken.addSecs(-6 * 3600); });
    QCOMPARE(part<QLabel>("verdictText")->text(), QStringLiteral("Last proven backup 6 h ago. 5 of 5 workers consuming."));
}

void TestWindow::queueProblemIsSaid()
{
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    feedStatus(stack, [](health::StackStatus &status) {
        status.queue.reset();
        status.queueProblem = QStringLiteral("Redis refused the password.");
    });
    QVERIFY(saysSomewhere(QStringLiteral("Redis refused the password.")));
    QCOMPARE(part<QLabel>("verdictWord")->text(), QStringLiteral("Warning"));
}

void TestWindow::servicesAreThereBeforeTheFirstReading()
{
    QSignalSpy painted(m_window.get(), &MainWindow::servicesPainted);
    const stack::Stack stack = test::sampleStack();
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stackChanged(stack);
    QCOMPARE(part<QTreeView>("services")->model()->rowCount(), 4);
    QCOMPARE(part<QLabel>("verdictText")->text(), QStringLiteral("Taking the first readings..."));
    QTRY_VERIFY(!painted.isEmpty());
}

void TestWindow::lostEngineGreysTheDataAndTellsItsAge()
{
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    feedStatus(stack, [](health::StackStatus &status) { status.taken = status.taken.addSecs(-12); });
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Lost));
    QCOMPARE(part<QLabel>("verdictWord")->text(), QStringLiteral("Unknown"));
    const QString text = part<QLabel>("verdictText")->text();
    QVERIFY2(text.contains(QStringLiteral("Reconnecting...")), qPrintable(text));
    QVERIFY2(text.contains(QRegularExpression(QStringLiteral("from 1[1-5] s ago"))), qPrintable(text));
    const auto *services = part<QTreeView>("services")->model();
    QCOMPARE(services->rowCount(), 4); // the data stays
    QCOMPARE(services->index(0, 1).data().toString(), QStringLiteral("Unknown"));
    QVERIFY(!button(QStringLiteral("Stop..."))->isEnabled());
    QVERIFY(!part<QWidget>("queueCard")->isEnabled());
    showStack(stack);
    QCOMPARE(part<QLabel>("verdictWord")->text(), QStringLiteral("Healthy"));
    QVERIFY(part<QWidget>("queueCard")->isEnabled());
}

void TestWindow::keysReachEverything()
{
    showStack();
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(m_feed->refreshes, 1);
    auto *tabs = part<QListWidget>("tabs");
    part<QTreeView>("services")->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(tabs->hasFocus());
    QCOMPARE(tabs->currentRow(), 0);
    part<QTreeView>("services")->setFocus();
    QTest::keyClick(part<QTreeView>("services"), Qt::Key_F, Qt::ControlModifier);
    auto *filter = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(filter);
    QCOMPARE(filter->accessibleName(), QStringLiteral("Filter services"));
    QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(part<JobPanel>("jobs")->isUnfolded());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!part<JobPanel>("jobs")->isUnfolded());
    part<MessageWidget>("message")->showError({ErrorKind::Internal, QStringLiteral("What."), {}, {}});
    QVERIFY(part<MessageWidget>("message")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!part<MessageWidget>("message")->isVisible());
    QVERIFY(!part<QWidget>("messageArea")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_A, Qt::AltModifier);
    QVERIFY(part<QComboBox>("chooser")->hasFocus());
}

void TestWindow::filterNarrowsTheList()
{
    showStack();
    auto *view = part<QTreeView>("services");
    QTest::keyClick(view, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("REDIS"));
    QCOMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("redis"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
    QCOMPARE(view->model()->rowCount(), 4);
}

void TestWindow::rowIsCopiedAsShown()
{
    showStack();
    select(QStringLiteral("redis"));
    part<QTreeView>("services")->setFocus();
    QTest::keyClick(part<QTreeView>("services"), Qt::Key_C, Qt::ControlModifier);
    const QStringList cells = QGuiApplication::clipboard()->text().split(QLatin1Char('\t'));
    QCOMPARE(cells.size(), 7);
    QCOMPARE(cells.at(0), QStringLiteral("redis"));
    QCOMPARE(cells.at(1), QStringLiteral("Healthy"));
    QCOMPARE(cells.at(2), QStringLiteral("7.4.7"));
}

void TestWindow::contextMenuOffersWhatCanBeDone()
{
    showStack();
    auto *view = part<QTreeView>("services");
    select(QStringLiteral("redis"));
    // The keyboard's menu key comes as this event.
    const QPoint where = view->visualRect(view->currentIndex()).center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, where, view->viewport()->mapToGlobal(where));
    QApplication::sendEvent(view->viewport(), &event);
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QStringList enabled;
    for (const QAction *action : menu->actions()) {
        if (action->isEnabled() && !action->isSeparator())
            enabled.append(QString(action->text()).remove(QLatin1Char('&')));
    }
    QCOMPARE(enabled,
             QStringList({QStringLiteral("Stop..."), QStringLiteral("Restart..."), QStringLiteral("Copy row"), QStringLiteral("Open n8n"),
                          QStringLiteral("Copy diagnostics")}));
    menu->close();
}

void TestWindow::stopAsksAndRunsThePlan()
{
    showStack();
    select(QStringLiteral("redis"));
    button(QStringLiteral("Stop..."))->click();
    QDialog *dialog = question();
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Stop redis?"));
    const auto labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(),
                        [](const QLabel *label) { return label->text().contains(QStringLiteral("Executions in progress are lost.")); }));
    auto *confirm = dialog->findChild<QPushButton *>(QStringLiteral("confirm"));
    QCOMPARE(QString(confirm->text()).remove(QLatin1Char('&')), QStringLiteral("Stop redis"));
    QVERIFY(!confirm->isDefault());
    QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("refuse"))->isDefault());
    QCOMPARE(m_operations->stepsRun.load(), 0);
    confirm->click();
    QTRY_COMPARE(m_operations->stepsRun.load(), 2);
    QVERIFY(m_operations->lastVerb == ServiceVerb::Stop);
    QCOMPARE(m_operations->lastService, QStringLiteral("redis"));
    QTRY_VERIFY(part<JobPanel>("jobs")->summary().startsWith(QStringLiteral("redis was stopped. Took ")));
    QCOMPARE(m_feed->refreshes, 1); // the new state is shown at once
}

void TestWindow::safeAnswerRunsNothing()
{
    showStack();
    select(QStringLiteral("worker"));
    button(QStringLiteral("Restart..."))->click();
    QVERIFY(question());
    QCOMPARE(question()->windowTitle(), QStringLiteral("Restart worker?"));
    QTest::keyClick(question(), Qt::Key_Return); // what a hasty hand does
    QTRY_VERIFY(!question());
    button(QStringLiteral("Restart..."))->click();
    QVERIFY(question());
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!question());
    QVERIFY(!m_runner->isBusy());
    QCOMPARE(m_operations->stepsRun.load(), 0);
}

void TestWindow::startDoesNotAsk()
{
    stack::Stack stack = test::sampleStack();
    showStack(stack);
    select(QStringLiteral("redis"));
    QVERIFY(!button(QStringLiteral("Start"))->isEnabled());
    feedStatus(stack, [](health::StackStatus &status) { status.services[3].containers[0].engineState = QStringLiteral("exited"); });
    QVERIFY(button(QStringLiteral("Start"))->isEnabled());
    QVERIFY(!button(QStringLiteral("Stop..."))->isEnabled());
    button(QStringLiteral("Start"))->click();
    QVERIFY(!question());
    QTRY_COMPARE(m_operations->stepsRun.load(), 2);
    QVERIFY(m_operations->lastVerb == ServiceVerb::Start);
}

void TestWindow::attentionHasItsButton()
{
    stack::Stack stack = test::sampleStack();
    showStack(stack);
    feedStatus(stack, [](health::StackStatus &status) { status.services[3].containers[0].engineState = QStringLiteral("exited"); });
    QCOMPARE(part<QLabel>("verdictWord")->text(), QStringLiteral("Failing"));
    QAbstractButton *start = button(QStringLiteral("Start redis"));
    QVERIFY(start);
    // The next reading must not take the button away from under the mouse.
    feedStatus(stack, [](health::StackStatus &status) { status.services[3].containers[0].engineState = QStringLiteral("exited"); });
    QCOMPARE(button(QStringLiteral("Start redis")), start);
    start->click();
    QTRY_COMPARE(m_operations->stepsRun.load(), 2);
    QCOMPARE(m_operations->lastService, QStringLiteral("redis"));
    feedStatus(stack, {});
    QVERIFY(!button(QStringLiteral("Start redis")));
}

void TestWindow::remediesWithoutAPageHaveNoButton()
{
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    feedStatus(stack, [](health::StackStatus &status) {
        status.services[3].containers[0].health = docker::Health::Starting;
        status.lastProvenBackup = status.taken.addSecs(-3600);
    });
    const auto &attention = m_window->state().status->attention;
    QVERIFY(std::any_of(attention.cbegin(), attention.cend(),
                        [](const health::Attention &item) { return item.action == QLatin1String("open-logs:redis"); }));
    QVERIFY(part<QWidget>("attentionCard")->isVisible());
    const auto remedies = m_window->findChildren<QPushButton *>(QStringLiteral("remedy"));
    QVERIFY(std::none_of(remedies.cbegin(), remedies.cend(), [](const QPushButton *remedy) { return remedy->isVisible(); }));
}

void TestWindow::failingJobShowsWhatAndHint()
{
    showStack();
    select(QStringLiteral("redis"));
    m_operations->failure = Error{ErrorKind::Conflict, QStringLiteral("The container is being removed."), QStringLiteral("409 raw words"),
                                  QStringLiteral("Wait until it is gone.")};
    button(QStringLiteral("Stop..."))->click();
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    auto *message = part<MessageWidget>("message");
    QTRY_VERIFY(message->isVisible());
    QVERIFY(saysSomewhere(QStringLiteral("Stop redis: The container is being removed.")));
    QVERIFY(saysSomewhere(QStringLiteral("Wait until it is gone.")));
    QCOMPARE(m_operations->stepsUndone.load(), 1);
    QVERIFY(part<QTreeView>("services")->isVisible()); // the page stays
    QCOMPARE(part<QTreeView>("services")->currentIndex().data().toString(), QStringLiteral("redis"));
    auto *details = message->findChild<QPlainTextEdit *>(QStringLiteral("details"));
    QVERIFY(!details->isVisible());
    message->findChild<QToolButton *>(QStringLiteral("showDetails"))->click();
    QVERIFY(details->isVisible());
    QVERIFY(details->toPlainText().contains(QStringLiteral("409 raw words")));
    message->findChild<QToolButton *>(QStringLiteral("copy"))->click();
    const QString copied = QGuiApplication::clipboard()->text();
    for (const QString &piece :
         {QStringLiteral("The container is being removed."), QStringLiteral("Wait until it is gone."), QStringLiteral("409 raw words")})
        QVERIFY(copied.contains(piece));
}

void TestWindow::cancelAnswersAtOnce()
{
    showStack();
    select(QStringLiteral("redis"));
    m_operations->block = true;
    button(QStringLiteral("Restart..."))->click();
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    auto *panel = part<JobPanel>("jobs");
    auto *cancel = part<QPushButton>("cancel");
    QTRY_VERIFY(cancel->isVisible());
    QTRY_VERIFY(panel->summary().contains(QStringLiteral("step 1 of 2, Look at the container")));
    cancel->click();
    QVERIFY(panel->summary().contains(QStringLiteral("cancelling")));
    QVERIFY(!cancel->isEnabled());
    QTRY_VERIFY(!m_runner->isBusy());
    QVERIFY(panel->summary().contains(QStringLiteral("cancelled after")));
    QVERIFY(!part<MessageWidget>("message")->isVisible()); // nothing is wrong
    QCOMPARE(m_operations->stepsRun.load(), 0);
    QCOMPARE(m_operations->stepsUndone.load(), 1);
}

void TestWindow::diagnosticsReachTheClipboard()
{
    showStack();
    QGuiApplication::clipboard()->setText(QStringLiteral("something older"));
    button(QStringLiteral("Copy diagnostics"))->click();
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("diagnostics of acme-n8n"));
    QVERIFY(saysSomewhere(QStringLiteral("Diagnostics are on the clipboard, without secrets.")));
}

void TestWindow::closingWhileAJobRunsAsks()
{
    showStack();
    m_operations->block = true;
    Job job;
    job.title = QStringLiteral("Long");
    job.plan = m_operations->plan();
    m_runner->start(job);
    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY(question());
    question()->findChild<QPushButton *>(QStringLiteral("confirm"))->click();
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(!m_runner->isBusy());
}

void TestWindow::chooserChangesTheStack()
{
    showStack();
    Q_EMIT m_feed->stacksChanged(test::summaries({QStringLiteral("acme-n8n"), QStringLiteral("beta")}));
    auto *chooser = part<QComboBox>("chooser");
    QCOMPARE(chooser->currentText(), QStringLiteral("acme-n8n"));
    chooser->setFocus();
    QTest::keyClick(chooser, Qt::Key_Down);
    QCOMPARE(m_feed->watched, QStringList({QStringLiteral("beta")}));
    QCOMPARE(chooser->currentText(), QStringLiteral("beta"));
    const stack::Stack beta = test::sampleStack(2, QStringLiteral("beta"));
    Q_EMIT m_feed->stackChanged(beta);
    QCOMPARE(m_window->windowTitle(), QStringLiteral("beta - Quarterdeck"));
}

void TestWindow::readingsComeAtMostOnceASecond()
{
    const stack::Stack stack = test::sampleStack();
    QSignalSpy shown(m_window.get(), &MainWindow::readingsShown);
    showStack(stack);
    for (int i = 0; i < 50; ++i)
        Q_EMIT m_feed->statusChanged(test::sampleStatus(stack, i));
    QCOMPARE(shown.size(), 1);
    QVERIFY(shown.wait(3000)); // the newest of them, when its second has come
    QCOMPARE(shown.size(), 2);
}

void TestWindow::selectionStaysOverReadings()
{
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    auto *view = part<QTreeView>("services");
    const QModelIndex worker = view->model()->index(1, 0);
    view->setCurrentIndex(view->model()->index(2, 0, worker));
    view->collapse(worker);
    view->expand(worker);
    view->setCurrentIndex(view->model()->index(2, 0, worker));
    for (int i = 0; i < 3; ++i)
        feedStatus(stack, {});
    QCOMPARE(view->currentIndex().data().toString(), QStringLiteral("worker-3"));
    QVERIFY(view->isExpanded(worker));
}

namespace {

class PaintCounter final : public QObject
{
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest)
            ++count;
        return QObject::eventFilter(watched, event);
    }
    int count = 0;
};

} // namespace

void TestWindow::hiddenWindowAsksForNothingAndPaintsNothing()
{
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    QVERIFY(m_feed->visible);
    m_window->setWindowState(Qt::WindowMinimized);
    QTRY_VERIFY(!m_feed->visible);
    // What was under way when it went is allowed to end.
    for (int i = 0; i < 100; ++i)
        QCoreApplication::processEvents();
    PaintCounter counter;
    for (QWidget *widget : m_window->findChildren<QWidget *>())
        widget->installEventFilter(&counter);
    QSignalSpy shown(m_window.get(), &MainWindow::readingsShown);
    for (int i = 0; i < 20; ++i) {
        Q_EMIT m_feed->statusChanged(test::sampleStatus(stack, i));
        QCoreApplication::processEvents();
    }
    QCOMPARE(counter.count, 0);
    QCOMPARE(shown.size(), 0);
    m_window->setWindowState(Qt::WindowNoState);
    m_window->show();
    QTRY_VERIFY(m_feed->visible);
    QCOMPARE(shown.size(), 1); // caught up at once
}

void TestWindow::everyFocusableWidgetHasAName()
{
    const auto check = [this](const char *scene) {
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty())
                continue; // its text is its name
            // The parts a widget is made of (viewports, line edits in boxes) speak through it.
            if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->focusProxy() || qobject_cast<const QMenuBar *>(widget))
                continue;
            QVERIFY2(
                !widget->accessibleName().isEmpty(),
                qPrintable(
                    QStringLiteral("%1: %2 %3").arg(QLatin1String(scene), QLatin1String(widget->metaObject()->className()), widget->objectName())));
        }
    };
    const stack::Stack stack = test::sampleStack();
    showStack(stack);
    feedStatus(stack, [](health::StackStatus &status) { status.services[3].containers[0].engineState = QStringLiteral("exited"); });
    part<JobPanel>("jobs")->setUnfolded(true);
    part<QToolButton>("showLog")->click();
    part<MessageWidget>("message")->showError({ErrorKind::Internal, QStringLiteral("What."), QStringLiteral("Raw."), QStringLiteral("Hint.")});
    check("overview");
    Q_EMIT m_feed->noStack({ErrorKind::Conflict, QStringLiteral("Several."), {}, {}});
    check("choice");
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::NotInstalled));
    check("no engine");
}

void TestWindow::tabReachesEverything()
{
    const stack::Stack stack = test::sampleStack();
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(
        test::sampleStatus(stack, 0, [](health::StackStatus &status) { status.services[3].containers[0].engineState = QStringLiteral("exited"); }));
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QSet<QWidget *> wanted;
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()
            && !widget->objectName().startsWith(QLatin1String("qt_")))
            wanted.insert(widget);
    }
    QVERIFY(wanted.size() >= 8);
    m_window->activateWindow();
    part<QComboBox>("chooser")->setFocus(Qt::TabFocusReason);
    QTRY_COMPARE(QApplication::focusWidget(), part<QWidget>("chooser"));
    QSet<QWidget *> reached;
    for (int i = 0; i < 60 && QApplication::focusWidget(); ++i) {
        reached.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QStringList missed;
    for (const QWidget *widget : wanted - reached)
        missed.append(QStringLiteral("%1 (%2)").arg(widget->accessibleName(), widget->objectName()));
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral(", "))));
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
