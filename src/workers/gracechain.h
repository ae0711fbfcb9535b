// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/situation.h"

namespace quarterdeck::workers {

/// The chain of the workers, and whether it holds.
/// @param longestJobMs seen in the history; none = not known
[[nodiscard]] GraceChain graceChain(const stack::Service &workers, std::optional<qint64> longestJobMs);

/// Two times that make the chain hold: n8n's a quarter longer than the longest
/// job, at least what it is and never more than an hour; Docker's 15 s more.
struct GraceProposal
{
    int n8nTimeoutSeconds = 0;
    int dockerGraceSeconds = 0;
};
[[nodiscard]] GraceProposal graceProposal(const GraceChain &chain);

} // namespace quarterdeck::workers
