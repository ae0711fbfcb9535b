// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "workers/situation.h"

namespace quarterdeck::workers {

/// What a finding's action does.
[[nodiscard]] QList<Step> remedyPlan(const Neighbours &neighbours, const stack::Stack &stack, const Finding &finding);

} // namespace quarterdeck::workers
