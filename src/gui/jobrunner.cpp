// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobrunner.h"

#include <QElapsedTimer>

#include <utility>

namespace quarterdeck::gui {

/// Turns what a job tells into signals; used on the job thread. Progress is
/// passed on at most twenty times a second: no eye sees more, and a fast job
/// must not flood the window.
class JobRunner::Sink final : public ProgressSink
{
public:
    Sink(JobRunner &runner, quint64 id)
        : m_runner(runner)
        , m_id(id)
    {
    }

    void stepStarted(const QString &id, const QString &title) override
    {
        m_sinceProgress.invalidate();
        Q_EMIT m_runner.stepStarted(m_id, id, title);
    }
    void stepProgress(const Progress &progress) override
    {
        constexpr qint64 shortestPauseMs = 50;
        const bool complete = progress.total >= 0 && progress.done >= progress.total;
        if (m_sinceProgress.isValid() && m_sinceProgress.elapsed() < shortestPauseMs && !complete)
            return;
        m_sinceProgress.start();
        Q_EMIT m_runner.stepProgress(m_id, progress);
    }
    void stepFinished(const QString &id, const Result<void> &result) override { Q_EMIT m_runner.stepFinished(m_id, id, result.has_value()); }
    void logLine(const QString &line) override { Q_EMIT m_runner.logLine(m_id, line); }

private:
    JobRunner &m_runner;
    quint64 m_id;
    QElapsedTimer m_sinceProgress;
};

JobRunner::JobRunner(QObject *parent)
    : QObject(parent)
{
    connect(this, &JobRunner::finished, this, &JobRunner::onFinished, Qt::QueuedConnection);
    m_thread = std::jthread([this](const std::stop_token &quit) { work(quit); });
}

JobRunner::~JobRunner()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.clear();
        m_currentStop.request_stop();
    }
    m_thread.join();
}

quint64 JobRunner::start(Job job)
{
    const quint64 id = ++m_lastId;
    const QString title = job.title;
    if (++m_unfinished == 1)
        Q_EMIT busyChanged(true);
    Q_EMIT jobQueued(id, title);
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.push_back({id, std::move(job), std::stop_source()});
    }
    m_wake.notify_one();
    return id;
}

void JobRunner::cancel(quint64 id)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (id == m_currentId)
            m_currentStop.request_stop();
        for (Pending &pending : m_queue) {
            if (pending.id == id)
                pending.stop.request_stop(); // it keeps its turn, and ends at once when that comes
        }
    }
    Q_EMIT cancelling(id);
}

void JobRunner::cancelAll()
{
    QList<quint64> ids;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_currentId != 0)
            ids.append(m_currentId);
        for (const Pending &pending : m_queue)
            ids.append(pending.id);
    }
    for (const quint64 id : std::as_const(ids))
        cancel(id);
}

void JobRunner::work(const std::stop_token &quit)
{
    while (true) {
        Pending pending;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, quit, [this] { return !m_queue.empty(); }) || quit.stop_requested())
                return;
            pending = std::move(m_queue.front());
            m_queue.pop_front();
            m_currentId = pending.id;
            m_currentStop = pending.stop;
        }
        const JobOutcome outcome = run(pending);
        {
            const std::scoped_lock lock(m_mutex);
            m_currentId = 0;
        }
        Q_EMIT finished(outcome);
    }
}

JobOutcome JobRunner::run(const Pending &pending)
{
    JobOutcome outcome;
    outcome.id = pending.id;
    outcome.title = pending.job.title;
    outcome.success = pending.job.success;
    Sink sink(*this, pending.id);
    JobContext context(pending.stop.get_token(), sink);
    if (outcome.result = context.checkpoint(); !outcome.result)
        return outcome; // cancelled before its turn

    outcome.startedAt = QDateTime::currentDateTimeUtc();
    QElapsedTimer clock;
    clock.start();
    Q_EMIT jobStarted(pending.id, pending.job.title, pending.job.plan);
    if (!pending.job.plan.isEmpty()) {
        PlanOutcome plan = runPlan(pending.job.plan, context);
        outcome.result = std::move(plan.result);
        outcome.undoErrors = std::move(plan.undoErrors);
    } else if (pending.job.work) {
        outcome.result = pending.job.work(context);
    }
    outcome.took = std::chrono::milliseconds(clock.elapsed());
    return outcome;
}

void JobRunner::onFinished()
{
    if (--m_unfinished == 0)
        Q_EMIT busyChanged(false);
}

} // namespace quarterdeck::gui
