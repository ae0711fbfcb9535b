// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/roles.h"

#include <QRegularExpression>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

bool hasPrefix(const QHash<QString, QString> &environment, QLatin1String prefix)
{
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        if (it.key().startsWith(prefix))
            return true;
    }
    return false;
}

/// "sh -c 'exec n8n worker; ...'" hides a program inside one word.
QStringList partsOf(const QStringList &words)
{
    static const QRegularExpression separator(QStringLiteral("[\\s;|&()\"']+"));
    QStringList parts;
    for (const QString &word : words)
        parts += word.split(separator, Qt::SkipEmptyParts);
    return parts;
}

bool mentions(const QStringList &words, const QString &program)
{
    const QStringList parts = partsOf(words);
    return std::any_of(parts.cbegin(), parts.cend(), [&program](const QString &part) { return part.section(QLatin1Char('/'), -1) == program; });
}

bool mentionsAny(const QStringList &words, std::initializer_list<const char *> programs)
{
    return std::any_of(programs.begin(), programs.end(), [&words](const char *program) { return mentions(words, QLatin1String(program)); });
}

/// The server's image, used to run one of its clients: dumps on a schedule,
/// a job that waits for the server and makes a database.
bool runsClientOnly(Role role, const QStringList &commandLine)
{
    if (role == Role::Postgres)
        return mentionsAny(commandLine, {"pg_dump", "pg_dumpall", "pg_basebackup", "pg_isready", "psql", "pgbench", "crond", "cron", "go-cron"});
    if (role == Role::Redis)
        return mentionsAny(commandLine, {"redis-cli", "valkey-cli", "crond", "cron"}) && !mentionsAny(commandLine, {"redis-server", "valkey-server"});
    return false;
}

} // namespace

QHash<QString, QString> environmentMap(const QStringList &lines)
{
    QHash<QString, QString> map;
    for (const QString &line : lines)
        map.insert(line.section(QLatin1Char('='), 0, 0), line.section(QLatin1Char('='), 1));
    return map;
}

QString imageBaseName(const QString &reference)
{
    QString path = reference.section(QLatin1Char('@'), 0, 0);
    const QString last = path.section(QLatin1Char('/'), -1);
    return last.section(QLatin1Char(':'), 0, 0).toLower();
}

QString versionFromTag(const QString &reference)
{
    static const QRegularExpression exact(QStringLiteral("^v?([0-9]+\\.[0-9]+(?:\\.[0-9]+)*)(?:[-_].*)?$"));
    const QString last = reference.section(QLatin1Char('@'), 0, 0).section(QLatin1Char('/'), -1);
    return exact.match(last.section(QLatin1Char(':'), 1)).captured(1);
}

bool isN8n(Role role)
{
    return role == Role::Main || role == Role::Worker || role == Role::Webhook;
}

Role n8nRole(const QStringList &commandLine)
{
    // A command of n8n's that does one thing and ends, such as the import
    // service of the vendor's starter kit.
    static const QRegularExpression oneThing(
        QStringLiteral("^(?:(?:import|export|list|update|publish|unpublish|db|license|ldap|mfa|user-management):.*|audit|execute|executeBatch)$"));
    bool endsByItself = false;
    for (const QString &part : partsOf(commandLine)) {
        if (part == QLatin1String("worker"))
            return Role::Worker;
        if (part == QLatin1String("webhook"))
            return Role::Webhook;
        if (part == QLatin1String("start"))
            return Role::Main;
        endsByItself = endsByItself || oneThing.match(part).hasMatch();
    }
    return endsByItself ? Role::Other : Role::Main;
}

std::optional<Role> roleFromImage(const QString &image, const QString &command)
{
    const QString base = imageBaseName(image);
    if (base == QLatin1String("n8n") || base == QLatin1String("n8n-custom"))
        return n8nRole({command});
    if (base == QLatin1String("runners") || base == QLatin1String("n8n-runners"))
        return Role::Runner;
    static const QStringList postgres
        = {QStringLiteral("postgres"),    QStringLiteral("postgresql"),     QStringLiteral("pgvector"),         QStringLiteral("postgis"),
           QStringLiteral("timescaledb"), QStringLiteral("timescaledb-ha"), QStringLiteral("postgresql-repmgr")};
    static const QStringList redis
        = {QStringLiteral("redis"), QStringLiteral("valkey"),   QStringLiteral("redis-stack"), QStringLiteral("redis-stack-server"),
           QStringLiteral("keydb"), QStringLiteral("dragonfly")};
    static const QStringList proxy = {QStringLiteral("caddy"),
                                      QStringLiteral("traefik"),
                                      QStringLiteral("nginx"),
                                      QStringLiteral("haproxy"),
                                      QStringLiteral("nginx-proxy-manager"),
                                      QStringLiteral("cloudflared")};
    if (postgres.contains(base))
        return runsClientOnly(Role::Postgres, {command}) ? Role::Other : Role::Postgres;
    if (redis.contains(base))
        return runsClientOnly(Role::Redis, {command}) ? Role::Other : Role::Redis;
    if (proxy.contains(base))
        return Role::Proxy;
    return std::nullopt;
}

