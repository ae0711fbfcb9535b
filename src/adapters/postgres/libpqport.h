// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/postgres/postgresport.h"

namespace quarterdeck::postgres {

/// PostgreSQL through libpq's asynchronous interface; a cancelled query is
/// cancelled on the server too (PQcancel).
class LibpqPort final : public PostgresPort
{
public:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect(const JobContext &context, const Coordinates &coordinates) override;
};

} // namespace quarterdeck::postgres
