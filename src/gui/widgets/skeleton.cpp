// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/skeleton.h"

#include "gui/theme/colors.h"
#include "gui/theme/theme.h"

#include <QPainter>

namespace quarterdeck::gui {

Skeleton::Skeleton(QWidget *parent)
    : QWidget(parent)
{
}

void Skeleton::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    update();
}

void Skeleton::paintEvent(QPaintEvent *)
{
    constexpr int rows = 6;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().height();
    const QRect area = rect().adjusted(m_margin, m_margin, -m_margin, -m_margin);
    const QColor ground = palette().color(QPalette::Base);
    const QColor bone = mixed(ground, palette().color(QPalette::Text), 0.08);
    const auto bar = [&](const QRect &r) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(bone);
        painter.drawRoundedRect(r, 3, 3);
    };
    const auto card = [&](const QRect &r) {
        painter.setPen(QPen(lineColor(palette()), 1));
        painter.setBrush(ground);
        painter.drawRoundedRect(QRectF(r).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    };

    const QRect banner(area.x(), area.y(), area.width(), line * 3);
    card(banner);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(banner.adjusted(2 * gridUnit, 0, -2 * gridUnit, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, banner.width() - 4 * gridUnit));

    const int rowHeight = line + gridUnit + gridUnit / 2;
    const QRect table(area.x(), banner.bottom() + 2 * gridUnit, area.width(), rowHeight * (rows + 1) + gridUnit);
    card(table);
    for (int row = 0; row <= rows; ++row) {
        const int y = table.y() + gridUnit + row * rowHeight + (rowHeight - line) / 2;
        int x = table.x() + 2 * gridUnit;
        for (const int share : {14, 10, 8, 8, 20, 22, 6}) {
            const int width = (table.width() - 4 * gridUnit) * share / 100;
            bar(QRect(x, y, (width - 2 * gridUnit) * (row == 0 ? 2 : 3) / 4, line - 4));
            x += width + gridUnit / 2;
        }
    }
    const int top = table.bottom() + 2 * gridUnit;
    const int width = (area.width() - 2 * gridUnit) / 3;
    for (int i = 0; i < 3; ++i) {
        const QRect panel(area.x() + i * (width + gridUnit), top, width, line * 7);
        card(panel);
        bar(QRect(panel.x() + 2 * gridUnit, panel.y() + 2 * gridUnit, panel.width() / 3, line - 4));
        bar(QRect(panel.x() + 2 * gridUnit, panel.y() + 2 * gridUnit + 2 * line, panel.width() * 2 / 3, line - 4));
        bar(QRect(panel.x() + 2 * gridUnit, panel.y() + 2 * gridUnit + 3 * line + gridUnit, panel.width() / 2, line - 4));
    }
}

} // namespace quarterdeck::gui
