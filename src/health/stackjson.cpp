// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/stackjson.h"

#include "health/stackstatus.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>
#include <array>

namespace quarterdeck::health {

namespace {

QString s(const char *name)
{
    return QString::fromLatin1(name);
}

/// n8n's own settings; anything else in an environment is nobody's business.
bool isSetting(const QString &name)
{
    static constexpr std::array prefixes = {"N8N_", "QUEUE_", "EXECUTIONS_", "DB_", "OFFLOAD_", "GENERIC_TIMEZONE", "WEBHOOK_URL"};
    return !isSecretName(name)
        && std::any_of(prefixes.begin(), prefixes.end(), [&name](const char *prefix) { return name.startsWith(QLatin1String(prefix)); });
}

QJsonObject settings(const QHash<QString, QString> &environment, const Redactor &redactor)
{
    QJsonObject object;
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        if (isSetting(it.key()))
            object.insert(it.key(), redactor.redact(it.value()));
    }
    return object;
}

QJsonObject projectJson(const compose::Project &project)
{
    return {{s("name"), project.name},
            {s("workingDir"), project.workingDir},
            {s("configFiles"), QJsonArray::fromStringList(project.configFiles)},
            {s("environmentFiles"), QJsonArray::fromStringList(project.environmentFiles)}};
}

QJsonObject accessJson(const stack::Access &access)
{
    return {{s("way"), stack::accessName(access.way)}, {s("host"), access.host}, {s("port"), access.port}, {s("why"), access.why}};
}

QJsonObject serviceJson(const stack::Service &service, const Redactor &redactor)
{
    QJsonArray containers;
    for (const stack::Container &container : service.containers) {
        containers.append(QJsonObject{{s("id"), container.id.left(12)},
                                      {s("name"), container.name},
                                      {s("number"), container.number},
                                      {s("state"), container.state},
                                      {s("imageId"), container.imageId},
                                      {s("address"), container.address}});
    }
    QJsonArray ports;
    for (const docker::PortBinding &port : service.ports) {
        ports.append(QJsonObject{
            {s("hostIp"), port.hostIp}, {s("hostPort"), port.hostPort}, {s("containerPort"), port.containerPort}, {s("protocol"), port.protocol}});
    }
    QJsonArray mounts;
    for (const docker::Mount &mount : service.mounts) {
        mounts.append(QJsonObject{{s("type"), mount.type},
                                  {s("name"), mount.name},
                                  {s("source"), mount.source},
                                  {s("destination"), mount.destination},
                                  {s("readWrite"), mount.readWrite}});
    }
    return {
        {s("name"), service.name},
        {s("role"), stack::roleName(service.role)},
        {s("swarmId"), service.swarmId},
        {s("image"), service.image},
        {s("imageId"), service.imageId},
        {s("digests"), QJsonArray::fromStringList(service.digests)},
        {s("version"), service.version},
        {s("versionFrom"), service.versionFrom},
        {s("replicasWanted"), service.replicasWanted},
        {s("runningElsewhere"), service.runningElsewhere},
        {s("memoryLimitBytes"), service.memoryLimit},
        {s("stopGraceSeconds"), service.stopGraceSeconds},
        {s("hasHealthcheck"), service.hasHealthcheck},
        {s("ports"), ports},
        {s("mounts"), mounts},
        {s("containers"), containers},
        {s("settings"), settings(service.environment, redactor)},
    };
}

QString databaseKind(stack::Database::Kind kind)
{
    switch (kind) {
    case stack::Database::Kind::Postgres:
        return s("postgres");
    case stack::Database::Kind::Sqlite:
        return s("sqlite");
    case stack::Database::Kind::Unknown:
        break;
    }
    return s("unknown");
}

} // namespace

Redactor redactorFor(const stack::Stack &stack)
{
    Redactor redactor;
    for (const stack::Service &service : stack.services)
        redactor.addEnvironment(service.environment);
    redactor.add(stack.database.coordinates.password);
    redactor.add(stack.queue.coordinates.password);
    return redactor;
}

QJsonObject toJson(const stack::StackSummary &summary)
{
    return {{s("id"), summary.id},
            {s("orchestrator"), stack::orchestratorName(summary.orchestrator)},
            {s("project"), projectJson(summary.project)},
            {s("containers"), summary.containers},
            {s("running"), summary.running},
            {s("hasWorkers"), summary.hasWorkers}};
}

QJsonObject toJson(const stack::Stack &stack)
{
    const Redactor redactor = redactorFor(stack);
    QJsonArray services;
    for (const stack::Service &service : stack.services)
        services.append(serviceJson(service, redactor));
    QJsonArray remarks;
    for (const stack::Remark &remark : stack.remarks)
        remarks.append(QJsonObject{{s("id"), remark.id}, {s("text"), redactor.redact(remark.text)}});
    const postgres::Coordinates &database = stack.database.coordinates;
    const redis::Coordinates &queue = stack.queue.coordinates;
    return {
        {s("schemaVersion"), jsonSchemaVersion},
        {s("id"), stack.id},
        {s("running"), stack.isRunning()},
        {s("orchestrator"), stack::orchestratorName(stack.orchestrator)},
        {s("fromCompose"), stack.fromCompose},
        {s("project"), projectJson(stack.project)},
        {s("n8nUrl"), redactor.redact(stack.n8nUrl)},
        {s("services"), services},
        {s("concurrency"),
         QJsonObject{{s("perWorker"), stack.concurrency.perWorker},
                     {s("knob"), stack::knobName(stack.concurrency.knob)},
                     {s("inertVariable"), stack.concurrency.inertVariable}}},
        {s("encryptionKey"),
         QJsonObject{{s("origin"), stack::keyOriginName(stack.key.origin)},
                     {s("fingerprint"), stack.key.fingerprint},
                     {s("equalEverywhere"), stack.key.equalEverywhere},
                     {s("note"), stack.key.note}}},
        {s("database"),
         QJsonObject{{s("kind"), databaseKind(stack.database.kind)},
                     {s("service"), stack.database.service},
                     {s("host"), database.host},
                     {s("port"), database.port},
                     {s("database"), database.database},
                     {s("user"), database.user},
                     {s("hasPassword"), !database.password.isEmpty()},
                     {s("schema"), stack.database.schema},
                     {s("tablePrefix"), stack.database.tablePrefix},
                     {s("access"), accessJson(stack.database.access)}}},
        {s("queue"),
         QJsonObject{{s("enabled"), stack.queue.enabled},
                     {s("service"), stack.queue.service},
                     {s("host"), queue.host},
                     {s("port"), queue.port},
                     {s("database"), queue.database},
                     {s("hasPassword"), !queue.password.isEmpty()},
                     {s("prefix"), stack.queue.prefix},
                     {s("cluster"), stack.queue.cluster},
                     {s("tls"), stack.queue.tls},
                     {s("access"), accessJson(stack.queue.access)}}},
        {s("remarks"), remarks},
    };
}

} // namespace quarterdeck::health
