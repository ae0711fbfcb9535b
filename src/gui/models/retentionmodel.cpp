// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/retentionmodel.h"

#include "foundation/units.h"
#include "gui/models/backupsetmodel.h"
#include "gui/models/backupwords.h"
#include "gui/theme/icons.h"

#include <QHash>

namespace quarterdeck::gui {

void RetentionModel::update(const QList<backup::BackupSet> &sets, const QList<backup::RetentionDecision> &decisions, const QDateTime &now)
{
    m_now = now;
    QHash<QString, const backup::BackupSet *> byId;
    for (const backup::BackupSet &set : sets)
        byId.insert(set.id, &set);
    QList<RetentionRow> rows;
    for (const backup::RetentionDecision &decision : decisions) {
        const backup::BackupSet *set = byId.value(decision.id);
        if (set)
            rows.append({set->id, set->time, set->state, set->size, decision.keep, decision.reasons.join(QLatin1String("; "))});
    }
    setRows(rows, &RetentionRow::id);
}

QStringList RetentionModel::goingIds() const
{
    QStringList ids;
    for (const RetentionRow &set : rows()) {
        if (!set.keep)
            ids.append(set.id);
    }
    return ids;
}

qint64 RetentionModel::goingBytes() const
{
    qint64 bytes = 0;
    for (const RetentionRow &set : rows())
        bytes += set.keep ? 0 : set.size;
    return bytes;
}

QVariant RetentionModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const RetentionRow &set = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Decision:
            return set.keep ? tr("Stays") : tr("Goes");
        case Time:
            return momentText(set.time, m_now);
        case State:
            return backup::setStateTitle(set.state);
        case Size:
            return formatBytes(set.size);
        case Why:
            return set.why;
        default:
            return {};
        }
    case Qt::DecorationRole:
        if (index.column() == Decision)
            return set.keep ? stateIcon(health::State::Healthy) : icon(QStringLiteral("edit-delete"));
        return {};
    case Qt::ToolTipRole:
        if (index.column() == Time)
            return tr("%1\n%2").arg(exactMoment(set.time), set.id);
        return index.column() == Why ? QVariant(set.why) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(static_cast<int>(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case SortRole:
        switch (index.column()) {
        case Decision:
            return set.keep;
        case Time:
            return set.time;
        case Size:
            return set.size;
        default:
            return data(index, Qt::DisplayRole);
        }
    case IdRole:
        return set.id;
    case BackupSetModel::SetStateRole:
        return static_cast<int>(set.state);
    default:
        return {};
    }
}

QVariant RetentionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Size)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Decision:
        return tr("Decision");
    case Time:
        return tr("Set");
    case State:
        return tr("State");
    case Size:
        return tr("Size");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
