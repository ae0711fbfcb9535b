// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include "backup/restore/checklist.h"
#include "backup/restore/dataarchive.h"
#include "backup/restore/estimates.h"
#include "backup/restore/foreignchecks.h"
#include "backup/restore/rebuild.h"
#include "backup/restore/rebuildchecks.h"
#include "backup/restore/rebuildmodel.h"
#include "backup/restore/roomwatch.h"
#include "backup/setcontents.h"
#include "backup/snapshotfigures.h"
#include "backup/stream.h"
#include "foundation/atomicfile.h"
#include "foundation/diskspace.h"
#include "foundation/stacklock.h"
#include "foundation/units.h"
#include "stack/settingreader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QVersionNumber>

#include <algorithm>
#include <numeric>

namespace quarterdeck::restore {

namespace {

using backup::Part;
using backup::PreflightCheck;
using Verdict = PreflightCheck::Verdict;

struct OutlineText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreOutline)
};

constexpr int versionDivisor = 10000;

QString majorOf(int serverVersion)
{
    return QString::number(serverVersion / versionDivisor);
}

bool runs(const stack::Service *service)
{
    return service != nullptr && std::any_of(service->containers.cbegin(), service->containers.cend(), [](const stack::Container &container) {
               return container.state == QLatin1String("running");
           });
}

/// Gathers an Outline for a stack that stands.
class Look final
{
public:
    Look(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
         const CheckListener &listener)
        : m_context(context)
        , m_neighbours(neighbours)
        , m_compose(compose)
        , m_request(request)
        , m_checks(listener)
    {
    }

    [[nodiscard]] Result<Outline> make();

private:
    void addError(const char *id, const Error &error)
    {
        m_checks.addError(id, error, OutlineText::tr("Nothing was changed. Choose another set, or leave this part out."));
    }
    [[nodiscard]] bool wants(Part part) const { return m_request.parts.contains(part); }
    [[nodiscard]] bool undo() const { return m_request.scenario == Scenario::Undo; }

    bool engine();
    bool set();
    bool server();
    [[nodiscard]] std::unique_ptr<DatabaseRestore> runningServer();
    void serverVersion(int current);
    void n8nVersion();
    void schema();
    void sideDatabase();
    void space();
    void safetySpace();
    void keys();
    void connections();
    void running();
    void queue();
    void files();
    void images();
    void words();

    const JobContext &m_context;
    const backup::Neighbours &m_neighbours;
    compose::ComposePort &m_compose;
    const Request &m_request;
    CheckList m_checks;
    Outline m_outline;
    std::unique_ptr<DatabaseRestore> m_database;
    QString m_safetyFolder; ///< where the safety backup goes; empty = none is made
    qint64 m_databaseNow = -1; ///< bytes of the database in use
};

bool Look::engine()
{
    const Result<docker::EngineInfo> engine = m_neighbours.docker.ping(m_context);
    if (!engine) {
        addError("engine", engine.error());
        return false;
    }
    m_checks.add("engine", Verdict::Passed, OutlineText::tr("The engine answers (%1).").arg(engine->serverVersion));
    if (const Result<StackLock::Holder> holder = StackLock::holder(m_request.stack->id);
        holder && holder->pid != 0 && holder->pid != QCoreApplication::applicationPid()) {
        m_checks.add("lock", Verdict::Warning, OutlineText::tr("Something else is at work on this stack: %1.").arg(holder->operation),
                     OutlineText::tr("Wait for its end, or cancel it."));
    }
    return true;
}

