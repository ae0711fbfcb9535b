// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/verdict.h"

#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::health {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::health::Verdict)
};

constexpr int exitedBySigint = 130;
constexpr int exitedBySigkill = 137;
constexpr int exitedBySigterm = 143;

int badness(State state)
{
    switch (state) {
    case State::Healthy:
        return 0;
    case State::Unknown:
        return 1;
    case State::Warning:
        return 2;
    case State::Stopped:
        return 3;
    case State::Failing:
        return 4;
    }
    return 4;
}

bool isRunning(const ContainerStatus &container)
{
    return container.engineState == QLatin1String("running");
}

/// Without one of these n8n does not do its work.
bool isEssential(stack::Role role)
{
    return role != stack::Role::Other && role != stack::Role::Proxy;
}

struct Judgement
{
    State state = State::Unknown;
    QString why;
};

Judgement judgeStopped(const ContainerStatus &container)
{
    if (container.oomKilled)
        return {State::Failing, Words::tr("Ended by the kernel: it wanted more memory than its limit.")};
    if (container.exitCode == 0 || container.exitCode == exitedBySigint || container.exitCode == exitedBySigterm)
        return {State::Stopped, Words::tr("Stopped.")};
    if (container.exitCode == exitedBySigkill)
        return {State::Failing, Words::tr("Was killed (exit code 137).")};
    return {State::Failing, Words::tr("Ended by itself with exit code %1.").arg(container.exitCode)};
}

Judgement judgeRunning(const ContainerStatus &container, const QDateTime &now, const Thresholds &thresholds)
{
    if (container.health == docker::Health::Unhealthy)
        return {State::Failing, Words::tr("Runs, but its health check fails.")};
    if (container.health == docker::Health::Starting)
        return {State::Warning, Words::tr("Starting: its health check has not passed yet.")};
    if (container.oomKilled || container.oomKills > 0)
        return {State::Warning, Words::tr("The kernel ended a process in it for lack of memory.")};
    if (container.restartCount > 0 && container.startedAt.isValid() && container.startedAt.secsTo(now) < thresholds.recentRestartSeconds) {
        return {State::Warning, Words::tr("It ended and the engine restarted it, last %1.").arg(formatRelative(container.startedAt, now))};
    }
    if (container.memoryUsed && container.memoryLimit > 0) {
        const double percent = 100.0 * static_cast<double>(*container.memoryUsed) / static_cast<double>(container.memoryLimit);
        if (percent >= thresholds.memoryPercent)
            return {State::Warning, Words::tr("Uses %1 of its memory limit.").arg(formatPercent(percent))};
    }
    if (container.cpuBusySeconds >= thresholds.cpuWarningSeconds)
        return {State::Warning,
                Words::tr("Has used nearly all the CPU time it can get for %1.").arg(formatDuration(std::chrono::seconds(container.cpuBusySeconds)))};
    return {State::Healthy, {}};
}

Judgement judgeContainer(const ContainerStatus &container, const QDateTime &now, const Thresholds &thresholds)
{
    const QString &engineState = container.engineState;
    if (engineState == QLatin1String("running"))
        return judgeRunning(container, now, thresholds);
    if (engineState == QLatin1String("exited"))
        return judgeStopped(container);
    if (engineState == QLatin1String("restarting")) {
        return {State::Failing,
                Words::tr("Ends and is restarted again and again (%1 times; exit code %2).").arg(container.restartCount).arg(container.exitCode)};
    }
    if (engineState == QLatin1String("paused"))
        return {State::Failing, Words::tr("Paused: it does nothing until it is resumed.")};
    if (engineState == QLatin1String("created"))
        return {State::Stopped, Words::tr("Made, but never started.")};
    if (engineState == QLatin1String("dead"))
        return {State::Failing, Words::tr("Dead: the engine could not remove it.")};
    if (engineState == QLatin1String("removing"))
        return {State::Stopped, Words::tr("Being removed.")};
    return {State::Unknown, Words::tr("The engine does not tell its state.")};
}

void addUp(ServiceStatus &service)
{
    service.running = 0;
    service.restartCount = 0;
    service.memoryLimit = 0;
    service.cpuPercent.reset();
    service.memoryUsed.reset();
    service.startedAt = {};
    bool unlimited = false;
    for (const ContainerStatus &container : std::as_const(service.containers)) {
        service.restartCount += container.restartCount;
        if (!isRunning(container))
            continue;
        ++service.running;
        if (!service.startedAt.isValid() || container.startedAt > service.startedAt)
            service.startedAt = container.startedAt;
        if (container.cpuPercent)
            service.cpuPercent = service.cpuPercent.value_or(0) + *container.cpuPercent;
        if (container.memoryUsed)
            service.memoryUsed = service.memoryUsed.value_or(0) + *container.memoryUsed;
        service.memoryLimit += container.memoryLimit;
        unlimited = unlimited || container.memoryLimit <= 0;
    }
    if (unlimited)
        service.memoryLimit = 0;
}

