// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/jobrunner.h"
#include "gui/restore/lookup.h"
#include "gui/workers/autoscaleoperations.h"

#include <QElapsedTimer>
#include <QTimer>

namespace quarterdeck::gui {

class WorkerController;

/// What the window knows of the autoscaling of the shown stack, and the jobs about it. Records what the
/// Workers page sees, so that there is something to try a policy on.
class AutoscaleController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    AutoscaleController(WorkerController &workers, AutoscaleOperations &operations, JobRunner &runner, QObject *parent);

    /// Of the shown stack; none before it was read.
    [[nodiscard]] const std::optional<AutoscaleReading> &reading() const { return m_reading; }
    [[nodiscard]] QString stackId() const;
    /// Workers that the budgets allow now; none while that is not known.
    [[nodiscard]] std::optional<int> safeMost() const;
    /// Somebody looks at the dialog: it is read now, and again every few seconds.
    void setWatched(bool watched);
    void refresh();

    /// Asks what a policy would have done; replayed() answers, for the newest question only.
    void replay(const workers::autoscale::Policy &policy, int hours);
    /// Why nothing can be started now, as a sentence; empty when it can.
    [[nodiscard]] QString obstacle() const;
    /// @return the job's number; 0 = not now
    quint64 apply(const workers::autoscale::Settings &settings);

Q_SIGNALS:
    /// The reading is another one, or gone.
    void changed();
    void obstacleChanged();
    void replayed(const quarterdeck::gui::ReplayAnswer &answer);
    void jobFinished(const quarterdeck::gui::JobOutcome &outcome);

private:
    void onSituation();
    void record();

    WorkerController &m_workers;
    AutoscaleOperations &m_operations;
    JobRunner &m_runner;
    std::optional<AutoscaleReading> m_reading;
    QString m_stackId; ///< whose autoscaling is shown
    QDateTime m_recordedReading;
    QElapsedTimer m_sinceRecord;
    QTimer m_clock;
    Lookup m_recording; ///< these last: their threads end first
    Lookup m_replaying;
    Lookup m_lookup;
};

} // namespace quarterdeck::gui
