// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consolestate.h"
#include "gui/models/servicemodel.h"
#include "gui/models/stackmodel.h"
#include "gui/models/stepmodel.h"
#include "gui/notices.h"
#include "gui/theme/colors.h"

#include <QAbstractItemModelTester>
#include <QSortFilterProxyModel>
#include <QtTest>

#include <ctime>

using namespace quarterdeck;
using namespace quarterdeck::gui;

class TestModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servicesHaveContainersBelow();
    void updateTellsOnlyTheCellsThatChanged();
    void nothingIsToldWhenNothingChanged();
    void rowsComeGoAndMoveWithoutAReset();
    void selectionSurvivesUpdates();
    void historyHoldsAMinuteWithGaps();
    void staleDataIsUnknown();
    void anotherStackStartsAnew();
    void valuesSortRaw();
    void everyCellSpeaks();
    void twoHundredContainersUpdateQuickly();
    void stacksAreListed();
    void stepsCountAndUndo();
    void stepThatThePlanDidNotNameIsAdded();
    void sceneFollowsWhatIsKnown();
    void statusOfAnotherStackIsIgnored();
    void noticesBringTheirCommands_data();
    void noticesBringTheirCommands();
    void colorsAreLegible();
    void statesDifferInBothThemes();
};

namespace {

health::ContainerStatus container(const QString &service, int number)
{
    health::ContainerStatus made;
    made.service = service;
    made.name = QStringLiteral("acme-%1-%2").arg(service).arg(number);
    made.id = made.name + QStringLiteral("-id");
    made.number = number;
    made.state = health::State::Healthy;
    made.engineState = QStringLiteral("running");
    made.startedAt = QDateTime(QDate(2026, 1, 1), QTime(10, 0), Qt::UTC);
    made.cpuPercent = 5;
    made.memoryUsed = 100 * 1024 * 1024;
    made.memoryLimit = 512 * 1024 * 1024;
    return made;
}

health::ServiceStatus service(const QString &name, int containers)
{
    health::ServiceStatus made;
    made.name = name;
    made.state = health::State::Healthy;
    made.version = QStringLiteral("2.35.5");
    made.running = made.wanted = containers;
    made.startedAt = QDateTime(QDate(2026, 1, 1), QTime(10, 0), Qt::UTC);
    made.cpuPercent = 5.0 * containers;
    made.memoryUsed = 100LL * 1024 * 1024 * containers;
    made.memoryLimit = 512LL * 1024 * 1024 * containers;
    for (int number = 1; number <= containers; ++number)
        made.containers.append(container(name, number));
    return made;
}

health::StackStatus status(const QList<health::ServiceStatus> &services)
{
    health::StackStatus made;
    made.stackId = QStringLiteral("acme");
    made.taken = QDateTime(QDate(2026, 1, 2), QTime(10, 0), Qt::UTC);
    made.services = services;
    return made;
}

const QString workerName = QStringLiteral("worker");
const QString redisName = QStringLiteral("redis");
const QString postgresName = QStringLiteral("postgres");

} // namespace

void TestModels::servicesHaveContainersBelow()
{
    ServiceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(status({service(workerName, 3), service(redisName, 1)}));
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex first = model.indexOfService(workerName);
    QCOMPARE(model.rowCount(first), 3);
    QCOMPARE(first.data().toString(), workerName);
    QCOMPARE(first.siblingAtColumn(ServiceModel::State).data().toString(), QStringLiteral("Healthy, 3 of 3"));
    QCOMPARE(first.siblingAtColumn(ServiceModel::Up).data().toString(), QStringLiteral("1 d"));
    const QModelIndex child = model.index(1, 0, first);
    QCOMPARE(child.data().toString(), QStringLiteral("worker-2")); // the stack's name says nothing here
    QVERIFY(child.data(Qt::ToolTipRole).toString().contains(QStringLiteral("acme-worker-2")));
    QCOMPARE(child.data(ServiceModel::ServiceRole).toString(), workerName);
    QCOMPARE(model.parent(child), first);
}

void TestModels::updateTellsOnlyTheCellsThatChanged()
{
    ServiceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    health::StackStatus now = status({service(redisName, 1)});
    for (int i = 0; i < ServiceModel::historyLength + 1; ++i)
        model.update(now); // the line of the CPU is flat all over
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    now.services[0].restartCount = 1;
    model.update(now);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.at(0).at(0).toModelIndex().column(), static_cast<int>(ServiceModel::Restarts));
    QCOMPARE(changes.at(0).at(1).toModelIndex().column(), static_cast<int>(ServiceModel::Restarts));
    QCOMPARE(resets.size(), 0);
}

