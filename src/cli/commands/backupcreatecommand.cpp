// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupcreatecommand.h"

#include "backup/restore/operations.h"
#include "cli/backupjson.h"
#include "cli/commands/backupplace.h"
#include "cli/commands/runplan.h"
#include "cli/errorjson.h"
#include "cli/missedruns.h"
#include "cli/optionvalues.h"
#include "stack/discovery.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::BackupCreateCommand)
};

using Verdict = backup::PreflightCheck::Verdict;

/// A hook or the history must not end a backup.
constexpr auto noticeTime = std::chrono::minutes(2);

QStringList triggers()
{
    return {QStringLiteral("manual"), QStringLiteral("schedule"), QStringLiteral("catch-up")};
}

/// What the timer finds when it comes to run at last: slots that passed without
/// a run are written down and told. What goes wrong here is a warning.
QStringList noteMissedRuns(const Invocation &invocation, const BackupPlace &place)
{
    const Neighbours &with = invocation.neighbours;
    const auto note = [&]() -> Result<MissedRuns> {
        QD_TRY(const auto history, backup::History::open());
        QD_TRY(const QDateTime lastRun, lastRunOf(*history, place.stackId));
        QD_TRY(const backup::ScheduleStatus status, schedulerOf(with).status(invocation.context, place.stackId, lastRun));
        return recordMissedRuns(invocation.context.withTimeout(noticeTime), *history, with.process, place.settings.hooks, place.stackId,
                                status.missed);
    };
    const Result<MissedRuns> missed = note();
    if (!missed)
        return {Words::tr("Whether backups were missed could not be told: %1").arg(missed.error().what)};
    return missed->warnings;
}

/// A timer's run that could not even look at its stack (the engine is down) is
/// a failed run: nobody watches, so it must be in the history and be told.
QStringList noteFailedStart(const Invocation &invocation, const QString &stackId, const QString &trigger, const backup::HookSettings &hooks,
                            const QDateTime &started, const Error &error)
{
    backup::RunRecord run;
    run.stackId = stackId;
    run.operation = QStringLiteral("backup");
    run.trigger = trigger;
    run.startedAt = started;
    run.finishedAt = invocation.neighbours.clock.now();
    run.outcome = error.kind == ErrorKind::Cancelled ? QStringLiteral("cancelled") : QStringLiteral("failure");
    run.error = error.what;
    QStringList warnings;
    const auto history = backup::History::open();
    Result<qint64> written = history ? (*history)->begin(run) : fail(history.error());
    if (!written)
        warnings.append(written.error().what);
    if (error.kind != ErrorKind::Cancelled) {
        warnings += backup::runHooks(invocation.context.withTimeout(noticeTime), invocation.neighbours.process, hooks, backup::HookEvent::Failure,
                                     backup::hookMessage(backup::HookEvent::Failure, run));
    }
    return warnings;
}

/// Told like a step: it takes Compose a third of a second, and silence looks like a hang.
Result<stack::Stack> lookAtStack(const JobContext &context, stack::Discovery &discovery, const QString &id)
{
    const QString step = QStringLiteral("look");
    context.sink().stepStarted(step, Words::tr("Look at the stack %1").arg(id));
    Result<stack::Stack> stack = discovery.read(context, id);
    context.sink().stepFinished(step, stack ? Result<void>() : fail(stack.error()));
    return stack;
}

void warn(const Terminal &terminal, const QString &text)
{
    terminal.errLine(Words::tr("Warning: %1").arg(text));
}

/// The report's own warnings and those of its checks, each once.
QStringList warningsOf(const backup::BackupReport &report)
{
    QStringList warnings = report.warnings;
    for (const backup::PreflightCheck &check : report.checks) {
        if (check.verdict == Verdict::Warning && !warnings.contains(check.text))
            warnings.append(check.remedy.isEmpty() ? check.text : check.text + QLatin1Char(' ') + check.remedy);
    }
    return warnings;
}

QJsonObject reportJson(const BackupPlace &place, const backup::BackupReport &report, const QStringList &warnings, const JobContext &context)
{
    QJsonObject json = backupDocument(place.stackId);
    json.insert(QStringLiteral("set"), report.setId.isEmpty() ? QJsonValue() : QJsonValue(report.setId));
    json.insert(QStringLiteral("path"), report.setPath);
    json.insert(QStringLiteral("log"), report.logPath);
    json.insert(QStringLiteral("summary"), report.summary);
    json.insert(QStringLiteral("checks"), arrayJson(report.checks));
    json.insert(QStringLiteral("proof"), report.proof ? QJsonValue(toJson(*report.proof)) : QJsonValue());
    json.insert(QStringLiteral("removed"), QJsonArray::fromStringList(report.removedSets));
    json.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(warnings));
    // As it lies on disk now, which is what counts.
    const Result<backup::BackupSet> set = report.setId.isEmpty() ? fail(ErrorKind::NotFound, {}) : place.repository().find(context, report.setId);
    json.insert(QStringLiteral("state"), set ? QJsonValue(backup::setStateName(set->state)) : QJsonValue());
    json.insert(QStringLiteral("sizeBytes"), set ? QJsonValue(set->size) : QJsonValue());
    json.insert(QStringLiteral("tookMs"), set ? QJsonValue(set->tookMs) : QJsonValue());
    return json;
}

