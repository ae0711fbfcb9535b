// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/cardrow.h"

#include "gui/theme/theme.h"

#include <QChildEvent>
#include <QGridLayout>

#include <algorithm>

namespace quarterdeck::gui {

CardRow::CardRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gridUnit + gridUnit / 2);
    // Narrower than the cards in one row: that is what we are for.
    m_layout->setSizeConstraint(QLayout::SetNoConstraint);
}

void CardRow::childEvent(QChildEvent *event)
{
    if (event->removed()) {
        m_cards.removeAll(static_cast<QWidget *>(event->child()));
        m_shown.removeAll(static_cast<QWidget *>(event->child()));
    }
    if (event->polished() && event->child()->isWidgetType()) {
        m_cards.append(static_cast<QWidget *>(event->child()));
        m_columns = 0;
        arrange();
    }
    QWidget::childEvent(event);
}

void CardRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool CardRow::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return handled;
}

void CardRow::arrange()
{
    // One that is not shown takes no place.
    QList<QWidget *> shown = m_cards;
    shown.removeIf([](const QWidget *card) { return card->isHidden(); });
    int widest = 1;
    for (const QWidget *card : std::as_const(shown))
        widest = std::max(widest, card->minimumSizeHint().width());
    const int fitting = (width() + m_layout->spacing()) / (widest + m_layout->spacing());
    const int columns = std::clamp(fitting, 1, std::max(1, static_cast<int>(shown.size())));
    if ((columns == m_columns && shown == m_shown) || m_cards.isEmpty())
        return;
    m_columns = columns;
    m_shown = shown;
    for (QWidget *card : std::as_const(m_cards))
        m_layout->removeWidget(card);
    for (int i = 0; i < m_cards.size(); ++i)
        m_layout->setColumnStretch(i, i < columns ? 1 : 0);
    for (int i = 0; i < shown.size(); ++i)
        m_layout->addWidget(shown.at(i), i / columns, i % columns);
    setMinimumHeight(m_layout->minimumSize().height());
    updateGeometry();
}

} // namespace quarterdeck::gui
