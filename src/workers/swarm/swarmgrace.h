// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"

#include <chrono>
#include <optional>

/// Swarm tells a task to end and kills it when its grace period is over; which task, it decides itself. So
/// every worker must be able to end whatever it runs: grace period > n8n's own time-out > longest job.
namespace quarterdeck::workers {

struct SwarmGrace
{
    std::chrono::seconds grace{10};
    std::chrono::seconds n8nTimeout{30};
    std::optional<std::chrono::milliseconds> longest; ///< none = not known
    bool holds = false; ///< as far as is known
    QString problem; ///< translated; empty when it holds
    QString remedy; ///< translated: what to raise, and to what
};

/// @param longest execution seen; none = not known, and then it is not judged
[[nodiscard]] SwarmGrace swarmGrace(const stack::Service &workers, std::optional<std::chrono::milliseconds> longest);

} // namespace quarterdeck::workers
