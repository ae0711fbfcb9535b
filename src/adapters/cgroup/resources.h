// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/cgroup/cgroupreader.h"
#include "adapters/cgroup/resourceport.h"
#include "adapters/docker/dockerport.h"

#include <QSet>

namespace quarterdeck::cgroup {

/// Cgroup files where they can be seen, the engine's stats where they cannot
/// (another machine, a desktop product's own virtual machine).
class Resources final : public ResourcePort
{
public:
    explicit Resources(docker::DockerPort &docker, QString root = {});

    [[nodiscard]] Result<ResourceSample> sample(const JobContext &context, const QString &containerId, qint64 pid) override;
    void forget(const QString &containerId) override;

private:
    docker::DockerPort &m_docker;
    CgroupReader m_reader;
    /// Containers (with their process) whose files were looked for in vain.
    QSet<QString> m_unseen;
};

} // namespace quarterdeck::cgroup
