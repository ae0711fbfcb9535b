// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/restoremodels.h"

#include "foundation/units.h"
#include "gui/models/backupwords.h"
#include "gui/theme/icons.h"

#include <QLocale>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

QString estimate(qint64 milliseconds)
{
    constexpr qint64 second = 1000;
    return milliseconds < 0     ? PlannedStepModel::tr("not known")
        : milliseconds < second ? PlannedStepModel::tr("under 1 s")
                                : formatDuration(std::chrono::milliseconds(milliseconds / second * second));
}

constexpr int rightAligned = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);

} // namespace

void PlannedStepModel::update(const QList<restore::PlannedStep> &steps)
{
    QList<PlannedRow> rows;
    rows.reserve(steps.size());
    for (const restore::PlannedStep &step : steps)
        rows.append({step.id, step.title, step.destroys, step.estimatedMs});
    setRows(rows);
}

QVariant PlannedStepModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const PlannedRow &step = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Number:
            return QString::number(index.row() + 1);
        case Title:
            return step.title;
        case Destroys:
            return step.destroys.isEmpty() ? tr("nothing") : step.destroys;
        default:
            return estimate(step.estimatedMs);
        }
    case Qt::DecorationRole:
        return index.column() == Destroys && !step.destroys.isEmpty() ? QVariant(stateIcon(health::State::Warning)) : QVariant();
    case Qt::ToolTipRole:
        return step.destroys.isEmpty() ? step.title : tr("%1\nGone for good: %2").arg(step.title, step.destroys);
    case Qt::TextAlignmentRole:
        return index.column() == Number || index.column() == Estimate ? QVariant(rightAligned) : QVariant();
    case SortRole:
        return index.column() == Estimate ? QVariant(step.estimatedMs)
            : index.column() == Number    ? QVariant(index.row())
                                          : data(index, Qt::DisplayRole);
    case IdRole:
        return step.id;
    default:
        return {};
    }
}

QVariant PlannedStepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Number || section == Estimate))
        return rightAligned;
    if (role == Qt::ToolTipRole && section == Estimate)
        return tr("From the speed that was measured on this machine");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Title:
        return tr("Step");
    case Destroys:
        return tr("Destroys");
    case Estimate:
        return tr("Estimate");
    default:
        return {};
    }
}

void ComparisonModel::update(const QList<restore::TableComparison> &tables)
{
    QList<ComparisonRow> rows;
    rows.reserve(tables.size());
    for (const restore::TableComparison &table : tables)
        rows.append({table.table, table.expected, table.found, table.sameContents});
    // What one wants to see first: what differs, then what holds most.
    std::stable_sort(rows.begin(), rows.end(), [](const ComparisonRow &a, const ComparisonRow &b) {
        const bool aEqual = a.sameContents && a.expected == a.found;
        const bool bEqual = b.sameContents && b.expected == b.found;
        return aEqual != bEqual ? !aEqual : a.expected > b.expected;
    });
    setRows(rows);
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const ComparisonRow &table = row(index.row());
    const bool equal = table.sameContents && table.expected == table.found;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Table:
            return table.table;
        case Expected:
            return QLocale().toString(table.expected);
        case Found:
            return QLocale().toString(table.found);
        default:
            return equal ? tr("equal") : tr("differ");
        }
    case Qt::DecorationRole:
        return index.column() == Contents ? QVariant(stateIcon(equal ? health::State::Healthy : health::State::Failing)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Expected || index.column() == Found ? QVariant(rightAligned) : QVariant();
    case SortRole:
        switch (index.column()) {
        case Table:
            return table.table;
        case Expected:
            return table.expected;
        case Found:
            return table.found;
        default:
            return equal ? 1 : 0; // what differs first
        }
    case IdRole:
        return table.table;
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Expected || section == Found))
        return rightAligned;
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Table:
        return tr("Table");
    case Expected:
        return tr("Expected");
    case Found:
        return tr("Found");
    case Contents:
        return tr("Contents");
    default:
        return {};
    }
}

void SetEntryModel::update(const QList<SetEntry> &entries, const QString &detail, const QDateTime &now)
{
    m_now = now;
    if (m_detail != detail) {
        m_detail = detail;
        Q_EMIT headerDataChanged(Qt::Horizontal, Detail, Detail);
    }
    setRows(entries, &SetEntry::id);
}

QVariant SetEntryModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const SetEntry &entry = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name:
            return entry.name;
        case Detail:
            return entry.detail;
        case Updated:
            return momentText(entry.updated, m_now);
        default:
            return entry.id;
        }
    case Qt::ToolTipRole:
        return index.column() == Updated ? QVariant(exactMoment(entry.updated)) : QVariant();
    case SortRole:
        return index.column() == Updated ? QVariant(entry.updated) : data(index, Qt::DisplayRole);
    case IdRole:
        return entry.id;
    default:
        return {};
    }
}

QVariant SetEntryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Detail:
        return m_detail;
    case Updated:
        return tr("Changed");
    case Id:
        return tr("Id");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
