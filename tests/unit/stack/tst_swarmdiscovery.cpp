// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/swarmport.h"
#include "stack/discovery.h"
#include "stack/serviceactions.h"
#include "support/fakecompose.h"
#include "support/fakedocker.h"
#include "support/fakeswarm.h"
#include "support/resultcheck.h"

#include <QtTest>

#include <algorithm>

using namespace quarterdeck;
using namespace quarterdeck::stack;
using namespace std::chrono_literals;
using quarterdeck::test::swarmService;

/// Stacks of `docker stack deploy`, seen from a manager, from a node that is
/// none, and with their tasks on other nodes.
class TestSwarmDiscovery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stackOnThisNodeIsReadCompletely();
    void stackOnOtherNodesIsReadFromItsServices();
    void publishedPortsReachWhatRunsElsewhere();
    void overlayAddressIsNotTakenForOneOfThisMachine();
    void imageOfItsOwnNameIsLookedInto();
    void nodeThatIsNoManagerShowsItsContainers();
    void endedTasksAreNotCounted();
    void composeProjectOfTheSameNameIsAnotherStack();
    void stackWithoutN8nIsNone();
    void swarmThatIsNotWellHidesNothingElse();
    void cancelledQuestionIsCancelled();
    void tasksAreNotStoppedBehindSwarmsBack();
};

namespace {

const QStringList settings = {"EXECUTIONS_MODE=queue",       "QUEUE_BULL_REDIS_HOST=redis", "DB_TYPE=postgresdb",
                              "DB_POSTGRESDB_HOST=postgres", "DB_POSTGRESDB_PASSWORD=pw",   "N8N_ENCRYPTION_KEY=key"};

/// The container of one task, as this node has it.
docker::ContainerDetails taskContainer(const docker::SwarmService &service, int slot, const QString &state = QStringLiteral("running"))
{
    static int made = 0;
    docker::ContainerDetails details;
    details.id = QStringLiteral("%1").arg(++made, 64, 16, QLatin1Char('0'));
    details.name = QStringLiteral("%1.%2.task%3").arg(service.name).arg(slot).arg(made);
    details.hostname = details.id.left(12);
    details.image = service.image;
    details.imageId = QLatin1String("sha256:") + service.image;
    details.command = service.command;
    details.environment = service.environment;
    details.state.status = state;
    details.state.running = state == QLatin1String("running");
    details.host.memory = service.memoryLimit;
    details.labels = {{QString(docker::swarmlabel::stack), service.labels.value(docker::swarmlabel::stack)},
                      {QString(docker::swarmlabel::service), service.name},
                      {QString(docker::swarmlabel::task), details.name}};
    // 127/8, which every machine is on, stands for an address that a host has by chance, too.
    details.networks.insert("shop_default", {"net", QStringLiteral("127.8.0.%1").arg(made % 250 + 1), {details.id.left(12)}});
    return details;
}

/// Everything of a queue-mode stack.
struct Shop
{
    Shop()
    {
        docker.swarmPort = &swarm;
        swarm.services = {swarmService("shop", "n8n", "n8nio/n8n:2.1.4", 1, {}, settings),
                          swarmService("shop", "worker", "n8nio/n8n:2.1.4", 3, {"worker", "--concurrency=7"}, settings),
                          swarmService("shop", "redis", "redis:7-alpine", 1, {"redis-server"}),
                          swarmService("shop", "postgres", "postgres:16.4", 1, {"postgres"})};
        worker().stopGrace = 75s;
        worker().memoryLimit = 512LL << 20;
    }
    docker::SwarmService &worker() { return swarm.services[1]; }
    Result<Stack> read(const QString &id = QStringLiteral("shop")) { return Discovery(docker, compose).read(JobContext(), id); }

    test::FakeDocker docker;
    test::FakeCompose compose;
    test::FakeSwarm swarm;
};

bool hasRemark(const Stack &stack, const QString &id)
{
    return std::any_of(stack.remarks.cbegin(), stack.remarks.cend(), [&id](const Remark &remark) { return remark.id == id; });
}

} // namespace

