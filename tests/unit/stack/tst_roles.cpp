// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/composemodel.h"
#include "stack/roles.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;

class TestRoles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rolesComeFromTheImage_data();
    void rolesComeFromTheImage();
    void rolesComeFromWhatIsInside_data();
    void rolesComeFromWhatIsInside();
    void versionsComeFromTheBestSource_data();
    void versionsComeFromTheBestSource();
    void concurrencyKnowsWhichSettingWins_data();
    void concurrencyKnowsWhichSettingWins();
    void durationsAreThoseOfCompose_data();
    void durationsAreThoseOfCompose();
    void composeModelIsRead();
};

namespace {

QString nameOf(std::optional<Role> role)
{
    return role ? roleName(*role) : QStringLiteral("?");
}

} // namespace

void TestRoles::rolesComeFromTheImage_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("role");
    QTest::newRow("hub") << "n8nio/n8n"
                         << "tini -- /docker-entrypoint.sh"
                         << "main";
    QTest::newRow("vendor's registry") << "docker.n8n.io/n8nio/n8n:2.1.4"
                                       << ""
                                       << "main";
    QTest::newRow("mirror with a port and a digest") << "mirror.local:5000/x/n8n:1.2.3@sha256:abc"
                                                     << ""
                                                     << "main";
    QTest::newRow("worker") << "n8nio/n8n"
                            << "tini -- /docker-entrypoint.sh worker --concurrency=5"
                            << "worker";
    QTest::newRow("webhook") << "n8nio/n8n"
                             << "tini -- /docker-entrypoint.sh webhook"
                             << "webhook";
    QTest::newRow("worker behind a shell") << "n8nio/n8n"
                                           << "/bin/sh -c 'sleep 3; exec n8n worker;'"
                                           << "worker";
    QTest::newRow("starter kit's import") << "n8nio/n8n"
                                          << "/bin/sh -c 'n8n import:credentials --separate && n8n import:workflow'"
                                          << "other";
    QTest::newRow("import, then start") << "n8nio/n8n"
                                        << "sh -c 'n8n import:workflow --input=/x; n8n start'"
                                        << "main";
    QTest::newRow("runners") << "n8nio/runners:2.1.4"
                             << ""
                             << "runner";
    QTest::newRow("postgres") << "postgres:16-alpine"
                              << "docker-entrypoint.sh postgres -c shared_buffers=1GB"
                              << "postgres";
    QTest::newRow("pgvector") << "pgvector/pgvector:pg16"
                              << ""
                              << "postgres";
    QTest::newRow("timescale") << "timescale/timescaledb:2.17.2-pg16"
                               << ""
                               << "postgres";
    QTest::newRow("bitnami postgres") << "bitnami/postgresql:16.4.0"
                                      << ""
                                      << "postgres";
    QTest::newRow("dump job") << "postgres:16"
                              << "docker-entrypoint.sh sh -c 'while :; do pg_dump -U postgres n8n; sleep 1d; done'"
                              << "other";
    QTest::newRow("redis") << "redis:7-alpine"
                           << "docker-entrypoint.sh redis-server --port 6386"
                           << "redis";
    QTest::newRow("valkey") << "valkey/valkey:8"
                            << ""
                            << "redis";
    QTest::newRow("redis shell") << "redis:7"
                                 << "docker-entrypoint.sh sh -c 'redis-cli -h redis BGSAVE'"
                                 << "other";
    QTest::newRow("caddy") << "caddy:2"
                           << ""
                           << "proxy";
    QTest::newRow("own image") << "acme/automation:5"
                               << ""
                               << "?";
    QTest::newRow("bare id") << "sha256:0123456789ab"
                             << ""
                             << "?";
    QTest::newRow("exporter") << "prometheuscommunity/postgres-exporter"
                              << ""
                              << "?";
}

void TestRoles::rolesComeFromTheImage()
{
    QFETCH(QString, image);
    QFETCH(QString, command);
    QFETCH(QString, role);
    QCOMPARE(nameOf(roleFromImage(image, command)), role);
}

void TestRoles::rolesComeFromWhatIsInside_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("title");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<QString>("role");
    const QStringList none;
    QTest::newRow("nothing known") << none << none << "" << quint16(0) << "other";
    QTest::newRow("label") << none << none << "n8n" << quint16(0) << "main";
    QTest::newRow("label, worker") << QStringList{"worker"} << none << "n8n" << quint16(0) << "worker";
    QTest::newRow("N8N_VERSION") << none << QStringList{"N8N_VERSION=2.1.4"} << "" << quint16(5678) << "main";
    QTest::newRow("program") << QStringList{"/usr/local/bin/n8n", "webhook"} << none << "" << quint16(0) << "webhook";
    QTest::newRow("settings and port") << QStringList{"node", "index.js"} << QStringList{"N8N_HOST=x"} << "" << quint16(5678) << "main";
    QTest::newRow("settings alone, shared by an anchor") << QStringList{"nginx"} << QStringList{"N8N_HOST=x"} << "" << quint16(80) << "other";
    QTest::newRow("PGDATA") << none << QStringList{"PGDATA=/data"} << "" << quint16(5432) << "postgres";
    QTest::newRow("postgres with n8n's anchor") << QStringList{"postgres"} << QStringList{"N8N_HOST=x", "PG_MAJOR=16"} << "" << quint16(5432)
                                                << "postgres";
    QTest::newRow("backup built on postgres") << QStringList{"/usr/bin/pg_dump"} << QStringList{"PG_MAJOR=16"} << "" << quint16(5432) << "other";
    QTest::newRow("REDIS_VERSION") << none << QStringList{"REDIS_VERSION=7.4.7"} << "" << quint16(6379) << "redis";
    QTest::newRow("redis program") << QStringList{"sh", "-c", "exec redis-server /etc/r.conf"} << none << "" << quint16(0) << "redis";
    QTest::newRow("runner") << QStringList{"/usr/local/bin/task-runner-launcher", "javascript"} << none << "" << quint16(0) << "runner";
}

