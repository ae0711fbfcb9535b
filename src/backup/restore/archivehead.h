// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>

#include <optional>

namespace quarterdeck::restore {

/// The beginning of a dump in pg_dump's custom format: header and table of contents, as far as one has to know them to
/// read the data behind. Source: ReadHead(), ReadToc(), ReadInt(), ReadStr() of src/bin/pg_dump/pg_backup_archiver.c and
/// ReadOffset() beside it, archive versions 1.14 (PostgreSQL 12) to 1.16 (17 and 18).
struct ArchiveHead
{
    qsizetype size = 0; ///< bytes; the first block of data follows
    int intSize = 4; ///< bytes of a number, after the byte of its sign
    int tables = 0; ///< entries that have data of a table
    /// Every block of data is rows of COPY as text, not compressed: a block can be cut between two lines.
    bool isLines = false;
};

/// @param bytes from the dump's first one on
/// @return none = it goes on behind these bytes
/// Errors: Unsupported (no dump of that format, or a version that is not known), Corrupt
[[nodiscard]] Result<std::optional<ArchiveHead>> readArchiveHead(QByteArrayView bytes);

/// A number as the archive has it: its sign, then its bytes, the lowest first.
[[nodiscard]] QByteArray archiveNumber(qint64 number, int intSize);

} // namespace quarterdeck::restore
