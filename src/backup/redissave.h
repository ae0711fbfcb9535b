// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/redis/redisport.h"
#include "backup/manifest.h"

#include <functional>

namespace quarterdeck::backup {

/// A finished background save of Redis and where its file lies.
struct RedisSave
{
    RedisFigure figure;
    QString path; ///< of the RDB inside the container
    qint64 saves = -1; ///< rdb_saves right after; -1 on servers that do not tell
    QDateTime started;
};

/// Makes Redis write an RDB that is not older than this call.
///
/// Judged by INFO persistence, never by LASTSAVE alone: its resolution is one
/// second and a failed save does not change it. A save that runs already began
/// before us: it is waited for, then our own is started. During an AOF rewrite
/// the save is scheduled. Key counts are read as soon as the save has forked.
/// @param onStarted called once the save has begun
[[nodiscard]] Result<RedisSave> saveRedis(const JobContext &context, redis::Session &session, const std::function<void()> &onStarted = {});

/// Whether another save has replaced the file since.
[[nodiscard]] Result<bool> savedAgain(const JobContext &context, redis::Session &session, const RedisSave &save);

/// "db0:keys=12,expires=0,avg_ttl=0" lines of INFO keyspace.
[[nodiscard]] QMap<QString, qint64> keysByDatabase(const QHash<QString, QString> &info);

} // namespace quarterdeck::backup
