// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/autoscaleoperations.h"

namespace quarterdeck::gui {

/// Where autoscaling keeps what it keeps; tests have their own.
struct AutoscalePlaces
{
    QString configFolder; ///< empty = the usual one of loadSettings()
    QString historyPath; ///< empty = History's default
    stack::AutostartPlaces autostart;
};

/// The operations of a real machine.
class StackAutoscaleOperations final : public AutoscaleOperations
{
public:
    /// All must outlive it and its threads.
    /// @param forJobs of the job thread
    /// @param forReading of the thread that calls read(), alone
    /// @param program absolute path of quarterdeckctl, which the service starts
    StackAutoscaleOperations(process::ProcessPort &forJobs, process::ProcessPort &forReading, QString program, AutoscalePlaces places = {});

    [[nodiscard]] AutoscaleReading read(const JobContext &context, const QString &stackId) override;
    [[nodiscard]] Result<workers::autoscale::Replay> replay(const JobContext &context, const QString &stackId,
                                                            const workers::autoscale::Policy &policy, int hours) override;
    [[nodiscard]] Result<void> record(const QString &stackId, const workers::autoscale::Sample &sample) override;
    [[nodiscard]] QList<Step> settingsPlan(const QString &stackId, const workers::autoscale::Settings &settings) override;

private:
    process::ProcessPort &m_jobs;
    process::ProcessPort &m_reading;
    QString m_program;
    AutoscalePlaces m_places;
};

} // namespace quarterdeck::gui
