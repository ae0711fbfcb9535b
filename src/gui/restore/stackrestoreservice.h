// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/backups/stackbackupoperations.h"
#include "gui/restore/restoreservice.h"

namespace quarterdeck::gui {

/// A thread's own neighbours, as a restore needs them.
struct RestoreNeighbours
{
    backup::Neighbours all;
    compose::ComposePort &compose;
};

/// Restores on a real engine.
class StackRestoreService final : public RestoreService
{
public:
    /// All must outlive it and the threads.
    /// @param forJobs of the job thread
    /// @param forReading of the wizard's thread alone; Docker's may be the same
    StackRestoreService(const RestoreNeighbours &forJobs, const RestoreNeighbours &forReading, BackupPlaces places = {});

    [[nodiscard]] RestoreSurvey survey(const JobContext &context, const QString &stackId) override;
    [[nodiscard]] Result<restore::Outline> outline(const JobContext &context, const restore::Request &request,
                                                   const restore::CheckListener &listener) override;
    [[nodiscard]] Result<QList<restore::WorkflowEntry>> workflows(const JobContext &context, const backup::BackupSet &set,
                                                                  const QString &ageIdentityFile) override;
    [[nodiscard]] Result<QList<restore::CredentialEntry>> credentials(const JobContext &context, const backup::BackupSet &set,
                                                                      const QString &ageIdentityFile) override;
    [[nodiscard]] Result<backup::BackupSet> foreignSet(const JobContext &context, const QString &path) override;
    [[nodiscard]] Result<QList<Step>> endPlan(const JobContext &context, RestoreEnd end, const QString &runId,
                                              const std::shared_ptr<restore::Report> &report) override;
    [[nodiscard]] QList<Step> restorePlan(const restore::Request &request, const std::shared_ptr<restore::Report> &report) override;
    [[nodiscard]] QList<Step> exportPlan(const ExportOrder &order) override;

private:
    RestoreNeighbours m_jobs;
    RestoreNeighbours m_reading;
    BackupPlaces m_places;
};

} // namespace quarterdeck::gui
