// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/drain.h"

#include "foundation/units.h"
#include "stack/serviceactions.h"
#include "workers/heldqueue.h"
#include "workers/longestjob.h"
#include "workers/runningjobs.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Drain)
};

constexpr auto defaultPatience = 10min;
/// What Redis has handed over is taken up by n8n within this time.
constexpr auto settleTime = 8s;
/// A worker that was told to end lets go of the queue at once, unless it is too busy to hear.
constexpr auto letGoTime = 30s;
constexpr auto pollPause = 500ms;
/// An engine that restarts is away for so long.
constexpr auto engineAway = 90s;

/// One worker on its way out.
struct Leaver
{
    stack::Container container;
    QString address;
    QString hostname;
    QSet<QByteArray> clients; ///< its connections to the queue when it was told to end
    QList<RunningJob> jobs; ///< what it runs, as far as it told
    bool answered = false; ///< and the newest of it
    bool told = false;
    bool ended = false;
    std::jthread stopper; ///< waits for the engine, which waits for it
};

class Drain final
{
public:
    Drain(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const stack::Service &workers, DrainOptions options)
        : m_context(context)
        , m_with(neighbours)
        , m_stack(stack)
        , m_service(workers)
        , m_options(std::move(options))
        , m_timeout(stack::n8nShutdownTimeout(workers))
        , m_grace(stack::stopGrace(workers))
    {
    }
    Q_DISABLE_COPY_MOVE(Drain)

    Result<DrainResult> run(const QList<stack::Container> &leaving)
    {
        QD_CHECK(look(leaving));
        if (std::all_of(m_leavers.cbegin(), m_leavers.cend(), [](const Leaver &one) { return one.ended; }))
            return m_result;
        QD_TRY(m_queue, HeldQueue::open(m_context, m_with, m_stack));
        if (const auto longest = longestJob(m_context, m_with.postgres, m_stack))
            m_longest = *longest;
        else
            m_context.sink().logLine(Words::tr("How long jobs take is not known: %1").arg(longest.error().what));
        QD_CHECK(m_context.checkpoint());

        QD_CHECK(m_queue->hold(m_context, Words::tr("drain workers of %1").arg(m_stack.id)));
        Result<void> result = tellAll();
        if (result)
            result = waitUntilLetGo();
        const Result<void> released = m_queue->release(m_context);
        m_result.heldMs = m_queue->heldMs();
        if (result)
            result = released;
        if (result)
            result = waitUntilEnded();
        if (!result) {
            takeBack();
            return fail(result.error());
        }
        giveBackStrays(m_context, m_queue->session(), m_queue->keys());
        return m_result;
    }

private:
    Result<void> look(const QList<stack::Container> &leaving)
    {
        for (const stack::Container &container : leaving) {
            Leaver leaver;
            leaver.container = container;
            const Result<docker::ContainerDetails> details = m_with.docker.inspectContainer(m_context, container.id);
            if (!details && details.error().kind != ErrorKind::NotFound)
                return fail(details.error());
            if (details) {
                leaver.hostname = details->hostname;
                leaver.address = container.address;
                if (leaver.address.isEmpty() && !details->networks.isEmpty())
                    leaver.address = details->networks.first().ipAddress;
            }
            leaver.ended = !details || (!details->state.running && !details->state.restarting);
            if (leaver.ended)
                m_result.drained.append(container.name);
            m_leavers.push_back(std::move(leaver));
        }
        return {};
    }

    /// Asks all workers what they run, and notes it for those that go.
    /// @return whether everything that Redis calls active is accounted for
    Result<bool> ask()
    {
        int running = 0;
        for (const stack::Container &container : m_service.containers)
            running += container.state == QLatin1String("running") ? 1 : 0;
        QD_TRY(const QList<WorkerAnswer> answers,
               askWorkers(m_context, m_with.redis, m_stack, std::max<int>(running, static_cast<int>(m_leavers.size()))));
        QSet<QString> known;
        for (const WorkerAnswer &answer : answers) {
            for (const RunningJob &job : answer.jobs)
                known.insert(job.executionId);
        }
        bool allAnswered = true;
        for (Leaver &leaver : m_leavers) {
            if (leaver.ended)
                continue;
            const WorkerAnswer *answer = answerOf(answers, leaver.address, leaver.hostname);
            leaver.answered = answer != nullptr;
            allAnswered = allAnswered && leaver.answered;
            if (answer != nullptr)
                leaver.jobs = answer->jobs;
        }
        QD_TRY(const QList<ActiveJob> active, activeJobs(m_context, m_queue->session(), m_queue->keys()));
        const bool accounted
            = std::all_of(active.cbegin(), active.cend(), [&known](const ActiveJob &job) { return known.contains(job.executionId); });
        return allAnswered && accounted;
    }

    /// Between the list of active jobs and a worker's own there is a moment in which
    /// n8n counts a job nowhere; a worker that is told to end then, ends.
    Result<void> settle()
    {
        const JobContext bounded = m_context.withTimeout(settleTime);
        while (true) {
            QD_TRY(const bool settled, ask());
            if (settled)
                return {};
            if (const Result<void> slept = bounded.sleep(200ms); !slept) {
                QD_CHECK(m_context.checkpoint());
                return {}; // jobs of a worker that is dead already: nobody's
            }
        }
    }

