// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/policy.h"

namespace quarterdeck::workers::autoscale {

/// One sample as it was, and as it would have been.
struct ReplayPoint
{
    Sample was;
    Sample would;
    bool afterGap = false; ///< nobody looked just before it
};

/// Something that would have been done, or not, and why.
struct ReplayEvent
{
    QDateTime wall;
    Decision decision;
};

/// What a policy would have made of a recorded time.
struct Replay
{
    QList<ReplayPoint> points;
    QList<ReplayEvent> events; ///< every change, and when wishes began to be held by the budget or the limit
    int changes = 0;
    double hours = 0; ///< that were recorded
    double workerHours = 0; ///< of the workers there would have been
    double workerHoursWere = 0; ///< of those there were
    qint64 longestWaitMs = 0; ///< estimated
    qint64 longestWaitWereMs = 0; ///< as recorded
    int gaps = 0;
};

/// Runs the policy over recorded samples, as the service would have. Where it would have had as many workers as
/// there were, figures are those that were recorded; where it would have had others, they are estimated: jobs come as
/// they came, a running job ends at the recorded rate (executions ended a minute against those that ran; where
/// that is not known, what was in the queue is only shared out anew). A worker counts at once, though one needs
/// half a minute to start.
/// @param samples oldest first, from onOneAxis()
[[nodiscard]] Replay replay(const QList<Sample> &samples, const Policy &policy);

} // namespace quarterdeck::workers::autoscale
