// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/redis/hiredisport.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::redis;
using namespace std::chrono_literals;

/// A real server of our own, in a container of the stack's image.
class TestRedisServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_context = JobContext().withTimeout(30s); }
    void commandsAndRepliesGoThrough();
    void bytesAreKept();
    void pipelineKeepsOrder();
    void databasesAreApart();
    void infoTellsTheVersion();
    void errorsHaveKinds();
    void wrongPasswordIsAuth();
    void usersHaveTheirOwnPassword();
    void blockingCommandIsCancelledAtOnce();
    void frozenServerIsLeftInTime();
    void killedServerIsUnreachable();

private:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect() { return m_port.connect(m_context, m_coordinates); }

    HiredisPort m_port;
    JobContext m_context;
    test::TestContainer m_server;
    Coordinates m_coordinates;
};

void TestRedisServer::initTestCase()
{
    QD_NEED_ENGINE();
    const QString image = test::localImage("redis");
    if (image.isEmpty())
        QSKIP("no image of Redis on this machine");
    // The password comes by a file of the container's own, as in the stack.
    QD_VERIFY(m_server.run({"--publish", "127.0.0.1::6379", "--pull", "never", "--user", "0", "--entrypoint", "sh"}, image,
                           {"-ceu",
                            "umask 077; printf 'requirepass %s\\nprotected-mode no\\nsave \"\"\\n' \"$TEST_PASSWORD\" >/tmp/redis.conf; "
                            "exec redis-server /tmp/redis.conf"},
                           {{"TEST_PASSWORD", "hunter22hunter22"}}));
    m_coordinates.host = QStringLiteral("localhost");
    m_coordinates.port = m_server.hostPort(6379);
    m_coordinates.password = Secret(QByteArray("hunter22hunter22"));
    QVERIFY(m_coordinates.port != 0);
    QTRY_VERIFY_WITH_TIMEOUT(connect().has_value(), 30000);
}

void TestRedisServer::commandsAndRepliesGoThrough()
{
    const auto session = connect();
    QD_VERIFY(session);
    QCOMPARE((*session)->command(m_context, {"DEL", "jobs"})->type, Reply::Type::Integer);
    QCOMPARE((*session)->command(m_context, {"RPUSH", "jobs", "1", "2"})->integer, qint64(2));
    const auto range = (*session)->command(m_context, {"LRANGE", "jobs", "0", "-1"});
    QD_VERIFY(range);
    QCOMPARE(range->elements.size(), 2);
    QCOMPARE(range->elements.at(1).string, QByteArray("2"));
    QCOMPARE((*session)->command(m_context, {"GET", "none"})->type, Reply::Type::Nil);
    QCOMPARE((*session)->command(m_context, {"SET", "a", "b"})->type, Reply::Type::Status);
}

void TestRedisServer::bytesAreKept()
{
    const auto session = connect();
    QD_VERIFY(session);
    QByteArray every;
    for (int i = 0; i < 256; ++i)
        every.append(static_cast<char>(i));
    const QByteArray large = every.repeated(40000); // 10 MB
    QD_VERIFY((*session)->command(m_context, {"SET", "key\0\r\n", large}));
    const auto back = (*session)->command(m_context, {"GET", "key\0\r\n"});
    QD_VERIFY(back);
    QVERIFY(back->string == large);
    QD_VERIFY((*session)->command(m_context, {"SET", "empty", ""}));
    QCOMPARE((*session)->command(m_context, {"STRLEN", "empty"})->integer, qint64(0));
}

void TestRedisServer::pipelineKeepsOrder()
{
    const auto session = connect();
    QD_VERIFY(session);
    QList<QList<QByteArray>> commands;
    for (int i = 0; i < 5000; ++i)
        commands.append({"ECHO", QByteArray::number(i)});
    const auto replies = (*session)->pipeline(m_context, commands);
    QD_VERIFY(replies);
    QCOMPARE(replies->size(), 5000);
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(replies->at(i).string, QByteArray::number(i));
}

void TestRedisServer::databasesAreApart()
{
    Coordinates other = m_coordinates;
    other.database = 5;
    const auto fifth = m_port.connect(m_context, other);
    const auto first = connect();
    QD_VERIFY(fifth);
    QD_VERIFY(first);
    QD_VERIFY((*fifth)->command(m_context, {"SET", "only-here", "1"}));
    QCOMPARE((*first)->command(m_context, {"EXISTS", "only-here"})->integer, qint64(0));
    other.database = 5000;
    QD_VERIFY_ERROR(m_port.connect(m_context, other), ErrorKind::Invalid);
}

