// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "foundation/units.h"
#include "stack/serviceactions.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace quarterdeck::restore {

namespace {

using namespace std::chrono_literals;

struct DoorText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreDoors)
};

/// An older database is migrated first.
constexpr auto readyWithin = 10min;
constexpr auto shutGrace = 20s;

bool runsN8n(const stack::Service &service)
{
    return service.role == stack::Role::Main || service.role == stack::Role::Worker || service.role == stack::Role::Webhook;
}

/// What runs now, by asking: numbers and ids may have changed since the stack was read.
Result<QList<StoppedContainer>> running(const RestoreRun &run, const JobContext &context, const stack::Service &service)
{
    QList<StoppedContainer> found;
    for (const stack::Container &container : service.containers) {
        const Result<docker::ContainerDetails> details = run.neighbours.docker.inspectContainer(context, container.id);
        if (!details && details.error().kind == ErrorKind::NotFound)
            continue;
        if (!details)
            return fail(details.error());
        if (details->state.running || details->state.restarting)
            found.append({details->id, container.name, service.name});
    }
    return found;
}

Result<void> stopOne(RestoreRun &run, const JobContext &context, const QString &id, std::chrono::seconds grace)
{
    if (!run.state().told.contains(id)) {
        run.state().told.append(id);
        QD_CHECK(run.save());
    }
    return run.neighbours.docker.stopContainer(context, id, grace);
}

Result<void> stopAll(RestoreRun &run, const JobContext &context, const QList<StoppedContainer> &containers, std::chrono::seconds grace)
{
    for (const StoppedContainer &container : containers) {
        context.sink().logLine(DoorText::tr("Stopping %1, with up to %2 to finish.").arg(container.name, formatDuration(grace)));
        QD_CHECK(stopOne(run, context, container.id, grace));
    }
    return {};
}

/// One that is still about to end, because its stop was cancelled half way, would count as
/// started and be gone a moment later. So what was told to end has ended before anything is started.
Result<void> letEnd(RestoreRun &run, const JobContext &context)
{
    for (const stack::Service &service : run.request.stack->services) {
        for (const stack::Container &container : service.containers) {
            if (!run.state().told.contains(container.id))
                continue;
            if (const Result<void> ended = run.neighbours.docker.stopContainer(context, container.id, stack::stopGrace(service));
                !ended && ended.error().kind != ErrorKind::NotFound)
                return ended;
        }
    }
    run.state().told.clear();
    return run.save();
}

/// Jobs that workers run now, or nothing when Redis does not tell.
std::optional<qint64> activeJobs(const RestoreRun &run, const JobContext &context)
{
    const Result<std::unique_ptr<redis::Session>> session = run.queue(context);
    if (!session)
        return std::nullopt;
    const Result<redis::Reply> reply = (*session)->command(context, {"LLEN", run.request.stack->queue.prefix.toUtf8() + ":jobs:active"});
    return reply ? std::optional<qint64>(reply->integer) : std::nullopt;
}

Result<void> drain(const RestoreRun &run, const JobContext &context)
{
    const std::chrono::seconds most = run.request.drainTimeout;
    if (most <= 0s || !run.request.stack->queue.enabled)
        return {};
    QDeadlineTimer deadline(most);
    std::optional<qint64> told;
    while (!deadline.hasExpired()) {
        const std::optional<qint64> active = activeJobs(run, context);
        if (!active || *active == 0)
            return {};
        if (active != told) {
            context.sink().logLine(DoorText::tr("%n execution(s) still run; they have %1 more.", nullptr, static_cast<int>(*active))
                                       .arg(formatDuration(std::chrono::duration_cast<std::chrono::seconds>(deadline.remainingTimeAsDuration()))));
        }
        told = active;
        QD_CHECK(context.sleep(1s));
    }
    return {};
}

/// Of those that ran before: this service's, as they are now.
QStringList idsOf(const JournalState &state, const QString &service)
{
    QStringList ids;
    for (const StoppedContainer &container : state.stopped) {
        if (container.service == service)
            ids.append(container.id);
    }
    return ids;
}

