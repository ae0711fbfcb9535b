// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/databaserestore.h"
#include "backup/restore/journal.h"
#include "backup/restore/volumerestore.h"

#include <memory>
#include <optional>

namespace quarterdeck::restore {

/// One restore into a standing stack, shared by its steps. Whatever survives
/// the process is in the journal; the rest is found again by asking.
struct RestoreRun
{
    RestoreRun(const backup::Neighbours &around, compose::ComposePort &theCompose, Request wanted, backup::Recording into, Report &theReport);
    Q_DISABLE_COPY_MOVE(RestoreRun)

    [[nodiscard]] bool wants(backup::Part part) const { return request.parts.contains(part); }
    /// Told by its files: a set is read again only when a journal is gone on with.
    [[nodiscard]] bool isForeign() const { return !request.set.foreignFiles.isEmpty(); }
    [[nodiscard]] JournalState &state() { return journal->state(); }
    /// The journal with the report as it is now.
    [[nodiscard]] Result<void> save();
    void warn(const JobContext &context, const QString &text);
    /// A service's first container. Errors: NotFound.
    [[nodiscard]] Result<stack::Container> containerOf(const stack::Service *service, const QString &what) const;
    /// The database's server, looked for once.
    [[nodiscard]] Result<DatabaseRestore *> database(const JobContext &context);
    /// n8n's data folder, looked for once.
    [[nodiscard]] Result<VolumeRestore *> data(const JobContext &context);
    [[nodiscard]] Result<std::unique_ptr<redis::Session>> queue(const JobContext &context) const;

