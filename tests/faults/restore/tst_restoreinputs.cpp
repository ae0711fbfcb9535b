// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/process/localprocess.h"
#include "forgedset.h"
#include "foundation/atomicfile.h"
#include "restorebench.h"
#include "smalldisk.h"
#include "stack/dotenv.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;

/// What a restore is made from, or made into, is not what it should be. Each
/// ends in an error that helps, with everything as it was.
class TestRestoreInputs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aDamagedPartIsFoundBeforeAnythingBegins_data();
    void aDamagedPartIsFoundBeforeAnythingBegins();
    void whatIsStillGoodIsTold();
    void aForeignDumpThatBreaksOff_data();
    void aForeignDumpThatBreaksOff();
    void anOlderServer_data();
    void anOlderServer();
    void anOlderN8n_data();
    void anOlderN8n();
    void aKeyThatDoesNotFit_data();
    void aKeyThatDoesNotFit();
    void anImageThatCannotBeHad();
    void theProjectHasNoEnv();
    void aDatabaseThatIsThereIsNotWrittenOver_data();
    void aDatabaseThatIsThereIsNotWrittenOver();
    void aSetOnAReadOnlyMedium();
    void othersAreUntouched();

private:
    /// A dump of the database as pg_dump writes it.
    [[nodiscard]] QByteArray dump(const QString &form) const
    {
        const auto made = test::docker(
            {QStringLiteral("exec"), bench->container(QStringLiteral("postgres")), QStringLiteral("sh"), QStringLiteral("-c"),
             QStringLiteral("pg_dump -U postgres --no-owner --no-privileges %1 -d \"$0\" | base64 -w 0").arg(form), bench->options().database});
        return QByteArray::fromBase64(made.value_or(QString()).toLatin1());
    }
    [[nodiscard]] QByteArray gzipped(const QByteArray &bytes) const
    {
        process::LocalProcess process;
        process::ProcessSpec spec;
        spec.program = QStringLiteral("gzip");
        spec.arguments = QStringList{QStringLiteral("-c")};
        spec.input = bytes;
        return process.run(JobContext(), spec).value_or(process::ProcessOutput()).standardOutput;
    }
    [[nodiscard]] QString setPath() const { return bench->setsFolder() + QLatin1Char('/') + bench->set(); }

    std::unique_ptr<RestoreBench> bench;
    QString before;
    QByteArray custom;
    QByteArray plain;
};

void TestRestoreInputs::initTestCase()
{
    QD_NEED_STACK();
    RestoreBench::Options options;
    options.name = QStringLiteral("qd-inputs-%1").arg(QCoreApplication::applicationPid());
    options.firstPort = 27220;
    bench = std::make_unique<RestoreBench>(options);
    QD_VERIFY(bench->prepare());
    before = bench->fingerprint();
    custom = dump(QStringLiteral("--format=custom"));
    plain = dump(QString());
    QVERIFY(custom.startsWith("PGDMP") && plain.size() > 100'000);
}

void TestRestoreInputs::cleanup()
{
    if (!bench || before.isEmpty())
        return;
    if (QTest::currentTestFailed())
        bench->reset();
    QD_NONE(bench->changes(before));
}

void TestRestoreInputs::aDamagedPartIsFoundBeforeAnythingBegins_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<QString>("damage");
    for (const Part part : {Part::Postgres, Part::Globals, Part::N8nData}) {
        for (const char *damage : {"cut", "gone", "changed"})
            QTest::addRow("%s %s", qPrintable(partName(part)), damage) << int(part) << QString::fromLatin1(damage);
    }
}

void TestRestoreInputs::aDamagedPartIsFoundBeforeAnythingBegins()
{
    QFETCH(int, part);
    QFETCH(QString, damage);
    ForgedSet set(setPath());
    const QString id = set.publish();
    QFile file(set.path(static_cast<Part>(part)));
    if (damage == QLatin1String("gone")) {
        QVERIFY(file.remove());
    } else if (damage == QLatin1String("cut")) {
        QVERIFY(file.resize(file.size() / 2));
    } else {
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        char byte = 0;
        QVERIFY(file.peek(&byte, 1) == 1);
        QVERIFY(file.putChar(static_cast<char>(byte ^ 1)));
        file.close();
    }
    const ControlRun::Ended ended = bench->run(bench->restoreOf(id));
    QD_NONE(bench->unlike(ended, QStringLiteral("corrupt"), before));
    QVERIFY2(ended.error().value("what").toString().contains(set.entry(static_cast<Part>(part)).path), ended.all().constData());
}

