// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/backups/backupreader.h"
#include "gui/consolestate.h"

#include <QTimer>

class QWidget;

namespace quarterdeck::gui {

class JobRunner;
struct JobOutcome;

/// What is known about the backups of the shown stack, and what can be done
/// with them, by whichever page offers it. Reads anew after every job and
/// every half minute, but only while somebody looks. Asks before anything is lost.
class BackupController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it. @param window questions are asked over it
    BackupController(const ConsoleState &state, BackupOperations &operations, JobRunner &runner, QWidget *window);

    /// Of the shown stack; none before it was read for the first time.
    [[nodiscard]] const std::optional<BackupReading> &reading() const { return m_reading; }
    /// Null when there is no such set (any more).
    [[nodiscard]] const backup::BackupSet *set(const QString &id) const;

    /// Reads the backups of the state's stack, unless they are known already.
    void follow();
    void refresh();
    [[nodiscard]] bool isReading() const { return m_reader.isReading(); }
    /// How long between two readings that nobody asked for; half a minute, and shorter for tests.
    void setPause(std::chrono::milliseconds pause) { m_clock.setInterval(pause); }
    /// Nobody looks: nothing is read.
    void setVisible(bool visible);

    /// Why nothing can be started now, as a sentence; empty when it can.
    [[nodiscard]] QString obstacle() const;
    /// The same for what needs the engine.
    [[nodiscard]] QString engineObstacle() const;

    /// @param why one of trigger::
    void backUp(const QString &why);
    void verify(const QString &id, backup::Proof::Depth depth);
    void requestRemoval(const QString &id);
    void openFolder(const QString &id = {}); ///< of a set; empty = that of all sets
    void readLog(const QString &id);

    /// These answer with the job's number; see jobFinished(). 0 = not now.
    quint64 setSchedule(const std::optional<backup::ScheduleRule> &rule);
    quint64 setRetention(const backup::RetentionPolicy &policy);
    quint64 prune(const backup::RetentionPolicy &policy, const QStringList &going);

Q_SIGNALS:
    /// The reading is another one, or gone.
    void changed();
    /// What can be done now may have changed.
    void obstacleChanged();
    void logRead(const QString &id, const quarterdeck::Result<QString> &log);
    /// A backup that was asked for here was made; the next reading has it.
    void backedUp();
    void jobFinished(const quarterdeck::gui::JobOutcome &outcome);
    void noticed(quarterdeck::health::State severity, const QString &what, const QString &hint);

private:
    quint64 start(const QString &title, const QString &success, const QList<Step> &plan);
    void onReading(const BackupReading &reading);
    void onJobFinished(const JobOutcome &outcome);
    void readIfIdle();

    const ConsoleState &m_state;
    BackupOperations &m_operations;
    JobRunner &m_runner;
    QWidget *m_window;
    std::optional<BackupReading> m_reading;
    QString m_stackId; ///< whose backups are followed
    QTimer m_clock;
    quint64 m_backupJob = 0;
    bool m_visible = true;
    BackupReader m_reader; ///< last: its thread ends first
};

} // namespace quarterdeck::gui
