// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/capturesteps.h"
#include "backup/recordedplan.h"
#include "backup/recoverycard.h"

#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

using SharedRun = std::shared_ptr<CaptureRun>;
using Verdict = PreflightCheck::Verdict;

struct CreateText
{
    Q_DECLARE_TR_FUNCTIONS(CreateBackup)
};

Result<void> takeLock(CaptureRun &run)
{
    run.manifest.startedAt = run.neighbours.clock.now();
    run.began = run.neighbours.clock.monotonic();
    if (run.recording.lockHeld)
        return {};
    QD_TRY(StackLock lock, StackLock::acquire(run.stack.id, QStringLiteral("backup")));
    run.lock.emplace(std::move(lock));
    return {};
}

/// What runs that died have left; with the lock, so that it is nobody's.
Result<void> clean(CaptureRun &run, const JobContext &context)
{
    const Result<QStringList> helpers = removeOrphanedHelpers(context, run.neighbours.docker);
    if (!helpers)
        return fail(helpers.error());
    for (const QString &name : *helpers)
        run.say(context, CreateText::tr("Removed %1, which a run that died had left.").arg(name));
    const Result<QStringList> leftovers = run.repository.cleanLeftovers(context);
    for (const QString &name : leftovers.value_or(QStringList()))
        run.say(context, CreateText::tr("Removed %1, which a run that died had left.").arg(name));
    return {};
}

Result<void> check(CaptureRun &run, const JobContext &context)
{
    run.report.checks = preflight(context, run.neighbours, run.stack, run.settings);
    QD_CHECK(context.checkpoint());
    for (const PreflightCheck &check : std::as_const(run.report.checks)) {
        if (check.verdict == Verdict::Failed) {
            return fail(check.kind, check.text, QStringLiteral("preflight: ") + check.id, check.remedy);
        }
        if (check.verdict == Verdict::Warning)
            run.warn(context, check.text);
        else
            run.say(context, check.text);
    }
    const QList<BackupSet> sets = run.repository.list(context, run.stack.id).value_or(QList<BackupSet>());
    const auto newest = std::find_if(sets.begin(), sets.end(), [](const BackupSet &set) { return set.manifest.has_value(); });
    if (newest != sets.end())
        run.previous = newest->manifest;
    QD_TRY(run.partial, PartialSet::create(run.repository.folder()));
    return {};
}

/// Encrypted for somebody who is not here: checksums can be checked, contents not.
bool isBlind(const CaptureRun &run)
{
    return !run.settings.ageRecipients.isEmpty() && run.settings.ageIdentityFile.isEmpty();
}

/// Every nth, and always while no set of this stack is proven.
bool isDrillDue(const CaptureRun &run, const JobContext &context)
{
    if (run.settings.drillEvery <= 0 || !run.manifest.postgres || isBlind(run))
        return false;
    if (run.manifest.sequence % run.settings.drillEvery == 0)
        return true;
    const QList<BackupSet> sets = run.repository.list(context, run.stack.id).value_or(QList<BackupSet>());
    return std::none_of(sets.begin(), sets.end(), [](const BackupSet &set) { return set.provenAt().has_value(); });
}

Result<void> verify(CaptureRun &run, const JobContext &context, Proof::Depth depth)
{
    QD_TRY(const BackupSet set, run.repository.find(context, run.report.setId));
    QD_TRY(const Proof proof, verifySet(context, run.neighbours, run.repository, set, depth, run.settings, &run.stack));
    run.report.proof = proof;
    for (const QString &finding : proof.findings)
        context.sink().logLine(finding);
    if (!proof.passed) {
        return fail(ErrorKind::Corrupt, CreateText::tr("The new set did not pass its check, so it is no backup: %1").arg(run.report.setId),
                    proof.findings.join(QLatin1Char('\n')), CreateText::tr("Older sets are untouched. Look at the findings, then back up again."));
    }
    return {};
}

Result<void> drill(CaptureRun &run, const JobContext &context)
{
    if (isBlind(run)) {
        const QString line = CreateText::tr("Not proven: the age identity file is not known here, so the set cannot be read back.");
        run.report.warnings.append(line);
        context.sink().logLine(line);
        return {};
    }
    if (!isDrillDue(run, context)) {
        context.sink().logLine(CreateText::tr("No drill this time: one set in %1 is drilled.").arg(run.settings.drillEvery));
        return {};
    }
    const Result<void> drilled = verify(run, context, Proof::Depth::Drill);
    // A set that was found bad is a failure; a drill that could not be held leaves a verified set.
    if (!drilled && drilled.error().kind != ErrorKind::Corrupt && drilled.error().kind != ErrorKind::Cancelled) {
        const QString line = CreateText::tr("The set could not be proven: %1").arg(drilled.error().what);
        run.report.warnings.append(line);
        context.sink().logLine(line);
        return {};
    }
    return drilled;
}

