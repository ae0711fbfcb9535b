// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace quarterdeck::gui {

/// Cards side by side, in as many columns as their contents allow. Its child
/// widgets are the cards, in the order they were made; hidden ones take no place.
class CardRow final : public QWidget
{
    Q_OBJECT

public:
    explicit CardRow(QWidget *parent = nullptr);

    [[nodiscard]] int columns() const { return m_columns; }

protected:
    void childEvent(QChildEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();

    QGridLayout *m_layout;
    QList<QWidget *> m_cards;
    QList<QWidget *> m_shown; ///< those that have a place
    int m_columns = 0;
};

} // namespace quarterdeck::gui
