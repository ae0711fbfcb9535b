// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/capturerun.h"

/// What each step of a backup does. They run in the order in which they stand.
namespace quarterdeck::backup {

/// Opens and exports the snapshot; reads what the manifest says of server and
/// database, and tries the instance key on the credentials in it.
[[nodiscard]] Result<void> takeSnapshot(CaptureRun &run, const JobContext &context);
/// Has Redis save and copies its RDB, whose checksum must fit. A Redis that
/// cannot be had is a gap in the set and a warning, not the end.
[[nodiscard]] Result<void> captureRedis(CaptureRun &run, const JobContext &context);
/// Streams n8n's data folder out of main's container, running or not.
[[nodiscard]] Result<void> captureN8nData(CaptureRun &run, const JobContext &context);
/// Dumps under the snapshot, then counts and digests every table in it.
[[nodiscard]] Result<void> capturePostgres(CaptureRun &run, const JobContext &context);
/// Roles and their passwords. The last to need the database: ends the snapshot.
[[nodiscard]] Result<void> captureGlobals(CaptureRun &run, const JobContext &context);
/// .env and compose files, and what else the services have mounted from the
/// project's folder (configuration of the servers), byte for byte.
[[nodiscard]] Result<void> captureConfiguration(CaptureRun &run, const JobContext &context);
/// Log and read-me, the manifest, and then the one rename that makes it a set.
[[nodiscard]] Result<void> sealSet(CaptureRun &run, const JobContext &context);

} // namespace quarterdeck::backup
