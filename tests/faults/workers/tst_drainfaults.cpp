// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../stack/support/scalestack.h"
#include "../../stack/support/testcontainer.h"
#include "../../stack/support/webhookload.h"
#include "../backup/engineproxy.h"
#include "adapters/docker/endpoint.h"
#include "support/realstack.h"
#include "support/resultcheck.h"
#include "workers/queuehold.h"
#include "workers/runningjobs.h"
#include "workers/scale.h"

#include <QTemporaryDir>

#include <functional>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;
using quarterdeck::test::WebhookLoad;

namespace {

/// Does something once a line is told.
class WhenTold final : public ProgressSink
{
public:
    WhenTold(QString text, std::function<void()> act)
        : m_text(std::move(text))
        , m_act(std::move(act))
    {
    }
    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override
    {
        if (!m_happened && line.contains(m_text)) {
            m_happened = true;
            m_act();
        }
    }
    [[nodiscard]] bool happened() const { return m_happened; }

private:
    const QString m_text;
    const std::function<void()> m_act;
    bool m_happened = false;
};

const QString toldToEnd = QStringLiteral("is told to end");

/// Fills the memory that a container may have, so that the kernel has to end something in it: what runs there by now, not
/// what fills it.
void eatMemoryOf(const QString &container)
{
    (void)test::docker({QStringLiteral("exec"), container, QStringLiteral("sh"), QStringLiteral("-c"),
                        QStringLiteral("for p in /proc/[0-9]*; do echo 1000 >$p/oom_score_adj; done; echo 0 >/proc/$$/oom_score_adj; "
                                       "exec node -e 'const eaten = []; for (;;) eaten.push(Buffer.alloc(1 << 24, 1))'")});
}

} // namespace

/// Whatever breaks: the number that is written down is the number there is, and nobody holds the queue for good.
class TestDrainFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_stack.reset(); }
    void theEngineGoesAwayAndComesBack();
    void aWorkerIsKilledWhileItIsDrained_data();
    void aWorkerIsKilledWhileItIsDrained();
    void redisGoesAwayWhileTheQueueIsHeld();
    void redisWasAwayBefore();

private:
    [[nodiscard]] QStringList broken()
    {
        QStringList complaints;
        const qsizetype workers = m_stack->workerNames().size();
        if (m_stack->writtenDown() != workers)
            complaints.append(QStringLiteral("%1 workers, %2 written down").arg(workers).arg(m_stack->writtenDown()));
        const Result<stack::Stack> stack = m_stack->read();
        const Result<redis::Coordinates> at = stack ? queueCoordinates(*stack) : fail(stack.error());
        const Result<std::unique_ptr<redis::Session>> session = at ? m_stack->redis.connect({}, *at) : fail(at.error());
        if (!session)
            return complaints << session.error().what;
        if (queueHold({}, **session, stack::queueKeys(stack->queue)).value_or(QueueHold()).has_value())
            complaints.append(QStringLiteral("the queue is still held"));
        return complaints;
    }
    int runningNow()
    {
        const Result<stack::Stack> stack = m_stack->read();
        int running = 0;
        for (const WorkerAnswer &answer : stack ? askWorkers({}, m_stack->redis, *stack, 2).value_or(QList<WorkerAnswer>()) : QList<WorkerAnswer>())
            running += static_cast<int>(answer.jobs.size());
        return running;
    }
    [[nodiscard]] QString container(const QString &name) const { return m_stack->options.name + QLatin1Char('-') + name; }

    std::unique_ptr<test::ScaleStack> m_stack;
};

#define QD_UNBROKEN()                                                                                                                                \
    do {                                                                                                                                             \
        const QStringList complaints = broken();                                                                                                     \
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QLatin1String("; "))));                                                            \
    } while (false)

void TestDrainFaults::initTestCase()
{
    QD_NEED_ENGINE();
    m_stack = std::make_unique<test::ScaleStack>(QStringLiteral("drain"), 27030, 2);
    QD_VERIFY(m_stack->bringUp());
}

void TestDrainFaults::init()
{
    if (m_stack->workerNames().size() == 2)
        return;
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    ScaleRequest request;
    request.target = 2;
    ScaleReport report;
    QD_VERIFY(m_stack->run(scalePlan(m_stack->with, *stack, request, report)).result);
}

void TestDrainFaults::theEngineGoesAwayAndComesBack()
{
    QTemporaryDir folder;
    test::EngineProxy engine(folder.filePath(QStringLiteral("engine.sock")));
    QVERIFY(engine.start());
    docker::Client docker(docker::resolveEndpoint({engine.url(), {}, {}}));
    const Neighbours with{docker,       m_stack->compose, m_stack->postgres,  m_stack->redis,
                          m_stack->n8n, m_stack->process, m_stack->resources, m_stack->clock};
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(14, 14, 8, 9, 5);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(), 14, 30'000);
    std::jthread later;
    WhenTold sink(toldToEnd, [&] {
        later = std::jthread([&engine] {
            std::this_thread::sleep_for(1s);
            engine.die();
            std::this_thread::sleep_for(5s);
            (void)engine.start();
        });
    });
    ScaleReport report;
    ScaleRequest request;
    request.target = 1;
    const PlanOutcome outcome = m_stack->run(scalePlan(with, *stack, request, report), {}, sink);
    QVERIFY(sink.happened());
    QD_VERIFY(outcome.result);
    QVERIFY(report.lost.isEmpty());
    QCOMPARE(m_stack->workerNames().size(), 1);
    QD_UNBROKEN();
    QVERIFY(load.finish(120s));
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    const QStringList wrong = m_stack->wrong(first, 14);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
}