void TestRoles::rolesComeFromWhatIsInside()
{
    QFETCH(QStringList, command);
    QFETCH(QStringList, environment);
    QFETCH(QString, title);
    QFETCH(quint16, port);
    QFETCH(QString, role);
    docker::ContainerDetails container;
    container.image = QStringLiteral("acme/thing:1");
    container.command = command;
    container.environment = environment;
    if (!title.isEmpty())
        container.labels.insert(QStringLiteral("org.opencontainers.image.title"), title);
    if (port != 0)
        container.exposedPorts = {port};
    // Whatever people call it.
    container.labels.insert(QStringLiteral("com.docker.compose.service"), QStringLiteral("redis"));
    container.name = QStringLiteral("postgres-worker-1");
    QCOMPARE(roleName(roleOf(container)), role);
}

void TestRoles::versionsComeFromTheBestSource_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("from");
    QTest::newRow("n8n's label beats its environment") << "main"
                                                       << "n8nio/n8n:latest"
                                                       << "N8N_VERSION=stable"
                                                       << "2.1.4"
                                                       << "n8n"
                                                       << "2.1.4"
                                                       << "label";
    QTest::newRow("n8n's environment") << "main"
                                       << "n8nio/n8n:latest"
                                       << "N8N_VERSION=2.35.5"
                                       << ""
                                       << ""
                                       << "2.35.5"
                                       << "environment";
    QTest::newRow("n8n's tag") << "worker"
                               << "n8nio/n8n:2.1.4"
                               << "X="
                               << ""
                               << ""
                               << "2.1.4"
                               << "tag";
    QTest::newRow("floating tag is no version") << "main"
                                                << "n8nio/n8n:latest"
                                                << "X="
                                                << ""
                                                << ""
                                                << ""
                                                << "";
    QTest::newRow("next is none either") << "main"
                                         << "n8nio/n8n:next"
                                         << "X="
                                         << ""
                                         << ""
                                         << ""
                                         << "";
    QTest::newRow("postgres") << "postgres"
                              << "pgvector/pgvector:pg16"
                              << "PG_VERSION=16.11-1.pgdg120+1"
                              << ""
                              << ""
                              << "16.11"
                              << "environment";
    QTest::newRow("base image's label") << "postgres"
                                        << "x/pg"
                                        << "PG_VERSION=16.11"
                                        << "22.04"
                                        << "ubuntu"
                                        << "16.11"
                                        << "environment";
    QTest::newRow("bitnami") << "postgres"
                             << "bitnami/postgresql:latest"
                             << "X="
                             << "16.4.0"
                             << "postgresql"
                             << "16.4.0"
                             << "label";
    QTest::newRow("only the major") << "postgres"
                                    << "x/pg:latest"
                                    << "PG_MAJOR=17"
                                    << ""
                                    << ""
                                    << "17"
                                    << "environment";
    QTest::newRow("redis") << "redis"
                           << "redis:7-alpine"
                           << "REDIS_VERSION=7.4.7"
                           << ""
                           << ""
                           << "7.4.7"
                           << "environment";
    QTest::newRow("valkey") << "redis"
                            << "valkey/valkey"
                            << "VALKEY_VERSION=8.0.1"
                            << ""
                            << ""
                            << "8.0.1"
                            << "environment";
    QTest::newRow("tag with a suffix") << "postgres"
                                       << "postgres:16.11-alpine"
                                       << "X="
                                       << ""
                                       << ""
                                       << "16.11"
                                       << "tag";
}

void TestRoles::versionsComeFromTheBestSource()
{
    QFETCH(QString, role);
    QFETCH(QString, image);
    QFETCH(QString, variable);
    QFETCH(QString, label);
    QFETCH(QString, title);
    QFETCH(QString, version);
    QFETCH(QString, from);
    const Role inside = role == QLatin1String("main") ? Role::Main
        : role == QLatin1String("worker")             ? Role::Worker
        : role == QLatin1String("postgres")           ? Role::Postgres
                                                      : Role::Redis;
    QMap<QString, QString> labels;
    if (!label.isEmpty())
        labels = {{QStringLiteral("org.opencontainers.image.version"), label}, {QStringLiteral("org.opencontainers.image.title"), title}};
    const ProgramVersion found = versionOf(inside, image, environmentMap({variable}), labels);
    QCOMPARE(found.version, version);
    QCOMPARE(found.from, from);
}

