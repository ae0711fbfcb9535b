// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/restore/journal.h"

namespace quarterdeck::restore {

/// A stack that is gone, from one set: Scenario::Rebuild. Step ids: "lock",
/// "checks", "journal", "files", "servers", "globals", "postgres", "compare", "quarantine",
/// "n8n-data", "main", "workers", "key", "report". Refuses wherever something of the project's name
/// or anything in its folder exists, so that the undo may remove all it made.
/// The queue starts empty. `report` must outlive the plan. Taking the lock and
/// recording the run is in it.
[[nodiscard]] QList<Step> rebuildPlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                                      const backup::Recording &recording, Report &report);

/// The same as a rehearsal: beside everything else, under a name, in a folder and on
/// ports of its own, without triggers, and removed again once it was timed.
[[nodiscard]] QList<Step> rehearsePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                                       const backup::Recording &recording, Report &report);

/// The same as a clone to look around in: beside everything else like a rehearsal, and it stays
/// until it is rolled back. Never released: two of one n8n would do everything twice.
[[nodiscard]] QList<Step> clonePlan(const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
                                    const backup::Recording &recording, Report &report);

/// What a rehearsal or a clone makes of a request: a name, a folder and ports that nobody has.
[[nodiscard]] Result<Request> aside(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose, Request request);

/// Removes everything under a project's name by its labels, and the files that
/// the journal names. For a rebuild that was killed: the checks saw that nothing of the name was there before.
[[nodiscard]] Result<void> removeRebuilt(const JobContext &context, docker::DockerPort &docker, const JournalState &state);

} // namespace quarterdeck::restore
