// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../faults/backup/controlrun.h"
#include "../../stack/support/testcontainer.h"
#include "adapters/n8n/n8nhttp.h"
#include "stack/n8nrest.h"
#include "stack/sandboxseed.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace std::chrono_literals;
using quarterdeck::test::ControlRun;

namespace {

constexpr quint16 n8nPort = 27330;
constexpr int patience = 15 * 60 * 1000; // ms: n8n alone takes a minute to start, more where others compile

/// The images of versions.tsv, by variable; nothing is built.
QMap<QString, QString> imagesOf(const QString &variant)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (variant != QLatin1String("default")) {
        // Those that the test stack was brought up with would be taken in place of the others.
        for (const char *name : {"POSTGRES_IMAGE", "REDIS_IMAGE", "N8N_IMAGE"})
            environment.remove(QLatin1String(name));
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("bash"),
                  {qEnvironmentVariable("QUARTERDECK_IMAGES"), QStringLiteral("--variant"), variant, QStringLiteral("--print")});
    QMap<QString, QString> images;
    if (!process.waitForFinished())
        return images;
    for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        images.insert(line.section(QLatin1Char('='), 0, 0), line.section(QLatin1Char('='), 1));
    return images;
}

bool isHere(const QString &image)
{
    return test::docker({QStringLiteral("image"), QStringLiteral("inspect"), QStringLiteral("--format"), QStringLiteral("{{.Id}}"), image})
        .has_value();
}

} // namespace

/// n8n of two generations on PostgreSQL of two: used through n8n itself, backed
/// up, lost in part and as a whole, and each time asked through n8n itself again.
class TestRestoreVersions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void lostTablesAndALostStackComeBack_data();
    void lostTablesAndALostStackComeBack();

private:
    [[nodiscard]] ControlRun::Ended control(const QStringList &arguments) const { return ControlRun(arguments, m_environment).finish(patience); }
    [[nodiscard]] ControlRun::Ended sandbox(const QStringList &arguments) const
    {
        return control(QStringList{QStringLiteral("sandbox")} + arguments
                       + QStringList{QStringLiteral("--name"), m_name, QStringLiteral("--dir"), m_folder});
    }
    [[nodiscard]] QString sql(const QString &statement) const
    {
        return test::docker({QStringLiteral("exec"), m_name + QLatin1String("-postgres-1"), QStringLiteral("psql"), QStringLiteral("-U"),
                             QStringLiteral("postgres"), QStringLiteral("-d"), QStringLiteral("n8n"), QStringLiteral("-Atc"), statement})
            .value_or(QStringLiteral("failed"))
            .trimmed();
    }
    [[nodiscard]] QByteArray hook()
    {
        n8n::HttpRequest request;
        request.host = QStringLiteral("127.0.0.1");
        request.port = n8nPort;
        request.method = "POST";
        request.target = QByteArray("/webhook/") + stack::seedEchoPath;
        request.headers.insert(QStringLiteral("Content-Type"), "application/json");
        request.body = R"({"greeting":"again"})";
        const auto answer = m_n8n.request(JobContext().withTimeout(60s), request);
        return answer && answer->status == 200 ? answer->body : QByteArray();
    }
    [[nodiscard]] qint64 finishedByWorker() const
    {
        const QString log = test::docker({QStringLiteral("logs"), m_name + QLatin1String("-n8n-worker-1")}).value_or(QString());
        return log.count(QLatin1String("finished execution"));
    }
    /// n8n lists its workflows, decrypts its credential, and a worker runs the webhook.
    void n8nWorks();

    QTemporaryDir m_root;
    QString m_name = QStringLiteral("qd-versions-%1").arg(QCoreApplication::applicationPid());
    QString m_folder;
    int m_round = 0;
    QMap<QString, QString> m_environment;
    n8n::N8nHttp m_n8n;
    std::optional<stack::N8nRest::Owner> m_owner;
};

void TestRestoreVersions::initTestCase()
{
    QD_NEED_ENGINE();
}

