// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/foreign.h"
#include "backup/restore/dataarchive.h"
#include "backup/restore/foreigndump.h"
#include "backup/restore/roomwatch.h"
#include "backup/setcontents.h"
#include "backup/snapshotfigures.h"
#include "foundation/atomicfile.h"
#include "foundation/units.h"
#include "stack/settingreader.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QSet>

namespace quarterdeck::restore {

namespace {

using namespace std::chrono_literals;

struct StepText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreSteps)
};

using Work = Result<void> (*)(RestoreRun &, const JobContext &);

QString dated(const QString &database, const char *what, const QString &stamp)
{
    // PostgreSQL cuts names after 63 bytes, and two that are cut are one.
    constexpr qsizetype mostBytes = 63;
    const QString tail = QLatin1String(what) + stamp;
    QString head = database;
    while (!head.isEmpty() && head.toUtf8().size() + tail.size() > mostBytes)
        head.chop(1);
    return head + tail;
}

Result<void> check(RestoreRun &run, const JobContext &context)
{
    run.began = std::chrono::steady_clock::now();
    QD_TRY(const Outline seen, outline(context, run.neighbours, run.compose, run.request));
    for (const backup::PreflightCheck &one : seen.checks) {
        context.sink().logLine(one.text);
        if (one.verdict == backup::PreflightCheck::Verdict::Failed)
            return fail(one.kind, one.text, QStringLiteral("check: ") + one.id, one.remedy);
        if (one.verdict == backup::PreflightCheck::Verdict::Warning && !run.report.warnings.contains(one.text))
            run.report.warnings.append(one.text);
    }
    JournalState &state = run.state();
    const QString database = run.request.stack->database.coordinates.database;
    state.database = database;
    if (run.request.scenario == Scenario::LookInside) {
        state.stagedDatabase = run.request.sideDatabase.isEmpty() ? dated(database, "_look_", state.stamp) : run.request.sideDatabase;
    } else {
        state.stagedDatabase = dated(database, "_restore_", state.stamp);
        state.oldDatabase = dated(database, "_prev_", state.stamp);
    }
    return {};
}

/// A plan inside of a step: what it says is told, its steps are not ours.
class PartSink final : public ProgressSink
{
public:
    PartSink(ProgressSink &outer, QString step)
        : m_outer(outer)
        , m_step(std::move(step))
    {
    }
    void stepStarted(const QString &, const QString &title) override
    {
        m_outer.stepProgress({m_step, 0, -1, Progress::Unit::Items});
        m_outer.logLine(title);
    }
    void stepProgress(const Progress &progress) override { m_outer.stepProgress({m_step, progress.done, progress.total, progress.unit}); }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { m_outer.logLine(line); }

private:
    ProgressSink &m_outer;
    QString m_step;
};

Result<void> makeSafetyBackup(RestoreRun &run, const JobContext &context)
{
    QD_TRY(backup::BackupSettings settings, backup::loadBackupSettings(run.request.stack->id));
    // A copy of everything, whatever is replaced; checked, and nothing thrown away for it.
    settings.drillEvery = 0;
    settings.niceWhenBusy = false;
    backup::Recording recording = run.recording;
    recording.lockHeld = true;
    backup::BackupReport report;
    PartSink sink(context.sink(), QStringLiteral("safety"));
    QList<Step> steps = backup::createBackupPlan(run.neighbours, *run.request.stack, settings, recording, report);
    // What is old is not removed on the way to an older state.
    steps.removeIf([](const Step &step) { return step.id == QLatin1String("retention"); });
    JobContext inner(context.stopToken(), sink, context.deadline());
    const PlanOutcome outcome = runPlan(steps, inner);
    if (!outcome.result) {
        Error error = outcome.result.error();
        error.hint = error.hint.isEmpty() ? StepText::tr("Nothing was changed. Without a safety copy there is no way back: refuse it only knowingly.")
                                          : error.hint;
        return fail(error);
    }
    run.report.safetySetId = report.setId;
    context.sink().logLine(StepText::tr("What is there now is in %1.").arg(report.setId));
    return {};
}

Result<void> makeRoles(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    return database->restoreMissingRoles(context, [&run](const QStringList &names) -> Result<void> {
        run.state().madeRoles = names;
        return run.save();
    });
}

