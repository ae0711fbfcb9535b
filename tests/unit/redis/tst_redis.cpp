// SPDX-License-Identifier: GPL-3.0-or-later
#include "../http/fakeserver.h"
#include "adapters/redis/hiredisport.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <mutex>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::redis;
using namespace std::chrono_literals;
using test::FakeServer;
using test::Peer;

namespace {

/// Reads one command (RESP array of bulk strings); empty when the client is gone.
QList<QByteArray> readCommand(Peer &peer)
{
    const auto line = [&peer] {
        QByteArray text;
        while (!text.endsWith("\r\n")) {
            const QByteArray byte = peer.readBytes(1);
            if (byte.isEmpty())
                return QByteArray();
            text += byte;
        }
        return text.chopped(2);
    };
    QList<QByteArray> words;
    const int count = line().mid(1).toInt();
    for (int i = 0; i < count; ++i) {
        const int size = line().mid(1).toInt();
        words.append(peer.readBytes(size));
        peer.readBytes(2);
    }
    return words;
}

/// Answers each command with the next of these, then closes.
FakeServer::Script answering(const QList<QByteArray> &answers, QList<QList<QByteArray>> *seen = nullptr)
{
    return [answers, seen](Peer &peer, int) {
        for (const QByteArray &answer : answers) {
            const QList<QByteArray> command = readCommand(peer);
            if (command.isEmpty())
                return;
            if (seen != nullptr)
                seen->append(command);
            peer.send(answer);
        }
    };
}

Coordinates at(const FakeServer &server)
{
    Coordinates coordinates;
    coordinates.host = server.path();
    return coordinates;
}

const JobContext patient = JobContext().withTimeout(10s);

} // namespace

/// What a real server does only when it breaks; the rest is in tests/stack.
class TestRedis final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyReplyTypeIsUnderstood();
    void repliesAreUnderstoodWhereverTheyAreSplit();
    void authenticatesAndSelects();
    void errorsHaveKinds_data();
    void errorsHaveKinds();
    void errorWithinAnArrayIsAnError();
    void pipelineReadsAllRepliesThoughOneFails();
    void argumentsInAnErrorAreNotShown();
    void somebodyElseIsNotRedis();
    void connectionLostMidCommand();
    void brokenSessionStaysBroken();
    void silentPeerIsCancelledAtOnce();
    void silentPeerTimesOut();
    void peerThatStopsReadingIsCancelled();
    void nobodyThereIsUnreachable();
    void infoIsParsed();
};

void TestRedis::everyReplyTypeIsUnderstood()
{
    FakeServer server(answering({"+PONG\r\n", ":-42\r\n", "$-1\r\n", "*-1\r\n", "$0\r\n\r\n", QByteArray("$5\r\na\0\r\nb\r\n", 11)}));
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY(session);
    auto reply = (*session)->command(patient, {"X"});
    QD_VERIFY(reply);
    QCOMPARE(reply->type, Reply::Type::Integer);
    QCOMPARE(reply->integer, qint64(-42));
    QCOMPARE((*session)->command(patient, {"X"})->type, Reply::Type::Nil);
    QCOMPARE((*session)->command(patient, {"X"})->type, Reply::Type::Nil);
    reply = (*session)->command(patient, {"X"});
    QD_VERIFY(reply);
    QCOMPARE(reply->type, Reply::Type::String);
    QVERIFY(reply->string.isEmpty());

    QCOMPARE((*session)->command(patient, {"X"})->string, QByteArray("a\0\r\nb", 5));
}

void TestRedis::repliesAreUnderstoodWhereverTheyAreSplit()
{
    const QByteArray answer = "*3\r\n+OK\r\n*1\r\n:7\r\n$3\r\nabc\r\n";
    FakeServer server([&answer](Peer &peer, int) {
        readCommand(peer);
        peer.send("+PONG\r\n");
        for (qsizetype i = 1; i < answer.size(); ++i) {
            if (readCommand(peer).isEmpty())
                return;
            peer.send(answer.first(i));
            std::this_thread::sleep_for(1ms);
            peer.send(answer.sliced(i));
        }
    });
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY(session);
    for (qsizetype i = 1; i < answer.size(); ++i) {
        const auto reply = (*session)->command(patient, {"X", QByteArray::number(i)});
        QD_VERIFY(reply);
        QCOMPARE(reply->elements.size(), 3);
        QCOMPARE(reply->elements.at(0).type, Reply::Type::Status);
        QCOMPARE(reply->elements.at(1).elements.at(0).integer, qint64(7));
        QCOMPARE(reply->elements.at(2).string, QByteArray("abc"));
    }
}

