// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../faults/backup/controlrun.h"
#include "../support/testcontainer.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "backup/restore/operations.h"
#include "backup/settings.h"
#include "foundation/atomicfile.h"
#include "stack/dotenv.h"
#include "stack/n8nrest.h"
#include "stack/sandbox.h"
#include "stack/sandboxseed.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace std::chrono_literals;
using quarterdeck::test::ControlRun;

/// Drives quarterdeckctl against a stack of the test's own, as a person would
/// at night: the database is lost, a set is there. The tests build upon each other, in order.
class TestRestoreUndo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aPlanWritesNothing();
    void lostTablesComeBackInQuarantine();
    void releasedN8nWorksAgain();
    void rolledBackIsAsBefore();
    void aKilledRestoreIsTakenBack_data();
    void aKilledRestoreIsTakenBack();
    void aKilledRestoreIsGoneOnWith();
    void aWrongKeyIsRefusedBeforeAnythingIsTouched();
    void aDamagedSetIsRefused();
    void lookingInsideChangesNothing();
    void aBareDumpIsRestored();
    void whatScriptsMadeOfQueueAndSettingsIsRestored();
    void aSetWithoutAQueueReplaysNone();
    void projectFilesComeBackAndUpChangesNothing();
    void aRehearsalLeavesNothing();
    void othersAreUntouched();

