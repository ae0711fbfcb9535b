// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "adapters/redis/hiredisport.h"
#include "backup/operations.h"
#include "backup/postgrescapture.h"
#include "backup/setcontents.h"
#include "backup/stream.h"
#include "bench/support/processmeter.h"
#include "foundation/units.h"
#include "stack/discovery.h"
#include "stack/sandboxseed.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace quarterdeck::bench;
using namespace std::chrono_literals;

namespace {

constexpr int executionsWanted = 150'000;
constexpr int rounds = 5;

void print(const QString &line)
{
    std::printf("BENCH %s\n", qPrintable(line));
    std::fflush(stdout);
}

double seconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

double percentile95(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values.at(std::min<qsizetype>(values.size() - 1, values.size() * 95 / 100));
}

} // namespace

/// What backups cost, against what they replace, in one run: a database of
/// 150,000 executions, about 1 GB of dump.
class BenchBackup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void dumpPart();
    void wholeRunAndMemory();
    void quickVerify();
    void webhookLatencyMeanwhile();
    void cleanupTestCase();

private:
    struct Concrete
    {
        SystemClock clock;
        docker::Client docker;
        process::LocalProcess process;
        compose::ComposeCli compose{process};
        postgres::LibpqPort postgres;
        redis::HiredisPort redis;
    };
    [[nodiscard]] static QString control() { return qEnvironmentVariable("QUARTERDECK_CONTROL"); }
    [[nodiscard]] static Result<qint64> run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(program, arguments);
        if (!process.waitForFinished(600000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return fail(ErrorKind::Internal, program + QLatin1String(" failed"), QString::fromUtf8(process.readAllStandardError().right(2000)));
        return timer.elapsed();
    }
    /// What the shell kit does: pg_dump through the engine's exec stream into gzip.
    [[nodiscard]] Result<double> kitDump(const QString &file)
    {
        const stack::Service *server = stack.service(stack::Role::Postgres);
        const QString command = QStringLiteral("set -o pipefail; docker exec %1 pg_dump -U postgres %2 | gzip > %3")
                                    .arg(server->containers.first().name, stack.database.coordinates.database, file);
        QElapsedTimer timer;
        timer.start();
        QD_CHECK(run(QStringLiteral("bash"), {QStringLiteral("-c"), command}));
        return seconds(timer);
    }
    [[nodiscard]] Result<double> ourDump(const QString &file, bool compressedByAllCores)
    {
        QElapsedTimer timer;
        timer.start();
        const DumpCredentials credentials = dumpCredentials(stack);
        QD_TRY(const auto snapshot, PostgresSnapshot::open(JobContext(), with.postgres, credentials));
        SinkOptions options;
        options.threads = compressedByAllCores ? std::clamp(QThread::idealThreadCount() - 1, 1, 4) : 0;
        QD_TRY(const auto sink, FileSink::create(JobContext(), file, options));
        QD_CHECK(dumpDatabase(JobContext(), with.docker, stack, credentials, snapshot->id(),
                              [&sink](QByteArrayView bytes) { return sink->write(bytes); }));
        QD_TRY(const StreamFigure figure, sink->finish());
        m_dumpSize = figure.rawSize;
        return seconds(timer);
    }
    /// p95 of the echo webhook, one call after the other, while `meanwhile` runs.
    [[nodiscard]] double latency(const std::function<void()> &meanwhile)
    {
        std::atomic<bool> done = false;
        QList<double> times;
        const quint16 port = static_cast<quint16>(QUrl(stack.n8nUrl).port());
        std::jthread caller([&] {
            n8n::N8nHttp http;
            while (!done) {
                n8n::HttpRequest request;
                request.host = QStringLiteral("127.0.0.1");
                request.port = port;
                request.method = "POST";
                request.target = QByteArray("/webhook/") + stack::seedEchoPath;
                request.headers.insert(QStringLiteral("Content-Type"), "application/json");
                request.body = R"({"a":1})";
                QElapsedTimer timer;
                timer.start();
                const auto answer = http.request(JobContext().withTimeout(30s), request);
                if (answer && answer->status == 200)
                    times.append(seconds(timer) * 1000);
                std::this_thread::sleep_for(20ms);
            }
        });
        meanwhile();
        done = true;
        caller.join();
        return times.size() < 20 ? -1 : percentile95(times);
    }

    QTemporaryDir root;
    Concrete with;
    Neighbours neighbours{with.docker, with.postgres, with.redis, with.process, with.clock};
    stack::Stack stack;
    qint64 m_dumpSize = 0;
    int m_lastBefore = -1; ///< id of the newest execution that was there before
};

