// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/history.h"
#include "workers/autoscale/replay.h"
#include "workers/autoscale/service.h"
#include "workers/autoscale/settings.h"

#include <QJsonObject>

/// The JSON of `workers autoscale`, documented in docs/cli.md.
namespace quarterdeck::cli {

[[nodiscard]] QJsonObject toJson(const workers::autoscale::Policy &policy);
[[nodiscard]] QJsonObject toJson(const workers::autoscale::ServiceStatus &status);
[[nodiscard]] QJsonObject toJson(const workers::autoscale::Action &action);
[[nodiscard]] QJsonObject toJson(const workers::autoscale::ReplayEvent &event);
[[nodiscard]] QJsonObject toJson(const workers::autoscale::Replay &replay);

} // namespace quarterdeck::cli
