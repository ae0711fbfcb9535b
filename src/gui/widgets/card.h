// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace quarterdeck::gui {

/// A panel on the page: the palette's base with a faint border.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    /// Washes the ground in this colour; an invalid one takes that back.
    void setAccent(const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_accent;
};

} // namespace quarterdeck::gui
