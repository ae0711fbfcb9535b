// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/stackworkeroperations.h"

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {
/// A reading that takes longer is of no use to a page that shows what is now.
constexpr auto readingPatience = 20s;
constexpr auto previewPatience = 60s; ///< Compose is asked several times
}

StackWorkerOperations::StackWorkerOperations(const workers::Neighbours &forJobs, const workers::Neighbours &forReading)
    : m_jobs(forJobs)
    , m_reading(forReading)
    , m_reader(forReading)
{
}

Result<workers::Situation> StackWorkerOperations::read(const JobContext &context, const stack::Stack &stack)
{
    return m_reader.read(context.withTimeout(readingPatience), stack);
}

Result<workers::ScalePreview> StackWorkerOperations::preview(const JobContext &context, const stack::Stack &stack,
                                                             const workers::ScaleRequest &request)
{
    return workers::previewScale(context.withTimeout(previewPatience), m_reading, stack, request);
}

QList<Step> StackWorkerOperations::scalePlan(const stack::Stack &stack, const workers::ScaleRequest &request,
                                             const std::shared_ptr<workers::ScaleReport> &report)
{
    QList<Step> plan = workers::scalePlan(m_jobs, stack, request, *report);
    // The steps write into the report: it lives as long as they do.
    for (Step &step : plan) {
        step.run = [report, run = step.run](JobContext &context) { return run(context); };
        if (step.undo)
            step.undo = [report, undo = step.undo](JobContext &context) { return undo(context); };
    }
    return plan;
}

Result<workers::SettingsPreview> StackWorkerOperations::previewSettings(const JobContext &context, const stack::Stack &stack,
                                                                        const workers::WorkerSettings &settings)
{
    return workers::previewSettings(context.withTimeout(previewPatience), m_reading, stack, settings);
}

QList<Step> StackWorkerOperations::settingsPlan(const stack::Stack &stack, const workers::WorkerSettings &settings,
                                                const workers::SettingsOptions &options)
{
    return workers::settingsPlan(m_jobs, stack, settings, options);
}

QList<Step> StackWorkerOperations::remedyPlan(const stack::Stack &stack, const workers::Finding &finding)
{
    return workers::remedyPlan(m_jobs, stack, finding);
}

Result<workers::Distribution> StackWorkerOperations::testDistribution(const JobContext &context, const stack::Stack &stack, int count)
{
    return workers::testDistribution(context, m_jobs, stack, count);
}

} // namespace quarterdeck::gui
