// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/backupspage.h"

#include "ui_backupspage.h"

#include "foundation/units.h"
#include "gui/backups/backupcontroller.h"
#include "gui/backups/retentiondialog.h"
#include "gui/backups/scheduledialog.h"
#include "gui/delegates/celldelegates.h"
#include "gui/models/backupwords.h"
#include "gui/models/setfacts.h"
#include "gui/pages/noticepage.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/skeleton.h"
#include "gui/widgets/stateline.h"
#include "gui/widgets/toolbutton.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace quarterdeck::gui {

BackupsPage::BackupsPage(BackupController &controller, QWidget *parent)
    : Page(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::BackupsPage>())
{
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    m_skeleton = new Skeleton(this);
    m_skeleton->setText(tr("Reading the backups..."));
    m_skeleton->setMargin(0);
    m_notice = new NoticePage(this);
    ui->scenesLayout->addWidget(m_skeleton);
    ui->scenesLayout->addWidget(m_notice);
    for (StateLine **line : {&m_next, &m_proven, &m_recovery, &m_last}) {
        *line = new StateLine(this);
        ui->glance->flow()->addWidget(*line);
    }
    makeActions();
    makeTools();
    makeTable();
    fit();
    ui->splitter->setStretchFactor(0, 1);
    ui->splitter->setStretchFactor(1, 1);
    connect(ui->calendar, &CalendarStrip::setChosen, this, [this](const QString &id) {
        m_filter->clear(); // the set that was asked for must not be hidden by it
        ui->sets->selectId(id);
    });
    connect(ui->setDetails, &SetDetails::logWanted, &m_controller, &BackupController::readLog);
    connect(&m_controller, &BackupController::logRead, ui->setDetails, &SetDetails::setLog);
    connect(&m_controller, &BackupController::changed, this, &BackupsPage::showReading);
    connect(&m_controller, &BackupController::obstacleChanged, this, &BackupsPage::updateActions);
    connect(&m_controller, &BackupController::backedUp, this, [this] { m_selectNewest = true; });
    showReading();
}

BackupsPage::~BackupsPage() = default;

void BackupsPage::makeActions()
{
    const auto add = [this](const QString &text, const char *iconName, const QString &toolTip) {
        auto *action = new QAction(gui::icon(QLatin1String(iconName)), text, this);
        action->setToolTip(toolTip);
        action->setStatusTip(toolTip);
        return action;
    };
    m_quick = add(tr("&Quick check"), "dialog-ok-apply", tr("Compare every size and checksum with the manifest"));
    m_full = add(tr("&Full check"), "document-edit-verify", tr("Unpack and read everything in the set to its end"));
    m_drill = add(tr("Dr&ill"), "proof", tr("Restore the set into throwaway servers and compare it: proven means this"));
    m_delete = add(tr("Del&ete..."), "edit-delete", tr("Delete the selected set; asks first and says what would be lost"));
    m_openFolder = add(tr("&Open folder"), "document-open-folder", tr("Open the folder of the selected set"));
    m_schedule = add(tr("&Schedule..."), "chronometer", tr("When backups are made by themselves"));
    m_retention = add(tr("Re&tention..."), "edit-clear-history", tr("Which sets stay and which go, with a preview"));
    m_copyDetails = add(tr("Copy &details"), "edit-copy", tr("Copy everything the summary says about the set"));
    m_delete->setShortcut(QKeySequence(Qt::Key_Delete));
    m_delete->setShortcutContext(Qt::WidgetShortcut);
    ui->sets->addAction(m_delete);

    const auto check = [this](backup::Proof::Depth depth) { return [this, depth] { m_controller.verify(selectedSet(), depth); }; };
    connect(m_quick, &QAction::triggered, this, check(backup::Proof::Depth::Quick));
    connect(m_full, &QAction::triggered, this, check(backup::Proof::Depth::Full));
    connect(m_drill, &QAction::triggered, this, check(backup::Proof::Depth::Drill));
    connect(m_delete, &QAction::triggered, this, [this] { m_controller.requestRemoval(selectedSet()); });
    connect(m_openFolder, &QAction::triggered, this, [this] { m_controller.openFolder(selectedSet()); });
    connect(m_schedule, &QAction::triggered, this, &BackupsPage::openSchedule);
    connect(m_retention, &QAction::triggered, this, &BackupsPage::openRetention);
    connect(m_copyDetails, &QAction::triggered, this, &BackupsPage::copyDetails);
}

