// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/monitor.h"

#include "foundation/logging.h"
#include "health/eventfollower.h"
#include "health/filewatch.h"
#include "health/inbox.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::health {

namespace {

using TimePoint = std::chrono::steady_clock::time_point;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::health::Monitor)
};

constexpr auto sampleInterval = 1s;
/// A reading that takes long must not turn into reading without a pause.
constexpr auto shortestRest = 200ms;
/// `docker compose up` makes a dozen events: read once, after the last.
constexpr auto settleTime = 250ms;
constexpr auto longestSettle = 1s;
constexpr auto fileCheckInterval = 2s;
constexpr auto engineTimeout = 10s;
constexpr auto discoveryTimeout = 60s;
constexpr std::chrono::milliseconds firstRetry = 500ms;
constexpr std::chrono::milliseconds longestRetry = 5s;

bool sameSummaries(const QList<stack::StackSummary> &a, const QList<stack::StackSummary> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(), [](const stack::StackSummary &x, const stack::StackSummary &y) {
        return x.id == y.id && x.project == y.project && x.containers == y.containers && x.running == y.running && x.hasWorkers == y.hasWorkers;
    });
}

/// A failure of the link to the engine, not of what was asked of it.
bool isLinkFailure(ErrorKind kind)
{
    return kind == ErrorKind::Unreachable || kind == ErrorKind::Timeout || kind == ErrorKind::Auth || kind == ErrorKind::Unsupported
        || kind == ErrorKind::NotFound; // Docker itself; things that are not there are dealt with where they are asked for
}

EngineStatus::Link linkFor(ErrorKind kind, bool wasConnected)
{
    switch (kind) {
    case ErrorKind::NotFound:
        // What was there a moment ago is not uninstalled: its socket is gone.
        return wasConnected ? EngineStatus::Link::Lost : EngineStatus::Link::NotInstalled;
    case ErrorKind::Auth:
        return EngineStatus::Link::NoPermission;
    case ErrorKind::Unsupported:
        return EngineStatus::Link::Unsupported;
    default:
        return wasConnected ? EngineStatus::Link::Lost : EngineStatus::Link::NotRunning;
    }
}

/// Something to be done soon: after the last of a burst of causes, but not
/// put off for ever.
class Due final
{
public:
    void now(TimePoint at)
    {
        m_first = at;
        m_due = at;
    }
    void settle(TimePoint at)
    {
        if (!m_first)
            m_first = at;
        const TimePoint wanted = std::min(at + settleTime, *m_first + longestSettle);
        m_due = m_due ? std::max(*m_due, wanted) : wanted;
    }
    void later(TimePoint at)
    {
        if (m_due)
            m_due = std::max(*m_due, at);
    }
    void done()
    {
        m_first.reset();
        m_due.reset();
    }
    [[nodiscard]] bool isDue(TimePoint at) const { return m_due && at >= *m_due; }
    [[nodiscard]] bool isWanted() const { return m_due.has_value(); }
    [[nodiscard]] std::optional<TimePoint> at() const { return m_due; }

private:
    std::optional<TimePoint> m_first;
    std::optional<TimePoint> m_due;
};

} // namespace

class Monitor::Private
{
public:
    Private(docker::DockerPort &docker_, compose::ComposePort &compose, cgroup::ResourcePort &resources, postgres::PostgresPort &postgres,
            redis::RedisPort &redis, n8n::N8nPort &n8n, const Clock &clock, Callbacks callbacks_)
        : docker(docker_)
        , discovery(docker_, compose)
        , prober(docker_, resources, postgres, redis, n8n, clock)
        , callbacks(std::move(callbacks_))
    {
    }

    void take(const News &news);
    [[nodiscard]] std::optional<TimePoint> nextWake() const;
    [[nodiscard]] Result<void> work(const JobContext &context);
    [[nodiscard]] Result<void> greet(const JobContext &context);
    [[nodiscard]] Result<void> list(const JobContext &context);
    [[nodiscard]] Result<void> choose(const JobContext &context);
    [[nodiscard]] Result<void> read(const JobContext &context);
    [[nodiscard]] Result<void> sample(const JobContext &context);
    [[nodiscard]] bool pictureRuns(const QString &containerId) const;
    [[nodiscard]] bool pictureHas(const QString &containerId) const;
    void markAllChanged();
    void checkFiles();
    void failed(const Error &error);
    void tellEngine(const EngineStatus &status);
    void tellNoStack(const Error &error);

