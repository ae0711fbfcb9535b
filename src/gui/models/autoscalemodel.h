// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/listtablemodel.h"
#include "health/stackstatus.h"
#include "workers/autoscale/history.h"
#include "workers/autoscale/replay.h"

namespace quarterdeck::gui {

/// One decision: of a dry run, or one that was followed.
struct AutoscaleRow
{
    QString id;
    QDateTime time;
    int from = 0;
    int to = 0;
    QString result; ///< translated: "Added", "Held back", "Failed", ...
    health::State state = health::State::Healthy;
    QString why;

    bool operator==(const AutoscaleRow &) const = default;
};

/// Decisions of autoscaling, newest first.
class AutoscaleModel final : public ListTableModel<AutoscaleRow, 4>
{
    Q_OBJECT

public:
    enum Column { Time, Workers, Outcome, Why, ColumnCount };

    using ListTableModel::ListTableModel;

    void setEvents(const QList<workers::autoscale::ReplayEvent> &events);
    /// @param running an action without an outcome is under way, not broken off
    void setActions(const QList<workers::autoscale::Action> &actions, bool running);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

} // namespace quarterdeck::gui
