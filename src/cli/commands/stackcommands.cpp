// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/stackcommands.h"

#include "cli/table.h"
#include "foundation/units.h"
#include "health/stackjson.h"
#include "health/stackstatus.h"
#include "stack/discovery.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::StackCommands)
};

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

QString orchestratorText(stack::Orchestrator orchestrator)
{
    switch (orchestrator) {
    case stack::Orchestrator::Compose:
        return Words::tr("Compose");
    case stack::Orchestrator::Swarm:
        return Words::tr("Swarm");
    case stack::Orchestrator::None:
        break;
    }
    return Words::tr("docker run");
}

QString accessText(const stack::Access &access)
{
    switch (access.way) {
    case stack::Access::Way::PublishedPort:
        return Words::tr("published port %1:%2").arg(access.host).arg(access.port);
    case stack::Access::Way::ContainerAddress:
        return Words::tr("container address %1:%2").arg(access.host).arg(access.port);
    case stack::Access::Way::Helper:
        return Words::tr("only from inside the stack");
    case stack::Access::Way::None:
        break;
    }
    return access.why.isEmpty() ? Words::tr("not at all") : access.why;
}

QString databaseText(const stack::Database &database)
{
    switch (database.kind) {
    case stack::Database::Kind::Postgres:
        return Words::tr("PostgreSQL %1 on %2:%3, reached by %4")
            .arg(database.coordinates.database, database.coordinates.host)
            .arg(database.coordinates.port)
            .arg(accessText(database.access));
    case stack::Database::Kind::Sqlite:
        return Words::tr("SQLite");
    case stack::Database::Kind::Unknown:
        break;
    }
    return Words::tr("unknown");
}

QString queueText(const stack::Queue &queue)
{
    if (!queue.enabled)
        return Words::tr("none: n8n runs its executions itself");
    return Words::tr("Redis on %1:%2, prefix %3, reached by %4")
        .arg(queue.coordinates.host)
        .arg(queue.coordinates.port)
        .arg(queue.prefix, accessText(queue.access));
}

QString keyText(const stack::EncryptionKey &key)
{
    if (key.fingerprint.isEmpty())
        return key.note.isEmpty() ? Words::tr("unknown") : key.note;
    QString text = Words::tr("fingerprint %1, from %2").arg(key.fingerprint, stack::keyOriginName(key.origin));
    if (!key.equalEverywhere)
        text += QLatin1String("; ") + Words::tr("NOT the same everywhere");
    return text;
}

void printStack(const stack::Stack &stack, const Terminal &terminal)
{
    const auto line = [&terminal](const QString &name, const QString &value) {
        terminal.outLine(terminal.paint(Terminal::Colour::Faint, name.leftJustified(12)) + value);
    };
    terminal.outLine(terminal.paint(Terminal::Colour::Strong, stack.id));
    line(Words::tr("Made by"), orchestratorText(stack.orchestrator));
    line(Words::tr("Folder"), orDash(stack.project.workingDir));
    line(Words::tr("Files"), orDash(stack.project.configFiles.join(QLatin1String(", "))));
    line(Words::tr("n8n"), orDash(stack.n8nUrl));
    line(Words::tr("Database"), databaseText(stack.database));
    line(Words::tr("Queue"), queueText(stack.queue));
    if (stack.queue.enabled) {
        QString concurrency
            = Words::tr("%1 executions a worker, set by %2").arg(stack.concurrency.perWorker).arg(stack::knobName(stack.concurrency.knob));
        if (!stack.concurrency.inertVariable.isEmpty())
            concurrency += QLatin1String("; ") + Words::tr("%1 is set, but n8n ignores it").arg(stack.concurrency.inertVariable);
        line(Words::tr("Concurrency"), concurrency);
    }
    line(Words::tr("Key"), keyText(stack.key));
    terminal.outLine();

    Table table({{Words::tr("SERVICE")},
                 {Words::tr("ROLE")},
                 {Words::tr("VERSION")},
                 {Words::tr("WANTED"), Table::Align::Right},
                 {Words::tr("MEMORY"), Table::Align::Right},
                 {Words::tr("GRACE"), Table::Align::Right},
                 {Words::tr("IMAGE")}});
    for (const stack::Service &service : stack.services) {
        table.add({service.name, stack::roleName(service.role), orDash(service.version), QString::number(service.replicasWanted),
                   service.memoryLimit > 0 ? formatBytes(service.memoryLimit) : Words::tr("no limit"),
                   service.stopGraceSeconds >= 0 ? formatDuration(std::chrono::seconds(service.stopGraceSeconds)) : QStringLiteral("-"),
                   service.image});
    }
    terminal.out(table.text(terminal));
    for (const stack::Remark &remark : stack.remarks)
        terminal.outLine(terminal.paint(Terminal::Colour::Warning, QStringLiteral("! ")) + remark.text);
}

} // namespace

QString StackListCommand::summary() const
{
    return Words::tr("List the n8n stacks of the engine.");
}

Outcome StackListCommand::run(const Invocation &invocation)
{
    stack::Discovery discovery(invocation.neighbours.docker, invocation.neighbours.compose);
    QD_CLI_TRY(const QList<stack::StackSummary> stacks, discovery.list(invocation.context));
    if (invocation.json) {
        QJsonArray array;
        for (const stack::StackSummary &stack : stacks)
            array.append(health::toJson(stack));
        invocation.terminal.outJson({{QStringLiteral("schemaVersion"), health::jsonSchemaVersion}, {QStringLiteral("stacks"), array}});
        return exitOk;
    }
    if (stacks.isEmpty()) {
        invocation.terminal.outLine(Words::tr("There is no n8n stack on this engine. \"quarterdeckctl sandbox up\" makes one to try things on."));
        return exitOk;
    }
    Table table(
        {{Words::tr("STACK")}, {Words::tr("RUNNING"), Table::Align::Right}, {Words::tr("WORKERS")}, {Words::tr("MADE BY")}, {Words::tr("FOLDER")}});
    for (const stack::StackSummary &stack : stacks) {
        table.add({stack.id, QStringLiteral("%1/%2").arg(stack.running).arg(stack.containers), stack.hasWorkers ? Words::tr("yes") : Words::tr("no"),
                   orchestratorText(stack.orchestrator), orDash(stack.project.workingDir)});
    }
    invocation.terminal.out(table.text(invocation.terminal));
    return exitOk;
}

QString StackShowCommand::summary() const
{
    return Words::tr("Show what a stack is made of, and which settings are in force.");
}

Outcome StackShowCommand::run(const Invocation &invocation)
{
    stack::Discovery discovery(invocation.neighbours.docker, invocation.neighbours.compose);
    QD_CLI_TRY(const QString id, discovery.choose(invocation.context, invocation.stackId));
    QD_CLI_TRY(const stack::Stack stack, discovery.read(invocation.context, id));
    if (invocation.json)
        invocation.terminal.outJson(health::toJson(stack));
    else
        printStack(stack, invocation.terminal);
    return exitOk;
}

} // namespace quarterdeck::cli
