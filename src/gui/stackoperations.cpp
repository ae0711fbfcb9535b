// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/stackoperations.h"

#include "stack/lockedplan.h"
#include "stack/serviceactions.h"

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {

stack::ServiceAction actionOf(ServiceVerb verb)
{
    switch (verb) {
    case ServiceVerb::Stop:
        return stack::ServiceAction::Stop;
    case ServiceVerb::Restart:
        return stack::ServiceAction::Restart;
    case ServiceVerb::Start:
        break;
    }
    return stack::ServiceAction::Start;
}

} // namespace

StackOperations::StackOperations(docker::DockerPort &docker, compose::ComposePort &compose, process::ProcessPort &process, n8n::N8nPort &n8n,
                                 postgres::PostgresPort &postgres)
    : m_docker(docker)
    , m_compose(compose)
    , m_sandbox(docker, compose, process, n8n, postgres)
{
}

ServicePlan StackOperations::servicePlan(ServiceVerb verb, const stack::Stack &stack, const QString &service,
                                         const std::optional<health::StackStatus> &status)
{
    const stack::Service *known = stack.service(service);
    if (!known)
        return {};
    const qint64 running = status && status->queue ? status->queue->running : -1;
    return {stack::servicePlan(m_docker, actionOf(verb), stack, *known), stack::serviceActionConsequences(actionOf(verb), stack, *known, running)};
}

QList<Step> StackOperations::sandboxUpPlan()
{
    const stack::SandboxOptions options;
    return stack::lockedPlan(m_sandbox.upPlan(options), options.name, QStringLiteral("sandbox up"));
}

QString StackOperations::diagnostics(const JobContext &context, health::DiagnosticsInput known)
{
    constexpr auto patience = 20s;
    if (const Result<QString> version = m_compose.version(context.withTimeout(patience)); version)
        known.composeVersion = *version;
    else
        known.problems.append(version.error().what);
    if (known.stack) {
        if (Result<QList<health::LogTail>> logs = health::readLogTails(context.withTimeout(patience), m_docker, *known.stack); logs)
            known.logs = *std::move(logs);
        else
            known.problems.append(logs.error().what);
    }
    return health::diagnosticsText(known);
}

} // namespace quarterdeck::gui
