// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/workerspage.h"

#include "ui_workerspage.h"

#include "foundation/units.h"
#include "gui/delegates/celldelegates.h"
#include "gui/pages/noticepage.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/confirmdialog.h"
#include "gui/widgets/skeleton.h"
#include "gui/widgets/stateline.h"
#include "gui/widgets/toolbutton.h"
#include "gui/workers/autoscaledialog.h"
#include "gui/workers/workercontroller.h"
#include "gui/workers/workersettingsdialog.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace quarterdeck::gui {

namespace {
constexpr int testExecutions = 60;
}

WorkersPage::WorkersPage(WorkerController &controller, AutoscaleController *autoscale, QWidget *parent)
    : Page(parent)
    , m_controller(controller)
    , m_autoscale(autoscale)
    , ui(std::make_unique<Ui::WorkersPage>())
{
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    m_skeleton = new Skeleton(this);
    m_skeleton->setText(tr("Reading the workers..."));
    m_skeleton->setMargin(0);
    m_notice = new NoticePage(this);
    ui->scenesLayout->addWidget(m_skeleton);
    ui->scenesLayout->addWidget(m_notice);
    ui->distributionCard->hide();
    ui->findings->setButtonText([this](const QString &id) {
        if (m_controller.situation()) {
            for (const workers::Finding &finding : m_controller.situation()->findings) {
                if (finding.id == id)
                    return finding.remedy;
            }
        }
        return QString();
    });
    makeTools();
    makeTable();
    fit();

    connect(ui->scale, &ScalePanel::previewWanted, &m_controller, &WorkerController::preview);
    connect(ui->scale, &ScalePanel::targetChanged, this, &WorkersPage::showCapacity);
    connect(ui->scale, &ScalePanel::applied, &m_controller, &WorkerController::scale);
    connect(ui->findings, &AttentionList::actionTriggered, this, &WorkersPage::askForRemedy);
    connect(ui->scale, &ScalePanel::finishNowWanted, &m_controller, &WorkerController::finishNow);
    connect(&m_controller, &WorkerController::drainingChanged, this, [this] { ui->scale->setDraining(m_controller.isDraining()); });
    connect(&m_controller, &WorkerController::previewed, ui->scale, &ScalePanel::setPreview);
    connect(&m_controller, &WorkerController::changed, this, &WorkersPage::showSituation);
    connect(&m_controller, &WorkerController::obstacleChanged, this, &WorkersPage::updateActions);
    connect(&m_controller, &WorkerController::scaled, ui->scale, &ScalePanel::forgetTarget);
    connect(&m_controller, &WorkerController::distributed, this, [this](const workers::Distribution &distribution) {
        ui->distribution->setFacts(distributionFacts(distribution));
        ui->distributionCard->show();
    });
    showSituation();
}

WorkersPage::~WorkersPage() = default;

