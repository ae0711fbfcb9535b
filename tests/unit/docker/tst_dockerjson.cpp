// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"
#include "recorded.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QtTest>

#include <limits>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using quarterdeck::test::recordedBody;

class TestDockerJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreReadInUtc_data();
    void timesAreReadInUtc();
    void largeNumbersSurvive();
    void recordedContainerIsUnderstood();
    void recordedListIsUnderstood();
    void recordedStatsAreUnderstood();
    void cgroup2StatsAreUnderstood();
    void recordedImageVolumeAndNetworksAreUnderstood();
    void portsMountsAndHealthAreRead();
    void linkedNamesAreNotTheContainersOwn();
    void answersWithoutIdentityAreRefused();
    void nullIsTheSameAsEmpty();
    void memoryIsRaisedTogetherWithSwap_data();
    void memoryIsRaisedTogetherWithSwap();
    void memoryLimitCannotBeTakenAway();
    void createBodySaysWhatTheSpecSays();
    void execBodySaysWhatTheSpecSays();
};

namespace {

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

void TestDockerJson::timesAreReadInUtc_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("time"); // invalid: refused
    const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5, 123), Qt::UTC);
    const QDateTime second(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    QTest::newRow("nanoseconds, cut") << "2026-01-02T03:04:05.123999999Z" << time;
    QTest::newRow("milliseconds") << "2026-01-02T03:04:05.123Z" << time;
    QTest::newRow("one digit") << "2026-01-02T03:04:05.1Z" << second.addMSecs(100);
    QTest::newRow("seconds") << "2026-01-02T03:04:05Z" << second;
    QTest::newRow("east") << "2026-01-02T05:34:05.123456789+02:30" << time;
    QTest::newRow("west, another day") << "2026-01-01T22:04:05-05:00" << second;
    for (const char *text :
         {"0001-01-01T00:00:00Z", "", "never", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04:05.Z", "2026-13-02T03:04:05Z",
          "2026-01-02T25:04:05Z", "2026-01-02T03:04:05Zx", "2026-01-02T03:04:05+2:30", "2026-01-02 03:04:05Z"})
        QTest::newRow(text) << text << QDateTime();
}

void TestDockerJson::timesAreReadInUtc()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, time);
    const QDateTime parsed = parseTime(text);
    QCOMPARE(parsed.isValid(), time.isValid());
    QCOMPARE(parsed, time);
    if (parsed.isValid())
        QCOMPARE(parsed.timeSpec(), Qt::UTC);
}

void TestDockerJson::largeNumbersSurvive()
{
    const QJsonObject numbers = object(R"({"exact":9007199254740993,"limit":9223372036854771712,"max":18446744073709551615,"over":1e30,"negative":-1,
                                          "fraction":1.5,"text":"5"})");
    QCOMPARE(toUnsigned(numbers["exact"]), 9007199254740993ULL); // 2^53 + 1: no double holds it
    QCOMPARE(toUnsigned(numbers["limit"]), 9223372036854771712ULL);
    QCOMPARE(toUnsigned(numbers["max"]), std::numeric_limits<quint64>::max());
    QCOMPARE(toUnsigned(numbers["over"]), std::numeric_limits<quint64>::max());
    QCOMPARE(toUnsigned(numbers["negative"]), 0ULL);
    QCOMPARE(toUnsigned(numbers["fraction"]), 1ULL);
    QCOMPARE(toUnsigned(numbers["text"]), 0ULL);
    QCOMPARE(toUnsigned(numbers["absent"]), 0ULL);
    QCOMPARE(toPort(QJsonValue(65535)), quint16(65535));
    QCOMPARE(toPort(QJsonValue(65536)), quint16(0));
    QCOMPARE(toPort(QJsonValue(QStringLiteral("5678"))), quint16(5678));
}

void TestDockerJson::recordedContainerIsUnderstood()
{
    const auto body = parseObject(recordedBody("inspect"));
    QD_VERIFY(body);
    const auto details = parseContainerDetails(*body);
    QD_VERIFY(details);
    QCOMPARE(details->id.size(), 64);
    QCOMPARE(details->name, QStringLiteral("qd-record-2"));
    QVERIFY(details->image.startsWith(QLatin1String("quarterdeck/redis:")));
    QVERIFY(details->imageId.startsWith(QLatin1String("sha256:")));
    QCOMPARE(details->created.date(), QDate(2026, 11, 23));
    QVERIFY(details->state.running);
    QCOMPARE(details->state.status, QStringLiteral("running"));
    QVERIFY(details->state.pid > 0);
    QVERIFY(details->state.startedAt > details->created);
    QVERIFY2(!details->state.finishedAt.isValid(), "it has never ended");
    QCOMPARE(details->state.health, Health::None);
    QVERIFY(details->tty);
    QCOMPARE(details->entrypoint, QStringList({"sh", "-c"}));
    QCOMPARE(details->command, QStringList({"echo out; echo err >&2; sleep 1000"}));
    QCOMPARE(details->labels.value("quarterdeck.test"), QStringLiteral("1"));
    QCOMPARE(details->stopTimeout, -1);
    QCOMPARE(details->host.memory, 67108864);
    QCOMPARE(details->host.nanoCpus, 500000000);
    QCOMPARE(details->host.pidsLimit, 100);
    QCOMPARE(details->host.restartPolicy, QStringLiteral("unless-stopped"));
    QCOMPARE(details->host.capDrop, QStringList("NET_RAW"));
    QCOMPARE(details->host.securityOpt, QStringList("no-new-privileges"));
    QCOMPARE(details->host.networkMode, QStringLiteral("none"));
    QCOMPARE(details->host.shmSize, 67108864);
    QVERIFY(!details->host.privileged);
    QCOMPARE(details->networks.keys(), QStringList("none"));
}

