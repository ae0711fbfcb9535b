// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/resultcheck.h"
#include "workers/settingsedit.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;
using stack::SettingChange;

namespace {

constexpr qint64 mebi = 1024LL * 1024;
const QString workerName = QStringLiteral("n8n-worker");

stack::Stack sample()
{
    stack::Service main;
    main.name = QStringLiteral("n8n");
    main.role = stack::Role::Main;
    main.version = QStringLiteral("2.35.5");
    main.environment = {{QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS"), QStringLiteral("true")}};
    stack::Service worker;
    worker.name = workerName;
    worker.role = stack::Role::Worker;
    worker.memoryLimit = 512 * mebi;
    worker.stopGraceSeconds = 75;
    worker.environment = {{QStringLiteral("NODE_OPTIONS"), QStringLiteral("--no-deprecation --max-old-space-size=320")},
                          {QStringLiteral("QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD"), QStringLiteral("60000")},
                          {QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT"), QStringLiteral("60")}};
    for (int number : {1, 2}) {
        stack::Container container;
        container.name = QStringLiteral("acme-n8n-worker-%1").arg(number);
        container.number = number;
        worker.containers.append(container);
    }
    stack::Stack stack;
    stack.id = stack.project.name = QStringLiteral("acme");
    stack.services = {main, worker};
    return stack;
}

stack::Service &workerOf(stack::Stack &stack)
{
    return stack.services[1];
}

QStringList written(const QList<SettingChange> &changes)
{
    QStringList texts;
    for (const SettingChange &change : changes)
        texts.append(change.service + QLatin1Char(' ') + change.places().first().join(QLatin1Char('.')) + QLatin1Char('=') + change.value);
    return texts;
}

QString warned(const stack::Stack &stack, const WorkerSettings &settings, std::optional<std::chrono::milliseconds> longest = {})
{
    // Units are held together by blanks of their own.
    QStringList texts;
    for (const SettingWarning &warning : settingWarnings(stack, settings, longest))
        texts.append(warning.text);
    return texts.join(QLatin1Char('\n')).replace(QChar::Nbsp, QLatin1Char(' '));
}

} // namespace

class TestSettingValues final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsInForceIsRead();
    void whatIsNotSetHasN8nsDefaults();
    void theConcurrencyGoesToTheKnobInForce();
    void graceAndTimeoutGoTogether();
    void anOutdatedTimeoutThatWinsIsSetToo();
    void offloadingReachesMain();
    void contradictionsAndRangesAreRefused();
    void dangerIsToldInNumbers();
    void harmlessValuesAreNotWarnedAbout();
    void containersAreComparedWithWhatIsWanted();
    void aNameOrAPortOfItsOwnAllowsNoSecond();
};

void TestSettingValues::whatIsInForceIsRead()
{
    stack::Stack stack = sample();
    stack.concurrency = {7, stack::Concurrency::Knob::Flag, QStringLiteral("EXECUTIONS_CONCURRENCY")};
    workerOf(stack).environment.insert(QStringLiteral("EXECUTIONS_CONCURRENCY"), QStringLiteral("25"));
    const SettingsNow now = settingsNow(stack);
    QCOMPARE(now.memoryLimit, 512 * mebi);
    QCOMPARE(now.heap.value_or(0), 320 * mebi);
    QCOMPARE(now.concurrency, 7);
    QCOMPARE(now.inertValue.value_or(0), 25);
    QVERIFY(now.offloadManual);
    QVERIFY(!now.offloadsAlways);
    QCOMPARE(now.redisTimeoutMs, 60000);
    QCOMPARE(now.stopGraceSeconds, 75);
    QCOMPARE(now.shutdownTimeoutSeconds, 60);
    QCOMPARE(now.workers, 2);
}

void TestSettingValues::whatIsNotSetHasN8nsDefaults()
{
    stack::Stack stack = sample();
    workerOf(stack).environment.clear();
    workerOf(stack).stopGraceSeconds = -1;
    // Only the text "true" counts to n8n.
    stack.services[0].environment = {{QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS"), QStringLiteral("1")}};
    SettingsNow now = settingsNow(stack);
    QVERIFY(!now.heap);
    QVERIFY(!now.offloadManual);
    QCOMPARE(now.redisTimeoutMs, 10000);
    QCOMPARE(now.stopGraceSeconds, 10);
    QCOMPARE(now.shutdownTimeoutSeconds, 30);
    stack.services[0].version = QStringLiteral("3.0.1");
    now = settingsNow(stack);
    QVERIFY(now.offloadManual);
    QVERIFY(now.offloadsAlways);
}

void TestSettingValues::theConcurrencyGoesToTheKnobInForce()
{
    stack::Stack stack = sample();
    WorkerSettings settings;
    settings.concurrency = 20;
    const QStringList variable{QStringLiteral("n8n-worker environment.N8N_CONCURRENCY_PRODUCTION_LIMIT=20")};
    QCOMPARE(written(settingChanges(stack, settings)), variable);
    stack.concurrency.knob = stack::Concurrency::Knob::ProductionLimit;
    QCOMPARE(written(settingChanges(stack, settings)), variable);
    stack.concurrency.knob = stack::Concurrency::Knob::Flag;
    QCOMPARE(written(settingChanges(stack, settings)), QStringList(QStringLiteral("n8n-worker command=20")));
    // Where the flag cannot be spliced: the variable that beats it.
    QCOMPARE(written(settingChanges(stack, settings, false)), variable);
}

void TestSettingValues::graceAndTimeoutGoTogether()
{
    const stack::Stack stack = sample();
    WorkerSettings settings;
    settings.stopGraceSeconds = 120;
    QCOMPARE(written(settingChanges(stack, settings)),
             QStringList(
                 {QStringLiteral("n8n-worker stop_grace_period=120s"), QStringLiteral("n8n-worker environment.N8N_GRACEFUL_SHUTDOWN_TIMEOUT=105")}));
    settings = {};
    settings.shutdownTimeoutSeconds = 90;
    QCOMPARE(completed(stack, settings).stopGraceSeconds.value_or(0), 105);
    // Long enough already: nothing else is touched.
    settings.shutdownTimeoutSeconds = 30;
    QVERIFY(!completed(stack, settings).stopGraceSeconds);
    const stack::Service after = withSettings(*stack.service(workerName), settingChanges(stack, settings));
    QCOMPARE(after.environment.value(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT")), QStringLiteral("30"));
    QCOMPARE(after.stopGraceSeconds, 75);
}

void TestSettingValues::anOutdatedTimeoutThatWinsIsSetToo()
{
    stack::Stack stack = sample();
    workerOf(stack).environment.insert(QStringLiteral("QUEUE_WORKER_TIMEOUT"), QStringLiteral("20"));
    WorkerSettings settings;
    settings.stopGraceSeconds = 60;
    QVERIFY(written(settingChanges(stack, settings)).contains(QStringLiteral("n8n-worker environment.QUEUE_WORKER_TIMEOUT=45")));
}

void TestSettingValues::offloadingReachesMain()
{
    stack::Stack stack = sample();
    WorkerSettings settings;
    settings.offloadManual = false;
    QCOMPARE(written(settingChanges(stack, settings)), QStringList(QStringLiteral("n8n environment.OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS=false")));
    workerOf(stack).environment.insert(QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS"), QStringLiteral("true"));
    QCOMPARE(settingChanges(stack, settings).size(), 2);
}

void TestSettingValues::contradictionsAndRangesAreRefused()
{
    const stack::Stack stack = sample();
    WorkerSettings settings;
    QD_VERIFY(checkSettings(stack, settings));
    settings.stopGraceSeconds = 60;
    settings.shutdownTimeoutSeconds = 60;
    Result<void> checked = checkSettings(stack, settings);
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::Invalid);
    QVERIFY2(checked.error().hint.contains(QLatin1String("75")), qPrintable(checked.error().hint));
    for (const WorkerSettings &wrong : {WorkerSettings{64 * mebi, {}, {}, {}, {}, {}}, WorkerSettings{{}, 0, {}, {}, {}, {}},
                                        WorkerSettings{{}, {}, {}, 10, {}, {}}, WorkerSettings{{}, {}, {}, {}, 5, {}}}) {
        checked = checkSettings(stack, wrong);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Invalid);
        QVERIFY(!checked.error().hint.isEmpty());
    }
    stack::Stack other = stack;
    other.project = {};
    QCOMPARE(checkSettings(other, {}).error().kind, ErrorKind::Unsupported);
    other = stack;
    other.services.removeLast();
    QCOMPARE(checkSettings(other, {}).error().kind, ErrorKind::Unsupported);
}

void TestSettingValues::dangerIsToldInNumbers()
{
    stack::Stack stack = sample();
    WorkerSettings settings;
    settings.memoryLimit = 256 * mebi;
    QString words = warned(stack, settings);
    QVERIFY2(words.contains(QLatin1String("256 MiB is less than the heap of 320 MiB")), qPrintable(words));
    QVERIFY2(words.contains(QLatin1String("448 MiB")), qPrintable(words));
    QVERIFY2(words.contains(QLatin1String("275 MiB")), qPrintable(words));
    settings.memoryLimit = 400 * mebi;
    words = warned(stack, settings);
    QVERIFY2(words.contains(QLatin1String("only 80 MiB beside the heap of 320 MiB")), qPrintable(words));
    settings = {};
    settings.concurrency = 3;
    QVERIFY(warned(stack, settings).contains(QLatin1String("Below 5")));
    settings.concurrency = 100;
    words = warned(stack, settings);
    QVERIFY2(words.contains(QLatin1String("DB_POSTGRESDB_POOL_SIZE")), qPrintable(words));
    QVERIFY2(words.contains(QLatin1String("100 executions at once in 512 MiB")), qPrintable(words));
    settings = {};
    settings.redisTimeoutMs = 5000;
    QVERIFY(warned(stack, settings).contains(QLatin1String("5 s")));
    settings = {};
    settings.stopGraceSeconds = 45;
    words = warned(stack, settings, 41s);
    QVERIFY2(words.contains(QLatin1String("41 s")) && words.contains(QLatin1String("30 s")), qPrintable(words));
    settings = {};
    settings.offloadManual = true;
    workerOf(stack).containers.clear();
    QVERIFY(warned(stack, settings).contains(QLatin1String("no worker")));
}

void TestSettingValues::harmlessValuesAreNotWarnedAbout()
{
    const stack::Stack stack = sample();
    WorkerSettings settings;
    settings.memoryLimit = 640 * mebi;
    settings.concurrency = 10;
    settings.redisTimeoutMs = 60000;
    settings.stopGraceSeconds = 90;
    settings.offloadManual = true;
    QCOMPARE(warned(stack, settings, 41s), QString());
}

void TestSettingValues::containersAreComparedWithWhatIsWanted()
{
    stack::Stack stack = sample();
    stack.concurrency.knob = stack::Concurrency::Knob::Flag;
    WorkerSettings settings;
    settings.memoryLimit = 640 * mebi;
    settings.concurrency = 20;
    settings.stopGraceSeconds = 90;
    docker::ContainerDetails container;
    container.host.memory = 640 * mebi;
    container.command = QStringList({QStringLiteral("worker"), QStringLiteral("--concurrency"), QStringLiteral("20")});
    container.stopTimeout = 90;
    container.environment = QStringList(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT=75"));
    const QList<SettingChange> changes = settingChanges(stack, settings);
    QVERIFY(carries(container, workerName, changes));
    QVERIFY(carries({}, QStringLiteral("n8n"), changes)); // none of them is meant for it
    for (int wrong = 0; wrong < 4; ++wrong) {
        docker::ContainerDetails other = container;
        if (wrong == 0)
            other.host.memory = 512 * mebi;
        else if (wrong == 1)
            other.command = QStringList(QStringLiteral("worker"));
        else if (wrong == 2)
            other.stopTimeout = -1;
        else
            other.environment = QStringList(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT=60"));
        QVERIFY2(!carries(other, workerName, changes), qPrintable(QString::number(wrong)));
    }
}

void TestSettingValues::aNameOrAPortOfItsOwnAllowsNoSecond()
{
    stack::Stack stack = sample();
    QVERIFY(allowsOneMore(stack, workerOf(stack)));
    workerOf(stack).containers[0].name = QStringLiteral("acme_n8n-worker_1"); // Compose with --compatibility
    QVERIFY(allowsOneMore(stack, workerOf(stack)));
    workerOf(stack).ports = {{QStringLiteral("127.0.0.1"), 0, 5678, QStringLiteral("tcp")}};
    QVERIFY(allowsOneMore(stack, workerOf(stack)));
    workerOf(stack).ports[0].hostPort = 5679;
    QVERIFY(!allowsOneMore(stack, workerOf(stack)));
    workerOf(stack).ports.clear();
    workerOf(stack).containers[0].name = QStringLiteral("the-worker");
    QVERIFY(!allowsOneMore(stack, workerOf(stack)));
}

QTEST_GUILESS_MAIN(TestSettingValues)
#include "tst_settingvalues.moc"
