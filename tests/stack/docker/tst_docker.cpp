// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"
#include "support/realstack.h"
#include "support/resultcheck.h"
#include "tinyimage.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using namespace std::chrono_literals;

/// The client against the real engine.
class TestDocker final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();

    void engineIsRecognised();
    void containerLivesItsLife();
    void whatIsNotThereIsNotFound();
    void stopSignalReachesTheContainer();
    void waitGivesTheExitCode();
    void memoryIsRaisedInPlace();
    void execCarriesTenMegabytesEachWay();
    void execEndsWithoutReadingItsInput_data();
    void execEndsWithoutReadingItsInput();
    void execTakesEnvironmentUserAndFolder();
    void execOnATerminalIsOneStream();
    void execOfAMissingProgramIs127();
    void execInAStoppedContainerIsAConflict();
    void cancelledExecEndsAtOnce();
    void logsKeepTheirStreams();
    void logsOfATerminalAreOneStream();
    void followedLogsEndWithTheContainer();
    void archiveComesBackAsItWent();
    void eventsFollowTheSubscription();
    void statsAreAFirstReading();
    void imagesAreListedAndExamined();
    void volumesComeAndGo();
    void networksComeAndGo();
    void otherUsersAreToldWhatToDo();
    void twentyThreadsShareOneClient();

private:
    [[nodiscard]] ContainerSpec spec(const QString &script) const;
    [[nodiscard]] QString startedContainer(const QString &script, bool tty = false);

    const QString m_image = QStringLiteral("quarterdeck-test/tiny:%1").arg(QCoreApplication::applicationPid());
    const QString m_label = QStringLiteral("quarterdeck.test.run=%1").arg(QCoreApplication::applicationPid());
    Client m_client;
    JobContext m_context;
};

namespace {

OutputSink intoBuffers(QByteArray &out, QByteArray &err)
{
    return [&out, &err](OutputStream stream, QByteArrayView bytes) -> Result<void> {
        (stream == OutputStream::Stderr ? err : out).append(bytes);
        return {};
    };
}

ByteSource fromBuffer(const QByteArray &bytes)
{
    return [&bytes, at = qsizetype(0)](qsizetype maximum) mutable -> Result<QByteArray> {
        const QByteArray piece = bytes.mid(at, maximum);
        at += piece.size();
        return piece;
    };
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(42);
    for (char &byte : bytes)
        byte = static_cast<char>(generator.bounded(256));
    return bytes;
}

constexpr qsizetype tenMegabytes = 10 * 1024 * 1024;

} // namespace

void TestDocker::initTestCase()
{
    QD_NEED_ENGINE();
    QD_VERIFY(test::makeTinyImage(test::engineSocket(), m_image));
}

void TestDocker::cleanup()
{
    const auto containers = m_client.listContainers(m_context, true, {m_label});
    QD_VERIFY(containers);
    for (const ContainerSummary &container : *containers)
        QD_VERIFY(m_client.removeContainer(m_context, container.id, true, true));
}

void TestDocker::cleanupTestCase()
{
    test::removeTinyImage(test::engineSocket(), m_image);
}

ContainerSpec TestDocker::spec(const QString &script) const
{
    ContainerSpec spec;
    spec.image = m_image;
    spec.entrypoint = QStringList{"sh", "-c"};
    spec.command = QStringList{script};
    spec.networkMode = "none";
    spec.labels = {{"quarterdeck.test", "1"}, {m_label.section('=', 0, 0), m_label.section('=', 1)}};
    return spec;
}

QString TestDocker::startedContainer(const QString &script, bool tty)
{
    ContainerSpec wanted = spec(script);
    wanted.tty = tty;
    const auto id = m_client.createContainer(m_context, wanted);
    return id && m_client.startContainer(m_context, *id) ? *id : QString();
}

