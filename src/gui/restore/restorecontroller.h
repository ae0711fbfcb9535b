// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolestate.h"
#include "gui/jobrunner.h"
#include "gui/restore/lookup.h"
#include "gui/restore/restoredraft.h"
#include "gui/restore/restoremodels.h"
#include "gui/restore/restoreservice.h"

namespace quarterdeck::gui {

/// A result as signals carry it: those want to compare what they carry where
/// it looks comparable, which a Result of something incomparable is not.
template<class T>
struct Answer
{
    Result<T> result;
};

/// Everything of the wizard that is not shown: what there is to restore from,
/// what was looked up, and the job that runs.
class RestoreController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    RestoreController(const ConsoleState &state, RestoreService &service, JobRunner &runner, QObject *parent);

    [[nodiscard]] const ConsoleState &state() const { return m_state; }
    [[nodiscard]] JobRunner &runner() const { return m_runner; }
    /// None before it was taken for the first time.
    [[nodiscard]] const std::optional<RestoreSurvey> &survey() const { return m_survey; }
    /// Of the survey, or one that was made from files here; null when there is no such set (any more).
    [[nodiscard]] const backup::BackupSet *set(const QString &id) const;
    [[nodiscard]] const QList<backup::BackupSet> &fileSets() const { return m_fileSets; }
    /// The shown stack's; empty when none is.
    [[nodiscard]] QString stackId() const { return m_state.stack ? m_state.stack->id : QString(); }
    /// Why nothing can be started now, as a sentence; empty when it can.
    [[nodiscard]] QString obstacle() const;

    void takeSurvey();
    /// Each gives up the one before; the answer comes by signal.
    void lookAt(const restore::Request &request);
    /// @param what a Workflow or a Credential
    void listEntries(LookFor what, const backup::BackupSet &set, const QString &ageIdentityFile);
    void lookAtFiles(const QString &path);
    /// Nobody waits for it any more.
    void dropLookup() { m_lookup.drop(); }
    [[nodiscard]] bool isLooking() const { return m_lookup.isBusy(); }

    /// These run on the job thread; see jobStarted() and jobEnded().
    void start(const RestoreDraft &draft);
    void exportEntry(const RestoreDraft &draft, const QString &path);
    void end(RestoreEnd what, const QString &runId, const QString &name);
    /// @param path ends in .pdf or .html
    void saveReport(const QString &path);
    void cancel();

    /// Of the job that ended last.
    [[nodiscard]] const restore::Report &report() const { return *m_report; }
    [[nodiscard]] bool isRunning() const { return m_job != 0; }
    /// Whether the wizard tells by itself how this job ended.
    [[nodiscard]] bool tells(quint64 job) const { return job == m_lastJob || job == m_lastSave; }

Q_SIGNALS:
    void surveyed();
    /// While it is looked: one more check is made. All of them come again with outlined().
    void checkMade(const quarterdeck::backup::PreflightCheck &check);
    void outlined(const quarterdeck::gui::Answer<quarterdeck::restore::Outline> &answer);
    void entriesListed(const quarterdeck::gui::Answer<QList<quarterdeck::gui::SetEntry>> &answer);
    void filesFound(const quarterdeck::gui::Answer<quarterdeck::backup::BackupSet> &answer);
    void lookingChanged();
    /// A restore, an end of one, or an export begins.
    void jobStarted(quint64 id, const QString &title);
    void jobEnded(const quarterdeck::gui::JobOutcome &outcome);
    /// The plan of an end could not be made.
    void endRefused(const quarterdeck::Error &error);
    void reportSaved(const QString &path, const quarterdeck::gui::Answer<void> &answer);
    void obstacleChanged();

private:
    void run(const QString &title, const QString &success, const QList<Step> &plan);
    void onFinished(const JobOutcome &outcome);

    const ConsoleState &m_state;
    RestoreService &m_service;
    JobRunner &m_runner;
    std::optional<RestoreSurvey> m_survey;
    QList<backup::BackupSet> m_fileSets;
    std::shared_ptr<restore::Report> m_report = std::make_shared<restore::Report>();
    quint64 m_job = 0;
    quint64 m_saveJob = 0;
    quint64 m_lastJob = 0; ///< the same, and kept when they have ended
    quint64 m_lastSave = 0;
    QString m_savePath;
    Lookup m_surveys; ///< the last two: their threads end first
    Lookup m_lookup;
};

} // namespace quarterdeck::gui
