// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/cgroup/resourceport.h"
#include "adapters/docker/dockerport.h"

#include <QHash>

namespace quarterdeck::cgroup {

/// What containers use, asked of the engine. Dearer than the cgroup files: an
/// engine before 24.0.7 waits a second or two for each answer.
///
/// The engine tells no count of OOM kills, so `oomKills` stays 0; the state of
/// the container and its events do.
class ApiResources final : public ResourcePort
{
    Q_DISABLE_COPY_MOVE(ApiResources)

public:
    explicit ApiResources(docker::DockerPort &docker);

    [[nodiscard]] Result<ResourceSample> sample(const JobContext &context, const QString &containerId, qint64 pid) override;
    void forget(const QString &containerId) override;

private:
    docker::DockerPort &m_docker;
    /// The limit that the engine tells for a container that has none: the
    /// machine's memory. 0 while the container does have one.
    QHash<QString, quint64> m_limitOfTheUnlimited;
};

} // namespace quarterdeck::cgroup