void TestDocker::engineIsRecognised()
{
    const auto info = m_client.ping(m_context);
    QD_VERIFY(info);
    QCOMPARE(info->osType, QStringLiteral("linux"));
    QVERIFY(!info->serverVersion.isEmpty());
    QVERIFY(info->apiVersion.startsWith(QLatin1String("1.")));
    QCOMPARE(info->endpoint, QLatin1String("unix://") + test::engineSocket());
}

void TestDocker::containerLivesItsLife()
{
    ContainerSpec wanted = spec("trap 'exit 0' TERM; while :; do sleep 0.1; done");
    wanted.name = QStringLiteral("quarterdeck-test-life-%1").arg(QCoreApplication::applicationPid());
    wanted.memory = 64 * 1024 * 1024;
    wanted.tmpfs = {{"/scratch", "size=1m"}};
    const auto id = m_client.createContainer(m_context, wanted);
    QD_VERIFY(id);
    QD_VERIFY_ERROR(m_client.createContainer(m_context, wanted), ErrorKind::Conflict);

    auto details = m_client.inspectContainer(m_context, *id);
    QD_VERIFY(details);
    QCOMPARE(details->name, wanted.name);
    QCOMPARE(details->state.status, QStringLiteral("created"));
    QVERIFY(!details->state.startedAt.isValid());
    QCOMPARE(details->host.memory, wanted.memory);
    QCOMPARE(details->command, wanted.command);

    QD_VERIFY(m_client.startContainer(m_context, *id));
    QD_VERIFY(m_client.startContainer(m_context, *id));
    details = m_client.inspectContainer(m_context, wanted.name);
    QVERIFY(details->state.running && details->state.pid > 0);
    QVERIFY(qAbs(details->state.startedAt.msecsTo(QDateTime::currentDateTimeUtc())) < 60000);
    QD_VERIFY_ERROR(m_client.removeContainer(m_context, *id, false, false), ErrorKind::Conflict);

    auto listed = m_client.listContainers(m_context, false, {m_label, QStringLiteral("quarterdeck.test")});
    QD_VERIFY(listed);
    QCOMPARE(listed->size(), 1);
    QCOMPARE(listed->first().id, *id);
    QCOMPARE(listed->first().state, QStringLiteral("running"));

    const QString renamed = wanted.name + QStringLiteral("-renamed");
    QD_VERIFY(m_client.renameContainer(m_context, *id, renamed));
    QCOMPARE(m_client.inspectContainer(m_context, *id)->name, renamed);

    const qint64 pid = details->state.pid;
    QD_VERIFY(m_client.restartContainer(m_context, *id, 5s));
    details = m_client.inspectContainer(m_context, *id);
    QVERIFY(details->state.running && details->state.pid != pid);

    QD_VERIFY(m_client.stopContainer(m_context, *id, 5s));
    QD_VERIFY(m_client.stopContainer(m_context, *id, 5s));
    details = m_client.inspectContainer(m_context, *id);
    QCOMPARE(details->state.status, QStringLiteral("exited"));
    QCOMPARE(details->state.exitCode, 0);
    QVERIFY(details->state.finishedAt >= details->state.startedAt);
    QCOMPARE(m_client.listContainers(m_context, false, {m_label})->size(), 0);
    QCOMPARE(m_client.listContainers(m_context, true, {m_label})->size(), 1);

    QD_VERIFY(m_client.startContainer(m_context, *id));
    QD_VERIFY(m_client.killContainer(m_context, *id, "SIGKILL"));
    QCOMPARE(*m_client.waitContainer(m_context, *id), 137);
    QD_VERIFY_ERROR(m_client.killContainer(m_context, *id, "SIGKILL"), ErrorKind::Conflict);

    QD_VERIFY(m_client.removeContainer(m_context, *id, false, true));
    QD_VERIFY_ERROR(m_client.inspectContainer(m_context, *id), ErrorKind::NotFound);
}

