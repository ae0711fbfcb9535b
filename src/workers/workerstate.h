// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/situation.h"

namespace quarterdeck::workers {

/// What a worker does, in the words of the console.
enum class WorkerState { Busy, Idle, Draining, NotConsuming, Stopped, Unknown };

/// @param perWorker jobs a worker runs at once: one that is full does not wait for more
[[nodiscard]] WorkerState workerState(const WorkerRow &worker, int perWorker);
[[nodiscard]] QString workerStateName(WorkerState state); ///< lower case, for JSON: "not-consuming", ...
[[nodiscard]] QString workerStateTitle(WorkerState state); ///< translated, for people

} // namespace quarterdeck::workers
