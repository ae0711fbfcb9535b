// SPDX-License-Identifier: GPL-3.0-or-later
#include "../http/fakeserver.h"
#include "adapters/n8n/n8nhttp.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <mutex>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::n8n;
using namespace std::chrono_literals;
using test::Peer;

namespace {

/// A server on a port of its own that plays a script for one connection after the other.
class TcpServer final
{
public:
    explicit TcpServer(std::function<void(Peer &)> script)
        : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_fd.get(), reinterpret_cast<const sockaddr *>(&address), size) == 0 && ::listen(m_fd.get(), 8) == 0
            && ::getsockname(m_fd.get(), reinterpret_cast<sockaddr *>(&address), &size) == 0)
            m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this, script = std::move(script)](const std::stop_token &token) {
            while (!token.stop_requested()) {
                pollfd wait = {m_fd.get(), POLLIN, 0};
                if (::poll(&wait, 1, 20) <= 0)
                    continue;
                Peer peer(FileDescriptor(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC)));
                script(peer);
            }
        });
    }

    [[nodiscard]] HttpRequest request(const QByteArray &target = "/") const
    {
        HttpRequest request;
        request.host = QStringLiteral("127.0.0.1");
        request.port = m_port;
        request.target = target;
        return request;
    }

private:
    FileDescriptor m_fd;
    quint16 m_port = 0;
    std::jthread m_thread;
};

const JobContext patient = JobContext().withTimeout(10s);

} // namespace

class TestN8nHttp final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answerIsHandedOver();
    void requestIsWrittenAsAsked();
    void everyStatusIsAnAnswer();
    void redirectsAreNotFollowed();
    void cookiesStayApart();
    void bodyHasALimit();
    void nobodyThereIsUnreachable();
    void brokenAnswersAreErrors();
    void lineBreaksCannotBeSmuggledIn();
    void silentServerIsCancelledAtOnce();
};

void TestN8nHttp::answerIsHandedOver()
{
    TcpServer server([](Peer &peer) {
        peer.readHead();
        std::this_thread::sleep_for(30ms);
        peer.send("HTTP/1.1 200 OK\r\nContent-TYPE: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        peer.send("f\r\n{\"status\":\"ok\"}\r\n0\r\n\r\n");
    });
    N8nHttp port;
    const auto answer = port.request(patient, server.request("/healthz"));
    QD_VERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, QByteArray("{\"status\":\"ok\"}"));
    QCOMPARE(answer->headers.value("content-type"), QStringLiteral("application/json"));
    QVERIFY(answer->took >= 25ms && answer->took < 5s);
}

void TestN8nHttp::requestIsWrittenAsAsked()
{
    QByteArray head;
    QByteArray body;
    std::mutex mutex;
    TcpServer server([&](Peer &peer) {
        const std::lock_guard lock(mutex);
        head = peer.readHead();
        body = peer.readBytes(14);
        peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    });
    HttpRequest request = server.request("/rest/workflows?limit=1");
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}, {"X-N8N-API-KEY", "key"}};
    request.body = "{\"name\":\"x y\"}";
    N8nHttp port;
    QD_VERIFY(port.request(patient, request));
    const std::lock_guard lock(mutex);
    QVERIFY2(head.startsWith("POST /rest/workflows?limit=1 HTTP/1.1\r\n"), head.constData());
    QVERIFY(head.contains(QByteArray("Host: 127.0.0.1:" + QByteArray::number(request.port) + "\r\n")));
    QVERIFY(head.contains("Content-Type: application/json\r\n"));
    QVERIFY(head.contains("X-N8N-API-KEY: key\r\n"));
    QVERIFY(head.contains("Content-Length: 14\r\n"));
    QVERIFY(head.contains("Connection: close\r\n"));
    QCOMPARE(body, request.body);
}

