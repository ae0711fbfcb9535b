// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/mainwindow.h"

#include "ui_mainwindow.h"

#include "foundation/units.h"
#include "gui/backups/backupcontroller.h"
#include "gui/backups/backupspage.h"
#include "gui/models/backupwords.h"
#include "gui/notices.h"
#include "gui/pages/noticepage.h"
#include "gui/pages/overviewpage.h"
#include "gui/pages/stacklistpage.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorepage.h"
#include "gui/restore/restorewords.h"
#include "gui/servicecontroller.h"
#include "gui/stackfeed.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/confirmdialog.h"
#include "gui/widgets/skeleton.h"
#include "gui/widgets/taborder.h"
#include "gui/workers/autoscalecontroller.h"
#include "gui/workers/workercontroller.h"
#include "gui/workers/workerspage.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QLocale>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QWindow>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {

constexpr QSize defaultSize(1280, 800);
constexpr std::chrono::milliseconds readingPause = 950ms; ///< the monitor's second, with room for its jitter

const QString sizeKey = QStringLiteral("window/size");

} // namespace

MainWindow::MainWindow(StackFeed &feed, JobRunner &runner, Operations &operations, BackupOperations &backups, Theme &theme,
                       const WindowOptions &options)
    : m_feed(feed)
    , m_runner(runner)
    , m_options(options)
    , ui(std::make_unique<Ui::MainWindow>())
{
    ui->setupUi(this);
    m_services = new ServiceController(m_state, operations, runner, this);
    m_backups = new BackupController(m_state, backups, runner, this);
    connect(m_services, &ServiceController::noticed, ui->message, &MessageWidget::showNotice);
    connect(m_services, &ServiceController::pageWanted, this, &MainWindow::openPage);
    connect(m_backups, &BackupController::noticed, ui->message, &MessageWidget::showNotice);
    connect(m_backups, &BackupController::changed, this, &MainWindow::onBackups);
    if (options.restores)
        m_restores = new RestoreController(m_state, *options.restores, runner, this);
    if (m_restores) {
        connect(m_restores, &RestoreController::surveyed, this, &MainWindow::onRestores);
        connect(ui->message, &MessageWidget::actionTriggered, this, [this] {
            ui->message->dismiss();
            openPage(QStringLiteral("restore"));
        });
    }
    if (options.workers) {
        m_workers = new WorkerController(m_state, *options.workers, runner, this);
        connect(m_workers, &WorkerController::noticed, ui->message, &MessageWidget::showNotice);
        if (options.autoscale)
            m_autoscale = new AutoscaleController(*m_workers, *options.autoscale, runner, this);
    }
    ui->messageArea->hide();
    ui->message->installEventFilter(this);
    ui->jobs->attach(runner);
    connect(&runner, &JobRunner::finished, this, &MainWindow::onJobFinished);
    connect(&runner, &JobRunner::busyChanged, this, &MainWindow::applyScene);

    m_skeleton = new Skeleton(this);
    ui->stack->addWidget(m_skeleton);
    makeTabs();
    makeMenus(theme);
    makeShortcuts();
    makeStatusBar();
    fitSide();
    connectFeed();

    ui->chooser->setModel(&m_stacks);
    connect(ui->chooser, &QComboBox::activated, this, [this](int row) { chooseStack(m_stacks.row(row).id); });

    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &MainWindow::applyAge);
    m_readingTimer.setSingleShot(true);
    connect(&m_readingTimer, &QTimer::timeout, this, &MainWindow::applyReadings);

    // The place is the compositor's business, under WSLg above all.
    // A screen may be smaller than last time's; a window that sticks out cannot be reached.
    resize(options.rememberSize ? QSettings().value(sizeKey, defaultSize).toSize().boundedTo(screen()->availableSize()) : defaultSize);
    applyAll();
}

MainWindow::~MainWindow()
{
    // The pages go before what they show, which are members of ours.
    delete takeCentralWidget();
}

void MainWindow::makeTabs()
{
    addTab(tr("Overview"), "overview", [this] {
        auto *page = new OverviewPage(*m_services, this);
        connect(page, &OverviewPage::servicesPainted, this, [this](int rows) {
            if (rows > 0)
                Q_EMIT servicesPainted();
        });
        return page;
    });
    addTab(tr("Backups"), "backups", [this] { return makeBackupsPage(); });
    // A stack that is gone is rebuilt here.
    if (m_restores)
        addTab(
            tr("Restore"), "restore", [this] { return new RestorePage(*m_restores, this); }, false);
    if (m_workers)
        addTab(tr("Workers"), "workers", [this] { return new WorkersPage(*m_workers, m_autoscale, this); });
    connect(ui->tabs, &QListWidget::currentRowChanged, this, &MainWindow::openTab);
    ui->tabs->setCurrentRow(0);
}