void TestDocker::whatIsNotThereIsNotFound()
{
    const QString id = QStringLiteral("quarterdeck-test-nobody");
    const auto details = m_client.inspectContainer(m_context, id);
    QD_VERIFY_ERROR(details, ErrorKind::NotFound);
    QVERIFY(details.error().detail.contains(QLatin1String("No such container")));
    QD_VERIFY_ERROR(m_client.startContainer(m_context, id), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.stopContainer(m_context, id), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.waitContainer(m_context, id), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.stats(m_context, id), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.logs(m_context, id, {}, [](OutputStream, QByteArrayView) { return Result<void>(); }), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.getArchive(m_context, id, "/", [](QByteArrayView) { return Result<void>(); }), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.putArchive(m_context, id, "/", [](qsizetype n) { return QByteArray(n, '\0'); }), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.inspectImage(m_context, "quarterdeck-test/none:1"), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.inspectVolume(m_context, id), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.removeNetwork(m_context, id), ErrorKind::NotFound);
    ContainerSpec none = spec("true");
    none.image = "quarterdeck-test/none:1";
    QD_VERIFY_ERROR(m_client.createContainer(m_context, none), ErrorKind::NotFound);
}

void TestDocker::stopSignalReachesTheContainer()
{
    const QString id = startedContainer("trap 'exit 41' INT; trap 'exit 42' TERM; echo ready; while :; do sleep 0.05; done");
    QVERIFY(!id.isEmpty());
    // A signal before the trap is set would end it otherwise.
    QByteArray out;
    QByteArray err;
    LogOptions options;
    options.follow = true;
    QD_VERIFY_ERROR(m_client.logs(m_context, id, options,
                                  [&out](OutputStream, QByteArrayView bytes) -> Result<void> {
                                      out.append(bytes);
                                      return out.contains("ready") ? fail(ErrorKind::Cancelled, QStringLiteral("seen")) : Result<void>();
                                  }),
                    ErrorKind::Cancelled);
    QD_VERIFY(m_client.stopContainer(m_context, id, 10s, "SIGINT"));
    QCOMPARE(m_client.inspectContainer(m_context, id)->state.exitCode, 41);
    QVERIFY(!m_client.inspectContainer(m_context, id)->state.running);

    // One that does not listen is killed when its grace is over.
    const QString deaf = startedContainer("trap '' INT TERM; while :; do sleep 0.05; done");
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY(m_client.stopContainer(m_context, deaf, 1s, "SIGINT"));
    QVERIFY2(timer.elapsed() >= 900 && timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!m_client.inspectContainer(m_context, deaf)->state.running);
}

void TestDocker::waitGivesTheExitCode()
{
    const QString id = startedContainer("sleep 0.3; exit 37");
    QVERIFY(!id.isEmpty());
    const auto code = m_client.waitContainer(m_context, id);
    QD_VERIFY(code);
    QCOMPARE(*code, 37);
    QCOMPARE(*m_client.waitContainer(m_context, id), 37);
}

void TestDocker::memoryIsRaisedInPlace()
{
    constexpr qint64 mega = 1024 * 1024;
    ContainerSpec wanted = spec("sleep 1000");
    wanted.memory = 32 * mega;
    const auto id = m_client.createContainer(m_context, wanted);
    QD_VERIFY(id);
    QD_VERIFY(m_client.startContainer(m_context, *id));
    const auto before = m_client.inspectContainer(m_context, *id);
    ResourceUpdate update;
    // Above memory and swap together, which the engine refuses on its own.
    update.memory = 256 * mega;
    update.nanoCpus = 500000000;
    update.restartPolicy = QStringLiteral("unless-stopped");
    QD_VERIFY(m_client.updateContainer(m_context, *id, update));
    const auto after = m_client.inspectContainer(m_context, *id);
    QD_VERIFY(after);
    QCOMPARE(after->host.memory, 256 * mega);
    QCOMPARE(after->host.nanoCpus, 500000000);
    QCOMPARE(after->host.restartPolicy, QStringLiteral("unless-stopped"));
    QCOMPARE(after->state.pid, before->state.pid);
    QD_VERIFY(m_client.updateContainer(m_context, *id, {}));
    QCOMPARE(m_client.stats(m_context, *id)->memoryLimit, static_cast<quint64>(256 * mega));
}

