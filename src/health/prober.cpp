// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/prober.h"

#include "health/disks.h"
#include "health/endpointprobe.h"
#include "health/queuereader.h"
#include "health/verdict.h"

#include <QSet>
#include <QThread>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace quarterdeck::health {

namespace {

constexpr auto engineTimeout = 5s;
/// Two samples closer than this would say more about the clock than about the container.
constexpr auto shortestInterval = 200ms;

/// What is kept of a container between readings.
struct Watched
{
    stack::Container container;
    std::optional<docker::ContainerDetails> details; ///< none until inspected
    bool stale = true; ///< to be inspected before the next reading
    bool gone = false; ///< the engine no longer knows it
    std::optional<cgroup::ResourceSample> sample;
    std::optional<double> cpuPercent;
    std::chrono::steady_clock::time_point watchedSince;
    std::optional<std::chrono::steady_clock::time_point> busySince;
};

QString addressOf(const docker::ContainerDetails &details, const QString &preferred = {})
{
    QString any;
    for (const docker::NetworkEndpoint &endpoint : details.networks) {
        if (endpoint.ipAddress.isEmpty())
            continue;
        if (endpoint.ipAddress == preferred)
            return preferred;
        if (any.isEmpty())
            any = endpoint.ipAddress;
    }
    return any;
}

/// Node runs a program's JavaScript on one thread: one core is all it has.
bool isNode(stack::Role role)
{
    return role == stack::Role::Main || role == stack::Role::Worker || role == stack::Role::Webhook;
}

double usableCores(const docker::HostConfig &host, stack::Role role)
{
    if (host.nanoCpus > 0)
        return static_cast<double>(host.nanoCpus) / 1e9;
    if (host.cpuQuota > 0 && host.cpuPeriod > 0)
        return static_cast<double>(host.cpuQuota) / static_cast<double>(host.cpuPeriod);
    return isNode(role) ? 1.0 : static_cast<double>(QThread::idealThreadCount());
}

qint64 secondsBetween(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to)
{
    return std::chrono::duration_cast<std::chrono::seconds>(to - from + 500ms).count();
}

} // namespace

class Prober::Private
{
public:
    Private(docker::DockerPort &docker_, cgroup::ResourcePort &resources_, redis::RedisPort &redis, n8n::N8nPort &n8n, const Clock &clock_)
        : docker(docker_)
        , resources(resources_)
        , clock(clock_)
        , queue(docker_, redis, clock_)
        , endpoint(n8n, clock_)
    {
    }

    [[nodiscard]] Result<void> inspectStale(const JobContext &context);
    [[nodiscard]] Result<void> sample(const JobContext &context, Watched &watched, stack::Role role);
    [[nodiscard]] ContainerStatus containerStatus(const stack::Service &service, const Watched &watched) const;
    [[nodiscard]] const Watched *firstRunning(const QString &serviceName) const;
    [[nodiscard]] Result<void> readQueue(const JobContext &context, StackStatus &status);
    [[nodiscard]] Result<void> readEndpoints(const JobContext &context, StackStatus &status);
    void markConsuming(StackStatus &status) const;

    docker::DockerPort &docker;
    cgroup::ResourcePort &resources;
    const Clock &clock;
    QueueReader queue;
    EndpointProbe endpoint;
    stack::Stack stack;
    Thresholds thresholds;
    std::optional<QDateTime> lastProvenBackup;
    QHash<QString, Watched> watched; ///< by container id
    QStringList diskPaths;
};

Prober::Prober(docker::DockerPort &docker, cgroup::ResourcePort &resources, postgres::PostgresPort & /*postgres*/, redis::RedisPort &redis,
               n8n::N8nPort &n8n, const Clock &clock)
    : d(std::make_unique<Private>(docker, resources, redis, n8n, clock))
{
}

Prober::~Prober() = default;

void Prober::setLastProvenBackup(const std::optional<QDateTime> &taken)
{
    d->lastProvenBackup = taken;
}

