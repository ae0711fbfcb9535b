// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/postgres/libpqport.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QtTest>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::postgres;
using namespace std::chrono_literals;

/// A real server of our own, in a container of the stack's image.
class TestPostgresServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_context = JobContext().withTimeout(30s); }
    void valuesComeAsTheServerSendsThem();
    void parametersAreBound();
    void nulCharacterIsRefused();
    void sessionIsNamed();
    void errorsHaveKinds_data();
    void errorsHaveKinds();
    void statementsAreNotQuoted();
    void noticesStayAway();
    void copyIsRefused();
    void cancelReachesTheServer();
    void deadlineReachesTheServer();
    void largeAnswersAndQuestions();
    void wrongPasswordIsAuth();
    void missingDatabaseIsNotFound();
    void fullServerIsAConflict();
    void endedSessionIsUnreachable();
    void frozenServerIsLeftInTime();
    void killedServerIsUnreachable();

private:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect() { return m_port.connect(m_context, m_coordinates); }
    [[nodiscard]] Result<QString> value(Session &session, const QString &sql, const QList<std::optional<QString>> &parameters = {});
    [[nodiscard]] int running(const QString &mark);

    LibpqPort m_port;
    JobContext m_context;
    test::TestContainer m_server;
    Coordinates m_coordinates;
};

void TestPostgresServer::initTestCase()
{
    QD_NEED_ENGINE();
    const QString image = test::localImage("postgres");
    if (image.isEmpty())
        QSKIP("no image of PostgreSQL on this machine");
    const QString password = QStringLiteral("it's a \\ \"pass\" word");
    QD_VERIFY(m_server.run(
        {"--publish", "127.0.0.1::5432", "--pull", "never", "--tmpfs", "/var/lib/postgresql/data"}, image,
        {"-c", "fsync=off", "-c", "max_connections=12", "-c", "password_encryption=scram-sha-256"},
        {{"POSTGRES_USER", "tester"}, {"POSTGRES_PASSWORD", password}, {"POSTGRES_DB", "shop"}, {"PGDATA", "/var/lib/postgresql/data/pg"}}));
    m_coordinates.host = QStringLiteral("127.0.0.1");
    m_coordinates.port = m_server.hostPort(5432);
    m_coordinates.database = QStringLiteral("shop");
    m_coordinates.user = QStringLiteral("tester");
    m_coordinates.password = Secret(password);
    QVERIFY(m_coordinates.port != 0);
    // The first start has a temporary server without TCP: what answers here is the real one.
    QTRY_VERIFY_WITH_TIMEOUT(connect().has_value(), 60000);
}

Result<QString> TestPostgresServer::value(Session &session, const QString &sql, const QList<std::optional<QString>> &parameters)
{
    QD_TRY(const Rows rows, session.query(m_context, sql, parameters));
    return rows.rows.value(0).value(0).value_or(QStringLiteral("<NULL>"));
}

int TestPostgresServer::running(const QString &mark)
{
    const auto session = connect();
    if (!session)
        return -1;
    return value(**session,
                 "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%' || $1 || '%'", {mark})
        .value_or("-1")
        .toInt();
}

void TestPostgresServer::valuesComeAsTheServerSendsThem()
{
    const auto session = connect();
    QD_VERIFY(session);
    const auto rows = (*session)->query(
        m_context,
        "SELECT 1 AS one, NULL::text AS \"nothing\", '' AS empty, 'ä€ \"quoted''' AS \"Text\", true AS yes, 1.50::numeric AS number "
        "UNION ALL SELECT 2, 'x', 'y', 'z', false, 2");
    QD_VERIFY(rows);
    QCOMPARE(rows->columns, QStringList({"one", "nothing", "empty", "Text", "yes", "number"}));
    QCOMPARE(rows->rows.size(), 2);
    const QList<std::optional<QString>> first = {"1", std::nullopt, "", "ä€ \"quoted'", "t", "1.50"};
    QCOMPARE(rows->rows.first(), first);
    const auto none = (*session)->query(m_context, "CREATE TEMPORARY TABLE t (a int)");
    QD_VERIFY(none);
    QVERIFY(none->columns.isEmpty() && none->rows.isEmpty());
    QD_VERIFY((*session)->query(m_context, {}));
    QCOMPARE(value(**session, "SHOW server_version_num").value_or(QString()).toInt(), (*session)->serverVersion());
}

