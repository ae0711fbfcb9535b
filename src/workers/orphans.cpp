// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/orphans.h"

namespace quarterdeck::workers {

namespace {
constexpr auto oldEnough = std::chrono::seconds(60);
}

bool hasAJob(const UnfinishedExecution &execution, bool manual)
{
    static const QStringList queued = {QStringLiteral("webhook"), QStringLiteral("trigger"), QStringLiteral("retry"), QStringLiteral("error")};
    return queued.contains(execution.mode) || (manual && execution.mode == QLatin1String("manual"));
}

Result<QList<UnfinishedExecution>> findOrphans(const JobContext &context, ExecutionStore &store, redis::Session &session,
                                               const stack::QueueKeys &keys, bool manual, const QStringList &ids)
{
    QD_TRY(const QList<UnfinishedExecution> candidates, store.unfinished(context, oldEnough, ids));
    QStringList asked;
    for (const UnfinishedExecution &candidate : candidates) {
        if (hasAJob(candidate, manual))
            asked.append(candidate.id);
    }
    if (asked.isEmpty())
        return QList<UnfinishedExecution>();
    QD_TRY(const QSet<QString> known, knownToQueue(context, session, keys, asked));
    QStringList unknown;
    for (const QString &id : std::as_const(asked)) {
        if (!known.contains(id))
            unknown.append(id);
    }
    if (unknown.isEmpty())
        return QList<UnfinishedExecution>();
    return store.unfinished(context, oldEnough, unknown);
}

} // namespace quarterdeck::workers
