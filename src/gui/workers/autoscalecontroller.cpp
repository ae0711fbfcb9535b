// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/autoscalecontroller.h"

#include "gui/workers/workercontroller.h"

using namespace std::chrono_literals;

namespace quarterdeck::gui {

using namespace workers::autoscale;

namespace {
constexpr auto readingPause = 5s;
constexpr auto recordEvery = 10s; ///< as the service does by default
}

AutoscaleController::AutoscaleController(WorkerController &workers, AutoscaleOperations &operations, JobRunner &runner, QObject *parent)
    : QObject(parent)
    , m_workers(workers)
    , m_operations(operations)
    , m_runner(runner)
{
    m_clock.setInterval(readingPause);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (!m_lookup.isBusy())
            refresh();
    });
    connect(&workers, &WorkerController::changed, this, &AutoscaleController::onSituation);
    connect(&runner, &JobRunner::busyChanged, this, &AutoscaleController::obstacleChanged);
    connect(&runner, &JobRunner::finished, this, [this](const JobOutcome &outcome) {
        if (m_clock.isActive())
            refresh();
        Q_EMIT jobFinished(outcome);
    });
}

QString AutoscaleController::stackId() const
{
    return m_workers.stackId();
}

std::optional<int> AutoscaleController::safeMost() const
{
    return m_workers.situation() && m_workers.situation()->capacity.safeMost > 0 ? std::optional(m_workers.situation()->capacity.safeMost)
                                                                                 : std::nullopt;
}

void AutoscaleController::onSituation()
{
    if (m_stackId != stackId()) {
        m_stackId = stackId();
        m_reading.reset();
        m_replaying.drop();
        m_sinceRecord.invalidate();
        Q_EMIT changed();
        if (m_clock.isActive())
            refresh();
    }
    record();
}

void AutoscaleController::record()
{
    // What a failed reading has left is old.
    if (!m_workers.situation() || m_workers.error() || m_workers.readAt() == m_recordedReading
        || (m_sinceRecord.isValid() && std::chrono::milliseconds(m_sinceRecord.elapsed()) < recordEvery))
        return;
    m_recordedReading = m_workers.readAt();
    m_sinceRecord.start();
    Sample sample = sampleOf(*m_workers.situation());
    sample.at = sinceBoot();
    sample.boot = thisBoot();
    sample.wall = m_workers.readAt();
    sample.every = recordEvery;
    // That it could not be kept is no matter for somebody who looks at workers; the dry run will say what it lacks.
    m_recording.ask([&operations = m_operations, id = m_stackId, sample](const JobContext &) { return operations.record(id, sample).has_value(); },
                    [](bool) {});
}

void AutoscaleController::setWatched(bool watched)
{
    if (!watched) {
        m_clock.stop();
        return;
    }
    m_stackId = stackId();
    // What was read the last time is not what a form should begin with.
    m_reading.reset();
    m_clock.start();
    refresh();
}

void AutoscaleController::refresh()
{
    if (m_stackId.isEmpty())
        return;
    m_lookup.ask([&operations = m_operations, id = m_stackId](const JobContext &context) { return operations.read(context, id); },
                 [this](const AutoscaleReading &reading) {
                     if (reading.stackId != m_stackId)
                         return;
                     m_reading = reading;
                     Q_EMIT changed();
                     Q_EMIT obstacleChanged();
                 });
}

void AutoscaleController::replay(const Policy &policy, int hours)
{
    m_replaying.ask([&operations = m_operations, id = m_stackId, policy,
                     hours](const JobContext &context) { return operations.replay(context, id, policy, hours); },
                    [this](const Result<Replay> &result) { Q_EMIT replayed({result}); });
}

QString AutoscaleController::obstacle() const
{
    if (!m_reading)
        return tr("The settings are being read.");
    if (m_runner.isBusy())
        return tr("A job is running; wait until it has ended.");
    return {};
}

quint64 AutoscaleController::apply(const Settings &settings)
{
    if (!obstacle().isEmpty())
        return 0;
    Job job;
    job.title = tr("Set the autoscaling of %1").arg(m_stackId);
    switch (settings.mode) {
    case Mode::On:
        job.success
            = tr("The workers of %1 are scaled by themselves, from %2 to %3.").arg(m_stackId).arg(settings.policy.min).arg(settings.policy.max);
        break;
    case Mode::Watch:
        job.success = tr("The load of %1 is recorded; nothing is changed.").arg(m_stackId);
        break;
    case Mode::Off:
        job.success = tr("The workers of %1 are not scaled by themselves.").arg(m_stackId);
        break;
    }
    job.plan = m_operations.settingsPlan(m_stackId, settings);
    return m_runner.start(std::move(job));
}

} // namespace quarterdeck::gui