void TestRestoreInputs::whatIsStillGoodIsTold()
{
    ForgedSet set(setPath());
    const QString id = set.publish();
    QVERIFY(QFile::remove(set.path(Part::Postgres)));
    const ControlRun::Ended plan = bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("plan"), id}));
    QCOMPARE(plan.exitCode, 1);
    QVERIFY(!plan.json.value("possible").toBool(true));
    const QJsonArray good = plan.json.value("goodParts").toArray();
    QVERIFY2(good.contains(partTitle(Part::N8nData)) && !good.contains(partTitle(Part::Postgres)), plan.all().constData());
    // And that is true of it.
    QD_RESTORED(bench->run(bench->restoreOf(id, {QStringLiteral("--only"), QStringLiteral("n8n-data")})));
    QCOMPARE(bench->inData(QStringLiteral("cat marker")), QStringLiteral("first"));
    const ControlRun::Ended list = bench->run({QStringLiteral("restore"), QStringLiteral("list")});
    QCOMPARE(list.json.value("restores").toArray().size(), 0);
    (void)bench->inData(QStringLiteral("mv .before-restore-*/* . && rm -rf .before-restore-*"));
}

void TestRestoreInputs::aForeignDumpThatBreaksOff_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray packed = gzipped(plain);
    QTest::newRow("the gzip file") << QStringLiteral("a.sql.gz") << packed.left(packed.size() / 2);
    const qsizetype data = plain.indexOf("COPY public.workflow_entity ");
    QTest::newRow("the SQL in it, among its data") << QStringLiteral("b.sql.gz") << gzipped(plain.left(plain.indexOf('\n', data) + 20));
    QTest::newRow("the SQL in it, between two statements")
        << QStringLiteral("c.sql.gz") << gzipped(plain.left(plain.indexOf("\n--\n", plain.size() / 2)));
    QTest::newRow("plain SQL") << QStringLiteral("d.sql") << plain.left(plain.size() / 3);
    // Nothing tells before it is loaded.
    QTest::newRow("the custom format, while it loads") << QStringLiteral("e.dump") << custom.left(custom.size() * 2 / 3);
}

void TestRestoreInputs::aForeignDumpThatBreaksOff()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QVERIFY(bytes.size() > 10'000);
    const QString path = bench->path(name);
    QD_VERIFY(writeFileAtomically(path, bytes));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(path, {QStringLiteral("--only"), QStringLiteral("postgres")}));
    QD_NONE(bench->unlike(ended, name == QLatin1String("e.dump") ? QStringLiteral("conflict") : QStringLiteral("corrupt"), before));
}

void TestRestoreInputs::anOlderServer_data()
{
    QTest::addColumn<QString>("lie");
    QTest::newRow("the manifest tells") << QStringLiteral("manifest");
    QTest::newRow("the dump tells") << QStringLiteral("dump");
    QTest::newRow("a dump alone tells") << QStringLiteral("foreign");
}

void TestRestoreInputs::anOlderServer()
{
    QFETCH(QString, lie);
    // Bytes 5 to 7 of an archive are the version of its format; each of the last releases has raised it.
    const auto newer = [](QByteArray bytes) {
        bytes[6] = static_cast<char>(bytes.at(6) + 8);
        return bytes;
    };
    ForgedSet set(setPath());
    QString wanted;
    QString only = QStringLiteral("postgres,globals");
    if (lie == QLatin1String("manifest")) {
        set.manifest.postgres->serverVersion = 990002;
        wanted = set.publish();
    } else if (lie == QLatin1String("dump")) {
        QD_VERIFY(set.put(Part::Postgres, newer(set.raw(Part::Postgres))));
        wanted = set.publish();
    } else {
        only = QStringLiteral("postgres");
        wanted = bench->path(QStringLiteral("newer.dump"));
        QD_VERIFY(writeFileAtomically(wanted, newer(custom)));
    }
    const ControlRun::Ended ended = bench->run(bench->restoreOf(wanted, {QStringLiteral("--only"), only}));
    QD_NONE(bench->unlike(ended, QStringLiteral("unsupported"), before));
}

