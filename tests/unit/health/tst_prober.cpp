// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/disks.h"
#include "health/endpointprobe.h"
#include "health/filewatch.h"
#include "health/prober.h"
#include "healthfakes.h"
#include "healthstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

class TestProber final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void healthyStackReadsHealthy();
    void inspectsAreCachedUntilMarkedChanged();
    void cpuNeedsTwoSamples();
    void restartForgetsOldSamples();
    void containerThatIsGoneIsLeftOut();
    void lostEngineIsAnError();
    void failingSampleIsNoErrorAndInspectsAnew();
    void redisProblemBecomesText();
    void workersAreMatchedToConsumersByAddress();
    void translatedAddressesTellNothing();
    void endpointIsAskedAtMostEveryTenSeconds();
    void hangingEndpointHoldsUpNothing();
    void endpointIsFoundWithoutAPublishedPort();
    void cancelledReadingEndsAtOnce();
    void diskFiguresAreThoseOfStatvfs();
    void dataRootIsToldByAVolume();
    void projectFilesAreWatched();

private:
    std::unique_ptr<ScriptedDocker> docker;
    std::unique_ptr<SteadyResources> resources;
    std::unique_ptr<NoPostgres> postgres;
    std::unique_ptr<ScriptedRedis> redis;
    std::unique_ptr<ScriptedN8n> n8n;
    std::unique_ptr<TestClock> clock;
    std::unique_ptr<Prober> prober;
    stack::Stack stack;
};

void TestProber::init()
{
    prober.reset(); // before the ports it uses
    docker = std::make_unique<ScriptedDocker>();
    resources = std::make_unique<SteadyResources>();
    postgres = std::make_unique<NoPostgres>();
    redis = std::make_unique<ScriptedRedis>();
    n8n = std::make_unique<ScriptedN8n>();
    clock = std::make_unique<TestClock>();
    stack = healthStack(2);
    fillEngine(
        *docker,
        {{"n8n-1", "demo-n8n-1"}, {"n8n-worker-1", "demo-w-1"}, {"n8n-worker-2", "demo-w-2"}, {"postgres-1", "demo-pg-1"}, {"redis-1", "demo-r-1"}});
    redis->clients = "id=1 addr=172.18.0.11:1 name=bull:am9icw== flags=b idle=0\nid=2 addr=172.18.0.12:1 name=bull:am9icw== flags=b idle=0\n";
    prober = std::make_unique<Prober>(*docker, *resources, *postgres, *redis, *n8n, *clock);
    prober->setStack(stack);
}

void TestProber::healthyStackReadsHealthy()
{
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    QCOMPARE(status->stackId, QStringLiteral("demo"));
    QCOMPARE(status->taken, clock->wall);
    QVERIFY2(status->verdictText.startsWith(QLatin1String("Healthy. 2 of 2 workers consuming.")), qPrintable(status->verdictText));
    QCOMPARE(status->queue->capacity, 20);
    QCOMPARE(status->endpoints.size(), 1);
    QCOMPARE(status->endpoints.first().url, QStringLiteral("http://localhost:5678/healthz/readiness"));
    QCOMPARE(n8n->lastTarget(), QByteArray("/healthz/readiness"));
    const ContainerStatus worker = healthLine(*status, QStringLiteral("n8n-worker")).containers.first();
    QCOMPARE(worker.name, QStringLiteral("demo-w-1"));
    QCOMPARE(worker.version, QStringLiteral("2.35.5"));
    QCOMPARE(worker.memoryLimit, qint64(512) << 20);
    QCOMPARE(*worker.memoryUsed, qint64(64) << 20);
}

void TestProber::inspectsAreCachedUntilMarkedChanged()
{
    for (int i = 0; i < 10; ++i)
        QD_VERIFY(prober->take(JobContext()));
    QCOMPARE(docker->inspects.load(), 5);
    QCOMPARE(docker->lists.load(), 0);
    QCOMPARE(docker->pings.load(), 0);
    prober->markChanged(QStringLiteral("redis-1"));
    prober->markChanged(QStringLiteral("somebody else's"));
    QD_VERIFY(prober->take(JobContext()));
    QCOMPARE(docker->inspects.load(), 6);
    QCOMPARE(redis->connects.load(), 1);
}

