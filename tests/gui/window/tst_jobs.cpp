// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobrunner.h"

#include "support/resultcheck.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using namespace std::chrono_literals;

class TestJobs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planTellsItsStepsInOrderAndFinishesOnce();
    void functionWithoutStepsRuns();
    void jobsWaitTheirTurn();
    void failureUndoesAndIsToldWithItsError();
    void cancelEndsARunningJobQuickly();
    void cancelledWhileWaitingNeverRuns();
    void progressIsThinnedButEndsComplete();
    void destructionCancelsAndJoins();
};

namespace {

const auto succeed = [](JobContext &) -> Result<void> { return {}; };
const auto sleepLong = [](JobContext &context) -> Result<void> { return context.sleep(60s); };

Job job(const QString &title, std::function<Result<void>(JobContext &)> work)
{
    Job made;
    made.title = title;
    made.work = std::move(work);
    return made;
}

/// Signals as whoever lives in this thread gets them: queued, in order. A
/// QSignalSpy would note them on the job thread, before the others have arrived.
template<class... Arguments>
class Arrivals final : public QObject
{
public:
    Arrivals(JobRunner *runner, void (JobRunner::*signal)(Arguments...))
    {
        connect(runner, signal, this, [this](const std::decay_t<Arguments> &...arguments) { m_all.append(std::make_tuple(arguments...)); });
    }
    [[nodiscard]] qsizetype size() const { return m_all.size(); }
    [[nodiscard]] const auto &at(qsizetype index) const { return m_all.at(index); }

private:
    QList<std::tuple<std::decay_t<Arguments>...>> m_all;
};

using Outcomes = Arrivals<const JobOutcome &>;

JobOutcome outcomeOf(const Outcomes &finished, qsizetype at = 0)
{
    return std::get<0>(finished.at(at));
}

} // namespace

void TestJobs::planTellsItsStepsInOrderAndFinishesOnce()
{
    JobRunner runner;
    QStringList told;
    connect(&runner, &JobRunner::jobStarted, this,
            [&](quint64, const QString &title, const QList<Step> &plan) { told += title + QString::number(plan.size()); });
    connect(&runner, &JobRunner::stepStarted, this, [&](quint64, const QString &id, const QString &) { told += QStringLiteral("+") + id; });
    connect(&runner, &JobRunner::stepFinished, this,
            [&](quint64, const QString &id, bool ok) { told += (ok ? QStringLiteral("=") : QStringLiteral("!")) + id; });
    connect(&runner, &JobRunner::logLine, this, [&](quint64, const QString &line) { told += line; });
    Arrivals finished(&runner, &JobRunner::finished);
    Job made;
    made.title = QStringLiteral("T");
    made.plan = {{QStringLiteral("a"),
                  QStringLiteral("A"),
                  [](JobContext &context) -> Result<void> {
                      context.sink().logLine(QStringLiteral("line"));
                      return {};
                  },
                  {}},
                 {QStringLiteral("b"), QStringLiteral("B"), succeed, {}}};
    const quint64 id = runner.start(made);
    QVERIFY(runner.isBusy());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(told.join(QLatin1Char(' ')), QStringLiteral("T2 +a line =a +b =b"));
    QCOMPARE(outcomeOf(finished).id, id);
    QD_VERIFY(outcomeOf(finished).result);
    QTRY_VERIFY(!runner.isBusy());
    QCOMPARE(finished.size(), 1);
}

void TestJobs::functionWithoutStepsRuns()
{
    JobRunner runner;
    Arrivals finished(&runner, &JobRunner::finished);
    QThread *ranOn = nullptr;
    runner.start(job(QStringLiteral("F"), [&ranOn](JobContext &) -> Result<void> {
        ranOn = QThread::currentThread();
        return {};
    }));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(ranOn && ranOn != QThread::currentThread());
}

void TestJobs::jobsWaitTheirTurn()
{
    JobRunner runner;
    Arrivals finished(&runner, &JobRunner::finished);
    std::atomic<int> atOnce = 0;
    std::atomic<int> most = 0;
    const auto work = [&](JobContext &context) -> Result<void> {
        most = std::max(most.load(), ++atOnce);
        QD_CHECK(context.sleep(5ms));
        --atOnce;
        return {};
    };
    QList<quint64> ids;
    for (int i = 0; i < 5; ++i)
        ids.append(runner.start(job(QString::number(i), work)));
    QTRY_COMPARE(finished.size(), 5);
    QCOMPARE(most.load(), 1);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(outcomeOf(finished, i).id, ids.at(i));
}