    docker::DockerPort &docker;
    stack::Discovery discovery;
    Prober prober;
    Callbacks callbacks;
    Inbox inbox;

    // All below belongs to the thread in run().
    EngineStatus engine;
    bool engineTold = false;
    bool wasConnected = false;
    bool subscribed = false;
    quint64 subscription = 0;
    bool greetDue = false;
    bool visible = true;
    QString wanted;
    QString current; ///< chosen once, kept until another is wanted
    std::optional<QList<stack::StackSummary>> stacks;
    std::optional<stack::Stack> picture;
    std::optional<Error> noStackTold;
    Due listDue;
    Due readDue;
    TimePoint nextSample;
    TimePoint nextFileCheck;
    QByteArray files;
    std::chrono::milliseconds retry = firstRetry;
    std::optional<TimePoint> retryAt; ///< nothing is asked of the engine before
};

Monitor::Monitor(docker::DockerPort &docker, compose::ComposePort &compose, cgroup::ResourcePort &resources, postgres::PostgresPort &postgres,
                 redis::RedisPort &redis, n8n::N8nPort &n8n, const Clock &clock, Callbacks callbacks)
    : d(std::make_unique<Private>(docker, compose, resources, postgres, redis, n8n, clock, std::move(callbacks)))
{
}

Monitor::~Monitor() = default;

void Monitor::watch(const QString &stackId)
{
    d->inbox.want(stackId);
}

void Monitor::refreshNow()
{
    d->inbox.refresh();
}

void Monitor::setVisible(bool visible)
{
    d->inbox.setVisible(visible);
}

Result<void> Monitor::run(const JobContext &context)
{
    d->tellEngine(EngineStatus{});
    const EventFollower follower(d->docker, d->inbox);
    while (true) {
        QD_CHECK(context.checkpoint());
        d->take(d->inbox.wait(context, d->nextWake()));
        QD_CHECK(context.checkpoint());
        if (const Result<void> done = d->work(context); !done) {
            QD_CHECK(context.checkpoint());
            d->failed(done.error());
        } else if (d->subscribed && !d->greetDue) {
            d->retry = firstRetry;
            d->retryAt.reset();
        }
    }
}

/// Turns news into what is to be done, and when.
void Monitor::Private::take(const News &news)
{
    const TimePoint now = std::chrono::steady_clock::now();
    if (!news.connected) {
        subscribed = false;
        if (news.error) {
            EngineStatus status;
            status.link = linkFor(news.error->kind, wasConnected);
            status.error = *news.error;
            status.endpoint = engine.endpoint;
            tellEngine(status);
        }
    } else if (news.subscription != subscription || !subscribed) {
        // Whatever happened in between, no event told it.
        subscription = news.subscription;
        subscribed = true;
        greetDue = true;
        retryAt.reset();
        listDue.now(now);
        readDue.now(now);
        markAllChanged();
    }

    visible = news.visible;
    if (news.visibleChanged && visible)
        nextSample = now;
    if (news.wantedChanged) {
        wanted = news.wantedStack;
        if (current != wanted || wanted.isEmpty()) {
            current.clear();
            picture.reset();
            noStackTold.reset();
            listDue.now(now);
            readDue.now(now);
            retryAt.reset();
        }
    }
    if (news.refresh) {
        greetDue = subscribed;
        listDue.now(now);
        readDue.now(now);
        nextFileCheck = now;
        markAllChanged();
        retryAt.reset();
    }

    if (news.everythingChanged)
        markAllChanged();
    for (const QString &id : news.changed)
        prober.markChanged(id);
    if (news.structureChanged || news.lifeChanged)
        listDue.settle(now);
    if (picture) {
        const QString group = picture->orchestrator == stack::Orchestrator::Swarm ? picture->id : picture->project.name;
        const bool ours = !group.isEmpty() && news.structureProjects.contains(group);
        // What was stopped when the picture was made had no address and no
        // state of its own; what merely restarts has both.
        const bool newLife
            = std::any_of(news.started.cbegin(), news.started.cend(), [this](const QString &id) { return pictureHas(id) && !pictureRuns(id); });
        if (ours || newLife)
            readDue.settle(now);
    }
}

