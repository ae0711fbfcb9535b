// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "backup/helpercontainer.h"
#include "backup/history.h"
#include "backup/operations.h"
#include "backup/setcontents.h"
#include "foundation/stacklock.h"
#include "stack/discovery.h"
#include "stack/dotenv.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

namespace {

/// Keeps what a job tells, and can cancel it when a step begins.
class Listener final : public ProgressSink
{
public:
    QStringList steps;
    QStringList lines;
    QMap<QString, qint64> bytes;
    QString cancelAt;
    std::stop_source stop;

    void stepStarted(const QString &id, const QString &) override
    {
        steps.append(id);
        if (id == cancelAt)
            stop.request_stop();
    }
    void stepProgress(const Progress &progress) override { bytes[progress.stepId] = std::max(bytes.value(progress.stepId), progress.done); }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }
};

} // namespace

/// Backups of the running stack: made, proven, and found out when changed.
class TestBackupStack final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void preflightPasses();
    void setIsMadeAndProven();
    void setHoldsWhatItSays();
    void secretsAreNowhereElse();
    void changedSetsAreFoundOut_data();
    void changedSetsAreFoundOut();
    void drillNoticesAnotherDatabase();
    void cancelLeavesNothing_data();
    void cancelLeavesNothing();
    void stackThatIsTakenIsLeftAlone();
    void encryptedSetIsProvenToo();
    void oldSetsGoOnlyAfterTheNewOneIsChecked();

private:
    struct Concrete
    {
        SystemClock clock;
        docker::Client docker;
        process::LocalProcess process;
        compose::ComposeCli compose{process};
        postgres::LibpqPort postgres;
        redis::HiredisPort redis;
    };
    [[nodiscard]] PlanOutcome create(BackupReport &report, const BackupSettings &by, Listener &listener)
    {
        JobContext context(listener.stop.get_token(), listener, QDeadlineTimer(5min));
        return runPlan(createBackupPlan(neighbours, stack, by, {root.filePath("history.sqlite"), QStringLiteral("manual")}, report), context);
    }
    /// Of this process alone: others may be at work on the same engine.
    [[nodiscard]] QStringList helpers()
    {
        const QMap<QString, QString> ours = helperLabels(QStringLiteral("any"));
        QStringList labels = {QLatin1String(helperLabel)};
        for (auto it = ours.cbegin(); it != ours.cend(); ++it) {
            if (it.key() != QLatin1String(helperLabel))
                labels.append(it.key() + QLatin1Char('=') + it.value());
        }
        QStringList names;
        for (const auto &container : with.docker.listContainers(JobContext(), true, labels).value_or(QList<docker::ContainerSummary>()))
            names.append(container.name);
        return names;
    }
    [[nodiscard]] QString copySet(const BackupSet &set, const QString &to)
    {
        const QString target = to + QLatin1Char('/') + set.id;
        QDir().mkpath(target);
        QDirIterator files(set.path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString from = files.next();
            const QString relative = from.mid(set.path.size());
            QDir().mkpath(QFileInfo(target + relative).path());
            QFile::copy(from, target + relative);
        }
        QFile::remove(target + QLatin1String("/proof.json"));
        return target;
    }

    QTemporaryDir root;
    Concrete with;
    Neighbours neighbours{with.docker, with.postgres, with.redis, with.process, with.clock};
    stack::Stack stack;
    BackupSettings settings;
    QString setId;
};

void TestBackupStack::initTestCase()
{
    QD_NEED_STACK();
    stack::Discovery discovery(with.docker, with.compose);
    const auto read = discovery.read(JobContext(), test::realStackName());
    QD_VERIFY(read);
    stack = *read;
    settings.folder = root.filePath("backups");
}

void TestBackupStack::cleanup()
{
    QVERIFY2(helpers().isEmpty(), qPrintable(helpers().join(' ')));
}

void TestBackupStack::preflightPasses()
{
    const QList<PreflightCheck> checks = preflight(JobContext(), neighbours, stack, settings);
    QStringList ids;
    for (const PreflightCheck &check : checks) {
        ids.append(check.id);
        QVERIFY2(check.verdict != PreflightCheck::Verdict::Failed, qPrintable(check.id + ": " + check.text));
        QVERIFY(!check.text.isEmpty());
    }
    QCOMPARE(ids, QStringList({"postgres", "redis", "n8n-data", "configuration", "target", "space", "clock"}));
}

