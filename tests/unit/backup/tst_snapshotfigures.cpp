// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/snapshotfigures.h"
#include "support/resultcheck.h"

#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace quarterdeck;
using namespace quarterdeck::backup;

namespace {

using Row = QList<std::optional<QString>>;

/// Answers by what a question contains, the first that fits; keeps all questions.
class FakePostgres final : public postgres::Session
{
public:
    struct Question
    {
        QString sql;
        QList<std::optional<QString>> parameters;
    };
    QList<QPair<QString, QList<Row>>> answers;
    QList<Question> asked;

    Result<postgres::Rows> query(const JobContext &context, const QString &sql, const QList<std::optional<QString>> &parameters) override
    {
        QD_CHECK(context.checkpoint());
        asked.append({sql, parameters});
        for (const auto &[part, rows] : answers) {
            if (sql.contains(part))
                return postgres::Rows{{}, rows};
        }
        return fail(ErrorKind::Invalid, QStringLiteral("The database refused a query."), sql);
    }
    [[nodiscard]] int serverVersion() const override { return 160011; }

    [[nodiscard]] QString question(const QString &part) const
    {
        for (const Question &question : asked) {
            if (question.sql.contains(part))
                return question.sql;
        }
        return {};
    }
};

Row row(const QStringList &values)
{
    Row list;
    for (const QString &value : values)
        list.append(value);
    return list;
}

const QString yes = QStringLiteral("t");
const QString no = QStringLiteral("f");

} // namespace

class TestSnapshotFigures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identifiersAreQuoted_data();
    void identifiersAreQuoted();
    void smallTablesAreDigestedWhole();
    void largeTablesAreSampledByTheirKey();
    void withoutAKeyNothingIsSampled();
    void strangeNamesStayNames();
    void recomputingAsksForTheSameFigures();
    void aTableThatIsGoneHasNoRows();
    void aFigureNobodyAskedForIsAnError();
    void serverAndMigrationAreTold();
    void withoutMigrationsThereIsNoHead();
    void aRefusedQuestionIsAnError();
    void keysAndCredentialsAreRead();
    void withoutTheirTablesThereAreNone();
    void credentialsAreSpreadOverTheTable();
    void storageElsewhereIsAGap();
    void textIsWrittenTheSameEverywhere();
};

void TestSnapshotFigures::identifiersAreQuoted_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << QStringLiteral("execution_entity") << QStringLiteral("\"execution_entity\"");
    QTest::newRow("upper case") << QStringLiteral("storedAt") << QStringLiteral("\"storedAt\"");
    QTest::newRow("a quote") << QStringLiteral("a\"b") << QStringLiteral("\"a\"\"b\"");
    QTest::newRow("only quotes") << QStringLiteral("\"\"") << QStringLiteral("\"\"\"\"\"\"");
    QTest::newRow("an attack") << QStringLiteral("x\"; DROP TABLE y;--") << QStringLiteral("\"x\"\"; DROP TABLE y;--\"");
    QTest::newRow("empty") << QString() << QStringLiteral("\"\"");
}

void TestSnapshotFigures::identifiersAreQuoted()
{
    QFETCH(QString, name);
    QFETCH(QString, quoted);
    QCOMPARE(quoteIdentifier(name), quoted);
}

void TestSnapshotFigures::smallTablesAreDigestedWhole()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("pg_table_size"), {row({QStringLiteral("public"), QStringLiteral("migrations"), QStringLiteral("1000")})}},
                      {QStringLiteral("count(*)"), {row({QStringLiteral("150000"), QStringLiteral("-17446744073709551615")})}}};
    const auto figures = readTableFigures(JobContext(), server, 1000);
    QD_VERIFY(figures);
    QCOMPARE(figures->size(), 1);
    QCOMPARE(figures->front(),
             (TableFigure{QStringLiteral("public"), QStringLiteral("migrations"), 150'000, QStringLiteral("-17446744073709551615"),
                          QStringLiteral("full")}));
    const QString sql = server.question(QStringLiteral("count(*)"));
    QVERIFY2(sql.contains(QLatin1String("hashtextextended(qd_row::text, 0)")), qPrintable(sql));
    QVERIFY2(sql.endsWith(QLatin1String("FROM \"public\".\"migrations\" AS qd_row")), qPrintable(sql));
    // An empty table has a sum too, not NULL.
    QVERIFY2(sql.contains(QLatin1String("coalesce(sum(")) && sql.contains(QLatin1String("::numeric")), qPrintable(sql));
}

