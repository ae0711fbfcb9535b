// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"
#include "adapters/docker/json.h"
#include "fakeengine.h"
#include "recorded.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QtTest>

#include <atomic>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using namespace std::chrono_literals;
using quarterdeck::test::answer;
using quarterdeck::test::FakeEngine;
using quarterdeck::test::Peer;
using quarterdeck::test::recordedAnswer;
using quarterdeck::test::recordedBody;

/// Services, tasks and nodes as a manager gave them, and what it refuses.
class TestDockerSwarm final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servicesAreRead();
    void specificationGoesBackAsItCame();
    void largeNumbersSurviveTheWayBack();
    void tasksAndNodesAreRead();
    void engineThatIsNoManagerIsUnsupported_data();
    void engineThatIsNoManagerIsUnsupported();
    void newerEngineIsAskedInItsOwnVersion();
    void outdatedChangeIsMadeAgain();
    void outdatedChangeIsGivenUpAfterSomeTimes();
    void otherRefusalsAreNotRepeated();
    void nothingIsSentWhereNothingChanges();
    void serviceWithoutReplicasIsRefused();
    void logOfAServiceIsDemultiplexed();
    void addressesOnTheGatewayBridgeAreRead();
    void answersThatMakeNoSenseAreInvalid();
};

namespace {

const QByteArray outOfSequence = R"({"message":"rpc error: code = Unknown desc = update out of sequence"})";

QJsonObject bodyObject(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object();
}

/// A service as the engine gives it, at this version.
QByteArray workerAt(int version)
{
    return R"({"ID":"w1","Version":{"Index":)" + QByteArray::number(version)
        + R"(},"Spec":{"Name":"st_worker","Mode":{"Replicated":{"Replicas":1}},"TaskTemplate":{"ForceUpdate":0}}})";
}

Result<bool> toThree(SwarmService &service)
{
    QD_CHECK(setReplicas(service, 3));
    return true;
}

const SwarmService *named(const QList<SwarmService> &services, const QString &name)
{
    const auto found = std::find_if(services.cbegin(), services.cend(), [&name](const SwarmService &service) { return service.name == name; });
    return found == services.cend() ? nullptr : &*found;
}

} // namespace

void TestDockerSwarm::servicesAreRead()
{
    FakeEngine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(recordedAnswer("services")); });
    Client client(engine.endpoint());
    const auto services = client.swarm()->listServices(JobContext(), {"com.docker.stack.namespace"});
    QD_VERIFY(services);
    QCOMPARE(QByteArray::fromPercentEncoding(engine.lines().last()),
             QByteArray(R"(GET /v1.41/services?status=true&filters={"label":["com.docker.stack.namespace"]})"));
    QCOMPARE(services->size(), 3);

    const SwarmService *worker = named(*services, "st_worker");
    QVERIFY(worker != nullptr);
    QVERIFY(!worker->id.isEmpty() && worker->version > 0);
    QCOMPARE(worker->labels.value(swarmlabel::stack), QStringLiteral("st"));
    QCOMPARE(worker->image, QStringLiteral("n8n:1"));
    QVERIFY(worker->entrypoint.isEmpty());
    QCOMPARE(worker->command.value(0), QStringLiteral("sh"));
    QVERIFY(worker->environment.contains("N8N_GRACEFUL_SHUTDOWN_TIMEOUT=20"));
    QCOMPARE(worker->stopGrace, std::optional<std::chrono::milliseconds>(30s));
    QCOMPARE(worker->memoryLimit, 64LL << 20);
    QCOMPARE(worker->healthcheck.value("Test").toArray().first().toString(), QStringLiteral("CMD"));
    QCOMPARE(worker->aliases, QStringList{"worker"});
    QCOMPARE(worker->replicas, std::optional<int>(1));
    QCOMPARE(worker->runningTasks, 1);
    QCOMPARE(worker->desiredTasks, 1);
    QVERIFY(!worker->updating && !worker->tty && worker->ports.isEmpty());

    const SwarmService *redis = named(*services, "st_redis");
    QVERIFY(redis != nullptr);
    QVERIFY2(redis->ports.isEmpty(), "a port that only one node publishes is taken for one of all");
    QVERIFY(redis->aliases.contains("queue") && redis->aliases.contains("redis"));
    QVERIFY(!redis->stopGrace.has_value());

    const SwarmService *main = named(*services, "st_n8n");
    QVERIFY(main != nullptr);
    QCOMPARE(main->mounts.size(), 1);
    QCOMPARE(main->mounts.first().name, QStringLiteral("st_data"));
    QCOMPARE(main->mounts.first().destination, QStringLiteral("/home/node/.n8n"));
    QVERIFY(main->mounts.first().readWrite);
}

