// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/secret.h"
#include "support/realstack.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

using namespace quarterdeck;

/// The real program on the running stack.
class TestCliStack final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statusOfAHealthyStackExits0();
    void statusForPeople();
    void statusWarnsWhileAWorkerIsStopped();
    void stackListKnowsTheStack();
    void stackShowTellsTheSettingsInForce();
    void unknownStackAndServiceAreNamed();
    void stoppingNeedsAConfirmation();
    void serviceStopAndStart();
    void noSecretInAnyOutput();
    void startIsFast();

private:
    struct Run
    {
        int code = -1;
        QString out;
        QString err;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
    };
    static Run run(const QStringList &arguments)
    {
        QProcess process;
        process.start(qEnvironmentVariable("QUARTERDECKCTL"), arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(120000))
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    }
    static QStringList on(const QStringList &arguments) { return QStringList{"--stack", test::realStackName()} + arguments; }
    static QJsonObject service(const QJsonObject &status, const QString &role)
    {
        for (const QJsonValue &value : status.value("services").toArray()) {
            if (value.toObject().value("role").toString() == role)
                return value.toObject();
        }
        return {};
    }
    static int docker(const QStringList &arguments) { return QProcess::execute(QStringLiteral("docker"), arguments); }
};

void TestCliStack::initTestCase()
{
    QD_NEED_STACK();
}

void TestCliStack::statusOfAHealthyStackExits0()
{
    const Run result = run(on({"status", "--json"}));
    const QJsonObject json = result.json();
    QVERIFY2(result.code == 0, qPrintable(json.value("verdictText").toString() + result.err + result.out.left(2000)));
    QCOMPARE(json.value("schemaVersion").toInt(), 1);
    QCOMPARE(json.value("stack").toString(), test::realStackName());
    QCOMPARE(json.value("verdict").toString(), QStringLiteral("healthy"));
    const QJsonObject workers = service(json, QStringLiteral("worker"));
    QCOMPARE(workers.value("running").toInt(), workers.value("wanted").toInt());
    QCOMPARE(json.value("queue").toObject().value("consumers").toInt(), workers.value("wanted").toInt());
    QVERIFY2(workers.value("cpuPercent").isDouble(), "one reading is not enough for a CPU figure");
    QVERIFY(workers.value("memoryUsedBytes").toInteger() > 10'000'000);
}

void TestCliStack::statusForPeople()
{
    const Run result = run(on({"status"}));
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.startsWith(test::realStackName() + QLatin1String(": Healthy.")), qPrintable(result.out));
    QVERIFY(result.out.contains(QLatin1String("SERVICE")));
    QVERIFY(result.out.contains(QLatin1String("Queue")));
    QVERIFY(!result.out.contains(QLatin1Char('\x1b')));
    QVERIFY(!result.out.contains(QChar(0x00a0)));
}

void TestCliStack::statusWarnsWhileAWorkerIsStopped()
{
    const QJsonArray containers = service(run(on({"status", "--json"})).json(), QStringLiteral("worker")).value("containers").toArray();
    QVERIFY(containers.size() > 1);
    const QString id = containers.last().toObject().value("id").toString();
    const auto restore = qScopeGuard([&id] {
        docker({"start", id});
        for (int i = 0; i < 120 && run(on({"status", "--json"})).code != 0; ++i)
            QTest::qWait(1000);
    });
    QCOMPARE(docker({"stop", id}), 0);
    const Run result = run(on({"status", "--json"}));
    QCOMPARE(result.code, 2);
    QCOMPARE(result.json().value("verdict").toString(), QStringLiteral("warning"));
    QVERIFY(result.out.contains(QLatin1String("service-short:")));
}

void TestCliStack::stackListKnowsTheStack()
{
    const Run result = run({"stack", "list", "--json"});
    QCOMPARE(result.code, 0);
    bool found = false;
    for (const QJsonValue &value : result.json().value("stacks").toArray()) {
        const QJsonObject stack = value.toObject();
        if (stack.value("id").toString() != test::realStackName())
            continue;
        found = true;
        QVERIFY(stack.value("hasWorkers").toBool());
        QCOMPARE(stack.value("running").toInt(), stack.value("containers").toInt());
    }
    QVERIFY2(found, qPrintable(result.out));
    QVERIFY(run({"stack", "list"}).out.contains(test::realStackName()));
}

