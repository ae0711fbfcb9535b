// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

// A script is one step to Redis: killed before or after, never between. The marker tells that it ran.
constexpr char asideScript[] = R"lua(
local moved = 0
if redis.call('EXISTS', ARGV[1] .. 'marker') == 1 then return 0 end
for i = 2, #ARGV do
  for _, key in ipairs(redis.call('KEYS', ARGV[i])) do
    redis.call('RENAME', key, ARGV[1] .. 'key:' .. key)
    moved = moved + 1
  end
end
redis.call('SET', ARGV[1] .. 'marker', '1')
return moved
)lua";

constexpr char backScript[] = R"lua(
if redis.call('EXISTS', ARGV[1] .. 'marker') == 0 then return 0 end
for i = 2, #ARGV do
  for _, key in ipairs(redis.call('KEYS', ARGV[i])) do redis.call('UNLINK', key) end
end
local begin = ARGV[1] .. 'key:'
local moved = 0
for _, key in ipairs(redis.call('KEYS', begin .. '*')) do
  redis.call('RENAME', key, string.sub(key, #begin + 1))
  moved = moved + 1
end
redis.call('DEL', ARGV[1] .. 'marker')
return moved
)lua";

constexpr char forgetScript[] = R"lua(
local gone = 0
for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do gone = gone + redis.call('UNLINK', key) end
return gone
)lua";

Result<qint64> run(const JobContext &context, redis::Session &session, const char *script, const QString &prefix, const QStringList &patterns)
{
    QList<QByteArray> arguments = {"EVAL", script, "0", prefix.toUtf8()};
    for (const QString &pattern : patterns)
        arguments.append(pattern.toUtf8());
    QD_TRY(const redis::Reply reply, session.command(context, arguments));
    return reply.integer;
}

/// What a pattern would take for more than itself.
QString escaped(QString text)
{
    for (const char c : {'\\', '*', '?', '[', ']'})
        text.replace(QLatin1Char(c), QLatin1Char('\\') + QString(QLatin1Char(c)));
    return text;
}

} // namespace

QStringList queuePatterns(const stack::Stack &stack)
{
    const stack::Service *main = stack.service(stack::Role::Main);
    QString own = main == nullptr ? QString() : main->environment.value(QStringLiteral("N8N_REDIS_KEY_PREFIX"));
    if (own.isEmpty())
        own = QStringLiteral("n8n");
    return {escaped(stack.queue.prefix) + QLatin1String(":*"), escaped(own) + QLatin1String(":*")};
}

Result<qint64> setQueueAside(const JobContext &context, redis::Session &session, const QStringList &patterns, const QString &prefix)
{
    return run(context, session, asideScript, prefix, patterns);
}

Result<void> bringQueueBack(const JobContext &context, redis::Session &session, const QStringList &patterns, const QString &prefix)
{
    QD_CHECK(run(context, session, backScript, prefix, patterns));
    return {};
}

Result<void> forgetQueue(const JobContext &context, redis::Session &session, const QString &prefix)
{
    QD_CHECK(run(context, session, forgetScript, prefix, {}));
    return {};
}

} // namespace quarterdeck::restore
