// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"

namespace quarterdeck::health {

/// When a figure becomes something a person should look at. Memory, CPU and
/// disk are those operators of n8n stacks are used to.
struct Thresholds
{
    double memoryPercent = 80; ///< of the container's limit
    double cpuPercent = 90; ///< of what the container can use
    qint64 cpuShownSeconds = 10; ///< a shorter burst is no news (unless we watch no longer than that)
    qint64 cpuWarningSeconds = 30; ///< a burst as long as this counts in the verdict
    double diskPercent = 85;
    double diskFullPercent = 95; ///< from here on databases are in danger
    qint64 workerStartSeconds = 60; ///< a worker without a health check may need so long to take its first job
    qint64 stuckSeconds = 30; ///< a job that waits so long beside idle workers is stuck
    qint64 recentRestartSeconds = 600; ///< a restart by the engine is news for so long
};

/// Judges what was measured: the states with their reasons, the sums of each
/// service, what needs attention and the verdict. Pure: the same input gives
/// the same answer.
/// @param measured services with their containers' facts, queue, endpoints and disks; everything judged in it is replaced
[[nodiscard]] StackStatus judge(const stack::Stack &stack, StackStatus measured, const Thresholds &thresholds = {});

} // namespace quarterdeck::health