Page *MainWindow::makeBackupsPage()
{
    auto *page = new BackupsPage(*m_backups, this);
    if (m_restores) {
        page->offerRestore();
        connect(page, &BackupsPage::restoreWanted, this, [this](const QString &setId) {
            openPage(QStringLiteral("restore"));
            qobject_cast<RestorePage *>(currentPage())->openOn(setId);
        });
    }
    return page;
}

void MainWindow::addTab(const QString &title, const char *id, std::function<Page *()> make, bool needsStack)
{
    Tab tab;
    tab.needsStack = needsStack;
    tab.title = title;
    tab.id = QLatin1String(id);
    tab.make = std::move(make);
    auto *item = new QListWidgetItem(gui::icon(tab.id), title, ui->tabs);
    const int number = static_cast<int>(m_tabs.size()) + 1;
    item->setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(number));
    ui->tabs->setIconSize(QSize(fontMetrics().height() * 5 / 4, fontMetrics().height() * 5 / 4));
    item->setSizeHint(QSize(0, fontMetrics().height() + 2 * gridUnit));
    auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)), this);
    connect(shortcut, &QShortcut::activated, this, [this, number] {
        ui->tabs->setCurrentRow(number - 1);
        ui->tabs->setFocus(Qt::ShortcutFocusReason);
    });
    m_tabs.append(tab);
}

void MainWindow::openTab(int index)
{
    if (index < 0 || index >= m_tabs.size())
        return;
    m_currentTab = index;
    applyScene();
    if (Page *page = currentPage(); page && pageHasSomething())
        page->showState(m_state);
}

bool MainWindow::pageHasSomething() const
{
    using Scene = ConsoleState::Scene;
    const Scene scene = m_state.scene();
    return m_state.hasData() || (!m_tabs.at(m_currentTab).needsStack && (scene == Scene::NoStack || scene == Scene::ChooseStack));
}

bool MainWindow::openPage(const QString &id)
{
    for (int i = 0; i < m_tabs.size(); ++i) {
        if (m_tabs.at(i).id != id)
            continue;
        ui->tabs->setCurrentRow(i);
        return true;
    }
    return false;
}

void MainWindow::makeMenus(Theme &theme)
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QAction *again = file->addAction(gui::icon(QStringLiteral("view-refresh")), tr("&Refresh"), this, &MainWindow::refresh);
    again->setShortcut(QKeySequence(Qt::Key_F5));
    file->addAction(gui::icon(QStringLiteral("edit-copy")), tr("&Copy diagnostics"), m_services, &ServiceController::copyDiagnostics);
    file->addSeparator();
    QAction *quit = file->addAction(gui::icon(QStringLiteral("application-exit")), tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    QMenu *view = menuBar()->addMenu(tr("&View"));
    QMenu *themes = view->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    for (const auto &[choice, text] :
         {std::pair(ThemeChoice::System, tr("&System")), std::pair(ThemeChoice::Light, tr("&Light")), std::pair(ThemeChoice::Dark, tr("&Dark"))}) {
        QAction *action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(theme.choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, &theme, [this, &theme, wanted = choice] {
            theme.setChoice(wanted);
            if (m_options.rememberSize)
                QSettings().setValue(QStringLiteral("window/theme"), themeName(wanted));
        });
    }
    QAction *steps = view->addAction(tr("&Job steps"), this, [this] { ui->jobs->setUnfolded(!ui->jobs->isUnfolded()); });
    steps->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&About Quarterdeck"), this, &MainWindow::showAbout);
}

void MainWindow::makeShortcuts()
{
    auto *escapeKey = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(escapeKey, &QShortcut::activated, this, &MainWindow::escape);
}

void MainWindow::makeStatusBar()
{
    const auto add = [this](const QString &name) {
        auto *label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(gridUnit, 0, gridUnit, 0);
        label->setAccessibleName(name);
        ui->status->addPermanentWidget(label);
        return label;
    };
    m_age = add(tr("Age of the data"));
    m_engine = add(tr("Engine"));
    m_stackName = add(tr("Stack"));
    QLabel *version = add(tr("Version"));
    version->setText(tr("Quarterdeck %1").arg(QStringLiteral(QUARTERDECK_VERSION)));
}

