// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QByteArray>

#include <functional>

namespace quarterdeck::docker {

/// Cuts a stream of JSON objects (newline-separated or just one after the
/// other, as /events sends them) into objects. Counts braces outside of
/// strings; whether what lies between is JSON is the parser's to say.
///
/// Incremental: pieces of any size give the same objects.
class JsonStream final
{
    Q_DISABLE_COPY_MOVE(JsonStream)

public:
    static constexpr qsizetype defaultMaximumObject = qsizetype(4) * 1024 * 1024;

    using ObjectSink = std::function<Result<void>(const QByteArray &object)>;

    /// @param maximumObject a longer object is refused with ErrorKind::Invalid, in bytes
    explicit JsonStream(ObjectSink sink, qsizetype maximumObject = defaultMaximumObject);

    /// @return the sink's error, ErrorKind::Invalid for what is no object;
    ///         then every further call returns the same error
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);

    /// Whether an object has begun and not ended.
    [[nodiscard]] bool isWithinObject() const { return m_depth > 0; }

private:
    [[nodiscard]] Result<void> split(QByteArrayView bytes);

    ObjectSink m_sink;
    const qsizetype m_maximumObject;
    QByteArray m_object; ///< the part of the object that came in earlier pieces
    qsizetype m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    Result<void> m_state;
};

} // namespace quarterdeck::docker
