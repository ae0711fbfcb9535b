// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/framedecoder.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

namespace quarterdeck::docker {

namespace {

constexpr unsigned char stderrType = 2;
constexpr unsigned char engineErrorType = 3;
constexpr qsizetype engineErrorMaximum = 65536;

} // namespace

FrameDecoder::FrameDecoder(OutputSink sink, quint32 maximumFrame)
    : m_sink(std::move(sink))
    , m_maximumFrame(maximumFrame)
{
}

Result<void> FrameDecoder::feed(QByteArrayView bytes)
{
    if (m_state)
        m_state = decode(bytes);
    return m_state;
}

Result<void> FrameDecoder::decode(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_headerSize < m_header.size()) {
            const size_t size = std::min(m_header.size() - m_headerSize, static_cast<size_t>(bytes.size()));
            std::memcpy(m_header.data() + m_headerSize, bytes.data(), size);
            m_headerSize += size;
            bytes = bytes.sliced(static_cast<qsizetype>(size));
            if (m_headerSize == m_header.size())
                QD_CHECK(beginFrame());
            continue;
        }
        const qsizetype size = std::min<qsizetype>(m_left, bytes.size());
        QD_CHECK(deliver(bytes.first(size)));
        bytes = bytes.sliced(size);
        m_left -= static_cast<quint32>(size);
        if (m_left == 0)
            m_headerSize = 0;
    }
    return {};
}

Result<void> FrameDecoder::beginFrame()
{
    const auto invalid = [](const QString &detail) {
        return fail(ErrorKind::Invalid, QCoreApplication::translate("Docker", "The engine's output stream cannot be read."), detail,
                    QCoreApplication::translate("Docker", "If the container was replaced meanwhile, try again."));
    };
    if (m_header[0] > engineErrorType || m_header[1] != 0 || m_header[2] != 0 || m_header[3] != 0) {
        return invalid(
            QLatin1String("no frame header: ")
            + QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(m_header.data()), static_cast<qsizetype>(m_header.size())).toHex(' ')));
    }
    m_left = (static_cast<quint32>(m_header[4]) << 24) | (static_cast<quint32>(m_header[5]) << 16) | (static_cast<quint32>(m_header[6]) << 8)
        | static_cast<quint32>(m_header[7]);
    if (m_left > m_maximumFrame)
        return invalid(QStringLiteral("a frame claims %1 bytes").arg(m_left));
    if (m_left == 0)
        m_headerSize = 0;
    return {};
}

Result<void> FrameDecoder::deliver(QByteArrayView bytes)
{
    if (m_header[0] == engineErrorType) {
        m_engineError.append(bytes.first(std::min(bytes.size(), engineErrorMaximum - m_engineError.size())));
        return {};
    }
    return m_sink(m_header[0] == stderrType ? OutputStream::Stderr : OutputStream::Stdout, bytes);
}

Result<void> FrameDecoder::finish()
{
    if (!m_state)
        return m_state;
    if (!m_engineError.isEmpty()) {
        return fail(ErrorKind::Internal, QCoreApplication::translate("Docker", "The engine reported an error within the output."),
                    QString::fromUtf8(m_engineError).trimmed());
    }
    if (m_headerSize != 0) {
        return fail(ErrorKind::Unreachable, QCoreApplication::translate("Docker", "The output of the container broke off."),
                    QStringLiteral("closed within a frame, %1 bytes missing").arg(m_left),
                    QCoreApplication::translate("Docker", "Check that the Docker engine is still running, then try again."));
    }
    return {};
}

} // namespace quarterdeck::docker
