// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/workersshowcommand.h"

#include "cli/commands/runplan.h"
#include "cli/commands/workerplace.h"
#include "cli/table.h"
#include "cli/workersjson.h"
#include "foundation/units.h"
#include "health/stackstatus.h"
#include "stack/discovery.h"
#include "workers/remedies.h"
#include "workers/situationreader.h"
#include "workers/workerstate.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::WorkersShowCommand)
};

constexpr auto cpuInterval = 1s; ///< between the two looks that a CPU figure needs
constexpr auto doubtInterval = 4s; ///< after which a worker that still takes no jobs is no chance any more
constexpr auto watchInterval = 2s;
const QString dash = QStringLiteral("-");

using Severity = workers::Finding::Severity;

/// Two looks: figures of CPU, and what must last to be wrong, need more than one.
Result<workers::Situation> look(const Invocation &invocation, workers::SituationReader &reader, const stack::Stack &stack)
{
    QD_TRY(const workers::Situation first, reader.read(invocation.context, stack, workers::SituationReader::Depth::Whole));
    const bool doubt = std::any_of(first.workers.cbegin(), first.workers.cend(), [&first](const workers::WorkerRow &worker) {
        return worker.state != QLatin1String("exited")
            && workers::workerState(worker, first.capacity.concurrency.perWorker) != workers::WorkerState::Idle;
    });
    QD_CHECK(invocation.context.sleep(doubt ? std::chrono::milliseconds(doubtInterval) : std::chrono::milliseconds(cpuInterval)));
    return reader.read(invocation.context, stack, workers::SituationReader::Depth::Whole);
}

Terminal::Colour colourOf(workers::WorkerState state)
{
    switch (state) {
    case workers::WorkerState::Busy:
    case workers::WorkerState::Idle:
        return Terminal::Colour::Good;
    case workers::WorkerState::Draining:
        return Terminal::Colour::Warning;
    case workers::WorkerState::NotConsuming:
        return Terminal::Colour::Bad;
    case workers::WorkerState::Stopped:
    case workers::WorkerState::Unknown:
        break;
    }
    return Terminal::Colour::Faint;
}

Terminal::Colour colourOf(Severity severity)
{
    return severity == Severity::Problem ? Terminal::Colour::Bad
        : severity == Severity::Warning  ? Terminal::Colour::Warning
                                         : Terminal::Colour::Faint;
}

QString severityWord(Severity severity)
{
    return severity == Severity::Problem ? Words::tr("Failing") : severity == Severity::Warning ? Words::tr("Warning") : Words::tr("Advice");
}

QString milliseconds(qint64 ms)
{
    return formatDuration(std::chrono::milliseconds(ms));
}

Table workersTable(const workers::Situation &situation)
{
    Table table({{Words::tr("WORKER")},
                 {Words::tr("STATE")},
                 {Words::tr("JOBS"), Table::Align::Right},
                 {Words::tr("OLDEST"), Table::Align::Right},
                 {Words::tr("DONE"), Table::Align::Right},
                 {Words::tr("CPU"), Table::Align::Right},
                 {Words::tr("MEMORY"), Table::Align::Right},
                 {Words::tr("VERSION")},
                 {Words::tr("RESTARTS"), Table::Align::Right}});
    for (const workers::WorkerRow &worker : situation.workers) {
        const workers::WorkerState state = workers::workerState(worker, situation.capacity.concurrency.perWorker);
        const QString restarts
            = worker.oomKills > 0 ? Words::tr("%1, %2 OOM").arg(worker.restarts).arg(worker.oomKills) : QString::number(worker.restarts);
        QString version = worker.version.isEmpty() ? dash : worker.version;
        if (!worker.imageEqualsMain)
            version += QLatin1Char(' ') + Words::tr("(not main's image)");
        table.add({worker.name, Table::Cell(workers::workerStateTitle(state), colourOf(state)),
                   worker.runningJobs ? QString::number(*worker.runningJobs) : dash, worker.oldestJobMs ? milliseconds(*worker.oldestJobMs) : dash,
                   worker.jobsDone ? QString::number(*worker.jobsDone) : dash, worker.cpu ? formatPercent(*worker.cpu * 100) : dash,
                   worker.memory ? formatBytesOf(*worker.memory, worker.memoryLimit) : dash, version, restarts});
    }
    return table;
}

