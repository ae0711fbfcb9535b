// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sandboxcommands.h"

#include "cli/commands/runplan.h"
#include "cli/optionvalues.h"
#include "health/stackstatus.h"
#include "stack/sandbox.h"

#include <QCoreApplication>

#include <limits>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::SandboxCommands)
};

constexpr int mostWorkers = 50;
constexpr int mostExecutions = 10'000'000;

QList<QCommandLineOption> placeOptions()
{
    return {
        QCommandLineOption(QStringLiteral("name"), Words::tr("Name of the Compose project."), QStringLiteral("NAME"), stack::SandboxOptions().name),
        QCommandLineOption(QStringLiteral("dir"), Words::tr("Folder of its files; otherwise one named like it in ~/.local/share/quarterdeck."),
                           QStringLiteral("FOLDER"))};
}

QList<QCommandLineOption> layoutOptions()
{
    const stack::SandboxOptions defaults;
    return {QCommandLineOption(QStringLiteral("workers"), Words::tr("Number of workers."), QStringLiteral("N"), QString::number(defaults.workers)),
            QCommandLineOption(QStringLiteral("n8n-port"), Words::tr("Port of n8n on this machine."), QStringLiteral("PORT"),
                               QString::number(defaults.n8nPort)),
            QCommandLineOption(QStringLiteral("postgres-port"), Words::tr("Port of PostgreSQL on this machine."), QStringLiteral("PORT"),
                               QString::number(defaults.postgresPort)),
            QCommandLineOption(QStringLiteral("redis-port"), Words::tr("Port of Redis on this machine."), QStringLiteral("PORT"),
                               QString::number(defaults.redisPort))};
}

Result<stack::SandboxOptions> place(const QCommandLineParser &parser)
{
    stack::SandboxOptions options;
    options.name = parser.value(QStringLiteral("name"));
    if (options.name.isEmpty())
        return fail(ErrorKind::Invalid, Words::tr("--name must not be empty."));
    if (const QString folder = parser.value(QStringLiteral("dir")); !folder.isEmpty())
        options.folder = absolutePath(folder);
    return options;
}

Result<stack::SandboxOptions> layout(const QCommandLineParser &parser)
{
    QD_TRY(stack::SandboxOptions options, place(parser));
    QD_TRY(options.workers, numberOption(parser, QStringLiteral("workers"), 0, mostWorkers));
    constexpr int highestPort = std::numeric_limits<quint16>::max();
    QD_TRY(const int n8nPort, numberOption(parser, QStringLiteral("n8n-port"), 1, highestPort));
    QD_TRY(const int postgresPort, numberOption(parser, QStringLiteral("postgres-port"), 1, highestPort));
    QD_TRY(const int redisPort, numberOption(parser, QStringLiteral("redis-port"), 1, highestPort));
    options.n8nPort = static_cast<quint16>(n8nPort);
    options.postgresPort = static_cast<quint16>(postgresPort);
    options.redisPort = static_cast<quint16>(redisPort);
    return options;
}

stack::Sandbox makeSandbox(const Neighbours &with)
{
    return {with.docker, with.compose, with.process, with.n8n, with.postgres};
}

QJsonObject statusJson(const stack::SandboxOptions &options, const stack::SandboxStatus &status)
{
    return {{QStringLiteral("schemaVersion"), health::jsonSchemaVersion},
            {QStringLiteral("name"), options.name},
            {QStringLiteral("present"), status.present},
            {QStringLiteral("folder"), status.folder},
            {QStringLiteral("containers"), status.containers},
            {QStringLiteral("running"), status.running},
            {QStringLiteral("healthy"), status.healthy},
            {QStringLiteral("n8nUrl"), status.n8nUrl}};
}

/// The sandbox as it stands, after an action or when asked.
Outcome report(const Invocation &invocation, stack::Sandbox &sandbox, const stack::SandboxOptions &options)
{
    QD_CLI_TRY(const stack::SandboxStatus status, sandbox.status(invocation.context, options));
    if (invocation.json) {
        invocation.terminal.outJson(statusJson(options, status));
        return exitOk;
    }
    if (!status.present && status.containers == 0) {
        invocation.terminal.outLine(Words::tr("There is no sandbox %1.").arg(options.name));
        return exitOk;
    }
    invocation.terminal.outLine(Words::tr("%1: %2 of %3 containers run, %4 are healthy. n8n: %5. Folder: %6")
                                    .arg(options.name)
                                    .arg(status.running)
                                    .arg(status.containers)
                                    .arg(status.healthy)
                                    .arg(status.n8nUrl.isEmpty() ? QStringLiteral("-") : status.n8nUrl, status.folder));
    return exitOk;
}

} // namespace

