// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/gracechain.h"

#include "foundation/units.h"
#include "stack/serviceactions.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::GraceChain)
};

constexpr int engineDefaultGrace = 10;
constexpr int margin = 15; ///< n8n closes its connections after the last job
constexpr int longestProposal = 3600;
constexpr int roundTo = 15;

QString duration(qint64 ms)
{
    return formatDuration(std::chrono::milliseconds(ms));
}

} // namespace

GraceChain graceChain(const stack::Service &workers, std::optional<qint64> longestJobMs)
{
    GraceChain chain;
    chain.dockerGraceSeconds = workers.stopGraceSeconds >= 0 ? workers.stopGraceSeconds : engineDefaultGrace;
    chain.n8nTimeoutSeconds = static_cast<int>(stack::n8nShutdownTimeout(workers).count());
    chain.longestJobMs = longestJobMs;
    QStringList sentences;
    const bool dockerHolds = chain.dockerGraceSeconds > chain.n8nTimeoutSeconds;
    const bool n8nHolds = !longestJobMs || *longestJobMs < qint64(chain.n8nTimeoutSeconds) * 1000;
    if (!dockerHolds) {
        sentences.append(Words::tr("Docker kills a worker after %1, but n8n itself would wait %2 for its jobs: raise stop_grace_period.")
                             .arg(duration(qint64(chain.dockerGraceSeconds) * 1000), duration(qint64(chain.n8nTimeoutSeconds) * 1000)));
    }
    if (!n8nHolds) {
        sentences.append(Words::tr("A job has taken %1 lately, but n8n gives it no more than %2 to end: raise N8N_GRACEFUL_SHUTDOWN_TIMEOUT.")
                             .arg(duration(*longestJobMs), duration(qint64(chain.n8nTimeoutSeconds) * 1000)));
    }
    chain.holds = dockerHolds && n8nHolds;
    if (chain.holds) {
        sentences.append(longestJobMs ? Words::tr("A worker that is stopped has more time than its longest job of the last 7 days.")
                                      : Words::tr("Docker waits longer than n8n does; how long jobs take is not known."));
    } else {
        sentences.append(Words::tr("What stops workers otherwise than this console cuts such jobs off."));
    }
    chain.explanation = sentences.join(QLatin1Char(' '));
    return chain;
}

GraceProposal graceProposal(const GraceChain &chain)
{
    GraceProposal proposal;
    const int wanted = chain.longestJobMs ? static_cast<int>(std::min<qint64>(longestProposal, *chain.longestJobMs / 1000 * 5 / 4 + 1)) : 0;
    proposal.n8nTimeoutSeconds = std::max(chain.n8nTimeoutSeconds, (wanted + roundTo - 1) / roundTo * roundTo);
    proposal.dockerGraceSeconds = std::max(chain.dockerGraceSeconds, proposal.n8nTimeoutSeconds + margin);
    return proposal;
}

} // namespace quarterdeck::workers