void TestDockerSwarm::specificationGoesBackAsItCame()
{
    QJsonObject recorded;
    for (const QJsonValue one : QJsonDocument::fromJson(recordedBody("services")).array()) {
        if (one.toObject().value("Spec").toObject().value("Name").toString() == QLatin1String("st_worker"))
            recorded = one.toObject();
    }
    QVERIFY(!recorded.isEmpty());
    QJsonObject sent;
    FakeEngine engine([&](Peer &peer, const QByteArray &head, const QByteArray &body) {
        if (head.startsWith("POST"))
            sent = bodyObject(body);
        peer.send(head.startsWith("POST") ? answer(R"({"Warnings":null})") : answer(QJsonDocument(recorded).toJson()));
    });
    Client client(engine.endpoint());
    const auto changed = changeService(JobContext(), client, "st_worker", toThree);
    QD_VERIFY(changed);
    QCOMPARE(changed->replicas, std::optional<int>(3));
    const QByteArray id = recorded.value("ID").toString().toLatin1();
    const QByteArray version = QByteArray::number(recorded.value("Version").toObject().value("Index").toInteger());
    QCOMPARE(engine.lines(),
             QList<QByteArray>({"GET /_ping", "GET /v1.41/services/st_worker", "POST /v1.41/services/" + id + "/update?version=" + version}));

    QJsonObject expected = recorded.value("Spec").toObject();
    QVERIFY(expected != sent);
    expected.insert("Mode", QJsonObject{{"Replicated", QJsonObject{{"Replicas", 3}}}});
    QCOMPARE(sent, expected);
}

void TestDockerSwarm::largeNumbersSurviveTheWayBack()
{
    // Nanoseconds and counters beyond 2^53, which a double would round.
    const QByteArray spec
        = R"({"Mode":{"Replicated":{"Replicas":1}},"Name":"x","TaskTemplate":{"ContainerSpec":{"StopGracePeriod":9007199254740993},)"
          R"("ForceUpdate":9223372036854775807},"UpdateConfig":{"MaxFailureRatio":0.1}})";
    QByteArray sent;
    FakeEngine engine([&](Peer &peer, const QByteArray &head, const QByteArray &body) {
        if (head.startsWith("POST"))
            sent = body;
        peer.send(answer(head.startsWith("POST") ? QByteArray("{}") : R"({"ID":"x","Version":{"Index":1},"Spec":)" + spec + "}"));
    });
    Client client(engine.endpoint());
    QD_VERIFY(changeService(JobContext(), client, "x", [](SwarmService &service) -> Result<bool> {
        QD_CHECK(setReplicas(service, 1));
        return true;
    }));
    QCOMPARE(sent, spec);
}

void TestDockerSwarm::tasksAndNodesAreRead()
{
    FakeEngine engine([](Peer &peer, const QByteArray &head, const QByteArray &) {
        peer.send(head.startsWith("GET /v1.41/nodes ") ? recordedAnswer("nodes") : recordedAnswer("tasks"));
    });
    Client client(engine.endpoint());
    const auto nodes = client.listNodes(JobContext());
    QD_VERIFY(nodes);
    QCOMPARE(nodes->size(), 1);
    const SwarmNode node = nodes->first();
    QCOMPARE(node.role, QStringLiteral("manager"));
    QCOMPARE(node.availability, QStringLiteral("active"));
    QCOMPARE(node.state, QStringLiteral("ready"));
    QCOMPARE(node.address, QStringLiteral("10.77.0.1"));
    QCOMPARE(node.engineVersion, QStringLiteral("20.10.24+dfsg1"));
    QVERIFY(node.leader && !node.hostname.isEmpty() && node.nanoCpus >= 1000000000 && node.memory > (1LL << 30));

    const auto tasks = client.listTasks(JobContext(), {"st_worker", "st_n8n"});
    QD_VERIFY(tasks);
    QCOMPARE(QByteArray::fromPercentEncoding(engine.lines().last()), QByteArray(R"(GET /v1.41/tasks?filters={"service":["st_worker","st_n8n"]})"));
    QCOMPARE(tasks->size(), 3);
    for (const SwarmTask &task : *tasks) {
        QCOMPARE(task.nodeId, node.id);
        QCOMPARE(task.slot, 1);
        QVERIFY(task.isRunning() && task.isWanted() && !task.hasEnded());
        QCOMPARE(task.since.date(), QDate(2026, 11, 26));
        QCOMPARE(task.containerId.size(), 64);
        QVERIFY(!task.image.isEmpty() && !task.serviceId.isEmpty() && task.error.isEmpty());
        QVERIFY2(task.addresses.size() == 1 && task.addresses.first().startsWith("10.") && !task.addresses.first().contains('/'),
                 qPrintable(task.addresses.join(' ')));
    }
}

