// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/process/localprocess.h"
#include "foundation/secret.h"
#include "stack/discovery.h"
#include "stack/dotenv.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;

/// Small projects that look like n8n stacks, made by the real Compose on the
/// real engine. What runs in them only sleeps: discovery reads, it does not ask.
class TestDiscoveryEngine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void composeProjectIsReadAsComposeMeansIt();
    void changedComposeFileIsDrift();
    void missingAndBrokenComposeFilesAreRemarks();
    void stoppedProjectIsStillRead();
    void keyInTheDataVolumeIsRead();
    void scaledServiceAndOneOffAreToldApart();
    void dockerRunStackIsFound();
    void realStackIsReadWithinASecond();
    void dotEnvReadsWhatComposeReads_data();
    void dotEnvReadsWhatComposeReads();
    void dotEnvWritesWhatComposeReads_data();
    void dotEnvWritesWhatComposeReads();

private:
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    [[nodiscard]] Result<QString> compose(const QStringList &arguments)
    {
        return test::docker(QStringList{"compose", "--project-directory", folder->path(), "-p", project} + arguments);
    }
    [[nodiscard]] Result<Stack> read() { return Discovery(engine, composeCli).read(JobContext().withTimeout(std::chrono::seconds(30)), project); }
    static QStringList remarkIds(const Stack &stack)
    {
        QStringList ids;
        for (const Remark &remark : stack.remarks)
            ids.append(remark.id);
        return ids;
    }

    docker::Client engine;
    process::LocalProcess process;
    compose::ComposeCli composeCli{process};
    QString image;
    QString project;
    std::unique_ptr<QTemporaryDir> folder;
    bool made = false;
};

namespace {

/// Quotes in a list, an anchor, an env_file, a secret, dollars, names that mislead.
const QByteArray layout = R"(
x-n8n: &n8n
  image: "IMAGE"
  entrypoint: ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1; done", "n8n"]
  labels: { quarterdeck.test: "1", org.opencontainers.image.title: n8n, org.opencontainers.image.version: 2.1.4 }
  env_file: [n8n.env]
  networks: [inner]
  secrets: [db]
  stop_grace_period: 1m15s
services:
  redis:
    <<: *n8n
    container_name: PROJECT-the-main-one
    ports: ["127.0.0.1::5678"]
    expose: ["5678"]
    environment:
      - DB_POSTGRESDB_SCHEMA="tenant"
      - QUEUE_BULL_REDIS_PASSWORD=${QUEUE_PASSWORD}
  jobs:
    <<: *n8n
    command: ["worker", "--concurrency=7"]
    environment: { QUEUE_BULL_REDIS_PASSWORD: "${QUEUE_PASSWORD}" }
    deploy: { replicas: 2, resources: { limits: { memory: 64m } } }
  n8n:
    image: "IMAGE"
    entrypoint: ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1; done", "redis-server"]
    labels: { quarterdeck.test: "1" }
    environment: { REDIS_VERSION: 7.4.7 }
    networks: { inner: { aliases: [cache] } }
  worker:
    image: "IMAGE"
    entrypoint: ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1; done", "postgres"]
    labels: { quarterdeck.test: "1" }
    environment: { PG_VERSION: 16.11, PGDATA: /data }
    ports: ["127.0.0.1::5432"]
    networks: [inner]
secrets:
  db: { file: ./db.txt }
networks:
  inner: {}
)";

} // namespace

void TestDiscoveryEngine::initTestCase()
{
    QD_NEED_ENGINE();
    // Any image with a shell does; a tag of our own, so that its name tells nothing.
    const QString base = test::localImage("redis");
    QVERIFY2(!base.isEmpty(), "no image on this machine to make containers from");
    image = QStringLiteral("quarterdeck-test/thing:%1").arg(QCoreApplication::applicationPid());
    // Flattened, for the image's own environment would tell what it is.
    test::TestContainer source;
    QD_VERIFY(source.run({"--network", "none", "--entrypoint", "sleep"}, base, {"60"}));
    process::ProcessSpec spec;
    spec.program = "sh";
    spec.arguments
        = {"-c", "docker export \"$1\" | docker import --change 'ENV PATH=/usr/bin:/bin:/usr/sbin:/sbin' - \"$2\"", "sh", source.id(), image};
    const auto imported = process.run(JobContext(), spec);
    QD_VERIFY(imported);
    QVERIFY2(imported->exitCode == 0, imported->standardError.constData());
}

void TestDiscoveryEngine::cleanupTestCase()
{
    if (!image.isEmpty())
        (void)test::docker({"rmi", "-f", image});
}

void TestDiscoveryEngine::cleanup()
{
    if (made)
        (void)compose({"down", "-v", "-t", "1", "--remove-orphans"});
    made = false;
    folder.reset();
}