QString SandboxUpCommand::summary() const
{
    return Words::tr("Make and start a stack of its own to try things on.");
}

QString SandboxUpCommand::details() const
{
    return Words::tr("PostgreSQL, Redis, n8n and workers with secrets of their own. Images are pulled, or built\n"
                     "where no registry answers, which takes several minutes once. A second run changes nothing.");
}

QList<QCommandLineOption> SandboxUpCommand::options() const
{
    return placeOptions() + layoutOptions();
}

Outcome SandboxUpCommand::run(const Invocation &invocation)
{
    const Result<stack::SandboxOptions> options = layout(invocation.options);
    if (!options)
        return Outcome::usage(options.error().what);
    stack::Sandbox sandbox = makeSandbox(invocation.neighbours);
    if (const Outcome outcome = runLocked(invocation, options->name, QStringLiteral("sandbox up"), sandbox.upPlan(*options)); outcome.error)
        return outcome;
    return report(invocation, sandbox, *options);
}

QString SandboxDownCommand::summary() const
{
    return Words::tr("Stop the sandbox and remove its containers.");
}

QString SandboxDownCommand::details() const
{
    return Words::tr("Data stays, and `sandbox up` goes on with it, unless --with-data is given.");
}

QList<QCommandLineOption> SandboxDownCommand::options() const
{
    return placeOptions()
        + QList<QCommandLineOption>{
            QCommandLineOption(QStringLiteral("with-data"),
                               Words::tr("Also delete its volumes and its folder: every workflow, credential and key in it is lost.")),
            QCommandLineOption(QStringLiteral("yes"), Words::tr("Do not ask."))};
}

Outcome SandboxDownCommand::run(const Invocation &invocation)
{
    const Result<stack::SandboxOptions> options = place(invocation.options);
    if (!options)
        return Outcome::usage(options.error().what);
    const bool withData = invocation.options.isSet(QStringLiteral("with-data"));
    if (withData) {
        const Outcome asked = confirmed(
            invocation, {Words::tr("Everything in the sandbox %1 is deleted: database, queue, encryption key, folder.").arg(options->name)},
            Words::tr("Delete the sandbox and its data?"));
        if (asked.error)
            return asked;
    }
    stack::Sandbox sandbox = makeSandbox(invocation.neighbours);
    if (const Outcome outcome = runLocked(invocation, options->name, QStringLiteral("sandbox down"), sandbox.downPlan(*options, withData));
        outcome.error)
        return outcome;
    return report(invocation, sandbox, *options);
}

QString SandboxStatusCommand::summary() const
{
    return Words::tr("Tell whether the sandbox is there and how many of its containers are healthy.");
}

QList<QCommandLineOption> SandboxStatusCommand::options() const
{
    return placeOptions();
}

Outcome SandboxStatusCommand::run(const Invocation &invocation)
{
    const Result<stack::SandboxOptions> options = place(invocation.options);
    if (!options)
        return Outcome::usage(options.error().what);
    stack::Sandbox sandbox = makeSandbox(invocation.neighbours);
    return report(invocation, sandbox, *options);
}

QString SandboxSeedCommand::summary() const
{
    return Words::tr("Fill the sandbox: an owner, workflows, a credential, past executions.");
}

QString SandboxSeedCommand::details() const
{
    return Words::tr("Owner, workflows and credential are made once; executions are added by every run.");
}

QList<QCommandLineOption> SandboxSeedCommand::options() const
{
    return placeOptions()
        + QList<QCommandLineOption>{QCommandLineOption(QStringLiteral("executions"), Words::tr("How many past executions to add."),
                                                       QStringLiteral("N"), QStringLiteral("0"))};
}

Outcome SandboxSeedCommand::run(const Invocation &invocation)
{
    const Result<stack::SandboxOptions> options = place(invocation.options);
    if (!options)
        return Outcome::usage(options.error().what);
    const Result<int> executions = numberOption(invocation.options, QStringLiteral("executions"), 0, mostExecutions);
    if (!executions)
        return Outcome::usage(executions.error().what);
    stack::Sandbox sandbox = makeSandbox(invocation.neighbours);
    if (const Outcome outcome = runLocked(invocation, options->name, QStringLiteral("sandbox seed"), sandbox.seedPlan(*options, *executions));
        outcome.error)
        return outcome;
    return report(invocation, sandbox, *options);
}

} // namespace quarterdeck::cli
