// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/remedyplans.h"

#include "stack/lockedplan.h"
#include "workers/orphans.h"
#include "workers/queuehold.h"
#include "workers/queuerepair.h"

#include <QCoreApplication>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Remedies)
};

/// Those that nobody runs even now. Errors: Conflict when none is left over.
Result<QList<UnfinishedExecution>> orphansAmong(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                ExecutionStore &store, const QStringList &ids)
{
    QD_TRY(const redis::Coordinates queueAt, queueCoordinates(stack));
    QD_TRY(const std::unique_ptr<redis::Session> redis, neighbours.redis.connect(context, queueAt));
    QD_TRY(const QList<UnfinishedExecution> orphans,
           findOrphans(context, store, *redis, stack::queueKeys(stack.queue), workersRunManual(stack), ids));
    if (orphans.isEmpty()) {
        return fail(ErrorKind::Conflict, Words::tr("None of these executions is left over any more: they have ended, or somebody runs them."), {},
                    Words::tr("Look again."));
    }
    return orphans;
}

} // namespace

QList<Step> markCrashedPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids)
{
    const auto marked = std::make_shared<QList<UnfinishedExecution>>();
    const QList<Step> plan = {{QStringLiteral("mark"), Words::tr("Look for them once more, and mark those that nobody runs as crashed"),
                               [neighbours, stack, ids, marked](JobContext &context) -> Result<void> {
                                   QD_TRY(const postgres::Coordinates databaseAt, databaseCoordinates(stack));
                                   QD_TRY(const std::unique_ptr<postgres::Session> postgres, neighbours.postgres.connect(context, databaseAt));
                                   ExecutionStore store(*postgres, stack.database);
                                   QD_TRY(const QList<UnfinishedExecution> orphans, orphansAmong(context, neighbours, stack, store, ids));
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

QList<Step> runAgainPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids)
{
    const auto made = std::make_shared<QStringList>();
    const auto queue = [neighbours, stack](const JobContext &context) -> Result<std::unique_ptr<redis::Session>> {
        QD_TRY(const redis::Coordinates queueAt, queueCoordinates(stack));
        return neighbours.redis.connect(context, queueAt);
    };
    const QList<Step> plan
        = {{QStringLiteral("again"), Words::tr("Look for them once more, and put those that nobody runs into the queue"),
            [neighbours, stack, ids, made, queue](JobContext &context) -> Result<void> {
                QD_TRY(const postgres::Coordinates databaseAt, databaseCoordinates(stack));
                QD_TRY(const std::unique_ptr<postgres::Session> postgres, neighbours.postgres.connect(context, databaseAt));
                ExecutionStore store(*postgres, stack.database);
                QD_TRY(const QList<UnfinishedExecution> orphans, orphansAmong(context, neighbours, stack, store, ids));
                QD_TRY(const std::unique_ptr<redis::Session> session, queue(context));
                for (const UnfinishedExecution &orphan : orphans) {
                    QD_TRY(const QString job, enqueueAgain(context, *session, stack::queueKeys(stack.queue), orphan, neighbours.clock));
                    made->append(job);
                    context.sink().logLine(Words::tr("Execution %1 waits again, as job %2.").arg(orphan.id, job));
                }
                return {};
            },
            [stack, made, queue](JobContext &context) -> Result<void> {
                if (made->isEmpty())
                    return {};
                QD_TRY(const std::unique_ptr<redis::Session> session, queue(context));
                while (!made->isEmpty()) {
                    QD_TRY(const bool taken, takeFromQueue(context, *session, stack::queueKeys(stack.queue), made->last()));
                    if (!taken)
                        context.sink().logLine(Words::tr("A worker has begun job %1 already.").arg(made->last()));
                    made->removeLast();
                }
                return {};
            }}};
    return stack::lockedPlan(plan, stack.id, Words::tr("run executions again"));
}

QList<Step> putBackPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &ids)
{
    const QList<Step> plan = {{QStringLiteral("put-back"),
                               Words::tr("Look for them once more, and give those that nobody works on back to the queue"),
                               [neighbours, stack, ids](JobContext &context) -> Result<void> {
                                   QD_TRY(const redis::Coordinates queueAt, queueCoordinates(stack));
                                   QD_TRY(const std::unique_ptr<redis::Session> session, neighbours.redis.connect(context, queueAt));
                                   const stack::QueueKeys keys = stack::queueKeys(stack.queue);
                                   QD_TRY(const QList<ActiveJob> active, activeJobs(context, *session, keys));
                                   QStringList jobs;
                                   for (const ActiveJob &job : active) {
                                       if (!job.locked && (ids.contains(job.executionId) || ids.contains(job.jobId)))
                                           jobs.append(job.jobId);
                                   }
                                   QD_TRY(const QStringList done, putBackStalled(context, *session, keys, jobs));
                                   if (done.isEmpty()) {
                                       return fail(ErrorKind::Conflict, Words::tr("Somebody works on each of these jobs by now, or they have ended."),
                                                   {}, Words::tr("Look again."));
                                   }
                                   context.sink().logLine(Words::tr("%n job(s) wait again.", nullptr, static_cast<int>(done.size())));
                                   return {};
                               },
                               {}}};
    return stack::lockedPlan(plan, stack.id, Words::tr("give jobs back to the queue"));
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

} // namespace quarterdeck::workers
