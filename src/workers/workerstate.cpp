// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/workerstate.h"

#include <QCoreApplication>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Workers)
};

} // namespace

WorkerState workerState(const WorkerRow &worker, int perWorker)
{
    if (worker.state == QLatin1String("draining"))
        return WorkerState::Draining;
    if (worker.state != QLatin1String("running"))
        return WorkerState::Stopped;
    const int jobs = worker.runningJobs.value_or(0);
    if (worker.consuming.value_or(true)) {
        if (jobs > 0)
            return WorkerState::Busy;
        return worker.consuming && worker.runningJobs ? WorkerState::Idle : WorkerState::Unknown;
    }
    if (jobs <= 0)
        return WorkerState::NotConsuming;
    return perWorker > 0 && jobs >= perWorker ? WorkerState::Busy : WorkerState::Draining;
}

QString workerStateName(WorkerState state)
{
    switch (state) {
    case WorkerState::Busy:
        return QStringLiteral("busy");
    case WorkerState::Idle:
        return QStringLiteral("idle");
    case WorkerState::Draining:
        return QStringLiteral("draining");
    case WorkerState::NotConsuming:
        return QStringLiteral("not-consuming");
    case WorkerState::Stopped:
        return QStringLiteral("stopped");
    case WorkerState::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString workerStateTitle(WorkerState state)
{
    switch (state) {
    case WorkerState::Busy:
        return Words::tr("Busy");
    case WorkerState::Idle:
        return Words::tr("Idle");
    case WorkerState::Draining:
        return Words::tr("Draining");
    case WorkerState::NotConsuming:
        return Words::tr("Not consuming");
    case WorkerState::Stopped:
        return Words::tr("Stopped");
    case WorkerState::Unknown:
        break;
    }
    return Words::tr("Unknown");
}

} // namespace quarterdeck::workers
