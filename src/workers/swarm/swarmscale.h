// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/scale.h"

/// Scaling the workers of a Swarm stack: previewScale() and scalePlan() come here.
namespace quarterdeck::workers {

[[nodiscard]] Result<ScalePreview> previewSwarmScale(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                     const ScaleRequest &request);

/// Steps under the stack's lock. Up: raise the number, wait until the tasks run and, where Redis can be reached, take
/// jobs. Down: see that the grace period is long enough, then drainSwarmTasks(). The number lives in the service and
/// nowhere else. Undone: it is put back to what it was, unless somebody has changed it meanwhile.
[[nodiscard]] QList<Step> swarmScalePlan(const Neighbours &neighbours, const stack::Stack &stack, const ScaleRequest &request, ScaleReport &report);

} // namespace quarterdeck::workers
