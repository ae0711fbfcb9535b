// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/operations.h"

#include "backup/projectfiles.h"
#include "foundation/atomicfile.h"
#include "foundation/diskspace.h"
#include "foundation/stacklock.h"
#include "foundation/units.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

using Verdict = PreflightCheck::Verdict;

struct PreflightText
{
    Q_DECLARE_TR_FUNCTIONS(Preflight)
};

constexpr qint64 spareWanted = 1024LL * 1024 * 1024;
// linux/magic.h: what WSL mounts Windows drives with.
constexpr long v9fsMagic = 0x01021997;

bool runs(const stack::Stack &stack, const QString &serviceName)
{
    const stack::Service *service = stack.service(serviceName);
    return service != nullptr && std::any_of(service->containers.begin(), service->containers.end(), [](const stack::Container &container) {
               return container.state == QLatin1String("running");
           });
}

bool wants(const BackupSettings &settings, Part part)
{
    return settings.parts.contains(part);
}

PreflightCheck checkPostgres(const stack::Stack &stack)
{
    const QString id = QStringLiteral("postgres");
    if (stack.database.kind == stack::Database::Kind::Sqlite) {
        return {id, Verdict::Warning,
                PreflightText::tr("n8n keeps its data in SQLite, in its data folder: it is saved with that folder, as it is "
                                  "found, and no drill can prove it."),
                PreflightText::tr("For backups that can be proven, move n8n to PostgreSQL.")};
    }
    if (stack.database.kind != stack::Database::Kind::Postgres)
        return {id, Verdict::Failed, PreflightText::tr("The database of this stack was not found."), {}};
    if (stack.database.service.isEmpty()) {
        return {id, Verdict::Failed, PreflightText::tr("The database runs outside of this stack, where its own pg_dump cannot be had."),
                PreflightText::tr("Back it up where it runs, and leave it out here.")};
    }
    if (!runs(stack, stack.database.service)) {
        return {id, Verdict::Failed, PreflightText::tr("PostgreSQL (%1) does not run, so its database cannot be dumped.").arg(stack.database.service),
                PreflightText::tr("Start it. What can still be saved without it: the data folder of n8n, .env and the compose files (--parts).")};
    }
    if (stack.database.access.host.isEmpty()) {
        return {id, Verdict::Failed, PreflightText::tr("PostgreSQL cannot be reached from here: %1").arg(stack.database.access.why),
                PreflightText::tr("Publish its port on 127.0.0.1.")};
    }
    return {id, Verdict::Passed, PreflightText::tr("PostgreSQL (%1) runs.").arg(stack.database.service), {}};
}

PreflightCheck checkRedis(const stack::Stack &stack)
{
    const QString id = QStringLiteral("redis");
    if (!stack.queue.enabled)
        return {id, Verdict::Passed, PreflightText::tr("This stack has no queue."), {}};
    if (!runs(stack, stack.queue.service)) {
        return {id, Verdict::Warning, PreflightText::tr("Redis does not run: what waits in the queue will not be in the set."),
                PreflightText::tr("Start it before the backup.")};
    }
    return {id, Verdict::Passed, PreflightText::tr("Redis (%1) runs.").arg(stack.queue.service), {}};
}

PreflightCheck checkData(const stack::Stack &stack)
{
    const QString id = QStringLiteral("n8n-data");
    const stack::Service *main = stack.service(stack::Role::Main);
    if (main == nullptr || main->containers.isEmpty()) {
        return {id, Verdict::Warning, PreflightText::tr("n8n has no container: its data folder will not be in the set."),
                PreflightText::tr("Create it with `docker compose up --no-start`.")};
    }
    return {id, Verdict::Passed, PreflightText::tr("The data folder of n8n can be read."), {}};
}

PreflightCheck checkConfiguration(const stack::Stack &stack)
{
    const QString id = QStringLiteral("configuration");
    const ProjectFiles files = findProjectFiles(stack);
    for (const ProjectFile &file : files.files) {
        if (::access(QFile::encodeName(file.path).constData(), R_OK) != 0) {
            return {id, Verdict::Failed, PreflightText::tr("%1 cannot be read.").arg(file.path),
                    PreflightText::tr("Give yourself the right to read it, or leave configuration out.")};
        }
    }
    if (!files.notCovered.isEmpty())
        return {id, Verdict::Warning, PreflightText::tr("Not everything can be saved: %1").arg(files.notCovered.join(QLatin1String(", "))), {}};
    return {id, Verdict::Passed, PreflightText::tr("%1 files of the project.").arg(files.files.size()), {}};
}

/// By trying: a mount may be read-only whatever its modes say.
PreflightCheck checkTarget(const QString &folder)
{
    const QString id = QStringLiteral("target");
    const auto failed = [&id](const QString &text, ErrorKind kind) -> PreflightCheck {
        return {id, Verdict::Failed, text,
                kind == ErrorKind::NoSpace ? PreflightText::tr("Make room, choose another folder, or keep fewer sets.")
                                           : PreflightText::tr("Choose another folder, or connect and unlock this one."),
                kind};
    };
    if (const Result<void> made = makeFolder(folder); !made)
        return failed(made.error().what, made.error().kind);
    if (const Result<void> written = tryWriting(folder); !written)
        return failed(PreflightText::tr("%1 cannot be written: %2").arg(folder, written.error().detail), written.error().kind);
    struct statfs system = {};
    if (::statfs(QFile::encodeName(folder).constData(), &system) == 0 && static_cast<long>(system.f_type) == v9fsMagic) {
        return {id, Verdict::Warning,
                PreflightText::tr("%1 lies on a Windows drive: slow, and every Windows program of yours may read it.").arg(folder),
                PreflightText::tr("Encrypt the sets, or keep them in Linux and copy them over.")};
    }
    struct stat status = {};
    if (::stat(QFile::encodeName(folder).constData(), &status) == 0 && (status.st_mode & 0077) != 0) {
        return {id, Verdict::Warning, PreflightText::tr("Others on this machine may look into %1.").arg(folder),
                PreflightText::tr("chmod 700 it: sets hold passwords and the encryption key.")};
    }
    return {id, Verdict::Passed, PreflightText::tr("%1 can be written.").arg(folder), {}};
}

