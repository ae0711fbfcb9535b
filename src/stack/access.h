// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"

namespace quarterdeck::stack {

/// How this process reaches a server of the stack: a port published on this
/// machine, else the container's address on its bridge, else not directly.
/// @param containerPort where the server listens inside the container
/// @param localEngine the engine is on this machine, so that bridge addresses can be routed
[[nodiscard]] Access accessTo(const Service &service, quint16 containerPort, const QString &networkMode, bool localEngine);

/// A server outside the stack, at the address n8n itself uses.
[[nodiscard]] Access accessToExternal(const QString &host, quint16 port);

} // namespace quarterdeck::stack
