// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/stepmodel.h"

#include "foundation/units.h"

#include <algorithm>

namespace quarterdeck::gui {

QString stepStateTitle(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return StepModel::tr("Waiting");
    case StepState::Running:
        return StepModel::tr("Running");
    case StepState::Done:
        return StepModel::tr("Done");
    case StepState::Failed:
        return StepModel::tr("Failed");
    case StepState::Undone:
        return StepModel::tr("Undone");
    }
    return {};
}

void StepModel::begin(const QList<Step> &plan)
{
    QList<StepRow> steps;
    steps.reserve(plan.size());
    for (const Step &step : plan) {
        StepRow row;
        row.id = step.id;
        row.title = step.title;
        steps.append(row);
    }
    setRows(steps);
}

int StepModel::rowOf(const QString &id) const
{
    for (int i = 0; i < rows().size(); ++i) {
        if (row(i).id == id)
            return i;
    }
    return -1;
}

void StepModel::stepStarted(const QString &id, const QString &title)
{
    int at = rowOf(id);
    if (at < 0) {
        QList<StepRow> all = rows();
        StepRow added;
        added.id = id;
        all.append(added);
        setRows(all);
        at = static_cast<int>(all.size()) - 1;
    }
    StepRow step = row(at);
    step.title = title;
    step.state = StepState::Running;
    step.tookMs = 0;
    m_stepClock.start();
    setRow(at, step);
}

void StepModel::stepProgress(const Progress &progress)
{
    const int at = progress.stepId.isEmpty() ? runningRow() : rowOf(progress.stepId);
    if (at < 0)
        return;
    StepRow step = row(at);
    step.done = progress.done;
    step.total = progress.total;
    step.unit = progress.unit;
    setRow(at, step);
}

void StepModel::stepFinished(const QString &id, bool success)
{
    const int at = rowOf(id);
    if (at < 0)
        return;
    StepRow step = row(at);
    step.state = success ? StepState::Done : StepState::Failed;
    step.tookMs = m_stepClock.isValid() ? m_stepClock.elapsed() : 0;
    setRow(at, step);
}

void StepModel::markUndone(const QList<Step> &plan)
{
    for (const Step &planned : plan) {
        const int at = rowOf(planned.id);
        if (at < 0 || !planned.undo || row(at).state != StepState::Done)
            continue;
        StepRow step = row(at);
        step.state = StepState::Undone;
        setRow(at, step);
    }
}

void StepModel::tick()
{
    const int at = runningRow();
    if (at < 0)
        return;
    StepRow step = row(at);
    step.tookMs = m_stepClock.elapsed() / 1000 * 1000;
    setRow(at, step);
}

int StepModel::finishedSteps() const
{
    return static_cast<int>(std::count_if(rows().cbegin(), rows().cend(), [](const StepRow &step) { return step.state == StepState::Done; }));
}

double StepModel::fraction() const
{
    if (rows().isEmpty())
        return 0;
    double done = finishedSteps();
    if (const int at = runningRow(); at >= 0 && row(at).total > 0)
        done += std::clamp(static_cast<double>(row(at).done) / static_cast<double>(row(at).total), 0.0, 1.0);
    return done / static_cast<double>(rows().size());
}

int StepModel::runningRow() const
{
    for (int i = 0; i < rows().size(); ++i) {
        if (row(i).state == StepState::Running)
            return i;
    }
    return -1;
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const StepRow &step = row(index.row());
    if (role == IdRole)
        return step.id;
    if (role == Qt::DecorationRole && index.column() == Title)
        return stepIcon(step.state);
    if (role == Qt::AccessibleTextRole && index.column() == Title)
        return tr("%1: %2").arg(step.title, stepStateTitle(step.state));
    if (role == Qt::ToolTipRole)
        return stepStateTitle(step.state);
    if (role == Qt::TextAlignmentRole && index.column() != Title)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == SortRole)
        return index.row();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Title:
        return step.title;
    case Amount:
        if (step.done <= 0 && step.total < 0)
            return {};
        if (step.unit == Progress::Unit::Bytes)
            return step.total < 0 ? formatBytes(step.done) : formatBytesOf(step.done, step.total);
        return step.total < 0 ? QString::number(step.done) : tr("%1 of %2").arg(step.done).arg(step.total);
    case Time:
        return step.tookMs < 0 ? QString() : formatDuration(std::chrono::milliseconds(step.tookMs));
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section != Title)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Step");
    case Amount:
        return tr("Amount");
    case Time:
        return tr("Time");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