bool Look::set()
{
    const backup::BackupSet &set = m_request.set;
    if (!set.manifest && set.state == backup::SetState::Damaged) {
        m_checks.add("set", Verdict::Failed, OutlineText::tr("The manifest of %1 is damaged: %2").arg(set.id, set.why),
                     OutlineText::tr("Choose another set. What its files hold can be got at by hand: docs/RECOVERY.md."), ErrorKind::Corrupt);
        return false;
    }
    if (!set.manifest)
        return checkForeignFiles(m_context, m_request, m_checks);
    bool whole = true;
    for (const backup::FileEntry &file : set.manifest->files) {
        const bool needed = wants(file.part);
        const Result<void> good = backup::checkFileBytes(m_context, set.path, file);
        if (!good && !m_context.checkpoint())
            return false;
        if (good) {
            m_outline.goodParts.append(backup::partTitle(file.part));
        } else if (needed) {
            m_checks.add("set", Verdict::Failed, OutlineText::tr("%1 of the set is damaged: %2").arg(file.path, good.error().what),
                         OutlineText::tr("Leave this part out, or choose another set."), ErrorKind::Corrupt);
            whole = false;
        }
    }
    m_outline.goodParts.removeDuplicates();
    for (const Part part : m_request.parts) {
        if (part != Part::Globals && !set.parts.contains(part)) {
            m_checks.add("set", Verdict::Failed, OutlineText::tr("The set does not hold %1.").arg(backup::partTitle(part)),
                         OutlineText::tr("Leave this part out, or choose another set."), ErrorKind::NotFound);
            whole = false;
        }
    }
    if (set.manifest->encryption == QLatin1String("age") && !QFileInfo(m_request.ageIdentityFile).isReadable()) {
        m_checks.add("set", Verdict::Failed, OutlineText::tr("The set is encrypted, and its age identity file is not at hand."),
                     OutlineText::tr("Name the identity file that belongs to one of its recipients."), ErrorKind::Auth);
        whole = false;
    }
    if (!whole)
        return false;
    if (set.state == backup::SetState::Proven)
        m_checks.add("set", Verdict::Passed, OutlineText::tr("%1 is whole, and was proven by restoring it.").arg(set.id));
    else
        m_checks.add("set", Verdict::Passed, OutlineText::tr("%1 is whole: every byte is as it was sealed.").arg(set.id));
    return true;
}

/// For a question on the way; whether it runs is no matter of this restore.
std::unique_ptr<DatabaseRestore> Look::runningServer()
{
    const stack::Database &database = m_request.stack->database;
    const stack::Service *service = m_request.stack->service(database.service);
    if (database.kind != stack::Database::Kind::Postgres || service == nullptr || service->containers.isEmpty() || !runs(service))
        return {};
    const Result<ServerAddress> address = serverAddressOf(m_context, m_neighbours.docker, service->containers.first().id);
    return address ? std::make_unique<DatabaseRestore>(m_neighbours.docker, *address, m_request.set, m_request.ageIdentityFile) : nullptr;
}

bool Look::server()
{
    const stack::Database &database = m_request.stack->database;
    const stack::Service *service = m_request.stack->service(database.service);
    if (database.kind != stack::Database::Kind::Postgres || service == nullptr || service->containers.isEmpty()) {
        m_checks.add("server-version", Verdict::Failed, OutlineText::tr("This stack has no PostgreSQL of its own that could be restored into."),
                     OutlineText::tr("A database outside of the stack is restored where it runs."), ErrorKind::Unsupported);
        return false;
    }
    if (!runs(service)) {
        m_checks.add("server-version", Verdict::Failed, OutlineText::tr("PostgreSQL (%1) does not run.").arg(service->name),
                     OutlineText::tr("Start it."));
        return false;
    }
    const Result<ServerAddress> address = serverAddressOf(m_context, m_neighbours.docker, service->containers.first().id);
    if (!address) {
        addError("server-version", address.error());
        return false;
    }
    m_database = std::make_unique<DatabaseRestore>(m_neighbours.docker, *address, m_request.set, m_request.ageIdentityFile);
    backup::PsqlSession session = m_database->session(QStringLiteral("template1"));
    const Result<postgres::Rows> version = session.query(m_context, QStringLiteral("SELECT current_setting('server_version_num')"));
    if (!version) {
        addError("server-version", version.error());
        return false;
    }
    serverVersion(version->rows.value(0).value(0).value_or(QString()).toInt());
    return true;
}

