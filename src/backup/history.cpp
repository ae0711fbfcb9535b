// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/history.h"

#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct HistoryText
{
    Q_DECLARE_TR_FUNCTIONS(History)
};

constexpr auto busyTime = 5s;

// SQLite's own result codes (sqlite3.h).
constexpr int sqliteFull = 13;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteBusy = 5;
constexpr int schemaVersion = 1;

Error errorOf(const QSqlError &error, const QString &what)
{
    // The lower byte is the primary code, the rest its extension.
    const int code = error.nativeErrorCode().toInt() & 0xff;
    Error result{ErrorKind::Internal, what, error.text(), {}};
    if (code == sqliteCorrupt || code == sqliteNotADatabase)
        result.kind = ErrorKind::Corrupt;
    else if (code == sqliteFull)
        result.kind = ErrorKind::NoSpace;
    else if (code == sqliteReadOnly)
        result.kind = ErrorKind::Auth;
    else if (code == sqliteBusy)
        result.kind = ErrorKind::Conflict;
    return result;
}

QString defaultPath()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    return (home.isEmpty() ? QDir::homePath() + QLatin1String("/.local/state") : home) + QLatin1String("/quarterdeck/history.sqlite");
}

Result<void> execute(QSqlQuery &query, const QString &statement)
{
    if (!query.exec(statement))
        return fail(errorOf(query.lastError(), HistoryText::tr("The history of runs could not be used.")));
    return {};
}

Result<void> execute(QSqlQuery &query)
{
    if (!query.exec())
        return fail(errorOf(query.lastError(), HistoryText::tr("The history of runs could not be used.")));
    return {};
}

Result<void> prepareDatabase(const QString &connection)
{
    QSqlDatabase database = QSqlDatabase::database(connection, false);
    if (!database.open())
        return fail(errorOf(database.lastError(), HistoryText::tr("The history of runs could not be opened.")));
    QSqlQuery query(database);
    QD_CHECK(execute(query, QStringLiteral("PRAGMA busy_timeout = 5000")));
    QD_CHECK(execute(query, QStringLiteral("PRAGMA journal_mode = WAL")));
    QD_CHECK(execute(query, QStringLiteral("PRAGMA synchronous = FULL")));
    QD_CHECK(execute(query, QStringLiteral("PRAGMA quick_check(1)")));
    if (!query.next() || query.value(0).toString() != QLatin1String("ok"))
        return fail(ErrorKind::Corrupt, HistoryText::tr("The history of runs is damaged."), query.value(0).toString());
    query.finish();
    QD_CHECK(execute(query, QStringLiteral("PRAGMA user_version")));
    const int found = query.next() ? query.value(0).toInt() : 0;
    query.finish();
    if (found > schemaVersion)
        return fail(ErrorKind::Unsupported, HistoryText::tr("The history of runs was written by a newer version of Quarterdeck."));
    QD_CHECK(
        execute(query,
                QStringLiteral("CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, operation TEXT NOT NULL,"
                               " trigger TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER, outcome TEXT NOT NULL, set_id TEXT NOT NULL,"
                               " bytes INTEGER NOT NULL, summary TEXT NOT NULL, error TEXT NOT NULL)")));
    QD_CHECK(execute(query, QStringLiteral("CREATE INDEX IF NOT EXISTS run_by_stack ON run (stack, started)")));
    return execute(query, QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));
}

void closeDatabase(const QString &connection)
{
    {
        QSqlDatabase database = QSqlDatabase::database(connection, false);
        database.close();
    }
    QSqlDatabase::removeDatabase(connection);
}

/// Which file a path names now; 0 when there is none.
ino_t inodeOf(const QString &path)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

