// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/watch.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

/// A worker that starts, or that has just taken its last free slot, is without a waiting connection for a moment.
constexpr auto notConsumingAfter = 3s;
constexpr auto stalledAfter = 60s;
constexpr qint64 waitsLongMs = 10000;
constexpr auto restartWindow = 10min;
constexpr int restartsOfALoop = 3;

template<class Map, class Fits>
QStringList namesOf(const Map &map, const Fits &fits)
{
    QStringList names;
    for (const auto &entry : map) {
        if (fits(entry))
            names.append(entry.name);
    }
    names.sort();
    names.removeDuplicates();
    return names;
}

} // namespace

void Watch::look(Time now, const QList<WorkerRow> &workers, const QSet<QString> &starting, const QueueLook *queue, int perWorker)
{
    m_now = now;
    const bool jobsWait = queue != nullptr && !queue->held && queue->waiting > 0 && queue->oldestWaitMs.value_or(0) > waitsLongMs;
    for (const WorkerRow &worker : workers) {
        const bool runs = worker.state == QLatin1String("running") || worker.state == QLatin1String("paused");
        if (!runs || starting.contains(worker.containerId) || !worker.consuming)
            continue;
        // One that is full does not ask for more.
        const bool full = perWorker > 0 && worker.runningJobs.value_or(0) >= perWorker;
        const bool idles = jobsWait && worker.runningJobs && *worker.runningJobs < perWorker;
        if ((!*worker.consuming && !full) || idles)
            note(m_notConsuming, worker.containerId, worker.name, now);
    }
    forgetUnseen(m_notConsuming);
    if (queue != nullptr) {
        for (const ActiveJob &job : queue->active) {
            if (!job.locked)
                note(m_unlocked, job.jobId, job.executionId.isEmpty() ? job.jobId : job.executionId, now);
        }
    }
    forgetUnseen(m_unlocked);
    lookAtRestarts(workers);
}

void Watch::note(QHash<QString, Since> &map, const QString &id, const QString &name, Time now)
{
    Since &since = map[id];
    if (since.looks == 0)
        since.first = now;
    ++since.looks;
    since.name = name;
    since.seen = true;
}

void Watch::forgetUnseen(QHash<QString, Since> &map)
{
    for (auto it = map.begin(); it != map.end();) {
        if (!it->seen) {
            it = map.erase(it);
        } else {
            it->seen = false;
            ++it;
        }
    }
}

void Watch::lookAtRestarts(const QList<WorkerRow> &workers)
{
    QHash<QString, Restarts> there;
    for (const WorkerRow &worker : workers) {
        Restarts restarts = m_restarts.value(worker.containerId);
        restarts.name = worker.name;
        if (restarts.counts.isEmpty() || restarts.counts.last().second != worker.restarts)
            restarts.counts.append({m_now, worker.restarts});
        while (restarts.counts.size() > 1 && m_now - restarts.counts.at(1).first > restartWindow)
            restarts.counts.removeFirst();
        restarts.loops = worker.restarts - restarts.counts.first().second >= restartsOfALoop
            || (worker.state == QLatin1String("restarting") && worker.restarts >= restartsOfALoop);
        there.insert(worker.containerId, restarts);
    }
    m_restarts = there;
}

QStringList Watch::notConsuming() const
{
    return namesOf(m_notConsuming, [this](const Since &since) { return since.looks > 1 && m_now - since.first >= notConsumingAfter; });
}

QStringList Watch::stalled() const
{
    return namesOf(m_unlocked, [this](const Since &since) { return since.looks > 1 && m_now - since.first >= stalledAfter; });
}

QStringList Watch::restarting() const
{
    return namesOf(m_restarts, [](const Restarts &restarts) { return restarts.loops; });
}

} // namespace quarterdeck::workers