void Look::serverVersion(int current)
{
    const auto &manifest = m_request.set.manifest;
    if (!manifest || !manifest->postgres) {
        m_checks.add("server-version", Verdict::Passed, OutlineText::tr("PostgreSQL %1 runs.").arg(majorOf(current)));
        return;
    }
    const int dumped = manifest->postgres->serverVersion;
    if (dumped / versionDivisor > current / versionDivisor) {
        m_checks.add("server-version", Verdict::Failed,
                     OutlineText::tr("The dump is of PostgreSQL %1, the server here is %2: an older server cannot read it.")
                         .arg(majorOf(dumped), majorOf(current)),
                     OutlineText::tr("Rebuild the stack from the set under another name, with its own server; or upgrade this server first."),
                     ErrorKind::Unsupported);
        return;
    }
    backup::PsqlSession session = m_database->session(QStringLiteral("template1"));
    const Result<postgres::Rows> rows = session.query(m_context, QStringLiteral("SELECT name FROM pg_catalog.pg_available_extensions"));
    QStringList known;
    for (const auto &row : rows ? rows->rows : QList<QList<std::optional<QString>>>())
        known.append(row.value(0).value_or(QString()));
    for (const QString &extension : manifest->postgres->extensions) {
        const QString name = extension.section(QLatin1Char(' '), 0, 0);
        if (rows && !known.contains(name)) {
            m_checks.add("server-version", Verdict::Failed,
                         OutlineText::tr("The database uses the extension %1, which the server here does not have.").arg(name),
                         OutlineText::tr("Use a server image that has it."), ErrorKind::Unsupported);
            return;
        }
    }
    m_checks.add("server-version", Verdict::Passed,
                 OutlineText::tr("PostgreSQL %1 here can read the dump of PostgreSQL %2.").arg(majorOf(current), majorOf(dumped)));
}

void Look::n8nVersion()
{
    const stack::Service *main = m_request.stack->service(stack::Role::Main);
    if (!m_request.set.manifest || main == nullptr)
        return;
    QString then;
    for (const backup::ServiceFigure &service : m_request.set.manifest->services) {
        if (service.role == stack::roleName(stack::Role::Main))
            then = service.version;
    }
    const QVersionNumber old = QVersionNumber::fromString(then);
    const QVersionNumber now = QVersionNumber::fromString(main->version);
    if (old.isNull() || now.isNull()) {
        m_checks.add("n8n-version", Verdict::Warning, OutlineText::tr("It is not known whether this n8n can read the set's database."),
                     OutlineText::tr("n8n migrates an older database by itself; it cannot go back to an older version."));
    } else if (old > now) {
        m_checks.add("n8n-version", Verdict::Failed,
                     OutlineText::tr("The set is of n8n %1, the stack runs %2: n8n cannot go back.").arg(then, main->version),
                     OutlineText::tr("Set the image of n8n to %1 first, or restore project files too.").arg(then), ErrorKind::Unsupported);
    } else if (old < now) {
        m_checks.add("n8n-version", Verdict::Warning,
                     OutlineText::tr("The set is of n8n %1; n8n %2 migrates the database when it starts.").arg(then, main->version),
                     OutlineText::tr("Nothing to do. Later versions cannot be taken back but by restoring again."));
    } else {
        m_checks.add("n8n-version", Verdict::Passed, OutlineText::tr("Same n8n as then: %1.").arg(then));
    }
}

/// n8n would find an empty schema, and begin anew.
void Look::schema()
{
    const auto &manifest = m_request.set.manifest;
    if (!manifest || !manifest->postgres || !undo())
        return;
    const stack::Database &here = m_request.stack->database;
    const QString then = manifest->postgres->schema + QLatin1Char('.') + manifest->postgres->tablePrefix;
    const QString now = here.schema + QLatin1Char('.') + here.tablePrefix;
    if (then != now) {
        m_checks.add("schema", Verdict::Failed,
                     OutlineText::tr("n8n's tables were named \"%1...\" then; n8n here looks for \"%2...\".").arg(then, now),
                     OutlineText::tr("Set DB_POSTGRESDB_SCHEMA and DB_TABLE_PREFIX as they were."), ErrorKind::Unsupported);
    }
}

/// What is restored to look at it must not take the place of anything.
void Look::sideDatabase()
{
    const QString &name = m_request.sideDatabase;
    if (undo() || name.isEmpty())
        return;
    // PostgreSQL cuts a longer name, and what is cut may be another database's.
    constexpr qsizetype mostBytes = 63;
    if (name.toUtf8().size() > mostBytes) {
        m_checks.add("side-database", Verdict::Failed, OutlineText::tr("The name %1 is too long for a database.").arg(name),
                     OutlineText::tr("At most 63 bytes."), ErrorKind::Invalid);
        return;
    }
    const Result<bool> there = m_database->exists(m_context, name);
    if (!there)
        addError("side-database", there.error());
    else if (*there)
        m_checks.add("side-database", Verdict::Failed, OutlineText::tr("There is a database %1 already; it is not written over.").arg(name),
                     OutlineText::tr("Choose another name, or drop that one first if nobody needs it."));
    else
        m_checks.add("side-database", Verdict::Passed, OutlineText::tr("The name %1 is free.").arg(name));
}

