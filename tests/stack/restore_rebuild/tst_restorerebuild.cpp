// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/testcontainer.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "backup/restore/rebuild.h"
#include "backup/restore/rebuildchecks.h"
#include "stack/discovery.h"
#include "stack/n8nrest.h"
#include "stack/sandbox.h"
#include "stack/sandboxseed.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QUrl>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::restore;
using namespace std::chrono_literals;

namespace {

/// Cancels when a step begins.
class Listener final : public ProgressSink
{
public:
    QStringList lines;
    QString cancelAt;
    std::stop_source stop;

    void stepStarted(const QString &id, const QString &) override
    {
        if (id == cancelAt)
            stop.request_stop();
    }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }
};

} // namespace

/// A stack of the test's own: backed up, destroyed, rebuilt, and asked whether
/// it is what it was. The tests build upon each other, in order.
class TestRestoreRebuild final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aWorkflowComesOutAsN8nExportsIt();
    void aCredentialComesOutAsN8nExportsIt();
    void aCloneStandsBesideTheStackUntilItIsRemoved();
    void aStandingStackIsNeverRebuilt();
    void aCancelledRebuildLeavesNothing();
    void aDeletedStackComesBack();
    void othersAreUntouched();

private:
    [[nodiscard]] Result<void> run(const QList<Step> &plan)
    {
        JobContext context({}, m_listener, QDeadlineTimer(5min));
        return runPlan(plan, context).result;
    }
    [[nodiscard]] backup::Neighbours neighbours() { return {docker, postgres, redis, process, m_clock}; }
    [[nodiscard]] Request request() const
    {
        Request request;
        request.scenario = Scenario::Rebuild;
        request.set = m_set;
        request.quarantine = false;
        return request;
    }
    [[nodiscard]] backup::Recording recording() const { return {m_root.filePath(QStringLiteral("history.sqlite")), QStringLiteral("manual")}; }
    [[nodiscard]] QMap<QString, QString> verdicts()
    {
        QMap<QString, QString> found;
        for (const backup::PreflightCheck &check : rebuildChecks({}, neighbours(), compose, request()).value_or(QList<backup::PreflightCheck>())) {
            if (check.verdict == backup::PreflightCheck::Verdict::Failed)
                found.insert(check.id, check.text);
        }
        return found;
    }
    /// Every container (with the time of its start), volume and network that is not ours.
    [[nodiscard]] QStringList others() const
    {
        const QString format = QStringLiteral("{{.Id}} {{.Name}} {{.State.StartedAt}} {{.RestartCount}}");
        const QString ids = test::docker({QStringLiteral("ps"), QStringLiteral("-aq"), QStringLiteral("--filter"),
                                          QStringLiteral("label=com.docker.compose.project=%1").arg(test::realStackName())})
                                .value_or(QString());
        QStringList all;
        for (const QString &id : ids.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            all.append(test::docker({QStringLiteral("inspect"), QStringLiteral("--format"), format, id}).value_or(QStringLiteral("gone")));
        all.append(test::docker({QStringLiteral("volume"), QStringLiteral("ls"), QStringLiteral("-q"), QStringLiteral("--filter"),
                                 QStringLiteral("label=com.docker.compose.project=%1").arg(test::realStackName())})
                       .value_or(QString()));
        all.sort();
        return all;
    }
    /// What there is under our project's name.
    [[nodiscard]] QString ours() const
    {
        const QString filter = QLatin1String("label=com.docker.compose.project=") + m_options.name;
        QString all;
        for (const QStringList &list : {QStringList{QStringLiteral("ps"), QStringLiteral("-aq")},
                                        QStringList{QStringLiteral("volume"), QStringLiteral("ls"), QStringLiteral("-q")},
                                        QStringList{QStringLiteral("network"), QStringLiteral("ls"), QStringLiteral("-q")}})
            all += test::docker(list + QStringList{QStringLiteral("--filter"), filter}).value_or(QStringLiteral("failed"));
        return all;
    }
    /// Path, mode and contents of every file of the project but the sandbox's own notes.
    [[nodiscard]] QMap<QString, QByteArray> projectFiles() const
    {
        QMap<QString, QByteArray> all;
        QDirIterator files(m_options.folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            struct stat status = {};
            if (::stat(QFile::encodeName(file.fileName()).constData(), &status) == 0 && file.open(QIODevice::ReadOnly))
                all.insert(file.fileName(), QByteArray::number(status.st_mode, 8) + ' ' + file.readAll());
        }
        return all;
    }

    QTemporaryDir m_root;
    Listener m_listener;
    SystemClock m_clock;
    stack::SandboxOptions m_options;
    docker::Client docker;
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    n8n::N8nHttp n8n;
    postgres::LibpqPort postgres;
    redis::HiredisPort redis;
    stack::Sandbox sandbox{docker, compose, process, n8n, postgres};
    stack::N8nRest::Owner m_owner;
    backup::BackupSet m_set;
    QStringList m_others;
    QMap<QString, QByteArray> m_files;
};

