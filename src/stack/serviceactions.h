// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "foundation/steprunner.h"
#include "stack/stack.h"

#include <chrono>

namespace quarterdeck::stack {

enum class ServiceAction { Start, Stop, Restart };

/// How long n8n waits for what it runs once it was told to end, then it exits:
/// N8N_GRACEFUL_SHUTDOWN_TIMEOUT (QUEUE_WORKER_TIMEOUT still overrides it on workers), 30 s where neither is set.
[[nodiscard]] std::chrono::seconds n8nShutdownTimeout(const Service &service);

/// How long a container of this service gets to end by itself before the
/// engine kills it: never shorter than what the program inside asks for.
/// n8n: N8N_GRACEFUL_SHUTDOWN_TIMEOUT (QUEUE_WORKER_TIMEOUT still overrides it
/// on workers; default 30 s) and 15 s more; PostgreSQL at least 60 s for its
/// checkpoint; Redis at least 30 s for its save.
[[nodiscard]] std::chrono::seconds stopGrace(const Service &service);

/// Translated sentences: what will happen, for the question before it.
/// @param runningJobs executions at work now; negative = not known
[[nodiscard]] QStringList serviceActionConsequences(ServiceAction action, const Stack &stack, const Service &service, qint64 runningJobs = -1);

/// Steps: lock, then for each container stop-NAME, start-NAME, wait-NAME as the
/// action wants; a start of several waits for all of them at once. A wait ends
/// when they run, and are healthy where they tell. A stop that fails, or is
/// cancelled, is undone by starting again what was stopped.
/// On a swarm it is Unsupported: there Swarm does it.
/// The first step takes the stack's lock, so the caller must not hold it; the
/// last one, or the undo, lets it go.
[[nodiscard]] QList<Step> servicePlan(docker::DockerPort &docker, ServiceAction action, const Stack &stack, const Service &service);

/// Whether what it keeps would be gone with it: a volume without a name (64 hexadecimal digits instead) goes over to
/// the next container only when Compose itself recreates, not when one is removed and another made.
[[nodiscard]] bool hasAnonymousVolume(const docker::ContainerDetails &container);

/// Waits until these containers run, and are healthy where they tell.
/// Errors: Internal when one ended right after its start, Timeout; both with where to look.
[[nodiscard]] Result<void> waitUntilUp(const JobContext &outer, docker::DockerPort &docker, const QStringList &ids,
                                       std::chrono::minutes within = std::chrono::minutes(3));

} // namespace quarterdeck::stack
