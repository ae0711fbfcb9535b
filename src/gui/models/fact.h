// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"

#include <optional>

namespace quarterdeck::gui {

/// A name and a value, with a state or a bar where that says more.
struct Fact
{
    QString name;
    QString value;
    QString toolTip;
    std::optional<health::State> state; ///< an icon before the value
    std::optional<double> fraction; ///< a bar below, 0 to 1

    bool operator==(const Fact &) const = default;
};

} // namespace quarterdeck::gui
