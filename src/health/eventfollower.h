// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "health/inbox.h"

#include <thread>

namespace quarterdeck::health {

/// Follows the engine's container events on a thread of its own and puts what
/// they mean into the inbox. Connects again by itself, after 0.5 s at first,
/// after 5 s at last.
class EventFollower final
{
public:
    /// Both must outlive it.
    EventFollower(docker::DockerPort &docker, Inbox &inbox);
    ~EventFollower();
    Q_DISABLE_COPY_MOVE(EventFollower)

private:
    void work(const std::stop_token &stop);
    void deliver(const docker::Event &event);

    docker::DockerPort &m_docker;
    Inbox &m_inbox;
    std::jthread m_thread;
};

} // namespace quarterdeck::health
