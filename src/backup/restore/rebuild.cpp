// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuild.h"

#include "backup/recordedplan.h"
#include "backup/restore/rebuildchecks.h"
#include "backup/restore/rebuildmodel.h"
#include "backup/restore/restorerun.h"
#include "backup/restore/roomwatch.h"
#include "backup/setcontents.h"
#include "foundation/atomicfile.h"
#include "foundation/units.h"
#include "stack/discovery.h"
#include "stack/lockedplan.h"
#include "stack/sandboxfiles.h"
#include "stack/settingreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace quarterdeck::restore {

namespace {

using namespace std::chrono_literals;

struct RebuildText
{
    Q_DECLARE_TR_FUNCTIONS(Rebuild)
};

constexpr int healthySeconds = 300;

/// What becomes of the stack that is made.
enum class Aim { Stay, Rehearsal, Clone };

/// What the steps share.
struct Run
{
    Run(const backup::Neighbours &around, compose::ComposePort &theCompose, Request wanted, Report &theReport)
        : neighbours(around)
        , compose(theCompose)
        , request(std::move(wanted))
        , report(theReport)
    {
    }

    Result<void> save()
    {
        if (!journal)
            return {};
        journal->state().report = report;
        return journal->save();
    }
    [[nodiscard]] const backup::Manifest &manifest() const { return *request.set.manifest; }
    [[nodiscard]] const backup::PostgresFigure &figure() const { return *request.set.manifest->postgres; }