void Look::space()
{
    qint64 needed = 0;
    if (wants(Part::Postgres) && m_request.set.manifest && m_request.set.manifest->postgres)
        needed = spaceOfNewDatabase(m_request.set.manifest->postgres->databaseSize);
    if (const backup::FileEntry *data = m_request.set.manifest ? backup::findPart(*m_request.set.manifest, Part::N8nData) : nullptr;
        data != nullptr && wants(Part::N8nData) && undo())
        needed += data->rawSize;
    m_outline.bytesNeeded = needed;
    if (!m_database || needed == 0)
        return;
    const qint64 free = roomOfServer(m_context, m_neighbours.docker, m_database->server().containerId).value_or(-1);
    if (free < 0) {
        m_checks.add("space", Verdict::Warning,
                     OutlineText::tr("It is not known how much room PostgreSQL has; %1 are needed.").arg(formatBytes(needed)));
    } else if (free < needed) {
        m_checks.add("space", Verdict::Failed,
                     OutlineText::tr("PostgreSQL has %1 free; a second database and what the server itself must keep need %2.")
                         .arg(formatBytes(free), formatBytes(needed)),
                     OutlineText::tr("Make room where Docker keeps its volumes."), ErrorKind::NoSpace);
    } else {
        m_checks.add("space", Verdict::Passed,
                     OutlineText::tr("PostgreSQL has %1 free; a second database and what the server itself must keep need %2.")
                         .arg(formatBytes(free), formatBytes(needed)));
    }
}

/// Where the sets lie, for the backup of what is there now.
void Look::safetySpace()
{
    if (!undo() || !m_request.safetyBackup)
        return;
    const Result<backup::BackupSettings> settings = backup::loadBackupSettings(m_request.stack->id);
    if (!settings) {
        addError("safety", settings.error());
        return;
    }
    if (m_database) {
        backup::PsqlSession session = m_database->session(QStringLiteral("template1"));
        if (const auto size
            = session.query(m_context, QStringLiteral("SELECT pg_catalog.pg_database_size($1)"), {m_request.stack->database.coordinates.database}))
            m_databaseNow = size->rows.value(0).value(0).value_or(QString()).toLongLong();
    }
    m_safetyFolder = settings->folder.isEmpty() ? backup::Repository::defaultFolder() : settings->folder;
    // What is there now is of the size of the set, unless it is larger by far: at worst it does not shrink at all.
    const qint64 needed = std::max(m_request.set.size, m_databaseNow > 0 ? m_databaseNow / 2 : 0);
    const qint64 free = freeBytes(m_safetyFolder);
    const QString about = OutlineText::tr("The safety backup goes to %1: %2 free, about %3 needed.")
                              .arg(m_safetyFolder, formatBytes(std::max<qint64>(0, free)), formatBytes(needed));
    if (free < 0)
        m_checks.add("safety", Verdict::Warning,
                     OutlineText::tr("It is not known how much room there is in %1 for the safety backup.").arg(m_safetyFolder));
    else if (free < needed)
        m_checks.add("safety", Verdict::Failed, about, OutlineText::tr("Make room there, or choose another folder in the settings of the backups."),
                     ErrorKind::NoSpace);
    else
        m_checks.add("safety", Verdict::Passed, about);
}

