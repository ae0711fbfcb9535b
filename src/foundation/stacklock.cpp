// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/stacklock.h"

#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace quarterdeck {

namespace {

struct StackLockText
{
    Q_DECLARE_TR_FUNCTIONS(StackLock)
};

QString lockPath(const QString &stackId, const QString &folder)
{
    QString where = folder;
    if (where.isEmpty()) {
        const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
        where = runtime.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QLatin1String("/quarterdeck/locks")
                                  : runtime + QLatin1String("/quarterdeck");
    }
    // The id may hold anything; its hash is a safe file name.
    const QByteArray name = QCryptographicHash::hash(stackId.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return where + QLatin1Char('/') + QString::fromLatin1(name) + QLatin1String(".lock");
}

Result<StackLock::Holder> readHolder(int fd)
{
    char buffer[4096];
    const ssize_t n = ::pread(fd, buffer, sizeof buffer, 0);
    const QJsonObject object = QJsonDocument::fromJson(QByteArray(buffer, n > 0 ? n : 0)).object();
    return StackLock::Holder{object.value(QLatin1String("pid")).toInteger(), object.value(QLatin1String("operation")).toString(),
                             QDateTime::fromString(object.value(QLatin1String("since")).toString(), Qt::ISODate)};
}

} // namespace

StackLock::StackLock(FileDescriptor fd)
    : m_fd(std::move(fd))
{
}

Result<StackLock> StackLock::acquire(const QString &stackId, const QString &operation, const QString &folder)
{
    const QString path = lockPath(stackId, folder);
    QD_CHECK(makeFolder(path.section(QLatin1Char('/'), 0, -2)));
    FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, privateFileMode));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, StackLockText::tr("Could not open the lock file %1.").arg(path)));
    bool locked = false;
    // holder() takes the lock for an instant to look; do not mistake that for an owner.
    for (int attempt = 0; attempt < 5 && !locked; ++attempt) {
        if (attempt > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        locked = ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0;
    }
    if (!locked) {
        if (errno != EWOULDBLOCK)
            return fail(errorFromErrno(errno, StackLockText::tr("Could not lock %1.").arg(path)));
        const Result<Holder> other = readHolder(fd.get());
        return fail(ErrorKind::Conflict,
                    StackLockText::tr("Another operation is at work on this stack: %1 (process %2).").arg(other->operation).arg(other->pid), path,
                    StackLockText::tr("Wait until it has ended, or end it first."));
    }
    const QByteArray text = QJsonDocument(QJsonObject{{QLatin1String("pid"), QCoreApplication::applicationPid()},
                                                      {QLatin1String("operation"), operation},
                                                      {QLatin1String("since"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}})
                                .toJson(QJsonDocument::Compact);
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), text.constData(), static_cast<size_t>(text.size()), 0) != text.size())
        return fail(errorFromErrno(errno, StackLockText::tr("Could not write the lock file %1.").arg(path)));
    return StackLock(std::move(fd));
}

Result<StackLock::Holder> StackLock::holder(const QString &stackId, const QString &folder)
{
    const QString path = lockPath(stackId, folder);
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.isValid() || ::flock(fd.get(), LOCK_SH | LOCK_NB) == 0)
        return fail(ErrorKind::NotFound, StackLockText::tr("Nobody holds the lock."));
    return readHolder(fd.get());
}

} // namespace quarterdeck
