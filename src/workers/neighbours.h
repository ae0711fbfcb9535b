// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"

namespace quarterdeck::workers {

/// Whom the operations talk to. All must outlive them; one set a thread.
struct Neighbours
{
    docker::DockerPort &docker;
    compose::ComposePort &compose;
    postgres::PostgresPort &postgres;
    redis::RedisPort &redis;
    n8n::N8nPort &n8n;
    process::ProcessPort &process;
    cgroup::ResourcePort &resources;
    const Clock &clock;
};

} // namespace quarterdeck::workers