void TestSnapshotFigures::largeTablesAreSampledByTheirKey()
{
    FakePostgres server;
    server.answers
        = {{QStringLiteral("pg_table_size"), {row({QStringLiteral("public"), QStringLiteral("execution_data"), QStringLiteral("1001")})}},
           {QStringLiteral("pg_attribute"),
            {row({QStringLiteral("executionId"), QStringLiteral("n"), yes}), row({QStringLiteral("workflowData"), QStringLiteral("s"), no}),
             row({QStringLiteral("data"), QStringLiteral("m"), no}), row({QStringLiteral("flag"), QStringLiteral("n"), no})}},
           {QStringLiteral("count(*)"), {row({QStringLiteral("5"), QStringLiteral("77")})}}};
    const auto figures = readTableFigures(JobContext(), server, 1000);
    QD_VERIFY(figures);
    QCOMPARE(figures->front().method, QStringLiteral("sampled"));
    QCOMPARE(figures->front().digest, QStringLiteral("77"));
    const QString sql = server.question(QStringLiteral("count(*)"));
    // Of every row: key, narrow columns, lengths; of a sample by key: everything. JSON costs too much elsewhere.
    QVERIFY2(sql.contains(QLatin1String("ROW(qd_row.\"executionId\", pg_catalog.octet_length(qd_row.\"data\"), qd_row.\"flag\")")), qPrintable(sql));
    QVERIFY2(
        sql.contains(QLatin1String("mod(hashtextextended(ROW(qd_row.\"executionId\")::text, 7), 64) = 0 THEN hashtextextended(qd_row::text, 0)")),
        qPrintable(sql));
    QVERIFY2(!sql.contains(QLatin1String("workflowData")), qPrintable(sql));
}

void TestSnapshotFigures::withoutAKeyNothingIsSampled()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("pg_table_size"), {row({QStringLiteral("public"), QStringLiteral("log"), QStringLiteral("1001")})}},
                      {QStringLiteral("pg_attribute"), {row({QStringLiteral("line"), QStringLiteral("m"), no})}},
                      {QStringLiteral("count(*)"), {row({QStringLiteral("5"), QStringLiteral("77")})}}};
    QD_VERIFY(readTableFigures(JobContext(), server, 1000));
    QVERIFY(server.question(QStringLiteral("count(*)")).contains(QLatin1String("hashtextextended(qd_row::text, 0)")));
    QVERIFY(!server.question(QStringLiteral("count(*)")).contains(QLatin1String("octet_length")));
}

void TestSnapshotFigures::strangeNamesStayNames()
{
    // What QString::arg would take for a place to fill, and what SQL would take for an end.
    const QString schema = QStringLiteral("we\"ird %1");
    const QString name = QStringLiteral("%2 table; --");
    const QString column = QStringLiteral("%1\"%L2%3");
    FakePostgres server;
    server.answers = {{QStringLiteral("pg_table_size"), {row({schema, name, QStringLiteral("1001")})}},
                      {QStringLiteral("pg_attribute"), {row({column, QStringLiteral("n"), yes})}},
                      {QStringLiteral("count(*)"), {row({QStringLiteral("5"), QStringLiteral("77")})}}};
    const auto figures = readTableFigures(JobContext(), server, 1000);
    QD_VERIFY(figures);
    QCOMPARE(figures->front().schema, schema);
    const QString sql = server.question(QStringLiteral("count(*)"));
    QVERIFY2(sql.contains(QLatin1String("FROM \"we\"\"ird %1\".\"%2 table; --\" AS qd_row")), qPrintable(sql));
    QVERIFY2(sql.contains(QLatin1String("qd_row.\"%1\"\"%L2%3\"")), qPrintable(sql));
    // Names of tables travel as parameters where they can.
    QCOMPARE(server.asked.at(1).parameters, (QList<std::optional<QString>>{schema, name}));

    server.asked.clear();
    server.answers.prepend({QStringLiteral("f.*"), {row({QStringLiteral("0"), QStringLiteral("5"), QStringLiteral("77")})}});
    server.answers.prepend({QStringLiteral("relkind IN ('r', 'p')"), {row({schema, name})}});
    QD_VERIFY(recomputeTableFigures(JobContext(), server, *figures));
    QVERIFY2(server.asked.last().sql.contains(sql), "the figure of the copy is asked for in other words");
}