void TestProber::cpuNeedsTwoSamples()
{
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    QVERIFY(!status->services.first().cpuPercent);
    status = prober->take(JobContext());
    QD_VERIFY(status);
    QCOMPARE(qRound(*healthLine(*status, QStringLiteral("n8n")).cpuPercent), 25);
    QCOMPARE(qRound(*healthLine(*status, QStringLiteral("n8n-worker")).cpuPercent), 50);
    // A core and its whole time: Node has no more, so it is busy.
    resources->cores = 1.0;
    for (int i = 0; i < 31; ++i)
        status = prober->take(JobContext());
    QVERIFY(healthLine(*status, QStringLiteral("n8n")).containers.first().cpuBusySeconds >= 30);
    QCOMPARE(status->verdict, State::Warning);
}

void TestProber::restartForgetsOldSamples()
{
    QD_VERIFY(prober->take(JobContext()));
    QD_VERIFY(prober->take(JobContext()));
    docker->containers["n8n-1"].state.startedAt = clock->wall;
    prober->markChanged(QStringLiteral("n8n-1"));
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    QVERIFY2(!healthLine(*status, QStringLiteral("n8n")).cpuPercent, "a rate across two lives of a container is nonsense");
    QVERIFY(healthLine(*status, QStringLiteral("n8n-worker")).cpuPercent);
    QVERIFY(resources->forgotten.contains(QStringLiteral("n8n-1")));
}

void TestProber::containerThatIsGoneIsLeftOut()
{
    QD_VERIFY(prober->take(JobContext()));
    docker->containers.remove(QStringLiteral("n8n-worker-2"));
    prober->markChanged(QStringLiteral("n8n-worker-2"));
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    const ServiceStatus &workers = healthLine(*status, QStringLiteral("n8n-worker"));
    QCOMPARE(workers.containers.size(), 1);
    QCOMPARE(workers.running, 1);
    QCOMPARE(workers.wanted, 2);
    QCOMPARE(status->verdict, State::Warning);
}

void TestProber::lostEngineIsAnError()
{
    docker->die(Error{ErrorKind::Unreachable, QStringLiteral("gone"), {}, {}});
    QD_VERIFY_ERROR(prober->take(JobContext()), ErrorKind::Unreachable);
}

void TestProber::failingSampleIsNoErrorAndInspectsAnew()
{
    QD_VERIFY(prober->take(JobContext()));
    resources->failing = true;
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    QVERIFY(!status->services.first().memoryUsed);
    QD_VERIFY(prober->take(JobContext()));
    QCOMPARE(docker->inspects.load(), 10);
}

void TestProber::redisProblemBecomesText()
{
    redis->connectError = Error{ErrorKind::Auth, QStringLiteral("Redis refuses the password."), {}, {}};
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    QVERIFY(!status->queue);
    QCOMPARE(status->queueProblem, QStringLiteral("Redis refuses the password."));
    QCOMPARE(status->verdict, State::Warning);
}

void TestProber::workersAreMatchedToConsumersByAddress()
{
    redis->clients = "id=1 addr=172.18.0.11:1 name=bull:am9icw== flags=b idle=0\n";
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    const ServiceStatus &workers = healthLine(*status, QStringLiteral("n8n-worker"));
    QCOMPARE(workers.containers.at(0).consuming, std::optional(true));
    QCOMPARE(workers.containers.at(1).consuming, std::optional(false));
    QVERIFY(!healthLine(*status, QStringLiteral("n8n")).containers.first().consuming);
}

void TestProber::translatedAddressesTellNothing()
{
    redis->clients = "id=1 addr=10.9.9.9:1 name=bull:am9icw== flags=b idle=0\nid=2 addr=10.9.9.9:2 name=bull:am9icw== flags=b idle=0\n";
    auto status = prober->take(JobContext());
    QD_VERIFY(status);
    for (const ContainerStatus &worker : healthLine(*status, QStringLiteral("n8n-worker")).containers)
        QVERIFY(!worker.consuming);
}

void TestProber::endpointIsAskedAtMostEveryTenSeconds()
{
    for (int i = 0; i < 5; ++i) {
        QD_VERIFY(prober->take(JobContext()));
        clock->advance(1s);
    }
    QCOMPARE(n8n->requests.load(), 1);
    clock->advance(6s);
    QD_VERIFY(prober->take(JobContext()));
    QTRY_COMPARE(n8n->requests.load(), 2);
    // News of main is worth a question at once.
    prober->markChanged(QStringLiteral("n8n-1"));
    n8n->status = 503;
    QTRY_VERIFY(!prober->take(JobContext())->endpoints.first().ok);
    QCOMPARE(prober->take(JobContext())->endpoints.first().httpStatus, 503);
}