/// What restores left beside what is in use goes when their days are over. Only by the
/// clock's runs: a person who backs up by hand may be about to look at one.
QStringList tidied(const Invocation &invocation, const stack::Stack &stack)
{
    const Neighbours &with = invocation.neighbours;
    const Result<QStringList> dropped
        = restore::dropExpired(invocation.context, {with.docker, with.postgres, with.redis, with.process, with.clock}, stack, with.clock.now());
    if (!dropped)
        return {Words::tr("What an old restore left could not be removed: %1").arg(dropped.error().what)};
    for (const QString &name : *dropped)
        invocation.context.sink().logLine(Words::tr("Removed %1: its days are over.").arg(name));
    return {};
}

/// The failed checks are what a person has to look at: they come before the error.
Outcome failed(const Invocation &invocation, const BackupPlace &place, const backup::BackupReport &report, const QStringList &warnings,
               const Error &error)
{
    Outcome outcome = error;
    if (invocation.json) {
        QJsonObject json = reportJson(place, report, warnings, invocation.context);
        json.insert(QStringLiteral("error"), errorJson(error));
        invocation.terminal.outJson(json);
        outcome.error.reset();
        return outcome;
    }
    for (const QString &warning : warnings)
        warn(invocation.terminal, warning);
    for (const backup::PreflightCheck &check : report.checks) {
        if (check.verdict == Verdict::Failed)
            invocation.terminal.errLine(Words::tr("Check failed: %1 %2").arg(check.text, check.remedy).trimmed());
    }
    return outcome;
}

} // namespace

QString BackupCreateCommand::summary() const
{
    return Words::tr("Back up a stack, verify the set and prove it by restoring it.");
}

QString BackupCreateCommand::details() const
{
    return Words::tr("Database, queue, n8n's data, environment and Compose files become one set, taken while\n"
                     "n8n runs. The set is checked, restored into throwaway containers as often as the settings\n"
                     "say, and old sets are removed by the retention policy. A run that fails or is cancelled\n"
                     "leaves nothing behind. Exit code: 0 done, 2 done with warnings, 1 failed.");
}

QList<QCommandLineOption> BackupCreateCommand::options() const
{
    return {targetOption(), QCommandLineOption(QStringLiteral("no-drill"), Words::tr("Do not restore the set on trial, whatever the settings say.")),
            QCommandLineOption(QStringLiteral("no-prune"), Words::tr("Remove no old sets.")),
            QCommandLineOption(QStringLiteral("trigger"),
                               Words::tr("What started it, for the history: %1.").arg(triggers().join(QLatin1String(", "))), QStringLiteral("WORD"),
                               triggers().first())};
}

Outcome BackupCreateCommand::run(const Invocation &invocation)
{
    const Neighbours &with = invocation.neighbours;
    QD_CLI_OPTION(const qsizetype triggerIndex, wordOption(invocation.options, QStringLiteral("trigger"), triggers()));
    const QString trigger = triggers().at(triggerIndex);
    const QDateTime started = with.clock.now();
    stack::Discovery discovery(with.docker, with.compose);
    QString id = invocation.stackId;
    if (id.isEmpty()) {
        QD_CLI_TRY(id, discovery.choose(invocation.context, {}));
    }

    const Result<BackupPlace> found = placeOfStack(invocation, id);
    QStringList warnings;
    if (found && trigger == QLatin1String("schedule"))
        warnings = noteMissedRuns(invocation, *found);
    const Result<stack::Stack> stack = found ? lookAtStack(invocation.context, discovery, id) : fail(found.error());
    if (!stack) {
        if (trigger != triggers().first())
            warnings += noteFailedStart(invocation, id, trigger, found ? found->settings.hooks : backup::HookSettings(), started, stack.error());
        return failed(invocation, found.value_or(BackupPlace{id, {}}), {}, warnings, stack.error());
    }

    BackupPlace place = *found;
    if (invocation.options.isSet(QStringLiteral("no-drill")))
        place.settings.drillEvery = 0;
    if (invocation.options.isSet(QStringLiteral("no-prune"))) {
        // No rule and no age: every set stays.
        place.settings.retention = backup::RetentionPolicy();
        place.settings.retention.maxAge = std::chrono::hours(0);
    }
    backup::BackupReport report;
    const Outcome outcome = runSteps(invocation, with.backups.createPlan(*stack, place.settings, {{}, trigger}, report));
    warnings += warningsOf(report);
    if (!outcome.error && trigger != triggers().first())
        warnings += tidied(invocation, *stack);
    if (outcome.error)
        return failed(invocation, place, report, warnings, *outcome.error);
    if (invocation.json) {
        invocation.terminal.outJson(reportJson(place, report, warnings, invocation.context));
    } else {
        invocation.terminal.outLine(report.summary.isEmpty() ? report.setPath : report.summary);
        for (const QString &warning : std::as_const(warnings))
            warn(invocation.terminal, warning);
    }
    if (report.proof && !report.proof->passed)
        return exitFailure;
    return warnings.isEmpty() ? exitOk : exitWarning;
}

} // namespace quarterdeck::cli
