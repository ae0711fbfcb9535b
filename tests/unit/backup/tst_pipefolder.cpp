// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/pipefolder.h"
#include "support/resultcheck.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

class TestPipeFolder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFolderIsPrivateAndGoesWithTheObject();
    void withoutARuntimeFolderItIsTemporary();
    void bytesOfAnotherProcessArrive();
    void bytesReachAnotherProcess();
    void bytesWrittenBeforeWeLookAreThere();
    void aWriterThatNeverComesIsNoticed();
    void aWriterThatSaysNothingIsTheEnd();
    void aWriterThatDiesIsTheEnd();
    void aReaderThatNeverComesIsNoticed();
    void aReaderThatStopsEarly_data();
    void aReaderThatStopsEarly();
    void errorsOfTheOtherSideArePassedOn();
    void everyWaitIsCancelledAtOnce_data();
    void everyWaitIsCancelledAtOnce();

private:
    [[nodiscard]] QStringList left() const { return QDir(m_runtime->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }

    std::unique_ptr<QTemporaryDir> m_runtime;
};

namespace {

const std::function<bool()> lives = [] { return true; };

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

docker::ByteSink into(QByteArray &bytes)
{
    return [&bytes](QByteArrayView piece) -> Result<void> {
        bytes.append(piece.data(), piece.size());
        return {};
    };
}

docker::ByteSource from(QByteArray &bytes)
{
    return [&bytes](qsizetype maximum) -> Result<QByteArray> {
        const QByteArray piece = bytes.left(maximum);
        bytes.remove(0, piece.size());
        return piece;
    };
}

docker::ByteSource endless()
{
    return [](qsizetype maximum) -> Result<QByteArray> { return QByteArray(maximum, 'x'); };
}

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode : 0;
}

} // namespace

void TestPipeFolder::init()
{
    m_runtime = std::make_unique<QTemporaryDir>();
    QVERIFY(m_runtime->isValid());
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime->path()));
}

void TestPipeFolder::cleanup()
{
    QCOMPARE(left(), QStringList());
    qunsetenv("XDG_RUNTIME_DIR");
}

void TestPipeFolder::theFolderIsPrivateAndGoesWithTheObject()
{
    QString folder;
    {
        const auto pipe = PipeFolder::create();
        QD_VERIFY(pipe);
        folder = (*pipe)->folder();
        QVERIFY2(folder.startsWith(m_runtime->path()), qPrintable(folder));
        QCOMPARE(modeOf(folder), mode_t(S_IFDIR | 0700));
        QCOMPARE(modeOf((*pipe)->path()), mode_t(S_IFIFO | 0600));
        const auto second = PipeFolder::create();
        QD_VERIFY(second);
        QVERIFY((*second)->folder() != folder);
        QD_VERIFY((*pipe)->openForReading());
    }
    QVERIFY(!QFile::exists(folder));
}

void TestPipeFolder::withoutARuntimeFolderItIsTemporary()
{
    // The last is there, but nobody can make a folder in it, as happens under WSL.
    for (const char *value : {"", "/nowhere/at/all", "/proc"}) {
        qputenv("XDG_RUNTIME_DIR", value);
        const auto pipe = PipeFolder::create();
        QD_VERIFY(pipe);
        QVERIFY2((*pipe)->folder().startsWith(QDir::tempPath()), qPrintable((*pipe)->folder()));
        QCOMPARE(modeOf((*pipe)->folder()), mode_t(S_IFDIR | 0700));
    }
}

