// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/secret.h"
#include "stack/discovery.h"
#include "support/fakecompose.h"
#include "support/fakedocker.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;

namespace {

/// A container as inspect tells it; addresses are loopback ones, which every machine is on.
docker::ContainerDetails box(const QString &project, const QString &service, const QString &image, const QStringList &command = {},
                             const QStringList &environment = {}, int number = 1)
{
    static int made = 0;
    docker::ContainerDetails details;
    details.id = QStringLiteral("%1").arg(++made, 64, 16, QLatin1Char('0'));
    details.name = project.isEmpty() ? service : QStringLiteral("%1-%2-%3").arg(project, service).arg(number);
    details.hostname = details.id.left(12);
    details.image = image;
    details.imageId = QLatin1String("sha256:") + image;
    details.command = command;
    details.environment = environment;
    details.state.running = true;
    details.state.status = QStringLiteral("running");
    if (!project.isEmpty()) {
        details.labels = {{"com.docker.compose.project", project},
                          {"com.docker.compose.service", service},
                          {"com.docker.compose.container-number", QString::number(number)},
                          {"com.docker.compose.oneoff", "False"},
                          {"com.docker.compose.project.working_dir", QLatin1String("/srv/") + project},
                          {"com.docker.compose.project.config_files", QStringLiteral("/srv/%1/a.yaml,/srv/%1/b.yaml").arg(project)},
                          {"com.docker.compose.project.environment_file", QStringLiteral("/srv/%1/.env").arg(project)}};
        details.networks.insert(project + QLatin1String("_default"),
                                {QStringLiteral("net"), QStringLiteral("127.9.0.%1").arg(made % 250 + 1), {service, details.name}});
    }
    return details;
}

QStringList database(const QString &host = QStringLiteral("postgres"))
{
    return {"DB_TYPE=postgresdb", "DB_POSTGRESDB_HOST=" + host, "DB_POSTGRESDB_PASSWORD=pw", "N8N_ENCRYPTION_KEY=key"};
}

QStringList queue(const QString &host = QStringLiteral("redis"))
{
    return {"EXECUTIONS_MODE=queue", "QUEUE_BULL_REDIS_HOST=" + host};
}

docker::PortBinding published(quint16 hostPort, quint16 containerPort, const QString &hostIp = QStringLiteral("0.0.0.0"))
{
    return {hostIp, hostPort, containerPort, QStringLiteral("tcp")};
}

compose::ComposePort::Config model(const QByteArray &json)
{
    return {QJsonDocument::fromJson(json).object(), {}};
}

/// The vendor's queue-mode layout under the given names.
QList<docker::ContainerDetails> queueStack(const QString &project, int workers = 1)
{
    QList<docker::ContainerDetails> all;
    all.append(box(project, "postgres", "postgres:16", {"postgres"}, {"PG_VERSION=16.11"}));
    all.append(box(project, "redis", "redis:7-alpine", {"redis-server"}, {"REDIS_VERSION=7.4.7"}));
    all.append(box(project, "n8n", "docker.n8n.io/n8nio/n8n:2.1.4", {}, database() + queue()));
    all.last().host.portBindings = {published(5678, 5678)};
    for (int i = 1; i <= workers; ++i)
        all.append(box(project, "n8n-worker", "docker.n8n.io/n8nio/n8n:2.1.4", {"worker"}, database() + queue(), i));
    return all;
}

QStringList remarkIds(const Stack &stack)
{
    QStringList ids;
    for (const Remark &remark : stack.remarks)
        ids.append(remark.id);
    return ids;
}

} // namespace