#define QD_MAKE_PROJECT(name)                                                                                                                        \
    do {                                                                                                                                             \
        folder = std::make_unique<QTemporaryDir>();                                                                                                  \
        project = QStringLiteral("qdtest-%1-%2").arg(QLatin1String(name)).arg(QCoreApplication::applicationPid());                                   \
        write("compose.yaml", QByteArray(layout).replace("IMAGE", image.toUtf8()).replace("PROJECT", project.toUtf8()));                             \
        write("n8n.env",                                                                                                                             \
              "# shared\nDB_TYPE=postgresdb\nDB_POSTGRESDB_HOST=worker\nDB_POSTGRESDB_PASSWORD_FILE=/run/secrets/db\nEXECUTIONS_MODE=queue\n"        \
              "QUEUE_BULL_REDIS_HOST=cache\nN8N_ENCRYPTION_KEY='k$1y'\nEXECUTIONS_CONCURRENCY=10\n");                                                \
        write(".env", "QUEUE_PASSWORD='a$$b#c'\n");                                                                                                  \
        write("db.txt", "from a secret\n");                                                                                                          \
        made = true;                                                                                                                                 \
        QD_VERIFY(compose({"up", "-d", "--quiet-pull"}));                                                                                            \
    } while (false)

void TestDiscoveryEngine::composeProjectIsReadAsComposeMeansIt()
{
    QD_MAKE_PROJECT("whole");
    const auto stack = read();
    QD_VERIFY(stack);
    QVERIFY(stack->fromCompose);
    QCOMPARE(stack->project.name, project);
    QCOMPARE(stack->project.configFiles, QStringList(folder->filePath("compose.yaml")));
    QStringList services;
    for (const Service &service : stack->services)
        services.append(service.name + QLatin1Char('=') + roleName(service.role) + QLatin1Char(' ') + service.version);
    QCOMPARE(services, QStringList({"redis=main 2.1.4", "jobs=worker 2.1.4", "worker=postgres 16.11", "n8n=redis 7.4.7"}));
    QCOMPARE(stack->service(Role::Main)->containers.first().name, project + "-the-main-one");
    const Service *jobs = stack->service(Role::Worker);
    QCOMPARE(jobs->replicasWanted, 2);
    QCOMPARE(jobs->containers.size(), 2);
    QCOMPARE(jobs->memoryLimit, 64LL * 1024 * 1024);
    QCOMPARE(jobs->stopGraceSeconds, 75);
    QCOMPARE(stack->concurrency.perWorker, 7);
    QCOMPARE(stack->concurrency.knob, Concurrency::Knob::Flag);
    QCOMPARE(stack->database.service, "worker");
    QCOMPARE(stack->database.schema, "tenant");
    QCOMPARE(stack->database.coordinates.password, Secret(QByteArray("from a secret")));
    QCOMPARE(accessName(stack->database.access.way), "published-port");
    const QString mapped = test::docker({"port", stack->service(Role::Postgres)->containers.first().id, "5432"}).value_or(QString());
    QCOMPARE(QStringLiteral("%1:%2").arg(stack->database.access.host).arg(stack->database.access.port), mapped);
    QCOMPARE(stack->queue.service, "n8n");
    QCOMPARE(stack->queue.coordinates.password, Secret(QByteArray("a$$b#c")));
    // Nothing published, but this machine is on the bridge.
    QCOMPARE(accessName(stack->queue.access.way), "container-address");
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Environment);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("k$1y"))));
    QVERIFY(stack->key.equalEverywhere);
    QVERIFY2(QRegularExpression("^http://localhost:[0-9]+$").match(stack->n8nUrl).hasMatch(), qPrintable(stack->n8nUrl));
    // No drift: what runs is what the files say, dollars and all.
    QCOMPARE(remarkIds(*stack), QStringList("inert-concurrency"));
}

void TestDiscoveryEngine::changedComposeFileIsDrift()
{
    QD_MAKE_PROJECT("drift");
    write(".env", "QUEUE_PASSWORD=changed\n");
    const auto stack = read();
    QD_VERIFY(stack);
    QVERIFY(remarkIds(*stack).contains("config-drift"));
    QCOMPARE(stack->queue.coordinates.password, Secret(QByteArray("a$$b#c")));
}