QString queueText(const workers::Situation &situation)
{
    const workers::QueueFigures &queue = situation.queue;
    QString text = Words::tr("%1 waiting, %2 of %3 running").arg(queue.waiting).arg(queue.running).arg(situation.capacity.total);
    if (queue.oldestWaitMs)
        text += QLatin1String(", ") + Words::tr("oldest waits %1").arg(milliseconds(*queue.oldestWaitMs));
    if (queue.completedPerMinute)
        text += QLatin1String(", ") + Words::tr("%1 jobs/min done").arg(*queue.completedPerMinute, 0, 'f', 1);
    if (queue.failedPerMinute && *queue.failedPerMinute > 0)
        text += QLatin1String(", ") + Words::tr("%1 jobs/min failed").arg(*queue.failedPerMinute, 0, 'f', 1);
    return text;
}

QString budgetText(const workers::Budget &budget)
{
    const bool bytes = budget.unit == QLatin1String("bytes");
    QString text;
    if (budget.limit <= 0)
        text = Words::tr("%1, no limit known").arg(bytes ? formatBytes(budget.used) : QString::number(budget.used));
    else
        text = bytes ? formatBytesOf(budget.used, budget.limit) : Words::tr("%1 of %2").arg(budget.used).arg(budget.limit);
    if (budget.mostWorkers >= 0)
        text += QLatin1String(", ") + Words::tr("room for %n workers", nullptr, budget.mostWorkers);
    return text;
}

void print(const stack::Stack &stack, const workers::Situation &situation, const Terminal &terminal)
{
    const workers::Capacity &capacity = situation.capacity;
    terminal.outLine(terminal.paint(Terminal::Colour::Strong, stack.id) + QLatin1String(": ")
                     + Words::tr("%1 of %2 workers run, %3 jobs at once (%4 each, by %5)")
                           .arg(capacity.workers)
                           .arg(capacity.wanted)
                           .arg(capacity.total)
                           .arg(capacity.concurrency.perWorker)
                           .arg(stack::knobName(capacity.concurrency.knob)));
    terminal.outLine();
    terminal.out(workersTable(situation).text(terminal));
    terminal.outLine();
    QList<std::pair<QString, QString>> lines = {{Words::tr("Queue"), queueText(situation)}};
    for (const workers::Budget &budget : capacity.budgets)
        lines.append({budget.title, budgetText(budget)});
    const workers::GraceChain &grace = capacity.grace;
    lines.append({Words::tr("Time to end"),
                  Words::tr("longest job %1, n8n waits %2, Docker waits %3")
                      .arg(grace.longestJobMs ? milliseconds(*grace.longestJobMs) : Words::tr("not known"),
                           milliseconds(qint64(grace.n8nTimeoutSeconds) * 1000), milliseconds(qint64(grace.dockerGraceSeconds) * 1000))});
    lines.append({Words::tr("Safe"), Words::tr("up to %n workers", nullptr, capacity.safeMost)});
    qsizetype width = 0;
    for (const auto &[name, value] : lines)
        width = std::max(width, name.size());
    for (const auto &[name, value] : lines)
        terminal.outLine(terminal.paint(Terminal::Colour::Faint, name.leftJustified(width)) + QLatin1String("  ") + value);
    if (situation.findings.isEmpty())
        return;
    terminal.outLine();
    terminal.outLine(Words::tr("Needs attention:"));
    for (const workers::Finding &finding : situation.findings) {
        QString text = finding.text;
        if (!finding.subjects.isEmpty())
            text += QLatin1String(" (") + finding.subjects.join(QLatin1String(", ")) + QLatin1Char(')');
        terminal.outLine(QLatin1String("  ") + terminal.paint(colourOf(finding.severity), severityWord(finding.severity)) + QLatin1String("  ")
                         + text);
        if (!finding.action.isEmpty())
            terminal.outLine(QLatin1String("           ") + Words::tr("%1: workers fix %2").arg(finding.remedy, finding.id));
    }
}

ExitCode codeOf(const workers::Situation &situation)
{
    ExitCode code = exitOk;
    for (const workers::Finding &finding : situation.findings) {
        if (finding.severity == Severity::Problem)
            return exitFailure;
        if (finding.severity == Severity::Warning)
            code = exitWarning;
    }
    return code;
}