    [[nodiscard]] bool finishesNow() const { return m_options.finishNow && m_options.finishNow->load(); }

    [[nodiscard]] bool mayEnd(const Leaver &leaver) const
    {
        const QDateTime now = m_with.clock.now();
        return leaver.answered && std::all_of(leaver.jobs.cbegin(), leaver.jobs.cend(), [this, &now](const RunningJob &job) {
                   return job.startedAt.isValid()
                       && endsWithin(m_timeout, std::chrono::milliseconds(std::max<qint64>(0, job.startedAt.msecsTo(now))), m_longest);
               });
    }

    /// Each as soon as n8n's own time is enough for what it still runs.
    Result<void> tellAll()
    {
        QD_CHECK(settle());
        for (const Leaver &leaver : m_leavers)
            m_jobsAtFirst += static_cast<int>(leaver.jobs.size());
        std::chrono::milliseconds most = m_options.timeout;
        if (most <= 0ms)
            most = std::max<std::chrono::milliseconds>(defaultPatience, 2 * m_longest.value_or(0ms));
        const JobContext bounded = m_context.withTimeout(most);
        while (true) {
            bool allTold = true;
            for (Leaver &leaver : m_leavers) {
                if (!leaver.ended && !leaver.told && (mayEnd(leaver) || finishesNow()))
                    QD_CHECK(tell(leaver));
                allTold = allTold && (leaver.ended || leaver.told);
            }
            if (allTold)
                return {};
            report(most);
            const Result<void> slept = bounded.sleep(pollPause);
            QD_CHECK(m_context.checkpoint());
            if (!slept)
                return fail(tooLong(most));
            QD_CHECK(ask());
            markEnded();
        }
    }

    Error tooLong(std::chrono::milliseconds most) const
    {
        QStringList executions;
        for (const Leaver &leaver : m_leavers) {
            for (const RunningJob &job : leaver.jobs) {
                if (!leaver.told)
                    executions.append(job.executionId);
            }
        }
        return Error{
            ErrorKind::Timeout, Words::tr("Executions still run after %1, and n8n would cut them off.").arg(formatDuration(most)),
            Words::tr("Executions: %1").arg(executions.join(QLatin1String(", "))),
            Words::tr("Nothing was stopped. Wait for them, or give n8n more time to finish: N8N_GRACEFUL_SHUTDOWN_TIMEOUT and stop_grace_period.")};
    }

    Result<void> tell(Leaver &leaver)
    {
        QD_TRY(const redis::Reply clients, m_queue->session().command(m_context, {"CLIENT", "LIST"}));
        for (const stack::QueueClient &client : stack::queueClients(clients.string, m_queue->keys().clientName)) {
            if (client.address == leaver.address)
                leaver.clients.insert(client.id);
        }
        m_context.sink().logLine(leaver.jobs.isEmpty() ? Words::tr("%1 is told to end; it runs nothing.").arg(leaver.container.name)
                                                       : Words::tr("%1 is told to end; %n execution(s) have up to %2 to finish.", nullptr,
                                                                   static_cast<int>(leaver.jobs.size()))
                                                             .arg(leaver.container.name, formatDuration(m_timeout)));
        leaver.told = true;
        stop(leaver);
        return {};
    }

    /// The engine answers only when the container has ended, so somebody else waits for it.
    void stop(Leaver &leaver)
    {
        leaver.stopper = std::jthread([&docker = m_with.docker, id = leaver.container.id, grace = m_grace](const std::stop_token &token) {
            // What became of it is seen by looking at the container.
            (void)docker.stopContainer(JobContext(token), id, grace);
        });
    }

    /// Until none of those that go waits for a job, so that none is handed to them when the queue is let go.
    Result<void> waitUntilLetGo()
    {
        const JobContext bounded = m_context.withTimeout(letGoTime);
        while (true) {
            markEnded();
            QD_TRY(const redis::Reply list, m_queue->session().command(m_context, {"CLIENT", "LIST"}));
            QSet<QByteArray> present;
            for (const stack::QueueClient &client : stack::queueClients(list.string, m_queue->keys().clientName))
                present.insert(client.id);
            const bool letGo = std::all_of(m_leavers.cbegin(), m_leavers.cend(),
                                           [&present](const Leaver &one) { return one.ended || !present.intersects(one.clients); });
            if (letGo)
                return {};
            if (const Result<void> slept = bounded.sleep(100ms); !slept) {
                QD_CHECK(m_context.checkpoint());
                return {}; // it does not hear; what it is handed now is given back when it has ended
            }
        }
    }

