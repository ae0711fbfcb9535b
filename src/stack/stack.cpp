// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/stack.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::stack {

namespace {

struct StackText
{
    Q_DECLARE_TR_FUNCTIONS(Stack)
};

} // namespace

QString roleName(Role role)
{
    switch (role) {
    case Role::Main:
        return QStringLiteral("main");
    case Role::Worker:
        return QStringLiteral("worker");
    case Role::Webhook:
        return QStringLiteral("webhook");
    case Role::Runner:
        return QStringLiteral("runner");
    case Role::Postgres:
        return QStringLiteral("postgres");
    case Role::Redis:
        return QStringLiteral("redis");
    case Role::Proxy:
        return QStringLiteral("proxy");
    case Role::Other:
        break;
    }
    return QStringLiteral("other");
}

QString roleTitle(Role role)
{
    switch (role) {
    case Role::Main:
        return StackText::tr("n8n main");
    case Role::Worker:
        return StackText::tr("n8n worker");
    case Role::Webhook:
        return StackText::tr("n8n webhook");
    case Role::Runner:
        return StackText::tr("n8n task runner");
    case Role::Postgres:
        return StackText::tr("PostgreSQL");
    case Role::Redis:
        return StackText::tr("Redis");
    case Role::Proxy:
        return StackText::tr("Reverse proxy");
    case Role::Other:
        break;
    }
    return StackText::tr("Other");
}

QString knobName(Concurrency::Knob knob)
{
    switch (knob) {
    case Concurrency::Knob::Flag:
        return QStringLiteral("--concurrency");
    case Concurrency::Knob::ProductionLimit:
        return QStringLiteral("N8N_CONCURRENCY_PRODUCTION_LIMIT");
    case Concurrency::Knob::Default:
        break;
    }
    return QStringLiteral("default");
}

QString keyOriginName(EncryptionKey::Origin origin)
{
    switch (origin) {
    case EncryptionKey::Origin::Environment:
        return QStringLiteral("environment");
    case EncryptionKey::Origin::File:
        return QStringLiteral("file");
    case EncryptionKey::Origin::Volume:
        return QStringLiteral("volume");
    case EncryptionKey::Origin::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString accessName(Access::Way way)
{
    switch (way) {
    case Access::Way::PublishedPort:
        return QStringLiteral("published-port");
    case Access::Way::ContainerAddress:
        return QStringLiteral("container-address");
    case Access::Way::Helper:
        return QStringLiteral("helper");
    case Access::Way::None:
        break;
    }
    return QStringLiteral("none");
}

QString orchestratorName(Orchestrator orchestrator)
{
    switch (orchestrator) {
    case Orchestrator::Compose:
        return QStringLiteral("compose");
    case Orchestrator::Swarm:
        return QStringLiteral("swarm");
    case Orchestrator::None:
        break;
    }
    return QStringLiteral("none");
}

const Service *Stack::service(Role role) const
{
    const auto found = std::find_if(services.cbegin(), services.cend(), [role](const Service &service) { return service.role == role; });
    return found == services.cend() ? nullptr : &*found;
}

const Service *Stack::service(const QString &name) const
{
    const auto found = std::find_if(services.cbegin(), services.cend(), [&name](const Service &service) { return service.name == name; });
    return found == services.cend() ? nullptr : &*found;
}

bool Stack::isRunning() const
{
    const Service *main = service(Role::Main);
    return main != nullptr
        && (main->runningElsewhere > 0 || std::any_of(main->containers.cbegin(), main->containers.cend(), [](const Container &container) {
                return container.state == QLatin1String("running");
            }));
}

} // namespace quarterdeck::stack
