// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"

#include <chrono>
#include <functional>

/// Getting a stack back from a set: looked at first, staged beside what is
/// there, checked, swapped in one short window, undoable until released.
namespace quarterdeck::restore {

/// What a person wants.
enum class Scenario {
    Undo, ///< parts of a standing stack back to an earlier set
    Rebuild, ///< the stack is gone: project folder, volumes and containers from one set
    LookInside, ///< into a side database, or a stack of its own, beside the one in use; nothing is swapped
    Rehearse, ///< everything against throwaway containers, timed
};
[[nodiscard]] QString scenarioName(Scenario scenario); ///< "undo", "rebuild", "look-inside", "rehearse"

/// Which of the keys that were found is to be in force afterwards.
enum class KeyChoice {
    Current, ///< the stack's own stays
    FromSet, ///< the one in the set, written where the stack keeps its own
    Given, ///< one typed in
};

/// What is to be restored, and how. A value: made by the wizard or the command
/// line, shown as an Outline, run as a plan.
struct Request
{
    Scenario scenario = Scenario::Undo;
    backup::BackupSet set; ///< also a Foreign one; a bare dump is made into one by foreignSetOf()
    QString ageIdentityFile;
    /// What of the set; of Undo any choice, of Rebuild all it has, of LookInside Postgres.
    QList<backup::Part> parts = {backup::Part::Postgres, backup::Part::Globals, backup::Part::N8nData};
    std::optional<stack::Stack> stack; ///< the one that is changed; none for a Rebuild and a Rehearse without one
    QString projectFolder; ///< Rebuild: where the project's files go; empty = where they were
    QString projectName; ///< Rebuild: empty = as in the set
    QMap<quint16, quint16> ports; ///< Rebuild: published port of the set -> another, where it is taken
    QString sideDatabase; ///< LookInside: empty = n8n_look_<time>
    /// LookInside: a whole stack of its own instead, under a name and on ports that nobody has, without
    /// triggers and workers. It stays until it is rolled back; it is never released.
    bool asClone = false;
    bool safetyBackup = true; ///< of the parts that are about to be replaced
    /// The RDB of the set into the queue: jobs of that time would run (again). Off = the queue is emptied with a database restore.
    bool replayQueue = false;
    bool quarantine = true; ///< n8n comes back with its triggers off until released
    KeyChoice key = KeyChoice::Current;
    Secret givenKey;
    int keepOldDays = 7; ///< how long the replaced database stays under its dated name
    /// DROP DATABASE ... WITH (FORCE) of the old one right after the swap, for a disk too small for both.
    bool dropOldAtOnce = false;
    std::chrono::seconds drainTimeout{0}; ///< how long running executions may take to end; 0 = the services' own grace
};

/// One key that was found, and what it opens.
struct KeySeen
{
    QString from; ///< "stack", "set", or "given"
    QString fingerprint;
    backup::KeyFit fitsSet = backup::KeyFit::Unknown; ///< the credentials of the dump
    backup::KeyFit fitsNow = backup::KeyFit::Unknown; ///< the credentials in the database now
};

/// A file of the project as it would be replaced.
struct FileChange
{
    QString path;
    QString before; ///< secrets masked; empty = not there
    QString after; ///< secrets masked
    QStringList kept; ///< names of variables that keep their value: passwords of servers that are not replaced
};

struct PlannedStep
{
    QString id;
    QString title; ///< translated
    QString destroys; ///< translated: what is gone for good, or empty
    qint64 estimatedMs = -1; ///< from measured speed; -1 = not known
};

/// Everything a person should see before saying yes. Made without a write.
struct Outline
{
    QList<backup::PreflightCheck>
        checks; ///< "engine", "set", "space", "server-version", "n8n-version", "key", "connections", "running", "ports", ...
    QList<KeySeen> keys;
    QList<FileChange> files;
    QList<PlannedStep> steps;
    QStringList consequences; ///< translated sentences: what is destroyed, where the safety copy lies
    QStringList goodParts; ///< of a damaged set: parts that still stand, translated
    bool destroysData = false; ///< then the stack's name is asked for
    qint64 estimatedMs = -1; ///< the sum of the steps that are known; -1 = of none
    qint64 bytesNeeded = 0;

    [[nodiscard]] bool isPossible() const; ///< no check failed
};

/// What was seen afterwards, for the report.
struct TableComparison
{
    QString table;
    qint64 expected = 0;
    qint64 found = 0;
    bool sameContents = true;
};

struct Report
{
    QString runId; ///< of the journal
    QString setId;
    QString stackId;
    QString safetySetId; ///< empty when there was none
    QString oldDatabase; ///< the dated name under which the replaced one lies
    QString sideDatabase;
    QList<TableComparison> tables;
    backup::KeyFit keyFit = backup::KeyFit::Unknown;
    qint64 cutOverMs = -1; ///< between the doors closing on one and opening on the other database, the last time; -1 = never
    qint64 tookMs = 0;
    QString health; ///< translated: what n8n itself answered in the end; empty = it was not asked
    QStringList wouldHaveFired; ///< schedules that were due meanwhile, translated
    QStringList warnings;
    QStringList toCheck; ///< translated: what a person should look at
    QString reportPath; ///< HTML, 0600
    QString summary; ///< one translated line
    bool quarantined = false; ///< then release() or rollback is next
    QString cloneUrl; ///< of a clone that stands: where its n8n answers; rollback removes it
};

/// Called for each check as it is made, on the thread that looks.
using CheckListener = std::function<void(const backup::PreflightCheck &)>;

/// Looks, writes nothing (but may start throwaway containers without network to check the set).
/// @param listener told each of the Outline's checks, in their order, while the look goes on; may be empty
[[nodiscard]] Result<Outline> outline(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose,
                                      const Request &request, const CheckListener &listener = {});

/// The restore as a plan under the stack's lock. `report` must outlive it.
/// Failed or cancelled before the last step: everything is as it was. Each
/// step is in the journal before and after it ran.
[[nodiscard]] QList<Step> restorePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                                      const backup::Recording &recording, Report &report);

