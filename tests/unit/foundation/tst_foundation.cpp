// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"
#include "foundation/readiness.h"
#include "foundation/secret.h"
#include "foundation/stacklock.h"
#include "foundation/steprunner.h"
#include "foundation/units.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <thread>

using namespace quarterdeck;
using namespace std::chrono_literals;

class TestFoundation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesHaveUnitsAndThreeDigits_data();
    void bytesHaveUnitsAndThreeDigits();
    void durationsReadAsPeopleSayThem();
    void relativeTimesGoBothWays();
    void memoryIsParsedAsDockerDoes_data();
    void memoryIsParsedAsDockerDoes();
    void sleepEndsAtOnceWhenCancelled();
    void sleepEndsAtTheDeadline();
    void childDeadlineIsNeverLater();
    void failedPlanIsUndoneInReverseWithTheFailedStep();
    void cancelledPlanUndoesWhatWasDone();
    void undoThatFailsDoesNotStopTheOthers();
    void atomicWriteKeepsModeAndOldBytesOnFailure();
    void atomicWriteFollowsSymbolicLinks();
    void onlyAbandonedTemporariesAreRemoved();
    void tryingToWriteLeavesNothing();
    void waitingEndsWithWhatComesFirst();
    void waitingDoesNotTick();
    void newFilesArePrivate();
    void fingerprintIsStableAndTellsNothing();
    void secretNamesAreRecognised_data();
    void secretNamesAreRecognised();
    void redactorHidesSecretsAndUrlPasswords();
    void lockIsExclusiveAndNamesItsHolder();
    void lockDiesWithItsOwner();
};

void TestFoundation::bytesHaveUnitsAndThreeDigits_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << "0 B";
    QTest::newRow("bytes") << qint64(999) << "999 B";
    QTest::newRow("kilo early, not four digits") << qint64(1000) << "0.98 KiB";
    QTest::newRow("kilo") << qint64(1024) << "1 KiB";
    QTest::newRow("mega") << qint64(212) * 1024 * 1024 << "212 MiB";
    QTest::newRow("fraction") << qint64(3.1 * 1024 * 1024 * 1024) << "3.10 GiB";
    QTest::newRow("negative") << qint64(-2048) << "-2 KiB";
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << "8,192 PiB";
}

void TestFoundation::bytesHaveUnitsAndThreeDigits()
{
    QFETCH(qint64, bytes);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(QLocale::English));
    QCOMPARE(formatBytes(bytes).replace(QChar(0x00a0), QLatin1Char(' ')), text);
}

void TestFoundation::durationsReadAsPeopleSayThem()
{
    QCOMPARE(formatDuration(340ms), QStringLiteral("340 ms"));
    QCOMPARE(formatDuration(41s), QStringLiteral("41 s"));
    QCOMPARE(formatDuration(125s), QStringLiteral("2 min 5 s"));
    QCOMPARE(formatDuration(3h), QStringLiteral("3 h"));
    QCOMPARE(formatDuration(3h + 12min), QStringLiteral("3 h 12 min"));
    QCOMPARE(formatDuration(124h), QStringLiteral("5 d 4 h"));
    QCOMPARE(formatDuration(-5s), QStringLiteral("0 ms"));
}

void TestFoundation::relativeTimesGoBothWays()
{
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    QCOMPARE(formatRelative(now, now), QStringLiteral("just now"));
    QCOMPARE(formatRelative(now.addSecs(-6 * 3600), now), QStringLiteral("6 h ago"));
    QCOMPARE(formatRelative(now.addSecs(7 * 3600), now), QStringLiteral("in 7 h"));
    QCOMPARE(formatRelative({}, now), QStringLiteral("never"));
}

void TestFoundation::memoryIsParsedAsDockerDoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes"); // -1: refused
    QTest::newRow("plain") << "1048576" << qint64(1048576);
    QTest::newRow("small m") << "512m" << qint64(512) * 1024 * 1024;
    QTest::newRow("big M") << "512M" << qint64(512) * 1024 * 1024;
    QTest::newRow("MiB") << "512MiB" << qint64(512) * 1024 * 1024;
    QTest::newRow("mb") << "512mb" << qint64(512) * 1024 * 1024;
    QTest::newRow("fraction") << "1.5g" << qint64(1610612736);
    QTest::newRow("spaces") << " 2 g " << qint64(2147483648);
    QTest::newRow("empty") << "" << qint64(-1);
    QTest::newRow("negative") << "-5m" << qint64(-1);
    QTest::newRow("word") << "lots" << qint64(-1);
    QTest::newRow("too much") << "99999999999t" << qint64(-1);
}

