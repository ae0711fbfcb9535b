// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/swarm/swarmdrain.h"

#include "foundation/units.h"
#include "workers/heldqueue.h"
#include "workers/longestjob.h"
#include "workers/runningjobs.h"
#include "workers/swarm/swarmgrace.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

using docker::SwarmTask;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::SwarmDrain)
};

constexpr auto defaultPatience = 10min;
constexpr auto letGoTime = 30s; ///< a worker that was told to end lets go of the queue at once, unless it is too busy to hear
constexpr auto chosenWithin = 30s; ///< Swarm chooses in milliseconds; a manager that is busy takes longer
constexpr auto tidyTime = 60s; ///< for a task that has ended to be seen as such
constexpr auto pollPause = 500ms;
constexpr auto letGoPause = 100ms; ///< meanwhile nobody is given a job
constexpr auto killMargin = 2s; ///< between the grace period and what is counted on

/// A task on its way out, and what it ran since it was told to end.
struct Leaver
{
    SwarmTask task;
    QString name;
    QSet<QString> executions;
    bool ended = false;
};

class SwarmDrain final
{
public:
    SwarmDrain(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const DrainOptions &options)
        : m_context(context)
        , m_with(neighbours)
        , m_stack(stack)
        , m_options(options)
    {
    }
    Q_DISABLE_COPY_MOVE(SwarmDrain)

    Result<DrainResult> run(int from, int target)
    {
        QD_TRY(m_workers, swarmWorkers(m_context, m_with, m_stack));
        QD_CHECK(openQueue());
        const Result<std::optional<std::chrono::milliseconds>> longest = longestJob(m_context, m_with.postgres, m_stack);
        QD_CHECK(m_context.checkpoint());
        m_chain = swarmGrace(*m_stack.service(stack::Role::Worker), longest.value_or(std::nullopt));

        Result<void> result;
        if (m_queue)
            QD_CHECK(m_queue->hold(m_context, Words::tr("end workers of %1").arg(m_stack.id)));
        if (m_queue)
            result = waitUntilAllMayEnd();
        if (result)
            result = lower(from, target);
        if (result && m_queue)
            result = waitUntilLetGo();
        if (m_queue) {
            const Result<void> released = m_queue->release(m_context);
            m_result.heldMs = m_queue->heldMs();
            if (result)
                result = released;
        }
        if (result)
            result = waitUntilGone();
        if (m_queue && !m_leavers.empty())
            giveBackStrays(m_context, m_queue->session(), m_queue->keys());
        if (!result)
            return fail(result.error());
        return m_result;
    }

private:
    /// Without the queue Swarm's grace is all there is.
    Result<void> openQueue()
    {
        Result<std::unique_ptr<HeldQueue>> queue = HeldQueue::open(m_context, m_with, m_stack);
        QD_CHECK(m_context.checkpoint());
        if (queue)
            m_queue = *std::move(queue);
        else
            m_context.sink().logLine(Words::tr("The queue cannot be held, nor can it be seen which jobs run: %1").arg(queue.error().what));
        return {};
    }

    [[nodiscard]] bool finishesNow() const { return m_options.finishNow && m_options.finishNow->load(); }

    /// Of a job that nobody knows the length of, only its end is certain.
    [[nodiscard]] bool mayEnd(const RunningJob &job, std::chrono::milliseconds time) const
    {
        const qint64 age = std::max<qint64>(0, job.startedAt.msecsTo(m_with.clock.now()));
        return job.startedAt.isValid() && endsWithin(time, std::chrono::milliseconds(age), m_chain.longest);
    }

    /// Until whatever runs, on whichever worker, will end by itself in the time that it gets.
    Result<void> waitUntilAllMayEnd()
    {
        std::chrono::milliseconds most = m_options.timeout;
        if (most <= 0ms)
            most = std::max<std::chrono::milliseconds>(defaultPatience, 2 * m_chain.longest.value_or(0ms));
        const std::chrono::milliseconds time
            = std::max<std::chrono::milliseconds>(0ms, std::min<std::chrono::milliseconds>(m_chain.n8nTimeout, m_chain.grace - killMargin));
        const JobContext bounded = m_context.withTimeout(most);
        while (!finishesNow()) {
            QD_TRY(const QList<SwarmTask> tasks, livingTasks(m_context, *m_workers.swarm, m_workers.service.id));
            QD_TRY(const QList<WorkerAnswer> answers, askWorkers(m_context, m_with.redis, m_stack, static_cast<int>(tasks.size())));
            QD_TRY(const QList<ActiveJob> active, activeJobs(m_context, m_queue->session(), m_queue->keys()));
            QSet<QString> open;
            for (const ActiveJob &job : active)
                open.insert(job.executionId.isEmpty() ? job.jobId : job.executionId);
            m_jobsAtFirst = std::max(m_jobsAtFirst, static_cast<int>(open.size()));
            for (const WorkerAnswer &answer : answers) {
                for (const RunningJob &job : answer.jobs) {
                    // Also what Redis handed over and the worker has not begun is in `open`, and no answer takes it out.
                    if (mayEnd(job, time))
                        open.remove(job.executionId);
                }
            }
            if (open.isEmpty())
                return {};
            report(static_cast<int>(active.size()), most);
            const Result<void> slept = bounded.sleep(pollPause);
            QD_CHECK(m_context.checkpoint());
            if (!slept) {
                QStringList executions(open.cbegin(), open.cend());
                executions.sort();
                return fail(ErrorKind::Timeout, Words::tr("Executions still run after %1, and could be cut off.").arg(formatDuration(most)),
                            Words::tr("Executions: %1").arg(executions.join(QLatin1String(", "))),
                            m_chain.remedy.isEmpty() ? Words::tr("Nothing was changed. Wait for them, then try again.")
                                                     : Words::tr("Nothing was changed.") + QLatin1Char(' ') + m_chain.remedy);
            }
        }
        return {};
    }

