// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"
#include "gui/backups/backupoperations.h"

namespace quarterdeck::gui {

/// Where backups keep what they keep; tests have their own.
struct BackupPlaces
{
    QString configFolder; ///< empty = the usual one of loadBackupSettings()
    QString historyPath; ///< empty = History's default
    backup::SchedulerPlaces scheduler;
};

/// The operations of a real engine, folder and scheduler.
class StackBackupOperations final : public BackupOperations
{
public:
    /// All must outlive it and both threads.
    /// @param forJobs of the job thread, which no other thread uses but for Docker's
    /// @param forReading of the reading thread alone
    /// @param program absolute path of quarterdeckctl, which timers start
    StackBackupOperations(const backup::Neighbours &forJobs, process::ProcessPort &forReading, QString program, BackupPlaces places = {});

    [[nodiscard]] BackupReading read(const JobContext &context, const QString &stackId) override;
    [[nodiscard]] Result<QString> log(const JobContext &context, const backup::BackupSet &set) override;
    [[nodiscard]] QList<Step> backupPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const QString &trigger) override;
    [[nodiscard]] QList<Step> verifyPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const backup::BackupSet &set,
                                         backup::Proof::Depth depth) override;
    [[nodiscard]] QList<Step> removePlan(const QString &stackId, const backup::BackupSettings &settings, const backup::BackupSet &set) override;
    [[nodiscard]] QList<Step> prunePlan(const QString &stackId, const backup::RetentionPolicy &policy, const QStringList &expected) override;
    [[nodiscard]] QList<Step> retentionPlan(const QString &stackId, const backup::RetentionPolicy &policy) override;
    [[nodiscard]] QList<Step> schedulePlan(const QString &stackId, const std::optional<backup::ScheduleRule> &rule) override;

private:
    [[nodiscard]] backup::Recording recording(const QString &trigger) const;
    [[nodiscard]] Step keepRetention(const QString &stackId, const backup::RetentionPolicy &policy) const;

    backup::Neighbours m_jobs;
    process::ProcessPort &m_reading;
    QString m_program;
    BackupPlaces m_places;
};

} // namespace quarterdeck::gui
