// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/replay.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck::workers::autoscale {

using std::chrono::milliseconds;

namespace {

constexpr double millisecondsPerHour = 3'600'000.0;
constexpr double millisecondsPerMinute = 60'000.0;

/// The queue as other workers would have left it.
class Estimate final
{
public:
    /// @param workers that there would be
    Sample next(const Sample &was, int workers, bool afterGap)
    {
        Sample would = was;
        would.workers = workers;
        would.wanted = workers;
        if (workers != was.workers)
            would.capacity = workers * was.perWorker;
        if (!was.isKnown() || afterGap)
            m_more = 0; // nobody knows what became of it
        if (was.isKnown()) {
            if (!afterGap && m_last)
                flow(was);
            shareOut(was, would);
        }
        m_last = would;
        m_lastRunning = was.running.value_or(0);
        return would;
    }

private:
    /// How many more (or fewer) jobs are in the queue because more (or fewer) ended since the last sample.
    void flow(const Sample &was)
    {
        const double ran = static_cast<double>(m_lastRunning);
        if (!was.endedPerMinute || ran <= 0 || !m_last->running)
            return;
        const double passed = static_cast<double>((was.at - m_last->at).count()) / millisecondsPerMinute;
        m_more -= *was.endedPerMinute / ran * (static_cast<double>(*m_last->running) - ran) * passed;
        m_more = std::max(m_more, -static_cast<double>(*was.waiting + *was.running));
    }

    void shareOut(const Sample &was, Sample &would)
    {
        const qint64 all = std::max<qint64>(0, *was.waiting + *was.running + std::llround(m_more));
        if (would.workers == was.workers && std::llround(m_more) == 0) {
            m_waitsSince.reset();
            return; // as it was
        }
        would.running = std::min<qint64>(all, would.capacity);
        would.waiting = all - *would.running;
        if (*would.waiting == 0) {
            would.oldestWaitMs = 0;
            m_waitsSince.reset();
        } else if (*was.waiting > 0) {
            // First in, first out: who waits behind half as many waits half as long.
            would.oldestWaitMs
                = std::llround(static_cast<double>(*was.oldestWaitMs) * static_cast<double>(*would.waiting) / static_cast<double>(*was.waiting));
            m_waitsSince = was.at - milliseconds(*would.oldestWaitMs);
        } else {
            if (!m_waitsSince)
                m_waitsSince = was.at;
            would.oldestWaitMs = (was.at - *m_waitsSince).count();
        }
    }

    std::optional<Sample> m_last;
    qint64 m_lastRunning = 0; ///< that really ran
    double m_more = 0; ///< jobs in the queue beyond those that were
    std::optional<milliseconds> m_waitsSince;
};

} // namespace

Replay replay(const QList<Sample> &samples, const Policy &policy)
{
    Replay result;
    if (samples.isEmpty())
        return result;
    QList<Sample> seen;
    Estimate estimate;
    Moment moment;
    int workers = samples.constFirst().workers;
    int before = workers; ///< that there were at the last sample
    Block held = Block::None;
    for (const Sample &was : samples) {
        const bool afterGap = !seen.isEmpty() && isGap(seen.constLast(), was);
        // A hand that changed the number changed it here too, unless it did what had been decided.
        if (was.workers != before && workers == before)
            workers = was.workers;
        before = was.workers;
        if (!seen.isEmpty() && !afterGap) {
            const double hours = static_cast<double>((was.at - seen.constLast().at).count()) / millisecondsPerHour;
            result.hours += hours;
            result.workerHours += hours * seen.constLast().workers;
            result.workerHoursWere += hours * result.points.constLast().was.workers;
        }
        const Sample would = estimate.next(was, workers, afterGap);
        result.gaps += afterGap ? 1 : 0;
        result.points.append({was, would, afterGap});
        result.longestWaitMs = std::max(result.longestWaitMs, would.oldestWaitMs.value_or(0));
        result.longestWaitWereMs = std::max(result.longestWaitWereMs, was.oldestWaitMs.value_or(0));
        seen.append(would);

        moment.now = was.at;
        const Decision decision = decide(seen, policy, moment);
        const Block holds
            = decision.isHeld() && (decision.blockedBy == Block::Budget || decision.blockedBy == Block::Limit) ? decision.blockedBy : Block::None;
        if (decision.changes() || (holds != Block::None && holds != held))
            result.events.append({was.wall, decision});
        held = holds;
        if (!decision.changes())
            continue;
        ++result.changes;
        moment.lastTry = was.at;
        workers = decision.target;
    }
    return result;
}

} // namespace quarterdeck::workers::autoscale
