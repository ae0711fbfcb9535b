// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeserver.h"

#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

namespace quarterdeck::test {

bool Peer::fill()
{
    pollfd entry = {m_fd.get(), POLLIN, 0};
    char bytes[65536];
    if (!m_fd.isValid() || ::poll(&entry, 1, patience) <= 0)
        return false;
    const ssize_t size = ::recv(m_fd.get(), bytes, sizeof bytes, 0);
    if (size <= 0)
        return false;
    m_buffer.append(bytes, size);
    return true;
}

QByteArray Peer::readHead()
{
    while (!m_buffer.contains("\r\n\r\n")) {
        if (!fill())
            return {};
    }
    return readBytes(m_buffer.indexOf("\r\n\r\n") + 4);
}

QByteArray Peer::readBytes(qsizetype count)
{
    while (m_buffer.size() < count && fill()) { }
    const QByteArray bytes = m_buffer.left(count);
    m_buffer.remove(0, bytes.size());
    return bytes;
}

QByteArray Peer::readAll()
{
    while (fill()) { }
    return std::exchange(m_buffer, {});
}

void Peer::send(const QByteArray &bytes) const
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t size = ::send(m_fd.get(), bytes.constData() + done, static_cast<size_t>(bytes.size() - done), MSG_NOSIGNAL);
        if (size < 0)
            return;
        done += size;
    }
}

FakeServer::FakeServer(Script script)
    : m_script(std::move(script))
    , m_listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path());
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    if (::bind(m_listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listener.get(), 64) != 0)
        qFatal("the fake server cannot listen");
    m_acceptor = std::jthread([this](const std::stop_token &token) { listen(token); });
}

FakeServer::~FakeServer()
{
    m_acceptor.request_stop();
    m_acceptor.join();
    m_threads.clear();
}

void FakeServer::listen(const std::stop_token &token)
{
    while (true) {
        pollfd entry = {m_listener.get(), POLLIN, 0};
        // Who has connected is served, also when the test is over by then.
        if (::poll(&entry, 1, 20) <= 0) {
            if (token.stop_requested())
                return;
            continue;
        }
        FileDescriptor fd(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!fd.isValid())
            continue;
        m_threads.emplace_back([this, number = m_connections++, owned = std::move(fd)]() mutable {
            Peer peer(std::move(owned));
            m_script(peer, number);
        });
    }
}

} // namespace quarterdeck::test