void Look::keys()
{
    if (!undo() || (!wants(Part::Postgres) && !wants(Part::N8nData) && !wants(Part::Environment)))
        return;
    const auto &manifest = m_request.set.manifest;
    const QString wanted = manifest ? manifest->keyFingerprint : QString();
    const auto fit = [&](const QString &fingerprint) {
        if (!manifest || fingerprint.isEmpty() || wanted.isEmpty())
            return backup::KeyFit::Unknown;
        if (fingerprint == wanted)
            return manifest->keyFit;
        return manifest->keyFit == backup::KeyFit::Fits ? backup::KeyFit::DoesNotFit : backup::KeyFit::Unknown;
    };
    // The credentials that are there matter also where they are not replaced.
    std::unique_ptr<DatabaseRestore> aside;
    if (!m_database)
        aside = runningServer();
    const DatabaseRestore *asked = m_database ? m_database.get() : aside.get();
    const auto fitNow = [&](const Secret &key) {
        const QString fingerprint = keyFingerprint(key);
        for (const KeySeen &seen : std::as_const(m_outline.keys)) {
            if (seen.fingerprint == fingerprint)
                return seen.fitsNow;
        }
        if (!asked)
            return backup::KeyFit::Unknown;
        const stack::Database &where = m_request.stack->database;
        const auto now = asked->examine(m_context, where.coordinates.database, key, where.schema, where.tablePrefix);
        return now ? now->fit : backup::KeyFit::Unknown;
    };
    const stack::Service *main = m_request.stack->service(stack::Role::Main);
    QString current;
    if (main != nullptr && !main->containers.isEmpty()) {
        if (const Result<stack::KeyInForce> key = stack::readEncryptionKey(m_context, m_neighbours.docker, *main)) {
            current = keyFingerprint(key->key);
            m_outline.keys.append({QStringLiteral("stack"), current, fit(current), fitNow(key->key)});
        }
    }
    QString inSet;
    if (const Result<Secret> key = keyOfSet(m_context, m_request); key && !key->isEmpty()) {
        inSet = keyFingerprint(*key);
        m_outline.keys.append({QStringLiteral("set"), inSet, fit(inSet), fitNow(*key)});
    }
    QString given;
    if (!m_request.givenKey.isEmpty()) {
        given = keyFingerprint(m_request.givenKey);
        m_outline.keys.append({QStringLiteral("given"), given, fit(given), fitNow(m_request.givenKey)});
    }
    const QString chosen = m_request.key == KeyChoice::Current ? current : m_request.key == KeyChoice::FromSet ? inSet : given;
    if (chosen.isEmpty()) {
        m_checks.add("key", m_request.key == KeyChoice::Current ? Verdict::Warning : Verdict::Failed,
                     OutlineText::tr("The key that is to be in force was not found."), OutlineText::tr("Choose the key of the set, or give one."),
                     ErrorKind::Auth);
        return;
    }
    if (chosen != current && !wants(Part::N8nData) && main != nullptr) {
        const Result<Secret> inFolder = keyInDataFolder(m_context, m_neighbours.docker, *main);
        if (inFolder && !inFolder->isEmpty() && keyFingerprint(*inFolder) != chosen) {
            m_checks.add("key", Verdict::Failed,
                         OutlineText::tr("The data folder of n8n names another key than the one that is to be in force: n8n would not start."),
                         OutlineText::tr("Restore the data folder of n8n as well, so that both come from the set."), ErrorKind::Auth);
            return;
        }
    }
    if (!wants(Part::Postgres)) {
        // The credentials that are there have to be opened by it.
        const auto seen = std::find_if(m_outline.keys.cbegin(), m_outline.keys.cend(), [&](const KeySeen &key) { return key.fingerprint == chosen; });
        if (chosen == current)
            m_checks.add("key", Verdict::Passed, OutlineText::tr("The key in force stays."));
        else if (seen != m_outline.keys.cend() && seen->fitsNow == backup::KeyFit::DoesNotFit)
            m_checks.add("key", Verdict::Failed, OutlineText::tr("The key that would be in force does not open the credentials that are there."),
                         OutlineText::tr("Keep the key in force."), ErrorKind::Auth);
        else
            m_checks.add("key", Verdict::Passed, OutlineText::tr("The key in force becomes another one."));
        return;
    }
    switch (fit(chosen)) {
    case backup::KeyFit::Fits:
        m_checks.add("key", Verdict::Passed, OutlineText::tr("The key that will be in force opens the credentials of the set."));
        break;
    case backup::KeyFit::DoesNotFit:
        m_checks.add("key", Verdict::Failed,
                     OutlineText::tr("The key that would be in force is another one than the credentials of the set were made with."),
                     inSet == wanted ? OutlineText::tr("Choose the key of the set.") : OutlineText::tr("Give the key that was in force then."),
                     ErrorKind::Auth);
        break;
    default:
        m_checks.add("key", Verdict::Passed, OutlineText::tr("The key is tried on the restored credentials before anything is touched."));
        break;
    }
}

