// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/listtablemodel.h"
#include "stack/stack.h"

namespace quarterdeck::gui {

/// A stack as a chooser shows it.
struct StackRow
{
    QString id;
    QString folder;
    int containers = 0;
    int running = 0;
    bool hasWorkers = false;

    bool operator==(const StackRow &) const = default;
};

/// The stacks of the engine.
class StackModel final : public ListTableModel<StackRow, 4>
{
    Q_OBJECT

public:
    enum Column { Name, Running, Mode, Folder, ColumnCount };

    using ListTableModel::ListTableModel;

    void update(const QList<stack::StackSummary> &stacks);
    [[nodiscard]] int rowOf(const QString &id) const; ///< -1 when it is not there

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

} // namespace quarterdeck::gui
