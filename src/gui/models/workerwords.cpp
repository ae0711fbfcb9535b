// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/workerwords.h"

#include "foundation/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace quarterdeck::gui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Workers)
};

/// Jain's index: from here on the differences are those of chance.
constexpr double even = 0.9;
constexpr double uneven = 0.7;

QString amount(qint64 value, const QString &unit)
{
    return unit == QLatin1String("bytes") ? formatBytes(value) : QLocale().toString(value);
}

QString budgetText(const workers::Budget &budget, qint64 wanted)
{
    const bool bytes = budget.unit == QLatin1String("bytes");
    QString text;
    if (budget.limit <= 0)
        text = Words::tr("%1, no limit known").arg(amount(wanted, budget.unit));
    else if (bytes)
        text = formatBytesOf(wanted, budget.limit);
    else
        text = Words::tr("%1 of %2").arg(amount(wanted, budget.unit), amount(budget.limit, budget.unit));
    if (budget.mostWorkers >= 0)
        text += QLatin1String(", ") + Words::tr("room for %n workers", nullptr, budget.mostWorkers);
    return text;
}

} // namespace

QString workerStateMeaning(WorkerState state)
{
    switch (state) {
    case WorkerState::Busy:
        return Words::tr("It runs jobs.");
    case WorkerState::Idle:
        return Words::tr("It waits for the next job of the queue.");
    case WorkerState::Draining:
        return Words::tr("It takes no new job; those it runs may end.");
    case WorkerState::NotConsuming:
        return Words::tr("It runs, but it does not ask the queue for jobs.");
    case WorkerState::Stopped:
        return Words::tr("Its container does not run.");
    case WorkerState::Unknown:
        break;
    }
    return Words::tr("What it does could not be asked.");
}

health::State severityOf(WorkerState state)
{
    switch (state) {
    case WorkerState::Busy:
    case WorkerState::Idle:
        return health::State::Healthy;
    case WorkerState::Draining:
        return health::State::Warning;
    case WorkerState::NotConsuming:
        return health::State::Failing;
    case WorkerState::Stopped:
        return health::State::Stopped;
    case WorkerState::Unknown:
        break;
    }
    return health::State::Unknown;
}

QString scaleVerb(int from, int to)
{
    if (to > from)
        return Words::tr("Start %n workers", nullptr, to - from);
    if (to < from)
        return Words::tr("Drain and remove %n workers", nullptr, from - to);
    return Words::tr("Keep %n workers", nullptr, from);
}

QString scaleSentence(int from, int to, int perWorker)
{
    if (from == to)
        return Words::tr("%1 jobs at once: %2 workers with %3 each").arg(from * perWorker).arg(from).arg(perWorker);
    return Words::tr("%1 \u2192 %2 workers, %3 \u2192 %4 jobs at once").arg(from).arg(to).arg(from * perWorker).arg(to * perWorker);
}

QString beyondSafe(const workers::Capacity &capacity, int target)
{
    if (target <= capacity.safeMost)
        return {};
    QStringList reasons;
    for (const workers::Budget &budget : capacity.budgets) {
        if (budget.mostWorkers >= 0 && target > budget.mostWorkers)
            reasons.append(budget.explanation.isEmpty() ? Words::tr("%1: room for %n workers.", nullptr, budget.mostWorkers).arg(budget.title)
                                                        : budget.explanation);
    }
    return QStringList({Words::tr("More than fit safely: %1.").arg(capacity.safeMost), reasons.join(QLatin1Char(' '))})
        .join(QLatin1Char(' '))
        .trimmed();
}

QList<Fact> capacityFacts(const workers::Capacity &capacity, int target)
{
    QList<Fact> facts;
    for (const workers::Budget &budget : capacity.budgets) {
        const qint64 wanted = std::max<qint64>(0, budget.used + budget.perWorker * (target - capacity.workers));
        Fact fact;
        fact.name = budget.title;
        fact.value = budgetText(budget, wanted);
        fact.toolTip = budget.explanation;
        if (budget.limit > 0)
            fact.fraction = std::clamp(static_cast<double>(wanted) / static_cast<double>(budget.limit), 0.0, 1.0);
        if (budget.mostWorkers >= 0 && target > budget.mostWorkers)
            fact.state = health::State::Warning;
        facts.append(fact);
    }
    Fact knob;
    knob.name = Words::tr("Jobs a worker");
    // The long name may be broken at its underscores, or it would make a narrow window too narrow.
    const QString name = stack::knobName(capacity.concurrency.knob).replace(QLatin1Char('_'), QStringLiteral("_\u200b"));
    knob.value = Words::tr("%1, by %2").arg(capacity.concurrency.perWorker).arg(name);
    if (!capacity.concurrency.inertVariable.isEmpty())
        knob.toolTip = Words::tr("%1 is set, but n8n does not read it.").arg(capacity.concurrency.inertVariable);
    facts.append(knob);
    facts.append(graceFact(capacity.grace));
    return facts;
}

