// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/diskspace.h"

#include <QFile>
#include <QFileInfo>

#include <sys/statvfs.h>

namespace quarterdeck {

qint64 freeBytes(const QString &folder)
{
    QString path = folder;
    while (!path.isEmpty() && path != QLatin1String("/") && !QFileInfo::exists(path))
        path = QFileInfo(path).path();
    struct statvfs room = {};
    if (path.isEmpty() || ::statvfs(QFile::encodeName(path).constData(), &room) != 0)
        return -1;
    return static_cast<qint64>(room.f_bavail) * static_cast<qint64>(room.f_frsize);
}

} // namespace quarterdeck
