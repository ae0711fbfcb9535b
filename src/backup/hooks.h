// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/process/processport.h"
#include "backup/history.h"
#include "backup/settings.h"

#include <QJsonObject>

namespace quarterdeck::backup {

enum class HookEvent { Success, Failure, Missed };

/// What a hook is told: {"event", "stack", "operation", "trigger", "startedAt",
/// "finishedAt", "outcome", "set", "bytes", "summary", "error", "host"}; summary
/// and error are cut to 4,000 characters.
[[nodiscard]] QJsonObject hookMessage(HookEvent event, const RunRecord &run);

/// Runs the command with the message on its standard input (60 s), and POSTs
/// it to the URL by curl (10 s; address and message travel on curl's standard
/// input, for addresses hold tokens). What goes wrong is a warning, translated,
/// without the address; a hook never fails a backup.
[[nodiscard]] QStringList runHooks(const JobContext &context, process::ProcessPort &process, const HookSettings &settings, HookEvent event,
                                   const QJsonObject &message);

/// The settings of one POST as a curl configuration file (curl(1), --config).
/// Invalid when the address is not http:// or https:// or has a control character.
[[nodiscard]] Result<QByteArray> curlConfiguration(const QString &url, const QByteArray &body);

} // namespace quarterdeck::backup