void TestN8nHttp::everyStatusIsAnAnswer()
{
    int status = 0;
    TcpServer server([&status](Peer &peer) {
        peer.readHead();
        peer.send("HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\nContent-Length: 2\r\n\r\nno");
    });
    N8nHttp port;
    for (const int each : {200, 400, 401, 404, 500, 503}) {
        status = each;
        const auto answer = port.request(patient, server.request());
        QD_VERIFY(answer);
        QCOMPARE(answer->status, each);
        QCOMPARE(answer->body, QByteArray("no"));
    }
}

void TestN8nHttp::redirectsAreNotFollowed()
{
    std::atomic<int> requests = 0;
    TcpServer server([&requests](Peer &peer) {
        ++requests;
        peer.readHead();
        peer.send("HTTP/1.1 302 Found\r\nLocation: /signin\r\nContent-Length: 0\r\n\r\n");
    });
    N8nHttp port;
    const auto answer = port.request(patient, server.request());
    QD_VERIFY(answer);
    QCOMPARE(answer->status, 302);
    QCOMPARE(answer->headers.value("location"), QStringLiteral("/signin"));
    QCOMPARE(requests.load(), 1);
}

void TestN8nHttp::cookiesStayApart()
{
    TcpServer server([](Peer &peer) {
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n");
    });
    N8nHttp port;
    const auto answer = port.request(patient, server.request());
    QD_VERIFY(answer);
    QCOMPARE(answer->headers.value("set-cookie"), QStringLiteral("a=1; Path=/\nb=2"));
}

void TestN8nHttp::bodyHasALimit()
{
    TcpServer server([](Peer &peer) {
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + QByteArray(1000, 'x'));
    });
    N8nHttp port;
    HttpRequest request = server.request();
    request.maximumBody = 999;
    QD_VERIFY_ERROR(port.request(patient, request), ErrorKind::Invalid);
    request.maximumBody = 1000;
    QD_VERIFY(port.request(patient, request));
}

void TestN8nHttp::nobodyThereIsUnreachable()
{
    N8nHttp port;
    HttpRequest request;
    request.host = QStringLiteral("127.0.0.1");
    request.port = 1;
    auto answer = port.request(patient, request);
    QD_VERIFY_ERROR(answer, ErrorKind::Unreachable);
    QVERIFY(answer.error().what.contains("127.0.0.1:1"));
    request.host = QStringLiteral("no-such-host.invalid");
    QD_VERIFY_ERROR(port.request(patient, request), ErrorKind::Unreachable);
}

void TestN8nHttp::brokenAnswersAreErrors()
{
    QByteArray text;
    TcpServer server([&text](Peer &peer) {
        peer.readHead();
        peer.send(text);
    });
    N8nHttp port;
    text = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    QD_VERIFY_ERROR(port.request(patient, server.request()), ErrorKind::Unreachable);
    text = "";
    QD_VERIFY_ERROR(port.request(patient, server.request()), ErrorKind::Unreachable);
    text = "+PONG\r\n";
    QD_VERIFY_ERROR(port.request(patient, server.request()), ErrorKind::Invalid);
}

void TestN8nHttp::lineBreaksCannotBeSmuggledIn()
{
    TcpServer server([](Peer &peer) {
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    N8nHttp port;
    QD_VERIFY_ERROR(port.request(patient, server.request("/ HTTP/1.1\r\nX: y")), ErrorKind::Invalid);
    HttpRequest request = server.request();
    request.headers = {{"X-Key", "a\r\nY: b"}};
    QD_VERIFY_ERROR(port.request(patient, request), ErrorKind::Invalid);
}

void TestN8nHttp::silentServerIsCancelledAtOnce()
{
    TcpServer server([](Peer &peer) { peer.readAll(); });
    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    N8nHttp port;
    QD_VERIFY_ERROR(port.request(JobContext(source.get_token()), server.request()), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
    QD_VERIFY_ERROR(port.request(JobContext().withTimeout(100ms), server.request()), ErrorKind::Timeout);
}

QTEST_GUILESS_MAIN(TestN8nHttp)
#include "tst_n8nhttp.moc"
