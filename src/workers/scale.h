// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "stack/stack.h"
#include "workers/neighbours.h"
#include "workers/situation.h"

#include <atomic>
#include <chrono>
#include <memory>

namespace quarterdeck::workers {

struct ScaleRequest
{
    int target = 1;
    /// How long the jobs of a worker that goes may take; 0 = what they need: n8n's time-out or the longest job, whichever is longer.
    std::chrono::seconds drainTimeout{0};
    /// Swarm only: also where its grace period, or n8n's own, is too short for the jobs.
    bool force = false;
    /// Set by whoever does not want to wait any longer for the jobs of the workers that go: they are stopped
    /// with the time n8n itself gives them, and what takes longer is lost. May be empty.
    std::shared_ptr<std::atomic_bool> finishNow;
};

/// What scaling would do, for people to see first.
struct ScalePreview
{
    int from = 0;
    int to = 0;
    QStringList leaving; ///< names of the workers that would go, idle ones first
    int runningOnLeaving = 0;
    QString persistedIn; ///< path and variable or key that will hold the new number
    QString diff; ///< unified, of that file
    QStringList warnings; ///< budgets that are exceeded, 0 workers, ...
};
[[nodiscard]] Result<ScalePreview> previewScale(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                const ScaleRequest &request);

/// What speaks against it: budgets that are exceeded, no worker at all, too short a grace.
[[nodiscard]] QStringList scaleWarnings(const Capacity &capacity, int from, int to);

struct ScaleReport
{
    int before = 0;
    int after = 0;
    QStringList started;
    QStringList drained;
    QStringList lost; ///< executions that were still running on a worker when it had to end; empty is good
    qint64 heldMs = 0; ///< for how long no new job was given out, to nobody
    int waitedForJobs = 0; ///< executions that ended on a worker while it was drained
    qint64 tookMs = 0;
    QString summary; ///< translated
};

/// Steps under the stack's lock: persist, then up (wait until each new worker
/// consumes) or, one worker after the other, drain (it takes no new job, its
/// running ones end) and remove. Cancelled in the middle: the number that is
/// persisted is the number that runs.
[[nodiscard]] QList<Step> scalePlan(const Neighbours &neighbours, const stack::Stack &stack, const ScaleRequest &request, ScaleReport &report);

} // namespace quarterdeck::workers
