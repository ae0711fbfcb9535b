// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/n8n/n8nport.h"

namespace quarterdeck::n8n {

/// Plain HTTP/1.1 over TCP, one connection a request; redirects are answers.
class N8nHttp final : public N8nPort
{
public:
    [[nodiscard]] Result<HttpAnswer> request(const JobContext &context, const HttpRequest &request) override;
};

} // namespace quarterdeck::n8n
