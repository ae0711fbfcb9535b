// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/recordedplan.h"
#include "backup/restore/rebuild.h"
#include "foundation/atomicfile.h"
#include "foundation/units.h"
#include "stack/discovery.h"
#include "stack/lockedplan.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace quarterdeck::restore {

namespace {

struct PlanText
{
    Q_DECLARE_TR_FUNCTIONS(RestorePlan)
};

using SharedRun = std::shared_ptr<RestoreRun>;

JournalState stateOf(const Request &request, const QDateTime &now)
{
    JournalState state;
    state.stackId = request.stack ? request.stack->id : request.projectName;
    state.ofStack = request.set.manifest ? request.set.manifest->stackId : state.stackId;
    state.scenario = request.scenario;
    state.startedAt = now;
    state.stamp = now.toUTC().toString(QStringLiteral("yyyyMMdd_HHmmss"));
    state.setId = request.set.id;
    state.setPath = request.set.path;
    state.setBytes = request.set.size;
    state.foreignFiles = request.set.foreignFiles;
    state.ageIdentityFile = request.ageIdentityFile;
    state.parts = request.parts;
    state.projectFolder = request.projectFolder;
    state.projectName = request.projectName;
    state.ports = request.ports;
    state.sideDatabase = request.sideDatabase;
    state.asClone = request.asClone;
    state.safetyBackup = request.safetyBackup;
    state.replayQueue = request.replayQueue;
    state.quarantine = request.quarantine;
    state.key = request.key;
    state.keepOldDays = request.keepOldDays;
    state.dropOldAtOnce = request.dropOldAtOnce;
    state.drainSeconds = request.drainTimeout.count();
    return state;
}

Request requestOf(const JournalState &state)
{
    Request request;
    request.scenario = state.scenario;
    request.ageIdentityFile = state.ageIdentityFile;
    request.parts = state.parts;
    request.projectFolder = state.projectFolder;
    request.projectName = state.projectName;
    request.ports = state.ports;
    request.sideDatabase = state.sideDatabase;
    request.asClone = state.asClone;
    request.safetyBackup = state.safetyBackup;
    request.replayQueue = state.replayQueue;
    request.quarantine = state.quarantine;
    request.key = state.key;
    request.keepOldDays = state.keepOldDays;
    request.dropOldAtOnce = state.dropOldAtOnce;
    request.drainTimeout = std::chrono::seconds(state.drainSeconds);
    request.set.id = state.setId;
    request.set.path = state.setPath;
    request.set.foreignFiles = state.foreignFiles;
    return request;
}

/// What the journal only names: the stack as it is now, and the set.
Result<void> findAgain(RestoreRun &run, const JobContext &context, bool needsSet)
{
    const JournalState &state = run.state();
    // What was killed may have left a container that holds a volume or feeds a database.
    QD_CHECK(backup::removeOrphanedHelpers(context, run.neighbours.docker));
    QD_TRY(run.request.stack, stack::Discovery(run.neighbours.docker, run.compose).read(context, state.stackId));
    if (run.wants(backup::Part::Postgres))
        QD_CHECK(endOwnSessions(run, context));
    if (!state.foreignFiles.isEmpty())
        return {};
    Result<backup::BackupSet> set = backup::Repository(QFileInfo(state.setPath).path()).find(context, state.setId);
    if (!set && needsSet)
        return fail(set.error());
    if (set)
        run.request.set = *std::move(set);
    return {};
}

Step findStep(const SharedRun &run, bool needsSet)
{
    return {QStringLiteral("find"),
            PlanText::tr("Find the stack and the set again"),
            [run, needsSet](JobContext &context) { return findAgain(*run, context, needsSet); },
            {}};
}

/// Begins the journal; gives it up when nothing came of it.
Step journalStep(const SharedRun &run)
{
    return {QStringLiteral("journal"), PlanText::tr("Begin the journal"),
            [run](JobContext &) -> Result<void> {
                QD_TRY(run->journal, Journal::create(stateOf(run->request, run->neighbours.clock.now())));
                run->report.runId = run->state().runId;
                run->report.setId = run->state().setId;
                run->report.stackId = run->state().stackId;
                return {};
            },
            [run](JobContext &) -> Result<void> {
                if (run->journal && run->state().begun.isEmpty() && run->report.safetySetId.isEmpty())
                    run->journal->discard();
                run->journal.reset();
                return {};
            }};
}

Step tidyStep(const SharedRun &run)
{
    return {QStringLiteral("tidy"),
            PlanText::tr("Remove what older restores have kept, when its days are over"),
            [run](JobContext &context) -> Result<void> {
                const Result<QStringList> dropped = dropExpired(context, run->neighbours, *run->request.stack, run->neighbours.clock.now());
                // What was asked for is done; this comes round again.
                if (!dropped)
                    context.sink().logLine(dropped.error().what);
                else if (!dropped->isEmpty())
                    context.sink().logLine(PlanText::tr("Removed: %1.").arg(dropped->join(QLatin1String(", "))));
                return {};
            },
            {}};
}

/// The journal's lock goes with the plan's end, whoever keeps the plan.
Step letGoStep(const SharedRun &run)
{
    return {QStringLiteral("end"),
            PlanText::tr("End the journal"),
            [run](JobContext &) -> Result<void> {
                run->journal.reset();
                return {};
            },
            {}};
}

QList<Step> recorded(QList<Step> plan, const SharedRun &run, const QString &stackId, const backup::Recording &recording)
{
    backup::RunRecord record;
    record.stackId = stackId;
    record.operation = QStringLiteral("restore");
    record.setId = run->request.set.id;
    record.bytes = run->request.set.size;
    return backup::recordedPlan(stack::lockedPlan(std::move(plan), stackId, QStringLiteral("restore")), run->neighbours, {}, recording, record,
                                [run](backup::RunRecord &done) { done.summary = run->report.summary; });
}

Result<SharedRun> openRun(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId, Report &report)
{
    QD_TRY(std::unique_ptr<Journal> journal, Journal::open(runId));
    const auto run = std::make_shared<RestoreRun>(neighbours, compose, requestOf(journal->state()), backup::Recording(), report);
    run->journal = std::move(journal);
    report = run->state().report;
    return run;
}

/// Of a clone too, which is a rebuild beside the stack.
bool isRebuild(const RestoreRun &run)
{
    return run.request.scenario != Scenario::Undo && (run.request.scenario != Scenario::LookInside || run.request.asClone);
}

/// So that the page tells how it ended, not how it waited.
void rewriteReport(RestoreRun &run, const JobContext &context)
{
    if (run.report.reportPath.isEmpty())
        return;
    run.state().report = run.report;
    const Result<void> written = writeFileAtomically(run.report.reportPath, reportHtml(run.state(), run.neighbours.clock.now()));
    if (!written)
        context.sink().logLine(written.error().what);
}

Step removeStep(const SharedRun &run)
{
    return {QStringLiteral("remove"),
            PlanText::tr("Remove what was made"),
            [run](JobContext &context) -> Result<void> {
                QD_CHECK(backup::removeOrphanedHelpers(context, run->neighbours.docker));
                return removeRebuilt(context, run->neighbours.docker, run->state());
            },
            {}};
}

Step rolledBackStep(const SharedRun &run)
{
    return {QStringLiteral("end"),
            PlanText::tr("End the journal"),
            [run](JobContext &context) -> Result<void> {
                run->state().over = QStringLiteral("rolled-back");
                run->report.quarantined = false;
                run->report.toCheck.clear();
                run->report.wouldHaveFired.clear();
                run->report.cloneUrl.clear();
                // What was compared and tried was the copy, which is gone.
                run->report.tables.clear();
                run->report.keyFit = backup::KeyFit::Unknown;
                run->report.health.clear();
                run->report.oldDatabase.clear();
                run->report.tookMs = 0;
                run->report.summary = run->state().asClone
                    ? PlanText::tr("The clone %1 is gone; nothing else was touched.").arg(run->state().stackId)
                    : PlanText::tr("%1 is as it was before the restore of %2.").arg(run->state().stackId, run->state().setId);
                rewriteReport(*run, context);
                QD_CHECK(run->save());
                run->journal.reset();
                return {};
            },
            {}};
}

/// What was half made goes, and everything is made once more: a rebuild is short, and half a one nobody knows.
Result<QList<Step>> rebuildAgain(const SharedRun &run, Report &report)
{
    QD_TRY(run->request.set, backup::Repository(QFileInfo(run->state().setPath).path()).find(JobContext(), run->state().setId));
    report = Report();
    QList<Step> plan = restorePlan(run->neighbours, run->compose, run->request, {}, report);
    plan.prepend({QStringLiteral("old-journal"),
                  PlanText::tr("End the journal"),
                  [run](JobContext &) -> Result<void> {
                      run->state().over = QStringLiteral("rolled-back");
                      QD_CHECK(run->save());
                      run->journal.reset();
                      return {};
                  },
                  {}});
    plan.prepend(removeStep(run));
    return plan;
}

/// The database that a restore left lying beside the one in use.
QString leftBehind(const JournalState &state)
{
    return state.scenario == Scenario::LookInside ? state.stagedDatabase : state.oldDatabase;
}

bool isExpired(const JournalState &state, const stack::Stack &stack, const QDateTime &now)
{
    return state.stackId == stack.id && state.over == QLatin1String("released") && state.startedAt.addDays(state.keepOldDays) <= now
        && !leftBehind(state).isEmpty() && leftBehind(state) != stack.database.coordinates.database;
}

/// n8n's old data folders lie in its volume, under the stamp of their restore, for as long as the databases.
Result<QStringList> dropExpiredData(const JobContext &context, const backup::Neighbours &neighbours, const stack::Stack &stack, const QDateTime &now)
{
    QD_TRY(const QList<Journal::Entry> entries, Journal::list());
    QStringList removed;
    for (const Journal::Entry &entry : entries) {
        const JournalState &state = entry.state;
        if (state.stackId != stack.id || state.scenario != Scenario::Undo || state.over != QLatin1String("released") || state.oldDataDropped
            || !state.done.contains(QStringLiteral("swap-data")) || state.startedAt.addDays(state.keepOldDays) > now)
            continue;
        QD_TRY(DataTarget target, dataTargetOf(stack));
        VolumeRestore data(neighbours.docker, std::move(target), state.stamp);
        QD_CHECK(data.dropOld(context));
        QD_TRY(const std::unique_ptr<Journal> journal, Journal::open(state.runId));
        journal->state().oldDataDropped = true;
        QD_CHECK(journal->save());
        removed.append(data.oldFolder());
    }
    return removed;
}

QList<Step> stepsOf(const SharedRun &run)
{
    return run->request.scenario == Scenario::LookInside ? lookSteps(run) : restoreSteps(run);
}

} // namespace

