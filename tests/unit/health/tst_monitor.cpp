// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/monitor.h"
#include "healthfakes.h"
#include "support/resultcheck.h"

#include <QtTest>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

class TestMonitor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void connectsListsReadsAndSamples();
    void listsOnlyAfterItHasSubscribed();
    void samplesAtMostOnceASecond();
    void hiddenSamplesNothing();
    void shownAgainSamplesAtOnce();
    void healthEventsCauseNoDiscovery();
    void madeContainersCauseOneDiscovery();
    void restartCausesNoDiscovery();
    void otherProjectsCauseNoDiscovery();
    void engineErrorsAreClassified_data();
    void engineErrorsAreClassified();
    void lostEngineComesBackByItself();
    void deletedStackIsWatchedUntilItComesBack();
    void severalStacksNeedAChoice();
    void noStackAtAll();
    void refreshReadsEverythingAnew();
    void pingIsNotPolled();
    void cancelEndsAtOnce();
    void deadlineEnds();

private:
    void start(const JobContext &context = JobContext());
    void addContainer(const QString &project, const QString &service, int number = 1);
    void removeProject(const QString &project);

    /// What the callbacks told, under a lock.
    struct Told
    {
        std::mutex mutex;
        QList<EngineStatus> engine;
        QList<QList<stack::StackSummary>> stacks;
        QList<stack::Stack> stack;
        QList<StackStatus> status;
        QList<Error> noStack;
        QList<std::chrono::steady_clock::time_point> statusAt;
    };
    template<class T>
    qsizetype count(QList<T> Told::*list)
    {
        const std::scoped_lock lock(told->mutex);
        return ((*told).*list).size();
    }
    EngineStatus::Link link()
    {
        const std::scoped_lock lock(told->mutex);
        return told->engine.isEmpty() ? EngineStatus::Link::Connecting : told->engine.last().link;
    }

    std::unique_ptr<ScriptedDocker> docker;
    std::unique_ptr<CountingCompose> compose;
    std::unique_ptr<SteadyResources> resources;
    std::unique_ptr<NoPostgres> postgres;
    std::unique_ptr<ScriptedRedis> redis;
    std::unique_ptr<ScriptedN8n> n8n;
    std::unique_ptr<SystemClock> clock;
    std::unique_ptr<Told> told;
    std::unique_ptr<Monitor> monitor;
    std::stop_source stop;
    std::jthread thread;
    Result<void> result;
};

void TestMonitor::init()
{
    docker = std::make_unique<ScriptedDocker>();
    compose = std::make_unique<CountingCompose>();
    resources = std::make_unique<SteadyResources>();
    postgres = std::make_unique<NoPostgres>();
    redis = std::make_unique<ScriptedRedis>();
    n8n = std::make_unique<ScriptedN8n>();
    clock = std::make_unique<SystemClock>();
    told = std::make_unique<Told>();
    stop = std::stop_source();
    addContainer(QStringLiteral("demo"), QStringLiteral("n8n"));
    addContainer(QStringLiteral("demo"), QStringLiteral("n8n-worker"));
    addContainer(QStringLiteral("demo"), QStringLiteral("redis"));
    addContainer(QStringLiteral("demo"), QStringLiteral("postgres"));
    Monitor::Callbacks callbacks;
    Told *to = told.get();
    callbacks.engine = [to](const EngineStatus &value) {
        const std::scoped_lock lock(to->mutex);
        to->engine.append(value);
    };
    callbacks.stacks = [to](const QList<stack::StackSummary> &value) {
        const std::scoped_lock lock(to->mutex);
        to->stacks.append(value);
    };
    callbacks.stack = [to](const stack::Stack &value) {
        const std::scoped_lock lock(to->mutex);
        to->stack.append(value);
    };
    callbacks.status = [to](const StackStatus &value) {
        const std::scoped_lock lock(to->mutex);
        to->status.append(value);
        to->statusAt.append(std::chrono::steady_clock::now());
    };
    callbacks.noStack = [to](const Error &value) {
        const std::scoped_lock lock(to->mutex);
        to->noStack.append(value);
    };
    monitor = std::make_unique<Monitor>(*docker, *compose, *resources, *postgres, *redis, *n8n, *clock, callbacks);
}

void TestMonitor::cleanup()
{
    stop.request_stop();
    if (thread.joinable())
        thread.join();
    monitor.reset();
}

void TestMonitor::start(const JobContext &context)
{
    const JobContext own = context.stopToken().stop_possible() || !context.deadline().isForever() ? context : JobContext(stop.get_token());
    thread = std::jthread([this, own] { result = monitor->run(own); });
}

