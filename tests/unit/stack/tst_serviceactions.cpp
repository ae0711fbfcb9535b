// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/stacklock.h"
#include "stack/serviceactions.h"
#include "support/fakedocker.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::stack;
using namespace std::chrono_literals;

class TestServiceActions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void graceIsLongerThanWhatRunsInsideAsksFor_data();
    void graceIsLongerThanWhatRunsInsideAsksFor();
    void consequencesNameWhatIsLostAndWhatIsNot();
    void stopStopsWhatRunsWithItsGrace();
    void restartGoesOneByOneAndWaits();
    void startStartsAllThenWaits();
    void failedStopStartsAgainWhatWasStopped();
    void cancelledStopIsWaitedForBeforeTheStart();
    void containerThatEndsAtOnceIsAFailure();
    void unhealthyContainerIsWaitedForOnlySoLong();
    void onlyOneAtATimeAndTheLockIsLetGo();

private:
    [[nodiscard]] static Service worker(test::FakeDocker &docker, int count)
    {
        Service service;
        service.name = "n8n-worker";
        service.role = Role::Worker;
        service.environment.insert("N8N_GRACEFUL_SHUTDOWN_TIMEOUT", "60");
        for (int i = 1; i <= count; ++i) {
            docker::ContainerDetails details;
            details.id = QStringLiteral("w%1").arg(i);
            details.name = QStringLiteral("worker-%1").arg(i);
            details.state.running = true;
            details.state.status = "running";
            docker.containers.append(details);
            Container container;
            container.id = details.id;
            container.name = details.name;
            container.state = "running";
            service.containers.append(container);
        }
        return service;
    }
    [[nodiscard]] static Stack stackOf(const Service &service)
    {
        Stack stack;
        stack.id = "unit";
        stack.services = {service};
        return stack;
    }
    [[nodiscard]] static PlanOutcome run(const QList<Step> &plan, const JobContext &outer = {})
    {
        JobContext context = outer;
        return runPlan(plan, context);
    }

    QTemporaryDir runtime;
};

void TestServiceActions::initTestCase()
{
    QVERIFY(runtime.isValid());
    qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
}

void TestServiceActions::graceIsLongerThanWhatRunsInsideAsksFor_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("own");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("seconds");
    QTest::newRow("worker, nothing set") << int(Role::Worker) << -1 << "X"
                                         << "" << 45;
    QTest::newRow("worker, 60 s") << int(Role::Worker) << -1 << "N8N_GRACEFUL_SHUTDOWN_TIMEOUT"
                                  << "60" << 75;
    QTest::newRow("worker, a fraction") << int(Role::Worker) << -1 << "N8N_GRACEFUL_SHUTDOWN_TIMEOUT"
                                        << "60.5" << 76;
    QTest::newRow("worker, deprecated name") << int(Role::Worker) << 10 << "QUEUE_WORKER_TIMEOUT"
                                             << "120" << 135;
    QTest::newRow("main does not know the deprecated name") << int(Role::Main) << 10 << "QUEUE_WORKER_TIMEOUT"
                                                            << "120" << 45;
    QTest::newRow("container's own is longer") << int(Role::Worker) << 600 << "N8N_GRACEFUL_SHUTDOWN_TIMEOUT"
                                               << "60" << 600;
    QTest::newRow("rubbish") << int(Role::Webhook) << -1 << "N8N_GRACEFUL_SHUTDOWN_TIMEOUT"
                             << "soon" << 45;
    QTest::newRow("postgres") << int(Role::Postgres) << 10 << "X"
                              << "" << 60;
    QTest::newRow("postgres, own") << int(Role::Postgres) << 120 << "X"
                                   << "" << 120;
    QTest::newRow("redis") << int(Role::Redis) << -1 << "X"
                           << "" << 30;
    QTest::newRow("other") << int(Role::Other) << -1 << "X"
                           << "" << 10;
    QTest::newRow("other, own") << int(Role::Proxy) << 3 << "X"
                                << "" << 3;
}

void TestServiceActions::graceIsLongerThanWhatRunsInsideAsksFor()
{
    QFETCH(int, role);
    QFETCH(int, own);
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(int, seconds);
    Service service;
    service.role = static_cast<Role>(role);
    service.stopGraceSeconds = own;
    service.environment.insert(variable, value);
    QCOMPARE(stopGrace(service).count(), seconds);
}

void TestServiceActions::consequencesNameWhatIsLostAndWhatIsNot()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 2);
    const Stack stack = stackOf(service);
    const QString stop = serviceActionConsequences(ServiceAction::Stop, stack, service, 3).join(' ');
    QVERIFY2(stop.contains("2 container(s)"), qPrintable(stop));
    QVERIFY2(stop.contains("3 running"), qPrintable(stop));
    QVERIFY2(stop.contains("1 min 15 s"), qPrintable(stop));
    QVERIFY2(stop.contains("stays stopped"), qPrintable(stop));
    const QString restart = serviceActionConsequences(ServiceAction::Restart, stack, service).join(' ');
    QVERIFY2(restart.contains("started again"), qPrintable(restart));
    QVERIFY2(!restart.contains("stays stopped"), qPrintable(restart));
    for (const Role role : {Role::Main, Role::Worker, Role::Webhook, Role::Runner, Role::Postgres, Role::Proxy}) {
        Service other = service;
        other.role = role;
        QVERIFY2(serviceActionConsequences(ServiceAction::Stop, stack, other).size() >= 3, qPrintable(roleName(role)));
        QVERIFY(serviceActionConsequences(ServiceAction::Start, stack, other).size() >= 1);
    }
}

