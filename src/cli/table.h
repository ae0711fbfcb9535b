// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/terminal.h"

#include <QList>
#include <QStringList>

namespace quarterdeck::cli {

/// Aligned columns for people: as wide as their widest cell, two spaces apart.
class Table final
{
public:
    enum class Align { Left, Right };
    struct Column
    {
        QString title;
        Align align = Align::Left;
    };
    struct Cell
    {
        Cell(const QString &text_,
             Terminal::Colour colour_ = Terminal::Colour::None) // NOLINT(google-explicit-constructor): rows read as lists of texts
            : text(text_)
            , colour(colour_)
        {
        }
        QString text;
        Terminal::Colour colour;
    };

    explicit Table(const QList<Column> &columns);

    void add(const QList<Cell> &row);
    [[nodiscard]] QString text(const Terminal &terminal) const;

private:
    QList<Column> m_columns;
    QList<QList<Cell>> m_rows;
};

} // namespace quarterdeck::cli
