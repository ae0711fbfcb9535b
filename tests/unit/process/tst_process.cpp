// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/process/linesplitter.h"
#include "adapters/process/localprocess.h"
#include "support/resultcheck.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::process;
using namespace std::chrono_literals;

namespace {

ProcessSpec shell(const QString &script)
{
    ProcessSpec spec;
    spec.program = QStringLiteral("sh");
    spec.arguments = {QStringLiteral("-c"), script};
    return spec;
}

bool isAlive(const QByteArray &pid)
{
    // A zombie that nobody has reaped yet is dead.
    QFile status(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid.trimmed())));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = status.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) != "Z";
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int openDescriptors()
{
    return static_cast<int>(QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
}

} // namespace

class TestProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitCodeAndBothStreamsComeBack();
    void argumentsAreNotAShellLine();
    void environmentIsAddedAndReplaced();
    void workingFolderIsUsed();
    void missingProgramIsNamed();
    void missingFolderIsNamed();
    void fileThatIsNoProgramIsAnError();
    void inputAndOutputLargerThanPipesDoNotDeadlock();
    void inputThatNobodyReadsIsNoFailure();
    void inputEnds();
    void linesComeWhileTheProgramRuns();
    void linesAreCutWhereverTheBytesAreSplit();
    void outputBeyondTheLimitEndsTheProgram();
    void deathBySignalIsAnError();
    void cancelReachesTheWholeGroup();
    void cancelKillsWhatIgnoresTermination();
    void grandchildrenGetTheirGraceToo();
    void deadlineIsATimeout();
    void cancelledBeforeStartStartsNothing();
    void daemonLeftBehindDoesNotHoldUsUp();
    void nothingIsInheritedOrLeftOpen();
    void signalsAreResetInTheChild();
    void worksWithoutStandardStreams();
    void worksFromManyThreads();
    void programsAreFoundOnThePath();
};

void TestProcess::exitCodeAndBothStreamsComeBack()
{
    LocalProcess process;
    const auto output = process.run(JobContext(), shell("echo out; echo err >&2; exit 3"));
    QD_VERIFY(output);
    QCOMPARE(output->exitCode, 3);
    QCOMPARE(output->standardOutput, QByteArray("out\n"));
    QCOMPARE(output->standardError, QByteArray("err\n"));
}

void TestProcess::argumentsAreNotAShellLine()
{
    LocalProcess process;
    ProcessSpec spec;
    spec.program = QStringLiteral("printf");
    spec.arguments = {QStringLiteral("<%s>"), QStringLiteral("a b; rm -rf $HOME"), QString(), QStringLiteral("\"quoted' ü\n")};
    const auto output = process.run(JobContext(), spec);
    QD_VERIFY(output);
    QCOMPARE(output->standardOutput, QByteArray("<a b; rm -rf $HOME><><\"quoted' ü\n>"));
}

void TestProcess::environmentIsAddedAndReplaced()
{
    LocalProcess process;
    qputenv("QD_TEST_OLD", "old");
    qputenv("QD_TEST_KEPT", "kept");
    ProcessSpec spec = shell("echo \"$QD_TEST_OLD $QD_TEST_KEPT $QD_TEST_NEW\"");
    spec.environment = {{"QD_TEST_OLD", "replaced"}, {"QD_TEST_NEW", "a=b c"}};
    const auto output = process.run(JobContext(), spec);
    QD_VERIFY(output);
    QCOMPARE(output->standardOutput, QByteArray("replaced kept a=b c\n"));
}

void TestProcess::workingFolderIsUsed()
{
    const QTemporaryDir folder;
    LocalProcess process;
    ProcessSpec spec = shell("pwd -P");
    spec.workingDir = folder.path();
    const auto output = process.run(JobContext(), spec);
    QD_VERIFY(output);
    QCOMPARE(QString::fromUtf8(output->standardOutput).trimmed(), QDir(folder.path()).canonicalPath());
}

