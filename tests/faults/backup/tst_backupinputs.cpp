// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultbench.h"
#include "stack/support/testcontainer.h"
#include "stephook.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;

namespace {

/// The server's image with a pg_dump that misbehaves, while it lives.
class LyingImage final
{
public:
    LyingImage() = default;
    ~LyingImage()
    {
        if (!m_tag.isEmpty())
            (void)test::docker({QStringLiteral("rmi"), QStringLiteral("--no-prune"), m_tag});
    }
    Q_DISABLE_COPY_MOVE(LyingImage)

    /// @param script of the shell; $file is where the dump is to go, "$@" what pg_dump was given
    [[nodiscard]] Result<void> make(const QString &from, const QString &folder, const QByteArray &script)
    {
        QFile program(folder + QLatin1String("/pg_dump"));
        if (!program.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return fail(ErrorKind::Internal, program.errorString());
        program.write("#!/bin/sh\nprevious=\nfor word; do\n  [ \"$previous\" != --file ] || file=$word\n  previous=$word\ndone\n" + script + '\n');
        program.setPermissions(QFile::Permissions(0x7755));
        program.close();
        // /usr/local/bin comes before the packages' own folders in every PATH.
        QD_TRY(const QString id, test::docker({QStringLiteral("create"), QStringLiteral("--label"), QStringLiteral("quarterdeck.test=1"), from}));
        const auto removed = qScopeGuard([&id] {
            (void)test::docker({QStringLiteral("rm"), QStringLiteral("--force"), QStringLiteral("--volumes"), id});
        });
        QD_CHECK(test::docker({QStringLiteral("cp"), program.fileName(), id + QLatin1String(":/usr/local/bin/pg_dump")}));
        m_tag = QStringLiteral("quarterdeck-test/lying-postgres:%1").arg(QCoreApplication::applicationPid());
        QD_TRY(m_id, test::docker({QStringLiteral("commit"), id, m_tag}));
        return {};
    }
    [[nodiscard]] QString id() const { return m_id; }

private:
    QString m_tag;
    QString m_id;
};

} // namespace

/// What a backup is made of is not what it should be: the dump, the key, the programs.
class TestBackupInputs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void dumpIsBad_data();
    void dumpIsBad();
    void keyDoesNotFit();
    void ageIsNotInstalled();
    void checkThatCannotBeMadeIsNoVerdict_data();
    void checkThatCannotBeMadeIsNoVerdict();
    void historyIsDamaged();

private:
    /// A folder with everything on it that a run needs, apart from age.
    [[nodiscard]] QString pathWithoutAge() const
    {
        const QString programs = bench->path("programs");
        QDir().mkpath(programs);
        for (const char *name : {"docker", "docker-compose", "sh"}) {
            if (const QString program = QStandardPaths::findExecutable(name); !program.isEmpty())
                QFile::link(program, programs + '/' + name);
        }
        return programs;
    }

    std::unique_ptr<FaultBench> bench;
    BackupSettings plain;
    stack::Stack whole;
};

void TestBackupInputs::initTestCase()
{
    QD_NEED_STACK();
    bench = std::make_unique<FaultBench>();
    QD_VERIFY(bench->prepare());
    plain = bench->settings;
    whole = bench->stack;
}

void TestBackupInputs::cleanup()
{
    if (!bench || !bench->isPrepared())
        return;
    bench->settings = plain;
    bench->stack = whole;
    QD_VERIFY(bench->saveSettings());
    const QStringList left = bench->leftovers();
    bench->reset();
    QD_NONE(left);
}

void TestBackupInputs::dumpIsBad_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("published"); // only a check can know
    const QByteArray real = "for folder in /usr/lib/postgresql/*/bin /usr/local/bin /usr/bin; do\n"
                            "  [ \"$folder/pg_dump\" = \"$0\" ] || [ ! -x \"$folder/pg_dump\" ] || break\ndone\n";
    QTest::newRow("empty, with exit code 0") << QByteArray(": >\"$file\"") << false;
    QTest::newRow("cut off, with exit code 0") << QByteArray(real + "\"$folder/pg_dump\" \"$@\" --file /dev/stdout | head -c 3000000 >\"$file\"")
                                               << true;
    QTest::newRow("not a dump at all, with exit code 0") << QByteArray("echo 'connection refused' >\"$file\"") << true;
    QTest::newRow("broken off, with exit code 3") << QByteArray(
        real + "\"$folder/pg_dump\" \"$@\" --file /dev/stdout | head -c 3000000 >\"$file\"\necho no more >&2\nexit 3")
                                                  << false;
    QTest::newRow("never begun") << QByteArray("echo cannot >&2\nexit 1") << false;
}

void TestBackupInputs::dumpIsBad()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, published);
    LyingImage image;
    auto server = std::find_if(bench->stack.services.begin(), bench->stack.services.end(),
                               [](const stack::Service &service) { return service.role == stack::Role::Postgres; });
    QVERIFY(server != bench->stack.services.end());
    QD_VERIFY(image.make(server->imageId, bench->path("data"), script));
    server->containers.first().imageId = image.id();
    const FaultBench::Made made = bench->make(bench->neighbours);
    QVERIFY(!made.outcome.result);
    const Error error = made.outcome.result.error();
    QVERIFY2(!error.what.isEmpty() && !error.hint.isEmpty(), qPrintable(describe(error)));
    QVERIFY2(!published || error.kind == ErrorKind::Corrupt, qPrintable(describe(error)));
    QCOMPARE(bench->newSets().size(), published ? 1 : 0);
    for (const BackupSet &set : bench->newSets())
        QCOMPARE(set.state, SetState::Damaged); // and never again anything better by looking less closely
    QD_NONE(bench->brokenPromises());
    for (const BackupSet &set : bench->newSets())
        QCOMPARE(set.state, SetState::Damaged);
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QCOMPARE(bench->lastRun().error, error.what);
}

