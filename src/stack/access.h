// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"

namespace quarterdeck::stack {

/// How this process reaches a server of the stack: a port published on this
/// machine, else the container's address on its bridge where this machine is on
/// that bridge too (not so with an engine in a virtual machine), else not directly.
/// @param containerPort where the server listens inside the container
/// @param localEngine the engine is on this machine, so that bridge addresses can be routed
[[nodiscard]] Access accessTo(const Service &service, quint16 containerPort, const QString &networkMode, bool localEngine);

/// Whether one of this machine's own networks holds the address, so that it
/// answers without a router. Sends nothing.
[[nodiscard]] bool isOnLocalNetwork(const QString &address);

/// A server outside the stack, at the address n8n itself uses; a helper where
/// that is a bare name, which only the network of its own resolves.
[[nodiscard]] Access accessToExternal(const QString &host, quint16 port);

} // namespace quarterdeck::stack