void TestProcess::missingProgramIsNamed()
{
    LocalProcess process;
    ProcessSpec spec;
    spec.program = QStringLiteral("no-such-program-here");
    const auto output = process.run(JobContext(), spec);
    QD_VERIFY_ERROR(output, ErrorKind::NotFound);
    QVERIFY(output.error().what.contains("no-such-program-here"));
    spec.program = QStringLiteral("/no/such/program");
    QD_VERIFY_ERROR(process.run(JobContext(), spec), ErrorKind::NotFound);
}

void TestProcess::missingFolderIsNamed()
{
    LocalProcess process;
    ProcessSpec spec = shell("true");
    spec.workingDir = QStringLiteral("/no/such/folder");
    const auto output = process.run(JobContext(), spec);
    QD_VERIFY_ERROR(output, ErrorKind::NotFound);
    QVERIFY(output.error().what.contains("/no/such/folder"));
}

void TestProcess::fileThatIsNoProgramIsAnError()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("script"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/no/such/interpreter\n");
    file.close();
    LocalProcess process;
    ProcessSpec spec;
    spec.program = folder.filePath("script");
    QD_VERIFY_ERROR(process.run(JobContext(), spec), ErrorKind::NotFound); // not executable
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QD_VERIFY_ERROR(process.run(JobContext(), spec), ErrorKind::NotFound); // no interpreter
}

void TestProcess::inputAndOutputLargerThanPipesDoNotDeadlock()
{
    LocalProcess process;
    ProcessSpec spec = shell("tee /dev/stderr");
    for (int i = 0; i < 400000; ++i)
        spec.input.append("line ").append(QByteArray::number(i)).append('\n');
    const auto output = process.run(JobContext().withTimeout(30s), spec);
    QD_VERIFY(output);
    QVERIFY(spec.input.size() > 4 * 1024 * 1024);
    QVERIFY(output->standardOutput == spec.input);
    QVERIFY(output->standardError == spec.input);
}

void TestProcess::inputThatNobodyReadsIsNoFailure()
{
    LocalProcess process;
    ProcessSpec spec = shell("exec <&-; sleep 0.1; echo done; exit 4");
    spec.input = QByteArray(1024 * 1024, 'x');
    const auto output = process.run(JobContext().withTimeout(30s), spec);
    QD_VERIFY(output);
    QCOMPARE(output->exitCode, 4);
    QCOMPARE(output->standardOutput, QByteArray("done\n"));
}

void TestProcess::inputEnds()
{
    LocalProcess process;
    ProcessSpec spec;
    spec.program = QStringLiteral("cat");
    auto output = process.run(JobContext().withTimeout(10s), spec);
    QD_VERIFY(output);
    QCOMPARE(output->standardOutput, QByteArray());
    spec.input = "with a NUL\0 inside";
    output = process.run(JobContext().withTimeout(10s), spec);
    QD_VERIFY(output);
    QCOMPARE(output->standardOutput, spec.input);
}

void TestProcess::linesComeWhileTheProgramRuns()
{
    // The program waits for a file that only our answer to its first line makes.
    const QTemporaryDir folder;
    LocalProcess process;
    ProcessSpec spec = shell("echo first; while ! [ -e answer ]; do sleep 0.01; done; echo second; printf 'no end of line' >&2");
    spec.workingDir = folder.path();
    QStringList lines;
    QStringList errors;
    spec.onStdoutLine = [&](const QString &line) {
        lines.append(line);
        QFile answer(folder.filePath("answer"));
        QVERIFY(answer.open(QIODevice::WriteOnly));
    };
    spec.onStderrLine = [&](const QString &line) { errors.append(line); };
    const auto output = process.run(JobContext().withTimeout(20s), spec);
    QD_VERIFY(output);
    QCOMPARE(lines, QStringList({"first", "second"}));
    QCOMPARE(errors, QStringList({"no end of line"}));
}

