// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/backupactions.h"

namespace quarterdeck::cli {

StackBackupActions::StackBackupActions(const backup::Neighbours &neighbours)
    : m_neighbours(neighbours)
{
}

QList<Step> StackBackupActions::createPlan(const stack::Stack &stack, const backup::BackupSettings &settings, const backup::Recording &recording,
                                           backup::BackupReport &report)
{
    return backup::createBackupPlan(m_neighbours, stack, settings, recording, report);
}

QList<Step> StackBackupActions::verifyPlan(const backup::Repository &repository, const backup::BackupSet &set, backup::Proof::Depth depth,
                                           const backup::BackupSettings &settings, const std::optional<stack::Stack> &stack,
                                           const backup::Recording &recording, backup::Proof &proof)
{
    return backup::verifyPlan(m_neighbours, repository, set, depth, settings, stack, recording, proof);
}

Result<backup::PruneReport> StackBackupActions::prune(const JobContext &context, const backup::Repository &repository, const QString &stackId,
                                                      const backup::RetentionPolicy &policy, const QDateTime &now, bool dryRun)
{
    return backup::pruneSets(context, repository, stackId, policy, now, dryRun);
}

QStringList StackBackupActions::removalConsequences(const QList<backup::BackupSet> &sets, const backup::BackupSet &set)
{
    return backup::removalConsequences(sets, set);
}

} // namespace quarterdeck::cli