class TestDiscovery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queueStackIsReadCompletely();
    void originalKitIsUnderstood();
    void sqliteBehindCaddyIsSaidToBe();
    void misleadingNamesMisleadNobody();
    void whatRunsIsTheTruthAndDriftIsSaid();
    void composeModelAddsWhatIsWanted();
    void composeProblemsAreRemarksNotFailures_data();
    void composeProblemsAreRemarksNotFailures();
    void secretFilesAreFollowed();
    void unreadableSecretFileIsARemark();
    void settingsAreReadAsN8nReadsThem();
    void keyInTheVolumeIsFoundInAStoppedContainer();
    void unequalKeysAreSaid();
    void accessIsTheBestThereIs_data();
    void accessIsTheBestThereIs();
    void externalServersAreTakenAtTheirAddress();
    void serverOnThisMachineIsFoundByItsPort();
    void serverInN8nsOwnNetworkIsFound();
    void oneOffContainersAreIgnored();
    void stoppedStackShowsWhatIsKnown();
    void chooserDecidesOrListsWhatThereIs();
    void stackRemovedMeanwhileIsNotFound();
    void loneContainersAreGroupedByTheirSettings();
    void twoMainsOnOneNetworkAreTwoStacks();
    void containerNamedLikeAProjectIsNotLost();
    void engineWithoutN8nHasNoStacks();
    void listAsksOnceAndInspectsOnlyTheUnknown();
    void tenStacksAndTwoHundredContainersAreQuick();
    void cancellingEndsWithCancelled();
    void lostEngineIsAnErrorNotAHalfStack();
};

void TestDiscovery::queueStackIsReadCompletely()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("shop", 2);
    docker.images.insert("sha256:postgres:16", {"sha256:postgres:16", {}, {"postgres@sha256:aa"}, {}, 0, {}, {}, {}, {}, {}});
    const auto stack = Discovery(docker, compose).read(JobContext(), "shop");
    QD_VERIFY(stack);
    QCOMPARE(stack->id, "shop");
    QCOMPARE(stack->project, (compose::Project{"shop", "/srv/shop", {"/srv/shop/a.yaml", "/srv/shop/b.yaml"}, {"/srv/shop/.env"}}));
    QCOMPARE(compose.lastProject, stack->project);
    QStringList services;
    for (const Service &service : stack->services)
        services.append(service.name + QLatin1Char('=') + roleName(service.role) + QLatin1Char(' ') + service.version);
    QCOMPARE(services, QStringList({"n8n=main 2.1.4", "n8n-worker=worker 2.1.4", "postgres=postgres 16.11", "redis=redis 7.4.7"}));
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 2);
    QCOMPARE(stack->service(Role::Worker)->containers.first().name, "shop-n8n-worker-1");
    QCOMPARE(stack->service(Role::Postgres)->digests, QStringList("postgres@sha256:aa"));
    QCOMPARE(stack->database.kind, Database::Kind::Postgres);
    QCOMPARE(stack->database.service, "postgres");
    QCOMPARE(stack->database.coordinates.host, "postgres");
    QCOMPARE(stack->database.coordinates.port, 5432);
    QCOMPARE(stack->database.coordinates.user, "postgres");
    QCOMPARE(stack->database.coordinates.database, "n8n");
    QCOMPARE(stack->database.coordinates.password, Secret(QByteArray("pw")));
    QVERIFY(stack->queue.enabled);
    QCOMPARE(stack->queue.service, "redis");
    QCOMPARE(stack->queue.prefix, "bull");
    QCOMPARE(stack->concurrency.perWorker, 10);
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Environment);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("key"))));
    QVERIFY(stack->key.equalEverywhere);
    QCOMPARE(stack->n8nUrl, "http://localhost:5678");
    QVERIFY(stack->isRunning());
    // Only the missing compose file is worth a word.
    QCOMPARE(remarkIds(*stack), QStringList("compose-file-missing"));
    QVERIFY(!stack->fromCompose);
}

