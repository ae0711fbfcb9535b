// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/steprunner.h"
#include "support/fakecompose.h"
#include "support/fakedocker.h"
#include "support/fakeswarm.h"
#include "support/resultcheck.h"
#include "unit/health/healthfakes.h"
#include "workers/scale.h"
#include "workers/swarm/swarmgrace.h"
#include "workers/swarm/swarmscale.h"
#include "workers/swarm/swarmsituation.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;
using stack::Orchestrator;
using stack::Role;

/// Scaling over Swarm's services where neither Redis nor the database can be
/// reached, which is what most stacks there are like.
class TestSwarmScale final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void graceMustBeLongerThanN8nsAndThatThanTheJobs_data();
    void graceMustBeLongerThanN8nsAndThatThanTheJobs();
    void upWaitsUntilTheTasksRun();
    void upSurvivesOthersAtTheSameService();
    void tasksThatDoNotStartTakeTheNumberBack();
    void numberThatSomebodyElseChangedIsLeftAlone();
    void shortGraceIsRefusedUnlessForced();
    void downWaitsUntilTheChosenTasksHaveEnded();
    void cancelledDownPutsTheNumberBack();
    void sameNumberChangesNothing();
    void whatCannotBeScaledSaysSo();
    void previewTellsWhatSwarmDoesNotLetUsChoose();
    void tasksAreShownWithTheirNodes();

private:
    QTemporaryDir m_runtime;
};

namespace {

class NoProcesses final : public process::ProcessPort
{
public:
    Result<process::ProcessOutput> run(const JobContext &, const process::ProcessSpec &) override { return test::notFaked(); }
    [[nodiscard]] QString find(const QString &) const override { return {}; }
};

/// A stack "shop" with a workers' service, and what Swarm does with its tasks.
struct Shop
{
    explicit Shop(int replicas, std::chrono::seconds grace = 75s)
    {
        docker.swarmPort = &swarm;
        swarm.services = {test::swarmService("shop", "worker", "n8nio/n8n:2.35.5", replicas, {"worker"})};
        stack.id = "shop";
        stack.orchestrator = Orchestrator::Swarm;
        stack::Service worker;
        worker.name = "worker";
        worker.role = Role::Worker;
        worker.swarmId = "id-shop_worker";
        worker.replicasWanted = replicas;
        worker.stopGraceSeconds = static_cast<int>(grace.count());
        worker.environment = {{"N8N_GRACEFUL_SHUTDOWN_TIMEOUT", "60"}};
        stack.services = {worker};
        stack.queue.enabled = true;
        stack.queue.access.why = "It is on an overlay network.";
        for (int slot = 1; slot <= replicas; ++slot)
            addTask(slot);
        // As a manager does: new slots get tasks, those that are too many are to be removed.
        swarm.onUpdate = [this](const docker::SwarmService &service) {
            for (docker::SwarmTask &task : swarm.tasks) {
                if (task.slot > *service.replicas)
                    task.desiredState = "remove";
            }
            for (int slot = static_cast<int>(swarm.tasks.size()) + 1; slot <= *service.replicas; ++slot)
                addTask(slot, startState);
            if (alsoOnUpdate)
                alsoOnUpdate();
        };
    }
    Q_DISABLE_COPY_MOVE(Shop)

    void addTask(int slot, const QString &state = QStringLiteral("running"))
    {
        docker::SwarmTask task;
        task.id = QStringLiteral("task-%1-%2").arg(slot).arg(++made);
        task.serviceId = "id-shop_worker";
        task.slot = slot;
        task.nodeId = "node1";
        task.desiredState = "running";
        task.state = state;
        task.containerId = QString(64, QLatin1Char('a'));
        task.error = state == QLatin1String("rejected") ? QStringLiteral("No such image: n8nio/n8n:2.35.5") : QString();
        swarm.tasks.append(task);
    }
    [[nodiscard]] Neighbours neighbours() { return {docker, compose, postgres, redis, n8n, process, resources, clock}; }
    [[nodiscard]] Result<void> scale(int target, bool force = false, const JobContext &context = JobContext())
    {
        ScaleRequest request;
        request.target = target;
        request.force = force;
        JobContext own = context;
        return runPlan(scalePlan(neighbours(), stack, request, report), own).result;
    }

