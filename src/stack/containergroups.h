// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "adapters/docker/swarmport.h"
#include "stack/stack.h"

#include <QStringList>

#include <map>

namespace quarterdeck::stack {

/// Labels that Compose puts on what it makes.
namespace composelabel {
inline constexpr QLatin1String project("com.docker.compose.project");
inline constexpr QLatin1String service("com.docker.compose.service");
inline constexpr QLatin1String number("com.docker.compose.container-number");
inline constexpr QLatin1String hash("com.docker.compose.config-hash");
inline constexpr QLatin1String oneoff("com.docker.compose.oneoff");
inline constexpr QLatin1String workingDir("com.docker.compose.project.working_dir");
inline constexpr QLatin1String configFiles("com.docker.compose.project.config_files");
inline constexpr QLatin1String environmentFile("com.docker.compose.project.environment_file");
} // namespace composelabel

[[nodiscard]] compose::Project projectOf(const QMap<QString, QString> &labels);

/// The containers of one n8n stack.
struct ContainerGroup
{
    Orchestrator orchestrator = Orchestrator::None;
    bool hasWorkers = false;
    QList<docker::ContainerSummary> containers; ///< of a Swarm stack: those of this node
    QString swarmStack; ///< its name for Swarm
    QList<docker::SwarmService> services; ///< of a Swarm stack, where this engine tells them
    QString servicesUnknown; ///< translated: why it does not

    [[nodiscard]] int containerCount() const;
    [[nodiscard]] int runningCount() const;
};

/// Every n8n stack of an engine by its id: the Compose projects and the Swarm
/// stacks with an n8n in them, and each main that `docker run` made, with the
/// servers its settings name. One-off containers of `compose run` are left out,
/// and those of Swarm tasks that have ended.
[[nodiscard]] Result<std::map<QString, ContainerGroup>> findStacks(const JobContext &context, docker::DockerPort &docker);

} // namespace quarterdeck::stack
