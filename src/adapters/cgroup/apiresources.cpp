// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/apiresources.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cgroup {

ApiResources::ApiResources(docker::DockerPort &docker)
    : m_docker(docker)
{
}

Result<ResourceSample> ApiResources::sample(const JobContext &context, const QString &containerId, qint64 pid)
{
    QD_TRY(const docker::StatsSample stats, m_docker.stats(context, containerId));
    // Of a container that does not run the engine tells nothing but zeros.
    if (!stats.read.isValid())
        return fail(ErrorKind::NotFound, QCoreApplication::translate("Cgroup", "The container does not run."));
    ResourceSample sample;
    // The answer may be a second old, and not always the same second. Clocks
    // that differ (another machine) are believed within reason only.
    const auto age = std::clamp<qint64>(stats.read.msecsTo(QDateTime::currentDateTimeUtc()), 0, 2000);
    sample.at = std::chrono::steady_clock::now() - std::chrono::milliseconds(age);
    sample.cpuNs = stats.cpuTotalNs;
    sample.memoryUsed = stats.memoryUsed();
    sample.pids = stats.pids;
    sample.pid = pid;
    if (!m_limitOfTheUnlimited.contains(containerId)) {
        QD_TRY(const docker::ContainerDetails details, m_docker.inspectContainer(context, containerId));
        m_limitOfTheUnlimited.insert(containerId, details.host.memory > 0 ? 0 : stats.memoryLimit);
    }
    sample.memoryLimit = stats.memoryLimit == m_limitOfTheUnlimited.value(containerId) ? 0 : stats.memoryLimit;
    return sample;
}

void ApiResources::forget(const QString &containerId)
{
    m_limitOfTheUnlimited.remove(containerId);
}

} // namespace quarterdeck::cgroup
