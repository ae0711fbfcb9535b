// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/cgroupreader.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

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

FileDescriptor openFile(const QString &folder, const char *name)
{
    if (folder.isEmpty())
        return {};
    const QByteArray path = QFile::encodeName(folder) + name;
    return FileDescriptor(::open(path.constData(), O_RDONLY | O_CLOEXEC));
}

/// mountinfo writes blanks, tabs, line ends and backslashes as \\ooo.
QString unescaped(const QByteArray &field)
{
    QByteArray text;
    for (qsizetype i = 0; i < field.size(); ++i) {
        bool octal = false;
        const int code = field.at(i) == '\\' ? field.mid(i + 1, 3).toInt(&octal, 8) : 0;
        text.append(octal ? static_cast<char>(code) : field.at(i));
        i += octal ? 3 : 0;
    }
    return QString::fromUtf8(text);
}

/// The container's own cgroup out of a process's path: ".../docker/<id>" or
/// ".../docker-<id>.scope", without what the container has made below it.
/// Empty when it is not this container's. A process of that number may well be
/// somebody else's: the engine can run on another machine.
QString containerPath(const QString &path, const QString &containerId)
{
    const qsizetype at = containerId.isEmpty() ? -1 : path.indexOf(containerId);
    if (at < 0)
        return {};
    return path.left(path.indexOf(QLatin1Char('/'), at)); // -1: all of it
}

/// Empty when the cgroup is gone (ENODEV) or the file is not there.
QByteArray readAgain(const FileDescriptor &fd)
{
    if (!fd.isValid())
        return {};
    // memory.stat is the longest, below 4 KiB on today's kernels.
    std::array<char, 16384> buffer;
    ssize_t n = 0;
    do {
        n = ::pread(fd.get(), buffer.data(), buffer.size(), 0);
    } while (n < 0 && errno == EINTR);
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

/// Where controllers are mounted in our own view of the file system.
struct CgroupReader::Mount
{
    QString root; ///< the part of the hierarchy that is mounted, mostly "/"
    QString point;

    /// The folder of a cgroup, given its path in the hierarchy; empty when
    /// that lies outside of what is mounted.
    [[nodiscard]] QString folder(const QString &path) const
    {
        if (point.isEmpty() || path.isEmpty() || path.contains(QLatin1String("/../")))
            return {};
        if (root == QLatin1String("/"))
            return point + path + QLatin1Char('/');
        if (path != root && !path.startsWith(root + QLatin1Char('/')))
            return {};
        return point + path.mid(root.size()) + QLatin1Char('/');
    }
};

CgroupReader::Mount CgroupReader::mountOf(const QByteArray &mountInfo, const QByteArray &controller) const
{
    // proc(5): id parent major:minor root mountpoint options [optional...] - type source superoptions
    for (const QByteArray &line : mountInfo.split('\n')) {
        const qsizetype dash = line.indexOf(" - ");
        if (dash < 0)
            continue;
        const QList<QByteArray> before = line.left(dash).split(' ');
        const QList<QByteArray> after = line.mid(dash + 3).split(' ');
        const bool wanted
            = controller.isEmpty() ? after.value(0) == "cgroup2" : after.value(0) == "cgroup" && after.value(2).split(',').contains(controller);
        if (wanted)
            return Mount{unescaped(before.value(3)), m_root + unescaped(before.value(4))};
    }
    return {};
}

Result<std::shared_ptr<CgroupReader::Files>> CgroupReader::open(const QString &containerId, qint64 pid) const
{
    const QByteArray membership = pid > 0 ? contentsOf(m_root + QStringLiteral("/proc/%1/cgroup").arg(pid)) : QByteArray();
    if (membership.isEmpty())
        return fail(ErrorKind::NotFound, CgroupText::tr("The container's process cannot be seen from here."));

    // hierarchy-id:controllers:path, and the path may hold colons. Version 2 has no controllers there.
    QHash<QByteArray, QString> paths;
    for (const QByteArray &line : membership.split('\n')) {
        const qsizetype first = line.indexOf(':');
        const qsizetype second = line.indexOf(':', first + 1);
        if (first < 0 || second < 0)
            continue;
        const QString path = containerPath(QString::fromUtf8(line.mid(second + 1)), containerId);
        for (const QByteArray &controller : line.mid(first + 1, second - first - 1).split(','))
            paths.insert(controller, path);
    }
    const QByteArray mountInfo = contentsOf(m_root + QLatin1String("/proc/self/mountinfo"));
    const auto folder = [&](const char *controller) { return mountOf(mountInfo, controller).folder(paths.value(controller)); };

    auto files = std::make_shared<Files>();
    files->pid = pid;
    // Hybrid systems have both; what counts is where the memory controller is.
    if (const QString memory = folder("memory"); !memory.isEmpty()) {
        files->cpu = openFile(folder("cpuacct"), "cpuacct.usage");
        files->memoryUsage = openFile(memory, "memory.usage_in_bytes");
        files->memoryStat = openFile(memory, "memory.stat");
        files->memoryLimit = openFile(memory, "memory.limit_in_bytes");
        files->oom = openFile(memory, "memory.oom_control");
        files->pids = openFile(folder("pids"), "pids.current");
    } else {
        files->v2 = true;
        const QString unified = folder("");
        files->cpu = openFile(unified, "cpu.stat");
        files->memoryUsage = openFile(unified, "memory.current");
        files->memoryStat = openFile(unified, "memory.stat");
        files->memoryLimit = openFile(unified, "memory.max");
        files->oom = openFile(unified, "memory.events");
        files->pids = openFile(unified, "pids.current");
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
            QD_TRY(auto opened, open(containerId, pid));
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
        sample.pid = pid;
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
