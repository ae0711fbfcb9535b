// SPDX-License-Identifier: GPL-3.0-or-later
#include "smalldisk.h"

#include "foundation/filedescriptor.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

namespace quarterdeck::test {

SmallDisk::~SmallDisk()
{
    if (!m_path.isEmpty())
        ::umount2(m_path.constData(), MNT_DETACH);
}

bool SmallDisk::mount(const QString &path, qint64 size)
{
    QDir().mkpath(path);
    const QByteArray name = QFile::encodeName(path);
    const QByteArray options = "mode=0700,size=" + QByteArray::number(size);
    if (::mount("tmpfs", name.constData(), "tmpfs", MS_NOSUID | MS_NODEV, options.constData()) != 0)
        return false;
    m_path = name;
    return true;
}

bool SmallDisk::leave(qint64 bytes) const
{
    const FileDescriptor fd(::open(filler().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const qint64 more = (freeBytes() - bytes + 4095) / 4096 * 4096;
    if (!fd.isValid() || more < 0)
        return false;
    if (more == 0)
        return true;
    return ::posix_fallocate(fd.get(), ::lseek(fd.get(), 0, SEEK_END), more) == 0;
}

void SmallDisk::unfill() const
{
    ::unlink(filler().constData());
}

qint64 SmallDisk::freeBytes() const
{
    struct statvfs space = {};
    ::statvfs(m_path.constData(), &space);
    return static_cast<qint64>(space.f_bavail) * static_cast<qint64>(space.f_frsize);
}

bool SmallDisk::setReadOnly(bool readOnly) const
{
    unsigned long flags = MS_REMOUNT | MS_NOSUID | MS_NODEV;
    if (readOnly)
        flags |= MS_RDONLY;
    return ::mount("tmpfs", m_path.constData(), "tmpfs", flags, "") == 0;
}

QByteArray SmallDisk::filler() const
{
    return m_path + "/filler";
}

PulledOut::~PulledOut()
{
    pullOut();
}

bool PulledOut::plugIn(const QString &folder, const QString &path)
{
    QDir().mkpath(path);
    const QByteArray name = QFile::encodeName(path);
    if (::mount(QFile::encodeName(folder).constData(), name.constData(), nullptr, MS_BIND, nullptr) != 0)
        return false;
    m_path = name;
    return true;
}

void PulledOut::pullOut()
{
    if (!m_path.isEmpty())
        ::umount2(m_path.constData(), MNT_DETACH);
    m_path.clear();
}

} // namespace quarterdeck::test
