// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/runner.h"

#include "workers/findings.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::workers::autoscale {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::AutoscaleRunner)
};

/// A file of the project may have changed without any container having come or gone.
constexpr auto stackAge = 5min;
constexpr auto lookPatience = 30s;
constexpr auto longestBackOff = 2min;
/// While workers that go still run something the queue may be held for all: nothing here is worth a longer hold.
constexpr auto drainPatience = 60s;

QString sentence(const Error &error)
{
    return error.hint.isEmpty() ? error.what : error.what + QLatin1Char(' ') + error.hint;
}

} // namespace

Runner::Runner(QString stackId, Surroundings surroundings, History &history, std::optional<Mode> mode)
    : m_stackId(std::move(stackId))
    , m_with(std::move(surroundings))
    , m_history(history)
    , m_mode(mode)
{
}

/// The same again and again would only hide what is new.
void Runner::say(const JobContext &context, const QString &topic, const QString &line)
{
    if (std::exchange(m_topic, topic) != topic)
        context.sink().logLine(m_with.clock.now().toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + line);
}

milliseconds Runner::backOff(const Policy &policy)
{
    constexpr int mostDoublings = 6;
    return std::min<milliseconds>(milliseconds(policy.every) * (1 << std::min(m_failures++, mostDoublings)),
                                  std::max<milliseconds>(longestBackOff, policy.every));
}

Result<Sample> Runner::look(const JobContext &context, const Policy &policy, Mode mode)
{
    const JobContext bounded = context.withTimeout(lookPatience);
    const QString mark = m_with.mark(bounded);
    const milliseconds now = m_with.sinceBoot();
    if (!m_stack || mark.isEmpty() || mark != m_mark || now - m_stackReadAt > stackAge) {
        m_stack.reset();
        QD_TRY(m_stack, m_with.stack(bounded));
        m_mark = mark;
        m_stackReadAt = now;
    }
    QD_TRY(Situation situation, m_with.situation(bounded, *m_stack));
    const auto leftHeld = [](const Finding &finding) { return finding.id == queueLeftHeld; };
    if (mode == Mode::On && std::any_of(situation.findings.cbegin(), situation.findings.cend(), leftHeld)) {
        // Nobody would: no worker gets a job meanwhile.
        QD_CHECK(m_with.letGo(bounded, *m_stack));
        say(context, queueLeftHeld, Words::tr("A drain that was killed had left the queue held. It was let go."));
        QD_TRY(situation, m_with.situation(bounded, *m_stack));
    }
    Sample sample = sampleOf(situation);
    sample.at = m_with.sinceBoot();
    sample.boot = m_with.boot;
    sample.wall = m_with.clock.now();
    sample.every = policy.every;
    return sample;
}

void Runner::remember(const Sample &sample, const Policy &policy)
{
    const milliseconds from = sample.at - lookBack(policy);
    // What another runner has seen before us counts: a rest does not begin anew with every start.
    if (m_samples.isEmpty())
        m_samples = m_history.recent(m_stackId, m_with.boot, from).value_or(QList<Sample>());
    const auto stale = std::find_if(m_samples.cbegin(), m_samples.cend(), [from](const Sample &one) { return one.at >= from; });
    m_samples.erase(m_samples.cbegin(), stale);
    m_samples.append(sample);
}

