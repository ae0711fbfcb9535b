// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/remedies.h"

#include "stack/lockedplan.h"
#include "stack/serviceactions.h"
#include "workers/drain.h"
#include "workers/findings.h"
#include "workers/gracechain.h"
#include "workers/orphans.h"
#include "workers/queuehold.h"
#include "workers/runningjobs.h"
#include "workers/settings.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Remedies)
};

QList<Step> refusal(const Error &error)
{
    return {{QStringLiteral("check"), Words::tr("Look whether it can be done"), [error](JobContext &) -> Result<void> { return fail(error); }, {}}};
}

/// One restart of some workers, shared by its steps.
struct Restart
{
    Restart(const Neighbours &neighbours, stack::Stack of)
        : with(neighbours)
        , stack(std::move(of))
    {
    }
    Q_DISABLE_COPY_MOVE(Restart)

    const Neighbours with;
    const stack::Stack stack;
    stack::Service service;
    QList<stack::Container> leaving;
    QStringList ids;
};

Result<void> startAgain(const Restart &restart, const JobContext &context)
{
    for (const QString &id : restart.ids)
        QD_CHECK(restart.with.docker.startContainer(context, id));
    return {};
}

Result<void> drainSome(const Restart &restart, const JobContext &context, const QList<stack::Container> &leaving, const DrainOptions &options)
{
    if (leaving.isEmpty())
        return {};
    QD_TRY(const DrainResult result, drainWorkers(context, restart.with, restart.stack, restart.service, leaving, options));
    if (!result.lost.isEmpty())
        context.sink().logLine(Words::tr("Cut off: %1").arg(result.lost.join(QLatin1String(", "))));
    return {};
}

QList<Step> restartPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names)
{
    const auto restart = std::make_shared<Restart>(neighbours, stack);
    for (const stack::Service &service : stack.services) {
        if (service.role != stack::Role::Worker)
            continue;
        for (const stack::Container &container : service.containers) {
            if (!names.contains(container.name))
                continue;
            restart->service = service;
            restart->leaving.append(container);
            restart->ids.append(container.id);
        }
    }
    if (restart->ids.size() != names.size()) {
        return refusal({ErrorKind::NotFound, Words::tr("Some of these workers are not there any more."), {}, Words::tr("Look again.")});
    }
    const auto count = static_cast<int>(restart->ids.size());
    const QList<Step> plan
        = {{QStringLiteral("drain"), Words::tr("Drain %n worker(s): no new job, the running ones end", nullptr, count),
            [restart](JobContext &context) -> Result<void> {
                QD_TRY(const QList<WorkerAnswer> answers,
                       askWorkers(context, restart->with.redis, restart->stack, static_cast<int>(restart->service.containers.size())));
                QList<stack::Container> answering;
                QList<stack::Container> silent;
                for (const stack::Container &container : std::as_const(restart->leaving))
                    (answerOf(answers, container.address, container.id.left(12)) != nullptr ? answering : silent).append(container);
                DrainOptions options;
                QD_CHECK(drainSome(*restart, context, answering, options));
                // One that does not answer will not tell when its jobs have ended either: n8n's own time has to do.
                options.finishNow = std::make_shared<std::atomic_bool>(true);
                return drainSome(*restart, context, silent, options);
            },
            [restart](JobContext &context) { return startAgain(*restart, context); }},
           {QStringLiteral("start"), Words::tr("Start them again"), [restart](JobContext &context) { return startAgain(*restart, context); }, {}},
           {QStringLiteral("consume"),
            Words::tr("Wait until they take jobs"),
            [restart](JobContext &context) { return waitUntilConsuming(context, restart->with, restart->stack, restart->ids); },
            {}}};
    return stack::lockedPlan(plan, stack.id, Words::tr("restart workers"));
}

