// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/serviceactions.h"

#include "foundation/units.h"
#include "stack/lockedplan.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <memory>

namespace quarterdeck::stack {

namespace {

using namespace std::chrono_literals;

struct ServiceText
{
    Q_DECLARE_TR_FUNCTIONS(ServiceActions)
};

constexpr auto engineDefaultGrace = 10s;

bool runsN8n(const Service &service)
{
    return service.role == Role::Main || service.role == Role::Worker || service.role == Role::Webhook;
}

bool isRunning(const Container &container)
{
    return container.state == QLatin1String("running") || container.state == QLatin1String("restarting");
}

int runningCount(const Service &service)
{
    return static_cast<int>(std::count_if(service.containers.cbegin(), service.containers.cend(), isRunning));
}

Step stopStep(docker::DockerPort &docker, const Container &container, std::chrono::seconds grace)
{
    const QString id = container.id;
    const auto underWay = std::make_shared<bool>(false);
    return {QLatin1String("stop-") + container.name, ServiceText::tr("Stop %1, with up to %2 to finish").arg(container.name, formatDuration(grace)),
            [&docker, id, grace, underWay](JobContext &context) -> Result<void> {
                Result<void> stopped = docker.stopContainer(context, id, grace);
                *underWay = !stopped && (stopped.error().kind == ErrorKind::Cancelled || stopped.error().kind == ErrorKind::Timeout);
                return stopped;
            },
            [&docker, id, grace, underWay](JobContext &context) -> Result<void> {
                // The engine goes on with a stop that nobody waits for any more,
                // and a start before its end would be lost.
                if (*underWay) {
                    if (const Result<int> ended = docker.waitContainer(context.withTimeout(grace + 10s), id);
                        !ended && ended.error().kind != ErrorKind::Timeout)
                        return fail(ended.error());
                }
                return docker.startContainer(context, id);
            }};
}

Step startStep(docker::DockerPort &docker, const Container &container)
{
    const QString id = container.id;
    return {QLatin1String("start-") + container.name,
            ServiceText::tr("Start %1").arg(container.name),
            [&docker, id](JobContext &context) { return docker.startContainer(context, id); },
            {}};
}

Step waitStep(docker::DockerPort &docker, const QString &name, const QList<Container> &containers)
{
    QStringList ids;
    for (const Container &container : containers)
        ids.append(container.id);
    return {QLatin1String("wait-") + name,
            ServiceText::tr("Wait until %1 is up").arg(name),
            [&docker, ids](JobContext &context) { return waitUntilUp(context, docker, ids); },
            {}};
}

QString operationName(ServiceAction action, const QString &service)
{
    switch (action) {
    case ServiceAction::Start:
        return ServiceText::tr("start %1").arg(service);
    case ServiceAction::Stop:
        return ServiceText::tr("stop %1").arg(service);
    case ServiceAction::Restart:
        break;
    }
    return ServiceText::tr("restart %1").arg(service);
}

} // namespace

bool hasAnonymousVolume(const docker::ContainerDetails &container)
{
    static const QRegularExpression anonymous(QStringLiteral("^[0-9a-f]{64}$"));
    return std::any_of(container.mounts.cbegin(), container.mounts.cend(),
                       [](const docker::Mount &mount) { return mount.type == QLatin1String("volume") && anonymous.match(mount.name).hasMatch(); });
}

Result<void> waitUntilUp(const JobContext &outer, docker::DockerPort &docker, const QStringList &ids, std::chrono::minutes within)
{
    const JobContext context = outer.withTimeout(within);
    for (const QString &id : ids) {
        while (true) {
            QD_TRY(const docker::ContainerDetails details, docker.inspectContainer(context, id));
            const bool settled = details.state.health == docker::Health::None || details.state.health == docker::Health::Healthy;
            if (details.state.running && settled)
                break;
            if (!details.state.running && !details.state.restarting) {
                return fail(ErrorKind::Internal,
                            ServiceText::tr("%1 ended right after it was started, with exit code %2.").arg(details.name).arg(details.state.exitCode),
                            details.state.error, ServiceText::tr("Look into its log: docker logs %1").arg(details.name));
            }
            if (const Result<void> slept = context.sleep(250ms); !slept) {
                if (slept.error().kind != ErrorKind::Timeout || outer.deadline().hasExpired())
                    return slept;
                return fail(ErrorKind::Timeout, ServiceText::tr("%1 runs, but is not healthy after %2.").arg(details.name, formatDuration(within)),
                            details.state.healthOutput, ServiceText::tr("Look into its log: docker logs %1").arg(details.name));
            }
        }
    }
    return {};
}

std::chrono::seconds n8nShutdownTimeout(const Service &service)
{
    // A number to n8n, so it may have a fraction.
    const auto setting = [&service](const char *name) {
        const double seconds = service.environment.value(QLatin1String(name)).toDouble();
        return std::chrono::seconds(static_cast<qint64>(std::ceil(std::clamp(seconds, 0.0, 86400.0))));
    };
    const std::chrono::seconds old = service.role == Role::Worker ? setting("QUEUE_WORKER_TIMEOUT") : 0s;
    const std::chrono::seconds wanted = old > 0s ? old : setting("N8N_GRACEFUL_SHUTDOWN_TIMEOUT");
    return wanted > 0s ? wanted : 30s;
}

std::chrono::seconds stopGrace(const Service &service)
{
    const auto own = service.stopGraceSeconds >= 0 ? std::chrono::seconds(service.stopGraceSeconds) : std::chrono::seconds(engineDefaultGrace);
    if (runsN8n(service))
        return std::max(own, n8nShutdownTimeout(service) + 15s);
    if (service.role == Role::Postgres)
        return std::max<std::chrono::seconds>(own, 60s);
    if (service.role == Role::Redis)
        return std::max<std::chrono::seconds>(own, 30s);
    return own;
}

QStringList serviceActionConsequences(ServiceAction action, const Stack &stack, const Service &service, qint64 runningJobs)
{
    QStringList sentences;
    const int running = runningCount(service);
    const auto stopped = static_cast<int>(service.containers.size()) - running;
    if (action == ServiceAction::Start) {
        sentences.append(ServiceText::tr("%n container(s) of %1 will be started.", nullptr, stopped).arg(service.name));
        return sentences;
    }
    sentences.append(action == ServiceAction::Stop
                         ? ServiceText::tr("%n container(s) of %1 will be stopped.", nullptr, running).arg(service.name)
                         : ServiceText::tr("%n container(s) of %1 will be stopped and started again.", nullptr, running).arg(service.name));
    const QString grace = formatDuration(stopGrace(service));
    switch (service.role) {
    case Role::Main:
        sentences.append(ServiceText::tr("Until it is back, n8n's window does not open, webhooks get no answer and schedules do not fire."));
        break;
    case Role::Webhook:
        sentences.append(ServiceText::tr("Until it is back, webhooks get no answer."));
        break;
    case Role::Worker:
        if (runningJobs > 0)
            sentences.append(ServiceText::tr("%n running execution(s) get up to %1 to finish; what takes longer is cut off.", nullptr,
                                             static_cast<int>(runningJobs))
                                 .arg(grace));
        else
            sentences.append(ServiceText::tr("Running executions get up to %1 to finish; what takes longer is cut off.").arg(grace));
        sentences.append(ServiceText::tr("New ones wait in the queue."));
        break;
    case Role::Runner:
        sentences.append(ServiceText::tr("Until it is back, Code nodes fail."));
        break;
    case Role::Postgres:
        sentences.append(ServiceText::tr("n8n cannot work without its database: running executions fail, and nothing new starts until it is back."));
        break;
    case Role::Redis:
        if (stack.queue.enabled)
            sentences.append(
                ServiceText::tr("Without the queue no execution starts or ends; n8n's processes give up after a while and start again."));
        break;
    case Role::Proxy:
        sentences.append(ServiceText::tr("Until it is back, nothing reaches n8n from outside."));
        break;
    case Role::Other:
        break;
    }
    if (action == ServiceAction::Stop)
        sentences.append(ServiceText::tr("It stays stopped until it is started again. No data is removed."));
    else
        sentences.append(ServiceText::tr("No data is removed."));
    return sentences;
}

QList<Step> servicePlan(docker::DockerPort &docker, ServiceAction action, const Stack &stack, const Service &service)
{
    if (stack.orchestrator == Orchestrator::Swarm) {
        // A task whose container is stopped is replaced by another one, and its container never runs again.
        const Error error{
            ErrorKind::Unsupported,
            ServiceText::tr("Swarm starts and stops the tasks of %1 itself.").arg(service.name),
            {},
            ServiceText::tr("To have them made anew, one after the other: docker service update --force %1_%2").arg(stack.id, service.name)};
        return {{QStringLiteral("check"),
                 ServiceText::tr("Look whether it can be done"),
                 [error](JobContext &) -> Result<void> { return fail(error); },
                 {}}};
    }
    QList<Step> plan;
    for (const Container &container : service.containers) {
        if (action != ServiceAction::Start && isRunning(container))
            plan.append(stopStep(docker, container, stopGrace(service)));
        if (action != ServiceAction::Stop)
            plan.append(startStep(docker, container));
        // Restarted one after the other: the others go on working meanwhile.
        if (action == ServiceAction::Restart)
            plan.append(waitStep(docker, container.name, {container}));
    }
    if (action == ServiceAction::Start)
        plan.append(waitStep(docker, service.name, service.containers));
    return lockedPlan(std::move(plan), stack.id, operationName(action, service.name));
}

} // namespace quarterdeck::stack
