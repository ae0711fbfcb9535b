// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/redis/hiredisport.h"

#include <QCoreApplication>

#include <hiredis/hiredis.h>

#include <poll.h>
#include <sys/socket.h>

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

QString where(const Coordinates &coordinates)
{
    return QStringLiteral("%1:%2").arg(coordinates.host).arg(coordinates.port);
}

Error unreachable(const QString &address, const QString &detail)
{
    return Error{ErrorKind::Unreachable, HiredisText::tr("Redis does not answer at %1.").arg(address), detail,
                 HiredisText::tr("Check that its container runs, and that host and port are right.")};
}

/// An error reply in the server's own words, sorted by its first word.
Error fromErrorReply(const QString &text)
{
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

class HiredisSession final : public Session
{
public:
    HiredisSession(ContextHandle context, QString address)
        : m_context(std::move(context))
        , m_address(std::move(address))
    {
    }

    Result<void> waitConnected(const JobContext &context)
    {
        QD_CHECK(waitFor(context, POLLOUT));
        int code = 0;
        socklen_t length = sizeof code;
        if (::getsockopt(m_context->fd, SOL_SOCKET, SO_ERROR, &code, &length) != 0 || code != 0)
            return fail(unreachable(m_address, errorFromErrno(code, {}).detail));
        return {};
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
            if (reply->type == REDIS_REPLY_ERROR) {
                if (refused)
                    refused = fail(fromErrorReply(QString::fromUtf8(reply->str, static_cast<qsizetype>(reply->len))));
                replies.append(Reply());
            } else {
                replies.append(convert(*reply));
            }
        }
        m_broken = false;
        QD_CHECK(refused);
        return replies;
    }

private:
    [[nodiscard]] Error lost() const { return unreachable(m_address, QString::fromUtf8(m_context->errstr)); }

    Result<void> waitFor(const JobContext &context, short events)
    {
        while (true) {
            QD_CHECK(context.checkpoint());
            pollfd wait = {m_context->fd, events, 0};
            const int ready = ::poll(&wait, 1, static_cast<int>(context.slice().count()));
            if (ready > 0)
                return {};
            if (ready < 0 && errno != EINTR)
                return fail(errorFromErrno(errno, HiredisText::tr("Could not wait for Redis.")));
        }
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

} // namespace

Result<std::unique_ptr<Session>> HiredisPort::connect(const JobContext &context, const Coordinates &coordinates)
{
    ContextHandle handle(redisConnectNonBlock(coordinates.host.toUtf8().constData(), coordinates.port));
    if (!handle)
        return fail(ErrorKind::Internal, HiredisText::tr("Out of memory."));
    if (handle->err != 0)
        return fail(unreachable(where(coordinates), QString::fromUtf8(handle->errstr)));
    auto session = std::make_unique<HiredisSession>(std::move(handle), where(coordinates));
    QD_CHECK(session->waitConnected(context));
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

} // namespace quarterdeck::redis
