// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolestate.h"

#include <QWidget>

namespace quarterdeck::gui {

/// A page behind one of the tabs.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows the newest values; called at most once a second for readings,
    /// never while the window is hidden.
    virtual void showState(const ConsoleState &state) = 0;
    /// Ages are told anew; called once a second.
    virtual void showAge(const ConsoleState &state, const QDateTime &now) = 0;
    /// Reads anew what the page alone reads; F5.
    virtual void refresh() { }
    /// Escape, when nothing above the page wanted it. @return whether it meant something here
    virtual bool escape() { return false; }
};

} // namespace quarterdeck::gui