void TestDiscoveryEngine::missingAndBrokenComposeFilesAreRemarks()
{
    QD_MAKE_PROJECT("broken");
    QFile file(folder->filePath("compose.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    write("compose.yaml", "services:\n  n8n: [\n");
    auto stack = read();
    QD_VERIFY(stack);
    QVERIFY(!stack->fromCompose);
    QVERIFY2(remarkIds(*stack).contains("compose-config-failed"), qPrintable(remarkIds(*stack).join(' ')));
    QCOMPARE(stack->queue.service, "n8n");
    QVERIFY(QFile::remove(folder->filePath("compose.yaml")));
    stack = read();
    QD_VERIFY(stack);
    QVERIFY2(remarkIds(*stack).contains("compose-file-missing"), qPrintable(remarkIds(*stack).join(' ')));
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 2);
    // The secret is found without Compose's help: Compose binds it into the container.
    QCOMPARE(stack->database.coordinates.password, Secret(QByteArray("from a secret")));
    write("compose.yaml", whole);
}

void TestDiscoveryEngine::stoppedProjectIsStillRead()
{
    QD_MAKE_PROJECT("stopped");
    QD_VERIFY(compose({"stop", "-t", "2"}));
    const auto stack = read();
    QD_VERIFY(stack);
    QVERIFY(!stack->isRunning());
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 2);
    QCOMPARE(accessName(stack->database.access.way), "none");
    QCOMPARE(stack->database.service, "worker");
    QVERIFY(!stack->key.fingerprint.isEmpty());
    QD_VERIFY(compose({"down", "-v"}));
    QD_VERIFY_ERROR(read(), ErrorKind::NotFound);
}

void TestDiscoveryEngine::keyInTheDataVolumeIsRead()
{
    folder = std::make_unique<QTemporaryDir>();
    project = QStringLiteral("qdtest-volume-%1").arg(QCoreApplication::applicationPid());
    write("compose.yaml",
          QByteArray(R"(
services:
  n8n:
    image: "IMAGE"
    entrypoint: ["sh", "-c", "mkdir -p /home/node/.n8n; printf '{\"encryptionKey\": \"from the volume\"}' >/home/node/.n8n/config; echo done", "n8n"]
    labels: { quarterdeck.test: "1", org.opencontainers.image.title: n8n }
    volumes: ["data:/home/node/.n8n"]
    network_mode: none
volumes:
  data: {}
)")
              .replace("IMAGE", image.toUtf8()));
    made = true;
    QD_VERIFY(compose({"up"})); // in the foreground: to its end
    const auto stack = read();
    QD_VERIFY(stack);
    QVERIFY(!stack->isRunning());
    QCOMPARE(stack->key.origin, EncryptionKey::Origin::Volume);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("from the volume"))));
    QVERIFY(remarkIds(*stack).contains("sqlite-only"));
}

void TestDiscoveryEngine::scaledServiceAndOneOffAreToldApart()
{
    QD_MAKE_PROJECT("scaled");
    QD_VERIFY(compose({"up", "-d", "--no-recreate", "--no-deps", "--scale", "jobs=3", "jobs"}));
    QD_VERIFY(compose({"run", "-d", "--no-deps", "jobs", "worker"}));
    const auto stack = read();
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 3);
    // The scale was not written down: the next plain up goes back to two.
    QCOMPARE(stack->service(Role::Worker)->replicasWanted, 2);
    (void)compose({"down", "-v", "-t", "1", "--remove-orphans"});
    for (const QString &left : test::docker({"ps", "-aq", "--filter", "label=com.docker.compose.project=" + project}).value_or(QString()).split('\n'))
        (void)test::docker({"rm", "-f", left});
}

void TestDiscoveryEngine::dockerRunStackIsFound()
{
    const QString pid = QString::number(QCoreApplication::applicationPid());
    QD_VERIFY(test::docker({"network", "create", "--label", "quarterdeck.test=1", "qdtest-net-" + pid}));
    const auto drop = qScopeGuard([&pid] { (void)test::docker({"network", "rm", "qdtest-net-" + pid}); });
    {
        const QStringList sleeper = {"--network", "qdtest-net-" + pid, "--entrypoint", "sleep"};
        test::TestContainer main;
        test::TestContainer server;
        test::TestContainer stranger;
        QD_VERIFY(server.run(sleeper + QStringList{"--name", "qdtest-pg-" + pid, "--network-alias", "thedb", "-e", "PG_MAJOR=16"}, image, {"600"}));
        QD_VERIFY(stranger.run(sleeper + QStringList{"--name", "qdtest-other-" + pid, "-e", "PG_MAJOR=16"}, image, {"600"}));
        QD_VERIFY(main.run(sleeper
                               + QStringList{"--name", "qdtest-main-" + pid, "-e", "N8N_VERSION=2.1.4", "-e", "DB_TYPE=postgresdb", "-e",
                                             "DB_POSTGRESDB_HOST=thedb"},
                           image, {"600"}));
        const auto stack = Discovery(engine, composeCli).read(JobContext(), "qdtest-main-" + pid);
        QD_VERIFY(stack);
        QCOMPARE(stack->services.size(), 2);
        QCOMPARE(stack->service(Role::Main)->version, "2.1.4");
        QCOMPARE(stack->database.service, "qdtest-pg-" + pid);
        QCOMPARE(accessName(stack->database.access.way), "container-address");
        QVERIFY(stack->project.name.isEmpty());
    }
}