void WorkersPage::makeTools()
{
    for (int i = 0; i < 3; ++i) {
        auto *line = new StateLine(this);
        ui->tools->flow()->addWidget(line);
        m_glance.append(line);
    }
    // On a line of its own: why what is shown is old must not be cut.
    m_trouble = new StateLine(this);
    m_trouble->hide();
    ui->normalLayout->insertWidget(0, m_trouble);
    ui->tools->flow()->addGap();
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("workersFilter"));
    m_filter->setPlaceholderText(tr("Filter workers"));
    m_filter->setAccessibleName(tr("Filter workers"));
    m_filter->setToolTip(tr("Show only rows that hold this text (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    ui->tools->flow()->addWidget(m_filter);
    m_settings = new QAction(gui::icon(QStringLiteral("configure")), tr("Sett&ings..."), this);
    m_settings->setToolTip(tr("Memory, concurrency, manual executions, Redis and grace of the workers"));
    connect(m_settings, &QAction::triggered, this, [this] {
        auto *dialog = new WorkerSettingsDialog(m_controller, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    QToolButton *settings = makeToolButton(m_settings, ui->tools);
    settings->setObjectName(QStringLiteral("workerSettings"));
    ui->tools->flow()->addWidget(settings);
    m_test = new QAction(gui::icon(QStringLiteral("office-chart-bar")), tr("&Test distribution"), this);
    m_test->setToolTip(tr("Run %n executions that do nothing, and see which worker runs how many", nullptr, testExecutions));
    connect(m_test, &QAction::triggered, this, [this] { m_controller.testDistribution(testExecutions); });
    m_testButton = makeToolButton(m_test, ui->tools);
    ui->tools->flow()->addWidget(m_testButton);
    if (m_autoscale) {
        auto *action = new QAction(gui::icon(QStringLiteral("chronometer")), tr("A&utoscaling..."), this);
        action->setToolTip(tr("Let the number of workers follow the load, and see what that would have done"));
        connect(action, &QAction::triggered, this, &WorkersPage::openAutoscale);
        ui->tools->flow()->addWidget(makeToolButton(action, ui->tools));
    }
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, m_filter, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
}

void WorkersPage::makeTable()
{
    ui->workers->setSource(&m_model);
    ui->workers->setFilter(m_filter);
    ui->workers->setTextElideMode(Qt::ElideMiddle); // the number is at the end
    auto *plain = new CellDelegate(this);
    auto *state = new StateDelegate(this);
    ui->workers->setItemDelegate(plain);
    ui->workers->setItemDelegateForColumn(WorkerModel::State, state);
    m_delegates = {plain, state};
    ui->workers->setMenuActions({m_test});
}

void WorkersPage::fit()
{
    ui->workers->fitColumns({{},
                             workerStateTitle(WorkerState::NotConsuming) + QStringLiteral("00"),
                             tr("Jobs now") + QLatin1Char('0'),
                             QStringLiteral("59 min 59 s"),
                             QStringLiteral("100,000"),
                             QStringLiteral("100.0 %"),
                             QStringLiteral("1,000/1,000 MB"),
                             QStringLiteral("2.135.15"),
                             tr("Restarts") + QLatin1Char('0')});
    fitRows();
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    for (QLabel *heading : {ui->queueHeading, ui->capacityHeading, ui->findingsHeading, ui->distributionHeading})
        heading->setFont(headingFont(font()));
}

void WorkersPage::fitRows()
{
    constexpr int fewestRows = 3;
    constexpr int mostRows = 8; // more of them scroll within the table
    const int row = ui->workers->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->workers->setMinimumHeight(ui->workers->header()->sizeHint().height() + std::clamp(m_model.rowCount(), fewestRows, mostRows) * row
                                  + 2 * ui->workers->frameWidth());
}

void WorkersPage::showState(const ConsoleState &state)
{
    m_live = state.scene() == ConsoleState::Scene::Live;
    m_controller.follow();
    showScene();
    updateActions();
}

void WorkersPage::showAge(const ConsoleState &state, const QDateTime &)
{
    m_live = state.scene() == ConsoleState::Scene::Live;
    showGlance();
}

void WorkersPage::showSituation()
{
    const std::optional<workers::Situation> &situation = m_controller.situation();
    if (situation) {
        const int rows = m_model.rowCount();
        m_model.update(situation->workers, situation->capacity.concurrency.perWorker);
        if (m_model.rowCount() != rows)
            fitRows();
        ui->scale->setCapacity(situation->capacity);
        ui->queue->append(situation->queue, situation->capacity.workers);
        ui->throughput->append(situation->queue);
        showFindings();
        showCapacity();
    } else {
        m_model.update({}, 0);
        ui->queue->clear();
        ui->throughput->clear();
        ui->scale->forgetTarget();
        ui->distributionCard->hide();
    }
    showScene();
    updateActions();
}

void WorkersPage::showScene()
{
    const std::optional<workers::Situation> &situation = m_controller.situation();
    QWidget *scene = ui->normal;
    disconnect(m_notice, &NoticePage::primaryTriggered, nullptr, nullptr);
    if (!m_controller.hasQueue()) {
        Notice notice;
        notice.state = health::State::Unknown;
        notice.iconName = QStringLiteral("worker");
        notice.title = tr("This stack has no workers");
        notice.sentence = tr("n8n runs every execution in its main process. Workers need the queue mode (EXECUTIONS_MODE=queue), a Redis, and a "
                             "service that runs \"n8n worker\".");
        m_notice->setNotice(notice);
        scene = m_notice;
    } else if (!situation && m_controller.error()) {
        Notice notice;
        notice.state = health::State::Failing;
        notice.title = tr("The workers cannot be read");
        notice.sentence = QStringList({m_controller.error()->what, m_controller.error()->hint}).join(QLatin1Char(' ')).trimmed();
        notice.details = m_controller.error()->detail;
        notice.primary = tr("&Retry");
        m_notice->setNotice(notice);
        connect(m_notice, &NoticePage::primaryTriggered, &m_controller, &WorkerController::refresh);
        scene = m_notice;
    } else if (!situation) {
        scene = m_skeleton;
    }
    const bool normal = scene == ui->normal;
    ui->tools->setVisible(normal);
    setStale(normal && (!m_live || m_controller.error()));
    // Not stacked: there the hidden ones would ask for the room of their contents.
    for (QWidget *part : std::initializer_list<QWidget *>{ui->normal, m_skeleton, m_notice}) {
        if (part != scene)
            part->hide();
    }
    scene->show();
    showGlance();
}

void WorkersPage::setStale(bool stale)
{
    m_model.setStale(stale);
    for (CellDelegate *delegate : std::as_const(m_delegates))
        delegate->setStale(stale);
    ui->workers->viewport()->update();
}

void WorkersPage::showGlance()
{
    const std::optional<workers::Situation> &situation = m_controller.situation();
    if (!situation)
        return;
    const bool stale = !m_live || m_controller.error();
    const QList<Fact> facts = glanceFacts(*situation);
    for (qsizetype i = 0; i < m_glance.size(); ++i) {
        m_glance.at(i)->setVisible(i < facts.size());
        if (i < facts.size())
            m_glance.at(i)->setState(stale ? health::State::Unknown : facts.at(i).state.value_or(health::State::Unknown), facts.at(i).value,
                                     facts.at(i).toolTip);
    }
    m_trouble->setVisible(stale);
    if (stale) {
        const QString age = formatRelative(m_controller.readAt(), QDateTime::currentDateTimeUtc());
        m_trouble->setState(health::State::Warning,
                            m_controller.error() ? tr("As of %1: %2").arg(age, m_controller.error()->what) : tr("As of %1: Docker is away").arg(age),
                            m_controller.error() ? m_controller.error()->detail : QString());
    }
}

void WorkersPage::showCapacity()
{
    if (m_controller.situation())
        ui->capacity->setFacts(capacityFacts(m_controller.situation()->capacity, ui->scale->target()));
}

void WorkersPage::showFindings()
{
    QList<workers::Finding> findings = m_controller.situation()->findings;
    std::stable_sort(findings.begin(), findings.end(), [](const workers::Finding &a, const workers::Finding &b) {
        return static_cast<int>(a.severity) > static_cast<int>(b.severity);
    });
    QList<health::Attention> items;
    for (const workers::Finding &finding : std::as_const(findings))
        items.append(attentionOf(finding));
    ui->findings->setItems(items);
    ui->noFindings->setVisible(items.isEmpty());
}

void WorkersPage::askForRemedy(const QString &id)
{
    const QList<workers::Finding> &findings = m_controller.situation()->findings;
    const auto found = std::find_if(findings.cbegin(), findings.cend(), [&id](const workers::Finding &finding) { return finding.id == id; });
    if (found == findings.cend())
        return;
    Confirmation question;
    question.title = tr("Carry out the remedy?");
    question.sentence = found->remedy + QLatin1Char('.');
    question.consequences = {attentionOf(*found).text};
    question.verb = tr("&Do it");
    question.refusal = tr("&Leave it");
    ConfirmDialog::ask(question, this, [this, id] { m_controller.remedy(id); });
}

void WorkersPage::updateActions()
{
    const QString obstacle = m_controller.obstacle();
    ui->scale->setObstacle(obstacle);
    m_test->setEnabled(obstacle.isEmpty());
    m_settings->setEnabled(m_controller.situation().has_value());
    ui->findings->setEnabled(obstacle.isEmpty());
}

void WorkersPage::openAutoscale()
{
    auto *dialog = new AutoscaleDialog(*m_autoscale, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WorkersPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void WorkersPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_controller.setWatched(true);
}

void WorkersPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_controller.setWatched(false);
}

} // namespace quarterdeck::gui
