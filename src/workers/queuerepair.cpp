// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/queuerepair.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck::workers {

namespace {

/// As moveStalledJobsToWait-7.lua does with one job.
/// KEYS: active, wait, paused, meta-paused, stalled, job, lock. ARGV: id, channel, "begun" or "untouched".
constexpr const char *putBackScript = R"(
if redis.call('EXISTS', KEYS[7]) == 1 or redis.call('EXISTS', KEYS[6]) == 0 then
  return 0
end
if ARGV[3] == 'untouched' and redis.call('HEXISTS', KEYS[6], 'processedOn') == 1 then
  return 0
end
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then
  return 0
end
redis.call('SREM', KEYS[5], ARGV[1])
if ARGV[3] == 'begun' then
  redis.call('HINCRBY', KEYS[6], 'stalledCounter', 1)
end
local target = KEYS[2]
if redis.call('EXISTS', KEYS[4]) == 1 then
  target = KEYS[3]
end
redis.call('RPUSH', target, ARGV[1])
redis.call('PUBLISH', ARGV[2], ARGV[1])
return 1
)";

/// KEYS: wait, paused, meta-paused, id, priority. ARGV: prefix of jobs, data, opts, time, priority, channel.
constexpr const char *addScript = R"(
local id = redis.call('INCR', KEYS[4]) .. ''
redis.call('HSET', ARGV[1] .. id, 'name', 'job', 'data', ARGV[2], 'opts', ARGV[3], 'timestamp', ARGV[4], 'delay', 0, 'priority', ARGV[5])
local target = KEYS[1]
if redis.call('EXISTS', KEYS[3]) == 1 then
  target = KEYS[2]
end
redis.call('ZADD', KEYS[5], ARGV[5], id)
local count = redis.call('ZCOUNT', KEYS[5], 0, ARGV[5])
local length = redis.call('LLEN', target)
local pivot = redis.call('LINDEX', target, length - (count - 1))
if pivot then
  redis.call('LINSERT', target, 'BEFORE', pivot, id)
else
  redis.call('RPUSH', target, id)
end
redis.call('PUBLISH', ARGV[6], id)
return id
)";

/// KEYS: wait, paused, priority, job. ARGV: id.
constexpr const char *removeScript = R"(
if redis.call('LREM', KEYS[1], 0, ARGV[1]) + redis.call('LREM', KEYS[2], 0, ARGV[1]) == 0 then
  return 0
end
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('DEL', KEYS[4])
return 1
)";

/// n8n's own for what nobody waits for; webhooks have 50.
constexpr int priority = 100;

Result<bool> putBack(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId, const QByteArray &which)
{
    const QByteArray id = jobId.toUtf8();
    const QByteArray job = keys.jobPrefix + id;
    QD_TRY(const redis::Reply reply,
           session.command(context,
                           {"EVAL", putBackScript, "7", keys.active, keys.wait, keys.paused, keys.metaPaused, keys.stalled, job,
                            QByteArray(job + ":lock"), id, QByteArray(keys.stalled + '@'), which}));
    return reply.integer == 1;
}

} // namespace

Result<QStringList> putBackStalled(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QStringList &jobIds)
{
    QStringList done;
    for (const QString &jobId : jobIds) {
        QD_TRY(const bool wasPutBack, putBack(context, session, keys, jobId, "begun"));
        if (wasPutBack)
            done.append(jobId);
    }
    return done;
}

Result<bool> giveBack(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId)
{
    return putBack(context, session, keys, jobId, "untouched");
}

Result<QString> enqueueAgain(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const UnfinishedExecution &execution,
                             const Clock &clock)
{
    const auto compact = [](const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); };
    const QByteArray data = compact({{QStringLiteral("workflowId"), execution.workflowId},
                                     {QStringLiteral("executionId"), execution.id},
                                     {QStringLiteral("loadStaticData"), true}});
    const qint64 now = clock.now().toMSecsSinceEpoch();
    // What Bull itself adds to the options of a job that has but a priority (bull/lib/job.js).
    const QByteArray options = compact({{QStringLiteral("priority"), priority},
                                        {QStringLiteral("removeOnComplete"), true},
                                        {QStringLiteral("removeOnFail"), true},
                                        {QStringLiteral("attempts"), 1},
                                        {QStringLiteral("delay"), 0},
                                        {QStringLiteral("timestamp"), now}});
    QD_TRY(const redis::Reply reply,
           session.command(context,
                           {"EVAL", addScript, "5", keys.wait, keys.paused, keys.metaPaused, keys.id, keys.priority, keys.jobPrefix, data, options,
                            QByteArray::number(now), QByteArray::number(priority), QByteArray(keys.wait + "ing@")}));
    return QString::fromUtf8(reply.string);
}

Result<bool> takeFromQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QString &jobId)
{
    const QByteArray id = jobId.toUtf8();
    QD_TRY(const redis::Reply reply,
           session.command(context, {"EVAL", removeScript, "4", keys.wait, keys.paused, keys.priority, QByteArray(keys.jobPrefix + id), id}));
    return reply.integer == 1;
}

} // namespace quarterdeck::workers
