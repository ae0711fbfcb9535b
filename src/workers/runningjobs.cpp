// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/runningjobs.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::RunningJobs)
};

const QString ownName = QStringLiteral("quarterdeck");

/// n8n takes what it is sent as it comes: a time as text or as milliseconds.
QDateTime moment(const QJsonValue &value)
{
    if (value.isDouble())
        return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value.toDouble()), Qt::UTC);
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QString text(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(static_cast<qint64>(value.toDouble())) : value.toString();
}

WorkerAnswer workerAnswer(const QString &sender, const QJsonObject &payload)
{
    WorkerAnswer answer;
    answer.hostId = sender;
    answer.hostname = payload.value(QLatin1String("hostname")).toString();
    answer.version = payload.value(QLatin1String("version")).toString();
    answer.uptimeSeconds = static_cast<qint64>(payload.value(QLatin1String("uptime")).toDouble());
    for (const QJsonValue &one : payload.value(QLatin1String("interfaces")).toArray()) {
        if (!one.toObject().value(QLatin1String("internal")).toBool())
            answer.addresses.append(one.toObject().value(QLatin1String("address")).toString());
    }
    for (const QJsonValue &one : payload.value(QLatin1String("runningJobsSummary")).toArray()) {
        const QJsonObject job = one.toObject();
        answer.jobs.append({text(job.value(QLatin1String("jobId"))), text(job.value(QLatin1String("executionId"))),
                            text(job.value(QLatin1String("workflowId"))), job.value(QLatin1String("workflowName")).toString(),
                            moment(job.value(QLatin1String("startedAt")))});
    }
    return answer;
}

} // namespace

Result<redis::Coordinates> queueCoordinates(const stack::Stack &stack)
{
    const stack::Access &access = stack.queue.access;
    if (access.host.isEmpty()) {
        return fail(ErrorKind::Unreachable,
                    access.why.isEmpty() ? Words::tr("Redis cannot be reached from here.")
                                         : Words::tr("Redis cannot be reached from here: %1").arg(access.why),
                    {}, Words::tr("Start it, or publish its port on 127.0.0.1."));
    }
    if (stack.queue.tls)
        return fail(ErrorKind::Unsupported, Words::tr("Redis wants TLS, which the console does not speak yet."));
    redis::Coordinates coordinates = stack.queue.coordinates;
    coordinates.host = access.host;
    coordinates.port = access.port;
    return coordinates;
}

Result<QList<WorkerAnswer>> askWorkers(const JobContext &context, redis::RedisPort &redis, const stack::Stack &stack, int expected,
                                       std::chrono::milliseconds patience)
{
    if (expected <= 0)
        return QList<WorkerAnswer>();
    QD_TRY(const redis::Coordinates coordinates, queueCoordinates(stack));
    QD_TRY(const std::unique_ptr<redis::Session> session, redis.connect(context, coordinates));
    return askWorkers(context, redis, *session, stack, expected, patience);
}

Result<QList<WorkerAnswer>> askWorkers(const JobContext &context, redis::RedisPort &redis, redis::Session &session, const stack::Stack &stack,
                                       int expected, std::chrono::milliseconds patience)
{
    QList<WorkerAnswer> answers;
    if (expected <= 0)
        return answers;
    QD_TRY(const redis::Coordinates coordinates, queueCoordinates(stack));
    const stack::Service *workers = stack.service(stack::Role::Worker);
    const QByteArray prefix = workers == nullptr ? QByteArray() : workers->environment.value(QStringLiteral("N8N_REDIS_KEY_PREFIX")).toUtf8();
    // 1.x has no prefix before the names of its channels; a name that nobody listens to costs nothing.
    const QList<QByteArray> prefixes = {prefix.isEmpty() ? QByteArrayLiteral("n8n:") : QByteArray(prefix + ':'), QByteArray()};
    QList<QByteArray> responses;
    for (const QByteArray &one : prefixes)
        responses.append(one + "n8n.worker-response");

    const auto ask = [&]() -> Result<void> {
        // Without a user of this name main shows the answers to nobody.
        const QJsonObject command{{QStringLiteral("command"), QStringLiteral("get-worker-status")},
                                  {QStringLiteral("senderId"), ownName},
                                  {QStringLiteral("selfSend"), false},
                                  {QStringLiteral("debounce"), false},
                                  {QStringLiteral("payload"), QJsonObject{{QStringLiteral("requestingUserId"), ownName}}}};
        const QByteArray text = QJsonDocument(command).toJson(QJsonDocument::Compact);
        QList<QList<QByteArray>> questions;
        for (const QByteArray &one : prefixes)
            questions.append({"PUBLISH", one + "n8n.commands", text});
        QD_CHECK(session.pipeline(context, questions));
        return {};
    };
    QSet<QString> seen;
    const auto take = [&](const QByteArray &, const QByteArray &message) -> Result<bool> {
        const QJsonObject json = QJsonDocument::fromJson(message).object();
        const QJsonObject payload = json.value(QLatin1String("payload")).toObject();
        const QString sender = json.value(QLatin1String("senderId")).toString(payload.value(QLatin1String("senderId")).toString());
        if (!json.value(QLatin1String("response")).toString().endsWith(QLatin1String("get-worker-status")) || sender.isEmpty()
            || seen.contains(sender))
            return true;
        seen.insert(sender);
        answers.append(workerAnswer(sender, payload));
        return answers.size() < expected;
    };
    const Result<void> heard = redis.subscribe(context.withTimeout(patience), coordinates, responses, ask, take);
    QD_CHECK(context.checkpoint());
    // Those that did not answer in time are not known; that is no error.
    if (!heard && heard.error().kind != ErrorKind::Timeout)
        return fail(heard.error());
    return answers;
}

const WorkerAnswer *answerOf(const QList<WorkerAnswer> &answers, const QString &address, const QString &hostname)
{
    const auto find = [&answers](const auto &fits) {
        const auto found = std::find_if(answers.cbegin(), answers.cend(), fits);
        return found == answers.cend() ? nullptr : &*found;
    };
    if (!address.isEmpty()) {
        if (const WorkerAnswer *answer = find([&address](const WorkerAnswer &one) { return one.addresses.contains(address); }))
            return answer;
    }
    if (hostname.isEmpty())
        return nullptr;
    return find([&hostname](const WorkerAnswer &one) { return one.hostname == hostname; });
}

Result<QList<ActiveJob>> activeJobs(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys)
{
    QD_TRY(const redis::Reply ids, session.command(context, {"LRANGE", keys.active, "0", "-1"}));
    QList<QList<QByteArray>> questions;
    for (const redis::Reply &id : ids.elements) {
        const QByteArray job = keys.jobPrefix + id.string;
        questions.append({"EXISTS", job + ":lock"});
        questions.append({"HMGET", job, "data", "processedOn"});
    }
    QList<ActiveJob> jobs;
    if (questions.isEmpty())
        return jobs;
    QD_TRY(const QList<redis::Reply> replies, session.pipeline(context, questions));
    for (qsizetype i = 0; i < ids.elements.size() && 2 * i + 1 < replies.size(); ++i) {
        ActiveJob job;
        job.jobId = QString::fromUtf8(ids.elements.at(i).string);
        job.locked = replies.at(2 * i).integer > 0;
        const QList<redis::Reply> &fields = replies.at(2 * i + 1).elements;
        if (fields.size() == 2) {
            job.executionId = text(QJsonDocument::fromJson(fields.at(0).string).object().value(QLatin1String("executionId")));
            job.started = !fields.at(1).string.isEmpty();
        }
        jobs.append(job);
    }
    return jobs;
}

} // namespace quarterdeck::workers
