// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/scalestack.h"
#include "../support/webhookload.h"
#include "foundation/stacklock.h"
#include "support/realstack.h"
#include "support/resultcheck.h"
#include "workers/drain.h"
#include "workers/findings.h"
#include "workers/queuehold.h"
#include "workers/queuerepair.h"
#include "workers/runningjobs.h"
#include "workers/scale.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;
using quarterdeck::test::WebhookLoad;

/// Up and down on a real stack, with executions in flight. In order.
class TestWorkersScale final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_stack.reset(); }
    void workersTellWhatTheyRun();
    void moreWorkersConsumeAndStay();
    void fewerWorkersLoseNothing();
    void theIdleOneGoesFirst();
    void longJobsAreWaitedForWhileTheQueueIsHeld();
    void whatTakesTooLongIsLeftAlone();
    void cancelledItIsAsBefore();
    void withoutWorkersJobsWait();
    void twoAtOnceAreRefused();
    void aReadOnlyFileStopsNothing();
    void anotherNumberMeanwhileIsAConflict();
    void aHoldIsFoundAndLetGo();
    void aHoldOfTheDeadIsTakenOver();
    void aJobThatNobodyTookUpIsGivenBack();

private:
    /// From now to this number, as a person would.
    Result<ScaleReport> scale(int target, ScaleRequest request = {}, const std::stop_token &stop = {})
    {
        QD_TRY(const stack::Stack stack, m_stack->read());
        request.target = target;
        ScaleReport report;
        const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, stack, request, report), stop);
        if (!outcome.undoErrors.isEmpty())
            return fail(outcome.undoErrors.first());
        QD_CHECK(outcome.result);
        return report;
    }
    Result<std::unique_ptr<redis::Session>> queue(const stack::Stack &stack)
    {
        QD_TRY(const redis::Coordinates coordinates, queueCoordinates(stack));
        return m_stack->redis.connect({}, coordinates);
    }
    /// How many executions run on workers, by their own words.
    int runningNow(const stack::Stack &stack)
    {
        int running = 0;
        for (const WorkerAnswer &answer :
             askWorkers({}, m_stack->redis, stack, static_cast<int>(m_stack->workerNames().size())).value_or(QList<WorkerAnswer>()))
            running += static_cast<int>(answer.jobs.size());
        return running;
    }

    std::unique_ptr<test::ScaleStack> m_stack;
};

#define QD_ALL_WELL(load, firstId, count)                                                                                                            \
    do {                                                                                                                                             \
        QVERIFY2((load).finish(150s), qPrintable(QStringLiteral("%1 in flight").arg((load).inFlight())));                                            \
        QVERIFY2((load).refused() == 0, (load).firstRefusal().constData());                                                                          \
        QCOMPARE((load).answered(), count);                                                                                                          \
        const QStringList wrong = m_stack->wrong(firstId, count);                                                                                    \
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));                                                                      \
    } while (false)

void TestWorkersScale::initTestCase()
{
    QD_NEED_ENGINE();
    m_stack = std::make_unique<test::ScaleStack>(QStringLiteral("scale"), 27010, 1);
    QD_VERIFY(m_stack->bringUp());
}

