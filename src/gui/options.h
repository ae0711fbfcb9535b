// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"
#include "gui/theme/theme.h"

#include <QStringList>

#include <optional>

namespace quarterdeck::gui {

/// What the command line of the console says.
struct Options
{
    bool help = false;
    bool version = false;
    QString stack; ///< empty = the only one there is
    bool sandbox = true; ///< offer it where there is no stack
    std::optional<ThemeChoice> theme; ///< none = as last time
    QString page; ///< to open at the start; empty = the first
    QString screenshot; ///< save the window there once it shows data, and quit
    int screenshotAfter = 3; ///< readings to wait for
    bool quitAfterFirstFrame = false;
    bool minimized = false;
};

/// @param arguments with the program's name first
/// Errors: Invalid, with the words to print.
[[nodiscard]] Result<Options> parseOptions(const QStringList &arguments);
[[nodiscard]] QString usageText();

} // namespace quarterdeck::gui