void TestSnapshotFigures::recomputingAsksForTheSameFigures()
{
    const QList<TableFigure> wanted = {{QStringLiteral("public"), QStringLiteral("a"), 3, QStringLiteral("30"), QStringLiteral("full")},
                                       {QStringLiteral("public"), QStringLiteral("b"), 4, QStringLiteral("40"), QStringLiteral("full")},
                                       {QStringLiteral("other"), QStringLiteral("a"), 5, QStringLiteral("50"), QStringLiteral("full")}};
    FakePostgres server;
    server.answers = {{QStringLiteral("relkind IN ('r', 'p')"),
                       {row({QStringLiteral("public"), QStringLiteral("a")}), row({QStringLiteral("public"), QStringLiteral("b")}),
                        row({QStringLiteral("other"), QStringLiteral("a")})}},
                      // Answers in any order.
                      {QStringLiteral("UNION ALL"),
                       {row({QStringLiteral("2"), QStringLiteral("5"), QStringLiteral("50")}),
                        row({QStringLiteral("0"), QStringLiteral("3"), QStringLiteral("30")}),
                        row({QStringLiteral("1"), QStringLiteral("9"), QStringLiteral("90")})}}};
    const auto found = recomputeTableFigures(JobContext(), server, wanted);
    QD_VERIFY(found);
    QCOMPARE(found->size(), 3);
    QCOMPARE(found->at(0), wanted.at(0));
    QCOMPARE(found->at(1).rows, 9);
    QCOMPARE(found->at(1).digest, QStringLiteral("90"));
    QCOMPARE(found->at(2), wanted.at(2));
}

void TestSnapshotFigures::aTableThatIsGoneHasNoRows()
{
    const TableFigure wanted{QStringLiteral("public"), QStringLiteral("gone"), 0, QStringLiteral("0"), QStringLiteral("full")};
    FakePostgres server;
    server.answers = {{QStringLiteral("relkind IN ('r', 'p')"), {row({QStringLiteral("other"), QStringLiteral("gone")})}}};
    const auto found = recomputeTableFigures(JobContext(), server, {wanted});
    QD_VERIFY(found);
    // Not zero: an empty table that is there is another thing.
    QCOMPARE(found->front().rows, -1);
    QVERIFY(found->front().digest.isEmpty());
    QCOMPARE(server.asked.size(), 1);
}

void TestSnapshotFigures::aFigureNobodyAskedForIsAnError()
{
    const TableFigure wanted{QStringLiteral("public"), QStringLiteral("a"), 3, QStringLiteral("30"), QStringLiteral("full")};
    for (const char *index : {"1", "-1"}) {
        FakePostgres server;
        server.answers = {{QStringLiteral("relkind IN ('r', 'p')"), {row({QStringLiteral("public"), QStringLiteral("a")})}},
                          {QStringLiteral("f.*"), {row({QLatin1String(index), QStringLiteral("3"), QStringLiteral("30")})}}};
        QVERIFY(!recomputeTableFigures(JobContext(), server, {wanted}));
    }
}

