// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandlines.h"
#include "restorebench.h"
#include "stack/dotenv.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QtTest>

#include <sys/stat.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace quarterdeck;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

namespace {

/// Clients that work in a database all the time, as many n8n processes would,
/// and connect anew whenever they were thrown out.
class Crowd final
{
public:
    Crowd(postgres::Coordinates at, int clients)
    {
        for (int i = 0; i < clients; ++i) {
            m_threads.emplace_back([this, at](const std::stop_token &stop) { work(stop, at); });
        }
    }
    Q_DISABLE_COPY_MOVE(Crowd)

    [[nodiscard]] int connected() const { return m_connected; }
    [[nodiscard]] int thrownOut() const { return m_thrownOut; }
    [[nodiscard]] qint64 statements() const { return m_statements; }

private:
    void work(const std::stop_token &stop, const postgres::Coordinates &at)
    {
        postgres::LibpqPort port;
        const JobContext context(stop);
        while (context.checkpoint()) {
            const auto session = port.connect(context.withTimeout(10s), at);
            if (!session) {
                (void)context.sleep(200ms);
                continue;
            }
            ++m_connected;
            while ((*session)->query(context, QStringLiteral("select count(*), pg_sleep(0.05) from workflow_entity")))
                ++m_statements;
            --m_connected;
            if (context.checkpoint())
                ++m_thrownOut;
        }
    }

    std::atomic<int> m_connected = 0;
    std::atomic<int> m_thrownOut = 0;
    std::atomic<qint64> m_statements = 0;
    std::vector<std::jthread> m_threads; ///< last: they end before the rest goes
};

} // namespace

/// A database that many work in while it is replaced; a server that takes
/// nobody any more; and what others may see of a restore.
class TestRestoreBusy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void ninetySessionsAreThrownOutAndGoOn();
    void aServerThatTakesNobodyAnyMore();
    void secretsAreNowhereToBeSeen();
    void othersAreUntouched();

private:
    [[nodiscard]] QStringList rollback() const
    {
        return bench->words({QStringLiteral("restore"), QStringLiteral("rollback"), QStringLiteral("--yes")});
    }

    std::unique_ptr<RestoreBench> bench;
    std::optional<stack::DotEnv> env;
    QString before;
};

void TestRestoreBusy::initTestCase()
{
    QD_NEED_STACK();
    RestoreBench::Options options;
    options.name = QStringLiteral("qd-busy-%1").arg(QCoreApplication::applicationPid());
    options.firstPort = 27240;
    bench = std::make_unique<RestoreBench>(options);
    QD_VERIFY(bench->prepare());
    before = bench->fingerprint();
    env = *stack::DotEnv::load(bench->projectFolder() + QLatin1String("/.env"));
}

void TestRestoreBusy::cleanup()
{
    if (bench && QTest::currentTestFailed())
        bench->reset();
}

