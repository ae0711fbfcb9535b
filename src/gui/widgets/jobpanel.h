// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobrunner.h"
#include "gui/models/stepmodel.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace Ui {
class JobPanel;
}

namespace quarterdeck::gui {

/// What the job thread does: one line, and on demand the steps with their
/// times and the log. Keeps showing how the last job ended.
class JobPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit JobPanel(QWidget *parent = nullptr);
    ~JobPanel() override;
    Q_DISABLE_COPY_MOVE(JobPanel)

    /// To be called once, before anything is started.
    void attach(JobRunner &runner);

    [[nodiscard]] QString summary() const;
    [[nodiscard]] bool isUnfolded() const;
    void setUnfolded(bool unfolded);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void onQueued(quint64 id);
    void onStarted(quint64 id, const QString &title, const QList<Step> &plan);
    void onCancelling(quint64 id);
    void onFinished(const JobOutcome &outcome);
    void onTick();
    void showProgress();
    void fitSteps();
    void flushLog();
    void setIcon(StepState state);
    void setSummary(const QString &text);

    std::unique_ptr<Ui::JobPanel> ui;
    StepModel m_steps;
    QTimer m_clock;
    QTimer m_logTimer;
    QStringList m_newLines;
    QList<Step> m_plan;
    QString m_title;
    StepState m_icon = StepState::Pending;
    quint64 m_current = 0; ///< 0 = idle
    int m_waiting = 0;
    bool m_cancelling = false;
    bool m_indeterminate = false; ///< a function without steps or totals
};

} // namespace quarterdeck::gui
