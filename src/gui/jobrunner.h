// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"

#include <QDateTime>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace quarterdeck::gui {

/// Something to do on the job thread: a plan, or, without steps, a function.
struct Job
{
    QString title; ///< translated: "Restart worker"
    QList<Step> plan;
    std::function<Result<void>(JobContext &)> work; ///< used when the plan is empty
    QString success; ///< translated: what is true after it; shown as the result
};

/// How a job ended.
struct JobOutcome
{
    quint64 id = 0;
    QString title;
    QString success;
    Result<void> result;
    QList<Error> undoErrors; ///< what could not be taken back
    QDateTime startedAt; ///< UTC; invalid when it was cancelled before its turn
    std::chrono::milliseconds took{0};

    [[nodiscard]] bool wasCancelled() const { return !result && result.error().kind == ErrorKind::Cancelled; }
};

/// One worker thread; jobs wait their turn. Call it from the thread it lives
/// in; its signals arrive there, queued. Every job that was accepted gets
/// exactly one finished(). Destruction cancels and joins, and tells no more.
class JobRunner final : public QObject
{
    Q_OBJECT

public:
    explicit JobRunner(QObject *parent = nullptr);
    ~JobRunner() override;
    Q_DISABLE_COPY_MOVE(JobRunner)

    /// @return the job's number, named by every signal about it
    quint64 start(Job job);
    /// Asks the running or waiting job to end; answers at once. The job's own
    /// finished() follows when it has undone what it had done.
    void cancel(quint64 id);
    /// The running one and all that wait.
    void cancelAll();
    [[nodiscard]] bool isBusy() const { return m_unfinished > 0; }

Q_SIGNALS:
    void jobQueued(quint64 id, const QString &title);
    /// The plan is given before it runs, so that it can be shown.
    void jobStarted(quint64 id, const QString &title, const QList<quarterdeck::Step> &plan);
    void stepStarted(quint64 id, const QString &stepId, const QString &title);
    void stepProgress(quint64 id, const quarterdeck::Progress &progress);
    void stepFinished(quint64 id, const QString &stepId, bool success);
    void logLine(quint64 id, const QString &line);
    void cancelling(quint64 id);
    void finished(const quarterdeck::gui::JobOutcome &outcome);
    void busyChanged(bool busy);

private:
    class Sink;
    struct Pending
    {
        quint64 id = 0;
        Job job;
        std::stop_source stop;
    };

    void work(const std::stop_token &quit);
    [[nodiscard]] JobOutcome run(const Pending &pending);
    void onFinished();

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Pending> m_queue;
    quint64 m_currentId = 0;
    std::stop_source m_currentStop;
    quint64 m_lastId = 0; ///< of our own thread only
    int m_unfinished = 0; ///< of our own thread only
    std::jthread m_thread; ///< last: it uses all of the above
};

} // namespace quarterdeck::gui

Q_DECLARE_METATYPE(quarterdeck::gui::JobOutcome)
