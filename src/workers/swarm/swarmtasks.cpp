// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/swarm/swarmtasks.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::SwarmTasks)
};

} // namespace

Result<SwarmWorkers> swarmWorkers(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack)
{
    const stack::Service *workers = stack.service(stack::Role::Worker);
    if (workers == nullptr) {
        return fail(ErrorKind::Unsupported, Words::tr("This stack has no workers."), {},
                    Words::tr("They need queue mode and a service that runs \"n8n worker\"."));
    }
    docker::SwarmPort *swarm = neighbours.docker.swarm();
    if (swarm == nullptr || workers->swarmId.isEmpty()) {
        return fail(ErrorKind::Unsupported, Words::tr("This engine does not manage the swarm, so its services cannot be changed from here."), {},
                    Words::tr("Run the console on one of the managers."));
    }
    QD_TRY(docker::SwarmService service, swarm->inspectService(context, workers->swarmId));
    return SwarmWorkers{swarm, std::move(service)};
}

Result<QList<docker::SwarmTask>> livingTasks(const JobContext &context, docker::SwarmPort &swarm, const QString &serviceId)
{
    QD_TRY(QList<docker::SwarmTask> tasks, swarm.listTasks(context, QStringList{serviceId}));
    tasks.removeIf([](const docker::SwarmTask &task) { return task.hasEnded() || (!task.isWanted() && task.containerId.isEmpty()); });
    std::sort(tasks.begin(), tasks.end(),
              [](const docker::SwarmTask &a, const docker::SwarmTask &b) { return a.slot != b.slot ? a.slot < b.slot : a.since < b.since; });
    return tasks;
}

QString taskName(const docker::SwarmService &service, const docker::SwarmTask &task)
{
    // One a node has no number but its node's.
    return service.name + QLatin1Char('.') + (task.slot > 0 ? QString::number(task.slot) : task.nodeId);
}

} // namespace quarterdeck::workers
