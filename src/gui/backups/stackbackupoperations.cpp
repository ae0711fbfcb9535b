// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/backups/stackbackupoperations.h"

#include "backup/recoverycard.h"
#include "backup/stream.h"
#include "foundation/stacklock.h"
#include "gui/keeping.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <memory>

namespace quarterdeck::gui {

namespace {

using backup::BackupSet;
using backup::BackupSettings;
using backup::Repository;
using backup::RunRecord;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::gui::StackBackupOperations)
};

/// More of a log than this nobody reads in a window.
constexpr qsizetype mostLog = 4 * 1024 * 1024;
/// Runs to look through for the newest that has ended.
constexpr int runsLookedAt = 50;

Repository repositoryOf(const BackupSettings &settings)
{
    return Repository(settings.folder.isEmpty() ? Repository::defaultFolder() : settings.folder);
}

/// Newest first: what was a backup, or was meant to be one.
QList<RunRecord> backupsOf(const QList<RunRecord> &runs)
{
    QList<RunRecord> backups;
    for (const RunRecord &run : runs) {
        if (run.operation == QLatin1String("backup") && run.outcome != QLatin1String("missed"))
            backups.append(run);
    }
    return backups;
}

/// Writes down that something was done, and how it ended. A history that
/// cannot be written is no reason not to do it.
Result<void> recorded(const JobContext &context, const Clock &clock, const QString &historyPath, RunRecord run,
                      const std::function<Result<QString>()> &work)
{
    run.trigger = trigger::manual;
    run.startedAt = clock.now();
    Result<std::unique_ptr<backup::History>> history = backup::History::open(historyPath);
    if (history) {
        if (const Result<qint64> id = (*history)->begin(run))
            run.id = *id;
    }
    const Result<QString> done = work();
    run.finishedAt = clock.now();
    run.summary = done.value_or(QString());
    run.outcome = done                              ? QStringLiteral("success")
        : done.error().kind == ErrorKind::Cancelled ? QStringLiteral("cancelled")
                                                    : QStringLiteral("failure");
    run.error = done ? QString() : done.error().what;
    if (run.id == 0 || !(*history)->finish(run))
        context.sink().logLine(Words::tr("This could not be entered into the history."));
    return done ? Result<void>() : fail(done.error());
}

} // namespace

StackBackupOperations::StackBackupOperations(const backup::Neighbours &forJobs, process::ProcessPort &forReading, QString program,
                                             BackupPlaces places)
    : m_jobs(forJobs)
    , m_reading(forReading)
    , m_program(std::move(program))
    , m_places(std::move(places))
{
}

BackupReading StackBackupOperations::read(const JobContext &context, const QString &stackId)
{
    BackupReading reading;
    reading.stackId = stackId;
    reading.taken = m_jobs.clock.now();
    if (const Result<BackupSettings> settings = backup::loadBackupSettings(stackId, m_places.configFolder))
        reading.settings = *settings;
    else
        reading.error = settings.error();
    const Repository repository = repositoryOf(reading.settings);
    reading.folder = repository.folder();
    if (!reading.error) {
        if (Result<QList<BackupSet>> sets = repository.list(context, stackId))
            reading.sets = *std::move(sets);
        else
            reading.error = sets.error();
    }

    reading.rehearsal = restore::lastRehearsal(stackId);

    QList<RunRecord> runs;
    // Without a history the sets are still there; it says nothing, and that is what is shown.
    if (const auto history = backup::History::open(m_places.historyPath))
        runs = backupsOf((*history)->runs(stackId, runsLookedAt).value_or(QList<RunRecord>()));
    // Without an outcome it runs now, or it was killed: the lock tells.
    const bool busy = StackLock::holder(stackId).has_value();
    const auto ended = std::find_if(runs.cbegin(), runs.cend(), [busy](const RunRecord &run) { return !run.outcome.isEmpty() || !busy; });
    if (ended != runs.cend())
        reading.lastRun = *ended;

    backup::Scheduler scheduler(m_reading, m_jobs.clock, m_program, m_places.scheduler);
    if (const Result<backup::ScheduleStatus> schedule
        = scheduler.status(context, stackId, runs.isEmpty() ? QDateTime() : runs.constFirst().startedAt))
        reading.schedule = *schedule;
    else
        reading.scheduleError = schedule.error();
    return reading;
}

Result<QString> StackBackupOperations::log(const JobContext &context, const BackupSet &set)
{
    if (set.manifest) {
        for (const backup::FileEntry &file : set.manifest->files) {
            if (file.part != backup::Part::Log)
                continue;
            QD_TRY(const std::unique_ptr<backup::FileSource> source, backup::FileSource::openEntry(context, set.path, file, {}));
            QByteArray text;
            while (text.size() < mostLog) {
                QD_TRY(const QByteArray piece, source->read(mostLog - text.size()));
                if (piece.isEmpty())
                    break;
                text += piece;
            }
            return QString::fromUtf8(text);
        }
    }
    return fail(ErrorKind::NotFound, Words::tr("There is no log in this set."));
}