void BackupsPage::makeTools()
{
    m_backUp = new QPushButton(gui::icon(QStringLiteral("document-save")), tr("&Back up now"), ui->tools);
    m_backUp->setObjectName(QStringLiteral("backUp"));
    m_backUp->setAccessibleName(spoken(m_backUp->text()));
    m_backUp->setDefault(true);
    connect(m_backUp, &QPushButton::clicked, this, [this] { m_controller.backUp(trigger::manual); });
    ui->tools->flow()->addWidget(m_backUp);

    auto *verify = new QAction(gui::icon(QStringLiteral("dialog-ok-apply")), tr("Verif&y"), this);
    verify->setToolTip(tr("Check whether the selected set is whole"));
    QToolButton *verifyButton = makeToolButton(verify, ui->tools);
    auto *menu = new QMenu(verifyButton);
    menu->addActions({m_quick, m_full});
    menu->setToolTipsVisible(true);
    verifyButton->setMenu(menu);
    verifyButton->setPopupMode(QToolButton::InstantPopup);
    m_verify = verifyButton;
    ui->tools->flow()->addWidget(m_verify);
    m_setTools.append(m_verify);

    QWidget *previous = m_verify;
    QWidget::setTabOrder(m_backUp, m_verify);
    for (QAction *action : {m_drill, m_delete, m_openFolder, m_schedule, m_retention}) {
        QToolButton *button = makeToolButton(action, ui->tools);
        ui->tools->flow()->addWidget(button);
        if (action != m_schedule && action != m_retention)
            m_setTools.append(button);
        QWidget::setTabOrder(previous, button);
        previous = button;
    }
    m_lastTool = previous;
    ui->glance->flow()->addGap();
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("setsFilter"));
    m_filter->setPlaceholderText(tr("Filter sets"));
    m_filter->setAccessibleName(tr("Filter sets"));
    m_filter->setToolTip(tr("Show only rows that hold this text (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    ui->glance->flow()->addWidget(m_filter);
    m_setTools.append(m_filter);
    QWidget::setTabOrder(previous, m_filter);
    QWidget::setTabOrder(m_filter, ui->calendar);
    QWidget::setTabOrder(ui->calendar, ui->sets);
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, m_filter, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
}

void BackupsPage::makeTable()
{
    ui->sets->setSource(&m_model);
    ui->sets->setFilter(m_filter);
    ui->sets->setItemDelegateForColumn(BackupSetModel::State, new SetStateDelegate(this));
    setMenu();
    connect(ui->sets, &DataTable::menuAboutToShow, this, &BackupsPage::updateActions);
    connect(ui->sets, &DataTable::currentIdChanged, this, [this] {
        showDetails();
        updateActions();
    });
    connect(ui->sets, &QAbstractItemView::activated, ui->setDetails, &SetDetails::focusContents);
}

void BackupsPage::setMenu()
{
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    QList<QAction *> actions = {m_quick, m_full, m_drill, separator, m_openFolder, m_delete, m_copyDetails};
    if (m_restore)
        actions.insert(3, m_restore);
    ui->sets->setMenuActions(actions);
}

void BackupsPage::offerRestore()
{
    m_restore = new QAction(gui::icon(QStringLiteral("restore")), tr("&Restore..."), this);
    m_restore->setToolTip(tr("Restore from the selected set; nothing happens before it was looked at and confirmed"));
    connect(m_restore, &QAction::triggered, this, [this] { Q_EMIT restoreWanted(selectedSet()); });
    QToolButton *button = makeToolButton(m_restore, ui->tools);
    ui->tools->flow()->addWidget(button);
    button->setVisible(!m_verify->isHidden());
    QWidget::setTabOrder(m_lastTool, button);
    m_setTools.append(button);
    setMenu();
    updateActions();
}

void BackupsPage::fit()
{
    constexpr int fewestRows = 4;
    ui->sets->fitColumns({QStringLiteral("yesterday 00:00"),
                          QStringLiteral("59 min ago"),
                          {},
                          QStringLiteral("1,000 MiB"),
                          backup::setStateTitle(backup::SetState::Unverified) + QStringLiteral("000"),
                          backup::keyFitTitle(backup::KeyFit::NoCredentials),
                          QStringLiteral("59 min 59 s")});
    const int row = ui->sets->fontMetrics().height() + gridUnit + gridUnit / 2;
    ui->sets->setMinimumHeight(ui->sets->header()->sizeHint().height() + fewestRows * row + 2 * ui->sets->frameWidth());
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
}

QString BackupsPage::selectedSet() const
{
    return ui->sets->currentId();
}

void BackupsPage::showState(const ConsoleState &state)
{
    if (!state.stack)
        return;
    m_controller.follow();
    showAges();
    updateActions();
}

void BackupsPage::showAge(const ConsoleState &, const QDateTime &)
{
    showAges();
}

/// Sets lie on a disk of ours: they stay true while the engine is away, and grow older.
void BackupsPage::showAges()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_model.setNow(now);
    showGlance(now);
    if (m_controller.reading())
        ui->calendar->setDays(calendarDays(m_controller.reading()->sets, now.toLocalTime().date()));
}

