// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/operations.h"

#include <memory>

namespace quarterdeck::gui {

/// What was read of the workers of one stack, or why not. Whole, for signals.
struct WorkerReading
{
    QString stackId;
    Result<workers::Situation> situation;
};

/// What going to this number would do, or why that cannot be told.
struct ScaleAnswer
{
    int target = 0;
    Result<workers::ScalePreview> preview;
};

/// What these settings would do, or why that cannot be told.
struct SettingsAnswer
{
    workers::WorkerSettings settings;
    Result<workers::SettingsPreview> preview;
};

/// What the window can have done about workers. Pages and controllers know
/// this, not the neighbours. read() and preview() block and are called by a thread of their
/// own, one at a time; steps and testDistribution() run on the job thread.
class WorkerOperations
{
public:
    virtual ~WorkerOperations() = default;

    [[nodiscard]] virtual Result<workers::Situation> read(const JobContext &context, const stack::Stack &stack) = 0;
    [[nodiscard]] virtual Result<workers::ScalePreview> preview(const JobContext &context, const stack::Stack &stack,
                                                                const workers::ScaleRequest &request)
        = 0;

    /// @param report filled in by the steps; to be read when the job has ended
    [[nodiscard]] virtual QList<Step> scalePlan(const stack::Stack &stack, const workers::ScaleRequest &request,
                                                const std::shared_ptr<workers::ScaleReport> &report)
        = 0;
    /// Like preview(), for settings.
    [[nodiscard]] virtual Result<workers::SettingsPreview> previewSettings(const JobContext &context, const stack::Stack &stack,
                                                                           const workers::WorkerSettings &settings)
        = 0;
    /// @param options with a report, filled in by the steps, to be read when the job has ended
    [[nodiscard]] virtual QList<Step> settingsPlan(const stack::Stack &stack, const workers::WorkerSettings &settings,
                                                   const workers::SettingsOptions &options)
        = 0;
    [[nodiscard]] virtual QList<Step> remedyPlan(const stack::Stack &stack, const workers::Finding &finding) = 0;
    [[nodiscard]] virtual Result<workers::Distribution> testDistribution(const JobContext &context, const stack::Stack &stack, int count) = 0;
};

} // namespace quarterdeck::gui
