// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/partialset.h"

#include "backup/stream.h"
#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace quarterdeck::backup {

namespace {

struct PartialText
{
    Q_DECLARE_TR_FUNCTIONS(PartialSet)
};

FileDescriptor openFolder(const QString &path)
{
    return FileDescriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

} // namespace

Result<std::unique_ptr<PartialSet>> PartialSet::create(const QString &folder)
{
    const QString parent = folder + QLatin1String("/.partial");
    // Another stack's run may clean up in the same folder and take away what is
    // not locked yet: then once more, under another name.
    constexpr int attempts = 100;
    for (int attempt = 1;; ++attempt) {
        const bool again = attempt < attempts;
        if (const Result<void> made = makeFolder(parent); !made) {
            if (made.error().kind == ErrorKind::Conflict && again)
                continue;
            return fail(made.error());
        }
        const QString path = parent + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces);
        if (::mkdir(QFile::encodeName(path).constData(), privateFolderMode) != 0) {
            if (errno == ENOENT && again)
                continue;
            return fail(errorFromErrno(errno, PartialText::tr("Could not create the folder %1.").arg(path)));
        }
        FileDescriptor lock = openFolder(path);
        if (!lock.isValid()) {
            if (errno == ENOENT && again)
                continue;
            return fail(errorFromErrno(errno, PartialText::tr("Could not open the folder %1.").arg(path)));
        }
        // Some network file systems have no locks; the clean-up then goes by age.
        const bool beingRemoved = ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        struct stat status = {};
        if ((beingRemoved || ::lstat(QFile::encodeName(path).constData(), &status) != 0) && again)
            continue;
        return std::unique_ptr<PartialSet>(new PartialSet(folder, path, std::move(lock)));
    }
}

PartialSet::PartialSet(QString folder, QString path, FileDescriptor lock)
    : m_folder(std::move(folder))
    , m_path(std::move(path))
    , m_lock(std::move(lock))
{
}

PartialSet::~PartialSet()
{
    if (m_published)
        return;
    (void)removeTree(m_path);
    ::rmdir(QFile::encodeName(m_folder + QLatin1String("/.partial")).constData()); // when it was the last one
}

Result<void> PartialSet::isStillThere() const
{
    struct stat ours = {};
    struct stat found = {};
    if (::fstat(m_lock.get(), &ours) == 0 && ::lstat(QFile::encodeName(m_path).constData(), &found) == 0 && ours.st_dev == found.st_dev
        && ours.st_ino == found.st_ino)
        return {};
    return fail(ErrorKind::NotFound, PartialText::tr("The folder of the sets went away while a set was being made: %1.").arg(m_folder), m_path,
                PartialText::tr("Look whether its drive is still connected, then back up again. Nothing was done to older sets."));
}

Result<void> PartialSet::makeSubfolder(const QString &relativePath)
{
    QD_CHECK(isStillThere());
    if (!isSafeSetPath(relativePath))
        return fail(ErrorKind::Internal, PartialText::tr("The path %1 does not belong into a set.").arg(relativePath));
    return makeFolder(m_path + QLatin1Char('/') + relativePath);
}

Result<QString> PartialSet::publish(const Manifest &manifest)
{
    if (!isSetId(manifest.id))
        return fail(ErrorKind::Internal, PartialText::tr("%1 is no name for a set.").arg(manifest.id));
    QD_CHECK(isStillThere());
    for (const FileEntry &file : manifest.files) {
        QD_TRY(const FileDescriptor fd, openInSet(m_path, file.path));
        struct stat status = {};
        if (::fstat(fd.get(), &status) != 0 || status.st_size != file.size) {
            return fail(ErrorKind::Corrupt, PartialText::tr("%1 changed while the set was being made.").arg(file.path),
                        QStringLiteral("%1 bytes instead of %2").arg(status.st_size).arg(file.size));
        }
    }
    const QByteArray bytes = writeManifest(manifest);
    // What we could not read again ourselves must not become a set.
    QD_CHECK(readManifest(bytes));
    QD_CHECK(writeFileAtomically(m_path + QLatin1String("/manifest.json"), bytes));
    QD_CHECK(syncFolders());

    const QString final = m_folder + QLatin1Char('/') + manifest.id;
    // Fails when it exists, where rename(2) would replace an empty folder.
    const int renamed
        = ::renameat2(AT_FDCWD, QFile::encodeName(m_path).constData(), AT_FDCWD, QFile::encodeName(final).constData(), RENAME_NOREPLACE);
    if (renamed != 0 && errno == EINVAL) { // a file system without that flag
        struct stat status = {};
        if (::lstat(QFile::encodeName(final).constData(), &status) == 0)
            return fail(errorFromErrno(EEXIST, PartialText::tr("A set named %1 exists already.").arg(manifest.id)));
        if (::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(final).constData()) != 0)
            return fail(errorFromErrno(errno, PartialText::tr("Could not publish the set %1.").arg(manifest.id)));
    } else if (renamed != 0) {
        return fail(errorFromErrno(errno, PartialText::tr("Could not publish the set %1.").arg(manifest.id)));
    }
    m_published = true;
    m_lock.reset();
    ::rmdir(QFile::encodeName(m_folder + QLatin1String("/.partial")).constData());
    QD_CHECK(syncFolder(m_folder));
    return final;
}

Result<void> PartialSet::syncFolders() const
{
    QDirIterator it(m_path, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (it.hasNext())
        QD_CHECK(syncFolder(it.next()));
    return syncFolder(m_path);
}

Result<void> removeTree(const QString &path)
{
    std::error_code code;
    std::filesystem::remove_all(QFile::encodeName(path).toStdString(), code);
    if (code)
        return fail(errorFromErrno(code.value(), PartialText::tr("Could not remove %1.").arg(path)));
    return {};
}

Result<bool> removeIfDead(const QString &path)
{
    const FileDescriptor fd = openFolder(path);
    if (!fd.isValid() && errno == ENOENT)
        return false;
    if (fd.isValid() && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return false;
        // No locks here: a run that takes longer than a day is taken for dead.
        struct stat status = {};
        constexpr time_t day = 24 * 3600;
        if (::fstat(fd.get(), &status) == 0 && ::time(nullptr) - status.st_mtime < day)
            return false;
    }
    // Under the lock, so that a run which is about to take it sees what happens.
    QD_CHECK(removeTree(path));
    return true;
}

} // namespace quarterdeck::backup
