// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/servicecommands.h"

#include "cli/commands/runplan.h"
#include "health/prober.h"
#include "stack/discovery.h"
#include "stack/serviceactions.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::ServiceCommand)
};

QString verbName(ServiceCommand::Verb verb)
{
    switch (verb) {
    case ServiceCommand::Verb::Start:
        return QStringLiteral("start");
    case ServiceCommand::Verb::Stop:
        return QStringLiteral("stop");
    case ServiceCommand::Verb::Restart:
        break;
    }
    return QStringLiteral("restart");
}

stack::ServiceAction actionOf(ServiceCommand::Verb verb)
{
    switch (verb) {
    case ServiceCommand::Verb::Start:
        return stack::ServiceAction::Start;
    case ServiceCommand::Verb::Stop:
        return stack::ServiceAction::Stop;
    case ServiceCommand::Verb::Restart:
        break;
    }
    return stack::ServiceAction::Restart;
}

/// Executions at work now; negative when it cannot be told.
qint64 runningJobs(const Invocation &invocation, const stack::Stack &stack)
{
    const Neighbours &with = invocation.neighbours;
    health::Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(stack);
    const Result<health::StackStatus> status = prober.take(invocation.context);
    return status && status->queue ? status->queue->running : -1;
}

Outcome noSuchService(const stack::Stack &stack, const QString &name)
{
    QStringList names;
    for (const stack::Service &service : stack.services)
        names.append(service.name);
    return Error{ErrorKind::NotFound,
                 Words::tr("The stack %1 has no service \"%2\".").arg(stack.id, name),
                 {},
                 Words::tr("it has: %1").arg(names.join(QLatin1String(", ")))};
}

} // namespace

ServiceCommand::ServiceCommand(Verb verb)
    : m_verb(verb)
{
}

QStringList ServiceCommand::words() const
{
    return {QStringLiteral("service"), verbName(m_verb)};
}

QString ServiceCommand::summary() const
{
    switch (m_verb) {
    case Verb::Start:
        return Words::tr("Start the containers of a service.");
    case Verb::Stop:
        return Words::tr("Stop the containers of a service, with their own grace.");
    case Verb::Restart:
        break;
    }
    return Words::tr("Restart the containers of a service, one after the other.");
}

QString ServiceCommand::details() const
{
    return m_verb == Verb::Start ? QString() : Words::tr("Tells the consequences and asks first. Without a terminal to ask on it needs --yes.");
}

QList<QCommandLineOption> ServiceCommand::options() const
{
    return {QCommandLineOption(QStringLiteral("yes"), Words::tr("Do not ask."))};
}

Outcome ServiceCommand::run(const Invocation &invocation)
{
    stack::Discovery discovery(invocation.neighbours.docker, invocation.neighbours.compose);
    QD_CLI_TRY(const QString id, discovery.choose(invocation.context, invocation.stackId));
    QD_CLI_TRY(const stack::Stack stack, discovery.read(invocation.context, id));
    const QString name = invocation.arguments.first();
    const stack::Service *service = stack.service(name);
    if (service == nullptr)
        return noSuchService(stack, name);
    if (service->containers.isEmpty()) {
        return Error{ErrorKind::Conflict,
                     Words::tr("The service %1 has no container.").arg(name),
                     {},
                     Words::tr("make its containers with docker compose up")};
    }
    const stack::ServiceAction action = actionOf(m_verb);
    const bool running = std::any_of(service->containers.cbegin(), service->containers.cend(),
                                     [](const stack::Container &c) { return c.state == QLatin1String("running"); });
    if (m_verb != Verb::Start && running) {
        const QString question = m_verb == Verb::Stop ? Words::tr("Stop %1?").arg(name) : Words::tr("Restart %1?").arg(name);
        const qint64 jobs = canBeAsked(invocation) ? runningJobs(invocation, stack) : -1;
        if (const Outcome asked = confirmed(invocation, stack::serviceActionConsequences(action, stack, *service, jobs), question); asked.error)
            return asked;
    }
    if (const Outcome outcome = runSteps(invocation, stack::servicePlan(invocation.neighbours.docker, action, stack, *service)); outcome.error)
        return outcome;
    if (invocation.json) {
        invocation.terminal.outJson({{QStringLiteral("schemaVersion"), health::jsonSchemaVersion},
                                     {QStringLiteral("stack"), id},
                                     {QStringLiteral("service"), name},
                                     {QStringLiteral("action"), verbName(m_verb)},
                                     {QStringLiteral("containers"), static_cast<int>(service->containers.size())}});
    }
    return exitOk;
}

} // namespace quarterdeck::cli
