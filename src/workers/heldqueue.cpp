// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/heldqueue.h"

#include "workers/queuerepair.h"
#include "workers/runningjobs.h"

#include <QCoreApplication>
#include <QSet>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::HeldQueue)
};

constexpr auto releasePatience = 60s;
constexpr auto oneTry = 5s;
constexpr auto strayLooks = 1500ms; ///< between the two

QSet<QString> strays(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys)
{
    QSet<QString> ids;
    for (const ActiveJob &job : activeJobs(context, session, keys).value_or(QList<ActiveJob>())) {
        if (!job.locked && !job.started)
            ids.insert(job.jobId);
    }
    return ids;
}

} // namespace

HeldQueue::HeldQueue(const Neighbours &neighbours, redis::Coordinates coordinates, std::unique_ptr<redis::Session> session, stack::QueueKeys keys)
    : m_redis(neighbours.redis)
    , m_clock(neighbours.clock)
    , m_coordinates(std::move(coordinates))
    , m_session(std::move(session))
    , m_keys(std::move(keys))
{
}

Result<std::unique_ptr<HeldQueue>> HeldQueue::open(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack)
{
    QD_TRY(redis::Coordinates coordinates, queueCoordinates(stack));
    QD_TRY(std::unique_ptr<redis::Session> session, neighbours.redis.connect(context, coordinates));
    return std::unique_ptr<HeldQueue>(new HeldQueue(neighbours, std::move(coordinates), std::move(session), stack::queueKeys(stack.queue)));
}

Result<void> HeldQueue::hold(const JobContext &context, const QString &operation)
{
    const Result<void> held = holdQueue(context, *m_session, m_keys, operation);
    // Cancelled while Redis had it already: then it is held.
    if (!held && held.error().kind != ErrorKind::Conflict)
        (void)release(context);
    if (held)
        m_since = m_clock.monotonic();
    return held;
}

Result<void> HeldQueue::release(const JobContext &context)
{
    const JobContext shielded = context.shielded(releasePatience);
    Result<void> released = releaseQueue(shielded.withTimeout(oneTry), *m_session, m_keys);
    while (!released && shielded.sleep(1s)) {
        Result<std::unique_ptr<redis::Session>> again = m_redis.connect(shielded.withTimeout(oneTry), m_coordinates);
        if (!again)
            continue;
        m_session = *std::move(again);
        released = releaseQueue(shielded.withTimeout(oneTry), *m_session, m_keys);
    }
    if (m_since) {
        m_heldMs += std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - *m_since).count();
        m_since.reset();
    }
    if (!released) {
        return fail(released.error().kind, Words::tr("The queue could not be let go: no worker gets a job until it is."), released.error().detail,
                    Words::tr("When Redis answers again: quarterdeckctl workers release"));
    }
    return {};
}

void giveBackStrays(const JobContext &context, redis::Session &session, const stack::QueueKeys &keys)
{
    const JobContext shielded = context.shielded(10s);
    const QSet<QString> before = strays(shielded, session, keys);
    if (before.isEmpty() || !shielded.sleep(strayLooks))
        return;
    const QSet<QString> still = strays(shielded, session, keys) & before;
    for (const QString &id : still) {
        if (giveBack(shielded, session, keys, id).value_or(false))
            context.sink().logLine(Words::tr("Job %1 had been handed to a worker that ended; it waits again.").arg(id));
    }
}

} // namespace quarterdeck::workers
