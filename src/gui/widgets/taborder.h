// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace quarterdeck::gui {

/// Puts these behind everything else in `root` that the keyboard reaches: what
/// is made late would come behind them. Widgets without focus of their own are left out.
void putLastInTabOrder(const QWidget &root, const QList<QWidget *> &widgets);

/// The widget before this one that the keyboard reaches; null when there is none.
[[nodiscard]] QWidget *beforeInTabOrder(const QWidget &widget);

} // namespace quarterdeck::gui
