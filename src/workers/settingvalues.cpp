// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/settingvalues.h"

#include "foundation/units.h"
#include "stack/composemodel.h"
#include "stack/roles.h"
#include "stack/serviceactions.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Settings)
};

constexpr qint64 mebi = 1024LL * 1024;
/// Of a worker that runs nothing, measured on n8n 2.35.
constexpr qint64 idleWorker = 275 * mebi;
/// Beside V8's heap: code, buffers, native modules.
constexpr qint64 besideHeap = 128 * mebi;
/// A job that holds a few hundred items of JSON.
constexpr qint64 smallJob = 8 * mebi;
/// n8n itself calls it unstable below (packages/cli/src/commands/worker.ts).
constexpr int lowConcurrency = 5;
/// Executions that share one connection to the database without waiting for each other much.
constexpr int jobsPerConnection = 10;
/// A Redis that restarts and loads its data is away for so long.
constexpr qint64 redisRestartMs = 10000;
constexpr int closingSeconds = 15;
constexpr int longGrace = 600;

const QString limitVariable = QStringLiteral("N8N_CONCURRENCY_PRODUCTION_LIMIT");
const QString inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
const QString offloadVariable = QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS");
const QString thresholdVariable = QStringLiteral("QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD");
const QString shutdownVariable = QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT");
const QString workerTimeoutVariable = QStringLiteral("QUEUE_WORKER_TIMEOUT");
const QString poolVariable = QStringLiteral("DB_POSTGRESDB_POOL_SIZE");

