// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"
#include "stack/lockedplan.h"
#include "support/resultcheck.h"
#include "workers/autoscale/replay.h"
#include "workers/autoscale/runner.h"
#include "workers/autoscale/service.h"
#include "workers/findings.h"

#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using quarterdeck::test::noon;

namespace {

class Lines final : public ProgressSink
{
public:
    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }

    QStringList lines;
};

class HandClock final : public Clock
{
public:
    std::chrono::milliseconds at{5'000'000};

    [[nodiscard]] QDateTime now() const override { return noon.addMSecs(at.count()); }
    [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override { return std::chrono::steady_clock::time_point(at); }
};

} // namespace

/// The loop with a stack in the test's hand; the real plans are tried on a real stack elsewhere.
class TestAutoscaleRunner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void offEndsIt();
    void itScalesUpAndDownAndRecordsBoth();
    void aDryRunOverItsHistoryDecidesTheSame();
    void watchingChangesNothing();
    void anOutageIsWaitedForLongerAndLonger();
    void whatHoldsTheStackIsSkipped();
    void aScalingThatFailsIsToldAndRestedAfter();
    void cancelledInTheMiddleTheUndoRuns();
    void aNewRunnerKeepsTheRest();
    void brokenSettingsAreWaitedFor();
    void theStackIsReadAnewWhenContainersChange();
    void aQueueThatTheDeadHoldIsLetGo();
    void oneRunnerAStack();

private:
    [[nodiscard]] Surroundings surroundings();
    [[nodiscard]] Runner runner(std::optional<Mode> mode = {}) { return Runner(stack, surroundings(), *m_history, mode); }
    /// Rounds with the pauses the runner wants, until it does something or so many have passed.
    [[nodiscard]] int roundsUntilChange(Runner &runner, int most)
    {
        const int before = m_workers;
        for (int round = 1; round <= most; ++round) {
            const auto pause = runner.round(m_context);
            if (!pause || !*pause)
                return -1;
            m_clock.at += **pause;
            if (m_workers != before)
                return round;
        }
        return 0;
    }

    const QString stack = QStringLiteral("shop");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<History> m_history;
    HandClock m_clock;
    Lines m_lines;
    std::stop_source m_stop;
    JobContext m_context;
    Result<Settings> m_settings;
    int m_workers = 1;
    qint64 m_jobs = 0;
    std::optional<Error> m_readingFails;
    std::optional<Error> m_scalingFails;
    bool m_queueIsKnown = true;
    QString m_underWay;
    int m_stackReadings = 0;
    int m_undone = 0;
    bool m_leftHeld = false;
    int m_letGo = 0;
    std::function<void()> m_whileScaling;
};

void TestAutoscaleRunner::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder->path()));
    auto opened = History::open(m_folder->filePath(QStringLiteral("a.sqlite")));
    QD_VERIFY(opened);
    m_history = std::move(*opened);
    m_clock = HandClock();
    m_lines.lines.clear();
    m_stop = std::stop_source();
    m_context = JobContext(m_stop.get_token(), m_lines);
    Settings settings;
    settings.mode = Mode::On;
    settings.policy.max = 3;
    settings.policy.downFor = 60s;
    settings.policy.restDown = 60s;
    m_settings = settings;
    m_workers = 1;
    m_jobs = 0;
    m_readingFails.reset();
    m_scalingFails.reset();
    m_queueIsKnown = true;
    m_underWay.clear();
    m_stackReadings = 0;
    m_undone = 0;
    m_leftHeld = false;
    m_letGo = 0;
    m_whileScaling = {};
}