Outcome watch(const Invocation &invocation, workers::SituationReader &reader, stack::Stack stack)
{
    stack::Discovery discovery(invocation.neighbours.docker, invocation.neighbours.compose);
    while (true) {
        QD_CLI_TRY(const workers::Situation situation, reader.read(invocation.context, stack));
        if (invocation.json) {
            invocation.terminal.outJson(situationJson(stack.id, situation));
        } else {
            // Clear the screen, cursor to its top (ECMA-48); in a file one follows the other.
            invocation.terminal.out(invocation.terminal.outIsTerminal() ? QStringLiteral("\x1b[H\x1b[2J") : QString());
            print(stack, situation, invocation.terminal);
            if (!invocation.terminal.outIsTerminal())
                invocation.terminal.outLine();
        }
        if (const Result<void> slept = invocation.context.sleep(watchInterval); !slept)
            return slept.error();
    }
}

} // namespace

QString WorkersShowCommand::summary() const
{
    return Words::tr("Show the workers, their queue, how many there may be, and what is wrong.");
}

QString WorkersShowCommand::details() const
{
    return Words::tr("Takes two looks, so that CPU figures are real and nothing is called wrong that lasts only a moment.\n"
                     "Exit code: 0 nothing found, 2 warnings, 1 problems, or the engine does not answer.");
}

QList<QCommandLineOption> WorkersShowCommand::options() const
{
    return {QCommandLineOption(QStringLiteral("watch"), Words::tr("Look again every two seconds, until Ctrl+C."))};
}

Outcome WorkersShowCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const stack::Stack stack, chosenStack(invocation));
    workers::SituationReader reader(workerNeighbours(invocation.neighbours));
    if (invocation.options.isSet(QStringLiteral("watch")))
        return watch(invocation, reader, stack);
    QD_CLI_TRY(const workers::Situation situation, look(invocation, reader, stack));
    if (invocation.json)
        invocation.terminal.outJson(situationJson(stack.id, situation));
    else
        print(stack, situation, invocation.terminal);
    return codeOf(situation);
}

QString WorkersFixCommand::summary() const
{
    return Words::tr("Carry out the remedy of something \"workers show\" has found.");
}

QString WorkersFixCommand::details() const
{
    return Words::tr("FINDING is its name, such as not-consuming, orphans or queue-held. It looks again first, and does nothing when\n"
                     "nothing is wrong any more. Tells what it would do and asks; without a terminal to ask on it needs --yes.");
}

QList<QCommandLineOption> WorkersFixCommand::options() const
{
    return {QCommandLineOption(QStringLiteral("yes"), Words::tr("Do not ask."))};
}

Outcome WorkersFixCommand::run(const Invocation &invocation)
{
    const QString id = invocation.arguments.first();
    QD_CLI_TRY(const stack::Stack stack, chosenStack(invocation));
    const workers::Neighbours with = workerNeighbours(invocation.neighbours);
    workers::SituationReader reader(with);
    QD_CLI_TRY(const workers::Situation situation, look(invocation, reader, stack));
    const auto found
        = std::find_if(situation.findings.cbegin(), situation.findings.cend(), [&id](const workers::Finding &finding) { return finding.id == id; });
    if (found == situation.findings.cend())
        return Error{ErrorKind::NotFound, Words::tr("Nothing called \"%1\" is wrong with the workers of %2.").arg(id, stack.id), {}, {}};
    if (found->action.isEmpty())
        return Error{ErrorKind::Unsupported, found->text, {}, Words::tr("this has to be mended by hand")};
    QStringList consequences = {found->text};
    if (!found->subjects.isEmpty())
        consequences.append(found->subjects.join(QLatin1String(", ")));
    if (const Outcome asked = confirmed(invocation, consequences, found->remedy + QLatin1Char('?')); asked.error)
        return asked;
    if (const Outcome outcome = runSteps(invocation, workers::remedyPlan(with, stack, *found)); outcome.error)
        return outcome;
    if (invocation.json) {
        invocation.terminal.outJson({{QStringLiteral("schemaVersion"), health::jsonSchemaVersion},
                                     {QStringLiteral("stack"), stack.id},
                                     {QStringLiteral("finding"), id},
                                     {QStringLiteral("remedy"), found->remedy}});
    }
    return exitOk;
}

} // namespace quarterdeck::cli
