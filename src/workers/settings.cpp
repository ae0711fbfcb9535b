// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/settings.h"

#include "foundation/units.h"
#include "stack/composemodel.h"
#include "stack/roles.h"
#include "stack/serviceactions.h"
#include "workers/longestjob.h"
#include "workers/settingsedit.h"
#include "workers/workercontainers.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::SettingsPreview)
};

/// Memory of this machine; nothing where it is not the engine's.
std::optional<qint64> machineMemory(const JobContext &context, docker::DockerPort &docker)
{
    const Result<docker::EngineInfo> engine = docker.ping(context);
    if (!engine || !engine->endpoint.startsWith(QLatin1String("unix:")))
        return std::nullopt;
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readLine().simplified(); // "MemTotal: 24683520 kB"
    const QList<QByteArray> words = line.split(' ');
    return words.size() == 3 && words.first() == "MemTotal:" ? std::optional(words.at(1).toLongLong() * 1024) : std::nullopt;
}

/// Names of a service's containers that have to be made anew.
Result<QStringList> outdated(const JobContext &context, docker::DockerPort &docker, const stack::Stack &stack, const stack::Service &service,
                             const stack::EditPlan &edit)
{
    QStringList names;
    QD_TRY(const QList<stack::Container> containers, containersOf(context, docker, stack.project.name, service.name));
    for (const stack::Container &container : containers) {
        QD_TRY(const docker::ContainerDetails details, docker.inspectContainer(context, container.id));
        if (edit.services.contains(service.name) || !carries(details, service.name, edit.changes))
            names.append(container.name);
    }
    return names;
}

QStringList consequencesOf(const stack::Stack &stack, const SettingsPreview &preview, qsizetype workers, const stack::Service &worker)
{
    QStringList sentences;
    if (preview.changesNothing())
        return {Words::tr("All of it is so already: nothing would be changed.")};
    if (!preview.diff.isEmpty())
        sentences.append(Words::tr("The files are changed as shown; as they were before they stay beside them, named .before- and the time."));
    if (workers == 0 && !preview.mainRecreated)
        sentences.append(Words::tr("No container runs with these settings now: the next one that is made has them."));
    if (workers > 0 && preview.oneMoreFirst) {
        sentences.append(
            Words::tr("%n worker(s) are made anew, one after the other: %1.", nullptr, static_cast<int>(workers))
                .arg(preview.recreated.first(workers).join(QLatin1String(", ")))
            + QLatin1Char(' ')
            + Words::tr(
                  "Each time a new one takes jobs first (for that long there is one more), then an old one is drained: what it runs ends, which "
                  "n8n waits %1 for and longer where it must. The number of workers never falls.")
                  .arg(formatDuration(stack::n8nShutdownTimeout(worker))));
    } else if (workers > 0) {
        sentences.append(
            Words::tr("%n worker(s) are made anew, one after the other: %1.", nullptr, static_cast<int>(workers))
                .arg(preview.recreated.first(workers).join(QLatin1String(", ")))
            + QLatin1Char(' ')
            + Words::tr(
                "The service has a container name or a port of its own, so there cannot be one more meanwhile: each is drained first and away "
                "until its successor takes jobs, usually less than a minute."));
    }
    if (preview.mainRecreated) {
        sentences.append(Words::tr("n8n's main process is made anew last. Until it is back, usually less than a minute, n8n's window does not open, "
                                   "webhooks get no answer and schedules do not fire."));
    }
    if (workers > 0 || preview.mainRecreated) {
        sentences.append(
            Words::tr("Cancelled or failed in the middle, the files get their old contents back and so do the containers of %1.").arg(stack.id));
    }
    return sentences;
}

} // namespace

Result<stack::EditPlan> planSettings(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                     const WorkerSettings &settings)
{
    Result<stack::EditPlan> plan = stack::planEdit(context, neighbours.compose, stack, settingChanges(stack, settings));
    const bool flag = settings.concurrency && stack.concurrency.knob == stack::Concurrency::Knob::Flag;
    if (!plan && flag && (plan.error().kind == ErrorKind::Unsupported || plan.error().kind == ErrorKind::NotFound))
        plan = stack::planEdit(context, neighbours.compose, stack, settingChanges(stack, settings, false));
    return plan;
}