QList<Step> restorePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                        const backup::Recording &recording, Report &report)
{
    if (request.scenario == Scenario::Rebuild)
        return rebuildPlan(neighbours, compose, request, recording, report);
    if (request.scenario == Scenario::Rehearse)
        return rehearsePlan(neighbours, compose, request, recording, report);
    if (request.scenario == Scenario::LookInside && request.asClone)
        return clonePlan(neighbours, compose, request, recording, report);
    const auto run = std::make_shared<RestoreRun>(neighbours, compose, request, recording, report);
    const QString stackId = request.stack ? request.stack->id : QString();
    QList<Step> plan = {journalStep(run)};
    plan += stepsOf(run);
    plan.append(tidyStep(run));
    plan.append(letGoStep(run));
    return recorded(std::move(plan), run, stackId, recording);
}

Result<QList<Unfinished>> unfinishedRestores()
{
    QD_TRY(const QList<Journal::Entry> entries, Journal::list());
    QList<Unfinished> unfinished;
    for (const Journal::Entry &entry : entries) {
        const JournalState &state = entry.state;
        if (!state.over.isEmpty())
            continue;
        unfinished.append({state.runId, state.stackId, state.setId, state.scenario, state.begun.isEmpty() ? QString() : state.begun.last(),
                           state.lastTitle, state.asClone, state.ended, entry.ownerAlive, state.startedAt, state.report});
    }
    return unfinished;
}

