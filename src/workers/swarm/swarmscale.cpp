// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/swarm/swarmscale.h"

#include "foundation/units.h"
#include "stack/lockedplan.h"
#include "workers/longestjob.h"
#include "workers/runningjobs.h"
#include "workers/swarm/swarmdrain.h"
#include "workers/swarm/swarmgrace.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

using docker::SwarmTask;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::SwarmScale)
};

/// n8n takes half a minute to start, and the node may have to fetch the image first.
constexpr auto startPatience = 300s;
constexpr auto pollPause = 500ms;
/// Swarm tries again and again what fails at once.
constexpr int failuresThatTell = 2;

/// One change of the number, shared by its steps.
struct SwarmScaling
{
    SwarmScaling(const Neighbours &neighbours, stack::Stack of, ScaleRequest wanted, ScaleReport &into)
        : with(neighbours)
        , stack(std::move(of))
        , request(std::move(wanted))
        , report(into)
    {
    }
    Q_DISABLE_COPY_MOVE(SwarmScaling)

    const Neighbours with;
    const stack::Stack stack;
    const ScaleRequest request;
    ScaleReport &report;
    int before = 0;
    SwarmWorkers workers;
    QSet<QString> tasksBefore; ///< ids, ended ones included
    std::optional<QSet<QByteArray>> clientsBefore; ///< connections to the queue, where it can be reached
    std::chrono::steady_clock::time_point began;
};
using SharedScaling = std::shared_ptr<SwarmScaling>;

/// None where the database cannot be reached from here, as is common.
std::optional<std::chrono::milliseconds> longestKnown(const JobContext &context, const Neighbours &with, const stack::Stack &stack)
{
    return longestJob(context, with.postgres, stack).value_or(std::nullopt);
}

Result<QList<stack::QueueClient>> queueClientsNow(const SwarmScaling &it, const JobContext &context)
{
    QD_TRY(const redis::Coordinates coordinates, queueCoordinates(it.stack));
    QD_TRY(const std::unique_ptr<redis::Session> session, it.with.redis.connect(context, coordinates));
    QD_TRY(const redis::Reply list, session->command(context, {"CLIENT", "LIST"}));
    return stack::queueClients(list.string, stack::queueKeys(it.stack.queue).clientName);
}

Result<void> check(SwarmScaling &it, const JobContext &context)
{
    it.began = it.with.clock.monotonic();
    QD_TRY(it.workers, swarmWorkers(context, it.with, it.stack));
    docker::SwarmService trial = it.workers.service;
    QD_CHECK(docker::setReplicas(trial, it.request.target));
    if (*it.workers.service.replicas != it.before) {
        return fail(
            ErrorKind::Conflict,
            Words::tr("There are to be %n worker(s) now; somebody has changed their number meanwhile.", nullptr, *it.workers.service.replicas), {},
            Words::tr("Look at them, then choose the number again."));
    }
    it.report.before = it.before;
    if (it.workers.service.updating) {
        return fail(ErrorKind::Conflict, Words::tr("Swarm is replacing the tasks of %1 just now.").arg(it.workers.service.name), {},
                    Words::tr("Wait until that has ended: docker service ps %1").arg(it.workers.service.name));
    }
    QD_TRY(const QList<SwarmTask> tasks, it.workers.swarm->listTasks(context, QStringList{it.workers.service.id}));
    for (const SwarmTask &task : tasks)
        it.tasksBefore.insert(task.id);
    if (const auto clients = queueClientsNow(it, context)) {
        it.clientsBefore.emplace();
        for (const stack::QueueClient &client : *clients)
            it.clientsBefore->insert(client.id);
    }
    return context.checkpoint();
}

/// Which worker ends is Swarm's choice, so all of them must be able to end without loss.
Result<void> checkGrace(SwarmScaling &it, const JobContext &context)
{
    const SwarmGrace chain = swarmGrace(*it.stack.service(stack::Role::Worker), longestKnown(context, it.with, it.stack));
    QD_CHECK(context.checkpoint());
    if (chain.holds)
        return {};
    if (it.request.force) {
        context.sink().logLine(chain.problem);
        return {};
    }
    return fail(ErrorKind::Conflict, chain.problem, {},
                chain.remedy + QLatin1Char(' ') + Words::tr("Or repeat it with --force: what does not end in time is then cut off."));
}

Result<void> raiseNumber(SwarmScaling &it, const JobContext &context)
{
    return changeReplicas(context, it.workers, it.before, it.request.target);
}

/// Whoever changed it meanwhile knows better.
Result<void> putBack(SwarmScaling &it, const JobContext &context)
{
    const Result<void> changed = changeReplicas(context, it.workers, it.request.target, it.before);
    if (!changed && changed.error().kind == ErrorKind::Conflict) {
        context.sink().logLine(changed.error().what);
        return {};
    }
    it.report.started.clear();
    it.report.drained.clear();
    return changed;
}