Result<void> dropRoles(RestoreRun &run, const JobContext &context)
{
    if (run.state().madeRoles.isEmpty())
        return {};
    QD_TRY(DatabaseRestore *const database, run.database(context));
    backup::PsqlSession session = database->session(QStringLiteral("template1"));
    for (const QString &name : std::as_const(run.state().madeRoles))
        QD_CHECK(session.query(context, QLatin1String("DROP ROLE IF EXISTS ") + backup::quoteIdentifier(name)));
    run.state().madeRoles.clear();
    return {};
}

/// To whom the tables are to belong; empty = as in the dump, whose owner is n8n's own user here too.
QString newOwner(const RestoreRun &run)
{
    const QString user = run.request.stack->database.coordinates.user;
    return run.request.set.manifest->postgres->owner == user ? QString() : user;
}

Result<QString> foreignDumpOf(const backup::BackupSet &set)
{
    for (const QString &path : set.foreignFiles) {
        if (dumpFormOf(path))
            return path;
    }
    return fail(ErrorKind::NotFound, StepText::tr("There is no dump of a database among these files."));
}

/// Names of extensions that a load by somebody who is no superuser will want: those of the set, else those of the database in use.
Result<QStringList> wantedExtensions(RestoreRun &run, const JobContext &context, const DatabaseRestore &database)
{
    QStringList names;
    if (const auto &manifest = run.request.set.manifest) {
        for (const QString &extension : manifest->postgres->extensions)
            names.append(extension.section(QLatin1Char(' '), 0, 0));
    } else {
        backup::PsqlSession inUse = database.session(run.state().database);
        QD_TRY(const postgres::Rows rows, inUse.query(context, QStringLiteral("SELECT extname FROM pg_catalog.pg_extension")));
        for (const auto &row : rows.rows)
            names.append(row.value(0).value_or(QString()));
    }
    names.removeAll(QStringLiteral("plpgsql"));
    return names;
}

/// Made by the superuser before others load a dump that wants them. For as long as
/// it loads they are that user's: a dump comments on them.
/// @param owner of the extensions from now on
Result<void> lendExtensions(RestoreRun &run, const JobContext &context, const DatabaseRestore &database, const QString &owner)
{
    QD_TRY(const QStringList names, wantedExtensions(run, context, database));
    QString sql;
    for (const QString &name : names) {
        // Sessions of ours have no search path. A new database has this schema, and hardly any extension lies elsewhere.
        sql += QLatin1String("CREATE EXTENSION IF NOT EXISTS ") + backup::quoteIdentifier(name)
            + QLatin1String(" SCHEMA public;\nUPDATE pg_catalog.pg_extension SET extowner = ") + quoteLiteral(backup::quoteIdentifier(owner))
            + QLatin1String("::regrole WHERE extname = ") + quoteLiteral(name) + QLatin1String(";\n");
    }
    if (sql.isEmpty())
        return {};
    backup::PsqlSession staged = database.session(run.state().stagedDatabase);
    QD_CHECK(staged.query(context, QLatin1String("SET client_min_messages = warning;\n") + sql + QLatin1String("SELECT 1")));
    return {};
}

Result<void> fillStaged(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const JournalState &state = run.state();
    QD_TRY(const QStringList remarks, database->create(context, state.stagedDatabase, state.database));
    for (const QString &remark : remarks)
        run.warn(context, remark);
    if (!run.isForeign()) {
        const QString owner = newOwner(run);
        if (owner.isEmpty())
            return database->load(context, state.stagedDatabase, owner);
        QD_CHECK(lendExtensions(run, context, *database, owner));
        QD_CHECK(database->load(context, state.stagedDatabase, owner));
        return lendExtensions(run, context, *database, database->server().user);
    }
    // By n8n's own user: what others wrote must not reach programs and files of the server.
    QD_TRY(const QString dump, foreignDumpOf(run.request.set));
    ServerAddress server = database->server();
    server.user = run.request.stack->database.coordinates.user;
    server.password = run.request.stack->database.coordinates.password;
    QD_CHECK(lendExtensions(run, context, *database, server.user));
    QD_CHECK(loadForeignDump(context, run.neighbours.docker, server, state.stagedDatabase, dump));
    QD_CHECK(lendExtensions(run, context, *database, database->server().user));
    backup::PsqlSession session = database->session(state.stagedDatabase);
    QD_CHECK(session.query(context, QStringLiteral("ANALYZE")));
    run.warn(context, StepText::tr("A dump without a manifest says nothing about what should be in it: tables were not compared."));
    return {};
}