    const backup::Neighbours neighbours;
    compose::ComposePort &compose;
    Request request;
    Report &report;
    std::unique_ptr<Journal> journal;
    RebuildFiles files;
    RebuildModel model;
    MadeFiles made;
    bool composeRan = false;
    std::optional<DatabaseRestore> database;
    std::optional<VolumeRestore> data;
    QString madeVolume;
    QString madeDataFolder;
    QString url; ///< where n8n answers
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};
using Shared = std::shared_ptr<Run>;

Result<void> check(Run &run, const JobContext &context)
{
    run.began = std::chrono::steady_clock::now();
    QD_TRY(const QList<backup::PreflightCheck> checks, rebuildChecks(context, run.neighbours, run.compose, run.request));
    for (const backup::PreflightCheck &one : checks) {
        context.sink().logLine(one.text);
        if (one.verdict == backup::PreflightCheck::Verdict::Failed)
            return fail(one.kind, one.text, {}, one.remedy);
        if (one.verdict == backup::PreflightCheck::Verdict::Warning)
            run.report.warnings.append(one.text);
    }
    QD_TRY(run.files, readProject(context, run.request));
    run.report.toCheck += run.files.toCheck;
    run.report.setId = run.request.set.id;
    run.report.stackId = run.files.project.name;
    return {};
}

Result<void> writeFiles(Run &run, const JobContext &context)
{
    const MadeFiles planned = plannedFiles(run.files);
    run.journal->state().madeFolders = planned.folders;
    for (const QString &path : planned.files)
        run.journal->state().files.append({path, {}});
    QD_CHECK(run.save());
    QD_CHECK(writeProject(run.files, run.made));
    context.sink().logLine(RebuildText::tr("%1 files in %2.").arg(run.files.files.size()).arg(run.files.project.workingDir));
    QD_TRY(run.model, readRebuildModel(context, run.compose, run.files, run.manifest()));
    return {};
}

Result<void> up(Run &run, const JobContext &context, const QStringList &services)
{
    run.composeRan = true;
    compose::UpOptions options;
    options.services = services;
    options.waitHealthy = true;
    options.waitTimeoutSeconds = healthySeconds;
    return run.compose.up(context, run.files.project, options);
}

Result<void> startServers(Run &run, const JobContext &context)
{
    QStringList services = {run.model.postgres};
    if (!run.model.redis.isEmpty())
        services.append(run.model.redis);
    QD_CHECK(up(run, context, services));
    QD_TRY(const QList<docker::ContainerSummary> containers,
           run.neighbours.docker.listContainers(context, false,
                                                {QLatin1String("com.docker.compose.project=") + run.files.project.name,
                                                 QLatin1String("com.docker.compose.service=") + run.model.postgres}));
    if (containers.isEmpty())
        return fail(ErrorKind::Internal, RebuildText::tr("Compose started no PostgreSQL."));
    QD_TRY(const ServerAddress server, serverAddressOf(context, run.neighbours.docker, containers.first().id));
    run.database.emplace(run.neighbours.docker, server, run.request.set, run.request.ageIdentityFile);
    return {};
}

/// Everything under the project's name is ours: the checks saw that there was nothing.
Result<void> takeDown(Run &run, const JobContext &context)
{
    if (!run.composeRan)
        return {};
    QD_CHECK(run.compose.down(context, run.files.project, true));
    run.composeRan = false;
    return {};
}

Result<void> restoreGlobals(Run &run, const JobContext &context)
{
    if (backup::findPart(run.manifest(), backup::Part::Globals) == nullptr) {
        run.report.warnings.append(RebuildText::tr("The set holds no roles; those of the project's own scripts are used."));
        return {};
    }
    return run.database->restoreGlobals(context);
}

/// The project's own scripts may have made an empty one with grants of theirs: that one is filled.
Result<void> ensureDatabase(Run &run, const JobContext &context)
{
    const backup::PostgresFigure &figure = run.figure();
    QD_TRY(const bool there, run.database->exists(context, figure.database));
    if (!there) {
        QD_CHECK(run.database->create(context, figure.database, {}));
        return {};
    }
    backup::PsqlSession session = run.database->session(figure.database);
    QD_TRY(const postgres::Rows tables,
           session.query(context,
                         QStringLiteral("SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")));
    if (tables.rows.value(0).value(0).value_or(QString()) != QLatin1String("0")) {
        return fail(ErrorKind::Conflict, RebuildText::tr("The project's own scripts filled the database %1 already.").arg(figure.database), {},
                    RebuildText::tr("Take from its initdb.d what makes tables, then try again."));
    }
    return {};
}

Result<void> restoreDatabase(Run &run, const JobContext &context)
{
    QD_CHECK(ensureDatabase(run, context));
    // Without the set's roles everything belongs to the one that the project's own scripts made.
    const bool roles = backup::findPart(run.manifest(), backup::Part::Globals) != nullptr;
    // Its disk is that of other servers too.
    return keepingRoom(context, run.neighbours.docker, run.database->server().containerId, [&](const JobContext &inner) {
        return run.database->load(inner, run.figure().database, roles ? QString() : run.figure().owner);
    });
}

Result<void> compare(Run &run, const JobContext &context)
{
    return run.database->compare(context, run.figure().database, run.report.tables);
}

Result<void> restoreData(Run &run, const JobContext &context)
{
    if (backup::findPart(run.manifest(), backup::Part::N8nData) == nullptr)
        return {};
    DataTarget target = run.model.data;
    if (target.mount.type.isEmpty()) {
        run.report.warnings.append(RebuildText::tr("%1 of main is on no volume: what was in it is not restored.").arg(target.folder));
        return {};
    }
    QD_TRY(const docker::ImageDetails image, run.neighbours.docker.inspectImage(context, run.model.images.value(run.model.main)));
    target.image = image.id;
    if (run.model.dataVolume && !run.model.dataVolume->external) {
        // With Compose's own labels it is taken for the project's, used and removed with it.
        QD_CHECK(run.neighbours.docker.createVolume(context, run.model.dataVolume->name,
                                                    {{QStringLiteral("com.docker.compose.project"), run.files.project.name},
                                                     {QStringLiteral("com.docker.compose.volume"), run.model.dataVolume->key}}));
        run.madeVolume = run.model.dataVolume->name;
        run.journal->state().madeVolume = run.madeVolume;
    } else if (target.mount.type == QLatin1String("bind") && !QFileInfo::exists(target.mount.source)) {
        if (!QDir().mkpath(target.mount.source))
            return fail(ErrorKind::Auth, RebuildText::tr("Could not make the folder %1.").arg(target.mount.source));
        run.madeDataFolder = target.mount.source;
        run.journal->state().madeDataFolder = run.madeDataFolder;
    }
    run.data.emplace(run.neighbours.docker, target, run.neighbours.clock.now().toUTC().toString(QStringLiteral("yyyyMMdd_HHmmss")));
    QD_CHECK(run.data->stage(context, run.request.set, run.request.ageIdentityFile));
    QD_CHECK(run.data->swap(context));
    // A volume that was made just now has no old contents worth a name.
    return run.madeVolume.isEmpty() && run.madeDataFolder.isEmpty() ? Result<void>() : run.data->dropOld(context);
}

Result<void> undoData(Run &run, const JobContext &context)
{
    if (!run.madeVolume.isEmpty()) {
        if (const Result<void> gone = run.neighbours.docker.removeVolume(context, run.madeVolume, true);
            !gone && gone.error().kind != ErrorKind::NotFound)
            return gone;
        return {};
    }
    if (!run.data)
        return {};
    QD_CHECK(run.data->undo(context));
    if (!run.madeDataFolder.isEmpty())
        ::rmdir(QFile::encodeName(run.madeDataFolder).constData());
    return {};
}

Result<void> tryKey(Run &run, const JobContext &context)
{
    QD_TRY(const stack::Stack stack, stack::Discovery(run.neighbours.docker, run.compose).read(context, run.files.project.name));
    const stack::Service *main = stack.service(stack::Role::Main);
    if (main == nullptr)
        return fail(ErrorKind::Internal, RebuildText::tr("n8n runs, but it is not found."));
    QD_TRY(const stack::KeyInForce key, stack::readEncryptionKey(context, run.neighbours.docker, *main));
    QD_TRY(const backup::KeyReport report,
           run.database->examine(context, run.figure().database, key.key, run.figure().schema, run.figure().tablePrefix));
    run.report.keyFit = report.fit;
    if (report.fit == backup::KeyFit::DoesNotFit && run.manifest().keyFit == backup::KeyFit::Fits) {
        return fail(ErrorKind::Auth,
                    RebuildText::tr("The encryption key does not open the restored credentials, though it did when they were backed up."));
    }
    run.url = stack.n8nUrl;
    // Compose waited until its health check passed.
    run.report.health = RebuildText::tr("n8n %1 is ready: %2").arg(main->version, stack.n8nUrl);
    run.report.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - run.began).count();
    run.report.summary = RebuildText::tr("%1 was rebuilt from %2 in %3: %4.")
                             .arg(run.report.stackId, run.report.setId, formatDuration(std::chrono::milliseconds(run.report.tookMs)), stack.n8nUrl);
    if (run.request.scenario == Scenario::Rebuild)
        run.report.toCheck.append(RebuildText::tr("The queue is empty: executions that waited or ran when the set was made do not run again."));
    return {};
}