    test::FakeDocker docker;
    test::FakeSwarm swarm;
    test::FakeCompose compose;
    test::NoPostgres postgres;
    test::ScriptedRedis redis;
    test::ScriptedN8n n8n;
    NoProcesses process;
    test::SteadyResources resources;
    SystemClock clock;
    stack::Stack stack;
    ScaleReport report;
    QString startState = QStringLiteral("running");
    std::function<void()> alsoOnUpdate;
    int made = 0;
};

} // namespace

void TestSwarmScale::initTestCase()
{
    QVERIFY(m_runtime.isValid());
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toLocal8Bit());
}

void TestSwarmScale::graceMustBeLongerThanN8nsAndThatThanTheJobs_data()
{
    QTest::addColumn<int>("grace");
    QTest::addColumn<QString>("timeout");
    QTest::addColumn<qint64>("longestMs");
    QTest::addColumn<bool>("holds");
    QTest::addColumn<QStringList>("raise");
    QTest::newRow("as it should be") << 75 << "60" << qint64(40000) << true << QStringList();
    QTest::newRow("jobs unknown") << 75 << "60" << qint64(-1) << true << QStringList();
    QTest::newRow("Docker's and n8n's own defaults") << -1 << "" << qint64(5000) << false << QStringList{"stop_grace_period to 45s"};
    QTest::newRow("equal is too short") << 60 << "60" << qint64(1000) << false << QStringList{"stop_grace_period to 75s"};
    QTest::newRow("a long job") << 75 << "60" << qint64(100000) << false
                                << QStringList{"N8N_GRACEFUL_SHUTDOWN_TIMEOUT to 125", "stop_grace_period to 140s"};
    QTest::newRow("a long job, long grace") << 600 << "60" << qint64(100000) << false << QStringList{"N8N_GRACEFUL_SHUTDOWN_TIMEOUT to 125"};
    QTest::newRow("both") << 10 << "30" << qint64(60000) << false << QStringList{"N8N_GRACEFUL_SHUTDOWN_TIMEOUT to 75", "stop_grace_period to 90s"};
    QTest::newRow("a job of a day") << 4000 << "3900" << qint64(86400000) << false << QStringList{"better not run by workers"};
}

void TestSwarmScale::graceMustBeLongerThanN8nsAndThatThanTheJobs()
{
    QFETCH(int, grace);
    QFETCH(QString, timeout);
    QFETCH(qint64, longestMs);
    QFETCH(bool, holds);
    QFETCH(QStringList, raise);
    stack::Service worker;
    worker.name = "worker";
    worker.role = Role::Worker;
    worker.stopGraceSeconds = grace;
    if (!timeout.isEmpty())
        worker.environment.insert("N8N_GRACEFUL_SHUTDOWN_TIMEOUT", timeout);
    const SwarmGrace chain
        = swarmGrace(worker, longestMs < 0 ? std::nullopt : std::optional<std::chrono::milliseconds>(std::chrono::milliseconds(longestMs)));
    QCOMPARE(chain.holds, holds);
    QCOMPARE(chain.problem.isEmpty(), holds);
    QCOMPARE(chain.remedy.isEmpty(), holds);
    for (const QString &part : raise)
        QVERIFY2(chain.remedy.contains(part), qPrintable(chain.remedy));
    const QStringList numbers = raise.filter(" to ");
    QCOMPARE(chain.remedy.count(" to "), numbers.size());
}

void TestSwarmScale::upWaitsUntilTheTasksRun()
{
    Shop shop(1);
    shop.startState = "preparing";
    // The tasks run only after they were seen preparing.
    std::atomic<int> looks = 0;
    std::jthread swarm([&shop](const std::stop_token &token) {
        while (!token.stop_requested()) {
            std::this_thread::sleep_for(20ms);
            if (shop.swarm.calls().isEmpty())
                continue;
            std::this_thread::sleep_for(600ms);
            shop.swarm.change([](QList<docker::SwarmTask> &tasks) {
                for (docker::SwarmTask &task : tasks)
                    task.state = "running";
            });
            return;
        }
    });
    QD_VERIFY(shop.scale(3));
    QCOMPARE(shop.swarm.calls(), QStringList{"update shop_worker 3"});
    QCOMPARE(shop.report.before, 1);
    QCOMPARE(shop.report.after, 3);
    QCOMPARE(shop.report.started, QStringList({"shop_worker.2", "shop_worker.3"}));
    QVERIFY(shop.report.tookMs >= 500);
    // Nothing else of the service has changed.
    QCOMPARE(shop.swarm.services.first().spec.value("TaskTemplate").toObject().value("ForceUpdate").toInt(), 3);
}