void TestDiscovery::originalKitIsUnderstood()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box("n8n", "postgres", "postgres:16.11-alpine", {"postgres"}, {"PG_VERSION=16.11"}),
                         box("n8n", "redis", "redis:7.4.7-alpine", {"redis-server", "--port", "6386"}, {"REDIS_VERSION=7.4.7"}),
                         box("n8n", "n8n", "n8nio/n8n:2.1.4", {}, database() + queue() + QStringList{"QUEUE_BULL_REDIS_PORT=6386"})};
    docker.containers[1].host.portBindings = {published(6386, 6386)};
    docker.containers[2].host.portBindings = {published(5678, 5678)};
    for (int i = 5; i >= 1; --i) {
        docker.containers.append(box("n8n", "n8n-worker", "n8nio/n8n:2.1.4", {"worker"},
                                     database() + queue() + QStringList{"QUEUE_BULL_REDIS_PORT=6386", "EXECUTIONS_CONCURRENCY=10"}, i));
        docker.containers.last().host.memory = 512LL * 1024 * 1024;
    }
    compose.models.insert("n8n", model(R"({"services": {"postgres": {}, "redis": {}, "n8n": {}, "n8n-worker": {"deploy": {"replicas": 5}}}})"));
    const auto stack = Discovery(docker, compose).read(JobContext(), "n8n");
    QD_VERIFY(stack);
    QVERIFY(stack->fromCompose);
    QCOMPARE(stack->service(Role::Worker)->replicasWanted, 5);
    QCOMPARE(stack->service(Role::Worker)->memoryLimit, 512LL * 1024 * 1024);
    QList<int> numbers;
    for (const Container &container : stack->service(Role::Worker)->containers)
        numbers.append(container.number);
    QCOMPARE(numbers, QList<int>({1, 2, 3, 4, 5}));
    QCOMPARE(stack->queue.coordinates.port, 6386);
    QCOMPARE(stack->queue.access.way, Access::Way::PublishedPort);
    QCOMPARE(stack->queue.access.port, 6386);
    QCOMPARE(stack->concurrency.perWorker, 10);
    QCOMPARE(stack->concurrency.inertVariable, "EXECUTIONS_CONCURRENCY");
    QCOMPARE(remarkIds(*stack), QStringList("inert-concurrency"));
}

void TestDiscovery::sqliteBehindCaddyIsSaidToBe()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box("web", "caddy", "caddy:2"), box("web", "n8n", "docker.n8n.io/n8nio/n8n", {}, {"WEBHOOK_URL=https://n8n.example.com/"})};
    docker.files[docker.containers[1].id].insert("/home/node/.n8n/config", R"({"encryptionKey": "made by n8n"})");
    const auto stack = Discovery(docker, compose).read(JobContext(), "web");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.kind, Database::Kind::Sqlite);
    QVERIFY(!stack->queue.enabled);
    QVERIFY(remarkIds(*stack).contains("sqlite-only"));
    QCOMPARE(stack->n8nUrl, "https://n8n.example.com/");
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Volume);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("made by n8n"))));
    QCOMPARE(stack->service(Role::Proxy)->name, "caddy");
}

void TestDiscovery::misleadingNamesMisleadNobody()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box("postgres", "redis", "n8nio/n8n:2.1.4", {}, database("worker") + queue("n8n")),
                         box("postgres", "n8n", "redis:7", {"redis-server"}, {"REDIS_VERSION=7.4.7"}),
                         box("postgres", "worker", "postgres:16", {"postgres"}, {"PG_VERSION=16.11"}),
                         box("postgres", "main", "n8nio/n8n:2.1.4", {"worker"}, database("worker") + queue("n8n")),
                         // A project called n8n without any.
                         box("n8n", "n8n-worker", "nginx:1")};
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().id, "postgres");
    const auto stack = Discovery(docker, compose).read(JobContext(), "postgres");
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Main)->name, "redis");
    QCOMPARE(stack->service(Role::Worker)->name, "main");
    QCOMPARE(stack->database.service, "worker");
    QCOMPARE(stack->queue.service, "n8n");
}

