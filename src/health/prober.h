// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"
#include "health/stackstatus.h"

#include <memory>

namespace quarterdeck::health {

/// Takes StackStatus values of one stack: each call reads what changes
/// (states, cgroups, queue, endpoints, disk) over connections it keeps.
/// One object a thread. The CLI calls it once or twice, the monitor at 1 Hz.
class Prober final
{
public:
    Prober(docker::DockerPort &docker, cgroup::ResourcePort &resources, postgres::PostgresPort &postgres, redis::RedisPort &redis, n8n::N8nPort &n8n,
           const Clock &clock);
    ~Prober();
    Q_DISABLE_COPY_MOVE(Prober)

    /// A new picture of the stack (after discovery or after a container event).
    void setStack(const stack::Stack &stack);

    /// What the status tells of backups; nothing known = none is proven yet.
    void setLastProvenBackup(const std::optional<QDateTime> &taken);

    /// Only what changed by events needs a new inspect; the monitor says which.
    void markChanged(const QString &containerId);

    /// @param context bounds the whole; a neighbour that does not answer
    ///        within 5 s becomes part of the status, not an error
    [[nodiscard]] Result<StackStatus> take(const JobContext &context);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace quarterdeck::health