void TestRestoreInputs::anOlderN8n_data()
{
    QTest::addColumn<bool>("manifest");
    QTest::newRow("the manifest tells") << true;
    QTest::newRow("its migrations tell") << false;
}

void TestRestoreInputs::anOlderN8n()
{
    QFETCH(bool, manifest);
    ForgedSet set(setPath());
    QString wanted;
    QString only = QStringLiteral("postgres,globals");
    if (manifest) {
        for (ServiceFigure &service : set.manifest.services)
            service.version = QStringLiteral("99.0.0");
        wanted = set.publish();
    } else {
        only = QStringLiteral("postgres");
        wanted = bench->path(QStringLiteral("newer.sql"));
        QVERIFY(bench->sql(QStringLiteral("insert into migrations (\"timestamp\", name) values (9999999999999, 'FromTheFuture9999999999999')"))
                    .startsWith("INSERT"));
        const QByteArray bytes = dump(QString());
        QVERIFY(bench
                    ->sql(QStringLiteral(
                        "delete from migrations where name like 'FromTheFuture%'; select setval('migrations_id_seq', max(id)) from migrations"))
                    .startsWith("DELETE 1"));
        QD_VERIFY(writeFileAtomically(wanted, bytes));
        before = bench->fingerprint();
    }
    const ControlRun::Ended ended = bench->run(bench->restoreOf(wanted, {QStringLiteral("--only"), only}));
    QD_NONE(bench->unlike(ended, QStringLiteral("unsupported"), before));
}

void TestRestoreInputs::aKeyThatDoesNotFit_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("the manifest knows another") << QStringLiteral("other");
    QTest::newRow("only the credentials tell") << QStringLiteral("untold");
    QTest::newRow("the set holds none") << QStringLiteral("none");
    QTest::newRow("none was given") << QStringLiteral("given");
}

void TestRestoreInputs::aKeyThatDoesNotFit()
{
    QFETCH(QString, what);
    ForgedSet set(setPath());
    QStringList more = {QStringLiteral("--only"), QStringLiteral("postgres,globals")};
    if (what == QLatin1String("other")) {
        set.manifest.keyFingerprint = QString(set.manifest.keyFingerprint.size(), QLatin1Char('0'));
        set.manifest.keyFit = KeyFit::Fits;
    } else if (what == QLatin1String("untold")) {
        // As if they had been encrypted with another key: other bytes of the same length, in the dump itself.
        const QString credential = bench->sql(QStringLiteral("select data from credentials_entity limit 1"));
        QVERIFY(credential.size() > 40);
        QVERIFY(bench
                    ->sql(QStringLiteral(
                        "create table kept as select id, data from credentials_entity;\n"
                        "update credentials_entity set data = translate(encode('Salted__'::bytea || substr(sha256(data::bytea), 1, 8) || "
                        "sha512(data::bytea), 'base64'), E'\\n', '')"))
                    .contains("UPDATE"));
        const QByteArray bytes = dump(QStringLiteral("--format=custom --exclude-table=kept"));
        QVERIFY(bench->sql(QStringLiteral("update credentials_entity c set data = k.data from kept k where k.id = c.id; drop table kept"))
                    .contains("DROP"));
        before = bench->fingerprint();
        QD_VERIFY(set.put(Part::Postgres, bytes));
        set.manifest.keyFingerprint.clear();
        set.manifest.keyFit = KeyFit::Unknown;
        for (TableFigure &table : set.manifest.postgres->tables)
            table.digest.clear(); // what is compared is the key
        set.manifest.postgres->tables.clear();
    } else if (what == QLatin1String("none")) {
        set.leaveOut(Part::Environment);
        set.leaveOut(Part::N8nData);
        more << QStringLiteral("--key") << QStringLiteral("set");
    } else {
        more << QStringLiteral("--key") << QStringLiteral("given");
    }
    const ControlRun::Ended ended = bench->run(bench->restoreOf(set.publish(), more));
    QD_NONE(bench->unlike(ended, QStringLiteral("auth"), before));
}

