// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/jsonstream.h"

#include <QCoreApplication>

namespace quarterdeck::docker {

namespace {

tl::unexpected<Error> invalid(const QString &detail)
{
    return fail(ErrorKind::Invalid, QCoreApplication::translate("Docker", "The engine's event stream cannot be read."), detail);
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

JsonStream::JsonStream(ObjectSink sink, qsizetype maximumObject)
    : m_sink(std::move(sink))
    , m_maximumObject(maximumObject)
{
}

Result<void> JsonStream::feed(QByteArrayView bytes)
{
    if (m_state)
        m_state = split(bytes);
    return m_state;
}

Result<void> JsonStream::split(QByteArrayView bytes)
{
    qsizetype begin = 0; // of the object, within these bytes
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (m_depth == 0) {
            if (isSpace(c))
                continue;
            if (c != '{')
                return invalid(QStringLiteral("byte 0x%1 between objects").arg(static_cast<unsigned char>(c), 2, 16, QLatin1Char('0')));
            begin = at;
            m_depth = 1;
        } else if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                m_inString = false;
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{') {
            ++m_depth;
        } else if (c == '}') {
            --m_depth;
        }
        if (m_object.size() + (at - begin) >= m_maximumObject)
            return invalid(QStringLiteral("an object longer than %1 bytes").arg(m_maximumObject));
        if (m_depth == 0) {
            m_object.append(bytes.sliced(begin, at - begin + 1));
            QD_CHECK(m_sink(std::exchange(m_object, {})));
        }
    }
    if (m_depth > 0)
        m_object.append(bytes.sliced(begin));
    return {};
}

} // namespace quarterdeck::docker
