// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/retention.h"

#include <QCommandLineOption>
#include <QCommandLineParser>

namespace quarterdeck::cli {

/// --keep-last and its like, --max-age, --min-proven.
[[nodiscard]] QList<QCommandLineOption> retentionOptions();

/// The policy with what the options say instead.
[[nodiscard]] Result<backup::RetentionPolicy> withRetentionOptions(const QCommandLineParser &parser, backup::RetentionPolicy policy);

/// "younger than 7 d, daily 14, at least 3 proven".
[[nodiscard]] QString retentionText(const backup::RetentionPolicy &policy);

} // namespace quarterdeck::cli
