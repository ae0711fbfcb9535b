// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"

namespace quarterdeck::test {

namespace {

/// The body that belongs to a head.
QByteArray bodyOf(Peer &peer, const QByteArray &head)
{
    const qsizetype at = head.indexOf("Content-Length: ");
    return at < 0 ? QByteArray() : peer.readBytes(head.mid(at + 16, head.indexOf("\r\n", at) - at - 16).toLongLong());
}

} // namespace

QByteArray answer(const QByteArray &body, const QByteArray &status)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray pong(const QByteArray &version, const QByteArray &server)
{
    return "HTTP/1.1 200 OK\r\nApi-Version: " + version + "\r\nOstype: linux\r\nServer: " + server + "\r\nContent-Length: 2\r\n\r\nOK";
}

FakeEngine::FakeEngine(Reply reply, QByteArray version)
    : m_server([this, reply = std::move(reply), version = std::move(version)](Peer &peer, int) {
        while (true) {
            const QByteArray head = peer.readHead();
            if (head.isEmpty())
                return;
            const QByteArray body = bodyOf(peer, head);
            {
                const std::lock_guard lock(m_mutex);
                m_lines.append(head.left(head.indexOf(" HTTP/1.1")));
            }
            if (head.startsWith("GET /_ping"))
                peer.send(pong(version));
            else
                reply(peer, head, body);
        }
    })
{
}

QList<QByteArray> FakeEngine::lines() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

} // namespace quarterdeck::test