void TestDiscovery::whatRunsIsTheTruthAndDriftIsSaid()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("shop");
    compose.models.insert("shop", model(R"({"services": {
        "n8n": {"image": "docker.n8n.io/n8nio/n8n:2.1.4", "environment": {"DB_POSTGRESDB_HOST": "elsewhere"}},
        "n8n-worker": {"image": "docker.n8n.io/n8nio/n8n:2.2.0"},
        "redis": {"image": "redis:7-alpine", "environment": {"REDIS_VERSION": "7.4.7"}}}})"));
    const auto stack = Discovery(docker, compose).read(JobContext(), "shop");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.coordinates.host, "postgres");
    QCOMPARE(stack->service(Role::Worker)->image, "docker.n8n.io/n8nio/n8n:2.1.4");
    QCOMPARE(remarkIds(*stack), QStringList("config-drift"));
    QVERIFY(stack->remarks.first().text.contains("n8n, n8n-worker."));
}

void TestDiscovery::composeModelAddsWhatIsWanted()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("shop", 1);
    auto config = model(R"({"services": {
        "n8n": {"environment": {"DB_POSTGRESDB_PASSWORD": "pw"}},
        "n8n-worker": {"deploy": {"replicas": "4"}, "stop_grace_period": "1m15s"},
        "hooks": {"image": "n8nio/n8n:2.1.4", "command": ["webhook"], "deploy": {"replicas": 0}, "healthcheck": {"test": ["CMD", "x"]}}}})");
    config.warnings = QStringList("The \"X\" variable is not set.");
    compose.models.insert("shop", config);
    const auto stack = Discovery(docker, compose).read(JobContext(), "shop");
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Worker)->replicasWanted, 4);
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 1);
    QCOMPARE(stack->service(Role::Worker)->stopGraceSeconds, 75);
    const Service *hooks = stack->service(Role::Webhook);
    QVERIFY(hooks != nullptr);
    QCOMPARE(hooks->replicasWanted, 0);
    QVERIFY(hooks->containers.isEmpty());
    QVERIFY(hooks->hasHealthcheck);
    QCOMPARE(hooks->version, "2.1.4");
    QCOMPARE(remarkIds(*stack), QStringList("compose-warning"));
}

void TestDiscovery::composeProblemsAreRemarksNotFailures_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("remark");
    QTest::newRow("file gone, Compose missing") << int(ErrorKind::NotFound) << "compose-file-missing";
    QTest::newRow("does not parse") << int(ErrorKind::Invalid) << "compose-config-failed";
    QTest::newRow("too old") << int(ErrorKind::Unsupported) << "compose-config-failed";
}

void TestDiscovery::composeProblemsAreRemarksNotFailures()
{
    QFETCH(int, kind);
    QFETCH(QString, remark);
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("shop");
    compose.errors.insert("shop", {static_cast<ErrorKind>(kind), "yaml: line 3: did not find expected key", {}, {}});
    const auto stack = Discovery(docker, compose).read(JobContext(), "shop");
    QD_VERIFY(stack);
    QVERIFY(!stack->fromCompose);
    QCOMPARE(remarkIds(*stack), QStringList(remark));
    QVERIFY(stack->remarks.first().text.contains("yaml: line 3: did not find expected key"));
}

void TestDiscovery::secretFilesAreFollowed()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("db.txt", "from the compose secret\n");
    write("key.txt", "from the bind mount");
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers
        = {box("s", "db", "postgres:16", {"postgres"}), box("s", "queue", "redis:7", {"redis-server"}),
           box("s", "n8n", "n8nio/n8n", {},
               QStringList{"DB_TYPE=postgresdb", "DB_POSTGRESDB_HOST_FILE=/run/secrets/host", "DB_POSTGRESDB_PASSWORD_FILE=/run/secrets/db",
                           "N8N_ENCRYPTION_KEY_FILE=/keys/key.txt", "QUEUE_BULL_REDIS_PASSWORD_FILE=/only/inside"}
                   + queue("queue"))};
    docker.containers[2].mounts = {{"bind", {}, folder.path(), "/keys", {}, false}};
    docker.files[docker.containers[2].id] = {{"/only/inside", "from the container"}, {"/run/secrets/host", "db\n"}};
    compose.models.insert("s", model(R"({"secrets": {"db": {"file": ")" + folder.filePath("db.txt").toUtf8() + R"("}},
        "services": {"n8n": {"secrets": [{"source": "db"}]}}})"));
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.service, "db");
    QCOMPARE(stack->database.coordinates.password, Secret(QByteArray("from the compose secret")));
    QCOMPARE(stack->queue.coordinates.password, Secret(QByteArray("from the container")));
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::File);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("from the bind mount"))));
    QVERIFY2(stack->remarks.isEmpty(), qPrintable(remarkIds(*stack).join(' ')));
}

