// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorebench.h"

#include "adapters/n8n/n8nhttp.h"
#include "backup/snapshotfigures.h"
#include "foundation/atomicfile.h"
#include "stack/dotenv.h"
#include "stack/sandboxseed.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QtTest>

#include <signal.h>
#include <sys/stat.h>

namespace quarterdeck::test {

namespace {

using namespace std::chrono_literals;

QStringList list(std::initializer_list<const char *> words)
{
    QStringList all;
    for (const char *word : words)
        all.append(QString::fromUtf8(word));
    return all;
}

QString said(const Result<QString> &result)
{
    return result ? *result : QLatin1String("failed: ") + result.error().what + QLatin1Char(' ') + result.error().detail;
}

/// Path, mode and contents of every file below.
QString photograph(const QString &folder)
{
    QStringList all;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        struct stat status = {};
        ::lstat(QFile::encodeName(path).constData(), &status);
        QString about = path + QStringLiteral(" %1 %2:%3").arg(status.st_mode, 0, 8).arg(status.st_uid).arg(status.st_gid);
        QFile file(path);
        if (S_ISREG(status.st_mode) && file.open(QIODevice::ReadOnly))
            about += QLatin1Char(' ') + QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
        all.append(about);
    }
    all.sort();
    return all.join(QLatin1Char('\n'));
}

/// A value in a YAML file, whatever is in it.
QString yaml(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")).replace(QLatin1Char('$'), QLatin1String("$$"))
        + QLatin1Char('\'');
}

Result<void> replaceIn(const QString &path, const QMap<QString, QString> &changes)
{
    QD_TRY(const QByteArray bytes, readWholeFile(path));
    QString text = QString::fromUtf8(bytes);
    for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
        if (!text.contains(it.key()))
            return fail(ErrorKind::Internal, path + QLatin1String(" has no ") + it.key());
        text.replace(it.key(), it.value());
    }
    return writeFileAtomically(path, text.toUtf8());
}

/// Somebody else's helper on the same engine is none of our business.
bool isForeign(const QMap<QString, QString> &labels)
{
    const auto pid = static_cast<pid_t>(labels.value(QStringLiteral("org.quarterdeck.helper.process")).section(QLatin1Char(':'), 0, 0).toLongLong());
    return pid > 0 && pid != ::getpid() && ::kill(pid, 0) == 0;
}

} // namespace

RestoreBench::RestoreBench(Options options)
    : m_options(std::move(options))
{
    for (const auto &[variable, name] : {std::pair("XDG_RUNTIME_DIR", "run"), std::pair("XDG_STATE_HOME", "state"),
                                         std::pair("XDG_CONFIG_HOME", "config"), std::pair("XDG_DATA_HOME", "data")}) {
        (void)makeFolder(path(QLatin1String(name)));
        qputenv(variable, QFile::encodeName(path(QLatin1String(name))));
    }
    m_sandbox.name = m_options.name;
    m_sandbox.folder = projectFolder();
    m_sandbox.workers = 1;
    m_sandbox.n8nPort = m_options.firstPort;
    m_sandbox.postgresPort = static_cast<quint16>(m_options.firstPort + 1);
    m_sandbox.redisPort = static_cast<quint16>(m_options.firstPort + 2);
}

RestoreBench::~RestoreBench()
{
    if (!m_others.isEmpty())
        (void)docker(list({"compose", "--project-name"}) << m_options.name << list({"down", "--volumes", "--timeout", "1"}));
}

