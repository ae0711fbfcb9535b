// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/endpoint.h"
#include "unit/http/fakeserver.h"

#include <mutex>

namespace quarterdeck::test {

[[nodiscard]] QByteArray answer(const QByteArray &body, const QByteArray &status = "200 OK");
[[nodiscard]] QByteArray pong(const QByteArray &version, const QByteArray &server = "Docker/20.10.24+dfsg1 (linux)");

/// A server that answers pings itself, and asks for the rest.
class FakeEngine final
{
public:
    using Reply = std::function<void(Peer &, const QByteArray &head, const QByteArray &body)>;

    explicit FakeEngine(Reply reply, QByteArray version = "1.41");
    [[nodiscard]] docker::Endpoint endpoint() const { return {m_server.path(), QStringLiteral("test")}; }
    /// Method and target of every request so far.
    [[nodiscard]] QList<QByteArray> lines() const;

private:
    mutable std::mutex m_mutex;
    QList<QByteArray> m_lines;
    FakeServer m_server;
};

} // namespace quarterdeck::test