Surroundings TestAutoscaleRunner::surroundings()
{
    return {[this] { return m_settings; },
            [this](const JobContext &) -> Result<stack::Stack> {
                ++m_stackReadings;
                stack::Stack read;
                read.id = stack;
                return read;
            },
            [this](const JobContext &) { return QString::number(m_workers); },
            [this](const JobContext &, const stack::Stack &) -> Result<Situation> {
                if (m_readingFails)
                    return fail(*m_readingFails);
                Situation situation;
                situation.capacity.workers = situation.capacity.wanted = m_workers;
                situation.capacity.concurrency.perWorker = 10;
                situation.capacity.safeMost = 20;
                if (m_queueIsKnown) {
                    situation.queue.at = m_clock.now();
                    situation.queue.running = std::min<qint64>(m_jobs, m_workers * 10);
                    situation.queue.waiting = m_jobs - situation.queue.running;
                    if (situation.queue.waiting > 0)
                        situation.queue.oldestWaitMs = 20'000;
                }
                if (m_leftHeld) {
                    Finding finding;
                    finding.id = queueLeftHeld;
                    situation.findings.append(finding);
                }
                return situation;
            },
            [this](const stack::Stack &, const ScaleRequest &request, ScaleReport &report) -> QList<Step> {
                Step step;
                step.id = QStringLiteral("up");
                step.run = [this, target = request.target, &report](JobContext &context) -> Result<void> {
                    m_clock.at += 35s;
                    if (m_whileScaling)
                        m_whileScaling();
                    QD_CHECK(context.checkpoint());
                    if (m_scalingFails)
                        return fail(*m_scalingFails);
                    m_workers = target;
                    report.summary = QStringLiteral("%1 workers consume.").arg(target);
                    return {};
                };
                step.undo = [this](JobContext &) -> Result<void> {
                    ++m_undone;
                    return {};
                };
                return stack::lockedPlan({step}, stack, QStringLiteral("scale"));
            },
            [this](const JobContext &, const stack::Stack &) -> Result<void> {
                ++m_letGo;
                m_leftHeld = false;
                return {};
            },
            [this] { return m_underWay; },
            m_clock,
            [this] { return m_clock.at; },
            42};
}

void TestAutoscaleRunner::aQueueThatTheDeadHoldIsLetGo()
{
    // Who only watches leaves it as it is.
    m_leftHeld = true;
    Runner watching = runner(Mode::Watch);
    QD_VERIFY(watching.round(m_context));
    QCOMPARE(m_letGo, 0);
    Runner one = runner();
    QD_VERIFY(one.round(m_context));
    QCOMPARE(m_letGo, 1);
    QVERIFY2(m_lines.lines.join(QLatin1Char('\n')).contains(QLatin1String("let go")), qPrintable(m_lines.lines.join(QLatin1Char('\n'))));
    QD_VERIFY(one.round(m_context));
    QCOMPARE(m_letGo, 1);
}

void TestAutoscaleRunner::offEndsIt()
{
    m_settings->mode = Mode::Off;
    QD_VERIFY(runner().run(m_context));
    QCOMPARE(m_lines.lines.size(), 1);
    QVERIFY(m_history->samples(stack)->isEmpty());
    // By hand it goes on all the same.
    Runner byHand = runner(Mode::On);
    const auto pause = byHand.round(m_context);
    QD_VERIFY(pause);
    QVERIFY(pause->has_value());
}