/// The worst container's own words, with its name where there are several.
QString wordsOf(const ServiceStatus &service, State state)
{
    for (const ContainerStatus &container : service.containers) {
        if (container.state == state && !container.why.isEmpty())
            return service.containers.size() > 1 ? container.name + QLatin1String(": ") + container.why : container.why;
    }
    return {};
}

Judgement judgeService(const ServiceStatus &service, bool stackRuns)
{
    if (service.wanted <= 0 && service.running == 0)
        return {State::Stopped, Words::tr("None is wanted.")};
    if (service.running == 0) {
        const bool anyFailing
            = std::any_of(service.containers.cbegin(), service.containers.cend(), [](const ContainerStatus &c) { return c.state == State::Failing; });
        if (anyFailing)
            return {State::Failing, wordsOf(service, State::Failing)};
        const bool workers = service.role == stack::Role::Worker;
        if (workers && stackRuns)
            return {State::Failing, Words::tr("None of %1 runs.").arg(service.wanted)};
        const bool anyUnknown
            = std::any_of(service.containers.cbegin(), service.containers.cend(), [](const ContainerStatus &c) { return c.state == State::Unknown; });
        if (anyUnknown)
            return {State::Unknown, wordsOf(service, State::Unknown)};
        return {State::Stopped, service.containers.isEmpty() ? Words::tr("It has no container.") : Words::tr("Stopped.")};
    }

    int failing = 0;
    bool warning = false;
    for (const ContainerStatus &container : service.containers) {
        if (isRunning(container) || container.state == State::Failing) {
            failing += container.state == State::Failing ? 1 : 0;
            warning = warning || container.state == State::Warning;
        }
    }
    const auto stillGood = static_cast<int>(std::count_if(service.containers.cbegin(), service.containers.cend(),
                                                          [](const ContainerStatus &c) { return isRunning(c) && c.state != State::Failing; }));
    if (failing > 0 && stillGood == 0)
        return {State::Failing, wordsOf(service, State::Failing)};
    if (service.running < service.wanted) {
        const QString reason = wordsOf(service, failing > 0 ? State::Failing : State::Stopped);
        const QString count = Words::tr("%1 of %2 run.").arg(service.running).arg(service.wanted);
        return {State::Warning, reason.isEmpty() ? count : count + QLatin1Char(' ') + reason};
    }
    if (failing > 0)
        return {State::Warning, wordsOf(service, State::Failing)};
    if (warning)
        return {State::Warning, wordsOf(service, State::Warning)};
    return {State::Healthy, {}};
}

/// Collects what needs attention, the worst first.
class AttentionList final
{
public:
    void add(State severity, const QString &id, const QString &text, const QString &action = {}, bool affectsVerdict = true)
    {
        m_items.append({severity, id, text, action, affectsVerdict});
    }

    [[nodiscard]] QList<Attention> sorted() &&
    {
        std::stable_sort(m_items.begin(), m_items.end(), [](const Attention &a, const Attention &b) { return rank(a) > rank(b); });
        return std::move(m_items);
    }

private:
    [[nodiscard]] static int rank(const Attention &item) { return badness(item.severity) * 2 + (item.affectsVerdict ? 1 : 0); }

    QList<Attention> m_items;
};

void judgeServices(StackStatus &status, bool stackRuns, AttentionList &attention)
{
    for (ServiceStatus &service : status.services) {
        const Judgement judgement = judgeService(service, stackRuns);
        service.state = judgement.state;
        service.why = judgement.why;
        if (service.state == State::Healthy || (service.state == State::Stopped && (!stackRuns || service.wanted <= 0)))
            continue;
        const QString text = Words::tr("%1: %2").arg(service.name, service.why);
        const State severity
            = isEssential(service.role) && service.state != State::Warning && service.state != State::Unknown ? State::Failing : State::Warning;
        if (service.running == 0)
            attention.add(severity, QStringLiteral("service-down:") + service.name, text, QStringLiteral("start-service:") + service.name);
        else if (service.running < service.wanted)
            attention.add(severity, QStringLiteral("service-short:") + service.name, text, QStringLiteral("start-service:") + service.name);
        else if (service.state == State::Failing)
            attention.add(severity, QStringLiteral("service-failing:") + service.name, text, QStringLiteral("restart-service:") + service.name);
        else
            attention.add(severity, QStringLiteral("service-warning:") + service.name, text, QStringLiteral("open-logs:") + service.name);
    }
}

