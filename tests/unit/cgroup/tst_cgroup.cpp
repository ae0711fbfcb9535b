// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/cgroup/cgroupreader.h"
#include "adapters/cgroup/resources.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::cgroup;
using namespace std::chrono_literals;

namespace {

const QString ID = QString(64, QLatin1Char('a'));

/// A made tree of /proc and /sys/fs/cgroup, with lines as real kernels print them.
class Tree final
{
public:
    [[nodiscard]] QString root() const { return m_folder.path(); }

    void write(const QString &path, const QByteArray &bytes) const
    {
        const QString full = root() + path;
        QVERIFY(QDir().mkpath(QFileInfo(full).path()));
        // In place: descriptors that are open see the new bytes, as with the kernel's files.
        QFile file(full);
        QVERIFY2(file.open(QIODevice::WriteOnly | QIODevice::Truncate), qPrintable(full));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void remove(const QString &path) const { QVERIFY(QFile::remove(root() + path)); }

    void versionOne(qint64 pid, const QString &path) const
    {
        write("/proc/self/mountinfo",
              "25 1 254:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n"
              "33 30 0:28 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw,nsdelegate\n"
              "35 30 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:12 - cgroup cgroup rw,cpu,cpuacct\n"
              "36 30 0:31 / /sys/fs/cgroup/memory rw,nosuid shared:13 master:2 - cgroup cgroup rw,memory\n"
              "37 30 0:32 / /sys/fs/cgroup/pids rw,nosuid shared:14 - cgroup cgroup rw,pids\n");
        const QByteArray p = path.toUtf8();
        write(QStringLiteral("/proc/%1/cgroup").arg(pid), "12:pids:" + p + "\n7:memory:" + p + "\n3:cpu,cpuacct:" + p + "\n0::" + p + "\n");
        write("/sys/fs/cgroup/cpu,cpuacct" + path + "/cpuacct.usage", "123456789012\n");
        write("/sys/fs/cgroup/memory" + path + "/memory.usage_in_bytes", "104857600\n");
        write("/sys/fs/cgroup/memory" + path + "/memory.stat",
              "cache 50000000\nrss 40000000\ninactive_file 1\nhierarchical_memory_limit 536870912\ntotal_cache 50000000\ntotal_inactive_file "
              "4857600\n");
        write("/sys/fs/cgroup/memory" + path + "/memory.limit_in_bytes", "536870912\n");
        write("/sys/fs/cgroup/memory" + path + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        write("/sys/fs/cgroup/pids" + path + "/pids.current", "17\n");
    }

    void versionTwo(qint64 pid, const QString &path, const QString &mount = QStringLiteral("/sys/fs/cgroup"),
                    const QByteArray &mountRoot = QByteArrayLiteral("/")) const
    {
        QByteArray escaped = mount.toUtf8();
        escaped.replace(" ", "\\040");
        write("/proc/self/mountinfo",
              "25 1 254:1 / / rw,relatime - ext4 /dev/root rw\n29 22 0:26 " + mountRoot + ' ' + escaped
                  + " rw,nosuid,nodev shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n");
        write(QStringLiteral("/proc/%1/cgroup").arg(pid), "0::" + path.toUtf8() + "\n");
        QString below = path.left(path.indexOf(QLatin1Char('/'), path.indexOf(ID)));
        if (mountRoot != "/")
            below = below.mid(mountRoot.size());
        const QString folder = mount + below;
        write(folder + "/cpu.stat", "usage_usec 123456789\nuser_usec 100000000\nsystem_usec 23456789\nnr_periods 0\n");
        write(folder + "/memory.current", "104857600\n");
        write(folder + "/memory.stat", "anon 40000000\nfile 50000000\ninactive_anon 7\nactive_file 9\ninactive_file 4857600\n");
        write(folder + "/memory.max", "536870912\n");
        write(folder + "/memory.events", "low 0\nhigh 0\nmax 12\noom 4\noom_kill 3\noom_group_kill 0\n");
        write(folder + "/pids.current", "17\n");
    }

private:
    QTemporaryDir m_folder;
};

/// An engine that knows stats and limits, and fails the test for anything else.
class StatsEngine final : public docker::DockerPort
{
public:
    docker::StatsSample next;
    qint64 limit = 0;
    int statsCalls = 0;

    Result<docker::StatsSample> stats(const JobContext &, const QString &) override
    {
        ++statsCalls;
        return next;
    }
    Result<docker::ContainerDetails> inspectContainer(const JobContext &, const QString &id) override
    {
        docker::ContainerDetails details;
        details.id = id;
        details.host.memory = limit;
        return details;
    }

    Result<docker::EngineInfo> ping(const JobContext &) override { return no(); }
    Result<QString> dataFolder(const JobContext &) override { return no(); }
    Result<QList<docker::ContainerSummary>> listContainers(const JobContext &, bool, const QStringList &) override { return no(); }
    Result<void> startContainer(const JobContext &, const QString &) override { return no(); }
    Result<void> stopContainer(const JobContext &, const QString &, std::chrono::seconds, const QString &) override { return no(); }
    Result<void> restartContainer(const JobContext &, const QString &, std::chrono::seconds) override { return no(); }
    Result<void> killContainer(const JobContext &, const QString &, const QString &) override { return no(); }
    Result<void> renameContainer(const JobContext &, const QString &, const QString &) override { return no(); }
    Result<void> removeContainer(const JobContext &, const QString &, bool, bool) override { return no(); }
    Result<void> updateContainer(const JobContext &, const QString &, const docker::ResourceUpdate &) override { return no(); }
    Result<QString> createContainer(const JobContext &, const docker::ContainerSpec &) override { return no(); }
    Result<int> waitContainer(const JobContext &, const QString &) override { return no(); }
    Result<void> followEvents(const JobContext &, const std::function<Result<void>()> &,
                              const std::function<Result<void>(const docker::Event &)> &) override
    {
        return no();
    }
    Result<void> logs(const JobContext &, const QString &, const docker::LogOptions &, const docker::OutputSink &) override { return no(); }
    Result<int> exec(const JobContext &, const QString &, const docker::ExecSpec &, const docker::OutputSink &) override { return no(); }
    Result<void> getArchive(const JobContext &, const QString &, const QString &, const docker::ByteSink &) override { return no(); }
    Result<void> putArchive(const JobContext &, const QString &, const QString &, const docker::ByteSource &) override { return no(); }
    Result<QList<docker::ImageDetails>> listImages(const JobContext &) override { return no(); }
    Result<docker::ImageDetails> inspectImage(const JobContext &, const QString &) override { return no(); }
    Result<QList<docker::Volume>> listVolumes(const JobContext &) override { return no(); }
    Result<docker::Volume> inspectVolume(const JobContext &, const QString &) override { return no(); }
    Result<docker::Volume> createVolume(const JobContext &, const QString &, const QMap<QString, QString> &) override { return no(); }
    Result<void> removeVolume(const JobContext &, const QString &, bool) override { return no(); }
    Result<QList<docker::Network>> listNetworks(const JobContext &) override { return no(); }
    Result<QString> createNetwork(const JobContext &, const QString &, bool, const QMap<QString, QString> &) override { return no(); }
    Result<void> removeNetwork(const JobContext &, const QString &) override { return no(); }

private:
    static tl::unexpected<Error> no() { return fail(ErrorKind::Internal, QStringLiteral("not asked for")); }
};

} // namespace

class TestCgroup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryLayout_data();
    void readsEveryLayout();
    void noLimitIsZero();
    void cacheLargerThanUsageIsNotSubtracted();
    void numbersAreReadAfresh();
    void strangersProcessIsNotTheContainers();
    void missingProcessIsNotFound();
    void missingMemoryControllerIsNotFound();
    void lifeAfterLifeIsRead();
    void vanishedCgroupIsLookedForAgain();
    void descriptorsAreKeptAndGivenBack();
    void valuesOfFlatFiles();
    void cpuIsPercentOfOneCore();
    void cpuOfDifferentLivesIsZero();
    void engineIsAskedOnlyForWhatCannotBeSeen();
    void engineLimitOfTheUnlimitedIsZero();
    void engineThatTellsZerosOfTheDeadIsNotBelieved();
};

void TestCgroup::readsEveryLayout_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("mount");
    QTest::addColumn<QByteArray>("mountRoot");
    const QString usual = QStringLiteral("/sys/fs/cgroup");
    QTest::newRow("1, cgroupfs driver") << 1 << "/docker/" + ID << usual << QByteArray("/");
    QTest::newRow("1, custom parent") << 1 << "/my:parent/sub/" + ID << usual << QByteArray("/");
    QTest::newRow("2, systemd driver") << 2 << "/system.slice/docker-" + ID + ".scope" << usual << QByteArray("/");
    QTest::newRow("2, cgroupfs driver") << 2 << "/docker/" + ID << usual << QByteArray("/");
    QTest::newRow("2, processes in a cgroup of their own below")
        << 2 << "/system.slice/docker-" + ID + ".scope/init/worker" << usual << QByteArray("/");
    QTest::newRow("2, a blank in the mount point") << 2 << "/docker/" + ID << QStringLiteral("/mnt/my cgroups") << QByteArray("/");
    QTest::newRow("2, part of the hierarchy mounted") << 2 << "/outer/docker/" + ID << usual << QByteArray("/outer");
}

