// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../stack/support/scalestack.h"
#include "../../stack/support/webhookload.h"
#include "foundation/units.h"
#include "support/realstack.h"
#include "support/resultcheck.h"
#include "workers/runningjobs.h"
#include "workers/scale.h"

#include <cstdio>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;
using quarterdeck::test::WebhookLoad;

namespace {

constexpr int inFlight = 200;
constexpr double shortest = 5;
constexpr double longest = 40;
constexpr int mostWorkers = 5;
/// How often the number changes; QUARTERDECK_BENCH_SCALINGS makes it another.
constexpr int scalingsWanted = 50;
constexpr unsigned seed = 20260101;

void print(const QString &line)
{
    std::printf("BENCH %s\n", qPrintable(line));
    std::fflush(stdout);
}

/// Every worker number that will be gone to, always another than before.
QList<int> targets(int count)
{
    std::mt19937 random(seed);
    QList<int> list;
    int now = mostWorkers;
    while (list.size() < count) {
        const int next = std::uniform_int_distribution(1, mostWorkers)(random);
        if (next != now)
            list.append(now = next);
    }
    return list;
}

} // namespace

/// What becomes of executions in flight while the number of workers changes: ours, and plain
/// `docker compose up --scale` beside it on the same stack, with the same load and the same numbers.
class BenchWorkers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void memoryOfAWorker();
    void nothingIsLost();
    void plainScale();
    void cleanupTestCase() { m_stack.reset(); }

private:
    struct Sum
    {
        int executions = 0;
        int lost = 0; ///< not ended with success in the database
        int stuck = 0; ///< still "running" or "new" in the database
        int refused = 0; ///< webhook calls that got another answer, or none
        int twice = 0; ///< more executions than were begun
    };
    Sum count(qint64 first, const WebhookLoad &load)
    {
        const auto number = [&](const char *condition) {
            return m_stack->sql(QStringLiteral("select count(*) from execution_entity where id > %1 and %2").arg(first).arg(QLatin1String(condition)))
                .toInt();
        };
        Sum sum;
        sum.executions = load.begun();
        const int all = number("true");
        sum.lost = sum.executions - std::min(sum.executions, number("status = 'success'"));
        sum.stuck = number("status in ('running', 'new')");
        sum.refused = load.refused() + load.inFlight();
        sum.twice = std::max(0, all - sum.executions);
        return sum;
    }
    static void print(const QString &who, const Sum &sum, double seconds, int scalings)
    {
        ::print(QStringLiteral(
                    "%1: %2 changes in %3 s, %4 executions of %5..%6 s; lost %7, stuck as running %8, twice %9, webhooks without their answer %10")
                    .arg(who)
                    .arg(scalings)
                    .arg(seconds, 0, 'f', 0)
                    .arg(sum.executions)
                    .arg(shortest)
                    .arg(longest)
                    .arg(sum.lost)
                    .arg(sum.stuck)
                    .arg(sum.twice)
                    .arg(sum.refused));
    }

    std::unique_ptr<test::ScaleStack> m_stack;
    QList<int> m_targets;
};

void BenchWorkers::initTestCase()
{
    QD_NEED_ENGINE();
    bool isSet = false;
    const int wanted = qEnvironmentVariableIntValue("QUARTERDECK_BENCH_SCALINGS", &isSet);
    m_targets = targets(isSet ? wanted : scalingsWanted);
    m_stack = std::make_unique<test::ScaleStack>(QStringLiteral("loss"), 27050, mostWorkers);
    QD_VERIFY(m_stack->bringUp());
}

void BenchWorkers::memoryOfAWorker()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    QList<qint64> used;
    for (const stack::Container &container : stack->service(stack::Role::Worker)->containers) {
        const Result<docker::ContainerDetails> details = m_stack->docker.inspectContainer({}, container.id);
        QD_VERIFY(details);
        const Result<cgroup::ResourceSample> sample = m_stack->resources.sample({}, container.id, details->state.pid);
        QD_VERIFY(sample);
        used.append(static_cast<qint64>(sample->memoryUsed));
    }
    std::sort(used.begin(), used.end());
    QCOMPARE(used.size(), mostWorkers);
    ::print(
        QStringLiteral("idle worker: %1 (%2 to %3)").arg(formatBytes(used.at(mostWorkers / 2)), formatBytes(used.first()), formatBytes(used.last())));
    QVERIFY(used.last() < 512LL * 1024 * 1024);
}