void BenchBackup::initTestCase()
{
    QD_NEED_STACK();
    const auto read = stack::Discovery(with.docker, with.compose).read(JobContext(), test::realStackName());
    QD_VERIFY(read);
    stack = *read;
    postgres::Coordinates coordinates = stack.database.coordinates;
    coordinates.host = stack.database.access.host;
    coordinates.port = stack.database.access.port;
    const auto session = with.postgres.connect(JobContext(), coordinates);
    QD_VERIFY(session);
    const auto rows = (*session)->query(JobContext(), QStringLiteral("SELECT count(*), coalesce(max(id), 0) FROM execution_entity"));
    QD_VERIFY(rows);
    m_lastBefore = rows->rows[0][1]->toInt();
    const int missing = executionsWanted - rows->rows[0][0]->toInt();
    if (missing > 0) {
        QD_VERIFY(run(control(),
                      {QStringLiteral("sandbox"), QStringLiteral("seed"), QStringLiteral("--name"), test::realStackName(), QStringLiteral("--dir"),
                       test::realStackFolder(), QStringLiteral("--executions"), QString::number(missing)}));
    }
    // Fresh pages and old statistics would be measured with the first dump alone.
    QD_VERIFY((*session)->query(JobContext(), QStringLiteral("VACUUM ANALYZE")));
}

/// Other tests want the stack as it was: small.
void BenchBackup::cleanupTestCase()
{
    if (m_lastBefore < 0)
        return;
    postgres::Coordinates coordinates = stack.database.coordinates;
    coordinates.host = stack.database.access.host;
    coordinates.port = stack.database.access.port;
    const auto session = with.postgres.connect(JobContext(), coordinates);
    QD_VERIFY(session);
    QD_VERIFY((*session)->query(JobContext(), QStringLiteral("DELETE FROM execution_entity WHERE id > %1").arg(m_lastBefore)));
    QD_VERIFY((*session)->query(JobContext(), QStringLiteral("VACUUM FULL execution_data")));
    QD_VERIFY((*session)->query(JobContext(), QStringLiteral("VACUUM FULL execution_entity")));
}

void BenchBackup::dumpPart()
{
    QList<double> kit;
    QList<double> ours;
    QList<double> quiet;
    const QString kitFile = root.filePath("kit.sql.gz");
    const QString ourFile = root.filePath("postgres.dump.zst");
    qint64 ourSize = 0;
    for (int i = -1; i < rounds; ++i) {
        QFile::remove(kitFile);
        QFile::remove(ourFile);
        const auto theirs = kitDump(kitFile);
        QD_VERIFY(theirs);
        const auto mine = ourDump(ourFile, true);
        QD_VERIFY(mine);
        ourSize = QFileInfo(ourFile).size();
        QFile::remove(ourFile);
        const auto single = ourDump(ourFile, false);
        QD_VERIFY(single);
        if (i < 0) // warms the cache
            continue;
        kit.append(*theirs);
        ours.append(*mine);
        quiet.append(*single);
    }
    const qint64 kitSize = QFileInfo(kitFile).size();
    print(QStringLiteral(
              "dump of %1: ours %2 s, `docker exec pg_dump | gzip` %3 s, %4 times as fast (goal 5); one thread (while executions run) %5 s, %6 times")
              .arg(formatBytes(m_dumpSize))
              .arg(median(ours), 0, 'f', 2)
              .arg(median(kit), 0, 'f', 2)
              .arg(median(kit) / median(ours), 0, 'f', 2)
              .arg(median(quiet), 0, 'f', 2)
              .arg(median(kit) / median(quiet), 0, 'f', 2));
    print(QStringLiteral("its file: ours %1, gzip %2, ratio %3")
              .arg(formatBytes(ourSize), formatBytes(kitSize))
              .arg(double(ourSize) / double(kitSize), 0, 'f', 2));
    QVERIFY2(ourSize <= kitSize, "the file must not be larger than what it replaces");
    QVERIFY2(median(kit) / median(ours) > 1.5, "far below the goal is a defect, not a slow machine");
}