void TestCgroup::readsEveryLayout()
{
    QFETCH(int, version);
    QFETCH(QString, path);
    QFETCH(QString, mount);
    QFETCH(QByteArray, mountRoot);
    const Tree tree;
    if (version == 1)
        tree.versionOne(4711, path);
    else
        tree.versionTwo(4711, path, mount, mountRoot);
    CgroupReader reader(tree.root());
    const auto before = std::chrono::steady_clock::now();
    const auto sample = reader.sample(ID, 4711);
    QD_VERIFY(sample);
    QCOMPARE(sample->cpuNs, version == 1 ? quint64(123456789012) : quint64(123456789000));
    QCOMPARE(sample->memoryUsed, quint64(100000000));
    QCOMPARE(sample->memoryLimit, quint64(536870912));
    QCOMPARE(sample->oomKills, quint64(3));
    QCOMPARE(sample->pids, quint64(17));
    QCOMPARE(sample->pid, qint64(4711));
    QVERIFY(sample->fromCgroup);
    QVERIFY(sample->at >= before && sample->at <= std::chrono::steady_clock::now());
}

void TestCgroup::noLimitIsZero()
{
    const Tree one;
    one.versionOne(1, "/docker/" + ID);
    one.write("/sys/fs/cgroup/memory/docker/" + ID + "/memory.limit_in_bytes", "9223372036854771712\n");
    QCOMPARE(CgroupReader(one.root()).sample(ID, 1)->memoryLimit, quint64(0));
    const Tree two;
    two.versionTwo(1, "/docker/" + ID);
    two.write("/sys/fs/cgroup/docker/" + ID + "/memory.max", "max\n");
    QCOMPARE(CgroupReader(two.root()).sample(ID, 1)->memoryLimit, quint64(0));
}

