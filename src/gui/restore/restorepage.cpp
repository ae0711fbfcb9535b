// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/restorepage.h"

#include "ui_restorepage.h"

#include "gui/pages/noticepage.h"
#include "gui/restore/checkspage.h"
#include "gui/restore/confirmpage.h"
#include "gui/restore/goalpage.h"
#include "gui/restore/lookpage.h"
#include "gui/restore/planpage.h"
#include "gui/restore/progresspage.h"
#include "gui/restore/restorecontroller.h"
#include "gui/restore/restorewords.h"
#include "gui/restore/resultpage.h"
#include "gui/restore/scopepage.h"
#include "gui/restore/setpage.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/confirmdialog.h"
#include "gui/widgets/skeleton.h"
#include "gui/widgets/taborder.h"
#include "gui/widgets/toolbutton.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QRadioButton>
#include <QRegularExpression>

namespace quarterdeck::gui {

RestorePage::RestorePage(RestoreController &controller, QWidget *parent)
    : Page(parent)
    , m_controller(controller)
    , ui(std::make_unique<Ui::RestorePage>())
{
    ui->setupUi(this);
    ui->contents->setAutoFillBackground(false);
    ui->title->setFont(titleFont(font()));
    ui->hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    ui->hint->setForegroundRole(QPalette::PlaceholderText);
    ui->steps->setIconSize(QSize(fontMetrics().height() * 5 / 4, fontMetrics().height() * 5 / 4));
    m_skeleton = new Skeleton(this);
    m_skeleton->setText(tr("Looking what there is to restore from..."));
    m_skeleton->setMargin(0);
    m_notice = new NoticePage(this);
    ui->contentsLayout->addWidget(m_skeleton, 1);
    ui->contentsLayout->addWidget(m_notice, 1);

    m_goal = addStep(RestoreStep::Goal, new GoalPage(this));
    m_set = addStep(RestoreStep::Set, new SetPage(m_controller, this));
    addStep(RestoreStep::Scope, new ScopePage(m_controller, this));
    // Of the same place in the way: which of both is shown depends on the scenario.
    auto *look = new LookPage(m_controller, this);
    WizardStep *scope = m_pages.value(RestoreStep::Scope);
    m_look = addStep(RestoreStep::Scope, look);
    m_pages.insert(RestoreStep::Scope, scope);
    addStep(RestoreStep::Checks, new ChecksPage(m_controller, this));
    addStep(RestoreStep::Plan, new PlanPage(this));
    addStep(RestoreStep::Confirm, new ConfirmPage(this));
    m_progress = addStep(RestoreStep::Progress, new ProgressPage(m_controller, this));
    m_shown = m_goal;
    auto *result = addStep(RestoreStep::Result, new ResultPage(m_controller, this));
    connect(look, &LookPage::modeChanged, this, [this] {
        showSteps();
        updateButtons();
    });
    connect(m_goal, &GoalPage::endWanted, this, [this](RestoreEnd what, const restore::Unfinished &unfinished) {
        const bool makesStack
            = unfinished.scenario == restore::Scenario::Rebuild || unfinished.scenario == restore::Scenario::Rehearse || unfinished.asClone;
        onEndWanted({what, unfinished.runId, unfinished.stackId.isEmpty() ? unfinished.setId : unfinished.stackId, makesStack});
    });
    connect(result, &ResultPage::endWanted, this, [this](RestoreEnd what, const QString &runId, const QString &name) {
        const bool makesStack = m_ending ? m_ending->makesStack : m_draft.request.scenario == restore::Scenario::Rebuild || m_draft.request.asClone;
        onEndWanted({what, runId, name, makesStack});
    });
    connect(result, &ResultPage::reportWanted, &m_controller, &RestoreController::saveReport);

    connect(ui->next, &QPushButton::clicked, this, &RestorePage::next);
    connect(ui->back, &QPushButton::clicked, this, &RestorePage::back);
    connect(ui->again, &QPushButton::clicked, this, &RestorePage::startOver);
    auto *enter = new QAction(this);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(enter);
    connect(enter, &QAction::triggered, this, &RestorePage::onEnter);

    connect(&m_controller, &RestoreController::surveyed, this, &RestorePage::onSurveyed);
    connect(&m_controller, &RestoreController::obstacleChanged, this, &RestorePage::updateButtons);
    connect(&m_controller, &RestoreController::lookingChanged, this, &RestorePage::updateButtons);
    connect(&m_controller, &RestoreController::jobStarted, this, &RestorePage::onJobStarted);
    connect(&m_controller, &RestoreController::jobEnded, this, &RestorePage::onJobEnded);
    connect(&m_controller, &RestoreController::endRefused, this, [this](const Error &error) {
        // It never began: the page is what it was.
        if (m_step != RestoreStep::Progress)
            m_ending.reset();
        showSteps();
        updateButtons();
        ui->message->showError(error);
    });
    connect(&m_controller, &RestoreController::reportSaved, this, [this](const QString &path, const Answer<void> &saved) {
        if (saved.result)
            ui->message->showNotice(health::State::Healthy, tr("The report was saved."), path);
        else
            ui->message->showError(saved.result.error());
    });
    putLastInTabOrder(*this, {ui->again, ui->back, ui->next});
    fit();
    show(RestoreStep::Goal);
}

RestorePage::~RestorePage() = default;

template<class Step>
Step *RestorePage::addStep(RestoreStep id, Step *page)
{
    m_pages.insert(id, page);
    ui->pagesLayout->addWidget(page);
    page->hide();
    connect(page, &WizardStep::completeChanged, this, &RestorePage::updateButtons);
    connect(page, &WizardStep::nextWanted, this, &RestorePage::next);
    connect(page, &WizardStep::failed, ui->message, &MessageWidget::showError);
    connect(page, &WizardStep::recovered, ui->message, &MessageWidget::dismiss);
    return page;
}

WizardStep *RestorePage::pageOf(RestoreStep step) const
{
    if (step == RestoreStep::Scope && m_draft.request.scenario == restore::Scenario::LookInside)
        return m_look;
    return m_pages.value(step);
}

/// What was chosen, with what is being chosen on the page that is shown.
RestoreDraft RestorePage::peek() const
{
    RestoreDraft draft = m_draft;
    page()->leave(draft);
    return draft;
}

QList<RestoreStep> RestorePage::path() const
{
    return m_ending ? QList<RestoreStep>{RestoreStep::Goal, RestoreStep::Progress, RestoreStep::Result} : stepsOf(peek());
}

bool RestorePage::nextStarts() const
{
    const QList<RestoreStep> steps = path();
    return steps.value(steps.indexOf(m_step) + 1) == RestoreStep::Progress;
}

QString RestorePage::whyNotNext() const
{
    if (!page()->isComplete())
        return page()->whyNot();
    return m_step == RestoreStep::Progress || nextStarts() ? m_controller.obstacle() : QString();
}

void RestorePage::show(RestoreStep step)
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    m_controller.dropLookup();
    ui->message->dismiss();
    page()->hide();
    m_step = step;
    m_shown = pageOf(step);
    WizardStep *entered = page();
    // Shown first: what it has looked up is only taken by a page that is seen.
    entered->show();
    entered->enter(m_draft);
    showSteps();
    showScene();
    updateButtons();
    if (!hadFocus)
        return;
    QWidget *first = entered->firstFocus();
    if (!first)
        first = ui->next->isEnabled() ? static_cast<QWidget *>(ui->next) : static_cast<QWidget *>(ui->back);
    first->setFocus(Qt::OtherFocusReason);
}