void TestProcess::linesAreCutWhereverTheBytesAreSplit()
{
    const QByteArray text = "one\ntwo ä€\r\n\nprogress 1\rprogress 2\rlast";
    const QStringList expected = {"one", "two ä€", "progress 1", "progress 2", "last"};
    for (qsizetype i = 0; i <= text.size(); ++i) {
        QStringList lines;
        LineSplitter splitter([&lines](const QString &line) { lines.append(line); });
        splitter.feed(QByteArrayView(text).first(i));
        splitter.feed(QByteArrayView(text).sliced(i));
        splitter.finish();
        QCOMPARE(lines, expected);
    }
    QStringList lines;
    LineSplitter splitter([&lines](const QString &line) { lines.append(line); });
    splitter.feed(QByteArray(150000, 'x'));
    splitter.finish();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.join(QString()).size(), 150000);
}

void TestProcess::outputBeyondTheLimitEndsTheProgram()
{
    LocalProcess process;
    ProcessSpec spec = shell("echo $$ >&2; exec yes");
    spec.maximumOutput = 1024 * 1024;
    QByteArray pid;
    spec.onStderrLine = [&pid](const QString &line) { pid = line.toLatin1(); };
    QD_VERIFY_ERROR(process.run(JobContext().withTimeout(20s), spec), ErrorKind::Invalid);
    QVERIFY(!pid.isEmpty());
    QVERIFY(!isAlive(pid));
}

void TestProcess::deathBySignalIsAnError()
{
    LocalProcess process;
    const auto output = process.run(JobContext(), shell("echo last words >&2; kill -SEGV $$"));
    QD_VERIFY_ERROR(output, ErrorKind::Internal);
    QVERIFY(output.error().what.contains(QString::number(SIGSEGV)));
    QVERIFY(output.error().detail.contains("last words"));
}

void TestProcess::cancelReachesTheWholeGroup()
{
    LocalProcess process;
    std::stop_source source;
    ProcessSpec spec = shell("sleep 1000 & echo $!; sleep 1000 & echo $!; echo $$; wait");
    QList<QByteArray> pids;
    spec.onStdoutLine = [&](const QString &line) {
        pids.append(line.toLatin1());
        if (pids.size() == 3)
            source.request_stop();
    };
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(process.run(JobContext(source.get_token()), spec), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(pids.size(), 3);
    for (const QByteArray &pid : pids)
        QVERIFY2(!isAlive(pid), pid.constData());
    // No zombie of ours either.
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);
    QCOMPARE(errno, ECHILD);
}

void TestProcess::cancelKillsWhatIgnoresTermination()
{
    LocalProcess process;
    std::stop_source source;
    ProcessSpec spec = shell("trap '' TERM; echo $$; while :; do sleep 0.05; done");
    QByteArray pid;
    spec.onStdoutLine = [&](const QString &line) {
        pid = line.toLatin1();
        source.request_stop();
    };
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(process.run(JobContext(source.get_token()), spec), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() >= 1900 && timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!isAlive(pid));
}

void TestProcess::grandchildrenGetTheirGraceToo()
{
    // The first process dies of SIGTERM at once; what it started cleans up.
    const QTemporaryDir folder;
    LocalProcess process;
    std::stop_source source;
    // Waiting, not starting something: a signal that comes while dash is in vfork(2) is lost to it.
    ProcessSpec spec = shell("sh -c 'trap \"sleep 0.3; echo clean >result; exit\" TERM; sleep 100 & echo ready; wait' & wait");
    spec.workingDir = folder.path();
    spec.onStdoutLine = [&source](const QString &) { source.request_stop(); };
    QD_VERIFY_ERROR(process.run(JobContext(source.get_token()).withTimeout(20s), spec), ErrorKind::Cancelled);
    QCOMPARE(contents(folder.filePath("result")), QByteArray("clean\n"));
}

