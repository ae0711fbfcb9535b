// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/stackmodel.h"

#include "gui/theme/icons.h"

namespace quarterdeck::gui {

void StackModel::update(const QList<stack::StackSummary> &stacks)
{
    QList<StackRow> rows;
    rows.reserve(stacks.size());
    for (const stack::StackSummary &stack : stacks)
        rows.append({stack.id, stack.project.workingDir, stack.containers, stack.running, stack.hasWorkers});
    setRows(rows);
}

int StackModel::rowOf(const QString &id) const
{
    for (int i = 0; i < rows().size(); ++i) {
        if (row(i).id == id)
            return i;
    }
    return -1;
}

QVariant StackModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const StackRow &stack = row(index.row());
    if (role == IdRole)
        return stack.id;
    if (role == Qt::DecorationRole && index.column() == Running)
        return stateIcon(stack.running == 0                     ? health::State::Stopped
                             : stack.running < stack.containers ? health::State::Warning
                                                                : health::State::Healthy);
    if (role == SortRole && index.column() == Running)
        return stack.running;
    if (role != Qt::DisplayRole && role != SortRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return stack.id;
    case Running:
        return stack.running == 0 ? tr("Stopped") : tr("%1 of %2 containers run").arg(stack.running).arg(stack.containers);
    case Mode:
        return stack.hasWorkers ? tr("Queue mode") : tr("One process");
    case Folder:
        return stack.folder.isEmpty() ? tr("not made by Compose") : stack.folder;
    default:
        return {};
    }
}

QVariant StackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Stack");
    case Running:
        return tr("State");
    case Mode:
        return tr("Mode");
    case Folder:
        return tr("Folder");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