std::optional<TimePoint> Monitor::Private::nextWake() const
{
    if (!subscribed || !visible)
        return std::nullopt; // only news can change that
    std::optional<TimePoint> wake;
    const auto sooner = [&wake](const std::optional<TimePoint> &other) {
        if (other && (!wake || *other < *wake))
            wake = other;
    };
    if (greetDue)
        wake = std::chrono::steady_clock::now();
    sooner(listDue.at());
    if (!current.isEmpty())
        sooner(readDue.at());
    if (picture)
        sooner(nextSample);
    if (wake && retryAt && *wake < *retryAt)
        wake = retryAt;
    return wake;
}

Result<void> Monitor::Private::work(const JobContext &context)
{
    if (!subscribed)
        return {};
    if (retryAt && std::chrono::steady_clock::now() < *retryAt)
        return {};
    if (greetDue)
        QD_CHECK(greet(context));
    if (!visible)
        return {};
    if (listDue.isDue(std::chrono::steady_clock::now()))
        QD_CHECK(list(context));
    if (!current.isEmpty() && readDue.isDue(std::chrono::steady_clock::now()))
        QD_CHECK(read(context));
    if (picture && std::chrono::steady_clock::now() >= nextSample)
        QD_CHECK(sample(context));
    return {};
}

Result<void> Monitor::Private::greet(const JobContext &context)
{
    QD_TRY(const docker::EngineInfo info, docker.ping(context.withTimeout(engineTimeout)));
    greetDue = false;
    wasConnected = true;
    EngineStatus status;
    status.link = EngineStatus::Link::Connected;
    status.endpoint = info.endpoint;
    status.apiVersion = info.apiVersion;
    status.serverVersion = info.serverVersion;
    tellEngine(status);
    return {};
}

Result<void> Monitor::Private::list(const JobContext &context)
{
    QD_TRY(const QList<stack::StackSummary> found, discovery.list(context.withTimeout(engineTimeout)));
    listDue.done();
    const bool changed = !stacks || !sameSummaries(*stacks, found);
    // A stack that Compose did not make has no project to tell its events by.
    if (changed && picture && picture->project.name.isEmpty())
        readDue.now(std::chrono::steady_clock::now());
    stacks = found;
    if (changed && callbacks.stacks)
        callbacks.stacks(found);
    return choose(context);
}

Result<void> Monitor::Private::choose(const JobContext &context)
{
    const auto isThere = [this](const QString &id) {
        return std::any_of(stacks->cbegin(), stacks->cend(), [&id](const stack::StackSummary &s) { return s.id == id; });
    };
    if (!current.isEmpty()) {
        if (isThere(current)) {
            if (!picture && !readDue.isWanted())
                readDue.now(std::chrono::steady_clock::now());
            return {};
        }
        picture.reset();
        readDue.done();
        tellNoStack({ErrorKind::NotFound,
                     Words::tr("The stack %1 is no longer there.").arg(current),
                     {},
                     Words::tr("It is shown again as soon as it comes back; or choose another one.")});
        return {};
    }
    Result<QString> chosen = !wanted.isEmpty() && isThere(wanted) ? Result<QString>(wanted)
        : wanted.isEmpty() && stacks->size() == 1                 ? Result<QString>(stacks->first().id)
                                                                  : discovery.choose(context.withTimeout(engineTimeout), wanted);
    if (chosen) {
        current = *chosen;
        readDue.now(std::chrono::steady_clock::now());
        return {};
    }
    QD_CHECK(context.checkpoint());
    if (chosen.error().kind != ErrorKind::Conflict)
        QD_CHECK(docker.ping(context.withTimeout(engineTimeout))); // the stack is not there, or Docker altogether?
    tellNoStack(chosen.error());
    return {};
}