void Look::connections()
{
    if (!undo() || !wants(Part::Postgres))
        return;
    backup::PsqlSession session = m_database->session(QStringLiteral("template1"));
    const Result<postgres::Rows> rows
        = session.query(m_context,
                        QStringLiteral("SELECT coalesce(nullif(application_name, ''), usename::text, '?'), count(*) FROM pg_catalog.pg_stat_activity "
                                       "WHERE datname = $1 GROUP BY 1 ORDER BY 2 DESC, 1"),
                        {m_request.stack->database.coordinates.database});
    if (!rows) {
        addError("connections", rows.error());
        return;
    }
    qint64 all = 0;
    QStringList who;
    for (const auto &row : rows->rows) {
        all += row.value(1).value_or(QString()).toLongLong();
        who.append(row.value(0).value_or(QString()));
    }
    const QString text = OutlineText::tr("Connections to the database now: %1. Each is ended at the swap.").arg(all);
    m_checks.add("connections", Verdict::Passed,
                 who.isEmpty() ? text : text + QLatin1Char(' ') + OutlineText::tr("By: %1.").arg(who.mid(0, 6).join(QLatin1String(", "))));
}

void Look::running()
{
    if (!undo() || !wants(Part::Postgres))
        return;
    const stack::Database &where = m_request.stack->database;
    backup::PsqlSession session = m_database->session(where.coordinates.database);
    const Result<postgres::Rows> rows = session.query(
        m_context,
        QStringLiteral(
            "SELECT count(*) FILTER (WHERE status = 'running'), count(*) FILTER (WHERE status = 'new') FROM %1.%2 WHERE status IN ('running', 'new')")
            .arg(backup::quoteIdentifier(where.schema), backup::quoteIdentifier(where.tablePrefix + QLatin1String("execution_entity"))));
    if (!rows) {
        // Lost or emptied: then it is all the more to be restored.
        m_checks.add("running", Verdict::Warning,
                     OutlineText::tr("The database in use cannot tell what runs: n8n's tables are not there as they should be."));
        return;
    }
    const int now = rows->rows.value(0).value(0).value_or(QString()).toInt();
    const int waiting = rows->rows.value(0).value(1).value_or(QString()).toInt();
    if (now + waiting == 0)
        m_checks.add("running", Verdict::Passed, OutlineText::tr("No execution runs or waits."));
    else
        m_checks.add("running", Verdict::Warning,
                     OutlineText::tr("%1 executions run, %2 wait. What they have not ended by then stays in the old database.").arg(now).arg(waiting),
                     OutlineText::tr("Choose a quiet moment, or give them time to finish."));
}

void Look::queue()
{
    const stack::Queue &queue = m_request.stack->queue;
    if (!undo() || !queue.enabled || (!wants(Part::Postgres) && !wants(Part::Redis)))
        return;
    const bool replays = m_request.replayQueue || (wants(Part::Redis) && !wants(Part::Postgres));
    if (replays && !m_request.set.parts.contains(Part::Redis)) {
        m_checks.add("queue", Verdict::Failed, OutlineText::tr("The set does not hold %1.").arg(backup::partTitle(Part::Redis)),
                     OutlineText::tr("Leave this part out, or choose another set."), ErrorKind::NotFound);
    } else if (queue.cluster) {
        m_checks.add("queue", Verdict::Failed, OutlineText::tr("The queue is kept by a cluster of Redis, whose keys cannot be set aside in one go."),
                     OutlineText::tr("Look inside instead: restore it beside the one in use."), ErrorKind::Unsupported);
    } else if (queue.access.host.isEmpty()) {
        m_checks.add("queue", Verdict::Failed, OutlineText::tr("Redis cannot be reached from here: %1").arg(queue.access.why),
                     OutlineText::tr("Start it, or publish its port on 127.0.0.1."), ErrorKind::Unreachable);
    } else {
        m_checks.add("queue", Verdict::Passed,
                     replays ? OutlineText::tr("Jobs of the set whose execution is not over wait again afterwards.")
                             : OutlineText::tr("The queue starts empty: its jobs belong to the database that is replaced."));
    }
}

