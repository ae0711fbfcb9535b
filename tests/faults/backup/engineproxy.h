// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace quarterdeck::test {

/// Stands between a client and the machine's engine, and dies as a killed
/// daemon does: every connection breaks at once and nobody answers any more,
/// while containers run on.
class EngineProxy final
{
public:
    /// @param path of our own socket
    explicit EngineProxy(QString path);
    ~EngineProxy();
    Q_DISABLE_COPY_MOVE(EngineProxy)

    [[nodiscard]] QString url() const { return QStringLiteral("unix://") + m_path; }
    [[nodiscard]] bool start();
    void die();

private:
    struct Connection
    {
        int client = -1;
        int engine = -1;
        std::jthread up;
        std::jthread down;
    };
    void serve();

    QString m_path;
    int m_listener = -1;
    std::atomic<bool> m_dead = true;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::jthread m_thread;
};

} // namespace quarterdeck::test
