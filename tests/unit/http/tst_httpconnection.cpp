// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/http/exchange.h"
#include "fakeserver.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <optional>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::http;
using namespace std::chrono_literals;
using quarterdeck::test::FakeServer;
using quarterdeck::test::Peer;

class TestHttpConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreReadAndTheConnectionIsKept();
    void earlyCloseIsUnreachable();
    void tooLargeAnswersAreRefused();
    void stalledServerEndsWithTheJob_data();
    void stalledServerEndsWithTheJob();
    void stalledUploadEndsWithTheJob();
    void uploadIsChunkedAndWhole();
    void refusalInTheMiddleOfAnUploadIsHeard();
    void errorOfTheSourceIsTheOutcome();
    void upgradeLeavesAByteStream();
    void staleConnectionIsRecognised();
    void missingSocketIsNotFound();
    void abandonedSocketIsUnreachable();
    void overlongPathIsInvalid();
    void tcpWorksByNameAndByAddress();
    void refusedTcpIsUnreachable();
    void unknownHostIsUnreachable();
};

namespace {

/// A job that is cancelled after a while.
class Cancelled final
{
public:
    explicit Cancelled(std::chrono::milliseconds after)
        : m_thread([this, after] {
            std::this_thread::sleep_for(after);
            m_since.start();
            m_source.request_stop();
        })
    {
    }
    [[nodiscard]] JobContext context() const { return JobContext(m_source.get_token()); }
    [[nodiscard]] qint64 since() const { return m_since.elapsed(); }

private:
    std::stop_source m_source;
    QElapsedTimer m_since;
    std::jthread m_thread;
};

std::unique_ptr<Connection> connectTo(const FakeServer &server)
{
    auto connection = Connection::openUnix(JobContext(), server.path());
    return connection ? *std::move(connection) : nullptr;
}

} // namespace

void TestHttpConnection::answersAreReadAndTheConnectionIsKept()
{
    FakeServer server([](Peer &peer, int) {
        for (int i = 0; !peer.readHead().isEmpty(); ++i) {
            const QByteArray body = QByteArray::number(i);
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        }
    });
    const auto connection = connectTo(server);
    QVERIFY(connection);
    for (int i = 0; i < 12; ++i) {
        bool reusable = false;
        const auto response = roundTrip(JobContext(), *connection, Request{.target = "/"}, 100, &reusable);
        QD_VERIFY(response);
        QCOMPARE(response->body, QByteArray::number(i));
        QVERIFY(reusable);
        QVERIFY(connection->isFresh());
    }
    QCOMPARE(server.connections(), 1);
}

void TestHttpConnection::earlyCloseIsUnreachable()
{
    FakeServer server([](Peer &peer, int) {
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    });
    const auto connection = connectTo(server);
    const auto response = roundTrip(JobContext(), *connection, Request{.target = "/"}, 100);
    QD_VERIFY_ERROR(response, ErrorKind::Unreachable);
    QVERIFY(!response.error().hint.isEmpty());
}

void TestHttpConnection::tooLargeAnswersAreRefused()
{
    FakeServer server([](Peer &peer, int number) {
        peer.readHead();
        if (number == 0)
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n");
        else
            peer.send("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(101, 'x'));
        peer.readAll();
    });
    for (int i = 0; i < 2; ++i) {
        const auto connection = connectTo(server);
        QD_VERIFY_ERROR(roundTrip(JobContext(), *connection, Request{.target = "/"}, 100), ErrorKind::Invalid);
    }
}

void TestHttpConnection::stalledServerEndsWithTheJob_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 O");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
}