void TestSnapshotFigures::serverAndMigrationAreTold()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("server_version"),
                       {row({QStringLiteral("16.11 (Debian)"), QStringLiteral("n8n"), QStringLiteral("owner"), QStringLiteral("UTF8"),
                             QStringLiteral("C.UTF-8"), QStringLiteral("1760000000000")})}},
                      {QStringLiteral("pg_extension"), {row({QStringLiteral("plpgsql 1.0")}), row({QStringLiteral("uuid-ossp 1.1")})}},
                      {QStringLiteral("to_regclass"), {row({yes})}},
                      {QStringLiteral("LIMIT 1"), {row({QStringLiteral("AddStatus1700000000000")})}}};
    const auto figure = readServerFigure(JobContext(), server, QStringLiteral("my schema"), QStringLiteral("x_"));
    QD_VERIFY(figure);
    QCOMPARE(figure->serverVersion, 160011);
    QCOMPARE(figure->serverVersionText, QStringLiteral("16.11 (Debian)"));
    QCOMPARE(figure->database, QStringLiteral("n8n"));
    QCOMPARE(figure->owner, QStringLiteral("owner"));
    QCOMPARE(figure->encoding, QStringLiteral("UTF8"));
    QCOMPARE(figure->collation, QStringLiteral("C.UTF-8"));
    QCOMPARE(figure->databaseSize, 1'760'000'000'000);
    QCOMPARE(figure->extensions, (QStringList{QStringLiteral("plpgsql 1.0"), QStringLiteral("uuid-ossp 1.1")}));
    QCOMPARE(figure->schema, QStringLiteral("my schema"));
    QCOMPARE(figure->tablePrefix, QStringLiteral("x_"));
    QCOMPARE(figure->migrationHead, QStringLiteral("AddStatus1700000000000"));
    QVERIFY(server.question(QStringLiteral("LIMIT 1")).contains(QLatin1String("\"my schema\".\"x_migrations\"")));
}

void TestSnapshotFigures::withoutMigrationsThereIsNoHead()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("server_version"), {row({QStringLiteral("16")})}},
                      {QStringLiteral("pg_extension"), {}},
                      {QStringLiteral("to_regclass"), {row({no})}}};
    const auto figure = readServerFigure(JobContext(), server, QStringLiteral("public"), {});
    QD_VERIFY(figure);
    QVERIFY(figure->migrationHead.isEmpty());
    QVERIFY(figure->extensions.isEmpty());
}

void TestSnapshotFigures::aRefusedQuestionIsAnError()
{
    FakePostgres server;
    QD_VERIFY_ERROR(readServerFigure(JobContext(), server, QStringLiteral("public"), {}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(readTableFigures(JobContext(), server), ErrorKind::Invalid);
    QD_VERIFY_ERROR(readKeyMaterial(JobContext(), server, QStringLiteral("public"), {}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(readStorageGaps(JobContext(), server, QStringLiteral("public"), {}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(recomputeTableFigures(JobContext(), server, {{}}), ErrorKind::Invalid);
    // Half an answer is no figure: the second table is refused.
    server.answers = {{QStringLiteral("pg_table_size"), {row({QStringLiteral("public"), QStringLiteral("a"), QStringLiteral("1")})}}};
    QD_VERIFY_ERROR(readTableFigures(JobContext(), server), ErrorKind::Invalid);
    std::stop_source stop;
    stop.request_stop();
    QD_VERIFY_ERROR(readTableFigures(JobContext(stop.get_token()), server), ErrorKind::Cancelled);
}

void TestSnapshotFigures::keysAndCredentialsAreRead()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("to_regclass"), {row({yes})}},
                      {QStringLiteral("credentials_entity"), {row({QStringLiteral("aB3"), QStringLiteral("Käse"), QStringLiteral("U2FsdGVk")})}},
                      {QStringLiteral("deployment_key"),
                       {row({QStringLiteral("k1"), QStringLiteral("data_encryption"), QStringLiteral("aes-256-gcm"), QStringLiteral("AUep")}),
                        row({QStringLiteral("k2"), QStringLiteral("signing.hmac"), QString(), QStringLiteral("plain")})}}};
    const auto material = readKeyMaterial(JobContext(), server, QStringLiteral("public"), QStringLiteral("x_"));
    QD_VERIFY(material);
    QCOMPARE(material->credentials.size(), 1);
    QCOMPARE(material->credentials.front().id, QStringLiteral("aB3"));
    QCOMPARE(material->credentials.front().name, QStringLiteral("Käse"));
    QCOMPARE(material->credentials.front().data, QByteArray("U2FsdGVk"));
    QCOMPARE(material->deploymentKeys.size(), 2);
    QCOMPARE(material->deploymentKeys.front().algorithm, QStringLiteral("aes-256-gcm"));
    QCOMPARE(material->deploymentKeys.back().type, QStringLiteral("signing.hmac"));
    QVERIFY(server.question(QStringLiteral("credentials_entity")).contains(QLatin1String("\"public\".\"x_credentials_entity\"")));
}

void TestSnapshotFigures::withoutTheirTablesThereAreNone()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("to_regclass"), {row({no})}}};
    const auto material = readKeyMaterial(JobContext(), server, QStringLiteral("public"), {});
    QD_VERIFY(material);
    QVERIFY(material->credentials.isEmpty());
    QVERIFY(material->deploymentKeys.isEmpty());
}