void TestPostgresServer::parametersAreBound()
{
    const auto session = connect();
    QD_VERIFY(session);
    const QString nasty = QStringLiteral("'; DROP TABLE x; --\n\\ \"$1\" ä€😀\t");
    QCOMPARE(*value(**session, "SELECT $1::text", {nasty}), nasty);
    QCOMPARE(*value(**session, "SELECT length($1::text)", {QString()}), QStringLiteral("0"));
    QCOMPARE(*value(**session, "SELECT $1::text IS NULL", {std::nullopt}), QStringLiteral("t"));
    QCOMPARE(*value(**session, "SELECT $1::int + $2::int", {"40", "2"}), QStringLiteral("42"));
}

void TestPostgresServer::nulCharacterIsRefused()
{
    const auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY_ERROR((*session)->query(m_context, "SELECT $1::text", {QString("a") + QChar(u'\0') + "b"}), ErrorKind::Invalid);
    QCOMPARE(*value(**session, "SELECT 1"), QStringLiteral("1"));
}

void TestPostgresServer::sessionIsNamed()
{
    const auto session = connect();
    QD_VERIFY(session);
    QCOMPARE(*value(**session, "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"), QStringLiteral("quarterdeck"));
    QCOMPARE(*value(**session, "SHOW client_encoding"), QStringLiteral("UTF8"));
}

void TestPostgresServer::errorsHaveKinds_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("syntax") << "SELEKT 1" << ErrorKind::Invalid;
    QTest::newRow("no such table") << "SELECT * FROM nowhere" << ErrorKind::NotFound;
    QTest::newRow("no such schema") << "CREATE TABLE nowhere.t (a int)" << ErrorKind::NotFound;
    QTest::newRow("division") << "SELECT 1/0" << ErrorKind::Invalid;
    QTest::newRow("permission") << "SET ROLE pg_monitor; " << ErrorKind::Auth; // made below
    QTest::newRow("its own timeout") << "SELECT set_config('statement_timeout', '50', false)" << ErrorKind::Timeout;
    QTest::newRow("lock") << "SELECT 1" << ErrorKind::Conflict;
}

void TestPostgresServer::errorsHaveKinds()
{
    QFETCH(QString, sql);
    QFETCH(ErrorKind, kind);
    const auto session = connect();
    QD_VERIFY(session);
    if (kind == ErrorKind::Auth) {
        QD_VERIFY((*session)->query(m_context, "SET ROLE pg_monitor"));
        sql = QStringLiteral("SELECT * FROM pg_authid");
    } else if (kind == ErrorKind::Timeout) {
        QD_VERIFY((*session)->query(m_context, sql));
        sql = QStringLiteral("SELECT pg_sleep(60)");
    } else if (kind == ErrorKind::Conflict) {
        const auto other = connect();
        QD_VERIFY(other);
        QD_VERIFY((*other)->query(m_context, "CREATE TABLE IF NOT EXISTS locked (a int)"));
        QD_VERIFY((*other)->query(m_context, "BEGIN"));
        QD_VERIFY((*other)->query(m_context, "LOCK TABLE locked"));
        QD_VERIFY((*session)->query(m_context, "BEGIN"));
        QD_VERIFY_ERROR((*session)->query(m_context, "LOCK TABLE locked NOWAIT"), kind);
        return;
    }
    const auto result = (*session)->query(m_context, sql);
    QD_VERIFY_ERROR(result, kind);
    QVERIFY2(QRegularExpression("^[0-9A-Z]{5}\n").match(result.error().detail).hasMatch(), qPrintable(result.error().detail));
    // And the session goes on.
    QD_VERIFY((*session)->query(m_context, "SET statement_timeout = 0"));
    QCOMPARE(*value(**session, "SELECT 1"), QStringLiteral("1"));
}

