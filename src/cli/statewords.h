// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/terminal.h"
#include "health/stackstatus.h"

namespace quarterdeck::cli {

[[nodiscard]] inline Terminal::Colour colourOf(health::State state)
{
    switch (state) {
    case health::State::Healthy:
        return Terminal::Colour::Good;
    case health::State::Warning:
        return Terminal::Colour::Warning;
    case health::State::Failing:
        return Terminal::Colour::Bad;
    case health::State::Stopped:
    case health::State::Unknown:
        break;
    }
    return Terminal::Colour::Faint;
}

} // namespace quarterdeck::cli
