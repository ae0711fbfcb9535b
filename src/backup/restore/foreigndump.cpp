// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/foreigndump.h"

#include "backup/foreign.h"
#include "backup/psqlsession.h"
#include "backup/restore/operations.h"
#include "backup/restore/sqlguard.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>

namespace quarterdeck::restore {

namespace {

struct DumpText
{
    Q_DECLARE_TR_FUNCTIONS(ForeignDump)
};

constexpr qsizetype pieceSize = 256 * 1024;

Result<FileDescriptor> openFile(const QString &path)
{
    FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, DumpText::tr("Could not open %1.").arg(path)));
    return fd;
}

bool looksLikeSql(const QByteArray &head)
{
    return !head.contains('\0')
        && (head.contains("PostgreSQL database dump") || head.contains("SET statement_timeout") || head.contains("CREATE TABLE"));
}

/// Whether SQL text that pg_dump began is also ended by it: cut off between two
/// statements it reads well, and lacks whatever came behind.
class DumpEnd final
{
public:
    void feed(const QByteArray &bytes)
    {
        if (m_head.size() < kept)
            m_head += bytes.left(kept - m_head.size());
        m_tail += bytes.right(kept);
        m_tail = m_tail.right(kept);
    }
    [[nodiscard]] Result<void> finish(const QString &path) const
    {
        for (const char *kind : {"-- PostgreSQL database dump", "-- PostgreSQL database cluster dump"}) {
            const QByteArray line(kind);
            const QByteArray begin = line + '\n';
            const QByteArray end = line + " complete";
            if (m_head.contains(begin) && !m_tail.contains(end))
                return fail(ErrorKind::Corrupt, DumpText::tr("%1 breaks off: the line with which pg_dump ends is missing.").arg(path), {},
                            DumpText::tr("Take another one: what came behind is not in it."));
        }
        return {};
    }

private:
    static constexpr qsizetype kept = 4096;
    QByteArray m_head;
    QByteArray m_tail;
};

} // namespace

Result<DumpForm> dumpFormOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorKind::NotFound, DumpText::tr("There is no %1.").arg(path));
    const auto unknown = [&path] {
        return fail(ErrorKind::Unsupported, DumpText::tr("%1 is no dump of PostgreSQL that can be read.").arg(path), {},
                    DumpText::tr("Known are SQL text of pg_dump, also packed with gzip, its custom format, and its directory format."));
    };
    if (info.isDir()) {
        if (QFile::exists(path + QLatin1String("/toc.dat")))
            return DumpForm::Directory;
        return unknown();
    }
    if (!info.isFile())
        return unknown();
    QD_TRY(const FileDescriptor fd, openFile(path));
    QByteArray head(4, '\0');
    const ssize_t n = ::read(fd.get(), head.data(), static_cast<size_t>(head.size()));
    if (n < 0)
        return fail(errorFromErrno(errno, DumpText::tr("Could not read %1.").arg(path)));
    const bool packed = head.startsWith("\x1f\x8b");
    if (head.startsWith("PGDM"))
        return DumpForm::Custom;
    QD_TRY(const docker::ByteSource source, backup::plainSource({}, path));
    const Result<QByteArray> begin = source(16 * 1024);
    // A packed one that is cut off shows itself when it is checked.
    if (packed && (!begin || begin->isEmpty() || looksLikeSql(*begin)))
        return DumpForm::GzipSql;
    if (begin && looksLikeSql(*begin))
        return DumpForm::Sql;
    return unknown();
}

Result<void> checkForeignDump(const JobContext &context, const QString &path)
{
    QD_TRY(const DumpForm form, dumpFormOf(path));
    if (form != DumpForm::Sql && form != DumpForm::GzipSql)
        return {};
    if (form == DumpForm::GzipSql)
        QD_CHECK(backup::checkGzip(context, path));
    QD_TRY(const docker::ByteSource source, backup::plainSource(context, path));
    SqlGuard guard;
    DumpEnd end;
    while (true) {
        QD_TRY(const QByteArray bytes, source(pieceSize));
        if (bytes.isEmpty()) {
            QD_CHECK(guard.finish());
            return end.finish(path);
        }
        QD_CHECK(guard.feed(bytes));
        end.feed(bytes);
    }
}