/// Out of the way, but kept: a person may still get something out of it.
/// Several may find the same file damaged; who comes later must not move the
/// new one that is in its place by then.
Result<void> moveAside(const QString &path, ino_t damaged)
{
    const FileDescriptor folder(::open(QFile::encodeName(path.section(QLatin1Char('/'), 0, -2)).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Held for two renames, so waiting for it is no matter of cancelling.
    while (folder.isValid() && ::flock(folder.get(), LOCK_EX) != 0 && errno == EINTR) { }
    if (inodeOf(path) != damaged)
        return {};
    const QString aside = path + QLatin1String(".damaged-") + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmsszzz"));
    for (const QLatin1String ending : {QLatin1String("-wal"), QLatin1String("-shm"), QLatin1String("")}) {
        const QByteArray from = QFile::encodeName(path + ending);
        const QByteArray to = QFile::encodeName(aside + ending);
        if (::rename(from.constData(), to.constData()) != 0 && errno != ENOENT)
            return fail(errorFromErrno(errno, HistoryText::tr("The damaged history %1 could not be moved aside.").arg(path)));
    }
    return {};
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

History::History(QString connection)
    : m_connection(std::move(connection))
{
}

History::~History()
{
    closeDatabase(m_connection);
}

Result<std::unique_ptr<History>> History::open(const QString &path)
{
    const QString file = path.isEmpty() ? defaultPath() : path;
    QD_CHECK(makeFolder(file.section(QLatin1Char('/'), 0, -2)));
    Error error;
    const QDeadlineTimer patience(busyTime);
    for (int damaged = 0; damaged < 5;) {
        // SQLite would make it readable for everybody; its other files copy this mode.
        // Never opened by ourselves: closing it would end the locks that other
        // connections of this process hold on it (fcntl(2)).
        if (::mknod(QFile::encodeName(file).constData(), S_IFREG | privateFileMode, 0) != 0 && errno != EEXIST)
            return fail(errorFromErrno(errno, HistoryText::tr("The history of runs %1 could not be opened.").arg(file)));
        const ino_t inode = inodeOf(file);
        std::unique_ptr<History> history(new History(QLatin1String("history-") + QUuid::createUuid().toString(QUuid::Id128)));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), history->m_connection);
            database.setDatabaseName(file);
            database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        }
        const Result<void> prepared = prepareDatabase(history->m_connection);
        if (prepared)
            return history;
        error = prepared.error();
        history.reset();
        if (error.kind == ErrorKind::Corrupt) {
            ++damaged;
            QD_CHECK(moveAside(file, inode));
        } else if (error.kind == ErrorKind::Conflict && !patience.hasExpired()) {
            // Two that open a new file at once both want to make it: SQLite lets
            // one of them fail at once rather than wait for each other for ever.
            std::this_thread::sleep_for(5ms);
        } else {
            break;
        }
    }
    return fail(error);
}

Result<qint64> History::begin(const RunRecord &run)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(QStringLiteral("INSERT INTO run (stack, operation, trigger, started, finished, outcome, set_id, bytes, summary, error)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    bindRun(query, run);
    QD_CHECK(execute(query));
    return query.lastInsertId().toLongLong();
}

Result<void> History::finish(const RunRecord &run)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(
        QStringLiteral("UPDATE run SET stack = ?, operation = ?, trigger = ?, started = ?, finished = ?, outcome = ?, set_id = ?, bytes = ?,"
                       " summary = ?, error = ? WHERE id = ?"));
    bindRun(query, run);
    query.addBindValue(run.id);
    QD_CHECK(execute(query));
    if (query.numRowsAffected() != 1)
        return fail(ErrorKind::NotFound, HistoryText::tr("This run is not in the history."), QString::number(run.id));
    return {};
}

Result<QList<RunRecord>> History::runs(const QString &stackId, int limit)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(QStringLiteral("SELECT id, stack, operation, trigger, started, finished, outcome, set_id, bytes, summary, error FROM run"
                                 " WHERE ? = '' OR stack = ? ORDER BY id DESC LIMIT ?"));
    query.addBindValue(text(stackId));
    query.addBindValue(text(stackId));
    query.addBindValue(limit);
    QD_CHECK(execute(query));
    return readRuns(query);
}

Result<std::optional<RunRecord>> History::lastSuccess(const QString &stackId)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    // A backup with warnings is a backup.
    query.prepare(QStringLiteral("SELECT id, stack, operation, trigger, started, finished, outcome, set_id, bytes, summary, error FROM run"
                                 " WHERE stack = ? AND operation = 'backup' AND outcome IN ('success', 'warning') ORDER BY id DESC LIMIT 1"));
    query.addBindValue(text(stackId));
    QD_CHECK(execute(query));
    const QList<RunRecord> runs = readRuns(query);
    return runs.isEmpty() ? std::nullopt : std::optional<RunRecord>(runs.front());
}

} // namespace quarterdeck::backup