void TestDiscovery::unreadableSecretFileIsARemark()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.containers[2].environment = QStringList{"DB_TYPE=postgresdb", "DB_POSTGRESDB_HOST=postgres",
                                                   "DB_POSTGRESDB_PASSWORD_FILE=/run/secrets/gone", "N8N_ENCRYPTION_KEY_FILE=/run/secrets/too"}
        + queue();
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QVERIFY(stack->database.coordinates.password.isEmpty());
    QVERIFY(remarkIds(*stack).contains("setting-file-unreadable"));
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Unknown);
    QVERIFY(stack->key.fingerprint.isEmpty());
    QVERIFY(stack->key.note.contains("/run/secrets/too"));
}

void TestDiscovery::settingsAreReadAsN8nReadsThem()
{
    // List-style YAML hands quotes on, and n8n takes them off again.
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.containers[2].environment = {"DB_TYPE=\"postgresdb\"",
                                        "DB_POSTGRESDB_HOST='postgres'",
                                        "DB_POSTGRESDB_PASSWORD=\" p w\" ",
                                        "DB_POSTGRESDB_SCHEMA=n8n",
                                        "DB_TABLE_PREFIX=x_",
                                        "N8N_ENCRYPTION_KEY=\"key\"",
                                        "EXECUTIONS_MODE=queue",
                                        "QUEUE_BULL_REDIS_CLUSTER_NODES=redis:7001, b:7002",
                                        "QUEUE_BULL_REDIS_TLS=1",
                                        "QUEUE_BULL_PREFIX=jobs",
                                        "QUEUE_BULL_REDIS_DB=3",
                                        "QUEUE_BULL_REDIS_USERNAME=me"};
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.service, "postgres");
    QCOMPARE(stack->database.coordinates.password, Secret(QByteArray(" p w")));
    QCOMPARE(stack->database.schema, "n8n");
    QCOMPARE(stack->database.tablePrefix, "x_");
    // The workers' environment has it without quotes: the same key.
    QVERIFY(stack->key.equalEverywhere);
    QVERIFY(stack->queue.cluster);
    QVERIFY(stack->queue.tls);
    QCOMPARE(stack->queue.prefix, "jobs");
    QCOMPARE(stack->queue.coordinates.host, "redis");
    QCOMPARE(stack->queue.coordinates.port, 7001);
    QCOMPARE(stack->queue.coordinates.database, 3);
    QCOMPARE(stack->queue.coordinates.user, "me");
}

void TestDiscovery::keyInTheVolumeIsFoundInAStoppedContainer()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box("s", "n8n", "n8nio/n8n", {}, {"N8N_USER_FOLDER=/data"})};
    docker.containers[0].state.running = false;
    docker.containers[0].state.status = "exited";
    docker.files[docker.containers[0].id].insert("/data/.n8n/config", R"({"encryptionKey": "k"})");
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Volume);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("k"))));
}

void TestDiscovery::unequalKeysAreSaid()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.containers[3].environment.replaceInStrings("N8N_ENCRYPTION_KEY=key", "N8N_ENCRYPTION_KEY=other");
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QVERIFY(!stack->key.equalEverywhere);
    QVERIFY(remarkIds(*stack).contains("key-mismatch"));
}