void TestRestoreInputs::anImageThatCannotBeHad()
{
    ForgedSet set(setPath());
    stack::DotEnv settings(set.raw(Part::Environment));
    settings.setValue(QStringLiteral("N8N_IMAGE"), QStringLiteral("quarterdeck-test/nobody-has-this:1"));
    QD_VERIFY(set.put(Part::Environment, settings.bytes()));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(set.publish(), {QStringLiteral("--only"), QStringLiteral("env,postgres,globals")}));
    QD_NONE(bench->unlike(ended, QStringLiteral("not-found"), before));
    QVERIFY2(ended.error().value("what").toString().contains("nobody-has-this"), ended.all().constData());
}

void TestRestoreInputs::theProjectHasNoEnv()
{
    const QString env = bench->projectFolder() + QLatin1String("/.env");
    QVERIFY(QFile::rename(env, env + QLatin1String(".hidden")));
    const auto back = qScopeGuard([&env] {
        QFile::remove(env);
        QFile::rename(env + QLatin1String(".hidden"), env);
    });
    const QString without = bench->fingerprint();
    // The containers know what they need.
    QD_RESTORED(bench->run(bench->restore()));
    QCOMPARE(bench->sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
    QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->changes(without));
    // And it comes back with the set, and goes again.
    const ControlRun::Ended ended = bench->run(bench->restore({QStringLiteral("--only"), QStringLiteral("env,postgres,globals")}));
    QD_RESTORED(ended);
    QVERIFY(QFile::exists(env));
    QVERIFY(stack::DotEnv::load(env)->value(QStringLiteral("POSTGRES_PASSWORD"))
            == stack::DotEnv::load(env + ".hidden")->value(QStringLiteral("POSTGRES_PASSWORD")));
    QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->changes(without));
    QD_NONE(bench->leftovers());
}

void TestRestoreInputs::aDatabaseThatIsThereIsNotWrittenOver_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("kind");
    QTest::newRow("the one in use") << bench->options().database << QStringLiteral("conflict");
    QTest::newRow("the server's own") << QStringLiteral("postgres") << QStringLiteral("conflict");
    QTest::newRow("a name that would be cut") << QString(70, QLatin1Char('x')) << QStringLiteral("invalid");
}

void TestRestoreInputs::aDatabaseThatIsThereIsNotWrittenOver()
{
    QFETCH(QString, name);
    QFETCH(QString, kind);
    QStringList words = bench->restore({QStringLiteral("--into"), name});
    words.removeAll(QStringLiteral("--no-safety-backup"));
    QD_NONE(bench->unlike(bench->run(words), kind, before));
}

void TestRestoreInputs::aSetOnAReadOnlyMedium()
{
    const QString medium = bench->path(QStringLiteral("medium"));
    SmallDisk disk;
    if (!disk.mount(medium, 64 * 1024 * 1024))
        QSKIP("this user may not mount");
    ForgedSet copy(setPath()); // a copy, and nothing changed in it
    const QString id = copy.publish();
    QCOMPARE(test::docker({QStringLiteral("version")}).has_value(), true);
    QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-a"), copy.folder(), medium});
    QVERIFY(disk.setReadOnly(true));
    QVERIFY(!QFile(medium + QLatin1String("/x")).open(QIODevice::WriteOnly));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(id, {QStringLiteral("--target"), medium}));
    QD_RESTORED(ended);
    QCOMPARE(bench->sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
    QCOMPARE(bench->inData(QStringLiteral("cat marker")), QStringLiteral("first"));
    QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->leftovers());
}

void TestRestoreInputs::othersAreUntouched()
{
    QD_NONE(RestoreBench::difference(bench->othersBefore(), RestoreBench::others()));
}

QTEST_GUILESS_MAIN(TestRestoreInputs)
#include "tst_restoreinputs.moc"
