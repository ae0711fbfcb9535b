// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QString>

#include <chrono>

namespace quarterdeck::cgroup {

/// Cumulative counters of one container at one instant.
struct ResourceSample
{
    std::chrono::steady_clock::time_point at;
    quint64 cpuNs = 0; ///< CPU time used since the container started
    quint64 memoryUsed = 0; ///< bytes, as `docker stats` counts: usage minus inactive file cache
    quint64 memoryLimit = 0; ///< bytes; 0 = none
    quint64 oomKills = 0;
    quint64 pids = 0;
    qint64 pid = 0; ///< State.Pid at that time: tells one life of the container from the next
    bool fromCgroup = false; ///< read from the cgroup files; false = from the engine's API
};

/// CPU in percent of one core between two samples of the same container, as
/// `docker stats` prints it (200 % = two cores busy). Zero when the samples
/// are out of order, from different lives of the container or from different
/// sources.
[[nodiscard]] double cpuPercent(const ResourceSample &before, const ResourceSample &after);

/// Reads what containers use. One object a thread: it keeps descriptors open.
class ResourcePort
{
public:
    virtual ~ResourcePort() = default;

    /// @param pid State.Pid of the running container, to find its cgroup
    [[nodiscard]] virtual Result<ResourceSample> sample(const JobContext &context, const QString &containerId, qint64 pid) = 0;
    /// Closes what is kept open for containers that are gone.
    virtual void forget(const QString &containerId) = 0;
};

} // namespace quarterdeck::cgroup
