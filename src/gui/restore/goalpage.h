// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoreservice.h"
#include "gui/restore/wizardstep.h"

#include <memory>

class QButtonGroup;
class QLabel;

namespace Ui {
class RestoreGoalPage;
}

namespace quarterdeck::gui {

/// What a person comes with; above it what was begun and is not over.
class GoalPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit GoalPage(QWidget *parent = nullptr);
    ~GoalPage() override;
    Q_DISABLE_COPY_MOVE(GoalPage)

    void enter(const RestoreDraft &draft) override;
    void leave(RestoreDraft &draft) const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QString whyNot() const override;
    [[nodiscard]] QWidget *firstFocus() override;

    /// @param stackId of the shown stack; empty = none
    void setSurvey(const RestoreSurvey &survey, const QString &stackId);
    /// @param obstacle why none of them can be ended now; empty = they can
    void setObstacle(const QString &obstacle);

Q_SIGNALS:
    void endWanted(quarterdeck::gui::RestoreEnd what, const quarterdeck::restore::Unfinished &unfinished);

private:
    [[nodiscard]] RestoreGoal goal() const;
    [[nodiscard]] QString goalObstacle(RestoreGoal goal) const;
    void showUnfinished();
    void showGoals();

    std::unique_ptr<Ui::RestoreGoalPage> ui;
    QButtonGroup *m_goals;
    QList<QLabel *> m_sentences;
    RestoreSurvey m_survey;
    QString m_stackId;
    QString m_obstacle;
};

} // namespace quarterdeck::gui