void TestJobs::failureUndoesAndIsToldWithItsError()
{
    JobRunner runner;
    Arrivals finished(&runner, &JobRunner::finished);
    std::atomic<int> undone = 0;
    const auto undo = [&undone](JobContext &) -> Result<void> {
        ++undone;
        return fail(ErrorKind::Internal, QStringLiteral("Undo failed."));
    };
    Job made;
    made.title = QStringLiteral("T");
    made.plan = {{QStringLiteral("a"), QStringLiteral("A"), succeed, undo},
                 {QStringLiteral("b"),
                  QStringLiteral("B"),
                  [](JobContext &) -> Result<void> { return fail(ErrorKind::NoSpace, QStringLiteral("Full.")); },
                  {}}};
    runner.start(made);
    QTRY_COMPARE(finished.size(), 1);
    QD_VERIFY_ERROR(outcomeOf(finished).result, ErrorKind::NoSpace);
    QCOMPARE(undone.load(), 1);
    QCOMPARE(outcomeOf(finished).undoErrors.size(), 1);
}

void TestJobs::cancelEndsARunningJobQuickly()
{
    JobRunner runner;
    Arrivals started(&runner, &JobRunner::jobStarted);
    Arrivals cancelling(&runner, &JobRunner::cancelling);
    Arrivals finished(&runner, &JobRunner::finished);
    const quint64 id = runner.start(job(QStringLiteral("L"), sleepLong));
    QTRY_COMPARE(started.size(), 1);
    QElapsedTimer clock;
    clock.start();
    runner.cancel(id);
    QCOMPARE(cancelling.size(), 1); // before cancel() returns
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(outcomeOf(finished).wasCancelled());
}

void TestJobs::cancelledWhileWaitingNeverRuns()
{
    JobRunner runner;
    Arrivals finished(&runner, &JobRunner::finished);
    std::atomic<bool> ran = false;
    const quint64 first = runner.start(job(QStringLiteral("1"), sleepLong));
    const quint64 second = runner.start(job(QStringLiteral("2"), [&ran](JobContext &) -> Result<void> {
        ran = true;
        return {};
    }));
    runner.cancel(second);
    runner.cancel(first);
    QTRY_COMPARE(finished.size(), 2);
    QVERIFY(!ran);
    QCOMPARE(outcomeOf(finished, 1).id, second);
    QVERIFY(outcomeOf(finished, 1).wasCancelled());
    QVERIFY(!outcomeOf(finished, 1).startedAt.isValid());
}

void TestJobs::progressIsThinnedButEndsComplete()
{
    JobRunner runner;
    Arrivals progress(&runner, &JobRunner::stepProgress);
    Arrivals finished(&runner, &JobRunner::finished);
    constexpr qint64 total = 100000;
    Job made;
    made.plan = {{QStringLiteral("a"),
                  QStringLiteral("A"),
                  [](JobContext &context) -> Result<void> {
                      for (qint64 done = 1; done <= total; ++done)
                          context.sink().stepProgress({QStringLiteral("a"), done, total, Progress::Unit::Bytes});
                      return {};
                  },
                  {}}};
    runner.start(made);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(progress.size() < 200, qPrintable(QString::number(progress.size())));
    QCOMPARE(std::get<1>(progress.at(progress.size() - 1)).done, total);
}

void TestJobs::destructionCancelsAndJoins()
{
    std::atomic<bool> ended = false;
    QElapsedTimer clock;
    clock.start();
    {
        JobRunner runner;
        Arrivals started(&runner, &JobRunner::jobStarted);
        runner.start(job(QStringLiteral("L"), [&ended](JobContext &context) -> Result<void> {
            const Result<void> result = context.sleep(60s);
            ended = true;
            return result;
        }));
        QTRY_COMPARE(started.size(), 1);
    }
    QVERIFY(ended);
    QVERIFY(clock.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
