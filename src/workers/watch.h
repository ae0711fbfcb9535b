// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/queuelook.h"
#include "workers/situation.h"

#include <QHash>

#include <chrono>

namespace quarterdeck::workers {

/// Remembers from look to look what is only wrong when it lasts. Pure but for its memory.
class Watch final
{
public:
    /// @param starting ids of containers that were started a moment ago: n8n needs a while before it asks for jobs
    /// @param queue none = Redis could not be asked; what is known of it is forgotten then
    void look(std::chrono::steady_clock::time_point now, const QList<WorkerRow> &workers, const QSet<QString> &starting, const QueueLook *queue,
              int perWorker);

    /// Names of running workers without a connection that takes jobs, and of those that take none though jobs wait and they have
    /// room; at more than one look, and for at least a few seconds.
    [[nodiscard]] QStringList notConsuming() const;
    /// Execution ids (a job's id where there is none) of active jobs that nobody has locked, for longer than Bull needs
    /// for two checks of its own (QUEUE_WORKER_STALLED_INTERVAL, 30 s).
    [[nodiscard]] QStringList stalled() const;
    /// Names of workers that were restarted three times or more within ten minutes.
    [[nodiscard]] QStringList restarting() const;

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Since
    {
        QString name;
        Time first;
        int looks = 0;
        bool seen = false; ///< at the present look
    };
    struct Restarts
    {
        QString name;
        QList<std::pair<Time, int>> counts; ///< when it was another number than before
        bool loops = false;
    };
    static void note(QHash<QString, Since> &map, const QString &id, const QString &name, Time now);
    static void forgetUnseen(QHash<QString, Since> &map);
    void lookAtRestarts(const QList<WorkerRow> &workers);

    Time m_now;
    QHash<QString, Since> m_notConsuming; ///< by container
    QHash<QString, Since> m_unlocked; ///< by job
    QHash<QString, Restarts> m_restarts; ///< by container
};

} // namespace quarterdeck::workers