/// A burst is worth a line although it is too short to count in the verdict.
void noteBursts(const StackStatus &status, const Thresholds &thresholds, AttentionList &attention)
{
    for (const ServiceStatus &service : status.services) {
        for (const ContainerStatus &container : service.containers) {
            if (!container.cpuPercent || container.cpuBusySeconds <= 0 || container.cpuBusySeconds >= thresholds.cpuWarningSeconds
                || container.cpuBusySeconds < std::min(thresholds.cpuShownSeconds, container.cpuWatchedSeconds))
                continue;
            attention.add(State::Warning, QStringLiteral("cpu-high:") + container.name,
                          Words::tr("%1 uses %2 of one CPU core, nearly all it can get.").arg(container.name, formatPercent(*container.cpuPercent)),
                          {}, false);
        }
    }
}

/// Workers that should be taking jobs by now.
int readyWorkers(const StackStatus &status, const Thresholds &thresholds)
{
    int ready = 0;
    for (const ServiceStatus &service : status.services) {
        if (service.role != stack::Role::Worker)
            continue;
        for (const ContainerStatus &container : service.containers) {
            if (!isRunning(container) || container.health == docker::Health::Starting || container.health == docker::Health::Unhealthy)
                continue;
            const bool settled = container.startedAt.isValid() && container.startedAt.secsTo(status.taken) >= thresholds.workerStartSeconds;
            if (container.health == docker::Health::Healthy || settled)
                ++ready;
        }
    }
    return ready;
}

void judgeQueue(const stack::Stack &stack, const StackStatus &status, const Thresholds &thresholds, AttentionList &attention)
{
    if (!stack.queue.enabled)
        return;
    if (!status.queue) {
        const auto server = std::find_if(status.services.cbegin(), status.services.cend(),
                                         [&stack](const ServiceStatus &service) { return service.name == stack.queue.service; });
        if (server != status.services.cend() && server->running == 0)
            return; // said already
        if (!status.queueProblem.isEmpty())
            attention.add(State::Warning, QStringLiteral("queue-unreadable"), status.queueProblem);
        return;
    }
    const QueueStatus &queue = *status.queue;
    const int ready = readyWorkers(status, thresholds);
    if (ready > 0 && queue.consumers == 0) {
        attention.add(State::Failing, QStringLiteral("not-consuming"),
                      queue.waiting > 0 ? Words::tr("No worker takes jobs, and %1 wait.").arg(queue.waiting)
                                        : Words::tr("No worker takes jobs, although %1 run.").arg(ready));
    } else if (queue.consumers < ready) {
        attention.add(State::Warning, QStringLiteral("not-consuming"),
                      Words::tr("%1 of %2 running workers take no jobs.").arg(ready - queue.consumers).arg(ready));
    } else if (queue.waiting > 0 && queue.running < queue.capacity && queue.oldestWaitMs.value_or(0) >= thresholds.stuckSeconds * 1000) {
        attention.add(State::Warning, QStringLiteral("jobs-stuck"),
                      Words::tr("Jobs have been waiting for %1 although workers are idle.")
                          .arg(formatDuration(std::chrono::milliseconds(queue.oldestWaitMs.value_or(0)))));
    }
}

void judgeEndpoints(const StackStatus &status, AttentionList &attention)
{
    bool mainStarting = false;
    bool mainRuns = false;
    for (const ServiceStatus &service : status.services) {
        if (service.role != stack::Role::Main)
            continue;
        for (const ContainerStatus &container : service.containers) {
            mainRuns = mainRuns || isRunning(container);
            mainStarting = mainStarting || (isRunning(container) && container.health == docker::Health::Starting);
        }
    }
    if (!mainRuns)
        return; // said already, and no endpoint answers then
    for (const EndpointStatus &endpoint : status.endpoints) {
        if (!endpoint.ok) {
            attention.add(mainStarting ? State::Warning : State::Failing, QStringLiteral("endpoint-failing:") + endpoint.name,
                          Words::tr("n8n does not answer as ready: %1").arg(endpoint.why));
        }
    }
}

void judgeDisks(const StackStatus &status, const Thresholds &thresholds, AttentionList &attention)
{
    for (const DiskStatus &disk : status.disks) {
        const double used = disk.usedPercent();
        if (used < thresholds.diskPercent)
            continue;
        attention.add(used >= thresholds.diskFullPercent ? State::Failing : State::Warning, QStringLiteral("disk-full:") + disk.path,
                      Words::tr("The disk of %1 is %2 full, %3 are left.").arg(disk.path, formatPercent(used), formatBytes(disk.free)));
    }
}

