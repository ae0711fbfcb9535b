// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/queuehold.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <unistd.h>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::QueueHold)
};

/// As pause-5.lua, but for two things: it refuses where it would be the second, and a
/// list that is there under the new name already is added to instead of overwritten.
/// KEYS: from, to, meta-paused, meta, mark. ARGV: "paused" or "resumed", mark, channel.
constexpr const char *script = R"(
if ARGV[1] == 'paused' and redis.call('EXISTS', KEYS[3]) == 1 then
  return 0
end
if redis.call('EXISTS', KEYS[2]) == 0 then
  if redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('RENAME', KEYS[1], KEYS[2])
  end
else
  while redis.call('RPOPLPUSH', KEYS[1], KEYS[2]) do
  end
end
if ARGV[1] == 'paused' then
  redis.call('SET', KEYS[3], 1)
  redis.call('HSET', KEYS[4], 'paused', 1)
  redis.call('SET', KEYS[5], ARGV[2])
else
  redis.call('DEL', KEYS[3], KEYS[5])
  redis.call('HDEL', KEYS[4], 'paused')
end
redis.call('PUBLISH', ARGV[3], ARGV[1])
return 1
)";

/// KEYS: active, wait, paused, meta-paused, stalled, job, lock. ARGV: id.
constexpr const char *giveBackScript = R"(
if redis.call('EXISTS', KEYS[7]) == 1 or redis.call('EXISTS', KEYS[6]) == 0 or redis.call('HEXISTS', KEYS[6], 'processedOn') == 1 then
  return 0
end
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then
  return 0
end
redis.call('SREM', KEYS[5], ARGV[1])
local target = KEYS[2]
if redis.call('EXISTS', KEYS[4]) == 1 then
  target = KEYS[3]
end
redis.call('RPUSH', target, ARGV[1])
return 1
)";

QByteArray markKey(const stack::QueueKeys &keys)
{
    return keys.jobPrefix + "quarterdeck-hold";
}

QString bootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

/// A process id is given again to another process; with the time of its start it is one.
QString startOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    constexpr int startTime = 20; // field 22, and the name's end is field 2
    return QString::fromLatin1(stat.mid(stat.lastIndexOf(')') + 1).simplified().split(' ').value(startTime - 1));
}

QByteArray mark(const QString &operation)
{
    const qint64 pid = ::getpid();
    return QJsonDocument(QJsonObject{{QStringLiteral("operation"), operation},
                                     {QStringLiteral("since"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
                                     {QStringLiteral("boot"), bootId()},
                                     {QStringLiteral("pid"), pid},
                                     {QStringLiteral("start"), startOf(pid)}})
        .toJson(QJsonDocument::Compact);
}

Result<qint64> turn(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, bool hold, const QByteArray &markValue)
{
    const QByteArray state = hold ? "paused" : "resumed";
    QD_TRY(const redis::Reply reply,
           session.command(context,
                           {"EVAL", script, "5", hold ? keys.wait : keys.paused, hold ? keys.paused : keys.wait, keys.metaPaused, keys.meta,
                            markKey(keys), state, markValue, QByteArray(keys.jobPrefix + state)}));
    return reply.integer;
}

} // namespace

Result<void> holdQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &operation)
{
    QD_TRY(const qint64 done, turn(context, session, keys, true, mark(operation)));
    if (done == 1)
        return {};
    QD_TRY(const std::optional<QueueHold> hold, queueHold(context, session, keys));
    const QString who = hold && hold->ours ? Words::tr("%1, since %2").arg(hold->operation, hold->since.toLocalTime().toString(Qt::ISODate))
                                           : Words::tr("somebody else");
    return fail(ErrorKind::Conflict, Words::tr("The queue is held already (%1).").arg(who), {},
                Words::tr("Wait until it is let go. If nothing is at work any more: quarterdeckctl workers release"));
}

Result<void> releaseQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys)
{
    QD_TRY(const redis::Reply held, session.command(context, {"EXISTS", keys.metaPaused, keys.paused, markKey(keys)}));
    if (held.integer == 0)
        return {};
    QD_CHECK(turn(context, session, keys, false, {}));
    return {};
}

Result<std::optional<QueueHold>> queueHold(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys)
{
    QD_TRY(const QList<redis::Reply> replies, session.pipeline(context, {{"EXISTS", keys.metaPaused}, {"GET", markKey(keys)}}));
    if (replies.size() != 2 || replies.first().integer == 0)
        return std::optional<QueueHold>();
    QueueHold hold;
    const QJsonObject json = QJsonDocument::fromJson(replies.last().string).object();
    if (!json.isEmpty()) {
        hold.ours = true;
        hold.operation = json.value(QLatin1String("operation")).toString();
        hold.since = QDateTime::fromString(json.value(QLatin1String("since")).toString(), Qt::ISODate);
        const auto pid = static_cast<qint64>(json.value(QLatin1String("pid")).toDouble());
        if (json.value(QLatin1String("boot")).toString() == bootId()) {
            const QString start = json.value(QLatin1String("start")).toString();
            hold.holderAlive = pid > 0 && !start.isEmpty() && startOf(pid) == start;
        }
    }
    return std::optional<QueueHold>(hold);
}

Result<bool> giveBack(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId)
{
    const QByteArray id = jobId.toUtf8();
    const QByteArray job = keys.jobPrefix + id;
    QD_TRY(const redis::Reply reply,
           session.command(context,
                           {"EVAL", giveBackScript, "7", keys.active, keys.wait, keys.paused, keys.metaPaused, keys.stalled, job,
                            QByteArray(job + ":lock"), id}));
    return reply.integer == 1;
}

} // namespace quarterdeck::workers