void TestDocker::execCarriesTenMegabytesEachWay()
{
    const QString id = startedContainer("sleep 1000");
    QVERIFY(!id.isEmpty());
    const QByteArray input = randomBytes(tenMegabytes);
    ExecSpec command;
    command.argv = QStringList{"sh", "-c", "dd if=/dev/zero bs=65536 count=160 status=none >&2 & cat; wait; exit 37"};
    command.input = fromBuffer(input);
    QByteArray out;
    QByteArray err;
    const auto code = m_client.exec(m_context, id, command, intoBuffers(out, err));
    QD_VERIFY(code);
    QCOMPARE(*code, 37);
    // Hashes: a failing comparison would print the bytes.
    const auto hash = [](const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); };
    QCOMPARE(err.size(), tenMegabytes);
    QCOMPARE(hash(err), hash(QByteArray(tenMegabytes, '\0')));
    QCOMPARE(out.size(), tenMegabytes);
    QCOMPARE(hash(out), hash(input));
}

void TestDocker::execEndsWithoutReadingItsInput_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<int>("code");
    QTest::newRow("reads nothing") << "exit 3" << QByteArray() << 3;
    QTest::newRow("reads a little") << "head -c 5; exit 4" << QByteArray("xxxxx") << 4;
}

void TestDocker::execEndsWithoutReadingItsInput()
{
    QFETCH(QString, script);
    QFETCH(QByteArray, output);
    QFETCH(int, code);
    const QString id = startedContainer("sleep 1000");
    ExecSpec command;
    command.argv = QStringList{"sh", "-c", script};
    command.input = [](qsizetype maximum) { return QByteArray(maximum, 'x'); };
    QByteArray out;
    QByteArray err;
    const auto ended = m_client.exec(m_context.withTimeout(30s), id, command, intoBuffers(out, err));
    QD_VERIFY(ended);
    QCOMPARE(*ended, code);
    QCOMPARE(out, output);
}

void TestDocker::execTakesEnvironmentUserAndFolder()
{
    const QString id = startedContainer("sleep 1000");
    ExecSpec command;
    command.argv = QStringList{"sh", "-c", "echo \"$A|$PWD\"; cat /proc/self/status; echo bad >&2"};
    command.environment = QStringList{"A=b c=d"};
    command.user = "1234:5678";
    command.workingDir = "/proc";
    QByteArray out;
    QByteArray err;
    const auto code = m_client.exec(m_context, id, command, intoBuffers(out, err));
    QD_VERIFY(code);
    QCOMPARE(*code, 0);
    QVERIFY2(out.startsWith("b c=d|/proc\n"), out.constData());
    QVERIFY(out.contains("Uid:\t1234\t") && out.contains("Gid:\t5678\t"));
    QCOMPARE(err, QByteArray("bad\n"));
}

void TestDocker::execOnATerminalIsOneStream()
{
    const QString id = startedContainer("sleep 1000");
    ExecSpec command;
    command.argv = QStringList{"sh", "-c", "echo out; echo err >&2; exit 5"};
    command.tty = true;
    QByteArray out;
    QByteArray err;
    const auto code = m_client.exec(m_context, id, command, intoBuffers(out, err));
    QD_VERIFY(code);
    QCOMPARE(*code, 5);
    QCOMPARE(out, QByteArray("out\r\nerr\r\n"));
    QCOMPARE(err, QByteArray());
}

