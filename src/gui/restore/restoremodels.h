// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/operations.h"
#include "gui/models/listtablemodel.h"

namespace quarterdeck::gui {

/// A step as the plan shows it.
struct PlannedRow
{
    QString id;
    QString title;
    QString destroys;
    qint64 estimatedMs = -1;

    bool operator==(const PlannedRow &) const = default;
};

class PlannedStepModel final : public ListTableModel<PlannedRow, 4>
{
    Q_OBJECT

public:
    enum Column { Number, Title, Destroys, Estimate, ColumnCount };

    using ListTableModel::ListTableModel;

    void update(const QList<restore::PlannedStep> &steps);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// A table of the database, then and now.
struct ComparisonRow
{
    QString table;
    qint64 expected = 0;
    qint64 found = 0;
    bool sameContents = true;

    bool operator==(const ComparisonRow &) const = default;
};

class ComparisonModel final : public ListTableModel<ComparisonRow, 4>
{
    Q_OBJECT

public:
    enum Column { Table, Expected, Found, Contents, ColumnCount };

    using ListTableModel::ListTableModel;

    void update(const QList<restore::TableComparison> &tables);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// A workflow or a credential inside a set.
struct SetEntry
{
    QString id;
    QString name;
    QString detail; ///< translated: a workflow's state, a credential's type
    QDateTime updated;

    bool operator==(const SetEntry &) const = default;
};

class SetEntryModel final : public ListTableModel<SetEntry, 4>
{
    Q_OBJECT

public:
    enum Column { Name, Detail, Updated, Id, ColumnCount };

    using ListTableModel::ListTableModel;

    /// @param detail what the second column is called
    void update(const QList<SetEntry> &entries, const QString &detail, const QDateTime &now);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString m_detail;
    QDateTime m_now;
};

} // namespace quarterdeck::gui
