// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobrunner.h"
#include "gui/pages/page.h"
#include "gui/restore/restoreservice.h"
#include "gui/restore/wizardstep.h"

#include <QMap>

#include <memory>
#include <optional>

namespace Ui {
class RestorePage;
}

namespace quarterdeck::gui {

class GoalPage;
class NoticePage;
class ProgressPage;
class RestoreController;
class ResultPage;
class SetPage;
class Skeleton;

/// The wizard: which of its pages is shown, and the way from one to the next.
/// What a page asks and shows is the page's own business.
class RestorePage final : public Page
{
    Q_OBJECT

public:
    explicit RestorePage(RestoreController &controller, QWidget *parent = nullptr);
    ~RestorePage() override;
    Q_DISABLE_COPY_MOVE(RestorePage)

    void showState(const ConsoleState &state) override;
    void showAge(const ConsoleState &state, const QDateTime &now) override;
    void refresh() override;
    /// One page back, where nothing is running.
    bool escape() override;

    /// Begins with this set chosen; waits until the sets were read.
    void openOn(const QString &setId);

    [[nodiscard]] RestoreStep step() const { return m_step; }
    [[nodiscard]] const RestoreDraft &draft() const { return m_draft; }

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// The end of an earlier restore that was asked for last; to try again.
    struct Ending
    {
        RestoreEnd what = RestoreEnd::Resume;
        QString runId;
        QString name;
        bool makesStack = false; ///< a rebuild or a clone: taking it back removes all of it
    };

    template<class Step>
    Step *addStep(RestoreStep id, Step *page);
    [[nodiscard]] WizardStep *page() const { return m_shown; }
    [[nodiscard]] WizardStep *pageOf(RestoreStep step) const;
    [[nodiscard]] RestoreDraft peek() const;
    [[nodiscard]] QList<RestoreStep> path() const;
    [[nodiscard]] QString whyNotNext() const;
    [[nodiscard]] bool nextStarts() const;

    void show(RestoreStep step);
    void next();
    void back();
    void startOver();
    void start();
    void chooseExportFile();
    void onEnter();
    void onSurveyed();
    void onJobStarted();
    void onJobEnded(const JobOutcome &outcome);
    void onEndWanted(const Ending &wanted);
    void end();
    void showScene();
    void showSteps();
    void updateButtons();
    void takeSurvey();
    void fit();

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestorePage> ui;
    QMap<RestoreStep, WizardStep *> m_pages;
    WizardStep *m_shown = nullptr; ///< what was chosen may change under it
    WizardStep *m_look = nullptr; ///< the Scope of looking inside
    GoalPage *m_goal = nullptr;
    ProgressPage *m_progress = nullptr;
    SetPage *m_set = nullptr;
    Skeleton *m_skeleton = nullptr;
    NoticePage *m_notice = nullptr;
    RestoreDraft m_draft;
    RestoreStep m_step = RestoreStep::Goal;
    std::optional<QString> m_surveyOf; ///< the stack that was asked for last
    bool m_narrow = false; ///< too little room for the list of steps
    std::optional<Ending> m_ending; ///< what runs, or ran, is the end of an earlier restore
    QString m_openOn;
    bool m_openAsked = false;
};

} // namespace quarterdeck::gui
