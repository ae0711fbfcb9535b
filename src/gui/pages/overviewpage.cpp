// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/overviewpage.h"

#include "ui_overviewpage.h"

#include "foundation/units.h"
#include "gui/delegates/celldelegates.h"
#include "gui/models/backupwords.h"
#include "gui/servicecontroller.h"
#include "gui/theme/colors.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/toolbutton.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace quarterdeck::gui {

namespace {

/// A lower ceiling would draw a single job as a mountain.
constexpr float lowestQueueCeiling = 10;
/// More containers than these are folded away until somebody asks for them.
constexpr int mostUnfolded = 10;
constexpr int fewestRows = 6;
constexpr int mostRows = 12; ///< more are scrolled to

/// The services before the first reading: who they are is known, how they are is not.
health::StackStatus unmeasured(const stack::Stack &stack)
{
    health::StackStatus status;
    status.stackId = stack.id;
    for (const stack::Service &service : stack.services) {
        health::ServiceStatus row;
        row.name = service.name;
        row.role = service.role;
        row.version = service.version;
        row.wanted = service.replicasWanted;
        for (const stack::Container &container : service.containers) {
            health::ContainerStatus child;
            child.id = container.id;
            child.name = container.name;
            child.service = service.name;
            child.version = service.version;
            child.engineState = container.state;
            row.running += container.state == QLatin1String("running") ? 1 : 0;
            row.containers.append(child);
        }
        status.services.append(row);
    }
    return status;
}

QString figure(qint64 value)
{
    return QLocale().toString(value);
}

} // namespace

