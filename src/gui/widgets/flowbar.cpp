// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/flowbar.h"

#include "gui/theme/theme.h"

#include <algorithm>

namespace quarterdeck::gui {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(gridUnit);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addGap()
{
    m_gapAfter = static_cast<int>(m_items.size()) - 1;
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

int FlowLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        size.rwidth() += item->sizeHint().width() + spacing();
        size.setHeight(std::max(size.height(), item->sizeHint().height()));
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->isEmpty() ? QSize() : item->minimumSize());
    return size;
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    // Lines first, so that each item can be centred in its line.
    QList<QList<int>> lines(1);
    int width = 0;
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i)->isEmpty())
            continue;
        const int itemWidth = m_items.at(i)->sizeHint().width();
        if (!lines.last().isEmpty() && width + itemWidth > rect.width()) {
            lines.append(QList<int>());
            width = 0;
        }
        lines.last().append(i);
        width += itemWidth + spacing();
    }
    const int spare = lines.size() == 1 ? std::max(0, rect.width() - (width - spacing())) : 0;
    int y = rect.y();
    for (const QList<int> &line : std::as_const(lines)) {
        int height = 0;
        for (const int i : line)
            height = std::max(height, m_items.at(i)->sizeHint().height());
        int x = rect.x();
        bool beforeGap = true;
        for (const int i : line) {
            // The one the gap was put behind may be hidden.
            if (beforeGap && m_gapAfter >= 0 && i > m_gapAfter) {
                x += spare;
                beforeGap = false;
            }
            const QSize size = m_items.at(i)->sizeHint().boundedTo(QSize(rect.width(), height));
            if (apply)
                m_items.at(i)->setGeometry(QRect(QPoint(x, y + (height - size.height()) / 2), size));
            x += size.width() + spacing();
        }
        y += height + spacing();
    }
    return y - spacing() - rect.y();
}

FlowBar::FlowBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new FlowLayout(this))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

} // namespace quarterdeck::gui
