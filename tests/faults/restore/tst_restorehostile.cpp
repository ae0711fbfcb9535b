// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/process/localprocess.h"
#include "forgedset.h"
#include "foundation/atomicfile.h"
#include "restorebench.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QElapsedTimer>
#include <QtTest>

#include <sys/resource.h>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::test;

namespace {

/// One entry of a tar archive as POSIX has it, with whatever name and type.
QByteArray tarEntry(const QByteArray &path, char type, int mode = 0644, const QByteArray &link = {}, const QByteArray &data = {})
{
    QByteArray header(512, '\0');
    const auto put = [&header](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
    const auto octal = [](qint64 number, int digits) { return QByteArray::number(number, 8).rightJustified(digits, '0'); };
    put(0, path.left(100));
    put(100, octal(mode, 7));
    put(108, octal(0, 7));
    put(116, octal(0, 7));
    put(124, octal(data.size(), 11));
    put(136, octal(1'700'000'000, 11));
    put(148, QByteArray(8, ' '));
    header[156] = type;
    put(157, link.left(100));
    put(257, QByteArray("ustar\00000", 8));
    put(329, octal(8, 7));
    put(337, octal(1, 7));
    qint64 sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    put(148, octal(sum, 6) + QByteArray("\0 ", 2));
    QByteArray padded = data;
    padded.append((512 - data.size() % 512) % 512, '\0');
    return header + padded;
}

} // namespace

/// A set that somebody has made to do harm, and names that break careless
/// statements. The stack's own database and its user have such names, too.
class TestRestoreHostile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void theStackItselfHasSuchNames();
    void anArchive_data();
    void anArchive();
    void aManifestThatNamesFilesOutside_data();
    void aManifestThatNamesFilesOutside();
    void aLinkInTheSet_data();
    void aLinkInTheSet();
    void moreThanItSays_data();
    void moreThanItSays();
    void statementsInNames_data();
    void statementsInNames();
    void statementsAmongTheRoles_data();
    void statementsAmongTheRoles();
    void commandsInForeignSql_data();
    void commandsInForeignSql();
    void othersAreUntouched();

private:
    [[nodiscard]] QString setPath() const { return bench->setsFolder() + QLatin1Char('/') + bench->set(); }
    /// What an attack that succeeds would leave, here or in a container.
    [[nodiscard]] QString trace() const { return QStringLiteral("/tmp/quarterdeck-hostile-%1").arg(QCoreApplication::applicationPid()); }

    std::unique_ptr<RestoreBench> bench;
    QString before;
    QByteArray sql;
};

void TestRestoreHostile::initTestCase()
{
    QD_NEED_STACK();
    RestoreBench::Options options;
    options.name = QStringLiteral("qd-hostile-%1").arg(QCoreApplication::applicationPid());
    options.firstPort = 27230;
    options.database = QStringLiteral("it's \"n8n\"; drop database template1; -- x=y");
    options.user = QStringLiteral("o'ps \"x\"; --");
    bench = std::make_unique<RestoreBench>(options);
    QD_VERIFY(bench->prepare());
    before = bench->fingerprint();
    sql = test::docker({QStringLiteral("exec"), bench->container(QStringLiteral("postgres")), QStringLiteral("pg_dump"), QStringLiteral("-U"),
                        QStringLiteral("postgres"), QStringLiteral("--no-owner"), QStringLiteral("--no-privileges"), QStringLiteral("--schema-only"),
                        QStringLiteral("-d"), bench->connection()})
              .value_or(QString())
              .toUtf8()
        + '\n';
    QVERIFY2(sql.contains("CREATE TABLE"), sql.constData());
}

void TestRestoreHostile::cleanup()
{
    if (!bench || before.isEmpty())
        return;
    if (QTest::currentTestFailed())
        bench->reset();
    QD_NONE(bench->changes(before));
    QVERIFY(!QFile::exists(trace()));
    QVERIFY(!test::docker({QStringLiteral("exec"), bench->container(QStringLiteral("postgres")), QStringLiteral("ls"), trace()}));
}

void TestRestoreHostile::theStackItselfHasSuchNames()
{
    QD_RESTORED(bench->run(bench->restore()));
    QCOMPARE(bench->sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
    QCOMPARE(bench->sql(QStringLiteral("select tableowner from pg_tables where tablename = 'workflow_entity'")), bench->options().user);
    QCOMPARE(bench->sql(QStringLiteral("select * from \"it's; drop table workflow_entity; --\"")),
             QStringLiteral("$1 \"'; drop table tag_entity; --"));
    QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->leftovers());
}

void TestRestoreHostile::anArchive_data()
{
    QTest::addColumn<QByteArray>("entries");
    const QByteArray evil = trace().toUtf8();
    QTest::newRow("a path that climbs out") << tarEntry(".n8n/../../../../../.." + evil, '0', 0644, {}, "x");
    QTest::newRow("an absolute path") << tarEntry(evil, '0', 0644, {}, "x");
    QTest::newRow("a path beside the folder") << tarEntry(".ssh/authorized_keys", '0', 0644, {}, "x");
    QTest::newRow("a device") << tarEntry(".n8n/disk", '3', 0666);
    QTest::newRow("a pipe") << tarEntry(".n8n/pipe", '6', 0666);
    QTest::newRow("set-user-ID") << tarEntry(".n8n/sh", '0', 04755, {}, "x");
    QTest::newRow("a link out of it") << tarEntry(".n8n/out", '2', 0777, "/etc");
    QTest::newRow("a file behind a link") << tarEntry(".n8n/in", '2', 0777, "nodes") + tarEntry(".n8n/in/x", '0', 0644, {}, "x");
    QTest::newRow("a hard link out of it") << tarEntry(".n8n/shadow", '1', 0644, "/etc/shadow");
}

void TestRestoreHostile::anArchive()
{
    QFETCH(QByteArray, entries);
    ForgedSet set(setPath());
    QD_VERIFY(set.put(Part::N8nData, tarEntry(".n8n/", '5', 0755) + tarEntry(".n8n/nodes/", '5', 0755) + entries + QByteArray(1024, '\0')));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(set.publish(), {QStringLiteral("--only"), QStringLiteral("n8n-data")}));
    QD_NONE(bench->unlike(ended, QStringLiteral("invalid"), before));
}

void TestRestoreHostile::aManifestThatNamesFilesOutside_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<QString>("path");
    QTest::newRow("above") << int(Part::Postgres) << QStringLiteral("../") + bench->set() + QStringLiteral("/postgres.dump.zst");
    QTest::newRow("absolute") << int(Part::Environment) << QStringLiteral("/etc/passwd");
    QTest::newRow("up and down") << int(Part::Environment) << QStringLiteral("env/../../../x/.env");
    QTest::newRow("into the project's parent") << int(Part::Compose) << QStringLiteral("compose/../../x.yaml");
}