Result<void> stageDatabase(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    // What a killed run left half full; its name is nobody else's.
    QD_CHECK(database->drop(context, run.state().stagedDatabase));
    return keepingRoom(context, run.neighbours.docker, database->server().containerId,
                       [&run](const JobContext &inner) { return fillStaged(run, inner); });
}

Result<void> dropStaged(RestoreRun &run, const JobContext &context)
{
    if (run.state().stagedDatabase.isEmpty())
        return {};
    QD_TRY(DatabaseRestore *const database, run.database(context));
    return database->drop(context, run.state().stagedDatabase);
}

Result<QStringList> migrationsIn(const RestoreRun &run, const JobContext &context, const DatabaseRestore &database, const QString &name)
{
    const stack::Database &where = run.request.stack->database;
    const QString table
        = backup::quoteIdentifier(where.schema) + QLatin1Char('.') + backup::quoteIdentifier(where.tablePrefix + QLatin1String("migrations"));
    backup::PsqlSession session = database.session(name);
    QD_TRY(const postgres::Rows there, session.query(context, QStringLiteral("SELECT to_regclass($1) IS NOT NULL"), {table}));
    QStringList names;
    if (there.rows.value(0).value(0) != QLatin1String("t"))
        return names;
    QD_TRY(const postgres::Rows rows, session.query(context, QStringLiteral("SELECT name FROM %1 ORDER BY id").arg(table)));
    for (const auto &row : rows.rows)
        names.append(row.value(0).value_or(QString()));
    return names;
}

/// n8n cannot go back. A dump without a manifest names no version of it; but what the
/// n8n here has migrated to is in the database in use, and what the dump is at, in the dump.
Result<void> compareMigrations(RestoreRun &run, const JobContext &context, const DatabaseRestore &database)
{
    QD_TRY(const QStringList here, migrationsIn(run, context, database, run.state().database));
    if (here.isEmpty())
        return {}; // lost, or never filled: then nothing can be said
    QD_TRY(QStringList unknown, migrationsIn(run, context, database, run.state().stagedDatabase));
    unknown.removeIf([&here](const QString &name) { return here.contains(name); });
    if (unknown.isEmpty())
        return {};
    return fail(ErrorKind::Unsupported,
                StepText::tr("The dump is of a newer n8n than the one here: it has %n migration(s) that this one does not know.", nullptr,
                             static_cast<int>(unknown.size())),
                unknown.join(QLatin1Char('\n')), StepText::tr("Set the image of n8n to the version of the dump first, and start it once."));
}

Result<void> compare(RestoreRun &run, const JobContext &context)
{
    if (run.isForeign() && run.request.scenario == Scenario::LookInside)
        return {};
    if (run.isForeign()) {
        QD_TRY(const DatabaseRestore *const foreign, run.database(context));
        return compareMigrations(run, context, *foreign);
    }
    QD_TRY(DatabaseRestore *const database, run.database(context));
    return database->compare(context, run.state().stagedDatabase, run.report.tables);
}

/// On the restored credentials themselves, before anything of the stack is touched.
Result<void> tryKey(RestoreRun &run, const JobContext &context)
{
    const Result<Secret> key = keyToBe(context, run.neighbours, run.request);
    if (!key && (run.request.key != KeyChoice::Current || key.error().kind != ErrorKind::NotFound))
        return fail(key.error());
    if (!key) {
        run.warn(context, StepText::tr("No encryption key was found here: whether credentials can be read is not known."));
        return {};
    }
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const stack::Database &where = run.request.stack->database;
    QD_TRY(const backup::KeyReport seen, database->examine(context, run.state().stagedDatabase, *key, where.schema, where.tablePrefix));
    run.report.keyFit = seen.fit;
    run.state().keyFingerprint = keyFingerprint(*key);
    if (seen.fit == backup::KeyFit::DoesNotFit) {
        return fail(ErrorKind::Auth, StepText::tr("The encryption key that would be in force does not open the restored credentials."), {},
                    StepText::tr("Nothing was changed. Choose the key of the set, or give the right one."));
    }
    context.sink().logLine(seen.fit == backup::KeyFit::Fits ? StepText::tr("The key opens %1 of %2 credentials.").arg(seen.opened).arg(seen.tried)
                                                            : StepText::tr("There are no credentials to try the key on."));
    return {};
}