void TestProber::hangingEndpointHoldsUpNothing()
{
    QD_VERIFY(prober->take(JobContext()));
    n8n->hangs = true;
    clock->advance(11s);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 5; ++i)
        QD_VERIFY(prober->take(JobContext()));
    QVERIFY2(timer.elapsed() < 1000, "a reading waited for n8n");
    QTRY_COMPARE(n8n->requests.load(), 2);
    timer.restart();
    prober.reset();
    QVERIFY2(timer.elapsed() < 1000, "the end waited for n8n");
}

void TestProber::endpointIsFoundWithoutAPublishedPort()
{
    stack.n8nUrl.clear();
    QCOMPARE(readinessTarget(stack, QStringLiteral("172.18.0.10"))->url(), QStringLiteral("http://172.18.0.10:5678/healthz/readiness"));
    stack.services[0].environment.insert(QStringLiteral("N8N_PORT"), QStringLiteral("8080"));
    stack.services[0].environment.insert(QStringLiteral("N8N_ENDPOINT_HEALTH"), QStringLiteral("alive"));
    QCOMPARE(readinessTarget(stack, QStringLiteral("172.18.0.10"))->url(), QStringLiteral("http://172.18.0.10:8080/alive/readiness"));
    QVERIFY(!readinessTarget(stack, {}));
    stack.services[0].environment.insert(QStringLiteral("N8N_PROTOCOL"), QStringLiteral("https"));
    QVERIFY(!readinessTarget(stack, QStringLiteral("172.18.0.10")));
    stack.services.removeFirst();
    QVERIFY(!readinessTarget(stack, QStringLiteral("172.18.0.10")));
}

void TestProber::cancelledReadingEndsAtOnce()
{
    n8n->hangs = true; // the very first answer is waited for
    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(prober->take(JobContext(source.get_token())), ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < 400);
}

void TestProber::diskFiguresAreThoseOfStatvfs()
{
    QTemporaryDir folder;
    const QList<DiskStatus> disks = readDisks({QStringLiteral("/"), QStringLiteral("/"), QStringLiteral("/no/such/folder"), QStringLiteral("/proc")});
    QCOMPARE(disks.size(), 1);
    QCOMPARE(disks.first().path, QStringLiteral("/"));
    QVERIFY(disks.first().total > 0);
    QVERIFY(disks.first().free <= disks.first().total);
    QVERIFY(disks.first().usedPercent() > 0 && disks.first().usedPercent() <= 100);
}

void TestProber::dataRootIsToldByAVolume()
{
    docker::Mount mount;
    mount.type = QStringLiteral("volume");
    mount.name = QStringLiteral("demo_data");
    mount.source = QStringLiteral("/srv/docker/volumes/demo_data/_data");
    QCOMPARE(engineDataRoot({mount}), QStringLiteral("/srv/docker"));
    mount.type = QStringLiteral("bind");
    QCOMPARE(engineDataRoot({mount}), QString());
    mount.type = QStringLiteral("volume");
    mount.source = QStringLiteral("/mnt/nfs/export");
    QCOMPARE(engineDataRoot({mount}), QString());
}

void TestProber::projectFilesAreWatched()
{
    QTemporaryDir folder;
    compose::Project project;
    project.workingDir = folder.path();
    project.configFiles = QStringList{folder.filePath(QStringLiteral("compose.yaml"))};
    const QStringList files = projectFiles(project);
    QCOMPARE(files, (QStringList{folder.filePath("compose.yaml"), folder.filePath(".env")}));
    const QByteArray before = fileSignature(files);
    QCOMPARE(fileSignature(files), before);
    QFile env(folder.filePath(QStringLiteral(".env")));
    QVERIFY(env.open(QIODevice::WriteOnly));
    env.close();
    const QByteArray created = fileSignature(files);
    QVERIFY(created != before);
    QVERIFY(env.open(QIODevice::Append));
    env.write("A=1\n");
    env.close();
    QVERIFY(fileSignature(files) != created);
}

QTEST_GUILESS_MAIN(TestProber)
#include "tst_prober.moc"
