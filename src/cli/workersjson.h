// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/distribution.h"
#include "workers/situation.h"

#include <QJsonObject>

/// The JSON of the workers' verbs, documented in docs/cli.md. What is not known is null.
namespace quarterdeck::cli {

[[nodiscard]] QJsonObject situationJson(const QString &stackId, const workers::Situation &situation);
[[nodiscard]] QJsonObject distributionJson(const QString &stackId, const workers::Distribution &distribution);

/// "note", "warning", "problem".
[[nodiscard]] QString severityName(workers::Finding::Severity severity);

} // namespace quarterdeck::cli
