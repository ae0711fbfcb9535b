// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/stackstatus.h"

/// A small healthy queue-mode stack as values, to be spoiled by each test.
namespace quarterdeck::test {

inline const QDateTime healthNow = QDateTime::fromString(QStringLiteral("2026-03-01T12:00:00Z"), Qt::ISODate);

inline stack::Service healthService(const QString &name, stack::Role role, int replicas)
{
    stack::Service service;
    service.name = name;
    service.role = role;
    service.replicasWanted = replicas;
    service.version = QStringLiteral("2.35.5");
    service.imageId = QStringLiteral("sha256:aa");
    for (int i = 1; i <= replicas; ++i) {
        stack::Container container;
        container.id = name + QLatin1Char('-') + QString::number(i);
        container.name = QLatin1String("demo-") + container.id;
        container.number = i;
        container.state = QStringLiteral("running");
        container.imageId = service.imageId;
        service.containers.append(container);
    }
    return service;
}

inline stack::Stack healthStack(int workers = 5)
{
    stack::Stack stack;
    stack.id = QStringLiteral("demo");
    stack.project.name = QStringLiteral("demo");
    stack.services
        = {healthService(QStringLiteral("n8n"), stack::Role::Main, 1), healthService(QStringLiteral("n8n-worker"), stack::Role::Worker, workers),
           healthService(QStringLiteral("postgres"), stack::Role::Postgres, 1), healthService(QStringLiteral("redis"), stack::Role::Redis, 1)};
    stack.queue.enabled = true;
    stack.queue.service = QStringLiteral("redis");
    stack.queue.coordinates.password = Secret(QStringLiteral("redis-secret"));
    stack.queue.access.way = stack::Access::Way::PublishedPort;
    stack.queue.access.host = QStringLiteral("127.0.0.1");
    stack.queue.access.port = 6379;
    stack.n8nUrl = QStringLiteral("http://localhost:5678");
    return stack;
}

inline health::StackStatus healthMeasured(const stack::Stack &stack)
{
    health::StackStatus status;
    status.stackId = stack.id;
    status.taken = healthNow;
    int workers = 0;
    for (const stack::Service &service : stack.services) {
        health::ServiceStatus line;
        line.name = service.name;
        line.role = service.role;
        line.version = service.version;
        line.wanted = service.replicasWanted;
        for (const stack::Container &container : service.containers) {
            health::ContainerStatus c;
            c.id = container.id;
            c.name = container.name;
            c.service = service.name;
            c.role = service.role;
            c.number = container.number;
            c.engineState = QStringLiteral("running");
            c.health = docker::Health::Healthy;
            c.startedAt = healthNow.addSecs(-3600);
            c.memoryUsed = 100 << 20;
            c.memoryLimit = 512 << 20;
            c.cpuPercent = 2.5;
            c.cpuCores = 1;
            line.containers.append(c);
            workers += service.role == stack::Role::Worker ? 1 : 0;
        }
        status.services.append(line);
    }
    health::QueueStatus queue;
    queue.consumers = workers;
    queue.capacity = workers * 10;
    status.queue = queue;
    status.disks = {{QStringLiteral("/"), 1000, 500}};
    health::EndpointStatus endpoint;
    endpoint.name = QStringLiteral("readiness");
    endpoint.ok = true;
    endpoint.httpStatus = 200;
    status.endpoints = {endpoint};
    return status;
}

inline health::ServiceStatus &healthLine(health::StackStatus &status, const QString &name)
{
    for (health::ServiceStatus &service : status.services) {
        if (service.name == name)
            return service;
    }
    Q_UNREACHABLE();
}

} // namespace quarterdeck::test
