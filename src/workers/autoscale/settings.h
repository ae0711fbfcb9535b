// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/policy.h"

namespace quarterdeck::workers::autoscale {

enum class Mode {
    Off,
    Watch, ///< records and tells what it would do; changes nothing
    On,
};
/// "off", "watch", "on".
[[nodiscard]] QString modeName(Mode mode);

/// Whether and how one stack's workers are scaled. Kept as JSON in
/// ~/.config/quarterdeck/stacks/<hash of id>/autoscale.json, mode 0600.
struct Settings
{
    Mode mode = Mode::Off;
    Policy policy;

    bool operator==(const Settings &) const = default;
};

[[nodiscard]] Result<Settings> loadSettings(const QString &stackId, const QString &configFolder = {});
/// Errors: Invalid with the first problemsOf() the policy.
[[nodiscard]] Result<void> saveSettings(const QString &stackId, const Settings &settings, const QString &configFolder = {});

} // namespace quarterdeck::workers::autoscale
