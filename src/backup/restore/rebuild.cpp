// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuild.h"

#include "backup/keycheck.h"
#include "backup/psqlsession.h"
#include "backup/recordedplan.h"
#include "backup/restore/rebuildmodel.h"
#include "backup/restore/serverfeed.h"
#include "backup/setcontents.h"
#include "backup/snapshotfigures.h"
#include "backup/stream.h"
#include "foundation/units.h"
#include "stack/discovery.h"
#include "stack/lockedplan.h"
#include "stack/settingreader.h"

#include <QCoreApplication>
#include <QDir>
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

    [[nodiscard]] const backup::Manifest &manifest() const { return *request.set.manifest; }
    [[nodiscard]] const backup::PostgresFigure &figure() const { return *request.set.manifest->postgres; }
    [[nodiscard]] backup::PsqlSession session(const QString &database) const
    {
        return {neighbours.docker, server.containerId, server.user, database, figure().serverVersion};
    }

    const backup::Neighbours neighbours;
    compose::ComposePort &compose;
    Request request;
    Report &report;
    RebuildFiles files;
    RebuildModel model;
    MadeFiles made;
    bool composeRan = false;
    ServerAddress server;
    std::optional<VolumeRestore> data;
    QString madeVolume;
    QString madeDataFolder;
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
    QD_TRY(run.server, serverAddressOf(context, run.neighbours.docker, containers.first().id));
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

Result<FeedResult> feed(Run &run, const JobContext &context, const backup::FileEntry &entry, const QStringList &argv, const QString &options)
{
    QD_TRY(const std::unique_ptr<backup::FileSource> source,
           backup::FileSource::openEntry(context, run.request.set.path, entry, run.request.ageIdentityFile));
    return feedServer(context, run.neighbours.docker, run.server, argv, options, [&source](qsizetype maximum) { return source->read(maximum); });
}

Result<void> restoreGlobals(Run &run, const JobContext &context)
{
    const backup::FileEntry *globals = backup::findPart(run.manifest(), backup::Part::Globals);
    if (globals == nullptr) {
        run.report.warnings.append(RebuildText::tr("The set holds no roles; those of the project's own scripts are used."));
        return {};
    }
    QD_TRY(const FeedResult fed,
           feed(run, context, *globals,
                {QStringLiteral("psql"), QStringLiteral("-Xq"), QStringLiteral("--no-password"), QStringLiteral("--dbname=postgres"),
                 QStringLiteral("--file"), QStringLiteral("%PIPE%")},
                {}));
    const QStringList errors = errorsOfGlobals(fed.output);
    if (fed.exitCode != 0 || !errors.isEmpty()) {
        return fail(ErrorKind::Conflict, RebuildText::tr("The roles could not be restored."),
                    errors.isEmpty() ? fed.output : errors.join(QLatin1Char('\n')));
    }
    return {};
}

