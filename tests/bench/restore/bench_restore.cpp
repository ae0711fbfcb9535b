// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "adapters/docker/client.h"
#include "adapters/n8n/n8nhttp.h"
#include "adapters/postgres/libpqport.h"
#include "adapters/process/localprocess.h"
#include "bench/support/processmeter.h"
#include "foundation/units.h"
#include "stack/sandbox.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>

using namespace quarterdeck;
using namespace quarterdeck::bench;
using namespace std::chrono_literals;

namespace {

constexpr int executions = 150'000;
constexpr int rounds = 3;
constexpr int mostBytes = 100 * 1000 * 1000;

void print(const QString &line)
{
    std::printf("BENCH %s\n", qPrintable(line));
    std::fflush(stdout);
}

QString seconds(double value)
{
    return QString::number(value, 'f', 1) + QLatin1String(" s");
}

/// One run of quarterdeckctl, by the clock.
struct Timed
{
    double took = 0; ///< s
    QMap<QString, double> begun; ///< line it told -> s since its start, the first time
    qint64 peak = 0; ///< resident, bytes
    int exitCode = -1;
    QJsonObject json;
    QByteArray told;

    [[nodiscard]] double between(const char *from, const char *to) const
    {
        return begun.contains(QLatin1String(from)) && begun.contains(QLatin1String(to))
            ? begun.value(QLatin1String(to)) - begun.value(QLatin1String(from))
            : -1;
    }
};

} // namespace

/// What restores cost, against what they replace, in one run, on a stack of
/// their own: a database of 150,000 executions, about 1 GB of dump.
class BenchRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void restoreAgainstTheShellKit_data();
    void restoreAgainstTheShellKit();
    void figuresOfTheRestore();
    void rebuild_data();
    void rebuild();
    void figuresOfTheRebuild();

private:
    [[nodiscard]] Result<void> run(const QList<Step> &plan)
    {
        JobContext context({}, ProgressSink::null(), QDeadlineTimer(10min));
        return runPlan(plan, context).result;
    }
    [[nodiscard]] QString server() const { return m_options.name + QLatin1String("-postgres-1"); }
    [[nodiscard]] static Result<double> shell(const QString &command)
    {
        QProcess process;
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral("bash"), {QStringLiteral("-c"), QLatin1String("set -o pipefail; ") + command});
        if (!process.waitForFinished(600'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return fail(ErrorKind::Internal, command, QString::fromUtf8(process.readAllStandardError().right(2000)));
        return static_cast<double>(timer.nsecsElapsed()) / 1e9;
    }
    [[nodiscard]] QString sql(const QString &database, const QString &statement) const
    {
        QProcess psql;
        psql.start(QStringLiteral("docker"),
                   {QStringLiteral("exec"), server(), QStringLiteral("psql"), QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-d"),
                    database, QStringLiteral("-Atc"), statement});
        const bool ended = psql.waitForFinished(300'000) && psql.exitCode() == 0;
        return ended ? QString::fromUtf8(psql.readAllStandardOutput()).trimmed() : QStringLiteral("failed");
    }
    [[nodiscard]] Timed control(const QStringList &arguments) const
    {
        Timed timed;
        QElapsedTimer timer;
        timer.start();
        Child child(qEnvironmentVariable("QUARTERDECK_CONTROL"), arguments + QStringList{QStringLiteral("--json")}, m_environment);
        const auto now = [&timer] { return static_cast<double>(timer.nsecsElapsed()) / 1e9; };
        child.process().setReadChannel(QProcess::StandardError);
        const auto listen = [&] {
            while (child.process().canReadLine()) {
                const QByteArray line = child.process().readLine();
                timed.told += line;
                const QString text = QString::fromUtf8(line).trimmed();
                if (!timed.begun.contains(text))
                    timed.begun.insert(text, now());
            }
        };
        while (child.isRunning()) {
            child.process().waitForReadyRead(20);
            listen();
            timed.peak = std::max(timed.peak, peakRss(child.pid()));
        }
        timed.took = now();
        listen();
        timed.exitCode = child.process().exitCode();
        timed.json = QJsonDocument::fromJson(child.process().readAllStandardOutput()).object();
        return timed;
    }
    /// What the shell kit does, into an empty database.
    /// @param toast how that compresses: PostgreSQL's own way is pglz, what the sandbox is set to is lz4
    [[nodiscard]] Result<double> rival(const QString &toast) const
    {
        const bool made = sql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE rival")) != QLatin1String("failed")
            && sql(QStringLiteral("postgres"), QStringLiteral("ALTER DATABASE rival SET default_toast_compression = %1").arg(toast))
                != QLatin1String("failed");
        if (!made)
            return fail(ErrorKind::Internal, QStringLiteral("CREATE DATABASE failed"));
        return shell(QStringLiteral("gunzip -c %1 | docker exec -i %2 psql -q -U postgres -d rival >/dev/null").arg(m_plain, server()));
    }

    QTemporaryDir m_root;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    stack::SandboxOptions m_options;
    docker::Client docker;
    process::LocalProcess process;
    compose::ComposeCli compose{process};
    n8n::N8nHttp n8n;
    postgres::LibpqPort postgres;
    stack::Sandbox sandbox{docker, compose, process, n8n, postgres};
    QString m_plain;
    QString m_set;
    QString m_target;
    QList<double> m_rival;
    QList<double> m_rivalWithLz4;
    QList<double> m_staged;
    QList<double> m_compared;
    QList<double> m_swapped;
    QList<double> m_whole;
    QList<double> m_cutOver;
    QList<double> m_back;
    QList<double> m_rebuilt;
    qint64 m_peak = 0;
};

void BenchRestore::initTestCase()
{
    QD_NEED_ENGINE();
    for (const char *folder : {"STATE", "CONFIG", "DATA"})
        m_environment.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(folder)), m_root.filePath(QLatin1String(folder)));
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    m_options.name = QStringLiteral("qd-bench-%1").arg(QCoreApplication::applicationPid());
    m_options.folder = m_root.filePath(QStringLiteral("stack"));
    m_options.workers = 1;
    m_options.n8nPort = 27310;
    m_options.postgresPort = 27311;
    m_options.redisPort = 27312;
    QD_VERIFY(run(sandbox.upPlan(m_options)));
    QD_VERIFY(run(sandbox.seedPlan(m_options, executions)));
    QVERIFY(sql(QStringLiteral("n8n"), QStringLiteral("VACUUM ANALYZE")) != QLatin1String("failed"));

    m_target = m_root.filePath(QStringLiteral("sets"));
    const Timed made = control(
        {QStringLiteral("--stack"), m_options.name, QStringLiteral("backup"), QStringLiteral("create"), QStringLiteral("--target"), m_target});
    QVERIFY2(made.exitCode == 0, made.told.constData());
    m_set = QStringLiteral("latest-proven");
    m_plain = m_root.filePath(QStringLiteral("kit.sql.gz"));
    QD_VERIFY(shell(QStringLiteral("docker exec %1 pg_dump -U postgres n8n | gzip >%2").arg(server(), m_plain)));
}

