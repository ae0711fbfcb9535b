// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

namespace quarterdeck {

/// Waits until a descriptor is ready. Cancelling the context ends the wait at
/// once, by a descriptor of its own: nothing ticks, so that a connection which
/// is quiet for hours costs nothing.
/// @param events what to wait for, as poll(2) has it: POLLIN, POLLOUT
/// @return what came; POLLERR and POLLHUP too, for the next call tells them.
///         Errors: Cancelled, Timeout, or what poll(2) met
[[nodiscard]] Result<short> waitReady(const JobContext &context, int fd, short events);

} // namespace quarterdeck