void TestPostgresServer::statementsAreNotQuoted()
{
    const auto session = connect();
    QD_VERIFY(session);
    const auto result = (*session)->query(m_context, "ALTER ROLE tester PASSWORD 'hunter22' NONSENSE");
    QD_VERIFY_ERROR(result, ErrorKind::Invalid);
    QVERIFY2(!test::describe(result.error()).contains("hunter22"), qPrintable(test::describe(result.error())));
}

void TestPostgresServer::noticesStayAway()
{
    const auto session = connect();
    QD_VERIFY(session);
    // libpq would write it to our stderr, where a terminal is in use.
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    const int stderrBefore = ::dup(2);
    ::dup2(ends[1], 2);
    const auto result = (*session)->query(m_context, "DO $$ BEGIN RAISE NOTICE 'loud'; END $$");
    ::dup2(stderrBefore, 2);
    ::close(stderrBefore);
    ::close(ends[1]);
    QByteArray written(1000, '\0');
    written.truncate(::read(ends[0], written.data(), 1000));
    ::close(ends[0]);
    QD_VERIFY(result);
    QCOMPARE(written, QByteArray());
}

void TestPostgresServer::copyIsRefused()
{
    const auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY_ERROR((*session)->query(m_context, "COPY (SELECT generate_series(1, 1000000)) TO STDOUT"), ErrorKind::Unsupported);
    // The server is amid its copying, so that session is over; it must not hang.
    QD_VERIFY_ERROR((*session)->query(m_context, "SELECT 1"), ErrorKind::Unreachable);
}

void TestPostgresServer::cancelReachesTheServer()
{
    const auto session = connect();
    QD_VERIFY(session);
    std::stop_source source;
    QElapsedTimer timer;
    std::jthread canceller([&] {
        QElapsedTimer patience;
        patience.start();
        while (running("mark_of_cancel") != 1 && patience.elapsed() < 10000)
            std::this_thread::sleep_for(5ms);
        timer.start();
        source.request_stop();
    });
    QD_VERIFY_ERROR((*session)->query(JobContext(source.get_token()), "SELECT pg_sleep(600), 'mark_of_cancel'"), ErrorKind::Cancelled);
    canceller.join();
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(running("mark_of_cancel"), 0);
    // The session is in step and can go on.
    QCOMPARE(*value(**session, "SELECT 'next'"), QStringLiteral("next"));
}