void TestBackupStack::setIsMadeAndProven()
{
    BackupReport report;
    Listener listener;
    const PlanOutcome outcome = create(report, settings, listener);
    QD_VERIFY(outcome.result);
    QCOMPARE(listener.steps,
             QStringList({"record", "lock", "clean", "preflight", "snapshot", "redis", "n8n-data", "postgres", "globals", "configuration", "seal",
                          "verify", "drill", "retention", "card", "finish"}));
    QVERIFY(listener.bytes.value("postgres") > 0);
    QVERIFY2(report.warnings.isEmpty(), qPrintable(report.warnings.join('\n')));
    QVERIFY(report.proof && report.proof->passed);
    QCOMPARE(report.proof->depth, Proof::Depth::Drill);
    qInfo("%s", qPrintable(report.summary));
    for (const QString &finding : report.proof->findings)
        qInfo("%s", qPrintable(finding));

    const Repository repository(settings.folder);
    const auto sets = repository.list(JobContext(), stack.id);
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->first().id, report.setId);
    QCOMPARE(sets->first().state, SetState::Proven);
    QVERIFY(sets->first().provenAt().has_value());
    setId = report.setId;

    const auto history = History::open(root.filePath("history.sqlite"));
    QD_VERIFY(history);
    const auto runs = (*history)->runs(stack.id);
    QD_VERIFY(runs);
    QCOMPARE(runs->size(), 1);
    QCOMPARE(runs->first().outcome, QStringLiteral("success"));
    QCOMPARE(runs->first().setId, setId);
    QVERIFY(runs->first().bytes > 0 && runs->first().finishedAt.isValid());
}

void TestBackupStack::setHoldsWhatItSays()
{
    const auto set = Repository(settings.folder).find(JobContext(), setId);
    QD_VERIFY(set);
    const Manifest &manifest = *set->manifest;
    for (const Part part : {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose, Part::Log, Part::Readme})
        QVERIFY2(findPart(manifest, part) != nullptr, qPrintable(partName(part)));
    QCOMPARE(manifest.sequence, 1);
    QCOMPARE(manifest.keyFit, KeyFit::Fits);
    QCOMPARE(manifest.keyFingerprint, stack.key.fingerprint);
    QVERIFY(manifest.postgres && manifest.redis);
    QVERIFY(manifest.postgres->migrationHead.size() > 5);
    QVERIFY(manifest.postgres->tables.size() > 30);
    QVERIFY(manifest.redis->keys > 0);
    QVERIFY2(manifest.skewMs >= 0 && manifest.skewMs < 60000, qPrintable(QString::number(manifest.skewMs)));
    QCOMPARE(manifest.services.size(), stack.services.size());

    // Workflows do not change here: the same number now as in the snapshot.
    postgres::Coordinates coordinates = stack.database.coordinates;
    coordinates.host = stack.database.access.host;
    coordinates.port = stack.database.access.port;
    const auto session = with.postgres.connect(JobContext(), coordinates);
    QD_VERIFY(session);
    const auto rows = (*session)->query(JobContext(), QStringLiteral("SELECT count(*) FROM workflow_entity"));
    QD_VERIFY(rows);
    const auto table = std::find_if(manifest.postgres->tables.begin(), manifest.postgres->tables.end(),
                                    [](const TableFigure &figure) { return figure.name == "workflow_entity"; });
    QVERIFY(table != manifest.postgres->tables.end());
    QCOMPARE(QString::number(table->rows), rows->rows[0][0].value());

    // Byte for byte what lies beside the stack.
    for (const FileEntry &file : manifest.files) {
        if (file.part != Part::Environment && file.part != Part::Compose)
            continue;
        QFile ours(set->path + '/' + file.path);
        QFile theirs(file.original);
        QVERIFY2(ours.open(QIODevice::ReadOnly) && theirs.open(QIODevice::ReadOnly), qPrintable(file.original));
        QCOMPARE(ours.readAll(), theirs.readAll());
    }
}