void TestDocker::execOfAMissingProgramIs127()
{
    const QString id = startedContainer("sleep 1000");
    ExecSpec command;
    command.argv = QStringList{"nosuchprogram"};
    QByteArray out;
    QByteArray err;
    const auto code = m_client.exec(m_context, id, command, intoBuffers(out, err));
    if (code) {
        QVERIFY2(*code == 126 || *code == 127, qPrintable(QString::number(*code)));
        QVERIFY(out.contains("nosuchprogram") || err.contains("nosuchprogram"));
    } else {
        // Newer engines refuse before they take the connection over.
        QVERIFY(code.error().detail.contains(QLatin1String("nosuchprogram")));
    }
}

void TestDocker::execInAStoppedContainerIsAConflict()
{
    const QString id = startedContainer("exit 0");
    QD_VERIFY(m_client.waitContainer(m_context, id));
    ExecSpec command;
    command.argv = QStringList{"true"};
    const auto code = m_client.exec(m_context, id, command, [](OutputStream, QByteArrayView) { return Result<void>(); });
    QD_VERIFY_ERROR(code, ErrorKind::Conflict);
    QVERIFY(code.error().detail.contains(QLatin1String("not running")));
}

void TestDocker::cancelledExecEndsAtOnce()
{
    const QString id = startedContainer("sleep 1000");
    std::stop_source source;
    QElapsedTimer since;
    ExecSpec command;
    command.argv = QStringList{"sh", "-c", "echo begun; sleep 1000"};
    const auto code = m_client.exec(JobContext(source.get_token()), id, command, [&](OutputStream, QByteArrayView) -> Result<void> {
        since.start();
        source.request_stop();
        return {};
    });
    QD_VERIFY_ERROR(code, ErrorKind::Cancelled);
    QVERIFY2(since.elapsed() < 200, qPrintable(QString::number(since.elapsed())));
}

void TestDocker::logsKeepTheirStreams()
{
    const QString id = startedContainer("echo one; echo two >&2; echo three; printf end");
    QD_VERIFY(m_client.waitContainer(m_context, id));
    QByteArray out;
    QByteArray err;
    QD_VERIFY(m_client.logs(m_context, id, {}, intoBuffers(out, err)));
    QCOMPARE(out, QByteArray("one\nthree\nend"));
    QCOMPARE(err, QByteArray("two\n"));

    out.clear();
    err.clear();
    LogOptions options;
    options.stdoutWanted = false;
    QD_VERIFY(m_client.logs(m_context, id, options, intoBuffers(out, err)));
    QCOMPARE(out, QByteArray());
    QCOMPARE(err, QByteArray("two\n"));

    err.clear();
    options = {};
    options.tail = 1;
    options.timestamps = true;
    QD_VERIFY(m_client.logs(m_context, id, options, intoBuffers(out, err)));
    QVERIFY2(out.endsWith("Z end"), out.constData());
    QCOMPARE(out.count("\n"), 0);

    out.clear();
    options = {};
    options.sinceSeconds = QDateTime::currentSecsSinceEpoch() + 1000;
    QD_VERIFY(m_client.logs(m_context, id, options, intoBuffers(out, err)));
    QCOMPARE(out, QByteArray());
}

void TestDocker::logsOfATerminalAreOneStream()
{
    const QString id = startedContainer("echo one; echo two >&2", true);
    QD_VERIFY(m_client.waitContainer(m_context, id));
    QByteArray out;
    QByteArray err;
    QD_VERIFY(m_client.logs(m_context, id, {}, intoBuffers(out, err)));
    QCOMPARE(out, QByteArray("one\r\ntwo\r\n"));
    QCOMPARE(err, QByteArray());
}

void TestDocker::followedLogsEndWithTheContainer()
{
    const QString id = startedContainer("for i in 1 2 3 4 5; do echo $i; sleep 0.1; done");
    QByteArray out;
    QByteArray err;
    LogOptions options;
    options.follow = true;
    QD_VERIFY(m_client.logs(m_context.withTimeout(30s), id, options, intoBuffers(out, err)));
    QCOMPARE(out, QByteArray("1\n2\n3\n4\n5\n"));
}