Result<void> quarantine(Run &run, const JobContext &context)
{
    backup::PsqlSession session = run.database->session(run.figure().database);
    QD_TRY(const int workflows, quarantineDatabase(context, session, run.figure().schema, run.figure().tablePrefix));
    context.sink().logLine(RebuildText::tr("Workflows that wait for their release: %1.").arg(workflows));
    QD_TRY(run.report.wouldHaveFired,
           schedulesOf(context, session, run.figure().schema, run.figure().tablePrefix, run.request.set.time, run.neighbours.clock.now()));
    return {};
}

Result<void> beginJournal(Run &run, const JobContext &)
{
    JournalState state;
    state.stackId = run.files.project.name;
    state.ofStack = run.manifest().stackId;
    state.scenario = run.request.scenario;
    state.startedAt = run.neighbours.clock.now();
    state.stamp = state.startedAt.toUTC().toString(QStringLiteral("yyyyMMdd_HHmmss"));
    state.setId = run.request.set.id;
    state.setPath = run.request.set.path;
    state.setBytes = run.request.set.size;
    state.ageIdentityFile = run.request.ageIdentityFile;
    state.parts = run.request.parts;
    state.projectFolder = run.files.project.workingDir;
    state.projectName = run.files.project.name;
    state.ports = run.request.ports;
    state.asClone = run.request.asClone;
    state.quarantine = run.request.quarantine;
    state.database = run.figure().database;
    QD_TRY(run.journal, Journal::create(std::move(state)));
    run.report.runId = run.journal->state().runId;
    return {};
}

Result<void> finish(Run &run, const JobContext &context)
{
    JournalState &state = run.journal->state();
    const bool clone = run.request.scenario == Scenario::LookInside;
    run.report.quarantined = run.request.quarantine && !clone;
    if (clone) {
        run.report.cloneUrl = run.url;
        run.report.summary = RebuildText::tr("A clone of %1 answers at %2; it was made in %3.")
                                 .arg(run.report.setId, run.url, formatDuration(std::chrono::milliseconds(run.report.tookMs)));
        run.report.wouldHaveFired.clear();
        run.report.toCheck.append(
            RebuildText::tr("Log in as in the original, in a private window: browsers share n8n's login between ports of one address."));
        run.report.toCheck.append(
            RebuildText::tr("Its triggers are off and it has no workers. What is started by hand acts on the outside all the same."));
        run.report.toCheck.append(RebuildText::tr("It stays until it is removed: quarterdeckctl restore rollback %1").arg(state.runId));
    }
    if (run.report.quarantined) {
        run.report.toCheck.append(
            RebuildText::tr("Triggers are off and workers not started. Look around, then release it: quarterdeckctl restore release %1")
                .arg(state.runId));
    }
    state.ended = true;
    state.over = run.report.quarantined || clone ? QString() : QStringLiteral("released");
    run.report.reportPath = Journal::defaultFolder() + QLatin1String("/restore-") + state.runId + QLatin1String(".html");
    state.report = run.report;
    if (const Result<void> written = writeFileAtomically(run.report.reportPath, reportHtml(state, run.neighbours.clock.now())); !written) {
        run.report.warnings.append(RebuildText::tr("The report could not be written: %1").arg(written.error().what));
        run.report.reportPath.clear();
    }
    context.sink().logLine(run.report.summary);
    QD_CHECK(run.save());
    run.journal.reset();
    return {};
}

