// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/backupsetmodel.h"

#include "foundation/units.h"
#include "gui/models/backupwords.h"

#include <algorithm>

namespace quarterdeck::gui {

namespace {

using backup::BackupSet;
using backup::KeyFit;
using backup::SetState;

/// The worst first when ascending: that is what one sorts for.
int rank(SetState state)
{
    switch (state) {
    case SetState::Damaged:
        return 0;
    case SetState::Foreign:
        return 1;
    case SetState::Unverified:
        return 2;
    case SetState::Verified:
        return 3;
    case SetState::Proven:
        break;
    }
    return 4;
}

int rank(KeyFit fit)
{
    switch (fit) {
    case KeyFit::DoesNotFit:
        return 0;
    case KeyFit::NoKey:
        return 1;
    case KeyFit::Unknown:
        return 2;
    case KeyFit::NoCredentials:
        return 3;
    case KeyFit::Fits:
        break;
    }
    return 4;
}

QString keyFitMeaning(KeyFit fit)
{
    switch (fit) {
    case KeyFit::Fits:
        return BackupSetModel::tr("The encryption key that was in force decrypts the credentials in this set.");
    case KeyFit::DoesNotFit:
        return BackupSetModel::tr("The encryption key that was in force does not decrypt the credentials in this set.");
    case KeyFit::NoCredentials:
        return BackupSetModel::tr("There are no credentials in this set to try the key on.");
    case KeyFit::NoKey:
        return BackupSetModel::tr("No encryption key was found when this set was made.");
    case KeyFit::Unknown:
        break;
    }
    return BackupSetModel::tr("Whether the encryption key fits was not tried.");
}

} // namespace

BackupRow rowOf(const BackupSet &set)
{
    BackupRow row;
    row.id = set.id;
    row.time = set.time;
    row.contents = contentsText(set.parts);
    row.contentsToolTip = contentsToolTip(set);
    row.parts = static_cast<int>(row.contents.isEmpty() ? 0 : row.contents.count(QLatin1Char(' ')) + 1);
    row.size = set.size;
    row.state = set.state;
    row.why = set.why;
    row.provenAt = set.provenAt();
    if (set.manifest) {
        row.keyFit = set.manifest->keyFit;
        row.tookMs = set.tookMs;
    }
    return row;
}

void BackupSetModel::update(const QList<BackupSet> &sets, const QDateTime &now)
{
    setNow(now);
    QList<BackupRow> rows;
    rows.reserve(sets.size());
    for (const BackupSet &set : sets)
        rows.append(rowOf(set));
    setRows(rows, &BackupRow::id);
}

void BackupSetModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    for (int i = 0; i < rows().size(); ++i) {
        const QDateTime &time = row(i).time;
        if (formatRelative(time, before) != formatRelative(time, now) || momentText(time, before) != momentText(time, now))
            Q_EMIT dataChanged(index(i, Time), index(i, Age));
    }
}

QString BackupSetModel::text(const BackupRow &set, int column) const
{
    switch (column) {
    case Time:
        return momentText(set.time, m_now);
    case Age:
        return set.time.isValid() ? formatRelative(set.time, m_now) : QString();
    case Contents:
        return set.contents;
    case Size:
        return formatBytes(set.size);
    case State:
        return backup::setStateTitle(set.state);
    case Key:
        return set.keyFit ? backup::keyFitTitle(*set.keyFit) : QString();
    case Took:
        return set.tookMs ? formatDuration(std::chrono::milliseconds(*set.tookMs)) : QString();
    default:
        return {};
    }
}

QString BackupSetModel::toolTip(const BackupRow &set, int column) const
{
    switch (column) {
    case Time:
    case Age:
        return set.time.isValid() ? tr("%1\n%2").arg(exactMoment(set.time), set.id) : set.id;
    case Contents:
        return set.contentsToolTip;
    case Size:
        return tr("%1 bytes").arg(QLocale().toString(set.size));
    case State: {
        QStringList lines = {setStateMeaning(set.state)};
        if (set.provenAt)
            lines.append(tr("Proven %1").arg(momentText(*set.provenAt, m_now)));
        if (!set.why.isEmpty())
            lines.append(set.why);
        return lines.join(QLatin1Char('\n'));
    }
    case Key:
        return set.keyFit ? keyFitMeaning(*set.keyFit) : tr("Without a manifest nothing is known about the key.");
    default:
        return {};
    }
}

QVariant BackupSetModel::sortValue(const BackupRow &set, int column) const
{
    switch (column) {
    case Time:
        return set.time;
    case Age: // the older, the more
        return set.time.isValid() ? -set.time.toSecsSinceEpoch() : 0;
    case Contents:
        return set.parts;
    case Size:
        return set.size;
    case State:
        return rank(set.state);
    case Key:
        return set.keyFit ? rank(*set.keyFit) : -1;
    case Took:
        return set.tookMs.value_or(-1);
    default:
        return {};
    }
}

QVariant BackupSetModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const BackupRow &set = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(set, index.column());
    case Qt::ToolTipRole:
        return toolTip(set, index.column());
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(), text(set, index.column()));
    case Qt::TextAlignmentRole:
        if (index.column() == Size || index.column() == Took)
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case SortRole:
        return sortValue(set, index.column());
    case IdRole:
        return set.id;
    case SetStateRole:
        return static_cast<int>(set.state);
    default:
        return {};
    }
}

QVariant BackupSetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Size || section == Took))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Key:
            return tr("Whether the encryption key that was in force decrypts the credentials in the set");
        case Took:
            return tr("How long making the set took");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Age:
        return tr("Age");
    case Contents:
        return tr("Contents");
    case Size:
        return tr("Size");
    case State:
        return tr("State");
    case Key:
        return tr("Key");
    case Took:
        return tr("Took");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
