// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/steprunner.h"
#include "workers/autoscale/history.h"
#include "workers/autoscale/replay.h"
#include "workers/autoscale/service.h"
#include "workers/autoscale/settings.h"

namespace quarterdeck::gui {

/// What is known about the autoscaling of one stack, read in one go. What could not be read says why.
struct AutoscaleReading
{
    QString stackId;
    workers::autoscale::Settings settings;
    std::optional<Error> settingsError;
    workers::autoscale::ServiceStatus service;
    std::optional<Error> serviceError;
    QList<workers::autoscale::Action> actions; ///< the last ones, newest first
};

/// What a policy would have done, or why that cannot be told. Whole, for signals.
struct ReplayAnswer
{
    Result<workers::autoscale::Replay> replay;
};

/// What the window can have done about autoscaling. read(), replay() and record() block; each is called by a thread of its
/// own. The steps of a plan run on the job thread.
class AutoscaleOperations
{
public:
    virtual ~AutoscaleOperations() = default;

    [[nodiscard]] virtual AutoscaleReading read(const JobContext &context, const QString &stackId) = 0;
    /// @param hours how far back; 0 = all that was recorded
    [[nodiscard]] virtual Result<workers::autoscale::Replay> replay(const JobContext &context, const QString &stackId,
                                                                    const workers::autoscale::Policy &policy, int hours)
        = 0;
    /// Keeps what the window has seen for dry runs.
    [[nodiscard]] virtual Result<void> record(const QString &stackId, const workers::autoscale::Sample &sample) = 0;
    /// Keeps the settings, and installs or removes the service.
    [[nodiscard]] virtual QList<Step> settingsPlan(const QString &stackId, const workers::autoscale::Settings &settings) = 0;
};

} // namespace quarterdeck::gui
