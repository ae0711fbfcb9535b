// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/stackstatus.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace quarterdeck::health {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::health::StackStatus)
};

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue(QJsonValue::Null);
}

/// Two decimals: more would only be noise that changes with every reading.
QJsonValue percentOrNull(const std::optional<double> &percent)
{
    return percent ? QJsonValue(std::round(*percent * 100) / 100) : QJsonValue(QJsonValue::Null);
}

template<class T>
QJsonValue orNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonObject containerJson(const ContainerStatus &container)
{
    return {
        {QStringLiteral("id"), container.id.left(12)},
        {QStringLiteral("name"), container.name},
        {QStringLiteral("number"), container.number},
        {QStringLiteral("state"), stateName(container.state)},
        {QStringLiteral("why"), container.why},
        {QStringLiteral("engineState"), container.engineState},
        {QStringLiteral("health"), healthName(container.health)},
        {QStringLiteral("version"), container.version},
        {QStringLiteral("startedAt"), timeOrNull(container.startedAt)},
        {QStringLiteral("restartCount"), container.restartCount},
        {QStringLiteral("oomKilled"), container.oomKilled},
        {QStringLiteral("oomKills"), static_cast<qint64>(container.oomKills)},
        {QStringLiteral("exitCode"), container.exitCode},
        {QStringLiteral("cpuPercent"), percentOrNull(container.cpuPercent)},
        {QStringLiteral("memoryUsedBytes"), orNull(container.memoryUsed)},
        {QStringLiteral("memoryLimitBytes"), container.memoryLimit},
        {QStringLiteral("consuming"), orNull(container.consuming)},
    };
}

QJsonObject serviceJson(const ServiceStatus &service)
{
    QJsonArray containers;
    for (const ContainerStatus &container : service.containers)
        containers.append(containerJson(container));
    return {
        {QStringLiteral("name"), service.name},
        {QStringLiteral("role"), stack::roleName(service.role)},
        {QStringLiteral("state"), stateName(service.state)},
        {QStringLiteral("why"), service.why},
        {QStringLiteral("version"), service.version},
        {QStringLiteral("running"), service.running},
        {QStringLiteral("wanted"), service.wanted},
        {QStringLiteral("startedAt"), timeOrNull(service.startedAt)},
        {QStringLiteral("restartCount"), service.restartCount},
        {QStringLiteral("cpuPercent"), percentOrNull(service.cpuPercent)},
        {QStringLiteral("memoryUsedBytes"), orNull(service.memoryUsed)},
        {QStringLiteral("memoryLimitBytes"), service.memoryLimit},
        {QStringLiteral("containers"), containers},
    };
}

QJsonValue queueJson(const std::optional<QueueStatus> &queue)
{
    if (!queue)
        return QJsonValue::Null;
    return QJsonObject{
        {QStringLiteral("waiting"), queue->waiting},
        {QStringLiteral("running"), queue->running},
        {QStringLiteral("capacity"), queue->capacity},
        {QStringLiteral("consumers"), queue->consumers},
        {QStringLiteral("oldestWaitMs"), orNull(queue->oldestWaitMs)},
    };
}

} // namespace

QString stateName(State state)
{
    switch (state) {
    case State::Healthy:
        return QStringLiteral("healthy");
    case State::Warning:
        return QStringLiteral("warning");
    case State::Failing:
        return QStringLiteral("failing");
    case State::Stopped:
        return QStringLiteral("stopped");
    case State::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString stateTitle(State state)
{
    switch (state) {
    case State::Healthy:
        return Words::tr("Healthy");
    case State::Warning:
        return Words::tr("Warning");
    case State::Failing:
        return Words::tr("Failing");
    case State::Stopped:
        return Words::tr("Stopped");
    case State::Unknown:
        break;
    }
    return Words::tr("Unknown");
}

QString healthName(docker::Health health)
{
    switch (health) {
    case docker::Health::Starting:
        return QStringLiteral("starting");
    case docker::Health::Healthy:
        return QStringLiteral("healthy");
    case docker::Health::Unhealthy:
        return QStringLiteral("unhealthy");
    case docker::Health::None:
        break;
    }
    return QStringLiteral("none");
}

QString linkName(EngineStatus::Link link)
{
    switch (link) {
    case EngineStatus::Link::Connecting:
        return QStringLiteral("connecting");
    case EngineStatus::Link::Connected:
        return QStringLiteral("connected");
    case EngineStatus::Link::Lost:
        return QStringLiteral("lost");
    case EngineStatus::Link::NotInstalled:
        return QStringLiteral("not-installed");
    case EngineStatus::Link::NotRunning:
        return QStringLiteral("not-running");
    case EngineStatus::Link::NoPermission:
        return QStringLiteral("no-permission");
    case EngineStatus::Link::Unsupported:
        break;
    }
    return QStringLiteral("unsupported");
}

QJsonObject toJson(const StackStatus &status)
{
    QJsonArray services;
    for (const ServiceStatus &service : status.services)
        services.append(serviceJson(service));
    QJsonArray disks;
    for (const DiskStatus &disk : status.disks) {
        disks.append(QJsonObject{{QStringLiteral("path"), disk.path},
                                 {QStringLiteral("totalBytes"), disk.total},
                                 {QStringLiteral("freeBytes"), disk.free},
                                 {QStringLiteral("usedPercent"), percentOrNull(disk.usedPercent())}});
    }
    QJsonArray endpoints;
    for (const EndpointStatus &endpoint : status.endpoints) {
        endpoints.append(QJsonObject{{QStringLiteral("name"), endpoint.name},
                                     {QStringLiteral("url"), endpoint.url},
                                     {QStringLiteral("ok"), endpoint.ok},
                                     {QStringLiteral("httpStatus"), endpoint.httpStatus},
                                     {QStringLiteral("tookMs"), endpoint.tookMs},
                                     {QStringLiteral("why"), endpoint.why}});
    }
    QJsonArray attention;
    for (const Attention &item : status.attention) {
        attention.append(QJsonObject{{QStringLiteral("severity"), stateName(item.severity)},
                                     {QStringLiteral("id"), item.id},
                                     {QStringLiteral("text"), item.text},
                                     {QStringLiteral("action"), item.action},
                                     {QStringLiteral("affectsVerdict"), item.affectsVerdict}});
    }
    return {
        {QStringLiteral("schemaVersion"), jsonSchemaVersion},
        {QStringLiteral("stack"), status.stackId},
        {QStringLiteral("taken"), timeOrNull(status.taken)},
        {QStringLiteral("verdict"), stateName(status.verdict)},
        {QStringLiteral("verdictText"), status.verdictText},
        {QStringLiteral("services"), services},
        {QStringLiteral("queue"), queueJson(status.queue)},
        {QStringLiteral("queueProblem"), status.queueProblem},
        {QStringLiteral("disks"), disks},
        {QStringLiteral("endpoints"), endpoints},
        {QStringLiteral("attention"), attention},
        {QStringLiteral("lastProvenBackup"), timeOrNull(status.lastProvenBackup.value_or(QDateTime()))},
    };
}

} // namespace quarterdeck::health