void TestWorkersScale::workersTellWhatTheyRun()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(4, 4, 4, 4);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(*stack), 4, 20'000);
    const Result<QList<WorkerAnswer>> answers = askWorkers({}, m_stack->redis, *stack, 1);
    QD_VERIFY(answers);
    QCOMPARE(answers->size(), 1);
    const stack::Container worker = stack->service(stack::Role::Worker)->containers.first();
    QCOMPARE(answerOf(*answers, worker.address, {}), &answers->first());
    QCOMPARE(answerOf(*answers, {}, worker.id.left(12)), &answers->first());
    QCOMPARE(answerOf(*answers, QStringLiteral("192.0.2.1"), QStringLiteral("another")), nullptr);
    for (const RunningJob &job : answers->first().jobs) {
        QVERIFY(job.executionId.toLongLong() > first);
        QCOMPARE(job.workflowName, QStringLiteral("Quarterdeck scale"));
        QVERIFY(qAbs(job.startedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    }
    const Result<std::unique_ptr<redis::Session>> session = queue(*stack);
    QD_VERIFY(session);
    const Result<QList<ActiveJob>> active = activeJobs({}, **session, stack::queueKeys(stack->queue));
    QD_VERIFY(active);
    QCOMPARE(active->size(), 4);
    for (const ActiveJob &job : *active) {
        QVERIFY(job.locked);
        QVERIFY(job.started);
        QVERIFY(job.executionId.toLongLong() > first);
    }
    QD_ALL_WELL(load, first, 4);
}

void TestWorkersScale::moreWorkersConsumeAndStay()
{
    const Result<ScaleReport> report = scale(3);
    QD_VERIFY(report);
    QCOMPARE(report->before, 1);
    QCOMPARE(report->after, 3);
    QCOMPARE(report->started.size(), 2);
    QVERIFY(!report->summary.isEmpty());
    QCOMPARE(m_stack->workerNames().size(), 3);
    QCOMPARE(m_stack->writtenDown(), 3);
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const Result<QList<WorkerAnswer>> answers = askWorkers({}, m_stack->redis, *stack, 3);
    QD_VERIFY(answers);
    QCOMPARE(answers->size(), 3);
    const QStringList before = m_stack->containers();
    QD_VERIFY(m_stack->composeUp({}));
    QCOMPARE(m_stack->containers(), before);
}

void TestWorkersScale::fewerWorkersLoseNothing()
{
    const qint64 first = m_stack->lastExecution();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(60, 28, 2, 8, 7);
    QTRY_VERIFY_WITH_TIMEOUT(runningNow(*stack) >= 20, 30'000);
    const Result<ScaleReport> report = scale(1);
    QD_VERIFY(report);
    QCOMPARE(report->drained.size(), 2);
    QVERIFY2(report->lost.isEmpty(), qPrintable(report->lost.join(QLatin1Char(' '))));
    QVERIFY(report->waitedForJobs > 0);
    qInfo("drained 2 of 3 in %lld ms, %d executions waited for, queue held for %lld ms", static_cast<long long>(report->tookMs),
          report->waitedForJobs, static_cast<long long>(report->heldMs));
    // n8n had time enough for them by itself, so others were given jobs again at once.
    QVERIFY2(report->heldMs < 15'000, qPrintable(QString::number(report->heldMs)));
    QCOMPARE(m_stack->workerNames().size(), 1);
    QCOMPARE(m_stack->writtenDown(), 1);
    QD_ALL_WELL(load, first, 60);
    const QStringList before = m_stack->containers();
    QD_VERIFY(m_stack->composeUp({}));
    QCOMPARE(m_stack->containers(), before);
}

void TestWorkersScale::theIdleOneGoesFirst()
{
    QD_VERIFY(scale(2));
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(1, 1, 12, 12);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(*stack), 1, 20'000);
    const Result<QList<WorkerAnswer>> answers = askWorkers({}, m_stack->redis, *stack, 2);
    QD_VERIFY(answers);
    QString idle;
    for (const stack::Container &container : stack->service(stack::Role::Worker)->containers) {
        const WorkerAnswer *answer = answerOf(*answers, container.address, {});
        QVERIFY(answer != nullptr);
        if (answer->jobs.isEmpty())
            idle = container.name;
    }
    QVERIFY(!idle.isEmpty());
    const Result<ScaleReport> report = scale(1);
    QD_VERIFY(report);
    QCOMPARE(report->drained, QStringList{idle});
    QCOMPARE(report->waitedForJobs, 0);
    QD_ALL_WELL(load, first, 1);
}

void TestWorkersScale::longJobsAreWaitedForWhileTheQueueIsHeld()
{
    QD_VERIFY(scale(2));
    // Some have taken an hour here, and n8n gives them a minute: what runs now may be such a one.
    QCOMPARE(m_stack->sql(QStringLiteral("update execution_entity set \"startedAt\" = \"stoppedAt\" - interval '1 hour' where id = "
                                         "(select max(id) from execution_entity)")),
             QStringLiteral("UPDATE 1"));
    const qint64 first = m_stack->lastExecution();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(24, 24, 6, 9, 3);
    QTRY_VERIFY_WITH_TIMEOUT(runningNow(*stack) >= 15, 20'000);
    const Result<ScaleReport> report = scale(1);
    QD_VERIFY(report);
    QVERIFY(report->lost.isEmpty());
    QVERIFY(report->heldMs > 1000);
    QD_ALL_WELL(load, first, 24);
}

void TestWorkersScale::whatTakesTooLongIsLeftAlone()
{
    QD_VERIFY(scale(2));
    const qint64 first = m_stack->lastExecution();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(20, 20, 14, 15, 3);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(*stack), 20, 20'000);
    const QStringList before = m_stack->containers();
    ScaleRequest impatient;
    impatient.drainTimeout = 2s;
    const Result<ScaleReport> report = scale(1, impatient);
    QD_VERIFY_ERROR(report, ErrorKind::Timeout);
    QVERIFY(!report.error().hint.isEmpty());
    QCOMPARE(m_stack->containers(), before);
    QCOMPARE(m_stack->writtenDown(), 2);
    QD_ALL_WELL(load, first, 20);
    // Forget the one that took an hour.
    QVERIFY(
        m_stack
            ->sql(QStringLiteral("update execution_entity set \"startedAt\" = \"stoppedAt\" where \"stoppedAt\" - \"startedAt\" > interval '30 min'"))
            .startsWith(QLatin1String("UPDATE")));
}

void TestWorkersScale::cancelledItIsAsBefore()
{
    const qint64 first = m_stack->lastExecution();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(20, 20, 8, 10, 3);
    QTRY_COMPARE_WITH_TIMEOUT(runningNow(*stack), 20, 20'000);
    std::stop_source stop;
    // As soon as the first worker was told to end: that cannot be taken back but by starting it again.
    class StopWhenTold final : public ProgressSink
    {
    public:
        explicit StopWhenTold(std::stop_source &source)
            : m_source(source)
        {
        }
        void stepStarted(const QString &, const QString &) override { }
        void stepProgress(const Progress &) override { }
        void stepFinished(const QString &, const Result<void> &) override { }
        void logLine(const QString &line) override
        {
            if (line.contains(QLatin1String("is told to end")))
                m_source.request_stop();
        }

    private:
        std::stop_source &m_source;
    };
    StopWhenTold sink(stop);
    ScaleReport report;
    ScaleRequest request;
    request.target = 1;
    const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, *stack, request, report), stop.get_token(), sink);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Cancelled);
    QVERIFY(outcome.undoErrors.isEmpty());
    QCOMPARE(m_stack->workerNames().size(), 2);
    QCOMPARE(m_stack->writtenDown(), 2);
    const Result<QList<WorkerAnswer>> answers = askWorkers({}, m_stack->redis, *stack, 2, 5s);
    QD_VERIFY(answers);
    QCOMPARE(answers->size(), 2);
    QD_ALL_WELL(load, first, 20);
}

void TestWorkersScale::withoutWorkersJobsWait()
{
    const Result<ScaleReport> none = scale(0);
    QD_VERIFY(none);
    QCOMPARE(none->after, 0);
    QCOMPARE(m_stack->workerNames(), QStringList());
    QCOMPARE(m_stack->writtenDown(), 0);
    QD_VERIFY(m_stack->composeUp({}));
    QCOMPARE(m_stack->workerNames(), QStringList());
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(5, 5, 1, 1);
    QTRY_COMPARE_WITH_TIMEOUT(load.begun(), 5, 5'000);
    QD_VERIFY(scale(1));
    QD_ALL_WELL(load, first, 5);
}

void TestWorkersScale::twoAtOnceAreRefused()
{
    const QStringList before = m_stack->containers();
    const Result<StackLock> lock = StackLock::acquire(m_stack->options.name, QStringLiteral("another window"));
    QD_VERIFY(lock);
    const Result<ScaleReport> report = scale(2);
    QD_VERIFY_ERROR(report, ErrorKind::Conflict);
    QVERIFY(report.error().what.contains(QLatin1String("another window")));
    QCOMPARE(m_stack->containers(), before);
    QCOMPARE(m_stack->writtenDown(), 1);
}

void TestWorkersScale::aReadOnlyFileStopsNothing()
{
    const QStringList before = m_stack->containers();
    const QByteArray env = QFile::encodeName(m_stack->options.folder + QLatin1String("/.env"));
    QCOMPARE(::chmod(env.constData(), 0400), 0);
    const Result<ScaleReport> fewer = scale(0);
    const Result<ScaleReport> more = scale(2);
    QCOMPARE(::chmod(env.constData(), 0600), 0);
    QD_VERIFY_ERROR(fewer, ErrorKind::Auth);
    QD_VERIFY_ERROR(more, ErrorKind::Auth);
    QCOMPARE(m_stack->containers(), before);
}

void TestWorkersScale::anotherNumberMeanwhileIsAConflict()
{
    Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    for (stack::Service &service : stack->services) {
        if (service.role == stack::Role::Worker)
            service.containers.append(service.containers.first());
    }
    const QStringList before = m_stack->containers();
    ScaleReport report;
    ScaleRequest request;
    request.target = 0;
    const PlanOutcome outcome = m_stack->run(scalePlan(m_stack->with, *stack, request, report));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Conflict);
    QCOMPARE(m_stack->containers(), before);
}

void TestWorkersScale::aHoldIsFoundAndLetGo()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const Result<std::unique_ptr<redis::Session>> session = queue(*stack);
    QD_VERIFY(session);
    const stack::QueueKeys keys = stack::queueKeys(stack->queue);
    QD_VERIFY(holdQueue({}, **session, keys, QStringLiteral("a test")));
    const Result<std::optional<QueueHold>> hold = queueHold({}, **session, keys);
    QD_VERIFY(hold);
    QVERIFY(hold->has_value());
    QVERIFY((*hold)->ours);
    QCOMPARE((*hold)->operation, QStringLiteral("a test"));
    QCOMPARE((*hold)->holderAlive, std::optional(true));
    QD_VERIFY_ERROR(holdQueue({}, **session, keys, QStringLiteral("a second one")), ErrorKind::Conflict);
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(3, 3, 0.2, 0.4);
    QTRY_COMPARE_WITH_TIMEOUT((*session)->command({}, {"LLEN", keys.paused}).value_or(redis::Reply()).integer, 3, 15'000);
    QCOMPARE(load.answered(), 0);
    QD_VERIFY(releaseQueue({}, **session, keys));
    QD_ALL_WELL(load, first, 3);
    QVERIFY(!queueHold({}, **session, keys).value_or(QueueHold()).has_value());
    QD_VERIFY(releaseQueue({}, **session, keys));
}

/// By a process that was killed, or whose machine was started again since: nobody comes back for it.
void TestWorkersScale::aHoldOfTheDeadIsTakenOver()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const Result<std::unique_ptr<redis::Session>> session = queue(*stack);
    QD_VERIFY(session);
    const stack::QueueKeys keys = stack::queueKeys(stack->queue);
    const QByteArray mark = keys.jobPrefix + "quarterdeck-hold";
    for (const char *changed : {"start", "boot", "machine"}) {
        QD_VERIFY(holdQueue({}, **session, keys, QStringLiteral("a test")));
        QJsonObject json = QJsonDocument::fromJson((*session)->command({}, {"GET", mark}).value_or(redis::Reply()).string).object();
        QVERIFY(json.contains(QLatin1String(changed)));
        json.insert(QLatin1String(changed), QStringLiteral("another"));
        if (qstrcmp(changed, "machine") == 0)
            json.insert(QStringLiteral("boot"), QStringLiteral("another"));
        QD_VERIFY((*session)->command({}, {"SET", mark, QJsonDocument(json).toJson(QJsonDocument::Compact)}));
        if (qstrcmp(changed, "machine") == 0) {
            // Of another machine nobody here knows.
            QD_VERIFY_ERROR(holdQueue({}, **session, keys, QStringLiteral("the next")), ErrorKind::Conflict);
        } else {
            const Result<Situation> seen = readSituation({}, m_stack->with, *stack);
            QD_VERIFY(seen);
            const auto left = [](const Finding &finding) { return finding.id == queueLeftHeld && finding.action == remedy::releaseQueue; };
            QVERIFY(std::any_of(seen->findings.cbegin(), seen->findings.cend(), left));
            QD_VERIFY(holdQueue({}, **session, keys, QStringLiteral("the next")));
            const Result<std::optional<QueueHold>> hold = queueHold({}, **session, keys);
            QD_VERIFY(hold);
            QVERIFY(hold->has_value());
            QCOMPARE((*hold)->operation, QStringLiteral("the next"));
            QCOMPARE((*hold)->holderAlive, std::optional(true));
        }
        QD_VERIFY(releaseQueue({}, **session, keys));
    }
}

void TestWorkersScale::aJobThatNobodyTookUpIsGivenBack()
{
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const Result<std::unique_ptr<redis::Session>> session = queue(*stack);
    QD_VERIFY(session);
    const stack::QueueKeys keys = stack::queueKeys(stack->queue);
    QD_VERIFY(holdQueue({}, **session, keys, QStringLiteral("a test")));
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(1, 1, 0.2, 0.4);
    QTRY_COMPARE_WITH_TIMEOUT((*session)->command({}, {"LLEN", keys.paused}).value_or(redis::Reply()).integer, 1, 15'000);
    // As if it had been handed to a worker in the moment in which it ended.
    const Result<redis::Reply> id = (*session)->command({}, {"RPOPLPUSH", keys.paused, keys.active});
    QD_VERIFY(id);
    QD_VERIFY(releaseQueue({}, **session, keys));
    QCOMPARE(giveBack({}, **session, keys, QString::fromUtf8(id->string)).value_or(false), true);
    // One that is worked on, or is over, stays where it is.
    QD_ALL_WELL(load, first, 1);
    QCOMPARE(giveBack({}, **session, keys, QString::fromUtf8(id->string)).value_or(true), false);
}

QTEST_GUILESS_MAIN(TestWorkersScale)
#include "tst_workersscale.moc"
