// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/resources.h"
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "health/diagnostics.h"
#include "health/monitor.h"
#include "health/queuereader.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QtTest>

#include <mutex>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace std::chrono_literals;

/// The running stack, watched; one worker is stopped and started again.
class TestHealthStack final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void runningStackIsHealthyAndAllWorkersConsume();
    void figuresAreThoseOfTheEngine();
    void queueFiguresAreThoseOfRedis();
    void queueIsReadByExecToo();
    void readingIsCheap();
    void stoppedWorkerWarnsWithinThreeSecondsAndRecovers();
    void diagnosticsHoldNoSecret();

private:
    struct Neighbours
    {
        SystemClock clock;
        docker::Client docker;
        process::LocalProcess process;
        compose::ComposeCli compose{process};
        cgroup::Resources resources{docker};
        postgres::LibpqPort postgres;
        redis::HiredisPort redis;
        n8n::N8nHttp n8n;
    };
    static QByteArray output(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished(30000);
        return process.readAllStandardOutput();
    }
    static ServiceStatus *workers(StackStatus &status)
    {
        for (ServiceStatus &service : status.services) {
            if (service.role == stack::Role::Worker)
                return &service;
        }
        return nullptr;
    }

    Neighbours with;
    stack::Stack stack;
};

void TestHealthStack::initTestCase()
{
    QD_NEED_STACK();
    stack::Discovery discovery(with.docker, with.compose);
    const auto read = discovery.read(JobContext(), test::realStackName());
    QD_VERIFY(read);
    stack = *read;
}

void TestHealthStack::runningStackIsHealthyAndAllWorkersConsume()
{
    Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(stack);
    auto status = prober.take(JobContext());
    QD_VERIFY(status);
    QTest::qWait(1000);
    status = prober.take(JobContext());
    QD_VERIFY(status);
    QVERIFY2(status->verdict == State::Healthy, qPrintable(status->verdictText));
    const ServiceStatus *service = workers(*status);
    QVERIFY(service != nullptr);
    QCOMPARE(service->running, service->wanted);
    QVERIFY2(status->queue.has_value(), qPrintable(status->queueProblem));
    QCOMPARE(status->queue->consumers, service->wanted);
    QVERIFY2(status->verdictText.contains(QStringLiteral("%1 of %1 workers consuming").arg(service->wanted)), qPrintable(status->verdictText));
    QCOMPARE(status->queue->capacity, service->wanted * stack.concurrency.perWorker);
    for (const ServiceStatus &line : status->services) {
        QVERIFY2(line.cpuPercent.has_value() && line.memoryUsed.has_value(), qPrintable(line.name));
        QVERIFY2(*line.memoryUsed > 1024 * 1024, qPrintable(line.name));
        QVERIFY(line.startedAt.isValid());
    }
    for (const ContainerStatus &worker : service->containers)
        QVERIFY2(worker.consuming.value_or(true), qPrintable(worker.name));
    QCOMPARE(status->endpoints.size(), 1);
    QVERIFY2(status->endpoints.first().ok, qPrintable(status->endpoints.first().why));
    QVERIFY(!status->disks.isEmpty());
}

void TestHealthStack::figuresAreThoseOfTheEngine()
{
    Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(stack);
    const auto status = prober.take(JobContext());
    QD_VERIFY(status);
    for (const ServiceStatus &service : status->services) {
        for (const ContainerStatus &container : service.containers) {
            const QByteArray inspected
                = output("docker", {"inspect", "-f", "{{.State.Status}} {{.RestartCount}} {{.HostConfig.Memory}}", container.id});
            QCOMPARE(container.engineState + ' ' + QString::number(container.restartCount) + ' ' + QString::number(container.memoryLimit),
                     QString::fromLatin1(inspected.trimmed()));
        }
    }
}

void TestHealthStack::queueFiguresAreThoseOfRedis()
{
    Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(stack);
    const auto status = prober.take(JobContext());
    QD_VERIFY(status);
    QVERIFY(status->queue.has_value());
    const stack::Service *redis = stack.service(stack::Role::Redis);
    QVERIFY(redis != nullptr);
    const QString id = redis->containers.first().id;
    const QByteArray password = "REDISCLI_AUTH=" + stack.queue.coordinates.password.expose();
    const auto ask = [&](const QStringList &command) {
        return output("docker", QStringList{"exec", "-e", QString::fromUtf8(password), id, "redis-cli"} + command);
    };
    const stack::QueueKeys keys = stack::queueKeys(stack.queue);
    qint64 waiting = ask({"LLEN", QString::fromUtf8(keys.wait)}).trimmed().toLongLong();
    waiting += ask({"LLEN", QString::fromUtf8(keys.paused)}).trimmed().toLongLong();
    waiting += ask({"ZCARD", QString::fromUtf8(keys.delayed)}).trimmed().toLongLong();
    QCOMPARE(status->queue->waiting, waiting);
    QCOMPARE(status->queue->running, ask({"LLEN", QString::fromUtf8(keys.active)}).trimmed().toLongLong());
    QCOMPARE(status->queue->consumers, int(ask({"CLIENT", "LIST"}).count(QByteArray("name=" + keys.clientName + ' '))));
}

