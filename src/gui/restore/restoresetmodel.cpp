// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/restoresetmodel.h"

#include "foundation/units.h"
#include "gui/models/backupwords.h"
#include "gui/restore/restorewords.h"

#include <QFileInfo>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

/// Of files side by side, the dump of the database gives the name.
QString nameOfFiles(const QStringList &paths)
{
    const auto sql = std::find_if(paths.cbegin(), paths.cend(), [](const QString &path) { return path.contains(QLatin1String(".sql")); });
    return QFileInfo(sql == paths.cend() ? paths.value(0) : *sql).fileName();
}

} // namespace

void RestoreSetModel::update(const QList<backup::BackupSet> &sets, const QStringList &safetySets, const QDateTime &now)
{
    m_now = now;
    const bool files
        = !sets.isEmpty() && std::all_of(sets.cbegin(), sets.cend(), [](const auto &set) { return set.state == backup::SetState::Foreign; });
    if (m_files != files) {
        m_files = files;
        Q_EMIT headerDataChanged(Qt::Horizontal, Stack, Stack);
    }
    QList<RestoreSetRow> rows;
    rows.reserve(sets.size());
    for (const backup::BackupSet &set : sets) {
        RestoreSetRow row;
        row.id = set.id;
        row.time = set.time;
        row.state = set.state;
        row.why = set.why;
        row.proof = safetySets.contains(set.id) ? tr("safety copy, %1").arg(proofText(set, now)) : proofText(set, now);
        // Files from elsewhere have a name, and nothing else to tell them apart by.
        row.stack = set.manifest ? set.manifest->stackId : nameOfFiles(set.foreignFiles);
        row.lacks = lacksText(set);
        row.lacksToolTip = lacksToolTip(set);
        const QList<backup::Part> all = contentsParts();
        row.missing = static_cast<int>(std::count_if(all.cbegin(), all.cend(), [&set](backup::Part part) { return !set.parts.contains(part); }));
        rows.append(row);
    }
    setRows(rows, &RestoreSetRow::id);
}

QVariant RestoreSetModel::text(const RestoreSetRow &set, int column) const
{
    switch (column) {
    case Time:
        return momentText(set.time, m_now);
    case Age:
        return set.time.isValid() ? formatRelative(set.time, m_now) : QString();
    case State:
        return backup::setStateTitle(set.state);
    case Proof:
        return set.proof;
    case Stack:
        return set.stack;
    case Lacks:
        return set.lacks;
    default:
        return {};
    }
}

QVariant RestoreSetModel::toolTip(const RestoreSetRow &set, int column) const
{
    switch (column) {
    case Time:
    case Age:
        return set.time.isValid() ? tr("%1\n%2").arg(exactMoment(set.time), set.id) : set.id;
    case State:
        return set.why.isEmpty() ? setStateMeaning(set.state) : tr("%1\n%2").arg(setStateMeaning(set.state), set.why);
    case Lacks:
        return set.lacksToolTip;
    default:
        return {};
    }
}

QVariant RestoreSetModel::sortValue(const RestoreSetRow &set, int column) const
{
    switch (column) {
    case Time:
        return set.time;
    case Age: // the older, the more
        return set.time.isValid() ? -set.time.toSecsSinceEpoch() : 0;
    case Lacks:
        return set.missing;
    default:
        return text(set, column);
    }
}

QVariant RestoreSetModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const RestoreSetRow &set = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(set, index.column());
    case Qt::ToolTipRole:
        return toolTip(set, index.column());
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(), text(set, index.column()).toString());
    case SortRole:
        return sortValue(set, index.column());
    case IdRole:
        return set.id;
    case BackupSetModel::SetStateRole:
        return static_cast<int>(set.state);
    default:
        return {};
    }
}

QVariant RestoreSetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole) {
        if (section == Proof)
            return tr("How far the set was tried: restored and compared, read to its end, or its checksums");
        return section == Lacks ? QVariant(tr("The parts of a stack that are not in the set")) : QVariant();
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Age:
        return tr("Age");
    case State:
        return tr("State");
    case Proof:
        return tr("Proof");
    case Stack:
        return m_files ? tr("File") : tr("Stack");
    case Lacks:
        return tr("Lacks");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