void TestRestoreRebuild::initTestCase()
{
    QD_NEED_ENGINE();
    m_others = others();
    m_options.name = QStringLiteral("qd-rebuild-%1").arg(QCoreApplication::applicationPid());
    m_options.folder = m_root.filePath(QStringLiteral("stack"));
    m_options.workers = 1;
    m_options.n8nPort = 27120;
    m_options.postgresPort = 27121;
    m_options.redisPort = 27122;
    QD_VERIFY(run(sandbox.upPlan(m_options)));
    QD_VERIFY(run(sandbox.seedPlan(m_options, 200)));
    QFile owner(m_options.folder + QLatin1String("/owner.json"));
    QVERIFY(owner.open(QIODevice::ReadOnly));
    const QJsonObject login = QJsonDocument::fromJson(owner.readAll()).object();
    m_owner = {login.value(QLatin1String("email")).toString(), Secret(login.value(QLatin1String("password")).toString())};

    const Result<stack::Stack> stack = stack::Discovery(docker, compose).read({}, m_options.name);
    QD_VERIFY(stack);
    backup::BackupSettings settings;
    settings.folder = m_root.filePath(QStringLiteral("sets"));
    settings.drillEvery = 0;
    backup::BackupReport report;
    QD_VERIFY(run(backup::createBackupPlan(neighbours(), *stack, settings, recording(), report)));
    const Result<backup::BackupSet> set = backup::Repository(settings.folder).find({}, report.setId);
    QD_VERIFY(set);
    m_set = *set;
    m_files = projectFiles();
}

void TestRestoreRebuild::cleanupTestCase()
{
    if (!m_options.folder.isEmpty())
        QD_VERIFY(run({sandbox.downPlan(m_options, true).first()}));
}

void TestRestoreRebuild::aWorkflowComesOutAsN8nExportsIt()
{
    const auto listed = listWorkflows({}, neighbours(), m_set, {});
    QD_VERIFY(listed);
    QCOMPARE(listed->size(), 2);
    QVERIFY(listed->first().active && listed->first().updated.isValid());
    const auto extracted = extractWorkflow({}, neighbours(), m_set, {}, listed->first().name);
    QD_VERIFY(extracted);
    // n8n's own word for it, from the running stack.
    const Result<QString> exported
        = test::docker({QStringLiteral("exec"), m_options.name + QLatin1String("-n8n-1"), QStringLiteral("sh"), QStringLiteral("-c"),
                        QStringLiteral("n8n export:workflow --id=\"$0\" --output=/tmp/w.json >/dev/null 2>&1 && cat /tmp/w.json && rm /tmp/w.json"),
                        listed->first().id});
    QD_VERIFY(exported);
    const QJsonArray wanted = QJsonDocument::fromJson(exported->toUtf8()).array();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(QJsonDocument::fromJson(*extracted).array(), wanted);
    QD_VERIFY_ERROR(extractWorkflow({}, neighbours(), m_set, {}, QStringLiteral("no such one")), ErrorKind::NotFound);
}