void TestDockerSwarm::engineThatIsNoManagerIsUnsupported_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no swarm") << QByteArray("This node is not a swarm manager. Use \\\"docker swarm init\\\" or \\\"docker swarm join\\\" to connect "
                                            "this node to swarm and try again.")
                              << ErrorKind::Unsupported;
    QTest::newRow("worker") << QByteArray("This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state.")
                            << ErrorKind::Unsupported;
    QTest::newRow("no leader") << QByteArray("The swarm does not have a leader. It's possible that too few managers are online.")
                               << ErrorKind::Unreachable;
}

void TestDockerSwarm::engineThatIsNoManagerIsUnsupported()
{
    QFETCH(QByteArray, message);
    QFETCH(ErrorKind, kind);
    FakeEngine engine([&](Peer &peer, const QByteArray &, const QByteArray &) {
        peer.send(answer("{\"message\":\"" + message + "\"}", "503 Service Unavailable"));
    });
    Client client(engine.endpoint());
    const auto services = client.listServices(JobContext());
    QD_VERIFY_ERROR(services, kind);
    QVERIFY(!services.error().hint.isEmpty());
    QD_VERIFY_ERROR(client.listTasks(JobContext()), kind);
}

void TestDockerSwarm::newerEngineIsAskedInItsOwnVersion()
{
    FakeEngine engine(
        [](Peer &peer, const QByteArray &head, const QByteArray &) {
            if (head.startsWith("GET /version "))
                peer.send(answer(R"({"Version":"30.0","ApiVersion":"1.60","MinAPIVersion":"1.44"})"));
            else
                peer.send(answer(head.startsWith("POST") ? QByteArray("{}") : workerAt(4)));
        },
        "1.60");
    Client client(engine.endpoint());
    QD_VERIFY(changeService(JobContext(), client, "w1", toThree));
    QCOMPARE(engine.lines().mid(2), QList<QByteArray>({"GET /v1.60/services/w1", "POST /v1.60/services/w1/update?version=4"}));
}

void TestDockerSwarm::outdatedChangeIsMadeAgain()
{
    int version = 7;
    QList<QJsonObject> sent;
    FakeEngine engine([&](Peer &peer, const QByteArray &head, const QByteArray &body) {
        if (!head.startsWith("POST")) {
            peer.send(answer(workerAt(version)));
            return;
        }
        sent.append(bodyObject(body));
        // The first two find that somebody was faster.
        if (sent.size() <= 2)
            ++version;
        peer.send(sent.size() <= 2 ? answer(outOfSequence, "500 Internal Server Error") : answer("{}"));
    });
    Client client(engine.endpoint());
    const auto changed = changeService(JobContext(), client, "w1", toThree);
    QD_VERIFY(changed);
    QCOMPARE(changed->version, 9U);
    QCOMPARE(sent.size(), 3);
    QCOMPARE(engine.lines().mid(1),
             QList<QByteArray>({"GET /v1.41/services/w1", "POST /v1.41/services/w1/update?version=7", "GET /v1.41/services/w1",
                                "POST /v1.41/services/w1/update?version=8", "GET /v1.41/services/w1", "POST /v1.41/services/w1/update?version=9"}));
}

void TestDockerSwarm::outdatedChangeIsGivenUpAfterSomeTimes()
{
    std::atomic<int> attempts = 0;
    FakeEngine engine([&](Peer &peer, const QByteArray &head, const QByteArray &) {
        if (head.startsWith("POST"))
            ++attempts;
        peer.send(head.startsWith("POST") ? answer(outOfSequence, "500 Internal Server Error") : answer(workerAt(attempts)));
    });
    Client client(engine.endpoint());
    // Cancelled between two attempts it ends at once.
    QD_VERIFY_ERROR(changeService(JobContext().withTimeout(100ms), client, "w1", toThree), ErrorKind::Timeout);
    attempts = 0;
    const auto changed = changeService(JobContext(), client, "w1", toThree);
    QD_VERIFY_ERROR(changed, ErrorKind::Conflict);
    QVERIFY(!changed.error().hint.isEmpty());
    QCOMPARE(attempts.load(), 8);
}

void TestDockerSwarm::otherRefusalsAreNotRepeated()
{
    std::atomic<int> attempts = 0;
    FakeEngine engine([&](Peer &peer, const QByteArray &head, const QByteArray &) {
        if (head.startsWith("POST"))
            ++attempts;
        peer.send(head.startsWith("POST") ? answer(R"({"message":"rpc error: name conflicts with an existing object"})", "409 Conflict")
                                          : answer(workerAt(1)));
    });
    Client client(engine.endpoint());
    QD_VERIFY_ERROR(changeService(JobContext(), client, "w1", toThree), ErrorKind::Conflict);
    QCOMPARE(attempts.load(), 1);
}

