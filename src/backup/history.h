// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

#include <memory>
#include <optional>

namespace quarterdeck::stack {
class SqliteFile;
}

namespace quarterdeck::backup {

/// One run, good or bad.
struct RunRecord
{
    qint64 id = 0;
    QString stackId;
    QString operation; ///< "backup", "verify", "drill", "prune"
    QString trigger; ///< "manual", "schedule", "catch-up"
    QDateTime startedAt;
    QDateTime finishedAt; ///< invalid while it runs, or when it was killed
    QString outcome; ///< "success", "warning", "failure", "cancelled", "missed", "" = running or killed
    QString setId;
    qint64 bytes = 0;
    QString summary;
    QString error;
};

/// Runs in SQLite (WAL, busy_timeout 5 s), ~/.local/state/quarterdeck/history.sqlite,
/// mode 0600. One object a thread. A damaged file is moved aside, never fatal.
class History final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<History>> open(const QString &path = {});
    ~History();
    Q_DISABLE_COPY_MOVE(History)

    [[nodiscard]] Result<qint64> begin(const RunRecord &run);
    [[nodiscard]] Result<void> finish(const RunRecord &run);
    /// Newest first. @param stackId empty = of every stack
    [[nodiscard]] Result<QList<RunRecord>> runs(const QString &stackId, int limit = 200);
    [[nodiscard]] Result<std::optional<RunRecord>> lastSuccess(const QString &stackId);

private:
    explicit History(std::unique_ptr<stack::SqliteFile> file);

    std::unique_ptr<stack::SqliteFile> m_file;
};

} // namespace quarterdeck::backup