Role roleOf(const docker::ContainerDetails &container)
{
    const QStringList commandLine = container.entrypoint + container.command;
    if (const std::optional<Role> known = roleFromImage(container.image, commandLine.join(QLatin1Char(' '))))
        return *known;
    const QHash<QString, QString> environment = environmentMap(container.environment);
    // A stack's other services often get n8n's variables through a shared
    // anchor, so the program that runs counts first.
    if (runsClientOnly(Role::Postgres, commandLine) || runsClientOnly(Role::Redis, commandLine))
        return Role::Other;
    if (mentions(commandLine, QStringLiteral("postgres")))
        return Role::Postgres;
    if (mentions(commandLine, QStringLiteral("redis-server")) || mentions(commandLine, QStringLiteral("valkey-server")))
        return Role::Redis;
    if (mentions(commandLine, QStringLiteral("task-runner-launcher")))
        return Role::Runner;
    if (environment.contains(QStringLiteral("PGDATA")) || environment.contains(QStringLiteral("PG_MAJOR")))
        return Role::Postgres;
    if (environment.contains(QStringLiteral("REDIS_VERSION")) || environment.contains(QStringLiteral("VALKEY_VERSION")))
        return Role::Redis;
    const QString title = container.labels.value(QStringLiteral("org.opencontainers.image.title")).toLower();
    const bool n8nTitle = title == QLatin1String("n8n");
    const bool n8nProgram = mentions(commandLine, QStringLiteral("n8n"));
    const bool n8nSettings = environment.contains(QStringLiteral("N8N_VERSION")) || environment.contains(QStringLiteral("N8N_RELEASE_TYPE"))
        || (hasPrefix(environment, QLatin1String("N8N_")) && container.exposedPorts.contains(5678));
    if (n8nTitle || n8nProgram || n8nSettings)
        return n8nRole(commandLine);
    if (title == QLatin1String("caddy") || title == QLatin1String("traefik"))
        return Role::Proxy;
    return Role::Other;
}

ProgramVersion versionOf(Role role, const QString &image, const QHash<QString, QString> &environment, const QMap<QString, QString> &labels)
{
    static const QRegularExpression number(QStringLiteral("([0-9]+(?:\\.[0-9]+)+)"));
    const auto fromEnvironment = [&environment](const char *name) { return number.match(environment.value(QLatin1String(name))).captured(1); };
    const QString labelled = number.match(labels.value(QStringLiteral("org.opencontainers.image.version"))).captured(1);
    // n8n's own label: whoever writes the compose file may set N8N_VERSION to
    // anything. Labels of other images may be those of a base image, so there
    // the environment, which the build of the program sets, comes first.
    const bool ofN8n = labels.value(QStringLiteral("org.opencontainers.image.title")).compare(QLatin1String("n8n"), Qt::CaseInsensitive) == 0;
    const bool n8nInside = role == Role::Main || role == Role::Worker || role == Role::Webhook;
    if (n8nInside && ofN8n && !labelled.isEmpty())
        return {labelled, QStringLiteral("label")};
    QString version;
    switch (role) {
    case Role::Postgres:
        version = fromEnvironment("PG_VERSION");
        break;
    case Role::Redis:
        version = fromEnvironment("REDIS_VERSION");
        if (version.isEmpty())
            version = fromEnvironment("VALKEY_VERSION");
        break;
    case Role::Main:
    case Role::Worker:
    case Role::Webhook:
        version = fromEnvironment("N8N_VERSION");
        break;
    default:
        break;
    }
    if (!version.isEmpty())
        return {version, QStringLiteral("environment")};
    if (!labelled.isEmpty())
        return {labelled, QStringLiteral("label")};
    version = versionFromTag(image);
    if (!version.isEmpty())
        return {version, QStringLiteral("tag")};
    if (role == Role::Postgres && !environment.value(QStringLiteral("PG_MAJOR")).isEmpty())
        return {environment.value(QStringLiteral("PG_MAJOR")), QStringLiteral("environment")};
    return {};
}

Concurrency effectiveConcurrency(const QHash<QString, QString> &environment, const QStringList &commandLine)
{
    static const QRegularExpression flag(QStringLiteral("--concurrency[= ]+\"?'?([0-9]+)"));
    Concurrency result;
    if (const auto match = flag.match(commandLine.join(QLatin1Char(' '))); match.hasMatch()) {
        result.perWorker = match.captured(1).toInt();
        result.knob = Concurrency::Knob::Flag;
    }
    bool isNumber = false;
    const int limit = environment.value(QStringLiteral("N8N_CONCURRENCY_PRODUCTION_LIMIT")).trimmed().toInt(&isNumber);
    if (isNumber && limit != -1) {
        result.perWorker = limit;
        result.knob = Concurrency::Knob::ProductionLimit;
    }
    if (environment.contains(QStringLiteral("EXECUTIONS_CONCURRENCY")))
        result.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
    return result;
}

} // namespace quarterdeck::stack
