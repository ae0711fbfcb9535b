// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/taborder.h"

#include <QWidget>

namespace quarterdeck::gui {

void putLastInTabOrder(const QWidget &root, const QList<QWidget *> &widgets)
{
    QWidget *last = nullptr;
    for (QWidget *widget = root.nextInFocusChain(); widget != &root; widget = widget->nextInFocusChain()) {
        if (root.isAncestorOf(widget) && widget->focusPolicy() != Qt::NoFocus && !widgets.contains(widget))
            last = widget;
    }
    for (QWidget *widget : widgets) {
        if (widget->focusPolicy() == Qt::NoFocus)
            continue;
        if (last)
            QWidget::setTabOrder(last, widget);
        last = widget;
    }
}

QWidget *beforeInTabOrder(const QWidget &widget)
{
    for (QWidget *before = widget.previousInFocusChain(); before != &widget; before = before->previousInFocusChain()) {
        if (before->focusPolicy() != Qt::NoFocus)
            return before;
    }
    return nullptr;
}

} // namespace quarterdeck::gui