void TestServiceActions::stopStopsWhatRunsWithItsGrace()
{
    test::FakeDocker docker;
    Service service = worker(docker, 3);
    service.containers[1].state = "exited";
    const QList<Step> plan = servicePlan(docker, ServiceAction::Stop, stackOf(service), service);
    QVERIFY2(docker.calls().isEmpty(), "making a plan asks nobody");
    QD_VERIFY(run(plan).result);
    QCOMPARE(docker.calls(), QStringList({"stop w1 75", "stop w3 75"}));
}

void TestServiceActions::restartGoesOneByOneAndWaits()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 2);
    QD_VERIFY(run(servicePlan(docker, ServiceAction::Restart, stackOf(service), service)).result);
    QCOMPARE(docker.calls(), QStringList({"stop w1 75", "start w1", "inspect w1", "stop w2 75", "start w2", "inspect w2"}));
}

void TestServiceActions::startStartsAllThenWaits()
{
    test::FakeDocker docker;
    Service service = worker(docker, 2);
    for (docker::ContainerDetails &container : docker.containers)
        container.state.running = false;
    for (Container &container : service.containers)
        container.state = "exited";
    docker.containers[1].state.health = docker::Health::Starting;
    int asked = 0;
    docker.fault = [&](const QString &call, const QString &id) -> Result<void> {
        if (call == "inspect" && id == "w2" && ++asked == 3)
            docker.containers[1].state.health = docker::Health::Healthy;
        return {};
    };
    QD_VERIFY(run(servicePlan(docker, ServiceAction::Start, stackOf(service), service)).result);
    QCOMPARE(docker.calls(), QStringList({"start w1", "start w2", "inspect w1", "inspect w2", "inspect w2", "inspect w2"}));
}

void TestServiceActions::failedStopStartsAgainWhatWasStopped()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 3);
    docker.fault = [](const QString &call, const QString &id) -> Result<void> {
        if (call == "stop" && id == "w2")
            return fail(ErrorKind::Internal, "cannot");
        return {};
    };
    const PlanOutcome outcome = run(servicePlan(docker, ServiceAction::Stop, stackOf(service), service));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Internal);
    QVERIFY(outcome.undoErrors.isEmpty());
    QCOMPARE(docker.calls(), QStringList({"stop w1 75", "stop w2 75", "start w2", "start w1"}));
    QVERIFY(docker.container("w1")->state.running);
}

void TestServiceActions::cancelledStopIsWaitedForBeforeTheStart()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 1);
    docker.endsWhenWaitedFor = true;
    docker.fault = [](const QString &call, const QString &) -> Result<void> {
        if (call == "stop")
            return fail(ErrorKind::Cancelled, "cancelled");
        return {};
    };
    const PlanOutcome outcome = run(servicePlan(docker, ServiceAction::Stop, stackOf(service), service));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Cancelled);
    QCOMPARE(docker.calls(), QStringList({"stop w1 75", "wait w1", "start w1"}));
    QVERIFY(docker.container("w1")->state.running);
    // The engine never got the stop: it runs on, and that is as good.
    docker.clearCalls();
    docker.endsWhenWaitedFor = false;
    QVERIFY(run(servicePlan(docker, ServiceAction::Stop, stackOf(service), service)).undoErrors.isEmpty());
    QCOMPARE(docker.calls(), QStringList({"stop w1 75", "wait w1", "start w1"}));
}

void TestServiceActions::containerThatEndsAtOnceIsAFailure()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 1);
    docker.fault = [&docker](const QString &call, const QString &) -> Result<void> {
        if (call == "inspect") {
            docker.containers[0].state.running = false;
            docker.containers[0].state.exitCode = 137;
        }
        return {};
    };
    const PlanOutcome outcome = run(servicePlan(docker, ServiceAction::Start, stackOf(service), service));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Internal);
    QVERIFY(outcome.result.error().what.contains("137"));
    QVERIFY(!outcome.result.error().hint.isEmpty());
}

void TestServiceActions::unhealthyContainerIsWaitedForOnlySoLong()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 1);
    docker.containers[0].state.health = docker::Health::Unhealthy;
    const PlanOutcome outcome = run(servicePlan(docker, ServiceAction::Start, stackOf(service), service), JobContext().withTimeout(700ms));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Timeout);
    QVERIFY(docker.count("inspect") >= 2);
}

void TestServiceActions::onlyOneAtATimeAndTheLockIsLetGo()
{
    test::FakeDocker docker;
    const Service service = worker(docker, 1);
    const Stack stack = stackOf(service);
    const QList<Step> plan = servicePlan(docker, ServiceAction::Restart, stack, service);
    {
        const auto other = StackLock::acquire(stack.id, "backup");
        QD_VERIFY(other);
        const PlanOutcome outcome = run(plan);
        QD_VERIFY_ERROR(outcome.result, ErrorKind::Conflict);
        QVERIFY(docker.calls().isEmpty());
    }
    bool lockedWhileAtWork = false;
    docker.fault = [&](const QString &call, const QString &) -> Result<void> {
        if (call == "stop")
            lockedWhileAtWork = StackLock::holder(stack.id).has_value();
        return {};
    };
    QD_VERIFY(run(plan).result);
    QVERIFY(lockedWhileAtWork);
    // The plan is still here, its lock is not.
    QD_VERIFY(StackLock::acquire(stack.id, "next"));
    docker.fault = [](const QString &call, const QString &) -> Result<void> {
        return call == "start" ? Result<void>(fail(ErrorKind::Internal, "cannot")) : Result<void>();
    };
    QVERIFY(!run(plan).result);
    QD_VERIFY(StackLock::acquire(stack.id, "after a failure"));
}

QTEST_GUILESS_MAIN(TestServiceActions)
#include "tst_serviceactions.moc"