QString literal(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

/// The project's own scripts may have made an empty one with grants of theirs: that one is filled.
Result<void> ensureDatabase(Run &run, const JobContext &context)
{
    const backup::PostgresFigure &figure = run.figure();
    backup::PsqlSession maintenance = run.session(QStringLiteral("postgres"));
    QD_TRY(const postgres::Rows there,
           maintenance.query(context, QStringLiteral("SELECT 1 FROM pg_catalog.pg_database WHERE datname = ") + literal(figure.database)));
    if (there.rows.isEmpty()) {
        QString sql = QStringLiteral("CREATE DATABASE %1 TEMPLATE template0 ENCODING ").arg(backup::quoteIdentifier(figure.database))
            + literal(figure.encoding) + QLatin1String(" LC_COLLATE ") + literal(figure.collation) + QLatin1String(" LC_CTYPE ")
            + literal(figure.collation);
        if (!figure.owner.isEmpty())
            sql += QLatin1String(" OWNER ") + backup::quoteIdentifier(figure.owner);
        QD_CHECK(maintenance.query(context, sql));
        return {};
    }
    backup::PsqlSession session = run.session(figure.database);
    QD_TRY(const postgres::Rows tables,
           session.query(context,
                         QStringLiteral("SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")));
    if (tables.rows.value(0).value(0).value_or(QString()) != QLatin1String("0")) {
        return fail(ErrorKind::Conflict, RebuildText::tr("The project's own scripts filled the database %1 already.").arg(figure.database), {},
                    RebuildText::tr("Take from its initdb.d what makes tables, then try again."));
    }
    return {};
}

/// pglz is what a restore spends its time with; lz4 is several times faster, and read as well.
Result<QString> fasterSession(Run &run, const JobContext &context)
{
    backup::PsqlSession session = run.session(QStringLiteral("postgres"));
    QD_TRY(const postgres::Rows lz4,
           session.query(context,
                         QStringLiteral("SELECT 1 FROM pg_catalog.pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)")));
    return lz4.rows.isEmpty() ? QString()
                              : QStringLiteral("-c default_toast_compression=lz4 -c synchronous_commit=off -c maintenance_work_mem=128MB");
}

Result<void> restoreDatabase(Run &run, const JobContext &context)
{
    const backup::FileEntry *dump = backup::findPart(run.manifest(), backup::Part::Postgres);
    QD_CHECK(ensureDatabase(run, context));
    QD_TRY(const QString options, fasterSession(run, context));
    QStringList argv = {QStringLiteral("pg_restore"),      QStringLiteral("--format=custom"), QStringLiteral("--single-transaction"),
                        QStringLiteral("--exit-on-error"), QStringLiteral("--no-password"),   QStringLiteral("--dbname=") + run.figure().database};
    if (backup::findPart(run.manifest(), backup::Part::Globals) == nullptr && !run.figure().owner.isEmpty())
        argv << QStringLiteral("--no-owner") << QStringLiteral("--no-privileges") << QStringLiteral("--role=") + run.figure().owner;
    argv << QStringLiteral("%PIPE%");
    QD_TRY(const FeedResult fed, feed(run, context, *dump, argv, options));
    if (fed.exitCode != 0)
        return fail(ErrorKind::Conflict, RebuildText::tr("pg_restore could not restore the database."), fed.output);
    backup::PsqlSession session = run.session(run.figure().database);
    QD_CHECK(session.query(context, QStringLiteral("ANALYZE")));
    return {};
}

Result<void> compare(Run &run, const JobContext &context)
{
    backup::PsqlSession session = run.session(run.figure().database);
    QD_TRY(const QList<backup::TableFigure> found, backup::recomputeTableFigures(context, session, run.figure().tables));
    QStringList differences;
    qint64 rows = 0;
    for (qsizetype i = 0; i < found.size(); ++i) {
        const backup::TableFigure &wanted = run.figure().tables.at(i);
        const QString name = wanted.schema + QLatin1Char('.') + wanted.name;
        const bool same = wanted.digest.isEmpty() || wanted.digest == found.at(i).digest;
        run.report.tables.append({name, wanted.rows, found.at(i).rows, same});
        rows += found.at(i).rows;
        if (wanted.rows != found.at(i).rows || !same)
            differences.append(name);
    }
    if (!differences.isEmpty()) {
        return fail(
            ErrorKind::Corrupt,
            RebuildText::tr("Restored tables differ from those that were backed up: %1.").arg(differences.mid(0, 5).join(QLatin1String(", "))),
            differences.join(QLatin1Char('\n')));
    }
    context.sink().logLine(RebuildText::tr("%1 tables with %2 rows; rows and contents are equal.").arg(found.size()).arg(rows));
    return {};
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
    } else if (target.mount.type == QLatin1String("bind") && !QFileInfo::exists(target.mount.source)) {
        if (!QDir().mkpath(target.mount.source))
            return fail(ErrorKind::Auth, RebuildText::tr("Could not make the folder %1.").arg(target.mount.source));
        run.madeDataFolder = target.mount.source;
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
    backup::PsqlSession session = run.session(run.figure().database);
    QD_TRY(const backup::KeyMaterial material, backup::readKeyMaterial(context, session, run.figure().schema, run.figure().tablePrefix));
    const backup::KeyReport report = backup::examineKey(key.key, material.credentials, material.deploymentKeys);
    run.report.keyFit = report.fit;
    if (report.fit == backup::KeyFit::DoesNotFit && run.manifest().keyFit == backup::KeyFit::Fits) {
        return fail(ErrorKind::Auth,
                    RebuildText::tr("The encryption key does not open the restored credentials, though it did when they were backed up."));
    }
    run.report.tookMs = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - run.began).count();
    run.report.summary = RebuildText::tr("%1 was rebuilt from %2 in %3: %4.")
                             .arg(run.report.stackId, run.report.setId, formatDuration(std::chrono::milliseconds(run.report.tookMs)), stack.n8nUrl);
    run.report.toCheck.append(RebuildText::tr("The queue is empty: executions that waited or ran when the set was made do not run again."));
    if (run.request.quarantine)
        run.report.toCheck.append(RebuildText::tr("Triggers and schedules are on, as in the set: a rebuilt stack is not kept in quarantine."));
    return {};
}