void TestSwarmScale::upSurvivesOthersAtTheSameService()
{
    Shop shop(1);
    shop.swarm.fasterOthers = 2;
    QD_VERIFY(shop.scale(2));
    QCOMPARE(shop.swarm.calls(), QStringList({"refuse shop_worker", "refuse shop_worker", "update shop_worker 2"}));
    QCOMPARE(shop.report.after, 2);
}

void TestSwarmScale::tasksThatDoNotStartTakeTheNumberBack()
{
    Shop shop(1);
    shop.startState = "rejected";
    const auto scaled = shop.scale(3);
    QD_VERIFY_ERROR(scaled, ErrorKind::Internal);
    QVERIFY2(scaled.error().detail.contains("No such image"), qPrintable(scaled.error().detail));
    QVERIFY(scaled.error().hint.contains("docker service ps"));
    QCOMPARE(shop.swarm.calls(), QStringList({"update shop_worker 3", "update shop_worker 1"}));
    QVERIFY(shop.report.started.isEmpty());
}

void TestSwarmScale::numberThatSomebodyElseChangedIsLeftAlone()
{
    // Before the plan runs.
    Shop shop(2);
    QD_VERIFY(docker::setReplicas(shop.swarm.services.first(), 4));
    const auto scaled = shop.scale(3);
    QD_VERIFY_ERROR(scaled, ErrorKind::Conflict);
    QVERIFY(scaled.error().what.contains('4'));
    QVERIFY(shop.swarm.calls().isEmpty());

    // And while it ran: the undo does not take the other's number away.
    Shop other(1);
    other.startState = "rejected";
    other.alsoOnUpdate = [&other] { (void)docker::setReplicas(other.swarm.services.first(), 9); };
    QD_VERIFY_ERROR(other.scale(3), ErrorKind::Internal);
    QCOMPARE(other.swarm.services.first().replicas, std::optional<int>(9));
    QCOMPARE(other.swarm.calls(), QStringList{"update shop_worker 3"});
}

void TestSwarmScale::shortGraceIsRefusedUnlessForced()
{
    Shop shop(3, 10s);
    const auto scaled = shop.scale(1);
    QD_VERIFY_ERROR(scaled, ErrorKind::Conflict);
    QVERIFY2(scaled.error().hint.contains("stop_grace_period to 75s") && scaled.error().hint.contains("--force"), qPrintable(scaled.error().hint));
    QVERIFY(shop.swarm.calls().isEmpty());
    shop.alsoOnUpdate = [&shop] { shop.swarm.tasks.removeIf([](const docker::SwarmTask &task) { return task.slot > 1; }); };
    QD_VERIFY(shop.scale(1, true));
    QCOMPARE(shop.swarm.calls(), QStringList{"update shop_worker 1"});
    // Up needs no grace.
    QD_VERIFY(Shop(1, 10s).scale(2));
}

void TestSwarmScale::downWaitsUntilTheChosenTasksHaveEnded()
{
    Shop shop(3);
    std::jthread swarm([&shop](const std::stop_token &token) {
        while (!token.stop_requested() && shop.swarm.calls().isEmpty())
            std::this_thread::sleep_for(10ms);
        std::this_thread::sleep_for(700ms);
        shop.swarm.change([](QList<docker::SwarmTask> &tasks) {
            // One is forgotten at once, as by default; the other remembered as ended.
            tasks.removeIf([](const docker::SwarmTask &task) { return task.slot == 2; });
            tasks.last().state = "complete";
        });
    });
    QD_VERIFY(shop.scale(1));
    QCOMPARE(shop.report.before, 3);
    QCOMPARE(shop.report.after, 1);
    QCOMPARE(shop.report.drained, QStringList({"shop_worker.2", "shop_worker.3"}));
    QVERIFY(shop.report.lost.isEmpty());
    QVERIFY(shop.report.tookMs >= 600);
    QCOMPARE(shop.swarm.calls(), QStringList{"update shop_worker 1"});
    QVERIFY2(shop.redis.connects == 0, "Redis was connected to, though it cannot be reached");
}

