// SPDX-License-Identifier: GPL-3.0-or-later
#include "../support/scalestack.h"
#include "../support/webhookload.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <csignal>

using namespace quarterdeck;
using namespace std::chrono_literals;
using quarterdeck::test::WebhookLoad;

/// quarterdeckctl scales a real stack by itself, as a service would. In order.
class TestAutoscaleStack final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void workersFollowTheLoadAndNoExecutionIsLost();
    void aDryRunOverThatTimeDecidesTheSame();
    void stoppedInTheMiddleTheNumberIsConsistent();

private:
    /// Runs quarterdeckctl to its end. @return what it printed as JSON
    QJsonObject control(const QStringList &arguments, int exitCode = 0)
    {
        QProcess process;
        prepare(process, arguments + QStringList{QStringLiteral("--json")});
        if (!process.waitForFinished(60'000) || process.exitCode() != exitCode)
            qWarning("%s: exit code %d\n%s", qPrintable(arguments.join(QLatin1Char(' '))), process.exitCode(),
                     process.readAllStandardError().constData());
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }
    void prepare(QProcess &process, const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &[name, folder] : {std::pair{"XDG_STATE_HOME", "state"}, std::pair{"XDG_CONFIG_HOME", "config"}})
            environment.insert(QLatin1String(name), m_home.filePath(QLatin1String(folder)));
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationDirPath() + QLatin1String("/quarterdeckctl"),
                      QStringList{QStringLiteral("workers"), QStringLiteral("autoscale")} + arguments
                          + QStringList{QStringLiteral("--stack"), m_stack->options.name});
        QVERIFY(process.waitForStarted());
    }
    int workers() { return static_cast<int>(m_stack->workerNames().size()); }
    /// The loop in a process of its own.
    void startRunner()
    {
        m_runner = std::make_unique<QProcess>();
        m_runner->setProcessChannelMode(QProcess::MergedChannels);
        prepare(*m_runner, {QStringLiteral("run")});
    }
    [[nodiscard]] bool hasTold(const QString &text)
    {
        (void)m_runner->waitForReadyRead(1);
        m_told += m_runner->readAll();
        return m_told.contains(text.toUtf8());
    }
    /// SIGTERM, as systemd does it.
    void stopRunner()
    {
        ::kill(static_cast<pid_t>(m_runner->processId()), SIGTERM);
        QVERIFY2(m_runner->waitForFinished(150'000), "it did not end");
        m_told += m_runner->readAll();
        QVERIFY2(m_runner->exitStatus() == QProcess::NormalExit && m_runner->exitCode() == 130, m_told.constData());
        m_runner.reset();
    }

    QTemporaryDir m_home;
    std::unique_ptr<test::ScaleStack> m_stack;
    std::unique_ptr<QProcess> m_runner;
    QByteArray m_told; ///< by the loop
};

#define QD_TRY_TOLD(condition, milliseconds)                                                                                                         \
    do {                                                                                                                                             \
        QDeadlineTimer patience(milliseconds);                                                                                                       \
        while (!(condition) && !patience.hasExpired())                                                                                               \
            QTest::qWait(200);                                                                                                                       \
        (void)hasTold({});                                                                                                                           \
        QVERIFY2(condition, m_told.constData());                                                                                                     \
    } while (false)

void TestAutoscaleStack::initTestCase()
{
    QD_NEED_ENGINE();
    m_stack = std::make_unique<test::ScaleStack>(QStringLiteral("auto"), 27710, 1);
    QD_VERIFY(m_stack->bringUp());
    // In seconds what is minutes otherwise; and however small this machine is.
    const QJsonObject set = control(QStringLiteral("set --min 1 --max 3 --depth 5 --oldest-wait 2000 --busy 80 --up-for 2 --room 40 --down-for 4"
                                                   " --rest-up 3 --rest-down 5 --every 1 --beyond-budget on")
                                        .split(QLatin1Char(' ')));
    QCOMPARE(set.value(QLatin1String("mode")).toString(), QStringLiteral("off"));
    QCOMPARE(set.value(QLatin1String("policy")).toObject().value(QLatin1String("max")).toInt(), 3);
}

void TestAutoscaleStack::cleanupTestCase()
{
    if (m_runner) {
        ::kill(static_cast<pid_t>(m_runner->processId()), SIGTERM);
        (void)m_runner->waitForFinished(150'000);
    }
    m_stack.reset();
}

void TestAutoscaleStack::workersFollowTheLoadAndNoExecutionIsLost()
{
    startRunner();
    QD_TRY_TOLD(hasTold(QStringLiteral("Stays at 1")), 60'000);
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(100'000, 40, 2, 6);
    QD_TRY_TOLD(workers() == 3 && hasTold(QStringLiteral("Goes from 2 to 3")), 200'000);
    load.stopNew();
    QVERIFY2(load.finish(120s), qPrintable(QStringLiteral("%1 in flight").arg(load.inFlight())));
    QD_TRY_TOLD(workers() == 1 && m_stack->writtenDown() == 1, 120'000);
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    QVERIFY(load.answered() >= 40);
    const QStringList wrong = m_stack->wrong(first, load.begun());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
    const QJsonObject show = control({QStringLiteral("show")});
    QCOMPARE(show.value(QLatin1String("service")).toObject().value(QLatin1String("pid")).toInteger(), m_runner->processId());
    // One at a time.
    QProcess second;
    prepare(second, {QStringLiteral("run")});
    QVERIFY(second.waitForFinished(60'000));
    QCOMPARE(second.exitCode(), 1);
    QD_TRY_TOLD(hasTold(QStringLiteral("Goes from 2 to 1")), 1'000);
    stopRunner();
    qInfo("%d executions, none lost; what it told:\n%s", load.begun(), m_told.constData());
}

void TestAutoscaleStack::aDryRunOverThatTimeDecidesTheSame()
{
    const QJsonArray events = control({QStringLiteral("dry-run"), QStringLiteral("--hours"), QStringLiteral("1")})
                                  .value(QLatin1String("dryRun"))
                                  .toObject()
                                  .value(QLatin1String("events"))
                                  .toArray();
    QJsonArray changes;
    for (const QJsonValue &event : events) {
        if (event.toObject().value(QLatin1String("from")) != event.toObject().value(QLatin1String("to")))
            changes.append(event);
    }
    const QJsonArray actions = control({QStringLiteral("history")}).value(QLatin1String("actions")).toArray();
    QCOMPARE(changes.size(), actions.size());
    QVERIFY(actions.size() >= 4);
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const QJsonObject was = actions.at(actions.size() - 1 - i).toObject(); // newest first
        const QJsonObject would = changes.at(i).toObject();
        QCOMPARE(was.value(QLatin1String("outcome")).toString(), QStringLiteral("done"));
        for (const char *member : {"from", "to", "reason"})
            QCOMPARE(would.value(QLatin1String(member)), was.value(QLatin1String(member)));
        const auto moment = [](const QJsonObject &of, const char *member) {
            return QDateTime::fromString(of.value(QLatin1String(member)).toString(), Qt::ISODateWithMs);
        };
        QVERIFY(qAbs(moment(would, "at").msecsTo(moment(was, "startedAt"))) < 5000);
    }
}

void TestAutoscaleStack::stoppedInTheMiddleTheNumberIsConsistent()
{
    m_told.clear();
    startRunner();
    QD_TRY_TOLD(hasTold(QStringLiteral("Stays at 1")), 60'000);
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(100'000, 30, 2, 4);
    QD_TRY_TOLD(hasTold(QStringLiteral("Goes from 1 to 2")), 60'000);
    QD_TRY_TOLD(workers() == 2, 30'000);
    stopRunner();
    load.stopNew();
    QVERIFY2(load.finish(120s), qPrintable(QStringLiteral("%1 in flight").arg(load.inFlight())));
    QCOMPARE(m_stack->writtenDown(), workers());
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    const QStringList wrong = m_stack->wrong(first, load.begun());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
}

QTEST_GUILESS_MAIN(TestAutoscaleStack)
#include "tst_autoscalestack.moc"
