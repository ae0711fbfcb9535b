// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/restore/unfinishedcard.h"

#include "gui/restore/restorewords.h"
#include "gui/theme/colors.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/flowbar.h"
#include "gui/widgets/toolbutton.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace quarterdeck::gui {

UnfinishedCard::UnfinishedCard(const restore::Unfinished &unfinished, const QDateTime &now, QWidget *parent)
    : Card(parent)
{
    setObjectName(QStringLiteral("unfinished-") + unfinished.runId);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * gridUnit, gridUnit + gridUnit / 2, 2 * gridUnit, gridUnit + gridUnit / 2);
    layout->setSpacing(gridUnit);
    auto *title = new QLabel(unfinishedTitle(unfinished), this);
    title->setFont(headingFont(font()));
    layout->addWidget(title);
    auto *sentence = new QLabel(unfinishedSentence(unfinished, now), this);
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    layout->addWidget(sentence);
    auto *bar = new FlowBar(this);
    const auto add = [&](RestoreEnd end, const QString &text, const char *iconName, const QString &toolTip) {
        if (!canEnd(unfinished, end))
            return;
        auto *button = new QPushButton(gui::icon(QLatin1String(iconName)), text, bar);
        button->setAccessibleName(tr("%1: %2").arg(spoken(text), unfinishedTitle(unfinished)));
        button->setToolTip(toolTip);
        button->setProperty("toolTipWhenEnabled", toolTip);
        bar->flow()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, end, unfinished] { Q_EMIT endWanted(end, unfinished); });
        m_buttons.append(button);
    };
    add(RestoreEnd::Release, tr("&Release"), "dialog-ok-apply", tr("Switch the triggers on and start the workers; the restore is over then"));
    add(RestoreEnd::Resume, tr("Resu&me"), "media-playback-start", tr("Go on where it was interrupted"));
    if (isClone(unfinished))
        add(RestoreEnd::RollBack, tr("Remo&ve..."), "edit-delete", tr("Containers, volumes and files of it; asks first"));
    else
        add(RestoreEnd::RollBack, tr("Roll bac&k..."), "edit-undo", tr("Bring back what was there before; asks first"));
    bar->setVisible(!m_buttons.isEmpty());
    layout->addWidget(bar);
    color();
}

void UnfinishedCard::setObstacle(const QString &obstacle)
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->setEnabled(obstacle.isEmpty());
        button->setToolTip(obstacle.isEmpty() ? button->property("toolTipWhenEnabled").toString() : obstacle);
    }
}

QWidget *UnfinishedCard::chainTabs(QWidget *previous)
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        if (previous)
            QWidget::setTabOrder(previous, button);
        previous = button;
    }
    return previous;
}

void UnfinishedCard::color()
{
    setAccent(stateColor(health::State::Warning, QGuiApplication::palette()));
}

void UnfinishedCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        color();
    Card::changeEvent(event);
}

} // namespace quarterdeck::gui
