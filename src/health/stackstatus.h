// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "foundation/error.h"
#include "stack/stack.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <optional>

/// What is going on in a stack right now: one value, safe to hand between
/// threads, shown by the window, printed by the CLI, copied as diagnostics.
namespace quarterdeck::health {

enum class State { Healthy, Warning, Failing, Stopped, Unknown };

[[nodiscard]] QString stateName(State state); ///< lower case, for JSON: "healthy", ...
[[nodiscard]] QString stateTitle(State state); ///< translated, for people
[[nodiscard]] QString healthName(docker::Health health); ///< lower case, for JSON: "none", "starting", ...

/// One container, measured.
struct ContainerStatus
{
    QString id;
    QString name;
    QString service;
    stack::Role role = stack::Role::Other;
    int number = 0;
    State state = State::Unknown;
    QString engineState; ///< running, exited, restarting, paused, ...
    docker::Health health = docker::Health::None;
    QString why; ///< translated: why it is not healthy; empty when it is
    QString version;
    QDateTime startedAt;
    int restartCount = 0;
    bool oomKilled = false;
    int exitCode = 0; ///< of the last run; means something only while it does not run
    quint64 oomKills = 0; ///< processes inside that the kernel ended for lack of memory, since it started
    std::optional<double> cpuPercent; ///< of one core; none until two samples are there
    double cpuCores = 0; ///< what it can use: its limit, one for a Node process, else the machine's; 0 = not known
    qint64 cpuBusySeconds = 0; ///< for how long it has used 90 % or more of cpuCores without a pause
    qint64 cpuWatchedSeconds = 0; ///< for how long its CPU time has been watched
    std::optional<qint64> memoryUsed; ///< bytes
    qint64 memoryLimit = 0; ///< bytes; 0 = none
    std::optional<bool> consuming; ///< a worker whose address is known: it has a live connection that takes jobs
};

/// A service with its containers added up.
struct ServiceStatus
{
    QString name;
    stack::Role role = stack::Role::Other;
    State state = State::Unknown;
    QString why;
    QString version;
    int running = 0;
    int wanted = 0;
    QDateTime startedAt; ///< of the youngest running container
    int restartCount = 0; ///< sum
    std::optional<double> cpuPercent; ///< sum
    std::optional<qint64> memoryUsed; ///< sum
    qint64 memoryLimit = 0; ///< sum; 0 = at least one has none
    QList<ContainerStatus> containers;
};

/// Bull's queue, see the queue facts in n8n's documentation of its scaling mode.
struct QueueStatus
{
    qint64 waiting = 0; ///< LLEN wait + LLEN paused + ZCARD delayed
    qint64 running = 0; ///< LLEN active
    int capacity = 0; ///< workers that consume x effective concurrency
    int consumers = 0; ///< live clients named bull:<base64 of "jobs">, one a worker
    QStringList consumerAddresses; ///< IP addresses they come from, as Redis sees them
    std::optional<qint64> oldestWaitMs;
};

struct DiskStatus
{
    QString path;
    qint64 total = 0; ///< bytes: used plus available to us, what df's percentage is of
    qint64 free = 0; ///< bytes available to us
    [[nodiscard]] double usedPercent() const { return total > 0 ? 100.0 * static_cast<double>(total - free) / static_cast<double>(total) : 0.0; }
};

struct EndpointStatus
{
    QString name; ///< "readiness"
    QString url;
    bool ok = false;
    int httpStatus = 0;
    qint64 tookMs = 0;
    QString why;
};

/// Something a person should look at; `action` names what the window offers.
struct Attention
{
    State severity = State::Warning;
    QString id; ///< stable
    QString text; ///< translated
    QString action; ///< stable id of a remedy ("start-service:redis", "open-backups"), may be empty
    /// Whether the verdict (and the exit code of `status`) counts it. Advice,
    /// such as a missing backup, does not make a running stack unhealthy.
    bool affectsVerdict = true;
};

struct StackStatus
{
    QString stackId;
    QDateTime taken;
    State verdict = State::Unknown;
    QString verdictText; ///< translated: "Healthy. 5 of 5 workers consuming."
    QList<ServiceStatus> services;
    std::optional<QueueStatus> queue;
    QString queueProblem; ///< translated: why there are no queue figures, when there should be
    QList<DiskStatus> disks;
    QList<EndpointStatus> endpoints;
    QList<Attention> attention;
    std::optional<QDateTime> lastProvenBackup; ///< none yet
};

/// Version of every JSON the console prints; grows when a field changes its meaning or goes.
inline constexpr int jsonSchemaVersion = 1;

/// The stable JSON documented in docs/cli.md.
[[nodiscard]] QJsonObject toJson(const StackStatus &status);

/// Where the connection to the engine is, for the window's states.
struct EngineStatus
{
    enum class Link { Connecting, Connected, Lost, NotInstalled, NotRunning, NoPermission, Unsupported };

    Link link = Link::Connecting;
    Error error; ///< when not connected
    QString endpoint;
    QString apiVersion;
    QString serverVersion;
};
[[nodiscard]] QString linkName(EngineStatus::Link link);

} // namespace quarterdeck::health