void BenchBackup::wholeRunAndMemory()
{
    const QString target = root.filePath("sets");
    QElapsedTimer timer;
    timer.start();
    qint64 peak = 0;
    qint64 firstWord = -1;
    {
        Child child(control(),
                    {QStringLiteral("--stack"), test::realStackName(), QStringLiteral("backup"), QStringLiteral("create"), QStringLiteral("--target"),
                     target});
        while (child.isRunning()) {
            child.process().waitForReadyRead(20);
            if (firstWord < 0 && !child.process().readAllStandardError().isEmpty())
                firstWord = timer.elapsed();
            peak = std::max(peak, peakRss(child.pid()));
        }
        QVERIFY2(child.process().exitCode() == 0, child.process().readAllStandardError().constData());
    }
    const double took = seconds(timer);
    print(QStringLiteral("whole run with its drill: %1 s; first progress after %2 ms (goal 200); peak memory %3 (goal 100 MB)")
              .arg(took, 0, 'f', 1)
              .arg(firstWord)
              .arg(formatBytes(peak)));
    QVERIFY2(peak < 150 * 1000 * 1000, "memory must not grow with the database");
    const auto sets = Repository(target).list(JobContext(), stack.id);
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->first().state, SetState::Proven);
}

void BenchBackup::quickVerify()
{
    const Repository repository(root.filePath("sets"));
    const auto sets = repository.list(JobContext(), stack.id);
    QD_VERIFY(sets);
    const BackupSet &set = sets->first();
    QList<double> ours;
    QList<double> rival;
    for (int i = -1; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto proof = verifySet(JobContext(), neighbours, repository, set, Proof::Depth::Quick, {}, nullptr);
        const double mine = seconds(timer);
        QD_VERIFY(proof);
        QVERIFY(proof->passed);
        timer.start();
        QD_VERIFY(
            run(QStringLiteral("bash"),
                {QStringLiteral("-c"), QStringLiteral("cd %1 && find . -type f ! -name '*.json' -exec sha256sum {} + >/dev/null").arg(set.path)}));
        if (i < 0)
            continue;
        ours.append(mine);
        rival.append(seconds(timer));
    }
    print(QStringLiteral("quick check of %1: %2 s, `sha256sum` %3 s, ratio %4 (goal at most 1.25)")
              .arg(formatBytes(set.size))
              .arg(median(ours), 0, 'f', 2)
              .arg(median(rival), 0, 'f', 2)
              .arg(median(ours) / median(rival), 0, 'f', 2));
}

void BenchBackup::webhookLatencyMeanwhile()
{
    const double alone = latency([] { std::this_thread::sleep_for(15s); });
    QVERIFY2(alone > 0, "the echo webhook does not answer");
    const double withOurs = latency([this] {
        for (int i = 0; i < 3; ++i) {
            const QString file = root.filePath("latency.zst");
            QFile::remove(file);
            (void)ourDump(file, true);
        }
    });
    const double withQuiet = latency([this] {
        for (int i = 0; i < 3; ++i) {
            const QString file = root.filePath("latency.zst");
            QFile::remove(file);
            (void)ourDump(file, false);
        }
    });
    const double withKit = latency([this] { (void)kitDump(root.filePath("latency.gz")); });
    print(QStringLiteral(
              "webhook p95: %1 ms alone, %2 ms during our dump, %3 ms during our dump with one thread, %4 ms during `docker exec pg_dump | gzip`")
              .arg(alone, 0, 'f', 0)
              .arg(withOurs, 0, 'f', 0)
              .arg(withQuiet, 0, 'f', 0)
              .arg(withKit, 0, 'f', 0));
}

QTEST_GUILESS_MAIN(BenchBackup)
#include "bench_backup.moc"
