// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"
#include "fakeengine.h"
#include "recorded.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <optional>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using namespace std::chrono_literals;
using quarterdeck::test::answer;
using quarterdeck::test::FakeServer;
using quarterdeck::test::Peer;
using quarterdeck::test::pong;
using Engine = quarterdeck::test::FakeEngine;
using quarterdeck::test::recordedAnswer;

/// What a real engine does only when it breaks, or when it has another version.
class TestDockerClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionIsNegotiatedOnceAndUsed();
    void newerEngineIsSpokenToInOurNewest();
    void engineThatIsTooNewIsRefused();
    void engineThatIsTooOldIsRefused();
    void questionOnAStaleConnectionIsAskedAgain();
    void actionIsNeverSentTwice();
    void restartedEngineIsNegotiatedAnew();
    void stalledEngineEndsWithTheJob();
    void eventsThatBreakOffAreUnreachable();
    void eventsAreSubscribedWithFilterAndSince();
    void execSplitsAnyPiecesAndHalfClosesInput();
    void execThatTheEngineForgotIsUnreachable();
    void refusedUpgradeIsTold();
    void earlyRefusalOfAnArchiveIsHeard();
    void namesCannotBecomeOtherCalls_data();
    void namesCannotBecomeOtherCalls();
    void stopSignalIsSentByKillToOldEngines();
};

void TestDockerClient::versionIsNegotiatedOnceAndUsed()
{
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(answer("[]")); });
    Client client(engine.endpoint());
    const auto info = client.ping(JobContext());
    QD_VERIFY(info);
    QCOMPARE(info->apiVersion, QStringLiteral("1.41"));
    QCOMPARE(info->serverApiVersion, QStringLiteral("1.41"));
    QCOMPARE(info->serverVersion, QStringLiteral("20.10.24+dfsg1"));
    QCOMPARE(info->osType, QStringLiteral("linux"));
    QVERIFY(info->endpoint.startsWith(QLatin1String("unix:///")));
    for (int i = 0; i < 3; ++i)
        QD_VERIFY(client.listImages(JobContext()));
    QCOMPARE(engine.lines(), QList<QByteArray>({"GET /_ping", "GET /v1.41/images/json", "GET /v1.41/images/json", "GET /v1.41/images/json"}));
}

void TestDockerClient::newerEngineIsSpokenToInOurNewest()
{
    Engine engine(
        [](Peer &peer, const QByteArray &head, const QByteArray &) {
            peer.send(answer(head.startsWith("GET /version ") ? QByteArray(R"({"Version":"31.0","ApiVersion":"1.60","MinAPIVersion":"1.44"})")
                                                              : QByteArray("[]")));
        },
        "1.60");
    Client client(engine.endpoint());
    for (int i = 0; i < 2; ++i) {
        const auto info = client.ping(JobContext());
        QD_VERIFY(info);
        QCOMPARE(info->apiVersion, QStringLiteral("1.51"));
        QCOMPARE(info->serverVersion, QStringLiteral("31.0"));
    }
    QD_VERIFY(client.listNetworks(JobContext()));
    // /version is asked once: it is expensive for the engine.
    QCOMPARE(engine.lines(), QList<QByteArray>({"GET /_ping", "GET /version", "GET /_ping", "GET /v1.51/networks"}));
}

void TestDockerClient::engineThatIsTooNewIsRefused()
{
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(answer(R"({"Version":"40.0","MinAPIVersion":"1.60"})")); },
                  "1.70");
    Client client(engine.endpoint());
    QD_VERIFY_ERROR(client.ping(JobContext()), ErrorKind::Unsupported);
    QD_VERIFY_ERROR(client.startContainer(JobContext(), QStringLiteral("x")), ErrorKind::Unsupported);
    for (const QByteArray &line : engine.lines())
        QVERIFY2(!line.startsWith("POST"), "an action was sent to an engine that is not understood");
}

void TestDockerClient::engineThatIsTooOldIsRefused()
{
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(answer("[]")); }, "1.39");
    Client client(engine.endpoint());
    const auto images = client.listImages(JobContext());
    QD_VERIFY_ERROR(images, ErrorKind::Unsupported);
    QVERIFY(images.error().what.contains(QLatin1String("1.39")) && images.error().what.contains(QLatin1String("1.41")));
}