void TestRedisServer::infoTellsTheVersion()
{
    const auto session = connect();
    QD_VERIFY(session);
    const auto reply = (*session)->command(m_context, {"INFO"});
    QD_VERIFY(reply);
    const auto info = parseInfo(reply->string);
    QVERIFY(info.value("redis_version").section('.', 0, 0).toInt() >= 6);
    QCOMPARE(info.value("tcp_port"), QStringLiteral("6379"));
    QVERIFY(info.contains("used_memory") && info.contains("rdb_bgsave_in_progress"));
}

void TestRedisServer::errorsHaveKinds()
{
    const auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY((*session)->command(m_context, {"SET", "text", "1"}));
    QD_VERIFY_ERROR((*session)->command(m_context, {"LLEN", "text"}), ErrorKind::Invalid);
    const auto unknown = (*session)->command(m_context, {"NOSUCHCOMMAND", "hunter22"});
    QD_VERIFY_ERROR(unknown, ErrorKind::Invalid);
    QVERIFY2(!test::describe(unknown.error()).contains("hunter22"), qPrintable(unknown.error().detail));
    // A script that does not end holds everybody up: BUSY after its limit.
    QD_VERIFY((*session)->command(m_context, {"CONFIG", "SET", "lua-time-limit", "20"}));
    const auto scripting = connect();
    QD_VERIFY(scripting);
    std::jthread script([&] { (void)(*scripting)->command(m_context, {"EVAL", "while true do end", "0"}); });
    // PING is answered late at first, then refused.
    Result<Reply> busy = Reply();
    QElapsedTimer timer;
    timer.start();
    while (busy && timer.elapsed() < 10000)
        busy = (*session)->command(m_context, {"PING"});
    QD_VERIFY_ERROR(busy, ErrorKind::Conflict);
    QD_VERIFY((*session)->command(m_context, {"SCRIPT", "KILL"}));
}

void TestRedisServer::wrongPasswordIsAuth()
{
    Coordinates wrong = m_coordinates;
    wrong.password = Secret(QByteArray("hunter33"));
    const auto session = m_port.connect(m_context, wrong);
    QD_VERIFY_ERROR(session, ErrorKind::Auth);
    QVERIFY(!test::describe(session.error()).contains("hunter33"));
    wrong.password = Secret();
    QD_VERIFY_ERROR(m_port.connect(m_context, wrong), ErrorKind::Auth);
}

void TestRedisServer::usersHaveTheirOwnPassword()
{
    const auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY((*session)->command(m_context, {"ACL", "SETUSER", "console", "on", ">pw-of-console", "~*", "+ping", "+info"}));
    Coordinates console = m_coordinates;
    console.user = QStringLiteral("console");
    console.password = Secret(QByteArray("pw-of-console"));
    const auto own = m_port.connect(m_context, console);
    QD_VERIFY(own);
    QD_VERIFY_ERROR((*own)->command(m_context, {"FLUSHALL"}), ErrorKind::Auth); // NOPERM
}

void TestRedisServer::blockingCommandIsCancelledAtOnce()
{
    const auto session = connect();
    QD_VERIFY(session);
    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR((*session)->command(JobContext(source.get_token()), {"BLPOP", "nothing-here", "0"}), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
    QD_VERIFY_ERROR((*session)->command(m_context, {"PING"}), ErrorKind::Unreachable);
    QD_VERIFY(connect());
}

void TestRedisServer::frozenServerIsLeftInTime()
{
    const auto session = connect();
    QD_VERIFY(session);
    QD_VERIFY(test::docker({"pause", m_server.id()}));
    QElapsedTimer timer;
    timer.start();
    const auto asked = (*session)->command(JobContext().withTimeout(150ms), {"PING"});
    const auto connected = m_port.connect(JobContext().withTimeout(150ms), m_coordinates);
    const qint64 took = timer.elapsed();
    QD_VERIFY(test::docker({"unpause", m_server.id()}));
    QD_VERIFY_ERROR(asked, ErrorKind::Timeout);
    QD_VERIFY_ERROR(connected, ErrorKind::Timeout);
    QVERIFY2(took < 600, qPrintable(QString::number(took)));
}

void TestRedisServer::killedServerIsUnreachable()
{
    const auto session = connect();
    QD_VERIFY(session);
    const auto watcher = connect();
    QD_VERIFY(watcher);
    std::jthread killer([&] {
        QElapsedTimer patience;
        patience.start();
        while (patience.elapsed() < 10000) {
            const auto clients = (*watcher)->command(m_context, {"CLIENT", "LIST"});
            if (clients && clients->string.contains("cmd=blpop"))
                break;
            std::this_thread::sleep_for(5ms);
        }
        (void)test::docker({"kill", m_server.id()});
    });
    QD_VERIFY_ERROR((*session)->command(m_context, {"BLPOP", "nothing-here", "0"}), ErrorKind::Unreachable);
    killer.join();
    QD_VERIFY_ERROR(connect(), ErrorKind::Unreachable);
}

QTEST_GUILESS_MAIN(TestRedisServer)
#include "tst_redisserver.moc"
