// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"

namespace quarterdeck::backup {

/// What a drill works on. The containers it starts have no network, and die with it.
struct DrillInput
{
    const Neighbours &neighbours;
    const BackupSet &set;
    QString ageIdentityFile;
    const stack::Stack *stack = nullptr; ///< for an image that the manifest's id does not find
    Secret key; ///< n8n's instance key; may be empty
};

/// Restores the dump (and the roles) into an empty server of the same image and
/// compares: every table's rows and contents, the newest migration, the key on
/// the credentials.
/// @return translated findings. Errors: Corrupt = the set did not stand the
///         test, with what differs; anything else = the test could not be made
[[nodiscard]] Result<QStringList> drillPostgres(const JobContext &context, const DrillInput &input);

/// Starts Redis of the same image on the RDB and counts its keys. Errors as above.
[[nodiscard]] Result<QStringList> drillRedis(const JobContext &context, const DrillInput &input);

/// Lets pg_restore of the same image read the dump to its end, into nothing. Errors as above.
[[nodiscard]] Result<QStringList> readDump(const JobContext &context, const DrillInput &input);

} // namespace quarterdeck::backup