void TestDockerClient::questionOnAStaleConnectionIsAskedAgain()
{
    // Each connection answers two requests and is closed when the third has been read.
    std::atomic<int> asked = 0;
    FakeServer server([&asked](Peer &peer, int) {
        for (int i = 0; i < 3; ++i) {
            const QByteArray head = peer.readHead();
            if (head.isEmpty() || i == 2)
                return;
            ++asked;
            peer.send(head.startsWith("GET /_ping") ? pong("1.41") : answer("[]"));
        }
    });
    Client client(Endpoint{server.path(), QStringLiteral("test")});
    for (int i = 0; i < 20; ++i)
        QD_VERIFY(client.listImages(JobContext()));
    QVERIFY(server.connections() > 5);
    QVERIFY(asked >= 20);
}

void TestDockerClient::actionIsNeverSentTwice()
{
    std::atomic<int> actions = 0;
    FakeServer server([&actions](Peer &peer, int) {
        while (true) {
            const QByteArray head = peer.readHead();
            if (head.isEmpty())
                return;
            if (head.startsWith("POST")) {
                ++actions;
                return; // closes without a word
            }
            peer.send(head.startsWith("GET /_ping") ? pong("1.41") : answer("[]"));
        }
    });
    Client client(Endpoint{server.path(), QStringLiteral("test")});
    QD_VERIFY(client.listImages(JobContext()));
    QD_VERIFY_ERROR(client.startContainer(JobContext(), QStringLiteral("x")), ErrorKind::Unreachable);
    QCOMPARE(actions.load(), 1);
    QD_VERIFY(client.listImages(JobContext()));
}

void TestDockerClient::restartedEngineIsNegotiatedAnew()
{
    // The first connection speaks 1.41 and ends; its successor is an upgraded engine.
    std::atomic<bool> gone = false;
    FakeServer server([&gone](Peer &peer, int number) {
        for (int i = 0; number > 0 || i < 2; ++i) {
            const QByteArray head = peer.readHead();
            if (head.isEmpty())
                return;
            if (head.startsWith("GET /_ping"))
                peer.send(pong(number == 0 ? "1.41" : "1.47"));
            else
                peer.send(head.startsWith(number == 0 ? "GET /v1.41/" : "GET /v1.47/") ? answer("[]") : answer("{}", "400 Bad Request"));
        }
        peer.close();
        gone = true;
    });
    Client client(Endpoint{server.path(), QStringLiteral("test")});
    QD_VERIFY(client.listImages(JobContext()));
    QTRY_VERIFY(gone);
    QD_VERIFY(client.listImages(JobContext()));
    QCOMPARE(client.ping(JobContext())->apiVersion, QStringLiteral("1.47"));
}

void TestDockerClient::stalledEngineEndsWithTheJob()
{
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.readAll(); });
    Client client(engine.endpoint());
    QD_VERIFY(client.ping(JobContext()));
    std::stop_source source;
    QElapsedTimer since;
    std::jthread canceller([&] {
        std::this_thread::sleep_for(60ms);
        since.start();
        source.request_stop();
    });
    QD_VERIFY_ERROR(client.waitContainer(JobContext(source.get_token()), QStringLiteral("x")), ErrorKind::Cancelled);
    QVERIFY2(since.elapsed() < 200, qPrintable(QString::number(since.elapsed())));
    QD_VERIFY_ERROR(client.listContainers(JobContext().withTimeout(60ms), true), ErrorKind::Timeout);
}

void TestDockerClient::eventsThatBreakOffAreUnreachable()
{
    const QByteArray recorded = recordedAnswer("events");
    for (const bool properly : {false, true}) {
        Engine engine([&](Peer &peer, const QByteArray &, const QByteArray &) {
            peer.send(recorded + (properly ? "0\r\n\r\n" : ""));
            peer.close();
        });
        Client client(engine.endpoint());
        int subscribed = 0;
        QStringList actions;
        const auto outcome = client.followEvents(
            JobContext(),
            [&]() -> Result<void> {
                ++subscribed;
                return {};
            },
            [&](const Event &event) -> Result<void> {
                actions.append(event.action);
                return {};
            });
        QD_VERIFY_ERROR(outcome, ErrorKind::Unreachable);
        QCOMPARE(subscribed, 1);
        QCOMPARE(actions, QStringList({"create", "start", "die", "destroy"}));
    }
}

