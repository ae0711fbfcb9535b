// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/archivehead.h"

#include <functional>

namespace quarterdeck::restore {

/// Deals the data of one dump in pg_dump's custom format out to two that are restored at the same time: the rows of large
/// tables go by turns to the one and the other. One server process is what a restore waits for; and nearly all of n8n's data
/// is in one table, so that restoring several tables at a time does not help.
///
/// Both get a block for every table, the second one empty blocks for small ones, for pg_restore looks for each in turn.
/// Source: _StartData(), _WriteData(), _EndData() of src/bin/pg_dump/pg_backup_custom.c.
class ArchiveSplit final
{
public:
    /// @param bytes never empty. @return false = nobody reads there any more
    using Out = std::function<bool(int which, QByteArray bytes)>;

    /// @param head with lines
    /// @param pick which of the two (0 or 1) is to have the next rows
    ArchiveSplit(const ArchiveHead &head, std::function<int()> pick, Out out);

    /// Bytes behind the head, in whatever pieces. Errors: Corrupt; Unreachable when nobody reads any more.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);
    /// Nothing follows. Errors: Corrupt in the middle of a block.
    [[nodiscard]] Result<void> finish() const;

private:
    enum class Expect { Block, Id, Length, Data };

    [[nodiscard]] Result<void> send(int which, QByteArray bytes);
    [[nodiscard]] Result<void> sendRows(int which, QByteArrayView rows);
    [[nodiscard]] Result<void> takeNumber(qint64 number);
    [[nodiscard]] Result<void> takeRows(QByteArrayView rows);

    const ArchiveHead m_head;
    const std::function<int()> m_pick;
    const Out m_out;
    Expect m_expect = Expect::Block;
    QByteArray m_number; ///< the bytes there are of it
    qint64 m_left = 0; ///< of the piece
    qint64 m_ofBlock = 0; ///< bytes of rows so far
    QByteArray m_rows; ///< not sent yet
};

} // namespace quarterdeck::restore