void TestFoundation::memoryIsParsedAsDockerDoes()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    const Result<qint64> parsed = parseMemory(text);
    if (bytes < 0) {
        QD_VERIFY_ERROR(parsed, ErrorKind::Invalid);
    } else {
        QD_VERIFY(parsed);
        QCOMPARE(*parsed, bytes);
    }
}

void TestFoundation::sleepEndsAtOnceWhenCancelled()
{
    std::stop_source source;
    const JobContext context(source.get_token());
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(20ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(context.sleep(10s), ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < 1000);
}

void TestFoundation::sleepEndsAtTheDeadline()
{
    const JobContext context = JobContext().withTimeout(30ms);
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(context.sleep(10s), ErrorKind::Timeout);
    QVERIFY(timer.elapsed() < 1000);
}

void TestFoundation::childDeadlineIsNeverLater()
{
    const JobContext parent = JobContext().withTimeout(10ms);
    const JobContext child = parent.withTimeout(1h);
    QVERIFY(child.deadline() <= parent.deadline());
    QVERIFY(!parent.shielded(1h).deadline().hasExpired());
}

namespace {

Step recordingStep(const QString &id, QStringList &log, Result<void> result = {})
{
    return Step{id, id,
                [id, &log, result](JobContext &) {
                    log.append(QLatin1String("run ") + id);
                    return result;
                },
                [id, &log](JobContext &) -> Result<void> {
                    log.append(QLatin1String("undo ") + id);
                    return {};
                }};
}

} // namespace

void TestFoundation::failedPlanIsUndoneInReverseWithTheFailedStep()
{
    QStringList log;
    JobContext context;
    const PlanOutcome outcome
        = runPlan({recordingStep("a", log), recordingStep("b", log, fail(ErrorKind::NoSpace, "full")), recordingStep("c", log)}, context);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::NoSpace);
    QCOMPARE(log, QStringList({"run a", "run b", "undo b", "undo a"}));
    using What = StepEvent::What;
    QCOMPARE(outcome.events,
             QList<StepEvent>(
                 {{What::Started, "a"}, {What::Finished, "a"}, {What::Started, "b"}, {What::Failed, "b"}, {What::Undone, "b"}, {What::Undone, "a"}}));
}

void TestFoundation::cancelledPlanUndoesWhatWasDone()
{
    QStringList log;
    std::stop_source source;
    JobContext context(source.get_token());
    Step stopper = recordingStep("b", log);
    stopper.run = [&source](JobContext &) -> Result<void> {
        source.request_stop();
        return {};
    };
    const PlanOutcome outcome = runPlan({recordingStep("a", log), stopper, recordingStep("c", log)}, context);
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Cancelled);
    QCOMPARE(log, QStringList({"run a", "undo b", "undo a"}));
}

void TestFoundation::undoThatFailsDoesNotStopTheOthers()
{
    QStringList log;
    JobContext context;
    Step stubborn = recordingStep("b", log);
    stubborn.undo = [](JobContext &) -> Result<void> { return fail(ErrorKind::Internal, "will not"); };
    const PlanOutcome outcome = runPlan({recordingStep("a", log), stubborn, recordingStep("c", log, fail(ErrorKind::Invalid, "no"))}, context);
    QCOMPARE(outcome.undoErrors.size(), 1);
    QCOMPARE(log, QStringList({"run a", "run b", "run c", "undo c", "undo a"}));
}

void TestFoundation::atomicWriteKeepsModeAndOldBytesOnFailure()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("settings.conf");
    QD_VERIFY(writeFileAtomically(path, "old", 0640));
    QD_VERIFY(writeFileAtomically(path, "new"));
    struct stat info = {};
    QCOMPARE(::stat(qPrintable(path), &info), 0);
    QCOMPARE(info.st_mode & 07777, mode_t(0640));
    QCOMPARE(*readWholeFile(path), QByteArray("new"));

    // A folder that is not there: an error, and nothing is left behind.
    QD_VERIFY_ERROR(writeFileAtomically(folder.filePath("missing/settings.conf"), "x"), ErrorKind::NotFound);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList("settings.conf"));
}

