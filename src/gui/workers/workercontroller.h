// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolestate.h"
#include "gui/jobrunner.h"
#include "gui/workers/workerreader.h"

#include <QTimer>

namespace quarterdeck::gui {

/// What the window knows of the workers of the shown stack, and the jobs about
/// them. Reads only while somebody looks at the page.
class WorkerController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    WorkerController(const ConsoleState &state, WorkerOperations &operations, JobRunner &runner, QObject *parent);

    /// Whose workers are followed; empty before there is a stack.
    [[nodiscard]] const QString &stackId() const { return m_stackId; }
    /// The newest that could be read; none before the first.
    [[nodiscard]] const std::optional<workers::Situation> &situation() const { return m_situation; }
    [[nodiscard]] const QDateTime &readAt() const { return m_readAt; }
    /// Why the newest reading failed, if it did: what is known is older then.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// Whether the stack has workers at all.
    [[nodiscard]] bool hasQueue() const;

    /// Takes over the state's stack.
    void follow();
    void refresh();
    /// Somebody looks at the page.
    void setWatched(bool watched);
    /// How long between two readings; two seconds, and shorter for tests.
    void setPause(std::chrono::milliseconds pause) { m_clock.setInterval(pause); }

    /// Why nothing can be started now, as a sentence; empty when it can.
    [[nodiscard]] QString obstacle() const;

    /// Asks what scaling would do; previewed() answers.
    void preview(int target);
    void dropPreview() { m_reader.dropPreview(); }
    void scale(int target);
    /// Whether workers are being drained by a job of ours.
    [[nodiscard]] bool isDraining() const { return m_finishNow != nullptr; }
    /// The workers that are drained end now, whatever still runs on them.
    void finishNow();
    /// The stack whose workers are followed; none before the first.
    [[nodiscard]] const std::optional<stack::Stack> &shownStack() const { return m_state.stack; }
    /// Asks what settings would do; settingsPreviewed() answers.
    void previewSettings(const workers::WorkerSettings &settings);
    void dropSettingsPreview() { m_reader.dropSettingsPreview(); }
    /// @param agreedDiff what the person has seen: when the files say something else by then, nothing is done
    /// @return whether the job was started
    bool applySettings(const workers::WorkerSettings &settings, const QString &agreedDiff);
    void remedy(const QString &findingId);
    void testDistribution(int count);

Q_SIGNALS:
    /// The reading is another one, or gone.
    void changed();
    void obstacleChanged();
    void drainingChanged();
    void previewed(const quarterdeck::gui::ScaleAnswer &answer);
    void settingsPreviewed(const quarterdeck::gui::SettingsAnswer &answer);
    void scaled(const quarterdeck::workers::ScaleReport &report);
    void distributed(const quarterdeck::workers::Distribution &distribution);
    void noticed(quarterdeck::health::State severity, const QString &what, const QString &hint);

private:
    void onReading(const WorkerReading &reading);
    void onJobFinished(const JobOutcome &outcome);

    const ConsoleState &m_state;
    WorkerOperations &m_operations;
    JobRunner &m_runner;
    std::optional<workers::Situation> m_situation;
    std::optional<Error> m_error;
    QDateTime m_readAt;
    QString m_stackId; ///< whose workers are followed
    QTimer m_clock;
    bool m_watched = false;
    quint64 m_scaleJob = 0;
    quint64 m_testJob = 0;
    quint64 m_settingsJob = 0;
    std::shared_ptr<std::atomic_bool> m_finishNow; ///< of m_scaleJob, while it drains
    std::shared_ptr<workers::ScaleReport> m_report; ///< of m_scaleJob; its steps write it
    std::shared_ptr<workers::SettingsReport> m_settingsReport; ///< of m_settingsJob
    std::shared_ptr<workers::Distribution> m_distribution; ///< of m_testJob
    WorkerReader m_reader; ///< last: its thread ends first
};

} // namespace quarterdeck::gui