Result<void> quarantine(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const stack::Database &where = run.request.stack->database;
    backup::PsqlSession session = database->session(run.state().stagedDatabase);
    QD_TRY(const int workflows, quarantineDatabase(context, session, where.schema, where.tablePrefix));
    context.sink().logLine(StepText::tr("Workflows that wait for their release: %1.").arg(workflows));
    QD_TRY(run.report.wouldHaveFired,
           schedulesOf(context, session, where.schema, where.tablePrefix, run.request.set.time, run.neighbours.clock.now()));
    return {};
}

Result<void> stageData(RestoreRun &run, const JobContext &context)
{
    QD_TRY(VolumeRestore *const data, run.data(context));
    return data->stage(context, run.request.set, run.request.ageIdentityFile);
}

Result<void> swapData(RestoreRun &run, const JobContext &context)
{
    QD_TRY(VolumeRestore *const data, run.data(context));
    return data->swap(context);
}

Result<void> undoData(RestoreRun &run, const JobContext &context)
{
    QD_TRY(VolumeRestore *const data, run.data(context));
    return data->undo(context);
}

Result<void> asideQueue(RestoreRun &run, const JobContext &context)
{
    if (!run.request.stack->queue.enabled)
        return {};
    QD_TRY(const std::unique_ptr<redis::Session> session, run.queue(context));
    run.state().asidePrefix = QLatin1String("quarterdeck:restore:") + run.state().stamp + QLatin1Char(':');
    QD_CHECK(run.save());
    QD_TRY(const qint64 keys, setQueueAside(context, *session, queuePatterns(*run.request.stack), run.state().asidePrefix));
    context.sink().logLine(StepText::tr("%1 keys of Redis were set aside; the queue is empty.").arg(keys));
    return {};
}

Result<void> undoQueue(RestoreRun &run, const JobContext &context)
{
    if (run.state().asidePrefix.isEmpty())
        return {};
    QD_TRY(const std::unique_ptr<redis::Session> session, run.queue(context));
    return bringQueueBack(context, *session, queuePatterns(*run.request.stack), run.state().asidePrefix);
}

Result<void> replay(RestoreRun &run, const JobContext &context)
{
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const stack::Database &where = run.request.stack->database;
    backup::PsqlSession session = database->session(run.state().database);
    QD_TRY(const postgres::Rows rows,
           session.query(
               context,
               QStringLiteral("SELECT id FROM %1.%2 WHERE status IN ('new', 'running', 'waiting')")
                   .arg(backup::quoteIdentifier(where.schema), backup::quoteIdentifier(where.tablePrefix + QLatin1String("execution_entity")))));
    QSet<QString> open;
    for (const auto &row : rows.rows)
        open.insert(row.value(0).value_or(QString()));
    QD_TRY(const std::unique_ptr<redis::Session> redis, run.queue(context));
    QD_TRY(const int jobs, replayQueue(context, run.neighbours, *redis, run.request.set, run.request.ageIdentityFile, *run.request.stack, open));
    if (jobs > 0)
        run.warn(context, StepText::tr("Jobs of the set that run once more: %1. What they did before, they do again.").arg(jobs));
    return {};
}

Result<void> start(RestoreRun &run, const JobContext &context)
{
    const bool quarantined = run.request.quarantine && run.wants(backup::Part::Postgres);
    QD_CHECK(openDoors(run, context, !quarantined));
    QD_CHECK(waitForMain(run, context));
    const stack::Service *main = run.request.stack->service(stack::Role::Main);
    if (main != nullptr && !run.state().stopped.isEmpty())
        run.report.health = StepText::tr("n8n %1 is ready: %2").arg(main->version, run.request.stack->n8nUrl);
    return {};
}

/// What n8n itself goes on with now, by its own settings.
Result<void> lookAfterwards(RestoreRun &run, const JobContext &context)
{
    const stack::Service *main = run.request.stack->service(stack::Role::Main);
    const Result<stack::KeyInForce> key = main == nullptr ? Result<stack::KeyInForce>(fail(ErrorKind::NotFound, {}))
                                                          : stack::readEncryptionKey(context, run.neighbours.docker, *main);
    QD_TRY(DatabaseRestore *const database, run.database(context));
    const stack::Database &where = run.request.stack->database;
    Secret inForce = key ? key->key : Secret();
    if (run.request.key != KeyChoice::Current) {
        QD_TRY(inForce, keyToBe(context, run.neighbours, run.request));
    }
    if (inForce.isEmpty())
        return {};
    QD_TRY(const backup::KeyReport seen, database->examine(context, run.state().database, inForce, where.schema, where.tablePrefix));
    run.report.keyFit = seen.fit;
    if (seen.fit == backup::KeyFit::DoesNotFit && run.wants(backup::Part::Postgres))
        return fail(ErrorKind::Auth, StepText::tr("The encryption key in force does not open the restored credentials."));
    return {};
}