Result<void> RestoreBench::bringUp()
{
    n8n::N8nHttp n8n;
    stack::Sandbox sandbox(with.docker, with.compose, with.process, n8n, with.postgres);
    QList<Step> plan = sandbox.upPlan(m_sandbox);
    plan.removeIf([](const Step &step) { return step.id == QLatin1String("up") || step.id == QLatin1String("healthy"); });
    JobContext context = JobContext().withTimeout(2min);
    QD_CHECK(runPlan(plan, context).result);

    QD_TRY(stack::DotEnv real, stack::DotEnv::load(realStackFolder() + QLatin1String("/.env")));
    QD_TRY(stack::DotEnv own, stack::DotEnv::load(projectFolder() + QLatin1String("/.env")));
    // Without it none of what was encrypted there could be read here.
    own.setValue(QStringLiteral("N8N_ENCRYPTION_KEY"), real.value(QStringLiteral("N8N_ENCRYPTION_KEY")).value_or(QString()));
    own.setValue(QStringLiteral("N8N_STOP_GRACE"), QStringLiteral("15s"));
    own.setValue(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT"), QStringLiteral("5"));
    m_n8nImage = own.value(QStringLiteral("N8N_IMAGE")).value_or(QString());
    QD_CHECK(writeFileAtomically(projectFolder() + QLatin1String("/.env"), own.bytes()));
    QD_CHECK(replaceIn(projectFolder() + QLatin1String("/compose.yaml"),
                       {{QStringLiteral("DB_POSTGRESDB_DATABASE: n8n"), QLatin1String("DB_POSTGRESDB_DATABASE: ") + yaml(m_options.database)},
                        {QStringLiteral("DB_POSTGRESDB_USER: n8n"), QLatin1String("DB_POSTGRESDB_USER: ") + yaml(m_options.user)}}));
    const QString user = backup::quoteIdentifier(m_options.user);
    const QString database = backup::quoteIdentifier(m_options.database);
    QD_CHECK(
        replaceIn(projectFolder() + QLatin1String("/postgres/initdb.d/10-n8n.sh"),
                  {{QStringLiteral("CREATE ROLE n8n"), QLatin1String("CREATE ROLE ") + user},
                   {QStringLiteral("CREATE DATABASE n8n OWNER n8n"), QLatin1String("CREATE DATABASE ") + database + QLatin1String(" OWNER ") + user},
                   {QStringLiteral("ON DATABASE n8n"), QLatin1String("ON DATABASE ") + database},
                   {QStringLiteral("\\connect n8n"), QLatin1String("\\connect ") + database},
                   {QStringLiteral("SCHEMA public TO n8n"), QLatin1String("SCHEMA public TO ") + user}}));
    if (m_options.ownDisk) {
        // An empty folder is given to the image's user by the engine.
        QD_CHECK(docker(list({"volume", "create", "--opt", "type=none", "--opt", "o=bind", "--label", "com.docker.compose.volume=postgres-data"})
                        << QStringLiteral("--opt") << QLatin1String("device=") + path(QStringLiteral("disk")) << QStringLiteral("--label")
                        << QLatin1String("com.docker.compose.project=") + m_options.name << volume(QStringLiteral("postgres-data"))));
    }
    const QStringList compose = list({"compose", "--project-directory"}) << projectFolder();
    QD_CHECK(docker(compose + list({"up", "--detach", "--wait", "postgres", "redis"})));
    QD_CHECK(docker(compose + list({"create", "n8n", "n8n-worker"})));
    // They are in the .env by now, over which Compose would prefer these.
    for (const char *variable : {"POSTGRES_IMAGE", "REDIS_IMAGE", "N8N_IMAGE"})
        qunsetenv(variable);
    return {};
}

Result<QString> RestoreBench::makeSet(const QString &stack) const
{
    const ControlRun::Ended made = ControlRun::whole({QStringLiteral("backup"), QStringLiteral("create"), QStringLiteral("--stack"), stack});
    if (made.exitCode != 0 && made.exitCode != 2)
        return fail(ErrorKind::Internal, QString::fromUtf8(made.all()));
    return made.json.value(QLatin1String("set")).toString();
}

/// Names that a careless statement would break at, or worse; and less to restore.
Result<void> RestoreBench::nameThings()
{
    const QString done = sql(QStringLiteral("delete from execution_data where \"executionId\" > (select min(id) + 200 from execution_entity);\n"
                                            "delete from execution_entity where id > (select min(id) + 200 from execution_entity);\n"
                                            "create table \"it's; drop table workflow_entity; --\" (\"a\"\"b'c\" text primary key);\n"
                                            "insert into \"it's; drop table workflow_entity; --\" values ('$1 \"''; drop table tag_entity; --');\n"
                                            "create role \"r'; drop role \"\"x\"\"; --\" nologin;\n"
                                            "grant select on workflow_entity to \"r'; drop role \"\"x\"\"; --\";\n"
                                            "vacuum full"));
    if (done.contains(QLatin1String("ERROR")))
        return fail(ErrorKind::Internal, done);
    (void)inData(QStringLiteral("mkdir -p nodes && echo first > marker && chown -R 1000:1000 ."));
    return {};
}

Result<void> RestoreBench::prepare()
{
    m_others = others();
    backup::BackupSettings settings;
    settings.folder = setsFolder();
    settings.drillEvery = 0;
    for (const QString &stack : {realStackName(), m_options.name})
        QD_CHECK(saveBackupSettings(stack, settings));
    QD_CHECK(bringUp());
    QD_TRY(m_othersSet, makeSet(realStackName()));
    const ControlRun::Ended filled = run(restoreOf(m_othersSet, {QStringLiteral("--no-quarantine"), QStringLiteral("--drop-old")}));
    if (filled.exitCode != 0 && filled.exitCode != 2)
        return fail(ErrorKind::Internal, QString::fromUtf8(filled.all()));
    QD_CHECK(nameThings());
    QD_TRY(m_set, makeSet(m_options.name));
    return makeItOurs();
}

Result<void> RestoreBench::makeItOurs()
{
    const QString done = sql(QStringLiteral("update workflow_entity set name = name || ' of mine' where name not like '% of mine';\n"
                                            "create table if not exists mine (a int);\n"
                                            "drop owned by \"r'; drop role \"\"x\"\"; --\";\ndrop role \"r'; drop role \"\"x\"\"; --\""));
    if (!done.contains(QLatin1String("DROP ROLE")))
        return fail(ErrorKind::Internal, done);
    for (const char *name : {"/.env", "/compose.yaml"}) {
        QD_TRY(const QByteArray bytes, readWholeFile(projectFolder() + QLatin1String(name)));
        QD_CHECK(writeFileAtomically(projectFolder() + QLatin1String(name), bytes + "# of mine\n"));
    }
    (void)inData(QStringLiteral("echo mine > marker && chown 1000:1000 marker"));
    (void)redis({QStringLiteral("SET"), QStringLiteral("bull:jobs:id"), QStringLiteral("4711")});
    (void)redis({QStringLiteral("SET"), QStringLiteral("somebody:else"), QStringLiteral("1")});
    return {};
}

QStringList RestoreBench::words(const QStringList &words) const
{
    return words + QStringList{QStringLiteral("--stack"), m_options.name};
}

QStringList RestoreBench::restoreOf(const QString &set, const QStringList &more) const
{
    return words(QStringList{QStringLiteral("restore"), QStringLiteral("run"), set, QStringLiteral("--yes"), QStringLiteral("--no-safety-backup")}
                 + more);
}

QStringList RestoreBench::restore(const QStringList &more) const
{
    return restoreOf(m_set, more);
}

ControlRun::Ended RestoreBench::run(const QStringList &words) const
{
    return ControlRun::whole(words);
}

postgres::Coordinates RestoreBench::coordinates(bool superuser) const
{
    const auto env = stack::DotEnv::load(projectFolder() + QLatin1String("/.env"));
    postgres::Coordinates at;
    at.host = QStringLiteral("127.0.0.1");
    at.port = m_sandbox.postgresPort;
    at.database = m_options.database;
    at.user = superuser ? QStringLiteral("postgres") : m_options.user;
    if (env)
        at.password = Secret(env->value(superuser ? QStringLiteral("POSTGRES_PASSWORD") : QStringLiteral("N8N_DB_PASSWORD")).value_or(QString()));
    return at;
}

QString RestoreBench::connection(const QString &database) const
{
    QString value = database.isEmpty() ? m_options.database : database;
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1String("dbname='") + value + QLatin1Char('\'');
}

QString RestoreBench::sql(const QString &statement, const QString &database) const
{
    process::LocalProcess process;
    process::ProcessSpec spec;
    spec.program = QStringLiteral("docker");
    spec.arguments = list({"exec", "-i"}) << container(QStringLiteral("postgres")) << list({"psql", "-XAt", "-U", "postgres", "-d"})
                                          << connection(database);
    spec.input = statement.toUtf8() + ";\n";
    const auto output = process.run(JobContext().withTimeout(1min), spec);
    return output ? QString::fromUtf8(output->standardOutput + output->standardError).trimmed() : QLatin1String("failed: ") + output.error().what;
}

QString RestoreBench::redis(const QStringList &command) const
{
    return said(docker(list({"exec"}) << container(QStringLiteral("redis")) << QStringLiteral("redis-cli") << command));
}

QString RestoreBench::inData(const QString &script) const
{
    return said(docker(list({"run", "--rm", "--network", "none", "--user", "0", "--label", "quarterdeck.test=1", "--workdir", "/data", "--entrypoint",
                             "/bin/sh", "--volume"})
                       << volume(QStringLiteral("n8n-data")) + QLatin1String(":/data") << m_n8nImage << QStringLiteral("-c") << script));
}

bool RestoreBench::startN8n()
{
    (void)docker(list({"start"}) << container(QStringLiteral("n8n")) << container(QStringLiteral("n8n-worker")));
    return QTest::qWaitFor([this] { return hook() == 200; }, 180'000);
}

int RestoreBench::hook()
{
    n8n::N8nHttp n8n;
    n8n::HttpRequest request;
    request.host = QStringLiteral("127.0.0.1");
    request.port = m_options.firstPort;
    request.method = "POST";
    request.target = QByteArray("/webhook/") + stack::seedEchoPath;
    request.headers.insert(QStringLiteral("Content-Type"), "application/json");
    request.body = R"({"greeting":"again"})";
    return n8n.request(JobContext().withTimeout(30s), request).value_or(n8n::HttpAnswer()).status;
}

QString RestoreBench::fingerprint(bool n8nRan) const
{
    QStringList all;
    all.append(sql(QStringLiteral("select datname, pg_get_userbyid(datdba), datallowconn, datcollate, datacl from pg_database order by 1;\n"
                                  "select rolname, rolsuper, rolcanlogin, rolpassword from pg_authid order by 1;\n"
                                  "select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2")));
    if (n8nRan) {
        all.append(sql(
            QStringLiteral("select id, name, active from workflow_entity order by id;\nselect id, md5(data) from credentials_entity order by id;\n"
                           "select count(*), min(id) from execution_entity where id <= (select min(id) + 200 from execution_entity)")));
    } else {
        // What newer clients write into every dump anew is no contents.
        all.append(said(docker(list({"exec"}) << container(QStringLiteral("postgres")) << list({"sh", "-c"})
                                              << QStringLiteral("pg_dump -U postgres -d \"$0\" | grep -v '^.restrict\\|^.unrestrict' | md5sum")
                                              << connection())));
        all.append(
            redis({QStringLiteral("EVAL"),
                   QStringLiteral("local s = '' local keys = redis.call('KEYS', '*') table.sort(keys) for _, key in ipairs(keys) do "
                                  "s = s .. string.gsub(key, '%d+_[%d_]+', 'STAMP') .. redis.call('DUMP', key) end return redis.sha1hex(s) .. #keys"),
                   QStringLiteral("0")}));
    }
    all.append(inData(QStringLiteral("find . %1 ! -name '.before-restore-*' -exec stat -c '%n %a %u:%g' {} + | sort\n"
                                     "find . %1 -type f -exec md5sum {} + | sort -k 2")
                          .arg(n8nRan ? QStringLiteral("! -name 'n8nEventLog*' ! -name crash.journal ! -path './.before-restore-*'")
                                      : QStringLiteral("! -path './.before-restore-*'"))));
    all.append(photograph(projectFolder()));
    all.append(said(docker(list({"ps", "--all", "--no-trunc", "--format", "{{.Names}} {{.State}}", "--filter"})
                           << QLatin1String("label=com.docker.compose.project=") + m_options.name)));
    // Times in names differ from run to run.
    static const QRegularExpression stamp(QStringLiteral("[0-9]{8}_[0-9]{6}(_[0-9]+)?"));
    return all.join(QLatin1Char('\n')).replace(stamp, QStringLiteral("STAMP"));
}

QStringList RestoreBench::difference(const QString &before, const QString &now)
{
    QStringList changed;
    const QStringList then = before.split(QLatin1Char('\n'));
    const QStringList later = now.split(QLatin1Char('\n'));
    for (const QString &line : then) {
        if (!later.contains(line))
            changed.append(QLatin1String("- ") + line);
    }
    for (const QString &line : later) {
        if (!then.contains(line))
            changed.append(QLatin1String("+ ") + line);
    }
    if (changed.isEmpty() && then != later)
        changed.append(QStringLiteral("the same lines, in another order or number"));
    return changed;
}

QStringList RestoreBench::changes(const QString &before, bool n8nRan) const
{
    return difference(before, fingerprint(n8nRan));
}

void RestoreBench::reset()
{
    for (const QJsonValue &one : run({QStringLiteral("restore"), QStringLiteral("list")}).json.value(QLatin1String("restores")).toArray())
        (void)run(
            {QStringLiteral("restore"), QStringLiteral("rollback"), one.toObject().value(QLatin1String("run")).toString(), QStringLiteral("--yes")});
}

QStringList RestoreBench::leftovers()
{
    QStringList left;
    if (const QString states = unfinished(); !states.isEmpty())
        left.append(QStringLiteral("restores that are not over: ") + states);
    const QString label = QLatin1String(backup::helperLabel);
    const auto containers = with.docker.listContainers(JobContext(), true, {label});
    const auto volumes = with.docker.listVolumes(JobContext());
    if (!containers || !volumes)
        left.append(QStringLiteral("the engine cannot be asked"));
    for (const docker::ContainerSummary &one : containers.value_or(QList<docker::ContainerSummary>())) {
        if (!isForeign(one.labels))
            left.append(QStringLiteral("container ") + one.name);
    }
    for (const docker::Volume &one : volumes.value_or(QList<docker::Volume>())) {
        if (one.labels.contains(label) && !isForeign(one.labels))
            left.append(QStringLiteral("volume ") + one.name);
    }
    for (const QString &name : QDir(path(QStringLiteral("run"))).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (name != QLatin1String("quarterdeck")) // locks
            left.append(QStringLiteral("in the runtime folder: ") + name);
    }
    for (const QString &name : QDir(setsFolder() + QLatin1String("/.partial")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        left.append(QStringLiteral("half a set: ") + name);
    for (const char *home : {"state", "config", "data", "stack"}) {
        QDirIterator it(path(QLatin1String(home)), {QStringLiteral("*.qd-*")}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext())
            left.append(QStringLiteral("temporary file ") + it.next());
    }
    const QString databases = sql(QStringLiteral(
        "select datname from pg_database where datname ~ '_restore_[0-9]+|_look_[0-9]+' or not datallowconn and datname <> 'template0'"));
    if (!databases.isEmpty())
        left.append(QStringLiteral("databases ") + databases);
    const QString data = inData(QStringLiteral("ls -A | grep -e '^.restore-new-' -e '^.before-restore-.*part$' || true"));
    if (!data.isEmpty())
        left.append(QStringLiteral("in n8n's data folder: ") + data);
    const QString keys = redis({QStringLiteral("KEYS"), QStringLiteral("quarterdeck:*")});
    if (!keys.isEmpty())
        left.append(QStringLiteral("in Redis: ") + keys);
    return left;
}

QStringList RestoreBench::unlike(const ControlRun::Ended &ended, const QString &kind, const QString &before)
{
    QStringList wrong = FaultBench::unclear(ended.error());
    if (ended.exitCode != 1)
        wrong.append(QStringLiteral("exit code %1").arg(ended.exitCode));
    if (ended.error().value(QLatin1String("kind")).toString() != kind)
        wrong.append(QStringLiteral("kind is not ") + kind);
    if (ended.told.contains(QLatin1String("Could not be taken back")))
        wrong.append(QStringLiteral("not taken back"));
    wrong += changes(before);
    wrong += leftovers();
    if (!wrong.isEmpty())
        wrong.append(QString::fromUtf8(ended.all()));
    return wrong;
}

QString RestoreBench::unfinished() const
{
    QStringList states;
    for (const QJsonValue &one : run({QStringLiteral("restore"), QStringLiteral("list")}).json.value(QLatin1String("restores")).toArray())
        states.append(one.toObject().value(QLatin1String("state")).toString());
    return states.join(QLatin1Char(','));
}

QString RestoreBench::others()
{
    const QString filter = QLatin1String("label=com.docker.compose.project=") + realStackName();
    QStringList all;
    const QStringList ids
        = said(docker(list({"ps", "--all", "--quiet", "--no-trunc", "--filter"}) << filter)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    all.append(said(docker(
        list({"inspect", "--format",
              "{{$id := .Id}}{{println $id .Name .State.StartedAt .RestartCount}}{{range .Mounts}}{{println $id .Source .Destination .RW}}{{end}}"})
        << ids)));
    all.append(said(docker(list({"volume", "ls", "--quiet", "--filter"}) << filter)));
    const QString postgres = said(docker(list({"ps", "--quiet", "--filter", "label=com.docker.compose.service=postgres", "--filter"}) << filter));
    // Times of statistics and the like change by themselves; these do not unless somebody works with n8n.
    all.append(said(docker(list({"exec"}) << postgres << list({"psql", "-XAt", "-U", "postgres", "-d", "n8n", "-c"})
                                          << QStringLiteral("select datname, datallowconn from pg_database where datname !~ '_[0-9]{8}_' order by 1; "
                                                            "select md5(string_agg(w::text, ',' order by id)) from workflow_entity w; "
                                                            "select md5(string_agg(c::text, ',' order by id)) from credentials_entity c; "
                                                            "select string_agg(rolname, ',' order by 1) from pg_roles"))));
    all.append(photograph(realStackFolder()));
    // The engine tells mounts in any order.
    QStringList lines = all.join(QLatin1Char('\n')).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.sort();
    return lines.join(QLatin1Char('\n'));
}

} // namespace quarterdeck::test
