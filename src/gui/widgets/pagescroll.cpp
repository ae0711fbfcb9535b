// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/pagescroll.h"

#include <QEvent>
#include <QLayout>

namespace quarterdeck::gui {

PageScroll::PageScroll(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
}

void PageScroll::fit()
{
    if (!widget() || !widget()->layout() || !widget()->layout()->hasHeightForWidth())
        return;
    const int needed = widget()->layout()->totalMinimumHeightForWidth(viewport()->width());
    if (widget()->minimumHeight() != needed)
        widget()->setMinimumHeight(needed);
}

bool PageScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

void PageScroll::resizeEvent(QResizeEvent *event)
{
    fit();
    QScrollArea::resizeEvent(event);
}

} // namespace quarterdeck::gui