void TestRestoreRebuild::aCredentialComesOutAsN8nExportsIt()
{
    const auto listed = listCredentials({}, neighbours(), m_set, {});
    QD_VERIFY(listed);
    QCOMPARE(listed->size(), 1);
    QVERIFY(!listed->first().type.isEmpty() && listed->first().updated.isValid());
    const auto decrypted = extractCredential({}, neighbours(), m_set, {}, listed->first().name, CredentialForm::Decrypted);
    QD_VERIFY(decrypted);
    const Result<QString> exported
        = test::docker({QStringLiteral("exec"), m_options.name + QLatin1String("-n8n-1"), QStringLiteral("sh"), QStringLiteral("-c"),
                        QStringLiteral("n8n export:credentials --id=\"$0\" --decrypted --output=/tmp/c.json >/dev/null 2>&1 && cat /tmp/c.json && rm "
                                       "/tmp/c.json"),
                        listed->first().id});
    QD_VERIFY(exported);
    const QJsonArray wanted = QJsonDocument::fromJson(exported->toUtf8()).array();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(!wanted.first().toObject().value(QLatin1String("data")).toObject().isEmpty());
    QCOMPARE(QJsonDocument::fromJson(decrypted->expose()).array(), wanted);

    // As it is stored it is the same but for what is encrypted.
    const auto stored = extractCredential({}, neighbours(), m_set, {}, listed->first().id, CredentialForm::AsStored);
    QD_VERIFY(stored);
    QJsonObject row = QJsonDocument::fromJson(stored->expose()).array().first().toObject();
    QVERIFY(row.value(QLatin1String("data")).toString().size() > 20);
    row.insert(QStringLiteral("data"), wanted.first().toObject().value(QLatin1String("data")));
    QCOMPARE(row, wanted.first().toObject());
    QD_VERIFY_ERROR(extractCredential({}, neighbours(), m_set, {}, QStringLiteral("no such one"), CredentialForm::AsStored), ErrorKind::NotFound);
}

void TestRestoreRebuild::aCloneStandsBesideTheStackUntilItIsRemoved()
{
    const QString standing = ours();
    Request wanted = request();
    wanted.scenario = Scenario::LookInside;
    wanted.asClone = true;
    Report report;
    QD_VERIFY(run(restorePlan(neighbours(), compose, wanted, recording(), report)));
    QVERIFY(!report.quarantined);
    const QUrl url(report.cloneUrl);
    QVERIFY2(url.port() > 0 && url.port() != m_options.n8nPort, qPrintable(report.cloneUrl));
    QCOMPARE(report.keyFit, backup::KeyFit::Fits);
    // Another n8n, with the same owner and none of its workflows on.
    stack::N8nRest rest(n8n, QStringLiteral("127.0.0.1"), static_cast<quint16>(url.port()));
    QD_VERIFY(rest.becomeOwner({}, m_owner));
    const Result<QJsonValue> workflows = rest.get({}, "/rest/workflows");
    QD_VERIFY(workflows);
    QVERIFY(workflows->toArray().size() >= 2);
    for (const QJsonValue &workflow : workflows->toArray())
        QVERIFY(!workflow.toObject().value(QLatin1String("active")).toBool());
    QCOMPARE(ours(), standing);

    const auto mine = [&report](const QList<Unfinished> &all) {
        return std::find_if(all.cbegin(), all.cend(), [&report](const Unfinished &one) { return one.runId == report.runId; });
    };
    QList<Unfinished> all = unfinishedRestores().value_or(QList<Unfinished>());
    QVERIFY(mine(all) != all.cend());
    QVERIFY(mine(all)->asClone && mine(all)->ended);
    Report ignored;
    QD_VERIFY_ERROR(releasePlan(neighbours(), compose, report.runId, ignored), ErrorKind::Conflict);
    const Result<QList<Step>> removal = rollbackPlan(neighbours(), compose, report.runId, ignored);
    QD_VERIFY(removal);
    QD_VERIFY(run(*removal));
    const QString filter = QLatin1String("label=com.docker.compose.project=") + report.stackId;
    QCOMPARE(test::docker({QStringLiteral("ps"), QStringLiteral("-aq"), QStringLiteral("--filter"), filter}).value_or(QStringLiteral("failed")),
             QString());
    QCOMPARE(test::docker({QStringLiteral("volume"), QStringLiteral("ls"), QStringLiteral("-q"), QStringLiteral("--filter"), filter})
                 .value_or(QStringLiteral("failed")),
             QString());
    all = unfinishedRestores().value_or(QList<Unfinished>());
    QVERIFY(mine(all) == all.cend());
    QCOMPARE(ours(), standing);
}

