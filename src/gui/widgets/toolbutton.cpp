// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/toolbutton.h"

#include <QAction>
#include <QToolButton>

namespace quarterdeck::gui {

QString spoken(const QString &text)
{
    return QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("..."));
}

QToolButton *makeToolButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(action->icon());
    button->setText(action->text());
    button->setAccessibleName(spoken(action->text()));
    const int side = button->fontMetrics().height();
    button->setIconSize(QSize(side, side));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        button->setAccessibleDescription(action->toolTip());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace quarterdeck::gui
