// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"
#include "adapters/docker/endpoint.h"
#include "health/monitor.h"
#include "healthfakes.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

namespace {

/// A Docker engine of our own, with nothing in it, to be killed at will.
class PrivateEngine final
{
public:
    explicit PrivateEngine(const QString &folder)
        : m_folder(folder)
    {
        // A dead daemon is what these tests are about: nobody restarts it.
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(folder + QLatin1String("/dockerd.log"), QIODevice::Append);
    }
    ~PrivateEngine()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(20000)) {
            m_process.kill();
            m_process.waitForFinished(5000);
        }
        killContainerd();
        unmountAll();
    }

    [[nodiscard]] QString socket() const { return m_folder + QLatin1String("/docker.sock"); }

    bool start()
    {
        QFile::remove(m_folder + QLatin1String("/docker.pid"));
        // With --bridge=none an engine deletes docker0, of whomever it is: only
        // in a network name space of its own does it leave the real engine alone.
        m_process.start(QStringLiteral("unshare"),
                        {"--net", "dockerd", "--data-root", m_folder + "/data", "--exec-root", m_folder + "/exec", "--pidfile",
                         m_folder + "/docker.pid", "--host", "unix://" + socket(), "--bridge=none", "--iptables=false", "--ip6tables=false",
                         "--storage-driver=vfs"});
        return m_process.waitForStarted();
    }

    /// As the kernel does it when memory runs out.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(10000);
        killContainerd();
    }

    [[nodiscard]] QString log() const
    {
        QFile file(m_folder + QLatin1String("/dockerd.log"));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().right(4000)) : QString();
    }

private:
    /// The daemon starts it, and its sudden death leaves it behind.
    void killContainerd() const
    {
        QFile file(m_folder + QLatin1String("/exec/containerd/containerd.pid"));
        if (!file.open(QIODevice::ReadOnly))
            return;
        const auto pid = static_cast<pid_t>(file.readAll().trimmed().toLongLong());
        if (pid > 1)
            ::kill(pid, SIGKILL);
        file.close();
        file.remove();
    }

    /// Name spaces of the network stay mounted after a sudden death.
    void unmountAll() const
    {
        QFile mounts(QStringLiteral("/proc/self/mounts"));
        if (!mounts.open(QIODevice::ReadOnly))
            return;
        for (const QByteArray &line : mounts.readAll().split('\n')) {
            const QByteArray point = line.split(' ').value(1);
            if (point.startsWith(QByteArray(QFile::encodeName(m_folder) + '/')))
                ::umount2(point.constData(), MNT_DETACH);
        }
    }

    QString m_folder;
    QProcess m_process;
};

} // namespace

class TestMonitorFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void engineThatDiesAndComesBack();
    void socketThatVanishes();
    void socketWithoutPermission();
    void cleanupTestCase();

private:
    bool m_bridgeWasThere = false;
};

namespace {

constexpr int engineStartMs = 45000;

/// A monitor of a private engine on a thread of its own.
class Watch final
{
public:
    /// @param asUser drops the watching threads' rights to this user first; 0 = keep them
    explicit Watch(const QString &socket, uid_t asUser = 0)
        : m_docker(Result<docker::Endpoint>(docker::Endpoint{socket, {}}))
        , m_monitor(m_docker, m_compose, m_resources, m_postgres, m_redis, m_n8n, m_clock, callbacks())
    {
        m_thread = std::thread([this, asUser] {
            // The raw call: the C library's would change all threads. The
            // follower is a child of this one and inherits its rights.
            if (asUser != 0 && ::syscall(SYS_setresuid, -1, asUser, -1) != 0)
                return;
            (void)m_monitor.run(JobContext(m_stop.get_token()));
        });
    }
    ~Watch()
    {
        m_stop.request_stop();
        m_thread.join();
    }

    [[nodiscard]] EngineStatus last()
    {
        const std::scoped_lock lock(m_mutex);
        return m_told.isEmpty() ? EngineStatus{} : m_told.last();
    }
    [[nodiscard]] EngineStatus::Link link() { return last().link; }
    [[nodiscard]] QList<EngineStatus::Link> links()
    {
        const std::scoped_lock lock(m_mutex);
        QList<EngineStatus::Link> all;
        for (const EngineStatus &status : std::as_const(m_told))
            all.append(status.link);
        return all;
    }
    [[nodiscard]] bool toldOfStacks()
    {
        const std::scoped_lock lock(m_mutex);
        return m_lists > 0;
    }
    [[nodiscard]] Monitor &monitor() { return m_monitor; }

private:
    Monitor::Callbacks callbacks()
    {
        Monitor::Callbacks calls;
        calls.engine = [this](const EngineStatus &status) {
            const std::scoped_lock lock(m_mutex);
            m_told.append(status);
        };
        calls.stacks = [this](const QList<stack::StackSummary> &) {
            const std::scoped_lock lock(m_mutex);
            ++m_lists;
        };
        return calls;
    }