void TestBackupStack::secretsAreNowhereElse()
{
    const auto env = stack::DotEnv::load(test::realStackFolder() + "/.env");
    QD_VERIFY(env);
    const auto set = Repository(settings.folder).find(JobContext(), setId);
    QD_VERIFY(set);
    QDirIterator files(set->path, QDir::Files | QDir::Hidden | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    int looked = 0;
    while (files.hasNext()) {
        const QString path = files.next();
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
        QVERIFY2((status.st_mode & 077) == 0, qPrintable(path));
        QFile file(path);
        // The .env is there to hold them, and dump and globals hold what the database does.
        if (QFileInfo(path).isDir() || path.contains("/env/") || path.endsWith(".zst"))
            continue;
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        ++looked;
        for (const char *name : {"POSTGRES_PASSWORD", "N8N_DB_PASSWORD", "REDIS_PASSWORD", "N8N_ENCRYPTION_KEY"}) {
            const QString secret = env->value(QLatin1String(name)).value_or(QString());
            QVERIFY(secret.size() >= 32);
            QVERIFY2(!bytes.contains(secret.toUtf8()), qPrintable(path + " holds " + QLatin1String(name)));
        }
    }
    QVERIFY(looked >= 5);
}

void TestBackupStack::changedSetsAreFoundOut_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("dump") << "postgres.dump.zst";
    QTest::newRow("roles") << "globals.sql.zst";
    QTest::newRow("queue") << "redis.rdb.zst";
    QTest::newRow("data") << "n8n-data.tar.zst";
    QTest::newRow("env") << "env/.env";
}

void TestBackupStack::changedSetsAreFoundOut()
{
    QFETCH(QString, file);
    const auto original = Repository(settings.folder).find(JobContext(), setId);
    QD_VERIFY(original);
    const QString folder = root.filePath(QStringLiteral("changed-") + QLatin1String(QTest::currentDataTag()));
    const QString path = copySet(*original, folder) + '/' + file;
    const Repository repository(folder);
    const auto good = repository.find(JobContext(), setId);
    QD_VERIFY(good);
    QCOMPARE(good->state, SetState::Unverified);
    {
        QFile changed(path);
        QVERIFY(changed.open(QIODevice::ReadWrite));
        changed.seek(changed.size() / 2);
        char byte = 0;
        QVERIFY(changed.getChar(&byte));
        changed.seek(changed.size() / 2);
        QVERIFY(changed.putChar(static_cast<char>(byte ^ 0x10)));
    }
    for (const Proof::Depth depth : {Proof::Depth::Quick, Proof::Depth::Full}) {
        const auto proof = verifySet(JobContext(), neighbours, repository, *good, depth, settings, &stack);
        QD_VERIFY(proof);
        QVERIFY2(!proof->passed, qPrintable(depthName(depth)));
        QVERIFY2(proof->findings.join(' ').contains(file), qPrintable(proof->findings.join('\n')));
    }
    const auto damaged = repository.find(JobContext(), setId);
    QD_VERIFY(damaged);
    QCOMPARE(damaged->state, SetState::Damaged);
}

void TestBackupStack::drillNoticesAnotherDatabase()
{
    // A dump that is whole, yet not of the database that was counted: the
    // manifest says one row more than there is.
    const auto original = Repository(settings.folder).find(JobContext(), setId);
    QD_VERIFY(original);
    const QString folder = root.filePath("other");
    const QString path = copySet(*original, folder);
    Manifest manifest = *original->manifest;
    for (TableFigure &table : manifest.postgres->tables) {
        if (table.name == "workflow_entity")
            ++table.rows;
    }
    QFile file(path + "/manifest.json");
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(writeManifest(manifest));
    file.close();
    const Repository repository(folder);
    const auto set = repository.find(JobContext(), setId);
    QD_VERIFY(set);
    QCOMPARE(set->state, SetState::Unverified);
    Proof proof;
    JobContext context;
    const PlanOutcome outcome = runPlan(verifyPlan(neighbours, repository, *set, Proof::Depth::Drill, settings, stack,
                                                   {root.filePath("history.sqlite"), QStringLiteral("manual")}, proof),
                                        context);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Corrupt);
    QVERIFY(!proof.passed);
    QVERIFY2(proof.findings.join(' ').contains("public.workflow_entity"), qPrintable(proof.findings.join('\n')));
    QCOMPARE(repository.find(JobContext(), setId)->state, SetState::Damaged);
}

void TestBackupStack::cancelLeavesNothing_data()
{
    QTest::addColumn<QString>("step");
    for (const char *step : {"snapshot", "redis", "n8n-data", "postgres", "globals", "seal"})
        QTest::newRow(step) << QString::fromLatin1(step);
}

