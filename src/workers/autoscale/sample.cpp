// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/sample.h"

#include "foundation/atomicfile.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <ctime>

namespace quarterdeck::workers::autoscale {

using namespace std::chrono_literals;

namespace {

constexpr auto shortestGap = 15s; ///< a busy machine may be that late without having slept
constexpr int missedSamples = 3;
constexpr auto longestOff = 24h * 30; ///< more than that a clock was set

std::chrono::milliseconds longestPause(const Sample &before, const Sample &after)
{
    return std::max<std::chrono::milliseconds>(missedSamples * std::max(before.every, after.every), shortestGap);
}

} // namespace

Sample sampleOf(const Situation &situation)
{
    Sample sample;
    const Capacity &capacity = situation.capacity;
    const bool known = situation.queue.at.isValid()
        && std::none_of(situation.findings.cbegin(), situation.findings.cend(),
                        [](const Finding &finding) { return finding.id == QLatin1String("queue-unknown"); });
    if (known) {
        sample.waiting = situation.queue.waiting;
        sample.running = situation.queue.running;
        // Not told while something waits: the job was taken up that moment, or waits for its time. Nobody waits for long, then.
        sample.oldestWaitMs = situation.queue.oldestWaitMs.value_or(0);
        if (situation.queue.completedPerMinute)
            sample.endedPerMinute = *situation.queue.completedPerMinute + situation.queue.failedPerMinute.value_or(0);
    }
    sample.workers = capacity.workers;
    sample.wanted = capacity.wanted;
    sample.perWorker = capacity.concurrency.perWorker;
    sample.safeMost = std::max(0, capacity.safeMost);
    int unavailable = 0;
    for (const WorkerRow &row : situation.workers) {
        // One that is full does not ask for jobs either: what it runs is what it can.
        if (row.state == QLatin1String("running") && row.consuming == std::optional<bool>(false))
            unavailable += std::max(0, sample.perWorker - row.runningJobs.value_or(0));
    }
    sample.capacity = std::max(0, capacity.workers * sample.perWorker - unavailable);
    return sample;
}

bool isGap(const Sample &before, const Sample &after)
{
    return before.boot != after.boot || after.at <= before.at || after.at - before.at > longestPause(before, after);
}

std::chrono::milliseconds sinceBoot()
{
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(now.tv_nsec));
}

qint64 thisBoot()
{
    const QByteArray id = readWholeFile(QStringLiteral("/proc/sys/kernel/random/boot_id"), 128).value_or(QByteArray());
    const QByteArray hash = QCryptographicHash::hash(id, QCryptographicHash::Sha256);
    return (qFromBigEndian<qint64>(hash.constData()) & 0x7fff'ffff'ffff'ffff) | 1;
}

QList<Sample> onOneAxis(QList<Sample> samples)
{
    if (samples.isEmpty())
        return samples;
    const qint64 boot = samples.constLast().boot;
    qint64 segment = boot;
    std::chrono::milliseconds shift{0};
    for (qsizetype i = samples.size() - 2; i >= 0; --i) {
        Sample &sample = samples[i];
        const Sample &next = samples.at(i + 1); // moved already
        if (sample.boot != segment || sample.at + shift >= next.at) {
            segment = sample.boot;
            // The wall clock tells how long the machine was off, where that makes sense.
            const std::chrono::milliseconds off(sample.wall.isValid() && next.wall.isValid() ? sample.wall.msecsTo(next.wall) : 0);
            shift = next.at - std::clamp<std::chrono::milliseconds>(off, longestPause(sample, next) + 1ms, longestOff) - sample.at;
        }
        sample.at += shift;
        sample.boot = boot;
    }
    return samples;
}

} // namespace quarterdeck::workers::autoscale