    std::mutex m_mutex;
    QList<EngineStatus> m_told;
    int m_lists = 0;
    docker::Client m_docker;
    CountingCompose m_compose;
    SteadyResources m_resources;
    NoPostgres m_postgres;
    ScriptedRedis m_redis;
    ScriptedN8n m_n8n;
    SystemClock m_clock;
    std::stop_source m_stop;
    Monitor m_monitor;
    std::thread m_thread;
};

} // namespace

void TestMonitorFaults::initTestCase()
{
    QD_NEED_ENGINE();
    if (::geteuid() != 0 || QStandardPaths::findExecutable(QStringLiteral("dockerd")).isEmpty()
        || QStandardPaths::findExecutable(QStringLiteral("unshare")).isEmpty()) {
        if (stackRequired())
            QFAIL("a private dockerd needs root and the engine's program");
        QSKIP("a private dockerd needs root and the engine's program");
    }
    m_bridgeWasThere = QFileInfo::exists(QStringLiteral("/sys/class/net/docker0"));
}

void TestMonitorFaults::cleanupTestCase()
{
    QCOMPARE(QFileInfo::exists(QStringLiteral("/sys/class/net/docker0")), m_bridgeWasThere);
}

void TestMonitorFaults::engineThatDiesAndComesBack()
{
    QTemporaryDir folder;
    PrivateEngine engine(folder.path());
    Watch watch(engine.socket());
    // Not there yet: said so, and tried again without being asked.
    QTRY_COMPARE(watch.link(), EngineStatus::Link::NotRunning);
    QVERIFY(!watch.last().error.what.isEmpty());
    QVERIFY(engine.start());
    QTRY_VERIFY2_WITH_TIMEOUT(watch.link() == EngineStatus::Link::Connected, qPrintable(engine.log()), engineStartMs);
    QVERIFY(!watch.last().serverVersion.isEmpty());
    QTRY_VERIFY(watch.toldOfStacks());

    QElapsedTimer timer;
    timer.start();
    engine.kill();
    QTRY_COMPARE_WITH_TIMEOUT(watch.link(), EngineStatus::Link::Lost, 3000);
    QVERIFY2(timer.elapsed() < 3000, "the loss was noticed late");
    QVERIFY(engine.start());
    QTRY_VERIFY2_WITH_TIMEOUT(watch.link() == EngineStatus::Link::Connected, qPrintable(engine.log()), engineStartMs);
    using L = EngineStatus::Link;
    QCOMPARE(watch.links(), (QList<L>{L::Connecting, L::NotRunning, L::Connected, L::Lost, L::Connected}));
}

void TestMonitorFaults::socketThatVanishes()
{
    QTemporaryDir folder;
    PrivateEngine engine(folder.path());
    QVERIFY(engine.start());
    const QByteArray path = QFile::encodeName(engine.socket());
    const QByteArray hidden = path + ".hidden";
    {
        Watch watch(engine.socket());
        QTRY_VERIFY2_WITH_TIMEOUT(watch.link() == EngineStatus::Link::Connected, qPrintable(engine.log()), engineStartMs);
        // Connections that are open go on: what still works is not called lost.
        QCOMPARE(std::rename(path.constData(), hidden.constData()), 0);
        QTest::qWait(1000);
        QCOMPARE(watch.link(), EngineStatus::Link::Connected);
    }
    Watch watch(engine.socket());
    QTRY_COMPARE(watch.link(), EngineStatus::Link::NotRunning);
    QCOMPARE(std::rename(hidden.constData(), path.constData()), 0);
    // F5 does not wait for the next attempt.
    watch.monitor().refreshNow();
    QTRY_COMPARE_WITH_TIMEOUT(watch.link(), EngineStatus::Link::Connected, 1500);
}

void TestMonitorFaults::socketWithoutPermission()
{
    QTemporaryDir folder;
    // The folder itself may be entered by all, only the socket is closed.
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0755), 0);
    PrivateEngine engine(folder.path());
    QVERIFY(engine.start());
    {
        Watch root(engine.socket());
        QTRY_VERIFY2_WITH_TIMEOUT(root.link() == EngineStatus::Link::Connected, qPrintable(engine.log()), engineStartMs);
    }
    const QByteArray path = QFile::encodeName(engine.socket());
    QCOMPARE(::chmod(path.constData(), 0600), 0);
    Watch watch(engine.socket(), 65534);
    QTRY_COMPARE(watch.link(), EngineStatus::Link::NoPermission);
    QVERIFY2(!watch.last().error.hint.isEmpty(), "what to do about it");
    // Given the right, it connects by itself.
    QCOMPARE(::chmod(path.constData(), 0666), 0);
    QTRY_COMPARE_WITH_TIMEOUT(watch.link(), EngineStatus::Link::Connected, 8000);
}

QTEST_GUILESS_MAIN(TestMonitorFaults)
#include "tst_monitorfaults.moc"