Result<void> loadForeignDump(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server, const QString &database,
                             const QString &path)
{
    QD_TRY(const DumpForm form, dumpFormOf(path));
    QD_CHECK(checkForeignDump(context, path));
    const auto judged = [](const FeedResult &fed) -> Result<void> {
        if (fed.exitCode == 0)
            return {};
        return fail(ErrorKind::Conflict, DumpText::tr("The dump could not be loaded; nothing of it is in the database."), fed.output,
                    DumpText::tr("The details tell what it stopped at. A role that is missing can be made first."));
    };
    const QStringList restore = {QStringLiteral("pg_restore"),
                                 QStringLiteral("--single-transaction"),
                                 QStringLiteral("--exit-on-error"),
                                 QStringLiteral("--no-owner"),
                                 QStringLiteral("--no-privileges"),
                                 QStringLiteral("--no-password"),
                                 QStringLiteral("--dbname=") + backup::connectionTo(database)};
    if (form == DumpForm::Directory) {
        QD_TRY(const FeedResult fed,
               feedServer(context, docker, server, restore + QStringList{QStringLiteral("--format=directory"), QStringLiteral("/dump")}, {}, {},
                          QFileInfo(path).canonicalFilePath()));
        return judged(fed);
    }
    QD_TRY(const docker::ByteSource source, backup::plainSource(context, path));
    QStringList argv;
    if (form == DumpForm::Custom) {
        argv = restore + QStringList{QStringLiteral("--format=custom"), QStringLiteral("%PIPE%")};
    } else {
        argv = {QStringLiteral("psql"),
                QStringLiteral("-Xq"),
                QStringLiteral("--set=ON_ERROR_STOP=1"),
                QStringLiteral("--single-transaction"),
                QStringLiteral("--no-password"),
                QStringLiteral("--output=/dev/null"),
                QStringLiteral("--dbname=") + backup::connectionTo(database),
                QStringLiteral("--file"),
                QStringLiteral("%PIPE%")};
    }
    // Judged again on its way: the file may have changed since. The transaction is
    // ended by us, behind the dump's own verified end: a stream that breaks off is
    // an end for psql too, and must not be one that counts.
    enum class Place { Before, Inside, Behind };
    SqlGuard guard;
    DumpEnd end;
    Place place = form == DumpForm::Custom ? Place::Behind : Place::Before;
    const docker::ByteSource guarded = [&source, &guard, &end, &place, &path, form](qsizetype maximum) -> Result<QByteArray> {
        if (form == DumpForm::Custom)
            return source(maximum);
        if (place == Place::Before) {
            place = Place::Inside;
            return QByteArrayLiteral("BEGIN;\n");
        }
        if (place == Place::Behind)
            return QByteArray();
        QD_TRY(QByteArray bytes, source(maximum));
        if (!bytes.isEmpty()) {
            QD_CHECK(guard.feed(bytes));
            end.feed(bytes);
            return bytes;
        }
        QD_CHECK(guard.finish());
        QD_CHECK(end.finish(path));
        place = Place::Behind;
        return QByteArrayLiteral("\nCOMMIT;\n");
    };
    QD_TRY(const FeedResult fed, feedServer(context, docker, server, argv, {}, guarded));
    return judged(fed);
}

Result<backup::BackupSet> foreignSetOf(const QString &path)
{
    const QFileInfo info(path);
    const QString absolute = QDir::cleanPath(info.absoluteFilePath());
    // A file of a script's run brings the other files of that run with it.
    if (info.isFile() && backup::recogniseForeign(info.fileName())) {
        QD_TRY(const QList<backup::BackupSet> sets, backup::listForeign({}, info.absolutePath()));
        for (const backup::BackupSet &set : sets) {
            if (set.foreignFiles.contains(absolute) || set.foreignFiles.contains(info.absoluteFilePath()))
                return set;
        }
    }
    QD_TRY(const DumpForm form, dumpFormOf(absolute));
    Q_UNUSED(form)
    backup::BackupSet set;
    set.id = QLatin1String("foreign_") + info.fileName();
    set.path = info.absolutePath();
    set.state = backup::SetState::Foreign;
    set.why = DumpText::tr("A dump alone: no manifest, no checksums, no queue, no files and no key with it.");
    set.foreignFiles = {absolute};
    set.time = info.lastModified();
    set.size = info.size();
    if (info.isDir()) {
        set.size = 0;
        for (const QFileInfo &file : QDir(absolute).entryInfoList(QDir::Files | QDir::Hidden))
            set.size += file.size();
    }
    set.parts = {backup::Part::Postgres};
    return set;
}

} // namespace quarterdeck::restore
