// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/workers/workercontroller.h"

#include "gui/models/workerwords.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {
constexpr auto readingPause = 2s;

workers::ScaleRequest scaleRequest(int target)
{
    workers::ScaleRequest request;
    request.target = target;
    return request;
}

} // namespace

WorkerController::WorkerController(const ConsoleState &state, WorkerOperations &operations, JobRunner &runner, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_operations(operations)
    , m_runner(runner)
    , m_reader(operations)
{
    connect(&m_reader, &WorkerReader::done, this, &WorkerController::onReading);
    connect(&m_reader, &WorkerReader::previewDone, this, &WorkerController::previewed);
    connect(&m_reader, &WorkerReader::settingsPreviewDone, this, &WorkerController::settingsPreviewed);
    connect(&runner, &JobRunner::finished, this, &WorkerController::onJobFinished);
    connect(&runner, &JobRunner::busyChanged, this, &WorkerController::obstacleChanged);
    m_clock.setInterval(readingPause);
    // A slow engine must not be asked again before it has answered.
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (!m_reader.isReading())
            refresh();
    });
}

bool WorkerController::hasQueue() const
{
    return m_state.stack && (m_state.stack->queue.enabled || m_state.stack->service(stack::Role::Worker) != nullptr);
}

void WorkerController::follow()
{
    if (!m_state.stack || m_state.stack->id == m_stackId)
        return;
    m_stackId = m_state.stack->id;
    m_situation.reset();
    m_error.reset();
    m_reader.dropPreview();
    Q_EMIT changed();
    refresh();
}

void WorkerController::refresh()
{
    if (!m_watched || !hasQueue() || m_state.scene() != ConsoleState::Scene::Live)
        return;
    m_reader.read(*m_state.stack);
}

void WorkerController::setWatched(bool watched)
{
    if (m_watched == watched)
        return;
    m_watched = watched;
    if (!watched) {
        m_clock.stop();
        return;
    }
    m_clock.start();
    refresh();
}

void WorkerController::onReading(const WorkerReading &reading)
{
    if (reading.stackId != m_stackId)
        return;
    const Result<workers::Situation> &situation = reading.situation;
    if (situation) {
        m_situation = *situation;
        m_readAt = QDateTime::currentDateTimeUtc();
        m_error.reset();
    } else {
        if (situation.error().kind == ErrorKind::Cancelled)
            return;
        m_error = situation.error();
    }
    Q_EMIT changed();
    Q_EMIT obstacleChanged();
}

QString WorkerController::obstacle() const
{
    if (m_state.scene() != ConsoleState::Scene::Live)
        return tr("There is no connection to Docker now.");
    if (!m_situation)
        return tr("The workers are being read.");
    if (m_runner.isBusy())
        return tr("A job is running; wait until it has ended.");
    return {};
}

void WorkerController::preview(int target)
{
    if (m_state.stack && m_state.scene() == ConsoleState::Scene::Live)
        m_reader.preview(*m_state.stack, scaleRequest(target));
}

void WorkerController::scale(int target)
{
    if (!obstacle().isEmpty())
        return;
    m_report = std::make_shared<workers::ScaleReport>();
    Job job;
    job.title = tr("%1 of %2").arg(scaleVerb(m_situation->capacity.workers, target), m_stackId);
    job.success = tr("There are %n workers now.", nullptr, target);
    workers::ScaleRequest request = scaleRequest(target);
    if (target < m_situation->capacity.workers)
        request.finishNow = m_finishNow = std::make_shared<std::atomic_bool>(false);
    job.plan = m_operations.scalePlan(*m_state.stack, request, m_report);
    m_scaleJob = m_runner.start(std::move(job));
    if (m_finishNow)
        Q_EMIT drainingChanged();
}

void WorkerController::finishNow()
{
    if (m_finishNow)
        m_finishNow->store(true);
}

void WorkerController::previewSettings(const workers::WorkerSettings &settings)
{
    if (m_state.stack && m_state.scene() == ConsoleState::Scene::Live)
        m_reader.previewSettings(*m_state.stack, settings);
}

bool WorkerController::applySettings(const workers::WorkerSettings &settings, const QString &agreedDiff)
{
    if (!obstacle().isEmpty())
        return false;
    m_settingsReport = std::make_shared<workers::SettingsReport>();
    workers::SettingsOptions options;
    options.agreedDiff = agreedDiff;
    options.report = m_settingsReport;
    Job job;
    job.title = tr("Change settings of the workers of %1").arg(m_stackId);
    job.success = tr("The workers of %1 have the new settings.").arg(m_stackId);
    job.plan = m_operations.settingsPlan(*m_state.stack, settings, options);
    m_settingsJob = m_runner.start(std::move(job));
    return true;
}

void WorkerController::remedy(const QString &findingId)
{
    if (!obstacle().isEmpty())
        return;
    const QList<workers::Finding> &findings = m_situation->findings;
    const auto found = std::find_if(findings.cbegin(), findings.cend(), [&](const workers::Finding &finding) { return finding.id == findingId; });
    if (found == findings.cend())
        return;
    Job job;
    job.title = found->remedy;
    job.success = tr("Done: %1").arg(found->remedy);
    job.plan = m_operations.remedyPlan(*m_state.stack, *found);
    m_runner.start(std::move(job));
}

void WorkerController::testDistribution(int count)
{
    if (!obstacle().isEmpty())
        return;
    m_distribution = std::make_shared<workers::Distribution>();
    Job job;
    job.title = tr("Test how %n executions are shared out", nullptr, count);
    job.success = tr("The test executions have run.");
    job.work = [&operations = m_operations, stack = *m_state.stack, result = m_distribution, count](JobContext &context) -> Result<void> {
        QD_TRY(*result, operations.testDistribution(context, stack, count));
        return {};
    };
    m_testJob = m_runner.start(std::move(job));
}

void WorkerController::onJobFinished(const JobOutcome &outcome)
{
    refresh();
    if (outcome.id == m_scaleJob && m_finishNow) {
        m_finishNow.reset();
        Q_EMIT drainingChanged();
    }
    if (outcome.id == m_scaleJob && outcome.result) {
        Q_EMIT scaled(*m_report);
        if (!m_report->summary.isEmpty())
            Q_EMIT noticed(m_report->lost.isEmpty() ? health::State::Healthy : health::State::Warning, m_report->summary, {});
    }
    if (outcome.id == m_settingsJob && outcome.result && !m_settingsReport->summary.isEmpty())
        Q_EMIT noticed(health::State::Healthy, m_settingsReport->summary, {});
    if (outcome.id == m_testJob && outcome.result)
        Q_EMIT distributed(*m_distribution);
}

} // namespace quarterdeck::gui