void TestCgroup::cacheLargerThanUsageIsNotSubtracted()
{
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    tree.write("/sys/fs/cgroup/docker/" + ID + "/memory.current", "4857600\n");
    QCOMPARE(CgroupReader(tree.root()).sample(ID, 1)->memoryUsed, quint64(4857600));
}

void TestCgroup::numbersAreReadAfresh()
{
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    CgroupReader reader(tree.root());
    QCOMPARE(reader.sample(ID, 1)->pids, quint64(17));
    tree.write("/sys/fs/cgroup/docker/" + ID + "/pids.current", "5\n");
    tree.write("/sys/fs/cgroup/docker/" + ID + "/memory.max", "1048576\n");
    QCOMPARE(reader.sample(ID, 1)->pids, quint64(5));
    QCOMPARE(reader.sample(ID, 1)->memoryLimit, quint64(1048576));
}

void TestCgroup::strangersProcessIsNotTheContainers()
{
    // The engine is on another machine, and its process number is a local editor's.
    const Tree tree;
    tree.versionTwo(4711, "/user.slice/user-1000.slice/session-1.scope");
    QD_VERIFY_ERROR(CgroupReader(tree.root()).sample(ID, 4711), ErrorKind::NotFound);
    tree.versionOne(4711, "/docker/" + QString(64, QLatin1Char('b')));
    QD_VERIFY_ERROR(CgroupReader(tree.root()).sample(ID, 4711), ErrorKind::NotFound);
    QD_VERIFY_ERROR(CgroupReader(tree.root()).sample(QString(), 4711), ErrorKind::NotFound);
}