void TestDockerJson::recordedListIsUnderstood()
{
    const auto body = parseArray(recordedBody("list"));
    QD_VERIFY(body);
    QCOMPARE(body->size(), 1);
    const auto summary = parseContainerSummary(body->first().toObject());
    QD_VERIFY(summary);
    QCOMPARE(summary->name, QStringLiteral("qd-record-2"));
    QCOMPARE(summary->state, QStringLiteral("running"));
    QVERIFY(summary->status.startsWith(QLatin1String("Up ")));
    QCOMPARE(summary->created.date(), QDate(2026, 11, 23));
    QCOMPARE(summary->networkAddresses.keys(), QStringList("none"));
}

void TestDockerJson::recordedStatsAreUnderstood()
{
    const auto body = parseObject(recordedBody("stats"));
    QD_VERIFY(body);
    const auto sample = parseStats(*body);
    QD_VERIFY(sample);
    QCOMPARE(sample->read.date(), QDate(2026, 11, 23));
    QVERIFY(sample->cpuTotalNs > 0);
    QVERIFY(sample->systemCpuNs > sample->cpuTotalNs);
    QCOMPARE(sample->onlineCpus, 2);
    QCOMPARE(sample->memoryLimit, 67108864ULL);
    QVERIFY(sample->memoryUsage > 0 && sample->memoryUsage < sample->memoryLimit);
    QVERIFY(sample->memoryUsed() <= sample->memoryUsage);
    QCOMPARE(sample->pids, 2ULL);
}

void TestDockerJson::cgroup2StatsAreUnderstood()
{
    const auto sample = parseStats(object(R"({"read":"2026-01-02T03:04:05.5Z","pids_stats":{"current":7},
        "cpu_stats":{"cpu_usage":{"total_usage":5},"system_cpu_usage":50,"online_cpus":4},
        "memory_stats":{"usage":1000,"limit":18446744073709551615,"stats":{"inactive_file":300}},
        "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2},"eth1":{"rx_bytes":10,"tx_bytes":20}},
        "blkio_stats":{"io_service_bytes_recursive":[{"op":"read","value":3},{"op":"write","value":4},{"op":"read","value":30},{"op":"Total","value":99}]}})"));
    QD_VERIFY(sample);
    QCOMPARE(sample->memoryInactiveFile, 300ULL);
    QCOMPARE(sample->memoryUsed(), 700ULL);
    QCOMPARE(sample->memoryLimit, std::numeric_limits<quint64>::max());
    QCOMPARE(sample->networkRxBytes, 11ULL);
    QCOMPARE(sample->networkTxBytes, 22ULL);
    QCOMPARE(sample->blockReadBytes, 33ULL);
    QCOMPARE(sample->blockWriteBytes, 4ULL);
    QCOMPARE(sample->pids, 7ULL);
    // cgroup v1 counts the hierarchy, and cache is not taken off when it is larger than the use.
    const auto v1 = parseStats(object(R"({"memory_stats":{"usage":1000,"stats":{"inactive_file":300,"total_inactive_file":2000}},
        "cpu_stats":{"cpu_usage":{"percpu_usage":[1,2,3]}}})"));
    QCOMPARE(v1->memoryInactiveFile, 2000ULL);
    QCOMPARE(v1->memoryUsed(), 1000ULL);
    QCOMPARE(v1->onlineCpus, 3);
}