void TestRedis::authenticatesAndSelects()
{
    HiredisPort port;
    {
        QList<QList<QByteArray>> seen;
        {
            FakeServer server(answering({"+OK\r\n", "+OK\r\n"}, &seen));
            Coordinates coordinates = at(server);
            coordinates.password = Secret(QByteArray("p w\r\nä"));
            coordinates.database = 3;
            QD_VERIFY(port.connect(patient, coordinates));
        }
        QCOMPARE(seen, (QList<QList<QByteArray>>{{"AUTH", "p w\r\nä"}, {"SELECT", "3"}}));
    }
    {
        QList<QList<QByteArray>> seen;
        {
            FakeServer server(answering({"+OK\r\n", "+PONG\r\n"}, &seen));
            Coordinates coordinates = at(server);
            coordinates.user = QStringLiteral("console");
            coordinates.password = Secret(QByteArray("pw"));
            QD_VERIFY(port.connect(patient, coordinates));
        }
        QCOMPARE(seen, (QList<QList<QByteArray>>{{"AUTH", "console", "pw"}, {"PING"}}));
    }
}

void TestRedis::errorsHaveKinds_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no password given") << QByteArray("-NOAUTH Authentication required.\r\n") << ErrorKind::Auth;
    QTest::newRow("wrong password") << QByteArray("-WRONGPASS invalid username-password pair or user is disabled.\r\n") << ErrorKind::Auth;
    QTest::newRow("wrong password, Redis 5") << QByteArray("-ERR invalid password\r\n") << ErrorKind::Auth;
    QTest::newRow("no permission") << QByteArray("-NOPERM this user has no permissions to run the 'ping' command\r\n") << ErrorKind::Auth;
    QTest::newRow("loading") << QByteArray("-LOADING Redis is loading the dataset in memory\r\n") << ErrorKind::Conflict;
    QTest::newRow("script") << QByteArray("-BUSY Redis is busy running a script.\r\n") << ErrorKind::Conflict;
    QTest::newRow("save") << QByteArray("-ERR Background save already in progress\r\n") << ErrorKind::Conflict;
    QTest::newRow("type") << QByteArray("-WRONGTYPE Operation against a key holding the wrong kind of value\r\n") << ErrorKind::Invalid;
}

void TestRedis::errorsHaveKinds()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    FakeServer server(answering({answer}));
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY_ERROR(session, kind);
    QCOMPARE(session.error().detail, QString::fromUtf8(answer.mid(1).trimmed()));
}

void TestRedis::errorWithinAnArrayIsAnError()
{
    FakeServer server(answering({"+PONG\r\n", "*2\r\n+OK\r\n-WRONGTYPE no list\r\n", "+OK\r\n"}));
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY(session);
    QD_VERIFY_ERROR((*session)->command(patient, {"EXEC"}), ErrorKind::Invalid);
    QD_VERIFY((*session)->command(patient, {"X"}));
}

void TestRedis::pipelineReadsAllRepliesThoughOneFails()
{
    FakeServer server(answering({"+PONG\r\n", ":1\r\n", "-ERR no\r\n", ":3\r\n", ":4\r\n"}));
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY(session);
    QD_VERIFY_ERROR((*session)->pipeline(patient, {{"A"}, {"B"}, {"C"}}), ErrorKind::Invalid);
    // Still in step.
    QCOMPARE((*session)->command(patient, {"D"})->integer, qint64(4));
    const auto none = (*session)->pipeline(patient, {});
    QD_VERIFY(none);
    QVERIFY(none->isEmpty());
}

void TestRedis::argumentsInAnErrorAreNotShown()
{
    FakeServer server(answering({"-ERR unknown command 'AUTH', with args beginning with: 'hunter22' \r\n"}));
    HiredisPort port;
    Coordinates coordinates = at(server);
    coordinates.password = Secret(QByteArray("hunter22"));
    const auto session = port.connect(patient, coordinates);
    QD_VERIFY_ERROR(session, ErrorKind::Invalid);
    QVERIFY2(!test::describe(session.error()).contains("hunter22"), qPrintable(test::describe(session.error())));
}

