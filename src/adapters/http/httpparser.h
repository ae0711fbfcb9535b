// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/http/message.h"

namespace quarterdeck::http {

/// What one answer may cost us before it is refused.
struct ParserLimits
{
    qsizetype lineBytes = 65536; ///< one line: status, header, chunk size
    qsizetype headBytes = 262144; ///< all lines of a head, and again of the trailers
    qsizetype headerCount = 256;
    int interimCount = 16; ///< 1xx answers before the final one
};

/// How an answer ends depends on the question.
struct Expectation
{
    bool headRequest = false; ///< the request was HEAD: no body whatever the headers say
    /// The request asked for an upgrade: the connection becomes a plain byte
    /// stream after 101, or after a 2xx that announces no length (what old
    /// Docker engines answer when they take the connection over).
    bool upgrade = false;
};

/// What the parser tells; an error returned stops the parser with it.
class ResponseHandler
{
public:
    virtual ~ResponseHandler() = default;

    /// Called once, when the final head is complete.
    virtual Result<void> onHead(const ResponseHead &head) = 0;
    /// Called with each piece of the decoded body, as it comes. The bytes are
    /// those fed and live no longer than the call.
    virtual Result<void> onBody(QByteArrayView bytes) = 0;
};

/// Incremental parser of one HTTP/1.x answer (RFC 9112). Does no input or
/// output: feed() it what came, in pieces of any size, the outcome is the same.
///
/// Bodies: Content-Length, chunked, or until the connection closes; none for
/// HEAD, 204 and 304. 1xx answers are skipped, trailers are read and dropped.
/// Refused with ErrorKind::Invalid: anything malformed or beyond the limits,
/// folded header lines, contradicting lengths, codings other than chunked.
class ResponseParser final
{
    Q_DISABLE_COPY_MOVE(ResponseParser)

public:
    /// @param handler must outlive the parser
    explicit ResponseParser(ResponseHandler &handler, Expectation expectation = {}, ParserLimits limits = {});

    /// @return how many of the bytes belong to this answer: less than given
    ///         only when it is complete or upgraded. After an error every
    ///         further call returns the same error.
    [[nodiscard]] Result<qsizetype> feed(QByteArrayView bytes);

    /// The connection was closed by the other side. Success when the answer is
    /// complete or ends that way; else ErrorKind::Unreachable.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] bool isComplete() const { return m_state == State::Complete; }
    [[nodiscard]] bool isUpgraded() const { return m_state == State::Upgraded; }
    /// Whether anything but interim answers has arrived.
    [[nodiscard]] bool hasHead() const { return m_headDone; }
    [[nodiscard]] const ResponseHead &head() const { return m_head; }
    /// Whether the connection can carry another request; false while the answer is incomplete.
    [[nodiscard]] bool keepsAlive() const { return isComplete() && m_keepAlive; }

private:
    enum class State { StatusLine, Headers, Sized, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailers, Complete, Upgraded, Failed };

    [[nodiscard]] bool wantsLine() const;
    [[nodiscard]] Result<qsizetype> step(QByteArrayView bytes);
    [[nodiscard]] Result<qsizetype> takeLine(QByteArrayView bytes);
    [[nodiscard]] Result<qsizetype> takeData(QByteArrayView bytes);
    [[nodiscard]] Result<void> line(QByteArrayView text);
    [[nodiscard]] Result<void> statusLine(QByteArrayView text);
    [[nodiscard]] Result<Header> headerLine(QByteArrayView text) const;
    [[nodiscard]] Result<void> headersDone();
    [[nodiscard]] Result<void> chooseFraming();
    [[nodiscard]] Result<void> chunkSize(QByteArrayView text);

    ResponseHandler &m_handler;
    const Expectation m_expectation;
    const ParserLimits m_limits;
    State m_state = State::StatusLine;
    Error m_error;
    QByteArray m_line; ///< the part of the line that came so far
    qsizetype m_headBytes = 0;
    qsizetype m_trailerCount = 0;
    int m_interimCount = 0;
    quint64 m_left = 0; ///< of the body or of the chunk
    ResponseHead m_head;
    bool m_headDone = false;
    bool m_keepAlive = false;
};

} // namespace quarterdeck::http
