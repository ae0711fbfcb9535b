// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/backupcontroller.h"

#include "backup/operations.h"
#include "gui/jobrunner.h"
#include "gui/models/backupwords.h"
#include "gui/widgets/confirmdialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::gui {

namespace {
constexpr auto readingPause = 30s;
}

BackupController::BackupController(const ConsoleState &state, BackupOperations &operations, JobRunner &runner, QWidget *window)
    : QObject(window)
    , m_state(state)
    , m_operations(operations)
    , m_runner(runner)
    , m_window(window)
    , m_reader(operations)
{
    connect(&m_reader, &BackupReader::done, this, &BackupController::onReading);
    connect(&m_reader, &BackupReader::logDone, this, &BackupController::logRead);
    connect(&runner, &JobRunner::finished, this, &BackupController::onJobFinished);
    connect(&runner, &JobRunner::busyChanged, this, &BackupController::obstacleChanged);
    m_clock.setInterval(readingPause);
    connect(&m_clock, &QTimer::timeout, this, &BackupController::readIfIdle);
}

const backup::BackupSet *BackupController::set(const QString &id) const
{
    if (!m_reading)
        return nullptr;
    const QList<backup::BackupSet> &sets = m_reading->sets;
    const auto found = std::find_if(sets.cbegin(), sets.cend(), [&id](const backup::BackupSet &set) { return set.id == id; });
    return found == sets.cend() ? nullptr : &*found;
}

void BackupController::follow()
{
    if (!m_state.stack || m_state.stack->id == m_stackId)
        return;
    m_stackId = m_state.stack->id;
    if (m_reading) {
        m_reading.reset();
        Q_EMIT changed();
    }
    refresh();
}

void BackupController::refresh()
{
    if (m_stackId.isEmpty() || !m_visible)
        return;
    m_reader.read(m_stackId);
    m_clock.start();
}

/// A slow disk must not be asked again before it has answered.
void BackupController::readIfIdle()
{
    if (!m_reader.isReading())
        refresh();
}

void BackupController::setVisible(bool visible)
{
    if (m_visible == visible)
        return;
    m_visible = visible;
    if (visible)
        refresh();
    else
        m_clock.stop();
}

void BackupController::onReading(const BackupReading &reading)
{
    if (reading.stackId != m_stackId)
        return;
    // A reading that was given up says nothing.
    if (reading.error && reading.error->kind == ErrorKind::Cancelled)
        return;
    m_reading = reading;
    Q_EMIT changed();
}

void BackupController::onJobFinished(const JobOutcome &outcome)
{
    refresh();
    if (outcome.id == m_backupJob && outcome.result)
        Q_EMIT backedUp();
    Q_EMIT jobFinished(outcome);
}

QString BackupController::obstacle() const
{
    if (!m_reading)
        return tr("The backups are being read.");
    if (m_runner.isBusy())
        return tr("A job is running; wait until it has ended.");
    return {};
}

QString BackupController::engineObstacle() const
{
    if (m_state.scene() != ConsoleState::Scene::Live)
        return tr("There is no connection to Docker now.");
    if (m_reading && m_reading->error)
        return m_reading->error->what;
    return obstacle();
}

quint64 BackupController::start(const QString &title, const QString &success, const QList<Step> &plan)
{
    Job job;
    job.title = title;
    job.success = success;
    job.plan = plan;
    return m_runner.start(std::move(job));
}

void BackupController::backUp(const QString &why)
{
    if (!engineObstacle().isEmpty())
        return;
    m_backupJob
        = start(tr("Back up %1").arg(m_stackId), tr("The backup is made."), m_operations.backupPlan(*m_state.stack, m_reading->settings, why));
}

void BackupController::verify(const QString &id, backup::Proof::Depth depth)
{
    const backup::BackupSet *wanted = set(id);
    if (!wanted || !engineObstacle().isEmpty())
        return;
    const QString name = setName(*wanted, QDateTime::currentDateTimeUtc());
    const QList<Step> plan = m_operations.verifyPlan(*m_state.stack, m_reading->settings, *wanted, depth);
    if (depth == backup::Proof::Depth::Drill)
        start(tr("Drill the set of %1").arg(name), tr("The set of %1 is proven: it was restored and compared.").arg(name), plan);
    else
        start(tr("Check the set of %1").arg(name), tr("The set of %1 is whole.").arg(name), plan);
}

void BackupController::requestRemoval(const QString &id)
{
    const backup::BackupSet *doomed = set(id);
    if (!doomed || !obstacle().isEmpty())
        return;
    const QString name = setName(*doomed, QDateTime::currentDateTimeUtc());
    Confirmation question;
    question.title = tr("Delete the set of %1?").arg(name);
    question.sentence = tr("This cannot be undone.");
    question.consequences = backup::removalConsequences(m_reading->sets, *doomed);
    if (doomed->state == backup::SetState::Foreign)
        question.consequences.append(tr("Quarterdeck did not make it: %1").arg(doomed->foreignFiles.join(QLatin1String(", "))));
    question.verb = tr("&Delete the set");
    question.refusal = tr("&Keep it");
    // The set as it was asked about: one that has changed since is not removed.
    ConfirmDialog::ask(question, m_window, [this, name, stackId = m_stackId, settings = m_reading->settings, asked = *doomed] {
        start(tr("Delete the set of %1").arg(name), tr("The set of %1 is deleted.").arg(name), m_operations.removePlan(stackId, settings, asked));
    });
}

void BackupController::openFolder(const QString &id)
{
    const backup::BackupSet *wanted = set(id);
    const QString folder = wanted ? wanted->path : m_reading ? m_reading->folder : QString();
    if (folder.isEmpty())
        return;
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder))) {
        QGuiApplication::clipboard()->setText(folder);
        Q_EMIT noticed(health::State::Warning, tr("No file manager could be started."), tr("The folder's name is on the clipboard: %1").arg(folder));
    }
}

void BackupController::readLog(const QString &id)
{
    if (const backup::BackupSet *wanted = set(id))
        m_reader.readLog(*wanted);
}

quint64 BackupController::setSchedule(const std::optional<backup::ScheduleRule> &rule)
{
    if (!obstacle().isEmpty())
        return 0;
    return start(tr("Set the schedule of %1").arg(m_stackId),
                 rule ? tr("Backups of %1: %2.").arg(m_stackId, scheduleText(*rule)) : tr("%1 is no longer backed up by itself.").arg(m_stackId),
                 m_operations.schedulePlan(m_stackId, rule));
}

quint64 BackupController::setRetention(const backup::RetentionPolicy &policy)
{
    if (!obstacle().isEmpty())
        return 0;
    return start(tr("Set the retention of %1").arg(m_stackId), tr("The rules are kept; the next backup applies them."),
                 m_operations.retentionPlan(m_stackId, policy));
}

quint64 BackupController::prune(const backup::RetentionPolicy &policy, const QStringList &going)
{
    if (!obstacle().isEmpty())
        return 0;
    return start(tr("Remove old sets of %1").arg(m_stackId), tr("%n sets were removed.", nullptr, static_cast<int>(going.size())),
                 m_operations.prunePlan(m_stackId, policy, going));
}

} // namespace quarterdeck::gui