private:
    [[nodiscard]] ControlRun::Ended control(const QStringList &arguments) { return ControlRun::whole(with(arguments), m_environment); }
    [[nodiscard]] QStringList with(const QStringList &arguments) const { return arguments + QStringList{QStringLiteral("--stack"), m_options.name}; }
    [[nodiscard]] Result<void> run(const QList<Step> &plan)
    {
        JobContext context({}, ProgressSink::null(), QDeadlineTimer(5min));
        return runPlan(plan, context).result;
    }
    [[nodiscard]] QString sql(const QString &statement, const QString &database = QStringLiteral("n8n")) const
    {
        return test::docker({QStringLiteral("exec"), m_options.name + QLatin1String("-postgres-1"), QStringLiteral("sh"), QStringLiteral("-c"),
                             QStringLiteral("psql -U \"$POSTGRES_USER\" -d \"$1\" -Atc \"$0\" 2>&1"), statement, database})
            .value_or(QStringLiteral("failed"))
            .trimmed();
    }
    [[nodiscard]] QString inData(const QString &script) const
    {
        return test::docker({QStringLiteral("exec"), m_options.name + QLatin1String("-n8n-1"), QStringLiteral("sh"), QStringLiteral("-c"), script})
            .value_or(QStringLiteral("failed"))
            .trimmed();
    }
    /// What a person would miss, had it changed.
    [[nodiscard]] QString fingerprint() const
    {
        return sql(QStringLiteral("select string_agg(name || active, ',' order by name) from workflow_entity"))
            + sql(QStringLiteral("select count(*), max(id) from execution_entity")) + sql(QStringLiteral("select md5(data) from credentials_entity"))
            + sql(QStringLiteral("select string_agg(datname, ',' order by datname) from pg_database where datname not like '%_prev_%'"))
            + inData(QStringLiteral("cat ~/.n8n/config ~/.n8n/marker; ls ~/.n8n | grep -v -e n8nEventLog -e crash.journal"));
    }
    [[nodiscard]] int hook(std::chrono::seconds patience = 30s)
    {
        n8n::HttpRequest request;
        request.host = QStringLiteral("127.0.0.1");
        request.port = m_options.n8nPort;
        request.method = "POST";
        request.target = QByteArray("/webhook/") + stack::seedEchoPath;
        request.headers.insert(QStringLiteral("Content-Type"), "application/json");
        request.body = R"({"greeting":"again"})";
        return n8n.request(JobContext().withTimeout(patience), request).value_or(n8n::HttpAnswer()).status;
    }
    [[nodiscard]] QString unfinished()
    {
        QStringList states;
        for (const QJsonValue &one : control({QStringLiteral("restore"), QStringLiteral("list")}).json.value(QLatin1String("restores")).toArray())
            states.append(one.toObject().value(QLatin1String("state")).toString());
        return states.join(QLatin1Char(','));
    }
    [[nodiscard]] QStringList restoreOf(const QString &set, const QStringList &more = {}) const
    {
        return QStringList{QStringLiteral("restore"), QStringLiteral("run"), set, QStringLiteral("--yes"), QStringLiteral("--no-safety-backup")}
        + more;
    }
    [[nodiscard]] QStringList restore(const QStringList &more = {}) const { return restoreOf(m_set, more); }
    [[nodiscard]] QString container(const char *service) const
    {
        return m_options.name + QLatin1Char('-') + QLatin1String(service) + QLatin1String("-1");
    }
    /// What a command in a container writes, into a file of ours. @return its path; empty when that failed
    [[nodiscard]] QString fileFrom(const char *service, const QString &command, const QString &name) const
    {
        const Result<QString> bytes = test::docker({QStringLiteral("exec"), container(service), QStringLiteral("sh"), QStringLiteral("-c"),
                                                    command + QLatin1String(" | base64 | tr -d '\\n'")});
        const QString path = m_root.filePath(name);
        return bytes && writeFileAtomically(path, QByteArray::fromBase64(bytes->toLatin1())) ? path : QString();
    }
    [[nodiscard]] QString dumpByScript(const QString &time) const
    {
        return fileFrom("postgres", QStringLiteral("pg_dump -U \"$POSTGRES_USER\" --no-owner --no-privileges n8n | gzip"),
                        QStringLiteral("n8n_%1.sql.gz").arg(time));
    }
    [[nodiscard]] QString waiting() const
    {
        return test::docker({QStringLiteral("exec"), container("redis"), QStringLiteral("redis-cli"), QStringLiteral("LLEN"),
                             QStringLiteral("bull:jobs:wait")})
            .value_or(QStringLiteral("failed"))
            .trimmed();
    }
    /// Whether the database that m_kept names is there, and n8n's data folder that was replaced with it.
    [[nodiscard]] QString kept() const
    {
        return sql(QStringLiteral("select count(*) from pg_database where datname = '%1'").arg(m_kept), QStringLiteral("template1"))
            + inData(QStringLiteral("[ -d ~/.n8n/.before-restore-%1 ] && echo ' and a folder' || echo ' and no folder'")
                         .arg(m_kept.section(QStringLiteral("_prev_"), 1)))
                  .prepend(QLatin1Char(' '));
    }
    /// Every container (with the time of its start) of the other stack.
    [[nodiscard]] QStringList others() const
    {
        QStringList lines = test::docker({QStringLiteral("ps"), QStringLiteral("-a"), QStringLiteral("--no-trunc"), QStringLiteral("--format"),
                                          QStringLiteral("{{.ID}} {{.CreatedAt}} {{.Mounts}}"), QStringLiteral("--filter"),
                                          QStringLiteral("label=com.docker.compose.project=%1").arg(test::realStackName())})
                                .value_or(QStringLiteral("failed"))
                                .split(QLatin1Char('\n'));
        // The engine tells mounts in any order.
        for (QString &line : lines) {
            QStringList mounts = line.section(QLatin1Char(' '), -1).split(QLatin1Char(','));
            mounts.sort();
            line = line.section(QLatin1Char(' '), 0, -2) + QLatin1Char(' ') + mounts.join(QLatin1Char(','));
        }
        lines.sort();
        return lines;
    }

    QTemporaryDir m_root;
    QMap<QString, QString> m_environment;
    stack::SandboxOptions m_options;
    docker::Client docker;
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    n8n::N8nHttp n8n;
    postgres::LibpqPort postgres;
    stack::Sandbox sandbox{docker, compose, process, n8n, postgres};
    QString m_sets;
    QString m_set;
    QString m_before;
    QString m_kept; ///< the database that a restore replaced
    QStringList m_others;
};

