// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/autoscalemodel.h"

#include "gui/models/backupwords.h"
#include "gui/theme/icons.h"

namespace quarterdeck::gui {

using namespace workers::autoscale;

void AutoscaleModel::setEvents(const QList<ReplayEvent> &events)
{
    QList<AutoscaleRow> rows;
    for (qsizetype i = events.size() - 1; i >= 0; --i) {
        const Decision &decision = events.at(i).decision;
        AutoscaleRow row;
        row.id = QString::number(i);
        row.time = events.at(i).wall;
        row.from = decision.current;
        row.to = decision.changes() ? decision.target : decision.wished;
        row.result = !decision.changes() ? tr("Held back") : decision.target > decision.current ? tr("Adds") : tr("Lets go");
        row.state = decision.changes() ? health::State::Healthy : health::State::Warning;
        row.why = decision.reason;
        rows.append(row);
    }
    setRows(rows);
}

void AutoscaleModel::setActions(const QList<Action> &actions, bool running)
{
    QList<AutoscaleRow> rows;
    for (const Action &action : actions) {
        AutoscaleRow row{QString::number(action.id), action.startedAt, action.from, action.to, tr("Done"), health::State::Healthy, action.reason};
        if (action.outcome == QLatin1String("failed")) {
            row.result = tr("Failed");
            row.state = health::State::Failing;
        } else if (action.outcome == QLatin1String("cancelled") || action.outcome == QLatin1String("skipped")) {
            row.result = action.outcome == QLatin1String("skipped") ? tr("Skipped") : tr("Taken back");
            row.state = health::State::Warning;
        } else if (action.outcome.isEmpty()) {
            row.result = running ? tr("Under way") : tr("Broken off");
            row.state = running ? health::State::Unknown : health::State::Warning;
        }
        if (!action.error.isEmpty())
            row.why = tr("%1 (%2)").arg(action.error, action.reason);
        rows.append(row);
    }
    setRows(rows);
}

QVariant AutoscaleModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const AutoscaleRow &one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Time:
            return momentText(one.time, QDateTime::currentDateTimeUtc());
        case Workers:
            return tr("%1 to %2").arg(one.from).arg(one.to);
        case Outcome:
            return one.result;
        case Why:
            return one.why;
        default:
            return {};
        }
    case Qt::DecorationRole:
        return index.column() == Outcome ? QVariant(stateIcon(one.state)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Time ? QVariant(exactMoment(one.time)) : index.column() == Why ? QVariant(one.why) : QVariant();
    case SortRole:
        return index.column() == Time ? QVariant(one.time) : index.column() == Workers ? QVariant(one.to - one.from) : data(index, Qt::DisplayRole);
    case IdRole:
        return one.id;
    default:
        return {};
    }
}

QVariant AutoscaleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Workers:
        return tr("Workers");
    case Outcome:
        return tr("Outcome");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
