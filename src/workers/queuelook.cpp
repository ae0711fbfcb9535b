// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/queuelook.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::QueueLook)
};

/// Bull asks anew after 5 s at the latest (drainDelay); twice that is late.
constexpr qint64 lateAfterSeconds = 10;
/// Jobs that are asked about in one round trip.
constexpr qsizetype batch = 1000;

QString executionIn(const redis::Reply &data)
{
    const QJsonValue id = QJsonDocument::fromJson(data.string).object().value(QLatin1String("executionId"));
    return id.isDouble() ? QString::number(static_cast<qint64>(id.toDouble())) : id.toString();
}

} // namespace

Result<QueueLook> lookAtQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const Clock &clock)
{
    // Both lists of waiting jobs: while the queue is held, wait is renamed paused.
    QD_TRY(const QList<redis::Reply> replies,
           session.pipeline(context,
                            {{"LLEN", keys.wait},
                             {"LLEN", keys.paused},
                             {"ZCARD", keys.delayed},
                             {"LLEN", keys.active},
                             {"LINDEX", keys.wait, "-1"},
                             {"LINDEX", keys.paused, "-1"},
                             {"EXISTS", keys.metaPaused},
                             {"CLIENT", "LIST"}}));
    if (replies.size() != 8)
        return fail(ErrorKind::Invalid, Words::tr("Redis gave an answer that makes no sense."));
    QueueLook look;
    look.waiting = replies.at(0).integer + replies.at(1).integer;
    look.delayed = replies.at(2).integer;
    look.running = replies.at(3).integer;
    look.held = replies.at(6).integer > 0;
    look.clients = stack::queueClients(replies.at(7).string, keys.clientName);
    const QByteArray oldest = replies.at(4).string.isEmpty() ? replies.at(5).string : replies.at(4).string;
    if (!oldest.isEmpty()) {
        QD_TRY(const redis::Reply timestamp, session.command(context, {"HGET", keys.jobPrefix + oldest, "timestamp"}));
        bool isNumber = false;
        // Not there: a worker took the job between the two questions.
        if (const qint64 enqueued = timestamp.string.toLongLong(&isNumber); isNumber)
            look.oldestWaitMs = std::max<qint64>(0, clock.now().toMSecsSinceEpoch() - enqueued);
    }
    if (look.running > 0) {
        QD_TRY(look.active, activeJobs(context, session, keys));
    }
    return look;
}

Result<QSet<QString>> knownToQueue(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys, const QStringList &executionIds)
{
    QSet<QString> wanted(executionIds.cbegin(), executionIds.cend());
    QSet<QString> known;
    if (wanted.isEmpty())
        return known;
    // A job only ever goes from waiting to active and out: in this order none slips through between two questions. One that
    // Bull gives back goes the other way, so the lists of waiting ones are read again at the end.
    QList<QList<QByteArray>> lists = {{"LRANGE", keys.wait, "0", "-1"},   {"LRANGE", keys.paused, "0", "-1"}, {"ZRANGE", keys.delayed, "0", "-1"},
                                      {"LRANGE", keys.active, "0", "-1"}, {"LRANGE", keys.wait, "0", "-1"},   {"LRANGE", keys.paused, "0", "-1"}};
    QD_TRY(const QList<redis::Reply> replies, session.pipeline(context, lists));
    QSet<QByteArray> seen;
    QList<QByteArray> jobs;
    // Few run and many may wait; what is looked for runs more often than not.
    for (const qsizetype i : {3, 0, 1, 2, 4, 5}) {
        for (const redis::Reply &job : replies.value(i).elements) {
            if (!seen.contains(job.string)) {
                seen.insert(job.string);
                jobs.append(job.string);
            }
        }
    }
    for (qsizetype from = 0; from < jobs.size() && !wanted.isEmpty(); from += batch) {
        QList<QList<QByteArray>> questions;
        for (qsizetype i = from; i < std::min(jobs.size(), from + batch); ++i)
            questions.append({"HGET", keys.jobPrefix + jobs.at(i), "data"});
        QD_TRY(const QList<redis::Reply> answers, session.pipeline(context, questions));
        for (const redis::Reply &data : answers) {
            if (const QString id = executionIn(data); wanted.remove(id))
                known.insert(id);
        }
    }
    return known;
}

std::optional<bool> isConsuming(const QList<stack::QueueClient> &clients, const QStringList &addresses)
{
    if (addresses.isEmpty())
        return std::nullopt;
    return std::any_of(clients.cbegin(), clients.cend(), [&addresses](const stack::QueueClient &client) {
        return addresses.contains(client.address) && (client.blocking || client.idleSeconds <= lateAfterSeconds);
    });
}

} // namespace quarterdeck::workers