void TestDocker::archiveComesBackAsItWent()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("in/data/sub"));
    QVERIFY(QDir(folder.path()).mkpath("out"));
    const auto write = [&folder](const QString &name, const QByteArray &bytes, mode_t mode) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush()
            && ::chmod(qPrintable(file.fileName()), mode) == 0;
    };
    const QByteArray large = randomBytes(tenMegabytes);
    QVERIFY(write("in/data/large", large, 0640));
    QVERIFY(write("in/data/sub/run", "#!/bin/sh\n", 0755));
    QVERIFY(write("in/data/sub/secret", "s", 0600));
    QVERIFY(::symlink("sub/run", qPrintable(folder.filePath("in/data/link"))) == 0);
    const auto tar = [&folder](const QStringList &arguments, const QByteArray &input = {}) {
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start("tar", arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished();
        return process.readAllStandardOutput();
    };
    const QByteArray packed = tar({"-cf", "-", "-C", "in", "data"});
    QVERIFY(packed.size() > tenMegabytes);

    // Neither side needs the container to run.
    const auto id = m_client.createContainer(m_context, spec("true"));
    QD_VERIFY(id);
    QD_VERIFY(m_client.putArchive(m_context, *id, "/", fromBuffer(packed)));
    QByteArray back;
    QD_VERIFY(m_client.getArchive(m_context, *id, "/data", [&back](QByteArrayView bytes) -> Result<void> {
        back.append(bytes);
        return {};
    }));
    tar({"-xpf", "-", "-C", "out"}, back);

    QFile file(folder.filePath("out/data/large"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == large);
    for (const auto &[name, mode] : {std::pair("large", 0640), std::pair("sub/run", 0755), std::pair("sub/secret", 0600)}) {
        struct stat info = {};
        QCOMPARE(::stat(qPrintable(folder.filePath(QLatin1String("out/data/") + QLatin1String(name))), &info), 0);
        QCOMPARE(info.st_mode & 07777, static_cast<mode_t>(mode));
    }
    QCOMPARE(QFile::symLinkTarget(folder.filePath("out/data/link")), folder.filePath("out/data/sub/run"));

    QD_VERIFY_ERROR(m_client.putArchive(m_context, *id, "/nowhere", fromBuffer(packed)), ErrorKind::NotFound);
    QD_VERIFY_ERROR(m_client.getArchive(m_context, *id, "/nowhere", [](QByteArrayView) { return Result<void>(); }), ErrorKind::NotFound);
    // An error of the reader ends the transfer and is its outcome.
    QD_VERIFY_ERROR(m_client.getArchive(m_context, *id, "/data", [](QByteArrayView) { return fail(ErrorKind::NoSpace, QStringLiteral("full")); }),
                    ErrorKind::NoSpace);
}

void TestDocker::eventsFollowTheSubscription()
{
    const auto id = m_client.createContainer(m_context, spec("exit 7"));
    QD_VERIFY(id);
    std::stop_source source;
    QList<Event> events;
    bool listedAfter = false;
    const auto outcome = m_client.followEvents(
        JobContext(source.get_token()).withTimeout(30s),
        [&]() -> Result<void> {
            const auto listed = m_client.listContainers(m_context, true, {m_label});
            listedAfter = listed && listed->size() == 1;
            return m_client.startContainer(m_context, *id);
        },
        [&](const Event &event) -> Result<void> {
            if (event.containerId == *id)
                events.append(event);
            if (event.containerId == *id && event.action == QLatin1String("die"))
                source.request_stop();
            return {};
        });
    QD_VERIFY_ERROR(outcome, ErrorKind::Cancelled);
    QVERIFY(listedAfter);
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0].action, QStringLiteral("start"));
    QCOMPARE(events[1].action, QStringLiteral("die"));
    QCOMPARE(events[1].attributes.value("exitCode"), QStringLiteral("7"));
    QVERIFY(events[1].timeNano > events[0].timeNano);
    QVERIFY(events[0].timeNano > 1000000000000000000LL);
}