void BenchWorkers::nothingIsLost()
{
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    QElapsedTimer timer;
    timer.start();
    load.start(1'000'000, inFlight, shortest, longest, seed);
    QTRY_COMPARE_WITH_TIMEOUT(load.inFlight(), inFlight, 60'000);
    qint64 held = 0;
    qint64 longestHold = 0;
    int waitedFor = 0;
    for (const int target : std::as_const(m_targets)) {
        const Result<stack::Stack> stack = m_stack->read();
        QD_VERIFY(stack);
        ScaleRequest request;
        request.target = target;
        ScaleReport report;
        const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, *stack, request, report));
        QD_VERIFY(outcome.result);
        QCOMPARE(m_stack->workerNames().size(), target);
        QCOMPARE(m_stack->writtenDown(), target);
        QVERIFY2(report.lost.isEmpty(), qPrintable(report.lost.join(QLatin1Char(' '))));
        held += report.heldMs;
        longestHold = std::max(longestHold, report.heldMs);
        waitedFor += report.waitedForJobs;
        ::print(QStringLiteral("  %1 -> %2 in %3 s, waited for %4 executions, queue held %5 ms")
                    .arg(report.before)
                    .arg(report.after)
                    .arg(static_cast<double>(report.tookMs) / 1000, 0, 'f', 1)
                    .arg(report.waitedForJobs)
                    .arg(report.heldMs));
    }
    load.stopNew();
    QVERIFY2(load.finish(600s), qPrintable(QStringLiteral("%1 in flight").arg(load.inFlight())));
    const double took = static_cast<double>(timer.elapsed()) / 1000;
    const Sum sum = count(first, load);
    print(QStringLiteral("ours"), sum, took, static_cast<int>(m_targets.size()));
    ::print(QStringLiteral("ours: waited for %1 executions on workers that went; queue held for %2 s in all, %3 s at most")
                .arg(waitedFor)
                .arg(static_cast<double>(held) / 1000, 0, 'f', 1)
                .arg(static_cast<double>(longestHold) / 1000, 0, 'f', 1));
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    const QStringList wrong = m_stack->wrong(first, load.begun());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
    QCOMPARE(sum.lost, 0);
    QCOMPARE(sum.twice, 0);
    QCOMPARE(sum.stuck, 0);
    // What is written down is what runs, twenty times over.
    const QStringList before = m_stack->containers();
    for (int i = 0; i < 20; ++i)
        QD_VERIFY(m_stack->composeUp({}));
    QCOMPARE(m_stack->containers(), before);
}

void BenchWorkers::plainScale()
{
    QD_VERIFY(m_stack->composeUp({QStringLiteral("--scale"), QStringLiteral("n8n-worker=%1").arg(mostWorkers), QStringLiteral("--wait")}));
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    QElapsedTimer timer;
    timer.start();
    load.start(1'000'000, inFlight, shortest, longest, seed);
    QTRY_COMPARE_WITH_TIMEOUT(load.inFlight(), inFlight, 60'000);
    // As people have it who never heard of stop_grace_period: the engine's ten seconds.
    for (const int target : std::as_const(m_targets)) {
        QD_VERIFY(m_stack->composeUp({QStringLiteral("--no-recreate"), QStringLiteral("--timeout"), QStringLiteral("10"), QStringLiteral("--scale"),
                                      QStringLiteral("n8n-worker=%1").arg(target)}));
    }
    load.stopNew();
    (void)load.finish(180s);
    const Sum sum = count(first, load);
    print(QStringLiteral("docker compose up --scale, ten seconds of grace"), sum, static_cast<double>(timer.elapsed()) / 1000,
          static_cast<int>(m_targets.size()));
    QVERIFY(sum.executions > 0);
}

QTEST_GUILESS_MAIN(BenchWorkers)
#include "bench_workers.moc"