    Result<void> lower(int from, int target)
    {
        QD_TRY(const QList<SwarmTask> before, livingTasks(m_context, *m_workers.swarm, m_workers.service.id));
        if (m_queue) {
            QD_TRY(m_clientsBefore, queueClients());
        }
        QD_CHECK(changeReplicas(m_context, m_workers, from, target));
        const JobContext bounded = m_context.withTimeout(chosenWithin);
        const qsizetype wanted = std::count_if(before.cbegin(), before.cend(), [](const SwarmTask &task) { return task.isWanted(); });
        while (true) {
            QD_TRY(const QList<SwarmTask> now, livingTasks(m_context, *m_workers.swarm, m_workers.service.id));
            m_leavers.clear();
            for (const SwarmTask &task : before) {
                const auto same = std::find_if(now.cbegin(), now.cend(), [&task](const SwarmTask &one) { return one.id == task.id; });
                if (same == now.cend() || !same->isWanted())
                    m_leavers.push_back({task, taskName(m_workers.service, task), {}, same == now.cend()});
            }
            // One that was on its way out before counts among them, too.
            if (static_cast<qsizetype>(m_leavers.size()) >= wanted - target)
                break;
            const Result<void> slept = bounded.sleep(pollPause);
            QD_CHECK(m_context.checkpoint());
            if (!slept)
                return fail(ErrorKind::Timeout, Words::tr("Swarm has taken the new number, but ends no task."), {},
                            Words::tr("Look at it: docker service ps %1").arg(m_workers.service.name));
        }
        QStringList names;
        for (const Leaver &leaver : m_leavers)
            names.append(leaver.name);
        m_context.sink().logLine(
            Words::tr("Swarm has chosen %1; they have up to %2 to finish.").arg(names.join(QLatin1String(", ")), formatDuration(m_chain.grace)));
        return {};
    }

    /// What those that leave run, as far as they tell.
    void noteExecutions()
    {
        if (!m_queue || std::all_of(m_leavers.cbegin(), m_leavers.cend(), [](const Leaver &one) { return one.ended; }))
            return;
        const Result<QList<WorkerAnswer>> answers = askWorkers(m_context, m_with.redis, m_stack, m_workers.service.replicas.value_or(1));
        if (!answers)
            return;
        for (Leaver &leaver : m_leavers) {
            const WorkerAnswer *answer = nullptr;
            for (const QString &address : std::as_const(leaver.task.addresses)) {
                if (answer == nullptr)
                    answer = answerOf(*answers, address, leaver.task.containerId.left(12));
            }
            if (leaver.ended || answer == nullptr)
                continue;
            for (const RunningJob &job : answer->jobs)
                leaver.executions.insert(job.executionId);
        }
    }

    /// The connections over which jobs are taken.
    Result<QList<stack::QueueClient>> queueClients()
    {
        QD_TRY(const redis::Reply list, m_queue->session().command(m_context, {"CLIENT", "LIST"}));
        return stack::queueClients(list.string, m_queue->keys().clientName);
    }