void TestSwarmDiscovery::stackOnThisNodeIsReadCompletely()
{
    Shop shop;
    for (const docker::SwarmService &service : shop.swarm.services) {
        for (int slot = *service.replicas; slot >= 1; --slot)
            shop.docker.containers.append(taskContainer(service, slot));
    }
    const auto list = Discovery(shop.docker, shop.compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().id, "shop");
    QCOMPARE(list->first().orchestrator, Orchestrator::Swarm);
    QCOMPARE(list->first().containers, 6);
    QCOMPARE(list->first().running, 6);
    QVERIFY(list->first().hasWorkers && list->first().project.name.isEmpty());

    const auto stack = shop.read();
    QD_VERIFY(stack);
    QCOMPARE(stack->orchestrator, Orchestrator::Swarm);
    QVERIFY(!stack->fromCompose && stack->project.name.isEmpty());
    QStringList services;
    for (const Service &service : stack->services)
        services.append(service.name + QLatin1Char('=') + roleName(service.role) + QLatin1Char(' ') + service.version);
    QCOMPARE(services, QStringList({"n8n=main 2.1.4", "worker=worker 2.1.4", "postgres=postgres 16.4", "redis=redis "}));
    const Service *worker = stack->service(Role::Worker);
    QCOMPARE(worker->swarmId, "id-shop_worker");
    QCOMPARE(worker->replicasWanted, 3);
    QCOMPARE(worker->runningElsewhere, 0);
    QCOMPARE(worker->stopGraceSeconds, 75);
    QCOMPARE(worker->memoryLimit, 512LL << 20);
    QList<int> slots_;
    for (const Container &container : worker->containers)
        slots_.append(container.number);
    QCOMPARE(slots_, QList<int>({1, 2, 3}));
    QCOMPARE(stack->concurrency.perWorker, 7);
    QCOMPARE(stack->database.service, "postgres");
    QCOMPARE(stack->queue.service, "redis");
    QVERIFY(stack->isRunning());
    QVERIFY(!hasRemark(*stack, "swarm-elsewhere") && !hasRemark(*stack, "swarm-services-unknown"));
    QVERIFY2(shop.compose.lastProject.name.isEmpty(), "Compose was asked about a stack that it did not make");
}

void TestSwarmDiscovery::stackOnOtherNodesIsReadFromItsServices()
{
    Shop shop;
    shop.docker.containers = {taskContainer(shop.worker(), 2)};
    const auto stack = shop.read();
    QD_VERIFY(stack);
    QStringList services;
    for (const Service &service : stack->services)
        services.append(
            QStringLiteral("%1=%2 %3+%4").arg(service.name, roleName(service.role)).arg(service.containers.size()).arg(service.runningElsewhere));
    QCOMPARE(services, QStringList({"n8n=main 0+1", "worker=worker 1+2", "postgres=postgres 0+1", "redis=redis 0+1"}));
    QVERIFY2(stack->isRunning(), "main runs, though elsewhere");
    QCOMPARE(stack->database.coordinates.password, Secret(QByteArray("pw")));
    QCOMPARE(stack->key.fingerprint, keyFingerprint(Secret(QByteArray("key"))));
    QCOMPARE(stack->queue.service, "redis");
    QCOMPARE(stack->queue.access.way, Access::Way::None);
    QVERIFY2(stack->queue.access.why.contains("another node"), qPrintable(stack->queue.access.why));
    QVERIFY(hasRemark(*stack, "swarm-elsewhere"));

    shop.docker.containers.clear();
    QD_VERIFY(shop.read());
    // And scaled to nothing it is still there.
    for (docker::SwarmService &service : shop.swarm.services) {
        service.replicas = 0;
        service.runningTasks = 0;
    }
    const auto stopped = shop.read();
    QD_VERIFY(stopped);
    QVERIFY(!stopped->isRunning());
    QCOMPARE(stopped->service(Role::Worker)->replicasWanted, 0);
}