void TestBackupStack::cancelLeavesNothing()
{
    QFETCH(QString, step);
    BackupReport report;
    Listener listener;
    listener.cancelAt = step;
    const PlanOutcome outcome = create(report, settings, listener);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Cancelled);
    QVERIFY(outcome.undoErrors.isEmpty());
    QCOMPARE(QDir(settings.folder + "/.partial").entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    const auto sets = Repository(settings.folder).list(JobContext(), stack.id);
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->first().state, SetState::Proven);
    QD_VERIFY(StackLock::acquire(stack.id, QStringLiteral("test")));
    const auto history = History::open(root.filePath("history.sqlite"));
    QD_VERIFY(history);
    QCOMPARE((*history)->runs(stack.id)->first().outcome, QStringLiteral("cancelled"));
}

void TestBackupStack::stackThatIsTakenIsLeftAlone()
{
    const auto lock = StackLock::acquire(stack.id, QStringLiteral("upgrade"));
    QD_VERIFY(lock);
    BackupReport report;
    Listener listener;
    const PlanOutcome outcome = create(report, settings, listener);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Conflict);
    QVERIFY2(outcome.result.error().what.contains("upgrade"), qPrintable(outcome.result.error().what));
    QCOMPARE(Repository(settings.folder).list(JobContext(), stack.id)->size(), 1);
}

void TestBackupStack::encryptedSetIsProvenToo()
{
    const QString identity = root.filePath("identity.txt");
    const auto made = with.process.run(JobContext(), {QStringLiteral("age-keygen"), {QStringLiteral("-o"), identity}, {}, {}, {}, {}, {}, 1 << 20});
    QD_VERIFY(made);
    QCOMPARE(made->exitCode, 0);
    const QString recipient = QString::fromUtf8(made->standardError).section(QStringLiteral("Public key: "), 1).trimmed();
    QVERIFY2(recipient.startsWith("age1"), qPrintable(recipient));
    BackupSettings encrypted = settings;
    encrypted.folder = root.filePath("encrypted");
    encrypted.ageRecipients = {recipient};
    encrypted.ageIdentityFile = identity;
    BackupReport report;
    Listener listener;
    QD_VERIFY(create(report, encrypted, listener).result);
    QVERIFY(report.proof && report.proof->passed);
    const Repository repository(encrypted.folder);
    const auto set = repository.find(JobContext(), report.setId);
    QD_VERIFY(set);
    QCOMPARE(set->state, SetState::Proven);
    for (const FileEntry &file : set->manifest->files)
        QCOMPARE(file.encrypted, file.part != Part::Log && file.part != Part::Readme);
    // Without the identity the checksums still tell whether it is whole, and no more.
    encrypted.ageIdentityFile.clear();
    const auto quick = verifySet(JobContext(), neighbours, repository, *set, Proof::Depth::Quick, encrypted, &stack);
    QD_VERIFY(quick);
    QVERIFY(quick->passed);
    QD_VERIFY_ERROR(verifySet(JobContext(), neighbours, repository, *set, Proof::Depth::Full, encrypted, &stack), ErrorKind::Auth);

    BackupReport blind;
    Listener second;
    QD_VERIFY(create(blind, encrypted, second).result);
    QVERIFY2(blind.warnings.join(' ').contains("identity"), qPrintable(blind.warnings.join('\n')));
    QCOMPARE(repository.find(JobContext(), blind.setId)->state, SetState::Verified);
}

void TestBackupStack::oldSetsGoOnlyAfterTheNewOneIsChecked()
{
    BackupSettings strict = settings;
    strict.retention.maxAge = std::chrono::hours(0);
    strict.retention.keepLast = 1;
    strict.retention.minProven = 1;
    BackupReport report;
    Listener listener;
    QD_VERIFY(create(report, strict, listener).result);
    QCOMPARE(report.removedSets, QStringList({setId}));
    const auto sets = Repository(settings.folder).list(JobContext(), stack.id);
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->first().id, report.setId);
    QVERIFY(sets->first().sequence > 1);
    QCOMPARE(sets->first().state, SetState::Proven);
}

QTEST_GUILESS_MAIN(TestBackupStack)
#include "tst_backupstack.moc"
