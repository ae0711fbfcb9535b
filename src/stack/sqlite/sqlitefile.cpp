// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/sqlite/sqlitefile.h"

#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace quarterdeck::stack {

namespace {

using namespace std::chrono_literals;

struct SqliteText
{
    Q_DECLARE_TR_FUNCTIONS(SqliteFile)
};

constexpr auto busyTime = 5s;

// SQLite's own result codes (sqlite3.h).
constexpr int sqliteFull = 13;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteBusy = 5;

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
            return fail(errorFromErrno(errno, SqliteText::tr("The damaged history %1 could not be moved aside.").arg(path)));
    }
    return {};
}

} // namespace

QString stateFolder()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    return (home.isEmpty() ? QDir::homePath() + QLatin1String("/.local/state") : home) + QLatin1String("/quarterdeck");
}

SqliteFile::SqliteFile(QString path, QString connection)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
{
}

SqliteFile::~SqliteFile()
{
    {
        QSqlDatabase database = QSqlDatabase::database(m_connection, false);
        database.close();
    }
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlQuery SqliteFile::query() const
{
    return QSqlQuery(QSqlDatabase::database(m_connection));
}

Result<void> SqliteFile::execute(QSqlQuery &query, const QString &statement) const
{
    if (statement.isEmpty() ? !query.exec() : !query.exec(statement))
        return fail(errorOf(query.lastError(), SqliteText::tr("The history %1 could not be used.").arg(m_path)));
    return {};
}

Result<void> SqliteFile::prepare(const Schema &schema) const
{
    QSqlDatabase database = QSqlDatabase::database(m_connection, false);
    if (!database.open())
        return fail(errorOf(database.lastError(), SqliteText::tr("The history %1 could not be opened.").arg(m_path)));
    QSqlQuery query(database);
    QD_CHECK(execute(query, QStringLiteral("PRAGMA busy_timeout = 5000")));
    QD_CHECK(execute(query, QStringLiteral("PRAGMA journal_mode = WAL")));
    QD_CHECK(execute(query, QStringLiteral("PRAGMA synchronous = FULL")));
    QD_CHECK(execute(query, QStringLiteral("PRAGMA quick_check(1)")));
    if (!query.next() || query.value(0).toString() != QLatin1String("ok"))
        return fail(ErrorKind::Corrupt, SqliteText::tr("The history %1 is damaged.").arg(m_path), query.value(0).toString());
    query.finish();
    QD_CHECK(execute(query, QStringLiteral("PRAGMA user_version")));
    const int found = query.next() ? query.value(0).toInt() : 0;
    query.finish();
    if (found > schema.version)
        return fail(ErrorKind::Unsupported, SqliteText::tr("The history %1 was written by a newer version of Quarterdeck.").arg(m_path));
    for (const QString &statement : schema.statements)
        QD_CHECK(execute(query, statement));
    return execute(query, QStringLiteral("PRAGMA user_version = %1").arg(schema.version));
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const QString &path, const Schema &schema)
{
    QD_CHECK(makeFolder(path.section(QLatin1Char('/'), 0, -2)));
    Error error;
    const QDeadlineTimer patience(busyTime);
    for (int damaged = 0; damaged < 5;) {
        // SQLite would make it readable for everybody; its other files copy this mode.
        // Never opened by ourselves: closing it would end the locks that other
        // connections of this process hold on it (fcntl(2)).
        if (::mknod(QFile::encodeName(path).constData(), S_IFREG | privateFileMode, 0) != 0 && errno != EEXIST)
            return fail(errorFromErrno(errno, SqliteText::tr("The history %1 could not be opened.").arg(path)));
        const ino_t inode = inodeOf(path);
        std::unique_ptr<SqliteFile> opened(new SqliteFile(path, QLatin1String("history-") + QUuid::createUuid().toString(QUuid::Id128)));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), opened->m_connection);
            database.setDatabaseName(path);
            database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        }
        const Result<void> prepared = opened->prepare(schema);
        if (prepared)
            return opened;
        error = prepared.error();
        opened.reset();
        if (error.kind == ErrorKind::Corrupt) {
            ++damaged;
            QD_CHECK(moveAside(path, inode));
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

} // namespace quarterdeck::stack
