// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/datatable.h"

#include "gui/delegates/celldelegates.h"
#include "gui/models/listtablemodel.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>

namespace quarterdeck::gui {

DataTable::DataTable(QWidget *parent)
    : QTreeView(parent)
{
    m_proxy.setSortRole(SortRole);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setFont(figureFont(font()));
    setItemDelegate(new CellDelegate(this));
    header()->setSortIndicatorClearable(true);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);

    m_copy = new QAction(gui::icon(QStringLiteral("edit-copy")), tr("&Copy row"), this);
    m_copy->setToolTip(tr("Copy what the row shows"));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    addAction(m_copy);
    connect(m_copy, &QAction::triggered, this, &DataTable::copyRow);
}

void DataTable::setSource(QAbstractItemModel *model)
{
    m_proxy.setSourceModel(model);
    setModel(&m_proxy);
    sortByColumn(-1, Qt::AscendingOrder);
}

void DataTable::fitColumns(const QStringList &widest)
{
    const int room = 2 * gridUnit;
    header()->setMinimumSectionSize(4 * gridUnit);
    for (int column = 0; column < widest.size(); ++column) {
        if (widest.at(column).isEmpty()) {
            header()->setSectionResizeMode(column, QHeaderView::Stretch);
            continue;
        }
        // The header's own text needs room for the sign of sorting too.
        const QString title = m_proxy.headerData(column, Qt::Horizontal).toString();
        header()->resizeSection(
            column, std::max(fontMetrics().horizontalAdvance(widest.at(column)), fontMetrics().horizontalAdvance(title) + gridUnit) + room);
    }
}

void DataTable::setFilter(QLineEdit *filter)
{
    connect(filter, &QLineEdit::textChanged, &m_proxy, &QSortFilterProxyModel::setFilterFixedString);
}

QString DataTable::currentId() const
{
    return currentIndex().data(IdRole).toString();
}

bool DataTable::selectId(const QString &id)
{
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        const QModelIndex index = m_proxy.index(row, 0);
        if (index.data(IdRole).toString() == id) {
            setCurrentIndex(index);
            scrollTo(index);
            return true;
        }
    }
    return false;
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    const QString id = current.data(IdRole).toString();
    m_copy->setEnabled(current.isValid());
    if (id == m_currentId)
        return;
    m_currentId = id;
    Q_EMIT currentIdChanged(id);
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    Q_EMIT menuAboutToShow();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Actions for %1").arg(currentIndex().siblingAtColumn(0).data().toString()));
    menu->addActions(m_menuActions);
    if (!m_menuActions.isEmpty())
        menu->addSeparator();
    menu->addAction(m_copy);
    // By keyboard it belongs to the row, wherever the mouse is.
    const QPoint row = viewport()->mapToGlobal(visualRect(currentIndex()).center());
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? row : event->globalPos());
    event->accept();
}

void DataTable::copyRow()
{
    if (!currentIndex().isValid())
        return;
    QStringList cells;
    for (int column = 0; column < m_proxy.columnCount(); ++column)
        cells.append(currentIndex().siblingAtColumn(column).data().toString());
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

} // namespace quarterdeck::gui
