// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "gui/models/listtablemodel.h"
#include "gui/theme/icons.h"

#include <QElapsedTimer>

namespace quarterdeck::gui {

/// A step of a job as the panel shows it.
struct StepRow
{
    QString id;
    QString title;
    StepState state = StepState::Pending;
    qint64 tookMs = -1; ///< -1 = not known yet
    qint64 done = 0;
    qint64 total = -1; ///< -1 = not known
    Progress::Unit unit = Progress::Unit::Bytes;

    bool operator==(const StepRow &) const = default;
};

/// The steps of the job that runs, or ran last.
class StepModel final : public ListTableModel<StepRow, 3>
{
    Q_OBJECT

public:
    enum Column { Title, Amount, Time, ColumnCount };

    using ListTableModel::ListTableModel;

    void begin(const QList<Step> &plan);
    void stepStarted(const QString &id, const QString &title); ///< one that the plan did not name is added
    void stepProgress(const Progress &progress);
    void stepFinished(const QString &id, bool success);
    /// Of a job that failed: what was done is undone.
    void markUndone(const QList<Step> &plan);
    /// The running step's clock.
    void tick();

    [[nodiscard]] int finishedSteps() const;
    /// Steps finished of all, the running one counted in part where its total is known; 0 to 1.
    [[nodiscard]] double fraction() const;
    [[nodiscard]] int runningRow() const; ///< -1 when none runs

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] int rowOf(const QString &id) const;

    QElapsedTimer m_stepClock;
};

/// "Done", "Failed", ...: the word to the icon.
[[nodiscard]] QString stepStateTitle(StepState state);

} // namespace quarterdeck::gui