void MainWindow::connectFeed()
{
    connect(&m_feed, &StackFeed::engineChanged, this, &MainWindow::onEngine);
    connect(&m_feed, &StackFeed::stacksChanged, this, &MainWindow::onStacks);
    connect(&m_feed, &StackFeed::statusChanged, this, &MainWindow::onStatus);
    connect(&m_feed, &StackFeed::stackChanged, this, [this](const stack::Stack &stack) {
        m_state.setStack(stack);
        applyAll();
        if (m_restores && !std::exchange(m_restoresAsked, true))
            m_restores->takeSurvey();
    });
    connect(&m_feed, &StackFeed::noStack, this, [this](const Error &error) {
        m_state.setNoStack(error);
        applyAll();
    });
}

/// As wide as its longest word, not as its longest stack.
void MainWindow::fitSide()
{
    int widest = fontMetrics().averageCharWidth() * 27;
    for (const Tab &tab : std::as_const(m_tabs))
        widest = std::max(widest, fontMetrics().horizontalAdvance(tab.title) + 7 * gridUnit);
    ui->side->setFixedWidth(widest + 3 * gridUnit);
    QPalette flat = palette();
    flat.setColor(QPalette::Base, palette().color(QPalette::Window));
    // A calm selection: the icons are drawn for the page's ground.
    for (const QPalette::ColorRole role : {QPalette::Highlight, QPalette::HighlightedText})
        flat.setColor(QPalette::Active, role, palette().color(QPalette::Inactive, role));
    ui->tabs->setPalette(flat);
    QPalette faint = ui->divider->palette();
    faint.setColor(QPalette::WindowText, palette().color(QPalette::Mid));
    ui->divider->setPalette(faint);
}

void MainWindow::onEngine(const health::EngineStatus &engine)
{
    m_state.setEngine(engine);
    applyAll();
}

void MainWindow::onStacks(const QList<stack::StackSummary> &stacks)
{
    m_state.setStacks(stacks);
    applyAll();
}

/// At most once a second, and not at all while nobody looks.
void MainWindow::onStatus(const health::StackStatus &status)
{
    m_state.setStatus(status);
    // Not sooner: the first picture of the services must not wait for the backups.
    m_backups->follow();
    m_readingPending = true;
    if (!m_watching || m_readingTimer.isActive())
        return;
    if (m_sinceReading.isValid() && m_sinceReading.elapsed() < readingPause.count())
        m_readingTimer.start(readingPause - std::chrono::milliseconds(m_sinceReading.elapsed()));
    else
        applyReadings();
}

void MainWindow::onBackups()
{
    const std::optional<BackupReading> &reading = m_backups->reading();
    if (!reading)
        return;
    BackupGlance glance;
    glance.stackId = reading->stackId;
    glance.lastProven = lastProven(reading->sets);
    if (!reading->scheduleError)
        glance.schedule = reading->schedule;
    glance.error = reading->error;
    m_state.setBackups(glance);
    if (Page *page = currentPage(); page && m_watching && pageHasSomething())
        page->showState(m_state);
}

/// One that was killed waits on its page, which nobody may have opened yet. Told once.
void MainWindow::onRestores()
{
    if (m_restoresTold || !m_restores->survey())
        return;
    for (const restore::Unfinished &one : m_restores->survey()->unfinished) {
        if (one.ownerAlive || isClone(one))
            continue;
        m_restoresTold = true;
        if (m_tabs.at(m_currentTab).id == QLatin1String("restore"))
            return;
        ui->message->showNotice(health::State::Warning, unfinishedTitle(one), unfinishedSentence(one, QDateTime::currentDateTimeUtc()));
        ui->message->setAction(tr("Open Restore"));
        return;
    }
}

void MainWindow::applyReadings()
{
    if (!m_readingPending || !m_watching)
        return;
    m_readingPending = false;
    m_sinceReading.start();
    if (Page *page = currentPage(); page && pageHasSomething())
        page->showState(m_state);
    applyAge();
    Q_EMIT readingsShown(++m_readings);
}

/// For what seldom happens: another engine state, another stack.
void MainWindow::applyAll()
{
    if (!m_watching)
        return;
    applyScene();
    applyEngineLine();
    applyChooser();
    if (Page *page = currentPage(); page && pageHasSomething())
        page->showState(m_state);
    applyAge();
}