std::optional<Rehearsal> lastRehearsal(const QString &stackId)
{
    for (const Journal::Entry &entry : Journal::list().value_or(QList<Journal::Entry>())) {
        const JournalState &state = entry.state;
        if (state.scenario == Scenario::Rehearse && state.ended && state.ofStack == stackId && state.report.tookMs > 0)
            return Rehearsal{state.startedAt, state.setId, state.report.tookMs};
    }
    return std::nullopt;
}

QStringList safetySets()
{
    QStringList ids;
    for (const Journal::Entry &entry : Journal::list().value_or(QList<Journal::Entry>())) {
        if (!entry.state.report.safetySetId.isEmpty())
            ids.append(entry.state.report.safetySetId);
    }
    return ids;
}

Result<QList<Step>> resumePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId, Report &report)
{
    QD_TRY(const SharedRun run, openRun(neighbours, compose, runId, report));
    if (!run->state().over.isEmpty() || run->state().ended)
        return fail(ErrorKind::Conflict, PlanText::tr("There is nothing to go on with: this restore ran to its end."));
    if (isRebuild(*run))
        return rebuildAgain(run, report);
    if (run->request.key == KeyChoice::Given) {
        return fail(ErrorKind::Auth, PlanText::tr("This restore was begun with a key that was typed in, which is never kept."), {},
                    PlanText::tr("Roll it back and begin again."));
    }
    QList<Step> plan = {findStep(run, true)};
    plan += stepsOf(run);
    plan.append(letGoStep(run));
    return recorded(std::move(plan), run, run->state().stackId, {});
}