void TestDockerJson::recordedImageVolumeAndNetworksAreUnderstood()
{
    const auto image = parseImageDetails(*parseObject(recordedBody("image")));
    QD_VERIFY(image);
    QVERIFY(image->id.startsWith(QLatin1String("sha256:")));
    QVERIFY(image->size > 10 * 1024 * 1024);
    QCOMPARE(image->entrypoint.size(), 1);
    QCOMPARE(image->labels.value("org.opencontainers.image.title"), QStringLiteral("Redis"));
    QVERIFY(!image->environment.isEmpty());

    const auto volume = parseVolume(*parseObject(recordedBody("volume")));
    QD_VERIFY(volume);
    QCOMPARE(volume->name, QStringLiteral("qd-record"));
    QCOMPARE(volume->driver, QStringLiteral("local"));
    QVERIFY(volume->mountpoint.endsWith(QLatin1String("/qd-record/_data")));

    QStringList names;
    const auto networks = parseArray(recordedBody("networks"));
    QD_VERIFY(networks);
    for (const QJsonValue entry : *networks) {
        const auto network = parseNetwork(entry.toObject());
        QD_VERIFY(network);
        names.append(network->name);
    }
    names.sort();
    QCOMPARE(names, QStringList({"bridge", "host", "none"}));
}

void TestDockerJson::portsMountsAndHealthAreRead()
{
    const auto details = parseContainerDetails(object(R"({"Id":"a","Name":"/n8n","State":{"Running":true,"ExitCode":137,"OOMKilled":true,
        "FinishedAt":"0001-01-01T00:00:00Z","Health":{"Status":"unhealthy","FailingStreak":3,"Log":[{"Output":"old"},{"Output":"new"}]}},
        "Config":{"StopTimeout":30,"ExposedPorts":{"5678/tcp":{},"53/udp":{}},"Entrypoint":"one","Healthcheck":{"Test":["NONE"]}},
        "Mounts":[{"Type":"volume","Name":"v","Source":"/s","Destination":"/d","Driver":"local","RW":false}],
        "HostConfig":{"PortBindings":{"5678/tcp":[{"HostIp":"127.0.0.1","HostPort":"80"},{"HostIp":"","HostPort":""}]},"MemorySwap":-1,
        "LogConfig":{"Type":"json-file","Config":{"max-size":"10m"}}},
        "NetworkSettings":{"Networks":{"net":{"NetworkID":"id","IPAddress":"172.18.0.2","Aliases":["n8n","a"]}}}})"));
    QD_VERIFY(details);
    QCOMPARE(details->state.health, Health::Unhealthy);
    QCOMPARE(details->state.healthFailingStreak, 3);
    QCOMPARE(details->state.healthOutput, QStringLiteral("new"));
    QVERIFY(details->state.oomKilled);
    QVERIFY(!details->state.finishedAt.isValid());
    QCOMPARE(details->stopTimeout, 30);
    QCOMPARE(details->exposedPorts, QList<quint16>{5678});
    QCOMPARE(details->entrypoint, QStringList("one"));
    QCOMPARE(details->mounts, QList<Mount>({{"volume", "v", "/s", "/d", "local", false}}));
    QCOMPARE(details->host.portBindings, QList<PortBinding>({{"127.0.0.1", 80, 5678, "tcp"}, {"", 0, 5678, "tcp"}}));
    QCOMPARE(details->host.memorySwap, -1);
    QCOMPARE(details->host.logOptions.value("max-size"), QStringLiteral("10m"));
    QCOMPARE(details->networks.value("net").ipAddress, QStringLiteral("172.18.0.2"));
    QCOMPARE(details->networks.value("net").aliases, QStringList({"n8n", "a"}));
}

