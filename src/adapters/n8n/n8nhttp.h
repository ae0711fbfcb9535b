// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/n8n/n8nport.h"

namespace quarterdeck::n8n {

/// Plain HTTP/1.1 over TCP, one connection a request. Redirects are answers
/// like any other: following one could hand a cookie or a key to a stranger.
/// Several headers of one name (cookies) come joined by line feeds.
///
/// Errors: Unreachable (nobody there, connection broken off), Invalid (what
/// answers speaks no HTTP, the body is too large, the request holds characters
/// that would end its line), Cancelled, Timeout.
class N8nHttp final : public N8nPort
{
public:
    [[nodiscard]] Result<HttpAnswer> request(const JobContext &context, const HttpRequest &request) override;
};

} // namespace quarterdeck::n8n
