// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/policy.h"

#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace quarterdeck::workers::autoscale {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Autoscale)
};

constexpr int mostWorkers = 200;
constexpr int mostJobs = 100'000;
constexpr int mostSeconds = 24 * 3600;

QString workersText(int count)
{
    return Words::tr("%n workers", nullptr, count);
}

/// Since when a condition holds without a break, up to the newest sample; none when it does not.
std::optional<milliseconds> holdsSince(const QList<Sample> &samples, const std::function<bool(const Sample &)> &holds)
{
    const int workers = samples.constLast().workers;
    std::optional<milliseconds> since;
    for (qsizetype i = samples.size() - 1; i >= 0; --i) {
        const Sample &sample = samples.at(i);
        if ((i + 1 < samples.size() && isGap(sample, samples.at(i + 1))) || sample.workers != workers || !sample.isKnown() || !holds(sample))
            break;
        since = sample.at;
    }
    return since;
}

/// When the number of workers last changed, whoever changed it.
std::optional<milliseconds> lastChange(const QList<Sample> &samples, const Moment &moment, milliseconds within)
{
    std::optional<milliseconds> last = moment.lastTry;
    for (qsizetype i = samples.size() - 1; i > 0 && samples.constLast().at - samples.at(i).at <= within; --i) {
        if (samples.at(i).workers == samples.at(i - 1).workers)
            continue;
        last = last ? std::max(*last, samples.at(i).at) : samples.at(i).at;
        break;
    }
    return last;
}

bool isBusy(const Sample &sample, const Policy &policy)
{
    // Where nobody takes jobs at all, whatever waits is reason enough.
    if (sample.workers == 0)
        return true;
    return *sample.running * 100 >= static_cast<qint64>(policy.busyPercent) * sample.capacity;
}

bool wantsMore(const Sample &sample, const Policy &policy)
{
    if (sample.workers == 0)
        return *sample.waiting > 0;
    const bool many = *sample.waiting >= policy.depth;
    const bool longest = *sample.oldestWaitMs >= policy.oldestWait.count() && *sample.waiting > 0;
    return (policy.wait == Policy::Wait::Both ? many && longest : many || longest) && isBusy(sample, policy);
}

bool fitsInto(const Sample &sample, const Policy &policy, int workers)
{
    const qint64 smaller = static_cast<qint64>(workers) * sample.perWorker;
    return *sample.waiting == 0 && *sample.oldestWaitMs == 0 && *sample.running * 100 <= smaller * (100 - policy.roomPercent);
}

QString loadText(const Sample &sample)
{
    const QString running = Words::tr("%1 of %2 run").arg(*sample.running).arg(sample.capacity);
    if (*sample.waiting == 0)
        return Words::tr("nothing waits, %1").arg(running);
    return Words::tr("%1 wait, the oldest for %2, %3").arg(*sample.waiting).arg(formatDuration(milliseconds(*sample.oldestWaitMs)), running);
}

QString secondsText(milliseconds time)
{
    return formatDuration(std::chrono::duration_cast<std::chrono::seconds>(time));
}

Decision blocked(Decision decision, Block by, const QString &reason)
{
    decision.target = decision.current;
    decision.blockedBy = by;
    decision.reason = reason;
    return decision;
}

/// What the load asks for, and why.
Decision wish(const QList<Sample> &samples, const Policy &policy)
{
    const Sample &latest = samples.constLast();
    Decision decision;
    decision.current = decision.wished = decision.target = latest.workers;
    const auto wishes = [&decision](int workers, const QString &reason) {
        decision.wished = decision.target = workers;
        decision.reason = reason;
        return decision;
    };
    if (decision.current < policy.min)
        return wishes(policy.min, Words::tr("fewer than %1 are never wanted").arg(workersText(policy.min)));
    if (decision.current > policy.max)
        return wishes(policy.max, Words::tr("more than %1 are never wanted").arg(workersText(policy.max)));

    if (const auto since = holdsSince(samples, [&](const Sample &sample) { return wantsMore(sample, policy); })) {
        const milliseconds lasted = latest.at - *since;
        if (lasted >= policy.upFor)
            return wishes(std::min(decision.current + policy.stepUp, std::max(policy.max, decision.current + 1)),
                          Words::tr("%1, for %2 already").arg(loadText(latest), secondsText(lasted)));
        decision.reason = Words::tr("%1, for %2 of %3 so far").arg(loadText(latest), secondsText(lasted), secondsText(policy.upFor));
        return decision;
    }
    // The largest step for which there is room.
    std::optional<milliseconds> soFar;
    for (int fewer = std::max(policy.min, decision.current - policy.stepDown); fewer < decision.current; ++fewer) {
        const auto since = holdsSince(samples, [&](const Sample &sample) { return fitsInto(sample, policy, fewer); });
        if (!since)
            continue;
        const milliseconds lasted = latest.at - *since;
        if (lasted >= policy.downFor)
            return wishes(fewer,
                          Words::tr("%1, and would fit into %2, for %3 already").arg(loadText(latest), workersText(fewer), secondsText(lasted)));
        soFar = std::max(soFar.value_or(0ms), lasted);
    }
    decision.reason = soFar
        ? Words::tr("%1, and would fit into fewer, for %2 of %3 so far").arg(loadText(latest), secondsText(*soFar), secondsText(policy.downFor))
        : Words::tr("%1: %2 are right").arg(loadText(latest), workersText(decision.current));
    return decision;
}

} // namespace

