// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/prober.h"
#include "stack/discovery.h"

#include <functional>
#include <memory>

namespace quarterdeck::health {

/// Watches one engine and one stack until cancelled: subscribes to events
/// before it lists, samples at most once a second, reconverges by itself when
/// the engine dies and comes back. Blocking; run it on a thread of its own.
class Monitor final
{
public:
    struct Callbacks
    {
        std::function<void(const EngineStatus &)> engine;
        /// The stacks there are, whenever that changes.
        std::function<void(const QList<stack::StackSummary> &)> stacks;
        /// The picture of the watched stack, whenever it was read anew.
        std::function<void(const stack::Stack &)> stack;
        std::function<void(const StackStatus &)> status;
        /// The watched stack is gone (deleted), or there is none to watch, or several and none chosen: says which by kind.
        std::function<void(const Error &)> noStack;
    };

    /// The ports must be usable from two threads at once (docker) or used by this object alone (the rest).
    Monitor(docker::DockerPort &docker, compose::ComposePort &compose, cgroup::ResourcePort &resources, postgres::PostgresPort &postgres,
            redis::RedisPort &redis, n8n::N8nPort &n8n, const Clock &clock, Callbacks callbacks);
    ~Monitor();
    Q_DISABLE_COPY_MOVE(Monitor)

    /// Runs until the context ends; always returns its Cancelled or Timeout.
    [[nodiscard]] Result<void> run(const JobContext &context);

    /// Thread-safe wishes from the window.
    void watch(const QString &stackId); ///< empty = the only one there is
    void refreshNow(); ///< F5: read everything anew
    void setVisible(bool visible); ///< hidden: events only, no sampling

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace quarterdeck::health
