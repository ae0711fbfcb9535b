// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "health/verdict.h"

#include <cmath>

namespace quarterdeck::test {

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

stack::Service service(const QString &stackId, const QString &name, stack::Role role, const QString &version, qint64 limit, int replicas = 1)
{
    stack::Service made;
    made.name = name;
    made.role = role;
    made.image = name;
    made.imageId = QStringLiteral("sha256:") + (role == stack::Role::Worker ? QStringLiteral("n8n") : name);
    made.version = version;
    made.replicasWanted = replicas;
    made.memoryLimit = limit * mebibyte;
    made.hasHealthcheck = true;
    for (int number = 1; number <= replicas; ++number) {
        stack::Container container;
        container.name = QStringLiteral("%1-%2-%3").arg(stackId, name).arg(number);
        container.id = QString::fromLatin1(container.name.toUtf8().toHex()).leftJustified(64, QLatin1Char('0')).right(64);
        container.number = number;
        container.state = QStringLiteral("running");
        container.imageId = made.imageId;
        made.containers.append(container);
    }
    return made;
}

} // namespace

stack::Stack sampleStack(int workers, const QString &id)
{
    stack::Stack stack;
    stack.id = id;
    stack.project.name = id;
    stack.project.workingDir = QStringLiteral("/srv/") + id;
    stack.fromCompose = true;
    stack.services = {service(id, QStringLiteral("n8n"), stack::Role::Main, QStringLiteral("2.35.5"), 1024),
                      service(id, QStringLiteral("worker"), stack::Role::Worker, QStringLiteral("2.35.5"), 512, workers),
                      service(id, QStringLiteral("postgres"), stack::Role::Postgres, QStringLiteral("16.11"), 1024),
                      service(id, QStringLiteral("redis"), stack::Role::Redis, QStringLiteral("7.4.7"), 256)};
    stack.concurrency.perWorker = 10;
    stack.queue.enabled = true;
    stack.queue.service = QStringLiteral("redis");
    stack.queue.coordinates.password = Secret(QStringLiteral("not-a-real-one"));
    stack.database.kind = stack::Database::Kind::Postgres;
    stack.n8nUrl = QStringLiteral("http://localhost:5678");
    return stack;
}

health::StackStatus sampleStatus(const stack::Stack &stack, int tick)
{
    return sampleStatus(stack, tick, {});
}

health::StackStatus sampleStatus(const stack::Stack &stack, int tick, const std::function<void(health::StackStatus &)> &change)
{
    health::StackStatus status;
    status.stackId = stack.id;
    // No two readings are of one moment.
    static qint64 readings = 0;
    status.taken = QDateTime::currentDateTimeUtc().addMSecs(++readings);
    int workers = 0;
    double phase = 0;
    for (const stack::Service &known : stack.services) {
        health::ServiceStatus service;
        service.name = known.name;
        service.role = known.role;
        service.version = known.version;
        service.wanted = known.replicasWanted;
        for (const stack::Container &container : known.containers) {
            phase += 0.9;
            health::ContainerStatus measured;
            measured.id = container.id;
            measured.name = container.name;
            measured.service = known.name;
            measured.role = known.role;
            measured.number = container.number;
            measured.engineState = container.state;
            measured.health = docker::Health::Healthy;
            measured.version = known.version;
            measured.startedAt = status.taken.addSecs(-(3 * 86400 + 4 * 3600 + container.number * 61));
            measured.cpuPercent = 6 + 5 * std::sin(tick / 5.0 + phase) + (tick % 13 == 0 ? 9 : 0);
            measured.cpuCores = 1;
            measured.memoryLimit = known.memoryLimit;
            measured.memoryUsed = known.memoryLimit * 2 / 5 + (tick % 7) * mebibyte;
            service.containers.append(measured);
            workers += known.role == stack::Role::Worker ? 1 : 0;
        }
        status.services.append(service);
    }
    health::QueueStatus queue;
    queue.consumers = workers;
    queue.capacity = workers * stack.concurrency.perWorker;
    queue.waiting = std::max(0, static_cast<int>(4 + 4 * std::sin(tick / 6.0)));
    queue.running = std::min(12, queue.capacity);
    if (queue.waiting > 0)
        queue.oldestWaitMs = 1200;
    status.queue = queue;
    status.disks = {{QStringLiteral("/var/lib/docker"), 100LL * 1024 * mebibyte, 39LL * 1024 * mebibyte}};
    status.endpoints = {{QStringLiteral("readiness"), stack.n8nUrl + QStringLiteral("/healthz/readiness"), true, 200, 12, {}}};
    if (change)
        change(status);
    return health::judge(stack, status);
}

health::EngineStatus engineWith(health::EngineStatus::Link link)
{
    health::EngineStatus engine;
    engine.link = link;
    engine.endpoint = QStringLiteral("unix:///var/run/docker.sock");
    if (link == health::EngineStatus::Link::Connected) {
        engine.serverVersion = QStringLiteral("27.3.1");
        engine.apiVersion = QStringLiteral("1.47");
    } else if (link != health::EngineStatus::Link::Connecting) {
        engine.error = {ErrorKind::Unreachable, QStringLiteral("The Docker engine does not answer."), QStringLiteral("connect: raw words"), {}};
    }
    return engine;
}

QList<stack::StackSummary> summaries(const QStringList &ids)
{
    QList<stack::StackSummary> list;
    for (const QString &id : ids) {
        stack::StackSummary summary;
        summary.id = id;
        summary.project.name = id;
        summary.project.workingDir = QStringLiteral("/srv/") + id;
        summary.containers = 8;
        summary.running = 8;
        summary.hasWorkers = true;
        list.append(summary);
    }
    return list;
}

} // namespace quarterdeck::test