void TestCgroup::missingProcessIsNotFound()
{
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    CgroupReader reader(tree.root());
    QD_VERIFY_ERROR(reader.sample(ID, 2), ErrorKind::NotFound);
    QD_VERIFY_ERROR(reader.sample(ID, 0), ErrorKind::NotFound);
}

void TestCgroup::missingMemoryControllerIsNotFound()
{
    // A version 2 kernel with the memory controller switched off.
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    tree.remove("/sys/fs/cgroup/docker/" + ID + "/memory.current");
    QD_VERIFY_ERROR(CgroupReader(tree.root()).sample(ID, 1), ErrorKind::NotFound);
}

void TestCgroup::lifeAfterLifeIsRead()
{
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    CgroupReader reader(tree.root());
    QCOMPARE(reader.sample(ID, 1)->pid, qint64(1));
    // Started again elsewhere: the old files are still there, but not its own any more.
    tree.versionTwo(2, "/other/" + ID);
    tree.write("/sys/fs/cgroup/other/" + ID + "/pids.current", "99\n");
    const auto second = reader.sample(ID, 2);
    QD_VERIFY(second);
    QCOMPARE(second->pids, quint64(99));
    QCOMPARE(second->pid, qint64(2));
}

void TestCgroup::vanishedCgroupIsLookedForAgain()
{
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    CgroupReader reader(tree.root());
    QD_VERIFY(reader.sample(ID, 1));
    // What reading a removed cgroup gives: nothing. Then the same process number again.
    const QString current = "/sys/fs/cgroup/docker/" + ID + "/memory.current";
    tree.write(current, {});
    tree.remove(current);
    QD_VERIFY_ERROR(reader.sample(ID, 1), ErrorKind::NotFound);
    tree.write(current, "104857600\n");
    QD_VERIFY(reader.sample(ID, 1));
}

void TestCgroup::descriptorsAreKeptAndGivenBack()
{
    const auto open = [] { return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size(); };
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    CgroupReader reader(tree.root());
    const auto before = open();
    for (int i = 0; i < 10; ++i)
        QD_VERIFY(reader.sample(ID, 1));
    QCOMPARE(open(), before + 6);
    reader.forget(ID);
    QCOMPARE(open(), before);
}

void TestCgroup::valuesOfFlatFiles()
{
    const QByteArray text = "a 1\nab 22\ntotal_ab 333\nlast 18446744073709551615";
    QCOMPARE(flatValue(text, "a"), quint64(1));
    QCOMPARE(flatValue(text, "ab"), quint64(22));
    QCOMPARE(flatValue(text, "total_ab"), quint64(333));
    QCOMPARE(flatValue(text, "last"), std::numeric_limits<quint64>::max());
    QCOMPARE(flatValue(text, "b"), quint64(0));
    QCOMPARE(flatValue({}, "a"), quint64(0));
}

