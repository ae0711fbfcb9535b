// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/endpoint.h"

#include <QByteArray>

namespace quarterdeck::docker {

/// What the machine knows about Docker, for telling why nobody answers.
struct HostFacts
{
    bool hasClient = false; ///< the program docker is installed
    bool hasDaemon = false; ///< the program dockerd is installed
    bool hasSystemd = false;
    bool isWsl = false;
    bool isGroupMember = false; ///< the user is in the group docker, though maybe not this session
    QString user;

    [[nodiscard]] static HostFacts ofThisMachine();
};

/// Why the engine's socket could not be used, and what to do:
/// NotFound (Docker is not installed), Unreachable (installed, not running),
/// Auth (no permission). Other errors are passed through.
/// @param cause error of http::Connection::openUnix()
[[nodiscard]] Error connectFault(const Error &cause, const Endpoint &endpoint, const HostFacts &facts);

/// An answer that is not a success, as an error: 400 Invalid, 401 and 403
/// Auth, 404 NotFound, 409 Conflict, 501 Unsupported, else Internal, with
/// no space, taken ports and what a swarm refuses told apart. `detail` is the engine's own message.
/// @param what translated sentence of what could not be done
[[nodiscard]] Error statusFault(int status, const QByteArray &body, const QString &what);

/// A successful answer whose content is not what the API promises.
[[nodiscard]] Error contentFault(const QString &detail);

} // namespace quarterdeck::docker