void TestSwarmScale::cancelledDownPutsTheNumberBack()
{
    Shop shop(3);
    std::stop_source source;
    shop.alsoOnUpdate = [&source] { source.request_stop(); };
    QD_VERIFY_ERROR(shop.scale(1, false, JobContext(source.get_token())), ErrorKind::Cancelled);
    QCOMPARE(shop.swarm.calls(), QStringList({"update shop_worker 1", "update shop_worker 3"}));
    QCOMPARE(shop.swarm.services.first().replicas, std::optional<int>(3));
}

void TestSwarmScale::sameNumberChangesNothing()
{
    Shop shop(2);
    QD_VERIFY(shop.scale(2));
    QVERIFY(shop.swarm.calls().isEmpty());
    QCOMPARE(shop.report.after, 2);
}

void TestSwarmScale::whatCannotBeScaledSaysSo()
{
    Shop negative(2);
    QD_VERIFY_ERROR(negative.scale(-1), ErrorKind::Invalid);

    Shop node(2);
    node.docker.swarmPort = nullptr;
    const auto scaled = node.scale(3);
    QD_VERIFY_ERROR(scaled, ErrorKind::Unsupported);
    QVERIFY(scaled.error().hint.contains("managers"));

    Shop unread(2);
    unread.stack.services.first().swarmId.clear();
    QD_VERIFY_ERROR(unread.scale(3), ErrorKind::Unsupported);

    Shop global(2);
    global.swarm.services.first().spec.insert("Mode", QJsonObject{{"Global", QJsonObject()}});
    global.swarm.services.first().replicas.reset();
    QD_VERIFY_ERROR(global.scale(3), ErrorKind::Unsupported);

    Shop rolling(2);
    rolling.swarm.services.first().updating = true;
    QD_VERIFY_ERROR(rolling.scale(3), ErrorKind::Conflict);

    Shop none(2);
    none.stack.services.clear();
    QD_VERIFY_ERROR(none.scale(3), ErrorKind::Unsupported);
    QVERIFY(negative.swarm.calls().isEmpty() && unread.swarm.calls().isEmpty() && global.swarm.calls().isEmpty() && rolling.swarm.calls().isEmpty());
}

void TestSwarmScale::previewTellsWhatSwarmDoesNotLetUsChoose()
{
    Shop shop(3);
    ScaleRequest request;
    request.target = 1;
    const auto down = previewSwarmScale(JobContext(), shop.neighbours(), shop.stack, request);
    QD_VERIFY(down);
    QCOMPARE(down->from, 3);
    QCOMPARE(down->to, 1);
    QVERIFY2(down->leaving.isEmpty(), "names are told that nobody knows");
    QVERIFY(down->persistedIn.contains("shop_worker"));
    QVERIFY(down->warnings.join(' ').contains("services.worker.deploy.replicas"));
    const QString warnings = down->warnings.join('\n');
    QVERIFY2(warnings.contains("Swarm decides which 2 worker(s) end"), qPrintable(warnings));
    QVERIFY2(warnings.contains("How long jobs take is not known"), qPrintable(warnings));
    QVERIFY2(warnings.contains("It is on an overlay network."), qPrintable(warnings));

    request.target = 0;
    const auto none = previewSwarmScale(JobContext(), shop.neighbours(), shop.stack, request);
    QD_VERIFY(none);
    QVERIFY(none->warnings.first().contains("Without a worker"));
    QVERIFY2(!none->warnings.join('\n').contains("Swarm decides"), "all of them end; there is nothing to choose");

    request.target = 5;
    const auto up = previewSwarmScale(JobContext(), shop.neighbours(), shop.stack, request);
    QD_VERIFY(up);
    // Nothing but where the number has to be changed as well.
    QVERIFY2(up->warnings.size() == 1 && up->warnings.first().contains("deploy.replicas"), qPrintable(up->warnings.join('\n')));

    shop.stack.services.first().stopGraceSeconds = 10;
    request.target = 2;
    const auto shortGrace = previewSwarmScale(JobContext(), shop.neighbours(), shop.stack, request);
    QD_VERIFY(shortGrace);
    QVERIFY(shortGrace->warnings.join('\n').contains("stop_grace_period to 75s"));
    QVERIFY(shop.swarm.calls().isEmpty());
}