    /// Until those that were chosen have closed the connections over which they were given jobs.
    /// They may open new ones, but ask for nothing over them.
    Result<void> waitUntilLetGo()
    {
        QSet<QByteArray> theirs;
        for (const stack::QueueClient &client : std::as_const(m_clientsBefore)) {
            for (const Leaver &leaver : m_leavers) {
                if (leaver.task.addresses.contains(client.address))
                    theirs.insert(client.id);
            }
        }
        const JobContext bounded = m_context.withTimeout(letGoTime);
        while (true) {
            QD_CHECK(markEnded());
            QD_TRY(const QList<stack::QueueClient> clients, queueClients());
            const bool letGo
                = std::none_of(clients.cbegin(), clients.cend(), [&theirs](const stack::QueueClient &client) { return theirs.contains(client.id); });
            if (letGo || std::all_of(m_leavers.cbegin(), m_leavers.cend(), [](const Leaver &one) { return one.ended; }))
                return {};
            if (const Result<void> slept = bounded.sleep(letGoPause); !slept) {
                QD_CHECK(m_context.checkpoint());
                return {}; // it does not hear; what it is handed now is given back when it has ended
            }
        }
    }

    Result<void> markEnded()
    {
        QD_TRY(const QList<SwarmTask> now, livingTasks(m_context, *m_workers.swarm, m_workers.service.id));
        for (Leaver &leaver : m_leavers) {
            const bool there = std::any_of(now.cbegin(), now.cend(), [&leaver](const SwarmTask &one) { return one.id == leaver.task.id; });
            leaver.ended = leaver.ended || !there;
        }
        return {};
    }

    Result<void> waitUntilGone()
    {
        const JobContext bounded = m_context.withTimeout(m_chain.grace + tidyTime);
        int rounds = 0;
        while (true) {
            QD_CHECK(markEnded());
            if (std::all_of(m_leavers.cbegin(), m_leavers.cend(), [](const Leaver &one) { return one.ended; }))
                break;
            if (rounds++ % 4 == 0)
                noteExecutions();
            const Result<void> slept = bounded.sleep(pollPause);
            QD_CHECK(m_context.checkpoint());
            if (!slept)
                return fail(ErrorKind::Timeout, Words::tr("Swarm did not end the tasks in time."), {},
                            Words::tr("Look at them: docker service ps %1").arg(m_workers.service.name));
        }
        for (const Leaver &leaver : m_leavers)
            m_result.drained.append(leaver.name);
        noteLost();
        return m_context.checkpoint();
    }

    /// What they ran to its end is no longer active; what still is, nobody works on any more.
    void noteLost()
    {
        if (!m_queue)
            return;
        const Result<QList<ActiveJob>> active = activeJobs(m_context, m_queue->session(), m_queue->keys());
        if (!active) {
            m_context.sink().logLine(Words::tr("Whether a job was cut off could not be seen: %1").arg(active.error().what));
            return;
        }
        int theirs = 0;
        for (const Leaver &leaver : m_leavers) {
            theirs += static_cast<int>(leaver.executions.size());
            for (const ActiveJob &job : *active) {
                if (leaver.executions.contains(job.executionId) && !m_result.lost.contains(job.executionId))
                    m_result.lost.append(job.executionId);
            }
        }
        m_result.waitedForJobs = std::max(0, theirs - static_cast<int>(m_result.lost.size()));
    }

    void report(int running, std::chrono::milliseconds most)
    {
        m_context.sink().stepProgress({QStringLiteral("drain"), std::max(0, m_jobsAtFirst - running), m_jobsAtFirst, Progress::Unit::Items});
        if (running == m_reported)
            return;
        m_reported = running;
        m_context.sink().logLine(
            Words::tr("%n execution(s) run; nothing is ended before they surely finish in time. Waiting for up to %1.", nullptr, running)
                .arg(formatDuration(most)));
    }

    const JobContext &m_context;
    const Neighbours &m_with;
    const stack::Stack &m_stack;
    const DrainOptions m_options;
    SwarmWorkers m_workers;
    SwarmGrace m_chain;
    std::unique_ptr<HeldQueue> m_queue; ///< empty where Redis cannot be reached
    std::vector<Leaver> m_leavers;
    QList<stack::QueueClient> m_clientsBefore; ///< before the number was lowered
    int m_jobsAtFirst = 0;
    int m_reported = -1;
    DrainResult m_result;
};

} // namespace

Result<DrainResult> drainSwarmTasks(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, int from, int target,
                                    const DrainOptions &options)
{
    return SwarmDrain(context, neighbours, stack, options).run(from, target);
}

Result<void> changeReplicas(const JobContext &context, const SwarmWorkers &workers, int from, int target)
{
    QD_CHECK(docker::changeService(context, *workers.swarm, workers.service.id, [from, target](docker::SwarmService &service) -> Result<bool> {
        if (service.replicas == target)
            return false;
        if (service.replicas && *service.replicas != from) {
            return fail(ErrorKind::Conflict,
                        Words::tr("There are to be %n worker(s) now; somebody has changed their number meanwhile.", nullptr, *service.replicas), {},
                        Words::tr("Look at them, then choose the number again."));
        }
        QD_CHECK(docker::setReplicas(service, target));
        return true;
    }));
    return {};
}

} // namespace quarterdeck::workers