void TestPostgresServer::deadlineReachesTheServer()
{
    const auto session = connect();
    QD_VERIFY(session);
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR((*session)->query(JobContext().withTimeout(150ms), "SELECT pg_sleep(600), 'mark_of_deadline'"), ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 800, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(running("mark_of_deadline"), 0);
    QCOMPARE(*value(**session, "SELECT 'next'"), QStringLiteral("next"));
}

void TestPostgresServer::largeAnswersAndQuestions()
{
    const auto session = connect();
    QD_VERIFY(session);
    const auto rows = (*session)->query(m_context, "SELECT i, repeat('x', 100) FROM generate_series(1, 100000) i");
    QD_VERIFY(rows);
    QCOMPARE(rows->rows.size(), 100000);
    QCOMPARE(*rows->rows.last().first(), QStringLiteral("100000"));
    QCOMPARE(*value(**session, "SELECT length($1::text)", {QString(16 * 1024 * 1024, 'y')}), QString::number(16 * 1024 * 1024));
}

void TestPostgresServer::wrongPasswordIsAuth()
{
    Coordinates wrong = m_coordinates;
    wrong.password = Secret(QByteArray("hunter22"));
    const auto session = m_port.connect(m_context, wrong);
    QD_VERIFY_ERROR(session, ErrorKind::Auth);
    QVERIFY2(!test::describe(session.error()).contains("hunter22"), qPrintable(test::describe(session.error())));
    QVERIFY2(!session.error().detail.contains("LOCATION"), qPrintable(session.error().detail));
    wrong.password = Secret();
    QD_VERIFY_ERROR(m_port.connect(m_context, wrong), ErrorKind::Auth);
    wrong = m_coordinates;
    wrong.user = QStringLiteral("nobody");
    QD_VERIFY_ERROR(m_port.connect(m_context, wrong), ErrorKind::Auth);
}

void TestPostgresServer::missingDatabaseIsNotFound()
{
    Coordinates wrong = m_coordinates;
    wrong.database = QStringLiteral("no such \"database'");
    const auto session = m_port.connect(m_context, wrong);
    QD_VERIFY_ERROR(session, ErrorKind::NotFound);
    QVERIFY(session.error().what.contains(wrong.database));
    // A connection string in its place stays a name.
    wrong.database = QStringLiteral("host=10.255.255.1 dbname=shop");
    QD_VERIFY_ERROR(m_port.connect(m_context, wrong), ErrorKind::NotFound);
}

void TestPostgresServer::fullServerIsAConflict()
{
    Coordinates plain = m_coordinates;
    {
        const auto session = connect();
        QD_VERIFY(session);
        QD_VERIFY((*session)->query(m_context, "CREATE ROLE plain LOGIN PASSWORD 'plain'"));
    }
    plain.user = QStringLiteral("plain");
    plain.password = Secret(QByteArray("plain"));
    std::vector<std::unique_ptr<Session>> sessions;
    Result<std::unique_ptr<Session>> last = m_port.connect(m_context, plain);
    while (last && sessions.size() < 20) {
        sessions.push_back(*std::move(last));
        last = m_port.connect(m_context, plain);
    }
    QD_VERIFY_ERROR(last, ErrorKind::Conflict);
}

void TestPostgresServer::endedSessionIsUnreachable()
{
    const auto victim = connect();
    const auto killer = connect();
    QD_VERIFY(victim);
    QD_VERIFY(killer);
    const auto pid = value(**victim, "SELECT pg_backend_pid()");
    QD_VERIFY(pid);
    std::jthread terminator([&] {
        while (running("mark_of_victim") != 1)
            std::this_thread::sleep_for(5ms);
        (void)(*killer)->query(m_context, "SELECT pg_terminate_backend($1::int)", {*pid});
    });
    QD_VERIFY_ERROR((*victim)->query(m_context, "SELECT pg_sleep(600), 'mark_of_victim'"), ErrorKind::Unreachable);
    QD_VERIFY_ERROR((*victim)->query(m_context, "SELECT 1"), ErrorKind::Unreachable);
}

void TestPostgresServer::frozenServerIsLeftInTime()
{
    const auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY(test::docker({"pause", m_server.id()}));
    QElapsedTimer timer;
    timer.start();
    const auto asked = (*session)->query(JobContext().withTimeout(200ms), "SELECT 1");
    const qint64 askedFor = timer.restart();
    const auto connected = m_port.connect(JobContext().withTimeout(200ms), m_coordinates);
    const qint64 connectedFor = timer.elapsed();
    QD_VERIFY(test::docker({"unpause", m_server.id()}));
    QD_VERIFY_ERROR(asked, ErrorKind::Timeout);
    QVERIFY2(askedFor < 1000, qPrintable(QString::number(askedFor)));
    QD_VERIFY_ERROR(connected, ErrorKind::Timeout);
    QVERIFY2(connectedFor < 400, qPrintable(QString::number(connectedFor)));
    // Its late answer must not be taken for the next one's.
    QD_VERIFY_ERROR((*session)->query(m_context, "SELECT 2"), ErrorKind::Unreachable);
}

void TestPostgresServer::killedServerIsUnreachable()
{
    const auto session = connect();
    QD_VERIFY(session);
    std::jthread killer([this] {
        while (running("mark_of_death") != 1)
            std::this_thread::sleep_for(5ms);
        (void)test::docker({"kill", m_server.id()});
    });
    QD_VERIFY_ERROR((*session)->query(m_context, "SELECT pg_sleep(600), 'mark_of_death'"), ErrorKind::Unreachable);
    killer.join();
    QD_VERIFY_ERROR(connect(), ErrorKind::Unreachable);
}

QTEST_GUILESS_MAIN(TestPostgresServer)
#include "tst_postgresserver.moc"