void TestRestoreUndo::initTestCase()
{
    QD_NEED_ENGINE();
    m_others = others();
    m_environment = {{QStringLiteral("XDG_STATE_HOME"), m_root.filePath(QStringLiteral("state"))},
                     {QStringLiteral("XDG_CONFIG_HOME"), m_root.filePath(QStringLiteral("config"))},
                     {QStringLiteral("XDG_DATA_HOME"), m_root.filePath(QStringLiteral("data"))}};
    m_options.name = QStringLiteral("qd-undo-%1").arg(QCoreApplication::applicationPid());
    m_options.folder = m_root.filePath(QStringLiteral("stack"));
    m_options.workers = 1;
    m_options.n8nPort = 27130;
    m_options.postgresPort = 27131;
    m_options.redisPort = 27132;
    QD_VERIFY(run(sandbox.upPlan(m_options)));
    QD_VERIFY(run(sandbox.seedPlan(m_options, 200)));
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 15'000);
    const ControlRun::Ended made = control({QStringLiteral("backup"), QStringLiteral("create")});
    QVERIFY2(made.exitCode == 0 || made.exitCode == 2, made.all().constData());
    m_set = made.json.value(QLatin1String("set")).toString();
    if (m_set.isEmpty())
        m_set = made.json.value(QLatin1String("id")).toString();
    QVERIFY2(!m_set.isEmpty(), QJsonDocument(made.json).toJson().constData());
    m_sets = m_root.filePath(QStringLiteral("data/quarterdeck/backups"));
    QVERIFY2(QFile::exists(m_sets + QLatin1Char('/') + m_set), qPrintable(m_sets));
    QVERIFY(inData(QStringLiteral("echo mine > ~/.n8n/marker")).isEmpty());
    m_before = fingerprint();
    QVERIFY2(m_before.contains(QLatin1String("mine")), qPrintable(m_before));
    const QJsonObject status = control({QStringLiteral("status")}).json;
    QVERIFY2(status.value(QLatin1String("lastProvenBackup")).isString(), QJsonDocument(status).toJson().constData());
}

void TestRestoreUndo::cleanupTestCase()
{
    if (!m_options.folder.isEmpty())
        QD_VERIFY(run({sandbox.downPlan(m_options, true).first()}));
}

void TestRestoreUndo::aPlanWritesNothing()
{
    const ControlRun::Ended plan = control({QStringLiteral("restore"), QStringLiteral("plan"), m_set});
    QVERIFY2(plan.exitCode == 0, plan.all().constData());
    QVERIFY(plan.json.value(QLatin1String("possible")).toBool());
    QVERIFY(plan.json.value(QLatin1String("steps")).toArray().size() > 10);
    QVERIFY(plan.json.value(QLatin1String("checks")).toArray().size() >= 8);
    QCOMPARE(fingerprint(), m_before);
    QCOMPARE(unfinished(), QString());
}

void TestRestoreUndo::lostTablesComeBackInQuarantine()
{
    QVERIFY(sql(QStringLiteral("drop table execution_data cascade; delete from credentials_entity; update workflow_entity set name = 'spoilt'"))
                .startsWith(QLatin1String("DROP TABLE")));
    // With a safety backup this time, as it is without being asked for.
    QStringList arguments = restore();
    arguments.removeAll(QStringLiteral("--no-safety-backup"));
    const ControlRun::Ended ended = control(arguments);
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    QVERIFY(ended.json.value(QLatin1String("tables")).toInt() > 50);
    QCOMPARE(ended.json.value(QLatin1String("keyFit")).toString(), QStringLiteral("fits"));
    QVERIFY(ended.json.value(QLatin1String("quarantined")).toBool());
    const QString safety = ended.json.value(QLatin1String("safetySet")).toString();
    QVERIFY2(QFile::exists(m_sets + QLatin1Char('/') + safety + QLatin1String("/manifest.json")), qPrintable(safety));
    const qint64 cutOver = ended.json.value(QLatin1String("cutOverMs")).toInteger();
    qInfo("cut-over in %lld ms", static_cast<long long>(cutOver));
    QVERIFY2(cutOver >= 0 && cutOver < 1000, qPrintable(QString::number(cutOver)));
    QCOMPARE(sql(QStringLiteral("select count(*) from workflow_entity where name = 'spoilt'")), QStringLiteral("0"));
    QCOMPARE(sql(QStringLiteral("select count(*) from workflow_entity where active")), QStringLiteral("0"));
    QCOMPARE(inData(QStringLiteral("stat -c '%a %U' ~/.n8n/config")), QStringLiteral("600 node"));
    QCOMPARE(hook(), 404);
    QCOMPARE(unfinished(), QStringLiteral("quarantine"));
    m_kept = ended.json.value(QLatin1String("oldDatabase")).toString();
    QVERIFY(!m_kept.isEmpty());
}