QString lastDay(const JournalState &state)
{
    return QLocale().toString(state.startedAt.toLocalTime().date().addDays(state.keepOldDays), QLocale::ShortFormat);
}

Result<void> finish(RestoreRun &run, const JobContext &context)
{
    JournalState &state = run.state();
    Report &report = run.report;
    const bool database = run.wants(backup::Part::Postgres);
    report.quarantined = run.request.quarantine && database && run.request.scenario == Scenario::Undo;
    if (run.request.dropOldAtOnce && database && run.request.scenario == Scenario::Undo) {
        QD_TRY(DatabaseRestore *const server, run.database(context));
        QD_CHECK(server->drop(context, state.oldDatabase));
        report.oldDatabase.clear();
    }
    report.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - run.began).count();
    const QString took = formatDuration(std::chrono::milliseconds(report.tookMs));
    if (run.request.scenario == Scenario::LookInside) {
        report.sideDatabase = state.stagedDatabase;
        report.summary = StepText::tr("%1 lies in the database %2, restored in %3.").arg(state.setId, state.stagedDatabase, took);
        report.toCheck = {StepText::tr("Look at it with any client, until %1; the first restore or scheduled backup after that day removes it.")
                              .arg(lastDay(state))};
    } else {
        report.summary = report.quarantined
            ? StepText::tr("%1 was brought back to %2 in %3; it waits in quarantine.").arg(state.stackId, state.setId, took)
            : StepText::tr("%1 was brought back to %2 in %3.").arg(state.stackId, state.setId, took);
        report.toCheck.clear();
        if (database && !run.request.replayQueue)
            report.toCheck.append(StepText::tr("The queue is empty: executions that waited or ran do not run again."));
        if (report.quarantined)
            report.toCheck.append(
                StepText::tr("Triggers are off and workers stopped. Look around, then release it: quarterdeckctl restore release %1")
                    .arg(state.runId));
        if (!report.oldDatabase.isEmpty())
            report.toCheck.append(
                StepText::tr("The old database stays as %1 until %2; the first restore or scheduled backup after that day removes it.")
                    .arg(report.oldDatabase, lastDay(state)));
    }
    state.ended = true;
    if (!report.quarantined) {
        state.over = QStringLiteral("released");
        if (!state.asidePrefix.isEmpty()) {
            QD_TRY(const std::unique_ptr<redis::Session> session, run.queue(context));
            QD_CHECK(forgetQueue(context, *session, state.asidePrefix));
        }
    }
    report.reportPath = Journal::defaultFolder() + QLatin1String("/restore-") + state.runId + QLatin1String(".html");
    state.report = report;
    if (const Result<void> written = writeFileAtomically(report.reportPath, reportHtml(state, run.neighbours.clock.now())); !written) {
        run.warn(context, StepText::tr("The report could not be written: %1").arg(written.error().what));
        report.reportPath.clear();
    }
    context.sink().logLine(report.summary);
    return run.save();
}

/// No failure leaves a person alone with it.
Error withHint(Error error)
{
    if (!error.hint.isEmpty())
        return error;
    if (error.kind == ErrorKind::Corrupt)
        error.hint = StepText::tr("What was done is taken back. Choose another set: quarterdeckctl backup list");
    else
        error.hint = StepText::tr("What was done is taken back; what could not be stays in \"restore list\", for \"restore rollback\".");
    return error;
}

