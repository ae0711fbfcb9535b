// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/foreign.h"

#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace quarterdeck::backup {

namespace {

struct ForeignText
{
    Q_DECLARE_TR_FUNCTIONS(ForeignSet)
};

constexpr qint64 oneRun = 10 * 60; // seconds
constexpr qsizetype pieceSize = 256 * 1024;

struct CloseGzip
{
    void operator()(gzFile file) const { gzclose_r(file); }
};

/// The four files of the scripts, in the order they made them.
constexpr std::array expectedParts = {Part::Postgres, Part::Redis, Part::N8nData, Part::Environment};

/// The time in a name. Scripts often run without a time zone, so it may fall
/// into the hour that is left out here in spring: then it is an hour later.
QDateTime localTime(const QString &text)
{
    const QDate date = QDate::fromString(text.left(8), QStringLiteral("yyyyMMdd"));
    const QTime time = QTime::fromString(text.mid(9), QStringLiteral("HHmmss"));
    if (!date.isValid() || !time.isValid())
        return {};
    const QDateTime local(date, time);
    if (local.isValid())
        return local;
    const int offset = QDateTime(date.addDays(-1), QTime(12, 0)).offsetFromUtc();
    return QDateTime::fromSecsSinceEpoch(QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() - offset);
}

QString whatItLacks(const BackupSet &set)
{
    QStringList missing;
    for (const Part part : expectedParts) {
        if (!set.parts.contains(part))
            missing.append(partTitle(part));
    }
    const QString nobody = ForeignText::tr("Made by a script: no manifest, no checksums, nothing was ever restored from it.");
    return missing.isEmpty() ? nobody : nobody + QLatin1Char(' ') + ForeignText::tr("It lacks: %1.").arg(missing.join(QLatin1String(", ")));
}

} // namespace

std::optional<ForeignFile> recogniseForeign(const QString &fileName)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A(n8n|dump|n8n_data|env)_([0-9]{8}_[0-9]{6})\\.(sql\\.gz|sql|rdb|rdb\\.gz|tar\\.gz|tgz|backup)\\z"));
    const QRegularExpressionMatch match = pattern.match(fileName);
    if (!match.hasMatch())
        return std::nullopt;
    const QString kind = match.captured(1);
    const QString ending = match.captured(3);
    ForeignFile file{fileName, Part::Postgres, localTime(match.captured(2))};
    if (!file.time.isValid())
        return std::nullopt;
    if (kind == QLatin1String("n8n") && ending.startsWith(QLatin1String("sql")))
        return file;
    if (kind == QLatin1String("dump") && ending.startsWith(QLatin1String("rdb")))
        file.part = Part::Redis;
    else if (kind == QLatin1String("n8n_data") && (ending == QLatin1String("tar.gz") || ending == QLatin1String("tgz")))
        file.part = Part::N8nData;
    else if (kind == QLatin1String("env") && ending == QLatin1String("backup"))
        file.part = Part::Environment;
    else
        return std::nullopt;
    return file;
}

QList<BackupSet> groupForeign(const QString &folder, const QStringList &fileNames)
{
    QList<ForeignFile> files;
    for (const QString &name : fileNames) {
        if (const auto file = recogniseForeign(name))
            files.append(*file);
    }
    std::sort(files.begin(), files.end(),
              [](const ForeignFile &a, const ForeignFile &b) { return a.time != b.time ? a.time < b.time : a.name < b.name; });
    QList<BackupSet> sets;
    for (const ForeignFile &file : std::as_const(files)) {
        BackupSet *last = sets.isEmpty() ? nullptr : &sets.last();
        if (last == nullptr || last->time.secsTo(file.time) > oneRun || last->parts.contains(file.part)) {
            BackupSet set;
            set.id = QLatin1String("foreign_") + file.time.toString(QStringLiteral("yyyyMMdd_HHmmss"));
            // Two of one second, as two scripts would make them, still differ.
            if (last != nullptr && last->time == file.time)
                set.id += QLatin1Char('_') + file.name;
            set.path = folder;
            set.state = SetState::Foreign;
            set.time = file.time;
            sets.append(set);
            last = &sets.last();
        }
        last->parts.append(file.part);
        last->foreignFiles.append(folder + QLatin1Char('/') + file.name);
    }
    for (BackupSet &set : sets)
        set.why = whatItLacks(set);
    std::reverse(sets.begin(), sets.end());
    return sets;
}

Result<QList<BackupSet>> listForeign(const JobContext &context, const QString &folder)
{
    QD_CHECK(context.checkpoint());
    QList<BackupSet> sets = groupForeign(folder, QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::NoSymLinks));
    for (BackupSet &set : sets) {
        QStringList empty;
        for (const QString &path : std::as_const(set.foreignFiles)) {
            struct stat status = {};
            if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
                continue;
            set.size += status.st_size;
            if (status.st_size == 0)
                empty.append(path.section(QLatin1Char('/'), -1));
        }
        if (!empty.isEmpty())
            set.why += QLatin1Char(' ') + ForeignText::tr("Empty: %1.").arg(empty.join(QLatin1String(", ")));
    }
    return sets;
}

