// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes instead of events: no crash, bounded memory, the same objects
// whether it comes at once or in pieces; and what comes out goes through every
// parser of the engine's answers.
#include "adapters/docker/json.h"
#include "adapters/docker/jsonstream.h"

#include <cstdint>
#include <cstdlib>

using namespace quarterdeck;
using namespace quarterdeck::docker;

namespace {

constexpr qsizetype maximumObject = 512;

struct Outcome
{
    QList<QByteArray> objects;
    bool failed = false;
    bool within = false;

    bool operator==(const Outcome &) const = default;
};

Outcome split(QByteArrayView bytes, qsizetype piece)
{
    Outcome outcome;
    JsonStream stream(
        [&outcome](const QByteArray &object) -> Result<void> {
            if (!object.startsWith('{') || !object.endsWith('}') || object.size() > maximumObject)
                std::abort();
            outcome.objects.append(object);
            return {};
        },
        maximumObject);
    while (!bytes.isEmpty() && !outcome.failed) {
        const QByteArrayView part = bytes.first(std::min(piece, bytes.size()));
        outcome.failed = !stream.feed(part);
        bytes = bytes.sliced(part.size());
    }
    outcome.within = !outcome.failed && stream.isWithinObject();
    return outcome;
}

void parseAsEverything(const QByteArray &bytes)
{
    const auto event = parseEvent(bytes);
    if (event && event->action.isEmpty())
        std::abort();
    const auto object = parseObject(bytes);
    if (!object)
        return;
    const auto summary = parseContainerSummary(*object);
    const auto details = parseContainerDetails(*object);
    if ((summary && summary->id.isEmpty()) || (details && details->id.isEmpty()))
        std::abort();
    const bool other[] = {parseImageSummary(*object).has_value(), parseImageDetails(*object).has_value(), parseVolume(*object).has_value(),
                          parseNetwork(*object).has_value(), parseStats(*object).has_value()};
    if (!other[4])
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const Outcome whole = split(bytes, bytes.size());
    if (split(bytes, 1) != whole || split(bytes, 1 + data[size - 1] % 64) != whole)
        std::abort();
    for (const QByteArray &object : whole.objects)
        parseAsEverything(object);
    return 0;
}
