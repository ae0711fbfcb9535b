// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace quarterdeck::gui {

/// Rows as high as the font wants and a little air; figures of equal width.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Old data is drawn muted.
    void setStale(bool stale) { m_stale = stale; }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    /// Draws selection and focus, and gives back the room for contents.
    [[nodiscard]] QRect paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    [[nodiscard]] QColor textColor(const QStyleOptionViewItem &option) const;
    /// On a selection every colour gives way to the selection's text colour.
    [[nodiscard]] QColor colorOr(const QStyleOptionViewItem &option, const QColor &color) const;
    void paintText(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option, const QString &text, const QColor &color,
                   Qt::Alignment alignment) const;
    /// Draws an icon of ours in the colour, and the cell's text beside it.
    using PaintIcon = std::function<void(const QRectF &square, const QColor &color, const QColor &ink)>;
    void paintIconAndText(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, const QColor &color,
                          const PaintIcon &paintIcon) const;
    [[nodiscard]] QSize iconAndTextHint(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    [[nodiscard]] bool isStale() const { return m_stale; }
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    bool m_stale = false;
};

/// Icon, word and colour of a state.
class StateDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The same for the state of a backup set.
class SetStateDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The figure, and the last minute as a line.
class CpuDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// "212/512 MiB" and a bar; no bar without a limit.
class MemoryDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace quarterdeck::gui