void TestMonitor::addContainer(const QString &project, const QString &service, int number)
{
    const std::scoped_lock lock(docker->mutex);
    const QString image = service == QLatin1String("redis") ? QStringLiteral("redis:7.4.7-alpine")
        : service == QLatin1String("postgres")              ? QStringLiteral("postgres:16.11-alpine")
                                                            : QStringLiteral("n8nio/n8n:2.35.5");
    docker::ContainerSummary summary;
    summary.id = project + QLatin1Char('-') + service + QLatin1Char('-') + QString::number(number);
    summary.name = summary.id;
    summary.image = image;
    summary.imageId = QLatin1String("sha256:") + service.left(3);
    summary.state = QStringLiteral("running");
    summary.command = service == QLatin1String("n8n-worker") ? QStringLiteral("tini -- /docker-entrypoint.sh worker") : QString();
    summary.labels = {{"com.docker.compose.project", project},
                      {"com.docker.compose.service", service},
                      {"com.docker.compose.container-number", QString::number(number)},
                      {"com.docker.compose.oneoff", "False"}};
    docker->summaries.append(summary);
    docker::ContainerDetails details;
    details.id = summary.id;
    details.name = summary.name;
    details.image = image;
    details.imageId = summary.imageId;
    details.labels = summary.labels;
    details.command = service == QLatin1String("n8n-worker") ? QStringList{"worker"} : QStringList{};
    details.environment = QStringList{"EXECUTIONS_MODE=queue", "DB_TYPE=postgresdb", "DB_POSTGRESDB_HOST=postgres", "QUEUE_BULL_REDIS_HOST=redis"};
    details.state.status = QStringLiteral("running");
    details.state.running = true;
    details.state.pid = 4242;
    details.state.startedAt = QDateTime::currentDateTimeUtc().addSecs(-3600);
    docker->containers.insert(details.id, details);
}

void TestMonitor::removeProject(const QString &project)
{
    QStringList gone;
    {
        const std::scoped_lock lock(docker->mutex);
        for (const docker::ContainerSummary &summary : std::as_const(docker->summaries)) {
            if (summary.labels.value(QStringLiteral("com.docker.compose.project")) == project)
                gone.append(summary.id);
        }
        docker->summaries.removeIf([&gone](const docker::ContainerSummary &s) { return gone.contains(s.id); });
        for (const QString &id : std::as_const(gone))
            docker->containers.remove(id);
    }
    for (const QString &id : std::as_const(gone))
        docker->send(QStringLiteral("destroy"), id, project);
}

void TestMonitor::connectsListsReadsAndSamples()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 2);
    const std::scoped_lock lock(told->mutex);
    QCOMPARE(told->engine.size(), 2);
    QCOMPARE(told->engine.at(0).link, EngineStatus::Link::Connecting);
    QCOMPARE(told->engine.at(1).link, EngineStatus::Link::Connected);
    QCOMPARE(told->engine.at(1).serverVersion, QStringLiteral("20.10"));
    QCOMPARE(told->stacks.size(), 1);
    QCOMPARE(told->stacks.first().first().id, QStringLiteral("demo"));
    QCOMPARE(told->stack.size(), 1);
    QCOMPARE(told->status.first().stackId, QStringLiteral("demo"));
    QVERIFY(told->noStack.isEmpty());
}

void TestMonitor::listsOnlyAfterItHasSubscribed()
{
    docker->die(Error{ErrorKind::Unreachable, QStringLiteral("not there"), {}, {}});
    start();
    QTRY_COMPARE(link(), EngineStatus::Link::NotRunning);
    QCOMPARE(docker->lists.load(), 0);
    QCOMPARE(docker->pings.load(), 0);
}

void TestMonitor::samplesAtMostOnceASecond()
{
    start();
    for (int i = 0; i < 20; ++i) {
        docker->send(QStringLiteral("health_status: healthy"), QStringLiteral("demo-n8n-1"));
        QTest::qWait(100);
    }
    QTRY_VERIFY(count(&Told::status) >= 3);
    const std::scoped_lock lock(told->mutex);
    for (qsizetype i = 2; i < told->statusAt.size(); ++i) {
        const auto gap = told->statusAt.at(i) - told->statusAt.at(i - 1);
        QVERIFY2(gap > 800ms, qPrintable(QString::number(std::chrono::duration_cast<std::chrono::milliseconds>(gap).count())));
    }
}

