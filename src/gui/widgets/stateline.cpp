// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/stateline.h"

#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/elidedlabel.h"

#include <QEvent>
#include <QHBoxLayout>

namespace quarterdeck::gui {

StateLine::StateLine(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new ElidedLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, gridUnit / 2, 0, gridUnit);
    layout->setSpacing(gridUnit - 2);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
}

void StateLine::setState(health::State state, const QString &text, const QString &toolTip)
{
    if (m_text->text() != text) {
        m_text->setText(text);
        m_text->setAccessibleName(text);
    }
    if (m_text->toolTip() != toolTip)
        m_text->setToolTip(toolTip);
    if (m_state != state || m_icon->pixmap().isNull()) {
        m_state = state;
        paintIcon();
    }
}

QString StateLine::text() const
{
    return m_text->text();
}

void StateLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QWidget::changeEvent(event);
}

void StateLine::paintIcon()
{
    const int side = fontMetrics().height() - 1;
    m_icon->setPixmap(stateIcon(m_state).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace quarterdeck::gui