void TestRestoreUndo::releasedN8nWorksAgain()
{
    const ControlRun::Ended ended = control({QStringLiteral("restore"), QStringLiteral("release")});
    QVERIFY2(ended.exitCode == 0, ended.all().constData());
    QCOMPARE(unfinished(), QString());
    QFile owner(m_options.folder + QLatin1String("/owner.json"));
    QVERIFY(owner.open(QIODevice::ReadOnly));
    const QJsonObject login = QJsonDocument::fromJson(owner.readAll()).object();
    stack::N8nRest rest(n8n, QStringLiteral("127.0.0.1"), m_options.n8nPort);
    QD_VERIFY(rest.becomeOwner({}, {login.value(QLatin1String("email")).toString(), Secret(login.value(QLatin1String("password")).toString())}));
    const Result<QJsonValue> credentials = rest.get({}, "/rest/credentials");
    QD_VERIFY(credentials);
    const QString id = credentials->toArray().first().toObject().value(QLatin1String("id")).toString();
    // n8n itself decrypts it.
    const Result<QJsonValue> opened = rest.get({}, "/rest/credentials/" + id.toUtf8() + "?includeData=true");
    QD_VERIFY(opened);
    QVERIFY(!opened->toObject().value(QLatin1String("data")).toObject().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
    const Result<QString> worker = test::docker({QStringLiteral("logs"), m_options.name + QLatin1String("-n8n-worker-1")});
    QD_VERIFY(worker);
    QVERIFY2(worker->contains(QLatin1String("finished execution")), qPrintable(worker->right(2000)));
    QCOMPARE(kept(), QStringLiteral("1 and a folder"));
}

void TestRestoreUndo::rolledBackIsAsBefore()
{
    QVERIFY(inData(QStringLiteral("echo mine > ~/.n8n/marker")).isEmpty());
    QVERIFY(sql(QStringLiteral("update workflow_entity set name = name || ' of mine'")).startsWith(QLatin1String("UPDATE")));
    m_before = fingerprint();
    const ControlRun::Ended ended = control(restore());
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    QVERIFY(fingerprint() != m_before);
    const ControlRun::Ended back = control({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")});
    QVERIFY2(back.exitCode == 0, back.all().constData());
    const qint64 cutOver = back.json.value(QLatin1String("cutOverMs")).toInteger(-1);
    qInfo("rolled back in %lld ms", static_cast<long long>(cutOver));
    QVERIFY2(cutOver >= 0 && cutOver < 1000, qPrintable(QString::number(cutOver)));
    QCOMPARE(fingerprint(), m_before);
    QCOMPARE(unfinished(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
}

void TestRestoreUndo::aKilledRestoreIsTakenBack_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("while it is staged") << QStringLiteral("Restore into a new database, beside the one in use");
    // The engine goes on with a stop that nobody waits for any more: a worker that still runs now is gone in a moment.
    QTest::newRow("while a worker ends") << QStringLiteral("Stopping %1-n8n-worker-1, with up to 1 min 15 s to finish.").arg(m_options.name);
    QTest::newRow("at the swap") << QStringLiteral("Swap the databases");
}

void TestRestoreUndo::aKilledRestoreIsTakenBack()
{
    QFETCH(QString, line);
    m_before = fingerprint();
    ControlRun run(with(restore()), m_environment);
    QVERIFY2(run.waitForLine(line), run.told().constData());
    run.kill();
    QCOMPARE(unfinished(), QStringLiteral("broken-off"));
    const ControlRun::Ended back = control({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")});
    QVERIFY2(back.exitCode == 0, back.all().constData());
    QCOMPARE(fingerprint(), m_before);
    QCOMPARE(unfinished(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
}

void TestRestoreUndo::aKilledRestoreIsGoneOnWith()
{
    {
        ControlRun run(with(restore({QStringLiteral("--no-quarantine")})), m_environment);
        QVERIFY2(run.waitForLine(QStringLiteral("Swap n8n's data folder")), run.told().constData());
        run.kill();
    }
    const ControlRun::Ended ended = control({QStringLiteral("restore"), QStringLiteral("resume")});
    QVERIFY2(ended.exitCode == 0, ended.all().constData());
    QCOMPARE(unfinished(), QString());
    QCOMPARE(sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
    QCOMPARE(inData(QStringLiteral("cat ~/.n8n/marker || echo none")), QStringLiteral("none"));
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
    QVERIFY(inData(QStringLiteral("echo mine > ~/.n8n/marker")).isEmpty());
    m_before = fingerprint();
}

void TestRestoreUndo::aWrongKeyIsRefusedBeforeAnythingIsTouched()
{
    m_before = fingerprint();
    // Nothing comes by standard input: no key was given.
    const ControlRun::Ended ended = control(restore({QStringLiteral("--key"), QStringLiteral("given")}));
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.error().value(QLatin1String("kind")).toString() == QLatin1String("auth"), ended.all().constData());
    QCOMPARE(fingerprint(), m_before);
    QCOMPARE(unfinished(), QString());
    // Neither could n8n start with a key of which its data folder says another.
    const QString folder = m_root.filePath(QStringLiteral("other"));
    QVERIFY(QDir().mkpath(folder));
    QD_VERIFY(writeFileAtomically(folder + QLatin1String("/env_20260102_030405.backup"), "N8N_ENCRYPTION_KEY=one of another time\n"));
    const ControlRun::Ended apart
        = control(restoreOf(folder + QLatin1String("/env_20260102_030405.backup"),
                            {QStringLiteral("--only"), QStringLiteral("env"), QStringLiteral("--key"), QStringLiteral("set")}));
    QCOMPARE(apart.exitCode, 1);
    QVERIFY2(apart.error().value(QLatin1String("kind")).toString() == QLatin1String("auth"), apart.all().constData());
    QCOMPARE(fingerprint(), m_before);
    QCOMPARE(unfinished(), QString());
}

void TestRestoreUndo::aDamagedSetIsRefused()
{
    const QString folder = m_sets + QLatin1Char('/') + m_set;
    QFile file(folder + QLatin1String("/postgres.dump.zst"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    char byte = 0;
    QVERIFY(file.getChar(&byte));
    const auto put = [&file](char c) {
        file.seek(file.size() / 2);
        file.putChar(c);
        file.flush();
    };
    put(static_cast<char>(byte ^ 1));
    const ControlRun::Ended ended = control(restore());
    put(byte);
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.error().value(QLatin1String("kind")).toString() == QLatin1String("corrupt"), ended.all().constData());
    QCOMPARE(fingerprint(), m_before);
}

void TestRestoreUndo::lookingInsideChangesNothing()
{
    const ControlRun::Ended ended = control(restore({QStringLiteral("--into"), QStringLiteral("n8n_look")}));
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    QCOMPARE(ended.json.value(QLatin1String("sideDatabase")).toString(), QStringLiteral("n8n_look"));
    QCOMPARE(sql(QStringLiteral("select count(*) from workflow_entity where active"), QStringLiteral("n8n_look")), QStringLiteral("2"));
    QVERIFY(sql(QStringLiteral("drop database n8n_look"), QStringLiteral("template1")).startsWith(QLatin1String("DROP")));
    QCOMPARE(fingerprint(), m_before);
}

void TestRestoreUndo::aBareDumpIsRestored()
{
    m_before = fingerprint();
    const QString dump = dumpByScript(QStringLiteral("20260102_030405"));
    QVERIFY(!dump.isEmpty());
    // The data folder that the same script has packed is restored with it.
    QVERIFY(!fileFrom("n8n", QStringLiteral("tar -C ~/.n8n -czf - . 2>/dev/null"), QStringLiteral("n8n_data_20260102_030405.tar.gz")).isEmpty());
    QVERIFY(sql(QStringLiteral("update workflow_entity set name = 'spoilt'")).startsWith(QLatin1String("UPDATE")));
    QVERIFY(inData(QStringLiteral("echo spoilt > ~/.n8n/marker")).isEmpty());
    const ControlRun::Ended ended = control(restoreOf(dump, {QStringLiteral("--no-quarantine"), QStringLiteral("--keep-days"), QStringLiteral("0")}));
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    m_kept = ended.json.value(QLatin1String("oldDatabase")).toString();
    QVERIFY(!m_kept.isEmpty());
    // To be kept for no day: it went with the end of the restore.
    QCOMPARE(kept(), QStringLiteral("0 and no folder"));
    QCOMPARE(fingerprint(), m_before);
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
    m_before = fingerprint();
}

/// Database, settings and queue, as the scripts wrote them while a job waited; the settings with another key.
void TestRestoreUndo::whatScriptsMadeOfQueueAndSettingsIsRestored()
{
    const QString path = m_options.folder + QLatin1String("/.env");
    Result<stack::DotEnv> now = stack::DotEnv::load(path);
    QD_VERIFY(now);
    const QByteArray settings = now->bytes();
    QD_VERIFY(test::docker({QStringLiteral("stop"), container("n8n-worker")}));
    QVERIFY(hook(2s) != 200);
    const QString one = sql(QStringLiteral("select id from execution_entity where status = 'new'"));
    QVERIFY2(one.toLongLong() > 0, qPrintable(one));
    QCOMPARE(waiting(), QStringLiteral("1"));
    const QString time = QStringLiteral("20260203_030405");
    const QString dump = dumpByScript(time);
    QVERIFY(!dump.isEmpty());
    QVERIFY(!fileFrom("redis", QStringLiteral("{ redis-cli SAVE > /dev/null; gzip -c /data/dump.rdb; }"), QStringLiteral("dump_%1.rdb.gz").arg(time))
                 .isEmpty());
    now->setValue(QStringLiteral("GENERIC_TIMEZONE"), QStringLiteral("Europe/Rome"));
    now->setValue(QStringLiteral("COMPOSE_PROJECT_NAME"), QStringLiteral("somebody-elses"));
    // Also of servers, which stay and know no others.
    const QStringList secrets = {QStringLiteral("N8N_ENCRYPTION_KEY"), QStringLiteral("N8N_DB_PASSWORD"), QStringLiteral("POSTGRES_PASSWORD"),
                                 QStringLiteral("REDIS_PASSWORD")};
    QMap<QString, QString> inForce;
    for (const QString &name : secrets) {
        inForce.insert(name, now->value(name).value_or(QString()));
        QVERIFY2(!inForce.value(name).isEmpty(), qPrintable(name));
        now->setValue(name, QStringLiteral("one of another time"));
    }
    QD_VERIFY(writeFileAtomically(m_root.filePath(QStringLiteral("env_%1.backup").arg(time)), now->bytes()));
    QD_VERIFY(test::docker({QStringLiteral("start"), container("n8n-worker")}));
    const QString status = QStringLiteral("select status from execution_entity where id = %1").arg(one);
    QTRY_COMPARE_WITH_TIMEOUT(sql(status), QStringLiteral("success"), 90'000);
    m_before = fingerprint();

    const ControlRun::Ended ended
        = control(restoreOf(dump, {QStringLiteral("--only"), QStringLiteral("postgres,env"), QStringLiteral("--replay-queue")}));
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    QCOMPARE(ended.json.value(QLatin1String("keyFit")).toString(), QStringLiteral("fits"));
    const Result<stack::DotEnv> then = stack::DotEnv::load(path);
    QD_VERIFY(then);
    QCOMPARE(then->value(QStringLiteral("GENERIC_TIMEZONE")).value_or(QString()), QStringLiteral("Europe/Rome"));
    for (const QString &name : secrets)
        QVERIFY2(then->value(name) == inForce.value(name), qPrintable(name));
    QCOMPARE(then->value(QStringLiteral("COMPOSE_PROJECT_NAME")).value_or(QString()), m_options.name);
    for (const QFileInfo &file : QDir(m_options.folder).entryInfoList({QStringLiteral(".env*")}, QDir::Files | QDir::Hidden)) {
        QVERIFY2(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)), qPrintable(file.fileName()));
    }
    QCOMPARE(inData(QStringLiteral("echo $GENERIC_TIMEZONE")), QStringLiteral("Europe/Rome"));
    QCOMPARE(waiting(), QStringLiteral("1"));
    QCOMPARE(sql(status), QStringLiteral("new"));
    const ControlRun::Ended back = control({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")});
    QVERIFY2(back.exitCode == 0, back.all().constData());
    QCOMPARE(readWholeFile(path).value_or(QByteArray()), settings);
    QCOMPARE(waiting(), QStringLiteral("0"));
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);

    // And once more, for good: the job runs again.
    const ControlRun::Ended again = control(
        restoreOf(dump, {QStringLiteral("--only"), QStringLiteral("postgres"), QStringLiteral("--replay-queue"), QStringLiteral("--no-quarantine")}));
    QVERIFY2(again.exitCode == 0 || again.exitCode == 2, again.all().constData());
    QTRY_COMPARE_WITH_TIMEOUT(sql(status), QStringLiteral("success"), 90'000);
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
    m_before = fingerprint();
}

void TestRestoreUndo::aSetWithoutAQueueReplaysNone()
{
    const QString dump = dumpByScript(QStringLiteral("20260304_030405"));
    QVERIFY(!dump.isEmpty());
    const ControlRun::Ended ended = control(restoreOf(dump, {QStringLiteral("--replay-queue")}));
    QCOMPARE(ended.exitCode, 1);
    QVERIFY2(ended.error().value(QLatin1String("kind")).toString() == QLatin1String("not-found"), ended.all().constData());
    QCOMPARE(fingerprint(), m_before);
}

void TestRestoreUndo::projectFilesComeBackAndUpChangesNothing()
{
    const QString path = m_options.folder + QLatin1String("/.env");
    const auto read = [&path] { return readWholeFile(path).value_or(QByteArray("unreadable")); };
    const auto containers = [this] {
        return test::docker({QStringLiteral("ps"), QStringLiteral("-a"), QStringLiteral("--no-trunc"), QStringLiteral("--format"),
                             QStringLiteral("{{.Names}} {{.ID}}"), QStringLiteral("--filter"),
                             QStringLiteral("label=com.docker.compose.project=%1").arg(m_options.name)})
            .value_or(QStringLiteral("failed"));
    };
    const QByteArray before = read();
    QByteArray spoilt = before;
    QVERIFY(spoilt.replace("GENERIC_TIMEZONE=UTC", "GENERIC_TIMEZONE=Europe/Paris") != before);
    QD_VERIFY(writeFileAtomically(path, spoilt));
    compose::Project project;
    project.name = m_options.name;
    project.workingDir = m_options.folder;
    project.configFiles = {m_options.folder + QLatin1String("/compose.yaml")};
    QD_VERIFY(compose.up(JobContext().withTimeout(5min), project, {}));
    QCOMPARE(inData(QStringLiteral("echo $GENERIC_TIMEZONE")), QStringLiteral("Europe/Paris"));

    const ControlRun::Ended ended = control(restore({QStringLiteral("--no-quarantine"), QStringLiteral("--only"), QStringLiteral("env,compose")}));
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    QCOMPARE(read(), before);
    QCOMPARE(inData(QStringLiteral("echo $GENERIC_TIMEZONE")), QStringLiteral("UTC"));
    // What runs in n8n would be broken off by being made anew once more.
    const QString restored = containers();
    QVERIFY2(restored.count(QLatin1Char('\n')) >= 3, qPrintable(restored));
    QD_VERIFY(compose.up(JobContext().withTimeout(5min), project, {}));
    QCOMPARE(containers(), restored);
    QTRY_COMPARE_WITH_TIMEOUT(hook(), 200, 60'000);
    m_before = fingerprint();
}

void TestRestoreUndo::aRehearsalLeavesNothing()
{
    const ControlRun::Ended ended = control(restore({QStringLiteral("--rehearse")}));
    QVERIFY2(ended.exitCode == 0 || ended.exitCode == 2, ended.all().constData());
    qInfo("rehearsed in %lld ms", static_cast<long long>(ended.json.value(QLatin1String("tookMs")).toInteger()));
    QVERIFY(ended.json.value(QLatin1String("tookMs")).toInteger() < 180'000);
    QCOMPARE(ended.json.value(QLatin1String("keyFit")).toString(), QStringLiteral("fits"));
    for (const QStringList &list : {QStringList{QStringLiteral("ps"), QStringLiteral("-a"), QStringLiteral("--format"), QStringLiteral("{{.Names}}")},
                                    QStringList{QStringLiteral("volume"), QStringLiteral("ls"), QStringLiteral("-q")}})
        QVERIFY(!test::docker(list).value_or(QStringLiteral("rehearsal")).contains(QLatin1String("rehearsal")));
    QCOMPARE(fingerprint(), m_before);
}

void TestRestoreUndo::othersAreUntouched()
{
    QCOMPARE(others(), m_others);
}

QTEST_GUILESS_MAIN(TestRestoreUndo)
#include "tst_restoreundo.moc"