Result<std::optional<milliseconds>> Runner::round(const JobContext &context)
{
    QD_CHECK(context.checkpoint());
    const Result<Settings> settings = m_with.settings();
    if (!settings) {
        say(context, QLatin1String("settings ") + settings.error().detail, Words::tr("Waits: %1").arg(sentence(settings.error())));
        return std::optional<milliseconds>(backOff({}));
    }
    const Mode mode = m_mode.value_or(settings->mode);
    if (mode == Mode::Off) {
        say(context, QStringLiteral("off"), Words::tr("Autoscaling of %1 is switched off.").arg(m_stackId));
        return std::optional<milliseconds>();
    }
    const Policy &policy = settings->policy;
    const Result<Sample> sample = look(context, policy, mode);
    if (!sample) {
        QD_CHECK(context.checkpoint());
        m_stack.reset();
        say(context, QLatin1String("look ") + errorKindName(sample.error().kind) + sample.error().what,
            Words::tr("Waits: %1").arg(sentence(sample.error())));
        return std::optional<milliseconds>(backOff(policy));
    }
    m_failures = 0;
    remember(*sample, policy);
    // A history that cannot be written keeps nobody from scaling.
    if (const Result<bool> kept = m_history.append(m_stackId, *sample); !kept)
        context.sink().logLine(sentence(kept.error()));

    m_moment.now = sample->at;
    m_moment.underWay = m_with.underWay();
    const Decision decision = decide(m_samples, policy, m_moment);
    if (!decision.changes()) {
        // Figures differ each time; what kind of situation it is does not.
        say(context, QStringLiteral("%1 %2 %3").arg(decision.current).arg(decision.wished).arg(blockName(decision.blockedBy)),
            decision.isHeld() ? Words::tr("Stays at %1, not %2: %3.").arg(decision.current).arg(decision.wished).arg(decision.reason)
                              : Words::tr("Stays at %1: %2.").arg(decision.current).arg(decision.reason));
        return std::optional<milliseconds>(policy.every);
    }
    if (mode == Mode::Watch) {
        say(context, QStringLiteral("would %1 %2").arg(decision.current).arg(decision.target),
            Words::tr("Would go from %1 to %2 workers: %3.").arg(decision.current).arg(decision.target).arg(decision.reason));
        return std::optional<milliseconds>(policy.every);
    }
    QD_CHECK(act(context, decision));
    return std::optional<milliseconds>(policy.every);
}

/// Only a cancellation is an error here: everything else is told, recorded, and rested after.
Result<void> Runner::act(const JobContext &context, const Decision &decision)
{
    m_topic.clear();
    const std::optional<milliseconds> lastTry = std::exchange(m_moment.lastTry, m_moment.now);
    Action action;
    action.startedAt = m_with.clock.now();
    action.from = decision.current;
    action.to = decision.target;
    action.reason = decision.reason;
    const Result<qint64> begun = m_history.begin(m_stackId, action);
    action.id = begun.value_or(0);
    say(context, QStringLiteral("act"), Words::tr("Goes from %1 to %2 workers: %3.").arg(decision.current).arg(decision.target).arg(decision.reason));

    JobContext job = context;
    ScaleReport report;
    ScaleRequest request;
    request.target = decision.target;
    request.drainTimeout = drainPatience;
    // As it is now: the plan refuses when containers came or went since.
    Result<stack::Stack> stack = m_with.stack(job.withTimeout(lookPatience));
    PlanOutcome outcome;
    if (stack)
        outcome = runPlan(m_with.plan(*stack, request, report), job);
    else
        outcome.result = fail(stack.error());
    m_stack.reset();
    action.finishedAt = m_with.clock.now();
    m_topic.clear();
    if (outcome.result) {
        action.outcome = QStringLiteral("done");
        say(context, QStringLiteral("done"), report.summary.isEmpty() ? Words::tr("Done.") : report.summary);
    } else {
        const Error &error = outcome.result.error();
        const bool lock = !outcome.events.isEmpty() && error.kind == ErrorKind::Conflict
            && outcome.events.contains(StepEvent{StepEvent::What::Failed, QStringLiteral("lock")});
        // Nothing was tried, or: so that the rest after a try that took long is a rest.
        m_moment.lastTry = lock ? lastTry : m_with.sinceBoot();
        action.outcome = error.kind == ErrorKind::Cancelled ? QStringLiteral("cancelled")
            : lock                                          ? QStringLiteral("skipped")
                                                            : QStringLiteral("failed");
        action.error = sentence(error);
        say(context, QStringLiteral("failed"),
            lock ? Words::tr("Skipped this time: %1").arg(sentence(error)) : Words::tr("Did not work and was taken back: %1").arg(sentence(error)));
        for (const Error &undo : std::as_const(outcome.undoErrors))
            context.sink().logLine(Words::tr("Could not be taken back: %1").arg(sentence(undo)));
    }
    if (begun) {
        if (const Result<void> finished = m_history.finish(action); !finished)
            context.sink().logLine(sentence(finished.error()));
    }
    m_topic.clear();
    return context.checkpoint();
}

Result<void> Runner::run(const JobContext &context)
{
    while (true) {
        const Result<std::optional<milliseconds>> pause = round(context);
        if (!pause)
            return fail(pause.error());
        if (!*pause)
            return {};
        QD_CHECK(context.sleep(**pause));
    }
}

} // namespace quarterdeck::workers::autoscale