bool carries(const docker::ContainerDetails &container, const QString &service, const QList<stack::SettingChange> &changes)
{
    const QHash<QString, QString> environment = stack::environmentMap(container.environment);
    return std::all_of(changes.cbegin(), changes.cend(), [&](const stack::SettingChange &change) {
        if (change.service != service)
            return true;
        switch (change.kind) {
        case stack::SettingChange::Kind::MemoryLimit:
            return container.host.memory == parseMemory(change.value).value_or(-1);
        case stack::SettingChange::Kind::StopGrace:
            return container.stopTimeout == stack::durationSeconds(change.value).value_or(-1);
        case stack::SettingChange::Kind::Environment:
            return environment.contains(change.variable) && environment.value(change.variable) == change.value;
        case stack::SettingChange::Kind::ConcurrencyFlag:
            return QString::number(stack::effectiveConcurrency({}, container.entrypoint + container.command).perWorker) == change.value;
        case stack::SettingChange::Kind::Replicas:
            break;
        }
        return true;
    });
}

bool allowsOneMore(const stack::Stack &stack, const stack::Service &service)
{
    const bool published
        = std::any_of(service.ports.cbegin(), service.ports.cend(), [](const docker::PortBinding &port) { return port.hostPort != 0; });
    // Compose 2 joins by hyphens, and by underscores when it is told to be compatible with 1.
    const auto named = [&stack, &service](const stack::Container &container) {
        const QString number = QString::number(container.number);
        return container.name != stack.project.name + QLatin1Char('-') + service.name + QLatin1Char('-') + number
            && container.name != stack.project.name + QLatin1Char('_') + service.name + QLatin1Char('_') + number;
    };
    return !published && std::none_of(service.containers.cbegin(), service.containers.cend(), named);
}

Result<SettingsPreview> previewSettings(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                        const WorkerSettings &settings)
{
    QD_CHECK(checkSettings(stack, settings));
    const stack::Service &worker = *stack.service(stack::Role::Worker);
    QD_TRY(const stack::EditPlan edit, planSettings(context, neighbours, stack, settings));
    SettingsPreview preview;
    preview.diff = edit.diff;
    preview.heldIn = edit.heldIn;
    preview.oneMoreFirst = allowsOneMore(stack, worker);
    QD_TRY(preview.recreated, outdated(context, neighbours.docker, stack, worker, edit));
    const qsizetype workers = preview.recreated.size();
    if (const stack::Service *main = stack.service(stack::Role::Main); main != nullptr && !main->containers.isEmpty()) {
        QD_TRY(const QStringList names, outdated(context, neighbours.docker, stack, *main, edit));
        preview.mainRecreated = !names.isEmpty();
        preview.recreated += names;
    }
    preview.consequences = consequencesOf(stack, preview, workers, worker);

    const Result<std::optional<std::chrono::milliseconds>> longest = longestJob(context, neighbours.postgres, stack);
    QD_CHECK(context.checkpoint());
    if (longest)
        preview.longestJob = *longest;
    for (const SettingWarning &warning : settingWarnings(stack, settings, preview.longestJob))
        preview.warnings.append(warning.text);
    if (settings.memoryLimit) {
        const std::optional<qint64> machine = machineMemory(context, neighbours.docker);
        // One more while they are exchanged.
        const qint64 most = *settings.memoryLimit * (worker.containers.size() + (workers > 0 && preview.oneMoreFirst ? 1 : 0));
        if (machine && most > *machine) {
            preview.warnings.append(
                Words::tr("%n worker(s) of %1 may take %2 together, one more of them while they are exchanged; this machine has %3.", nullptr,
                          static_cast<int>(worker.containers.size()))
                    .arg(formatBytes(*settings.memoryLimit), formatBytes(most), formatBytes(*machine)));
        }
    }
    return preview;
}

} // namespace quarterdeck::workers
