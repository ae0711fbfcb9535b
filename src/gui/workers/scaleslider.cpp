// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/scaleslider.h"

#include "gui/theme/colors.h"
#include "gui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

namespace quarterdeck::gui {

ScaleSlider::ScaleSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setPageStep(1);
}

void ScaleSlider::setSafeMost(int most)
{
    if (m_safeMost == most)
        return;
    m_safeMost = most;
    update();
}

QSize ScaleSlider::sizeHint() const
{
    const QSize usual = QSlider::sizeHint();
    return {usual.width(), usual.height() + 2 * gridUnit};
}

void ScaleSlider::paintEvent(QPaintEvent *event)
{
    if (m_safeMost >= minimum() && m_safeMost < maximum()) {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRect groove = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
        const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        const int room = groove.width() - handle.width();
        const int at
            = groove.left() + handle.width() / 2 + QStyle::sliderPositionFromValue(minimum(), maximum(), m_safeMost, room, option.upsideDown);
        const QColor color = stateColor(health::State::Warning, palette());
        QRect beyond(at, 0, groove.right() - at, height());
        if (option.upsideDown)
            beyond = QRect(groove.left(), 0, at - groove.left(), height());
        QPainter painter(this);
        painter.fillRect(beyond, washed(color, palette()));
        painter.setPen(QPen(color, 2));
        painter.drawLine(at, 0, at, height());
    }
    QSlider::paintEvent(event);
}

} // namespace quarterdeck::gui
