// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/stackcontainers.h"

#include "stack/containergroups.h"

#include <algorithm>

namespace quarterdeck::workers {

namespace {

/// The service a container belongs to; without Compose it is the one that lists it.
const stack::Service *serviceOf(const stack::Stack &stack, const docker::ContainerSummary &summary)
{
    if (!stack.project.name.isEmpty())
        return stack.service(summary.labels.value(stack::composelabel::service));
    const auto holds = [&summary](const stack::Service &service) {
        return std::any_of(service.containers.cbegin(), service.containers.cend(),
                           [&summary](const stack::Container &container) { return container.id == summary.id; });
    };
    const auto found = std::find_if(stack.services.cbegin(), stack.services.cend(), holds);
    return found == stack.services.cend() ? nullptr : &*found;
}

} // namespace

Result<QList<StackContainer>> containersNow(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack)
{
    const QStringList labels
        = stack.project.name.isEmpty() ? QStringList() : QStringList{stack::composelabel::project + QLatin1Char('=') + stack.project.name};
    QD_TRY(const QList<docker::ContainerSummary> all, docker.listContainers(context, true, labels));
    QList<StackContainer> containers;
    for (const docker::ContainerSummary &one : all) {
        const stack::Service *service = serviceOf(stack, one);
        if (service != nullptr && one.labels.value(stack::composelabel::oneoff) != QLatin1String("True"))
            containers.append({one, service, one.labels.value(stack::composelabel::number, QStringLiteral("1")).toInt()});
    }
    return containers;
}

QStringList addressesOf(const docker::ContainerDetails &details)
{
    QStringList addresses;
    for (const docker::NetworkEndpoint &endpoint : details.networks) {
        if (!endpoint.ipAddress.isEmpty())
            addresses.append(endpoint.ipAddress);
    }
    return addresses;
}

} // namespace quarterdeck::workers
