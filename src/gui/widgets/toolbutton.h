// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QToolButton;
class QWidget;

namespace quarterdeck::gui {

/// A button for an action, with icon and text, that can be reached with Tab
/// and by its mnemonic: as a tool button's default action it would lose that,
/// so the button follows the action by hand.
[[nodiscard]] QToolButton *makeToolButton(QAction *action, QWidget *parent);

/// "&Back up now..." -> "Back up now": what a screen reader is to say.
[[nodiscard]] QString spoken(const QString &text);

} // namespace quarterdeck::gui
