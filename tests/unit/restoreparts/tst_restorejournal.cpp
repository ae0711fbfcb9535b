// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::restore;

class TestRestoreJournal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingSurvives();
    void twoOfOneSecondHaveNamesOfTheirOwn();
    void onlyOneIsAtIt();
    void aDamagedOneIsTold();
    void onlyMissingRolesAreMade();
    void rolesBringNoOtherStatements_data();
    void rolesBringNoOtherStatements();
    void schedules_data();
    void schedules();
    void aReportNeverRunsWhatIsInAName();

private:
    [[nodiscard]] static JournalState sample()
    {
        JournalState state;
        state.stackId = QStringLiteral("shop");
        state.scenario = Scenario::Undo;
        state.startedAt = QDateTime::fromString(QStringLiteral("2026-01-02T03:04:05.678Z"), Qt::ISODateWithMs);
        state.stamp = QStringLiteral("20260102_030405");
        state.setId = QStringLiteral("shop_20260101_020000");
        state.setPath = QStringLiteral("/sets/shop_20260101_020000");
        state.parts = {backup::Part::Postgres, backup::Part::N8nData};
        state.ports = {{5678, 15678}};
        state.safetyBackup = false;
        state.replayQueue = true;
        state.quarantine = false;
        state.key = KeyChoice::FromSet;
        state.keepOldDays = 3;
        state.begun = {QStringLiteral("checks"), QStringLiteral("swap-database")};
        state.done = {QStringLiteral("checks")};
        state.database = QStringLiteral("n8n");
        state.stagedDatabase = QStringLiteral("n8n_restore_20260102_030405");
        state.oldDatabase = QStringLiteral("n8n_prev_20260102_030405");
        state.madeRoles = {QStringLiteral("reader")};
        state.stopped = {{QStringLiteral("abc"), QStringLiteral("shop-n8n-1"), QStringLiteral("n8n")}};
        state.files = {{QStringLiteral("/shop/.env"), QStringLiteral("/shop/.env.before")}, {QStringLiteral("/shop/new"), {}}};
        state.recreate = true;
        state.ofStack = QStringLiteral("shop");
        state.setBytes = 4711;
        state.asClone = true;
        state.lastTitle = QStringLiteral("Swap the databases");
        state.stepMs = {{QStringLiteral("checks"), 320}};
        state.told = {QStringLiteral("abc")};
        state.report.cloneUrl = QStringLiteral("http://localhost:20003");
        state.report.health = QStringLiteral("ready");
        state.report.tables = {{QStringLiteral("public.t"), 5, 4, false}};
        state.report.warnings = {QStringLiteral("one")};
        state.report.keyFit = backup::KeyFit::Fits;
        state.report.cutOverMs = 42;
        return state;
    }
};

void TestRestoreJournal::everythingSurvives()
{
    const QTemporaryDir folder;
    QString runId;
    {
        const auto journal = Journal::create(sample(), folder.path());
        QD_VERIFY(journal);
        runId = (*journal)->state().runId;
    }
    const auto again = Journal::open(runId, folder.path());
    QD_VERIFY(again);
    JournalState wanted = sample();
    wanted.runId = runId;
    QCOMPARE(journalToJson((*again)->state()), journalToJson(wanted));
    QCOMPARE((*again)->state().report.tables.first().found, 4);
    QCOMPARE((*again)->state().stopped.first().service, QStringLiteral("n8n"));
    QCOMPARE((*again)->state().key, KeyChoice::FromSet);
    QCOMPARE((*again)->state().startedAt, sample().startedAt);
    QCOMPARE(QFile::permissions(folder.filePath(runId + QLatin1String(".json"))) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestRestoreJournal::twoOfOneSecondHaveNamesOfTheirOwn()
{
    const QTemporaryDir folder;
    const auto one = Journal::create(sample(), folder.path());
    const auto two = Journal::create(sample(), folder.path());
    QD_VERIFY(one);
    QD_VERIFY(two);
    QVERIFY((*one)->state().runId != (*two)->state().runId);
    QVERIFY((*one)->state().stamp != (*two)->state().stamp);
}

void TestRestoreJournal::onlyOneIsAtIt()
{
    const QTemporaryDir folder;
    QString runId;
    {
        const auto journal = Journal::create(sample(), folder.path());
        QD_VERIFY(journal);
        runId = (*journal)->state().runId;
        QD_VERIFY_ERROR(Journal::open(runId, folder.path()), ErrorKind::Conflict);
        QVERIFY(Journal::list(folder.path())->first().ownerAlive);
    }
    QVERIFY(!Journal::list(folder.path())->first().ownerAlive);
    QD_VERIFY(Journal::open(runId, folder.path()));
    QD_VERIFY_ERROR(Journal::open(QStringLiteral("../") + runId, folder.path()), ErrorKind::NotFound);
}

void TestRestoreJournal::aDamagedOneIsTold()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("x.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schema\": 1, \"run\"");
    file.close();
    QD_VERIFY_ERROR(Journal::open(QStringLiteral("x"), folder.path()), ErrorKind::Corrupt);
    QCOMPARE(Journal::list(folder.path())->size(), 0);
}

void TestRestoreJournal::onlyMissingRolesAreMade()
{
    const QByteArray globals = "--\n-- Roles\n--\n\nCREATE ROLE n8n;\nALTER ROLE n8n WITH LOGIN PASSWORD 'old';\nCREATE ROLE \"a \"\"b\"\"\";\n"
                               "ALTER ROLE \"a \"\"b\"\"\" WITH LOGIN PASSWORD 'x';\nALTER ROLE n8n SET work_mem TO '64MB';\n"
                               "GRANT readers TO n8n GRANTED BY postgres;\nGRANT readers TO \"a \"\"b\"\"\" GRANTED BY postgres;\n"
                               "CREATE TABLESPACE fast LOCATION '/x';\n";
    const RoleStatements missing = statementsOfMissingRoles(globals, {QStringLiteral("n8n"), QStringLiteral("postgres")});
    QCOMPARE(missing.names, QStringList{QStringLiteral("a \"b\"")});
    QCOMPARE(missing.sql,
             QByteArray("CREATE ROLE \"a \"\"b\"\"\";\nALTER ROLE \"a \"\"b\"\"\" WITH LOGIN PASSWORD 'x';\n"
                        "GRANT readers TO \"a \"\"b\"\"\" GRANTED BY postgres;\n"));
    QVERIFY(missing.refused.isEmpty());
    QVERIFY(statementsOfMissingRoles(globals, {QStringLiteral("n8n"), QStringLiteral("a \"b\"")}).sql.isEmpty());
}

void TestRestoreJournal::rolesBringNoOtherStatements_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("a second statement") << QByteArray("CREATE ROLE x; DROP DATABASE n8n;");
    QTest::newRow("one behind an option") << QByteArray("ALTER ROLE x WITH PASSWORD 'a'; DROP DATABASE n8n;");
    QTest::newRow("one behind a grant") << QByteArray("GRANT readers TO x; DROP DATABASE n8n;");
    QTest::newRow("a comment that hides the end") << QByteArray("CREATE ROLE x -- ;");
    QTest::newRow("a block comment") << QByteArray("CREATE ROLE x /* ;");
    QTest::newRow("a command of psql") << QByteArray("CREATE ROLE x \\! touch /tmp/x ;");
    QTest::newRow("a dollar quote") << QByteArray("ALTER ROLE x WITH PASSWORD $$;");
    QTest::newRow("an escaped quote") << QByteArray("ALTER ROLE x WITH PASSWORD E'\\'; DROP DATABASE n8n; --';");
    QTest::newRow("an open string") << QByteArray("ALTER ROLE x WITH PASSWORD 'a;");
}