OverviewPage::OverviewPage(ServiceController &controller, QWidget *parent)
    : Page(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::OverviewPage>())
{
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    for (QLabel *heading : {ui->queueHeading, ui->machineHeading, ui->backupHeading, ui->attentionHeading})
        heading->setFont(headingFont(font()));
    ui->verdictWord->setFont(titleFont(font()));
    makeActions();
    makeTools();
    makeTable();
    ui->attention->setButtonText([this](const QString &action) { return m_controller.remedyText(action); });
    connect(ui->attention, &AttentionList::actionTriggered, &m_controller, &ServiceController::runRemedy);
    ui->attentionCard->hide();
    updateActions();
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::makeActions()
{
    const auto add = [this](const QString &text, const char *iconName, const QString &toolTip) {
        auto *action = new QAction(gui::icon(QLatin1String(iconName)), text, this);
        action->setToolTip(toolTip);
        action->setStatusTip(toolTip);
        return action;
    };
    m_start = add(tr("&Start"), "media-playback-start", tr("Start the selected service"));
    m_stop = add(tr("S&top..."), "media-playback-stop", tr("Stop the selected service; asks first"));
    m_restart = add(tr("&Restart..."), "system-reboot", tr("Restart the selected service; asks first"));
    m_openBrowser = add(tr("&Open n8n"), "browser", tr("Open n8n in the browser"));
    m_copyDiagnostics = add(tr("Copy dia&gnostics"), "edit-copy", tr("Copy versions, states and the newest log lines, without secrets"));
    m_copyRow = add(tr("&Copy row"), "edit-copy", tr("Copy what the row shows"));
    m_copyRow->setShortcut(QKeySequence::Copy);
    m_copyRow->setShortcutContext(Qt::WidgetShortcut);
    ui->services->addAction(m_copyRow);

    connect(m_start, &QAction::triggered, this, [this] { m_controller.request(ServiceVerb::Start, selectedService()); });
    connect(m_stop, &QAction::triggered, this, [this] { m_controller.request(ServiceVerb::Stop, selectedService()); });
    connect(m_restart, &QAction::triggered, this, [this] { m_controller.request(ServiceVerb::Restart, selectedService()); });
    connect(m_openBrowser, &QAction::triggered, &m_controller, &ServiceController::openBrowser);
    connect(m_copyDiagnostics, &QAction::triggered, &m_controller, &ServiceController::copyDiagnostics);
    connect(m_copyRow, &QAction::triggered, this, &OverviewPage::copyRow);
}

void OverviewPage::makeTools()
{
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Filter services"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setToolTip(tr("Show only rows that hold this text (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    ui->tools->flow()->addWidget(m_filter);
    connect(m_filter, &QLineEdit::textChanged, &m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    addAction(find);
    connect(find, &QAction::triggered, m_filter, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
    ui->tools->flow()->addGap();

    QWidget *previous = m_filter;
    for (QAction *action : {m_start, m_stop, m_restart, m_openBrowser, m_copyDiagnostics}) {
        QToolButton *button = makeToolButton(action, ui->tools);
        ui->tools->flow()->addWidget(button);
        QWidget::setTabOrder(previous, button);
        previous = button;
    }
    QWidget::setTabOrder(previous, ui->services);
}

void OverviewPage::makeTable()
{
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(SortRole);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setRecursiveFilteringEnabled(true);
    m_proxy.setAutoAcceptChildRows(true);
    QTreeView *view = ui->services;
    view->setModel(&m_proxy);
    // The stack's own order, the front door first, until a header is clicked.
    view->header()->setSortIndicatorClearable(true);
    view->sortByColumn(-1, Qt::AscendingOrder);
    view->header()->setStretchLastSection(false);
    view->header()->setSectionsMovable(false);
    view->setFont(figureFont(font()));

    auto *cell = new CellDelegate(this);
    auto *state = new StateDelegate(this);
    auto *cpu = new CpuDelegate(this);
    auto *memory = new MemoryDelegate(this);
    m_delegates = {cell, state, cpu, memory};
    view->setItemDelegate(cell);
    view->setItemDelegateForColumn(ServiceModel::State, state);
    view->setItemDelegateForColumn(ServiceModel::Cpu, cpu);
    view->setItemDelegateForColumn(ServiceModel::Memory, memory);
    view->viewport()->installEventFilter(this);
    fitTable();

    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &OverviewPage::updateActions);
    connect(view, &QTreeView::customContextMenuRequested, this, &OverviewPage::showMenu);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &OverviewPage::fitTable);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &OverviewPage::fitTable);
}

void OverviewPage::fitTable()
{
    QTreeView *view = ui->services;
    const int rowHeight = view->fontMetrics().height() + gridUnit + gridUnit / 2;
    const int rows = std::clamp(m_model.rowCount(), fewestRows, mostRows);
    view->setMinimumHeight(view->header()->sizeHint().height() + rows * rowHeight + 2 * view->frameWidth());
    if (m_fitted || m_model.rowCount() == 0)
        return;
    // Once: after that the widths are the person's own.
    m_fitted = true;
    const QFontMetrics metrics = view->fontMetrics();
    const auto wide = [&](const QString &text) { return metrics.horizontalAdvance(text) + 3 * gridUnit; };
    QHeaderView *header = view->header();
    header->setMinimumSectionSize(4 * gridUnit);
    header->resizeSection(ServiceModel::State,
                          wide(tr("%1, %2").arg(health::stateTitle(health::State::Unknown), tr("%1 of %2").arg(5).arg(5))) + metrics.height());
    header->resizeSection(ServiceModel::Version, wide(QStringLiteral("1.123.76")));
    header->resizeSection(ServiceModel::Up, wide(QStringLiteral("59 min 59 s")));
    header->resizeSection(ServiceModel::Cpu, wide(QStringLiteral("100.0 %")) + metrics.height() * 4);
    header->resizeSection(ServiceModel::Memory, wide(QStringLiteral("1,000/1,000 MiB")) + metrics.height() * 3);
    header->resizeSection(ServiceModel::Restarts, wide(tr("Restarts")));
    fitNames();
}

/// Names get the room that is left, but never less than they need.
void OverviewPage::fitNames()
{
    QHeaderView *header = ui->services->header();
    const int others = header->length() - header->sectionSize(ServiceModel::Name);
    header->resizeSection(ServiceModel::Name,
                          std::max(ui->services->fontMetrics().averageCharWidth() * 15, ui->services->viewport()->width() - others));
}

/// Replicas are what differs: they are open from the start.
void OverviewPage::unfoldReplicas(const stack::Stack &stack)
{
    for (const stack::Service &service : stack.services) {
        if (service.containers.size() > 1 && service.containers.size() <= mostUnfolded)
            ui->services->expand(m_proxy.mapFromSource(m_model.indexOfService(service.name)));
    }
}

QString OverviewPage::selectedService() const
{
    return ui->services->currentIndex().data(ServiceModel::ServiceRole).toString();
}

void OverviewPage::updateActions()
{
    const QString service = selectedService();
    m_start->setEnabled(m_controller.can(ServiceVerb::Start, service));
    m_stop->setEnabled(m_controller.can(ServiceVerb::Stop, service));
    m_restart->setEnabled(m_controller.can(ServiceVerb::Restart, service));
    m_openBrowser->setEnabled(m_controller.canOpenBrowser());
    m_copyRow->setEnabled(!service.isEmpty());
}

void OverviewPage::showMenu(const QPoint &position)
{
    updateActions();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const QString service = selectedService(); !service.isEmpty()) {
        menu->setTitle(service);
        menu->setAccessibleName(tr("Actions for %1").arg(service));
        menu->addActions({m_start, m_stop, m_restart});
        menu->addSeparator();
        menu->addAction(m_copyRow);
    }
    menu->addActions({m_openBrowser, m_copyDiagnostics});
    menu->popup(ui->services->viewport()->mapToGlobal(position));
}

