// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/attentionlist.h"

#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace quarterdeck::gui {

AttentionList::AttentionList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gridUnit / 2);
}

AttentionList::~AttentionList() = default;

AttentionList::Line AttentionList::makeLine(const QString &id)
{
    Line line;
    line.id = id;
    line.widget = new QWidget(this);
    auto *layout = new QHBoxLayout(line.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gridUnit);
    line.icon = new QLabel(line.widget);
    line.text = new QLabel(line.widget);
    line.text->setTextFormat(Qt::PlainText);
    line.text->setWordWrap(true);
    line.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line.button = new QPushButton(line.widget);
    line.button->setObjectName(QStringLiteral("remedy"));
    layout->addWidget(line.icon);
    layout->addWidget(line.text, 1);
    layout->addWidget(line.button);
    connect(line.button, &QPushButton::clicked, this, [this, id] {
        const auto at = std::find_if(m_lines.cbegin(), m_lines.cend(), [&id](const Line &l) { return l.id == id; });
        if (at != m_lines.cend())
            Q_EMIT actionTriggered(at->action);
    });
    return line;
}

void AttentionList::setItems(const QList<health::Attention> &items)
{
    for (size_t i = m_lines.size(); i-- > 0;) {
        if (std::any_of(items.cbegin(), items.cend(), [&](const health::Attention &item) { return item.id == m_lines[i].id; }))
            continue;
        delete m_lines[i].widget;
        m_lines.erase(m_lines.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (qsizetype i = 0; i < items.size(); ++i) {
        const auto place = m_lines.begin() + static_cast<std::ptrdiff_t>(std::min(i, static_cast<qsizetype>(m_lines.size())));
        auto from = std::find_if(place, m_lines.end(), [&](const Line &line) { return line.id == items.at(i).id; });
        if (from == m_lines.end()) {
            const auto made = m_lines.insert(place, makeLine(items.at(i).id));
            m_layout->insertWidget(static_cast<int>(i), made->widget);
            fill(*made, items.at(i));
            made->widget->show();
            continue;
        }
        if (from != place) {
            std::rotate(place, from, from + 1);
            m_layout->removeWidget(place->widget);
            m_layout->insertWidget(static_cast<int>(i), place->widget);
        }
        fill(m_lines[static_cast<size_t>(i)], items.at(i));
    }
}

void AttentionList::fill(Line &line, const health::Attention &item)
{
    const QString button = m_buttonText && !item.action.isEmpty() ? m_buttonText(item.action) : QString();
    line.action = item.action;
    if (line.text->text() != item.text) {
        line.text->setText(item.text);
        line.text->setAccessibleName(tr("%1: %2").arg(health::stateTitle(item.severity), item.text));
    }
    if (line.severity != item.severity || line.icon->pixmap().isNull()) {
        line.severity = item.severity;
        line.icon->setToolTip(health::stateTitle(item.severity));
        paintIcon(line);
    }
    if (line.button->text() != button) {
        line.button->setText(button);
        line.button->setAccessibleName(QString(button).remove(QLatin1Char('&')));
        line.button->setAccessibleDescription(item.text);
    }
    line.button->setVisible(!button.isEmpty());
}

void AttentionList::paintIcon(const Line &line) const
{
    const int side = fontMetrics().height();
    line.icon->setPixmap(stateIcon(line.severity).pixmap(QSize(side, side), devicePixelRatioF()));
}

void AttentionList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        for (const Line &line : m_lines)
            paintIcon(line);
    }
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