void TestRestoreBusy::ninetySessionsAreThrownOutAndGoOn()
{
    constexpr int many = 90;
    {
        const Crowd crowd(bench->coordinates(), many);
        QTRY_COMPARE_WITH_TIMEOUT(crowd.connected(), many, 60'000);
        const ControlRun::Ended ended = bench->run(bench->restore());
        QD_RESTORED(ended);
        const qint64 cutOver = ended.json.value("cutOverMs").toInteger(-1);
        qInfo("swapped in %lld ms with %d sessions", cutOver, many);
        QVERIFY2(cutOver >= 0 && cutOver < 1000, qPrintable(QString::number(cutOver)));
        QVERIFY2(crowd.thrownOut() >= many, qPrintable(QString::number(crowd.thrownOut())));
        // None of them is left in the old one; all go on in the new one, under the same name.
        QTRY_COMPARE_WITH_TIMEOUT(crowd.connected(), many, 60'000);
        const qint64 then = crowd.statements();
        QTRY_VERIFY_WITH_TIMEOUT(crowd.statements() > then + many, 60'000);
        QCOMPARE(bench->sql(QStringLiteral("select count(*) from pg_stat_activity where datname like '%\\_prev\\_%'")), QStringLiteral("0"));
        QCOMPARE(bench->sql(QStringLiteral("select count(*) from workflow_entity where name like '% of mine'")), QStringLiteral("0"));
        QD_EXIT(bench->run(rollback()), 0);
        QTRY_COMPARE_WITH_TIMEOUT(crowd.connected(), many, 60'000);
    }
    QD_NONE(bench->changes(before));
    QD_NONE(bench->leftovers());
}

void TestRestoreBusy::aServerThatTakesNobodyAnyMore()
{
    ControlRun::Ended ended;
    {
        // With the places that are kept for a superuser, too.
        std::vector<std::unique_ptr<postgres::Session>> sessions;
        postgres::LibpqPort port;
        while (sessions.size() < 1000) {
            auto session = port.connect(JobContext().withTimeout(20s), bench->coordinates(true));
            if (!session)
                break;
            sessions.push_back(*std::move(session));
        }
        QVERIFY2(sessions.size() > 90 && sessions.size() < 1000, qPrintable(QString::number(sessions.size())));
        ended = bench->run(bench->restore());
    }
    QTRY_VERIFY_WITH_TIMEOUT(bench->sql(QStringLiteral("select 1")) == QLatin1String("1"), 30'000);
    QD_NONE(bench->unlike(ended, QStringLiteral("conflict"), before));
    QVERIFY2(ended.error().value("detail").toString().contains("too many clients") || ended.error().value("what").toString().contains("connections"),
             ended.all().constData());
}

void TestRestoreBusy::secretsAreNowhereToBeSeen()
{
    QMap<QString, QByteArray> secrets;
    for (const char *name : {"POSTGRES_PASSWORD", "N8N_DB_PASSWORD", "REDIS_PASSWORD", "N8N_ENCRYPTION_KEY"}) {
        secrets.insert(QLatin1String(name), env->value(QLatin1String(name)).value_or(QString()).toUtf8());
        QVERIFY2(secrets.value(QLatin1String(name)).size() >= 20, name);
    }
    const auto secretsIn = [&secrets](const QByteArray &bytes) {
        QStringList found;
        for (auto it = secrets.cbegin(); it != secrets.cend(); ++it) {
            if (bytes.contains(it.value()) || bytes.contains(it.value().toBase64(QByteArray::OmitTrailingEquals)))
                found.append(it.key());
        }
        return found.join(QLatin1Char(' '));
    };
    CommandLines watch;
    QStringList words = bench->restore(
        {QStringLiteral("--only"), QStringLiteral("postgres,globals,redis,n8n-data,env,compose"), QStringLiteral("--key"), QStringLiteral("set")});
    words.removeAll(QStringLiteral("--no-safety-backup"));
    const ControlRun::Ended ended = bench->run(words);
    const ControlRun::Ended back = bench->run(rollback());
    const QByteArrayList lines = watch.seen();
    QD_RESTORED(ended);
    QD_EXIT(back, 0);
    // That we looked closely enough: these live for parts of a second.
    QVERIFY2(watch.looks() > 100, qPrintable(QString::number(watch.looks())));
    for (const char *program : {"pg_restore ", "psql ", "quarterdeckctl restore run"})
        QVERIFY2(std::any_of(lines.begin(), lines.end(), [program](const QByteArray &line) { return line.contains(program); }), program);
    for (const QByteArray &line : lines)
        QVERIFY2(secretsIn(line).isEmpty(),
                 qPrintable(secretsIn(line) + QLatin1String(" in the command line of ") + QString::fromUtf8(line.left(40))));
    for (const ControlRun::Ended &run : {ended, back}) {
        QCOMPARE(secretsIn(run.told.toUtf8()), QString());
        QCOMPARE(secretsIn(QJsonDocument(run.json).toJson()), QString());
    }

    int looked = 0;
    QStringList names;
    for (const char *home : {"state", "config", "data", "run"}) {
        QDirIterator it(bench->path(QLatin1String(home)), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            struct stat status = {};
            QCOMPARE(::lstat(QFile::encodeName(path).constData(), &status), 0);
            QVERIFY2((status.st_mode & 077) == 0, qPrintable(path + QStringLiteral(" has mode %1").arg(status.st_mode & 07777, 0, 8)));
            QFile file(path);
            if (S_ISREG(status.st_mode)) {
                QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
                const QByteArray bytes = file.readAll();
                QVERIFY2(secretsIn(bytes).isEmpty(), qPrintable(path + QLatin1String(" holds ") + secretsIn(bytes)));
                names.append(path);
                ++looked;
            }
        }
    }
    QVERIFY2(looked >= 6, qPrintable(QString::number(looked)));
    for (const char *kind : {".json", ".html"})
        QVERIFY2(std::any_of(names.begin(), names.end(), [kind](const QString &name) { return name.endsWith(QLatin1String(kind)); }), kind);
    QD_NONE(bench->changes(before));
    QD_NONE(bench->leftovers());
}

void TestRestoreBusy::othersAreUntouched()
{
    QD_NONE(RestoreBench::difference(bench->othersBefore(), RestoreBench::others()));
}

QTEST_GUILESS_MAIN(TestRestoreBusy)
#include "tst_restorebusy.moc"
