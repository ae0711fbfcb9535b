// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/factlist.h"

#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/usagebar.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace quarterdeck::gui {

FactList::FactList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(gridUnit);
    m_layout->setVerticalSpacing(gridUnit / 2);
    m_layout->setColumnStretch(2, 1);
}

FactList::~FactList() = default;

void FactList::addLine()
{
    const int row = static_cast<int>(m_lines.size()) * 2;
    Line line;
    line.name = new QLabel(this);
    line.icon = new QLabel(this);
    line.value = new QLabel(this);
    line.bar = new UsageBar(this);
    line.name->setTextFormat(Qt::PlainText);
    line.name->setForegroundRole(QPalette::PlaceholderText);
    line.value->setTextFormat(Qt::PlainText);
    line.value->setWordWrap(true);
    line.value->setFont(figureFont(font()));
    m_layout->setRowStretch(row, 0);
    m_layout->addWidget(line.name, row, 0, Qt::AlignTop);
    m_layout->addWidget(line.icon, row, 1, Qt::AlignTop);
    m_layout->addWidget(line.value, row, 2, Qt::AlignTop);
    m_layout->addWidget(line.bar, row + 1, 0, 1, 3);
    m_lines.push_back(line);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    while (m_lines.size() < static_cast<size_t>(facts.size()))
        addLine();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        Line &line = m_lines[i];
        const bool used = at < facts.size();
        line.name->setVisible(used && !facts.at(at).name.isEmpty());
        line.value->setVisible(used);
        line.icon->setVisible(used && facts.at(at).state);
        line.bar->setVisible(used && facts.at(at).fraction);
        if (used && (at >= m_facts.size() || m_facts.at(at) != facts.at(at)))
            fill(line, facts.at(at));
    }
    m_layout->setRowStretch(static_cast<int>(m_lines.size()) * 2, 1);
    m_facts = facts;
}

void FactList::fill(Line &line, const Fact &fact)
{
    line.name->setText(fact.name);
    line.value->setText(fact.value);
    line.name->setToolTip(fact.toolTip);
    line.value->setToolTip(fact.toolTip);
    line.value->setAccessibleName(fact.name.isEmpty() ? fact.value : tr("%1: %2").arg(fact.name, fact.value));
    if (fact.state) {
        const int side = fontMetrics().height() - 1;
        line.icon->setPixmap(stateIcon(*fact.state).pixmap(QSize(side, side), devicePixelRatioF()));
    }
    if (fact.fraction)
        line.bar->setFraction(*fact.fraction);
}

void FactList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        for (qsizetype i = 0; i < m_facts.size(); ++i)
            fill(m_lines[static_cast<size_t>(i)], m_facts.at(i));
    }
    QWidget::changeEvent(event);
}

} // namespace quarterdeck::gui