void TestModels::nothingIsToldWhenNothingChanged()
{
    ServiceModel model;
    const health::StackStatus now = status({service(workerName, 5), service(redisName, 1)});
    for (int i = 0; i < ServiceModel::historyLength + 1; ++i)
        model.update(now);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update(now);
    QCOMPARE(changes.size(), 0);
}

void TestModels::rowsComeGoAndMoveWithoutAReset()
{
    ServiceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    const QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.update(status({service(workerName, 2), service(redisName, 1)}));
    model.update(status({service(redisName, 1), service(postgresName, 1), service(workerName, 4)}));
    QCOMPARE(model.index(0, 0).data().toString(), redisName);
    QCOMPARE(model.index(1, 0).data().toString(), postgresName);
    QCOMPARE(model.rowCount(model.indexOfService(workerName)), 4);
    model.update(status({service(workerName, 1)}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowCount(model.indexOfService(workerName)), 1);
    model.update(status({}));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.size(), 0);
}

void TestModels::selectionSurvivesUpdates()
{
    ServiceModel model;
    model.update(status({service(workerName, 3), service(redisName, 1)}));
    const QPersistentModelIndex selected = model.index(2, 0, model.indexOfService(workerName));
    model.update(status({service(redisName, 1), service(workerName, 3)}));
    QVERIFY(selected.isValid());
    QCOMPARE(selected.data().toString(), QStringLiteral("worker-3"));
}

void TestModels::historyHoldsAMinuteWithGaps()
{
    ServiceModel model;
    health::StackStatus now = status({service(redisName, 1)});
    for (int i = 0; i < 70; ++i) {
        now.services[0].cpuPercent = i == 69 ? std::nullopt : std::optional<double>(i);
        model.update(now);
    }
    const auto history = model.indexOfService(redisName).data(ServiceModel::HistoryRole).value<QList<float>>();
    QCOMPARE(history.size(), ServiceModel::historyLength);
    QCOMPARE(history.first(), 10.0F);
    QVERIFY(history.last() < 0);
}

