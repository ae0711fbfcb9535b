// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"
#include "workers/neighbours.h"
#include "workers/queuehold.h"

#include <memory>

namespace quarterdeck::workers {

/// A queue held for a while: nobody is given a job until release().
class HeldQueue final
{
    Q_DISABLE_COPY_MOVE(HeldQueue)

public:
    /// Connects; holds nothing yet. Errors: Unreachable with why.
    [[nodiscard]] static Result<std::unique_ptr<HeldQueue>> open(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack);
    /// Errors: Conflict when it is held already.
    [[nodiscard]] Result<void> hold(const JobContext &context, const QString &operation);
    /// Also when the job was cancelled, and over a new connection if the old one is
    /// broken: a queue that stays held is the worst that can be left behind.
    [[nodiscard]] Result<void> release(const JobContext &context);

    [[nodiscard]] redis::Session &session() { return *m_session; }
    [[nodiscard]] const stack::QueueKeys &keys() const { return m_keys; }
    [[nodiscard]] qint64 heldMs() const { return m_heldMs; } ///< for how long it was

private:
    HeldQueue(const Neighbours &neighbours, redis::Coordinates coordinates, std::unique_ptr<redis::Session> session, stack::QueueKeys keys);

    redis::RedisPort &m_redis;
    const Clock &m_clock;
    const redis::Coordinates m_coordinates;
    std::unique_ptr<redis::Session> m_session;
    const stack::QueueKeys m_keys;
    std::optional<std::chrono::steady_clock::time_point> m_since;
    qint64 m_heldMs = 0;
};

/// Gives jobs back that were handed to workers which never took them up.
/// Looks twice: what nobody is at for so long is not just on its way.
void giveBackStrays(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys);

} // namespace quarterdeck::workers
