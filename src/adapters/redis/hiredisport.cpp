// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/redis/hiredisport.h"

#include "adapters/http/connection.h"
#include "foundation/readiness.h"

#include <QCoreApplication>

#include <hiredis/hiredis.h>

#include <poll.h>

#include <cerrno>
#include <vector>

namespace quarterdeck::redis {

namespace {

struct HiredisText
{
    Q_DECLARE_TR_FUNCTIONS(Redis)
};

struct FreeContext
{
    void operator()(redisContext *context) const { redisFree(context); }
};
struct FreeReply
{
    void operator()(redisReply *reply) const { freeReplyObject(reply); }
};
using ContextHandle = std::unique_ptr<redisContext, FreeContext>;
using ReplyHandle = std::unique_ptr<redisReply, FreeReply>;

bool isSocketPath(const Coordinates &coordinates)
{
    return coordinates.host.startsWith(QLatin1Char('/'));
}

QString where(const Coordinates &coordinates)
{
    return isSocketPath(coordinates) ? coordinates.host : QStringLiteral("%1:%2").arg(coordinates.host).arg(coordinates.port);
}

Error unreachable(const QString &address, const QString &detail)
{
    return Error{ErrorKind::Unreachable, HiredisText::tr("Redis does not answer at %1.").arg(address), detail,
                 HiredisText::tr("Check that its container runs, and that host and port are right.")};
}

/// An error reply in the server's own words, sorted by its first word.
Error fromErrorReply(const redisReply &reply)
{
    // "unknown command" quotes the arguments, and one of them may be a password.
    const QString text = QString::fromUtf8(reply.str, static_cast<qsizetype>(reply.len)).section(QLatin1String(", with args beginning with"), 0, 0);
    const QString code = text.section(QLatin1Char(' '), 0, 0);
    if (code == QLatin1String("NOAUTH") || code == QLatin1String("WRONGPASS") || code == QLatin1String("NOPERM")
        || text.contains(QLatin1String("invalid password")) || text.contains(QLatin1String("without any password configured"))) {
        return Error{ErrorKind::Auth, HiredisText::tr("Redis refused the password or the permission."), text,
                     HiredisText::tr("Compare the password in the stack's settings with the one Redis was started with.")};
    }
    if (code == QLatin1String("LOADING") || code == QLatin1String("BUSY") || code == QLatin1String("MASTERDOWN"))
        return Error{ErrorKind::Conflict, HiredisText::tr("Redis is busy and takes no commands at the moment."), text,
                     HiredisText::tr("Try again in a moment.")};
    if (text.contains(QLatin1String("in progress")))
        return Error{ErrorKind::Conflict, HiredisText::tr("Redis is already at work on that."), text, {}};
    return Error{ErrorKind::Invalid, HiredisText::tr("Redis refused a command."), text, {}};
}

Reply convert(const redisReply &reply)
{
    Reply result;
    switch (reply.type) {
    case REDIS_REPLY_INTEGER:
        result.type = Reply::Type::Integer;
        result.integer = reply.integer;
        break;
    case REDIS_REPLY_STRING:
        result.type = Reply::Type::String;
        result.string = QByteArray(reply.str, static_cast<qsizetype>(reply.len));
        break;
    case REDIS_REPLY_STATUS:
        result.type = Reply::Type::Status;
        result.string = QByteArray(reply.str, static_cast<qsizetype>(reply.len));
        break;
    case REDIS_REPLY_ARRAY:
        result.type = Reply::Type::Array;
        for (size_t i = 0; i < reply.elements; ++i)
            result.elements.append(convert(*reply.element[i]));
        break;
    default:
        break;
    }
    return result;
}

/// The first error within a reply, at any depth; null when there is none.
const redisReply *errorIn(const redisReply &reply)
{
    if (reply.type == REDIS_REPLY_ERROR)
        return &reply;
    for (size_t i = 0; reply.type == REDIS_REPLY_ARRAY && i < reply.elements; ++i) {
        if (const redisReply *error = errorIn(*reply.element[i]); error != nullptr)
            return error;
    }
    return nullptr;
}

class HiredisSession final : public Session
{
public:
    HiredisSession(ContextHandle context, QString address)
        : m_context(std::move(context))
        , m_address(std::move(address))
    {
    }

    Result<Reply> command(const JobContext &context, const QList<QByteArray> &arguments) override
    {
        QD_TRY(const QList<Reply> replies, pipeline(context, {arguments}));
        return replies.first();
    }

    Result<QList<Reply>> pipeline(const JobContext &context, const QList<QList<QByteArray>> &commands) override
    {
        if (m_broken)
            return fail(unreachable(m_address, HiredisText::tr("the connection was lost before")));
        // Until every reply has been read the connection is out of step.
        m_broken = true;
        for (const QList<QByteArray> &arguments : commands) {
            std::vector<const char *> pointers;
            std::vector<size_t> lengths;
            for (const QByteArray &argument : arguments) {
                pointers.push_back(argument.constData());
                lengths.push_back(static_cast<size_t>(argument.size()));
            }
            if (redisAppendCommandArgv(m_context.get(), static_cast<int>(arguments.size()), pointers.data(), lengths.data()) != REDIS_OK)
                return fail(lost());
        }
        QD_CHECK(flush(context));
        QList<Reply> replies;
        Result<void> refused;
        for (qsizetype i = 0; i < commands.size(); ++i) {
            QD_TRY(const ReplyHandle reply, readReply(context));
            const redisReply *error = errorIn(*reply);
            if (error != nullptr && refused)
                refused = fail(fromErrorReply(*error));
            replies.append(convert(*reply));
        }
        m_broken = false;
        QD_CHECK(refused);
        return replies;
    }