void TestFoundation::atomicWriteFollowsSymbolicLinks()
{
    const QTemporaryDir folder;
    QD_VERIFY(writeFileAtomically(folder.filePath("real"), "old"));
    QVERIFY(QFile::link(folder.filePath("real"), folder.filePath("link")));
    QD_VERIFY(writeFileAtomically(folder.filePath("link"), "new"));
    QVERIFY(QFileInfo(folder.filePath("link")).isSymLink());
    QCOMPARE(*readWholeFile(folder.filePath("real")), QByteArray("new"));
}

void TestFoundation::onlyAbandonedTemporariesAreRemoved()
{
    const QTemporaryDir folder;
    const auto make = [&folder](const char *name) {
        QFile file(folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write("x") == 1;
    };
    for (const char *name : {"proof.json", "proof.json.qd-aB3xYz", "proof.json.qd-living", "proof.json.backup", "other.json.qd-aB3xYz"})
        QVERIFY(make(name));
    QVERIFY(QFile::link(folder.filePath("other.json.qd-aB3xYz"), folder.filePath("proof.json.qd-linked")));
    const FileDescriptor living(::open(qPrintable(folder.filePath("proof.json.qd-living")), O_RDONLY | O_CLOEXEC));
    QCOMPARE(::flock(living.get(), LOCK_EX), 0);

    QCOMPARE(removeAbandonedTemporaries(folder.path(), {"proof.json"}), QStringList(folder.filePath("proof.json.qd-aB3xYz")));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name),
             QStringList({"other.json.qd-aB3xYz", "proof.json", "proof.json.backup", "proof.json.qd-linked", "proof.json.qd-living"}));
}

void TestFoundation::tryingToWriteLeavesNothing()
{
    const QTemporaryDir folder;
    QD_VERIFY(tryWriting(folder.path()));
    QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot));
    QD_VERIFY_ERROR(tryWriting(folder.filePath("missing")), ErrorKind::NotFound);
    QD_VERIFY_ERROR(tryWriting("/proc"), ErrorKind::NotFound);
}

void TestFoundation::waitingEndsWithWhatComesFirst()
{
    std::array<int, 2> ends = {-1, -1};
    QCOMPARE(::pipe(ends.data()), 0);
    const FileDescriptor reading(ends[0]);
    FileDescriptor writing(ends[1]);

    QD_VERIFY_ERROR(waitReady(JobContext().withTimeout(20ms), reading.get(), POLLIN), ErrorKind::Timeout);
    std::stop_source stop;
    const JobContext context(stop.get_token());
    {
        QElapsedTimer timer;
        timer.start();
        const std::jthread canceller([&stop] {
            std::this_thread::sleep_for(100ms);
            stop.request_stop();
        });
        QD_VERIFY_ERROR(waitReady(context, reading.get(), POLLIN), ErrorKind::Cancelled);
        QVERIFY2(timer.elapsed() < 5000, "it was to be woken, not to look again some time");
    }
    QD_VERIFY_ERROR(waitReady(context, reading.get(), POLLIN), ErrorKind::Cancelled);
    QCOMPARE(::write(writing.get(), "x", 1), 1);
    QCOMPARE(waitReady(JobContext(), reading.get(), POLLIN).value_or(0), short(POLLIN));
    writing.reset();
    QCOMPARE(waitReady(JobContext(), reading.get(), POLLIN).value_or(0), short(POLLIN | POLLHUP));
    QD_VERIFY_ERROR(waitReady(context, reading.get(), POLLIN), ErrorKind::Cancelled); // ready or not
}

void TestFoundation::waitingDoesNotTick()
{
    std::array<int, 2> ends = {-1, -1};
    QCOMPARE(::pipe(ends.data()), 0);
    const FileDescriptor reading(ends[0]);
    const FileDescriptor writing(ends[1]);
    const auto switches = [] {
        struct rusage usage = {};
        ::getrusage(RUSAGE_THREAD, &usage);
        return usage.ru_nvcsw;
    };
    const long before = switches();
    QD_VERIFY_ERROR(waitReady(JobContext().withTimeout(500ms), reading.get(), POLLIN), ErrorKind::Timeout);
    QVERIFY2(switches() - before <= 3, qPrintable(QString::number(switches() - before)));
}