struct Estimate
{
    qint64 bytes = 0;
    QString from;
};

/// The last set and a quarter; without one, the database as it is (the dump
/// leaves indexes out and is compressed, so this is plenty).
Estimate estimate(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const BackupSettings &settings,
                  const QList<BackupSet> &sets)
{
    for (const BackupSet &set : sets) {
        if (set.manifest && set.state != SetState::Damaged)
            return {set.size + set.size / 4, PreflightText::tr("the last set")};
    }
    if (!wants(settings, Part::Postgres) || stack.database.access.host.isEmpty())
        return {};
    postgres::Coordinates coordinates = stack.database.coordinates;
    coordinates.host = stack.database.access.host;
    coordinates.port = stack.database.access.port;
    const Result<std::unique_ptr<postgres::Session>> session
        = neighbours.postgres.connect(context.withTimeout(std::chrono::seconds(10)), coordinates);
    if (!session)
        return {};
    const Result<postgres::Rows> rows = (*session)->query(context, QStringLiteral("SELECT pg_database_size(current_database())"));
    if (!rows)
        return {};
    return {rows->rows.value(0).value(0).value_or(QString()).toLongLong(), PreflightText::tr("the size of the database")};
}

PreflightCheck checkSpace(const QString &folder, const Estimate &wanted)
{
    const QString id = QStringLiteral("space");
    const qint64 free = freeBytes(folder);
    if (free < 0)
        return {id, Verdict::Warning, PreflightText::tr("The free space of %1 cannot be told.").arg(folder), {}};
    const QString remedy = PreflightText::tr("Make room, choose another folder, or keep fewer sets.");
    if (free < wanted.bytes) {
        return {id, Verdict::Failed,
                PreflightText::tr("%1 are free, about %2 are needed (%3).").arg(formatBytes(free), formatBytes(wanted.bytes), wanted.from), remedy,
                ErrorKind::NoSpace};
    }
    if (free - wanted.bytes < spareWanted) {
        return {id, Verdict::Warning,
                PreflightText::tr("%1 are free; of that less than 1 GiB would be left after this backup.").arg(formatBytes(free)), remedy};
    }
    return {id,
            Verdict::Passed,
            wanted.bytes > 0 ? PreflightText::tr("%1 free, about %2 needed (%3).").arg(formatBytes(free), formatBytes(wanted.bytes), wanted.from)
                             : PreflightText::tr("%1 free.").arg(formatBytes(free)),
            {}};
}

PreflightCheck checkClock(const QDateTime &now, const QList<BackupSet> &sets)
{
    const QString id = QStringLiteral("clock");
    const QString remedy = PreflightText::tr("Set it: in WSL `sudo hwclock -s`. Order and retention go by sequence numbers meanwhile.");
    if (now.date().year() < 2024)
        return {id, Verdict::Warning, PreflightText::tr("The clock says %1, which cannot be.").arg(now.toString(Qt::ISODate)), remedy};
    for (const BackupSet &set : sets) {
        if (set.manifest && set.time > now.addSecs(60)) {
            return {id, Verdict::Warning,
                    PreflightText::tr("The clock says %1, yet there is a set of %2.")
                        .arg(now.toString(Qt::ISODate), set.time.toUTC().toString(Qt::ISODate)),
                    remedy};
        }
    }
    return {id, Verdict::Passed, PreflightText::tr("The clock goes right as far as can be told."), {}};
}

PreflightCheck checkEncryption()
{
    const QString id = QStringLiteral("encryption");
    if (QStandardPaths::findExecutable(QStringLiteral("age")).isEmpty()) {
        return {id, Verdict::Failed, PreflightText::tr("The sets are to be encrypted, but the program age is not installed."),
                PreflightText::tr("Install the package age.")};
    }
    return {id, Verdict::Passed, PreflightText::tr("The set will be encrypted with age."), {}};
}

} // namespace

QList<PreflightCheck> preflight(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const BackupSettings &settings)
{
    QList<PreflightCheck> checks;
    if (wants(settings, Part::Postgres))
        checks.append(checkPostgres(stack));
    if (wants(settings, Part::Redis))
        checks.append(checkRedis(stack));
    if (wants(settings, Part::N8nData))
        checks.append(checkData(stack));
    if (wants(settings, Part::Environment) || wants(settings, Part::Compose))
        checks.append(checkConfiguration(stack));
    if (!settings.ageRecipients.isEmpty())
        checks.append(checkEncryption());

    const Repository repository(settings.folder.isEmpty() ? Repository::defaultFolder() : settings.folder);
    checks.append(checkTarget(repository.folder()));
    if (checks.last().verdict != Verdict::Failed) {
        const QList<BackupSet> sets = repository.list(context, stack.id).value_or(QList<BackupSet>());
        checks.append(checkSpace(repository.folder(), estimate(context, neighbours, stack, settings, sets)));
        checks.append(checkClock(neighbours.clock.now(), sets));
    }
    return checks;
}

} // namespace quarterdeck::backup
