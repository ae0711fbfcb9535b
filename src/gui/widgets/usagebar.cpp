// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/usagebar.h"

#include "gui/theme/colors.h"

#include <QPainter>

#include <algorithm>

namespace quarterdeck::gui {

QColor usageColor(double fraction, const QPalette &palette)
{
    constexpr double warning = 0.80;
    constexpr double failing = 0.95;
    if (fraction >= failing)
        return stateColor(health::State::Failing, palette);
    if (fraction >= warning)
        return stateColor(health::State::Warning, palette);
    return seriesColor(0, palette);
}

void paintUsageBar(QPainter &painter, const QRectF &rect, double fraction, const QColor &color, const QColor &ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = rect.height() / 2;
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, radius, radius);
    if (fraction > 0) {
        QRectF filled = rect;
        filled.setWidth(std::max(rect.height(), rect.width() * std::clamp(fraction, 0.0, 1.0)));
        painter.setBrush(color);
        painter.drawRoundedRect(filled, radius, radius);
    }
    painter.restore();
}

UsageBar::UsageBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageBar::setFraction(double fraction)
{
    if (qFuzzyCompare(m_fraction + 1, fraction + 1))
        return;
    m_fraction = fraction;
    update();
}

QSize UsageBar::sizeHint() const
{
    return {gridWidth * 2, 8};
}

void UsageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintUsageBar(painter, QRectF(rect()).adjusted(0, 1, 0, -1), m_fraction, isEnabled() ? usageColor(m_fraction, palette()) : mutedColor(palette()),
                  lineColor(palette()));
}

} // namespace quarterdeck::gui
