// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
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

[[nodiscard]] inline Terminal::Colour colourOf(backup::SetState state)
{
    switch (state) {
    case backup::SetState::Proven:
    case backup::SetState::Verified:
        return Terminal::Colour::Good;
    case backup::SetState::Damaged:
        return Terminal::Colour::Bad;
    case backup::SetState::Unverified:
        return Terminal::Colour::Warning;
    case backup::SetState::Foreign:
        break;
    }
    return Terminal::Colour::Faint;
}

} // namespace quarterdeck::cli