void TestRestoreHostile::aManifestThatNamesFilesOutside()
{
    QFETCH(int, part);
    QFETCH(QString, path);
    ForgedSet set(setPath());
    set.entry(static_cast<Part>(part)).path = path;
    const ControlRun::Ended ended = bench->run(bench->restoreOf(set.publish(), {QStringLiteral("--only"), QStringLiteral("postgres,env,compose")}));
    QD_NONE(bench->unlike(ended, QStringLiteral("corrupt"), before));
}

void TestRestoreHostile::aLinkInTheSet_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<bool>("folder");
    QTest::newRow("for the dump") << int(Part::Postgres) << false;
    QTest::newRow("for the archive") << int(Part::N8nData) << false;
    QTest::newRow("for a folder") << int(Part::Environment) << true;
}

void TestRestoreHostile::aLinkInTheSet()
{
    QFETCH(int, part);
    QFETCH(bool, folder);
    ForgedSet set(setPath());
    const QString id = set.publish();
    QString path = set.path(static_cast<Part>(part));
    if (folder)
        path = QFileInfo(path).path();
    // Even to the very same bytes: what is checked now and what is read later need not be the same then.
    const QString elsewhere = bench->path(QStringLiteral("elsewhere"));
    QVERIFY(QFile::rename(path, elsewhere));
    QVERIFY(QFile::link(elsewhere, path));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(id, {QStringLiteral("--only"), QStringLiteral("postgres,n8n-data,env")}));
    QFile::remove(elsewhere);
    QDir(elsewhere).removeRecursively();
    QD_NONE(bench->unlike(ended, QStringLiteral("corrupt"), before));
}

void TestRestoreHostile::moreThanItSays_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<qint64>("claimed");
    QTest::addColumn<QString>("kind");
    constexpr qint64 gib = 1024LL * 1024 * 1024;
    QTest::newRow("an archive that hides its size") << int(Part::N8nData) << qint64(10'000) << QStringLiteral("corrupt");
    QTest::newRow("an .env that hides it") << int(Part::Environment) << qint64(500) << QStringLiteral("corrupt");
    QTest::newRow("an .env that tells it") << int(Part::Environment) << 2 * gib << QStringLiteral("invalid");
    QTest::newRow("roles that hide it") << int(Part::Globals) << qint64(500) << QStringLiteral("corrupt");
    QTest::newRow("a dump that hides it") << int(Part::Postgres) << qint64(500) << QStringLiteral("corrupt");
    QTest::newRow("an archive that wants more than there is") << int(Part::N8nData) << 1'000'000 * gib << QStringLiteral("no-space");
}

