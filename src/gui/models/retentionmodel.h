// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/retention.h"
#include "gui/models/listtablemodel.h"

namespace quarterdeck::gui {

/// What a policy would do to one set.
struct RetentionRow
{
    QString id;
    QDateTime time;
    backup::SetState state = backup::SetState::Unverified;
    qint64 size = 0;
    bool keep = true;
    QString why;

    bool operator==(const RetentionRow &) const = default;
};

/// What a policy would do to the sets there are, before it does it.
class RetentionModel final : public ListTableModel<RetentionRow, 5>
{
    Q_OBJECT

public:
    enum Column { Decision, Time, State, Size, Why, ColumnCount };

    using ListTableModel::ListTableModel;

    void update(const QList<backup::BackupSet> &sets, const QList<backup::RetentionDecision> &decisions, const QDateTime &now);

    [[nodiscard]] QStringList goingIds() const;
    [[nodiscard]] qint64 goingBytes() const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QDateTime m_now;
};

} // namespace quarterdeck::gui
