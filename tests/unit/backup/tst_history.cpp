// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/history.h"
#include "quickfolder.h"
#include "support/resultcheck.h"

#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <barrier>
#include <csignal>
#include <thread>
#include <vector>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

class TestHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runsComeBackNewestFirst();
    void textsAreTakenAsTheyAre();
    void theLastSuccessIsABackupThatIsThere();
    void finishingWhatIsNotThereIsAnError();
    void filesArePrivate();
    void theDefaultPlaceFollowsTheEnvironment();
    void threadsWriteAtOnce();
    void processesWriteAtOnce();
    void aSecondLookKeepsTheFirstOnesLocks();
    void aWriterThatTakesItsTimeIsWaitedFor();
    void aKilledRunHasNoFinish();
    void aDamagedFileIsMovedAside_data();
    void aDamagedFileIsMovedAside();
    void manyWhoFindItDamagedLoseNothing();
    void aNewerHistoryIsLeftAlone();
    void aPlaceThatCannotBeWrittenIsAnError();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("state/history.sqlite")); }
    [[nodiscard]] QStringList damaged() const
    {
        return QDir(m_folder->filePath(QStringLiteral("state"))).entryList({QStringLiteral("history.sqlite.damaged-*")}, QDir::Files);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QDateTime noon(QDate(2026, 1, 2), QTime(12, 0, 0, 250), Qt::UTC);

RunRecord someRun(const QString &stack = QStringLiteral("n8n"), const QString &operation = QStringLiteral("backup"))
{
    RunRecord run;
    run.stackId = stack;
    run.operation = operation;
    run.trigger = QStringLiteral("schedule");
    run.startedAt = noon;
    return run;
}

RunRecord finished(RunRecord run, qint64 id, const QString &outcome)
{
    run.id = id;
    run.finishedAt = noon.addMSecs(41'017);
    run.outcome = outcome;
    run.setId = QStringLiteral("n8n_20260102_120000");
    run.bytes = 318'000'000'000;
    run.summary = QStringLiteral("all parts");
    run.error = QStringLiteral("none");
    return run;
}

Result<void> writeRuns(const QString &path, int count, const QString &stack)
{
    QD_TRY(const auto history, History::open(path));
    for (int i = 0; i < count; ++i) {
        QD_TRY(const qint64 id, history->begin(someRun(stack)));
        QD_CHECK(history->finish(finished(someRun(stack), id, QStringLiteral("success"))));
    }
    return {};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

void TestHistory::init()
{
    m_folder = std::make_unique<QTemporaryDir>(test::quickFolder(QStringLiteral("tst_history")));
    QVERIFY(m_folder->isValid());
}

void TestHistory::runsComeBackNewestFirst()
{
    const auto history = History::open(path());
    QD_VERIFY(history);
    QVERIFY((*history)->runs({})->isEmpty());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(*(*history)->begin(someRun(i % 2 == 0 ? QStringLiteral("n8n") : QStringLiteral("other"))), i + 1);
    const RunRecord wanted = finished(someRun(), 3, QStringLiteral("warning"));
    QD_VERIFY((*history)->finish(wanted));
    const auto runs = (*history)->runs({});
    QD_VERIFY(runs);
    QCOMPARE(runs->size(), 5);
    QCOMPARE(runs->front().id, 5);
    const RunRecord &run = runs->at(2);
    QCOMPARE(run.id, 3);
    QCOMPARE(run.stackId, wanted.stackId);
    QCOMPARE(run.operation, wanted.operation);
    QCOMPARE(run.trigger, wanted.trigger);
    QCOMPARE(run.startedAt, wanted.startedAt);
    QCOMPARE(run.finishedAt, wanted.finishedAt);
    QCOMPARE(run.outcome, wanted.outcome);
    QCOMPARE(run.setId, wanted.setId);
    QCOMPARE(run.bytes, wanted.bytes);
    QCOMPARE(run.summary, wanted.summary);
    QCOMPARE(run.error, wanted.error);
    QCOMPARE((*history)->runs(QStringLiteral("other"))->size(), 2);
    QCOMPARE((*history)->runs(QStringLiteral("nobody"))->size(), 0);
    const auto two = (*history)->runs(QStringLiteral("n8n"), 2);
    QCOMPARE(two->size(), 2);
    QCOMPARE(two->at(0).id, 5);
    QCOMPARE(two->at(1).id, 3);
    // It is all there for the next one who opens it.
    const auto again = History::open(path());
    QCOMPARE((*again)->runs({})->size(), 5);
}

void TestHistory::textsAreTakenAsTheyAre()
{
    const auto history = History::open(path());
    RunRecord run = someRun(QStringLiteral("o'stack; DROP TABLE run;--"));
    run.summary = QString::fromUtf8("Größe \"318 GB\" 🧀\nsecond line");
    run.error = QString(200'000, QLatin1Char('e'));
    run.setId = QString(); // null
    QD_VERIFY((*history)->begin(run));
    const auto runs = (*history)->runs(run.stackId);
    QD_VERIFY(runs);
    QCOMPARE(runs->size(), 1);
    QCOMPARE(runs->front().stackId, run.stackId);
    QCOMPARE(runs->front().summary, run.summary);
    QCOMPARE(runs->front().error.size(), 200'000);
    QVERIFY(runs->front().setId.isEmpty());
}

void TestHistory::theLastSuccessIsABackupThatIsThere()
{
    const auto history = History::open(path());
    QVERIFY(!(*history)->lastSuccess(QStringLiteral("n8n"))->has_value());
    const auto record = [&](const QString &stack, const QString &operation, const QString &outcome) {
        const RunRecord run = someRun(stack, operation);
        const auto id = (*history)->begin(run);
        return id && (outcome.isEmpty() || (*history)->finish(finished(run, *id, outcome))) ? *id : -1;
    };
    const qint64 good = record(QStringLiteral("n8n"), QStringLiteral("backup"), QStringLiteral("success"));
    QVERIFY(good > 0);
    QCOMPARE((*history)->lastSuccess(QStringLiteral("n8n"))->value().id, good);
    for (const char *outcome : {"failure", "cancelled", "missed", ""})
        QVERIFY(record(QStringLiteral("n8n"), QStringLiteral("backup"), QLatin1String(outcome)) > 0);
    for (const char *operation : {"verify", "drill", "prune"})
        QVERIFY(record(QStringLiteral("n8n"), QLatin1String(operation), QStringLiteral("success")) > 0);
    QVERIFY(record(QStringLiteral("other"), QStringLiteral("backup"), QStringLiteral("success")) > 0);
    QCOMPARE((*history)->lastSuccess(QStringLiteral("n8n"))->value().id, good);
    const qint64 warned = record(QStringLiteral("n8n"), QStringLiteral("backup"), QStringLiteral("warning"));
    QCOMPARE((*history)->lastSuccess(QStringLiteral("n8n"))->value().id, warned);
}

void TestHistory::finishingWhatIsNotThereIsAnError()
{
    const auto history = History::open(path());
    QD_VERIFY_ERROR((*history)->finish(finished(someRun(), 77, QStringLiteral("success"))), ErrorKind::NotFound);
    QVERIFY((*history)->runs({})->isEmpty());
}

void TestHistory::filesArePrivate()
{
    const mode_t before = ::umask(0);
    {
        const auto history = History::open(path());
        QD_VERIFY(history);
        QD_VERIFY((*history)->begin(someRun()));
        QCOMPARE(modeOf(m_folder->filePath(QStringLiteral("state"))), mode_t(0700));
        const QStringList files = QDir(m_folder->filePath(QStringLiteral("state"))).entryList(QDir::Files);
        QVERIFY2(files.contains(QStringLiteral("history.sqlite-wal")), qPrintable(files.join(QLatin1Char(' '))));
        for (const QString &file : files)
            QVERIFY2(modeOf(m_folder->filePath(QStringLiteral("state/") + file)) == 0600, qPrintable(file));
    }
    ::umask(before);
}

void TestHistory::theDefaultPlaceFollowsTheEnvironment()
{
    qputenv("XDG_STATE_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("xdg"))));
    const auto history = History::open();
    qunsetenv("XDG_STATE_HOME");
    QD_VERIFY(history);
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("xdg/quarterdeck/history.sqlite"))));
}

void TestHistory::threadsWriteAtOnce()
{
    constexpr int writers = 6;
    constexpr int each = 4;
    std::barrier together(writers);
    std::atomic<int> failures = 0;
    QMutex mutex;
    QString first;
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i) {
        threads.emplace_back([&] {
            together.arrive_and_wait();
            if (const auto written = writeRuns(path(), each, QStringLiteral("n8n")); !written) {
                ++failures;
                const QMutexLocker lock(&mutex);
                first = test::describe(written.error());
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY2(failures == 0, qPrintable(first));
    const auto runs = (*History::open(path()))->runs({}, 1000);
    QCOMPARE(runs->size(), writers * each);
    QSet<qint64> ids;
    for (const RunRecord &run : *runs) {
        ids.insert(run.id);
        QCOMPARE(run.outcome, QStringLiteral("success"));
    }
    QCOMPARE(ids.size(), writers * each);
    QVERIFY(damaged().isEmpty());
}

void TestHistory::processesWriteAtOnce()
{
    std::vector<std::unique_ptr<QProcess>> children;
    for (int i = 0; i < 3; ++i) {
        children.push_back(std::make_unique<QProcess>());
        children.back()->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), path(), QStringLiteral("6")});
    }
    QD_VERIFY(writeRuns(path(), 6, QStringLiteral("parent")));
    for (const auto &child : children) {
        QVERIFY(child->waitForFinished());
        QVERIFY2(child->exitCode() == 0, child->readAllStandardError().constData());
    }
    QCOMPARE((*History::open(path()))->runs({}, 1000)->size(), 24);
    QVERIFY(damaged().isEmpty());
}

void TestHistory::aSecondLookKeepsTheFirstOnesLocks()
{
    const auto first = History::open(path());
    QD_VERIFY(first);
    QD_VERIFY((*first)->begin(someRun()));
    // Another thread of the window has a look and goes; then the timer's process comes and goes.
    std::thread([&] { QVERIFY(History::open(path())); }).join();
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), path(), QStringLiteral("1")});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitCode(), 0);
    // Had our lock gone with the look, the child would have taken the log with it.
    QVERIFY(QFile::exists(path() + QStringLiteral("-wal")));
    QD_VERIFY((*first)->begin(someRun()));
    QProcess reader;
    reader.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), path(), QStringLiteral("1")});
    QVERIFY(reader.waitForFinished());
    QCOMPARE((*first)->runs({})->size(), 4);
}

