// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/setcontentsmodels.h"

#include "foundation/units.h"

#include <QLocale>

namespace quarterdeck::gui {

namespace {

constexpr int rightAligned = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);

QString digestText(const backup::TableFigure &table)
{
    if (table.digest.isEmpty())
        return TableFigureModel::tr("not taken");
    if (table.method == QLatin1String("full"))
        return TableFigureModel::tr("every row");
    if (table.method == QLatin1String("sampled"))
        return TableFigureModel::tr("a sample, and the keys of every row");
    return table.method;
}

QString fullName(const backup::TableFigure &table)
{
    return table.schema == QLatin1String("public") ? table.name : table.schema + QLatin1Char('.') + table.name;
}

QString fileToolTip(const backup::FileEntry &file)
{
    QStringList lines = {file.path};
    if (!file.original.isEmpty())
        lines.append(SetFileModel::tr("Found at %1").arg(file.original));
    lines.append(SetFileModel::tr("%1 bytes").arg(QLocale().toString(file.size)));
    if (file.encrypted)
        lines.append(SetFileModel::tr("Encrypted with age"));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QVariant TableFigureModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const backup::TableFigure &table = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Rows)
            return QLocale().toString(table.rows);
        return index.column() == Name ? fullName(table) : digestText(table);
    case Qt::ToolTipRole:
        if (index.column() == Digest && !table.digest.isEmpty())
            return tr("A restore is compared with this digest: %1").arg(table.digest);
        return index.column() == Name ? QVariant(table.schema + QLatin1Char('.') + table.name) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Rows ? QVariant(rightAligned) : QVariant();
    case SortRole:
        if (index.column() == Rows)
            return table.rows;
        return index.column() == Name ? fullName(table) : digestText(table);
    case IdRole:
        return QString(table.schema + QLatin1Char('.') + table.name);
    default:
        return {};
    }
}

QVariant TableFigureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Rows)
        return rightAligned;
    if (role == Qt::ToolTipRole && section == Digest)
        return tr("What of the contents a restored table is compared by, beside the number of rows");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Table");
    case Rows:
        return tr("Rows");
    case Digest:
        return tr("Compared by");
    default:
        return {};
    }
}

QVariant SetFileModel::data(const QModelIndex &index, int role) const
{
    if (!holds(index))
        return {};
    const backup::FileEntry &file = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Path:
            return file.path;
        case Part:
            return backup::partTitle(file.part);
        case Size:
            return formatBytes(file.size);
        case RawSize:
            return formatBytes(file.rawSize);
        case Checksum:
            return file.sha256;
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return index.column() == Checksum ? QVariant() : QVariant(fileToolTip(file));
    case Qt::TextAlignmentRole:
        return index.column() == Size || index.column() == RawSize ? QVariant(rightAligned) : QVariant();
    case SortRole:
        if (index.column() == Size)
            return file.size;
        return index.column() == RawSize ? QVariant(file.rawSize) : data(index, Qt::DisplayRole);
    case IdRole:
        return file.path;
    default:
        return {};
    }
}

QVariant SetFileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Size || section == RawSize))
        return rightAligned;
    if (role == Qt::ToolTipRole && section == RawSize)
        return tr("Before it was compressed and encrypted");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Path:
        return tr("File");
    case Part:
        return tr("Part");
    case Size:
        return tr("Size");
    case RawSize:
        return tr("Contents");
    case Checksum:
        return tr("SHA-256");
    default:
        return {};
    }
}

} // namespace quarterdeck::gui
