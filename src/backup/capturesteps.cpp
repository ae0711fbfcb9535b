// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/capturesteps.h"

#include "backup/projectfiles.h"
#include "backup/rdbcheck.h"
#include "backup/redissave.h"
#include "backup/setreadme.h"
#include "backup/snapshotfigures.h"
#include "backup/tarwalk.h"
#include "foundation/units.h"
#include "stack/containerfile.h"
#include "stack/settingreader.h"

#include <QCoreApplication>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct CaptureText
{
    Q_DECLARE_TR_FUNCTIONS(Capture)
};

// A file of Redis or of n8n that changes under our hands is read again; more often than this it never stands still.
constexpr int maximumAttempts = 3;

const stack::Container *runningContainer(const stack::Service *service)
{
    if (service == nullptr)
        return nullptr;
    for (const stack::Container &container : service->containers) {
        if (container.state == QLatin1String("running"))
            return &container;
    }
    return nullptr;
}

/// As the superuser where the stack names one, else as n8n itself.
Result<std::unique_ptr<PostgresSnapshot>> openSnapshot(CaptureRun &run, const JobContext &context)
{
    run.credentials = dumpCredentials(run.stack);
    Result<std::unique_ptr<PostgresSnapshot>> snapshot
        = PostgresSnapshot::open(context, run.neighbours.postgres, run.credentials, run.settings.lockWait);
    if (snapshot || snapshot.error().kind != ErrorKind::Auth || !run.credentials.superuser)
        return snapshot;
    // POSTGRES_PASSWORD counts at the first start only; it may have been changed since.
    run.say(context,
            CaptureText::tr("The password of %1 in the stack's settings is not the one in force; going on as n8n's own role.")
                .arg(run.credentials.coordinates.user));
    run.credentials.superuser = false;
    run.credentials.coordinates.user = run.stack.database.coordinates.user;
    run.credentials.coordinates.password = run.stack.database.coordinates.password;
    return PostgresSnapshot::open(context, run.neighbours.postgres, run.credentials, run.settings.lockWait);
}

Result<void> tryKey(CaptureRun &run, const JobContext &context)
{
    const stack::Service *main = run.stack.service(stack::Role::Main);
    if (main == nullptr)
        return {};
    const Result<stack::KeyInForce> key = stack::readEncryptionKey(context, run.neighbours.docker, *main);
    if (!key) {
        run.manifest.keyFit = KeyFit::NoKey;
        run.warn(
            context,
            CaptureText::tr("The encryption key of n8n was not found: without it no credential in this set can be read. %1").arg(key.error().what));
        return {};
    }
    run.manifest.keyFingerprint = keyFingerprint(key->key);
    run.manifest.keyOrigin = stack::keyOriginName(key->origin);
    QD_TRY(const KeyMaterial material, readKeyMaterial(context, run.snapshot->session(), run.stack.database.schema, run.stack.database.tablePrefix));
    const KeyReport found = examineKey(key->key, material.credentials, material.deploymentKeys);
    run.manifest.keyFit = found.fit;
    if (found.fit == KeyFit::DoesNotFit) {
        run.warn(context,
                 CaptureText::tr("The encryption key in force does not open the credentials in the database (%1 of %2 opened). Restored "
                                 "with this key they cannot be read.")
                     .arg(found.opened)
                     .arg(found.tried));
    } else if (!found.unreadable.isEmpty()) {
        run.warn(context,
                 CaptureText::tr("%1 of %2 credentials were made under another key and cannot be read: %3")
                     .arg(found.unreadable.size())
                     .arg(found.tried)
                     .arg(found.unreadable.join(QLatin1String(", "))));
    }
    return {};
}

Result<qint64> runningExecutions(CaptureRun &run, const JobContext &context)
{
    const QString table = quoteIdentifier(run.stack.database.schema) + QLatin1Char('.')
        + quoteIdentifier(run.stack.database.tablePrefix + QLatin1String("execution_entity"));
    QD_TRY(const postgres::Rows rows,
           run.snapshot->session().query(context, QStringLiteral("SELECT count(*) FROM %1 WHERE status = 'running'").arg(table)));
    return rows.rows.value(0).value(0).value_or(QString()).toLongLong();
}