void TestModels::staleDataIsUnknown()
{
    ServiceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(status({service(redisName, 1)}));
    model.setStale(true);
    const QModelIndex state = model.indexOfService(redisName).siblingAtColumn(ServiceModel::State);
    QCOMPARE(state.data().toString(), QStringLiteral("Unknown"));
    QVERIFY(state.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Healthy")));
    model.update(status({service(redisName, 1)}));
    QCOMPARE(state.data().toString(), QStringLiteral("Healthy"));
}

void TestModels::anotherStackStartsAnew()
{
    ServiceModel model;
    model.update(status({service(redisName, 1)}));
    health::StackStatus other = status({service(redisName, 1)});
    other.stackId = QStringLiteral("beta");
    model.update(other);
    QCOMPARE(model.indexOfService(redisName).data(ServiceModel::HistoryRole).value<QList<float>>().size(), 1);
}

void TestModels::valuesSortRaw()
{
    ServiceModel model;
    health::StackStatus now = status({service(workerName, 1), service(redisName, 1), service(postgresName, 1)});
    now.services[0].cpuPercent = 9;
    now.services[1].cpuPercent = 100;
    now.services[2].state = health::State::Failing;
    model.update(now);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setSortRole(SortRole);
    proxy.sort(ServiceModel::Cpu, Qt::DescendingOrder);
    QCOMPARE(proxy.index(0, 0).data().toString(), redisName); // as text, "9 %" would be more than "100 %"
    proxy.sort(ServiceModel::State, Qt::AscendingOrder);
    QCOMPARE(proxy.index(0, 0).data().toString(), postgresName); // the worst comes first
}

void TestModels::everyCellSpeaks()
{
    ServiceModel model;
    health::StackStatus now = status({service(redisName, 1)});
    now.services[0].cpuPercent.reset();
    model.update(now);
    for (int column = 0; column < ServiceModel::ColumnCount; ++column) {
        const QModelIndex cell = model.index(0, column);
        QVERIFY(!cell.data(Qt::AccessibleTextRole).toString().isEmpty());
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }
    QCOMPARE(model.index(0, ServiceModel::Cpu).data(Qt::AccessibleTextRole).toString(), QStringLiteral("CPU: no value"));
}

void TestModels::twoHundredContainersUpdateQuickly()
{
    ServiceModel model;
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setSortRole(SortRole);
    proxy.setRecursiveFilteringEnabled(true);
    proxy.sort(ServiceModel::Cpu);
    health::StackStatus now = status({service(workerName, 197), service(redisName, 1), service(postgresName, 1)});
    model.update(now);
    // Work, not waiting: others may be at it beside us.
    const std::clock_t before = std::clock();
    for (int i = 0; i < 100; ++i) {
        for (health::ContainerStatus &one : now.services[0].containers)
            one.cpuPercent = (one.number * 7 + i * 13) % 100;
        model.update(now);
    }
    const auto worked = static_cast<long long>(1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    qInfo("100 updates of 200 containers: %lld ms", worked);
    // 100 s of life in at most 5 s of work, sanitizers included.
    QVERIFY2(worked < 5000, qPrintable(QString::number(worked)));
}

void TestModels::stacksAreListed()
{
    StackModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    stack::StackSummary up;
    up.id = QStringLiteral("acme");
    up.project.workingDir = QStringLiteral("/srv/acme");
    up.containers = up.running = 8;
    up.hasWorkers = true;
    stack::StackSummary down = up;
    down.id = QStringLiteral("beta");
    down.running = 0;
    model.update({up, down});
    QCOMPARE(model.rowOf(QStringLiteral("beta")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("none")), -1);
    QCOMPARE(model.index(0, StackModel::Running).data().toString(), QStringLiteral("8 of 8 containers run"));
    QCOMPARE(model.index(1, StackModel::Running).data().toString(), QStringLiteral("Stopped"));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.update({up, down});
    QCOMPARE(changes.size(), 0);
    model.update({down});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data(IdRole).toString(), QStringLiteral("beta"));
}

void TestModels::stepsCountAndUndo()
{
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto nothing = [](JobContext &) -> Result<void> { return {}; };
    const QList<Step> plan
        = {{QStringLiteral("a"), QStringLiteral("First"), nothing, nothing}, {QStringLiteral("b"), QStringLiteral("Second"), nothing, {}}};
    model.begin(plan);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.runningRow(), -1);
    model.stepStarted(QStringLiteral("a"), QStringLiteral("First"));
    model.stepProgress({QStringLiteral("a"), 512, 1024, Progress::Unit::Bytes});
    QCOMPARE(model.fraction(), 0.25);
    QCOMPARE(model.index(0, StepModel::Amount).data().toString(), QStringLiteral("0.50/1\u00a0KiB"));
    model.stepFinished(QStringLiteral("a"), true);
    model.stepStarted(QStringLiteral("b"), QStringLiteral("Second"));
    model.stepProgress({QStringLiteral("b"), 2, 5, Progress::Unit::Items});
    QCOMPARE(model.index(1, StepModel::Amount).data().toString(), QStringLiteral("2 of 5"));
    model.stepFinished(QStringLiteral("b"), false);
    model.markUndone(plan);
    QCOMPARE(model.row(0).state, StepState::Undone);
    QCOMPARE(model.row(1).state, StepState::Failed);
    QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Failed")));
}

