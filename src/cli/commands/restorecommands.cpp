// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/restorecommands.h"

#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/restorerequest.h"
#include "cli/commands/runplan.h"
#include "cli/table.h"
#include "foundation/units.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::RestoreCommands)
};

QString keyFrom(const QString &from)
{
    return from == QLatin1String("stack") ? Words::tr("the stack")
        : from == QLatin1String("set")    ? Words::tr("the set")
                                          : Words::tr("standard input");
}

void printOutline(const Terminal &terminal, const restore::Outline &outline)
{
    printChecks(terminal, outline.checks);
    for (const restore::KeySeen &key : outline.keys)
        terminal.outLine(Words::tr("Key of %1 (%2): %3").arg(keyFrom(key.from), key.fingerprint, backup::keyFitTitle(key.fitsSet)));
    terminal.outLine();
    int number = 0;
    for (const restore::PlannedStep &step : outline.steps) {
        QString line = QStringLiteral("%1. ").arg(++number, 3) + step.title;
        constexpr qint64 second = 1000;
        if (step.estimatedMs >= second)
            line += QLatin1Char(' ') + Words::tr("(about %1)").arg(formatDuration(std::chrono::milliseconds(step.estimatedMs)));
        terminal.outLine(line);
    }
    for (const restore::FileChange &file : outline.files)
        terminal.outLine(Words::tr("Will be replaced: %1").arg(file.path));
    terminal.outLine();
    for (const QString &line : outline.consequences)
        terminal.outLine(line);
}

QJsonObject toJson(const restore::Outline &outline, const QString &stackId)
{
    QJsonObject json = backupDocument(stackId);
    json.insert(QStringLiteral("possible"), outline.isPossible());
    json.insert(QStringLiteral("checks"), arrayJson(outline.checks));
    QJsonArray steps;
    for (const restore::PlannedStep &step : outline.steps)
        steps.append(
            QJsonObject{{QStringLiteral("id"), step.id}, {QStringLiteral("title"), step.title}, {QStringLiteral("estimatedMs"), step.estimatedMs}});
    json.insert(QStringLiteral("steps"), steps);
    QJsonArray keys;
    for (const restore::KeySeen &key : outline.keys) {
        keys.append(QJsonObject{{QStringLiteral("from"), key.from},
                                {QStringLiteral("fingerprint"), key.fingerprint},
                                {QStringLiteral("fitsSet"), backup::keyFitName(key.fitsSet)}});
    }
    json.insert(QStringLiteral("keys"), keys);
    json.insert(QStringLiteral("goodParts"), QJsonArray::fromStringList(outline.goodParts));
    json.insert(QStringLiteral("consequences"), QJsonArray::fromStringList(outline.consequences));
    json.insert(QStringLiteral("destroysData"), outline.destroysData);
    json.insert(QStringLiteral("bytesNeeded"), outline.bytesNeeded);
    return json;
}

/// The one that is meant when none is named.
Result<QString> theOnlyUnfinished(const QString &stack, RestoreEndCommand::Verb verb)
{
    // A clone has no end but its removal, and that wants its name.
    const bool clones = verb == RestoreEndCommand::Verb::RollBack && !stack.isEmpty();
    QD_TRY(const QList<restore::Unfinished> all, restore::unfinishedRestores());
    QStringList ids;
    for (const restore::Unfinished &one : all) {
        if ((stack.isEmpty() || one.stackId == stack) && (clones || !one.asClone || !one.ended))
            ids.append(one.runId);
    }
    if (ids.isEmpty())
        return fail(ErrorKind::NotFound, Words::tr("No restore waits for its end."));
    if (ids.size() > 1)
        return fail(ErrorKind::Conflict, Words::tr("Several restores are not over."), {},
                    Words::tr("Name one: %1").arg(ids.join(QLatin1String(", "))));
    return ids.first();
}

QCommandLineOption yesOption()
{
    return QCommandLineOption(QStringLiteral("yes"), Words::tr("Do not ask."));
}

} // namespace

QString RestorePlanCommand::summary() const
{
    return Words::tr("Tell what a restore would do, and whether it could.");
}

QString RestorePlanCommand::details() const
{
    return Words::tr("Looks at the set, the stack, room, versions and keys; writes nothing.\n%1").arg(setArgumentHelp());
}

QList<QCommandLineOption> RestorePlanCommand::options() const
{
    return restoreRequestOptions();
}

Outcome RestorePlanCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const restore::Request request, restoreRequest(invocation, invocation.arguments.first()));
    QD_CLI_TRY(const restore::Outline outline,
               restore::outline(invocation.context, backupNeighbours(invocation), invocation.neighbours.compose, request));
    if (invocation.json)
        invocation.terminal.outJson(toJson(outline, request.stack ? request.stack->id : QString()));
    else
        printOutline(invocation.terminal, outline);
    return outline.isPossible() ? exitOk : exitFailure;
}

QString RestoreRunCommand::summary() const
{
    return Words::tr("Bring a stack back to a set.");
}

QString RestoreRunCommand::details() const
{
    return Words::tr("The database is restored beside the one in use and compared, then both are swapped in one short\n"
                     "window; n8n comes back with its triggers off, until \"restore release\". Until then, and when the run\n"
                     "fails or is cancelled, everything is taken back: \"restore rollback\". A run that was killed is gone\n"
                     "on with by \"restore resume\". SET may also be a dump (.sql, .sql.gz, custom format, a folder).\n"
                     "%1")
        .arg(setArgumentHelp());
}