void redisIsMissing(CaptureRun &run, const JobContext &context, const QString &why)
{
    run.manifest.notCovered.append(QStringLiteral("redis-missing"));
    run.warn(context, CaptureText::tr("The queue is not in this set: %1").arg(why));
}

Result<void> copyRdb(CaptureRun &run, const JobContext &context, const QString &containerId, const RedisSave &save)
{
    RdbCheck check;
    const CaptureRun::FileWanted wanted{QStringLiteral("redis"), QStringLiteral("redis.rdb"), Part::Redis, true, false, save.path};
    QD_CHECK(run.writeFile(context, wanted, [&](const docker::ByteSink &sink) -> Result<void> {
        QD_CHECK(stack::readContainerFile(context, run.neighbours.docker, containerId, save.path, [&](QByteArrayView bytes) {
            check.feed(bytes);
            return sink(bytes);
        }));
        return {};
    }));
    if (const Result<RdbFigure> whole = check.finish(); !whole) {
        run.dropLastFile();
        return fail(whole.error());
    }
    return {};
}

Result<void> lookIntoDatabase(CaptureRun &run, const JobContext &context)
{
    QD_TRY(run.snapshot, openSnapshot(run, context));
    run.capturedAt(run.neighbours.clock.monotonic());
    QD_TRY(PostgresFigure figure, readServerFigure(context, run.snapshot->session(), run.stack.database.schema, run.stack.database.tablePrefix));
    figure.snapshot = run.snapshot->id();
    figure.snapshotTaken = run.snapshot->taken();
    run.say(context,
            CaptureText::tr("PostgreSQL %1, database %2, %3, newest migration %4.")
                .arg(figure.serverVersionText, figure.database, formatBytes(figure.databaseSize),
                     figure.migrationHead.isEmpty() ? CaptureText::tr("none") : figure.migrationHead));
    run.manifest.postgres = figure;
    QD_TRY(const QStringList gaps, readStorageGaps(context, run.snapshot->session(), run.stack.database.schema, run.stack.database.tablePrefix));
    run.manifest.notCovered += gaps;
    for (const QString &gap : gaps)
        run.warn(context, CaptureText::tr("Some data of n8n is kept outside the database and is not in this set: %1").arg(gap));
    QD_CHECK(tryKey(run, context));
    if (run.settings.niceWhenBusy) {
        const Result<qint64> running = runningExecutions(run, context);
        run.busy = running.value_or(0) > 0;
        if (run.busy)
            run.say(context, CaptureText::tr("%1 executions run: taking it slowly.").arg(*running));
    }
    return {};
}

Result<void> dumpAndCount(CaptureRun &run, const JobContext &context)
{
    const CaptureRun::FileWanted wanted{QStringLiteral("postgres"), QStringLiteral("postgres.dump"), Part::Postgres};
    const auto began = run.neighbours.clock.monotonic();
    QD_CHECK(run.writeFile(context, wanted, [&](const docker::ByteSink &sink) {
        return dumpDatabase(context, run.neighbours.docker, run.stack, run.credentials, run.snapshot->id(), sink, run.settings.lockWait);
    }));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(run.neighbours.clock.monotonic() - began);
    const FileEntry &dump = run.manifest.files.last();
    run.say(context, CaptureText::tr("Dumped %1 into %2 in %3.").arg(formatBytes(dump.rawSize), formatBytes(dump.size), formatDuration(took)));
    if (dump.rawSize == 0)
        return fail(ErrorKind::Corrupt, CaptureText::tr("pg_dump wrote nothing, without an error of its own."), {},
                    CaptureText::tr("Look into the log of PostgreSQL, then back up again. Nothing was changed."));
    QD_TRY(run.manifest.postgres->tables, readTableFigures(context, run.snapshot->session()));
    qint64 rows = 0;
    for (const TableFigure &table : std::as_const(run.manifest.postgres->tables))
        rows += table.rows;
    run.say(context, CaptureText::tr("%1 tables with %2 rows counted in the same snapshot.").arg(run.manifest.postgres->tables.size()).arg(rows));
    return {};
}

Result<void> inWordsOfABackup(const Result<void> &result)
{
    return result ? result : fail(explained(result.error()));
}

} // namespace