void TestHistory::aWriterThatTakesItsTimeIsWaitedFor()
{
    const auto history = History::open(path());
    QD_VERIFY(history);
    std::atomic<bool> locked = false;
    std::atomic<bool> released = false;
    std::thread other([&] {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("slow"));
            database.setDatabaseName(path());
            QSqlQuery query(database.open() ? database : QSqlDatabase());
            locked = query.exec(QStringLiteral("BEGIN IMMEDIATE"));
            std::this_thread::sleep_for(400ms);
            released = true;
            query.exec(QStringLiteral("COMMIT"));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("slow"));
    });
    QTRY_VERIFY(locked);
    const auto id = (*history)->begin(someRun());
    const bool waited = released;
    other.join();
    QD_VERIFY(id);
    QVERIFY2(waited, "the write went through a lock");
}

void TestHistory::aKilledRunHasNoFinish()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--killed"), path()});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    const auto history = History::open(path());
    QD_VERIFY(history);
    const auto runs = (*history)->runs({});
    QCOMPARE(runs->size(), 1);
    QCOMPARE(runs->front().startedAt, noon);
    QVERIFY(!runs->front().finishedAt.isValid());
    QCOMPARE(runs->front().outcome, QString());
    QVERIFY(!(*history)->lastSuccess(QStringLiteral("n8n"))->has_value());
    QVERIFY(damaged().isEmpty());
}

