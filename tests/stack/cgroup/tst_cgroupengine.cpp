// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/resources.h"
#include "adapters/docker/client.h"
#include "foundation/units.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <cmath>

using namespace quarterdeck;
using namespace quarterdeck::cgroup;
using namespace std::chrono_literals;

/// The cgroup files, the engine's API and the docker program must tell the
/// same about real containers.
class TestCgroupEngine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filesAreReadHere();
    void memoryEqualsTheApisAtTheSameInstant_data();
    void memoryEqualsTheApisAtTheSameInstant();
    void cpuAgreesWithApiAndProgram_data();
    void cpuAgreesWithApiAndProgram();
    void programPrintsTheSameMemory();
    void limitFollowsAnUpdate();
    void oomKillsAreCounted();
    void restartIsAnotherLife();
    void stoppedContainerIsNotFound();
    void apiFallbackTellsTheSame();
    void oneSampleCostsLittle();

private:
    [[nodiscard]] static Result<void> start(test::TestContainer &container, const QString &script, const QStringList &options = {});

    /// What `ask` answers about a container while its memory stands still. The kernel's counter lags by
    /// a batch of pages a processor, and it takes spare pages back when it likes: an answer during which
    /// the memory moved can be compared with nothing.
    template<class Ask>
    [[nodiscard]] static auto whileStill(const test::TestContainer &container, ResourceSample &sample, const Ask &ask) -> decltype(ask())
    {
        CgroupReader reader;
        const qint64 pid = container.pid();
        for (int i = 0; i < 12; ++i) {
            QD_TRY(const ResourceSample before, reader.sample(container.id(), pid));
            auto answer = ask();
            QD_TRY(sample, reader.sample(container.id(), pid));
            if (!answer || (before.memoryUsed == sample.memoryUsed && before.pids == sample.pids))
                return answer;
        }
        return fail(ErrorKind::Internal, QStringLiteral("the memory moved in every one of 12 readings"));
    }

    QString m_image;
    docker::Client m_engine;
    JobContext m_context = JobContext().withTimeout(2min);
    std::unique_ptr<test::TestContainer> m_busy;
    std::unique_ptr<test::TestContainer> m_idle;
};

Result<void> TestCgroupEngine::start(test::TestContainer &container, const QString &script, const QStringList &options)
{
    return container.run(QStringList{"--network", "none", "--pull", "never", "--user", "0", "--entrypoint", "sh"} + options,
                         test::localImage("redis"), {"-c", script});
}

void TestCgroupEngine::initTestCase()
{
    QD_NEED_ENGINE();
    m_image = test::localImage("redis");
    if (m_image.isEmpty())
        QSKIP("no image of Redis on this machine");
    // Half a core, so that the other tests of this machine do not starve it.
    m_busy = std::make_unique<test::TestContainer>();
    QD_VERIFY(start(*m_busy, "while :; do :; done", {"--memory", "64m", "--cpus", "0.5"}));
    // Memory of both sorts: its own and file cache of a file it has read.
    m_idle = std::make_unique<test::TestContainer>();
    QD_VERIFY(start(*m_idle, "head -c 20000000 /dev/zero >/file; cat /file >/dev/null; exec sleep 1000"));
    // Until sh has become sleep.
    QTRY_VERIFY_WITH_TIMEOUT(test::docker({"top", m_idle->id()}).value_or(QString()).contains("sleep 1000"), 10000);
}

void TestCgroupEngine::filesAreReadHere()
{
    CgroupReader reader;
    const auto sample = reader.sample(m_busy->id(), m_busy->pid());
    QD_VERIFY(sample);
    QVERIFY(sample->fromCgroup);
    QVERIFY(sample->cpuNs > 0);
    QVERIFY(sample->memoryUsed > 0);
    QCOMPARE(sample->memoryLimit, quint64(64 * 1024 * 1024));
    QCOMPARE(sample->pids, quint64(1));
    const auto unlimited = reader.sample(m_idle->id(), m_idle->pid());
    QD_VERIFY(unlimited);
    QCOMPARE(unlimited->memoryLimit, quint64(0));
}

void TestCgroupEngine::memoryEqualsTheApisAtTheSameInstant_data()
{
    QTest::addColumn<bool>("busy");
    QTest::newRow("busy") << true;
    QTest::newRow("idle, with file cache") << false;
}

