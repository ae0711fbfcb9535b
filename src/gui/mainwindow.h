// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolestate.h"
#include "gui/jobrunner.h"
#include "gui/models/stackmodel.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <memory>

class QLabel;

namespace Ui {
class MainWindow;
}

namespace quarterdeck::gui {

class AutoscaleController;
class AutoscaleOperations;
class BackupController;
class BackupOperations;
class NoticePage;
class Operations;
class OverviewPage;
class Page;
class RestoreController;
class RestorePage;
class RestoreService;
class ServiceController;
class Skeleton;
class StackFeed;
class StackListPage;
class Theme;
class WorkerController;
class WorkerOperations;

struct WindowOptions
{
    bool offerSandbox = true; ///< the empty state offers to bring it up
    bool rememberSize = true; ///< off in tests and for screenshots
    RestoreService *restores = nullptr; ///< must outlive the window; without it there is no Restore page
    WorkerOperations *workers = nullptr; ///< must outlive the window; without them there is no page of workers
    AutoscaleOperations *autoscale = nullptr; ///< likewise; without them the page of workers offers no autoscaling
};

/// The frame around the pages: which of them is shown, for which stack, and
/// what the job thread does. What a page shows is the page's own business.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// All must outlive the window.
    MainWindow(StackFeed &feed, JobRunner &runner, Operations &operations, BackupOperations &backups, Theme &theme,
               const WindowOptions &options = {});
    ~MainWindow() override;
    Q_DISABLE_COPY_MOVE(MainWindow)

    [[nodiscard]] const ConsoleState &state() const { return m_state; }
    /// @param id "overview", "backups", "restore", "workers"
    /// @return false when there is no such page
    bool openPage(const QString &id);

Q_SIGNALS:
    /// The list of services was painted with rows in it.
    void servicesPainted();
    /// Readings were handed to the page; how many since the start.
    void readingsShown(int count);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    /// One of the tabs. Its page is made when it is first opened.
    struct Tab
    {
        QString id; ///< stable; also the name of its icon
        QString title;
        std::function<Page *()> make;
        Page *page = nullptr;
        bool needsStack = true; ///< of no use while there is no stack
    };

    void makeTabs();
    void makeMenus(Theme &theme);
    void makeShortcuts();
    void makeStatusBar();
    void connectFeed();
    void fitSide();
    void onRestores();
    void addTab(const QString &title, const char *id, std::function<Page *()> make, bool needsStack = true);
    [[nodiscard]] Page *makeBackupsPage();
    /// Whether the page behind the current tab is shown, and not why there is nothing to show.
    [[nodiscard]] bool pageHasSomething() const;
    void openTab(int index);

    void onEngine(const health::EngineStatus &engine);
    void onStacks(const QList<stack::StackSummary> &stacks);
    void onStatus(const health::StackStatus &status);
    void onBackups();
    void onJobFinished(const JobOutcome &outcome);
    void chooseStack(const QString &id);
    void refresh();
    void escape();
    void onPrimary();

    void applyAll();
    void applyReadings();
    void applyScene();
    void applyEngineLine();
    void applyChooser();
    void applyAge();
    void updateVisibility();
    [[nodiscard]] NoticePage *noticePage();
    [[nodiscard]] StackListPage *stackListPage();
    [[nodiscard]] Page *currentPage();
    void putJobsLast();
    void showAbout();

    StackFeed &m_feed;
    JobRunner &m_runner;
    WindowOptions m_options;
    std::unique_ptr<Ui::MainWindow> ui;
    ConsoleState m_state;
    ServiceController *m_services = nullptr;
    BackupController *m_backups = nullptr;
    RestoreController *m_restores = nullptr; ///< null without a service for it
    bool m_restoresAsked = false; ///< whether one was left in the middle
    bool m_restoresTold = false;
    WorkerController *m_workers = nullptr;
    AutoscaleController *m_autoscale = nullptr;
    StackModel m_stacks;
    QList<Tab> m_tabs;
    int m_currentTab = 0;
    Skeleton *m_skeleton = nullptr;
    NoticePage *m_notice = nullptr;
    StackListPage *m_stackList = nullptr;
    QLabel *m_age = nullptr;
    QLabel *m_engine = nullptr;
    QLabel *m_stackName = nullptr;
    QTimer m_clock;
    QTimer m_readingTimer;
    QElapsedTimer m_sinceReading;
    int m_readings = 0;
    bool m_readingPending = false;
    bool m_watching = true; ///< somebody can see the window
    bool m_exposed = true;
};

} // namespace quarterdeck::gui
