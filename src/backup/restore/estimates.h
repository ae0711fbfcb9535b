// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/journal.h"
#include "backup/restore/roomwatch.h"

namespace quarterdeck::restore {

/// How long the steps of a plan are going to take, from what was measured on
/// this machine and from nothing else: the journals of restores that ran to
/// their end, the drill of the set, the making of the set.
class Estimates final
{
public:
    /// @param journals newest first
    Estimates(const QList<Journal::Entry> &journals, const Request &request);

    /// Milliseconds, or -1 when nothing like it was measured yet.
    [[nodiscard]] qint64 of(const QString &stepId) const;

private:
    QMap<QString, qint64> m_measured;
};

/// Bytes that a restored database needs while it fills: its indexes are built and its WAL is written, a fifth on top;
/// and what has to stay free.
/// @param databaseSize pg_database_size() of the one that was dumped, bytes
[[nodiscard]] constexpr qint64 spaceOfNewDatabase(qint64 databaseSize)
{
    return databaseSize + databaseSize / 5 + roomToKeep;
}

} // namespace quarterdeck::restore