void RestorePage::next()
{
    if (m_step == RestoreStep::Progress) { // it did not end well: once more
        if (!whyNotNext().isEmpty() || m_controller.isRunning())
            return;
        if (m_ending)
            end();
        else
            start();
        return;
    }
    if (m_step == RestoreStep::Result || !whyNotNext().isEmpty())
        return;
    page()->leave(m_draft);
    const QList<RestoreStep> steps = path();
    const RestoreStep following = steps.value(steps.indexOf(m_step) + 1);
    if (following == RestoreStep::Progress)
        start();
    else
        show(following);
}

void RestorePage::back()
{
    if (m_controller.isRunning() || m_step == RestoreStep::Goal || m_step == RestoreStep::Result)
        return;
    if (m_ending) {
        startOver();
        return;
    }
    page()->leave(m_draft);
    const QList<RestoreStep> steps = stepsOf(m_draft);
    show(steps.value(std::max<qsizetype>(0, steps.indexOf(m_step) - 1)));
}

void RestorePage::startOver()
{
    if (m_controller.isRunning())
        return;
    m_ending.reset();
    m_draft = {};
    takeSurvey();
    show(RestoreStep::Goal);
}

void RestorePage::start()
{
    m_progress->setUndoes(true);
    if (isExport(m_draft))
        chooseExportFile();
    else
        m_controller.start(m_draft);
}

