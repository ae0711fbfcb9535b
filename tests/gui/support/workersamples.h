// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/operations.h"

namespace quarterdeck::test {

/// Five workers: busy ones, an idle one, one that drains, one that does not
/// consume; room for seven; a chain of times that does not hold.
[[nodiscard]] workers::Situation sampleSituation(int workers = 5, int tick = 0);

} // namespace quarterdeck::test
