// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/cgroup/apiresources.h"
#include "adapters/cgroup/cgroupreader.h"

namespace quarterdeck::cgroup {

/// Cgroup files where they can be seen, the engine's stats where they cannot
/// (another machine, a desktop product's own virtual machine). Decided for
/// each life of each container anew.
class Resources final : public ResourcePort
{
    Q_DISABLE_COPY_MOVE(Resources)

public:
    /// @param root prefix of /proc and /sys, for tests with a made tree
    explicit Resources(docker::DockerPort &docker, QString root = {});

    [[nodiscard]] Result<ResourceSample> sample(const JobContext &context, const QString &containerId, qint64 pid) override;
    void forget(const QString &containerId) override;

private:
    ApiResources m_api;
    CgroupReader m_reader;
    /// Process of those containers whose files were looked for in vain.
    QHash<QString, qint64> m_unseen;
};

} // namespace quarterdeck::cgroup
