// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"
#include "faults/docker/privateengine.h"
#include "foundation/steprunner.h"
#include "stack/discovery.h"
#include "stack/docker/tinyimage.h"
#include "support/fakecompose.h"
#include "support/resultcheck.h"
#include "unit/health/healthfakes.h"
#include "workers/scale.h"
#include "workers/swarm/swarmsituation.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <future>
#include <mutex>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using namespace std::chrono_literals;

/// A swarm of one node, on an engine of its own. Never the machine's: whether
/// that is one is its owner's business. Its tasks use the engine's own empty
/// network, so that neither overlay networks nor IPVS are asked of the kernel.
class TestSwarmServices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void deployedStackIsFound();
    void twoWhoChangeOneServiceLoseNothing();
    void upAndDownHonoursTheGrace();
    void forcedDownIsKilledWhenTheGraceIsOver();
    void twoWhoScaleAtOnceDoNotMix();
    void outputOfAllTasksIsRead();

private:
    void deploy(const QByteArray &file, const QString &stack);
    [[nodiscard]] Result<stack::Stack> read(const QString &id);
    [[nodiscard]] Result<workers::ScaleReport> scale(const stack::Stack &stack, int target, bool force = false);
    [[nodiscard]] workers::Neighbours neighbours() { return {*m_client, m_compose, m_postgres, m_redis, m_n8n, m_process, m_resources, m_clock}; }
    [[nodiscard]] QByteArray docker(const QStringList &arguments, const QByteArray &input = {});

    class NoProcesses final : public process::ProcessPort
    {
    public:
        Result<process::ProcessOutput> run(const JobContext &, const process::ProcessSpec &) override { return test::notFaked(); }
        [[nodiscard]] QString find(const QString &) const override { return {}; }
    };

    std::unique_ptr<test::PrivateEngine> m_engine;
    std::unique_ptr<Client> m_client;
    test::FakeCompose m_compose;
    test::NoPostgres m_postgres;
    test::ScriptedRedis m_redis;
    test::ScriptedN8n m_n8n;
    NoProcesses m_process;
    test::SteadyResources m_resources;
    SystemClock m_clock;
    QTemporaryDir m_runtime;
};

namespace {

/// What stands for n8n: it ends two seconds after it was told to, as a worker with a job does. Redis is out of
/// reach, and under a name that nobody resolves, so that no test ever holds a queue that is not its own.
QByteArray stackFile(const QByteArray &grace)
{
    return R"(version: "3.8"
x-n8n: &n8n
  image: n8n:1
  environment: {EXECUTIONS_MODE: queue, QUEUE_BULL_REDIS_HOST: redis-elsewhere, N8N_GRACEFUL_SHUTDOWN_TIMEOUT: "6"}
  networks: [outside]
services:
  n8n:
    <<: *n8n
    command: ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"]
  worker:
    <<: *n8n
    command: ["sh", "-c", ": n8n worker --concurrency=3; trap 'sleep 2; exit 0' TERM; echo ready; while :; do sleep 0.1; done"]
    stop_grace_period: )"
        + grace + R"(
    deploy: {replicas: 1, update_config: {failure_action: pause, max_failure_ratio: 0.25}}
networks: {outside: {external: true, name: host}}
)";
}

/// Exit codes of tasks that end while it lives.
class Endings final
{
    Q_DISABLE_COPY_MOVE(Endings)

public:
    explicit Endings(Client &client)
    {
        std::promise<void> subscribed;
        auto ready = subscribed.get_future();
        m_thread = std::jthread([this, &client, subscribed = std::move(subscribed)](const std::stop_token &token) mutable {
            (void)client.followEvents(
                JobContext(token),
                [&subscribed]() -> Result<void> {
                    subscribed.set_value();
                    return {};
                },
                [this](const Event &event) -> Result<void> {
                    const std::lock_guard lock(m_mutex);
                    if (event.action == QLatin1String("die"))
                        m_codes.append(event.attributes.value("exitCode"));
                    return {};
                });
        });
        ready.wait_for(30s);
    }
    [[nodiscard]] QStringList codes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_codes;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_codes;
    std::jthread m_thread;
};

} // namespace

QByteArray TestSwarmServices::docker(const QStringList &arguments, const QByteArray &input)
{
    QProcess docker;
    docker.start(QStringLiteral("docker"), QStringList{QStringLiteral("-H"), QLatin1String("unix://") + m_engine->socket()} + arguments);
    docker.write(input);
    docker.closeWriteChannel();
    if (!docker.waitForFinished(60000) || docker.exitCode() != 0) {
        qWarning() << arguments.first() << docker.readAllStandardError();
        return {};
    }
    return "ok " + docker.readAllStandardOutput();
}

void TestSwarmServices::deploy(const QByteArray &file, const QString &stack)
{
    QVERIFY(!docker({"stack", "deploy", "--resolve-image", "never", "-c", "-", stack}, file).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto services = m_client->listServices(JobContext(), {QString(swarmlabel::stack) + '=' + stack});
            return services && services->size() == 2
                && std::all_of(services->cbegin(), services->cend(), [](const SwarmService &one) { return one.runningTasks == *one.replicas; });
        }(),
        60000);
}