void Look::files()
{
    if (!undo())
        return;
    const Result<QList<FileChange>> changes = projectFileChanges(m_context, m_request);
    if (!changes) {
        addError("files", changes.error());
        return;
    }
    m_outline.files = *changes;
    if (!changes->isEmpty())
        m_checks.add("files", Verdict::Passed,
                     OutlineText::tr("Files of the project that are replaced: %1. The old ones stay beside them.").arg(changes->size()));
    QStringList kept;
    for (const FileChange &change : *changes)
        kept += change.kept;
    if (!kept.isEmpty())
        m_checks.add("files", Verdict::Passed,
                     OutlineText::tr("These keep their values, for the servers that stay know no others: %1.").arg(kept.join(QLatin1String(", "))));
    if (changes->isEmpty() || !m_request.set.manifest)
        return;
    if (m_request.set.manifest->stackId != m_request.stack->id) {
        m_checks.add("files", Verdict::Warning,
                     OutlineText::tr("The project's files are those of %1: its ports, names and passwords take the place of those here.")
                         .arg(m_request.set.manifest->stackId),
                     OutlineText::tr("Leave these parts out, unless it is the same stack under another name."));
    }
    images();
}

/// Containers are made anew from files that are replaced; what they are made from should be here before anything is stopped.
void Look::images()
{
    Request there = m_request;
    there.projectName = m_request.stack->project.name;
    there.projectFolder = m_request.stack->project.workingDir;
    there.ports.clear();
    Result<RebuildFiles> files = readProject(m_context, there);
    if (!files) {
        addError("images", files.error());
        return;
    }
    // Parts that are left out stay as they are.
    for (RebuildFile &file : files->files) {
        if (wants(file.part))
            continue;
        if (const Result<QByteArray> bytes = readWholeFile(there.projectFolder + QLatin1Char('/') + file.path))
            file.bytes = *bytes;
    }
    const Result<RebuildModel> model = tryRebuildModel(m_context, m_compose, *files, *m_request.set.manifest);
    if (!model) {
        addError("images", model.error());
        return;
    }
    QStringList missing;
    for (const QString &image : model->images) {
        const Result<docker::ImageDetails> found = m_neighbours.docker.inspectImage(m_context, image);
        if (!found && found.error().kind == ErrorKind::NotFound)
            missing.append(image);
    }
    missing.removeDuplicates();
    if (missing.isEmpty())
        m_checks.add("images", Verdict::Passed, OutlineText::tr("All %n images are here.", nullptr, static_cast<int>(model->images.size())));
    else
        m_checks.add("images", Verdict::Failed,
                     OutlineText::tr("This machine does not have these images: %1.").arg(missing.join(QLatin1String(", "))),
                     OutlineText::tr("docker pull them first, or leave the project's files out."), ErrorKind::NotFound);
}

void Look::words()
{
    const QString name = m_request.stack->id;
    if (!undo()) {
        m_outline.consequences.append(
            OutlineText::tr("Nothing of %1 is changed: the set is restored into a database beside the one in use.").arg(name));
        return;
    }
    m_outline.destroysData = wants(Part::Postgres) || wants(Part::N8nData) || wants(Part::Environment) || wants(Part::Compose);
    if (wants(Part::Postgres)) {
        const QDateTime taken = m_request.set.time;
        m_outline.consequences.append(taken.isValid()
                                          ? OutlineText::tr("Workflows, credentials and executions of %1 become those of %2.")
                                                .arg(name, QLocale().toString(taken.toLocalTime(), QLocale::ShortFormat))
                                          : OutlineText::tr("Workflows, credentials and executions of %1 become those of the set.").arg(name));
        m_outline.consequences.append(
            m_request.dropOldAtOnce
                ? OutlineText::tr("The old database is dropped right after the swap: there is no rolling back then.")
                : OutlineText::tr(
                      "The old database stays under a dated name until %1; the first restore or scheduled backup after that day removes it.")
                      .arg(QLocale().toString(m_neighbours.clock.now().toLocalTime().date().addDays(m_request.keepOldDays), QLocale::ShortFormat)));
    }
    if (wants(Part::N8nData) && DataArchive::isIn(m_request.set))
        m_outline.consequences.append(OutlineText::tr("n8n's data folder is swapped; the old contents stay in its volume."));
    m_outline.consequences.append(!m_request.safetyBackup ? OutlineText::tr("No backup is made of what is there now.")
                                      : m_safetyFolder.isEmpty()
                                      ? OutlineText::tr("A backup of what is there now is made first.")
                                      : OutlineText::tr("A backup of what is there now is made first, in %1.").arg(m_safetyFolder));
    if (m_request.quarantine && wants(Part::Postgres))
        m_outline.consequences.append(OutlineText::tr("n8n comes back with its triggers off, until you release it or roll back."));
}

