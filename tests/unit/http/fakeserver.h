// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/filedescriptor.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace quarterdeck::test {

/// The server's end of one connection. Blocking, but never longer than
/// `patience`, so that a test which goes wrong still ends.
class Peer final
{
public:
    static constexpr int patience = 10000; ///< milliseconds

    explicit Peer(FileDescriptor fd)
        : m_fd(std::move(fd))
    {
    }

    /// A request head with its empty line; empty when the client has closed.
    QByteArray readHead();
    /// As many bytes as there are until `count`; fewer when the client has closed.
    QByteArray readBytes(qsizetype count);
    /// Everything until the client closes its side.
    QByteArray readAll();
    void send(const QByteArray &bytes) const;
    void close() { m_fd.reset(); }

private:
    bool fill();

    FileDescriptor m_fd;
    QByteArray m_buffer;
};

/// Listens on a Unix socket in a folder of its own and runs a script for each
/// connection on a thread of its own: for what a real server does only when
/// it breaks.
class FakeServer final
{
    Q_DISABLE_COPY_MOVE(FakeServer)

public:
    /// @param script what to do with a connection, and its number from 0
    using Script = std::function<void(Peer &, int)>;

    explicit FakeServer(Script script);
    ~FakeServer();

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("engine.sock")); }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void listen(const std::stop_token &token);

    QTemporaryDir m_folder;
    Script m_script;
    FileDescriptor m_listener;
    std::atomic<int> m_connections = 0;
    std::vector<std::jthread> m_threads;
    std::jthread m_acceptor;
};

} // namespace quarterdeck::test
