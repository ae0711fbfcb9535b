// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupremovecommands.h"

#include "backup/recoverycard.h"
#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/recordedrun.h"
#include "cli/commands/retentionoptions.h"
#include "cli/commands/runplan.h"
#include "cli/table.h"
#include "foundation/stacklock.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupRemoveCommands)
};

QJsonObject pruneJson(const BackupPlace &place, const backup::RetentionPolicy &policy, const backup::PruneReport &report, bool dryRun)
{
    QJsonArray decisions;
    for (const backup::RetentionDecision &decision : report.decisions) {
        decisions.append(QJsonObject{{QStringLiteral("set"), decision.id},
                                     {QStringLiteral("keep"), decision.keep},
                                     {QStringLiteral("removed"), report.removed.contains(decision.id)},
                                     {QStringLiteral("reasons"), QJsonArray::fromStringList(decision.reasons)}});
    }
    QJsonObject json = backupDocument(place.stackId);
    json.insert(QStringLiteral("target"), place.settings.folder);
    json.insert(QStringLiteral("dryRun"), dryRun);
    json.insert(QStringLiteral("policy"), toJson(policy));
    json.insert(QStringLiteral("sets"), decisions);
    json.insert(QStringLiteral("removed"), QJsonArray::fromStringList(report.removed));
    return json;
}

void print(const Terminal &terminal, const backup::RetentionPolicy &policy, const backup::PruneReport &report, bool dryRun)
{
    terminal.outLine(Words::tr("Kept: %1").arg(retentionText(policy)));
    Table table({{Words::tr("SET")}, {Words::tr("DECISION")}, {Words::tr("WHY")}});
    qsizetype going = 0;
    for (const backup::RetentionDecision &decision : report.decisions) {
        const bool gone = report.removed.contains(decision.id);
        going += decision.keep ? 0 : 1;
        const QString word = decision.keep ? Words::tr("kept")
            : gone                         ? Words::tr("removed")
            : dryRun                       ? Words::tr("would go")
                                           : Words::tr("not removed");
        const auto colour = decision.keep ? Terminal::Colour::Good : Terminal::Colour::Warning;
        table.add({decision.id, Table::Cell(word, colour), decision.reasons.join(QLatin1String(", "))});
    }
    if (!report.decisions.isEmpty())
        terminal.out(table.text(terminal));
    const qsizetype kept = report.decisions.size() - going;
    terminal.outLine(dryRun ? Words::tr("%1 of %2 sets would be removed; this was a dry run.").arg(going).arg(report.decisions.size())
                            : Words::tr("%1 sets removed, %2 kept.").arg(report.removed.size()).arg(kept));
}

/// Whether everything that was to go is gone.
bool isComplete(const backup::PruneReport &report)
{
    return std::all_of(report.decisions.cbegin(), report.decisions.cend(),
                       [&report](const backup::RetentionDecision &decision) { return decision.keep || report.removed.contains(decision.id); });
}

} // namespace

QString BackupPruneCommand::summary() const
{
    return Words::tr("Remove the sets that the retention policy does not keep.");
}

QString BackupPruneCommand::details() const
{
    return Words::tr("The policy is the one in the settings; each option replaces one rule of it for this run.\n"
                     "A set stays when any rule wants it. The newest proven set, sets dated in the future and\n"
                     "backups not made by Quarterdeck always stay. See first what would go: --dry-run.");
}

QList<QCommandLineOption> BackupPruneCommand::options() const
{
    return QList<QCommandLineOption>{
               targetOption(), QCommandLineOption(QStringLiteral("dry-run"), Words::tr("Tell what would be removed and why, and remove nothing."))}
    + retentionOptions();
}