    /// Looks which of those that were told have ended. An engine that does not answer says nothing about it.
    void markEnded()
    {
        for (Leaver &leaver : m_leavers) {
            if (leaver.ended)
                continue;
            const Result<docker::ContainerDetails> details = m_with.docker.inspectContainer(m_context, leaver.container.id);
            if (!details && details.error().kind == ErrorKind::Unreachable) {
                m_engineError = details.error();
                continue;
            }
            m_engineError.reset();
            const bool gone = !details && details.error().kind == ErrorKind::NotFound;
            if (!gone && (!details || details->state.running || details->state.restarting))
                continue;
            leaver.ended = true;
            m_result.drained.append(leaver.container.name);
            noteLost(leaver, details ? details->state.exitCode : 0, details && details->state.oomKilled);
        }
    }

    /// What it ran to its end is no longer active; what still is, nobody works on any more.
    void noteLost(const Leaver &leaver, int exitCode, bool oomKilled)
    {
        if (leaver.jobs.isEmpty())
            return;
        const Result<QList<ActiveJob>> active = activeJobs(m_context, m_queue->session(), m_queue->keys());
        if (!active)
            return;
        for (const ActiveJob &job : *active) {
            const bool its
                = std::any_of(leaver.jobs.cbegin(), leaver.jobs.cend(), [&job](const RunningJob &one) { return one.executionId == job.executionId; });
            if (its && !m_result.lost.contains(job.executionId))
                m_result.lost.append(job.executionId);
        }
        if (exitCode != 0) {
            m_context.sink().logLine(oomKilled ? Words::tr("%1 was ended by the kernel: it had no memory left.").arg(leaver.container.name)
                                               : Words::tr("%1 ended with exit code %2.").arg(leaver.container.name).arg(exitCode));
        }
    }

    Result<void> waitUntilEnded()
    {
        const JobContext bounded = m_context.withTimeout(m_grace + 60s);
        std::optional<QDeadlineTimer> away;
        int rounds = 0;
        while (true) {
            markEnded();
            if (std::all_of(m_leavers.cbegin(), m_leavers.cend(), [](const Leaver &one) { return one.ended; }))
                break;
            if (m_engineError) {
                if (!away)
                    away.emplace(engineAway);
                if (away->hasExpired())
                    return fail(*m_engineError);
            } else if (away) {
                // An engine that was restarted has forgotten what it was asked.
                away.reset();
                for (Leaver &leaver : m_leavers) {
                    if (!leaver.ended)
                        stop(leaver);
                }
            }
            if (++rounds % 4 == 0 && !m_engineError) {
                (void)ask();
                report(m_grace);
            }
            const Result<void> slept = bounded.sleep(pollPause);
            QD_CHECK(m_context.checkpoint());
            if (!slept)
                return fail(ErrorKind::Timeout, Words::tr("The engine did not end the workers in time."), {},
                            Words::tr("Look at them: docker ps -a"));
        }
        m_result.waitedForJobs = std::max<int>(0, m_jobsAtFirst - static_cast<int>(m_result.lost.size()));
        return {};
    }

    /// One line when something has changed, and how far it is.
    void report(std::chrono::milliseconds most)
    {
        int running = 0;
        for (const Leaver &leaver : m_leavers)
            running += leaver.ended ? 0 : static_cast<int>(leaver.jobs.size());
        m_context.sink().stepProgress(
            {QStringLiteral("drain"), std::max(0, m_jobsAtFirst - running), std::max(m_jobsAtFirst, running), Progress::Unit::Items});
        if (running == m_reported)
            return;
        m_reported = running;
        if (running > 0)
            m_context.sink().logLine(
                Words::tr("%n execution(s) still run on workers that go; they have up to %1.", nullptr, running).arg(formatDuration(most)));
    }

    /// Those that were told to end cannot be told otherwise: they end, and are started again.
    void takeBack()
    {
        const JobContext shielded = m_context.shielded(m_grace + 60s);
        for (Leaver &leaver : m_leavers) {
            if (!leaver.told)
                continue;
            m_context.sink().logLine(Words::tr("%1 was told to end already. It is started again as soon as it has.").arg(leaver.container.name));
            if (!leaver.ended)
                (void)m_with.docker.waitContainer(shielded, leaver.container.id);
            if (leaver.stopper.joinable())
                leaver.stopper.join();
            if (const Result<void> started = m_with.docker.startContainer(shielded, leaver.container.id); !started)
                m_context.sink().logLine(started.error().what);
        }
        giveBackStrays(m_context, m_queue->session(), m_queue->keys());
    }

    const JobContext &m_context;
    const Neighbours &m_with;
    const stack::Stack &m_stack;
    const stack::Service &m_service;
    const DrainOptions m_options;
    const std::chrono::seconds m_timeout; ///< after which n8n itself gives up
    const std::chrono::seconds m_grace; ///< after which the engine kills
    std::unique_ptr<HeldQueue> m_queue;
    std::optional<std::chrono::milliseconds> m_longest;
    std::optional<Error> m_engineError;
    std::vector<Leaver> m_leavers;
    int m_jobsAtFirst = 0;
    int m_reported = -1;
    DrainResult m_result;
};

} // namespace

Result<DrainResult> drainWorkers(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const stack::Service &workers,
                                 const QList<stack::Container> &leaving, const DrainOptions &options)
{
    return Drain(context, neighbours, stack, workers, options).run(leaving);
}

} // namespace quarterdeck::workers