    const backup::Neighbours neighbours;
    compose::ComposePort &compose;
    Request request;
    const backup::Recording recording;
    Report &report;
    std::unique_ptr<Journal> journal;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

private:
    std::optional<DatabaseRestore> m_database;
    std::optional<VolumeRestore> m_data;
};

/// Triggers of a database that is not in use yet: off, and remembered in a schema of our own in it.
///
/// n8n's main switches on, when it starts, the workflows whose activeVersionId is set
/// (before there were versions: those that are `active`), and wakes executions
/// whose waitTill is over (packages/@n8n/db, getAllActiveIds() and getWaitingExecutions() of 1.123 and 2.35).
/// @return how many workflows wait to be switched on again
[[nodiscard]] Result<int> quarantineDatabase(const JobContext &context, postgres::Session &session, const QString &schema, const QString &prefix);
/// Switches on again what nobody changed meanwhile, and forgets it. Success also when nothing is remembered.
/// @return how many workflows are on again
[[nodiscard]] Result<int> releaseDatabase(const JobContext &context, postgres::Session &session, const QString &schema, const QString &prefix);

/// The keys of the queue and of n8n's cache under another name, in one go: what
/// they say is about executions of the database that is replaced.
/// @return how many
[[nodiscard]] Result<qint64> setQueueAside(const JobContext &context, redis::Session &session, const QStringList &patterns, const QString &prefix);
/// Back again; what is there under the old names is removed. Nothing happens when none was set aside.
[[nodiscard]] Result<void> bringQueueBack(const JobContext &context, redis::Session &session, const QStringList &patterns, const QString &prefix);
[[nodiscard]] Result<void> forgetQueue(const JobContext &context, redis::Session &session, const QString &prefix);
/// Patterns of the keys that n8n of this stack uses: "bull:*", "n8n:*".
[[nodiscard]] QStringList queuePatterns(const stack::Stack &stack);

/// The jobs of a set's RDB into the queue, whose execution is not over in the database.
/// Ran ones wait again: they are executed a second time.
/// @param openExecutions ids of executions that are new, running or waiting
/// @return how many jobs were put back
[[nodiscard]] Result<int> replayQueue(const JobContext &context, const backup::Neighbours &neighbours, redis::Session &session,
                                      const backup::BackupSet &set, const QString &ageIdentityFile, const stack::Stack &stack,
                                      const QSet<QString> &openExecutions);

/// Ends n8n's processes: main and webhooks first, so that nothing new comes in,
/// then the workers, with time to end what they run. Who ran is in the journal before.
[[nodiscard]] Result<void> closeDoors(RestoreRun &run, const JobContext &context);
/// Starts again what closeDoors() ended.
/// @param all false = main alone
[[nodiscard]] Result<void> openDoors(RestoreRun &run, const JobContext &context, bool all);
/// Takes closeDoors() back, also one that broke off in the middle.
[[nodiscard]] Result<void> reopenDoors(RestoreRun &run, const JobContext &context);
/// Ends what runs now, quickly: it works on data that is about to be taken away.
[[nodiscard]] Result<void> shutDoors(RestoreRun &run, const JobContext &context);
/// Waits until main answers that it is ready.
[[nodiscard]] Result<void> waitForMain(RestoreRun &run, const JobContext &context);

/// Writes into the journal that a file of the project is about to be replaced, which is done before anything of it is
/// written: one that nobody knows of would not be taken back.
/// @return what the journal says of it, which is older where the run was killed and is gone on with
[[nodiscard]] Result<ReplacedFile> noteReplaced(RestoreRun &run, const ReplacedFile &file);
/// Puts the set's files of the project in place of those that are there, each kept beside.
[[nodiscard]] Result<void> swapProjectFiles(RestoreRun &run, const JobContext &context);
[[nodiscard]] Result<void> bringProjectFilesBack(RestoreRun &run, const JobContext &context);
/// What swapProjectFiles() would change, secrets masked.
[[nodiscard]] Result<QList<FileChange>> projectFileChanges(const JobContext &context, const Request &request);

/// The key that is to be in force afterwards. Errors: NotFound, Auth.
[[nodiscard]] Result<Secret> keyToBe(const JobContext &context, const backup::Neighbours &neighbours, const Request &request);
/// The key that a set alone gives away, from its environment or its data folder; empty when it holds none.
[[nodiscard]] Result<Secret> keyOfSet(const JobContext &context, const Request &request);
/// The key that n8n's settings file names, whether it is in force or not; empty when there is none.
[[nodiscard]] Result<Secret> keyInDataFolder(const JobContext &context, docker::DockerPort &docker, const stack::Service &main);
/// Writes the key wherever n8n looks for it, so that all places agree.
[[nodiscard]] Result<void> placeKey(RestoreRun &run, const JobContext &context);

/// Ends what sessions of a run that was killed still do on the server: the statement that
/// they were at would otherwise take effect while it is taken back.
[[nodiscard]] Result<void> endOwnSessions(RestoreRun &run, const JobContext &context);

/// The staged database in place of n8n's own, which stays under a dated name.
/// Both renames are one transaction; the doors are closed for a moment only.
[[nodiscard]] Result<void> swapDatabases(RestoreRun &run, const JobContext &context);
/// The other way round, from wherever it stopped.
[[nodiscard]] Result<void> swapDatabasesBack(RestoreRun &run, const JobContext &context);

/// The steps of a restore into a standing stack, each written into the journal
/// before and after it ran. Those that the journal calls done do nothing again.
[[nodiscard]] QList<Step> restoreSteps(const std::shared_ptr<RestoreRun> &run);
/// The same for one look inside.
[[nodiscard]] QList<Step> lookSteps(const std::shared_ptr<RestoreRun> &run);

/// One line a schedule that was due between two moments: "Invoices: every 5 minutes, about 24 times".
/// @param nodes JSON of a workflow's nodes
[[nodiscard]] QStringList schedulesDue(const QString &workflow, const QByteArray &nodes, const QDateTime &from, const QDateTime &to);

/// The same of all workflows that are in quarantine.
[[nodiscard]] Result<QStringList> schedulesOf(const JobContext &context, postgres::Session &session, const QString &schema, const QString &prefix,
                                              const QDateTime &from, const QDateTime &to);

/// The report as one HTML page, for paper too.
[[nodiscard]] QByteArray reportHtml(const JournalState &state, const QDateTime &now);

} // namespace quarterdeck::restore