void BackupsPage::showReading()
{
    const std::optional<BackupReading> &reading = m_controller.reading();
    if (reading && !reading->error) {
        m_model.update(reading->sets, QDateTime::currentDateTimeUtc());
        if (m_selectNewest && !reading->sets.isEmpty())
            ui->sets->selectId(reading->sets.constFirst().id);
        else if (selectedSet().isEmpty() && m_model.rowCount() > 0)
            ui->sets->setCurrentIndex(ui->sets->model()->index(0, 0));
        m_selectNewest = false;
        showDetails();
    } else if (!reading) {
        m_model.update({}, QDateTime::currentDateTimeUtc()); // another stack
    }
    showAges();
    showScene();
    updateActions();
}

void BackupsPage::showScene()
{
    const std::optional<BackupReading> &reading = m_controller.reading();
    QWidget *scene = ui->normal;
    disconnect(m_notice, &NoticePage::primaryTriggered, nullptr, nullptr);
    if (!reading) {
        scene = m_skeleton;
    } else if (reading->error) {
        Notice notice;
        notice.state = health::State::Failing;
        notice.title = tr("The backups cannot be read");
        notice.sentence = QStringList({reading->error->what, reading->error->hint}).join(QLatin1Char(' ')).trimmed();
        notice.details = reading->error->detail;
        notice.primary = tr("&Retry");
        m_notice->setNotice(notice);
        connect(m_notice, &NoticePage::primaryTriggered, &m_controller, &BackupController::refresh);
        scene = m_notice;
    } else if (reading->sets.isEmpty()) {
        Notice notice;
        notice.state = health::State::Unknown;
        notice.iconName = QStringLiteral("proof");
        notice.title = tr("No backup yet");
        notice.sentence = tr("A backup takes the database, the queue, n8n's data folder and its configuration as one set, and proves that it can be "
                             "restored. Nothing is stopped meanwhile.");
        notice.primary = tr("&Back up now");
        m_notice->setNotice(notice);
        connect(m_notice, &NoticePage::primaryTriggered, this, [this] { m_controller.backUp(trigger::manual); });
        scene = m_notice;
    }
    const bool normal = scene == ui->normal;
    // One primary button a page: the empty page has its own.
    m_backUp->setVisible(scene != m_notice);
    for (QWidget *tool : std::as_const(m_setTools))
        tool->setVisible(normal);
    // Not stacked: there the hidden ones would ask for the room of their contents.
    for (QWidget *part : std::initializer_list<QWidget *>{ui->normal, m_skeleton, m_notice}) {
        if (part != scene)
            part->hide();
    }
    scene->show();
}

