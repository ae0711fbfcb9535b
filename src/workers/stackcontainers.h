// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "stack/stack.h"

namespace quarterdeck::workers {

/// A container of the stack as the engine has it now.
struct StackContainer
{
    docker::ContainerSummary summary;
    const stack::Service *service = nullptr; ///< of the stack that was asked for
    int number = 0;

    [[nodiscard]] bool runs() const { return summary.state == QLatin1String("running"); }
};

/// All of them, those that were made since the stack was read too; one-off containers left out. One call.
/// @param stack must outlive the result
[[nodiscard]] Result<QList<StackContainer>> containersNow(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack);

/// Its addresses in all its networks.
[[nodiscard]] QStringList addressesOf(const docker::ContainerDetails &details);

} // namespace quarterdeck::workers
