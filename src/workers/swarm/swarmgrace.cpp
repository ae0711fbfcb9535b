// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/swarm/swarmgrace.h"

#include "foundation/units.h"
#include "stack/serviceactions.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::SwarmGrace)
};

constexpr auto engineDefault = 10s;
/// n8n closes its connections after its last job.
constexpr auto closing = 15s;
/// Longer than this nobody wants to wait for a node to be emptied.
constexpr auto longestProposal = 3600s;

} // namespace

SwarmGrace swarmGrace(const stack::Service &workers, std::optional<std::chrono::milliseconds> longest)
{
    SwarmGrace chain;
    chain.grace = workers.stopGraceSeconds >= 0 ? std::chrono::seconds(workers.stopGraceSeconds) : std::chrono::seconds(engineDefault);
    chain.n8nTimeout = stack::n8nShutdownTimeout(workers);
    chain.longest = longest;
    const bool killedEarly = chain.grace <= chain.n8nTimeout;
    const bool jobsTooLong = longest && *longest >= chain.n8nTimeout;
    chain.holds = !killedEarly && !jobsTooLong;
    if (chain.holds)
        return chain;
    QStringList problems;
    if (killedEarly) {
        problems.append(Words::tr("Swarm kills a worker %1 after it was told to end, but n8n itself would wait %2 for its jobs.")
                            .arg(formatDuration(chain.grace), formatDuration(chain.n8nTimeout)));
    }
    if (jobsTooLong) {
        problems.append(Words::tr("A job has taken %1 lately, but n8n gives it no more than %2 to end.")
                            .arg(formatDuration(*longest), formatDuration(chain.n8nTimeout)));
    }
    chain.problem = problems.join(QLatin1Char(' '));

    std::chrono::seconds timeout = chain.n8nTimeout;
    QStringList raise;
    if (jobsTooLong) {
        // A quarter longer than the longest one.
        const auto wanted = std::min<std::chrono::seconds>(longestProposal, std::chrono::ceil<std::chrono::seconds>(*longest * 5 / 4));
        timeout = std::max(timeout, wanted);
        if (timeout > chain.n8nTimeout)
            raise.append(Words::tr("N8N_GRACEFUL_SHUTDOWN_TIMEOUT to %1").arg(timeout.count()));
    }
    const std::chrono::seconds grace = std::max<std::chrono::seconds>(chain.grace, timeout + closing);
    if (grace > chain.grace)
        raise.append(Words::tr("stop_grace_period to %1s").arg(grace.count()));
    chain.remedy = raise.isEmpty()
        ? Words::tr("Such jobs are better not run by workers that come and go.")
        : Words::tr("In the stack's file, for the service %1, raise %2, and deploy it again.").arg(workers.name, raise.join(QLatin1String(", ")));
    return chain;
}

} // namespace quarterdeck::workers