void BackupsPage::showGlance(const QDateTime &now)
{
    const std::optional<BackupReading> &reading = m_controller.reading();
    ui->glance->setVisible(reading.has_value());
    if (!reading)
        return;
    if (reading->scheduleError) {
        m_next->setState(health::State::Unknown, tr("Schedule not known"), reading->scheduleError->what);
    } else {
        const Fact next = scheduleFact(reading->schedule, now);
        QString text = tr("%1: %2").arg(next.name, next.value);
        if (!reading->schedule.missed.isEmpty())
            text = tr("%1 (missed runs: %2)").arg(text).arg(reading->schedule.missed.size());
        m_next->setState(*next.state, text, next.toolTip);
    }
    const Fact proven = provenFact(lastProven(reading->sets), now);
    m_proven->setState(*proven.state, proven.name.isEmpty() ? proven.value : tr("%1: %2").arg(proven.name, proven.value), proven.toolTip);
    m_proven->setVisible(!reading->error);
    const Fact recovery = recoveryFact(reading->rehearsal, now);
    m_recovery->setState(*recovery.state, tr("%1: %2").arg(recovery.name, recovery.value), recovery.toolTip);
    m_recovery->setVisible(!reading->error && !reading->sets.isEmpty());
    const Fact last = lastRunFact(reading->lastRun, now);
    m_last->setVisible(last.state == health::State::Failing);
    m_last->setState(last.state.value_or(health::State::Unknown), tr("%1: %2").arg(last.name, last.value), last.toolTip);
}

void BackupsPage::showDetails()
{
    const backup::BackupSet *set = m_controller.set(selectedSet());
    ui->setDetails->setSet(set ? std::optional<backup::BackupSet>(*set) : std::nullopt, QDateTime::currentDateTimeUtc());
}

void BackupsPage::updateActions()
{
    const QString obstacle = m_controller.obstacle();
    const QString engineObstacle = m_controller.engineObstacle();
    const backup::BackupSet *set = m_controller.set(selectedSet());
    const bool ours = set && set->manifest;
    m_backUp->setEnabled(engineObstacle.isEmpty());
    m_backUp->setToolTip(engineObstacle.isEmpty() ? tr("Take a set of everything now, and prove it; nothing is stopped") : engineObstacle);
    m_notice->setPrimaryEnabled((m_controller.reading() && m_controller.reading()->error) || engineObstacle.isEmpty());
    m_verify->setEnabled(ours && engineObstacle.isEmpty());
    for (QAction *action : {m_quick, m_full, m_drill})
        action->setEnabled(ours && engineObstacle.isEmpty());
    m_delete->setEnabled(set && obstacle.isEmpty());
    m_openFolder->setEnabled(set);
    if (m_restore)
        m_restore->setEnabled(set);
    m_copyDetails->setEnabled(set);
    m_schedule->setEnabled(m_controller.reading().has_value());
    m_retention->setEnabled(m_controller.reading() && !m_controller.reading()->error);
}

void BackupsPage::copyDetails()
{
    if (const backup::BackupSet *set = m_controller.set(selectedSet()))
        QGuiApplication::clipboard()->setText(setFactsText(setFacts(*set, QDateTime::currentDateTimeUtc())));
}

void BackupsPage::openSchedule()
{
    auto *dialog = new ScheduleDialog(m_controller, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void BackupsPage::openRetention()
{
    auto *dialog = new RetentionDialog(m_controller, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void BackupsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fit();
    Page::changeEvent(event);
}

} // namespace quarterdeck::gui