void TestPipeFolder::bytesOfAnotherProcessArrive()
{
    const auto pipe = PipeFolder::create();
    QD_VERIFY(pipe);
    const QByteArray sent = noise(5'000'000);
    QFile file(m_runtime->filePath(QStringLiteral("sent")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(sent);
    file.close();
    QD_VERIFY((*pipe)->openForReading());
    QProcess writer;
    writer.setStandardOutputFile((*pipe)->path());
    writer.start(QStringLiteral("cat"), {file.fileName()});
    QByteArray received;
    QD_VERIFY((*pipe)->readAll(JobContext().withTimeout(20s), into(received), lives));
    QVERIFY(writer.waitForFinished());
    QVERIFY(received == sent);
    QVERIFY(file.remove());
}

void TestPipeFolder::bytesReachAnotherProcess()
{
    const auto pipe = PipeFolder::create();
    QD_VERIFY(pipe);
    QProcess reader;
    // A shell, so that the pipe is opened by the other process, and late.
    reader.start(QStringLiteral("/bin/sh"),
                 {QStringLiteral("-c"), QStringLiteral("sleep 0.2; sha256sum < \"$1\""), QStringLiteral("sh"), (*pipe)->path()});
    QByteArray sent = noise(5'000'000);
    const QByteArray hash = QCryptographicHash::hash(sent, QCryptographicHash::Sha256).toHex();
    QD_VERIFY((*pipe)->writeAll(JobContext().withTimeout(20s), from(sent), lives, false));
    QVERIFY(reader.waitForFinished());
    QCOMPARE(reader.readAllStandardOutput().left(64), hash);
}

void TestPipeFolder::bytesWrittenBeforeWeLookAreThere()
{
    const auto pipe = PipeFolder::create();
    QD_VERIFY((*pipe)->openForReading());
    QCOMPARE(QProcess::execute(QStringLiteral("/bin/sh"),
                               {QStringLiteral("-c"), QStringLiteral("printf early > \"$1\""), QStringLiteral("sh"), (*pipe)->path()}),
             0);
    // The writer is gone already when the first byte is read.
    QByteArray received;
    QD_VERIFY((*pipe)->readAll(JobContext().withTimeout(5s), into(received), [] { return false; }));
    QCOMPARE(received, QByteArray("early"));
}

void TestPipeFolder::aWriterThatNeverComesIsNoticed()
{
    const auto pipe = PipeFolder::create();
    QD_VERIFY((*pipe)->openForReading());
    QByteArray received;
    int asked = 0;
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR((*pipe)->readAll(JobContext().withTimeout(20s), into(received), [&] { return ++asked < 2; }), ErrorKind::NotFound);
    QCOMPARE(asked, 2);
    // About once a second: the question goes to the engine.
    QVERIFY2(timer.elapsed() >= 1900 && timer.elapsed() < 6000, qPrintable(QString::number(timer.elapsed())));
}

void TestPipeFolder::aWriterThatSaysNothingIsTheEnd()
{
    const auto pipe = PipeFolder::create();
    QD_VERIFY((*pipe)->openForReading());
    std::jthread writer([&] {
        QProcess::execute(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral(": > \"$1\""), QStringLiteral("sh"), (*pipe)->path()});
    });
    QByteArray received;
    QD_VERIFY((*pipe)->readAll(JobContext().withTimeout(10s), into(received), lives));
    QVERIFY(received.isEmpty());
}

void TestPipeFolder::aWriterThatDiesIsTheEnd()
{
    const auto pipe = PipeFolder::create();
    QD_VERIFY((*pipe)->openForReading());
    QProcess writer;
    writer.setStandardOutputFile((*pipe)->path());
    writer.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("printf half; kill -9 $$")});
    QByteArray received;
    // Its exit code is the caller's business; a reader that waits for ever would be ours.
    QD_VERIFY((*pipe)->readAll(JobContext().withTimeout(10s), into(received), lives));
    QCOMPARE(received, QByteArray("half"));
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
}

void TestPipeFolder::aReaderThatNeverComesIsNoticed()
{
    const auto pipe = PipeFolder::create();
    int given = 0;
    const docker::ByteSource source = [&](qsizetype) -> Result<QByteArray> {
        ++given;
        return QByteArray("x");
    };
    QD_VERIFY_ERROR((*pipe)->writeAll(
                        JobContext().withTimeout(20s), source, [] { return false; }, true),
                    ErrorKind::NotFound);
    QVERIFY2(given == 0, "bytes were taken from the source for a reader that is not there");
}

void TestPipeFolder::aReaderThatStopsEarly_data()
{
    QTest::addColumn<bool>("mayStop");
    QTest::newRow("it has seen enough") << true;
    QTest::newRow("it should have read everything") << false;
}

