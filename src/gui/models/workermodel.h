// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/listtablemodel.h"
#include "gui/models/servicemodel.h"
#include "gui/models/workerwords.h"

namespace quarterdeck::gui {

/// A worker as the table shows it.
struct WorkerTableRow
{
    QString id; ///< of the container
    QString name;
    int number = 0;
    WorkerState state = WorkerState::Unknown;
    QString engineState; ///< raw, for the tool tip
    QString health;
    QString version;
    bool imageEqualsMain = true;
    std::optional<int> runningJobs;
    std::optional<qint64> oldestJobMs;
    std::optional<qint64> jobsDone;
    std::optional<double> cpu;
    std::optional<qint64> memory;
    qint64 memoryLimit = 0;
    int restarts = 0;
    int oomKills = 0;

    bool operator==(const WorkerTableRow &) const = default;
};

/// The workers of a stack by their number. Rows are told apart by their
/// container: a selection stays where it is. What is not known is a dash, never zero.
class WorkerModel final : public ListTableModel<WorkerTableRow, 9>
{
    Q_OBJECT

public:
    enum Column { Name, State, Jobs, Oldest, Done, Cpu, Memory, Version, Restarts, ColumnCount };
    enum OwnRole {
        StateRole = ServiceModel::StateRole, ///< int of health::State, as StateDelegate wants it
    };

    using ListTableModel::ListTableModel;

    /// @param perWorker jobs a worker runs at once
    void update(const QList<workers::WorkerRow> &workers, int perWorker);
    /// What is shown is of the past: states are not known any more.
    void setStale(bool stale);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const WorkerTableRow &worker, int column) const;
    [[nodiscard]] QString toolTip(const WorkerTableRow &worker, int column) const;
    [[nodiscard]] static QVariant sortValue(const WorkerTableRow &worker, int column);

    bool m_stale = false;
};

} // namespace quarterdeck::gui
