// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/retention.h"

#include <chrono>

namespace quarterdeck::backup {

struct HookSettings
{
    QStringList command; ///< argument vector; gets the run's JSON on standard input
    QString url; ///< POSTed the same JSON
    bool onSuccess = false;
    bool onFailure = true;
    bool onMissed = true;

    bool operator==(const HookSettings &) const = default;
};

/// How one stack is backed up. Kept as JSON in
/// ~/.config/quarterdeck/stacks/<hash of id>/backup.json, mode 0600.
struct BackupSettings
{
    QString folder; ///< empty = Repository::defaultFolder()
    QList<Part> parts = {Part::Postgres, Part::Globals, Part::Redis, Part::N8nData, Part::Environment, Part::Compose};
    QStringList ageRecipients; ///< public keys; empty = not encrypted
    QString ageIdentityFile; ///< to verify and drill encrypted sets; kept apart from them
    RetentionPolicy retention;
    int drillEvery = 1; ///< drill every nth set; 0 = never by itself
    qint64 rateLimit = 0; ///< bytes per second written; 0 = none
    /// How long a table of the database may stay locked by somebody else (a migration) before the run gives up; 0 = never.
    std::chrono::seconds lockWait{60};
    bool niceWhenBusy = true; ///< fewer threads and lower priority while executions run
    HookSettings hooks;

    bool operator==(const BackupSettings &) const = default;
};

[[nodiscard]] Result<BackupSettings> loadBackupSettings(const QString &stackId, const QString &configFolder = {});
/// Errors: Invalid (a value that load would refuse), ... Members of a newer
/// version that are in the file stay.
[[nodiscard]] Result<void> saveBackupSettings(const QString &stackId, const BackupSettings &settings, const QString &configFolder = {});

} // namespace quarterdeck::backup
