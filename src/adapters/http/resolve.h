// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QList>
#include <QString>

#include <sys/socket.h>

namespace quarterdeck::http {

struct SocketAddress
{
    sockaddr_storage storage = {};
    socklen_t length = 0;
};

/// Addresses of a host name, in the order of preference of the system.
/// getaddrinfo(3) cannot be interrupted, so it runs on a thread that is left
/// to itself when the context ends first.
/// @return at least one; ErrorKind::Unreachable when the name is not known
[[nodiscard]] Result<QList<SocketAddress>> resolve(const JobContext &context, const QString &host, quint16 port);

} // namespace quarterdeck::http
