// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/sqlguard.h"
#include "support/resultcheck.h"

using namespace quarterdeck;
using namespace quarterdeck::restore;

class TestSqlGuard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPgDumpWritesPasses_data();
    void whatPgDumpWritesPasses();
    void everythingElseIsRefused_data();
    void everythingElseIsRefused();
    void cutOffIsNoticed_data();
    void cutOffIsNoticed();

private:
    static Result<void> judge(const QByteArray &text, qsizetype piece)
    {
        SqlGuard guard;
        for (qsizetype at = 0; at < text.size(); at += piece)
            QD_CHECK(guard.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at))));
        return guard.finish();
    }
};

void TestSqlGuard::whatPgDumpWritesPasses_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("header",
        "--\n-- PostgreSQL database dump\n--\n\n\\restrict abcDEF123\n\nSET statement_timeout = 0;\nSET standard_conforming_strings = on;\n"
        "SELECT pg_catalog.set_config('search_path', '', false);\n\\unrestrict abcDEF123\n");
    row("data", "COPY public.t (id, \"it's\") FROM stdin;\n1\t\\\\! not a command\n2\t\\N\n\\.\n\n\nSELECT 1;\n");
    row("data with carriage returns", "COPY t FROM stdin;\r\n1\r\n\\.\r\nSELECT 1;\r\n");
    row("empty data", "COPY t FROM stdin;\n\\.\n");
    row("a backslash in a string", "INSERT INTO t VALUES ('a\\', '\\! ls');\n");
    row("a backslash in an escaped string", "INSERT INTO t VALUES (E'a\\'b \\\\! ; ');\n");
    row("a doubled quote", "INSERT INTO t VALUES ('it''s \\! fine');\n");
    row("a quoted name", "CREATE TABLE \"a\\!b\" (\"x;\" int);\n");
    row("a function", "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.v := 1; -- '\n  RETURN NEW;\nEND;\n$$;\n");
    row("a function with a tag", "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $_$ SELECT $1 || '$$' || '\\!' $_$;\n");
    row("comments", "/* one /* two \\! */ ' */ SELECT 1; -- \\! '\n");
    row("a name with a dollar", "SELECT a$b FROM t WHERE x = $1;\n");
    row("COPY in a string", "COMMENT ON TABLE t IS 'COPY t FROM PROGRAM';\n");
}

void TestSqlGuard::whatPgDumpWritesPasses()
{
    QFETCH(QByteArray, text);
    for (const qsizetype piece : {1, 3, 1000})
        QD_VERIFY(judge(text, piece));
}

void TestSqlGuard::everythingElseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("a program", "\\! rm -rf /\n");
    row("a program, without a line end", "\\! id");
    row("a program behind a statement", "SELECT 1; \\! id\n");
    row("a program within a statement", "SELECT 1 \\g |id\n");
    row("a program behind blanks", "   \\! id\n");
    row("a program behind a comment", "/* x */ \\! id\n");
    row("client copy", "\\copy t FROM '/etc/passwd'\n");
    row("a file", "\\i /etc/passwd\n");
    row("output to a program", "\\o |sh\n");
    row("a variable from a program", "\\set x `id`\n");
    row("another database", "\\connect postgres\n");
    row("restrict with something behind it", "\\restrict abc \\! id\n");
    row("server program", "COPY t FROM PROGRAM 'id';\n");
    row("server program, in pieces", "copy\n\tt (a)\nto -- x\n program 'id';\n");
    row("server file", "COPY t FROM '/etc/passwd';\n");
    row("server output", "COPY t TO '/tmp/x';\n");
    row("copy of a query", "COPY (SELECT 1) TO PROGRAM 'sh';\n");
    row("stdin with options", "COPY t FROM stdin WITH (FORMAT csv);\n\\.\n");
    row("something behind copy", "COPY t FROM stdin; SELECT 1;\n\\.\n");
    row("a program behind data", "COPY t FROM stdin;\n1\n\\.\n\\! id\n");
    row("a block", "DO $$ BEGIN EXECUTE 'COPY t FROM PROGRAM ''id'''; END $$;\n");
    row("strings of old", "SET standard_conforming_strings = off;\n");
    row("strings of old, by a function", "SELECT set_config('standard_conforming_strings', 'off', false);\n");
    row("strings of old, by a role", "ALTER ROLE x SET Standard_Conforming_Strings TO off;\n");
    row("the end of the transaction", "SELECT 1;\nCOMMIT;\n");
    row("a nested comment that is over", "/* /* */ */ \\! id\n");
    row("a name that only looks like E'", "SELECT type'\\'; \\! id\n");
}

void TestSqlGuard::everythingElseIsRefused()
{
    QFETCH(QByteArray, text);
    for (const qsizetype piece : {1, 1000})
        QD_VERIFY_ERROR(judge(text, piece), ErrorKind::Invalid);
}

void TestSqlGuard::cutOffIsNoticed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("in data") << QByteArray("COPY t FROM stdin;\n1\n2");
    QTest::newRow("in a statement") << QByteArray("SELECT 1;\nCREATE TAB");
    QTest::newRow("in a string") << QByteArray("SELECT 'a");
    QTest::newRow("in a function") << QByteArray("CREATE FUNCTION f() AS $$ x");
}

void TestSqlGuard::cutOffIsNoticed()
{
    QFETCH(QByteArray, text);
    QD_VERIFY_ERROR(judge(text, 5), ErrorKind::Corrupt);
}

QTEST_GUILESS_MAIN(TestSqlGuard)
#include "tst_sqlguard.moc"