QList<Step> StackBackupOperations::backupPlan(const stack::Stack &stack, const BackupSettings &settings, const QString &trigger)
{
    const auto report = std::make_shared<backup::BackupReport>();
    return keeping(report, backup::createBackupPlan(m_jobs, stack, settings, recording(trigger), *report));
}

QList<Step> StackBackupOperations::verifyPlan(const stack::Stack &stack, const BackupSettings &settings, const BackupSet &set,
                                              backup::Proof::Depth depth)
{
    const auto proof = std::make_shared<backup::Proof>();
    return keeping(proof, backup::verifyPlan(m_jobs, repositoryOf(settings), set, depth, settings, stack, recording(trigger::manual), *proof));
}

QList<Step> StackBackupOperations::removePlan(const QString &stackId, const BackupSettings &settings, const BackupSet &set)
{
    const auto run = [this, stackId, repository = repositoryOf(settings), set](JobContext &context) -> Result<void> {
        QD_TRY(const StackLock lock, StackLock::acquire(stackId, QStringLiteral("remove a backup")));
        RunRecord record;
        record.stackId = stackId;
        record.operation = QStringLiteral("remove");
        record.setId = set.id;
        return recorded(context, m_jobs.clock, m_places.historyPath, record, [&]() -> Result<QString> {
            QD_CHECK(repository.remove(context, set, set.state == backup::SetState::Foreign));
            backup::refreshRecoveryCard(context, repository, m_jobs.clock.now());
            return Words::tr("Removed %1.").arg(set.id);
        });
    };
    return {{QStringLiteral("remove"), Words::tr("Delete %1").arg(set.id), run, {}}};
}

QList<Step> StackBackupOperations::prunePlan(const QString &stackId, const backup::RetentionPolicy &policy, const QStringList &expected)
{
    const auto run = [this, stackId, policy, expected](JobContext &context) -> Result<void> {
        QD_TRY(const StackLock lock, StackLock::acquire(stackId, QStringLiteral("prune")));
        QD_TRY(const BackupSettings settings, backup::loadBackupSettings(stackId, m_places.configFolder));
        const Repository repository = repositoryOf(settings);
        const QDateTime now = m_jobs.clock.now();
        QD_TRY(const backup::PruneReport decided, backup::pruneSets(context, repository, stackId, policy, now, true));
        for (const backup::RetentionDecision &decision : decided.decisions) {
            if (!decision.keep && !expected.contains(decision.id)) {
                return fail(ErrorKind::Conflict, Words::tr("The sets changed meanwhile; none was removed."), decision.id,
                            Words::tr("Look at the preview again."));
            }
        }
        RunRecord record;
        record.stackId = stackId;
        record.operation = QStringLiteral("prune");
        return recorded(context, m_jobs.clock, m_places.historyPath, record, [&]() -> Result<QString> {
            QD_TRY(const backup::PruneReport report, backup::pruneSets(context, repository, stackId, policy, now, false));
            return Words::tr("%n sets removed: %1", nullptr, static_cast<int>(report.removed.size())).arg(report.removed.join(QLatin1String(", ")));
        });
    };
    return {keepRetention(stackId, policy), {QStringLiteral("prune"), Words::tr("Remove the sets that no rule keeps"), run, {}}};
}

QList<Step> StackBackupOperations::retentionPlan(const QString &stackId, const backup::RetentionPolicy &policy)
{
    return {keepRetention(stackId, policy)};
}

QList<Step> StackBackupOperations::schedulePlan(const QString &stackId, const std::optional<backup::ScheduleRule> &rule)
{
    const auto run = [this, stackId, rule](JobContext &context) -> Result<void> {
        backup::Scheduler scheduler(m_jobs.process, m_jobs.clock, m_program, m_places.scheduler);
        return rule ? scheduler.install(context, stackId, *rule) : scheduler.remove(context, stackId);
    };
    return {{QStringLiteral("schedule"), rule ? Words::tr("Set the schedule") : Words::tr("Remove the schedule"), run, {}}};
}

backup::Recording StackBackupOperations::recording(const QString &trigger) const
{
    return {m_places.historyPath, trigger};
}

/// Read again, so that nothing is lost that somebody else has changed meanwhile.
Step StackBackupOperations::keepRetention(const QString &stackId, const backup::RetentionPolicy &policy) const
{
    const auto before = std::make_shared<std::optional<BackupSettings>>();
    return {QStringLiteral("retention"), Words::tr("Keep the rules"),
            [stackId, policy, before, config = m_places.configFolder](JobContext &) -> Result<void> {
                QD_TRY(BackupSettings settings, backup::loadBackupSettings(stackId, config));
                *before = settings;
                settings.retention = policy;
                return backup::saveBackupSettings(stackId, settings, config);
            },
            [stackId, before, config = m_places.configFolder](JobContext &) -> Result<void> {
                return *before ? backup::saveBackupSettings(stackId, **before, config) : Result<void>();
            }};
}

} // namespace quarterdeck::gui