void TestRedis::somebodyElseIsNotRedis()
{
    FakeServer server([](Peer &peer, int) {
        peer.readBytes(1);
        peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.readAll();
    });
    HiredisPort port;
    QD_VERIFY_ERROR(port.connect(patient, at(server)), ErrorKind::Invalid);
}

void TestRedis::connectionLostMidCommand()
{
    for (const QByteArray &part : {QByteArray(), QByteArray("$100\r\nhalf")}) {
        FakeServer server([&part](Peer &peer, int) {
            readCommand(peer);
            peer.send("+PONG\r\n");
            readCommand(peer);
            peer.send(part);
        });
        HiredisPort port;
        const auto session = port.connect(patient, at(server));
        QD_VERIFY(session);
        QD_VERIFY_ERROR((*session)->command(patient, {"GET", "x"}), ErrorKind::Unreachable);
    }
}

void TestRedis::brokenSessionStaysBroken()
{
    // A late answer to a cancelled command must never be taken for the next one's.
    std::stop_source source;
    FakeServer server([&source](Peer &peer, int) {
        readCommand(peer);
        peer.send("+PONG\r\n");
        readCommand(peer);
        source.request_stop();
        std::this_thread::sleep_for(150ms);
        peer.send("$6\r\nsecret\r\n");
        peer.readAll();
    });
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY(session);
    QD_VERIFY_ERROR((*session)->command(JobContext(source.get_token()), {"GET", "x"}), ErrorKind::Cancelled);
    QD_VERIFY_ERROR((*session)->command(patient, {"GET", "y"}), ErrorKind::Unreachable);
}

void TestRedis::silentPeerIsCancelledAtOnce()
{
    FakeServer server([](Peer &peer, int) { peer.readAll(); });
    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    HiredisPort port;
    QD_VERIFY_ERROR(port.connect(JobContext(source.get_token()), at(server)), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
}

void TestRedis::silentPeerTimesOut()
{
    FakeServer server([](Peer &peer, int) { peer.readAll(); });
    QElapsedTimer timer;
    timer.start();
    HiredisPort port;
    QD_VERIFY_ERROR(port.connect(JobContext().withTimeout(120ms), at(server)), ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() >= 110 && timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
}

void TestRedis::peerThatStopsReadingIsCancelled()
{
    std::stop_source over;
    FakeServer server([&over](Peer &peer, int) {
        readCommand(peer);
        peer.send("+PONG\r\n");
        while (!over.stop_requested())
            std::this_thread::sleep_for(1ms);
    });
    HiredisPort port;
    const auto session = port.connect(patient, at(server));
    QD_VERIFY(session);
    QD_VERIFY_ERROR((*session)->command(JobContext().withTimeout(100ms), {"SET", "x", QByteArray(32 * 1024 * 1024, 'x')}), ErrorKind::Timeout);
    over.request_stop();
}

void TestRedis::nobodyThereIsUnreachable()
{
    HiredisPort port;
    Coordinates coordinates;
    coordinates.host = QStringLiteral("127.0.0.1");
    coordinates.port = 1;
    const auto refused = port.connect(patient, coordinates);
    QD_VERIFY_ERROR(refused, ErrorKind::Unreachable);
    QVERIFY(refused.error().what.contains("127.0.0.1:1"));
    coordinates.host = QStringLiteral("/no/such/socket");
    QD_VERIFY_ERROR(port.connect(patient, coordinates), ErrorKind::Unreachable);
    coordinates.host = QStringLiteral("no-such-host.invalid");
    QD_VERIFY_ERROR(port.connect(patient, coordinates), ErrorKind::Unreachable);
}

void TestRedis::infoIsParsed()
{
    const auto info
        = parseInfo("# Server\r\nredis_version:7.0.15\r\nexecutable:/usr/bin/a:b\r\n\r\n# Keyspace\r\ndb0:keys=1,expires=0\r\nodd\r\nempty:\r\n");
    QCOMPARE(info.size(), 4);
    QCOMPARE(info.value("redis_version"), QStringLiteral("7.0.15"));
    QCOMPARE(info.value("executable"), QStringLiteral("/usr/bin/a:b"));
    QCOMPARE(info.value("db0"), QStringLiteral("keys=1,expires=0"));
    QVERIFY(info.contains("empty"));
}

QTEST_GUILESS_MAIN(TestRedis)
#include "tst_redis.moc"
