// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/ports.h"
#include "backup/repository.h"
#include "backup/settings.h"
#include "foundation/clock.h"
#include "foundation/steprunner.h"
#include "stack/stack.h"

#include <memory>

namespace quarterdeck::backup {

/// The neighbours every backup operation needs.
struct Neighbours
{
    docker::DockerPort &docker;
    postgres::PostgresPort &postgres;
    redis::RedisPort &redis;
    process::ProcessPort &process;
    const Clock &clock;
};

/// One named check before anything is written.
struct PreflightCheck
{
    enum class Verdict { Passed, Warning, Failed };

    QString id; ///< "space", "target", "clock", "postgres", "redis", "n8n-data", "lock", ...
    Verdict verdict = Verdict::Passed;
    QString text; ///< translated, with the figures
    QString remedy; ///< translated
    ErrorKind kind = ErrorKind::Conflict; ///< of a run that ends here because this failed
};

/// What a finished run leaves behind.
struct BackupReport
{
    QString setId;
    QString setPath;
    QString logPath;
    std::optional<Manifest> manifest;
    QList<PreflightCheck> checks;
    std::optional<Proof> proof;
    QStringList removedSets; ///< by retention
    QStringList warnings;
    QString summary; ///< one translated line
};

/// Looks, writes nothing.
[[nodiscard]] QList<PreflightCheck> preflight(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                              const BackupSettings &settings);

/// Where runs are written down; tests have their own.
struct Recording
{
    QString historyPath; ///< empty = History's default
    QString trigger = QStringLiteral("manual"); ///< "manual", "schedule", "catch-up"
    bool lockHeld = false; ///< the caller has the stack's lock already: the backup is a step of something larger
};

/// The whole backup as a plan: preflight, lock, capture, seal, publish,
/// verify, drill, retention. `report` is filled as the steps run and must
/// outlive the plan. Cancelled or failed: no partial set, no helper container.
/// Every run, good or bad, is in the history afterwards and has told its hooks.
///
/// Step ids, in order: "record", "lock", "clean", "preflight", "snapshot",
/// "redis", "n8n-data", "postgres", "globals", "configuration", "seal", "verify",
/// "drill", "retention", "card", "finish"; what the settings leave out is not there.
/// The snapshot comes first and is held: what follows it at once (the queue, the
/// files) is of nearly the same moment, and the dump, which takes longest, of exactly that.
/// Progress is in bytes.
[[nodiscard]] QList<Step> createBackupPlan(const Neighbours &neighbours, const stack::Stack &stack, const BackupSettings &settings,
                                           const Recording &recording, BackupReport &report);

/// Checks a set.
/// quick = sizes and checksums; full = quick + decompress everything,
/// pg_restore reads the dump to its end, the RDB's own check, walk the tars; drill = full +
/// restore into throwaway containers of the same images without network to the
/// stack, compare row counts, digests, migration head, key against
/// credentials, boot redis on the RDB and count keys. The proof is recorded.
/// @param stack for drill only: where to take the images and the key from; may
///        be null when the images of the manifest are there and the key is in the set
/// @return the proof, passed or not; an Error only when the check itself could not be made
[[nodiscard]] Result<Proof> verifySet(const JobContext &context, const Neighbours &neighbours, const Repository &repository, const BackupSet &set,
                                      Proof::Depth depth, const BackupSettings &settings, const stack::Stack *stack);

/// verifySet() as a plan of one step ("verify" or "drill") that is recorded
/// like a backup; `proof` must outlive it. A proof that did not pass makes the
/// step fail with Corrupt, after it was recorded.
[[nodiscard]] QList<Step> verifyPlan(const Neighbours &neighbours, const Repository &repository, const BackupSet &set, Proof::Depth depth,
                                     const BackupSettings &settings, std::optional<stack::Stack> stack, const Recording &recording, Proof &proof);

/// What retention did, or would do.
struct PruneReport
{
    QList<RetentionDecision> decisions; ///< newest first
    QStringList removed; ///< ids; empty in a dry run
};

/// Applies a policy to the sets of one stack.
/// @param dryRun decides and removes nothing
[[nodiscard]] Result<PruneReport> pruneSets(const JobContext &context, const Repository &repository, const QString &stackId,
                                            const RetentionPolicy &policy, const QDateTime &now, bool dryRun);

/// What removing a set by hand would mean: translated sentences for the
/// question before it ("It is the newest proven set.", "12 h 5 min of history are covered by it alone.").
[[nodiscard]] QStringList removalConsequences(const QList<BackupSet> &sets, const BackupSet &set);

/// Helper containers carry this label with the run's id; leftovers of dead
/// runs are found by it.
inline constexpr char helperLabel[] = "org.quarterdeck.helper";

/// Removes helper containers, volumes and pipe folders whose owning process is
/// gone, and containers of this process that it could not remove in time.
[[nodiscard]] Result<QStringList> removeOrphanedHelpers(const JobContext &context, docker::DockerPort &docker);

} // namespace quarterdeck::backup
