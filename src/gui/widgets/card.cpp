// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/card.h"

#include "gui/theme/colors.h"

#include <QPainter>

namespace quarterdeck::gui {

Card::Card(QWidget *parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
}

void Card::setAccent(const QColor &color)
{
    if (m_accent == color)
        return;
    m_accent = color;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    constexpr double radius = 5;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor border = m_accent.isValid() ? mixed(palette().color(QPalette::Base), m_accent, 0.45) : lineColor(palette());
    painter.setPen(QPen(border, 1));
    painter.setBrush(m_accent.isValid() ? washed(m_accent, palette()) : palette().color(QPalette::Active, QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace quarterdeck::gui
