// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/goalpage.h"

#include "ui_restoregoal.h"

#include "gui/restore/restorewords.h"
#include "gui/restore/unfinishedcard.h"
#include "gui/theme/theme.h"
#include "gui/widgets/taborder.h"
#include "gui/widgets/toolbutton.h"

#include <QApplication>
#include <QButtonGroup>

#include <algorithm>

namespace quarterdeck::gui {

namespace {
constexpr RestoreGoal allGoals[] = {RestoreGoal::Undo, RestoreGoal::Rebuild, RestoreGoal::LookInside, RestoreGoal::Rehearse, RestoreGoal::FromFiles};
}

GoalPage::GoalPage(QWidget *parent)
    : WizardStep(parent)
    , ui(std::make_unique<Ui::RestoreGoalPage>())
    , m_goals(new QButtonGroup(this))
{
    ui->setupUi(this);
    const QList<QRadioButton *> buttons = {ui->undo, ui->rebuild, ui->lookInside, ui->rehearse, ui->fromFiles};
    m_sentences = {ui->undoText, ui->rebuildText, ui->lookInsideText, ui->rehearseText, ui->fromFilesText};
    for (const RestoreGoal goal : allGoals) {
        const auto at = static_cast<qsizetype>(goal);
        QRadioButton *button = buttons.at(at);
        button->setText(goalTitle(goal));
        button->setFont(headingFont(font()));
        button->setAccessibleName(spoken(goalTitle(goal)));
        button->setAccessibleDescription(goalSentence(goal));
        m_goals->addButton(button, static_cast<int>(goal));
        // Under the words of its button, not under the circle.
        m_sentences.at(at)->setContentsMargins(wordsIndent(), 0, 0, gridUnit);
    }
    connect(m_goals, &QButtonGroup::idToggled, this, &GoalPage::completeChanged);
    ui->undo->setChecked(true);
    ui->unfinished->hide();
}

GoalPage::~GoalPage() = default;

RestoreGoal GoalPage::goal() const
{
    return static_cast<RestoreGoal>(m_goals->checkedId());
}

QString GoalPage::goalObstacle(RestoreGoal goal) const
{
    if (goal == RestoreGoal::FromFiles)
        return {};
    if (goal == RestoreGoal::Undo && m_stackId.isEmpty())
        return tr("No stack is shown that could be taken back.");
    const auto suitable = [&](const backup::BackupSet &set) { return suits(set, goal, m_stackId); };
    if (std::none_of(m_survey.sets.cbegin(), m_survey.sets.cend(), suitable))
        return goal == RestoreGoal::Undo ? tr("There is no set of %1.").arg(m_stackId) : tr("There is no set.");
    return {};
}

void GoalPage::enter(const RestoreDraft &draft)
{
    m_goals->button(static_cast<int>(draft.goal))->setChecked(true);
}

void GoalPage::leave(RestoreDraft &draft) const
{
    if (draft.goal == goal())
        return;
    draft.goal = goal();
    draft.request.scenario = scenarioOf(draft.goal);
    draft.look = LookFor::Database;
    draft.outline.reset();
}

bool GoalPage::isComplete() const
{
    return goalObstacle(goal()).isEmpty();
}

QString GoalPage::whyNot() const
{
    return goalObstacle(goal());
}

QWidget *GoalPage::firstFocus()
{
    return m_goals->checkedButton();
}

void GoalPage::setSurvey(const RestoreSurvey &survey, const QString &stackId)
{
    m_survey = survey;
    m_stackId = stackId;
    showGoals();
    showUnfinished();
    Q_EMIT completeChanged();
}

void GoalPage::setObstacle(const QString &obstacle)
{
    if (m_obstacle == obstacle)
        return;
    m_obstacle = obstacle;
    for (UnfinishedCard *card : ui->unfinished->findChildren<UnfinishedCard *>())
        card->setObstacle(obstacle);
}

/// What cannot be chosen stays readable and says why.
void GoalPage::showGoals()
{
    for (const RestoreGoal goal : allGoals) {
        const QString why = goalObstacle(goal);
        m_sentences.at(static_cast<qsizetype>(goal))->setText(why.isEmpty() ? goalSentence(goal) : goalSentence(goal) + QLatin1Char(' ') + why);
        m_sentences.at(static_cast<qsizetype>(goal))->setForegroundRole(why.isEmpty() ? QPalette::WindowText : QPalette::PlaceholderText);
    }
}

void GoalPage::showUnfinished()
{
    const bool focused = ui->unfinished->isAncestorOf(QApplication::focusWidget());
    qDeleteAll(ui->unfinished->findChildren<UnfinishedCard *>(Qt::FindDirectChildrenOnly));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    // Above the goals for the keyboard too, though they are made later.
    QWidget *previous = beforeInTabOrder(*ui->undo);
    for (const restore::Unfinished &one : std::as_const(m_survey.unfinished)) {
        auto *card = new UnfinishedCard(one, now, ui->unfinished);
        card->setObstacle(m_obstacle);
        ui->unfinishedLayout->addWidget(card);
        connect(card, &UnfinishedCard::endWanted, this, &GoalPage::endWanted);
        previous = card->chainTabs(previous);
    }
    ui->unfinished->setVisible(!m_survey.unfinished.isEmpty());
    if (focused && m_goals->checkedButton())
        m_goals->checkedButton()->setFocus();
}

} // namespace quarterdeck::gui
