// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/history.h"

#include "stack/sqlite/sqlitefile.h"

#include <QCoreApplication>
#include <QVariant>

namespace quarterdeck::backup {

namespace {

struct HistoryText
{
    Q_DECLARE_TR_FUNCTIONS(History)
};

stack::SqliteFile::Schema schema()
{
    return {1,
            {QStringLiteral("CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, operation TEXT NOT NULL,"
                            " trigger TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER, outcome TEXT NOT NULL, set_id TEXT NOT NULL,"
                            " bytes INTEGER NOT NULL, summary TEXT NOT NULL, error TEXT NOT NULL)"),
             QStringLiteral("CREATE INDEX IF NOT EXISTS run_by_stack ON run (stack, started)")}};
}

QVariant epoch(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime fromEpoch(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

/// A null QString would be a NULL for SQLite.
QString text(const QString &value)
{
    return value.isNull() ? QLatin1String("") : value;
}

void bindRun(QSqlQuery &query, const RunRecord &run)
{
    query.addBindValue(text(run.stackId));
    query.addBindValue(text(run.operation));
    query.addBindValue(text(run.trigger));
    query.addBindValue(run.startedAt.toMSecsSinceEpoch());
    query.addBindValue(epoch(run.finishedAt));
    query.addBindValue(text(run.outcome));
    query.addBindValue(text(run.setId));
    query.addBindValue(run.bytes);
    query.addBindValue(text(run.summary));
    query.addBindValue(text(run.error));
}

QList<RunRecord> readRuns(QSqlQuery &query)
{
    QList<RunRecord> runs;
    while (query.next()) {
        runs.append({query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(), query.value(3).toString(),
                     fromEpoch(query.value(4)), fromEpoch(query.value(5)), query.value(6).toString(), query.value(7).toString(),
                     query.value(8).toLongLong(), query.value(9).toString(), query.value(10).toString()});
    }
    return runs;
}

} // namespace

History::History(std::unique_ptr<stack::SqliteFile> file)
    : m_file(std::move(file))
{
}

History::~History() = default;

Result<std::unique_ptr<History>> History::open(const QString &path)
{
    QD_TRY(auto file, stack::SqliteFile::open(path.isEmpty() ? stack::stateFolder() + QLatin1String("/history.sqlite") : path, schema()));
    return std::unique_ptr<History>(new History(std::move(file)));
}

Result<qint64> History::begin(const RunRecord &run)
{
    QSqlQuery query = m_file->query();
    query.prepare(QStringLiteral("INSERT INTO run (stack, operation, trigger, started, finished, outcome, set_id, bytes, summary, error)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    bindRun(query, run);
    QD_CHECK(m_file->execute(query));
    return query.lastInsertId().toLongLong();
}

Result<void> History::finish(const RunRecord &run)
{
    QSqlQuery query = m_file->query();
    query.prepare(
        QStringLiteral("UPDATE run SET stack = ?, operation = ?, trigger = ?, started = ?, finished = ?, outcome = ?, set_id = ?, bytes = ?,"
                       " summary = ?, error = ? WHERE id = ?"));
    bindRun(query, run);
    query.addBindValue(run.id);
    QD_CHECK(m_file->execute(query));
    if (query.numRowsAffected() != 1)
        return fail(ErrorKind::NotFound, HistoryText::tr("This run is not in the history."), QString::number(run.id));
    return {};
}

Result<QList<RunRecord>> History::runs(const QString &stackId, int limit)
{
    QSqlQuery query = m_file->query();
    query.prepare(QStringLiteral("SELECT id, stack, operation, trigger, started, finished, outcome, set_id, bytes, summary, error FROM run"
                                 " WHERE ? = '' OR stack = ? ORDER BY id DESC LIMIT ?"));
    query.addBindValue(text(stackId));
    query.addBindValue(text(stackId));
    query.addBindValue(limit);
    QD_CHECK(m_file->execute(query));
    return readRuns(query);
}

Result<std::optional<RunRecord>> History::lastSuccess(const QString &stackId)
{
    QSqlQuery query = m_file->query();
    // A backup with warnings is a backup.
    query.prepare(QStringLiteral("SELECT id, stack, operation, trigger, started, finished, outcome, set_id, bytes, summary, error FROM run"
                                 " WHERE stack = ? AND operation = 'backup' AND outcome IN ('success', 'warning') ORDER BY id DESC LIMIT 1"));
    query.addBindValue(text(stackId));
    QD_CHECK(m_file->execute(query));
    const QList<RunRecord> runs = readRuns(query);
    return runs.isEmpty() ? std::nullopt : std::optional<RunRecord>(runs.front());
}

} // namespace quarterdeck::backup
