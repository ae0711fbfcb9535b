// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/workers/workeroperations.h"
#include "workersamples.h"

#include <QStringList>

#include <atomic>
#include <mutex>

namespace quarterdeck::test {

/// Workers in the hand of the test: it says what there is, and notes what the
/// window wishes. Its plans are of one step that waits and fails when told to.
class FakeWorkers final : public gui::WorkerOperations
{
public:
    void setSituation(const Result<workers::Situation> &situation)
    {
        const std::scoped_lock lock(m_mutex);
        m_situation = situation;
    }
    Result<workers::Situation> read(const JobContext &context, const stack::Stack &) override
    {
        ++readings;
        while (blockReading && context.sleep(std::chrono::milliseconds(5))) { }
        QD_CHECK(context.checkpoint());
        const std::scoped_lock lock(m_mutex);
        return m_situation;
    }
    Result<workers::ScalePreview> preview(const JobContext &, const stack::Stack &, const workers::ScaleRequest &request) override
    {
        ++previews;
        if (previewFailure)
            return fail(*previewFailure);
        workers::ScalePreview preview;
        preview.from = 5;
        preview.to = request.target;
        for (int number = 5; number > request.target; --number)
            preview.leaving.append(QStringLiteral("acme-n8n-worker-%1").arg(number));
        preview.runningOnLeaving = request.target < 5 ? 8 : 0;
        preview.persistedIn = QStringLiteral("the variable N8N_WORKER_REPLICAS in /srv/n8n/.env");
        preview.diff = QStringLiteral("--- /srv/n8n/.env\n+++ /srv/n8n/.env\n@@ -3 +3 @@\n-N8N_WORKER_REPLICAS=5\n+N8N_WORKER_REPLICAS=%1\n")
                           .arg(request.target);
        return preview;
    }
    QList<Step> scalePlan(const stack::Stack &stack, const workers::ScaleRequest &request,
                          const std::shared_ptr<workers::ScaleReport> &report) override
    {
        finishNow = request.finishNow;
        return plan(QStringLiteral("scale %1 %2").arg(stack.id).arg(request.target), [report, target = request.target] {
            report->after = target;
            report->summary = QStringLiteral("%1 workers consume.").arg(target);
        });
    }
    Result<workers::SettingsPreview> previewSettings(const JobContext &context, const stack::Stack &stack,
                                                     const workers::WorkerSettings &settings) override
    {
        ++settingsPreviews;
        while (blockPreview && context.sleep(std::chrono::milliseconds(5))) { }
        QD_CHECK(context.checkpoint());
        if (previewFailure)
            return fail(*previewFailure);
        workers::SettingsPreview preview;
        preview.longestJob = std::chrono::seconds(41);
        preview.mainRecreated = settings.offloadManual.has_value();
        for (const stack::Container &container : stack.service(stack::Role::Worker)->containers)
            preview.recreated.append(container.name);
        preview.diff
            = QStringLiteral(
                  "--- /srv/n8n/.env\n+++ /srv/n8n/.env\n@@ -3,3 +3,3 @@\n # workers\n-N8N_WORKER_MEMORY=512m\n+N8N_WORKER_MEMORY=%1m\n LAST=1\n")
                  .arg(settings.memoryLimit.value_or(0) / 1024 / 1024);
        preview.consequences = QStringList{QStringLiteral("%1 workers are made anew.").arg(preview.recreated.size())};
        for (const workers::SettingWarning &warning : workers::settingWarnings(stack, settings, preview.longestJob))
            preview.warnings.append(warning.text);
        preview.warnings.append(QStringLiteral("This machine has less."));
        return preview;
    }
    QList<Step> settingsPlan(const stack::Stack &stack, const workers::WorkerSettings &settings, const workers::SettingsOptions &options) override
    {
        return plan(QStringLiteral("settings %1 memory=%2 concurrency=%3 diff=%4")
                        .arg(stack.id)
                        .arg(settings.memoryLimit.value_or(0) / 1024 / 1024)
                        .arg(settings.concurrency.value_or(0))
                        .arg(options.agreedDiff.count(QLatin1Char('\n'))),
                    [report = options.report] { report->summary = QStringLiteral("All workers have them."); });
    }
    QList<Step> remedyPlan(const stack::Stack &, const workers::Finding &finding) override
    {
        return plan(QStringLiteral("remedy ") + finding.action, {});
    }
    Result<workers::Distribution> testDistribution(const JobContext &, const stack::Stack &, int count) override
    {
        ++tests;
        workers::Distribution distribution;
        distribution.jobs = {{QStringLiteral("acme-n8n-worker-1"), count / 2}, {QStringLiteral("acme-n8n-worker-2"), count / 4}};
        distribution.fairness = 0.9;
        distribution.lost = 1;
        distribution.tookMs = 2300;
        return distribution;
    }

    std::shared_ptr<std::atomic_bool> finishNow; ///< of the newest scalePlan()
    QStringList wishes; ///< what plans were made for, in order
    std::optional<Error> failure;
    std::optional<Error> previewFailure;
    std::atomic<int> readings = 0;
    std::atomic<int> previews = 0;
    std::atomic<int> settingsPreviews = 0;
    std::atomic<int> tests = 0;
    std::atomic<bool> blockPreview = false;
    std::atomic<bool> blockReading = false;
    std::atomic<bool> block = false;

private:
    QList<Step> plan(const QString &wish, const std::function<void()> &effect)
    {
        wishes.append(wish);
        const auto run = [this, effect](JobContext &context) -> Result<void> {
            while (block && !(finishNow && finishNow->load()))
                QD_CHECK(context.sleep(std::chrono::milliseconds(10)));
            if (failure)
                return fail(*failure);
            if (effect)
                effect();
            return {};
        };
        return {{QStringLiteral("step"), QStringLiteral("Do it"), run, {}}};
    }

    std::mutex m_mutex;
    Result<workers::Situation> m_situation = sampleSituation();
};

} // namespace quarterdeck::test
