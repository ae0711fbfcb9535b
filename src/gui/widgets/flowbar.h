// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QWidget>

namespace quarterdeck::gui {

/// Lays its items out in a line and goes on in the next one when there is no
/// more room: large fonts in a small window lose no button.
class FlowLayout final : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent);
    ~FlowLayout() override;
    Q_DISABLE_COPY_MOVE(FlowLayout)

    /// The items after this one stand at the right edge, while all fit in one line.
    void addGap();

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    void setGeometry(const QRect &rect) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;

private:
    int arrange(const QRect &rect, bool apply) const;

    QList<QLayoutItem *> m_items;
    int m_gapAfter = -1;
};

/// A row of tools.
class FlowBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FlowBar(QWidget *parent = nullptr);
    [[nodiscard]] FlowLayout *flow() const { return m_layout; }

private:
    FlowLayout *m_layout;
};

} // namespace quarterdeck::gui