void TestCliStack::stackShowTellsTheSettingsInForce()
{
    const Run result = run(on({"stack", "show", "--json"}));
    QVERIFY2(result.code == 0, qPrintable(result.err + result.out));
    const QJsonObject json = result.json();
    QVERIFY(json.value("fromCompose").toBool());
    QVERIFY(json.value("running").toBool());
    QCOMPARE(json.value("database").toObject().value("kind").toString(), QStringLiteral("postgres"));
    QVERIFY(json.value("database").toObject().value("hasPassword").toBool());
    QCOMPARE(json.value("encryptionKey").toObject().value("fingerprint").toString().size(), 16);
    QCOMPARE(service(json, QStringLiteral("main")).value("settings").toObject().value("EXECUTIONS_MODE").toString(), QStringLiteral("queue"));
    QCOMPARE(run(on({"stack", "show"})).code, 0);
}

void TestCliStack::unknownStackAndServiceAreNamed()
{
    const Run stack = run({"--stack", "no-such-stack", "status"});
    QCOMPARE(stack.code, 1);
    QVERIFY2(stack.err.contains(QLatin1String("no-such-stack")), qPrintable(stack.err));
    const Run service = run(on({"service", "restart", "no-such-service", "--yes"}));
    QCOMPARE(service.code, 1);
    QVERIFY2(service.err.contains(QLatin1String("no-such-service")), qPrintable(service.err));
}

void TestCliStack::stoppingNeedsAConfirmation()
{
    const QString name = service(run(on({"status", "--json"})).json(), QStringLiteral("redis")).value("name").toString();
    const Run result = run(on({"service", "stop", name}));
    QCOMPARE(result.code, 64);
    QVERIFY2(result.err.contains(QLatin1String("--yes")), qPrintable(result.err));
    QCOMPARE(service(run(on({"status", "--json"})).json(), QStringLiteral("redis")).value("running").toInt(), 1);
}

void TestCliStack::serviceStopAndStart()
{
    const QString name = service(run(on({"status", "--json"})).json(), QStringLiteral("worker")).value("name").toString();
    const Run stopped = run(on({"service", "stop", name, "--yes"}));
    QVERIFY2(stopped.code == 0, qPrintable(stopped.err));
    const Run status = run(on({"status", "--json"}));
    const Run started = run(on({"service", "start", name}));
    QVERIFY2(started.code == 0, qPrintable(started.err));
    QCOMPARE(status.code, 1);
    QCOMPARE(service(status.json(), QStringLiteral("worker")).value("state").toString(), QStringLiteral("failing"));
    QVERIFY2(started.err.contains(QLatin1String("done, ")), qPrintable(started.err));
    QTRY_COMPARE_WITH_TIMEOUT(run(on({"status", "--json"})).code, 0, 150000);
}

void TestCliStack::noSecretInAnyOutput()
{
    QFile env(test::realStackFolder() + QLatin1String("/.env"));
    QVERIFY(env.open(QIODevice::ReadOnly));
    QStringList secrets;
    for (const QString &line : QString::fromUtf8(env.readAll()).split(QLatin1Char('\n'))) {
        const QString name = line.section(QLatin1Char('='), 0, 0);
        const QString value = line.section(QLatin1Char('='), 1).trimmed();
        if (isSecretName(name) && value.size() >= 4)
            secrets.append(value);
    }
    QVERIFY(secrets.size() >= 3);
    QString all;
    for (const QStringList &command :
         {QStringList{"status", "--json"}, QStringList{"status"}, QStringList{"stack", "show", "--json"}, QStringList{"stack", "show"},
          QStringList{"stack", "list", "--json"}, QStringList{"diagnostics"}, QStringList{"diagnostics", "--json"}}) {
        const Run result = run(on(command));
        all += result.out + result.err;
    }
    QVERIFY(all.size() > 5000);
    for (const QString &secret : std::as_const(secrets))
        QVERIFY(!all.contains(secret));
}

void TestCliStack::startIsFast()
{
    QList<qint64> times;
    for (int i = 0; i < 9; ++i) {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(run({"stack", "list"}).code, 0);
        times.append(timer.elapsed());
    }
    std::sort(times.begin(), times.end());
    QVERIFY2(times.at(4) < 250, qPrintable(QStringLiteral("median %1 ms").arg(times.at(4))));
}

QTEST_GUILESS_MAIN(TestCliStack)
#include "tst_clistack.moc"