void TestRoles::concurrencyKnowsWhichSettingWins_data()
{
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("perWorker");
    QTest::addColumn<QString>("knob");
    QTest::addColumn<bool>("inert");
    const QStringList none;
    QTest::newRow("default") << none << QStringList{"worker"} << 10 << "default" << false;
    QTest::newRow("flag =") << none << QStringList{"worker", "--concurrency=5"} << 5 << "--concurrency" << false;
    QTest::newRow("flag, two words") << none << QStringList{"worker", "--concurrency", "7"} << 7 << "--concurrency" << false;
    QTest::newRow("flag behind a shell") << none << QStringList{"sh", "-c", "n8n worker --concurrency=20"} << 20 << "--concurrency" << false;
    QTest::newRow("limit beats the flag") << QStringList{"N8N_CONCURRENCY_PRODUCTION_LIMIT=3"} << QStringList{"worker", "--concurrency=5"} << 3
                                          << "N8N_CONCURRENCY_PRODUCTION_LIMIT" << false;
    QTest::newRow("-1 is no limit") << QStringList{"N8N_CONCURRENCY_PRODUCTION_LIMIT=-1"} << QStringList{"worker", "--concurrency=5"} << 5
                                    << "--concurrency" << false;
    QTest::newRow("rubbish is no limit") << QStringList{"N8N_CONCURRENCY_PRODUCTION_LIMIT=many"} << QStringList{"worker"} << 10 << "default" << false;
    QTest::newRow("the original kit's") << QStringList{"EXECUTIONS_CONCURRENCY=10"} << QStringList{"worker"} << 10 << "default" << true;
}

void TestRoles::concurrencyKnowsWhichSettingWins()
{
    QFETCH(QStringList, environment);
    QFETCH(QStringList, command);
    QFETCH(int, perWorker);
    QFETCH(QString, knob);
    QFETCH(bool, inert);
    const Concurrency found = effectiveConcurrency(environmentMap(environment), command);
    QCOMPARE(found.perWorker, perWorker);
    QCOMPARE(knobName(found.knob), knob);
    QCOMPARE(found.inertVariable, inert ? QStringLiteral("EXECUTIONS_CONCURRENCY") : QString());
}

void TestRoles::durationsAreThoseOfCompose_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seconds"); // -1: none
    QTest::newRow("seconds") << "75s" << 75;
    QTest::newRow("minutes") << "1m30s" << 90;
    QTest::newRow("hours") << "2h" << 7200;
    QTest::newRow("rounded up") << "500ms" << 1;
    QTest::newRow("fraction") << "1.5m" << 90;
    QTest::newRow("zero") << "0s" << 0;
    QTest::newRow("number alone") << "75" << -1;
    QTest::newRow("empty") << "" << -1;
    QTest::newRow("word") << "soon" << -1;
}

void TestRoles::durationsAreThoseOfCompose()
{
    QFETCH(QString, text);
    QFETCH(int, seconds);
    QCOMPARE(durationSeconds(text).value_or(-1), seconds);
}

void TestRoles::composeModelIsRead()
{
    const QByteArray json = R"({
      "secrets": {"key": {"name": "p_key", "file": "/srv/key.txt"}},
      "services": {
        "a": {"image": "n8nio/n8n", "command": ["worker", "--x=$y"], "environment": {"P": "a$$b", "N": null, "I": 5},
              "deploy": {"replicas": 5, "resources": {"limits": {"memory": "536870912"}}}, "stop_grace_period": "1m15s",
              "healthcheck": {"test": ["CMD", "x"]}, "secrets": [{"source": "key", "target": "n8n_key"}, {"source": "key"}]},
        "b": {"image": "redis", "scale": 3, "mem_limit": 1048576, "command": null, "entrypoint": ["sh"], "healthcheck": {"disable": true}}
      }})";
    const QList<ModelService> services = servicesOfModel(QJsonDocument::fromJson(json).object());
    QCOMPARE(services.size(), 2);
    const ModelService &a = services.at(0);
    QCOMPARE(a.command, QStringList({"worker", "--x=$y"}));
    QCOMPARE(a.environment, (QHash<QString, QString>{{"P", "a$$b"}, {"I", "5"}}));
    QCOMPARE(a.replicas, 5);
    QCOMPARE(a.memoryLimit, 512 * 1024 * 1024);
    QCOMPARE(a.stopGraceSeconds, 75);
    QVERIFY(a.hasHealthcheck);
    QCOMPARE(a.secretFiles, (QHash<QString, QString>{{"/run/secrets/n8n_key", "/srv/key.txt"}, {"/run/secrets/key", "/srv/key.txt"}}));
    const ModelService &b = services.at(1);
    QCOMPARE(b.replicas, 3);
    QCOMPARE(b.memoryLimit, 1048576);
    QCOMPARE(b.entrypoint, QStringList{"sh"});
    QVERIFY(b.command.isEmpty());
    QVERIFY(!b.hasHealthcheck);
    QCOMPARE(b.stopGraceSeconds, -1);
}

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
