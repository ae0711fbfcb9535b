// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/policy.h"

#include <QCommandLineOption>
#include <QCommandLineParser>

namespace quarterdeck::cli {

/// The options that describe a policy, for `workers autoscale set` and `dry-run`.
[[nodiscard]] QList<QCommandLineOption> autoscaleOptions();

/// The policy with what the command line says of it.
/// Errors: Invalid, for Outcome::usage().
[[nodiscard]] Result<workers::autoscale::Policy> withAutoscaleOptions(const QCommandLineParser &parser, workers::autoscale::Policy policy);

} // namespace quarterdeck::cli
