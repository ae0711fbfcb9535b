// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/redissave.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRegularExpression>

#include <numeric>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct RedisSaveText
{
    Q_DECLARE_TR_FUNCTIONS(RedisSave)
};

Result<QHash<QString, QString>> info(const JobContext &context, redis::Session &session, const QByteArray &section)
{
    QD_TRY(const redis::Reply reply, session.command(context, {"INFO", section}));
    return redis::parseInfo(reply.string);
}

bool isSet(const QHash<QString, QString> &values, const char *name)
{
    return values.value(QLatin1String(name)) == QLatin1String("1");
}

Result<QHash<QString, QString>> waitUntilNoSave(const JobContext &context, redis::Session &session)
{
    while (true) {
        QD_TRY(const auto values, info(context, session, "persistence"));
        if (!isSet(values, "rdb_bgsave_in_progress"))
            return values;
        QD_CHECK(context.sleep(50ms));
    }
}

/// Until a scheduled save has forked: that is when the rewrite of the append-only
/// file is over, and five seconds later when the save before it failed.
Result<void> waitUntilForked(const JobContext &context, redis::Session &session, const QHash<QString, QString> &before)
{
    constexpr auto patience = 10s;
    QDeadlineTimer idle(patience);
    while (true) {
        QD_TRY(const auto now, info(context, session, "persistence"));
        const auto changed = [&](const char *name) { return now.value(QLatin1String(name)) != before.value(QLatin1String(name)); };
        // It may have come and gone between two looks.
        if (isSet(now, "rdb_bgsave_in_progress") || changed("rdb_saves") || changed("rdb_last_save_time") || changed("rdb_last_bgsave_status"))
            return {};
        if (isSet(now, "aof_rewrite_in_progress"))
            idle = QDeadlineTimer(patience);
        if (idle.hasExpired())
            return fail(ErrorKind::Internal, RedisSaveText::tr("Redis did not begin the save it had scheduled."));
        QD_CHECK(context.sleep(20ms));
    }
}

Result<QString> configValue(const JobContext &context, redis::Session &session, const QByteArray &name, const QString &otherwise)
{
    const Result<redis::Reply> reply = session.command(context, {"CONFIG", "GET", name});
    if (!reply) {
        // CONFIG renamed or forbidden: the image's own default is the best guess,
        // and a wrong guess shows as a file that is not there.
        if (reply.error().kind == ErrorKind::Invalid || reply.error().kind == ErrorKind::Auth)
            return otherwise;
        return fail(reply.error());
    }
    return reply->elements.size() == 2 ? QString::fromUtf8(reply->elements.at(1).string) : otherwise;
}

} // namespace

QMap<QString, qint64> keysByDatabase(const QHash<QString, QString> &values)
{
    static const QRegularExpression database(QStringLiteral("^db[0-9]+$"));
    static const QRegularExpression keys(QStringLiteral("keys=([0-9]+)"));
    QMap<QString, qint64> counts;
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (database.match(it.key()).hasMatch())
            counts.insert(it.key(), keys.match(it.value()).captured(1).toLongLong());
    }
    return counts;
}

Result<RedisSave> saveRedis(const JobContext &context, redis::Session &session, const std::function<void()> &onStarted)
{
    RedisSave save;
    QD_TRY(const auto server, info(context, session, "server"));
    save.figure.version = server.value(QStringLiteral("redis_version"));
    QD_TRY(const QString folder, configValue(context, session, "dir", QStringLiteral("/data")));
    QD_TRY(const QString file, configValue(context, session, "dbfilename", QStringLiteral("dump.rdb")));
    save.path = folder + QLatin1Char('/') + file;

    QHash<QString, QString> before;
    while (true) {
        QD_TRY(auto idle, waitUntilNoSave(context, session));
        before = std::move(idle);
        const Result<redis::Reply> started = session.command(context, {"BGSAVE", "SCHEDULE"});
        if (started) {
            if (started->string.contains("scheduled"))
                QD_CHECK(waitUntilForked(context, session, before));
            break;
        }
        // Somebody else's save slipped in between: wait for that one too.
        if (!started.error().detail.contains(QLatin1String("in progress"), Qt::CaseInsensitive)
            && !started.error().what.contains(QLatin1String("in progress"), Qt::CaseInsensitive))
            return fail(started.error());
        QD_CHECK(context.sleep(50ms));
    }
    save.started = QDateTime::currentDateTimeUtc();
    QD_TRY(const auto keyspace, info(context, session, "keyspace"));
    save.figure.keysByDatabase = keysByDatabase(keyspace);
    save.figure.keys = std::accumulate(save.figure.keysByDatabase.cbegin(), save.figure.keysByDatabase.cend(), qint64(0));
    if (onStarted)
        onStarted();

    const bool counts = before.contains(QStringLiteral("rdb_saves"));
    const qint64 savesBefore = before.value(QStringLiteral("rdb_saves")).toLongLong();
    const QString lastSaveBefore = before.value(QStringLiteral("rdb_last_save_time"));
    while (true) {
        QD_TRY(const auto now, info(context, session, "persistence"));
        const bool busy = isSet(now, "rdb_bgsave_in_progress") || isSet(now, "aof_rewrite_in_progress");
        if (!isSet(now, "rdb_bgsave_in_progress") && now.value(QStringLiteral("rdb_last_bgsave_status")) != QLatin1String("ok")) {
            return fail(ErrorKind::Internal, RedisSaveText::tr("Redis could not save its data to disk."),
                        QStringLiteral("rdb_last_bgsave_status:") + now.value(QStringLiteral("rdb_last_bgsave_status")),
                        RedisSaveText::tr("Until a save succeeds it may refuse new jobs. Look into its log. The usual causes are a full disk, a "
                                          "data folder it may not write, or vm.overcommit_memory not set to 1."));
        }
        const bool done = counts ? now.value(QStringLiteral("rdb_saves")).toLongLong() > savesBefore
                                 : !busy && now.value(QStringLiteral("rdb_last_save_time")) != lastSaveBefore;
        if (done && !isSet(now, "rdb_bgsave_in_progress")) {
            save.saves = counts ? now.value(QStringLiteral("rdb_saves")).toLongLong() : -1;
            save.figure.saved = QDateTime::fromSecsSinceEpoch(now.value(QStringLiteral("rdb_last_save_time")).toLongLong(), Qt::UTC);
            return save;
        }
        // A server that counts no saves can only be told apart by the second.
        if (!counts && !busy && save.started.secsTo(QDateTime::currentDateTimeUtc()) > 2) {
            save.figure.saved = QDateTime::fromSecsSinceEpoch(now.value(QStringLiteral("rdb_last_save_time")).toLongLong(), Qt::UTC);
            return save;
        }
        QD_CHECK(context.sleep(20ms));
    }
}

Result<bool> savedAgain(const JobContext &context, redis::Session &session, const RedisSave &save)
{
    QD_TRY(const auto now, info(context, session, "persistence"));
    if (isSet(now, "rdb_bgsave_in_progress"))
        return true;
    if (save.saves >= 0)
        return now.value(QStringLiteral("rdb_saves")).toLongLong() != save.saves;
    return now.value(QStringLiteral("rdb_last_save_time")).toLongLong() != save.figure.saved.toSecsSinceEpoch();
}

} // namespace quarterdeck::backup