void TestAutoscaleRunner::itScalesUpAndDownAndRecordsBoth()
{
    Runner one = runner();
    m_jobs = 35;
    QCOMPARE(roundsUntilChange(one, 10), 4); // 30 s
    QCOMPARE(m_workers, 2);
    QVERIFY(roundsUntilChange(one, 20) > 0);
    QCOMPARE(m_workers, 3);
    QCOMPARE(roundsUntilChange(one, 30), 0); // the most
    m_jobs = 0;
    QVERIFY(roundsUntilChange(one, 20) > 0);
    QVERIFY(roundsUntilChange(one, 20) > 0);
    QCOMPARE(m_workers, 1);
    QCOMPARE(roundsUntilChange(one, 30), 0);
    const QList<Action> actions = *m_history->actions(stack);
    QCOMPARE(actions.size(), 4);
    QCOMPARE(actions.constLast().from, 1);
    QCOMPARE(actions.constLast().to, 2);
    QCOMPARE(actions.constLast().outcome, QStringLiteral("done"));
    QCOMPARE(actions.constLast().startedAt.msecsTo(actions.constLast().finishedAt), 35'000);
    QVERIFY(actions.constLast().reason.contains(QLatin1String("25 wait")));
    QVERIFY(m_history->samples(stack)->size() > 64);
    // One line a decision: neither one a round nor none.
    QVERIFY2(m_lines.lines.size() >= 8 && m_lines.lines.size() <= 20, qPrintable(m_lines.lines.join(QLatin1Char('\n'))));
}

void TestAutoscaleRunner::aDryRunOverItsHistoryDecidesTheSame()
{
    Runner one = runner();
    m_jobs = 35;
    while (m_workers < 3)
        QVERIFY(roundsUntilChange(one, 30) > 0);
    m_jobs = 1;
    while (m_workers > 1)
        QVERIFY(roundsUntilChange(one, 30) > 0);
    QCOMPARE(roundsUntilChange(one, 5), 0);
    const Replay again = replay(onOneAxis(*m_history->samples(stack)), m_settings->policy);
    QList<Action> actions = *m_history->actions(stack);
    std::reverse(actions.begin(), actions.end());
    QCOMPARE(again.changes, static_cast<int>(actions.size()));
    qsizetype index = 0;
    for (const ReplayEvent &event : again.events) {
        if (!event.decision.changes())
            continue;
        QCOMPARE(event.wall, actions.at(index).startedAt);
        QCOMPARE(event.decision.target, actions.at(index).to);
        QCOMPARE(event.decision.reason, actions.at(index).reason);
        ++index;
    }
}

void TestAutoscaleRunner::watchingChangesNothing()
{
    m_settings->mode = Mode::Watch;
    Runner one = runner();
    m_jobs = 35;
    QCOMPARE(roundsUntilChange(one, 20), 0);
    QCOMPARE(m_workers, 1);
    QVERIFY(m_history->actions(stack)->isEmpty());
    QCOMPARE(m_history->samples(stack)->size(), 20);
    QCOMPARE(m_lines.lines.filter(QStringLiteral("Would go from 1 to 2")).size(), 1);
}

void TestAutoscaleRunner::anOutageIsWaitedForLongerAndLonger()
{
    Runner one = runner();
    QD_VERIFY(one.round(m_context));
    m_readingFails = Error{ErrorKind::Unreachable, QStringLiteral("Docker does not answer."), {}, QStringLiteral("Start it.")};
    std::chrono::milliseconds last{0};
    for (int i = 0; i < 9; ++i) {
        const auto pause = one.round(m_context);
        QD_VERIFY(pause);
        QVERIFY(**pause >= last);
        QVERIFY(**pause <= 2min);
        last = **pause;
    }
    QCOMPARE(last, std::chrono::milliseconds(2min));
    QCOMPARE(m_lines.lines.filter(QStringLiteral("Docker does not answer. Start it.")).size(), 1);
    m_readingFails.reset();
    m_clock.at += 10min;
    QCOMPARE(**one.round(m_context), std::chrono::milliseconds(10s));
    // The queue alone is away: it looks on, and leaves the workers alone.
    m_jobs = 35;
    m_queueIsKnown = false;
    QCOMPARE(roundsUntilChange(one, 20), 0);
    m_queueIsKnown = true;
    QCOMPARE(roundsUntilChange(one, 20), 4);
}

void TestAutoscaleRunner::whatHoldsTheStackIsSkipped()
{
    Runner one = runner();
    m_jobs = 35;
    m_underWay = QStringLiteral("a backup is at work");
    QCOMPARE(roundsUntilChange(one, 10), 0);
    QCOMPARE(m_lines.lines.filter(m_underWay).size(), 1);
    m_underWay.clear();
    {
        // Taken between the look and the try.
        const auto lock = StackLock::acquire(stack, QStringLiteral("backup"));
        QD_VERIFY(lock);
        QCOMPARE(roundsUntilChange(one, 3), 0);
        QCOMPARE(m_history->actions(stack)->constFirst().outcome, QStringLiteral("skipped"));
        QVERIFY(!m_lines.lines.filter(QStringLiteral("Skipped this time")).isEmpty());
    }
    // Nothing was tried, so there is nothing to rest after.
    QCOMPARE(roundsUntilChange(one, 3), 1);
}

void TestAutoscaleRunner::aScalingThatFailsIsToldAndRestedAfter()
{
    Runner one = runner();
    m_jobs = 35;
    m_scalingFails = Error{ErrorKind::NoSpace, QStringLiteral("The disk is full."), {}, {}};
    QCOMPARE(roundsUntilChange(one, 4), 0);
    QCOMPARE(m_undone, 1);
    QCOMPARE(m_history->actions(stack)->size(), 1);
    QCOMPARE(m_history->actions(stack)->constFirst().outcome, QStringLiteral("failed"));
    QVERIFY(m_history->actions(stack)->constFirst().error.contains(QLatin1String("The disk is full.")));
    QCOMPARE(roundsUntilChange(one, 5), 0);
    QCOMPARE(m_history->actions(stack)->size(), 1); // within the rest of a minute
    m_scalingFails.reset();
    QVERIFY(roundsUntilChange(one, 3) > 0);
}

void TestAutoscaleRunner::cancelledInTheMiddleTheUndoRuns()
{
    m_jobs = 35;
    m_whileScaling = [this] { m_stop.request_stop(); };
    Runner one = runner();
    for (int i = 0; i < 3; ++i) {
        QD_VERIFY(one.round(m_context));
        m_clock.at += 10s;
    }
    QD_VERIFY_ERROR(one.round(m_context), ErrorKind::Cancelled);
    QCOMPARE(m_undone, 1);
    QCOMPARE(m_workers, 1);
    QCOMPARE(m_history->actions(stack)->constFirst().outcome, QStringLiteral("cancelled"));
    QD_VERIFY_ERROR(one.run(m_context), ErrorKind::Cancelled);
}

void TestAutoscaleRunner::aNewRunnerKeepsTheRest()
{
    m_jobs = 35;
    {
        Runner one = runner();
        QCOMPARE(roundsUntilChange(one, 10), 4);
        QD_VERIFY(one.round(m_context)); // shows two workers
        m_clock.at += 10s;
    }
    Runner next = runner();
    const int rounds = roundsUntilChange(next, 20);
    QVERIFY2(rounds >= 5, qPrintable(QString::number(rounds)));
}

void TestAutoscaleRunner::brokenSettingsAreWaitedFor()
{
    const Result<Settings> good = m_settings;
    Runner one = runner();
    m_settings = fail(ErrorKind::Corrupt, QStringLiteral("The settings cannot be read."));
    QCOMPARE(roundsUntilChange(one, 3), 0);
    QCOMPARE(m_lines.lines.filter(QStringLiteral("The settings cannot be read.")).size(), 1);
    m_settings = good;
    m_jobs = 35;
    QVERIFY(roundsUntilChange(one, 10) > 0);
}

void TestAutoscaleRunner::theStackIsReadAnewWhenContainersChange()
{
    Runner one = runner();
    QCOMPARE(roundsUntilChange(one, 5), 0);
    QCOMPARE(m_stackReadings, 1);
    m_workers = 2; // by hand
    QD_VERIFY(one.round(m_context));
    QCOMPARE(m_stackReadings, 2);
    m_clock.at += 6min; // a file may have changed
    QD_VERIFY(one.round(m_context));
    QCOMPARE(m_stackReadings, 3);
}

void TestAutoscaleRunner::oneRunnerAStack()
{
    const auto first = becomeRunner(stack, true);
    QD_VERIFY(first);
    const auto second = becomeRunner(stack, false);
    QD_VERIFY_ERROR(second, ErrorKind::Conflict);
    QVERIFY2(second.error().what.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(second.error().what));
    QD_VERIFY(becomeRunner(QStringLiteral("other"), false));
    // And it keeps nobody from working on the stack itself.
    QD_VERIFY(StackLock::acquire(stack, QStringLiteral("backup")));
}

QTEST_GUILESS_MAIN(TestAutoscaleRunner)
#include "tst_autoscalerunner.moc"