void TestDiscoveryEngine::realStackIsReadWithinASecond()
{
    QD_NEED_STACK();
    Discovery discovery(engine, composeCli);
    QElapsedTimer timer;
    timer.start();
    const auto list = discovery.list(JobContext());
    QD_VERIFY(list);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QStringLiteral("list: %1 ms").arg(timer.elapsed())));
    timer.restart();
    const auto stack = discovery.read(JobContext(), test::realStackName());
    QD_VERIFY(stack);
    // Compose itself is a program of 60 MB that takes most of this.
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QStringLiteral("read: %1 ms").arg(timer.elapsed())));
    QVERIFY(stack->fromCompose);
    QVERIFY(stack->isRunning());
    const auto env = DotEnv::load(test::realStackFolder() + "/.env");
    QD_VERIFY(env);
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(env->value("N8N_ENCRYPTION_KEY").value_or(QString()))));
    QCOMPARE(stack->database.coordinates.password, Secret(env->value("N8N_DB_PASSWORD").value_or(QString())));
    QVERIFY(!stack->service(Role::Main)->version.isEmpty());
}

void TestDiscoveryEngine::dotEnvReadsWhatComposeReads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    int row = 0;
    for (const char *bytes : {"A=#foo",
                              "A= #foo",
                              "A=a#b",
                              "A=a #b",
                              "A=a\t#b",
                              "A=\"a #b\" # c",
                              "A='a\\'b'",
                              "A=\"abc\\\\\"",
                              "A=\"a\\db\"",
                              "A=\"a\\nb\\tc\"",
                              "A='a$B'",
                              "A=\"a\\$B\"",
                              "A=a$$b",
                              "B=1\nA=x${B}y",
                              "B=1\nA=\"x$B\"",
                              "A=${C:-d}",
                              "B=\nA=${B:-d}${B-e}",
                              "A: x",
                              "export A=x",
                              "export  A = x  ",
                              "A=x\r\nB=1\r\n",
                              "A=\r\nB=2",
                              "A=\"l1\nl2\"",
                              "A='l1\nl2'",
                              "A=a'b",
                              "A=\"a'b\"",
                              "A=1\nA=2",
                              "# don't\nA=1",
                              "A=\"\\r\\v\"",
                              "A='a\\\\b'",
                              "A='a\\nb'",
                              "A=\"a\\'b\"",
                              "A=a\\$b",
                              "A=\xc3\xa4",
                              "A=x y",
                              "A='' # c"})
        QTest::newRow(qPrintable(QString::number(++row) + ' ' + QString::fromUtf8(bytes))) << QByteArray(bytes);
}

namespace {

Result<QString> composeValue(compose::ComposeCli &cli, const QTemporaryDir &folder, const QByteArray &env)
{
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    };
    write(".env", env);
    write("compose.yaml", "services:\n  s:\n    image: x\n    environment:\n      A: '${A}'\n");
    QD_TRY(const auto config, cli.config(JobContext(), {"qdtest-env", folder.path(), {folder.filePath("compose.yaml")}, {}}));
    return config.model.value("services").toObject().value("s").toObject().value("environment").toObject().value("A").toString();
}

} // namespace

void TestDiscoveryEngine::dotEnvReadsWhatComposeReads()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir place;
    const auto value = composeValue(composeCli, place, bytes);
    QD_VERIFY(value);
    QCOMPARE(DotEnv(bytes).value("A").value_or("missing"), *value);
}

void TestDiscoveryEngine::dotEnvWritesWhatComposeReads_data()
{
    QTest::addColumn<QString>("value");
    int row = 0;
    for (const char *value :
         {"",      "plain",  "with space", " edges ",   "#hash", "a #b",     "$HOME", "${A}", "$$",    "it's",    "say \"x\"", "back\\slash",
          "end\\", "'\"\\$", "two\nlines", "tab\there", "a=b",   "\xc3\xa4", "`x`",   "!*?",  "a\\nb", "'quoted'"})
        QTest::newRow(qPrintable(QString::number(++row) + ' ' + QString::fromUtf8(value))) << QString::fromUtf8(value);
}

void TestDiscoveryEngine::dotEnvWritesWhatComposeReads()
{
    QFETCH(QString, value);
    DotEnv env("B=1\nA=old # comment\nC=2\n");
    env.setValue("A", value);
    const QTemporaryDir place;
    const auto read = composeValue(composeCli, place, env.bytes());
    QD_VERIFY(read);
    QCOMPARE(*read, value);
}

QTEST_GUILESS_MAIN(TestDiscoveryEngine)
#include "tst_discoveryengine.moc"