void TestRestoreRebuild::aStandingStackIsNeverRebuilt()
{
    const QMap<QString, QString> failed = verdicts();
    QVERIFY2(failed.contains(QStringLiteral("folder")), "a full folder passed");
    QVERIFY2(failed.contains(QStringLiteral("project")), "a running project passed");
    QVERIFY2(failed.contains(QStringLiteral("ports")), "taken ports passed");
    Report report;
    const Result<void> result = run(rebuildPlan(neighbours(), compose, request(), recording(), report));
    QD_VERIFY_ERROR(result, ErrorKind::Conflict);
    QCOMPARE(projectFiles(), m_files);

    QD_VERIFY(run(sandbox.downPlan(m_options, true)));
    QCOMPARE(ours(), QString());
    QVERIFY(!QFile::exists(m_options.folder));
    QVERIFY2(verdicts().isEmpty(), qPrintable(verdicts().values().join(QLatin1Char('\n'))));
}

void TestRestoreRebuild::aCancelledRebuildLeavesNothing()
{
    Listener listener;
    listener.cancelAt = QStringLiteral("main");
    JobContext context(listener.stop.get_token(), listener, QDeadlineTimer(3min));
    Report report;
    const PlanOutcome outcome = runPlan(rebuildPlan(neighbours(), compose, request(), recording(), report), context);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Cancelled);
    QVERIFY2(outcome.undoErrors.isEmpty(), qPrintable(outcome.undoErrors.isEmpty() ? QString() : test::describe(outcome.undoErrors.first())));
    QVERIFY(report.tables.size() > 50);
    QCOMPARE(ours(), QString());
    QVERIFY(!QFile::exists(m_options.folder));
}

void TestRestoreRebuild::aDeletedStackComesBack()
{
    QElapsedTimer timer;
    timer.start();
    Report report;
    QD_VERIFY(run(rebuildPlan(neighbours(), compose, request(), recording(), report)));
    qInfo("rebuilt in %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(timer.elapsed() < 180'000);
    QCOMPARE(report.keyFit, backup::KeyFit::Fits);
    for (const TableComparison &table : std::as_const(report.tables))
        QVERIFY2(table.sameContents && table.expected == table.found, qPrintable(table.table));

    // Its files are as they were, modes included; the sandbox's own notes are no part of a set.
    const QMap<QString, QByteArray> now = projectFiles();
    QVERIFY(now.size() >= 5);
    for (auto it = now.cbegin(); it != now.cend(); ++it)
        QCOMPARE(*it, m_files.value(it.key()));

    stack::N8nRest rest(n8n, QStringLiteral("127.0.0.1"), m_options.n8nPort);
    QD_VERIFY(rest.becomeOwner({}, m_owner));
    const Result<QJsonValue> workflows = rest.get({}, "/rest/workflows");
    QD_VERIFY(workflows);
    const QByteArray listed = QJsonDocument(QJsonObject{{QStringLiteral("w"), *workflows}}).toJson();
    QVERIFY2(listed.contains("cho"), listed.constData());
    const Result<QJsonValue> credentials = rest.get({}, "/rest/credentials");
    QD_VERIFY(credentials);
    const QString id = credentials->toArray().first().toObject().value(QLatin1String("id")).toString();
    // n8n itself decrypts it.
    const Result<QJsonValue> opened = rest.get({}, "/rest/credentials/" + id.toUtf8() + "?includeData=true");
    QD_VERIFY(opened);
    QVERIFY(!opened->toObject().value(QLatin1String("data")).toObject().isEmpty());

    n8n::HttpRequest hook;
    hook.host = QStringLiteral("127.0.0.1");
    hook.port = m_options.n8nPort;
    hook.method = "POST";
    hook.target = QByteArray("/webhook/") + stack::seedEchoPath;
    hook.headers.insert(QStringLiteral("Content-Type"), "application/json");
    hook.body = R"({"greeting":"again"})";
    QTRY_COMPARE_WITH_TIMEOUT(n8n.request(JobContext().withTimeout(30s), hook).value_or(n8n::HttpAnswer()).status, 200, 15'000);
    const auto answer = n8n.request(JobContext().withTimeout(30s), hook);
    QD_VERIFY(answer);
    QVERIFY2(answer->body.contains("\"greeting\":\"again\""), answer->body.constData());
    const Result<QString> worker = test::docker({QStringLiteral("logs"), m_options.name + QLatin1String("-n8n-worker-1")});
    QD_VERIFY(worker);
    QVERIFY2(worker->contains(QLatin1String("finished execution")), qPrintable(worker->right(2000)));
}

void TestRestoreRebuild::othersAreUntouched()
{
    QCOMPARE(others(), m_others);
}

QTEST_GUILESS_MAIN(TestRestoreRebuild)
#include "tst_restorerebuild.moc"