QString foreignFileOf(const BackupSet &set, Part part)
{
    const auto found = std::find_if(set.foreignFiles.cbegin(), set.foreignFiles.cend(), [part](const QString &path) {
        const auto known = recogniseForeign(path.section(QLatin1Char('/'), -1));
        return known && known->part == part;
    });
    return found == set.foreignFiles.cend() ? QString() : *found;
}

Result<QByteArray> foreignEnvironment(const BackupSet &set)
{
    constexpr qint64 most = 1024 * 1024;
    const QString path = foreignFileOf(set, Part::Environment);
    if (path.isEmpty())
        return fail(ErrorKind::NotFound, ForeignText::tr("There is no environment file among the files of this backup."));
    return readWholeFile(path, most);
}

Result<docker::ByteSource> plainSource(const JobContext &context, const QString &path)
{
    // zlib's own reader passes on what is not packed.
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, ForeignText::tr("Could not open %1.").arg(path)));
    const int copy = ::fcntl(fd.get(), F_DUPFD_CLOEXEC, 0);
    const std::shared_ptr<gzFile_s> file(copy >= 0 ? gzdopen(copy, "rb") : nullptr, CloseGzip());
    if (!file)
        return fail(ErrorKind::Internal, ForeignText::tr("Could not open %1.").arg(path));
    gzbuffer(file.get(), 128 * 1024);
    return docker::ByteSource([context, file, path](qsizetype maximum) -> Result<QByteArray> {
        QD_CHECK(context.checkpoint());
        QByteArray bytes(std::min(maximum, pieceSize), Qt::Uninitialized);
        const int n = gzread(file.get(), bytes.data(), static_cast<unsigned>(bytes.size()));
        int code = Z_OK;
        const char *text = gzerror(file.get(), &code);
        if (n < 0 || (n == 0 && code != Z_OK))
            return fail(ErrorKind::Corrupt, ForeignText::tr("%1 is damaged.").arg(path), QString::fromLatin1(text));
        bytes.truncate(n);
        return bytes;
    });
}

Result<qint64> checkGzip(const JobContext &context, const QString &path)
{
    const auto corrupt = [&path](const QString &detail) { return fail(ErrorKind::Corrupt, ForeignText::tr("%1 is damaged.").arg(path), detail); };
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, ForeignText::tr("Could not open %1.").arg(path)));

    z_stream stream = {};
    constexpr int gzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream, gzipOnly) != Z_OK)
        return fail(ErrorKind::Internal, ForeignText::tr("The zlib library refuses our settings."));
    const std::unique_ptr<z_stream, int (*)(z_stream *)> owner(&stream, inflateEnd);

    QByteArray input(128 * 1024, Qt::Uninitialized);
    QByteArray output(256 * 1024, Qt::Uninitialized);
    qint64 total = 0;
    int state = Z_OK;
    bool any = false;
    while (true) {
        QD_CHECK(context.checkpoint());
        const ssize_t n = ::read(fd.get(), input.data(), static_cast<size_t>(input.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(errno, ForeignText::tr("Could not read %1.").arg(path)));
        if (n == 0)
            break;
        any = true;
        stream.next_in = reinterpret_cast<Bytef *>(input.data());
        stream.avail_in = static_cast<uInt>(n);
        while (stream.avail_in > 0 || stream.avail_out == 0) {
            // gzip files may be several, one behind the other.
            if (state == Z_STREAM_END && stream.avail_in > 0 && inflateReset(&stream) != Z_OK)
                return corrupt(QStringLiteral("zlib cannot go on"));
            stream.next_out = reinterpret_cast<Bytef *>(output.data());
            stream.avail_out = static_cast<uInt>(output.size());
            state = inflate(&stream, Z_NO_FLUSH);
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
                return corrupt(QString::fromLatin1(stream.msg != nullptr ? stream.msg : "not a gzip file"));
            total += output.size() - static_cast<qint64>(stream.avail_out);
            if (state == Z_BUF_ERROR || (state == Z_STREAM_END && stream.avail_in == 0))
                break;
            QD_CHECK(context.checkpoint());
        }
    }
    if (!any)
        return corrupt(QStringLiteral("the file is empty"));
    if (state != Z_STREAM_END)
        return corrupt(QStringLiteral("the gzip stream does not end: the file is cut off"));
    // What a pipe into gzip leaves when the program before it failed.
    if (total == 0)
        return corrupt(QStringLiteral("there is nothing in it"));
    return total;
}

} // namespace quarterdeck::backup
