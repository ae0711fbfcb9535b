// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"

#include <memory>

namespace quarterdeck::gui {

/// Lets every step own what the whole plan writes into.
template<class Owned>
[[nodiscard]] QList<Step> keeping(const std::shared_ptr<Owned> &owned, QList<Step> plan)
{
    for (Step &step : plan) {
        step.run = [owned, inner = std::move(step.run)](JobContext &context) { return inner(context); };
        if (step.undo)
            step.undo = [owned, inner = std::move(step.undo)](JobContext &context) { return inner(context); };
    }
    return plan;
}

} // namespace quarterdeck::gui
