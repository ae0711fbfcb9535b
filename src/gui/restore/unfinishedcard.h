// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/restore/restoreservice.h"
#include "gui/widgets/card.h"

class QPushButton;

namespace quarterdeck::gui {

/// A restore that is not over, and what can be done with it.
class UnfinishedCard final : public Card
{
    Q_OBJECT

public:
    UnfinishedCard(const restore::Unfinished &unfinished, const QDateTime &now, QWidget *parent);

    /// @param obstacle why nothing can be done now; empty = it can
    void setObstacle(const QString &obstacle);
    /// Puts our buttons behind this one. @return our last one
    [[nodiscard]] QWidget *chainTabs(QWidget *previous);

Q_SIGNALS:
    void endWanted(quarterdeck::gui::RestoreEnd what, const quarterdeck::restore::Unfinished &unfinished);

protected:
    void changeEvent(QEvent *event) override;

private:
    void color();

    QList<QPushButton *> m_buttons;
};

} // namespace quarterdeck::gui