void TestDiscovery::accessIsTheBestThereIs_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("hostIp"); // empty = nothing published
    QTest::addColumn<QString>("networkMode");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("running");
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    const QString local = "unix:///var/run/docker.sock";
    QTest::newRow("published everywhere") << local << "0.0.0.0"
                                          << "x"
                                          << "127.9.9.9" << true << "published-port"
                                          << "127.0.0.1" << 15432;
    QTest::newRow("published on loopback") << local << "127.0.0.1"
                                           << "x"
                                           << "127.9.9.9" << true << "published-port"
                                           << "127.0.0.1" << 15432;
    QTest::newRow("published on IPv6") << local << "::"
                                       << "x"
                                       << "127.9.9.9" << true << "published-port"
                                       << "::1" << 15432;
    QTest::newRow("published on one address") << local << "10.1.2.3"
                                              << "x"
                                              << "127.9.9.9" << true << "published-port"
                                              << "10.1.2.3" << 15432;
    QTest::newRow("bridge") << local << ""
                            << "x"
                            << "127.9.9.9" << true << "container-address"
                            << "127.9.9.9" << 5432;
    QTest::newRow("bridge of a virtual machine") << local << ""
                                                 << "x"
                                                 << "203.0.113.9" << true << "helper"
                                                 << "" << 5432;
    QTest::newRow("another machine") << "tcp://far:2376"
                                     << ""
                                     << "x"
                                     << "127.9.9.9" << true << "helper"
                                     << "" << 5432;
    QTest::newRow("host network") << local << ""
                                  << "host"
                                  << "" << true << "published-port"
                                  << "127.0.0.1" << 5432;
    QTest::newRow("stopped") << local << "0.0.0.0"
                             << "x"
                             << "" << false << "none"
                             << "" << 0;
}

void TestDiscovery::accessIsTheBestThereIs()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, hostIp);
    QFETCH(QString, networkMode);
    QFETCH(QString, address);
    QFETCH(bool, running);
    QFETCH(QString, way);
    QFETCH(QString, host);
    QFETCH(int, port);
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.engine.endpoint = endpoint;
    docker.containers = queueStack("s");
    docker::ContainerDetails &server = docker.containers[0];
    server.state.running = running;
    server.state.status = running ? "running" : "exited";
    server.host.networkMode = networkMode;
    server.networks.first().ipAddress = address;
    // Another port of the same container must not be taken for the server's.
    server.host.portBindings = {published(19187, 9187)};
    if (!hostIp.isEmpty())
        server.host.portBindings.append(published(15432, 5432, hostIp));
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(accessName(stack->database.access.way), way);
    QCOMPARE(stack->database.access.host, host);
    QCOMPARE(stack->database.access.port, port);
    QVERIFY(!stack->database.access.why.isEmpty());
}

void TestDiscovery::externalServersAreTakenAtTheirAddress()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box("s", "n8n", "n8nio/n8n", {},
                             database("db.example.com") + queue("cache") + QStringList{"DB_POSTGRESDB_PORT=6432", "QUEUE_BULL_REDIS_PORT=none"})};
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QVERIFY(stack->database.service.isEmpty());
    QCOMPARE(accessName(stack->database.access.way), "published-port");
    QCOMPARE(stack->database.access.host, "db.example.com");
    QCOMPARE(stack->database.access.port, 6432);
    // A bare name means something on the stack's network only.
    QCOMPARE(accessName(stack->queue.access.way), "helper");
    QCOMPARE(stack->queue.access.port, 6379);
}

void TestDiscovery::serverOnThisMachineIsFoundByItsPort()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.containers[0].host.portBindings = {published(15432, 5432)};
    docker.containers[2].environment = database("localhost") + QStringList{"DB_POSTGRESDB_PORT=15432"} + queue("host.docker.internal");
    docker.containers[2].host.networkMode = "host";
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.service, "postgres");
    QCOMPARE(stack->database.access.port, 15432);
    QVERIFY(stack->queue.service.isEmpty());
    QCOMPARE(stack->queue.access.host, "127.0.0.1");
    QCOMPARE(stack->queue.access.port, 6379);
}

void TestDiscovery::serverInN8nsOwnNetworkIsFound()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.containers[2].environment = database("localhost") + queue("127.0.0.1");
    docker.containers[0].host.networkMode = "container:" + docker.containers[2].id;
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.service, "postgres");
    QCOMPARE(accessName(stack->database.access.way), "helper");
    // Redis has a network of its own: n8n cannot find it at its own address.
    QCOMPARE(accessName(stack->queue.access.way), "none");
}

