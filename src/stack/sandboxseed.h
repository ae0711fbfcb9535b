// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/postgres/postgresport.h"
#include "stack/n8nrest.h"

namespace quarterdeck::stack {

/// Names under which seeded things are found again.
inline constexpr char seedEchoPath[] = "quarterdeck-echo"; ///< POST /webhook/quarterdeck-echo answers with its input, through a worker
inline constexpr char seedSlowPath[] = "quarterdeck-slow"; ///< POST /webhook/quarterdeck-slow?seconds=N keeps a worker busy for N s

/// The two workflows, published, and a credential; each only if it is not there yet.
[[nodiscard]] Result<void> seedThroughRest(const JobContext &context, N8nRest &rest);

/// A workflow that does nothing: POST /webhook/<path> starts it and is answered at once. Its executions are kept whatever the
/// instance's settings are, so that they can be counted.
[[nodiscard]] QJsonObject noOpWorkflow(const QString &name, const QString &path);

/// Creates a workflow and switches it on.
/// @return its id. Where it cannot be switched on it is removed again.
[[nodiscard]] Result<QString> publishWorkflow(const JobContext &context, N8nRest &rest, const QJsonObject &definition);
/// Removes it with its executions. Newer versions want a workflow archived first.
[[nodiscard]] Result<void> removeWorkflow(const JobContext &context, N8nRest &rest, const QString &id);

/// Past executions with data of about 6 kB each, shaped like n8n's own rows
/// (columns that this version does not have are left out). Progress in items.
/// @param workflowName of the workflow they belong to
[[nodiscard]] Result<void> seedExecutions(const JobContext &context, postgres::Session &session, int count);

} // namespace quarterdeck::stack
