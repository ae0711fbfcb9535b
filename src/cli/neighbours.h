// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "cli/backupactions.h"
#include "foundation/clock.h"

#include <functional>
#include <memory>

namespace quarterdeck::cli {

/// The ports the commands work with; main.cpp builds the concrete ones.
struct Neighbours
{
    docker::DockerPort &docker;
    compose::ComposePort &compose;
    process::ProcessPort &process;
    cgroup::ResourcePort &resources;
    postgres::PostgresPort &postgres;
    redis::RedisPort &redis;
    n8n::N8nPort &n8n;
    BackupActions &backups;
    const Clock &clock;
};

/// Builds them, once the command line is known to be right.
/// @param host value of --host; empty = DOCKER_HOST, the current context or the default socket
using NeighbourFactory = std::function<std::shared_ptr<const Neighbours>(const QString &host)>;

} // namespace quarterdeck::cli