void TestRestoreHostile::moreThanItSays()
{
    QFETCH(int, part);
    QFETCH(qint64, claimed);
    QFETCH(QString, kind);
    ForgedSet set(setPath());
    QD_VERIFY(set.putBomb(static_cast<Part>(part), 2LL * 1024 * 1024 * 1024, claimed));
    QVERIFY(QFileInfo(set.path(static_cast<Part>(part))).size() < 4 * 1024 * 1024);
    const ControlRun::Ended ended
        = bench->run(bench->restoreOf(set.publish(), {QStringLiteral("--only"), QStringLiteral("postgres,globals,n8n-data,env")}));
    QD_NONE(bench->unlike(ended, kind, before));
    rusage usage = {};
    QCOMPARE(::getrusage(RUSAGE_CHILDREN, &usage), 0);
    QVERIFY2(usage.ru_maxrss < 400 * 1024, qPrintable(QString::number(usage.ru_maxrss))); // KiB, of the largest so far
}

void TestRestoreHostile::statementsInNames_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("kind"); // empty = harmless
    QTest::newRow("of a table") << QStringLiteral("table") << QStringLiteral("corrupt");
    QTest::newRow("of a schema") << QStringLiteral("schema") << QStringLiteral("corrupt");
    QTest::newRow("of an encoding") << QStringLiteral("encoding") << QStringLiteral("invalid");
    QTest::newRow("of an extension") << QStringLiteral("extension") << QStringLiteral("unsupported");
    QTest::newRow("of a locale") << QStringLiteral("collation") << QString();
    QTest::newRow("of the owner") << QStringLiteral("owner") << QString();
}

void TestRestoreHostile::statementsInNames()
{
    QFETCH(QString, where);
    QFETCH(QString, kind);
    ForgedSet set(setPath());
    PostgresFigure &figure = *set.manifest.postgres;
    const QString evil = QStringLiteral("x'\"; drop database postgres; create role evil superuser; --");
    if (where == QLatin1String("table"))
        figure.tables.first().name = evil;
    else if (where == QLatin1String("schema"))
        figure.tables.first().schema = evil;
    else if (where == QLatin1String("encoding"))
        figure.encoding = evil;
    else if (where == QLatin1String("extension"))
        figure.extensions = {evil};
    else if (where == QLatin1String("collation"))
        figure.collation = evil;
    else
        figure.owner = evil;
    const ControlRun::Ended ended = bench->run(bench->restoreOf(set.publish(), {QStringLiteral("--only"), QStringLiteral("postgres,globals")}));
    if (!kind.isEmpty()) {
        QD_NONE(bench->unlike(ended, kind, before));
        return;
    }
    QD_RESTORED(ended);
    QD_EXIT(bench->run(bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")})), 0);
    QD_NONE(bench->leftovers());
}

void TestRestoreHostile::statementsAmongTheRoles_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("a second statement") << QByteArray("CREATE ROLE evil; DROP DATABASE postgres;\n");
    QTest::newRow("one behind a made role's password")
        << QByteArray("CREATE ROLE evil;\nALTER ROLE evil WITH PASSWORD 'x'; DROP DATABASE postgres;\n");
    QTest::newRow("a command of psql") << QByteArray("CREATE ROLE evil \\! touch ") + trace().toUtf8() + " ;\n";
}

void TestRestoreHostile::statementsAmongTheRoles()
{
    QFETCH(QByteArray, lines);
    ForgedSet set(setPath());
    QD_VERIFY(set.put(Part::Globals, set.raw(Part::Globals) + lines));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(set.publish(), {QStringLiteral("--only"), QStringLiteral("postgres,globals")}));
    QD_NONE(bench->unlike(ended, QStringLiteral("invalid"), before));
}

void TestRestoreHostile::commandsInForeignSql_data()
{
    QTest::addColumn<QByteArray>("lines");
    const QByteArray evil = trace().toUtf8();
    QTest::newRow("a program of psql's") << QByteArray("\\! touch " + evil + "\n");
    QTest::newRow("a program of the server's") << QByteArray("COPY workflow_entity FROM PROGRAM 'touch " + evil + "';\n");
    QTest::newRow("an end of the transaction") << QByteArray("COMMIT;\nDROP DATABASE postgres;\n");
    QTest::newRow("another database") << QByteArray("\\connect postgres\nCREATE TABLE evil (a int);\n");
}

void TestRestoreHostile::commandsInForeignSql()
{
    QFETCH(QByteArray, lines);
    const QString path = bench->path(QStringLiteral("foreign.sql"));
    QD_VERIFY(writeFileAtomically(path, sql + lines));
    const ControlRun::Ended ended = bench->run(bench->restoreOf(path, {QStringLiteral("--only"), QStringLiteral("postgres")}));
    QD_NONE(bench->unlike(ended, QStringLiteral("invalid"), before));
}

void TestRestoreHostile::othersAreUntouched()
{
    QD_NONE(RestoreBench::difference(bench->othersBefore(), RestoreBench::others()));
}

QTEST_GUILESS_MAIN(TestRestoreHostile)
#include "tst_restorehostile.moc"
