// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/postgres/postgresport.h"

namespace quarterdeck::postgres {

/// PostgreSQL through libpq's asynchronous interface. A query whose context
/// ends is cancelled on the server too (PQcancel), and the session can be used
/// further; when even that fails, further queries are Unreachable.
///
/// Query errors by SQLSTATE: Auth (28*, 42501), NotFound (3D000, 3F000, 42P01),
/// NoSpace (53100), Timeout (57014: a timeout of the server's own), Unreachable
/// (08*, 57P01..03), Conflict (40*, 53300, 55*), Corrupt (XX001, XX002), else
/// Invalid. COPY is Unsupported. A host that begins with a slash is the folder
/// of a Unix socket. `detail` never quotes a statement.
class LibpqPort final : public PostgresPort
{
public:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect(const JobContext &context, const Coordinates &coordinates) override;
};

} // namespace quarterdeck::postgres
