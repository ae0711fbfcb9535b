// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/hostmachine.h"
#include "workers/situation.h"

/// How many workers there can be. Pure: values in, values out.
namespace quarterdeck::workers {

/// Connections of PostgreSQL, as the server tells.
struct ConnectionFigures
{
    int maximum = 0; ///< max_connections
    int reserved = 0; ///< superuser_reserved_connections, and reserved_connections from 16 on
    int others = 0; ///< open now, by anybody but the stack's own n8n processes
};

struct BudgetInput
{
    int workers = 0; ///< that run
    // Memory, bytes.
    HostMachine host; ///< memoryTotal 0 = the containers run elsewhere
    qint64 workerLimit = 0; ///< of one; 0 = none
    std::optional<qint64> workersUse; ///< of all workers together, measured
    std::optional<qint64> workerMost; ///< of the one that uses most, measured
    qint64 restLimits = 0; ///< of the other containers of the stack; of one without a limit what it uses
    qint64 restUse = 0; ///< what they use
    QStringList withoutLimit; ///< names of services
    // Connections.
    std::optional<ConnectionFigures> connections;
    int poolSize = 2; ///< DB_POSTGRESDB_POOL_SIZE: of each n8n process
    int otherProcesses = 1; ///< main and webhooks
    // Task runners.
    std::optional<int> workerRunners; ///< containers of runners that belong to workers; none = runners are inside
};

/// What the console itself may need; docs of the connection budget.
inline constexpr int consoleConnections = 5;

/// In this order: memory, connections, runners (if they are containers), cpu. What is not known is left out,
/// but for memory, which is then without a limit.
[[nodiscard]] QList<Budget> budgetsOf(const BudgetInput &input);

/// The smallest of the limits; without any, a number beyond which nobody should go unasked.
[[nodiscard]] int safeMostOf(const QList<Budget> &budgets);

} // namespace quarterdeck::workers
