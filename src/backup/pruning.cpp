// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/operations.h"

#include "backup/recoverycard.h"
#include "foundation/units.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::backup {

namespace {

struct PruningText
{
    Q_DECLARE_TR_FUNCTIONS(Pruning)
};

bool isSameStack(const BackupSet &one, const BackupSet &other)
{
    return one.manifest && other.manifest && one.manifest->stackId == other.manifest->stackId;
}

} // namespace

Result<PruneReport> pruneSets(const JobContext &context, const Repository &repository, const QString &stackId, const RetentionPolicy &policy,
                              const QDateTime &now, bool dryRun)
{
    PruneReport report;
    QD_TRY(const QList<BackupSet> sets, repository.list(context, stackId));
    report.decisions = decideRetention(sets, policy, now);
    if (dryRun)
        return report;
    for (const RetentionDecision &decision : std::as_const(report.decisions)) {
        if (decision.keep)
            continue;
        const auto set = std::find_if(sets.begin(), sets.end(), [&](const BackupSet &candidate) { return candidate.id == decision.id; });
        QD_CHECK(repository.remove(context, *set));
        report.removed.append(decision.id);
        context.sink().logLine(PruningText::tr("Removed %1: %2.").arg(decision.id, decision.reasons.join(QLatin1String("; "))));
    }
    if (!report.removed.isEmpty())
        refreshRecoveryCard(context, repository, now);
    return report;
}

QStringList removalConsequences(const QList<BackupSet> &sets, const BackupSet &set)
{
    QStringList consequences;
    consequences.append(PruningText::tr("%1 and everything in it (%2) is gone for good.").arg(set.id, formatBytes(set.size)));
    const auto isOther = [&set](const BackupSet &other) { return other.id != set.id && isSameStack(other, set); };
    const auto newerProven
        = [&](const BackupSet &other) { return isOther(other) && other.state == SetState::Proven && other.sequence > set.sequence; };
    if (set.state == SetState::Proven) {
        const bool newest = std::none_of(sets.begin(), sets.end(), newerProven);
        const auto left
            = std::count_if(sets.begin(), sets.end(), [&](const BackupSet &other) { return isOther(other) && other.state == SetState::Proven; });
        if (left == 0)
            consequences.append(PruningText::tr("It is the only proven set of this stack: no set that is known to restore would be left."));
        else if (newest)
            consequences.append(PruningText::tr("It is the newest proven set of this stack."));
    }
    // The history between its neighbours can then no longer be gone back to.
    std::optional<QDateTime> older;
    std::optional<QDateTime> newer;
    for (const BackupSet &other : sets) {
        if (!isOther(other) || other.state == SetState::Damaged)
            continue;
        if (other.time < set.time && (!older || other.time > *older))
            older = other.time;
        if (other.time > set.time && (!newer || other.time < *newer))
            newer = other.time;
    }
    if (older && newer) {
        consequences.append(PruningText::tr("Between %1 and %2 no set would be left.")
                                .arg(older->toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                                     newer->toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    } else if (!older && newer) {
        consequences.append(PruningText::tr("It is the oldest set: nothing before %1 could be gone back to.")
                                .arg(newer->toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    } else if (!newer && set.state != SetState::Foreign) {
        consequences.append(older ? PruningText::tr("It is the newest set: the next one is of %1.")
                                        .arg(older->toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")))
                                  : PruningText::tr("It is the only set of this stack."));
    }
    return consequences;
}

} // namespace quarterdeck::backup
