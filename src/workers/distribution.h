// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"
#include "workers/neighbours.h"

#include <QMap>

#include <chrono>

namespace quarterdeck::workers {

struct Distribution
{
    QMap<QString, int> jobs; ///< container name -> jobs it ran; every running worker is there, those that ran none too
    int lost = 0; ///< that never ended
    double fairness = 0; ///< Jain's index: (sum x)^2 / (n * sum x^2); 1 = equal
    qint64 tookMs = 0;
    bool liveTraffic = false; ///< nothing was started, the stack's own jobs were counted
    QString note; ///< translated: how it was measured, where that is not obvious
};

struct DistributionRequest
{
    int count = 50; ///< executions to run; of live traffic so many jobs are enough
    std::chrono::seconds watch{60}; ///< how long live traffic is watched
    bool liveOnly = false; ///< start nothing
};

/// Runs `count` executions of a tagged no-op workflow through the webhook and says who ran them. The workflow, and with it
/// its executions, is removed afterwards, also after a failure.
///
/// Making a workflow needs n8n's owner, whose password only a sandbox keeps (owner.json in its folder). For other stacks
/// live traffic is watched instead, and `note` says so.
/// Errors: Conflict when no worker runs; those of Redis and n8n.
[[nodiscard]] Result<Distribution> testDistribution(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                    const DistributionRequest &request);
[[nodiscard]] inline Result<Distribution> testDistribution(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                           int count)
{
    DistributionRequest request;
    request.count = count;
    return testDistribution(context, neighbours, stack, request);
}

/// Jain's index; 0 when nobody ran anything.
/// Source: R. Jain et al., A Quantitative Measure of Fairness and Discrimination, DEC-TR-301, 1984.
[[nodiscard]] double jainIndex(const QList<int> &jobs);

/// A job that has ended, as the worker tells on Bull's channel of progress.
struct FinishedJob
{
    QString executionId;
    QString workerId;

    bool operator==(const FinishedJob &) const = default;
};
/// Nothing but that is read: such a message can carry the body of a webhook, which is nobody's business.
[[nodiscard]] std::optional<FinishedJob> finishedJob(const QByteArray &message);

} // namespace quarterdeck::workers
