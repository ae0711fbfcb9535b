// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"
#include "foundation/secret.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace quarterdeck::redis {

struct Coordinates
{
    QString host;
    quint16 port = 6379;
    int database = 0;
    QString user; ///< empty = default user
    Secret password;

    bool operator==(const Coordinates &) const = default;
};

/// A reply, as RESP2 knows them.
struct Reply
{
    enum class Type { Nil, Integer, String, Status, Array };

    Type type = Type::Nil;
    qint64 integer = 0;
    QByteArray string;
    QList<Reply> elements;
};

/// One connection. Not to be shared between threads.
class Session
{
public:
    virtual ~Session() = default;

    /// An error reply of the server becomes an Error (NOAUTH, WRONGPASS, NOPERM -> Auth; LOADING, BUSY -> Conflict; else Invalid).
    [[nodiscard]] virtual Result<Reply> command(const JobContext &context, const QList<QByteArray> &arguments) = 0;
    /// Several commands in one round trip; replies in order. An error reply of any of them fails the call.
    [[nodiscard]] virtual Result<QList<Reply>> pipeline(const JobContext &context, const QList<QList<QByteArray>> &commands) = 0;
};

class RedisPort
{
public:
    virtual ~RedisPort() = default;

    /// Connects, authenticates and selects the database.
    [[nodiscard]] virtual Result<std::unique_ptr<Session>> connect(const JobContext &context, const Coordinates &coordinates) = 0;

    /// Listens to channels over a connection of its own, until `onMessage` says
    /// that it has heard enough (false), one of both returns an error, which is passed on, or the context ends.
    /// @param onSubscribed called once the server has confirmed all channels: nothing that is published from then on is missed
    [[nodiscard]] virtual Result<void> subscribe(const JobContext &context, const Coordinates &coordinates, const QList<QByteArray> &channels,
                                                 const std::function<Result<void>()> &onSubscribed,
                                                 const std::function<Result<bool>(const QByteArray &channel, const QByteArray &message)> &onMessage)
        = 0;
};

/// The sections of INFO as one map ("redis_version" -> "7.0.15").
[[nodiscard]] QHash<QString, QString> parseInfo(const QByteArray &info);

} // namespace quarterdeck::redis