void TestSwarmDiscovery::publishedPortsReachWhatRunsElsewhere()
{
    Shop shop;
    shop.swarm.services[2].ports = {{{}, 16379, 6379, "tcp"}};
    shop.swarm.services[0].ports = {{{}, 15678, 5678, "tcp"}};
    const auto stack = shop.read();
    QD_VERIFY(stack);
    QCOMPARE(stack->queue.access.way, Access::Way::PublishedPort);
    QCOMPARE(stack->queue.access.port, 16379);
    QCOMPARE(stack->n8nUrl, "http://localhost:15678");
}

void TestSwarmDiscovery::overlayAddressIsNotTakenForOneOfThisMachine()
{
    Shop shop;
    for (const docker::SwarmService &service : shop.swarm.services)
        shop.docker.containers.append(taskContainer(service, 1));
    const auto stack = shop.read();
    QD_VERIFY(stack);
    QCOMPARE(stack->queue.access.way, Access::Way::Helper);
    // This node reaches its own tasks over the bridge that every node has.
    shop.swarm.gateways.insert(shop.docker.containers[2].id, "127.18.0.5");
    const auto reached = shop.read();
    QD_VERIFY(reached);
    QCOMPARE(reached->queue.access.way, Access::Way::ContainerAddress);
    QCOMPARE(reached->queue.access.host, "127.18.0.5");
    QCOMPARE(reached->service(Role::Redis)->containers.first().address, shop.docker.containers[2].networks.first().ipAddress);
    // A port of mode=host is on the container, and on this node only.
    shop.docker.livePorts.insert(shop.docker.containers[2].id, {{"0.0.0.0", 16380, 6379, "tcp"}});
    const auto published = shop.read();
    QD_VERIFY(published);
    QCOMPARE(published->queue.access.way, Access::Way::PublishedPort);
    QCOMPARE(published->queue.access.port, 16380);
}

void TestSwarmDiscovery::imageOfItsOwnNameIsLookedInto()
{
    Shop shop;
    const QString digest = "@sha256:" + QString(64, 'a');
    for (docker::SwarmService &service : shop.swarm.services) {
        if (service.image.startsWith("n8nio/"))
            service.image = "registry.example.com/automation:5" + digest;
    }
    docker::ImageDetails image;
    image.id = "sha256:55";
    image.entrypoint = QStringList{"tini", "--", "/docker-entrypoint.sh", "n8n"};
    image.environment = QStringList{"N8N_VERSION=2.3.4", "EXECUTIONS_MODE=regular"};
    shop.docker.images.insert("registry.example.com/automation:5", image);
    shop.docker.images.insert("sha256:55", image);
    const auto stack = shop.read();
    QD_VERIFY(stack);
    QCOMPARE(stack->service(Role::Main)->name, "n8n");
    QCOMPARE(stack->service(Role::Main)->version, "2.3.4");
    QCOMPARE(stack->service(Role::Main)->environment.value("EXECUTIONS_MODE"), "queue");
    QCOMPARE(stack->service(Role::Worker)->name, "worker");

    // Without the image at hand nothing says that this is n8n.
    shop.docker.images.clear();
    QD_VERIFY_ERROR(shop.read(), ErrorKind::NotFound);
}

void TestSwarmDiscovery::nodeThatIsNoManagerShowsItsContainers()
{
    Shop shop;
    shop.docker.containers = {taskContainer(shop.swarm.services[0], 1), taskContainer(shop.worker(), 1), taskContainer(shop.worker(), 3)};
    shop.swarm.error = Error{ErrorKind::Unsupported, "The services of the swarm could not be listed.", {}, "Ask one of the managers."};
    const auto stack = shop.read();
    QD_VERIFY(stack);
    QCOMPARE(stack->orchestrator, Orchestrator::Swarm);
    QCOMPARE(stack->services.size(), 2);
    QCOMPARE(stack->service(Role::Worker)->containers.size(), 2);
    QVERIFY(stack->service(Role::Worker)->swarmId.isEmpty());
    QVERIFY(hasRemark(*stack, "swarm-services-unknown"));
    QVERIFY(stack->remarks.last().text.contains("Ask one of the managers."));
    const auto list = Discovery(shop.docker, shop.compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->first().running, 3);
}