void TestModels::stepThatThePlanDidNotNameIsAdded()
{
    StepModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.begin({});
    model.stepStarted(QStringLiteral("x"), QStringLiteral("Extra"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Extra"));
}

void TestModels::sceneFollowsWhatIsKnown()
{
    using Scene = ConsoleState::Scene;
    using Link = health::EngineStatus::Link;
    ConsoleState state;
    QCOMPARE(state.scene(), Scene::Loading);
    health::EngineStatus engine;
    for (const Link link : {Link::NotInstalled, Link::NotRunning, Link::NoPermission, Link::Unsupported, Link::Lost}) {
        engine.link = link;
        state.setEngine(engine);
        QCOMPARE(state.scene(), Scene::NoEngine);
    }
    engine.link = Link::Connected;
    state.setEngine(engine);
    QCOMPARE(state.scene(), Scene::Loading);
    state.setStacks({});
    state.setNoStack({ErrorKind::NotFound, QStringLiteral("none"), {}, {}});
    QCOMPARE(state.scene(), Scene::NoStack);
    stack::StackSummary one;
    one.id = QStringLiteral("acme");
    state.setStacks({one, one});
    QCOMPARE(state.scene(), Scene::ChooseStack);
    state.choose(QStringLiteral("acme"));
    QCOMPARE(state.scene(), Scene::Loading);
    stack::Stack stack;
    stack.id = QStringLiteral("acme");
    state.setStack(stack);
    QCOMPARE(state.scene(), Scene::Live);
    engine.link = Link::Lost;
    state.setEngine(engine);
    QCOMPARE(state.scene(), Scene::Stale);
    engine.link = Link::Connecting;
    state.setEngine(engine);
    QCOMPARE(state.scene(), Scene::Stale);
}

void TestModels::statusOfAnotherStackIsIgnored()
{
    ConsoleState state;
    stack::Stack stack;
    stack.id = QStringLiteral("acme");
    state.setStack(stack);
    health::StackStatus late = status({});
    late.stackId = QStringLiteral("beta");
    state.setStatus(late);
    QVERIFY(!state.status);
    late.stackId = QStringLiteral("acme");
    state.setStatus(late);
    QVERIFY(state.status);
    stack.id = QStringLiteral("beta");
    state.setStack(stack);
    QVERIFY(!state.status);
}

void TestModels::noticesBringTheirCommands_data()
{
    using Link = health::EngineStatus::Link;
    QTest::addColumn<Link>("link");
    QTest::addColumn<bool>("wsl");
    QTest::addColumn<bool>("systemd");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("command");
    QTest::newRow("not installed, Ubuntu") << Link::NotInstalled << true << true << "Docker is not installed here"
                                           << "sudo apt install docker.io docker-compose-v2";
    QTest::newRow("not running, systemd") << Link::NotRunning << false << true << "The Docker engine is not running"
                                          << "sudo systemctl start docker";
    QTest::newRow("not running, no systemd") << Link::NotRunning << true << false << "The Docker engine is not running"
                                             << "sudo service docker start";
    QTest::newRow("no permission") << Link::NoPermission << false << true << "You may not use the Docker engine"
                                   << "sudo usermod -aG docker \"$USER\"";
    QTest::newRow("no permission, WSL") << Link::NoPermission << true << true << "You may not use the Docker engine"
                                        << "wsl.exe --shutdown";
    QTest::newRow("unsupported") << Link::Unsupported << false << true << "This Docker engine cannot be used"
                                 << "docker version";
}

void TestModels::noticesBringTheirCommands()
{
    QFETCH(health::EngineStatus::Link, link);
    QFETCH(bool, wsl);
    QFETCH(bool, systemd);
    QFETCH(QString, title);
    QFETCH(QString, command);
    health::EngineStatus engine;
    engine.link = link;
    engine.error.detail = QStringLiteral("raw words");
    Machine machine;
    machine.wsl = wsl;
    machine.systemd = systemd;
    const Notice notice = engineNotice(engine, machine);
    QCOMPARE(notice.title, title);
    QVERIFY(std::any_of(notice.commands.cbegin(), notice.commands.cend(), [&](const FixCommand &fix) { return fix.command == command; }));
    QCOMPARE(notice.primary, QStringLiteral("&Retry"));
    QVERIFY(notice.details.contains(QStringLiteral("raw words")));
}

void TestModels::colorsAreLegible()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::Window, QPalette::AlternateBase}) {
            for (const health::State state :
                 {health::State::Healthy, health::State::Warning, health::State::Failing, health::State::Stopped, health::State::Unknown}) {
                const QColor color = stateColor(state, palette);
                QVERIFY2(contrast(color, palette.color(ground)) >= 4.5, qPrintable(health::stateName(state) + color.name()));
                QVERIFY2(contrast(color, washed(color, palette)) >= 4.5, qPrintable(health::stateName(state) + color.name()));
            }
            QVERIFY(contrast(mutedColor(palette), palette.color(ground)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::Text), palette.color(ground)) >= 7);
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Inactive, QPalette::HighlightedText), palette.color(QPalette::Inactive, QPalette::Highlight))
                >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
    }
    QVERIFY(!isDark(lightPalette()));
    QVERIFY(isDark(darkPalette()));
}

void TestModels::statesDifferInBothThemes()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        QSet<QRgb> seen;
        for (const health::State state :
             {health::State::Healthy, health::State::Warning, health::State::Failing, health::State::Stopped, health::State::Unknown})
            seen.insert(stateColor(state, palette).rgb());
        QCOMPARE(seen.size(), 5);
    }
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