/// What keeps the new tasks from running, as Swarm puts it.
QString obstacleOf(const QList<SwarmTask> &tasks)
{
    for (const SwarmTask &task : tasks) {
        if (!task.isRunning() && !task.error.isEmpty())
            return task.error;
    }
    return {};
}

Result<void> waitUntilRunning(SwarmScaling &it, const JobContext &context)
{
    const QString lookAt = Words::tr("Look at them: docker service ps --no-trunc %1").arg(it.workers.service.name);
    const JobContext bounded = context.withTimeout(startPatience);
    while (true) {
        QD_TRY(const QList<SwarmTask> all, it.workers.swarm->listTasks(context, QStringList{it.workers.service.id}));
        QList<SwarmTask> young;
        int running = 0;
        int failures = 0;
        for (const SwarmTask &task : all) {
            running += task.isWanted() && task.isRunning() ? 1 : 0;
            if (it.tasksBefore.contains(task.id))
                continue;
            young.append(task);
            failures += task.state == QLatin1String("failed") || task.state == QLatin1String("rejected") ? 1 : 0;
        }
        context.sink().stepProgress({QStringLiteral("run"), std::min(running, it.request.target), it.request.target, Progress::Unit::Items});
        if (running >= it.request.target) {
            for (const SwarmTask &task : std::as_const(young)) {
                if (task.isRunning())
                    it.report.started.append(taskName(it.workers.service, task));
            }
            it.report.started.sort();
            return {};
        }
        if (failures >= failuresThatTell)
            return fail(ErrorKind::Internal, Words::tr("The new workers do not start."), obstacleOf(young), lookAt);
        const Result<void> slept = bounded.sleep(pollPause);
        QD_CHECK(context.checkpoint());
        if (!slept) {
            return fail(ErrorKind::Timeout,
                        Words::tr("After %1 only %2 of %3 workers run.").arg(formatDuration(startPatience)).arg(running).arg(it.request.target),
                        obstacleOf(young), lookAt);
        }
    }
}

/// Not merely running: with a connection that takes jobs.
Result<void> waitUntilTheyConsume(SwarmScaling &it, const JobContext &context)
{
    const JobContext bounded = context.withTimeout(startPatience);
    while (true) {
        QD_TRY(const QList<SwarmTask> tasks, livingTasks(context, *it.workers.swarm, it.workers.service.id));
        const Result<QList<stack::QueueClient>> clients = queueClientsNow(it, context);
        QD_CHECK(context.checkpoint());
        if (!clients && it.clientsBefore)
            return fail(clients.error());
        if (!clients) {
            context.sink().logLine(Words::tr("They run; whether they take jobs cannot be seen: %1").arg(clients.error().what));
            return {};
        }
        QStringList missing;
        for (const SwarmTask &task : tasks) {
            const bool isNew = !it.tasksBefore.contains(task.id);
            const bool consumes = std::any_of(clients->cbegin(), clients->cend(), [&](const stack::QueueClient &client) {
                // The address of one that was killed is soon another's, while Redis still holds its connection.
                return task.addresses.contains(client.address) && !(isNew && it.clientsBefore && it.clientsBefore->contains(client.id));
            });
            if (task.isWanted() && !consumes)
                missing.append(taskName(it.workers.service, task));
        }
        context.sink().stepProgress({QStringLiteral("consume"), tasks.size() - missing.size(), tasks.size(), Progress::Unit::Items});
        if (missing.isEmpty())
            return {};
        const Result<void> slept = bounded.sleep(pollPause);
        QD_CHECK(context.checkpoint());
        if (!slept) {
            return fail(ErrorKind::Timeout,
                        Words::tr("%1 run, but take no jobs after %2.").arg(missing.join(QLatin1String(", ")), formatDuration(startPatience)), {},
                        Words::tr("Look into their log: docker service logs %1").arg(it.workers.service.name));
        }
    }
}

Result<void> drain(SwarmScaling &it, const JobContext &context)
{
    DrainOptions options;
    options.timeout = it.request.drainTimeout;
    options.finishNow = it.request.finishNow;
    QD_TRY(const DrainResult result, drainSwarmTasks(context, it.with, it.stack, it.before, it.request.target, options));
    it.report.drained = result.drained;
    it.report.lost = result.lost;
    it.report.heldMs = result.heldMs;
    it.report.waitedForJobs = result.waitedForJobs;
    return {};
}

Result<void> finish(SwarmScaling &it, const JobContext &context)
{
    QD_TRY(const docker::SwarmService now, it.workers.swarm->inspectService(context, it.workers.service.id));
    it.report.after = now.replicas.value_or(0);
    it.report.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(it.with.clock.monotonic() - it.began).count();
    if (it.report.after != it.request.target) {
        return fail(ErrorKind::Conflict,
                    Words::tr("There are to be %1 workers, not %2: somebody has changed their number meanwhile.")
                        .arg(it.report.after)
                        .arg(it.request.target));
    }
    const QString took = formatDuration(std::chrono::milliseconds(it.report.tookMs));
    if (it.report.lost.isEmpty()) {
        it.report.summary = Words::tr("%1 workers instead of %2 after %3.").arg(it.report.after).arg(it.report.before).arg(took);
    } else {
        it.report.summary
            = Words::tr("%1 workers instead of %2 after %3; %n execution(s) were cut off: %4", nullptr, static_cast<int>(it.report.lost.size()))
                  .arg(it.report.after)
                  .arg(it.report.before)
                  .arg(took, it.report.lost.join(QLatin1String(", ")));
    }
    context.sink().logLine(it.report.summary);
    return {};
}