QList<PolicyProblem> problemsOf(const Policy &policy)
{
    QList<PolicyProblem> problems;
    const auto range = [&problems](const char *field, qint64 value, qint64 lowest, qint64 highest, const QString &text) {
        if (value < lowest || value > highest)
            problems.append({QLatin1String(field), text.arg(lowest).arg(highest)});
    };
    range("min", policy.min, 0, mostWorkers, Words::tr("The fewest workers are from %1 to %2."));
    range("max", policy.max, 1, mostWorkers, Words::tr("The most workers are from %1 to %2."));
    if (policy.max < policy.min)
        problems.append({QStringLiteral("max"), Words::tr("The most workers must not be fewer than the fewest, %1.").arg(policy.min)});
    range("depth", policy.depth, 1, mostJobs, Words::tr("Jobs that wait are from %1 to %2."));
    range("oldest-wait", policy.oldestWait.count(), 1, qint64(mostSeconds) * 1000, Words::tr("The longest wait is from %1 to %2 ms."));
    range("busy", policy.busyPercent, 1, 100, Words::tr("Busy workers are from %1 to %2 % of the capacity."));
    range("up-for", policy.upFor.count(), 0, mostSeconds, Words::tr("How long jobs must wait is from %1 to %2 s."));
    range("room", policy.roomPercent, 1, 99, Words::tr("The room to spare is from %1 to %2 % of the capacity."));
    if (100 - policy.roomPercent >= policy.busyPercent) {
        problems.append({QStringLiteral("room"),
                         Words::tr("The room to spare must be more than %1 %, or the workers that are left would count as busy at once.")
                             .arg(100 - policy.busyPercent)});
    }
    range("down-for", policy.downFor.count(), 0, mostSeconds, Words::tr("How long workers must idle is from %1 to %2 s."));
    range("step-up", policy.stepUp, 1, mostWorkers, Words::tr("Workers added at once are from %1 to %2."));
    range("step-down", policy.stepDown, 1, mostWorkers, Words::tr("Workers let go at once are from %1 to %2."));
    range("rest-up", policy.restUp.count(), 1, mostSeconds, Words::tr("The rest before more workers is from %1 to %2 s."));
    range("rest-down", policy.restDown.count(), 1, mostSeconds, Words::tr("The rest before fewer workers is from %1 to %2 s."));
    range("every", policy.every.count(), 1, 300, Words::tr("It looks every %1 to %2 s."));
    return problems;
}

Result<void> checkPolicy(const Policy &policy)
{
    const QList<PolicyProblem> problems = problemsOf(policy);
    return problems.isEmpty() ? Result<void>() : fail(ErrorKind::Invalid, problems.constFirst().text);
}

QString blockName(Block block)
{
    switch (block) {
    case Block::Stale:
        return QStringLiteral("stale");
    case Block::Unknown:
        return QStringLiteral("unknown");
    case Block::Unsettled:
        return QStringLiteral("unsettled");
    case Block::UnderWay:
        return QStringLiteral("under-way");
    case Block::Resting:
        return QStringLiteral("resting");
    case Block::Limit:
        return QStringLiteral("limit");
    case Block::Budget:
        return QStringLiteral("budget");
    case Block::None:
        break;
    }
    return QStringLiteral("none");
}

milliseconds lookBack(const Policy &policy)
{
    return std::max({policy.upFor, policy.downFor, policy.restUp, policy.restDown}) + 60s;
}

Decision decide(const QList<Sample> &samples, const Policy &policy, const Moment &moment)
{
    Decision decision;
    if (samples.isEmpty())
        return blocked(decision, Block::Stale, Words::tr("nothing was seen yet"));
    const Sample &latest = samples.constLast();
    decision.current = decision.wished = decision.target = latest.workers;
    if (const Result<void> usable = checkPolicy(policy); !usable)
        return blocked(decision, Block::Unknown, usable.error().what);
    Sample now = latest;
    now.at = moment.now;
    if (moment.now != latest.at && isGap(latest, now))
        return blocked(decision, Block::Stale, Words::tr("the newest figures are %1 old").arg(secondsText(moment.now - latest.at)));
    if (!latest.isKnown())
        return blocked(decision, Block::Unknown, Words::tr("the figures of the queue are not known"));

    decision = wish(samples, policy);
    if (!decision.changes())
        return decision;
    const bool up = decision.wished > decision.current;
    const QString why = decision.reason;
    if (latest.wanted > latest.workers) {
        return blocked(decision, Block::Unsettled,
                       Words::tr("%1; but only %2 of %3 workers run: one starts or fails").arg(why).arg(latest.workers).arg(latest.wanted));
    }
    if (up && decision.current >= policy.max)
        return blocked(decision, Block::Limit, Words::tr("%1; but %2 are the most that are wanted").arg(why, workersText(policy.max)));
    if (up && !policy.beyondBudget) {
        if (latest.safeMost <= 0)
            return blocked(decision, Block::Budget, Words::tr("%1; but how many workers fit is not known").arg(why));
        if (latest.safeMost <= decision.current) {
            return blocked(decision, Block::Budget,
                           Words::tr("%1; but memory, connections and processors allow no more than %2").arg(why, workersText(latest.safeMost)));
        }
        decision.target = std::min(decision.target, latest.safeMost);
    }
    if (!moment.underWay.isEmpty())
        return blocked(decision, Block::UnderWay, Words::tr("%1; but %2").arg(why, moment.underWay));
    const milliseconds rest = up ? policy.restUp : policy.restDown;
    if (const auto last = lastChange(samples, moment, rest); last && moment.now - *last < rest) {
        return blocked(
            decision, Block::Resting,
            Words::tr("%1; but the last change is only %2 ago, and %3 must pass").arg(why, secondsText(moment.now - *last), secondsText(rest)));
    }
    if (decision.target != decision.wished)
        decision.blockedBy = Block::Budget;
    return decision;
}

} // namespace quarterdeck::workers::autoscale