Step journaled(const std::shared_ptr<RestoreRun> &run, const char *id, const QString &title, Work work, Work undo = nullptr)
{
    Step step;
    step.id = QLatin1String(id);
    step.title = title;
    step.run = [run, work, id = step.id, title](JobContext &context) -> Result<void> {
        JournalState &state = run->state();
        if (state.done.contains(id)) {
            context.sink().logLine(StepText::tr("%1: done before.").arg(title));
            return {};
        }
        if (!state.begun.contains(id))
            state.begun.append(id);
        state.lastTitle = title;
        QD_CHECK(run->save());
        QElapsedTimer timer;
        timer.start();
        if (const Result<void> worked = work(*run, context); !worked)
            return fail(withHint(worked.error()));
        state.done.append(id);
        state.stepMs.insert(id, timer.elapsed());
        return run->save();
    };
    step.undo = [run, undo, id = step.id](JobContext &context) -> Result<void> {
        JournalState &state = run->state();
        if (!state.begun.contains(id))
            return {};
        if (undo != nullptr)
            QD_CHECK(undo(*run, context));
        state.begun.removeAll(id);
        state.done.removeAll(id);
        if (state.begun.isEmpty()) {
            state.over = QStringLiteral("rolled-back");
            run->report.quarantined = false;
        }
        return run->save();
    };
    return step;
}

} // namespace

QList<Step> restoreSteps(const std::shared_ptr<RestoreRun> &run)
{
    using backup::Part;
    const Request &request = run->request;
    const bool database = run->wants(Part::Postgres);
    const bool foreign = run->isForeign();
    const bool data = run->wants(Part::N8nData) && (!foreign || DataArchive::isIn(request.set));
    const bool files = run->wants(Part::Environment) || (run->wants(Part::Compose) && !foreign);
    QList<Step> plan;
    plan.append(journaled(run, "checks", StepText::tr("Check the set and the stack"), check));
    if (request.safetyBackup)
        plan.append(journaled(run, "safety", StepText::tr("Back up what is there now"), makeSafetyBackup));
    if (database && run->wants(Part::Globals) && !foreign)
        plan.append(journaled(run, "roles", StepText::tr("Make the roles that are missing"), makeRoles, dropRoles));
    if (database) {
        plan.append(journaled(run, "stage-database", StepText::tr("Restore into a new database, beside the one in use"), stageDatabase, dropStaged));
        plan.append(journaled(run, "compare", StepText::tr("Compare every table"), compare));
        plan.append(journaled(run, "key", StepText::tr("Try the encryption key"), tryKey));
        if (request.quarantine)
            plan.append(journaled(run, "quarantine", StepText::tr("Switch the triggers off in it"), quarantine));
    }
    if (data)
        plan.append(journaled(run, "stage-data", StepText::tr("Unpack n8n's data beside the one in use"), stageData, undoData));
    plan.append(journaled(run, "drain", StepText::tr("Let n8n finish and stop it"), closeDoors, reopenDoors));
    if (database || run->wants(Part::Redis))
        plan.append(journaled(run, "queue", StepText::tr("Set the queue aside"), asideQueue, undoQueue));
    if (data)
        plan.append(journaled(run, "swap-data", StepText::tr("Swap n8n's data folder"), swapData, undoData));
    if (files)
        plan.append(journaled(run, "files", StepText::tr("Swap the project's files"), swapProjectFiles, bringProjectFilesBack));
    if (data || files || request.key != KeyChoice::Current)
        plan.append(journaled(run, "place-key", StepText::tr("Put the encryption key where n8n looks for it"), placeKey, bringProjectFilesBack));
    if (database)
        plan.append(journaled(run, "swap-database", StepText::tr("Swap the databases"), swapDatabases, swapDatabasesBack));
    if (request.replayQueue || (run->wants(Part::Redis) && !database))
        plan.append(journaled(run, "replay", StepText::tr("Put the jobs of the set into the queue"), replay));
    plan.append(journaled(run, "start", request.quarantine && database ? StepText::tr("Start n8n without triggers") : StepText::tr("Start n8n"),
                          start, shutDoors));
    plan.append(journaled(run, "look", StepText::tr("Try the encryption key in force"), lookAfterwards));
    plan.append(journaled(run, "report", StepText::tr("Write the report"), finish));
    return plan;
}

QList<Step> lookSteps(const std::shared_ptr<RestoreRun> &run)
{
    return {journaled(run, "checks", StepText::tr("Check the set and the stack"), check),
            journaled(run, "stage-database", StepText::tr("Restore into a database of its own"), stageDatabase, dropStaged),
            journaled(run, "compare", StepText::tr("Compare every table"), compare),
            journaled(run, "report", StepText::tr("Write the report"), finish)};
}

} // namespace quarterdeck::restore
