// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/atomicfile.h"

#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace quarterdeck {

namespace {

struct AtomicFileText
{
    Q_DECLARE_TR_FUNCTIONS(AtomicFile)
};

/// Between a file's name and mkostemp's six letters: nobody else's temporary file is taken for ours.
constexpr char temporaryMark[] = ".qd-";

Result<void> writeAll(int fd, const QByteArray &bytes, const QString &path)
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + written, static_cast<size_t>(bytes.size() - written));
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return fail(errorFromErrno(errno, AtomicFileText::tr("Could not write %1.").arg(path)));
        }
        written += n;
    }
    return {};
}

/// The file that will become `path`, locked for as long as its writer lives.
/// @param name receives its name
Result<FileDescriptor> openTemporary(const QString &path, QByteArray &name)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        // mkostemp makes the file 0600, so nobody can read it before the mode is set.
        name = QFile::encodeName(path) + temporaryMark + "XXXXXX";
        FileDescriptor fd(::mkostemp(name.data(), O_CLOEXEC));
        if (!fd.isValid())
            break;
        ::flock(fd.get(), LOCK_EX | LOCK_NB);
        // Before the lock it looked abandoned, and may have been cleared away.
        struct stat status = {};
        if (::fstat(fd.get(), &status) == 0 && status.st_nlink > 0)
            return fd;
    }
    return fail(errorFromErrno(errno, AtomicFileText::tr("Could not create a file in %1.").arg(QFileInfo(path).absolutePath())));
}

/// A file without a name; where the file system makes none, one that loses its name at once.
FileDescriptor openUnnamed(const QByteArray &folder)
{
    FileDescriptor fd(::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, privateFileMode));
    if (fd.isValid() || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT))
        return fd;
    QByteArray name = folder + "/.probe-XXXXXX";
    fd = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
    if (fd.isValid())
        ::unlink(name.constData());
    return fd;
}

} // namespace

Result<void> tryWriting(const QString &folder)
{
    const FileDescriptor fd = openUnnamed(QFile::encodeName(folder));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not create a file in %1.").arg(folder)));
    QD_CHECK(writeAll(fd.get(), "quarterdeck\n", folder));
    if (::fsync(fd.get()) != 0)
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not write %1 to disk.").arg(folder)));
    return {};
}

QStringList removeAbandonedTemporaries(const QString &folder, const QStringList &names)
{
    QStringList patterns;
    for (const QString &name : names)
        patterns.append(name + QLatin1String(temporaryMark) + QStringLiteral("??????"));
    QStringList removed;
    const QDir directory(folder);
    for (const QString &name : directory.entryList(patterns, QDir::Files | QDir::Hidden | QDir::NoSymLinks)) {
        const QByteArray path = QFile::encodeName(directory.filePath(name));
        const FileDescriptor fd(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (fd.isValid() && ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0 && ::unlink(path.constData()) == 0)
            removed.append(directory.filePath(name));
    }
    return removed;
}

Result<void> writeFileAtomically(const QString &requestedPath, const QByteArray &bytes, mode_t mode)
{
    const QFileInfo info(requestedPath);
    const QString resolved = info.canonicalFilePath();
    const QString path = resolved.isEmpty() ? info.absoluteFilePath() : resolved;
    const QString folder = QFileInfo(path).absolutePath();

    struct stat before = {};
    const bool existed = ::stat(QFile::encodeName(path).constData(), &before) == 0;

    QByteArray name;
    QD_TRY(const FileDescriptor fd, openTemporary(path, name));

    const auto abandon = [&name](Error error) {
        ::unlink(name.constData());
        return fail(std::move(error));
    };
    if (Result<void> written = writeAll(fd.get(), bytes, path); !written)
        return abandon(written.error());
    if (existed && (before.st_uid != ::geteuid() || before.st_gid != ::getegid()) && ::fchown(fd.get(), before.st_uid, before.st_gid) != 0) {
        return abandon(errorFromErrno(errno, AtomicFileText::tr("Could not keep the owner of %1.").arg(path)));
    }
    if (::fchmod(fd.get(), existed ? (before.st_mode & 07777) : mode) != 0)
        return abandon(errorFromErrno(errno, AtomicFileText::tr("Could not set the mode of %1.").arg(path)));
    if (::fsync(fd.get()) != 0)
        return abandon(errorFromErrno(errno, AtomicFileText::tr("Could not write %1 to disk.").arg(path)));
    if (::rename(name.constData(), QFile::encodeName(path).constData()) != 0)
        return abandon(errorFromErrno(errno, AtomicFileText::tr("Could not replace %1.").arg(path)));
    return syncFolder(folder);
}

Result<QByteArray> readWholeFile(const QString &path, qint64 maximumSize)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not open %1.").arg(path)));
    QByteArray bytes;
    char buffer[65536];
    while (true) {
        const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return fail(errorFromErrno(errno, AtomicFileText::tr("Could not read %1.").arg(path)));
        }
        if (n == 0)
            return bytes;
        bytes.append(buffer, n);
        if (bytes.size() > maximumSize)
            return fail(ErrorKind::Invalid, AtomicFileText::tr("%1 is larger than expected.").arg(path));
    }
}

Result<void> makeFolder(const QString &path, mode_t mode)
{
    const QFileInfo info(path);
    if (info.isDir())
        return {};
    const QString parent = info.absolutePath();
    if (parent != info.absoluteFilePath())
        QD_CHECK(makeFolder(parent, mode));
    if (::mkdir(QFile::encodeName(path).constData(), mode) != 0 && errno != EEXIST)
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not create the folder %1.").arg(path)));
    if (!QFileInfo(path).isDir())
        return fail(ErrorKind::Conflict, AtomicFileText::tr("%1 exists and is not a folder.").arg(path));
    return {};
}

Result<void> syncFolder(const QString &path)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not open the folder %1.").arg(path)));
    // Some network file systems cannot sync a folder and say EINVAL; the rename
    // itself is then as durable as they make it.
    if (::fsync(fd.get()) != 0 && errno != EINVAL)
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not write the folder %1 to disk.").arg(path)));
    return {};
}

} // namespace quarterdeck