QList<Step> markCrashedPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids)
{
    const auto marked = std::make_shared<QList<UnfinishedExecution>>();
    const QList<Step> plan
        = {{QStringLiteral("mark"), Words::tr("Look for them once more, and mark those that nobody runs as crashed"),
            [neighbours, stack, ids, marked](JobContext &context) -> Result<void> {
                QD_TRY(const redis::Coordinates queueAt, queueCoordinates(stack));
                QD_TRY(const postgres::Coordinates databaseAt, databaseCoordinates(stack));
                QD_TRY(const std::unique_ptr<redis::Session> redis, neighbours.redis.connect(context, queueAt));
                QD_TRY(const std::unique_ptr<postgres::Session> postgres, neighbours.postgres.connect(context, databaseAt));
                ExecutionStore store(*postgres, stack.database);
                QD_TRY(const QList<UnfinishedExecution> orphans,
                       findOrphans(context, store, *redis, stack::queueKeys(stack.queue), workersRunManual(stack), ids));
                if (orphans.isEmpty()) {
                    return fail(ErrorKind::Conflict,
                                Words::tr("None of these executions is left over any more: they have ended, or somebody runs them."), {},
                                Words::tr("Look again."));
                }
                QStringList left;
                for (const UnfinishedExecution &orphan : orphans)
                    left.append(orphan.id);
                QD_TRY(*marked, store.markCrashed(context, left));
                context.sink().logLine(Words::tr("%n execution(s) marked as crashed.", nullptr, static_cast<int>(marked->size())));
                return {};
            },
            [neighbours, stack, marked](JobContext &context) -> Result<void> {
                if (marked->isEmpty())
                    return {};
                QD_TRY(const postgres::Coordinates databaseAt, databaseCoordinates(stack));
                QD_TRY(const std::unique_ptr<postgres::Session> postgres, neighbours.postgres.connect(context, databaseAt));
                QD_CHECK(ExecutionStore(*postgres, stack.database).unmarkCrashed(context, *marked));
                marked->clear();
                return {};
            }}};
    return stack::lockedPlan(plan, stack.id, Words::tr("mark executions as crashed"));
}

QList<Step> releasePlan(const Neighbours &neighbours, const stack::Stack &stack)
{
    const QList<Step> plan
        = {{QStringLiteral("release"),
            Words::tr("Let the queue go: workers are given jobs again"),
            [neighbours, stack](JobContext &context) -> Result<void> {
                QD_TRY(const redis::Coordinates queueAt, queueCoordinates(stack));
                QD_TRY(const std::unique_ptr<redis::Session> session, neighbours.redis.connect(context, queueAt));
                const stack::QueueKeys keys = stack::queueKeys(stack.queue);
                QD_TRY(const std::optional<QueueHold> hold, queueHold(context, *session, keys));
                if (hold && hold->holderAlive.value_or(false)) {
                    return fail(ErrorKind::Conflict, Words::tr("The queue is held by a console that is at work: %1.").arg(hold->operation), {},
                                Words::tr("Wait until it has ended, or cancel it there."));
                }
                return releaseQueue(context, *session, keys);
            },
            {}}};
    return stack::lockedPlan(plan, stack.id, Words::tr("let the queue go"));
}

/// The knob that n8n reads gets the value of the one it does not read.
QList<Step> setConcurrencyPlan(const Neighbours &neighbours, const stack::Stack &stack)
{
    const SettingsNow now = settingsNow(stack);
    if (!now.inertValue)
        return refusal({ErrorKind::Conflict, Words::tr("Nothing sets a number that n8n does not read."), {}, Words::tr("Look again.")});
    WorkerSettings settings;
    settings.concurrency = now.inertValue;
    return settingsPlan(neighbours, stack, settings);
}

QList<Step> raiseGracePlan(const Neighbours &neighbours, const stack::Stack &stack, const GraceProposal &proposal)
{
    WorkerSettings settings;
    settings.shutdownTimeoutSeconds = proposal.n8nTimeoutSeconds;
    settings.stopGraceSeconds = proposal.dockerGraceSeconds;
    return settingsPlan(neighbours, stack, settings);
}

} // namespace

QList<Step> remedyPlan(const Neighbours &neighbours, const stack::Stack &stack, const Finding &finding)
{
    if (finding.action == remedy::restartWorkers)
        return restartPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::markCrashed)
        return markCrashedPlan(neighbours, stack, finding.subjects);
    if (finding.action == remedy::releaseQueue)
        return releasePlan(neighbours, stack);
    if (finding.action == remedy::setConcurrency)
        return setConcurrencyPlan(neighbours, stack);
    if (finding.action == remedy::raiseGrace && finding.grace)
        return raiseGracePlan(neighbours, stack, graceProposal(*finding.grace));
    return refusal({ErrorKind::Unsupported, Words::tr("Nothing is known that would help against this."), {}, {}});
}

} // namespace quarterdeck::workers
