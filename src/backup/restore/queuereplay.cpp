// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/drillredis.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck::restore {

namespace {

struct ReplayText
{
    Q_DECLARE_TR_FUNCTIONS(QueueReplay)
};

/// Everything of the queue, as lines "name life dump", the first and last in hexadecimal.
constexpr char readScript[] = R"lua(
local function hex(text) return (string.gsub(text, '.', function(c) return string.format('%02x', string.byte(c)) end)) end
local lines = {}
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  lines[#lines + 1] = hex(key) .. ' ' .. redis.call('PTTL', key) .. ' ' .. hex(redis.call('DUMP', key))
end
return lines
)lua";

/// Bull v4: what was being run waits again, its lock and the marks of stalled jobs go.
constexpr char settleScript[] = R"lua(
local queue = ARGV[1]
while redis.call('RPOPLPUSH', queue .. ':active', queue .. ':wait') do end
redis.call('DEL', queue .. ':stalled', queue .. ':stalled-check')
return 0
)lua";

/// Takes one job out of the queue, wherever it stands.
constexpr char dropScript[] = R"lua(
local queue, id = ARGV[1], ARGV[2]
redis.call('LREM', queue .. ':wait', 0, id)
redis.call('LREM', queue .. ':paused', 0, id)
redis.call('ZREM', queue .. ':delayed', id)
redis.call('ZREM', queue .. ':priority', id)
redis.call('DEL', queue .. ':' .. id)
return 1
)lua";

Result<QByteArray> redisCli(const JobContext &context, docker::DockerPort &docker, const QString &container, int database,
                            const QStringList &arguments)
{
    docker::ExecSpec spec;
    spec.argv = QStringList{QStringLiteral("redis-cli"), QStringLiteral("--raw"), QStringLiteral("-n"), QString::number(database)} + arguments;
    QByteArray output;
    QD_TRY(const int code, docker.exec(context, container, spec, [&output](docker::OutputStream stream, QByteArrayView bytes) {
        if (stream == docker::OutputStream::Stdout)
            output.append(bytes);
        return Result<void>();
    }));
    if (code != 0)
        return fail(ErrorKind::Internal, ReplayText::tr("The throwaway Redis does not tell what is in the queue."),
                    QString::fromUtf8(output.left(200)));
    return output;
}

/// @param data of the job's hash: {"executionId": "12", ...}
QString executionOf(const QByteArray &data)
{
    return QJsonDocument::fromJson(data).object().value(QLatin1String("executionId")).toVariant().toString();
}

QList<QByteArray> idsIn(const redis::Reply &reply)
{
    QList<QByteArray> ids;
    for (const redis::Reply &element : reply.elements)
        ids.append(element.string);
    return ids;
}

} // namespace

Result<int> replayQueue(const JobContext &context, const backup::Neighbours &neighbours, redis::Session &session, const backup::BackupSet &set,
                        const QString &ageIdentityFile, const stack::Stack &stack, const QSet<QString> &openExecutions)
{
    const backup::DrillInput input{neighbours, set, ageIdentityFile, &stack, {}};
    QD_TRY(const backup::LoadedRedis loaded, backup::startRedisOnSet(context, input));
    const QString prefix = stack.queue.prefix;
    QD_TRY(const QByteArray lines,
           redisCli(context, neighbours.docker, loaded.server->id(), stack.queue.coordinates.database,
                    {QStringLiteral("EVAL"), QLatin1String(readScript), QStringLiteral("0"), prefix + QLatin1String(":*")}));
    for (const QByteArray &line : lines.split('\n')) {
        const QList<QByteArray> fields = line.trimmed().split(' ');
        if (fields.size() != 3)
            continue;
        const QByteArray key = QByteArray::fromHex(fields.at(0));
        if (key.endsWith(":lock"))
            continue;
        // Key by key, so that it goes the way of every command: into the AOF as well.
        const qint64 life = std::max<qint64>(0, fields.at(1).toLongLong());
        QD_CHECK(session.command(context, {"RESTORE", key, QByteArray::number(life), QByteArray::fromHex(fields.at(2)), "REPLACE"}));
    }
    const QByteArray queue = prefix.toUtf8() + ":jobs";
    QD_CHECK(session.command(context, {"EVAL", settleScript, "0", queue}));

    QList<QByteArray> ids;
    for (const QByteArray &list : QList<QByteArray>{queue + ":wait", queue + ":paused"}) {
        QD_TRY(const redis::Reply reply, session.command(context, {"LRANGE", list, "0", "-1"}));
        ids += idsIn(reply);
    }
    QD_TRY(const redis::Reply delayed, session.command(context, {"ZRANGE", queue + ":delayed", "0", "-1"}));
    ids += idsIn(delayed);
    int kept = 0;
    for (const QByteArray &id : std::as_const(ids)) {
        QD_TRY(const redis::Reply data, session.command(context, {"HGET", queue + ":" + id, "data"}));
        // A job whose execution is over, or not in the restored database at all, would only fail.
        if (openExecutions.contains(executionOf(data.string))) {
            ++kept;
            continue;
        }
        QD_CHECK(session.command(context, {"EVAL", dropScript, "0", queue, id}));
    }
    context.sink().logLine(ReplayText::tr("%1 of %2 jobs wait again; of the others the execution is over.").arg(kept).arg(ids.size()));
    return kept;
}

} // namespace quarterdeck::restore