Result<void> Monitor::Private::read(const JobContext &context)
{
    Result<stack::Stack> stack = discovery.read(context.withTimeout(discoveryTimeout), current);
    if (!stack) {
        if (stack.error().kind == ErrorKind::NotFound) {
            // The stack, or Docker altogether?
            QD_CHECK(docker.ping(context.withTimeout(engineTimeout)));
            picture.reset();
            readDue.done();
            tellNoStack(stack.error());
            return {};
        }
        return fail(stack.error());
    }
    readDue.done();
    noStackTold.reset();
    picture = *std::move(stack);
    files = fileSignature(projectFiles(picture->project));
    prober.setStack(*picture);
    nextSample = std::chrono::steady_clock::now();
    nextFileCheck = nextSample + fileCheckInterval;
    if (callbacks.stack)
        callbacks.stack(*picture);
    return {};
}

Result<void> Monitor::Private::sample(const JobContext &context)
{
    const TimePoint start = std::chrono::steady_clock::now();
    // Also when it fails: at most once a second.
    nextSample = start + sampleInterval;
    if (start >= nextFileCheck)
        checkFiles();
    Result<StackStatus> status = prober.take(context.withTimeout(discoveryTimeout));
    nextSample = std::max(nextSample, std::chrono::steady_clock::now() + shortestRest);
    if (!status)
        return fail(status.error());
    if (callbacks.status)
        callbacks.status(*status);
    return {};
}

bool Monitor::Private::pictureHas(const QString &containerId) const
{
    for (const stack::Service &service : picture->services) {
        for (const stack::Container &container : service.containers) {
            if (container.id == containerId)
                return true;
        }
    }
    return false;
}

bool Monitor::Private::pictureRuns(const QString &containerId) const
{
    for (const stack::Service &service : picture->services) {
        for (const stack::Container &container : service.containers) {
            if (container.id == containerId)
                return container.state == QLatin1String("running");
        }
    }
    return false;
}

void Monitor::Private::markAllChanged()
{
    if (!picture)
        return;
    for (const stack::Service &service : std::as_const(picture->services)) {
        for (const stack::Container &container : service.containers)
            prober.markChanged(container.id);
    }
    nextSample = std::chrono::steady_clock::now();
}

void Monitor::Private::checkFiles()
{
    nextFileCheck = std::chrono::steady_clock::now() + fileCheckInterval;
    const QByteArray signature = fileSignature(projectFiles(picture->project));
    if (signature == files)
        return;
    files = signature;
    readDue.settle(std::chrono::steady_clock::now());
}

/// What was due stays due; it is tried again after a pause that grows.
void Monitor::Private::failed(const Error &error)
{
    qCInfo(logHealth) << "the monitor failed:" << error.what << error.detail;
    retryAt = std::chrono::steady_clock::now() + retry;
    retry = std::min(retry * 2, longestRetry);
    if (isLinkFailure(error.kind)) {
        EngineStatus status;
        status.link = linkFor(error.kind, wasConnected);
        status.error = error;
        status.endpoint = engine.endpoint;
        tellEngine(status);
        greetDue = true; // it says so when it answers again
    } else if (!picture) {
        tellNoStack(error);
    }
}

void Monitor::Private::tellEngine(const EngineStatus &status)
{
    const bool same = engineTold && status.link == engine.link && status.error == engine.error && status.endpoint == engine.endpoint
        && status.apiVersion == engine.apiVersion && status.serverVersion == engine.serverVersion;
    if (same)
        return;
    engine = status;
    engineTold = true;
    if (callbacks.engine)
        callbacks.engine(engine);
}

void Monitor::Private::tellNoStack(const Error &error)
{
    if (noStackTold == error)
        return;
    noStackTold = error;
    if (callbacks.noStack)
        callbacks.noStack(error);
}

} // namespace quarterdeck::health
