// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QSet>

namespace quarterdeck::gui {

/// Roles that all our models share.
enum Role {
    SortRole = Qt::UserRole, ///< the raw value, for comparing
    IdRole, ///< stable id of the row
    FirstOwnRole,
};

/// What flat tables have in common: rows of values, counted, and replaced so
/// that only what changed is told. Row needs operator==; Derived brings data()
/// and a static column count.
template<class Row, int columns>
class ListTableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columns; }

    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] const Row &row(int index) const { return m_rows.at(index); }

    /// Rows keep their place; those at the end come and go.
    void setRows(const QList<Row> &rows)
    {
        const auto common = std::min(m_rows.size(), rows.size());
        for (qsizetype i = 0; i < common; ++i)
            setRow(static_cast<int>(i), rows.at(i));
        if (rows.size() > m_rows.size()) {
            beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(rows.size()) - 1);
            m_rows.append(rows.mid(common));
            endInsertRows();
        } else if (rows.size() < m_rows.size()) {
            beginRemoveRows({}, static_cast<int>(rows.size()), static_cast<int>(m_rows.size()) - 1);
            m_rows.resize(rows.size());
            endRemoveRows();
        }
    }

    /// Rows with a key of their own: those that stay keep their index, so that
    /// a selection follows them wherever the others go.
    /// @param key member that tells one row from another
    void setRows(const QList<Row> &rows, QString Row::*key)
    {
        QSet<QString> wanted;
        for (const Row &row : rows)
            wanted.insert(row.*key);
        for (auto i = static_cast<int>(m_rows.size()); i-- > 0;) {
            if (wanted.contains(m_rows.at(i).*key))
                continue;
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
        for (int i = 0; i < rows.size(); ++i) {
            int from = i;
            while (from < m_rows.size() && m_rows.at(from).*key != rows.at(i).*key)
                ++from;
            if (from == m_rows.size()) {
                beginInsertRows({}, i, i);
                m_rows.insert(i, rows.at(i));
                endInsertRows();
                continue;
            }
            if (from != i) {
                beginMoveRows({}, from, from, {}, i);
                m_rows.move(from, i);
                endMoveRows();
            }
            setRow(i, rows.at(i));
        }
    }

    void setRow(int index, const Row &row)
    {
        if (m_rows.at(index) == row)
            return;
        m_rows[index] = row;
        Q_EMIT dataChanged(this->index(index, 0), this->index(index, columns - 1));
    }

protected:
    [[nodiscard]] bool holds(const QModelIndex &index) const
    {
        return index.isValid() && index.model() == this && index.row() < m_rows.size() && index.column() < columns;
    }

private:
    QList<Row> m_rows;
};

} // namespace quarterdeck::gui