void TestHttpConnection::stalledServerEndsWithTheJob()
{
    QFETCH(QByteArray, sent);
    FakeServer server([sent](Peer &peer, int) {
        peer.readHead();
        peer.send(sent);
        peer.readAll();
    });
    {
        const auto connection = connectTo(server);
        const Cancelled job(50ms);
        QD_VERIFY_ERROR(roundTrip(job.context(), *connection, Request{.target = "/"}, 100), ErrorKind::Cancelled);
        QVERIFY2(job.since() < 200, qPrintable(QString::number(job.since())));
    }
    const auto connection = connectTo(server);
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(roundTrip(JobContext().withTimeout(80ms), *connection, Request{.target = "/"}, 100), ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() >= 79 && timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
}

void TestHttpConnection::stalledUploadEndsWithTheJob()
{
    std::stop_source done;
    FakeServer server([token = done.get_token()](Peer &, int) {
        while (!token.stop_requested())
            std::this_thread::sleep_for(5ms);
    });
    {
        const auto connection = connectTo(server);
        const Cancelled job(50ms);
        const Request request{.method = "PUT", .target = "/", .body = QByteArray(5 * 1024 * 1024, 'x')};
        QD_VERIFY_ERROR(roundTrip(job.context(), *connection, request, 100), ErrorKind::Cancelled);
        QVERIFY2(job.since() < 200, qPrintable(QString::number(job.since())));
    }
    done.request_stop();
}

void TestHttpConnection::uploadIsChunkedAndWhole()
{
    QByteArray head;
    QByteArray wire;
    std::optional<FakeServer> server(std::in_place, [&](Peer &peer, int) {
        head = peer.readHead();
        while (!wire.endsWith("0\r\n\r\n")) {
            const QByteArray more = peer.readBytes(1);
            if (more.isEmpty())
                return;
            wire += more;
        }
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    auto connection = connectTo(*server);
    QList<QByteArray> pieces = {"hello", QByteArray(20, 'x'), "end"};
    bool reusable = false;
    QD_VERIFY(roundTrip(
        JobContext(), *connection,
        Request{.method = "PUT", .target = "/", .bodySource = [&](qsizetype) { return pieces.isEmpty() ? QByteArray() : pieces.takeFirst(); }}, 100,
        &reusable));
    QVERIFY(reusable);
    connection.reset();
    server.reset(); // joins its threads, which write what is compared below
    QVERIFY(head.contains("Transfer-Encoding: chunked"));
    QCOMPARE(wire, QByteArray("5\r\nhello\r\n14\r\n" + QByteArray(20, 'x') + "\r\n3\r\nend\r\n0\r\n\r\n"));
}

void TestHttpConnection::refusalInTheMiddleOfAnUploadIsHeard()
{
    FakeServer server([](Peer &peer, int) {
        peer.readHead();
        peer.readBytes(1000);
        peer.send("HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 4\r\n\r\nfull");
        // and closes with unread bytes in its buffer
    });
    const auto connection = connectTo(server);
    bool reusable = true;
    qint64 given = 0;
    const auto response = roundTrip(JobContext(), *connection,
                                    Request{.method = "PUT",
                                            .target = "/",
                                            .bodySource =
                                                [&](qsizetype maximum) {
                                                    given += maximum;
                                                    return QByteArray(maximum, 'x');
                                                }},
                                    100, &reusable);
    QD_VERIFY(response);
    QCOMPARE(response->head.status, 507);
    QCOMPARE(response->body, QByteArray("full"));
    QVERIFY(!reusable);
    QVERIFY(given < 100 * 1024 * 1024);
}

void TestHttpConnection::errorOfTheSourceIsTheOutcome()
{
    QByteArray wire;
    {
        FakeServer server([&](Peer &peer, int) {
            peer.readHead();
            wire = peer.readAll();
        });
        const auto connection = connectTo(server);
        int calls = 0;
        QD_VERIFY_ERROR(roundTrip(JobContext(), *connection,
                                  Request{.method = "PUT",
                                          .target = "/",
                                          .bodySource = [&](qsizetype) -> Result<QByteArray> {
                                              if (++calls == 1)
                                                  return QByteArray("part");
                                              return fail(ErrorKind::Corrupt, QStringLiteral("the archive is damaged"));
                                          }},
                                  100),
                        ErrorKind::Corrupt);
    }
    // No last chunk: the server must not take the part for the whole.
    QCOMPARE(wire, QByteArray("4\r\npart\r\n"));
}

void TestHttpConnection::upgradeLeavesAByteStream()
{
    QByteArray received;
    {
        FakeServer server([&](Peer &peer, int) {
            peer.readHead();
            peer.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst");
            received = peer.readAll();
            peer.send("last");
        });
        const auto connection = connectTo(server);
        class Nothing final : public ResponseHandler
        {
        public:
            Result<void> onHead(const ResponseHead &) override { return {}; }
            Result<void> onBody(QByteArrayView) override { return {}; }
        } handler;
        const auto outcome = exchange(JobContext(), *connection, Request{.method = "POST", .target = "/"}, handler, true);
        QD_VERIFY(outcome);
        QVERIFY(outcome->upgraded);
        QVERIFY(!outcome->reusable);
        const auto first = connection->read(JobContext());
        QD_VERIFY(first);
        QCOMPARE(first->toByteArray(), QByteArray("first"));
        QD_VERIFY(connection->write(JobContext(), "input"));
        QD_VERIFY(connection->shutdownWrite());
        QByteArray rest;
        while (true) {
            const auto bytes = connection->read(JobContext());
            QD_VERIFY(bytes);
            if (bytes->isEmpty())
                break;
            rest += bytes->toByteArray();
        }
        QCOMPARE(rest, QByteArray("last"));
    }
    QCOMPARE(received, QByteArray("input"));
}

void TestHttpConnection::staleConnectionIsRecognised()
{
    FakeServer server([](Peer &peer, int) {
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        peer.readBytes(1);
    });
    const auto connection = connectTo(server);
    QD_VERIFY(roundTrip(JobContext(), *connection, Request{.target = "/"}, 100));
    QVERIFY(connection->isFresh());
    QD_VERIFY(connection->write(JobContext(), "x"));
    QTRY_VERIFY(!connection->isFresh());
}

void TestHttpConnection::missingSocketIsNotFound()
{
    const QTemporaryDir folder;
    QD_VERIFY_ERROR(Connection::openUnix(JobContext(), folder.filePath("nobody.sock")), ErrorKind::NotFound);
}

void TestHttpConnection::abandonedSocketIsUnreachable()
{
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath("left.sock"));
    {
        const FileDescriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        QCOMPARE(::mknod(path.constData(), S_IFSOCK | 0600, 0), 0);
    }
    QD_VERIFY_ERROR(Connection::openUnix(JobContext(), QFile::decodeName(path)), ErrorKind::Unreachable);
}

void TestHttpConnection::overlongPathIsInvalid()
{
    QD_VERIFY_ERROR(Connection::openUnix(JobContext(), QString(200, QLatin1Char('x'))), ErrorKind::Invalid);
    QD_VERIFY_ERROR(Connection::openUnix(JobContext(), QString()), ErrorKind::Invalid);
}

namespace {

/// A TCP port of the loopback that answers one request, then closes.
class TcpOnce final
{
public:
    TcpOnce()
        : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
            && ::getsockname(m_listener.get(), reinterpret_cast<sockaddr *>(&address), &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    void listen()
    {
        ::listen(m_listener.get(), 8);
        m_thread = std::jthread([this] {
            Peer peer(FileDescriptor(::accept(m_listener.get(), nullptr, nullptr)));
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
        });
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    FileDescriptor m_listener;
    quint16 m_port = 0;
    std::jthread m_thread;
};

} // namespace

void TestHttpConnection::tcpWorksByNameAndByAddress()
{
    for (const QString &host : {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")}) {
        TcpOnce server;
        server.listen();
        const auto connection = Connection::openTcp(JobContext(), host, server.port());
        QD_VERIFY(connection);
        const auto response = roundTrip(JobContext(), **connection, Request{.target = "/"}, 100);
        QD_VERIFY(response);
        QCOMPARE(response->body, QByteArray("OK"));
    }
}

void TestHttpConnection::refusedTcpIsUnreachable()
{
    const TcpOnce server; // bound, but does not listen
    const auto connection = Connection::openTcp(JobContext(), QStringLiteral("127.0.0.1"), server.port());
    QD_VERIFY_ERROR(connection, ErrorKind::Unreachable);
    QVERIFY(connection.error().what.contains(QString::number(server.port())));
    QVERIFY(!connection.error().hint.isEmpty());
}

void TestHttpConnection::unknownHostIsUnreachable()
{
    // .invalid never exists (RFC 2606). A name server that does not answer ends with the job.
    const auto connection = Connection::openTcp(JobContext().withTimeout(3s), QStringLiteral("nobody.invalid"), 80);
    QVERIFY(!connection);
    QVERIFY(connection.error().kind == ErrorKind::Unreachable || connection.error().kind == ErrorKind::Timeout);
}

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "tst_httpconnection.moc"
