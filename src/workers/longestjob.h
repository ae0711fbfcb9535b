// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/postgres/postgresport.h"
#include "stack/stack.h"

#include <chrono>
#include <optional>

namespace quarterdeck::workers {

/// How long the longest execution took that ended within the last seven days, out of n8n's own
/// history; none when none ended. Careful on purpose, for a drain relies on it: failed ones count, and one that slept in the
/// database meanwhile (a Wait node of more than 65 seconds) counts with its sleep. No job takes longer, some may be far from it;
/// ExecutionStore::longestJobMs(), for people to see, leaves both out.
/// Errors: those of the database.
[[nodiscard]] Result<std::optional<std::chrono::milliseconds>> longestJob(const JobContext &context, postgres::PostgresPort &postgres,
                                                                          const stack::Stack &stack);

/// Whether a job that runs for so long already will end within a time, judged by the longest one seen.
/// Nobody knows of a job that is older than all seen before, nor where nothing was seen.
[[nodiscard]] bool endsWithin(std::chrono::milliseconds timeout, std::chrono::milliseconds age, std::optional<std::chrono::milliseconds> longest);

} // namespace quarterdeck::workers
