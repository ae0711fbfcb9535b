// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/containergroups.h"
#include "stack/roles.h"

#include <QSet>

#include <map>

namespace quarterdeck::stack {

/// The stacks of `docker stack deploy`, gathered from the containers of this
/// node and, where the engine manages the swarm, from the services of all of it.
class SwarmGroups final
{
public:
    /// @return whether the container belongs to a Swarm stack
    [[nodiscard]] bool take(const docker::ContainerSummary &container, Role role);
    /// An engine that is no manager adds nothing; why, is noted where there are containers.
    [[nodiscard]] Result<void> addServices(const JobContext &context, docker::DockerPort &docker);
    /// Those with an n8n in them, under their names; where a Compose project has that already, as "<name>-swarm".
    void moveInto(std::map<QString, ContainerGroup> &groups);

private:
    std::map<QString, ContainerGroup> m_groups; ///< by the stack's name
    QSet<QString> m_withN8n;
};

/// "shop_worker" of the stack "shop" -> "worker", the name in the compose file.
[[nodiscard]] QString swarmServiceName(const QString &stack, const QString &service);
/// The slot in a task's name, "shop_worker.3.<id>" -> 3; 0 where there is one task a node.
[[nodiscard]] int swarmSlot(const QString &taskName);

/// What a container of this service is like, as far as the service tells, and
/// the image, where this engine has it.
[[nodiscard]] Result<docker::ContainerDetails> detailsOfService(const JobContext &context, docker::DockerPort &docker,
                                                                const docker::SwarmService &service);

} // namespace quarterdeck::stack