QList<QCommandLineOption> RestoreRunCommand::options() const
{
    return restoreRequestOptions() << yesOption();
}

Outcome RestoreRunCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const restore::Request request, restoreRequest(invocation, invocation.arguments.first()));
    const backup::Neighbours neighbours = backupNeighbours(invocation);
    if (request.scenario == restore::Scenario::Undo) {
        QD_CLI_TRY(const restore::Outline outline, restore::outline(invocation.context, neighbours, invocation.neighbours.compose, request));
        if (!outline.isPossible()) {
            if (!invocation.json)
                printChecks(invocation.terminal, outline.checks);
            for (const backup::PreflightCheck &check : outline.checks) {
                if (check.verdict == backup::PreflightCheck::Verdict::Failed)
                    return Error{check.kind, check.text, QStringLiteral("check: ") + check.id, check.remedy};
            }
        }
        if (Outcome asked = confirmed(invocation, outline.consequences, Words::tr("Restore and replace data of %1?").arg(request.stack->id));
            asked.error)
            return asked;
    }
    restore::Report report;
    const Outcome outcome = runSteps(invocation, restore::restorePlan(neighbours, invocation.neighbours.compose, request, {}, report));
    if (outcome.error)
        return outcome;
    printReport(invocation, report);
    return report.warnings.isEmpty() ? exitOk : exitWarning;
}

QString RestoreListCommand::summary() const
{
    return Words::tr("List restores that are not over.");
}

QString RestoreListCommand::details() const
{
    return Words::tr("Those that were killed, and those that wait in quarantine for \"restore release\" or \"restore rollback\".");
}

Outcome RestoreListCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const QList<restore::Unfinished> all, restore::unfinishedRestores());
    const auto stateOf = [](const restore::Unfinished &one) {
        return one.ownerAlive          ? QStringLiteral("running")
            : one.ended && one.asClone ? QStringLiteral("clone")
            : one.ended                ? QStringLiteral("quarantine")
                                       : QStringLiteral("broken-off");
    };
    if (invocation.json) {
        QJsonArray array;
        for (const restore::Unfinished &one : all) {
            array.append(QJsonObject{{QStringLiteral("run"), one.runId},
                                     {QStringLiteral("stack"), one.stackId},
                                     {QStringLiteral("set"), one.setId},
                                     {QStringLiteral("scenario"), restore::scenarioName(one.scenario)},
                                     {QStringLiteral("state"), stateOf(one)},
                                     {QStringLiteral("lastStep"), one.lastStep},
                                     {QStringLiteral("startedAt"), one.startedAt.toUTC().toString(Qt::ISODate)}});
        }
        QJsonObject json = backupDocument(invocation.stackId);
        json.insert(QStringLiteral("restores"), array);
        invocation.terminal.outJson(json);
        return exitOk;
    }
    if (all.isEmpty()) {
        invocation.terminal.outLine(Words::tr("No restore waits for its end."));
        return exitOk;
    }
    Table table(
        {{Words::tr("RUN")}, {Words::tr("STACK")}, {Words::tr("SET")}, {Words::tr("SCENARIO")}, {Words::tr("STATE")}, {Words::tr("LAST STEP")}});
    for (const restore::Unfinished &one : all)
        table.add({one.runId, one.stackId, one.setId, restore::scenarioName(one.scenario), stateOf(one), one.lastStep});
    invocation.terminal.out(table.text(invocation.terminal));
    return exitOk;
}

QStringList RestoreEndCommand::words() const
{
    const QString verb = m_verb == Verb::Resume ? QStringLiteral("resume")
        : m_verb == Verb::RollBack              ? QStringLiteral("rollback")
                                                : QStringLiteral("release");
    return {QStringLiteral("restore"), verb};
}

QString RestoreEndCommand::summary() const
{
    switch (m_verb) {
    case Verb::Resume:
        return Words::tr("Go on with a restore that was killed.");
    case Verb::RollBack:
        return Words::tr("Take a restore back: everything as it was before.");
    case Verb::Release:
        break;
    }
    return Words::tr("End the quarantine: triggers on, workers up.");
}

QString RestoreEndCommand::details() const
{
    return Words::tr("RUN is the number that \"restore list\" shows; it may be left out where just one is not over.");
}

QList<QCommandLineOption> RestoreEndCommand::options() const
{
    return {yesOption()};
}

Outcome RestoreEndCommand::run(const Invocation &invocation)
{
    QString runId = invocation.arguments.value(0);
    if (runId.isEmpty()) {
        QD_CLI_TRY(runId, theOnlyUnfinished(invocation.stackId, m_verb));
    }
    if (m_verb == Verb::RollBack) {
        const QStringList consequences = {Words::tr("What n8n did since the restore is lost; what it had before comes back.")};
        if (Outcome asked = confirmed(invocation, consequences, Words::tr("Roll back %1?").arg(runId)); asked.error)
            return asked;
    }
    restore::Report report;
    const backup::Neighbours neighbours = backupNeighbours(invocation);
    compose::ComposePort &compose = invocation.neighbours.compose;
    Result<QList<Step>> plan = m_verb == Verb::Resume ? restore::resumePlan(neighbours, compose, runId, report)
        : m_verb == Verb::RollBack                    ? restore::rollbackPlan(neighbours, compose, runId, report)
                                                      : restore::releasePlan(neighbours, compose, runId, report);
    if (!plan)
        return plan.error();
    const Outcome outcome = runSteps(invocation, *plan);
    if (outcome.error)
        return outcome;
    printReport(invocation, report);
    return exitOk;
}

} // namespace quarterdeck::cli