void Prober::setStack(const stack::Stack &stack)
{
    QHash<QString, Watched> kept;
    for (const stack::Service &service : stack.services) {
        for (const stack::Container &container : service.containers) {
            // Samples stay, so that the CPU figure has no gap.
            Watched watched = d->watched.take(container.id);
            watched.container = container;
            watched.stale = true;
            watched.gone = false;
            kept.insert(container.id, std::move(watched));
        }
    }
    for (auto it = d->watched.cbegin(); it != d->watched.cend(); ++it)
        d->resources.forget(it.key());
    d->watched = std::move(kept);
    d->stack = stack;
    d->queue.setQueue(stack.queue, stack.concurrency.perWorker);
    d->endpoint.refresh();
}

void Prober::markChanged(const QString &containerId)
{
    const auto it = d->watched.find(containerId);
    if (it == d->watched.end())
        return;
    it->stale = true;
    for (const stack::Service &service : std::as_const(d->stack.services)) {
        const bool here
            = std::any_of(service.containers.cbegin(), service.containers.cend(), [&](const stack::Container &c) { return c.id == containerId; });
        if (!here)
            continue;
        if (service.role == stack::Role::Main)
            d->endpoint.refresh();
        if (service.name == d->stack.queue.service)
            d->queue.refresh();
    }
}

Result<void> Prober::Private::inspectStale(const JobContext &context)
{
    for (auto it = watched.begin(); it != watched.end(); ++it) {
        if (!it->stale || it->gone)
            continue;
        Result<docker::ContainerDetails> details = docker.inspectContainer(context.withTimeout(engineTimeout), it.key());
        if (!details) {
            if (details.error().kind != ErrorKind::NotFound)
                return fail(std::move(details).error());
            // The container, or Docker altogether?
            QD_CHECK(docker.ping(context.withTimeout(engineTimeout)));
            it->gone = true;
            resources.forget(it.key());
            continue;
        }
        const bool sameLife = it->details && it->details->state.startedAt == details->state.startedAt && details->state.running;
        if (!sameLife) {
            it->sample.reset();
            it->cpuPercent.reset();
            it->busySince.reset();
            resources.forget(it.key());
        }
        it->details = *std::move(details);
        it->stale = false;
    }
    return {};
}

Result<void> Prober::Private::sample(const JobContext &context, Watched &entry, stack::Role role)
{
    if (!entry.details || !entry.details->state.running || entry.details->state.pid <= 0)
        return {};
    const Result<cgroup::ResourceSample> taken = resources.sample(context.withTimeout(engineTimeout), entry.details->id, entry.details->state.pid);
    if (!taken) {
        QD_CHECK(context.checkpoint());
        // Most likely it ended a moment ago: look again next time.
        entry.stale = true;
        entry.sample.reset();
        entry.cpuPercent.reset();
        entry.busySince.reset();
        return {};
    }
    if (!entry.sample) {
        entry.watchedSince = taken->at;
        entry.sample = *taken;
        return {};
    }
    if (taken->at - entry.sample->at < shortestInterval)
        return {};
    entry.cpuPercent = cgroup::cpuPercent(*entry.sample, *taken);
    const double share = *entry.cpuPercent / usableCores(entry.details->host, role);
    if (share < thresholds.cpuPercent)
        entry.busySince.reset();
    else if (!entry.busySince)
        entry.busySince = entry.sample->at;
    entry.sample = *taken;
    return {};
}

ContainerStatus Prober::Private::containerStatus(const stack::Service &service, const Watched &entry) const
{
    ContainerStatus status;
    status.id = entry.container.id;
    status.name = entry.container.name;
    status.service = service.name;
    status.role = service.role;
    status.number = entry.container.number;
    if (!entry.details)
        return status;
    const docker::ContainerDetails &details = *entry.details;
    status.name = details.name;
    status.engineState = details.state.status;
    status.health = details.state.running ? details.state.health : docker::Health::None;
    status.version = details.imageId == service.imageId || service.imageId.isEmpty() ? service.version : QString();
    status.startedAt = details.state.startedAt;
    status.restartCount = details.restartCount;
    status.oomKilled = details.state.oomKilled;
    status.exitCode = details.state.exitCode;
    status.memoryLimit = details.host.memory;
    status.cpuCores = usableCores(details.host, service.role);
    status.cpuPercent = entry.cpuPercent;
    if (entry.sample) {
        status.memoryUsed = static_cast<qint64>(entry.sample->memoryUsed);
        status.oomKills = entry.sample->oomKills;
        status.cpuWatchedSeconds = secondsBetween(entry.watchedSince, entry.sample->at);
        if (entry.busySince)
            status.cpuBusySeconds = secondsBetween(*entry.busySince, entry.sample->at);
    }
    return status;
}

