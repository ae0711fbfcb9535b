// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "foundation/clock.h"
#include "health/stackstatus.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace quarterdeck::health {

/// An HTTP address that tells whether a program is ready.
struct EndpointTarget
{
    QString name; ///< "readiness"
    QString host;
    quint16 port = 0;
    QByteArray path;

    [[nodiscard]] QString url() const;
    bool operator==(const EndpointTarget &) const = default;
};

/// Where n8n's main process answers whether its database is connected and
/// migrated (/healthz/readiness). None when it cannot be reached by plain HTTP.
/// @param mainAddress its container's present address, for stacks that publish no port
[[nodiscard]] std::optional<EndpointTarget> readinessTarget(const stack::Stack &stack, const QString &mainAddress);

/// Asks one endpoint at most every 10 s, with 5 s to answer, on a thread of
/// its own: an n8n that hangs must not hold up the other readings.
class EndpointProbe final
{
public:
    EndpointProbe(n8n::N8nPort &n8n, const Clock &clock);
    ~EndpointProbe();
    Q_DISABLE_COPY_MOVE(EndpointProbe)

    /// A new target forgets the old one's answer.
    void setTarget(const std::optional<EndpointTarget> &target);
    /// The next call of latest() asks anew.
    void refresh();

    /// The newest answer, and starts the next question when that is due.
    /// Waits only for the very first answer of a target.
    [[nodiscard]] Result<std::optional<EndpointStatus>> latest(const JobContext &context);

private:
    void work(const std::stop_token &stop);
    [[nodiscard]] EndpointStatus ask(const JobContext &context, const EndpointTarget &target);

    n8n::N8nPort &m_n8n;
    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<EndpointTarget> m_target;
    quint64 m_generation = 0; ///< of the target
    bool m_asked = false; ///< a question is due or under way
    std::optional<EndpointStatus> m_answer;
    std::optional<std::chrono::steady_clock::time_point> m_lastAsked;
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace quarterdeck::health
