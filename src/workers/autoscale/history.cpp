// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/autoscale/history.h"

#include "stack/sqlite/sqlitefile.h"

#include <QCoreApplication>
#include <QVariant>

namespace quarterdeck::workers::autoscale {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::AutoscaleHistory)
};

constexpr int tidyEvery = 500; ///< appends
constexpr qint64 minuteMs = 60'000;
const QString columns = QStringLiteral("at, boot, wall, every, waiting, oldest, running, workers, wanted, capacity, per_worker, safe_most, ended");

stack::SqliteFile::Schema schema()
{
    return {1,
            {QStringLiteral("CREATE TABLE IF NOT EXISTS sample (id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, at INTEGER NOT NULL,"
                            " boot INTEGER NOT NULL, wall INTEGER NOT NULL, every INTEGER NOT NULL, waiting INTEGER, oldest INTEGER, running INTEGER,"
                            " workers INTEGER NOT NULL, wanted INTEGER NOT NULL, capacity INTEGER NOT NULL, per_worker INTEGER NOT NULL,"
                            " safe_most INTEGER NOT NULL, ended REAL)"),
             QStringLiteral("CREATE INDEX IF NOT EXISTS sample_by_stack ON sample (stack, id)"),
             QStringLiteral("CREATE TABLE IF NOT EXISTS action (id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, started INTEGER NOT NULL,"
                            " finished INTEGER, from_workers INTEGER NOT NULL, to_workers INTEGER NOT NULL, reason TEXT NOT NULL,"
                            " outcome TEXT NOT NULL, error TEXT NOT NULL)"),
             QStringLiteral("CREATE INDEX IF NOT EXISTS action_by_stack ON action (stack, id)")}};
}

template<class Number>
QVariant orNull(const std::optional<Number> &value)
{
    return value ? QVariant(*value) : QVariant();
}

std::optional<qint64> wholeOf(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional<qint64>(value.toLongLong());
}

QDateTime momentOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

/// A null QString would be a NULL for SQLite.
QString text(const QString &value)
{
    return value.isNull() ? QLatin1String("") : value;
}

QList<Sample> readSamples(QSqlQuery &query)
{
    QList<Sample> samples;
    while (query.next()) {
        Sample sample;
        int column = 0;
        const auto next = [&query, &column] { return query.value(column++); };
        sample.at = std::chrono::milliseconds(next().toLongLong());
        sample.boot = next().toLongLong();
        sample.wall = momentOf(next());
        sample.every = std::chrono::milliseconds(next().toLongLong());
        sample.waiting = wholeOf(next());
        sample.oldestWaitMs = wholeOf(next());
        sample.running = wholeOf(next());
        sample.workers = next().toInt();
        sample.wanted = next().toInt();
        sample.capacity = next().toInt();
        sample.perWorker = next().toInt();
        sample.safeMost = next().toInt();
        const QVariant ended = next();
        if (!ended.isNull())
            sample.endedPerMinute = ended.toDouble();
        samples.append(sample);
    }
    return samples;
}

} // namespace

History::History(std::unique_ptr<stack::SqliteFile> file, const Bounds &bounds)
    : m_file(std::move(file))
    , m_bounds(bounds)
{
}

History::~History() = default;

Result<std::unique_ptr<History>> History::open(const QString &path)
{
    return open(path, Bounds());
}

Result<std::unique_ptr<History>> History::open(const QString &path, const Bounds &bounds)
{
    QD_TRY(auto file, stack::SqliteFile::open(path.isEmpty() ? stack::stateFolder() + QLatin1String("/autoscale.sqlite") : path, schema()));
    return std::unique_ptr<History>(new History(std::move(file), bounds));
}

Result<bool> History::append(const QString &stackId, const Sample &sample)
{
    QSqlQuery query = m_file->query();
    // One statement: two recorders cannot both find that nothing was recorded.
    query.prepare(QStringLiteral("INSERT INTO sample (stack, %1) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
                                 " (SELECT 1 FROM (SELECT at, boot FROM sample WHERE stack = ? ORDER BY id DESC LIMIT 1)"
                                 " WHERE boot = ? AND at > ? AND at < ?)")
                      .arg(columns));
    const qint64 half = sample.every.count() / 2;
    const QVariantList values = {stackId,
                                 QVariant::fromValue<qint64>(sample.at.count()),
                                 sample.boot,
                                 sample.wall.toMSecsSinceEpoch(),
                                 QVariant::fromValue<qint64>(sample.every.count()),
                                 orNull(sample.waiting),
                                 orNull(sample.oldestWaitMs),
                                 orNull(sample.running),
                                 sample.workers,
                                 sample.wanted,
                                 sample.capacity,
                                 sample.perWorker,
                                 sample.safeMost,
                                 orNull(sample.endedPerMinute),
                                 stackId,
                                 sample.boot,
                                 QVariant::fromValue<qint64>(sample.at.count() - half),
                                 QVariant::fromValue<qint64>(sample.at.count() + half)};
    for (const QVariant &value : values)
        query.addBindValue(value);
    QD_CHECK(m_file->execute(query));
    const bool kept = query.numRowsAffected() > 0;
    if (++m_sinceTidy >= tidyEvery) {
        m_sinceTidy = 0;
        QD_CHECK(tidy(stackId));
    }
    return kept;
}

Result<QList<Sample>> History::samples(const QString &stackId, const QDateTime &since)
{
    QSqlQuery query = m_file->query();
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT %1 FROM sample WHERE stack = ? AND wall >= ? ORDER BY id").arg(columns));
    query.addBindValue(text(stackId));
    query.addBindValue(since.isValid() ? since.toMSecsSinceEpoch() : std::numeric_limits<qint64>::min());
    QD_CHECK(m_file->execute(query));
    return readSamples(query);
}