void OverviewPage::copyRow()
{
    const QModelIndex current = ui->services->currentIndex();
    if (!current.isValid())
        return;
    QStringList cells;
    for (int column = 0; column < ServiceModel::ColumnCount; ++column)
        cells.append(current.siblingAtColumn(column).data().toString());
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void OverviewPage::showState(const ConsoleState &state)
{
    if (!state.stack)
        return;
    setStale(state.scene() == ConsoleState::Scene::Stale);
    if (m_stackId != state.stack->id) {
        m_stackId = state.stack->id;
        m_shownStatus = {};
        ui->queueLine->clear();
        m_model.clear();
        m_model.update(unmeasured(*state.stack));
        unfoldReplicas(*state.stack);
    }
    if (!state.status) {
        m_model.update(unmeasured(*state.stack));
    } else if (state.status->taken != m_shownStatus) {
        m_shownStatus = state.status->taken;
        m_model.update(*state.status);
        if (state.status->queue) {
            ui->queueLine->setCeiling(lowestQueueCeiling);
            ui->queueLine->append(static_cast<float>(state.status->queue->waiting));
        } else {
            ui->queueLine->append(-1);
        }
        showMachine(*state.status);
    }
    // Not by reading alone: what is known of backups comes in its own time.
    if (state.status) {
        ui->attention->setItems(state.status->attention);
        ui->attentionCard->setVisible(!state.status->attention.isEmpty());
    }
    m_model.setStale(m_stale);
    showQueue(state);
    showBackups(state, QDateTime::currentDateTimeUtc());
    showVerdict(state);
    showAge(state, QDateTime::currentDateTimeUtc());
    const QString url = state.stack->n8nUrl;
    m_openBrowser->setToolTip(url.isEmpty() ? tr("n8n publishes no port on this machine") : tr("Open %1 in the browser").arg(url));
    updateActions();
    if (!ui->services->currentIndex().isValid() && m_proxy.rowCount() > 0)
        ui->services->setCurrentIndex(m_proxy.index(0, 0));
}

void OverviewPage::showAge(const ConsoleState &state, const QDateTime &now)
{
    if (!m_stale)
        return;
    const QString age = state.status ? tr("The data is from %1.").arg(formatRelative(state.status->taken, now)) : tr("There is no data yet.");
    const QString text = state.engine.link == health::EngineStatus::Link::Lost || state.engine.link == health::EngineStatus::Link::Connecting
        ? tr("The connection to Docker was lost. %1 Reconnecting...").arg(age)
        : tr("%1 %2 Reconnecting...").arg(state.engine.error.what, age);
    if (ui->verdictText->text() != text)
        ui->verdictText->setText(text);
}

void OverviewPage::showVerdict(const ConsoleState &state)
{
    m_verdict = m_stale || !state.status ? health::State::Unknown : state.status->verdict;
    const QString word = health::stateTitle(m_verdict);
    QString text = state.status ? state.status->verdictText : tr("Taking the first readings...");
    // The word stands beside it already, larger.
    if (const QString prefix = word + QLatin1String(". "); text.startsWith(prefix))
        text.remove(0, prefix.size());
    else if (text == word + QLatin1Char('.'))
        text.clear();
    if (ui->verdictWord->text() != word)
        ui->verdictWord->setText(word);
    if (!m_stale && ui->verdictText->text() != text)
        ui->verdictText->setText(text);
    colorVerdict();
}

void OverviewPage::colorVerdict()
{
    const QPalette base = QGuiApplication::palette();
    const QColor color = stateColor(m_verdict, base);
    ui->banner->setAccent(color);
    if (ui->verdictWord->palette().color(QPalette::WindowText) != color) {
        QPalette word;
        word.setColor(QPalette::WindowText, color);
        ui->verdictWord->setPalette(word);
    }
    const int side = QFontMetrics(ui->verdictWord->font()).height();
    ui->verdictIcon->setPixmap(stateIcon(m_verdict).pixmap(QSize(side, side), devicePixelRatioF()));
}

void OverviewPage::showQueue(const ConsoleState &state)
{
    QList<Fact> facts;
    ui->queueLine->setVisible(state.stack->queue.enabled);
    if (!state.stack->queue.enabled) {
        facts.append({{}, tr("Not in queue mode: n8n runs executions in its main process."), {}, {}, {}});
    } else if (!state.status) {
        facts.append({{}, tr("Reading..."), {}, {}, {}});
    } else if (!state.status->queue) {
        const QString why = state.status->queueProblem.isEmpty() ? tr("No figures now.") : state.status->queueProblem;
        facts.append({{}, why, {}, health::State::Unknown, {}});
    } else {
        const health::QueueStatus &queue = *state.status->queue;
        facts.append({tr("Waiting"), figure(queue.waiting), tr("Jobs that no worker has taken yet"), {}, {}});
        facts.append({tr("Running"),
                      tr("%1 of %2").arg(figure(queue.running), figure(queue.capacity)),
                      tr("Jobs in work, of those that all consuming workers could do at once"),
                      {},
                      {}});
        facts.append({tr("Oldest wait"),
                      queue.oldestWaitMs ? formatDuration(std::chrono::milliseconds(*queue.oldestWaitMs)) : tr("none"),
                      tr("How long the job at the front of the queue has waited"),
                      {},
                      {}});
        facts.append({tr("Consumers"), figure(queue.consumers), tr("Workers whose connection takes jobs from the queue"), {}, {}});
    }
    ui->queueFacts->setFacts(facts);
}

void OverviewPage::showMachine(const health::StackStatus &status)
{
    QList<Fact> facts;
    for (const health::DiskStatus &disk : status.disks) {
        facts.append({disk.path,
                      tr("%1 used, %2 free").arg(formatPercent(disk.usedPercent()), formatBytes(disk.free)),
                      tr("File system of %1: %2 in all").arg(disk.path, formatBytes(disk.total)),
                      {},
                      disk.usedPercent() / 100});
    }
    for (const health::EndpointStatus &endpoint : status.endpoints) {
        const QString value = endpoint.ok ? tr("Answers in %1").arg(formatDuration(std::chrono::milliseconds(endpoint.tookMs))) : endpoint.why;
        facts.append({endpoint.name == QLatin1String("readiness") ? tr("n8n readiness") : endpoint.name,
                      value,
                      endpoint.url,
                      endpoint.ok ? health::State::Healthy : health::State::Failing,
                      {}});
    }
    if (facts.isEmpty())
        facts.append({{}, tr("No readings."), {}, {}, {}});
    ui->machineFacts->setFacts(facts);
}

void OverviewPage::showBackups(const ConsoleState &state, const QDateTime &now)
{
    if (!state.backups) {
        ui->backupFacts->setFacts({{{}, tr("Reading the backups..."), {}, {}, {}}});
        return;
    }
    QList<Fact> facts;
    if (state.backups->error)
        facts.append({{}, state.backups->error->what, state.backups->error->hint, health::State::Failing, {}});
    else
        facts.append(provenFact(state.backups->lastProven, now));
    if (state.backups->schedule)
        facts.append(scheduleFact(*state.backups->schedule, now));
    ui->backupFacts->setFacts(facts);
}

void OverviewPage::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    for (CellDelegate *delegate : std::as_const(m_delegates))
        delegate->setStale(stale);
    // Grey, but still to be read, copied and scrolled.
    for (QWidget *part : std::initializer_list<QWidget *>{ui->queueCard, ui->machineCard, ui->backupCard, ui->attentionCard})
        part->setEnabled(!stale);
    ui->services->viewport()->update();
}

bool OverviewPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && watched == ui->services->viewport())
        Q_EMIT servicesPainted(m_proxy.rowCount());
    if (event->type() == QEvent::Resize && watched == ui->services->viewport())
        fitNames();
    return Page::eventFilter(watched, event);
}

void OverviewPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        colorVerdict();
    Page::changeEvent(event);
}

} // namespace quarterdeck::gui