void BenchRestore::cleanupTestCase()
{
    if (QFile::exists(m_options.folder))
        QD_VERIFY(shell(QStringLiteral("docker compose --project-directory %1 down --volumes").arg(m_options.folder)));
}

void BenchRestore::restoreAgainstTheShellKit_data()
{
    QTest::addColumn<bool>("rivalFirst");
    // Whatever the first leaves behind for the second, it does so in both directions.
    for (int i = 0; i < rounds; ++i)
        QTest::addRow("round %d", i + 1) << (i % 2 == 0);
}

void BenchRestore::restoreAgainstTheShellKit()
{
    QFETCH(bool, rivalFirst);
    const QString rows = sql(QStringLiteral("n8n"), QStringLiteral("SELECT count(*) FROM execution_data"));
    for (const bool isRival : {rivalFirst, !rivalFirst}) {
        QVERIFY(sql(QStringLiteral("postgres"), QStringLiteral("CHECKPOINT")) != QLatin1String("failed"));
        if (isRival) {
            for (const char *toast : {"pglz", "lz4"}) {
                const Result<double> took = rival(QLatin1String(toast));
                QD_VERIFY(took);
                QCOMPARE(sql(QStringLiteral("rival"), QStringLiteral("SELECT count(*) FROM execution_data")), rows);
                QCOMPARE(sql(QStringLiteral("rival"), QStringLiteral("SELECT DISTINCT pg_column_compression(data) FROM execution_data")),
                         QLatin1String(toast));
                QVERIFY(sql(QStringLiteral("postgres"), QStringLiteral("DROP DATABASE rival")) != QLatin1String("failed"));
                (qstrcmp(toast, "lz4") == 0 ? m_rivalWithLz4 : m_rival).append(*took);
            }
            continue;
        }
        const QStringList stack = {QStringLiteral("--stack"), m_options.name, QStringLiteral("--yes")};
        const Timed ours = control(QStringList{QStringLiteral("restore"), QStringLiteral("run"), m_set, QStringLiteral("--target"), m_target,
                                               QStringLiteral("--no-safety-backup")}
                                   + stack);
        QVERIFY2(ours.exitCode == 0, ours.told.right(2000).constData());
        QVERIFY(ours.json.value(QLatin1String("tables")).toInt() > 50);
        QCOMPARE(sql(QStringLiteral("n8n"), QStringLiteral("SELECT count(*) FROM execution_data")), rows);
        // What makes the difference; an image of PostgreSQL without it restores as slowly as the rival.
        QCOMPARE(sql(QStringLiteral("n8n"), QStringLiteral("SELECT DISTINCT pg_column_compression(data) FROM execution_data")),
                 QStringLiteral("lz4"));
        m_staged.append(ours.between("Restore into a new database, beside the one in use", "Compare every table"));
        m_compared.append(ours.between("Restore into a new database, beside the one in use", "Try the encryption key"));
        m_swapped.append(ours.begun.value(QStringLiteral("Start n8n without triggers")));
        m_whole.append(ours.took);
        m_cutOver.append(ours.json.value(QLatin1String("cutOverMs")).toDouble(-1));
        m_peak = std::max(m_peak, ours.peak);
        QVERIFY(m_staged.last() > 0 && m_swapped.last() > 0 && m_cutOver.last() >= 0);
        const Timed back = control(QStringList{QStringLiteral("restore"), QStringLiteral("rollback")} + stack);
        QVERIFY2(back.exitCode == 0, back.told.right(2000).constData());
        m_back.append(back.json.value(QLatin1String("cutOverMs")).toDouble(-1));
        m_peak = std::max(m_peak, back.peak);
        QVERIFY(m_back.last() >= 0);
    }
}