Result<void> applyRetention(CaptureRun &run, const JobContext &context)
{
    const Result<PruneReport> pruned = pruneSets(context, run.repository, run.stack.id, run.settings.retention, run.neighbours.clock.now(), false);
    if (pruned) {
        run.report.removedSets = pruned->removed;
        return {};
    }
    QD_CHECK(context.checkpoint());
    const QString line = CreateText::tr("Old sets could not be removed: %1").arg(pruned.error().what);
    run.report.warnings.append(line);
    context.sink().logLine(line);
    return {};
}

/// The set stands without it, so that it can be no failure.
Result<void> writeCard(CaptureRun &run, const JobContext &context)
{
    if (const Result<void> written = writeRecoveryCard(context, run.repository, run.neighbours.clock.now()); !written) {
        QD_CHECK(context.checkpoint());
        const QString line = CreateText::tr("The recovery card could not be written: %1").arg(written.error().what);
        run.report.warnings.append(line);
        context.sink().logLine(line);
    }
    return {};
}

void fillRecord(const CaptureRun &run, RunRecord &record)
{
    const Manifest &manifest = run.manifest;
    for (const FileEntry &file : manifest.files)
        record.bytes += file.size;
    record.setId = run.report.setId;
    record.outcome = run.report.warnings.isEmpty() ? QStringLiteral("success") : QStringLiteral("warning");
    const bool proven = run.report.proof && run.report.proof->passed && run.report.proof->depth == Proof::Depth::Drill;
    const QString took = formatDuration(run.elapsed());
    run.report.summary = proven ? CreateText::tr("%1: %2 in %3, proven by restoring it.").arg(run.report.setId, formatBytes(record.bytes), took)
                                : CreateText::tr("%1: %2 in %3, verified.").arg(run.report.setId, formatBytes(record.bytes), took);
    record.summary = run.report.summary;
}

/// A step of the run, cancellable and without an undo of its own: what was
/// captured is the partial set's, which the undo of "lock" gives up.
template<class Function>
Step step(const SharedRun &run, const char *id, const QString &title, Function function)
{
    return {QLatin1String(id), title, [run, function](JobContext &context) -> Result<void> { return function(*run, context); }, {}};
}

} // namespace

QList<Step> createBackupPlan(const Neighbours &neighbours, const stack::Stack &stack, const BackupSettings &settings, const Recording &recording,
                             BackupReport &report)
{
    const auto run = std::make_shared<CaptureRun>(neighbours, stack, settings, recording, report);
    const bool database = run->wants(Part::Postgres) && stack.database.kind == stack::Database::Kind::Postgres;
    QList<Step> plan;
    plan.append({QStringLiteral("lock"), CreateText::tr("Keep others off the stack"), [run](JobContext &) -> Result<void> { return takeLock(*run); },
                 [run](JobContext &) -> Result<void> {
                     run->release();
                     return {};
                 }});
    plan.append(step(run, "clean", CreateText::tr("Clear up after runs that died"), clean));
    plan.append(step(run, "preflight", CreateText::tr("Check before anything is written"), check));
    if (database)
        plan.append(step(run, "snapshot", CreateText::tr("Hold a snapshot of the database"), takeSnapshot));
    if (run->wants(Part::Redis) && stack.queue.enabled)
        plan.append(step(run, "redis", CreateText::tr("Save the queue"), captureRedis));
    if (run->wants(Part::N8nData))
        plan.append(step(run, "n8n-data", CreateText::tr("Copy the data folder of n8n"), captureN8nData));
    if (database)
        plan.append(step(run, "postgres", CreateText::tr("Dump the database"), capturePostgres));
    if (database && run->wants(Part::Globals))
        plan.append(step(run, "globals", CreateText::tr("Save roles"), captureGlobals));
    if (run->wants(Part::Environment) || run->wants(Part::Compose))
        plan.append(step(run, "configuration", CreateText::tr("Copy .env and compose files"), captureConfiguration));
    plan.append(step(run, "seal", CreateText::tr("Seal the set"), sealSet));
    const bool drills = database && settings.drillEvery > 0;
    plan.append(step(run, "verify", CreateText::tr("Check what was written"), [drills](CaptureRun &r, const JobContext &context) {
        // A drill looks at everything anyhow.
        return verify(r, context, isBlind(r) || (drills && isDrillDue(r, context)) ? Proof::Depth::Quick : Proof::Depth::Full);
    }));
    if (drills)
        plan.append(step(run, "drill", CreateText::tr("Prove it by restoring it"), drill));
    plan.append(step(run, "retention", CreateText::tr("Remove what is too old"), applyRetention));
    plan.append(step(run, "card", CreateText::tr("Write the recovery card"), writeCard));

    RunRecord record;
    record.stackId = stack.id;
    record.operation = QStringLiteral("backup");
    return recordedPlan(std::move(plan), neighbours, settings.hooks, recording, record, [run](RunRecord &done) { fillRecord(*run, done); });
}

} // namespace quarterdeck::backup
