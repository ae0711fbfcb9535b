// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/workeroperations.h"

namespace quarterdeck::gui {

/// The operations of a real stack.
class StackWorkerOperations final : public WorkerOperations
{
public:
    /// All must outlive it and both threads.
    /// @param forJobs of the job thread, which no other thread uses but for Docker's
    /// @param forReading of the reading thread alone
    StackWorkerOperations(const workers::Neighbours &forJobs, const workers::Neighbours &forReading);

    [[nodiscard]] Result<workers::Situation> read(const JobContext &context, const stack::Stack &stack) override;
    [[nodiscard]] Result<workers::ScalePreview> preview(const JobContext &context, const stack::Stack &stack,
                                                        const workers::ScaleRequest &request) override;
    [[nodiscard]] QList<Step> scalePlan(const stack::Stack &stack, const workers::ScaleRequest &request,
                                        const std::shared_ptr<workers::ScaleReport> &report) override;
    [[nodiscard]] Result<workers::SettingsPreview> previewSettings(const JobContext &context, const stack::Stack &stack,
                                                                   const workers::WorkerSettings &settings) override;
    [[nodiscard]] QList<Step> settingsPlan(const stack::Stack &stack, const workers::WorkerSettings &settings,
                                           const workers::SettingsOptions &options) override;
    [[nodiscard]] QList<Step> remedyPlan(const stack::Stack &stack, const workers::Finding &finding) override;
    [[nodiscard]] Result<workers::Distribution> testDistribution(const JobContext &context, const stack::Stack &stack, int count) override;

private:
    workers::Neighbours m_jobs;
    workers::Neighbours m_reading;
    workers::SituationReader m_reader; ///< keeps its connections from look to look
};

} // namespace quarterdeck::gui