void TestSwarmScale::tasksAreShownWithTheirNodes()
{
    Shop shop(3);
    const QDateTime since = QDateTime::fromString("2026-03-01T11:00:00Z", Qt::ISODate);
    for (docker::SwarmTask &task : shop.swarm.tasks) {
        task.containerId = QStringLiteral("%1").arg(task.slot, 64, 16, QLatin1Char('c'));
        task.nodeId = task.slot == 1 ? "here" : "there";
        task.addresses = QStringList{QStringLiteral("10.0.1.%1").arg(task.slot)};
        task.since = since.addSecs(task.slot);
    }
    shop.swarm.tasks[2].desiredState = "remove";
    docker::SwarmTask ended = shop.swarm.tasks[0];
    ended.state = "failed";
    ended.desiredState = "shutdown";
    ended.id = "old";
    shop.swarm.tasks.prepend(ended);
    shop.swarm.nodes
        = {{"here", "alpha", "manager", "active", "ready", {}, true, 0, 0, {}}, {"there", "beta", "worker", "active", "ready", {}, false, 0, 0, {}}};
    shop.swarm.services.first().memoryLimit = 512 << 20;
    shop.stack.concurrency.perWorker = 7;

    // Only the container of this node was read.
    Situation read;
    WorkerRow here;
    here.containerId = shop.swarm.tasks[1].containerId;
    here.name = "shop_worker.1.task";
    here.state = "running";
    here.runningJobs = 4;
    read.workers = {here};
    for (const char *id : {"memory", "connections", "cpu"}) {
        Budget budget;
        budget.id = id;
        budget.mostWorkers = budget.id == "connections" ? 9 : 2;
        read.capacity.budgets.append(budget);
    }
    read.capacity.safeMost = 2;
    Situation situation = read;
    QD_VERIFY(addSwarmTasks(JobContext(), shop.neighbours(), shop.stack, situation));
    QStringList rows;
    for (const WorkerRow &row : situation.workers)
        rows.append(QStringLiteral("%1 %2 %3 %4").arg(row.number).arg(row.name, row.node, row.state));
    QCOMPARE(rows, QStringList({"1 shop_worker.1.task alpha running", "2 shop_worker.2 beta running", "3 shop_worker.3 beta removing"}));
    QCOMPARE(situation.workers[0].runningJobs, std::optional<int>(4));
    QCOMPARE(situation.workers[1].since, since.addSecs(2));
    QCOMPARE(situation.workers[1].memoryLimit, 512LL << 20);
    QVERIFY2(!situation.workers[1].consuming && !situation.workers[1].runningJobs && !situation.workers[1].memory,
             "something is told of a task that nobody could ask");
    QCOMPARE(situation.capacity.workers, 2);
    QCOMPARE(situation.capacity.wanted, 3);
    QCOMPARE(situation.capacity.total, 14);
    // What this machine has says nothing of the other one.
    QCOMPARE(situation.capacity.budgets.size(), 1);
    QCOMPARE(situation.capacity.safeMost, 9);

    // With Redis in reach it tells who takes jobs.
    shop.stack.queue.access.host = "127.0.0.1";
    shop.stack.queue.access.port = 6379;
    shop.redis.timestamp = "id=7 addr=10.0.1.2:40000 name=bull:am9icw== idle=1 flags=b\n";
    situation = read;
    QD_VERIFY(addSwarmTasks(JobContext(), shop.neighbours(), shop.stack, situation));
    QCOMPARE(situation.workers[1].consuming, std::optional<bool>(true));
    QCOMPARE(situation.workers[2].consuming, std::optional<bool>(false));

    // No manager: what was read of this node stays as it is.
    shop.docker.swarmPort = nullptr;
    situation = read;
    QD_VERIFY(addSwarmTasks(JobContext(), shop.neighbours(), shop.stack, situation));
    QCOMPARE(situation.workers.size(), 1);
    QVERIFY(situation.workers[0].node.isEmpty());
}

QTEST_GUILESS_MAIN(TestSwarmScale)
#include "tst_swarmscale.moc"