void TestPipeFolder::aReaderThatStopsEarly()
{
    QFETCH(bool, mayStop);
    const auto pipe = PipeFolder::create();
    QProcess reader;
    reader.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("head -c 10 < \"$1\""), QStringLiteral("sh"), (*pipe)->path()});
    // Without a guard the broken pipe would end this program.
    const auto written = (*pipe)->writeAll(JobContext().withTimeout(20s), endless(), lives, mayStop);
    QVERIFY(reader.waitForFinished());
    QCOMPARE(reader.readAllStandardOutput(), QByteArray(10, 'x'));
    if (mayStop)
        QD_VERIFY(written);
    else
        QD_VERIFY_ERROR(written, ErrorKind::Unreachable);
}

void TestPipeFolder::errorsOfTheOtherSideArePassedOn()
{
    {
        const auto pipe = PipeFolder::create();
        QD_VERIFY((*pipe)->openForReading());
        QProcess writer;
        writer.setStandardOutputFile((*pipe)->path());
        writer.start(QStringLiteral("yes"), QStringList());
        const auto full = [](QByteArrayView) -> Result<void> { return fail(ErrorKind::NoSpace, QStringLiteral("full")); };
        QD_VERIFY_ERROR((*pipe)->readAll(JobContext().withTimeout(10s), full, lives), ErrorKind::NoSpace);
        writer.kill();
        QVERIFY(writer.waitForFinished());
    }
    const auto pipe = PipeFolder::create();
    QProcess reader;
    reader.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("exec cat < \"$1\""), QStringLiteral("sh"), (*pipe)->path()});
    const auto broken = [](qsizetype) -> Result<QByteArray> { return fail(ErrorKind::Corrupt, QStringLiteral("broken")); };
    QD_VERIFY_ERROR((*pipe)->writeAll(JobContext().withTimeout(10s), broken, lives, true), ErrorKind::Corrupt);
    reader.kill();
    QVERIFY(reader.waitForFinished());
}

void TestPipeFolder::everyWaitIsCancelledAtOnce_data()
{
    QTest::addColumn<int>("wait");
    QTest::newRow("for a writer") << 0;
    QTest::newRow("for a writer's bytes") << 1;
    QTest::newRow("for a reader") << 2;
    QTest::newRow("for a reader to read") << 3;
    QTest::newRow("while bytes flow") << 4;
}

void TestPipeFolder::everyWaitIsCancelledAtOnce()
{
    QFETCH(int, wait);
    const auto pipe = PipeFolder::create();
    QD_VERIFY(pipe);
    const QByteArray path = QFile::encodeName((*pipe)->path());
    FileDescriptor other;
    if (wait == 0 || wait == 1 || wait == 4)
        QD_VERIFY((*pipe)->openForReading());
    if (wait == 1)
        other = FileDescriptor(::open(path.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (wait == 3)
        other = FileDescriptor(::open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    QProcess yes;
    if (wait == 4) {
        yes.setStandardOutputFile((*pipe)->path());
        yes.start(QStringLiteral("yes"), QStringList());
    }
    QCOMPARE(other.isValid(), wait == 1 || wait == 3);
    std::stop_source stop;
    const JobContext context(stop.get_token());
    std::atomic<qint64> asked = 0;
    QElapsedTimer clock;
    clock.start();
    std::jthread later([&] {
        std::this_thread::sleep_for(150ms);
        asked = clock.elapsed();
        stop.request_stop();
    });
    QByteArray received;
    const auto drop = [](QByteArrayView) { return Result<void>(); };
    const Result<void> result = wait == 2 || wait == 3 ? (*pipe)->writeAll(context, endless(), lives, true) : (*pipe)->readAll(context, drop, lives);
    const qint64 took = clock.elapsed() - asked;
    yes.kill();
    yes.waitForFinished();
    QD_VERIFY_ERROR(result, ErrorKind::Cancelled);
    QVERIFY2(asked > 0 && took < 100, qPrintable(QStringLiteral("%1 ms").arg(took)));
}

QTEST_GUILESS_MAIN(TestPipeFolder)
#include "tst_pipefolder.moc"