Result<stack::Stack> TestSwarmServices::read(const QString &id)
{
    return stack::Discovery(*m_client, m_compose).read(JobContext().withTimeout(60s), id);
}

Result<workers::ScaleReport> TestSwarmServices::scale(const stack::Stack &stack, int target, bool force)
{
    workers::ScaleRequest request;
    request.target = target;
    request.force = force;
    workers::ScaleReport report;
    JobContext context = JobContext().withTimeout(120s);
    QD_CHECK(runPlan(workers::scalePlan(neighbours(), stack, request, report), context).result);
    return report;
}

void TestSwarmServices::initTestCase()
{
    if (!test::PrivateEngine::isPossible())
        QSKIP("a private engine needs root and dockerd");
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toLocal8Bit());
    m_redis.connectError = Error{ErrorKind::Unreachable, QStringLiteral("No such host."), {}, {}};
    m_engine = std::make_unique<test::PrivateEngine>();
    QD_VERIFY(m_engine->start());
    QD_VERIFY(m_engine->bringUpLoopback());
    m_client = std::make_unique<Client>(Endpoint{m_engine->socket(), QStringLiteral("test")});

    // Before there is a swarm: no services, and nothing fails for it.
    QD_VERIFY_ERROR(m_client->listServices(JobContext()), ErrorKind::Unsupported);
    const auto none = stack::Discovery(*m_client, m_compose).list(JobContext());
    QD_VERIFY(none);
    QVERIFY(none->isEmpty());

    QVERIFY(!docker({"swarm", "init", "--advertise-addr", "127.0.0.1"}).isEmpty());
    QD_VERIFY(test::makeTinyImage(m_engine->socket(), QStringLiteral("n8n:1")));
    deploy(stackFile("10s"), QStringLiteral("shop"));
}

void TestSwarmServices::cleanupTestCase()
{
    if (!m_client)
        return;
    // A task that is told to end with the engine would be waited for by nobody.
    QVERIFY(!docker({"swarm", "leave", "--force"}).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_client->listContainers(JobContext(), false).value_or(QList<ContainerSummary>(1)).isEmpty(), 30000);
    m_client.reset();
    m_engine.reset();
}

void TestSwarmServices::deployedStackIsFound()
{
    const auto list = stack::Discovery(*m_client, m_compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().id, "shop");
    QCOMPARE(list->first().orchestrator, stack::Orchestrator::Swarm);
    QCOMPARE(list->first().running, 2);
    const auto stack = read("shop");
    QD_VERIFY(stack);
    QStringList services;
    for (const stack::Service &service : stack->services) {
        services.append(QStringLiteral("%1 %2 %3 of %4")
                            .arg(service.name, stack::roleName(service.role))
                            .arg(service.containers.size())
                            .arg(service.replicasWanted));
    }
    QCOMPARE(services, QStringList({"n8n main 1 of 1", "worker worker 1 of 1"}));
    QCOMPARE(stack->service("worker")->stopGraceSeconds, 10);
    QCOMPARE(stack->concurrency.perWorker, 3);
    QVERIFY(stack->isRunning());

    workers::Situation situation;
    QD_VERIFY(workers::addSwarmTasks(JobContext(), neighbours(), *stack, situation));
    QCOMPARE(situation.workers.size(), 1);
    const workers::WorkerRow row = situation.workers.first();
    QCOMPARE(row.name, "shop_worker.1");
    QCOMPARE(row.state, "running");
    QVERIFY(!row.node.isEmpty() && row.since.isValid());
    QCOMPARE(row.containerId, stack->service("worker")->containers.first().id);
}

void TestSwarmServices::twoWhoChangeOneServiceLoseNothing()
{
    constexpr int times = 15;
    const auto count = [](SwarmService &service) -> Result<bool> {
        QJsonObject labels = service.spec.value("Labels").toObject();
        labels.insert("count", QString::number(labels.value("count").toString().toInt() + 1));
        service.spec.insert("Labels", labels);
        return true;
    };
    const auto before = m_client->inspectService(JobContext(), "shop_n8n");
    QD_VERIFY(before);
    std::array<Result<void>, 2> results;
    {
        std::array<std::jthread, 2> threads;
        for (size_t i = 0; i < threads.size(); ++i) {
            threads.at(i) = std::jthread([this, &count, &result = results.at(i)] {
                for (int n = 0; n < times && result; ++n) {
                    if (const auto changed = changeService(JobContext().withTimeout(60s), *m_client, "shop_n8n", count); !changed)
                        result = fail(changed.error());
                }
            });
        }
    }
    QD_VERIFY(results[0]);
    QD_VERIFY(results[1]);
    const auto after = m_client->inspectService(JobContext(), "shop_n8n");
    QD_VERIFY(after);
    QCOMPARE(after->labels.value("count"), QString::number(2 * times));
    // Nothing but the label has changed on the way through here and back.
    QJsonObject expected = before->spec;
    QJsonObject labels = expected.value("Labels").toObject();
    labels.insert("count", QString::number(2 * times));
    expected.insert("Labels", labels);
    QCOMPARE(after->spec, expected);
    // Who is late is told so.
    QD_VERIFY_ERROR(m_client->updateService(JobContext(), before->id, before->version, before->spec), ErrorKind::Conflict);
}