void TestMonitor::hiddenSamplesNothing()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    monitor->setVisible(false);
    QTest::qWait(200);
    const int samples = resources->samples;
    const int pipelines = redis->pipelines;
    const int calls = docker->inspects + docker->lists + docker->pings;
    docker->send(QStringLiteral("health_status: unhealthy"), QStringLiteral("demo-n8n-1"));
    docker->send(QStringLiteral("create"), QStringLiteral("x"), QStringLiteral("demo"));
    QTest::qWait(2500);
    QCOMPARE(resources->samples.load(), samples);
    QCOMPARE(redis->pipelines.load(), pipelines);
    QCOMPARE(docker->inspects + docker->lists + docker->pings, calls);
}

void TestMonitor::shownAgainSamplesAtOnce()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    monitor->setVisible(false);
    QTest::qWait(1500);
    const qsizetype before = count(&Told::status);
    {
        const std::scoped_lock lock(docker->mutex);
        docker->containers["demo-n8n-1"].state.health = docker::Health::Unhealthy;
    }
    docker->send(QStringLiteral("health_status: unhealthy"), QStringLiteral("demo-n8n-1"));
    QTest::qWait(200);
    QCOMPARE(count(&Told::status), before);
    monitor->setVisible(true);
    QTRY_VERIFY_WITH_TIMEOUT(count(&Told::status) > before, 500);
    const std::scoped_lock lock(told->mutex);
    // What happened meanwhile is not forgotten.
    QCOMPARE(told->status.last().verdict, State::Failing);
}

void TestMonitor::healthEventsCauseNoDiscovery()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    const int configs = compose->configs;
    const int lists = docker->lists;
    {
        const std::scoped_lock lock(docker->mutex);
        docker->containers["demo-n8n-1"].state.health = docker::Health::Unhealthy;
    }
    docker->send(QStringLiteral("exec_start: sh"), QStringLiteral("demo-n8n-1"));
    docker->send(QStringLiteral("health_status: unhealthy"), QStringLiteral("demo-n8n-1"));
    const auto failing = [this] {
        const std::scoped_lock lock(told->mutex);
        return told->status.last().verdict == State::Failing;
    };
    QTRY_VERIFY_WITH_TIMEOUT(failing(), 2000);
    QCOMPARE(compose->configs.load(), configs);
    QCOMPARE(docker->lists.load(), lists);
}

void TestMonitor::madeContainersCauseOneDiscovery()
{
    start();
    QTRY_VERIFY(count(&Told::stack) == 1);
    for (int i = 2; i <= 6; ++i) {
        addContainer(QStringLiteral("demo"), QStringLiteral("n8n-worker"), i);
        const QString id = QStringLiteral("demo-n8n-worker-%1").arg(i);
        docker->send(QStringLiteral("create"), id, QStringLiteral("demo"));
        docker->send(QStringLiteral("start"), id, QStringLiteral("demo"));
    }
    QTRY_VERIFY(count(&Told::stack) == 2);
    QTest::qWait(1200);
    QCOMPARE(count(&Told::stack), 2);
    const std::scoped_lock lock(told->mutex);
    QCOMPARE(told->stack.last().service(stack::Role::Worker)->containers.size(), 6);
    QCOMPARE(told->stacks.last().first().containers, 9);
}

void TestMonitor::restartCausesNoDiscovery()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    const int inspects = docker->inspects;
    docker->send(QStringLiteral("die"), QStringLiteral("demo-redis-1"), QStringLiteral("demo"));
    docker->send(QStringLiteral("start"), QStringLiteral("demo-redis-1"), QStringLiteral("demo"));
    QTRY_VERIFY(docker->inspects > inspects);
    QTest::qWait(1300);
    QCOMPARE(count(&Told::stack), 1);
}

void TestMonitor::otherProjectsCauseNoDiscovery()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    docker->send(QStringLiteral("create"), QStringLiteral("ci-job"), QStringLiteral("ci"));
    docker->send(QStringLiteral("destroy"), QStringLiteral("ci-job"), QStringLiteral("ci"));
    const int lists = docker->lists;
    QTRY_VERIFY(docker->lists > lists);
    QTest::qWait(600);
    QCOMPARE(count(&Told::stack), 1);
    QCOMPARE(count(&Told::stacks), 1); // nothing of ours changed
}

void TestMonitor::engineErrorsAreClassified_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing there") << int(ErrorKind::NotFound) << int(EngineStatus::Link::NotInstalled);
    QTest::newRow("nobody answers") << int(ErrorKind::Unreachable) << int(EngineStatus::Link::NotRunning);
    QTest::newRow("no permission") << int(ErrorKind::Auth) << int(EngineStatus::Link::NoPermission);
    QTest::newRow("too old") << int(ErrorKind::Unsupported) << int(EngineStatus::Link::Unsupported);
}