Result<QList<Step>> rollbackPlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId, Report &report)
{
    QD_TRY(const SharedRun run, openRun(neighbours, compose, runId, report));
    if (run->state().over == QLatin1String("rolled-back"))
        return fail(ErrorKind::Conflict, PlanText::tr("This restore was rolled back already."));
    if (isRebuild(*run)) {
        if (!run->state().over.isEmpty())
            return fail(ErrorKind::Conflict, PlanText::tr("This stack was released: it is in use, and is not removed from here."));
        return recorded({removeStep(run), rolledBackStep(run)}, run, run->state().stackId, {});
    }
    QList<Step> plan = {findStep(run, false)};
    const QList<Step> steps = stepsOf(run);
    for (auto step = steps.crbegin(); step != steps.crend(); ++step) {
        if (!run->state().begun.contains(step->id))
            continue;
        plan.append({QLatin1String("undo-") + step->id, PlanText::tr("Take back: %1").arg(step->title), step->undo, {}});
    }
    plan.append(rolledBackStep(run));
    return recorded(std::move(plan), run, run->state().stackId, {});
}

Result<QList<Step>> releasePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId, Report &report)
{
    QD_TRY(const SharedRun run, openRun(neighbours, compose, runId, report));
    if (!run->state().ended || !run->state().over.isEmpty() || !run->state().report.quarantined)
        return fail(ErrorKind::Conflict, PlanText::tr("This restore does not wait to be released."));
    const auto session = [run](const JobContext &context) -> Result<backup::PsqlSession> {
        QD_TRY(DatabaseRestore *const database, run->database(context));
        return database->session(run->state().database);
    };
    QList<Step> plan = {findStep(run, false)};
    // n8n reads what is on when it starts.
    plan.append({QStringLiteral("stop"), PlanText::tr("Stop n8n"), [run](JobContext &context) { return shutDoors(*run, context); },
                 [run](JobContext &context) { return openDoors(*run, context, false); }});
    plan.append({QStringLiteral("triggers"), PlanText::tr("Switch the triggers on"),
                 [run, session](JobContext &context) -> Result<void> {
                     QD_TRY(backup::PsqlSession open, session(context));
                     const stack::Database &where = run->request.stack->database;
                     QD_TRY(const int workflows, releaseDatabase(context, open, where.schema, where.tablePrefix));
                     context.sink().logLine(PlanText::tr("Workflows that are on: %1.").arg(workflows));
                     return {};
                 },
                 [run, session](JobContext &context) -> Result<void> {
                     QD_TRY(backup::PsqlSession open, session(context));
                     const stack::Database &where = run->request.stack->database;
                     QD_CHECK(quarantineDatabase(context, open, where.schema, where.tablePrefix));
                     return {};
                 }});
    plan.append({QStringLiteral("start"), PlanText::tr("Start n8n and its workers"),
                 [run](JobContext &context) -> Result<void> {
                     QD_CHECK(openDoors(*run, context, true));
                     return waitForMain(*run, context);
                 },
                 [run](JobContext &context) { return shutDoors(*run, context); }});
    plan.append(tidyStep(run));
    plan.append({QStringLiteral("end"),
                 PlanText::tr("End the journal"),
                 [run](JobContext &context) -> Result<void> {
                     // Nothing can be lost any more by what is left undone here.
                     const Result<std::unique_ptr<redis::Session>> queue = run->queue(context);
                     if (queue && !run->state().asidePrefix.isEmpty()) {
                         if (const Result<void> forgotten = forgetQueue(context, **queue, run->state().asidePrefix); !forgotten)
                             context.sink().logLine(forgotten.error().what);
                     }
                     run->state().over = QStringLiteral("released");
                     run->report.quarantined = false;
                     run->report.toCheck.clear();
                     run->report.summary = PlanText::tr("%1 works again, from %2.").arg(run->state().stackId, run->state().setId);
                     rewriteReport(*run, context);
                     QD_CHECK(run->save());
                     run->journal.reset();
                     return {};
                 },
                 {}});
    return recorded(std::move(plan), run, run->state().stackId, {});
}