void TestCgroupEngine::memoryEqualsTheApisAtTheSameInstant()
{
    QFETCH(bool, busy);
    const test::TestContainer &container = busy ? *m_busy : *m_idle;
    for (int i = 0; i < 3; ++i) {
        CgroupReader reader;
        const auto before = reader.sample(container.id(), container.pid());
        ResourceSample sample;
        const auto stats = whileStill(container, sample, [&] { return m_engine.stats(m_context, container.id()); });
        QD_VERIFY(before);
        QD_VERIFY(stats);
        QCOMPARE(sample.memoryUsed, stats->memoryUsed());
        QCOMPARE(sample.pids, stats->pids);
        QVERIFY(before->cpuNs <= stats->cpuTotalNs && stats->cpuTotalNs <= sample.cpuNs);
    }
}

void TestCgroupEngine::cpuAgreesWithApiAndProgram_data()
{
    memoryEqualsTheApisAtTheSameInstant_data();
}

void TestCgroupEngine::cpuAgreesWithApiAndProgram()
{
    QFETCH(bool, busy);
    const test::TestContainer &container = busy ? *m_busy : *m_idle;
    CgroupReader reader;
    const qint64 pid = container.pid();
    const auto statsBefore = m_engine.stats(m_context, container.id());
    const auto before = reader.sample(container.id(), pid);
    QD_VERIFY(m_context.sleep(10s));
    const auto statsAfter = m_engine.stats(m_context, container.id());
    const auto after = reader.sample(container.id(), pid);
    QD_VERIFY(before);
    QD_VERIFY(after);
    QD_VERIFY(statsBefore);
    QD_VERIFY(statsAfter);
    const double ours = cpuPercent(*before, *after);
    const double api = 100.0 * double(statsAfter->cpuTotalNs - statsBefore->cpuTotalNs) / double(statsAfter->systemCpuNs - statsBefore->systemCpuNs)
        * statsAfter->onlineCpus;
    const auto printed = test::docker({"stats", "--no-stream", "--format", "{{.CPUPerc}}", container.id()});
    QD_VERIFY(printed);
    const double program = printed->chopped(1).toDouble();
    qInfo("CPU over 10 s: cgroup %.2f %%, API %.2f %%, docker stats over 1 s %.2f %%", ours, api, program);
    QVERIFY2(std::abs(ours - api) < 2.0, qPrintable(QStringLiteral("cgroup %1, API %2").arg(ours).arg(api)));
    if (busy)
        QVERIFY(ours > 30.0 && ours < 55.0);
    else
        QVERIFY(ours < 1.0);
    // One second at the mercy of the scheduler and of the limit's periods.
    QVERIFY2(std::abs(ours - program) < (busy ? 15.0 : 2.0), qPrintable(QStringLiteral("cgroup %1, docker stats %2").arg(ours).arg(program)));
}

void TestCgroupEngine::programPrintsTheSameMemory()
{
    ResourceSample sample;
    const auto printed = whileStill(*m_idle, sample, [&] {
        return test::docker({"stats", "--no-stream", "--format", "{{.MemUsage}}", m_idle->id()});
    });
    QD_VERIFY(printed);
    // "1.234MiB / 23.4GiB": four digits.
    const auto used = parseMemory(printed->section('/', 0, 0).trimmed());
    QD_VERIFY(used);
    const double difference = std::abs(double(*used) - double(sample.memoryUsed));
    QVERIFY2(difference <= double(sample.memoryUsed) * 0.001 + 1024,
             qPrintable(QStringLiteral("%1 printed, %2 read").arg(*printed).arg(sample.memoryUsed)));
}

void TestCgroupEngine::limitFollowsAnUpdate()
{
    CgroupReader reader;
    const qint64 pid = m_busy->pid();
    QD_VERIFY(reader.sample(m_busy->id(), pid));
    QD_VERIFY(test::docker({"update", "--memory", "96m", "--memory-swap", "96m", m_busy->id()}));
    QCOMPARE(reader.sample(m_busy->id(), pid)->memoryLimit, quint64(96 * 1024 * 1024));
    QD_VERIFY(test::docker({"update", "--memory", "64m", "--memory-swap", "64m", m_busy->id()}));
    QCOMPARE(reader.sample(m_busy->id(), pid)->memoryLimit, quint64(64 * 1024 * 1024));
}