const Watched *Prober::Private::firstRunning(const QString &serviceName) const
{
    const stack::Service *service = serviceName.isEmpty() ? nullptr : stack.service(serviceName);
    if (service == nullptr)
        return nullptr;
    for (const stack::Container &container : service->containers) {
        const auto it = watched.constFind(container.id);
        if (it != watched.cend() && !it->gone && it->details && it->details->state.running)
            return &*it;
    }
    return nullptr;
}

Result<void> Prober::Private::readQueue(const JobContext &context, StackStatus &status)
{
    if (!stack.queue.enabled)
        return {};
    const Watched *server = firstRunning(stack.queue.service);
    queue.setServer(server != nullptr ? server->container.id : QString(),
                    server != nullptr ? addressOf(*server->details, stack.queue.access.host) : QString());
    Result<QueueStatus> figures = queue.read(context);
    if (figures) {
        status.queue = *std::move(figures);
        return {};
    }
    QD_CHECK(context.checkpoint());
    status.queueProblem = figures.error().what;
    return {};
}

Result<void> Prober::Private::readEndpoints(const JobContext &context, StackStatus &status)
{
    const stack::Service *main = stack.service(stack::Role::Main);
    const Watched *running = main != nullptr ? firstRunning(main->name) : nullptr;
    if (running == nullptr) {
        endpoint.setTarget(std::nullopt);
        return {};
    }
    endpoint.setTarget(readinessTarget(stack, addressOf(*running->details)));
    QD_TRY(const std::optional<EndpointStatus> answer, endpoint.latest(context));
    if (answer)
        status.endpoints.append(*answer);
    return {};
}

void Prober::Private::markConsuming(StackStatus &status) const
{
    if (!status.queue)
        return;
    const QSet<QString> consumers(status.queue->consumerAddresses.cbegin(), status.queue->consumerAddresses.cend());
    QList<std::pair<ContainerStatus *, bool>> seen;
    bool anyMatches = false;
    for (ServiceStatus &service : status.services) {
        if (service.role != stack::Role::Worker)
            continue;
        for (ContainerStatus &container : service.containers) {
            const auto it = watched.constFind(container.id);
            if (it == watched.cend() || !it->details || !it->details->state.running)
                continue;
            const auto &networks = it->details->networks;
            const bool consumes = std::any_of(networks.cbegin(), networks.cend(),
                                              [&consumers](const docker::NetworkEndpoint &e) { return consumers.contains(e.ipAddress); });
            anyMatches = anyMatches || consumes;
            seen.append({&container, consumes});
        }
    }
    // No match although there are consumers: Redis sees them through a
    // translated address, so who is who cannot be told.
    if (!anyMatches && !consumers.isEmpty())
        return;
    for (const auto &[container, consumes] : std::as_const(seen))
        container->consuming = consumes;
}

Result<StackStatus> Prober::take(const JobContext &context)
{
    QD_CHECK(context.checkpoint());
    QD_CHECK(d->inspectStale(context));

    StackStatus status;
    status.stackId = d->stack.id;
    for (const stack::Service &service : std::as_const(d->stack.services)) {
        ServiceStatus line;
        line.name = service.name;
        line.role = service.role;
        line.version = service.version;
        line.wanted = service.replicasWanted;
        for (const stack::Container &container : service.containers) {
            Watched &entry = d->watched[container.id];
            if (entry.gone)
                continue;
            QD_CHECK(d->sample(context, entry, service.role));
            line.containers.append(d->containerStatus(service, entry));
            if (d->diskPaths.size() < 2 && entry.details) {
                const QString root = engineDataRoot(entry.details->mounts);
                if (!root.isEmpty())
                    d->diskPaths = QStringList{QStringLiteral("/"), root};
            }
        }
        status.services.append(line);
    }
    QD_CHECK(d->readQueue(context, status));
    QD_CHECK(d->readEndpoints(context, status));
    d->markConsuming(status);
    status.disks = readDisks(d->diskPaths.isEmpty() ? QStringList{QStringLiteral("/")} : d->diskPaths);
    status.taken = d->clock.now();
    status.lastProvenBackup = d->lastProvenBackup;
    return judge(d->stack, std::move(status), d->thresholds);
}

} // namespace quarterdeck::health
