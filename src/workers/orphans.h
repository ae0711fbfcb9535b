// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/executionstore.h"
#include "workers/queuelook.h"

namespace quarterdeck::workers {

/// Whether an execution of this kind has a job in the queue while it is new or running. Sub-workflows ("integrated") run inside
/// the process of their parent, and main runs by itself what a person starts in the editor, unless workers do.
/// @param manual workers run manual executions too
[[nodiscard]] bool hasAJob(const UnfinishedExecution &execution, bool manual);

/// Executions that the database calls new or running for more than a minute, and the queue does not know.
///
/// n8n writes down how an execution ended before its job leaves Redis. So: the database, then Redis,
/// then the database again; what has ended meanwhile drops out, and nothing that runs can be among what is left.
/// @param ids only these; empty = all
[[nodiscard]] Result<QList<UnfinishedExecution>> findOrphans(const JobContext &context, ExecutionStore &store, redis::Session &session,
                                                             const stack::QueueKeys &keys, bool manual, const QStringList &ids = {});

} // namespace quarterdeck::workers
