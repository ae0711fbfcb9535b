// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"
#include "workers/neighbours.h"

#include <QMap>

namespace quarterdeck::workers {

struct Distribution
{
    QMap<QString, int> jobs; ///< container name -> jobs it ran
    int lost = 0; ///< that never ended
    double fairness = 0; ///< Jain's index: (sum x)^2 / (n * sum x^2); 1 = equal
    qint64 tookMs = 0;
};
/// Runs `count` executions of a tagged no-op workflow through the webhook and says who ran them.
[[nodiscard]] Result<Distribution> testDistribution(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, int count);

} // namespace quarterdeck::workers
