// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineproxy.h"

#include "support/realstack.h"

#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace quarterdeck::test {

namespace {

sockaddr_un addressOf(const QString &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(std::min<qsizetype>(name.size(), sizeof address.sun_path - 1)));
    return address;
}

/// Until one side ends; the other hears of it, for an exec half-closes its input.
void pump(int from, int to)
{
    std::array<char, 65536> buffer;
    while (true) {
        const ssize_t n = ::recv(from, buffer.data(), buffer.size(), 0);
        if (n <= 0)
            break;
        for (ssize_t sent = 0; sent < n;) {
            const ssize_t m = ::send(to, buffer.data() + sent, static_cast<size_t>(n - sent), MSG_NOSIGNAL);
            if (m <= 0)
                break;
            sent += m;
        }
    }
    ::shutdown(to, SHUT_WR);
}

} // namespace

EngineProxy::EngineProxy(QString path)
    : m_path(std::move(path))
{
}

EngineProxy::~EngineProxy()
{
    die();
}

bool EngineProxy::start()
{
    QFile::remove(m_path);
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf(m_path);
    if (m_listener < 0 || ::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listener, 64) != 0)
        return false;
    m_dead = false;
    m_thread = std::jthread([this] { serve(); });
    return true;
}

void EngineProxy::serve()
{
    const sockaddr_un engine = addressOf(engineSocket());
    while (!m_dead) {
        pollfd wait = {m_listener, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0)
            continue;
        auto connection = std::make_unique<Connection>();
        connection->client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        connection->engine = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const std::scoped_lock lock(m_mutex);
        if (connection->client >= 0 && !m_dead && ::connect(connection->engine, reinterpret_cast<const sockaddr *>(&engine), sizeof engine) == 0) {
            connection->up = std::jthread([c = connection.get()] { pump(c->client, c->engine); });
            connection->down = std::jthread([c = connection.get()] { pump(c->engine, c->client); });
        }
        m_connections.push_back(std::move(connection));
    }
}

void EngineProxy::die()
{
    if (m_dead.exchange(true))
        return;
    QFile::remove(m_path);
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &connection : m_connections) {
            ::shutdown(connection->client, SHUT_RDWR);
            ::shutdown(connection->engine, SHUT_RDWR);
        }
    }
    m_thread.join();
    ::close(m_listener);
    for (const auto &connection : m_connections) {
        ::shutdown(connection->client, SHUT_RDWR); // what came in between
        ::shutdown(connection->engine, SHUT_RDWR);
        connection->up = {};
        connection->down = {};
        ::close(connection->client);
        ::close(connection->engine);
    }
    m_connections.clear();
}

} // namespace quarterdeck::test
