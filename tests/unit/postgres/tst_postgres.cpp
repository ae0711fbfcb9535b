// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/postgres/libpqport.h"
#include "foundation/filedescriptor.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <netinet/in.h>
#include <sys/socket.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::postgres;
using namespace std::chrono_literals;

namespace {

/// Listens; the kernel accepts for it, and nobody ever reads.
class Listener final
{
public:
    Listener()
        : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool good = ::bind(m_fd.get(), reinterpret_cast<const sockaddr *>(&address), size) == 0 && ::listen(m_fd.get(), 8) == 0
            && ::getsockname(m_fd.get(), reinterpret_cast<sockaddr *>(&address), &size) == 0;
        m_port = good ? ntohs(address.sin_port) : quint16(0);
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] FileDescriptor accept() const { return FileDescriptor(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC)); }

private:
    FileDescriptor m_fd;
    quint16 m_port = 0;
};

Coordinates at(const QString &host, quint16 port)
{
    Coordinates coordinates;
    coordinates.host = host;
    coordinates.port = port;
    coordinates.database = QStringLiteral("shop");
    coordinates.user = QStringLiteral("tester");
    coordinates.password = Secret(QByteArray("hunter22"));
    return coordinates;
}

const JobContext patient = JobContext().withTimeout(10s);

} // namespace

/// Servers that are none; the real one is in tests/stack.
class TestPostgres final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyThereIsUnreachable_data();
    void nobodyThereIsUnreachable();
    void silentPeerIsCancelledAtOnce();
    void silentPeerTimesOut();
    void somebodyElseIsUnreachable();
    void cancelledBeforeStartConnectsNowhere();
};

void TestPostgres::nobodyThereIsUnreachable_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("address") << "127.0.0.1";
    QTest::newRow("name with several addresses") << "localhost";
    QTest::newRow("no such name") << "no-such-host.invalid";
    QTest::newRow("no such folder") << "/no/such/folder";
}

void TestPostgres::nobodyThereIsUnreachable()
{
    QFETCH(QString, host);
    LibpqPort port;
    const auto session = port.connect(patient, at(host, 1));
    QD_VERIFY_ERROR(session, ErrorKind::Unreachable);
    QVERIFY(session.error().what.contains(host));
    QVERIFY(!session.error().hint.isEmpty());
    QVERIFY(!test::describe(session.error()).contains("hunter22"));
}

void TestPostgres::silentPeerIsCancelledAtOnce()
{
    const Listener listener;
    QVERIFY(listener.port() != 0);
    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    LibpqPort port;
    QD_VERIFY_ERROR(port.connect(JobContext(source.get_token()), at("127.0.0.1", listener.port())), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
}

void TestPostgres::silentPeerTimesOut()
{
    const Listener listener;
    LibpqPort port;
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(port.connect(JobContext().withTimeout(120ms), at("127.0.0.1", listener.port())), ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
}

void TestPostgres::somebodyElseIsUnreachable()
{
    const Listener listener;
    std::jthread server([&listener] {
        const FileDescriptor peer = listener.accept();
        char buffer[64];
        const QByteArray answer = "HTTP/1.1 400 Bad Request\r\n\r\n";
        if (::read(peer.get(), buffer, sizeof buffer) > 0)
            (void)!::write(peer.get(), answer.constData(), static_cast<size_t>(answer.size()));
    });
    LibpqPort port;
    Coordinates coordinates = at("127.0.0.1", listener.port());
    coordinates.sslMode = QStringLiteral("disable");
    QD_VERIFY_ERROR(port.connect(patient, coordinates), ErrorKind::Unreachable);
}

void TestPostgres::cancelledBeforeStartConnectsNowhere()
{
    std::stop_source source;
    source.request_stop();
    LibpqPort port;
    QD_VERIFY_ERROR(port.connect(JobContext(source.get_token()), at("127.0.0.1", 1)), ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestPostgres)
#include "tst_postgres.moc"
