// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/disks.h"

#include <QFile>

#include <sys/stat.h>
#include <sys/statvfs.h>

namespace quarterdeck::health {

QString engineDataRoot(const QList<docker::Mount> &mounts)
{
    for (const docker::Mount &mount : mounts) {
        if (mount.type != QLatin1String("volume") || mount.name.isEmpty())
            continue;
        const QString tail = QLatin1String("/volumes/") + mount.name + QLatin1String("/_data");
        if (mount.source.endsWith(tail) && mount.source.size() > tail.size())
            return mount.source.chopped(tail.size());
    }
    return {};
}

QList<DiskStatus> readDisks(const QStringList &paths)
{
    QList<DiskStatus> disks;
    QList<dev_t> seen;
    for (const QString &path : paths) {
        const QByteArray native = QFile::encodeName(path);
        struct stat node = {};
        struct statvfs system = {};
        if (path.isEmpty() || ::stat(native.constData(), &node) != 0 || seen.contains(node.st_dev) || ::statvfs(native.constData(), &system) != 0
            || system.f_blocks == 0)
            continue;
        seen.append(node.st_dev);
        const auto block = static_cast<qint64>(system.f_frsize);
        const auto used = static_cast<qint64>(system.f_blocks - system.f_bfree) * block;
        const auto available = static_cast<qint64>(system.f_bavail) * block;
        disks.append({path, used + available, available});
    }
    return disks;
}

} // namespace quarterdeck::health
