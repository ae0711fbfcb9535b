// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/workermodel.h"

#include "foundation/units.h"

#include <QLocale>

namespace quarterdeck::gui {

namespace {

const QString dash = QStringLiteral("\u2013");

bool isFigure(int column)
{
    return column != WorkerModel::Name && column != WorkerModel::State && column != WorkerModel::Version;
}

template<class T>
QString number(const std::optional<T> &value)
{
    return value ? QLocale().toString(*value) : dash;
}

/// The worst first when ascending.
int rank(WorkerState state)
{
    switch (state) {
    case WorkerState::Stopped:
        return 0;
    case WorkerState::NotConsuming:
        return 1;
    case WorkerState::Unknown:
        return 2;
    case WorkerState::Draining:
        return 3;
    case WorkerState::Busy:
        return 4;
    case WorkerState::Idle:
        break;
    }
    return 5;
}

} // namespace

void WorkerModel::update(const QList<workers::WorkerRow> &workers, int perWorker)
{
    QList<WorkerTableRow> rows;
    rows.reserve(workers.size());
    for (const workers::WorkerRow &worker : workers) {
        WorkerTableRow row;
        row.id = worker.containerId;
        row.name = worker.name;
        row.number = worker.number;
        row.state = workerState(worker, perWorker);
        row.engineState = worker.state;
        row.health = worker.health;
        row.version = worker.version;
        row.imageEqualsMain = worker.imageEqualsMain;
        row.runningJobs = worker.runningJobs;
        row.oldestJobMs = worker.oldestJobMs;
        row.jobsDone = worker.jobsDone;
        row.cpu = worker.cpu;
        row.memory = worker.memory;
        row.memoryLimit = worker.memoryLimit;
        row.restarts = worker.restarts;
        row.oomKills = worker.oomKills;
        rows.append(row);
    }
    setRows(rows, &WorkerTableRow::id);
}

void WorkerModel::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString WorkerModel::text(const WorkerTableRow &worker, int column) const
{
    switch (column) {
    case Name:
        return worker.name;
    case State:
        return workerStateTitle(m_stale ? WorkerState::Unknown : worker.state);
    case Jobs:
        return number(worker.runningJobs);
    case Oldest:
        return worker.oldestJobMs ? formatDuration(std::chrono::milliseconds(*worker.oldestJobMs)) : dash;
    case Done:
        return number(worker.jobsDone);
    case Cpu:
        return worker.cpu ? formatPercent(*worker.cpu * 100) : dash;
    case Memory:
        return worker.memory ? formatBytesOf(*worker.memory, worker.memoryLimit) : dash;
    case Version:
        return worker.version.isEmpty() ? dash : worker.version;
    case Restarts:
        return worker.oomKills > 0 ? tr("%1, %2 OOM").arg(worker.restarts).arg(worker.oomKills) : QString::number(worker.restarts);
    default:
        return {};
    }
}

QString WorkerModel::toolTip(const WorkerTableRow &worker, int column) const
{
    switch (column) {
    case Name:
        return worker.id.left(12);
    case State: {
        if (m_stale)
            return workerStateMeaning(WorkerState::Unknown);
        QString container = tr("Container: %1").arg(worker.engineState);
        if (!worker.health.isEmpty())
            container += QLatin1String(", ") + worker.health;
        return workerStateMeaning(worker.state) + QLatin1Char('\n') + container;
    }
    case Version:
        return worker.imageEqualsMain ? tr("The same image as the main process") : tr("Not the image of the main process: recreate this worker");
    default:
        return {};
    }
}

QVariant WorkerModel::sortValue(const WorkerTableRow &worker, int column)
{
    switch (column) {
    case Name:
        return worker.number;
    case State:
        return rank(worker.state);
    case Jobs:
        return worker.runningJobs.value_or(-1);
    case Oldest:
        return worker.oldestJobMs.value_or(-1);
    case Done:
        return worker.jobsDone.value_or(-1);
    case Cpu:
        return worker.cpu.value_or(-1);
    case Memory:
        return worker.memory.value_or(-1);
    case Version:
        return worker.version;
    case Restarts:
        return worker.restarts + worker.oomKills;
    default:
        return {};
    }
}

QVariant WorkerModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const WorkerTableRow &worker = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(worker, column);
    case Qt::ToolTipRole:
        return toolTip(worker, column);
    case Qt::AccessibleTextRole: {
        const QString value = text(worker, column);
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal).toString(), value == dash ? tr("not known") : value);
    }
    case Qt::TextAlignmentRole:
        if (isFigure(column))
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case SortRole:
        return sortValue(worker, column);
    case IdRole:
        return worker.id;
    case StateRole:
        return static_cast<int>(m_stale ? health::State::Unknown : severityOf(worker.state));
    default:
        return {};
    }
}

QVariant WorkerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Oldest:
            return tr("How long its longest running job runs already");
        case Done:
            return tr("Jobs it has done since it started");
        case Cpu:
            return tr("Share of one core");
        case Restarts:
            return tr("How often its container was restarted, and how often the kernel ended it for want of memory (OOM)");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Worker");
    case State:
        return tr("State");
    case Jobs:
        return tr("Jobs now");
    case Oldest:
        return tr("Oldest job");
    case Done:
        return tr("Done");
    case Cpu:
        return tr("CPU");
    case Memory:
        return tr("Memory");
    case Version:
        return tr("Version");
    case Restarts:
        return tr("Restarts");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
