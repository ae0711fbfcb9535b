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

/// A workflow inside a set.
struct WorkflowRow
{
    QString id;
    QString name;
    bool active = false;
    QDateTime updated;

    bool operator==(const WorkflowRow &) const = default;
};

class WorkflowModel final : public ListTableModel<WorkflowRow, 4>
{
    Q_OBJECT

public:
    enum Column { Name, Active, Updated, Id, ColumnCount };

    using ListTableModel::ListTableModel;

    void update(const QList<restore::WorkflowEntry> &workflows, const QDateTime &now);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QDateTime m_now;
};

} // namespace quarterdeck::gui
