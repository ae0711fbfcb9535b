// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/chunkqueue.h"
#include "foundation/result.h"

#include <QByteArrayView>
#include <QMap>
#include <QStringList>

#include <thread>

namespace quarterdeck::backup {

struct TarFigure
{
    qint64 entries = 0;
    qint64 bytes = 0; ///< of the regular files in it
    QMap<QString, QByteArray> files; ///< contents of those that were asked for
};

/// Reads a tar archive as it passes by, to its very end: every header, every
/// byte, and the two empty blocks behind them. Fed piece by piece.
class TarWalk final
{
public:
    /// @param wanted paths in the archive whose contents are kept, at most 64 KiB each
    explicit TarWalk(QStringList wanted = {});
    ~TarWalk();
    Q_DISABLE_COPY_MOVE(TarWalk)

    /// Never fails: what is wrong is told at the end, so that the bytes still get where they go.
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);
    /// Corrupt when it is no tar archive, is cut off, or breaks off inside.
    [[nodiscard]] Result<TarFigure> finish();

private:
    void read();

    QStringList m_wanted;
    ChunkQueue m_queue;
    qint64 m_size = 0;
    QByteArray m_tail; ///< the last two blocks, 1,024 bytes
    Result<TarFigure> m_figure;
    std::jthread m_reader; ///< last: it uses all of the above
};

} // namespace quarterdeck::backup
