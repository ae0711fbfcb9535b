// SPDX-License-Identifier: GPL-3.0-or-later
#include "privateengine.h"

#include "adapters/docker/client.h"
#include "foundation/filedescriptor.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace quarterdeck::test {

namespace {

QString daemonPath()
{
    const QString path = QStandardPaths::findExecutable(QStringLiteral("dockerd"));
    return path.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("dockerd"), {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")}) : path;
}

} // namespace

PrivateEngine::~PrivateEngine()
{
    if (m_daemon.state() != QProcess::NotRunning) {
        m_daemon.terminate();
        if (!m_daemon.waitForFinished(30000))
            kill();
    }
    // The daemon mounts its data folder onto itself; one that was killed has left that behind.
    const QByteArray data = QFile::encodeName(m_folder.filePath(QStringLiteral("data")));
    while (::umount2(data.constData(), MNT_DETACH) == 0) { }
    // And it keeps name spaces of networks open, that of the host network for good.
    const QDir spaces(m_folder.filePath(QStringLiteral("exec/netns")));
    for (const QString &name : spaces.entryList(QDir::Files | QDir::System))
        ::umount2(QFile::encodeName(spaces.filePath(name)).constData(), MNT_DETACH);
}

bool PrivateEngine::isPossible()
{
    return ::geteuid() == 0 && !daemonPath().isEmpty() && !QStandardPaths::findExecutable(QStringLiteral("unshare")).isEmpty();
}

Result<void> PrivateEngine::start()
{
    const auto in = [this](const char *name) { return m_folder.filePath(QLatin1String(name)); };
    // Killed ones leave their pid files; the pids may be somebody else's by
    // now, or those of zombies where process 1 does not collect them.
    QFile::remove(in("d.pid"));
    QFile::remove(in("exec/containerd/containerd.pid"));
    m_daemon.setStandardOutputFile(in("d.log"), QIODevice::Append);
    m_daemon.setStandardErrorFile(in("d.log"), QIODevice::Append);
    // With --bridge=none an engine deletes docker0, of whomever it is: only in a
    // network name space of its own does it leave the machine's engine alone.
    m_daemon.start(QStringLiteral("unshare"),
                   {QStringLiteral("--net"), daemonPath(), QStringLiteral("--data-root"), in("data"), QStringLiteral("--exec-root"), in("exec"),
                    QStringLiteral("--pidfile"), in("d.pid"), QStringLiteral("--host"), QLatin1String("unix://") + socket(),
                    QStringLiteral("--bridge=none"), QStringLiteral("--iptables=false"), QStringLiteral("--ip6tables=false")});
    docker::Client client(docker::Endpoint{socket(), QStringLiteral("test")});
    const JobContext context = JobContext().withTimeout(std::chrono::seconds(60));
    while (true) {
        const auto info = client.ping(context);
        if (info)
            return {};
        // Its answer may be slow, its end is final.
        if (m_daemon.waitForFinished(50) || m_daemon.state() == QProcess::NotRunning || !context.checkpoint()) {
            QFile log(in("d.log"));
            const bool readable = log.open(QIODevice::ReadOnly);
            return fail(ErrorKind::Internal, QStringLiteral("the private engine does not start"),
                        readable ? QString::fromLocal8Bit(log.readAll().right(4000)) : QString());
        }
    }
}

Result<void> PrivateEngine::bringUpLoopback() const
{
    const QByteArray path = "/proc/" + QByteArray::number(m_daemon.processId()) + "/ns/net";
    bool up = false;
    // A name space is entered by a thread, and this one ends with it.
    std::thread inside([&path, &up] {
        const FileDescriptor space(::open(path.constData(), O_RDONLY | O_CLOEXEC));
        if (!space.isValid() || ::setns(space.get(), CLONE_NEWNET) != 0)
            return;
        const FileDescriptor any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        ifreq request = {};
        std::strncpy(request.ifr_name, "lo", sizeof request.ifr_name - 1);
        request.ifr_flags = IFF_UP | IFF_RUNNING;
        up = any.isValid() && ::ioctl(any.get(), SIOCSIFFLAGS, &request) == 0;
    });
    inside.join();
    if (!up)
        return fail(ErrorKind::Internal, QStringLiteral("the private engine's loopback device cannot be brought up"));
    return {};
}

void PrivateEngine::kill()
{
    m_daemon.kill();
    m_daemon.waitForFinished(5000);
}

} // namespace quarterdeck::test
