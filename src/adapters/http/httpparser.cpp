// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/http/httpparser.h"

#include "adapters/http/token.h"

#include <QCoreApplication>

#include <limits>

namespace quarterdeck::http {

namespace {

tl::unexpected<Error> malformed(const char *detail, QByteArrayView text = {})
{
    // Shown shortened and printable: it is whatever the other side sent.
    QString shown = QLatin1String(detail);
    if (!text.isEmpty())
        shown
            += QLatin1String(": ") + QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), 80)).toByteArray().toPercentEncoding(" /:;=,"));
    return fail(ErrorKind::Invalid, QCoreApplication::translate("Http", "The answer is not valid HTTP."), shown,
                QCoreApplication::translate("Http", "Check that the address belongs to the right service."));
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

/// Members of a comma-separated list, trimmed, without empty ones.
QList<QByteArrayView> listMembers(QByteArrayView text)
{
    QList<QByteArrayView> members;
    while (!text.isEmpty()) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView member = trimmed(comma < 0 ? text : text.first(comma));
        if (!member.isEmpty())
            members.append(member);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
    }
    return members;
}

bool digits(QByteArrayView text, quint64 &value)
{
    value = 0;
    if (text.isEmpty())
        return false;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
        const auto digit = static_cast<quint64>(c - '0');
        if (value > (static_cast<quint64>(std::numeric_limits<qint64>::max()) - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    return true;
}

} // namespace

ResponseParser::ResponseParser(ResponseHandler &handler, Expectation expectation, ParserLimits limits)
    : m_handler(handler)
    , m_expectation(expectation)
    , m_limits(limits)
{
}

Result<qsizetype> ResponseParser::feed(QByteArrayView bytes)
{
    if (m_state == State::Failed)
        return fail(m_error);
    qsizetype taken = 0;
    while (taken < bytes.size() && m_state != State::Complete && m_state != State::Upgraded) {
        Result<qsizetype> consumed = step(bytes.sliced(taken));
        if (!consumed) {
            m_state = State::Failed;
            m_error = consumed.error();
            return consumed;
        }
        taken += *consumed;
    }
    return taken;
}

Result<void> ResponseParser::finish()
{
    switch (m_state) {
    case State::Complete:
    case State::Upgraded:
        return {};
    case State::UntilClose:
        m_state = State::Complete;
        return {};
    case State::Failed:
        return fail(m_error);
    default:
        break;
    }
    m_error = Error{ErrorKind::Unreachable, QCoreApplication::translate("Http", "The connection was closed before the answer was complete."),
                    m_headDone ? QStringLiteral("closed within the body") : QStringLiteral("closed before the head was complete"),
                    QCoreApplication::translate("Http", "Check that the service is still running, then try again.")};
    m_state = State::Failed;
    return fail(m_error);
}

bool ResponseParser::wantsLine() const
{
    switch (m_state) {
    case State::StatusLine:
    case State::Headers:
    case State::ChunkSize:
    case State::ChunkEnd:
    case State::Trailers:
        return true;
    default:
        return false;
    }
}

Result<qsizetype> ResponseParser::step(QByteArrayView bytes)
{
    return wantsLine() ? takeLine(bytes) : takeData(bytes);
}

Result<qsizetype> ResponseParser::takeLine(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const qsizetype taken = end < 0 ? bytes.size() : end + 1;
    const QByteArrayView piece = bytes.first(end < 0 ? taken : end);
    if (m_line.size() + piece.size() > m_limits.lineBytes)
        return malformed("a line is longer than allowed");
    if (m_state == State::StatusLine || m_state == State::Headers || m_state == State::Trailers) {
        m_headBytes += taken;
        if (m_headBytes > m_limits.headBytes)
            return malformed("the headers are larger than allowed");
    }
    // Nothing but the end of its line may follow a chunk; waiting for a line
    // feed that does not come would swallow body bytes instead of telling.
    if (m_state == State::ChunkEnd && m_line.size() + piece.size() > 1)
        return malformed("a chunk is longer than its size");
    m_line.append(piece);
    if (end < 0)
        return taken;

    const QByteArray whole = std::exchange(m_line, {});
    QByteArrayView text = whole;
    if (text.endsWith('\r'))
        text.chop(1);
    if (text.contains('\r') || text.contains('\0'))
        return malformed("a control character within a line", text);
    QD_CHECK(line(text));
    return taken;
}

Result<qsizetype> ResponseParser::takeData(QByteArrayView bytes)
{
    if (m_state == State::UntilClose) {
        QD_CHECK(m_handler.onBody(bytes));
        return bytes.size();
    }
    const qsizetype size = m_left < static_cast<quint64>(bytes.size()) ? static_cast<qsizetype>(m_left) : bytes.size();
    QD_CHECK(m_handler.onBody(bytes.first(size)));
    m_left -= static_cast<quint64>(size);
    if (m_left == 0)
        m_state = m_state == State::Sized ? State::Complete : State::ChunkEnd;
    return size;
}

Result<void> ResponseParser::line(QByteArrayView text)
{
    switch (m_state) {
    case State::StatusLine:
        return statusLine(text);
    case State::Headers: {
        if (text.isEmpty())
            return headersDone();
        if (m_head.headers.size() >= m_limits.headerCount)
            return malformed("more headers than allowed");
        QD_TRY(Header header, headerLine(text));
        m_head.headers.append(std::move(header));
        return {};
    }
    case State::ChunkSize:
        return chunkSize(text);
    case State::ChunkEnd:
        if (!text.isEmpty())
            return malformed("a chunk is longer than its size");
        m_state = State::ChunkSize;
        return {};
    case State::Trailers:
        if (text.isEmpty()) {
            m_state = State::Complete;
            return {};
        }
        if (++m_trailerCount > m_limits.headerCount)
            return malformed("more trailers than allowed");
        QD_CHECK(headerLine(text));
        return {};
    default:
        return malformed("a line where none belongs"); // not reached: wantsLine()
    }
}

Result<void> ResponseParser::statusLine(QByteArrayView text)
{
    // "HTTP/1.1 200 OK"; the reason may be missing, and with it its space.
    const auto digit = [text](qsizetype at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() < 12 || !text.startsWith("HTTP/1.") || !digit(7) || text[8] != ' ' || !digit(9) || !digit(10) || !digit(11)
        || (text.size() > 12 && text[12] != ' '))
        return malformed("no HTTP/1 status line", text);
    m_head.minorVersion = text[7] - '0';
    m_head.status = (text[9] - '0') * 100 + (text[10] - '0') * 10 + (text[11] - '0');
    if (m_head.status < 100)
        return malformed("no such status", text);
    m_head.reason = text.size() > 13 ? text.sliced(13).toByteArray() : QByteArray();
    m_state = State::Headers;
    return {};
}

Result<Header> ResponseParser::headerLine(QByteArrayView text) const
{
    const qsizetype colon = text.indexOf(':');
    if (colon < 0 || !isToken(text.first(colon)))
        return malformed("no header line", text);
    return Header{text.first(colon).toByteArray(), trimmed(text.sliced(colon + 1)).toByteArray()};
}

Result<void> ResponseParser::headersDone()
{
    if (m_head.status == 101) {
        if (!m_expectation.upgrade)
            return malformed("an upgrade that nobody asked for");
        m_state = State::Upgraded;
    } else if (m_head.status < 200) {
        if (++m_interimCount > m_limits.interimCount)
            return malformed("too many interim answers");
        m_head = {};
        m_headBytes = 0;
        m_state = State::StatusLine;
        return {};
    } else {
        QD_CHECK(chooseFraming());
    }
    m_headDone = true;
    m_headBytes = 0;
    return m_handler.onHead(m_head);
}

/// RFC 9112, section 6.3.
Result<void> ResponseParser::chooseFraming()
{
    bool close = m_head.minorVersion == 0;
    bool hasCoding = false;
    bool hasLength = false;
    quint64 length = 0;
    for (const Header &header : m_head.headers) {
        if (equalsIgnoringCase(header.name, "Connection")) {
            for (const QByteArrayView option : listMembers(header.value)) {
                if (equalsIgnoringCase(option, "close"))
                    close = true;
                else if (equalsIgnoringCase(option, "keep-alive") && m_head.minorVersion == 0)
                    close = false;
            }
        } else if (equalsIgnoringCase(header.name, "Transfer-Encoding")) {
            for (const QByteArrayView coding : listMembers(header.value)) {
                if (hasCoding || !equalsIgnoringCase(coding, "chunked"))
                    return malformed("a transfer coding other than chunked", header.value);
                hasCoding = true;
            }
        } else if (equalsIgnoringCase(header.name, "Content-Length")) {
            // Repeated lengths are one, as long as they agree.
            const QList<QByteArrayView> members = listMembers(header.value);
            if (members.isEmpty())
                return malformed("an empty length");
            for (const QByteArrayView member : members) {
                quint64 value = 0;
                if (!digits(member, value))
                    return malformed("a length that is no number or too large", header.value);
                if (hasLength && value != length)
                    return malformed("two lengths that differ", header.value);
                hasLength = true;
                length = value;
            }
        }
    }
    m_keepAlive = !close;
    if (m_expectation.headRequest || m_head.status == 204 || m_head.status == 304) {
        m_state = State::Complete;
    } else if (hasCoding) {
        // Both is how requests are smuggled: believe the coding, trust the connection no longer.
        m_keepAlive = m_keepAlive && !hasLength;
        m_state = State::ChunkSize;
    } else if (hasLength) {
        m_left = length;
        m_state = length == 0 ? State::Complete : State::Sized;
    } else if (m_expectation.upgrade && m_head.isSuccess()) {
        m_state = State::Upgraded;
    } else {
        m_keepAlive = false;
        m_state = State::UntilClose;
    }
    return {};
}

Result<void> ResponseParser::chunkSize(QByteArrayView text)
{
    const qsizetype extension = text.indexOf(';');
    const QByteArrayView number = trimmed(extension < 0 ? text : text.first(extension));
    quint64 size = 0;
    for (const char c : number) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0)
            return malformed("a chunk size that is no number", text);
        if (size > (static_cast<quint64>(std::numeric_limits<qint64>::max()) >> 4))
            return malformed("a chunk size that is too large", text);
        size = (size << 4) | static_cast<quint64>(digit);
    }
    if (number.isEmpty())
        return malformed("a chunk without a size", text);
    m_left = size;
    m_state = size == 0 ? State::Trailers : State::ChunkData;
    return {};
}

} // namespace quarterdeck::http