Result<Outline> Look::make()
{
    if (!m_request.stack)
        return fail(ErrorKind::Invalid, OutlineText::tr("No stack was chosen to restore into."));
    const bool database = wants(Part::Postgres);
    if (engine() && set()) {
        if (!database || server()) {
            n8nVersion();
            if (database) {
                schema();
                sideDatabase();
                connections();
                running();
            }
            space();
            safetySpace();
            keys();
            queue();
            files();
        }
    }
    QD_CHECK(m_context.checkpoint());
    words();
    m_outline.checks = m_checks.checks();
    return m_outline;
}

/// Those of a stack that is made: the set's own is all there is.
QList<KeySeen> keysOfRebuild(const JobContext &context, const Request &request)
{
    const Result<Secret> key = keyOfSet(context, request);
    if (!key || key->isEmpty())
        return {};
    const QString fingerprint = keyFingerprint(*key);
    const bool known = request.set.manifest && fingerprint == request.set.manifest->keyFingerprint;
    return {{QStringLiteral("set"), fingerprint, known ? request.set.manifest->keyFit : backup::KeyFit::Unknown, backup::KeyFit::Unknown}};
}

/// What of a stack that stands is gone for good, and by which step.
QString destroyedBy(const QString &step, const Request &request)
{
    if (request.scenario != Scenario::Undo)
        return {};
    if (step == QLatin1String("queue") && request.stack && request.stack->queue.enabled)
        return request.quarantine && request.parts.contains(Part::Postgres) ? OutlineText::tr("waiting jobs, once it is released")
                                                                            : OutlineText::tr("waiting jobs");
    if (step == QLatin1String("report") && request.dropOldAtOnce && request.parts.contains(Part::Postgres))
        return OutlineText::tr("the old database");
    return {};
}

QString consequenceOf(const Request &request)
{
    if (request.scenario == Scenario::Rehearse)
        return OutlineText::tr("Everything is restored into a stack of its own beside yours, timed, and removed again.");
    if (request.scenario == Scenario::LookInside)
        return OutlineText::tr(
            "A stack of its own is made beside yours, on ports that are free, without triggers and workers. It stays until you remove it.");
    return OutlineText::tr("Nothing that exists is written over: a rebuild refuses where something of the name is.");
}

} // namespace

QString scenarioName(Scenario scenario)
{
    switch (scenario) {
    case Scenario::Rebuild:
        return QStringLiteral("rebuild");
    case Scenario::LookInside:
        return QStringLiteral("look-inside");
    case Scenario::Rehearse:
        return QStringLiteral("rehearse");
    case Scenario::Undo:
        break;
    }
    return QStringLiteral("undo");
}

bool Outline::isPossible() const
{
    return std::none_of(checks.cbegin(), checks.cend(), [](const PreflightCheck &check) { return check.verdict == Verdict::Failed; });
}

Result<Outline> outline(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                        const CheckListener &listener)
{
    Outline seen;
    if (request.scenario == Scenario::Undo || (request.scenario == Scenario::LookInside && !request.asClone)) {
        QD_TRY(seen, Look(context, neighbours, compose, request, listener).make());
    } else {
        Request wanted = request;
        // What cannot be moved aside is told by the checks, with what to do.
        if (request.scenario != Scenario::Rebuild && request.set.manifest) {
            if (Result<Request> moved = aside(context, neighbours, compose, request))
                wanted = *std::move(moved);
            else if (moved.error().kind == ErrorKind::Cancelled)
                return fail(moved.error());
        }
        QD_TRY(seen.checks, rebuildChecks(context, neighbours, compose, wanted, listener));
        seen.keys = keysOfRebuild(context, request);
        seen.consequences = {consequenceOf(request)};
        if (request.set.manifest && request.set.manifest->postgres)
            seen.bytesNeeded = spaceOfNewDatabase(request.set.manifest->postgres->databaseSize);
    }
    const Estimates estimates(Journal::list().value_or(QList<Journal::Entry>()), request);
    Report ignored;
    qint64 known = 0;
    for (const Step &step : restorePlan(neighbours, compose, request, {}, ignored)) {
        const PlannedStep planned{step.id, step.title, destroyedBy(step.id, request), estimates.of(step.id)};
        known += std::max<qint64>(0, planned.estimatedMs);
        seen.steps.append(planned);
    }
    seen.estimatedMs = known > 0 ? known : -1;
    return seen;
}

} // namespace quarterdeck::restore
