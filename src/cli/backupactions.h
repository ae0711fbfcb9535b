// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"

namespace quarterdeck::cli {

/// What the backup verbs let the backup room do, so that they can be tested
/// without an engine. What each does, and what must outlive what, is told in
/// backup/operations.h.
class BackupActions
{
public:
    BackupActions() = default;
    virtual ~BackupActions() = default;
    Q_DISABLE_COPY_MOVE(BackupActions)

    [[nodiscard]] virtual QList<Step> createPlan(const stack::Stack &stack, const backup::BackupSettings &settings,
                                                 const backup::Recording &recording, backup::BackupReport &report)
        = 0;
    [[nodiscard]] virtual QList<Step> verifyPlan(const backup::Repository &repository, const backup::BackupSet &set, backup::Proof::Depth depth,
                                                 const backup::BackupSettings &settings, const std::optional<stack::Stack> &stack,
                                                 const backup::Recording &recording, backup::Proof &proof)
        = 0;
    [[nodiscard]] virtual Result<backup::PruneReport> prune(const JobContext &context, const backup::Repository &repository, const QString &stackId,
                                                            const backup::RetentionPolicy &policy, const QDateTime &now, bool dryRun)
        = 0;
    [[nodiscard]] virtual QStringList removalConsequences(const QList<backup::BackupSet> &sets, const backup::BackupSet &set) = 0;
};

/// The real ones.
class StackBackupActions final : public BackupActions
{
public:
    explicit StackBackupActions(const backup::Neighbours &neighbours);

    [[nodiscard]] QList<Step> createPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const backup::Recording &recording,
                                         backup::BackupReport &report) override;
    [[nodiscard]] QList<Step> verifyPlan(const backup::Repository &repository, const backup::BackupSet &set, backup::Proof::Depth depth,
                                         const backup::BackupSettings &settings, const std::optional<stack::Stack> &stack,
                                         const backup::Recording &recording, backup::Proof &proof) override;
    [[nodiscard]] Result<backup::PruneReport> prune(const JobContext &context, const backup::Repository &repository, const QString &stackId,
                                                    const backup::RetentionPolicy &policy, const QDateTime &now, bool dryRun) override;
    [[nodiscard]] QStringList removalConsequences(const QList<backup::BackupSet> &sets, const backup::BackupSet &set) override;

private:
    const backup::Neighbours m_neighbours;
};

} // namespace quarterdeck::cli
