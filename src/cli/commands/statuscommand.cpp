// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/statuscommand.h"

#include "cli/commands/backupplace.h"
#include "cli/statewords.h"
#include "cli/table.h"
#include "foundation/units.h"
#include "health/prober.h"
#include "stack/discovery.h"

#include <QCoreApplication>

using namespace std::chrono_literals;

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::StatusCommand)
};

/// Between the two readings that a CPU figure needs.
constexpr auto cpuInterval = 1s;

ExitCode codeOf(health::State verdict)
{
    switch (verdict) {
    case health::State::Healthy:
        return exitOk;
    case health::State::Warning:
        return exitWarning;
    case health::State::Failing:
    case health::State::Stopped:
    case health::State::Unknown:
        break;
    }
    return exitFailure;
}

Table servicesTable(const health::StackStatus &status)
{
    Table table({{Words::tr("SERVICE")},
                 {Words::tr("STATE")},
                 {Words::tr("VERSION")},
                 {Words::tr("RUNNING"), Table::Align::Right},
                 {Words::tr("UP"), Table::Align::Right},
                 {Words::tr("CPU"), Table::Align::Right},
                 {Words::tr("MEMORY"), Table::Align::Right},
                 {Words::tr("RESTARTS"), Table::Align::Right}});
    const QString dash = QStringLiteral("-");
    for (const health::ServiceStatus &service : status.services) {
        const auto up = std::chrono::seconds(service.startedAt.isValid() ? service.startedAt.secsTo(status.taken) : 0);
        table.add({service.name, Table::Cell(health::stateTitle(service.state), colourOf(service.state)),
                   service.version.isEmpty() ? dash : service.version, QStringLiteral("%1/%2").arg(service.running).arg(service.wanted),
                   service.startedAt.isValid() ? formatDuration(up) : dash, service.cpuPercent ? formatPercent(*service.cpuPercent) : dash,
                   service.memoryUsed ? formatBytesOf(*service.memoryUsed, service.memoryLimit) : dash, QString::number(service.restartCount)});
    }
    return table;
}

QString queueText(const health::StackStatus &status)
{
    if (!status.queue)
        return status.queueProblem;
    const health::QueueStatus &queue = *status.queue;
    QString text = Words::tr("%1 waiting, %2 of %3 running, %4 workers consuming")
                       .arg(queue.waiting)
                       .arg(queue.running)
                       .arg(queue.capacity)
                       .arg(queue.consumers);
    if (queue.oldestWaitMs)
        text += QLatin1String(", ") + Words::tr("oldest waits %1").arg(formatDuration(std::chrono::milliseconds(*queue.oldestWaitMs)));
    return text;
}

void print(const health::StackStatus &status, const Terminal &terminal)
{
    terminal.outLine(terminal.paint(Terminal::Colour::Strong, status.stackId) + QLatin1String(": ")
                     + terminal.paint(colourOf(status.verdict), status.verdictText));
    terminal.outLine();
    terminal.out(servicesTable(status).text(terminal));
    terminal.outLine();
    const auto line = [&terminal](const QString &name, const QString &value) {
        terminal.outLine(terminal.paint(Terminal::Colour::Faint, name.leftJustified(10)) + value);
    };
    if (const QString queue = queueText(status); !queue.isEmpty())
        line(Words::tr("Queue"), queue);
    for (const health::DiskStatus &disk : status.disks)
        line(Words::tr("Disk"), Words::tr("%1: %2 used, %3 free").arg(disk.path, formatPercent(disk.usedPercent()), formatBytes(disk.free)));
    for (const health::EndpointStatus &endpoint : status.endpoints) {
        const QString took = formatDuration(std::chrono::milliseconds(endpoint.tookMs));
        line(Words::tr("Endpoint"),
             endpoint.ok ? Words::tr("%1 answers in %2").arg(endpoint.url, took) : endpoint.url + QLatin1String(": ") + endpoint.why);
    }
    if (status.attention.isEmpty())
        return;
    terminal.outLine();
    terminal.outLine(Words::tr("Needs attention:"));
    for (const health::Attention &item : status.attention) {
        const auto colour = item.affectsVerdict ? colourOf(item.severity) : Terminal::Colour::Faint;
        terminal.outLine(QLatin1String("  ") + terminal.paint(colour, item.affectsVerdict ? health::stateTitle(item.severity) : Words::tr("Advice"))
                         + QLatin1String("  ") + item.text);
    }
}

} // namespace

QString StatusCommand::summary() const
{
    return Words::tr("Show what goes on in a stack now: services, CPU and memory, queue, disk.");
}

QString StatusCommand::details() const
{
    return Words::tr("Takes two readings one second apart, so that CPU figures are real.\n"
                     "Exit code: 0 healthy, 2 warning, 1 failing, stopped, or the engine does not answer.");
}

Outcome StatusCommand::run(const Invocation &invocation)
{
    const Neighbours &with = invocation.neighbours;
    stack::Discovery discovery(with.docker, with.compose);
    QD_CLI_TRY(const QString id, discovery.choose(invocation.context, invocation.stackId));
    QD_CLI_TRY(const stack::Stack stack, discovery.read(invocation.context, id));
    health::Prober prober(with.docker, with.resources, with.postgres, with.redis, with.n8n, with.clock);
    prober.setStack(stack);
    if (const Result<BackupPlace> place = placeOfStack(invocation, id)) {
        if (const auto sets = place->repository().list(invocation.context, id))
            prober.setLastProvenBackup(backup::lastProven(*sets));
    }
    QD_CLI_TRY(health::StackStatus status, prober.take(invocation.context));
    if (stack.isRunning()) {
        if (const Result<void> slept = invocation.context.sleep(cpuInterval); !slept)
            return slept.error();
        QD_CLI_TRY(status, prober.take(invocation.context));
    }
    if (invocation.json)
        invocation.terminal.outJson(health::toJson(status));
    else
        print(status, invocation.terminal);
    return codeOf(status.verdict);
}

} // namespace quarterdeck::cli
