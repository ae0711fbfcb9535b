// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a server sends: no crash, bounded memory, and the same outcome
// whether it comes at once or in pieces.
#include "adapters/http/httpparser.h"

#include <cstdint>
#include <cstdlib>

using namespace quarterdeck;
using namespace quarterdeck::http;

namespace {

class Recorder final : public ResponseHandler
{
public:
    Result<void> onHead(const ResponseHead &head) override
    {
        if (++heads > 1)
            std::abort();
        for (const Header &header : head.headers) {
            if (header.name.isEmpty() || header.value.contains('\n') || header.value.contains('\r'))
                std::abort();
        }
        return {};
    }
    Result<void> onBody(QByteArrayView bytes) override
    {
        if (heads != 1 || bytes.isEmpty())
            std::abort();
        body.append(bytes);
        return {};
    }

    int heads = 0;
    QByteArray body;
};

struct Outcome
{
    int heads = 0;
    QByteArray body;
    qsizetype taken = 0;
    bool complete = false;
    bool upgraded = false;
    bool keepsAlive = false;
    bool failed = false;
    bool endsWell = false;

    bool operator==(const Outcome &) const = default;
};

Outcome parse(QByteArrayView bytes, Expectation expectation, qsizetype piece)
{
    Recorder recorder;
    ResponseParser parser(recorder, expectation);
    Outcome outcome;
    while (!bytes.isEmpty()) {
        const QByteArrayView part = bytes.first(std::min(piece, bytes.size()));
        const auto taken = parser.feed(part);
        if (!taken) {
            outcome.failed = true;
            break;
        }
        outcome.taken += *taken;
        if (*taken < part.size())
            break;
        bytes = bytes.sliced(part.size());
    }
    if (outcome.failed)
        outcome.taken = 0; // how far it had come is the pieces' affair
    outcome.heads = recorder.heads;
    outcome.complete = parser.isComplete();
    outcome.upgraded = parser.isUpgraded();
    outcome.keepsAlive = parser.keepsAlive();
    outcome.endsWell = parser.finish().has_value();
    outcome.body = recorder.body;
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const Expectation expectation{(data[size - 1] & 1) != 0, (data[size - 1] & 2) != 0};
    // The whole input is the answer, its first byte ('H' when it is one) too; the last byte picks the expectation.
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const Outcome whole = parse(bytes, expectation, bytes.size());
    if (parse(bytes, expectation, 1) != whole || parse(bytes, expectation, 1 + data[size - 1] % 64) != whole)
        std::abort();
    return 0;
}