void TestDockerClient::eventsAreSubscribedWithFilterAndSince()
{
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(recordedAnswer("events")); });
    Client client(engine.endpoint());
    const auto before = QDateTime::currentSecsSinceEpoch();
    const auto outcome = client.followEvents(
        JobContext(), [] { return Result<void>(); },
        [](const Event &) -> Result<void> { return fail(ErrorKind::Conflict, QStringLiteral("enough")); });
    QD_VERIFY_ERROR(outcome, ErrorKind::Conflict);
    const QByteArray line = engine.lines().last();
    QVERIFY(line.startsWith("GET /v1.41/events?since="));
    const QByteArray since = line.mid(24, line.indexOf('&') - 24);
    QVERIFY(since.left(since.indexOf('.')).toLongLong() >= before);
    QCOMPARE(since.size() - since.indexOf('.'), 10);
    const QByteArray filters = QByteArray::fromPercentEncoding(line.mid(line.indexOf("filters=") + 8));
    QVERIFY2(!line.contains('"') && !line.contains('{'), "the filter is not encoded");
    QVERIFY(filters.contains(R"("type":["container"])"));
    for (const char *action : {"create", "start", "die", "destroy", "health_status", "pause", "unpause", "oom", "update"})
        QVERIFY(filters.contains(QByteArray(QByteArray("\"") + action + '"')));
    QVERIFY(!filters.contains("exec"));
}

void TestDockerClient::execSplitsAnyPiecesAndHalfClosesInput()
{
    const QByteArray recorded = recordedAnswer("exec");
    QByteArray input;
    QByteArray startHead;
    std::optional<Engine> engine(std::in_place, [&](Peer &peer, const QByteArray &head, const QByteArray &) {
        if (head.contains("/containers/box/exec ")) {
            peer.send(answer(R"({"Id":"e1"})", "201 Created"));
        } else if (head.contains("/exec/e1/start ")) {
            startHead = head;
            for (const char byte : recorded)
                peer.send(QByteArray(1, byte));
            input = peer.readAll(); // comes back at the half-close
            peer.close();
        } else {
            peer.send(recordedAnswer("exec_inspect"));
        }
    });
    std::optional<Client> client(engine->endpoint());
    QByteArray out;
    QByteArray err;
    ExecSpec spec;
    spec.argv = QStringList{"cat"};
    QList<QByteArray> pieces = {"one ", "two"};
    spec.input = [&pieces](qsizetype) { return pieces.isEmpty() ? QByteArray() : pieces.takeFirst(); };
    const auto code = client->exec(JobContext(), "box", spec, [&](OutputStream stream, QByteArrayView bytes) -> Result<void> {
        (stream == OutputStream::Stderr ? err : out).append(bytes);
        return {};
    });
    client.reset();
    engine.reset(); // joins its threads, which write what is compared below
    QD_VERIFY(code);
    QCOMPARE(*code, 37);
    QCOMPARE(out, QByteArray("hello\ndone\n"));
    QCOMPARE(err, QByteArray("err\n"));
    QCOMPARE(input, QByteArray("one two"));
    QVERIFY(startHead.contains("\r\nConnection: Upgrade\r\n") && startHead.contains("\r\nUpgrade: tcp\r\n"));
}

void TestDockerClient::execThatTheEngineForgotIsUnreachable()
{
    Engine engine([](Peer &peer, const QByteArray &head, const QByteArray &) {
        if (head.contains("/exec ")) {
            peer.send(answer(R"({"Id":"e1"})", "201 Created"));
        } else if (head.contains("/start ")) {
            peer.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            peer.close();
        } else {
            peer.send(answer(R"({"message":"No such exec instance: e1"})", "404 Not Found"));
        }
    });
    Client client(engine.endpoint());
    ExecSpec spec;
    spec.argv = QStringList{"true"};
    QD_VERIFY_ERROR(client.exec(JobContext(), "box", spec, [](OutputStream, QByteArrayView) { return Result<void>(); }), ErrorKind::Unreachable);
}