void TestDrainFaults::aWorkerIsKilledWhileItIsDrained_data()
{
    QTest::addColumn<bool>("outOfMemory");
    QTest::newRow("by somebody") << false;
    QTest::newRow("by the kernel, which has no memory left") << true;
}

void TestDrainFaults::aWorkerIsKilledWhileItIsDrained()
{
    QFETCH(bool, outOfMemory);
    const qint64 began = QDateTime::currentSecsSinceEpoch();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(20, 20, 12, 13, 5);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(), 20, 30'000);
    QString killed;
    ScaleReport report;
    ScaleRequest request;
    request.target = 1;
    std::jthread killer([&](const std::stop_token &stop) {
        // Whichever shuts down.
        while (!stop.stop_requested() && killed.isEmpty()) {
            for (const QString &name : m_stack->workerNames()) {
                const Result<QString> log = test::docker({QStringLiteral("logs"), QStringLiteral("--tail"), QStringLiteral("40"), name});
                if (log && log->contains(QLatin1String("Shutting down"))) {
                    killed = name;
                    if (outOfMemory)
                        eatMemoryOf(name);
                    else
                        (void)test::docker({QStringLiteral("kill"), QStringLiteral("--signal"), QStringLiteral("KILL"), name});
                    return;
                }
            }
            std::this_thread::sleep_for(200ms);
        }
    });
    const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, *stack, request, report));
    killer.request_stop();
    killer.join();
    QVERIFY(!killed.isEmpty());
    QD_VERIFY(outcome.result);
    if (outOfMemory) {
        const Result<QString> events
            = test::docker({QStringLiteral("events"), QStringLiteral("--since"), QString::number(began), QStringLiteral("--until"),
                            QString::number(QDateTime::currentSecsSinceEpoch() + 1), QStringLiteral("--filter"), QStringLiteral("event=oom")});
        QD_VERIFY(events);
        QVERIFY2(events->contains(killed), qPrintable(*events));
    }
    // It is told which executions that cost, not passed over.
    QCOMPARE(report.lost.size(), 10);
    QVERIFY(report.summary.contains(report.lost.first()));
    QCOMPARE(m_stack->workerNames().size(), 1);
    QD_UNBROKEN();
    load.stopNew();
    QTRY_COMPARE_WITH_TIMEOUT(load.answered(), 10, 60'000);
}

void TestDrainFaults::redisGoesAwayWhileTheQueueIsHeld()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    // A job of an hour was seen, so that the queue is held until what runs is over.
    QVERIFY(m_stack
                ->sql(QStringLiteral("update execution_entity set \"startedAt\" = \"stoppedAt\" - interval '1 hour' where id = "
                                     "(select max(id) from execution_entity where status = 'success')"))
                .startsWith(QLatin1String("UPDATE")));
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(20, 20, 20, 21, 5);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(), 20, 30'000);
    std::jthread later;
    WhenTold sink(QStringLiteral("still run on workers that go"), [&] {
        later = std::jthread([this] {
            (void)test::docker({QStringLiteral("stop"), container(QStringLiteral("redis-1"))});
            std::this_thread::sleep_for(6s);
            (void)test::docker({QStringLiteral("start"), container(QStringLiteral("redis-1"))});
        });
    });
    ScaleReport report;
    ScaleRequest request;
    request.target = 1;
    const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, *stack, request, report), {}, sink);
    QVERIFY(sink.happened());
    later.join();
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Unreachable);
    QVERIFY(!outcome.result.error().hint.isEmpty());
    QVERIFY(outcome.undoErrors.isEmpty());
    QCOMPARE(m_stack->workerNames().size(), 2);
    QD_UNBROKEN();
    load.stopNew();
    (void)load.finish(60s);
}

void TestDrainFaults::redisWasAwayBefore()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    QD_VERIFY(test::docker({QStringLiteral("stop"), container(QStringLiteral("redis-1"))}));
    const QStringList before = m_stack->containers();
    ScaleReport report;
    ScaleRequest request;
    request.target = 1;
    const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, *stack, request, report));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Unreachable);
    QVERIFY(!outcome.result.error().hint.isEmpty());
    QCOMPARE(m_stack->workerNames().size(), 2);
    QCOMPARE(m_stack->writtenDown(), 2);
    QCOMPARE(m_stack->containers(), before);
    QD_VERIFY(test::docker({QStringLiteral("start"), container(QStringLiteral("redis-1"))}));
}

QTEST_GUILESS_MAIN(TestDrainFaults)
#include "tst_drainfaults.moc"