Step step(const Shared &run, const char *id, const QString &title, Result<void> (*work)(Run &, const JobContext &),
          Result<void> (*undo)(Run &, const JobContext &) = nullptr)
{
    Step made;
    made.id = QLatin1String(id);
    made.title = title;
    made.run = [run, work](JobContext &context) { return work(*run, context); };
    if (undo != nullptr)
        made.undo = [run, undo](JobContext &context) { return undo(*run, context); };
    return made;
}

} // namespace

QList<Step> rebuildPlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                        const backup::Recording &recording, Report &report)
{
    const Shared run = std::make_shared<Run>(neighbours, compose, request, report);
    QList<Step> plan;
    plan.append(step(run, "checks", RebuildText::tr("Check the set and the machine"), check));
    plan.append(step(run, "files", RebuildText::tr("Write the project's files"), writeFiles, [](Run &r, const JobContext &) -> Result<void> {
        removeMade(r.made);
        return {};
    }));
    plan.append(step(run, "servers", RebuildText::tr("Start PostgreSQL and Redis"), startServers, takeDown));
    plan.append(step(run, "globals", RebuildText::tr("Restore the roles"), restoreGlobals));
    plan.append(step(run, "postgres", RebuildText::tr("Restore the database"), restoreDatabase));
    plan.append(step(run, "compare", RebuildText::tr("Compare every table"), compare));
    plan.append(step(run, "n8n-data", RebuildText::tr("Restore n8n's data folder"), restoreData, undoData));
    plan.append(step(
        run, "main", RebuildText::tr("Start n8n"), [](Run &r, const JobContext &context) { return up(r, context, {r.model.main}); }, takeDown));
    plan.append(step(
        run, "workers", RebuildText::tr("Start everything else"), [](Run &r, const JobContext &context) { return up(r, context, {}); }, takeDown));
    plan.append(step(run, "key", RebuildText::tr("Try the encryption key"), tryKey));

    const QString stackId = !request.projectName.isEmpty() ? request.projectName : request.set.manifest ? request.set.manifest->stackId : QString();
    backup::RunRecord record;
    record.stackId = stackId;
    record.operation = QStringLiteral("restore");
    record.setId = request.set.id;
    record.bytes = request.set.size;
    return backup::recordedPlan(stack::lockedPlan(plan, stackId, QStringLiteral("restore")), neighbours, {}, recording, record,
                                [&report](backup::RunRecord &done) { done.summary = report.summary; });
}

} // namespace quarterdeck::restore