void MainWindow::applyScene()
{
    using Scene = ConsoleState::Scene;
    const Scene scene = m_state.scene();
    QWidget *wanted = nullptr;
    switch (scene) {
    case Scene::Loading:
        m_skeleton->setText(m_state.isConnected() ? tr("Reading the stack...") : tr("Connecting to Docker..."));
        wanted = m_skeleton;
        break;
    case Scene::NoEngine:
        noticePage()->setNotice(engineNotice(m_state.engine, Machine::thisOne()));
        noticePage()->setPrimaryEnabled(true);
        wanted = noticePage();
        break;
    case Scene::NoStack:
        noticePage()->setNotice(noStackNotice(*m_state.noStackError, m_options.offerSandbox));
        noticePage()->setPrimaryEnabled(!m_options.offerSandbox || !m_runner.isBusy());
        wanted = noticePage();
        break;
    case Scene::ChooseStack:
        stackListPage()->setReason(
            m_state.noStackError->kind == ErrorKind::Conflict
                ? tr("There are several n8n stacks on this engine. Choose the one to look at; the chooser on the left changes it later.")
                : m_state.noStackError->what + QLatin1Char(' ') + m_state.noStackError->hint);
        wanted = stackListPage();
        break;
    case Scene::Live:
    case Scene::Stale:
        wanted = currentPage();
        break;
    }
    if (pageHasSomething())
        wanted = currentPage();
    if (wanted && ui->stack->currentWidget() != wanted)
        ui->stack->setCurrentWidget(wanted);
}

NoticePage *MainWindow::noticePage()
{
    if (!m_notice) {
        m_notice = new NoticePage(this);
        ui->stack->addWidget(m_notice);
        connect(m_notice, &NoticePage::primaryTriggered, this, &MainWindow::onPrimary);
    }
    return m_notice;
}

StackListPage *MainWindow::stackListPage()
{
    if (!m_stackList) {
        m_stackList = new StackListPage(m_stacks, this);
        ui->stack->addWidget(m_stackList);
        connect(m_stackList, &StackListPage::stackChosen, this, &MainWindow::chooseStack);
    }
    return m_stackList;
}

Page *MainWindow::currentPage()
{
    Tab &tab = m_tabs[m_currentTab];
    if (!tab.page) {
        tab.page = tab.make();
        ui->stack->addWidget(tab.page);
        putJobsLast();
    }
    return tab.page;
}

/// The keyboard goes as the eye does: through the page, which is made late, and then to the jobs.
void MainWindow::putJobsLast()
{
    QList<QWidget *> jobs;
    for (QWidget *widget = nextInFocusChain(); widget != this; widget = widget->nextInFocusChain()) {
        if (ui->jobs->isAncestorOf(widget))
            jobs.append(widget);
    }
    putLastInTabOrder(*this, jobs);
}

void MainWindow::applyEngineLine()
{
    using Link = health::EngineStatus::Link;
    const health::EngineStatus &engine = m_state.engine;
    const QString docker = engine.serverVersion.isEmpty() ? tr("Docker") : tr("Docker %1").arg(engine.serverVersion.section(QLatin1Char('+'), 0, 0));
    health::State state = health::State::Failing;
    QString text;
    switch (engine.link) {
    case Link::Connected:
        state = health::State::Healthy;
        text = tr("%1: ok").arg(docker);
        break;
    case Link::Connecting:
        state = health::State::Unknown;
        text = tr("Connecting...");
        break;
    case Link::Lost:
        state = health::State::Unknown;
        text = tr("Reconnecting...");
        break;
    case Link::NotInstalled:
        text = tr("Docker not installed");
        break;
    case Link::NotRunning:
        text = tr("Docker not running");
        break;
    case Link::NoPermission:
        text = tr("No permission");
        break;
    case Link::Unsupported:
        text = tr("Docker not supported");
        break;
    }
    const QString toolTip
        = engine.apiVersion.isEmpty() ? engine.endpoint : tr("Docker %1, API %2, %3").arg(engine.serverVersion, engine.apiVersion, engine.endpoint);
    ui->engine->setState(state, text, toolTip);
    m_engine->setText(text);
    m_engine->setToolTip(toolTip);
}

void MainWindow::applyChooser()
{
    m_stacks.update(m_state.stacks.value_or(QList<stack::StackSummary>()));
    const int row = m_stacks.rowOf(m_state.chosenId);
    if (ui->chooser->currentIndex() != row)
        ui->chooser->setCurrentIndex(row);
    ui->chooser->setEnabled(m_stacks.rowCount() > 0);
    ui->chooser->setPlaceholderText(m_stacks.rowCount() > 0 ? tr("Choose a stack") : tr("No stack"));
    m_stackName->setText(m_state.stack ? m_state.stack->id : tr("no stack"));
    setWindowTitle(m_state.stack ? tr("%1 - Quarterdeck").arg(m_state.stack->id) : tr("Quarterdeck"));
}