void TestSwarmDiscovery::endedTasksAreNotCounted()
{
    Shop shop;
    shop.docker.containers = {taskContainer(shop.worker(), 1), taskContainer(shop.worker(), 1, "exited"), taskContainer(shop.worker(), 2, "created")};
    const auto stack = shop.read();
    QD_VERIFY(stack);
    QStringList states;
    for (const Container &container : stack->service(Role::Worker)->containers)
        states.append(container.state);
    QCOMPARE(states, QStringList({"running", "created"}));
}

void TestSwarmDiscovery::composeProjectOfTheSameNameIsAnotherStack()
{
    Shop shop;
    docker::ContainerDetails other = taskContainer(shop.swarm.services[0], 1);
    other.name = "shop-n8n-1";
    other.labels = {{"com.docker.compose.project", "shop"}, {"com.docker.compose.service", "n8n"}, {"com.docker.compose.container-number", "1"}};
    shop.docker.containers = {other, taskContainer(shop.worker(), 1)};
    const auto list = Discovery(shop.docker, shop.compose).list(JobContext());
    QD_VERIFY(list);
    QStringList ids;
    for (const StackSummary &summary : *list)
        ids.append(summary.id + QLatin1Char(' ') + orchestratorName(summary.orchestrator));
    QCOMPARE(ids, QStringList({"shop compose", "shop-swarm swarm"}));
    const auto swarm = shop.read("shop-swarm");
    QD_VERIFY(swarm);
    QCOMPARE(swarm->service(Role::Worker)->name, "worker");
    const auto composed = shop.read("shop");
    QD_VERIFY(composed);
    QCOMPARE(composed->orchestrator, Orchestrator::Compose);
    QCOMPARE(composed->services.size(), 1);
}

void TestSwarmDiscovery::stackWithoutN8nIsNone()
{
    Shop shop;
    shop.swarm.services = {swarmService("blog", "web", "nginx:1", 2), swarmService("blog", "db", "postgres:16", 1)};
    shop.docker.containers = {taskContainer(shop.swarm.services[0], 1)};
    const auto list = Discovery(shop.docker, shop.compose).list(JobContext());
    QD_VERIFY(list);
    QVERIFY(list->isEmpty());
}

void TestSwarmDiscovery::swarmThatIsNotWellHidesNothingElse()
{
    Shop shop;
    docker::ContainerDetails lone = taskContainer(shop.swarm.services[0], 1);
    lone.name = "n8n";
    lone.labels.clear();
    shop.docker.containers = {lone};
    shop.swarm.error = Error{ErrorKind::Unreachable, "The swarm has no leader.", {}, {}};
    const auto list = Discovery(shop.docker, shop.compose).list(JobContext());
    QD_VERIFY(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().id, "n8n");
    QCOMPARE(list->first().orchestrator, Orchestrator::None);
}

void TestSwarmDiscovery::cancelledQuestionIsCancelled()
{
    Shop shop;
    std::stop_source source;
    // Between the list of containers and that of the services.
    shop.docker.fault = [&source](const QString &call, const QString &) -> Result<void> {
        if (call == QLatin1String("list"))
            source.request_stop();
        return {};
    };
    QD_VERIFY_ERROR(Discovery(shop.docker, shop.compose).list(JobContext(source.get_token())), ErrorKind::Cancelled);
}

void TestSwarmDiscovery::tasksAreNotStoppedBehindSwarmsBack()
{
    Shop shop;
    shop.docker.containers = {taskContainer(shop.worker(), 1)};
    const auto stack = shop.read();
    QD_VERIFY(stack);
    for (const ServiceAction action : {ServiceAction::Start, ServiceAction::Stop, ServiceAction::Restart}) {
        JobContext context;
        const auto outcome = runPlan(servicePlan(shop.docker, action, *stack, *stack->service(Role::Worker)), context).result;
        QD_VERIFY_ERROR(outcome, ErrorKind::Unsupported);
        QVERIFY(outcome.error().hint.contains("docker service update --force shop_worker"));
    }
    QCOMPARE(shop.docker.count("stop") + shop.docker.count("start") + shop.docker.count("restart"), 0);
}

QTEST_GUILESS_MAIN(TestSwarmDiscovery)
#include "tst_swarmdiscovery.moc"