void TestRestoreVersions::cleanup()
{
    if (m_folder.isEmpty())
        return;
    // It leaves a folder that a rebuild made alone, and says so; that one goes with the temporary folder.
    (void)sandbox({QStringLiteral("down"), QStringLiteral("--with-data"), QStringLiteral("--yes")});
    const QString filter = QLatin1String("label=com.docker.compose.project=") + m_name;
    for (const char *kind : {"container", "volume", "network"}) {
        QCOMPARE(test::docker({QLatin1String(kind), QStringLiteral("ls"), QStringLiteral("-q"), QStringLiteral("--filter"), filter})
                     .value_or(QStringLiteral("failed")),
                 QString());
    }
    m_folder.clear();
    m_owner.reset();
}

void TestRestoreVersions::n8nWorks()
{
    stack::N8nRest rest(m_n8n, QStringLiteral("127.0.0.1"), n8nPort);
    QD_VERIFY(rest.becomeOwner({}, *m_owner));
    const Result<QJsonValue> workflows = rest.get({}, "/rest/workflows");
    QD_VERIFY(workflows);
    QStringList names;
    for (const QJsonValue &workflow : workflows->toArray())
        names.append(workflow.toObject().value(QLatin1String("name")).toString());
    names.sort();
    QCOMPARE(names, (QStringList{QStringLiteral("Quarterdeck echo"), QStringLiteral("Quarterdeck slow")}));
    const Result<QJsonValue> credentials = rest.get({}, "/rest/credentials");
    QD_VERIFY(credentials);
    QCOMPARE(credentials->toArray().size(), 1);
    const QString id = credentials->toArray().first().toObject().value(QLatin1String("id")).toString();
    const Result<QJsonValue> opened = rest.get({}, "/rest/credentials/" + id.toUtf8() + "?includeData=true");
    QD_VERIFY(opened);
    QCOMPARE(opened->toObject().value(QLatin1String("data")).toObject().value(QLatin1String("name")).toString(), QStringLiteral("X-Quarterdeck"));
    // A trigger is registered some seconds after n8n calls itself ready.
    const qint64 before = finishedByWorker();
    QTRY_VERIFY_WITH_TIMEOUT(hook().contains("\"greeting\":\"again\""), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(finishedByWorker() > before, 30'000);
}

void TestRestoreVersions::lostTablesAndALostStackComeBack_data()
{
    QTest::addColumn<QString>("n8nImage");
    QTest::addColumn<QString>("postgresImage");
    const QMap<QString, QString> usual = imagesOf(QStringLiteral("default"));
    const QMap<QString, QString> second = imagesOf(QStringLiteral("second"));
    QVERIFY2(usual.size() == 3 && second.size() == 3, "ensure-images.sh does not tell what it would build");
    m_environment.insert(QStringLiteral("REDIS_IMAGE"), usual.value(QStringLiteral("REDIS_IMAGE")));
    for (const QMap<QString, QString> &n8n : {second, usual}) {
        for (const QMap<QString, QString> &postgres : {second, usual}) {
            const QString n8nImage = n8n.value(QStringLiteral("N8N_IMAGE"));
            const QString postgresImage = postgres.value(QStringLiteral("POSTGRES_IMAGE"));
            QTest::addRow("%s on %s", qPrintable(n8nImage.section(QLatin1Char('/'), -1)), qPrintable(postgresImage.section(QLatin1Char('/'), -1)))
                << n8nImage << postgresImage;
        }
    }
}

void TestRestoreVersions::lostTablesAndALostStackComeBack()
{
    QFETCH(QString, n8nImage);
    QFETCH(QString, postgresImage);
    for (const QString &image : {n8nImage, postgresImage}) {
        if (!isHere(image)) {
            const QString how = QStringLiteral("%1 is not on this machine: these versions were NOT proven. To have them: "
                                               "bash resources/sandbox/images/ensure-images.sh --variant second --only postgres,n8n")
                                    .arg(image);
            QSKIP(qPrintable(how));
        }
    }
    // No colon, as the tags of images have them: Docker takes it for the end of a path.
    const QString root = m_root.filePath(QString::number(++m_round));
    m_folder = root + QLatin1String("/stack");
    for (const char *kind : {"STATE", "CONFIG", "DATA"})
        m_environment.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(kind)), root + QLatin1Char('/') + QLatin1String(kind));
    m_environment.insert(QStringLiteral("N8N_IMAGE"), n8nImage);
    m_environment.insert(QStringLiteral("POSTGRES_IMAGE"), postgresImage);

    const ControlRun::Ended up
        = sandbox({QStringLiteral("up"), QStringLiteral("--workers"), QStringLiteral("1"), QStringLiteral("--n8n-port"), QString::number(n8nPort),
                   QStringLiteral("--postgres-port"), QString::number(n8nPort + 1), QStringLiteral("--redis-port"), QString::number(n8nPort + 2)});
    QVERIFY2(up.exitCode == 0, up.all().constData());
    const ControlRun::Ended seeded = sandbox({QStringLiteral("seed"), QStringLiteral("--executions"), QStringLiteral("200")});
    QVERIFY2(seeded.exitCode == 0, seeded.all().constData());
    QFile file(m_folder + QLatin1String("/owner.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject login = QJsonDocument::fromJson(file.readAll()).object();
    m_owner.emplace(stack::N8nRest::Owner{login.value(QLatin1String("email")).toString(), Secret(login.value(QLatin1String("password")).toString())});
    n8nWorks();
    if (QTest::currentTestFailed())
        return;
    const QString executions = sql(QStringLiteral("SELECT count(*) FROM execution_entity"));
    QVERIFY2(executions.toInt() > 200, qPrintable(executions)); // those of the seed, and at least one that n8n made

    const QStringList stack = {QStringLiteral("--stack"), m_name};
    const ControlRun::Ended made = control(QStringList{QStringLiteral("backup"), QStringLiteral("create")} + stack);
    QVERIFY2(made.exitCode == 0, made.all().constData());

    // Tables are lost; the stack stands.
    QVERIFY(sql(QStringLiteral("DROP TABLE execution_data CASCADE; DELETE FROM credentials_entity; UPDATE workflow_entity SET name = 'spoilt'"))
                .contains(QLatin1String("DROP TABLE")));
    const ControlRun::Ended restored = control(QStringList{QStringLiteral("restore"), QStringLiteral("run"), QStringLiteral("latest-proven"),
                                                           QStringLiteral("--yes"), QStringLiteral("--no-safety-backup")}
                                               + stack);
    QVERIFY2(restored.exitCode == 0, restored.all().constData());
    QCOMPARE(restored.json.value(QLatin1String("keyFit")).toString(), QStringLiteral("fits"));
    // No trigger may fire before the release, in either generation's way to keep which are on.
    QCOMPARE(hook(), QByteArray());
    const ControlRun::Ended released = control(QStringList{QStringLiteral("restore"), QStringLiteral("release")} + stack);
    QVERIFY2(released.exitCode == 0, released.all().constData());
    n8nWorks();
    if (QTest::currentTestFailed())
        return;
    QVERIFY(sql(QStringLiteral("SELECT count(*) FROM execution_data")).toInt() >= executions.toInt());

    // Everything is lost: containers, volumes, the project's folder.
    const ControlRun::Ended down = sandbox({QStringLiteral("down"), QStringLiteral("--with-data"), QStringLiteral("--yes")});
    QVERIFY2(down.exitCode == 0, down.all().constData());
    QVERIFY(!QFile::exists(m_folder));
    QCOMPARE(sql(QStringLiteral("SELECT 1")), QStringLiteral("failed"));
    const ControlRun::Ended rebuilt = control(
        QStringList{QStringLiteral("restore"), QStringLiteral("rebuild"), QStringLiteral("latest-proven"), QStringLiteral("--no-quarantine")}
        + stack);
    QVERIFY2(rebuilt.exitCode == 0, rebuilt.all().constData());
    qInfo("rebuilt in %lld ms", static_cast<long long>(rebuilt.json.value(QLatin1String("tookMs")).toInteger()));
    QCOMPARE(rebuilt.json.value(QLatin1String("keyFit")).toString(), QStringLiteral("fits"));
    n8nWorks();
}

QTEST_GUILESS_MAIN(TestRestoreVersions)
#include "tst_restoreversions.moc"
