// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/manifest.h"
#include "gui/models/listtablemodel.h"

namespace quarterdeck::gui {

/// The tables of a set's database, as they were counted inside the dump's snapshot.
class TableFigureModel final : public ListTableModel<backup::TableFigure, 3>
{
    Q_OBJECT

public:
    enum Column { Name, Rows, Digest, ColumnCount };

    using ListTableModel::ListTableModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// The files of a set, as its manifest has them.
class SetFileModel final : public ListTableModel<backup::FileEntry, 5>
{
    Q_OBJECT

public:
    enum Column { Path, Part, Size, RawSize, Checksum, ColumnCount };

    using ListTableModel::ListTableModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

} // namespace quarterdeck::gui