void TestDocker::statsAreAFirstReading()
{
    const QString id = startedContainer("while :; do :; done");
    const auto first = m_client.stats(m_context, id);
    QD_VERIFY(first);
    const auto second = m_client.stats(m_context, id);
    QD_VERIFY(second);
    QVERIFY(second->cpuTotalNs > first->cpuTotalNs);
    QVERIFY(second->systemCpuNs >= first->systemCpuNs);
    QVERIFY(second->read > first->read);
    QVERIFY(first->onlineCpus > 0);
    QVERIFY(first->memoryUsage > 0 && first->memoryLimit > first->memoryUsage);
    QVERIFY(first->pids >= 1);

    // One that does not run has none; that is no error.
    QD_VERIFY(m_client.killContainer(m_context, id, "SIGKILL"));
    QD_VERIFY(m_client.waitContainer(m_context, id));
    const auto none = m_client.stats(m_context, id);
    QD_VERIFY(none);
    QVERIFY(!none->read.isValid());
    QCOMPARE(none->cpuTotalNs, 0ULL);
}

void TestDocker::imagesAreListedAndExamined()
{
    const auto images = m_client.listImages(m_context);
    QD_VERIFY(images);
    const auto found = std::find_if(images->begin(), images->end(), [this](const ImageDetails &image) { return image.tags.contains(m_image); });
    QVERIFY(found != images->end());
    const auto image = m_client.inspectImage(m_context, m_image);
    QD_VERIFY(image);
    QCOMPARE(image->id, found->id);
    QCOMPARE(image->size, found->size);
    QVERIFY(image->size > 1024 * 1024);
    QVERIFY(image->environment.contains(QStringLiteral("PATH=/usr/bin:/bin")));
    QVERIFY(qAbs(image->created.secsTo(QDateTime::currentDateTimeUtc())) < 3600);
}

void TestDocker::volumesComeAndGo()
{
    const QString name = QStringLiteral("quarterdeck-test-%1").arg(QCoreApplication::applicationPid());
    const auto made = m_client.createVolume(m_context, name, {{"quarterdeck.test", "1"}});
    QD_VERIFY(made);
    QCOMPARE(made->name, name);
    const auto volume = m_client.inspectVolume(m_context, name);
    QD_VERIFY(volume);
    QCOMPARE(volume->labels.value("quarterdeck.test"), QStringLiteral("1"));
    QVERIFY(volume->mountpoint.contains(name));
    const auto volumes = m_client.listVolumes(m_context);
    QD_VERIFY(volumes);
    QVERIFY(std::any_of(volumes->begin(), volumes->end(), [&name](const Volume &entry) { return entry.name == name; }));

    ContainerSpec user = spec("echo kept >/data/file");
    user.mounts = {{"volume", name, {}, "/data", {}, true}};
    const auto id = m_client.createContainer(m_context, user);
    QD_VERIFY(id);
    QCOMPARE(m_client.inspectContainer(m_context, *id)->mounts.first().name, name);
    QD_VERIFY(m_client.startContainer(m_context, *id));
    QCOMPARE(*m_client.waitContainer(m_context, *id), 0);
    QD_VERIFY_ERROR(m_client.removeVolume(m_context, name, false), ErrorKind::Conflict);

    ContainerSpec reader = spec("cat /data/file; echo x >/data/file");
    reader.mounts = {{"volume", name, {}, "/data", {}, false}};
    const auto second = m_client.createContainer(m_context, reader);
    QD_VERIFY(second);
    QD_VERIFY(m_client.startContainer(m_context, *second));
    QVERIFY2(*m_client.waitContainer(m_context, *second) != 0, "the volume was to be read-only");
    QByteArray out;
    QByteArray err;
    QD_VERIFY(m_client.logs(m_context, *second, {}, intoBuffers(out, err)));
    QCOMPARE(out, QByteArray("kept\n"));

    for (const QString &container : {*id, *second})
        QD_VERIFY(m_client.removeContainer(m_context, container, false, true));
    QD_VERIFY(m_client.inspectVolume(m_context, name));
    QD_VERIFY(m_client.removeVolume(m_context, name, false));
    QD_VERIFY_ERROR(m_client.inspectVolume(m_context, name), ErrorKind::NotFound);
}