void TestProcess::deadlineIsATimeout()
{
    LocalProcess process;
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(process.run(JobContext().withTimeout(100ms), shell("exec sleep 1000")), ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
}

void TestProcess::cancelledBeforeStartStartsNothing()
{
    const QTemporaryDir folder;
    LocalProcess process;
    std::stop_source source;
    source.request_stop();
    ProcessSpec spec = shell("touch started");
    spec.workingDir = folder.path();
    QD_VERIFY_ERROR(process.run(JobContext(source.get_token()), spec), ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(folder.filePath("started")));
}

void TestProcess::daemonLeftBehindDoesNotHoldUsUp()
{
    // It keeps our pipes open; the program itself has ended.
    LocalProcess process;
    QElapsedTimer timer;
    timer.start();
    ProcessSpec spec = shell("sleep 1000 & echo $!; printf 'half a line'");
    QStringList lines;
    spec.onStdoutLine = [&lines](const QString &line) { lines.append(line); };
    const auto output = process.run(JobContext().withTimeout(20s), spec);
    QD_VERIFY(output);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(1), QStringLiteral("half a line"));
    QCOMPARE(::kill(lines.first().toInt(), SIGKILL), 0);
}

void TestProcess::nothingIsInheritedOrLeftOpen()
{
    LocalProcess process;
    const int careless = ::open("/dev/null", O_RDONLY); // without close-on-exec, as some libraries do
    QVERIFY(careless >= 0);
    const int before = openDescriptors();
    for (int i = 0; i < 20; ++i) {
        // ls itself opens the folder it lists.
        const auto output = process.run(JobContext(), shell("exec ls /proc/self/fd"));
        QD_VERIFY(output);
        QCOMPARE(output->standardOutput, QByteArray("0\n1\n2\n3\n"));
    }
    ProcessSpec missing;
    missing.program = QStringLiteral("/no/such/program");
    QVERIFY(!process.run(JobContext(), missing));
    QVERIFY(!process.run(JobContext().withTimeout(20ms), shell("exec sleep 1000")));
    QCOMPARE(openDescriptors(), before);
    ::close(careless);
}

void TestProcess::signalsAreResetInTheChild()
{
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGUSR1);
    QCOMPARE(pthread_sigmask(SIG_BLOCK, &blocked, &before), 0);
    const auto oldHandler = ::signal(SIGPIPE, SIG_IGN);
    LocalProcess process;
    const auto output = process.run(JobContext(), shell("exec grep -E '^Sig(Blk|Ign)' /proc/self/status"));
    ::signal(SIGPIPE, oldHandler);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    QD_VERIFY(output);
    for (const QByteArray &line : output->standardOutput.trimmed().split('\n')) {
        // Signals 32 and 33 are glibc's own, which it keeps ignored in what it spawns.
        bool valid = false;
        const quint64 others = line.mid(line.indexOf('\t') + 1).toULongLong(&valid, 16) & 0xfffffffe7fffffffULL;
        QVERIFY(valid);
        QVERIFY2(others == 0, line.constData());
    }
}

void TestProcess::worksWithoutStandardStreams()
{
    // In a child of ours, for QTest needs its own.
    const QTemporaryDir folder;
    const QByteArray verdict = QFile::encodeName(folder.filePath("verdict"));
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(0);
        ::close(1);
        ::close(2);
        LocalProcess process;
        ProcessSpec spec = shell("cat; echo err >&2");
        spec.input = "in";
        const auto output = process.run(JobContext().withTimeout(10s), spec);
        const bool good = output && output->standardOutput == "in" && output->standardError == "err\n";
        ::_exit(good ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestProcess::worksFromManyThreads()
{
    LocalProcess process;
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&process, &good, i] {
                for (int round = 0; round < 10; ++round) {
                    ProcessSpec spec = shell(QStringLiteral("cat; exit %1").arg(i));
                    spec.input = QByteArray::number(i * 1000 + round);
                    const auto output = process.run(JobContext().withTimeout(30s), spec);
                    if (output && output->exitCode == i && output->standardOutput == spec.input)
                        ++good;
                }
            });
        }
    }
    QCOMPARE(good.load(), 80);
}

void TestProcess::programsAreFoundOnThePath()
{
    const LocalProcess process;
    QVERIFY(process.find("sh").startsWith('/'));
    QVERIFY(process.find("no-such-program-here").isEmpty());
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
