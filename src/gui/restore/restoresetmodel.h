// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backupsetmodel.h"

namespace quarterdeck::gui {

/// A set as the wizard offers it.
struct RestoreSetRow
{
    QString id;
    QDateTime time;
    backup::SetState state = backup::SetState::Unverified;
    QString why;
    QString proof;
    QString stack;
    QString lacks;
    QString lacksToolTip;
    int missing = 0; ///< parts, for sorting

    bool operator==(const RestoreSetRow &) const = default;
};

/// The sets a stack can be restored from, newest first.
class RestoreSetModel final : public ListTableModel<RestoreSetRow, 6>
{
    Q_OBJECT

public:
    enum Column { Time, Age, State, Proof, Stack, Lacks, ColumnCount };

    using ListTableModel::ListTableModel;

    /// @param safetySets ids of those that a restore made of what it replaced
    void update(const QList<backup::BackupSet> &sets, const QStringList &safetySets, const QDateTime &now);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant text(const RestoreSetRow &set, int column) const;
    [[nodiscard]] QVariant toolTip(const RestoreSetRow &set, int column) const;
    [[nodiscard]] QVariant sortValue(const RestoreSetRow &set, int column) const;

    QDateTime m_now;
    bool m_files = false; ///< all of them come from elsewhere
};

} // namespace quarterdeck::gui
