// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/atomicfile.h"

#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
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

} // namespace

Result<void> writeFileAtomically(const QString &requestedPath, const QByteArray &bytes, mode_t mode)
{
    const QFileInfo info(requestedPath);
    const QString resolved = info.canonicalFilePath();
    const QString path = resolved.isEmpty() ? info.absoluteFilePath() : resolved;
    const QString folder = QFileInfo(path).absolutePath();

    struct stat before = {};
    const bool existed = ::stat(QFile::encodeName(path).constData(), &before) == 0;

    // mkostemp makes the file 0600, so nobody can read it before the mode is set.
    QByteArray name = QFile::encodeName(path) + ".XXXXXX";
    const FileDescriptor fd(::mkostemp(name.data(), O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, AtomicFileText::tr("Could not create a file in %1.").arg(folder)));

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