Result<void> takeSnapshot(CaptureRun &run, const JobContext &context)
{
    return inWordsOfABackup(lookIntoDatabase(run, context));
}

Result<void> captureRedis(CaptureRun &run, const JobContext &context)
{
    if (!run.stack.queue.enabled)
        return {};
    const stack::Container *container = runningContainer(run.stack.service(run.stack.queue.service));
    if (container == nullptr) {
        redisIsMissing(run, context, CaptureText::tr("Redis does not run in this stack."));
        return {};
    }
    redis::Coordinates coordinates = run.stack.queue.coordinates;
    coordinates.host = run.stack.queue.access.host;
    coordinates.port = run.stack.queue.access.port;
    const Result<std::unique_ptr<redis::Session>> session = run.neighbours.redis.connect(context.withTimeout(15s), coordinates);
    if (!session) {
        QD_CHECK(context.checkpoint());
        redisIsMissing(run, context, session.error().what);
        return {};
    }
    for (int attempt = 1;; ++attempt) {
        std::chrono::steady_clock::time_point began;
        const Result<RedisSave> save = saveRedis(context, **session, [&] { began = run.neighbours.clock.monotonic(); });
        // After a save that failed Redis refuses every write, unless told otherwise: it
        // must not stay like that because of us when another try would have helped.
        if (!save && save.error().kind == ErrorKind::Internal && attempt < maximumAttempts) {
            run.say(context, save.error().what + QLatin1Char(' ') + CaptureText::tr("Once more."));
            QD_CHECK(context.sleep(2s));
            continue;
        }
        if (!save) {
            QD_CHECK(context.checkpoint());
            redisIsMissing(run, context, QStringList{save.error().what, save.error().detail, save.error().hint}.join(QLatin1Char(' ')).simplified());
            return {};
        }
        const Result<void> copied = copyRdb(run, context, container->id, *save);
        const Result<bool> again = savedAgain(context, **session, *save);
        if (!again) {
            QD_CHECK(context.checkpoint());
            if (copied) // of which save cannot be told
                run.dropLastFile();
            redisIsMissing(run, context, again.error().what);
            return {};
        }
        if (copied && !*again) {
            run.capturedAt(began);
            run.manifest.redis = save->figure;
            run.say(context, CaptureText::tr("Redis %1 saved %2 keys.").arg(save->figure.version).arg(save->figure.keys));
            return {};
        }
        if (copied) // whole, but of a later save than the figures
            run.dropLastFile();
        else if (copied.error().kind != ErrorKind::Corrupt && copied.error().kind != ErrorKind::NotFound)
            return copied;
        if (attempt == maximumAttempts) {
            redisIsMissing(run, context,
                           copied ? CaptureText::tr("It saves all the time, so that its file never stands still.") : copied.error().what);
            return {};
        }
        run.say(context, CaptureText::tr("Redis saved again meanwhile; once more."));
    }
}

Result<void> captureN8nData(CaptureRun &run, const JobContext &context)
{
    const stack::Service *main = run.stack.service(stack::Role::Main);
    if (main == nullptr || main->containers.isEmpty()) {
        run.manifest.notCovered.append(QStringLiteral("n8n-data-missing"));
        run.warn(context, CaptureText::tr("The data folder of n8n is not in this set: main has no container."));
        return {};
    }
    const stack::Container *running = runningContainer(main);
    const QString container = running != nullptr ? running->id : main->containers.first().id;
    const QString folder = stack::n8nDataFolder(*main);
    for (const docker::Mount &mount : main->mounts) {
        if (folder == mount.destination || folder.startsWith(mount.destination + QLatin1Char('/')))
            run.manifest.n8nDataVolume = mount.type == QLatin1String("volume") ? mount.name : mount.source;
    }
    if (run.manifest.n8nDataVolume.isEmpty())
        run.warn(context, CaptureText::tr("%1 of main is on no volume: it is lost with the container.").arg(folder));

    run.capturedAt(run.neighbours.clock.monotonic());
    const CaptureRun::FileWanted wanted{QStringLiteral("n8n-data"), QStringLiteral("n8n-data.tar"), Part::N8nData, true, false, folder};
    for (int attempt = 1;; ++attempt) {
        // Walked on its way, so that a folder that changed while the engine packed it is noticed now.
        TarWalk walk;
        QD_CHECK(run.writeFile(context, wanted, [&](const docker::ByteSink &sink) {
            return run.neighbours.docker.getArchive(context, container, folder, [&](QByteArrayView bytes) -> Result<void> {
                QD_CHECK(walk.feed(bytes));
                return sink(bytes);
            });
        }));
        const Result<TarFigure> figure = walk.finish();
        if (figure) {
            run.say(context, CaptureText::tr("%1 with %2 entries, %3.").arg(folder).arg(figure->entries).arg(formatBytes(figure->bytes)));
            return {};
        }
        run.dropLastFile();
        if (attempt == maximumAttempts)
            return fail(figure.error());
        run.say(context, CaptureText::tr("%1 changed while it was read; once more.").arg(folder));
    }
}