Fact graceFact(const workers::GraceChain &grace)
{
    Fact fact;
    fact.name = Words::tr("Time to end");
    const QString longest = grace.longestJobMs ? formatDuration(std::chrono::milliseconds(*grace.longestJobMs)) : Words::tr("not known");
    fact.value = Words::tr("longest job %1, n8n waits %2, Docker waits %3")
                     .arg(longest, formatDuration(std::chrono::seconds(grace.n8nTimeoutSeconds)),
                          formatDuration(std::chrono::seconds(grace.dockerGraceSeconds)));
    fact.toolTip = grace.explanation;
    fact.state = grace.holds ? health::State::Healthy : health::State::Warning;
    return fact;
}

QList<Fact> glanceFacts(const workers::Situation &situation)
{
    const auto count = static_cast<int>(situation.workers.size());
    int consuming = 0;
    int known = 0;
    for (const workers::WorkerRow &worker : situation.workers) {
        const WorkerState state = workerState(worker, situation.capacity.concurrency.perWorker);
        consuming += state == WorkerState::Busy || state == WorkerState::Idle ? 1 : 0;
        known += state != WorkerState::Unknown ? 1 : 0;
    }
    QList<Fact> facts;
    Fact consumers;
    consumers.value = Words::tr("%1 of %2 workers consuming").arg(consuming).arg(count);
    consumers.state = known == 0 && count > 0 ? health::State::Unknown
        : consuming == count && count > 0     ? health::State::Healthy
        : consuming == 0                      ? health::State::Failing
                                              : health::State::Warning;
    facts.append(consumers);

    const workers::QueueFigures &queue = situation.queue;
    Fact jobs;
    jobs.value = Words::tr("%1 waiting, %2 of %3 running").arg(queue.waiting).arg(queue.running).arg(situation.capacity.total);
    if (queue.oldestWaitMs && queue.waiting > 0)
        jobs.value += QLatin1String(", ") + Words::tr("oldest waits %1").arg(formatDuration(std::chrono::milliseconds(*queue.oldestWaitMs)));
    jobs.state = queue.waiting > situation.capacity.total ? health::State::Warning : health::State::Healthy;
    facts.append(jobs);
    if (queue.completedPerMinute) {
        Fact rate;
        rate.value = Words::tr("%1 jobs/min done").arg(*queue.completedPerMinute, 0, 'f', 1);
        if (queue.failedPerMinute && *queue.failedPerMinute > 0)
            rate.value += QLatin1String(", ") + Words::tr("%1 jobs/min failed").arg(*queue.failedPerMinute, 0, 'f', 1);
        rate.state = queue.failedPerMinute.value_or(0) > 0 ? health::State::Warning : health::State::Healthy;
        facts.append(rate);
    }
    return facts;
}

QList<Fact> distributionFacts(const workers::Distribution &distribution)
{
    QList<Fact> facts;
    int all = 0;
    for (const int jobs : distribution.jobs)
        all += jobs;
    for (auto it = distribution.jobs.cbegin(); it != distribution.jobs.cend(); ++it) {
        Fact fact;
        fact.name = it.key();
        fact.value = Words::tr("%n jobs", nullptr, it.value());
        // Its share, not its part of the most: a bar that is full means one worker did it all.
        if (all > 0 && distribution.jobs.size() > 1) {
            fact.fraction = static_cast<double>(it.value()) / all;
            fact.value += QLatin1String(", ") + formatPercent(*fact.fraction * 100);
        }
        facts.append(fact);
    }
    Fact fairness;
    fairness.name = Words::tr("Fairness");
    fairness.value
        = Words::tr("%1 of 1, in %2").arg(distribution.fairness, 0, 'f', 2).arg(formatDuration(std::chrono::milliseconds(distribution.tookMs)));
    fairness.toolTip = Words::tr("Jain's index: 1 when every worker ran as many jobs, 1 divided by their number when one ran them all.");
    fairness.state = distribution.fairness >= even ? health::State::Healthy
        : distribution.fairness >= uneven          ? health::State::Warning
                                                   : health::State::Failing;
    facts.append(fairness);
    if (distribution.lost > 0) {
        Fact lost;
        lost.name = Words::tr("Lost");
        lost.value = Words::tr("%n executions never ended", nullptr, distribution.lost);
        lost.state = health::State::Failing;
        facts.append(lost);
    }
    return facts;
}

health::Attention attentionOf(const workers::Finding &finding)
{
    health::Attention item;
    item.id = finding.id;
    item.text = finding.subjects.isEmpty() ? finding.text : Words::tr("%1 (%2)").arg(finding.text, finding.subjects.join(QLatin1String(", ")));
    item.action = finding.action.isEmpty() ? QString() : finding.id;
    switch (finding.severity) {
    case workers::Finding::Severity::Problem:
        item.severity = health::State::Failing;
        break;
    case workers::Finding::Severity::Warning:
        item.severity = health::State::Warning;
        break;
    case workers::Finding::Severity::Note:
        item.severity = health::State::Unknown;
        break;
    }
    return item;
}

} // namespace quarterdeck::gui