void TestCgroupEngine::oomKillsAreCounted()
{
    test::TestContainer container;
    // The shell survives; what it starts grows until the kernel ends it.
    QD_VERIFY(start(container, "while :; do tail /dev/zero; sleep 0.2; done", {"--memory", "24m", "--memory-swap", "24m"}));
    CgroupReader reader;
    const qint64 pid = container.pid();
    QVERIFY(pid > 0);
    QTRY_VERIFY_WITH_TIMEOUT(reader.sample(container.id(), pid).value_or(ResourceSample()).oomKills >= 2, 20000);
}

void TestCgroupEngine::restartIsAnotherLife()
{
    test::TestContainer container;
    QD_VERIFY(start(container, "trap 'exit 0' TERM; i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; while :; do sleep 0.1; done"));
    CgroupReader reader;
    const qint64 firstPid = container.pid();
    QTRY_VERIFY_WITH_TIMEOUT(reader.sample(container.id(), firstPid).value_or(ResourceSample()).cpuNs > 100'000'000, 20000);
    const auto first = reader.sample(container.id(), firstPid);
    QD_VERIFY(first);
    QD_VERIFY(test::docker({"restart", container.id()}));
    // The old number is gone, whatever is still open.
    QD_VERIFY_ERROR(reader.sample(container.id(), firstPid), ErrorKind::NotFound);
    const auto second = reader.sample(container.id(), container.pid());
    QD_VERIFY(second);
    QVERIFY(second->pid != first->pid);
    QCOMPARE(cpuPercent(*first, *second), 0.0);
}

void TestCgroupEngine::stoppedContainerIsNotFound()
{
    test::TestContainer container;
    QD_VERIFY(start(container, "exec sleep 1000"));
    Resources resources(m_engine);
    const qint64 pid = container.pid();
    QVERIFY(resources.sample(m_context, container.id(), pid)->fromCgroup);
    QD_VERIFY(test::docker({"kill", container.id()}));
    QTRY_COMPARE_WITH_TIMEOUT(container.pid(), qint64(0), 10000);
    QD_VERIFY_ERROR(resources.sample(m_context, container.id(), pid), ErrorKind::NotFound);
}

void TestCgroupEngine::apiFallbackTellsTheSame()
{
    ApiResources api(m_engine);
    ResourceSample read;
    const auto told = whileStill(*m_idle, read, [&] { return api.sample(m_context, m_idle->id(), m_idle->pid()); });
    QD_VERIFY(told);
    QVERIFY(!told->fromCgroup);
    QCOMPARE(told->memoryUsed, read.memoryUsed);
    QCOMPARE(told->memoryLimit, quint64(0));
    QCOMPARE(told->pids, read.pids);
    QCOMPARE(api.sample(m_context, m_busy->id(), m_busy->pid())->memoryLimit, quint64(64 * 1024 * 1024));

    const auto before = api.sample(m_context, m_busy->id(), m_busy->pid());
    QD_VERIFY(m_context.sleep(5s));
    const auto after = api.sample(m_context, m_busy->id(), m_busy->pid());
    QD_VERIFY(before);
    QD_VERIFY(after);
    const double percent = cpuPercent(*before, *after);
    QVERIFY2(percent > 30.0 && percent < 60.0, qPrintable(QString::number(percent)));
}

void TestCgroupEngine::oneSampleCostsLittle()
{
    CgroupReader reader;
    const qint64 pid = m_idle->pid();
    QD_VERIFY(reader.sample(m_idle->id(), pid));
    constexpr int rounds = 2000;
    std::vector<qint64> costs;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto sample = reader.sample(m_idle->id(), pid);
        costs.push_back(timer.nsecsElapsed());
        QVERIFY(sample);
    }
    std::sort(costs.begin(), costs.end());
    const qint64 median = costs[costs.size() / 2];
    qInfo("one sample: median %.1f us, 99th percentile %.1f us", double(median) / 1000, double(costs[costs.size() * 99 / 100]) / 1000);
    QVERIFY(median < 200'000);
}

QTEST_GUILESS_MAIN(TestCgroupEngine)
#include "tst_cgroupengine.moc"
