// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/cgroupreader.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace quarterdeck::cgroup {

namespace {

struct CgroupText
{
    Q_DECLARE_TR_FUNCTIONS(Cgroup)
};

// "No limit" reads as the largest multiple of the page size on version 1.
constexpr quint64 practicallyUnlimited = quint64(1) << 62;

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

FileDescriptor openFile(const QString &path)
{
    return FileDescriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
}

/// Empty when the cgroup is gone (ENODEV) or the file is not there.
QByteArray readAgain(const FileDescriptor &fd)
{
    if (!fd.isValid())
        return {};
    // memory.stat is the longest, below 4 KiB on today's kernels.
    std::array<char, 16384> buffer;
    const ssize_t n = ::pread(fd.get(), buffer.data(), buffer.size(), 0);
    return n > 0 ? QByteArray(buffer.data(), n) : QByteArray();
}

quint64 number(const QByteArray &text)
{
    return text.trimmed().toULongLong();
}

quint64 limit(const QByteArray &text)
{
    const quint64 value = number(text); // "max" reads as 0
    return value >= practicallyUnlimited ? 0 : value;
}

} // namespace

quint64 flatValue(const QByteArray &text, QByteArrayView name)
{
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype end = text.indexOf('\n', from);
        if (end < 0)
            end = text.size();
        const QByteArrayView line = QByteArrayView(text).sliced(from, end - from);
        if (line.size() > name.size() && line.startsWith(name) && line.at(name.size()) == ' ')
            return line.sliced(name.size() + 1).toByteArray().trimmed().toULongLong();
        from = end + 1;
    }
    return 0;
}

struct CgroupReader::Files
{
    qint64 pid = 0;
    bool v2 = false;
    FileDescriptor cpu; ///< v1 cpuacct.usage, v2 cpu.stat
    FileDescriptor memoryUsage; ///< v1 memory.usage_in_bytes, v2 memory.current
    FileDescriptor memoryStat;
    FileDescriptor memoryLimit; ///< v1 memory.limit_in_bytes, v2 memory.max
    FileDescriptor oom; ///< v1 memory.oom_control, v2 memory.events
    FileDescriptor pids;
};

CgroupReader::CgroupReader(QString root)
    : m_root(std::move(root))
{
}

CgroupReader::~CgroupReader() = default;

QString CgroupReader::mountOf(const QString &controller) const
{
    // Fields: id parent major:minor root mountpoint options [optional...] - type source superoptions
    for (const QByteArray &line : contentsOf(m_root + QLatin1String("/proc/self/mountinfo")).split('\n')) {
        const qsizetype dash = line.indexOf(" - ");
        if (dash < 0)
            continue;
        const QList<QByteArray> before = line.left(dash).split(' ');
        const QList<QByteArray> after = line.mid(dash + 3).split(' ');
        const bool wanted = controller.isEmpty() ? after.value(0) == "cgroup2"
                                                 : after.value(0) == "cgroup" && after.value(2).split(',').contains(controller.toLatin1());
        if (wanted)
            return m_root + QString::fromUtf8(before.value(4));
    }
    return {};
}

