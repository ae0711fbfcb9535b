// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/missedruns.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace quarterdeck::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::cli::MissedRuns)
};

constexpr int runsLookedAt = 1000;

bool isMissed(const backup::RunRecord &run)
{
    return run.outcome == QLatin1String("missed");
}

QString shown(const QDateTime &slot)
{
    return slot.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

backup::RunRecord missedRun(const QString &stackId, const QDateTime &slot)
{
    backup::RunRecord run;
    run.stackId = stackId;
    run.operation = QStringLiteral("backup");
    run.trigger = QStringLiteral("schedule");
    run.startedAt = slot.toUTC();
    run.finishedAt = run.startedAt;
    run.outcome = QStringLiteral("missed");
    run.summary = Words::tr("The backup due at %1 was not made: the machine was off or asleep, or its timer did not run.").arg(shown(slot));
    return run;
}

} // namespace

Result<MissedRuns> recordMissedRuns(const JobContext &context, backup::History &history, process::ProcessPort &process,
                                    const backup::HookSettings &hooks, const QString &stackId, const QList<QDateTime> &missed)
{
    QD_TRY(const QList<backup::RunRecord> runs, history.runs(stackId, runsLookedAt));
    QSet<qint64> known;
    for (const backup::RunRecord &run : runs) {
        if (isMissed(run))
            known.insert(run.startedAt.toMSecsSinceEpoch());
    }
    MissedRuns result;
    for (const QDateTime &slot : missed) {
        if (known.contains(slot.toMSecsSinceEpoch()))
            continue;
        QD_CHECK(context.checkpoint());
        QD_CHECK(history.begin(missedRun(stackId, slot)));
        result.recorded.append(slot);
    }
    if (result.recorded.isEmpty())
        return result;
    // One notice, not a hundred after a week of sleep.
    backup::RunRecord told = missedRun(stackId, result.recorded.last());
    if (result.recorded.size() > 1) {
        told.startedAt = result.recorded.first().toUTC();
        told.summary = Words::tr("%1 scheduled backups were not made, the first due at %2, the last at %3.")
                           .arg(result.recorded.size())
                           .arg(shown(result.recorded.first()), shown(result.recorded.last()));
    }
    result.warnings = backup::runHooks(context, process, hooks, backup::HookEvent::Missed, backup::hookMessage(backup::HookEvent::Missed, told));
    return result;
}

Result<QDateTime> lastRunOf(backup::History &history, const QString &stackId)
{
    QD_TRY(const QList<backup::RunRecord> runs, history.runs(stackId, runsLookedAt));
    const auto last = std::find_if(runs.cbegin(), runs.cend(),
                                   [](const backup::RunRecord &run) { return run.operation == QLatin1String("backup") && !isMissed(run); });
    return last == runs.cend() ? QDateTime() : last->startedAt;
}

} // namespace quarterdeck::cli