void TestCgroup::cpuIsPercentOfOneCore()
{
    ResourceSample before;
    before.cpuNs = 1'000'000'000;
    ResourceSample after = before;
    after.at = before.at + 2s;
    after.cpuNs += 1'000'000'000;
    QCOMPARE(cpuPercent(before, after), 50.0);
    after.cpuNs += 3'000'000'000;
    QCOMPARE(cpuPercent(before, after), 200.0);
    QCOMPARE(cpuPercent(after, before), 0.0);
    QCOMPARE(cpuPercent(before, before), 0.0);
}

void TestCgroup::cpuOfDifferentLivesIsZero()
{
    ResourceSample before;
    before.cpuNs = 1'000'000'000;
    before.pid = 1;
    ResourceSample after = before;
    after.at += 1s;
    after.cpuNs = 5'000'000'000; // it has been started again and was busy
    after.pid = 2;
    QCOMPARE(cpuPercent(before, after), 0.0);
    after = before;
    after.at += 1s;
    after.cpuNs = 0;
    QCOMPARE(cpuPercent(before, after), 0.0);
    after.cpuNs = 2'000'000'000;
    after.fromCgroup = true;
    QCOMPARE(cpuPercent(before, after), 0.0);
}

void TestCgroup::engineIsAskedOnlyForWhatCannotBeSeen()
{
    const Tree tree;
    tree.versionTwo(1, "/docker/" + ID);
    StatsEngine engine;
    engine.next.read = QDateTime::currentDateTimeUtc();
    engine.next.cpuTotalNs = 77;
    engine.next.memoryUsage = 1000;
    engine.next.memoryInactiveFile = 100;
    engine.next.pids = 3;
    Resources resources(engine, tree.root());
    const JobContext context;
    auto sample = resources.sample(context, ID, 1);
    QD_VERIFY(sample);
    QVERIFY(sample->fromCgroup);
    QCOMPARE(engine.statsCalls, 0);

    const QString other(64, QLatin1Char('b'));
    sample = resources.sample(context, other, 50);
    QD_VERIFY(sample);
    QVERIFY(!sample->fromCgroup);
    QCOMPARE(sample->cpuNs, quint64(77));
    QCOMPARE(sample->memoryUsed, quint64(900));
    QCOMPARE(sample->pids, quint64(3));
    QCOMPARE(sample->pid, qint64(50));
    QCOMPARE(engine.statsCalls, 1);

    // Its next life is visible.
    tree.write("/proc/51/cgroup", "0::/docker/" + ID.toUtf8() + "\n");
    QVERIFY(!resources.sample(context, other, 50)->fromCgroup);
    QVERIFY(resources.sample(context, ID, 51)->fromCgroup);

    std::stop_source source;
    source.request_stop();
    QD_VERIFY_ERROR(resources.sample(JobContext(source.get_token()), ID, 1), ErrorKind::Cancelled);
}

void TestCgroup::engineLimitOfTheUnlimitedIsZero()
{
    StatsEngine engine;
    engine.next.read = QDateTime::currentDateTimeUtc();
    engine.next.memoryLimit = 16ULL * 1024 * 1024 * 1024; // the machine's memory
    ApiResources resources(engine);
    QCOMPARE(resources.sample(JobContext(), ID, 1)->memoryLimit, quint64(0));
    // It is given a limit while it runs.
    engine.next.memoryLimit = 1024 * 1024;
    QCOMPARE(resources.sample(JobContext(), ID, 1)->memoryLimit, quint64(1024 * 1024));
    resources.forget(ID);
    engine.limit = 1024 * 1024;
    QCOMPARE(resources.sample(JobContext(), ID, 1)->memoryLimit, quint64(1024 * 1024));
}

void TestCgroup::engineThatTellsZerosOfTheDeadIsNotBelieved()
{
    StatsEngine engine;
    ApiResources resources(engine);
    QD_VERIFY_ERROR(resources.sample(JobContext(), ID, 1), ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestCgroup)
#include "tst_cgroup.moc"