void TestMonitor::engineErrorsAreClassified()
{
    QFETCH(int, kind);
    QFETCH(int, expected);
    docker->die(Error{ErrorKind(kind), QStringLiteral("some words"), {}, {}});
    start();
    QTRY_COMPARE(link(), EngineStatus::Link(expected));
    QTest::qWait(700); // the next attempt says the same: told once
    QCOMPARE(count(&Told::engine), 2);
    const std::scoped_lock lock(told->mutex);
    QCOMPARE(told->engine.last().error.what, QStringLiteral("some words"));
}

void TestMonitor::lostEngineComesBackByItself()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    docker->die(Error{ErrorKind::Unreachable, QStringLiteral("gone"), {}, {}});
    QTRY_COMPARE(link(), EngineStatus::Link::Lost);
    const qsizetype statuses = count(&Told::status);
    QTest::qWait(1200);
    QCOMPARE(count(&Told::status), statuses);
    docker->revive();
    QTRY_COMPARE(link(), EngineStatus::Link::Connected);
    QTRY_VERIFY(count(&Told::status) > statuses);
    QCOMPARE(count(&Told::stack), 2);
    QVERIFY(docker->subscriptions >= 2);
}

void TestMonitor::deletedStackIsWatchedUntilItComesBack()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    removeProject(QStringLiteral("demo"));
    QTRY_COMPARE(count(&Told::noStack), 1);
    const qsizetype statuses = count(&Told::status);
    QTest::qWait(1300);
    QCOMPARE(count(&Told::status), statuses);
    QCOMPARE(told->noStack.first().kind, ErrorKind::NotFound);
    addContainer(QStringLiteral("demo"), QStringLiteral("n8n"));
    docker->send(QStringLiteral("create"), QStringLiteral("demo-n8n-1"), QStringLiteral("demo"));
    QTRY_VERIFY(count(&Told::status) > statuses);
    QCOMPARE(count(&Told::noStack), 1);
}

void TestMonitor::severalStacksNeedAChoice()
{
    addContainer(QStringLiteral("other"), QStringLiteral("n8n"));
    start();
    QTRY_COMPARE(count(&Told::noStack), 1);
    QCOMPARE(told->noStack.first().kind, ErrorKind::Conflict);
    QCOMPARE(count(&Told::status), 0);
    monitor->watch(QStringLiteral("other"));
    QTRY_VERIFY(count(&Told::status) >= 1);
    {
        const std::scoped_lock lock(told->mutex);
        QCOMPARE(told->status.last().stackId, QStringLiteral("other"));
    }
    monitor->watch(QStringLiteral("demo"));
    const auto watchesDemo = [this] {
        const std::scoped_lock lock(told->mutex);
        return told->status.last().stackId == QLatin1String("demo");
    };
    QTRY_VERIFY(watchesDemo());
    monitor->watch(QStringLiteral("no such stack"));
    QTRY_COMPARE(count(&Told::noStack), 2);
    QCOMPARE(told->noStack.last().kind, ErrorKind::NotFound);
}

void TestMonitor::noStackAtAll()
{
    {
        const std::scoped_lock lock(docker->mutex);
        docker->summaries.clear();
    }
    start();
    QTRY_COMPARE(count(&Told::noStack), 1);
    QCOMPARE(told->noStack.first().kind, ErrorKind::NotFound);
    QCOMPARE(count(&Told::stacks), 1);
    addContainer(QStringLiteral("fresh"), QStringLiteral("n8n"));
    docker->send(QStringLiteral("create"), QStringLiteral("fresh-n8n-1"), QStringLiteral("fresh"));
    QTRY_VERIFY(count(&Told::status) >= 1);
}

void TestMonitor::refreshReadsEverythingAnew()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    const int inspects = docker->inspects;
    monitor->refreshNow();
    QTRY_COMPARE(count(&Told::stack), 2);
    QTRY_VERIFY(docker->inspects >= inspects + 4);
}

void TestMonitor::pingIsNotPolled()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    const int pings = docker->pings;
    const int lists = docker->lists;
    QTRY_VERIFY(count(&Told::status) >= 4);
    QCOMPARE(docker->pings.load(), pings);
    QCOMPARE(docker->lists.load(), lists);
    QCOMPARE(docker->subscriptions.load(), 1);
}

void TestMonitor::cancelEndsAtOnce()
{
    start();
    QTRY_VERIFY(count(&Told::status) >= 1);
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    thread.join();
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    QD_VERIFY_ERROR(result, ErrorKind::Cancelled);
}

void TestMonitor::deadlineEnds()
{
    start(JobContext().withTimeout(300ms));
    QElapsedTimer timer;
    timer.start();
    thread.join();
    QVERIFY(timer.elapsed() < 1000);
    QD_VERIFY_ERROR(result, ErrorKind::Timeout);
}

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
