// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
#include "health/stackstatus.h"

#include <QColor>
#include <QPalette>

/// The only place that knows colours. Everything else asks by meaning.
namespace quarterdeck::gui {

/// The two palettes of the console; Fusion draws with them.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// Whether text on this palette is light on dark.
[[nodiscard]] bool isDark(const QPalette &palette);

/// Colour of a state, legible as text on the palette's base and window
/// (contrast of at least 4.5). Hues from Okabe and Ito's set, which people
/// with colour-blindness tell apart; never the only carrier of a meaning.
[[nodiscard]] QColor stateColor(health::State state, const QPalette &palette);

/// The same for the state of a backup set.
[[nodiscard]] QColor setStateColor(backup::SetState state, const QPalette &palette);

/// Colour of text in a running, a finished and a not yet started step.
[[nodiscard]] QColor mutedColor(const QPalette &palette);

/// Series of charts, in order; wraps around.
/// Source: M. Okabe, K. Ito, "Color Universal Design", 2002.
[[nodiscard]] QColor seriesColor(int index, const QPalette &palette);

/// `weight` parts of `b` in `a`; 0 gives a, 1 gives b.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double weight);
/// Background of something in this colour: a wash that keeps text legible.
[[nodiscard]] QColor washed(const QColor &color, const QPalette &palette);
/// Faint lines: borders of cards, grids.
[[nodiscard]] QColor lineColor(const QPalette &palette);

/// Contrast ratio of two opaque colours, 1 to 21.
/// Source: WCAG 2.1, relative luminance and contrast ratio.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

} // namespace quarterdeck::gui