    /// After this the session speaks of nothing but messages, and is good for nothing else.
    Result<void> listen(const JobContext &context, const QList<QByteArray> &channels, const std::function<Result<void>()> &onSubscribed,
                        const std::function<Result<bool>(const QByteArray &, const QByteArray &)> &onMessage)
    {
        QD_TRY(const Reply first, command(context, QList<QByteArray>{"SUBSCRIBE"} + channels));
        m_broken = true;
        // One answer a channel; the first has been read.
        for (qsizetype confirmed = 1; confirmed < channels.size(); ++confirmed)
            QD_CHECK(readReply(context));
        QD_CHECK(onSubscribed());
        while (true) {
            QD_TRY(const ReplyHandle raw, readReply(context));
            const Reply reply = convert(*raw);
            if (reply.elements.size() != 3 || reply.elements.at(0).string != "message")
                continue;
            QD_TRY(const bool more, onMessage(reply.elements.at(1).string, reply.elements.at(2).string));
            if (!more)
                return {};
        }
    }

private:
    [[nodiscard]] Error lost() const
    {
        const QString detail = QString::fromUtf8(m_context->errstr);
        if (m_context->err == REDIS_ERR_PROTOCOL) {
            return Error{ErrorKind::Invalid, HiredisText::tr("What answers at %1 is not Redis.").arg(m_address), detail,
                         HiredisText::tr("Check host and port in the stack's settings.")};
        }
        return unreachable(m_address, detail);
    }

    Result<void> waitFor(const JobContext &context, short events)
    {
        QD_CHECK(waitReady(context, m_context->fd, events));
        return {};
    }

    Result<void> flush(const JobContext &context)
    {
        int done = 0;
        while (done == 0) {
            if (redisBufferWrite(m_context.get(), &done) != REDIS_OK)
                return fail(lost());
            if (done == 0)
                QD_CHECK(waitFor(context, POLLOUT));
        }
        return {};
    }

    Result<ReplyHandle> readReply(const JobContext &context)
    {
        while (true) {
            void *raw = nullptr;
            if (redisGetReplyFromReader(m_context.get(), &raw) != REDIS_OK)
                return fail(lost());
            if (raw != nullptr)
                return ReplyHandle(static_cast<redisReply *>(raw));
            QD_CHECK(waitFor(context, POLLIN));
            if (redisBufferRead(m_context.get()) != REDIS_OK)
                return fail(lost());
        }
    }

    ContextHandle m_context;
    QString m_address;
    bool m_broken = false;
};

Result<std::unique_ptr<HiredisSession>> open(const JobContext &context, const Coordinates &coordinates)
{
    // hiredis would look the name up without an end; we connect ourselves.
    Result<std::unique_ptr<http::Connection>> connection = isSocketPath(coordinates)
        ? http::Connection::openUnix(context, coordinates.host)
        : http::Connection::openTcp(context, coordinates.host, coordinates.port);
    if (!connection) {
        if (connection.error().kind == ErrorKind::Unreachable || connection.error().kind == ErrorKind::NotFound)
            return fail(unreachable(where(coordinates), connection.error().detail));
        return fail(connection.error());
    }
    FileDescriptor fd = (*connection)->release();
    ContextHandle handle(redisConnectFd(fd.get()));
    if (!handle)
        return fail(ErrorKind::Internal, HiredisText::tr("Out of memory."));
    (void)fd.release(); // the handle closes it
    if (handle->err != 0)
        return fail(unreachable(where(coordinates), QString::fromUtf8(handle->errstr)));
    // Else an empty socket would count as an error.
    handle->flags &= ~REDIS_BLOCK;
    auto session = std::make_unique<HiredisSession>(std::move(handle), where(coordinates));
    if (!coordinates.password.isEmpty()) {
        QList<QByteArray> auth = {"AUTH"};
        if (!coordinates.user.isEmpty())
            auth.append(coordinates.user.toUtf8());
        auth.append(coordinates.password.expose());
        QD_CHECK(session->command(context, auth));
    }
    if (coordinates.database != 0) {
        QD_CHECK(session->command(context, {"SELECT", QByteArray::number(coordinates.database)}));
    } else {
        // A first answer now, so that a server that never speaks fails here.
        QD_CHECK(session->command(context, {"PING"}));
    }
    return session;
}

} // namespace

Result<std::unique_ptr<Session>> HiredisPort::connect(const JobContext &context, const Coordinates &coordinates)
{
    QD_TRY(std::unique_ptr<HiredisSession> session, open(context, coordinates));
    return session;
}

Result<void> HiredisPort::subscribe(const JobContext &context, const Coordinates &coordinates, const QList<QByteArray> &channels,
                                    const std::function<Result<void>()> &onSubscribed,
                                    const std::function<Result<bool>(const QByteArray &, const QByteArray &)> &onMessage)
{
    QD_TRY(const std::unique_ptr<HiredisSession> session, open(context, coordinates));
    return session->listen(context, channels, onSubscribed, onMessage);
}

} // namespace quarterdeck::redis