void RestorePage::chooseExportFile()
{
    static const QRegularExpression notForFiles(QStringLiteral("[^\\w.-]+"));
    const bool workflow = m_draft.look == LookFor::Workflow;
    auto *dialog = new QFileDialog(this, workflow ? tr("Export the workflow") : tr("Export the credential"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(workflow ? tr("Workflow of n8n (*.json)") : tr("Credential of n8n (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QString(m_draft.entryName).replace(notForFiles, QStringLiteral("-")) + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { m_controller.exportEntry(m_draft, path); });
    dialog->open();
}

/// Enter presses the button that has the keyboard, else it goes on.
void RestorePage::onEnter()
{
    if (auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
        button && !qobject_cast<QRadioButton *>(button) && !qobject_cast<QCheckBox *>(button)) {
        button->click();
        return;
    }
    if (m_notice->isVisible() || page()->takeEnter())
        return;
    next();
}

bool RestorePage::escape()
{
    if (ui->message->isVisible()) {
        ui->message->dismiss();
        return true;
    }
    if (m_controller.isRunning() || m_step == RestoreStep::Goal || m_step == RestoreStep::Result)
        return false;
    back();
    return true;
}

void RestorePage::openOn(const QString &setId)
{
    if (m_controller.isRunning())
        return;
    m_openOn = setId;
    m_openAsked = false;
    onSurveyed();
}

void RestorePage::showState(const ConsoleState &)
{
    const QString stackId = m_controller.stackId();
    // A rebuild does not depend on what is shown: that it goes away may be what it waits for.
    const bool ofThatStack = m_draft.request.scenario != restore::Scenario::Rebuild;
    if (m_surveyOf && *m_surveyOf != stackId && ofThatStack && !m_controller.isRunning() && m_step != RestoreStep::Goal
        && m_step != RestoreStep::Result) {
        m_draft = {};
        show(RestoreStep::Goal);
        ui->message->showNotice(health::State::Warning,
                                stackId.isEmpty() ? tr("The stack is not shown any more.") : tr("Another stack is shown now."),
                                tr("What was chosen was not meant for it: begin anew."));
    }
    if (!m_surveyOf || *m_surveyOf != stackId)
        takeSurvey();
    updateButtons();
}

void RestorePage::showAge(const ConsoleState &, const QDateTime &)
{
    if (m_set->isVisible())
        m_set->refresh();
}

void RestorePage::refresh()
{
    takeSurvey();
}

void RestorePage::takeSurvey()
{
    m_surveyOf = m_controller.stackId();
    m_controller.takeSurvey();
}

void RestorePage::onSurveyed()
{
    const std::optional<RestoreSurvey> &survey = m_controller.survey();
    if (!survey)
        return;
    m_goal->setSurvey(*survey, m_controller.stackId());
    if (m_set->isVisible())
        m_set->refresh();
    if (!m_openOn.isEmpty()) {
        if (const backup::BackupSet *set = m_controller.set(m_openOn)) {
            m_openOn.clear();
            m_ending.reset();
            m_draft = {};
            m_draft.goal = set->state == backup::SetState::Foreign       ? RestoreGoal::FromFiles
                : suits(*set, RestoreGoal::Undo, m_controller.stackId()) ? RestoreGoal::Undo
                                                                         : RestoreGoal::Rebuild;
            m_draft.request.scenario = scenarioOf(m_draft.goal);
            m_draft.request.set = *set;
            m_draft.request.parts = usualParts(*set, m_draft.request.scenario);
            show(RestoreStep::Set);
            pageOf(RestoreStep::Set)->firstFocus()->setFocus();
            return;
        }
        // It may be younger than what was read.
        if (!std::exchange(m_openAsked, true))
            takeSurvey();
    }
    showScene();
    updateButtons();
}

void RestorePage::onJobStarted()
{
    show(RestoreStep::Progress);
}

void RestorePage::onJobEnded(const JobOutcome &outcome)
{
    if (outcome.result) {
        show(RestoreStep::Result);
        return;
    }
    updateButtons();
    Error error = outcome.result.error();
    if (outcome.undoErrors.isEmpty()) {
        if (outcome.wasCancelled())
            error = {ErrorKind::Cancelled, tr("%1: cancelled.").arg(outcome.title), error.detail, {}};
        // Taking back is not taken back: it goes on where it stopped.
        const QString after = m_ending && m_ending->what == RestoreEnd::RollBack
            ? tr("What was taken back by then stays so: try again to take back the rest.")
            : tr("Everything is as it was before.");
        error.hint = QStringList({error.hint, after}).join(QLatin1Char(' ')).trimmed();
    } else {
        QStringList details = {error.detail};
        for (const Error &undo : outcome.undoErrors)
            details.append(undo.what + QLatin1Char(' ') + undo.detail);
        error.detail = details.join(QLatin1Char('\n')).trimmed();
        error.hint = QStringList({error.hint,
                                  tr("Not everything could be taken back: start over, the restore is offered there to be resumed or rolled back.")})
                         .join(QLatin1Char(' '))
                         .trimmed();
    }
    ui->message->showError(error);
    if (isAncestorOf(QApplication::focusWidget()) || !QApplication::focusWidget())
        ui->back->setFocus();
}

void RestorePage::onEndWanted(const Ending &wanted)
{
    const auto go = [this, wanted] {
        m_ending = wanted;
        end();
    };
    if (wanted.what != RestoreEnd::RollBack) {
        go();
        return;
    }
    Confirmation question;
    if (wanted.makesStack) {
        question.title = tr("Remove %1?").arg(wanted.name);
        question.sentence = tr("Everything that was made for it goes: containers, volumes, networks and the project's files.");
        question.consequences = {tr("What was changed in it since then is lost: executions, edited workflows, new credentials."),
                                 tr("The set it was made of stays as it is, and so do all other stacks.")};
        question.verb = tr("&Remove it");
        question.refusal = tr("&Keep it");
        ConfirmDialog::ask(question, this, go);
        return;
    }
    question.title = tr("Roll back the restore of %1?").arg(wanted.name);
    question.sentence = tr("What was there before the restore comes back.");
    question.consequences = {tr("What was changed since the restore is lost: executions, edited workflows, new credentials."),
                             tr("The set that was restored stays as it is.")};
    question.verb = tr("&Roll back");
    question.refusal = tr("&Keep the restored data");
    ConfirmDialog::ask(question, this, go);
}

void RestorePage::end()
{
    m_progress->setUndoes(m_ending->what != RestoreEnd::RollBack);
    ui->message->dismiss();
    m_controller.end(m_ending->what, m_ending->runId, m_ending->name);
}

void RestorePage::showScene()
{
    const std::optional<RestoreSurvey> &survey = m_controller.survey();
    QWidget *scene = nullptr;
    const bool atStart = m_step == RestoreStep::Goal;
    disconnect(m_notice, &NoticePage::primaryTriggered, nullptr, nullptr);
    if (atStart && !survey) {
        scene = m_skeleton;
    } else if (atStart && survey->unfinished.isEmpty() && survey->error) {
        Notice notice;
        notice.state = health::State::Failing;
        notice.title = tr("The backups cannot be read");
        notice.sentence = QStringList({survey->error->what, survey->error->hint}).join(QLatin1Char(' ')).trimmed();
        notice.details = survey->error->detail;
        notice.primary = tr("Re&try");
        m_notice->setNotice(notice);
        connect(m_notice, &NoticePage::primaryTriggered, this, &RestorePage::takeSurvey);
        scene = m_notice;
    } else if (atStart && survey->unfinished.isEmpty() && survey->sets.isEmpty()) {
        Notice notice;
        notice.state = health::State::Unknown;
        notice.iconName = QStringLiteral("restore");
        notice.title = tr("Nothing to restore from yet");
        notice.sentence = tr("There is no set in %1. Files of the shell kit or a dump of pg_dump can be restored too.").arg(survey->folder);
        notice.primary = tr("From &other files...");
        m_notice->setNotice(notice);
        connect(m_notice, &NoticePage::primaryTriggered, this, [this] {
            m_draft = {};
            m_draft.goal = RestoreGoal::FromFiles;
            show(RestoreStep::Set);
            pageOf(RestoreStep::Set)->firstFocus()->setFocus();
        });
        scene = m_notice;
    }
    const bool wizard = !scene;
    // Not stacked: there the hidden ones would ask for the room of their contents.
    ui->title->setVisible(wizard);
    ui->steps->setVisible(wizard && !atStart && !m_narrow);
    ui->pages->setVisible(wizard);
    ui->buttons->setVisible(wizard);
    // What is hidden would still claim its share of the height.
    ui->contentsLayout->setStretch(ui->contentsLayout->indexOf(ui->body), wizard ? 1 : 0);
    m_skeleton->setVisible(scene == m_skeleton);
    m_notice->setVisible(scene == m_notice);
    if (atStart && survey && survey->unfinishedError)
        ui->message->showError(*survey->unfinishedError);
}

/// The way, and where on it one is.
void RestorePage::showSteps()
{
    const QList<RestoreStep> steps = path();
    const auto here = steps.indexOf(m_step);
    ui->steps->clear();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const StepState state = i < here ? StepState::Done : i == here ? StepState::Running : StepState::Pending;
        auto *item = new QListWidgetItem(stepIcon(state), stepTitle(steps.at(i)), ui->steps);
        item->setSizeHint(QSize(0, fontMetrics().height() + 2 * gridUnit));
        QFont font = ui->steps->font();
        font.setBold(i == here);
        item->setFont(font);
    }
    ui->steps->setAccessibleDescription(tr("Step %1 of %2: %3").arg(here + 1).arg(steps.size()).arg(stepTitle(m_step)));
    ui->title->setText(m_step == RestoreStep::Goal ? tr("What is to be restored?")
                           : m_ending              ? tr("Restore: %1").arg(stepTitle(m_step))
                           : m_step == RestoreStep::Set && m_draft.goal == RestoreGoal::FromFiles
                           ? tr("From other files: %1").arg(stepTitle(m_step))
                           : tr("%1: %2").arg(scenarioTitle(m_draft.request.scenario), stepTitle(m_step)));
    if (m_narrow && here > 0)
        ui->title->setText(tr("%1 (%2 of %3)").arg(ui->title->text()).arg(here + 1).arg(steps.size()));
}

/// Large letters in a small window: what the way looks like is of less use than what is asked.
void RestorePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    constexpr int leastColumns = 84;
    const bool narrow = width() < ui->steps->minimumWidth() + leastColumns * fontMetrics().averageCharWidth();
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    showScene();
    showSteps();
}

void RestorePage::updateButtons()
{
    const bool running = m_controller.isRunning();
    const bool atProgress = m_step == RestoreStep::Progress;
    const bool atResult = m_step == RestoreStep::Result;
    const QString whyNot = whyNotNext();
    ui->again->setVisible(m_step != RestoreStep::Goal && !running);
    ui->back->setVisible(m_step != RestoreStep::Goal && !atResult && !running);
    ui->next->setVisible(!atResult && !running);
    ui->next->setEnabled(whyNot.isEmpty() && !(atProgress && m_controller.isLooking()));
    ui->next->setText(atProgress ? tr("&Try again") : nextStarts() ? startVerb(peek()) : tr("&Next"));
    ui->next->setAccessibleName(spoken(ui->next->text()));
    ui->next->setToolTip(whyNot);
    ui->hint->setText(running || atResult ? QString() : whyNot);
    m_goal->setObstacle(m_controller.isLooking() ? tr("Being looked at.") : m_controller.obstacle());
}

void RestorePage::fit()
{
    int widest = 0;
    for (const RestoreStep step : {RestoreStep::Goal, RestoreStep::Set, RestoreStep::Scope, RestoreStep::Checks, RestoreStep::Plan,
                                   RestoreStep::Confirm, RestoreStep::Progress, RestoreStep::Result})
        widest = std::max(widest, QFontMetrics(headingFont(font())).horizontalAdvance(stepTitle(step)));
    ui->steps->setFixedWidth(widest + fontMetrics().height() * 2 + 2 * gridUnit);
    QPalette flat = palette();
    flat.setColor(QPalette::Base, palette().color(QPalette::Window));
    ui->steps->setPalette(flat);
}

void RestorePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    // What is not over may have ended elsewhere meanwhile.
    if (m_surveyOf && m_step == RestoreStep::Goal)
        takeSurvey();
}

void RestorePage::changeEvent(QEvent *event)
{
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && ui)
        fit();
    Page::changeEvent(event);
}

} // namespace quarterdeck::gui