void TestSnapshotFigures::credentialsAreSpreadOverTheTable()
{
    FakePostgres server;
    server.answers
        = {{QStringLiteral("to_regclass"), {row({yes})}}, {QStringLiteral("credentials_entity"), {}}, {QStringLiteral("deployment_key"), {}}};
    QD_VERIFY(readKeyMaterial(JobContext(), server, QStringLiteral("main"), {}));
    // The same question to SQLite, which counts rows and divides as PostgreSQL does.
    QString sql = server.question(QStringLiteral("credentials_entity"));
    sql.replace(QLatin1String("id::text"), QLatin1String("id")).replace(QLatin1String("greatest("), QLatin1String("max("));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("spread"));
        database.setDatabaseName(QStringLiteral(":memory:"));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("CREATE TABLE credentials_entity (id INTEGER, name TEXT, data TEXT, \"createdAt\" INTEGER)")));
        for (int total = 1; total <= 400; ++total) {
            QVERIFY(query.exec(QStringLiteral("INSERT INTO credentials_entity VALUES (%1, '', '', %1)").arg(total)));
            QVERIFY2(query.exec(sql), qPrintable(sql));
            QList<int> ids;
            while (query.next())
                ids.append(query.value(0).toInt());
            std::sort(ids.begin(), ids.end());
            const QByteArray where = QByteArray::number(total);
            QVERIFY2(ids.size() <= 50, where.constData());
            QVERIFY2(ids.size() >= std::min(total, 25), where.constData());
            // The oldest and the newest tenth are looked at, whatever the number.
            QVERIFY2(ids.front() == 1, where.constData());
            QVERIFY2(ids.back() > total - std::max(1, total / 10), where.constData());
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("spread"));
}

void TestSnapshotFigures::storageElsewhereIsAGap()
{
    FakePostgres server;
    server.answers = {{QStringLiteral("information_schema.columns"), {row({QStringLiteral("1")})}},
                      {QStringLiteral("DISTINCT"), {row({QStringLiteral("s3")}), row({QStringLiteral("fs")})}}};
    const auto gaps = readStorageGaps(JobContext(), server, QStringLiteral("public"), QStringLiteral("x_"));
    QD_VERIFY(gaps);
    QCOMPARE(*gaps, (QStringList{QStringLiteral("execution-data-s3"), QStringLiteral("execution-data-fs")}));
    QCOMPARE(server.asked.front().parameters.at(1), std::optional<QString>(QStringLiteral("x_execution_entity")));
    // An older n8n keeps everything in the database and has no such column.
    FakePostgres old;
    old.answers = {{QStringLiteral("information_schema.columns"), {}}};
    QVERIFY(readStorageGaps(JobContext(), old, QStringLiteral("public"), {})->isEmpty());
}

void TestSnapshotFigures::textIsWrittenTheSameEverywhere()
{
    const QStringList local = canonicalTextSettings(true);
    const QStringList plain = canonicalTextSettings(false);
    QCOMPARE(local.size(), plain.size());
    for (qsizetype i = 0; i < local.size(); ++i) {
        QVERIFY2(plain.at(i).startsWith(QLatin1String("SET ")) && plain.at(i).contains(QLatin1String(" = ")), qPrintable(plain.at(i)));
        QCOMPARE(local.at(i), QStringLiteral("SET LOCAL ") + plain.at(i).mid(4));
    }
    // Times are in every table of n8n: a server in Berlin and a drill in UTC must write them alike.
    for (const char *name : {"TimeZone", "DateStyle", "IntervalStyle", "extra_float_digits", "bytea_output"})
        QVERIFY2(!plain.filter(QLatin1String(name)).isEmpty(), name);
}

QTEST_GUILESS_MAIN(TestSnapshotFigures)
#include "tst_snapshotfigures.moc"