void TestDockerSwarm::nothingIsSentWhereNothingChanges()
{
    FakeEngine engine([](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(answer(workerAt(1))); });
    Client client(engine.endpoint());
    QD_VERIFY(changeService(JobContext(), client, "w1", [](SwarmService &) { return Result<bool>(false); }));
    QCOMPARE(engine.lines(), QList<QByteArray>({"GET /_ping", "GET /v1.41/services/w1"}));
    QD_VERIFY_ERROR(client.inspectService(JobContext(), "../containers/x"), ErrorKind::Invalid);
    QD_VERIFY_ERROR(client.updateService(JobContext(), {}, 1, {}), ErrorKind::Invalid);
}

void TestDockerSwarm::serviceWithoutReplicasIsRefused()
{
    auto global = parseSwarmService(bodyObject(R"({"ID":"g","Version":{"Index":1},"Spec":{"Name":"g","Mode":{"Global":{}}}})"));
    QD_VERIFY(global);
    QVERIFY(!global->replicas.has_value());
    const QJsonObject before = global->spec;
    QD_VERIFY_ERROR(setReplicas(*global, 2), ErrorKind::Unsupported);
    QCOMPARE(global->spec, before);
    const auto web = parseSwarmService(
        bodyObject(R"({"ID":"w","Version":{"Index":1},"Spec":{"Mode":{"Replicated":{"Replicas":1}}},)"
                   R"("Endpoint":{"Ports":[{"Protocol":"tcp","TargetPort":5678,"PublishedPort":30000,"PublishMode":"ingress"}]}})"));
    QD_VERIFY(web);
    QCOMPARE(web->ports, QList<PortBinding>({{{}, 30000, 5678, "tcp"}}));
    // Go leaves a zero pointer out, not a zero: 0 replicas are told.
    const auto none = parseSwarmService(bodyObject(R"({"ID":"n","Version":{"Index":1},"Spec":{"Mode":{"Replicated":{"Replicas":0}}}})"));
    QD_VERIFY(none);
    QCOMPARE(none->replicas, std::optional<int>(0));
}

void TestDockerSwarm::logOfAServiceIsDemultiplexed()
{
    const QByteArray frames = QByteArray("\1\0\0\0\0\0\0\3out", 11) + QByteArray("\2\0\0\0\0\0\0\4err\n", 12);
    FakeEngine engine([&](Peer &peer, const QByteArray &head, const QByteArray &) {
        if (head.contains("/logs?"))
            peer.send(answer(frames));
        else
            peer.send(answer(workerAt(1)));
    });
    Client client(engine.endpoint());
    QByteArray out;
    QByteArray err;
    LogOptions options;
    options.tail = 20;
    QD_VERIFY(client.serviceLogs(JobContext(), "w1", options, [&](OutputStream stream, QByteArrayView bytes) -> Result<void> {
        (stream == OutputStream::Stderr ? err : out).append(bytes);
        return {};
    }));
    QCOMPARE(out, QByteArray("out"));
    QCOMPARE(err, QByteArray("err\n"));
    QCOMPARE(engine.lines().last(), QByteArray("GET /v1.41/services/w1/logs?stdout=1&stderr=1&follow=0&timestamps=0&tail=20"));
}

void TestDockerSwarm::addressesOnTheGatewayBridgeAreRead()
{
    QByteArray network = R"({"Name":"docker_gwbridge","Containers":{"c1":{"Name":"gateway_1","IPv4Address":"172.18.0.7/16"}}})";
    QByteArray status = "200 OK";
    FakeEngine engine([&](Peer &peer, const QByteArray &, const QByteArray &) { peer.send(answer(network, status)); });
    Client client(engine.endpoint());
    const auto addresses = client.gatewayAddresses(JobContext());
    QD_VERIFY(addresses);
    QCOMPARE(*addresses, (QHash<QString, QString>{{"c1", "172.18.0.7"}}));
    // An engine that never was in a swarm has no such bridge.
    network = R"({"message":"network docker_gwbridge not found"})";
    status = "404 Not Found";
    const auto none = client.gatewayAddresses(JobContext());
    QD_VERIFY(none);
    QVERIFY(none->isEmpty());
}

void TestDockerSwarm::answersThatMakeNoSenseAreInvalid()
{
    QD_VERIFY_ERROR(parseSwarmService({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseSwarmService(bodyObject(R"({"ID":"x"})")), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseSwarmTask({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseSwarmNode({}), ErrorKind::Invalid);
    const auto empty = parseSwarmTask(bodyObject(R"({"ID":"t"})"));
    QD_VERIFY(empty);
    QVERIFY(!empty->isRunning() && !empty->isWanted() && !empty->since.isValid() && empty->addresses.isEmpty());
}

QTEST_GUILESS_MAIN(TestDockerSwarm)
#include "tst_dockerswarm.moc"