void MainWindow::applyAge()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QString text = tr("no data yet");
    if (m_state.status) {
        text = tr("Data: %1").arg(formatRelative(m_state.status->taken, now));
    }
    if (m_age->text() != text) {
        m_age->setText(text);
        m_age->setToolTip(m_state.status ? QLocale().toString(m_state.status->taken.toLocalTime(), QLocale::LongFormat) : QString());
    }
    if (m_state.scene() == ConsoleState::Scene::Stale)
        currentPage()->showAge(m_state, now);
}

void MainWindow::onJobFinished(const JobOutcome &outcome)
{
    m_feed.refreshNow();
    if (outcome.result) {
        return;
    }
    if (outcome.wasCancelled() && outcome.undoErrors.isEmpty())
        return; // the panel says so; nothing is wrong
    if (m_restores && m_restores->tells(outcome.id) && m_tabs.at(m_currentTab).id == QLatin1String("restore"))
        return; // the page that is looked at says so
    Error error = outcome.result.error();
    QStringList details;
    if (!error.detail.isEmpty())
        details.append(error.detail);
    for (const Error &undo : outcome.undoErrors)
        details.append(tr("Could not be undone: %1 %2").arg(undo.what, undo.detail).trimmed());
    error.detail = details.join(QLatin1Char('\n'));
    error.what = tr("%1: %2").arg(outcome.title, error.what);
    ui->message->showError(error);
}

void MainWindow::chooseStack(const QString &id)
{
    if (id.isEmpty() || (m_state.stack && m_state.stack->id == id))
        return;
    m_state.choose(id);
    m_feed.watch(id);
    applyAll();
}

void MainWindow::refresh()
{
    m_feed.refreshNow();
    m_backups->refresh();
    if (Page *page = currentPage(); page && pageHasSomething())
        page->refresh();
    if (m_workers)
        m_workers->refresh();
    ui->status->showMessage(tr("Reading everything anew..."), 1500);
}

void MainWindow::escape()
{
    if (ui->message->isVisible())
        ui->message->dismiss();
    else if (ui->jobs->isUnfolded())
        ui->jobs->setUnfolded(false);
    else if (pageHasSomething())
        currentPage()->escape();
}

void MainWindow::onPrimary()
{
    if (m_state.scene() == ConsoleState::Scene::NoStack && m_options.offerSandbox) {
        m_services->bringUpSandbox();
        ui->jobs->setUnfolded(true);
        return;
    }
    refresh();
}

/// The monitor samples only for eyes; a hidden window paints nothing.
void MainWindow::updateVisibility()
{
    const bool watching = isVisible() && !isMinimized() && m_exposed;
    if (watching == m_watching)
        return;
    m_watching = watching;
    m_feed.setVisible(watching);
    m_backups->setVisible(watching);
    if (!watching) {
        m_clock.stop();
        m_readingTimer.stop();
        return;
    }
    m_clock.start();
    m_sinceReading.invalidate();
    applyAll();
    applyReadings();
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    // The room around the message goes with it.
    if (watched == ui->message && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        ui->messageArea->setVisible(event->type() == QEvent::ShowToParent);
    if (watched == windowHandle() && event->type() == QEvent::Expose) {
        m_exposed = windowHandle()->isExposed();
        updateVisibility();
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateVisibility();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fitSide();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // Until the platform says otherwise, what is shown can be seen.
    m_exposed = true;
    if (windowHandle())
        windowHandle()->installEventFilter(this);
    updateVisibility();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    updateVisibility();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_options.rememberSize && !isMaximized() && !isFullScreen())
        QSettings().setValue(sizeKey, size());
    if (!m_runner.isBusy()) {
        event->accept();
        return;
    }
    event->ignore();
    Confirmation question;
    question.title = tr("A job is still running");
    question.consequences = {tr("Quitting cancels it and undoes what it has done so far."), tr("The window closes when that is finished.")};
    question.verb = tr("&Cancel the job and quit");
    question.refusal = tr("&Keep working");
    ConfirmDialog::ask(question, this, [this] {
        connect(&m_runner, &JobRunner::busyChanged, this, [this](bool busy) {
            if (!busy)
                close();
        });
        m_runner.cancelAll();
    });
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Quarterdeck"));
    box->setIconPixmap(gui::icon(QStringLiteral("quarterdeck")).pixmap(64, 64));
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Quarterdeck %1").arg(QStringLiteral(QUARTERDECK_VERSION)));
    box->setInformativeText(
        tr("Administration console for self-hosted n8n in queue mode.\nLicence: GPL-3.0-or-later. Qt %1.").arg(QLatin1String(qVersion())));
    box->open();
}

} // namespace quarterdeck::gui