std::optional<qint64> numberIn(const QHash<QString, QString> &environment, const QString &name)
{
    bool isNumber = false;
    const qint64 number = environment.value(name).trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<qint64> heapOf(const QHash<QString, QString> &environment)
{
    // V8 takes both spellings, and the last one counts.
    static const QRegularExpression flag(QStringLiteral("--max[-_]old[-_]space[-_]size[= ]\"?([0-9]+)"));
    std::optional<qint64> heap;
    for (auto it = flag.globalMatch(environment.value(QStringLiteral("NODE_OPTIONS"))); it.hasNext();)
        heap = it.next().captured(1).toLongLong() * mebi;
    return heap;
}

QString boolText(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

Result<void> within(qint64 value, SettingRange range, const QString &what, QString (*shown)(qint64))
{
    if (value >= range.lowest && value <= range.highest)
        return {};
    return fail(ErrorKind::Invalid, Words::tr("%1 cannot be %2.").arg(what, shown(value)), {},
                Words::tr("It can be from %1 to %2.").arg(shown(range.lowest), shown(range.highest)));
}

QString plainNumber(qint64 value)
{
    return QString::number(value);
}

QString milliseconds(qint64 value)
{
    return Words::tr("%1 ms").arg(value);
}

QString seconds(qint64 value)
{
    return Words::tr("%1 s").arg(value);
}

} // namespace

bool WorkerSettings::isEmpty() const
{
    return *this == WorkerSettings();
}

SettingRange memoryRange()
{
    return {128 * mebi, 256 * 1024 * mebi};
}

SettingRange concurrencyRange()
{
    return {1, 1000};
}

SettingRange redisTimeoutRange()
{
    return {1000, 3600 * 1000};
}

SettingRange stopGraceRange()
{
    return {closingSeconds + 1, 24 * 3600};
}

qint64 memoryProposal(qint64 limit)
{
    constexpr qint64 step = 64LL * 1024 * 1024;
    return std::min((limit + limit / 2 + step - 1) / step * step, memoryRange().highest);
}

int shutdownFor(int graceSeconds)
{
    return std::max(1, graceSeconds - closingSeconds);
}

int graceFor(int shutdownSeconds)
{
    return shutdownSeconds + closingSeconds;
}

SettingsNow settingsNow(const stack::Stack &stack)
{
    SettingsNow now;
    now.concurrency = stack.concurrency.perWorker;
    now.knob = stack.concurrency.knob;
    now.inertVariable = stack.concurrency.inertVariable;
    if (const stack::Service *main = stack.service(stack::Role::Main)) {
        now.offloadsAlways = QVersionNumber::fromString(main->version).majorVersion() >= 3;
        // n8n compares the text (workflow-runner.js of main, which decides where a manual execution runs).
        now.offloadManual = now.offloadsAlways || main->environment.value(offloadVariable) == QLatin1String("true");
    }
    const stack::Service *worker = stack.service(stack::Role::Worker);
    if (worker == nullptr)
        return now;
    const QHash<QString, QString> &environment = worker->environment;
    now.memoryLimit = worker->memoryLimit;
    now.heap = heapOf(environment);
    if (const std::optional<qint64> meant = numberIn(environment, inertVariable))
        now.inertValue = static_cast<int>(std::clamp<qint64>(*meant, -1, concurrencyRange().highest));
    now.redisTimeoutMs = numberIn(environment, thresholdVariable).value_or(now.redisTimeoutMs);
    if (worker->stopGraceSeconds >= 0)
        now.stopGraceSeconds = worker->stopGraceSeconds;
    now.shutdownTimeoutSeconds = static_cast<int>(stack::n8nShutdownTimeout(*worker).count());
    now.databasePool = static_cast<int>(numberIn(environment, poolVariable).value_or(now.databasePool));
    now.workers = static_cast<int>(worker->containers.size());
    return now;
}

WorkerSettings completed(const stack::Stack &stack, WorkerSettings settings)
{
    const SettingsNow now = settingsNow(stack);
    if (settings.stopGraceSeconds && !settings.shutdownTimeoutSeconds)
        settings.shutdownTimeoutSeconds = shutdownFor(*settings.stopGraceSeconds);
    // A grace that is long enough already stays.
    if (settings.shutdownTimeoutSeconds && !settings.stopGraceSeconds && now.stopGraceSeconds < graceFor(*settings.shutdownTimeoutSeconds))
        settings.stopGraceSeconds = graceFor(*settings.shutdownTimeoutSeconds);
    return settings;
}

Result<void> checkSettings(const stack::Stack &stack, const WorkerSettings &settings)
{
    if (stack.service(stack::Role::Worker) == nullptr) {
        return fail(ErrorKind::Unsupported, Words::tr("This stack has no workers."), {},
                    Words::tr("They need queue mode and a service that runs \"n8n worker\"."));
    }
    if (stack.project.name.isEmpty())
        return fail(ErrorKind::Unsupported, Words::tr("The stack was not made by Compose: there is no file that holds its settings."));
    if (settings.memoryLimit)
        QD_CHECK(within(*settings.memoryLimit, memoryRange(), Words::tr("The memory limit of a worker"), formatBytes));
    if (settings.concurrency)
        QD_CHECK(within(*settings.concurrency, concurrencyRange(), Words::tr("The concurrency of a worker"), plainNumber));
    if (settings.redisTimeoutMs)
        QD_CHECK(within(*settings.redisTimeoutMs, redisTimeoutRange(), Words::tr("The time without Redis"), milliseconds));
    if (settings.stopGraceSeconds)
        QD_CHECK(within(*settings.stopGraceSeconds, stopGraceRange(), Words::tr("The grace"), seconds));
    if (settings.shutdownTimeoutSeconds)
        QD_CHECK(within(*settings.shutdownTimeoutSeconds, {1, stopGraceRange().highest}, Words::tr("n8n's shutdown time-out"), seconds));
    const WorkerSettings whole = completed(stack, settings);
    if (whole.stopGraceSeconds && whole.shutdownTimeoutSeconds && *whole.stopGraceSeconds <= *whole.shutdownTimeoutSeconds) {
        return fail(ErrorKind::Invalid,
                    Words::tr("The engine would kill after %1 s, before n8n has finished waiting after %2 s.")
                        .arg(*whole.stopGraceSeconds)
                        .arg(*whole.shutdownTimeoutSeconds),
                    {}, Words::tr("Give the engine at least %1 s.").arg(graceFor(*whole.shutdownTimeoutSeconds)));
    }
    return {};
}

QList<stack::SettingChange> settingChanges(const stack::Stack &stack, const WorkerSettings &given, bool flagToo)
{
    using stack::SettingChange;
    QList<SettingChange> changes;
    const stack::Service *worker = stack.service(stack::Role::Worker);
    if (worker == nullptr)
        return changes;
    const WorkerSettings settings = completed(stack, given);
    const QString &name = worker->name;
    if (settings.memoryLimit)
        changes.append(SettingChange::memoryLimit(name, *settings.memoryLimit));
    if (settings.concurrency) {
        if (flagToo && stack.concurrency.knob == stack::Concurrency::Knob::Flag)
            changes.append(SettingChange::concurrencyFlag(name, *settings.concurrency));
        else
            changes.append(SettingChange::environment(name, limitVariable, QString::number(*settings.concurrency)));
    }
    if (settings.redisTimeoutMs)
        changes.append(SettingChange::environment(name, thresholdVariable, QString::number(*settings.redisTimeoutMs)));
    if (settings.stopGraceSeconds)
        changes.append(SettingChange::stopGrace(name, *settings.stopGraceSeconds));
    if (settings.shutdownTimeoutSeconds) {
        changes.append(SettingChange::environment(name, shutdownVariable, QString::number(*settings.shutdownTimeoutSeconds)));
        // Outdated, but where it is set n8n listens to it first.
        if (worker->environment.contains(workerTimeoutVariable))
            changes.append(SettingChange::environment(name, workerTimeoutVariable, QString::number(*settings.shutdownTimeoutSeconds)));
    }
    if (settings.offloadManual) {
        for (const stack::Service &service : stack.services) {
            const bool carries = service.role == stack::Role::Worker && service.environment.contains(offloadVariable);
            if (service.role == stack::Role::Main || carries)
                changes.append(SettingChange::environment(service.name, offloadVariable, boolText(*settings.offloadManual)));
        }
    }
    return changes;
}

stack::Service withSettings(stack::Service service, const QList<stack::SettingChange> &changes)
{
    for (const stack::SettingChange &change : changes) {
        if (change.service != service.name)
            continue;
        switch (change.kind) {
        case stack::SettingChange::Kind::MemoryLimit:
            service.memoryLimit = parseMemory(change.value).value_or(service.memoryLimit);
            break;
        case stack::SettingChange::Kind::StopGrace:
            service.stopGraceSeconds = stack::durationSeconds(change.value).value_or(service.stopGraceSeconds);
            break;
        case stack::SettingChange::Kind::Environment:
            service.environment.insert(change.variable, change.value);
            break;
        case stack::SettingChange::Kind::Replicas:
            service.replicasWanted = change.value.toInt();
            break;
        case stack::SettingChange::Kind::ConcurrencyFlag:
            break;
        }
    }
    return service;
}

QList<SettingWarning> settingWarnings(const stack::Stack &stack, const WorkerSettings &given, std::optional<std::chrono::milliseconds> longestJob)
{
    using About = SettingWarning::About;
    QList<SettingWarning> warnings;
    const auto warn = [&warnings](About about, const QString &text) { warnings.append({about, text}); };
    const SettingsNow now = settingsNow(stack);
    const WorkerSettings settings = completed(stack, given);
    const qint64 memory = settings.memoryLimit.value_or(now.memoryLimit);
    const int concurrency = settings.concurrency.value_or(now.concurrency);
    if (settings.memoryLimit) {
        if (now.heap && memory < *now.heap) {
            warn(About::Memory,
                 Words::tr("%1 is less than the heap of %2 that NODE_OPTIONS allows (--max-old-space-size): the kernel ends a worker "
                           "before it collects its garbage, and its jobs are lost. Give it %3, or lower the heap first.")
                     .arg(formatBytes(memory), formatBytes(*now.heap), formatBytes(*now.heap + besideHeap)));
        } else if (now.heap && memory < *now.heap + besideHeap) {
            warn(About::Memory,
                 Words::tr("%1 leaves only %2 beside the heap of %3 (--max-old-space-size); n8n needs about %4 there.")
                     .arg(formatBytes(memory), formatBytes(memory - *now.heap), formatBytes(*now.heap), formatBytes(besideHeap)));
        } else if (now.heap && now.memoryLimit > 0 && memory > now.memoryLimit && memory > 2 * (*now.heap + besideHeap)) {
            warn(About::Memory,
                 Words::tr("Of %1 a worker will not use more than about %2: NODE_OPTIONS limits its heap to %3.")
                     .arg(formatBytes(memory), formatBytes(*now.heap + besideHeap), formatBytes(*now.heap)));
        }
        if (memory < idleWorker)
            warn(About::Memory,
                 Words::tr("A worker that runs nothing takes about %1 already; with %2 the kernel ends it at its start.")
                     .arg(formatBytes(idleWorker), formatBytes(memory)));
    }
    if ((settings.memoryLimit || settings.concurrency) && memory >= idleWorker && concurrency > 0 && (memory - idleWorker) / concurrency < smallJob) {
        warn(About::Concurrency,
             Words::tr("%1 executions at once in %2 leave %3 for each, beside the %4 of the worker itself.")
                 .arg(concurrency)
                 .arg(formatBytes(memory), formatBytes((memory - idleWorker) / concurrency), formatBytes(idleWorker)));
    }
    if (settings.concurrency && concurrency < lowConcurrency)
        warn(About::Concurrency,
             Words::tr("Below %1 executions at once n8n itself warns that the environment becomes unstable.").arg(lowConcurrency));
    if (settings.concurrency && now.databasePool > 0 && concurrency > jobsPerConnection * now.databasePool) {
        warn(About::Concurrency,
             Words::tr("%1 executions at once would share %n connection(s) to the database; raise DB_POSTGRESDB_POOL_SIZE as well.", nullptr,
                       now.databasePool)
                 .arg(concurrency));
    }
    if (settings.redisTimeoutMs && *settings.redisTimeoutMs < redisRestartMs) {
        warn(
            About::RedisTimeout,
            Words::tr("A worker exits after %1 without Redis in all; one restart of Redis takes up to %2, and every worker would go with it.")
                .arg(formatDuration(std::chrono::milliseconds(*settings.redisTimeoutMs)), formatDuration(std::chrono::milliseconds(redisRestartMs))));
    }
    const std::chrono::seconds patience(settings.shutdownTimeoutSeconds.value_or(now.shutdownTimeoutSeconds));
    if (settings.shutdownTimeoutSeconds && longestJob && *longestJob > patience) {
        warn(About::Grace,
             Words::tr("The longest execution of the last week took %1; n8n would cut it off after %2 when a worker is stopped.")
                 .arg(formatDuration(*longestJob), formatDuration(patience)));
    }
    if (settings.stopGraceSeconds && *settings.stopGraceSeconds > longGrace) {
        warn(About::Grace,
             Words::tr("A \"docker compose down\" may take up to %1 then.").arg(formatDuration(std::chrono::seconds(*settings.stopGraceSeconds))));
    }
    if (settings.offloadManual) {
        if (now.offloadsAlways && !*settings.offloadManual)
            warn(About::OffloadManual, Words::tr("n8n from 3.0 on runs manual executions on workers whatever is set."));
        else if (*settings.offloadManual && now.workers == 0)
            warn(About::OffloadManual, Words::tr("There is no worker: manual executions would wait until there is one."));
    }
    return warnings;
}

} // namespace quarterdeck::workers