Outcome BackupPruneCommand::run(const Invocation &invocation)
{
    // The values first: a wrong command line is told without asking the engine.
    QD_CLI_OPTION([[maybe_unused]] const backup::RetentionPolicy checked, withRetentionOptions(invocation.options, {}));
    QD_CLI_TRY(const QString id, stackIdOf(invocation));
    QD_CLI_TRY(const BackupPlace place, placeOfStack(invocation, id));
    QD_CLI_OPTION(const backup::RetentionPolicy policy, withRetentionOptions(invocation.options, place.settings.retention));
    const bool dryRun = invocation.options.isSet(QStringLiteral("dry-run"));
    const auto prune = [&] {
        return invocation.neighbours.backups.prune(invocation.context, place.repository(), id, policy, invocation.neighbours.clock.now(), dryRun);
    };
    Result<backup::PruneReport> report;
    if (dryRun) {
        report = prune();
    } else {
        QD_CLI_TRY(const StackLock lock, StackLock::acquire(id, QStringLiteral("prune")));
        RecordedRun record(invocation, id, QStringLiteral("prune"));
        report = prune();
        if (report)
            record.succeed(Words::tr("%1 sets removed: %2").arg(report->removed.size()).arg(report->removed.join(QLatin1String(", "))));
        else
            record.fail(report.error());
    }
    if (!report)
        return report.error();
    if (invocation.json)
        invocation.terminal.outJson(pruneJson(place, policy, *report, dryRun));
    else
        print(invocation.terminal, policy, *report, dryRun);
    return dryRun || isComplete(*report) ? exitOk : exitWarning;
}

QString BackupRemoveCommand::summary() const
{
    return Words::tr("Remove a set for good.");
}

QString BackupRemoveCommand::details() const
{
    return Words::tr("Tells what is lost and asks first. Without a terminal to ask on it needs --yes.\n%1").arg(setArgumentHelp());
}

QList<QCommandLineOption> BackupRemoveCommand::options() const
{
    return {targetOption(), QCommandLineOption(QStringLiteral("foreign"), Words::tr("Also when it was not made by Quarterdeck.")),
            QCommandLineOption(QStringLiteral("yes"), Words::tr("Do not ask."))};
}

Outcome BackupRemoveCommand::run(const Invocation &invocation)
{
    QD_CLI_TRY(const BackupPlace around, placeOf(invocation));
    QD_CLI_TRY(const backup::BackupSet set, findSet(invocation, around, invocation.arguments.first()));
    QD_CLI_TRY(const BackupPlace place, placeOfSet(around, set));
    const bool foreign = invocation.options.isSet(QStringLiteral("foreign"));
    if (set.state == backup::SetState::Foreign && !foreign) {
        return Error{ErrorKind::Conflict,
                     Words::tr("%1 was not made by Quarterdeck and is left alone.").arg(set.id),
                     {},
                     Words::tr("to remove it all the same, add --foreign")};
    }
    const backup::Repository repository = place.repository();
    QD_CLI_TRY(const QList<backup::BackupSet> sets, repository.list(invocation.context, place.stackId));
    const QStringList consequences = invocation.neighbours.backups.removalConsequences(sets, set);
    if (const Outcome asked = confirmed(invocation, consequences, Words::tr("Remove %1?").arg(set.id)); asked.error)
        return asked;

    QD_CLI_TRY(const StackLock lock,
               StackLock::acquire(place.stackId.isEmpty() ? place.settings.folder : place.stackId, QStringLiteral("remove a backup")));
    RecordedRun record(invocation, place.stackId, QStringLiteral("remove"), set.id);
    if (const Result<void> removed = repository.remove(invocation.context, set, foreign); !removed) {
        record.fail(removed.error());
        return removed.error();
    }
    backup::refreshRecoveryCard(invocation.context, repository, invocation.neighbours.clock.now());
    record.succeed(Words::tr("%1 was removed by hand.").arg(set.id));
    if (invocation.json) {
        QJsonObject json = backupDocument(place.stackId);
        json.insert(QStringLiteral("target"), place.settings.folder);
        json.insert(QStringLiteral("removed"), QJsonArray{set.id});
        json.insert(QStringLiteral("consequences"), QJsonArray::fromStringList(consequences));
        invocation.terminal.outJson(json);
    } else {
        invocation.terminal.outLine(Words::tr("%1 is removed.").arg(set.id));
    }
    return exitOk;
}

} // namespace quarterdeck::cli