/// Removes the stopped containers of these services, so that Compose makes them by the files as they are now.
/// @return false when that would lose data; then nothing was removed
Result<bool> removeOld(const RestoreRun &run, const JobContext &context, const QStringList &services)
{
    QStringList ids;
    for (const QString &service : services) {
        QD_TRY(const QList<docker::ContainerSummary> now,
               run.neighbours.docker.listContainers(context, true,
                                                    {QLatin1String("com.docker.compose.project=") + run.request.stack->project.name,
                                                     QLatin1String("com.docker.compose.service=") + service}));
        for (const docker::ContainerSummary &container : now) {
            const Result<docker::ContainerDetails> details = run.neighbours.docker.inspectContainer(context, container.id);
            if (!details && details.error().kind == ErrorKind::NotFound)
                continue;
            if (!details)
                return fail(details.error());
            if (stack::hasAnonymousVolume(*details))
                return false;
            ids.append(container.id);
        }
    }
    for (const QString &id : std::as_const(ids)) {
        if (const Result<void> removed = run.neighbours.docker.removeContainer(context, id, true, false);
            !removed && removed.error().kind != ErrorKind::NotFound)
            return fail(removed.error());
    }
    return true;
}

Result<void> recreate(const RestoreRun &run, const JobContext &context, const QStringList &services, const JournalState &state)
{
    compose::UpOptions options;
    options.services = services;
    for (const QString &service : services)
        options.scale.insert(service, static_cast<int>(idsOf(state, service).size()));
    // PostgreSQL and Redis stay as they are: the restore is at work in them. --no-deps would see to that, but
    // takes depends_on out of what is hashed (Compose 2.26), and the next plain "up" would make n8n anew, with
    // whatever runs in it. So n8n's containers go first, and nothing that is there is recreated.
    QD_TRY(const bool removed, removeOld(run, context, services));
    options.noRecreate = removed;
    options.noDependencies = !removed;
    return run.compose.up(context, run.request.stack->project, options);
}

} // namespace

Result<void> closeDoors(RestoreRun &run, const JobContext &context)
{
    QList<StoppedContainer> first;
    QList<StoppedContainer> workers;
    std::chrono::seconds firstGrace = 10s;
    std::chrono::seconds workerGrace = 10s;
    for (const stack::Service &service : run.request.stack->services) {
        if (!runsN8n(service))
            continue;
        QD_TRY(const QList<StoppedContainer> found, running(run, context, service));
        if (service.role == stack::Role::Worker) {
            workers += found;
            workerGrace = std::max(workerGrace, stack::stopGrace(service));
        } else {
            first += found;
            firstGrace = std::max(firstGrace, stack::stopGrace(service));
        }
    }
    // Gone on with: what was stopped before does not run any more, and is still to be started again.
    for (const StoppedContainer &container : first + workers) {
        const auto same = [&container](const StoppedContainer &other) { return other.id == container.id; };
        if (std::none_of(run.state().stopped.cbegin(), run.state().stopped.cend(), same))
            run.state().stopped.append(container);
    }
    QD_CHECK(run.save());
    QD_CHECK(stopAll(run, context, first, firstGrace));
    QD_CHECK(drain(run, context));
    return stopAll(run, context, workers, workerGrace);
}

Result<void> reopenDoors(RestoreRun &run, const JobContext &context)
{
    if (!run.state().done.contains(QLatin1String("drain")) && !run.state().recreate) {
        // Whoever asked for their end is gone, but the engine goes on with it: started
        // now, what still runs would count as started, and end a moment later.
        for (const StoppedContainer &container : std::as_const(run.state().stopped))
            QD_CHECK(run.neighbours.docker.stopContainer(context, container.id, shutGrace));
    }
    return openDoors(run, context, true);
}

