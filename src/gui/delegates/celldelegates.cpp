// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/delegates/celldelegates.h"

#include "gui/models/backupsetmodel.h"
#include "gui/models/servicemodel.h"
#include "gui/theme/colors.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/widgets/sparkline.h"
#include "gui/widgets/usagebar.h"

#include <QApplication>
#include <QPainter>

namespace quarterdeck::gui {

namespace {
constexpr int margin = gridUnit / 2;
/// A lower ceiling would draw the noise of an idle process as a mountain.
constexpr float lowestCpuCeiling = 25;
/// The widest figures that are usual; wider ones are cut with dots.
const QString widestCpu = QStringLiteral("100.0\u00a0%");
const QString widestMemory = QStringLiteral("1,000/1,000\u00a0MiB");
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_stale && !(option->state & QStyle::State_Selected))
        option->palette.setColor(QPalette::Text, mutedColor(option->palette));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), option.fontMetrics.height() + gridUnit + margin));
    size.rwidth() += gridUnit;
    return size;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    if (!(cell.displayAlignment & Qt::AlignRight)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    // Figures keep away from the words of the next column.
    const QRect rect = paintGround(painter, option, index);
    paintText(painter, rect.adjusted(0, 0, -margin, 0), option, cell.text, textColor(option), Qt::AlignRight);
}

QRect CellDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    ground.icon = QIcon();
    ground.features &= ~(QStyleOptionViewItem::HasDecoration | QStyleOptionViewItem::HasDisplay);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
    return option.rect.adjusted(margin, 0, -margin, 0);
}

QColor CellDelegate::textColor(const QStyleOptionViewItem &option) const
{
    if (m_stale && !(option.state & QStyle::State_Selected))
        return mutedColor(option.palette);
    return colorOr(option, option.palette.color(QPalette::Text));
}

QColor CellDelegate::colorOr(const QStyleOptionViewItem &option, const QColor &color) const
{
    if (!(option.state & QStyle::State_Selected))
        return color;
    const QPalette::ColorGroup group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    return option.palette.color(group, QPalette::HighlightedText);
}

void CellDelegate::paintText(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option, const QString &text, const QColor &color,
                             Qt::Alignment alignment) const
{
    painter->save();
    painter->setPen(color);
    painter->setFont(option.font);
    painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(text, Qt::ElideRight, rect.width()));
    painter->restore();
}

void CellDelegate::paintIconAndText(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, const QColor &color,
                                    const PaintIcon &paintIcon) const
{
    QRect rect = paintGround(painter, option, index);
    const bool selected = option.state & QStyle::State_Selected;
    const QColor shown = isStale() ? textColor(option) : colorOr(option, color);
    const int side = option.fontMetrics.height() - 1;
    QRectF square(rect.x(), 0, side, side);
    square.moveTop(rect.y() + (rect.height() - side) / 2.0);
    paintIcon(square, shown, option.palette.color(selected ? QPalette::Highlight : QPalette::Base));
    rect.setLeft(rect.left() + side + gridUnit - 2);
    paintText(painter, rect, option, index.data().toString(), shown, Qt::AlignLeft);
}

QSize CellDelegate::iconAndTextHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = CellDelegate::sizeHint(option, index);
    size.setWidth(option.fontMetrics.horizontalAdvance(index.data().toString()) + option.fontMetrics.height() + 3 * gridUnit);
    return size;
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return iconAndTextHint(option, index);
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto state = static_cast<health::State>(index.data(ServiceModel::StateRole).toInt());
    paintIconAndText(painter, option, index, stateColor(state, option.palette),
                     [&](const QRectF &square, const QColor &color, const QColor &ink) { paintState(*painter, square, state, color, ink); });
}

QSize SetStateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return iconAndTextHint(option, index);
}

void SetStateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto state = static_cast<backup::SetState>(index.data(BackupSetModel::SetStateRole).toInt());
    paintIconAndText(painter, option, index, setStateColor(state, option.palette),
                     [&](const QRectF &square, const QColor &color, const QColor &ink) { paintSetState(*painter, square, state, color, ink); });
}

QSize CpuDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = CellDelegate::sizeHint(option, index);
    size.setWidth(option.fontMetrics.horizontalAdvance(widestCpu) + option.fontMetrics.height() * 5 + 2 * gridUnit);
    return size;
}

void CpuDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect rect = paintGround(painter, option, index);
    const int figure = std::min(rect.width(), option.fontMetrics.horizontalAdvance(widestCpu));
    paintText(painter, QRect(rect.x(), rect.y(), figure, rect.height()), option, index.data().toString(), textColor(option), Qt::AlignRight);
    const QRectF line(rect.x() + figure + gridUnit, rect.y() + margin, rect.width() - figure - gridUnit, rect.height() - 2 * margin);
    const QColor color = isStale() ? mutedColor(option.palette) : colorOr(option, seriesColor(0, option.palette));
    paintSparkline(*painter, line, index.data(ServiceModel::HistoryRole).value<QList<float>>(), ServiceModel::historyLength, lowestCpuCeiling, color);
}

QSize MemoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = CellDelegate::sizeHint(option, index);
    size.setWidth(option.fontMetrics.horizontalAdvance(widestMemory) + option.fontMetrics.height() * 4 + 2 * gridUnit);
    return size;
}

void MemoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect rect = paintGround(painter, option, index);
    const int figure = std::min(rect.width(), option.fontMetrics.horizontalAdvance(widestMemory));
    paintText(painter, QRect(rect.x(), rect.y(), figure, rect.height()), option, index.data().toString(), textColor(option), Qt::AlignRight);
    const auto usage = index.data(ServiceModel::UsageRole).value<Usage>();
    if (!usage.used || usage.limit <= 0)
        return;
    const double fraction = static_cast<double>(*usage.used) / static_cast<double>(usage.limit);
    QRectF bar(rect.x() + figure + gridUnit, 0, rect.width() - figure - gridUnit - margin, 6);
    if (bar.width() < 2 * gridUnit)
        return;
    bar.moveTop(rect.y() + (rect.height() - bar.height()) / 2);
    const bool selected = option.state & QStyle::State_Selected;
    QColor ground = selected ? textColor(option) : lineColor(option.palette);
    if (selected)
        ground.setAlphaF(0.3F);
    paintUsageBar(*painter, bar, fraction, isStale() ? mutedColor(option.palette) : colorOr(option, usageColor(fraction, option.palette)), ground);
}

} // namespace quarterdeck::gui