void BenchRestore::figuresOfTheRestore()
{
    QCOMPARE(m_rival.size(), rounds);
    const double ratio = median(m_rival) / median(m_staged);
    print(QStringLiteral("restore: `gunzip | docker exec psql` %1; ours, with its hash checked, %2, %3 times as fast (must 2, goal 3)")
              .arg(seconds(median(m_rival)), seconds(median(m_staged)))
              .arg(ratio, 0, 'f', 2));
    print(QStringLiteral("what the rival does not do: until every table is compared %1; from the first check of the set until n8n has ended and the "
                         "databases are swapped %2; until n8n is healthy again %3")
              .arg(seconds(median(m_compared)), seconds(median(m_swapped)), seconds(median(m_whole))));
    print(QStringLiteral("where the server is set to lz4 already, as the sandbox is, the rival takes %1: ours is %2 times as fast there")
              .arg(seconds(median(m_rivalWithLz4)))
              .arg(median(m_rivalWithLz4) / median(m_staged), 0, 'f', 2));
    print(QStringLiteral("cut-over %1 ms, rollback %2 ms (must 1000); peak memory %3 (must 100 MB)")
              .arg(median(m_cutOver), 0, 'f', 0)
              .arg(median(m_back), 0, 'f', 0)
              .arg(formatBytes(m_peak)));
    QVERIFY2(m_peak < mostBytes, "memory must not grow with the database");
    QVERIFY(median(m_cutOver) < 1000 && median(m_back) < 1000);
    QVERIFY2(ratio > 1.5, "far below the goal is a defect, not a slow machine");
}

void BenchRestore::rebuild_data()
{
    QTest::addColumn<int>("round");
    for (int i = 0; i < rounds; ++i)
        QTest::addRow("round %d", i + 1) << i;
}

void BenchRestore::rebuild()
{
    // What a rebuild made is no sandbox's to remove.
    QD_VERIFY(shell(QStringLiteral("docker compose --project-directory %1 down --volumes && rm -r %1").arg(m_options.folder)));
    QVERIFY(!QFile::exists(m_options.folder));
    const Timed ours = control({QStringLiteral("restore"), QStringLiteral("rebuild"), m_set, QStringLiteral("--target"), m_target,
                                QStringLiteral("--stack"), m_options.name, QStringLiteral("--no-quarantine")});
    QVERIFY2(ours.exitCode == 0, ours.told.right(2000).constData());
    QCOMPARE(sql(QStringLiteral("n8n"), QStringLiteral("SELECT count(*) FROM execution_data")).toInt() >= executions, true);
    m_rebuilt.append(ours.took);
    m_peak = std::max(m_peak, ours.peak);
}

void BenchRestore::figuresOfTheRebuild()
{
    QCOMPARE(m_rebuilt.size(), rounds);
    print(QStringLiteral("rebuild of a deleted stack, compared, until n8n and its worker are healthy: %1 (must 180 s); peak memory %2")
              .arg(seconds(median(m_rebuilt)), formatBytes(m_peak)));
    QVERIFY2(m_peak < mostBytes, "memory must not grow with the database");
    QVERIFY2(median(m_rebuilt) < 180, "a rebuild takes less than three minutes on two cores");
}

QTEST_GUILESS_MAIN(BenchRestore)
#include "bench_restore.moc"