void TestSwarmServices::upAndDownHonoursTheGrace()
{
    const auto one = read("shop");
    QD_VERIFY(one);
    const auto before = m_client->inspectService(JobContext(), "shop_worker");
    QD_VERIFY(before);
    const auto up = scale(*one, 3);
    QD_VERIFY(up);
    QCOMPARE(up->started, QStringList({"shop_worker.2", "shop_worker.3"}));
    const auto three = read("shop");
    QD_VERIFY(three);
    QCOMPARE(three->service("worker")->containers.size(), 3);
    QCOMPARE(three->service("worker")->replicasWanted, 3);
    workers::Situation situation;
    QD_VERIFY(workers::addSwarmTasks(JobContext(), neighbours(), *three, situation));
    QCOMPARE(situation.capacity.workers, 3);
    QCOMPARE(situation.capacity.total, 9);

    const Endings endings(*m_client);
    QElapsedTimer timer;
    timer.start();
    const auto down = scale(*three, 1);
    QD_VERIFY(down);
    QVERIFY2(timer.elapsed() >= 2000, "the tasks were not waited for");
    QCOMPARE(down->drained.size(), 2);
    QCOMPARE(down->after, 1);
    QTRY_COMPARE_WITH_TIMEOUT(endings.codes(), QStringList({"0", "0"}), 10000);

    const auto after = m_client->inspectService(JobContext(), "shop_worker");
    QD_VERIFY(after);
    QCOMPARE(after->spec, before->spec);
    // What was there at first has not been replaced meanwhile.
    const auto last = read("shop");
    QD_VERIFY(last);
    QCOMPARE(last->service("worker")->containers.size(), 1);
}

void TestSwarmServices::forcedDownIsKilledWhenTheGraceIsOver()
{
    deploy(stackFile("1s"), QStringLiteral("rash"));
    const auto stack = read("rash");
    QD_VERIFY(stack);
    const auto refused = scale(*stack, 0);
    QD_VERIFY_ERROR(refused, ErrorKind::Conflict);
    QVERIFY2(refused.error().hint.contains("stop_grace_period to 21s"), qPrintable(refused.error().hint));
    QCOMPARE(m_client->inspectService(JobContext(), "rash_worker")->replicas, std::optional<int>(1));
    {
        const Endings endings(*m_client);
        QD_VERIFY(scale(*stack, 0, true));
        QTRY_COMPARE_WITH_TIMEOUT(endings.codes(), QStringList{"137"}, 10000);
    }
    // With no worker left it can be scaled up again.
    const auto none = read("rash");
    QD_VERIFY(none);
    QVERIFY(none->service("worker")->containers.isEmpty());
    QD_VERIFY(scale(*none, 1));
    QVERIFY(!docker({"stack", "rm", "rash"}).isEmpty());
}

void TestSwarmServices::twoWhoScaleAtOnceDoNotMix()
{
    const auto stack = read("shop");
    QD_VERIFY(stack);
    QCOMPARE(stack->service("worker")->replicasWanted, 1);
    auto other = std::async(std::launch::async, [this, &stack] { return scale(*stack, 3); });
    const auto mine = scale(*stack, 2);
    const auto theirs = other.get();
    // One lock a stack: whoever comes second is refused, for the lock or for the number.
    QVERIFY2(mine.has_value() != theirs.has_value(), "both or none of them scaled");
    QD_VERIFY_ERROR(mine ? theirs : mine, ErrorKind::Conflict);
    QCOMPARE(m_client->inspectService(JobContext(), "shop_worker")->replicas, std::optional<int>(mine ? 2 : 3));

    // Another machine knows no lock of ours: the number itself is looked at.
    const auto now = read("shop");
    QD_VERIFY(now);
    QVERIFY(!docker({"service", "scale", "--detach", "shop_worker=4"}).isEmpty());
    QD_VERIFY_ERROR(scale(*now, 1), ErrorKind::Conflict);
    QCOMPARE(m_client->inspectService(JobContext(), "shop_worker")->replicas, std::optional<int>(4));
}

void TestSwarmServices::outputOfAllTasksIsRead()
{
    QByteArray out;
    LogOptions options;
    options.tail = 5;
    QD_VERIFY(
        m_client->serviceLogs(JobContext().withTimeout(30s), "shop_worker", options, [&out](OutputStream, QByteArrayView bytes) -> Result<void> {
            out.append(bytes);
            return {};
        }));
    QVERIFY2(out.contains("ready\n"), out.constData());
}

QTEST_GUILESS_MAIN(TestSwarmServices)
#include "tst_swarmservices.moc"
