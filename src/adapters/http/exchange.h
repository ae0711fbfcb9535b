// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/http/connection.h"
#include "adapters/http/httpparser.h"
#include "adapters/http/message.h"

namespace quarterdeck::http {

struct Outcome
{
    ResponseHead head;
    bool reusable = false; ///< the connection may carry another request
    bool upgraded = false; ///< the connection is a plain byte stream now; read() goes on where the head ended
};

/// Sends a request and reads its answer to the end, or to the head of an upgrade.
///
/// A server that answers before it has read the whole body (a refused upload)
/// is heard: sending stops, the answer counts. After an error the connection
/// is good for nothing but being closed.
/// Errors: those of Connection, of serialiseHead(), of ResponseParser, of the
/// handler and of the body source.
[[nodiscard]] Result<Outcome> exchange(const JobContext &context, Connection &connection, const Request &request, ResponseHandler &handler,
                                       bool upgrade = false);

/// The simple case: the whole answer in memory, whatever its status.
/// @param maximumBody a larger body is refused with ErrorKind::Invalid, in bytes
/// @param reusable tells whether the connection may carry another request; may be null
[[nodiscard]] Result<Response> roundTrip(const JobContext &context, Connection &connection, const Request &request, qint64 maximumBody,
                                         bool *reusable = nullptr);

} // namespace quarterdeck::http