Result<void> openDoors(RestoreRun &run, const JobContext &context, bool all)
{
    QD_CHECK(letEnd(run, context));
    if (run.request.scenario == Scenario::Rebuild) {
        compose::UpOptions options;
        options.waitHealthy = true;
        options.waitTimeoutSeconds = static_cast<int>(std::chrono::seconds(readyWithin).count());
        return run.compose.up(context, run.request.stack->project, options);
    }
    QStringList ids;
    QStringList services;
    for (const stack::Service &service : run.request.stack->services) {
        if (!runsN8n(service) || (!all && service.role != stack::Role::Main))
            continue;
        const QStringList ran = idsOf(run.state(), service.name);
        if (ran.isEmpty())
            continue;
        ids += ran;
        services.append(service.name);
    }
    if (services.isEmpty()) {
        context.sink().logLine(DoorText::tr("n8n did not run before; it stays stopped."));
        return {};
    }
    if (run.state().recreate)
        return recreate(run, context, services, run.state());
    for (const QString &id : std::as_const(ids))
        QD_CHECK(run.neighbours.docker.startContainer(context, id));
    // Main tells by itself when it is ready, sooner than its health check comes round.
    return all ? stack::waitUntilUp(context, run.neighbours.docker, ids, readyWithin) : Result<void>();
}

Result<void> shutDoors(RestoreRun &run, const JobContext &context)
{
    const QString label = QLatin1String("com.docker.compose.project=") + run.request.stack->project.name;
    for (const stack::Service &service : run.request.stack->services) {
        if (!runsN8n(service))
            continue;
        QStringList ids;
        if (run.request.stack->project.name.isEmpty()) {
            for (const stack::Container &container : service.containers)
                ids.append(container.id);
        } else {
            // Containers that were made anew have other ids than those that were read.
            // All of them: one that an engine just starts does not run yet, and stopping what does not run costs nothing.
            QD_TRY(const QList<docker::ContainerSummary> now,
                   run.neighbours.docker.listContainers(context, true, {label, QLatin1String("com.docker.compose.service=") + service.name}));
            for (const docker::ContainerSummary &container : now)
                ids.append(container.id);
        }
        for (const QString &id : std::as_const(ids)) {
            if (const Result<void> stopped = stopOne(run, context, id, shutGrace); !stopped && stopped.error().kind != ErrorKind::NotFound)
                return stopped;
        }
    }
    return {};
}

Result<void> waitForMain(RestoreRun &run, const JobContext &outer)
{
    const stack::Service *main = run.request.stack->service(stack::Role::Main);
    if (main == nullptr || idsOf(run.state(), main->name).isEmpty())
        return {};
    QString id = idsOf(run.state(), main->name).first();
    if (run.state().recreate) {
        QD_TRY(const QList<docker::ContainerSummary> now,
               run.neighbours.docker.listContainers(outer, false,
                                                    {QLatin1String("com.docker.compose.project=") + run.request.stack->project.name,
                                                     QLatin1String("com.docker.compose.service=") + main->name}));
        if (now.isEmpty())
            return fail(ErrorKind::Internal, DoorText::tr("Compose started no n8n."));
        id = now.first().id;
    }
    const JobContext context = outer.withTimeout(readyWithin);
    docker::ExecSpec spec;
    // Node is all that n8n's image is sure to have.
    spec.argv = {QStringLiteral("node"), QStringLiteral("-e"),
                 QStringLiteral("fetch('http://127.0.0.1:'+(process.env.N8N_PORT||5678)+'/healthz/readiness')"
                                ".then(r=>process.exit(r.ok?0:1),()=>process.exit(2))")};
    while (true) {
        const Result<int> code = run.neighbours.docker.exec(context, id, spec, [](docker::OutputStream, QByteArrayView) { return Result<void>(); });
        if (code && *code == 0)
            return {};
        QD_TRY(const docker::ContainerDetails details, run.neighbours.docker.inspectContainer(outer, id));
        if (!details.state.running && !details.state.restarting) {
            return fail(ErrorKind::Internal, DoorText::tr("n8n ended right after it was started, with exit code %1.").arg(details.state.exitCode),
                        details.state.error, DoorText::tr("Look into its log: docker logs %1").arg(details.name));
        }
        if (const Result<void> slept = context.sleep(500ms); !slept) {
            if (slept.error().kind != ErrorKind::Timeout || outer.deadline().hasExpired())
                return slept;
            return fail(ErrorKind::Timeout, DoorText::tr("n8n runs, but is not ready after %1.").arg(formatDuration(readyWithin)), {},
                        DoorText::tr("Look into its log: docker logs %1").arg(details.name));
        }
    }
}

} // namespace quarterdeck::restore
