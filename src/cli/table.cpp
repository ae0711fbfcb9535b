// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/table.h"

#include <algorithm>

namespace quarterdeck::cli {

Table::Table(const QList<Column> &columns)
    : m_columns(columns)
{
}

void Table::add(const QList<Cell> &row)
{
    m_rows.append(row);
}

QString Table::text(const Terminal &terminal) const
{
    QList<qsizetype> widths;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        qsizetype width = m_columns.at(i).title.size();
        for (const QList<Cell> &row : m_rows)
            width = std::max(width, i < row.size() ? row.at(i).text.size() : 0);
        widths.append(width);
    }
    QString result;
    const auto line = [&](const QList<Cell> &row) {
        QString text;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const Cell cell = i < row.size() ? row.at(i) : Cell(QString());
            const QString padding(widths.at(i) - cell.text.size(), QLatin1Char(' '));
            const QString painted = cell.text.isEmpty() ? QString() : terminal.paint(cell.colour, cell.text);
            text += m_columns.at(i).align == Align::Right ? QString(padding + painted) : QString(painted + padding);
            text += QLatin1String("  ");
        }
        while (text.endsWith(QLatin1Char(' ')))
            text.chop(1);
        result += text + QLatin1Char('\n');
    };
    QList<Cell> titles;
    for (const Column &column : m_columns)
        titles.append(Cell(column.title, Terminal::Colour::Faint));
    line(titles);
    for (const QList<Cell> &row : m_rows)
        line(row);
    return result;
}

} // namespace quarterdeck::cli