/// A restore that is not over: killed in the middle, or waiting in quarantine.
struct Unfinished
{
    QString runId;
    QString stackId;
    QString setId;
    Scenario scenario = Scenario::Undo;
    QString lastStep; ///< id of the last step that was begun
    QString lastTitle; ///< its title, translated
    bool asClone = false; ///< a stack beside another, which is removed and never released
    bool ended = false; ///< every step ran: it waits to be released
    bool ownerAlive = false; ///< another process is at it now
    QDateTime startedAt;
    Report report; ///< as far as it got
};
[[nodiscard]] Result<QList<Unfinished>> unfinishedRestores();

/// A rehearsal that ran to its end.
struct Rehearsal
{
    QDateTime at;
    QString setId;
    qint64 tookMs = 0; ///< from the set to an n8n that answers: the recovery time that can be promised
};
/// The newest one of a stack's sets; nothing when there was none.
[[nodiscard]] std::optional<Rehearsal> lastRehearsal(const QString &stackId);

/// Ids of the sets that were made before a restore, of what it replaced: no
/// state that somebody chose to keep. Empty when the journals cannot be read.
[[nodiscard]] QStringList safetySets();

/// Goes on where a killed restore stopped. Errors of making it: NotFound, Conflict (somebody is at it).
[[nodiscard]] Result<QList<Step>> resumePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId,
                                             Report &report);
/// Takes everything back, from any step until release.
[[nodiscard]] Result<QList<Step>> rollbackPlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId,
                                               Report &report);
/// Ends the quarantine: triggers on, workers up. The old database stays for keepOldDays.
[[nodiscard]] Result<QList<Step>> releasePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const QString &runId,
                                              Report &report);

/// Old databases of restores whose days are over (n8n_prev_..., n8n_look_...).
[[nodiscard]] Result<QStringList> expiredDatabases(const JobContext &context, const backup::Neighbours &neighbours, const stack::Stack &stack,
                                                   const QDateTime &now);

/// Drops them, and removes the old data folders of n8n that restores of those days have kept in its volume.
/// @return what was removed, for people
[[nodiscard]] Result<QStringList> dropExpired(const JobContext &context, const backup::Neighbours &neighbours, const stack::Stack &stack,
                                              const QDateTime &now);

/// A bare dump (.sql, .sql.gz, custom format, a directory of pg_dump) as a set
/// of state Foreign. Errors: NotFound, Unsupported (no dump we know).
[[nodiscard]] Result<backup::BackupSet> foreignSetOf(const QString &path);

/// One workflow of a set, as n8n's own export writes it (an array of one
/// object), read from a throwaway server without network.
/// @param workflow id, or name when it is the only one of that name
/// Errors: NotFound with the names there are, Corrupt, ...
[[nodiscard]] Result<QByteArray> extractWorkflow(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                                 const QString &ageIdentityFile, const QString &workflow);

/// One line of what is inside a set.
struct WorkflowEntry
{
    QString id;
    QString name;
    bool active = false;
    QDateTime updated;
};
[[nodiscard]] Result<QList<WorkflowEntry>> listWorkflows(const JobContext &context, const backup::Neighbours &neighbours,
                                                         const backup::BackupSet &set, const QString &ageIdentityFile);

struct CredentialEntry
{
    QString id;
    QString name;
    QString type; ///< n8n's name for it: "httpHeaderAuth"
    QDateTime updated;
};
[[nodiscard]] Result<QList<CredentialEntry>> listCredentials(const JobContext &context, const backup::Neighbours &neighbours,
                                                             const backup::BackupSet &set, const QString &ageIdentityFile);

/// How the data of a credential is written out.
enum class CredentialForm {
    AsStored, ///< encrypted: of use where the same key is in force
    Decrypted, ///< in plain text, by the key that the set holds: for another n8n, which encrypts it anew
};

/// One credential of a set, as n8n's own export:credentials writes it (an array
/// of one object), read from a throwaway server without network.
/// @param credential id, or name when it is the only one of that name
/// Errors: NotFound with the names there are, or when the set holds no key; Auth (its key does not open it), Corrupt, ...
[[nodiscard]] Result<Secret> extractCredential(const JobContext &context, const backup::Neighbours &neighbours, const backup::BackupSet &set,
                                               const QString &ageIdentityFile, const QString &credential, CredentialForm form);

} // namespace quarterdeck::restore
