// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/testcontainer.h"
#include "adapters/docker/client.h"
#include "backup/restore/foreigndump.h"
#include "backup/restore/operations.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QFile>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::restore;

/// Dumps made by a real pg_dump, loaded into a server of the test's own.
class TestRestoreForeign final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void dumpsAreLoaded_data();
    void dumpsAreLoaded();
    void aFolderIsLoaded();
    void aBadDumpLeavesNothing_data();
    void aBadDumpLeavesNothing();

private:
    QString sql(const QString &database, const QString &text) const
    {
        const auto out = test::docker({QStringLiteral("exec"), m_server.id(), QStringLiteral("psql"), QStringLiteral("-XAtU"),
                                       QStringLiteral("postgres"), QStringLiteral("-d"), database, QStringLiteral("-c"), text});
        return out ? *out : QLatin1String("failed: ") + out.error().what + out.error().detail;
    }
    QByteArray dump(const QStringList &options) const
    {
        QProcess process;
        process.start(QStringLiteral("docker"),
                      QStringList{QStringLiteral("exec"), m_server.id(), QStringLiteral("pg_dump"), QStringLiteral("-Upostgres")} + options
                          + QStringList{QStringLiteral("source")});
        process.waitForFinished(60'000);
        return process.readAllStandardOutput();
    }
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("dump")));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    test::TestContainer m_server;
    docker::Client m_docker;
    ServerAddress m_address;
    QTemporaryDir m_folder;
};

void TestRestoreForeign::initTestCase()
{
    QD_NEED_ENGINE();
    const QString image = test::localImage(QStringLiteral("postgres"));
    QVERIFY2(!image.isEmpty(), "no image of PostgreSQL");
    QD_VERIFY(m_server.run({QStringLiteral("--env=POSTGRES_PASSWORD")}, image, {},
                           {{QStringLiteral("POSTGRES_PASSWORD"), QStringLiteral("not-a-secret")}}));
    // The server that stays is process 1; the one that makes the cluster is not.
    QTRY_COMPARE_WITH_TIMEOUT(
        test::docker({QStringLiteral("exec"), m_server.id(), QStringLiteral("cat"), QStringLiteral("/proc/1/comm")}).value_or(QString()),
        QStringLiteral("postgres"), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(sql(QStringLiteral("postgres"), QStringLiteral("SELECT 1")), QStringLiteral("1"), 60'000);
    for (const char *statement : {"CREATE ROLE n8n LOGIN", "CREATE DATABASE source", "CREATE DATABASE target OWNER n8n"})
        QVERIFY(!sql(QStringLiteral("postgres"), QLatin1String(statement)).startsWith(QLatin1String("failed")));
    QVERIFY(
        !sql(QStringLiteral("source"),
             QStringLiteral(
                 "CREATE TABLE t (id int PRIMARY KEY, v text); CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT ''\\! x'''; INSERT INTO t "
                 "SELECT i, E'\\\\! line\\nbreak ''' || repeat('x', 500) FROM generate_series(1, 3000) i"))
             .startsWith(QLatin1String("failed")));
    const auto address = serverAddressOf({}, m_docker, m_server.id());
    QD_VERIFY(address);
    m_address = *address;
    QCOMPARE(m_address.user, QStringLiteral("postgres"));
}

void TestRestoreForeign::dumpsAreLoaded_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("text") << QStringList();
    QTest::newRow("text, inserts") << QStringList{QStringLiteral("--inserts")};
    QTest::newRow("gzip") << QStringList{QStringLiteral("--compress=6")};
    QTest::newRow("custom") << QStringList{QStringLiteral("--format=custom")};
}

void TestRestoreForeign::dumpsAreLoaded()
{
    QFETCH(QStringList, options);
    sql(QStringLiteral("postgres"), QStringLiteral("DROP DATABASE target"));
    sql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE target"));
    QD_VERIFY(loadForeignDump({}, m_docker, m_address, QStringLiteral("target"), write(dump(options))));
    const QString figure = QStringLiteral("SELECT count(*), md5(string_agg(v, ',' ORDER BY id)), f() FROM t");
    QCOMPARE(sql(QStringLiteral("target"), figure), sql(QStringLiteral("source"), figure));
}

void TestRestoreForeign::aFolderIsLoaded()
{
    sql(QStringLiteral("postgres"), QStringLiteral("DROP DATABASE target"));
    sql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE target"));
    const QString folder = m_folder.filePath(QStringLiteral("folder"));
    QD_VERIFY(test::docker({QStringLiteral("exec"), m_server.id(), QStringLiteral("pg_dump"), QStringLiteral("-Upostgres"),
                            QStringLiteral("--format=directory"), QStringLiteral("--file=/tmp/folder"), QStringLiteral("source")}));
    QD_VERIFY(test::docker({QStringLiteral("cp"), m_server.id() + QLatin1String(":/tmp/folder"), folder}));
    QD_VERIFY(foreignSetOf(folder));
    QD_VERIFY(loadForeignDump({}, m_docker, m_address, QStringLiteral("target"), folder));
    QCOMPARE(sql(QStringLiteral("target"), QStringLiteral("SELECT count(*) FROM t")), QStringLiteral("3000"));
}

void TestRestoreForeign::aBadDumpLeavesNothing_data()
{
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<bool>("cut");
    QTest::newRow("a program") << QByteArray("\\! id\n") << false;
    QTest::newRow("an error at the end") << QByteArray("SELECT nothing FROM nowhere;\n") << false;
    QTest::newRow("cut off") << QByteArray() << true;
}

void TestRestoreForeign::aBadDumpLeavesNothing()
{
    QFETCH(QByteArray, behind);
    QFETCH(bool, cut);
    sql(QStringLiteral("postgres"), QStringLiteral("DROP DATABASE target"));
    sql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE target"));
    const QByteArray whole = dump({});
    const auto loaded
        = loadForeignDump({}, m_docker, m_address, QStringLiteral("target"), write(cut ? whole.left(whole.size() / 2) : whole + behind));
    QVERIFY(!loaded);
    QCOMPARE(sql(QStringLiteral("target"), QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")), QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(TestRestoreForeign)
#include "tst_restoreforeign.moc"
