// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/http/exchange.h"

#include "foundation/units.h"

#include <QCoreApplication>

namespace quarterdeck::http {

namespace {

constexpr qsizetype chunkSize = 65536;

enum class Sent { Everything, Interrupted };

/// Writes, but stops as soon as the server has something to say or has closed
/// its side: who answers early does not read the rest.
Result<Sent> writeUnlessAnswered(const JobContext &context, Connection &connection, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        QD_TRY(const Connection::Ready ready, connection.wait(context, true, true));
        if (ready.readable)
            return Sent::Interrupted;
        const Result<qsizetype> size = connection.writeSome(bytes);
        if (!size)
            return Sent::Interrupted; // a closed connection may still hold an answer
        bytes = bytes.sliced(*size);
    }
    return Sent::Everything;
}

Result<Sent> sendChunks(const JobContext &context, Connection &connection, const BodySource &source)
{
    while (true) {
        QD_CHECK(context.checkpoint());
        QD_TRY(const QByteArray bytes, source(chunkSize));
        const QByteArray chunk
            = bytes.isEmpty() ? QByteArrayLiteral("0\r\n\r\n") : QByteArray(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
        QD_TRY(const Sent sent, writeUnlessAnswered(context, connection, chunk));
        if (bytes.isEmpty() || sent == Sent::Interrupted)
            return sent;
    }
}

class Collector final : public ResponseHandler
{
public:
    explicit Collector(qint64 maximum)
        : m_maximum(maximum)
    {
    }

    Result<void> onHead(const ResponseHead &head) override
    {
        // Refuse a large body before it is read; a bad number was refused by the parser.
        return head.header("Content-Length").toLongLong() > m_maximum ? tooLarge() : Result<void>();
    }

    Result<void> onBody(QByteArrayView bytes) override
    {
        if (m_body.size() + bytes.size() > m_maximum)
            return tooLarge();
        m_body.append(bytes);
        return {};
    }

    [[nodiscard]] QByteArray takeBody() { return std::exchange(m_body, {}); }

private:
    [[nodiscard]] Result<void> tooLarge() const
    {
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate("Http", "The answer is larger than %1 and was refused.").arg(formatBytes(m_maximum)));
    }

    qint64 m_maximum;
    QByteArray m_body;
};

} // namespace

Result<Outcome> exchange(const JobContext &context, Connection &connection, const Request &request, ResponseHandler &handler, bool upgrade)
{
    QD_TRY(const QByteArray head, serialiseHead(request));
    QD_TRY(Sent sent, writeUnlessAnswered(context, connection, request.bodySource ? head : QByteArray(head + request.body)));
    if (sent == Sent::Everything && request.bodySource) {
        QD_TRY(sent, sendChunks(context, connection, request.bodySource));
    }

    ResponseParser parser(handler, Expectation{request.method == "HEAD", upgrade});
    while (!parser.isComplete() && !parser.isUpgraded()) {
        QD_TRY(const QByteArrayView bytes, connection.read(context));
        if (bytes.isEmpty()) {
            QD_CHECK(parser.finish());
            break;
        }
        QD_TRY(const qsizetype taken, parser.feed(bytes));
        if (taken < bytes.size())
            connection.unread(bytes.sliced(taken));
    }
    // Bytes after the end of an answer make the connection stale; isFresh() sees them.
    return Outcome{parser.head(), parser.keepsAlive() && sent == Sent::Everything, parser.isUpgraded()};
}

Result<Response> roundTrip(const JobContext &context, Connection &connection, const Request &request, qint64 maximumBody, bool *reusable)
{
    Collector collector(maximumBody);
    QD_TRY(Outcome outcome, exchange(context, connection, request, collector));
    if (reusable != nullptr)
        *reusable = outcome.reusable;
    return Response{std::move(outcome.head), collector.takeBody()};
}

} // namespace quarterdeck::http
