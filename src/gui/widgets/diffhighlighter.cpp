// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/diffhighlighter.h"

#include "gui/theme/colors.h"

#include <QGuiApplication>

namespace quarterdeck::gui {

void DiffHighlighter::highlightBlock(const QString &text)
{
    // "---" and "+++" name the files of a unified diff.
    const bool comes = text.startsWith(QLatin1Char('+')) && !text.startsWith(QLatin1String("+++ "));
    const bool goes = text.startsWith(QLatin1Char('-')) && !text.startsWith(QLatin1String("--- "));
    if (!comes && !goes)
        return;
    setFormat(0, static_cast<int>(text.size()), stateColor(comes ? health::State::Healthy : health::State::Failing, QGuiApplication::palette()));
}

} // namespace quarterdeck::gui