/// What discovery saw and no reading changes.
void judgeConfiguration(const stack::Stack &stack, AttentionList &attention)
{
    if (const stack::Service *main = stack.service(stack::Role::Main)) {
        for (const stack::Service &service : stack.services) {
            if (service.role != stack::Role::Worker && service.role != stack::Role::Webhook)
                continue;
            const bool versionsKnown = !service.version.isEmpty() && !main->version.isEmpty();
            const bool differs = versionsKnown ? service.version != main->version
                                               : !service.imageId.isEmpty() && !main->imageId.isEmpty() && service.imageId != main->imageId;
            if (!differs)
                continue;
            attention.add(State::Warning, QStringLiteral("version-mismatch:") + service.name,
                          versionsKnown ? Words::tr("%1 is n8n %2, but %3 is %4. All must be the same version.")
                                              .arg(service.name, service.version, main->name, main->version)
                                        : Words::tr("%1 and %2 run different images. All must be the same version.").arg(service.name, main->name));
        }
        const bool passwordInFile = !main->environment.value(QStringLiteral("QUEUE_BULL_REDIS_PASSWORD_FILE")).isEmpty();
        if (stack.queue.enabled && stack.queue.coordinates.password.isEmpty() && !passwordInFile) {
            attention.add(State::Warning, QStringLiteral("redis-no-password"),
                          Words::tr("Redis has no password: whoever reaches it can read and forge jobs."), {}, false);
        }
    }
    for (const stack::Service &service : stack.services) {
        const bool mixed = std::any_of(service.containers.cbegin(), service.containers.cend(), [&service](const stack::Container &c) {
            return c.state == QLatin1String("running") && !c.imageId.isEmpty() && !service.imageId.isEmpty() && c.imageId != service.imageId;
        });
        if (mixed) {
            attention.add(State::Warning, QStringLiteral("image-mixed:") + service.name,
                          Words::tr("Containers of %1 run different images.").arg(service.name), QStringLiteral("restart-service:") + service.name);
        }
    }
}

State verdictOf(const QList<Attention> &attention)
{
    State verdict = State::Healthy;
    for (const Attention &item : attention) {
        if (item.affectsVerdict && badness(item.severity) > badness(verdict))
            verdict = item.severity;
    }
    return verdict;
}

QString workersSentence(const stack::Stack &stack, const StackStatus &status)
{
    int wanted = 0;
    for (const ServiceStatus &service : status.services)
        wanted += service.role == stack::Role::Worker ? std::max(service.wanted, service.running) : 0;
    if (!stack.queue.enabled || !status.queue || wanted == 0)
        return {};
    return Words::tr("%1 of %2 workers consuming.").arg(status.queue->consumers).arg(wanted);
}

QString sentence(const stack::Stack &stack, const StackStatus &status)
{
    QStringList parts = {stateTitle(status.verdict) + QLatin1Char('.')};
    if (status.verdict == State::Stopped) {
        parts.append(Words::tr("Nothing of this stack runs."));
        return parts.join(QLatin1Char(' '));
    }
    const QString workers = workersSentence(stack, status);
    qsizetype reasons = 0;
    for (const Attention &item : status.attention) {
        if (!item.affectsVerdict)
            continue;
        if (++reasons == 1)
            parts.append(item.text);
    }
    if (reasons > 1)
        parts.append(Words::tr("And %1 more.").arg(reasons - 1));
    if (status.verdict == State::Healthy && status.lastProvenBackup)
        parts.append(Words::tr("Last proven backup %1.").arg(formatRelative(*status.lastProvenBackup, status.taken)));
    if (!workers.isEmpty())
        parts.append(workers);
    return parts.join(QLatin1Char(' '));
}

} // namespace

StackStatus judge(const stack::Stack &stack, StackStatus measured, const Thresholds &thresholds)
{
    bool stackRuns = false;
    for (ServiceStatus &service : measured.services) {
        for (ContainerStatus &container : service.containers) {
            const Judgement judgement = judgeContainer(container, measured.taken, thresholds);
            container.state = judgement.state;
            container.why = judgement.why;
            stackRuns = stackRuns || isRunning(container) || container.engineState == QLatin1String("restarting");
        }
        addUp(service);
    }

    AttentionList attention;
    judgeServices(measured, stackRuns, attention);
    if (stackRuns) {
        judgeQueue(stack, measured, thresholds, attention);
        judgeEndpoints(measured, attention);
    }
    judgeDisks(measured, thresholds, attention);
    judgeConfiguration(stack, attention);
    noteBursts(measured, thresholds, attention);
    if (!measured.lastProvenBackup) {
        attention.add(State::Warning, QStringLiteral("no-proven-backup"), Words::tr("There is no backup yet that is proven to restore."),
                      QStringLiteral("open-backups"), false);
    }
    measured.attention = std::move(attention).sorted();

    if (measured.services.isEmpty())
        measured.verdict = State::Unknown;
    else
        measured.verdict = stackRuns ? verdictOf(measured.attention) : State::Stopped;
    measured.verdictText = sentence(stack, measured);
    return measured;
}

} // namespace quarterdeck::health
