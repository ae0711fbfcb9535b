// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes instead of frames: no crash, no memory for claims, and the
// same output whether it comes at once or in pieces.
#include "adapters/docker/framedecoder.h"

#include <cstdint>
#include <cstdlib>

using namespace quarterdeck;
using namespace quarterdeck::docker;

namespace {

struct Outcome
{
    QByteArray out;
    QByteArray err;
    bool failed = false;
    Error end;

    bool operator==(const Outcome &) const = default;
};

Outcome decode(QByteArrayView bytes, qsizetype piece)
{
    Outcome outcome;
    FrameDecoder decoder([&outcome](OutputStream stream, QByteArrayView part) -> Result<void> {
        if (part.isEmpty())
            std::abort();
        (stream == OutputStream::Stderr ? outcome.err : outcome.out).append(part);
        return {};
    });
    while (!bytes.isEmpty() && !outcome.failed) {
        const QByteArrayView part = bytes.first(std::min(piece, bytes.size()));
        outcome.failed = !decoder.feed(part);
        bytes = bytes.sliced(part.size());
    }
    if (const auto end = decoder.finish(); !end)
        outcome.end = end.error();
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const Outcome whole = decode(bytes, bytes.size());
    if (whole.out.size() + whole.err.size() > bytes.size())
        std::abort();
    if (decode(bytes, 1) != whole || decode(bytes, 1 + data[size - 1] % 64) != whole)
        std::abort();
    return 0;
}