void TestFoundation::newFilesArePrivate()
{
    const QTemporaryDir folder;
    QD_VERIFY(makeFolder(folder.filePath("a/b")));
    QD_VERIFY(writeFileAtomically(folder.filePath("a/b/key"), "x"));
    struct stat info = {};
    QCOMPARE(::stat(qPrintable(folder.filePath("a/b/key")), &info), 0);
    QCOMPARE(info.st_mode & 07777, mode_t(0600));
    QCOMPARE(::stat(qPrintable(folder.filePath("a")), &info), 0);
    QCOMPARE(info.st_mode & 07777, mode_t(0700));
}

void TestFoundation::fingerprintIsStableAndTellsNothing()
{
    const Secret key(QByteArray("correct horse battery staple"));
    QCOMPARE(keyFingerprint(key), keyFingerprint(Secret(QStringLiteral("correct horse battery staple"))));
    QCOMPARE(keyFingerprint(key).size(), 16);
    QVERIFY(keyFingerprint(key) != keyFingerprint(Secret(QByteArray("correct horse battery stapl"))));
    QVERIFY(keyFingerprint(Secret()).isEmpty());
}

void TestFoundation::secretNamesAreRecognised_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("secret");
    for (const char *name :
         {"POSTGRES_PASSWORD", "DB_POSTGRESDB_PASSWORD", "N8N_ENCRYPTION_KEY", "QUEUE_BULL_REDIS_PASSWORD", "N8N_RUNNERS_AUTH_TOKEN",
          "AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "N8N_USER_MANAGEMENT_JWT_SECRET", "REDISCLI_AUTH_KEY", "ENCRYPTION_KEY", "smtp_pass"})
        QTest::newRow(name) << name << true;
    for (const char *name : {"POSTGRES_USER", "DB_POSTGRESDB_PASSWORD_FILE", "N8N_PORT", "EXECUTIONS_MODE", "POSTGRES_HOST", "N8N_METRICS", "PATH"})
        QTest::newRow(name) << name << false;
}

void TestFoundation::secretNamesAreRecognised()
{
    QFETCH(QString, name);
    QFETCH(bool, secret);
    QCOMPARE(isSecretName(name), secret);
}

void TestFoundation::redactorHidesSecretsAndUrlPasswords()
{
    Redactor redactor;
    redactor.addEnvironment(
        {{"POSTGRES_PASSWORD", "hunter22"}, {"N8N_ENCRYPTION_KEY", "hunter22-and-more"}, {"POSTGRES_USER", "n8nuser"}, {"X_TOKEN", "abc"}});
    QCOMPARE(redactor.redact("a hunter22-and-more b hunter22 c n8nuser abc"), QStringLiteral("a [redacted] b [redacted] c n8nuser abc"));
    QCOMPARE(redactor.redact("postgres://n8n:pw@db/x"), QStringLiteral("postgres://n8n:[redacted]@db/x"));
}

void TestFoundation::lockIsExclusiveAndNamesItsHolder()
{
    const QTemporaryDir folder;
    {
        const auto first = StackLock::acquire("shop/../../n8n", "backup", folder.path());
        QD_VERIFY(first);
        const auto second = StackLock::acquire("shop/../../n8n", "restart", folder.path());
        QD_VERIFY_ERROR(second, ErrorKind::Conflict);
        QVERIFY(second.error().what.contains("backup"));
        QD_VERIFY(StackLock::acquire("another", "restart", folder.path()));
        const auto holder = StackLock::holder("shop/../../n8n", folder.path());
        QD_VERIFY(holder);
        QCOMPARE(holder->pid, QCoreApplication::applicationPid());
    }
    QD_VERIFY_ERROR(StackLock::holder("shop/../../n8n", folder.path()), ErrorKind::NotFound);
    QD_VERIFY(StackLock::acquire("shop/../../n8n", "restart", folder.path()));
}

void TestFoundation::lockDiesWithItsOwner()
{
    const QTemporaryDir folder;
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = StackLock::acquire("n8n", "backup", folder.path());
        const char byte = lock ? 'y' : 'n';
        if (::write(ready[1], &byte, 1) == 1)
            ::pause();
        ::_exit(1);
    }
    char byte = 0;
    QCOMPARE(::read(ready[0], &byte, 1), ssize_t(1));
    QCOMPARE(byte, 'y');
    QD_VERIFY_ERROR(StackLock::acquire("n8n", "restart", folder.path()), ErrorKind::Conflict);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QD_VERIFY(StackLock::acquire("n8n", "restart", folder.path()));
    ::close(ready[0]);
    ::close(ready[1]);
}

QTEST_GUILESS_MAIN(TestFoundation)
#include "tst_foundation.moc"