void TestHealthStack::queueIsReadByExecToo()
{
    const stack::Service *redis = stack.service(stack::Role::Redis);
    QVERIFY(redis != nullptr);
    stack::Queue queue = stack.queue;
    queue.access.way = stack::Access::Way::Helper;
    QueueReader reader(with.docker, with.redis, with.clock);
    reader.setQueue(queue, stack.concurrency.perWorker);
    reader.setServer(redis->containers.first().id, {});
    const auto status = reader.read(JobContext());
    QD_VERIFY(status);
    QCOMPARE(status->consumers, stack.service(stack::Role::Worker)->replicasWanted);
}

void TestHealthStack::readingIsCheap()
{
    Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(stack);
    QD_VERIFY(prober.take(JobContext()));
    QElapsedTimer timer;
    timer.start();
    constexpr int readings = 50;
    for (int i = 0; i < readings; ++i)
        QD_VERIFY(prober.take(JobContext()));
    const double each = static_cast<double>(timer.nsecsElapsed()) / 1e6 / readings;
    QVERIFY2(each < 20, qPrintable(QStringLiteral("%1 ms a reading").arg(each)));
}

void TestHealthStack::stoppedWorkerWarnsWithinThreeSecondsAndRecovers()
{
    std::mutex mutex;
    std::optional<StackStatus> last;
    Monitor::Callbacks callbacks;
    callbacks.status = [&](const StackStatus &status) {
        const std::scoped_lock lock(mutex);
        last = status;
    };
    const auto verdict = [&] {
        const std::scoped_lock lock(mutex);
        return last ? last->verdict : State::Unknown;
    };
    const auto running = [&] {
        const std::scoped_lock lock(mutex);
        return last ? workers(*last)->running : -1;
    };
    const auto text = [&] {
        const std::scoped_lock lock(mutex);
        return last ? last->verdictText : QString();
    };
    Monitor monitor(with.docker, with.compose, with.resources, with.postgres, with.redis, with.n8n, with.clock, callbacks);
    monitor.watch(test::realStackName());
    std::stop_source stop;
    std::thread thread([&] { (void)monitor.run(JobContext(stop.get_token())); });
    const auto end = qScopeGuard([&] {
        stop.request_stop();
        thread.join();
    });
    QTRY_VERIFY2_WITH_TIMEOUT(verdict() == State::Healthy, qPrintable(text()), 30000);

    const stack::Service *service = stack.service(stack::Role::Worker);
    const QString id = service->containers.last().id;
    // Whatever happens below, the stack is left as it was found.
    const auto restore = qScopeGuard([&] { (void)with.docker.startContainer(JobContext(), id); });
    QD_VERIFY(with.docker.stopContainer(JobContext(), id));
    QTRY_VERIFY2_WITH_TIMEOUT(verdict() == State::Warning, qPrintable(text()), 3000);
    // That it takes no jobs may be seen before its container has gone.
    QTRY_COMPARE_WITH_TIMEOUT(running(), service->replicasWanted - 1, 3000);
    QD_VERIFY(with.docker.startContainer(JobContext(), id));
    QTRY_COMPARE_WITH_TIMEOUT(running(), service->replicasWanted, 3000);
    // Once its health check has passed; it also takes jobs then.
    QTRY_VERIFY2_WITH_TIMEOUT(verdict() == State::Healthy, qPrintable(text()), 120000);
    QVERIFY2(text().contains(QStringLiteral("%1 of %1 workers consuming").arg(service->replicasWanted)), qPrintable(text()));
}

void TestHealthStack::diagnosticsHoldNoSecret()
{
    DiagnosticsInput input;
    input.taken = with.clock.now();
    input.stack = stack;
    const auto logs = readLogTails(JobContext(), with.docker, stack);
    QD_VERIFY(logs);
    QVERIFY(!logs->isEmpty());
    input.logs = *logs;
    const QString text = diagnosticsText(input);
    int secrets = 0;
    for (const stack::Service &service : std::as_const(stack.services)) {
        for (auto it = service.environment.cbegin(); it != service.environment.cend(); ++it) {
            if (!isSecretName(it.key()) || it.value().size() < 4)
                continue;
            ++secrets;
            QVERIFY2(!text.contains(it.value()), qPrintable(it.key()));
        }
    }
    QVERIFY2(secrets >= 3, "the stack has secrets, but none was looked for");
}

QTEST_GUILESS_MAIN(TestHealthStack)
#include "tst_healthstack.moc"