Result<void> moveAside(Run &run, const JobContext &context)
{
    QD_TRY(run.request, aside(context, run.neighbours, run.compose, run.request));
    return {};
}

Result<void> endRehearsal(Run &run, const JobContext &context)
{
    QD_CHECK(removeRebuilt(context, run.neighbours.docker, run.journal->state()));
    run.composeRan = false;
    run.report.quarantined = false;
    run.report.toCheck.clear();
    run.report.wouldHaveFired.clear();
    run.report.summary = RebuildText::tr("%1 becomes a working n8n in %2 on this machine; what was made for that is gone again.")
                             .arg(run.report.setId, formatDuration(std::chrono::milliseconds(run.report.tookMs)));
    run.journal->state().ended = true;
    run.journal->state().over = QStringLiteral("released");
    context.sink().logLine(run.report.summary);
    QD_CHECK(run.save());
    run.journal.reset();
    return {};
}

Step step(const Shared &run, const char *id, const QString &title, Result<void> (*work)(Run &, const JobContext &),
          Result<void> (*undo)(Run &, const JobContext &) = nullptr)
{
    Step made;
    made.id = QLatin1String(id);
    made.title = title;
    made.run = [run, work, id = made.id, title](JobContext &context) -> Result<void> {
        if (run->journal) {
            run->journal->state().begun.append(id);
            run->journal->state().lastTitle = title;
            QD_CHECK(run->save());
        }
        QElapsedTimer timer;
        timer.start();
        QD_CHECK(work(*run, context));
        if (run->journal) {
            run->journal->state().done.append(id);
            run->journal->state().stepMs.insert(id, timer.elapsed());
        }
        return run->save();
    };
    if (undo != nullptr)
        made.undo = [run, undo](JobContext &context) { return undo(*run, context); };
    return made;
}

QList<Step> stepsOf(const Shared &run, Aim aim)
{
    QList<Step> plan;
    const bool beside = aim != Aim::Stay;
    if (beside)
        plan.append(step(run, "aside", RebuildText::tr("Choose a name, a folder and ports that nobody has"), moveAside));
    plan.append(step(run, "checks", RebuildText::tr("Check the set and the machine"), check));
    plan.append(step(run, "journal", RebuildText::tr("Begin the journal"), beginJournal, [](Run &r, const JobContext &) -> Result<void> {
        // Undone last: nothing is left that it would be needed for.
        if (r.journal)
            r.journal->discard();
        r.journal.reset();
        return {};
    }));
    plan.append(step(run, "files", RebuildText::tr("Write the project's files"), writeFiles, [](Run &r, const JobContext &) -> Result<void> {
        removeMade(r.made);
        return {};
    }));
    plan.append(step(run, "servers", RebuildText::tr("Start PostgreSQL and Redis"), startServers, takeDown));
    plan.append(step(run, "globals", RebuildText::tr("Restore the roles"), restoreGlobals));
    plan.append(step(run, "postgres", RebuildText::tr("Restore the database"), restoreDatabase));
    plan.append(step(run, "compare", RebuildText::tr("Compare every table"), compare));
    if (beside || run->request.quarantine)
        plan.append(step(run, "quarantine", RebuildText::tr("Switch the triggers off"), quarantine));
    plan.append(step(run, "n8n-data", RebuildText::tr("Restore n8n's data folder"), restoreData, undoData));
    plan.append(step(
        run, "main", RebuildText::tr("Start n8n"), [](Run &r, const JobContext &context) { return up(r, context, {r.model.main}); }, takeDown));
    if (!beside && !run->request.quarantine)
        plan.append(step(
            run, "workers", RebuildText::tr("Start everything else"), [](Run &r, const JobContext &context) { return up(r, context, {}); },
            takeDown));
    plan.append(step(run, "key", RebuildText::tr("Try the encryption key"), tryKey));
    plan.append(aim == Aim::Rehearsal ? step(run, "remove", RebuildText::tr("Remove what was made"), endRehearsal)
                                      : step(run, "report", RebuildText::tr("Write the report"), finish));
    return plan;
}

