// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/containergroups.h"

#include "stack/roles.h"
#include "stack/swarmgroups.h"

#include <QSet>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

using docker::ContainerDetails;
using docker::ContainerSummary;
using Groups = std::map<QString, ContainerGroup>;

bool isOneOff(const ContainerSummary &container)
{
    return container.labels.value(composelabel::oneoff).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

/// The role from the summary where the image tells it, else by inspecting.
/// A container that goes away meanwhile is no n8n.
Result<Role> roleOfSummary(const JobContext &context, docker::DockerPort &docker, const ContainerSummary &container)
{
    if (const std::optional<Role> known = roleFromImage(container.image, container.command))
        return *known;
    const Result<ContainerDetails> details = docker.inspectContainer(context, container.id);
    if (details)
        return roleOf(*details);
    if (details.error().kind == ErrorKind::NotFound)
        return Role::Other;
    return fail(details.error());
}

/// A container that `docker run` made, and what it says of its neighbours.
struct Lone
{
    ContainerSummary container;
    Role role = Role::Other;
    QSet<QString> servers; ///< hosts that its settings name
    QSet<QString> names; ///< under which others find it
    QSet<QString> networks; ///< made by people, so that being on one means something
    bool taken = false;

    [[nodiscard]] bool sharesNetworkWith(const Lone &other) const { return networks.intersects(other.networks); }
};

Result<std::optional<Lone>> loneOf(const JobContext &context, docker::DockerPort &docker, const ContainerSummary &container, Role role)
{
    const Result<ContainerDetails> details = docker.inspectContainer(context, container.id);
    if (!details && details.error().kind == ErrorKind::NotFound)
        return std::nullopt;
    if (!details)
        return fail(details.error());
    Lone lone;
    lone.container = container;
    lone.role = role;
    lone.names = {details->name, details->hostname, details->id.left(12)};
    for (auto it = details->networks.cbegin(); it != details->networks.cend(); ++it) {
        lone.names.unite(QSet<QString>(it.value().aliases.cbegin(), it.value().aliases.cend()));
        lone.names.insert(it.value().ipAddress);
        if (it.key() != QLatin1String("bridge") && it.key() != QLatin1String("host") && it.key() != QLatin1String("none"))
            lone.networks.insert(it.key());
    }
    lone.names.remove(QString());
    const QHash<QString, QString> environment = environmentMap(details->environment);
    for (const char *name : {"DB_POSTGRESDB_HOST", "QUEUE_BULL_REDIS_HOST"})
        lone.servers.insert(environment.value(QLatin1String(name)).trimmed());
    for (const QString &node : environment.value(QStringLiteral("QUEUE_BULL_REDIS_CLUSTER_NODES")).split(QLatin1Char(',')))
        lone.servers.insert(node.section(QLatin1Char(':'), 0, 0).trimmed());
    lone.servers.remove(QString());
    return lone;
}

/// A main started with `docker run` is a stack of its own. With it belong the
/// servers that its settings name, workers that name the same ones, and task
/// runners on its network. Workers that belong to no main stand for themselves.
Result<void> groupLoneContainers(const JobContext &context, docker::DockerPort &docker, const QList<std::pair<ContainerSummary, Role>> &containers,
                                 Groups &found)
{
    const bool anyN8n = std::any_of(containers.cbegin(), containers.cend(), [](const auto &entry) { return isN8n(entry.second); });
    if (!anyN8n)
        return {};
    QList<Lone> lones;
    for (const auto &[container, role] : containers) {
        if (role == Role::Other || role == Role::Proxy)
            continue;
        QD_TRY(const std::optional<Lone> lone, loneOf(context, docker, container, role));
        if (lone)
            lones.append(*lone);
    }
    const auto gather = [&lones, &found](Lone &head) {
        head.taken = true;
        // A Compose project may have the same name as a container.
        const QString name = head.container.name;
        ContainerGroup &group = found[found.count(name) == 0 ? name : head.container.id.left(12)];
        group.containers.append(head.container);
        group.hasWorkers = head.role == Role::Worker;
        for (Lone &other : lones) {
            const bool isServer = other.role == Role::Postgres || other.role == Role::Redis;
            const bool named = isServer && head.servers.intersects(other.names);
            const bool colleague = !other.taken && (other.role == Role::Worker || other.role == Role::Webhook)
                && other.servers.intersects(head.servers) && other.sharesNetworkWith(head);
            const bool runner = !other.taken && other.role == Role::Runner && other.sharesNetworkWith(head);
            if (!named && !colleague && !runner)
                continue;
            // Two stacks may share a server; a worker has one main.
            other.taken = true;
            group.hasWorkers = group.hasWorkers || other.role == Role::Worker;
            group.containers.append(other.container);
        }
    };
    for (const Role role : {Role::Main, Role::Worker, Role::Webhook}) {
        for (Lone &lone : lones) {
            if (lone.role == role && !lone.taken)
                gather(lone);
        }
    }
    return {};
}

} // namespace

int ContainerGroup::containerCount() const
{
    if (services.isEmpty())
        return static_cast<int>(containers.size());
    int count = 0;
    for (const docker::SwarmService &service : services)
        count += std::max(0, service.replicas.value_or(service.desiredTasks));
    return count;
}

int ContainerGroup::runningCount() const
{
    if (services.isEmpty()) {
        return static_cast<int>(std::count_if(containers.cbegin(), containers.cend(),
                                              [](const ContainerSummary &container) { return container.state == QLatin1String("running"); }));
    }
    int count = 0;
    for (const docker::SwarmService &service : services)
        count += std::max(0, service.runningTasks);
    return count;
}

compose::Project projectOf(const QMap<QString, QString> &labels)
{
    return compose::Project{labels.value(composelabel::project), labels.value(composelabel::workingDir),
                            labels.value(composelabel::configFiles).split(QLatin1Char(','), Qt::SkipEmptyParts),
                            labels.value(composelabel::environmentFile).split(QLatin1Char(','), Qt::SkipEmptyParts)};
}

Result<std::map<QString, ContainerGroup>> findStacks(const JobContext &context, docker::DockerPort &docker)
{
    QD_TRY(const QList<ContainerSummary> containers, docker.listContainers(context, true));
    Groups projects;
    SwarmGroups swarm;
    QSet<QString> withN8n;
    QList<std::pair<ContainerSummary, Role>> lones;
    for (const ContainerSummary &container : containers) {
        if (isOneOff(container))
            continue;
        QD_TRY(const Role role, roleOfSummary(context, docker, container));
        const QString project = container.labels.value(composelabel::project);
        if (project.isEmpty()) {
            if (!swarm.take(container, role))
                lones.append({container, role});
            continue;
        }
        ContainerGroup &group = projects[project];
        group.orchestrator = Orchestrator::Compose;
        group.hasWorkers = group.hasWorkers || role == Role::Worker;
        group.containers.append(container);
        if (isN8n(role))
            withN8n.insert(project);
    }
    std::erase_if(projects, [&withN8n](const auto &entry) { return !withN8n.contains(entry.first); });
    QD_CHECK(swarm.addServices(context, docker));
    swarm.moveInto(projects);
    QD_CHECK(groupLoneContainers(context, docker, lones, projects));
    return projects;
}

} // namespace quarterdeck::stack
