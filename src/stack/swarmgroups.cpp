// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/swarmgroups.h"

#include "adapters/docker/swarmport.h"
#include "foundation/logging.h"

#include <utility>

namespace quarterdeck::stack {

namespace {

using docker::SwarmService;

/// A task that has ended never runs again: the next one is another container.
bool isOfALivingTask(const docker::ContainerSummary &container)
{
    return container.state != QLatin1String("exited") && container.state != QLatin1String("dead") && container.state != QLatin1String("removing");
}

Result<Role> roleOfService(const JobContext &context, docker::DockerPort &docker, const SwarmService &service)
{
    if (const std::optional<Role> known = roleFromImage(service.image, (service.entrypoint + service.command).join(QLatin1Char(' '))))
        return *known;
    QD_TRY(const docker::ContainerDetails details, detailsOfService(context, docker, service));
    return roleOf(details);
}

} // namespace

bool SwarmGroups::take(const docker::ContainerSummary &container, Role role)
{
    const QString stack = container.labels.value(docker::swarmlabel::stack);
    // A container may bear the label by chance; that of the service is Swarm's own.
    if (stack.isEmpty() || !container.labels.contains(docker::swarmlabel::service))
        return false;
    if (!isOfALivingTask(container))
        return true;
    ContainerGroup &group = m_groups[stack];
    group.hasWorkers = group.hasWorkers || role == Role::Worker;
    group.containers.append(container);
    if (isN8n(role))
        m_withN8n.insert(stack);
    return true;
}

Result<void> SwarmGroups::addServices(const JobContext &context, docker::DockerPort &docker)
{
    docker::SwarmPort *swarm = docker.swarm();
    if (swarm == nullptr)
        return {};
    const Result<QList<SwarmService>> services = swarm->listServices(context, QStringList{docker::swarmlabel::stack});
    if (!services) {
        QD_CHECK(context.checkpoint());
        // A swarm that is not well is no reason to see nothing of the rest.
        if (services.error().kind != ErrorKind::Unsupported)
            qCWarning(logStack) << "the services of the swarm are not known:" << services.error().what << services.error().detail;
        for (auto &[name, group] : m_groups)
            group.servicesUnknown = services.error().what + QLatin1Char(' ') + services.error().hint;
        return {};
    }
    for (const SwarmService &service : *services) {
        const QString stack = service.labels.value(docker::swarmlabel::stack);
        QD_TRY(const Role role, roleOfService(context, docker, service));
        ContainerGroup &group = m_groups[stack];
        group.hasWorkers = group.hasWorkers || role == Role::Worker;
        group.services.append(service);
        if (isN8n(role))
            m_withN8n.insert(stack);
    }
    return {};
}

void SwarmGroups::moveInto(std::map<QString, ContainerGroup> &groups)
{
    for (auto &[name, group] : m_groups) {
        if (!m_withN8n.contains(name))
            continue;
        group.orchestrator = Orchestrator::Swarm;
        group.swarmStack = name;
        groups.insert_or_assign(groups.count(name) == 0 ? name : name + QLatin1String("-swarm"), std::move(group));
    }
    m_groups.clear();
}

QString swarmServiceName(const QString &stack, const QString &service)
{
    const QString prefix = stack + QLatin1Char('_');
    return service.startsWith(prefix) ? service.mid(prefix.size()) : service;
}

int swarmSlot(const QString &taskName)
{
    return taskName.section(QLatin1Char('.'), -2, -2).toInt();
}

Result<docker::ContainerDetails> detailsOfService(const JobContext &context, docker::DockerPort &docker, const SwarmService &service)
{
    docker::ContainerDetails details;
    details.name = service.name;
    details.image = service.image;
    details.entrypoint = service.entrypoint;
    details.command = service.command;
    details.labels = service.containerLabels;
    details.mounts = service.mounts;
    details.healthcheck = service.healthcheck;
    details.host.memory = service.memoryLimit;
    // "name:tag@sha256:...": as the registry gave it, of which the engine may know either part.
    Result<docker::ImageDetails> image = docker.inspectImage(context, service.image);
    if (!image && image.error().kind == ErrorKind::NotFound && service.image.contains(QLatin1Char('@')))
        image = docker.inspectImage(context, service.image.section(QLatin1Char('@'), 0, 0));
    if (image) {
        details.imageId = image->id;
        if (details.entrypoint.isEmpty()) {
            details.entrypoint = image->entrypoint;
            if (details.command.isEmpty())
                details.command = image->command;
        }
        // As the engine does for a container: what the service sets comes later, and wins.
        details.environment = image->environment;
        QMap<QString, QString> labels = image->labels;
        labels.insert(details.labels);
        details.labels = labels;
    } else if (image.error().kind != ErrorKind::NotFound) {
        return fail(image.error());
    }
    details.environment += service.environment;
    return details;
}

} // namespace quarterdeck::stack
