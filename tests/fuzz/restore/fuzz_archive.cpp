// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes instead of a dump: no crash, and no row that is lost or comes twice; the same blocks go to both.
#include "backup/restore/archivehead.h"
#include "backup/restore/archivesplit.h"

#include <QList>

#include <array>
#include <cstdint>
#include <cstdlib>

using namespace quarterdeck;
using namespace quarterdeck::restore;

namespace {

struct Outcome
{
    std::array<QByteArray, 2> lanes;
    bool failed = false;
    bool whole = false;
};

/// What one reader sees: ids of blocks, and how many bytes of rows.
struct Seen
{
    QList<QByteArray> blocks;
    qint64 rows = 0;
};

Seen read(QByteArrayView lane, int intSize)
{
    Seen seen;
    const qsizetype width = 1 + intSize;
    while (!lane.isEmpty()) {
        seen.blocks.append(lane.first(1 + width).toByteArray());
        lane = lane.sliced(1 + width);
        while (true) {
            qint64 length = 0;
            for (int i = intSize; i > 0; --i)
                length = length * 256 + static_cast<uchar>(lane.at(i));
            lane = lane.sliced(width);
            if (length == 0)
                break;
            seen.rows += length;
            lane = lane.sliced(length);
        }
    }
    return seen;
}

Outcome split(const ArchiveHead &head, QByteArrayView data, qsizetype piece)
{
    Outcome outcome;
    int turn = 0;
    ArchiveSplit splitter(
        head, [&turn] { return turn++ % 2; },
        [&outcome](int which, const QByteArray &bytes) {
            if (bytes.isEmpty())
                std::abort();
            outcome.lanes[static_cast<size_t>(which)] += bytes;
            return true;
        });
    while (!data.isEmpty() && !outcome.failed) {
        const QByteArrayView part = data.first(std::min(piece, data.size()));
        outcome.failed = !splitter.feed(part);
        data = data.sliced(part.size());
    }
    outcome.whole = !outcome.failed && splitter.finish();
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto head = readArchiveHead(bytes);
    if (!head || !*head)
        return 0;
    if ((*head)->size > bytes.size())
        std::abort();
    const QByteArrayView rest = bytes.sliced((*head)->size);
    const Outcome atOnce = split(**head, rest, std::max<qsizetype>(1, rest.size()));
    const Outcome inPieces = split(**head, rest, 7);
    if (atOnce.failed != inPieces.failed || atOnce.whole != inPieces.whole)
        std::abort();
    if (!atOnce.whole)
        return 0;
    for (const Outcome &outcome : {atOnce, inPieces}) {
        const Seen first = read(outcome.lanes[0], (*head)->intSize);
        const Seen second = read(outcome.lanes[1], (*head)->intSize);
        if (first.blocks != second.blocks || first.rows + second.rows > rest.size())
            std::abort();
    }
    const auto rows
        = [&head](const Outcome &outcome) { return read(outcome.lanes[0], (*head)->intSize).rows + read(outcome.lanes[1], (*head)->intSize).rows; };
    if (rows(atOnce) != rows(inPieces))
        std::abort();
    return 0;
}
