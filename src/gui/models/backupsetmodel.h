// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/repository.h"
#include "gui/models/listtablemodel.h"

#include <optional>

namespace quarterdeck::gui {

/// A set as the table shows it.
struct BackupRow
{
    QString id;
    QDateTime time;
    QString contents;
    QString contentsToolTip;
    int parts = 0;
    qint64 size = 0;
    backup::SetState state = backup::SetState::Unverified;
    QString why;
    std::optional<QDateTime> provenAt;
    std::optional<backup::KeyFit> keyFit; ///< none without a manifest
    std::optional<qint64> tookMs; ///< likewise

    bool operator==(const BackupRow &) const = default;
};

[[nodiscard]] BackupRow rowOf(const backup::BackupSet &set);

/// The sets of a stack, newest first. Rows are told apart by their id: a new
/// set is inserted, a selection stays where it is.
class BackupSetModel final : public ListTableModel<BackupRow, 7>
{
    Q_OBJECT

public:
    enum Column { Time, Age, Contents, Size, State, Key, Took, ColumnCount };
    enum OwnRole {
        SetStateRole = FirstOwnRole, ///< int of backup::SetState
    };

    using ListTableModel::ListTableModel;

    /// @param now ages are told as of this moment
    void update(const QList<backup::BackupSet> &sets, const QDateTime &now);
    /// Tells ages anew, where they read differently.
    void setNow(const QDateTime &now);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const BackupRow &set, int column) const;
    [[nodiscard]] QString toolTip(const BackupRow &set, int column) const;
    [[nodiscard]] QVariant sortValue(const BackupRow &set, int column) const;

    QDateTime m_now;
};

} // namespace quarterdeck::gui
