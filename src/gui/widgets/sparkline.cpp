// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/sparkline.h"

#include "gui/theme/colors.h"

#include <QPainter>

#include <algorithm>

namespace quarterdeck::gui {

namespace {
constexpr int capacity = 60; ///< a minute at 1 Hz
}

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<float> &values, int count, float ceiling, const QColor &color)
{
    if (rect.width() < 4 || rect.height() < 4)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = color;
    ground.setAlphaF(0.35F);
    painter.setPen(QPen(ground, 1));
    painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5));
    if (!values.isEmpty()) {
        const float top = std::max(ceiling, *std::max_element(values.cbegin(), values.cend()));
        const double step = rect.width() / std::max(1, count - 1);
        const double height = rect.height() - 2;
        QPolygonF line;
        const auto flush = [&] {
            if (line.size() == 1)
                line.append(line.first() - QPointF(1, 0));
            if (line.size() > 1) {
                QPolygonF area = line;
                area.append(QPointF(line.last().x(), rect.bottom() - 1));
                area.append(QPointF(line.first().x(), rect.bottom() - 1));
                QColor wash = color;
                wash.setAlphaF(0.18F);
                painter.setPen(Qt::NoPen);
                painter.setBrush(wash);
                painter.drawPolygon(area);
                painter.setBrush(Qt::NoBrush);
                painter.setPen(QPen(color, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
                painter.drawPolyline(line);
            }
            line.clear();
        };
        for (qsizetype i = 0; i < values.size(); ++i) {
            const float value = values.at(i);
            if (value < 0) {
                flush();
                continue;
            }
            const double x = rect.right() - static_cast<double>(values.size() - 1 - i) * step;
            line.append(QPointF(x, rect.bottom() - 1 - height * static_cast<double>(value / std::max(top, 1e-6F))));
        }
        flush();
    }
    painter.restore();
}

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void Sparkline::append(float value)
{
    if (m_values.size() >= capacity)
        m_values.removeFirst();
    m_values.append(value);
    update();
}

void Sparkline::clear()
{
    m_values.clear();
    update();
}

void Sparkline::setCeiling(float ceiling)
{
    m_ceiling = std::max(ceiling, 1.0F);
}

QSize Sparkline::sizeHint() const
{
    return {fontMetrics().height() * 8, fontMetrics().height() * 2};
}

QSize Sparkline::minimumSizeHint() const
{
    return {fontMetrics().height() * 4, fontMetrics().height() * 2};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSparkline(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_values, capacity, m_ceiling,
                   isEnabled() ? seriesColor(0, palette()) : mutedColor(palette()));
}

} // namespace quarterdeck::gui
