// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/budgets.h"

#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Budgets)
};

constexpr qint64 mebibyte = 1024 * 1024;
/// What an idle worker of n8n 2.x uses; measured 275 MiB, and more as soon as it works.
constexpr qint64 typicalWorker = 400 * mebibyte;
/// What else runs on a machine comes and goes; the budget must not tremble with it.
constexpr qint64 step = 256 * mebibyte;
/// Nobody has said how many there may be.
constexpr int unknownMost = 20;

int fitting(qint64 free, qint64 perWorker)
{
    return perWorker <= 0 ? 0 : static_cast<int>(std::max<qint64>(0, free) / perWorker);
}

Budget memoryBudget(const BudgetInput &input)
{
    Budget budget;
    budget.id = QStringLiteral("memory");
    budget.title = Words::tr("Memory");
    budget.unit = QStringLiteral("bytes");
    budget.perWorker = input.workerLimit > 0 ? input.workerLimit : std::max(typicalWorker, input.workerMost.value_or(0));
    const qint64 rest = [&]() -> qint64 {
        if (input.host.memoryTotal <= 0)
            return input.restLimits;
        const qint64 ours = input.workersUse.value_or(0) + input.restUse;
        const qint64 others = std::max<qint64>(0, input.host.memoryTotal - input.host.memoryAvailable - ours);
        return input.restLimits + (others + step - 1) / step * step;
    }();
    budget.used = rest + budget.perWorker * input.workers;
    QStringList sentences;
    if (input.host.memoryTotal > 0) {
        budget.limit = input.host.memoryTotal;
        budget.mostWorkers = fitting(budget.limit - rest, budget.perWorker);
        sentences.append(Words::tr("Each worker may take %1; the rest of the stack and of the machine needs %2 of %3.")
                             .arg(formatBytes(budget.perWorker), formatBytes(rest), formatBytes(budget.limit)));
        sentences.append(input.host.wsl
                             ? Words::tr("Beyond that the kernel ends processes. Lower the limit of a worker, or raise memory= in .wslconfig.")
                             : Words::tr("Beyond that the kernel ends processes. Lower the limit of a worker, or give the machine more memory."));
    } else {
        sentences.append(Words::tr("The engine runs on another machine, whose memory is not known here."));
    }
    if (input.workersUse)
        sentences.append(Words::tr("The workers use %1 now.").arg(formatBytes(*input.workersUse)));
    if (!input.withoutLimit.isEmpty())
        sentences.append(Words::tr("Without a limit: %1.").arg(input.withoutLimit.join(QLatin1String(", "))));
    budget.explanation = sentences.join(QLatin1Char(' '));
    return budget;
}

Budget connectionBudget(const BudgetInput &input, const ConnectionFigures &figures)
{
    Budget budget;
    budget.id = QStringLiteral("connections");
    budget.title = Words::tr("Database connections");
    budget.unit = QStringLiteral("connections");
    budget.perWorker = input.poolSize;
    const int rest = input.poolSize * input.otherProcesses + std::max(consoleConnections, figures.others);
    budget.used = rest + budget.perWorker * input.workers;
    budget.limit = std::max(0, figures.maximum - figures.reserved);
    budget.mostWorkers = fitting(budget.limit - rest, budget.perWorker);
    budget.explanation = Words::tr("Each n8n process may open %1 connections (DB_POSTGRESDB_POOL_SIZE); others need %2. PostgreSQL allows %3 and "
                                   "keeps %4 for its superuser. Beyond that n8n cannot reach its database. Raise max_connections, or lower the pool.")
                             .arg(input.poolSize)
                             .arg(std::max(consoleConnections, figures.others))
                             .arg(figures.maximum)
                             .arg(figures.reserved);
    return budget;
}

Budget runnerBudget(const BudgetInput &input, int runners)
{
    Budget budget;
    budget.id = QStringLiteral("runners");
    budget.title = Words::tr("Task runners");
    budget.unit = QStringLiteral("containers");
    budget.perWorker = 1;
    budget.used = input.workers;
    budget.limit = runners;
    budget.mostWorkers = runners;
    budget.explanation
        = Words::tr("Code nodes run in containers of their own, one for each worker. A worker without one fails them, and two that share "
                    "one wait for each other. Scale the runners along with the workers.");
    return budget;
}

Budget processorAdvice(const BudgetInput &input)
{
    Budget budget;
    budget.id = QStringLiteral("cpu");
    budget.title = Words::tr("Processors");
    budget.unit = QStringLiteral("cores");
    budget.perWorker = 1;
    budget.used = input.workers;
    budget.limit = input.host.processors;
    budget.explanation
        = Words::tr("A worker uses one core at most. More workers than cores help where jobs wait for other services, and slow each other "
                    "down where they compute. Advice only.");
    return budget;
}

} // namespace

QList<Budget> budgetsOf(const BudgetInput &input)
{
    QList<Budget> budgets = {memoryBudget(input)};
    if (input.connections && input.poolSize > 0)
        budgets.append(connectionBudget(input, *input.connections));
    if (input.workerRunners)
        budgets.append(runnerBudget(input, *input.workerRunners));
    if (input.host.processors > 0 && input.host.memoryTotal > 0)
        budgets.append(processorAdvice(input));
    return budgets;
}

int safeMostOf(const QList<Budget> &budgets)
{
    int most = -1;
    for (const Budget &budget : budgets) {
        if (budget.mostWorkers >= 0)
            most = most < 0 ? budget.mostWorkers : std::min(most, budget.mostWorkers);
    }
    return most < 0 ? unknownMost : most;
}

} // namespace quarterdeck::workers
