// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <thread>

namespace quarterdeck::test {

/// Keeps a number of executions in flight through a webhook that answers when
/// its execution has ended, each over a connection of its own; one thread, poll(2).
class WebhookLoad final
{
public:
    /// @param path of the webhook; it is called with ?seconds=S&n=N and must answer with a body that holds N
    WebhookLoad(quint16 port, QByteArray path);
    ~WebhookLoad();
    Q_DISABLE_COPY_MOVE(WebhookLoad)

    /// Begins `total` executions of shortest..longest seconds, at most `atOnce` in flight.
    void start(int total, int atOnce, double shortest, double longest, unsigned seed = 1);
    /// No new ones; those in flight are waited for.
    void stopNew() { m_stopNew = true; }
    /// Until all are answered. False when some are not within the time.
    [[nodiscard]] bool finish(std::chrono::seconds patience);

    [[nodiscard]] int begun() const { return m_begun; }
    [[nodiscard]] int answered() const { return m_answered; } ///< with 200 and the right body
    [[nodiscard]] int refused() const { return m_refused; } ///< with another status or body, or a broken connection
    [[nodiscard]] int inFlight() const { return m_begun - m_answered - m_refused; }
    [[nodiscard]] QByteArray firstRefusal() const;

private:
    struct Call
    {
        int number = 0;
        QByteArray received;
    };
    void work(const std::stop_token &stop);
    void begin();
    void readFrom(int fd);
    void close(int fd, bool well);

    const quint16 m_port;
    const QByteArray m_path;
    int m_total = 0;
    int m_atOnce = 0;
    double m_shortest = 1;
    double m_longest = 1;
    std::mt19937 m_random;
    std::map<int, Call> m_calls;
    std::atomic<int> m_begun = 0;
    std::atomic<int> m_answered = 0;
    std::atomic<int> m_refused = 0;
    std::atomic<bool> m_stopNew = false;
    mutable std::mutex m_mutex;
    QByteArray m_firstRefusal;
    std::jthread m_thread;
};

} // namespace quarterdeck::test
