// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/resources.h"

namespace quarterdeck::cgroup {

double cpuPercent(const ResourceSample &before, const ResourceSample &after)
{
    const auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(after.at - before.at).count();
    if (elapsed <= 0 || after.cpuNs < before.cpuNs || before.fromCgroup != after.fromCgroup || before.pid != after.pid)
        return 0.0;
    return 100.0 * static_cast<double>(after.cpuNs - before.cpuNs) / static_cast<double>(elapsed);
}

Resources::Resources(docker::DockerPort &docker, QString root)
    : m_api(docker)
    , m_reader(std::move(root))
{
}

Result<ResourceSample> Resources::sample(const JobContext &context, const QString &containerId, qint64 pid)
{
    QD_CHECK(context.checkpoint());
    if (const auto unseen = m_unseen.constFind(containerId); unseen == m_unseen.constEnd() || *unseen != pid) {
        if (Result<ResourceSample> read = m_reader.sample(containerId, pid); read)
            return read;
        m_unseen.insert(containerId, pid);
    }
    return m_api.sample(context, containerId, pid);
}

void Resources::forget(const QString &containerId)
{
    m_reader.forget(containerId);
    m_unseen.remove(containerId);
    m_api.forget(containerId);
}

} // namespace quarterdeck::cgroup