void TestHistory::aDamagedFileIsMovedAside_data()
{
    QTest::addColumn<int>("damage");
    QTest::newRow("rubbish") << 0;
    QTest::newRow("cut in the middle") << 1;
    QTest::newRow("a page of zeros") << 2;
    QTest::newRow("a text") << 3;
    QTest::newRow("header alone") << 4;
}

void TestHistory::aDamagedFileIsMovedAside()
{
    QFETCH(int, damage);
    QD_VERIFY(writeRuns(path(), 25, QStringLiteral("n8n")));
    QByteArray bytes = contents(path());
    QVERIFY(bytes.size() > 8192);
    switch (damage) {
    case 0:
        bytes = QByteArray(4096, '\x5a');
        break;
    case 1:
        bytes = bytes.left(bytes.size() / 2);
        break;
    case 2:
        bytes.replace(4096, 4096, QByteArray(4096, '\0'));
        break;
    case 3:
        bytes = "this is not a database, but what somebody wrote over it, and it is long enough to be looked at closely by SQLite\n";
        break;
    default:
        bytes = bytes.left(100);
        break;
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    const auto history = History::open(path());
    QD_VERIFY(history);
    QVERIFY((*history)->runs({})->isEmpty());
    QD_VERIFY((*history)->begin(someRun()));
    QCOMPARE((*history)->runs({})->size(), 1);
    // Kept as it was, for whoever can still read something in it.
    QCOMPARE(damaged().size(), 1);
    QCOMPARE(contents(m_folder->filePath(QStringLiteral("state/") + damaged().front())), bytes);
    QCOMPARE(modeOf(path()), mode_t(0600));
}

void TestHistory::manyWhoFindItDamagedLoseNothing()
{
    for (int round = 0; round < 3; ++round) {
        init();
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("state"))));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(9000, '\x5a'));
        file.close();
        constexpr int writers = 4;
        std::barrier together(writers);
        std::atomic<int> written = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < writers; ++i) {
            threads.emplace_back([&] {
                together.arrive_and_wait();
                written += writeRuns(path(), 2, QStringLiteral("n8n")) ? 2 : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(written.load(), writers * 2);
        // One may move the damaged file aside; nobody may move the new one.
        QCOMPARE((*History::open(path()))->runs({}, 100)->size(), writers * 2);
        QCOMPARE(damaged().size(), 1);
    }
}

void TestHistory::aNewerHistoryIsLeftAlone()
{
    QD_VERIFY(writeRuns(path(), 3, QStringLiteral("n8n")));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(path());
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA user_version = 99")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
    QD_VERIFY_ERROR(History::open(path()), ErrorKind::Unsupported);
    QVERIFY(damaged().isEmpty());
    QVERIFY(QFile::exists(path()));
}

void TestHistory::aPlaceThatCannotBeWrittenIsAnError()
{
    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(!History::open(m_folder->filePath(QStringLiteral("file/history.sqlite"))));
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("folder/history.sqlite"))));
    QVERIFY(!History::open(m_folder->filePath(QStringLiteral("folder/history.sqlite"))));
    QVERIFY(QDir(m_folder->filePath(QStringLiteral("folder/history.sqlite"))).exists());
}

namespace {

/// What another process does: this program again, told by its arguments.
int runAsChild(const QStringList &arguments)
{
    if (arguments.at(1) == QLatin1String("--write")) {
        const auto written = writeRuns(arguments.at(2), arguments.at(3).toInt(), QStringLiteral("child"));
        if (!written)
            qCritical("%s", qPrintable(test::describe(written.error())));
        return written ? 0 : 1;
    }
    const auto history = History::open(arguments.at(2));
    if (history && (*history)->begin(someRun()))
        ::raise(SIGKILL);
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--write") || arguments.value(1) == QLatin1String("--killed"))
        return runAsChild(arguments);
    TestHistory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_history.moc"