Step step(const char *id, const QString &title, const SharedScaling &scaling, Result<void> (*run)(SwarmScaling &, const JobContext &),
          Result<void> (*undo)(SwarmScaling &, const JobContext &) = nullptr)
{
    Step made{QString::fromLatin1(id), title, [scaling, run](JobContext &context) { return run(*scaling, context); }, {}};
    if (undo != nullptr)
        made.undo = [scaling, undo](JobContext &context) { return undo(*scaling, context); };
    return made;
}

QStringList warningsBefore(const JobContext &context, const Neighbours &with, const stack::Stack &stack, const SwarmWorkers &workers,
                           const ScaleRequest &request)
{
    QStringList warnings;
    const int from = workers.service.replicas.value_or(0);
    if (request.target == 0)
        warnings.append(Words::tr("Without a worker nothing is executed: whatever comes in waits until there is one again."));
    if (request.target < from) {
        const SwarmGrace chain = swarmGrace(*stack.service(stack::Role::Worker), longestKnown(context, with, stack));
        if (request.target > 0) {
            warnings.append(Words::tr("Swarm decides which %n worker(s) end, and cannot be told to take idle ones; each gets up to %1 to finish.",
                                      nullptr, from - request.target)
                                .arg(formatDuration(chain.grace)));
        }
        if (!chain.holds)
            warnings.append(chain.problem + QLatin1Char(' ') + chain.remedy);
        else if (!chain.longest)
            warnings.append(Words::tr("How long jobs take is not known; n8n gives them %1 to end.").arg(formatDuration(chain.n8nTimeout)));
        const Result<redis::Coordinates> queue = queueCoordinates(stack);
        warnings.append(queue
                            ? Words::tr("Until those that end have let go of the queue, nobody is given a job; new ones wait.")
                            : Words::tr("The queue cannot be held meanwhile, so a job that is handed to a worker in the moment it is told to end may "
                                        "be lost. %1")
                                  .arg(queue.error().what));
    }
    return warnings;
}

} // namespace

Result<ScalePreview> previewSwarmScale(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                       const ScaleRequest &request)
{
    QD_TRY(SwarmWorkers workers, swarmWorkers(context, neighbours, stack));
    ScalePreview preview;
    preview.from = workers.service.replicas.value_or(0);
    preview.to = request.target;
    preview.persistedIn = Words::tr("the swarm, as the replicas of the service %1").arg(workers.service.name);
    docker::SwarmService trial = workers.service;
    QD_CHECK(docker::setReplicas(trial, request.target));
    preview.warnings = warningsBefore(context, neighbours, stack, workers, request);
    preview.warnings.append(Words::tr("The next \"docker stack deploy\" sets the number to what the stack's file says: change "
                                      "services.%1.deploy.replicas there, too.")
                                .arg(stack.service(stack::Role::Worker)->name));
    QD_CHECK(context.checkpoint());
    return preview;
}

QList<Step> swarmScalePlan(const Neighbours &neighbours, const stack::Stack &stack, const ScaleRequest &request, ScaleReport &report)
{
    const auto scaling = std::make_shared<SwarmScaling>(neighbours, stack, request, report);
    const stack::Service *service = stack.service(stack::Role::Worker);
    scaling->before = service == nullptr ? 0 : service->replicasWanted;
    const int more = request.target - scaling->before;
    QList<Step> plan{step("check", Words::tr("Look whether it can be done"), scaling, check)};
    if (more > 0) {
        plan.append(step("replicas", Words::tr("Raise the number in the service"), scaling, raiseNumber, putBack));
        plan.append(step("run", Words::tr("Wait until %n worker(s) more run", nullptr, more), scaling, waitUntilRunning));
        plan.append(step("consume", Words::tr("Wait until they take jobs"), scaling, waitUntilTheyConsume));
    } else if (more < 0) {
        plan.append(step("grace", Words::tr("See that no worker is killed before its jobs end"), scaling, checkGrace));
        plan.append(step("drain", Words::tr("Let Swarm end %n worker(s), each after its jobs", nullptr, -more), scaling, drain, putBack));
    }
    plan.append(step("finish", Words::tr("Count them"), scaling, finish));
    return stack::lockedPlan(std::move(plan), stack.id, Words::tr("scale workers from %1 to %2").arg(scaling->before).arg(request.target));
}

} // namespace quarterdeck::workers
