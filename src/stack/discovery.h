// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "stack/stack.h"

namespace quarterdeck::stack {

/// Finds n8n stacks on an engine and reads everything about one, from labels,
/// images, `docker compose config`, Swarm's services and inspect. Assumes no names. Changes nothing.
class Discovery final
{
public:
    Discovery(docker::DockerPort &docker, compose::ComposePort &compose);

    /// Every n8n stack, running or stopped, by id. One list call (and one for the services, where the engine manages a
    /// swarm), and an image inspect only for containers whose image name tells nothing.
    [[nodiscard]] Result<QList<StackSummary>> list(const JobContext &context);

    /// Everything about one stack.
    /// @param id from list(); NotFound lists those there are
    [[nodiscard]] Result<Stack> read(const JobContext &context, const QString &id);

    /// The stack to open on: the wanted one, else the only one. Conflict
    /// when several could be meant (the hint lists them), NotFound when there is none.
    [[nodiscard]] Result<QString> choose(const JobContext &context, const QString &wantedId);

private:
    docker::DockerPort &m_docker;
    compose::ComposePort &m_compose;
};

} // namespace quarterdeck::stack