void TestDiscovery::oneOffContainersAreIgnored()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.containers.append(box("s", "n8n", "n8nio/n8n:9.9.9", {}, {}, 7));
    docker.containers.last().labels["com.docker.compose.oneoff"] = "True";
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->first().containers, 4);
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Main)->containers.size(), 1);
    QCOMPARE(stack->service(Role::Main)->version, "2.1.4");
}

void TestDiscovery::stoppedStackShowsWhatIsKnown()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s", 3);
    for (docker::ContainerDetails &container : docker.containers) {
        container.state.running = false;
        container.state.status = "exited";
        container.networks.first().ipAddress.clear();
    }
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->first().containers, 6);
    QCOMPARE(list->first().running, 0);
    QVERIFY(list->first().hasWorkers);
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QVERIFY(!stack->isRunning());
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 3);
    QCOMPARE(stack->service(Role::Worker)->containers.first().state, "exited");
    QCOMPARE(stack->database.service, "postgres");
    QCOMPARE(accessName(stack->database.access.way), "none");
    QVERIFY(stack->n8nUrl.isEmpty());
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("key"))));
}

void TestDiscovery::chooserDecidesOrListsWhatThereIs()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    Discovery discovery(docker, compose);
    QD_VERIFY_ERROR(discovery.choose(JobContext(), {}), ErrorKind::NotFound);
    docker.containers = queueStack("one");
    QCOMPARE(discovery.choose(JobContext(), {}).value_or(QString()), "one");
    docker.containers += queueStack("two");
    const auto unclear = discovery.choose(JobContext(), {});
    QD_VERIFY_ERROR(unclear, ErrorKind::Conflict);
    QVERIFY(unclear.error().hint.contains("one, two"));
    QCOMPARE(discovery.choose(JobContext(), "two").value_or(QString()), "two");
    const auto wrong = discovery.choose(JobContext(), "three");
    QD_VERIFY_ERROR(wrong, ErrorKind::NotFound);
    QVERIFY(wrong.error().hint.contains("one, two"));
    QD_VERIFY_ERROR(discovery.read(JobContext(), "three"), ErrorKind::NotFound);
}

void TestDiscovery::stackRemovedMeanwhileIsNotFound()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    docker.fault = [](const QString &call, const QString &id) -> Result<void> {
        if (call == "inspect")
            return fail(ErrorKind::NotFound, "No such container: " + id);
        return {};
    };
    QD_VERIFY_ERROR(Discovery(docker, compose).read(JobContext(), "s"), ErrorKind::NotFound);
    // One of them gone is not the stack gone.
    const QString first = docker.containers.last().id;
    docker.fault = [first](const QString &call, const QString &id) -> Result<void> {
        if (call == "inspect" && id == first)
            return fail(ErrorKind::NotFound, "No such container: " + id);
        return {};
    };
    const auto stack = Discovery(docker, compose).read(JobContext(), "s");
    QD_VERIFY(stack);
    QVERIFY(stack->service(Role::Worker) == nullptr);
}

void TestDiscovery::loneContainersAreGroupedByTheirSettings()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    const auto on = [](docker::ContainerDetails container, const QString &network) {
        container.networks.insert(network, {"id", "127.8.0.1", {}});
        return container;
    };
    docker.containers = {on(box({}, "a-worker", "n8nio/n8n:2.1.4", {"worker"}, database("pg") + queue("cache")), "auto"),
                         on(box({}, "my-n8n", "n8nio/n8n:2.1.4", {}, database("pg") + queue("cache")), "auto"),
                         on(box({}, "pg", "postgres:16", {"postgres"}), "auto"),
                         on(box({}, "cache", "redis:7", {"redis-server"}), "auto"),
                         on(box({}, "pg-of-somebody", "postgres:16", {"postgres"}), "auto"),
                         on(box({}, "blog", "wordpress:6"), "auto")};
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().id, "my-n8n");
    QCOMPARE(list->first().containers, 4);
    QVERIFY(list->first().hasWorkers);
    QVERIFY(list->first().project.name.isEmpty());
    const auto stack = Discovery(docker, compose).read(JobContext(), "my-n8n");
    QD_VERIFY(stack);
    QCOMPARE(stack->database.service, "pg");
    QCOMPARE(stack->queue.service, "cache");
    QCOMPARE(stack->service(Role::Worker)->name, "a-worker");
    QVERIFY(compose.calls.isEmpty());
    QVERIFY(stack->remarks.isEmpty());
}

