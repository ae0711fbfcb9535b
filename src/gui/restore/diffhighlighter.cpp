// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/diffhighlighter.h"

#include "gui/theme/colors.h"

#include <QGuiApplication>

namespace quarterdeck::gui {

void DiffHighlighter::highlightBlock(const QString &text)
{
    const bool comes = text.startsWith(QLatin1String("+ "));
    if (!comes && !text.startsWith(QLatin1String("- ")))
        return;
    setFormat(0, static_cast<int>(text.size()), stateColor(comes ? health::State::Healthy : health::State::Failing, QGuiApplication::palette()));
}

} // namespace quarterdeck::gui
