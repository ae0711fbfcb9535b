// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobrunner.h"
#include "gui/models/stepmodel.h"
#include "gui/restore/wizardstep.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace Ui {
class RestoreProgressPage;
}

namespace quarterdeck::gui {

class RestoreController;

/// The restore while it runs, and how far it came when it did not end well.
class ProgressPage final : public WizardStep
{
    Q_OBJECT

public:
    explicit ProgressPage(RestoreController &controller, QWidget *parent = nullptr);
    ~ProgressPage() override;
    Q_DISABLE_COPY_MOVE(ProgressPage)

    void enter(const RestoreDraft &draft) override;
    [[nodiscard]] bool isComplete() const override { return !m_running; }
    [[nodiscard]] QWidget *firstFocus() override;
    /// Whether a cancelled job is taken back; a roll back is not.
    void setUndoes(bool undoes) { m_undoes = undoes; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void onJob(quint64 id, const QString &title);
    void onStarted(quint64 id, const QList<Step> &plan);
    void onCancelling(quint64 id);
    void onEnded(const JobOutcome &outcome);
    void showFigures();
    void followStep();
    void flushLog();
    void setIcon(StepState state);
    void fit();

    RestoreController &m_controller;
    std::unique_ptr<Ui::RestoreProgressPage> ui;
    StepModel m_model;
    QList<Step> m_plan;
    QList<restore::PlannedStep> m_planned;
    QTimer m_clock;
    QTimer m_logTimer;
    QStringList m_newLines;
    QElapsedTimer m_since;
    QString m_title;
    StepState m_icon = StepState::Pending;
    quint64 m_job = 0;
    bool m_running = false;
    bool m_cancelling = false;
    bool m_undoes = true;
};

} // namespace quarterdeck::gui
