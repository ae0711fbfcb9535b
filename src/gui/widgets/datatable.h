// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QTreeView>

class QLineEdit;

namespace quarterdeck::gui {

/// A flat table with what every table has: sorting by raw values, a filter,
/// copying the row, a context menu, figures of equal width. Rows are spoken of
/// by the model's IdRole.
class DataTable final : public QTreeView
{
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    /// Shows it in its own order until a header is clicked. To be called once.
    /// @param model with our roles; must outlive us or go with us
    void setSource(QAbstractItemModel *model);
    /// @param widest a text of usual width for each column; the one that is empty gets the room that is left
    void fitColumns(const QStringList &widest);
    /// Typing in it narrows the list.
    void setFilter(QLineEdit *filter);
    /// What the context menu has before "Copy row".
    void setMenuActions(const QList<QAction *> &actions) { m_menuActions = actions; }

    [[nodiscard]] QString currentId() const;
    /// Whether such a row is shown; it is the current one then.
    bool selectId(const QString &id);
    /// A minimum height that was set is what it asks for; it takes more where there is more.
    [[nodiscard]] QSize sizeHint() const override
    {
        const QSize usual = QTreeView::sizeHint();
        return minimumHeight() > 0 ? QSize(usual.width(), minimumHeight()) : usual;
    }
    [[nodiscard]] const QSortFilterProxyModel &proxy() const { return m_proxy; }

Q_SIGNALS:
    void currentIdChanged(const QString &id);
    /// Before the menu opens: what it offers can be brought up to date.
    void menuAboutToShow();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void copyRow();

    QSortFilterProxyModel m_proxy;
    QList<QAction *> m_menuActions;
    QAction *m_copy = nullptr;
    QString m_currentId;
};

} // namespace quarterdeck::gui