Result<std::shared_ptr<CgroupReader::Files>> CgroupReader::open(qint64 pid) const
{
    const QByteArray membership = contentsOf(m_root + QStringLiteral("/proc/%1/cgroup").arg(pid));
    if (pid <= 0 || membership.isEmpty())
        return fail(ErrorKind::NotFound, CgroupText::tr("The container's process cannot be seen from here."));

    auto files = std::make_shared<Files>();
    files->pid = pid;
    QString unified;
    QHash<QString, QString> paths; // controller -> path, version 1
    for (const QByteArray &line : membership.split('\n')) {
        // "hierarchy-id:controllers:path"; the path may hold colons
        const qsizetype first = line.indexOf(':');
        const qsizetype second = line.indexOf(':', first + 1);
        if (first < 0 || second < 0)
            continue;
        const QString path = QString::fromUtf8(line.mid(second + 1));
        const QByteArray controllers = line.mid(first + 1, second - first - 1);
        if (controllers.isEmpty())
            unified = path;
        for (const QByteArray &controller : controllers.split(','))
            paths.insert(QString::fromUtf8(controller), path);
    }
    // Hybrid systems have both; the controllers count where they are mounted as version 1.
    const QString memoryMount = mountOf(QStringLiteral("memory"));
    if (paths.contains(QStringLiteral("memory")) && !memoryMount.isEmpty()) {
        const QString memory = memoryMount + paths.value(QStringLiteral("memory")) + QLatin1Char('/');
        const QString cpu = mountOf(QStringLiteral("cpuacct")) + paths.value(QStringLiteral("cpuacct")) + QLatin1Char('/');
        files->cpu = openFile(cpu + QLatin1String("cpuacct.usage"));
        files->memoryUsage = openFile(memory + QLatin1String("memory.usage_in_bytes"));
        files->memoryStat = openFile(memory + QLatin1String("memory.stat"));
        files->memoryLimit = openFile(memory + QLatin1String("memory.limit_in_bytes"));
        files->oom = openFile(memory + QLatin1String("memory.oom_control"));
        files->pids = openFile(mountOf(QStringLiteral("pids")) + paths.value(QStringLiteral("pids")) + QLatin1String("/pids.current"));
    } else {
        files->v2 = true;
        const QString folder = mountOf({}) + unified + QLatin1Char('/');
        files->cpu = openFile(folder + QLatin1String("cpu.stat"));
        files->memoryUsage = openFile(folder + QLatin1String("memory.current"));
        files->memoryStat = openFile(folder + QLatin1String("memory.stat"));
        files->memoryLimit = openFile(folder + QLatin1String("memory.max"));
        files->oom = openFile(folder + QLatin1String("memory.events"));
        files->pids = openFile(folder + QLatin1String("pids.current"));
    }
    if (!files->cpu.isValid() || !files->memoryUsage.isValid() || !files->memoryStat.isValid())
        return fail(ErrorKind::NotFound, CgroupText::tr("The container's control group cannot be seen from here."));
    return files;
}

Result<ResourceSample> CgroupReader::sample(const QString &containerId, qint64 pid)
{
    // Twice: files kept open may belong to an earlier life of the container.
    for (int attempt = 0; attempt < 2; ++attempt) {
        std::shared_ptr<Files> files = m_open.value(containerId);
        if (!files || files->pid != pid) {
            QD_TRY(auto opened, open(pid));
            files = std::move(opened);
            m_open.insert(containerId, files);
        }
        const QByteArray usage = readAgain(files->memoryUsage);
        const QByteArray cpu = readAgain(files->cpu);
        const auto now = std::chrono::steady_clock::now();
        if (usage.isEmpty() || cpu.isEmpty()) {
            m_open.remove(containerId);
            continue;
        }
        const QByteArray stat = readAgain(files->memoryStat);
        ResourceSample sample;
        sample.at = now;
        sample.fromCgroup = true;
        sample.cpuNs = files->v2 ? flatValue(cpu, "usage_usec") * 1000 : number(cpu);
        const quint64 used = number(usage);
        const quint64 inactive = flatValue(stat, files->v2 ? QByteArrayView("inactive_file") : QByteArrayView("total_inactive_file"));
        sample.memoryUsed = inactive < used ? used - inactive : used;
        sample.memoryLimit = limit(readAgain(files->memoryLimit));
        sample.oomKills = flatValue(readAgain(files->oom), "oom_kill");
        sample.pids = number(readAgain(files->pids));
        return sample;
    }
    return fail(ErrorKind::NotFound, CgroupText::tr("The container's control group has gone."));
}

void CgroupReader::forget(const QString &containerId)
{
    m_open.remove(containerId);
}

} // namespace quarterdeck::cgroup