Result<void> capturePostgres(CaptureRun &run, const JobContext &context)
{
    return inWordsOfABackup(dumpAndCount(run, context));
}

Result<void> captureGlobals(CaptureRun &run, const JobContext &context)
{
    const CaptureRun::FileWanted wanted{QStringLiteral("globals"), QStringLiteral("globals.sql"), Part::Globals};
    QD_CHECK(run.writeFile(context, wanted, [&](const docker::ByteSink &sink) {
        return dumpGlobals(context, run.neighbours.docker, run.stack, run.credentials, sink);
    }));
    if (!run.credentials.superuser)
        run.say(context, CaptureText::tr("Roles are kept without their passwords, which only a superuser may read."));
    run.snapshot.reset();
    return {};
}

Result<void> captureConfiguration(CaptureRun &run, const JobContext &context)
{
    const ProjectFiles files = findProjectFiles(run.stack);
    for (const QString &missing : files.notCovered) {
        run.manifest.notCovered.append(missing);
        run.warn(context, CaptureText::tr("Not in this set: %1").arg(missing));
    }
    for (const ProjectFile &file : files.files) {
        if (!run.wants(file.part))
            continue;
        QD_TRY(const QByteArray bytes, readProjectFile(file.path));
        QD_CHECK(run.writeFile(context, {QStringLiteral("configuration"), file.setPath, file.part, false, false, file.path, file.mode}, bytes));
    }
    return {};
}

Result<void> sealSet(CaptureRun &run, const JobContext &context)
{
    run.snapshot.reset();
    QD_CHECK(run.partial->isStillThere());
    Manifest &manifest = run.manifest;
    QD_TRY(manifest.sequence, run.repository.nextSequence(run.stack.id));
    manifest.finishedAt = manifest.startedAt.addMSecs(run.elapsed().count());
    if (run.firstCapture)
        manifest.skewMs = std::chrono::duration_cast<std::chrono::milliseconds>(*run.lastCapture - *run.firstCapture).count();
    const QString id = makeSetId(run.stack.id, manifest.startedAt.toLocalTime());
    manifest.id = id;
    run.say(context, CaptureText::tr("Sealing %1.").arg(id));
    QD_CHECK(run.writeFile(context, {QStringLiteral("seal"), QStringLiteral("README.txt"), Part::Readme, false, true}, setReadme(manifest)));
    QD_CHECK(run.writeFile(context, {QStringLiteral("seal"), QStringLiteral("backup.log"), Part::Log, false, true},
                           run.log.join(QLatin1Char('\n')).toUtf8() + '\n'));
    Result<QString> path = run.partial->publish(manifest);
    // Two runs within a second: the second one takes another name.
    for (int i = 2; !path && path.error().kind == ErrorKind::Conflict && i < 10; ++i) {
        manifest.id = QStringLiteral("%1-%2").arg(id).arg(i);
        path = run.partial->publish(manifest);
    }
    if (!path)
        return fail(path.error());
    run.report.setId = manifest.id;
    run.report.setPath = *path;
    run.report.logPath = *path + QLatin1String("/backup.log");
    run.report.manifest = manifest;
    // Others need not wait while we look at what is written.
    run.release();
    return {};
}

} // namespace quarterdeck::backup
