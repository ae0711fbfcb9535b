// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/workercontainers.h"

#include <algorithm>

namespace quarterdeck::workers {

Result<QList<stack::Container>> containersOf(const JobContext &context, docker::DockerPort &docker, const QString &project, const QString &service)
{
    QD_TRY(const QList<docker::ContainerSummary> all,
           docker.listContainers(context, true,
                                 {QLatin1String("com.docker.compose.project=") + project, QLatin1String("com.docker.compose.service=") + service,
                                  QStringLiteral("com.docker.compose.oneoff=False")}));
    QList<stack::Container> containers;
    for (const docker::ContainerSummary &one : all) {
        stack::Container container;
        container.id = one.id;
        container.name = one.name;
        container.number = one.labels.value(QStringLiteral("com.docker.compose.container-number")).toInt();
        container.state = one.state;
        container.imageId = one.imageId;
        container.configHash = one.labels.value(QStringLiteral("com.docker.compose.config-hash"));
        for (const QString &address : one.networkAddresses) {
            if (container.address.isEmpty())
                container.address = address;
        }
        containers.append(container);
    }
    std::sort(containers.begin(), containers.end(), [](const stack::Container &a, const stack::Container &b) { return a.number < b.number; });
    return containers;
}

} // namespace quarterdeck::workers
