// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/settings.h"
#include "cli/terminal.h"

#include <QCommandLineOption>
#include <QCommandLineParser>

namespace quarterdeck::cli {

/// The options of `backup settings set`.
[[nodiscard]] QList<QCommandLineOption> settingsOptions();

/// The address for notices as it was given, read from standard input where it
/// is "-"; empty when it was not given.
[[nodiscard]] Result<QString> hookUrlOf(const JobContext &context, const Terminal &terminal, const QCommandLineParser &parser);

/// The settings with what the options say instead.
/// @param hookUrl from hookUrlOf()
/// Errors: Invalid, for Outcome::usage(); none repeats a secret.
[[nodiscard]] Result<backup::BackupSettings> withSettingsOptions(const QCommandLineParser &parser, const QString &hookUrl,
                                                                 backup::BackupSettings settings);

/// What is allowed but unwise, translated: sets nobody could read, a key that
/// is lost together with the sets.
[[nodiscard]] QStringList settingsWarnings(const backup::BackupSettings &settings);

} // namespace quarterdeck::cli
