// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/hostmachine.h"

#include <QFile>

#include <algorithm>
#include <thread>

namespace quarterdeck::workers {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Of the outermost cgroup that can be seen from here; 0 = none.
qint64 cgroupLimit(const QString &root)
{
    for (const char *path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
        // "max", or no file, is no number; cgroup v1 says 2^63 less a page instead.
        const qint64 limit = contents(root + QLatin1String(path)).trimmed().toLongLong();
        if (limit > 0)
            return limit;
    }
    return 0;
}

} // namespace

qint64 memInfoValue(QByteArrayView memInfo, QByteArrayView name)
{
    for (const QByteArray &line : memInfo.toByteArray().split('\n')) {
        const QByteArray trimmed = line.simplified();
        if (trimmed.startsWith(QByteArray(name.toByteArray() + ':')))
            return trimmed.split(' ').value(1).toLongLong() * 1024;
    }
    return 0;
}

HostMachine readHostMachine(const QString &root)
{
    HostMachine host;
    const QByteArray memInfo = contents(root + QLatin1String("/proc/meminfo"));
    host.memoryTotal = memInfoValue(memInfo, "MemTotal");
    host.memoryAvailable = memInfoValue(memInfo, "MemAvailable");
    if (const qint64 limit = cgroupLimit(root); limit > 0 && limit < host.memoryTotal) {
        host.memoryTotal = limit;
        host.memoryAvailable = std::min(host.memoryAvailable, limit);
        host.limited = true;
    }
    host.processors = static_cast<int>(std::thread::hardware_concurrency());
    host.wsl = contents(root + QLatin1String("/proc/sys/kernel/osrelease")).toLower().contains("microsoft");
    return host;
}

} // namespace quarterdeck::workers
