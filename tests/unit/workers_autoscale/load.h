// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/policy.h"

namespace quarterdeck::test {

inline const QDateTime noon(QDate(2026, 1, 10), QTime(12, 0), Qt::UTC);

/// Samples one after the other, every ten seconds.
class Load final
{
public:
    int workers = 1;
    int perWorker = 10;
    int safeMost = 100;
    qint64 boot = 7;
    std::chrono::milliseconds at{1'000'000};
    QDateTime wall = noon;
    std::chrono::milliseconds every{10'000};
    QList<workers::autoscale::Sample> samples;

    [[nodiscard]] workers::autoscale::Sample sample(std::optional<qint64> waiting, std::optional<qint64> running,
                                                    std::optional<qint64> oldestMs) const
    {
        workers::autoscale::Sample made;
        made.at = at;
        made.boot = boot;
        made.wall = wall;
        made.every = every;
        made.waiting = waiting;
        made.running = running;
        made.oldestWaitMs = oldestMs;
        made.workers = workers;
        made.wanted = workers;
        made.perWorker = perWorker;
        made.capacity = workers * perWorker;
        made.safeMost = safeMost;
        return made;
    }
    /// Time passes, then it looks.
    void add(std::optional<qint64> waiting, std::optional<qint64> running, std::optional<qint64> oldestMs)
    {
        pass(every);
        samples.append(sample(waiting, running, oldestMs));
    }
    void add(int times, qint64 waiting, qint64 running, qint64 oldestMs)
    {
        for (int i = 0; i < times; ++i)
            add(waiting, running, oldestMs);
    }
    void pass(std::chrono::milliseconds time)
    {
        at += time;
        wall = wall.addMSecs(time.count());
    }
    [[nodiscard]] workers::autoscale::Moment now() const
    {
        workers::autoscale::Moment moment;
        moment.now = at;
        return moment;
    }
};

} // namespace quarterdeck::test