void TestDockerClient::refusedUpgradeIsTold()
{
    Engine engine([](Peer &peer, const QByteArray &head, const QByteArray &) {
        peer.send(head.contains("/exec ") ? answer(R"({"Id":"e1"})", "201 Created") : answer(R"({"message":"Container is paused"})", "409 Conflict"));
    });
    Client client(engine.endpoint());
    ExecSpec spec;
    spec.argv = QStringList{"psql", "secret"};
    const auto code = client.exec(JobContext(), "box", spec, [](OutputStream, QByteArrayView) { return Result<void>(); });
    QD_VERIFY_ERROR(code, ErrorKind::Conflict);
    QCOMPARE(code.error().detail, QStringLiteral("Container is paused"));
    QVERIFY(code.error().what.contains(QLatin1String("psql")) && !code.error().what.contains(QLatin1String("secret")));
}

void TestDockerClient::earlyRefusalOfAnArchiveIsHeard()
{
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) {
        peer.send(answer(R"({"message":"No such container: box"})", "404 Not Found"));
        peer.close();
    });
    Client client(engine.endpoint());
    qint64 given = 0;
    const auto outcome = client.putArchive(JobContext(), "box", "/", [&given](qsizetype maximum) -> Result<QByteArray> {
        given += maximum;
        return QByteArray(maximum, '\0');
    });
    QD_VERIFY_ERROR(outcome, ErrorKind::NotFound);
    QVERIFY(given < 100 * 1024 * 1024);
}

void TestDockerClient::namesCannotBecomeOtherCalls_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"", ".", "..", "../images", "a/../../b", "/x", "-x", " x", "?all=1"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestDockerClient::namesCannotBecomeOtherCalls()
{
    QFETCH(QString, name);
    Engine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(answer("{}")); });
    Client client(engine.endpoint());
    QD_VERIFY_ERROR(client.removeContainer(JobContext(), name, true, true), ErrorKind::Invalid);
    QD_VERIFY_ERROR(client.removeVolume(JobContext(), name, true), ErrorKind::Invalid);
    QVERIFY(engine.lines().isEmpty());
    // Whatever else a name holds cannot leave its place in the path.
    QD_VERIFY(client.removeVolume(JobContext(), QStringLiteral("a b?c=d/e\r\nX: y") + name.remove(QStringLiteral("..")), true));
    QVERIFY2(engine.lines().last().startsWith("DELETE /v1.41/volumes/a%20b%3Fc%3Dd%2Fe%0D%0AX%3A%20y"), engine.lines().last().constData());
}

void TestDockerClient::stopSignalIsSentByKillToOldEngines()
{
    const auto reply = [](Peer &peer, const QByteArray &head, const QByteArray &) {
        if (head.contains("/json "))
            peer.send(answer(R"({"Id":"box","State":{"Running":true},"Config":{"StopTimeout":1}})"));
        else if (head.contains("/wait?"))
            peer.send(answer(R"({"StatusCode":0})"));
        else
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
    };
    Engine old(reply, "1.41");
    QD_VERIFY(Client(old.endpoint()).stopContainer(JobContext(), "box", 30s, "SIGINT"));
    QCOMPARE(old.lines(),
             QList<QByteArray>({"GET /_ping", "GET /v1.41/containers/box/json", "POST /v1.41/containers/box/kill?signal=SIGINT",
                                "POST /v1.41/containers/box/wait?condition=not-running", "POST /v1.41/containers/box/stop?t=0"}));
    Engine recent(reply, "1.42");
    QD_VERIFY(Client(recent.endpoint()).stopContainer(JobContext(), "box", 30s, "SIGINT"));
    QCOMPARE(recent.lines(), QList<QByteArray>({"GET /_ping", "POST /v1.42/containers/box/stop?signal=SIGINT&t=30"}));
}

QTEST_GUILESS_MAIN(TestDockerClient)
#include "tst_dockerclient.moc"
