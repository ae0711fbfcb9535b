// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/queuehold.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

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

/// Only from the holder that was seen. KEYS: mark, meta-paused. ARGV: the mark that was seen, the new one.
constexpr const char *takeOverScript = R"(
if redis.call('EXISTS', KEYS[2]) == 0 or redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2])
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

/// The same after a restart, another on another machine. Hashed, for it is written where others read (machine-id(5)).
QString machine()
{
    const QByteArray id = "quarterdeck " + QSysInfo::machineUniqueId();
    return QString::fromLatin1(QCryptographicHash::hash(id, QCryptographicHash::Sha256).toHex().left(32));
}

QByteArray mark(const QString &operation)
{
    const qint64 pid = ::getpid();
    return QJsonDocument(QJsonObject{{QStringLiteral("operation"), operation},
                                     {QStringLiteral("since"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
                                     {QStringLiteral("machine"), machine()},
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

/// @param mark as it was written beside the hold
QueueHold readMark(const QByteArray &mark)
{
    QueueHold hold;
    const QJsonObject json = QJsonDocument::fromJson(mark).object();
    if (!json.isEmpty()) {
        hold.ours = true;
        hold.operation = json.value(QLatin1String("operation")).toString();
        hold.since = QDateTime::fromString(json.value(QLatin1String("since")).toString(), Qt::ISODate);
        const auto pid = static_cast<qint64>(json.value(QLatin1String("pid")).toDouble());
        if (json.value(QLatin1String("boot")).toString() == bootId()) {
            const QString start = json.value(QLatin1String("start")).toString();
            hold.holderAlive = pid > 0 && !start.isEmpty() && startOf(pid) == start;
        } else if (!QSysInfo::machineUniqueId().isEmpty() && json.value(QLatin1String("machine")).toString() == machine()) {
            hold.holderAlive = false;
        }
    }
    return hold;
}

/// The mark of the hold, which is empty where somebody else holds it; none = nobody does.
Result<std::optional<QByteArray>> markNow(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys)
{
    QD_TRY(const QList<redis::Reply> replies, session.pipeline(context, {{"EXISTS", keys.metaPaused}, {"GET", markKey(keys)}}));
    if (replies.size() != 2 || replies.first().integer == 0)
        return std::optional<QByteArray>();
    return std::optional<QByteArray>(replies.last().string);
}

} // namespace

Result<void> holdQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &operation)
{
    QD_TRY(const qint64 done, turn(context, session, keys, true, mark(operation)));
    if (done == 1)
        return {};
    QD_TRY(const std::optional<QByteArray> found, markNow(context, session, keys));
    if (!found)
        return holdQueue(context, session, keys, operation); // let go in this moment
    const QueueHold hold = readMark(*found);
    if (hold.ours && hold.holderAlive == std::optional(false)) {
        QD_TRY(const redis::Reply taken,
               session.command(context, {"EVAL", takeOverScript, "2", markKey(keys), keys.metaPaused, *found, mark(operation)}));
        if (taken.integer == 1)
            return {};
    }
    const QString who
        = hold.ours ? Words::tr("%1, since %2").arg(hold.operation, hold.since.toLocalTime().toString(Qt::ISODate)) : Words::tr("somebody else");
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
    QD_TRY(const std::optional<QByteArray> found, markNow(context, session, keys));
    return found ? std::optional<QueueHold>(readMark(*found)) : std::nullopt;
}

} // namespace quarterdeck::workers