void TestBackupInputs::keyDoesNotFit()
{
    auto main = std::find_if(bench->stack.services.begin(), bench->stack.services.end(),
                             [](const stack::Service &service) { return service.role == stack::Role::Main; });
    QVERIFY(main != bench->stack.services.end());
    QVERIFY(main->environment.contains("N8N_ENCRYPTION_KEY"));
    main->environment["N8N_ENCRYPTION_KEY"] = "a key that nothing here was encrypted with";
    StepHook hook;
    const FaultBench::Made made = bench->make(bench->neighbours, hook);
    QD_VERIFY(made.outcome.result); // the data is worth keeping; what is wrong was wrong before
    QVERIFY2(made.report.warnings.join(' ').contains("does not open the credentials"), qPrintable(made.report.warnings.join('\n')));
    QVERIFY2(hook.lines.join(' ').contains("does not open the credentials"), qPrintable(hook.lines.join('\n')));
    QVERIFY(!hook.lines.join(' ').contains("a key that nothing"));
    QCOMPARE(bench->newSets().size(), 1);
    const Manifest manifest = *bench->newSets().first().manifest;
    QCOMPARE(manifest.keyFit, KeyFit::DoesNotFit);
    QVERIFY(manifest.warnings.join(' ').contains("does not open the credentials"));
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("warning"));
    const QJsonArray sets = ControlRun::whole({"backup", "list", "--stack", bench->stack.id}).json.value("sets").toArray();
    QCOMPARE(sets.first().toObject().value("keyFit").toString(), QStringLiteral("does-not-fit"));
    QD_NONE(bench->brokenPromises());
}

void TestBackupInputs::ageIsNotInstalled()
{
    bench->settings.ageRecipients = {"age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"};
    QD_VERIFY(bench->saveSettings());
    const ControlRun::Ended ended = ControlRun::whole(bench->create(), {{"PATH", pathWithoutAge()}});
    QD_EXIT(ended, 1);
    QD_NONE(FaultBench::unclear(ended.error()));
    QVERIFY2(ended.error().value("what").toString().contains("age is not installed"), ended.all().constData());
    QVERIFY2(ended.error().value("hint").toString().contains("Install"), ended.all().constData());
    QVERIFY2(bench->newSets().isEmpty(), "what was to be encrypted lies there in the clear");
    QD_NONE(bench->brokenPromises());
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
}

void TestBackupInputs::checkThatCannotBeMadeIsNoVerdict_data()
{
    QTest::addColumn<QString>("missing");
    for (const char *what : {"age", "image", "engine"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestBackupInputs::checkThatCannotBeMadeIsNoVerdict()
{
    QFETCH(QString, missing);
    if (missing == "age") {
        const QString identity = bench->path("config/identity.txt");
        QProcess keygen;
        keygen.start("age-keygen", {"-o", identity});
        QVERIFY(keygen.waitForFinished());
        bench->settings.ageRecipients = {QString::fromUtf8(keygen.readAllStandardError()).section("Public key: ", 1).trimmed()};
        bench->settings.ageIdentityFile = identity;
        QD_VERIFY(bench->saveSettings());
    }
    QD_VERIFY(bench->make(bench->neighbours).outcome.result);
    QCOMPARE(bench->newSets().size(), 1);
    BackupSet set = bench->newSets().first();
    if (missing == "image") {
        // As after an upgrade of the server and a prune of images.
        for (ServiceFigure &service : set.manifest->services) {
            service.image = "quarterdeck-test/not-here:1";
            service.imageId = "sha256:" + QString(64, '0');
            service.digests.clear();
        }
        QFile file(set.path + "/manifest.json");
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(writeManifest(*set.manifest));
    }
    const SetState before = bench->newSets().first().state;
    QVERIFY(before == SetState::Verified || missing == "image");

    QStringList arguments = {"backup", "verify", set.id, "--stack", bench->stack.id, "--depth", "full"};
    if (missing == "engine")
        arguments << "--host"
                  << "unix://" + bench->path("nobody.sock");
    QMap<QString, QString> environment;
    if (missing == "age")
        environment.insert("PATH", pathWithoutAge());
    const ControlRun::Ended ended = ControlRun::whole(arguments, environment);
    QD_EXIT(ended, 1);
    QVERIFY2(!ended.error().value("what").toString().isEmpty(), ended.all().constData());
    QVERIFY2(!ended.error().value("hint").toString().isEmpty(), ended.all().constData());
    QVERIFY2(ended.error().value("kind").toString() != "corrupt", ended.all().constData());
    QCOMPARE(setStateName(bench->newSets().first().state), setStateName(before));
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("failure"));
    QD_NONE(bench->brokenPromises());
}

void TestBackupInputs::historyIsDamaged()
{
    const QString path = bench->path("state/quarterdeck/history.sqlite");
    for (const char *ending : {"", "-wal", "-shm"})
        QFile::remove(path + ending);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    bench->settings.parts = {Part::Environment, Part::Compose};
    QD_VERIFY(bench->saveSettings());
    QD_EXIT(ControlRun::whole(bench->create()), 0); // no backup is lost for want of a diary
    QCOMPARE(bench->newSets().size(), 1);
    QCOMPARE(bench->lastRun().outcome, QStringLiteral("success"));
    QCOMPARE(QDir(bench->path("state/quarterdeck")).entryList({"history.sqlite.damaged-*"}).size(), 1);
    QD_NONE(bench->brokenPromises());
}

QTEST_GUILESS_MAIN(TestBackupInputs)
#include "tst_backupinputs.moc"
