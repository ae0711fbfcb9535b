// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "stack/stack.h"
#include "workers/neighbours.h"
#include "workers/settingvalues.h"

#include <atomic>
#include <chrono>
#include <memory>

namespace quarterdeck::workers {

/// What changed settings do, for people to see first.
struct SettingsPreview
{
    QString diff; ///< unified, of all files, made by splicing bytes; empty: they say all of it already
    QStringList heldIn; ///< translated, one a change: the variable or key, and the file
    QStringList recreated; ///< names of the containers that are made anew, main's last
    bool mainRecreated = false;
    /// A new worker takes jobs before an old one goes; false: the service allows no second container beside the
    /// first (container_name, a published port), so each worker is away for a while.
    bool oneMoreFirst = true;
    QStringList consequences; ///< translated sentences: what will happen, in order
    QStringList warnings; ///< translated, with numbers; those of settingWarnings() first
    std::optional<std::chrono::milliseconds> longestJob; ///< as settingWarnings() wants it

    [[nodiscard]] bool changesNothing() const { return diff.isEmpty() && recreated.isEmpty(); }
};
/// The files as they would be, what is made anew for it, and what to think of before.
/// Writes nothing but copies for Compose to look at, which are gone again afterwards.
/// Errors: Invalid for settings that contradict each other, those of stack::planEdit() and of the engine.
[[nodiscard]] Result<SettingsPreview> previewSettings(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                      const WorkerSettings &settings);

/// What settingsPlan() has done; to be read when its steps have run.
struct SettingsReport
{
    QStringList replaced; ///< names of the containers that went
    QStringList made; ///< and of those that came
    bool mainRecreated = false;
    QStringList lost; ///< executions that were cut off; empty is good
    QStringList safetyCopies; ///< the files as they were before
    QStringList heldIn; ///< as in the preview
    qint64 tookMs = 0;
    QString summary; ///< translated
};

struct SettingsOptions
{
    /// The diff of the preview that somebody agreed to: another one by now is a Conflict. Empty = whatever it is.
    QString agreedDiff;
    /// How long the jobs of a worker that goes may take, as in DrainOptions.
    std::chrono::seconds drainTimeout{0};
    std::shared_ptr<std::atomic_bool> finishNow; ///< as in DrainOptions; may be empty
    std::shared_ptr<SettingsReport> report; ///< may be empty
};

/// Steps under the stack's lock: check; splice the files; for each worker: bring up one more with the new settings,
/// wait until it takes jobs, drain an old one and remove it; main, if a setting is its own; verify.
///
/// So the capacity never falls, and the number of workers is the same at the end. A failure or a
/// cancellation in the middle gives the files their bytes back first, then replaces the new
/// workers by old ones in the same way: never a mixture of both.
[[nodiscard]] QList<Step> settingsPlan(const Neighbours &neighbours, const stack::Stack &stack, const WorkerSettings &settings,
                                       const SettingsOptions &options = {});

/// Makes these workers anew by what the files say now, in the same way: one more takes jobs, an old one is drained.
/// Nothing is written. A failure leaves as many workers as there were.
/// @param names of containers
[[nodiscard]] QList<Step> renewPlan(const Neighbours &neighbours, const stack::Stack &stack, const QStringList &names,
                                    const SettingsOptions &options = {});

} // namespace quarterdeck::workers
