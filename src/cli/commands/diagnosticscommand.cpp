// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/diagnosticscommand.h"

#include "health/diagnostics.h"
#include "health/prober.h"
#include "stack/discovery.h"

#include <QCoreApplication>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::DiagnosticsCommand)
};

/// Everything that can be had; what cannot is named in the report, for that
/// is what a report is for. Only a cancellation ends it.
Result<health::DiagnosticsInput> collect(const Invocation &invocation)
{
    const Neighbours &with = invocation.neighbours;
    const JobContext &context = invocation.context;
    health::DiagnosticsInput input;
    input.taken = with.clock.now();
    const auto note = [&input](const Error &error) { input.problems.append(error.what + QLatin1String(" | ") + error.detail); };

    if (const Result<QString> compose = with.compose.version(context))
        input.composeVersion = *compose;
    else
        note(compose.error());
    QD_CHECK(context.checkpoint());

    const Result<docker::EngineInfo> engine = with.docker.ping(context);
    QD_CHECK(context.checkpoint());
    if (!engine) {
        input.engine.link = health::EngineStatus::Link::NotRunning;
        input.engine.error = engine.error();
        return input;
    }
    input.engine.link = health::EngineStatus::Link::Connected;
    input.engine.endpoint = engine->endpoint;
    input.engine.apiVersion = engine->apiVersion;
    input.engine.serverVersion = engine->serverVersion;

    stack::Discovery discovery(with.docker, with.compose);
    const Result<QString> id = discovery.choose(context, invocation.stackId);
    QD_CHECK(context.checkpoint());
    if (!id) {
        note(id.error());
        return input;
    }
    Result<stack::Stack> stack = discovery.read(context, *id);
    QD_CHECK(context.checkpoint());
    if (!stack) {
        note(stack.error());
        return input;
    }
    input.stack = *std::move(stack);
    health::Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(*input.stack);
    if (Result<health::StackStatus> status = prober.take(context))
        input.status = *std::move(status);
    else
        note(status.error());
    QD_CHECK(context.checkpoint());
    if (Result<QList<health::LogTail>> logs = health::readLogTails(context, with.docker, *input.stack))
        input.logs = *std::move(logs);
    else
        note(logs.error());
    QD_CHECK(context.checkpoint());
    return input;
}

} // namespace

QString DiagnosticsCommand::summary() const
{
    return Words::tr("Print a report for a bug report: versions, stack, state, logs, without secrets.");
}

QString DiagnosticsCommand::details() const
{
    return Words::tr("Passwords, keys and tokens of the stack are replaced by \"[redacted]\". Logs may still hold\n"
                     "names and addresses of yours: read the report before you give it away.");
}

Outcome DiagnosticsCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const health::DiagnosticsInput input, collect(invocation));
    const QString text = health::diagnosticsText(input);
    if (invocation.json)
        invocation.terminal.outJson({{QStringLiteral("schemaVersion"), health::jsonSchemaVersion}, {QStringLiteral("text"), text}});
    else
        invocation.terminal.out(text);
    return exitOk;
}

} // namespace quarterdeck::cli
