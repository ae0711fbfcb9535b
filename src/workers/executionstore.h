// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"
#include "workers/budgets.h"
#include "workers/neighbours.h"

#include <chrono>
#include <memory>

namespace quarterdeck::workers {

/// The database as reached from here. Errors: Unreachable with why, Unsupported for what is not PostgreSQL.
[[nodiscard]] Result<postgres::Coordinates> databaseCoordinates(const stack::Stack &stack);

/// Jobs that ended lately.
struct Throughput
{
    double completedPerMinute = 0;
    double failedPerMinute = 0;
};

/// An execution that says it has not ended.
struct UnfinishedExecution
{
    QString id;
    QString status; ///< "new" or "running"
    QString mode; ///< "webhook", "trigger", "manual", "integrated", ...
    qint64 ageSeconds = 0; ///< since it was made
    QString workflowId;

    bool operator==(const UnfinishedExecution &) const = default;
};

/// n8n's table of executions, honouring schema and table prefix. Every query is bounded: by an index, or by a
/// number of rows. Blocking, of one thread.
class ExecutionStore final
{
public:
    /// @param session must outlive it
    ExecutionStore(postgres::Session &session, const stack::Database &database);

    /// Sub-workflows, which are no jobs of the queue, left out. What n8n does not keep
    /// (EXECUTIONS_DATA_SAVE_ON_SUCCESS) cannot be counted.
    [[nodiscard]] Result<Throughput> throughput(const JobContext &context, std::chrono::seconds window = std::chrono::seconds(60));

    /// Of the last 7 days, at most the newest 20,000 that succeeded: one whose worker died counts as running until
    /// somebody noticed. An execution that slept in the
    /// database (nodes that wait or ask people) did not run all the time, so what took longer than
    /// n8n would wait inside a worker (65 s) does not count for workflows with such nodes.
    /// @param manual workers run manual executions too
    [[nodiscard]] Result<std::optional<qint64>> longestJobMs(const JobContext &context, bool manual);

    /// Older than `age`, the newest first, at most `most`.
    /// @param ids only these; empty = all
    [[nodiscard]] Result<QList<UnfinishedExecution>> unfinished(const JobContext &context, std::chrono::seconds age, const QStringList &ids = {},
                                                                int most = 500);

    /// The same that n8n does with executions nobody runs any more: status crashed, stopped now. In one transaction, and
    /// only those that are still new or running.
    /// @return those that were marked, as they were before
    [[nodiscard]] Result<QList<UnfinishedExecution>> markCrashed(const JobContext &context, const QStringList &ids);
    /// Gives them their status back, unless something else has changed them since.
    [[nodiscard]] Result<int> unmarkCrashed(const JobContext &context, const QList<UnfinishedExecution> &executions);

    /// The executions of one workflow, whatever became of them.
    [[nodiscard]] Result<QStringList> executionsOf(const JobContext &context, const QString &workflowId);

    /// @param n8nAddresses of the stack's n8n containers, whose connections do not count as others
    [[nodiscard]] Result<ConnectionFigures> connections(const JobContext &context, const QStringList &n8nAddresses);

private:
    postgres::Session &m_session;
    QString m_executions; ///< quoted
    QString m_workflows;
};

/// Whether the workers run what a person starts in the editor: OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS is the text
/// "true", or n8n is 3.0 or newer.
[[nodiscard]] bool workersRunManual(const stack::Stack &stack);

} // namespace quarterdeck::workers
