// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"

#include <array>

namespace quarterdeck::docker {

/// Splits the multiplexed stream of logs and exec without a TTY: frames of
/// [type, 0, 0, 0, size as big-endian 32 bits] and that many bytes; types 0
/// and 1 are stdout, 2 is stderr, 3 is an error of the engine itself.
/// https://docs.docker.com/reference/api/engine/ ("Stream format")
///
/// Incremental: pieces of any size give the same output. A frame is passed on
/// as it comes, never collected, so its claimed size costs no memory.
class FrameDecoder final
{
    Q_DISABLE_COPY_MOVE(FrameDecoder)

public:
    /// The engine cuts at 64 KiB or at a log line; what claims more than this
    /// is not such a stream.
    static constexpr quint32 defaultMaximumFrame = 64U * 1024 * 1024;

    /// @param sink must not be empty
    /// @param maximumFrame a frame that claims more bytes is refused with ErrorKind::Invalid
    explicit FrameDecoder(OutputSink sink, quint32 maximumFrame = defaultMaximumFrame);

    /// @return the sink's error, ErrorKind::Invalid for what is no frame; then
    ///         every further call returns the same error
    [[nodiscard]] Result<void> feed(QByteArrayView bytes);

    /// The stream has ended.
    /// @return ErrorKind::Unreachable within a frame; ErrorKind::Internal with
    ///         the text when the engine had sent an error of its own
    [[nodiscard]] Result<void> finish();

private:
    [[nodiscard]] Result<void> decode(QByteArrayView bytes);
    [[nodiscard]] Result<void> beginFrame();
    [[nodiscard]] Result<void> deliver(QByteArrayView bytes);

    OutputSink m_sink;
    const quint32 m_maximumFrame;
    std::array<unsigned char, 8> m_header = {};
    size_t m_headerSize = 0;
    quint32 m_left = 0;
    QByteArray m_engineError;
    Result<void> m_state;
};

} // namespace quarterdeck::docker