QList<Step> planOf(const Shared &run, const QString &stackId, Aim aim, const backup::Recording &recording)
{
    backup::RunRecord record;
    record.stackId = stackId;
    record.operation = aim == Aim::Rehearsal ? QStringLiteral("rehearse") : QStringLiteral("restore");
    record.setId = run->request.set.id;
    record.bytes = run->request.set.size;
    QList<Step> plan = stepsOf(run, aim);
    // What is made beside the stack touches nothing of it, so that it need not keep others off.
    if (aim == Aim::Stay)
        plan = stack::lockedPlan(std::move(plan), stackId, QStringLiteral("restore"));
    return backup::recordedPlan(std::move(plan), run->neighbours, {}, recording, record,
                                [run](backup::RunRecord &done) { done.summary = run->report.summary; });
}

} // namespace

QList<Step> rebuildPlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                        const backup::Recording &recording, Report &report)
{
    const QString stackId = !request.projectName.isEmpty() ? request.projectName : request.set.manifest ? request.set.manifest->stackId : QString();
    return planOf(std::make_shared<Run>(neighbours, compose, request, report), stackId, Aim::Stay, recording);
}

QList<Step> rehearsePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                         const backup::Recording &recording, Report &report)
{
    const QString stackId = request.set.manifest ? request.set.manifest->stackId : QString();
    return planOf(std::make_shared<Run>(neighbours, compose, request, report), stackId, Aim::Rehearsal, recording);
}

QList<Step> clonePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request, const backup::Recording &recording,
                      Report &report)
{
    const QString stackId = request.set.manifest ? request.set.manifest->stackId : QString();
    return planOf(std::make_shared<Run>(neighbours, compose, request, report), stackId, Aim::Clone, recording);
}

Result<Request> aside(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose, Request request)
{
    const QString mark = neighbours.clock.now().toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QLatin1String kind(request.scenario == Scenario::Rehearse ? "rehearsal-" : "clone-");
    request.projectName = QLatin1String("quarterdeck-") + kind + mark;
    request.projectFolder = Journal::defaultFolder() + QLatin1Char('/') + kind + mark;
    request.quarantine = true;
    request.ports.clear();
    QD_TRY(const RebuildFiles files, readProject(context, request));
    QD_TRY(const RebuildModel model, tryRebuildModel(context, compose, files, *request.set.manifest));
    constexpr quint16 first = 20000;
    quint16 next = first;
    for (const quint16 port : model.ports) {
        while (!stack::isPortFree(next))
            ++next;
        request.ports.insert(port, next++);
    }
    return request;
}

Result<void> removeRebuilt(const JobContext &context, docker::DockerPort &docker, const JournalState &state)
{
    const QString key = QStringLiteral("com.docker.compose.project");
    QD_TRY(const QList<docker::ContainerSummary> containers, docker.listContainers(context, true, {key + QLatin1Char('=') + state.projectName}));
    const auto gone = [](const Result<void> &removed) { return removed || removed.error().kind == ErrorKind::NotFound; };
    for (const docker::ContainerSummary &container : containers) {
        if (const Result<void> removed = docker.removeContainer(context, container.id, true, true); !gone(removed))
            return removed;
    }
    QD_TRY(const QList<docker::Network> networks, docker.listNetworks(context));
    for (const docker::Network &network : networks) {
        if (network.labels.value(key) != state.projectName)
            continue;
        if (const Result<void> removed = docker.removeNetwork(context, network.id); !gone(removed))
            return removed;
    }
    QD_TRY(const QList<docker::Volume> volumes, docker.listVolumes(context));
    for (const docker::Volume &volume : volumes) {
        if (volume.labels.value(key) != state.projectName && volume.name != state.madeVolume)
            continue;
        if (const Result<void> removed = docker.removeVolume(context, volume.name, false); !gone(removed))
            return removed;
    }
    MadeFiles made;
    made.folders = state.madeFolders;
    for (const ReplacedFile &file : state.files)
        made.files.append(file.path);
    removeMade(made);
    if (!state.madeDataFolder.isEmpty())
        ::rmdir(QFile::encodeName(state.madeDataFolder).constData());
    return {};
}

} // namespace quarterdeck::restore