Result<QStringList> expiredDatabases(const JobContext &context, const backup::Neighbours &neighbours, const stack::Stack &stack, const QDateTime &now)
{
    QD_TRY(const QList<Journal::Entry> entries, Journal::list());
    const auto mayBe = [&](const Journal::Entry &entry) { return isExpired(entry.state, stack, now); };
    if (std::none_of(entries.cbegin(), entries.cend(), mayBe))
        return QStringList();
    const stack::Service *service = stack.service(stack.database.service);
    if (service == nullptr || service->containers.isEmpty())
        return QStringList();
    QD_TRY(const ServerAddress server, serverAddressOf(context, neighbours.docker, service->containers.first().id));
    const backup::BackupSet none;
    const DatabaseRestore databases(neighbours.docker, server, none, {});
    QStringList expired;
    for (const Journal::Entry &entry : entries) {
        if (!mayBe(entry))
            continue;
        const QString name = leftBehind(entry.state);
        QD_TRY(const bool there, databases.exists(context, name));
        if (there)
            expired.append(name);
    }
    return expired;
}

Result<QStringList> dropExpired(const JobContext &context, const backup::Neighbours &neighbours, const stack::Stack &stack, const QDateTime &now)
{
    QD_TRY(QStringList names, expiredDatabases(context, neighbours, stack, now));
    if (!names.isEmpty()) {
        QD_TRY(const ServerAddress server, serverAddressOf(context, neighbours.docker, stack.service(stack.database.service)->containers.first().id));
        const backup::BackupSet none;
        const DatabaseRestore databases(neighbours.docker, server, none, {});
        for (const QString &name : std::as_const(names))
            QD_CHECK(databases.drop(context, name));
    }
    QD_TRY(const QStringList folders, dropExpiredData(context, neighbours, stack, now));
    return names + folders;
}

} // namespace quarterdeck::restore
