// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/retention.h"

#include "foundation/units.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <functional>

namespace quarterdeck::backup {

namespace {

struct RetentionText
{
    Q_DECLARE_TR_FUNCTIONS(Retention)
};

/// Fewer gaps than these tell nothing about what is usual.
constexpr qsizetype gapsToJudge = 3;
/// A gap this many times the usual one is a clock that jumped or a machine
/// that was off: no backups were made, so none has aged.
constexpr qint64 unusualFactor = 4;

qint64 median(QList<qint64> values)
{
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values.at(values.size() / 2);
}

/// The age of each set in seconds, newest first: the gaps from set to set added
/// up in the order of their sequence numbers, so that one jump of the clock
/// makes at most one gap wrong.
QList<qint64> ages(const QList<const BackupSet *> &sets, const QDateTime &now)
{
    QList<qint64> gaps;
    QDateTime later = now;
    for (const BackupSet *set : sets) {
        gaps.append(std::max<qint64>(0, set->time.secsTo(later)));
        later = set->time;
    }
    // The gap between the newest set and now says nothing about the habit:
    // retention runs right after a backup.
    const QList<qint64> between = gaps.mid(1);
    if (between.size() >= gapsToJudge) {
        const qint64 usual = median(between);
        for (qint64 &gap : gaps) {
            if (usual > 0 && gap > unusualFactor * usual)
                gap = usual;
        }
    }
    QList<qint64> result;
    qint64 sum = 0;
    for (const qint64 gap : std::as_const(gaps))
        result.append(sum += gap);
    return result;
}

bool isGood(const BackupSet &set)
{
    return set.state == SetState::Proven || set.state == SetState::Verified || set.state == SetState::Unverified;
}

/// One keep rule: the newest good set of each of the last `count` periods.
struct PeriodRule
{
    int count;
    std::function<QString(const QDateTime &)> period; ///< what tells one period from another
    std::function<QString(const QDateTime &)> reason;
};

QString isoWeek(const QDateTime &time)
{
    int year = 0;
    const int week = time.date().weekNumber(&year);
    return QStringLiteral("%1-W%2").arg(year).arg(week, 2, 10, QLatin1Char('0'));
}

QList<PeriodRule> periodRules(const RetentionPolicy &policy)
{
    const auto format = [](const char *pattern) { return [pattern](const QDateTime &time) { return time.toString(QLatin1String(pattern)); }; };
    return {
        // By UTC, so that the hour that comes twice in autumn is two hours.
        {policy.keepHourly, [](const QDateTime &time) { return QString::number(time.toSecsSinceEpoch() / 3600); },
         [](const QDateTime &time) { return RetentionText::tr("hourly %1").arg(time.toString(QStringLiteral("yyyy-MM-dd HH:00"))); }},
        {policy.keepDaily, format("yyyy-MM-dd"),
         [](const QDateTime &time) { return RetentionText::tr("daily %1").arg(time.toString(QStringLiteral("yyyy-MM-dd"))); }},
        {policy.keepWeekly, isoWeek, [](const QDateTime &time) { return RetentionText::tr("weekly %1").arg(isoWeek(time)); }},
        {policy.keepMonthly, format("yyyy-MM"),
         [](const QDateTime &time) { return RetentionText::tr("monthly %1").arg(time.toString(QStringLiteral("yyyy-MM"))); }},
    };
}

/// Decides about the sets of one stack, newest first, which our own retention
/// may touch. `reasons` gets why a set stays; a set without a reason goes.
void decideStack(const QList<const BackupSet *> &sets, const RetentionPolicy &policy, const QDateTime &now,
                 QMap<const BackupSet *, QStringList> &reasons, QMap<const BackupSet *, qint64> &ageOf)
{
    const QList<qint64> age = ages(sets, now);
    QList<const BackupSet *> good;
    for (qsizetype i = 0; i < sets.size(); ++i) {
        ageOf[sets.at(i)] = age.at(i);
        if (isGood(*sets.at(i)))
            good.append(sets.at(i));
        if (sets.at(i)->time > now)
            reasons[sets.at(i)].append(RetentionText::tr("dated in the future"));
    }

    bool newest = true;
    const int wanted = std::max(1, policy.minProven);
    int floor = wanted;
    for (const BackupSet *set : good) {
        if (set->state != SetState::Proven || floor == 0)
            continue;
        reasons[set].append(newest ? RetentionText::tr("newest proven set") : RetentionText::tr("one of the last %1 proven sets").arg(wanted));
        newest = false;
        --floor;
    }
    // Too few are proven: days without a proof must not take the last backups there
    // are, nor must a disk that shows every one of them as damaged today.
    for (const SetState state : {SetState::Verified, SetState::Unverified, SetState::Damaged}) {
        for (const BackupSet *set : sets) {
            if (set->state == state && floor > 0) {
                reasons[set].append(RetentionText::tr("fewer than %1 sets are proven").arg(wanted));
                --floor;
            }
        }
    }
    if (!good.isEmpty() && !reasons.contains(good.front()))
        reasons[good.front()].append(RetentionText::tr("newest set"));

    for (qsizetype i = 0; i < good.size() && i < policy.keepLast; ++i)
        reasons[good.at(i)].append(RetentionText::tr("one of the last %1").arg(policy.keepLast));
    bool anyRule = policy.keepLast > 0;
    for (const PeriodRule &rule : periodRules(policy)) {
        anyRule = anyRule || rule.count > 0;
        QSet<QString> seen;
        for (const BackupSet *set : good) {
            const QDateTime local = set->time.toLocalTime();
            const QString period = rule.period(local);
            if (seen.size() >= rule.count || seen.contains(period))
                continue;
            seen.insert(period);
            reasons[set].append(rule.reason(local));
        }
    }

    const auto limit = std::chrono::duration_cast<std::chrono::seconds>(policy.maxAge).count();
    for (qsizetype i = 0; i < sets.size(); ++i) {
        if (limit > 0 && age.at(i) <= limit) {
            // By the calendar it may be older: then say how it was counted.
            const QString text = sets.at(i)->time.secsTo(now) <= limit ? RetentionText::tr("younger than %1")
                                                                       : RetentionText::tr("younger than %1, not counting times without backups");
            reasons[sets.at(i)].append(text.arg(formatDuration(policy.maxAge)));
        }
        if (limit <= 0 && !anyRule)
            reasons[sets.at(i)].append(RetentionText::tr("no rule is set"));
    }
}

} // namespace

QList<RetentionDecision> decideRetention(const QList<BackupSet> &sets, const RetentionPolicy &policy, const QDateTime &now)
{
    QList<const BackupSet *> ordered;
    for (const BackupSet &set : sets)
        ordered.append(&set);
    std::stable_sort(ordered.begin(), ordered.end(), [](const BackupSet *a, const BackupSet *b) {
        if (a->sequence != b->sequence)
            return a->sequence > b->sequence;
        return a->time != b->time ? a->time > b->time : a->id > b->id;
    });

    QMap<const BackupSet *, QStringList> reasons;
    QMap<const BackupSet *, qint64> ageOf;
    QMap<QString, QList<const BackupSet *>> byStack;
    for (const BackupSet *set : std::as_const(ordered)) {
        if (set->state == SetState::Foreign)
            reasons[set].append(RetentionText::tr("not made by Quarterdeck"));
        else if (!set->manifest)
            reasons[set].append(RetentionText::tr("its manifest cannot be read"));
        else if (!set->time.isValid())
            reasons[set].append(RetentionText::tr("its time is not known"));
        else
            byStack[set->manifest->stackId].append(set);
    }
    for (const QList<const BackupSet *> &stack : std::as_const(byStack))
        decideStack(stack, policy, now, reasons, ageOf);

    QList<RetentionDecision> decisions;
    for (const BackupSet *set : std::as_const(ordered)) {
        RetentionDecision decision{set->id, reasons.contains(set), reasons.value(set)};
        if (!decision.keep) {
            decision.reasons.append(policy.maxAge.count() > 0 && ageOf.value(set) > std::chrono::seconds(policy.maxAge).count()
                                        ? RetentionText::tr("older than %1").arg(formatDuration(policy.maxAge))
                                        : RetentionText::tr("no rule keeps it"));
        }
        decisions.append(decision);
    }
    return decisions;
}

} // namespace quarterdeck::backup
