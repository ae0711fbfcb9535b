// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/swarm/swarmsituation.h"

#include "workers/budgets.h"
#include "workers/runningjobs.h"
#include "workers/swarm/swarmtasks.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

using docker::SwarmTask;

/// What Redis and the workers tell of those that no engine near knows.
struct Heard
{
    bool fromRedis = false;
    QSet<QString> consumers; ///< addresses
    QList<WorkerAnswer> answers;
};

/// Silence where Redis cannot be reached.
Result<Heard> listen(const JobContext &context, const Neighbours &with, const stack::Stack &stack, int tasks)
{
    Heard heard;
    const Result<redis::Coordinates> coordinates = queueCoordinates(stack);
    if (!coordinates)
        return heard;
    const Result<std::unique_ptr<redis::Session>> session = with.redis.connect(context, *coordinates);
    QD_CHECK(context.checkpoint());
    if (!session)
        return heard;
    const Result<redis::Reply> list = (*session)->command(context, {"CLIENT", "LIST"});
    if (list) {
        heard.fromRedis = true;
        for (const stack::QueueClient &client : stack::queueClients(list->string, stack::queueKeys(stack.queue).clientName))
            heard.consumers.insert(client.address);
        heard.answers = askWorkers(context, with.redis, stack, tasks).value_or(QList<WorkerAnswer>());
    }
    QD_CHECK(context.checkpoint());
    return heard;
}

void tellOfTaskElsewhere(WorkerRow &row, const SwarmTask &task, const Heard &heard, const QDateTime &now)
{
    if (heard.fromRedis) {
        row.consuming = std::any_of(task.addresses.cbegin(), task.addresses.cend(),
                                    [&heard](const QString &address) { return heard.consumers.contains(address); });
    }
    for (const QString &address : task.addresses) {
        const WorkerAnswer *answer = answerOf(heard.answers, address, {});
        if (answer == nullptr)
            continue;
        row.version = answer->version;
        row.runningJobs = static_cast<int>(answer->jobs.size());
        for (const RunningJob &job : answer->jobs) {
            if (job.startedAt.isValid())
                row.oldestJobMs = std::max(row.oldestJobMs.value_or(0), job.startedAt.msecsTo(now));
        }
        return;
    }
}

} // namespace

Result<void> addSwarmTasks(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, Situation &situation)
{
    const Result<SwarmWorkers> workers = swarmWorkers(context, neighbours, stack);
    if (!workers && workers.error().kind == ErrorKind::Unsupported)
        return {};
    if (!workers)
        return fail(workers.error());
    QD_TRY(const QList<SwarmTask> tasks, livingTasks(context, *workers->swarm, workers->service.id));
    QHash<QString, QString> nodes;
    // The names are a nicety: without them ids tell the nodes apart.
    for (const docker::SwarmNode &node : workers->swarm->listNodes(context).value_or(QList<docker::SwarmNode>()))
        nodes.insert(node.id, node.hostname);
    QD_CHECK(context.checkpoint());

    const auto rowOf = [&situation](const SwarmTask &task) {
        return std::find_if(situation.workers.begin(), situation.workers.end(), [&task](const WorkerRow &row) {
            return !task.containerId.isEmpty() && !row.containerId.isEmpty()
                && (task.containerId.startsWith(row.containerId) || row.containerId.startsWith(task.containerId));
        });
    };
    const bool anyElsewhere
        = std::any_of(tasks.cbegin(), tasks.cend(), [&](const SwarmTask &task) { return rowOf(task) == situation.workers.end(); });
    Heard heard;
    if (anyElsewhere) {
        QD_TRY(heard, listen(context, neighbours, stack, static_cast<int>(tasks.size())));
    }
    int running = 0;
    for (const SwarmTask &task : tasks) {
        auto row = rowOf(task);
        if (row == situation.workers.end()) {
            WorkerRow elsewhere;
            elsewhere.containerId = task.containerId;
            elsewhere.name = taskName(workers->service, task);
            elsewhere.state = task.state;
            elsewhere.memoryLimit = workers->service.memoryLimit;
            tellOfTaskElsewhere(elsewhere, task, heard, neighbours.clock.now());
            situation.workers.append(elsewhere);
            row = std::prev(situation.workers.end());
        }
        row->number = task.slot;
        row->node = nodes.value(task.nodeId, task.nodeId);
        row->since = task.since;
        if (!task.isWanted())
            row->state = QStringLiteral("removing");
        running += task.isWanted() && task.isRunning() ? 1 : 0;
    }
    std::stable_sort(situation.workers.begin(), situation.workers.end(), [](const WorkerRow &a, const WorkerRow &b) { return a.number < b.number; });
    situation.capacity.workers = running;
    situation.capacity.wanted = workers->service.replicas.value_or(running);
    if (nodes.size() > 1) {
        // Those are of this machine alone, and Swarm puts workers on others, too.
        QList<Budget> &budgets = situation.capacity.budgets;
        budgets.removeIf([](const Budget &budget) { return budget.id == QLatin1String("memory") || budget.id == QLatin1String("cpu"); });
        situation.capacity.safeMost = std::max(1, safeMostOf(budgets));
    }
    situation.capacity.total = running * stack.concurrency.perWorker;
    return {};
}

} // namespace quarterdeck::workers