void TestDockerJson::linkedNamesAreNotTheContainersOwn()
{
    const auto summary = parseContainerSummary(object(R"({"Id":"a","Names":["/web/db","/db"],"Ports":[{"PrivatePort":5432,"Type":"tcp"},
        {"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}]})"));
    QD_VERIFY(summary);
    QCOMPARE(summary->name, QStringLiteral("db"));
    QCOMPARE(summary->ports, QList<PortBinding>({{"", 0, 5432, "tcp"}, {"::", 8080, 80, "tcp"}}));
}

void TestDockerJson::answersWithoutIdentityAreRefused()
{
    QD_VERIFY_ERROR(parseContainerSummary({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseContainerDetails({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseImageSummary({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseImageDetails({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseVolume({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseNetwork({}), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseEvent("{}"), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseEvent("{"), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseObject("[]"), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseArray("{}"), ErrorKind::Invalid);
    QD_VERIFY_ERROR(parseArray(""), ErrorKind::Invalid);
}

void TestDockerJson::nullIsTheSameAsEmpty()
{
    QCOMPARE(parseArray("null\n")->size(), 0);
    const auto details = parseContainerDetails(object(R"({"Id":"a","Mounts":null,"HostConfig":{"CapDrop":null,"PidsLimit":null},
        "Config":{"Env":null,"Entrypoint":null,"Labels":null}})"));
    QD_VERIFY(details);
    QVERIFY(details->entrypoint.isEmpty() && details->environment.isEmpty() && details->labels.isEmpty() && details->mounts.isEmpty());
    QCOMPARE(details->host.pidsLimit, 0);
}

void TestDockerJson::memoryIsRaisedTogetherWithSwap_data()
{
    QTest::addColumn<qint64>("memory");
    QTest::addColumn<qint64>("swap");
    QTest::addColumn<qint64>("expected");
    constexpr qint64 mega = 1024 * 1024;
    QTest::newRow("no limit so far") << qint64(0) << qint64(0) << 1024 * mega;
    QTest::newRow("the engine's default") << 100 * mega << 200 * mega << 1024 * mega;
    QTest::newRow("no swap") << 100 * mega << 100 * mega << 512 * mega;
    QTest::newRow("some swap") << 100 * mega << 150 * mega << 562 * mega;
    QTest::newRow("unlimited swap") << 100 * mega << qint64(-1) << qint64(-1);
}

void TestDockerJson::memoryIsRaisedTogetherWithSwap()
{
    QFETCH(qint64, memory);
    QFETCH(qint64, swap);
    QFETCH(qint64, expected);
    HostConfig current;
    current.memory = memory;
    current.memorySwap = swap;
    ResourceUpdate update;
    update.memory = qint64(512) * 1024 * 1024;
    const auto body = updateBody(update, current);
    QD_VERIFY(body);
    QCOMPARE(body->value("Memory").toInteger(), qint64(512) * 1024 * 1024);
    QCOMPARE(body->value("MemorySwap").toInteger(), expected);
    QVERIFY(!body->contains("NanoCpus"));
}

void TestDockerJson::memoryLimitCannotBeTakenAway()
{
    for (const qint64 memory : {qint64(0), qint64(-1)}) {
        ResourceUpdate update;
        update.memory = memory;
        QD_VERIFY_ERROR(updateBody(update, {}), ErrorKind::Invalid);
    }
    QVERIFY(updateBody({}, {})->isEmpty());
}

void TestDockerJson::createBodySaysWhatTheSpecSays()
{
    ContainerSpec spec;
    spec.image = "postgres:16";
    QCOMPARE(createBody(spec).keys(), QStringList({"HostConfig", "Image", "OpenStdin", "Tty"}));
    spec.entrypoint = QStringList{"pg_dump"};
    spec.command = QStringList{"-Fd"};
    spec.environment = QStringList{"A=b"};
    spec.labels = {{"l", "v"}};
    spec.networkMode = "none";
    spec.mounts = {{"volume", "data", "", "/data", "", true}, {"bind", "", "/host", "/in", "", false}};
    spec.tmpfs = {{"/tmp", "size=1m"}};
    spec.ports = {{"127.0.0.1", 8080, 80, "tcp"}, {"", 0, 53, "udp"}};
    spec.memory = qint64(5) * 1024 * 1024 * 1024;
    spec.autoRemove = true;
    const QJsonObject body = createBody(spec);
    const QJsonObject host = body["HostConfig"].toObject();
    QCOMPARE(body["Entrypoint"].toArray(), QJsonArray({"pg_dump"}));
    QCOMPARE(body["ExposedPorts"].toObject().keys(), QStringList({"53/udp", "80/tcp"}));
    QCOMPARE(host["PortBindings"].toObject().keys(), QStringList({"80/tcp"}));
    QCOMPARE(host["PortBindings"]["80/tcp"][0]["HostPort"].toString(), QStringLiteral("8080"));
    QCOMPARE(host["Memory"].toInteger(), qint64(5) * 1024 * 1024 * 1024);
    QCOMPARE(host["Mounts"][0]["Source"].toString(), QStringLiteral("data"));
    QCOMPARE(host["Mounts"][1]["Source"].toString(), QStringLiteral("/host"));
    QCOMPARE(host["Mounts"][1]["ReadOnly"].toBool(), true);
    QCOMPARE(host["Tmpfs"]["/tmp"].toString(), QStringLiteral("size=1m"));
    QCOMPARE(host["AutoRemove"].toBool(), true);
}

void TestDockerJson::execBodySaysWhatTheSpecSays()
{
    ExecSpec spec;
    spec.argv = QStringList{"sh", "-c", "echo \"a b\""};
    QCOMPARE(execBody(spec)["AttachStdin"].toBool(true), false);
    spec.input = [](qsizetype) { return QByteArray(); };
    spec.environment = QStringList{"PGPASSWORD=x"};
    spec.user = "postgres";
    const QJsonObject body = execBody(spec);
    QCOMPARE(body["AttachStdin"].toBool(), true);
    QCOMPARE(body["Cmd"].toArray(), QJsonArray({"sh", "-c", "echo \"a b\""}));
    QCOMPARE(body["Env"].toArray(), QJsonArray({"PGPASSWORD=x"}));
    QCOMPARE(body["User"].toString(), QStringLiteral("postgres"));
}

QTEST_APPLESS_MAIN(TestDockerJson)
#include "tst_dockerjson.moc"