void TestRestoreJournal::rolesBringNoOtherStatements()
{
    QFETCH(QByteArray, line);
    const RoleStatements missing = statementsOfMissingRoles("CREATE ROLE x;\n" + line + '\n', {});
    QCOMPARE(missing.refused, QByteArrayList{line});
    QCOMPARE(missing.sql, QByteArray("CREATE ROLE x;\n"));
    // What stands between quotes is a name or a value, whatever it looks like.
    const QByteArray harmless = "CREATE ROLE \"a; drop role x; -- \\ $$\";";
    QCOMPARE(statementsOfMissingRoles(harmless, {}).sql, harmless + '\n');
}

void TestRestoreJournal::schedules_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("line");
    QTest::newRow("minutes") << QByteArray(R"({"field":"minutes","minutesInterval":15})") << QStringLiteral("W: every 15 minute(s), about 8 time(s)");
    QTest::newRow("hours") << QByteArray(R"({"field":"hours"})") << QStringLiteral("W: every 1 hour(s), about 2 time(s)");
    QTest::newRow("not due") << QByteArray(R"({"field":"weeks"})") << QString();
    QTest::newRow("cron") << QByteArray(R"({"field":"cronExpression","expression":"*/30 * * * *"})")
                          << QStringLiteral("W: at \"*/30 * * * *\", about 4 time(s)");
    QTest::newRow("cron with seconds") << QByteArray(R"({"field":"cronExpression","expression":"0 0 4 * * *"})")
                                       << QStringLiteral("W: at \"0 0 4 * * *\", about 1 time(s)");
    QTest::newRow("cron, either day") << QByteArray(R"({"field":"cronExpression","expression":"0 4 13 * 5"})")
                                      << QStringLiteral("W: at \"0 4 13 * 5\", about 1 time(s)");
    QTest::newRow("cron, other day") << QByteArray(R"({"field":"cronExpression","expression":"0 4 13 * *"})") << QString();
    QTest::newRow("no cron") << QByteArray(R"({"field":"cronExpression","expression":"={{ $now }}"})") << QStringLiteral("W: at \"={{ $now }}\"");
}

void TestRestoreJournal::schedules()
{
    QFETCH(QByteArray, rule);
    QFETCH(QString, line);
    const QByteArray nodes = R"([{"type":"n8n-nodes-base.webhook"},{"type":"n8n-nodes-base.scheduleTrigger","parameters":{"rule":{"interval":[)"
        + rule + R"(]}}},{"type":"n8n-nodes-base.scheduleTrigger","disabled":true}])";
    // A Friday, the second.
    const QDateTime from = QDateTime::fromString(QStringLiteral("2026-01-02T02:30:00Z"), Qt::ISODate);
    QCOMPARE(schedulesDue(QStringLiteral("W"), nodes, from, from.addSecs(7200)), line.isEmpty() ? QStringList() : QStringList{line});
}

void TestRestoreJournal::aReportNeverRunsWhatIsInAName()
{
    JournalState state = sample();
    state.stackId = QStringLiteral("<script>alert(1)</script>");
    state.report.warnings = {QStringLiteral("<img src=x>")};
    const QByteArray html = reportHtml(state, state.startedAt);
    QVERIFY(!html.contains("<script") && !html.contains("<img"));
    QVERIFY(html.contains("&lt;script&gt;") && html.contains("public.t"));
}

QTEST_GUILESS_MAIN(TestRestoreJournal)
#include "tst_restorejournal.moc"