void TestDiscovery::twoMainsOnOneNetworkAreTwoStacks()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box({}, "first", "n8nio/n8n", {}, database("pg")), box({}, "second", "n8nio/n8n", {}, database("pg")),
                         box({}, "pg", "postgres:16", {"postgres"})};
    for (docker::ContainerDetails &container : docker.containers)
        container.networks.insert("shared", {"id", "127.8.0.1", {}});
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 2);
    for (const StackSummary &summary : *list) {
        QCOMPARE(summary.containers, 2);
        const auto stack = Discovery(docker, compose).read(JobContext(), summary.id);
        QD_VERIFY(stack);
        QCOMPARE(stack->database.service, "pg");
    }
}

void TestDiscovery::containerNamedLikeAProjectIsNotLost()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("n8n") + QList<docker::ContainerDetails>{box({}, "n8n", "n8nio/n8n")};
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 2);
    const auto stack = Discovery(docker, compose).read(JobContext(), "n8n");
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Main)->containers.size(), 1);
}

void TestDiscovery::engineWithoutN8nHasNoStacks()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = {box("web", "db", "postgres:16", {"postgres"}), box({}, "cache", "redis:7", {"redis-server"})};
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QVERIFY(list->isEmpty());
}

void TestDiscovery::listAsksOnceAndInspectsOnlyTheUnknown()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s", 20);
    docker.containers.append(box("s", "own", "acme/own:1"));
    QD_VERIFY(Discovery(docker, compose).list(JobContext()));
    QCOMPARE(docker.count("list"), 1);
    QCOMPARE(docker.count("inspect"), 1);
    QCOMPARE(docker.calls().size(), 2);
}

void TestDiscovery::tenStacksAndTwoHundredContainersAreQuick()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    for (int i = 0; i < 10; ++i)
        docker.containers += queueStack(QStringLiteral("s%1").arg(i), 7);
    while (docker.containers.size() < 200)
        docker.containers.append(box("other", QStringLiteral("x%1").arg(docker.containers.size()), "nginx:1"));
    docker.latency = std::chrono::milliseconds(2);
    QElapsedTimer timer;
    timer.start();
    const auto list = Discovery(docker, compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 10);
    const auto stack = Discovery(docker, compose).read(JobContext(), "s9");
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 7);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(docker.count("inspect") <= 10);
}

void TestDiscovery::cancellingEndsWithCancelled()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s", 20);
    std::stop_source stop;
    int calls = 0;
    docker.fault = [&](const QString &, const QString &) -> Result<void> {
        if (++calls == 20)
            stop.request_stop();
        return {};
    };
    QD_VERIFY_ERROR(Discovery(docker, compose).read(JobContext(stop.get_token()), "s"), ErrorKind::Cancelled);
    QVERIFY(calls <= 21);
}

void TestDiscovery::lostEngineIsAnErrorNotAHalfStack()
{
    test::FakeDocker docker;
    test::FakeCompose compose;
    docker.containers = queueStack("s");
    int calls = 0;
    docker.fault = [&calls](const QString &, const QString &) -> Result<void> {
        if (++calls > 3)
            return fail(ErrorKind::Unreachable, "The engine has gone.");
        return {};
    };
    QD_VERIFY_ERROR(Discovery(docker, compose).read(JobContext(), "s"), ErrorKind::Unreachable);
}

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