Result<QList<Sample>> History::recent(const QString &stackId, qint64 boot, std::chrono::milliseconds fromOn)
{
    QSqlQuery query = m_file->query();
    query.prepare(QStringLiteral("SELECT %1 FROM sample WHERE stack = ? AND boot = ? AND at >= ? ORDER BY id").arg(columns));
    query.addBindValue(text(stackId));
    query.addBindValue(boot);
    query.addBindValue(QVariant::fromValue<qint64>(fromOn.count()));
    QD_CHECK(m_file->execute(query));
    return readSamples(query);
}

Result<qint64> History::begin(const QString &stackId, const Action &action)
{
    QSqlQuery query = m_file->query();
    query.prepare(QStringLiteral("INSERT INTO action (stack, started, finished, from_workers, to_workers, reason, outcome, error)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    const QVariantList values = {text(stackId),
                                 action.startedAt.toMSecsSinceEpoch(),
                                 action.finishedAt.isValid() ? QVariant(action.finishedAt.toMSecsSinceEpoch()) : QVariant(),
                                 action.from,
                                 action.to,
                                 text(action.reason),
                                 text(action.outcome),
                                 text(action.error)};
    for (const QVariant &value : values)
        query.addBindValue(value);
    QD_CHECK(m_file->execute(query));
    return query.lastInsertId().toLongLong();
}

Result<void> History::finish(const Action &action)
{
    QSqlQuery query = m_file->query();
    query.prepare(QStringLiteral("UPDATE action SET finished = ?, outcome = ?, error = ? WHERE id = ?"));
    query.addBindValue(action.finishedAt.toMSecsSinceEpoch());
    query.addBindValue(text(action.outcome));
    query.addBindValue(text(action.error));
    query.addBindValue(action.id);
    QD_CHECK(m_file->execute(query));
    if (query.numRowsAffected() != 1)
        return fail(ErrorKind::NotFound, Words::tr("This change is not in the history."), QString::number(action.id));
    return {};
}

Result<QList<Action>> History::actions(const QString &stackId, int limit)
{
    QSqlQuery query = m_file->query();
    query.prepare(QStringLiteral("SELECT id, started, finished, from_workers, to_workers, reason, outcome, error FROM action WHERE stack = ?"
                                 " ORDER BY id DESC LIMIT ?"));
    query.addBindValue(text(stackId));
    query.addBindValue(limit);
    QD_CHECK(m_file->execute(query));
    QList<Action> actions;
    while (query.next()) {
        actions.append({query.value(0).toLongLong(), momentOf(query.value(1)), momentOf(query.value(2)), query.value(3).toInt(),
                        query.value(4).toInt(), query.value(5).toString(), query.value(6).toString(), query.value(7).toString()});
    }
    return actions;
}

Result<void> History::tidy(const QString &stackId)
{
    const auto run = [this](const QString &statement, const QVariantList &values) -> Result<void> {
        QSqlQuery query = m_file->query();
        query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        return m_file->execute(query);
    };
    QSqlQuery transaction = m_file->query();
    QD_CHECK(m_file->execute(transaction, QStringLiteral("BEGIN IMMEDIATE")));
    const auto all = [&]() -> Result<void> {
        // Everything up to the newest that stay fine.
        QSqlQuery border = m_file->query();
        border.prepare(QStringLiteral("SELECT id FROM sample WHERE stack = ? ORDER BY id DESC LIMIT 1 OFFSET ?"));
        border.addBindValue(stackId);
        border.addBindValue(m_bounds.fineSamples);
        QD_CHECK(m_file->execute(border));
        if (border.next()) {
            const QVariant upTo = border.value(0);
            border.finish();
            // The last row of each minute stays, with the highest figures of all of them.
            QD_CHECK(run(QStringLiteral("UPDATE sample SET every = MAX(every, %1), waiting = m.waiting, oldest = m.oldest, running = m.running"
                                        " FROM (SELECT MAX(id) AS last, MAX(waiting) AS waiting, MAX(oldest) AS oldest, MAX(running) AS running"
                                        " FROM sample WHERE stack = ? AND id <= ? AND every < %1 GROUP BY boot, at / %1) AS m WHERE id = m.last")
                             .arg(minuteMs),
                         {stackId, upTo}));
            QD_CHECK(run(QStringLiteral("DELETE FROM sample WHERE stack = ? AND id <= ? AND every < %1").arg(minuteMs), {stackId, upTo}));
            // By the newest record's clock, and never of the newest ones: a clock that was set wrong must not empty it.
            QD_CHECK(run(QStringLiteral("DELETE FROM sample WHERE stack = ? AND id <= ? AND wall < (SELECT wall FROM sample WHERE stack = ?"
                                        " ORDER BY id DESC LIMIT 1) - ?"),
                         {stackId, upTo, stackId, qint64(m_bounds.keepDays) * 24 * 60 * minuteMs}));
        }
        const QString tooMany = QStringLiteral("DELETE FROM %1 WHERE stack = ? AND id <= (SELECT id FROM %1 WHERE stack = ? ORDER BY id DESC LIMIT 1"
                                               " OFFSET ?)");
        QD_CHECK(run(tooMany.arg(QLatin1String("sample")), {stackId, stackId, m_bounds.mostSamples}));
        return run(tooMany.arg(QLatin1String("action")), {stackId, stackId, m_bounds.mostActions});
    };
    const Result<void> done = all();
    QSqlQuery end = m_file->query();
    const Result<void> ended = m_file->execute(end, done ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
    return done ? ended : done;
}

} // namespace quarterdeck::workers::autoscale
