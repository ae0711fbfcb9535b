// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/servicecommands.h"

#include "cli/commands/runplan.h"
#include "health/stackstatus.h"
#include "stack/discovery.h"

#include <QCoreApplication>
#include <QJsonArray>

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

/// What a person should know before a service goes away for a while.
QStringList consequences(const stack::Stack &stack, const stack::Service &service)
{
    QStringList lines;
    switch (service.role) {
    case stack::Role::Main:
        lines.append(Words::tr("The editor, webhooks and schedules do not work while %1 is down.").arg(service.name));
        break;
    case stack::Role::Worker:
        lines.append(Words::tr("No queued execution starts while %1 is down; they wait in the queue.").arg(service.name));
        lines.append(service.stopGraceSeconds > 0
                         ? Words::tr("Executions that run longer than %1 s from now are killed.").arg(service.stopGraceSeconds)
                         : Words::tr("Executions that run longer than the engine's 10 s from now are killed."));
        break;
    case stack::Role::Webhook:
        lines.append(Words::tr("Calls to webhooks fail while %1 is down.").arg(service.name));
        break;
    case stack::Role::Postgres:
        lines.append(Words::tr("n8n cannot work at all while its database %1 is down; running executions fail.").arg(service.name));
        break;
    case stack::Role::Redis:
        lines.append(Words::tr("No execution starts or ends while the queue %1 is down; after a while n8n's processes end.").arg(service.name));
        break;
    case stack::Role::Runner:
        lines.append(Words::tr("Code nodes fail while %1 is down.").arg(service.name));
        break;
    case stack::Role::Proxy:
    case stack::Role::Other:
        lines.append(Words::tr("Whatever uses %1 has to do without it for that time.").arg(service.name));
        break;
    }
    if (!stack.isRunning())
        lines.append(Words::tr("n8n does not run at present."));
    return lines;
}

QList<Step> planFor(ServiceCommand::Verb verb, docker::DockerPort &docker, const stack::Service &service)
{
    QList<Step> plan;
    for (const stack::Container &container : service.containers) {
        const QString id = container.id;
        Step step;
        step.id = verbName(verb) + QLatin1Char(':') + container.name;
        switch (verb) {
        case ServiceCommand::Verb::Start:
            step.title = Words::tr("Start %1").arg(container.name);
            step.run = [&docker, id](JobContext &context) { return docker.startContainer(context, id); };
            break;
        case ServiceCommand::Verb::Stop:
            step.title = Words::tr("Stop %1").arg(container.name);
            step.run = [&docker, id](JobContext &context) { return docker.stopContainer(context, id); };
            break;
        case ServiceCommand::Verb::Restart:
            step.title = Words::tr("Restart %1").arg(container.name);
            step.run = [&docker, id](JobContext &context) { return docker.restartContainer(context, id); };
            break;
        }
        plan.append(step);
    }
    return plan;
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
    const bool running = std::any_of(service->containers.cbegin(), service->containers.cend(),
                                     [](const stack::Container &c) { return c.state == QLatin1String("running"); });
    if (m_verb != Verb::Start && running) {
        const QString question = m_verb == Verb::Stop ? Words::tr("Stop %1?").arg(name) : Words::tr("Restart %1?").arg(name);
        if (const Outcome asked = confirmed(invocation, consequences(stack, *service), question); asked.error)
            return asked;
    }
    const QString operation = verbName(m_verb) + QLatin1Char(' ') + name;
    if (const Outcome outcome = runLocked(invocation, id, operation, planFor(m_verb, invocation.neighbours.docker, *service)); outcome.error)
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
