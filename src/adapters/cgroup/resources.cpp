// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/resources.h"

namespace quarterdeck::cgroup {

double cpuPercent(const ResourceSample &before, const ResourceSample &after)
{
    const auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(after.at - before.at).count();
    if (elapsed <= 0 || after.cpuNs < before.cpuNs || before.fromCgroup != after.fromCgroup)
        return 0.0;
    return 100.0 * static_cast<double>(after.cpuNs - before.cpuNs) / static_cast<double>(elapsed);
}

Resources::Resources(docker::DockerPort &docker, QString root)
    : m_docker(docker)
    , m_reader(std::move(root))
{
}

Result<ResourceSample> Resources::sample(const JobContext &context, const QString &containerId, qint64 pid)
{
    const QString life = containerId + QLatin1Char(':') + QString::number(pid);
    if (!m_unseen.contains(life)) {
        if (Result<ResourceSample> read = m_reader.sample(containerId, pid); read)
            return read;
        m_unseen.insert(life);
    }
    QD_TRY(const docker::StatsSample stats, m_docker.stats(context, containerId));
    ResourceSample sample;
    sample.at = std::chrono::steady_clock::now();
    sample.cpuNs = stats.cpuTotalNs;
    sample.memoryUsed = stats.memoryUsed();
    sample.memoryLimit = stats.memoryLimit;
    sample.pids = stats.pids;
    return sample;
}

void Resources::forget(const QString &containerId)
{
    m_reader.forget(containerId);
    m_unseen.removeIf([&containerId](const QString &life) { return life.startsWith(containerId + QLatin1Char(':')); });
}

} // namespace quarterdeck::cgroup
