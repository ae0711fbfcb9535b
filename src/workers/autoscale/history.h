// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workers/autoscale/sample.h"

#include <memory>

namespace quarterdeck::stack {
class SqliteFile;
}

namespace quarterdeck::workers::autoscale {

/// Something autoscaling did, or tried.
struct Action
{
    qint64 id = 0;
    QDateTime startedAt;
    QDateTime finishedAt; ///< invalid while it runs, or when it was killed
    int from = 0;
    int to = 0;
    QString reason; ///< translated when it was written
    QString outcome; ///< "done", "failed", "skipped" (another operation held the stack), "cancelled", "" = running or killed
    QString error; ///< what failed, and the hint

    bool operator==(const Action &) const = default;
};

/// Samples and actions in SQLite, ~/.local/state/quarterdeck/autoscale.sqlite, see stack/sqlite/sqlitefile.h.
/// Bounded by number, not by the clock alone, which may have jumped: of each stack the newest `fineSamples` stay
/// as they are; older ones are thinned to one a minute (of each minute its highest figures, so that a short
/// peak survives); beyond `mostSamples`, and beyond `keepDays` as far as not among the newest, they go.
/// One object a thread.
class History final
{
public:
    struct Bounds
    {
        int fineSamples = 17'280; ///< two days, one every ten seconds
        int mostSamples = 40'000; ///< about 4 MB a stack
        int keepDays = 14;
        int mostActions = 2'000;
    };

    [[nodiscard]] static Result<std::unique_ptr<History>> open(const QString &path = {});
    [[nodiscard]] static Result<std::unique_ptr<History>> open(const QString &path, const Bounds &bounds);
    ~History();
    Q_DISABLE_COPY_MOVE(History)

    /// Several may record one stack (the service, the window): what comes less than half its own interval
    /// after the newest is dropped. Thins and forgets now and then.
    /// @return whether it was kept
    [[nodiscard]] Result<bool> append(const QString &stackId, const Sample &sample);
    /// Oldest first, as they were recorded; see onOneAxis().
    /// @param since by the wall clock; invalid = all
    [[nodiscard]] Result<QList<Sample>> samples(const QString &stackId, const QDateTime &since = {});
    /// The newest of this start of the machine, oldest first.
    [[nodiscard]] Result<QList<Sample>> recent(const QString &stackId, qint64 boot, std::chrono::milliseconds fromOn);

    /// @return its id
    [[nodiscard]] Result<qint64> begin(const QString &stackId, const Action &action);
    [[nodiscard]] Result<void> finish(const Action &action);
    /// Newest first.
    [[nodiscard]] Result<QList<Action>> actions(const QString &stackId, int limit = 50);

    /// What append() does by itself now and then.
    [[nodiscard]] Result<void> tidy(const QString &stackId);

private:
    History(std::unique_ptr<stack::SqliteFile> file, const Bounds &bounds);

    std::unique_ptr<stack::SqliteFile> m_file;
    Bounds m_bounds;
    int m_sinceTidy = 0;
};

} // namespace quarterdeck::workers::autoscale