void TestDocker::networksComeAndGo()
{
    const QString name = QStringLiteral("quarterdeck-test-%1").arg(QCoreApplication::applicationPid());
    const auto id = m_client.createNetwork(m_context, name, true, {{"quarterdeck.test", "1"}});
    QD_VERIFY(id);
    QD_VERIFY_ERROR(m_client.createNetwork(m_context, name, true, {}), ErrorKind::Conflict);
    const auto networks = m_client.listNetworks(m_context);
    QD_VERIFY(networks);
    const auto found = std::find_if(networks->begin(), networks->end(), [&id](const Network &network) { return network.id == *id; });
    QVERIFY(found != networks->end());
    QCOMPARE(found->name, name);
    QVERIFY(found->internal);
    QCOMPARE(found->labels.value("quarterdeck.test"), QStringLiteral("1"));
    QD_VERIFY(m_client.removeNetwork(m_context, *id));
}

void TestDocker::otherUsersAreToldWhatToDo()
{
    if (::geteuid() != 0)
        QSKIP("only root can become another user");
#ifdef __SANITIZE_THREAD__
    QSKIP("ThreadSanitizer does not survive a fork with threads");
#endif
    int words[2];
    QCOMPARE(::pipe(words), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0)
            ::_exit(100);
        const auto info = Client().ping(JobContext());
        const QByteArray text = info ? QByteArray("no error") : test::describe(info.error()).toUtf8();
        if (::write(words[1], text.constData(), static_cast<size_t>(text.size())) < 0)
            ::_exit(101);
        ::_exit(!info && info.error().kind == ErrorKind::Auth ? 0 : 1);
    }
    ::close(words[1]);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    char text[4096] = {};
    QVERIFY(::read(words[0], text, sizeof text - 1) > 0);
    ::close(words[0]);
    QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, text);
    QVERIFY2(QByteArray(text).contains("usermod -aG docker nobody"), text);
}

void TestDocker::twentyThreadsShareOneClient()
{
    const QString id = startedContainer("sleep 1000");
    QVERIFY(!id.isEmpty());
    std::atomic<int> good = 0;
    std::mutex mutex;
    QStringList errors;
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < 20; ++number) {
            threads.emplace_back([&, number] {
                const QByteArray input = QByteArray::number(number).repeated(1000);
                for (int i = 0; i < 5; ++i) {
                    const auto listed = m_client.listContainers(m_context, true, {m_label});
                    const auto details = m_client.inspectContainer(m_context, id);
                    QByteArray out;
                    QByteArray err;
                    ExecSpec command;
                    command.argv = QStringList{"cat"};
                    command.input = fromBuffer(input);
                    // Forking is what costs: every thread once.
                    const auto code = i == 0 ? m_client.exec(m_context, id, command, intoBuffers(out, err)) : Result<int>(0);
                    if (listed && listed->size() == 1 && details && details->id == id && code && *code == 0 && (i > 0 || out == input)) {
                        ++good;
                        continue;
                    }
                    const std::lock_guard lock(mutex);
                    errors.append(!listed        ? test::describe(listed.error())
                                      : !details ? test::describe(details.error())
                                      : !code    ? test::describe(code.error())
                                                 : QStringLiteral("wrong answer"));
                }
            });
        }
    }
    QVERIFY2(errors.isEmpty(), qPrintable(errors.join('\n')));
    QCOMPARE(good.load(), 100);
}

QTEST_GUILESS_MAIN(TestDocker)
#include "tst_docker.moc"
