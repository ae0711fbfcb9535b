// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../unit/workers_autoscale/load.h"
#include "fakeautoscale.h"
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "fakeworkers.h"
#include "samples.h"

#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/theme/theme.h"
#include "gui/widgets/datatable.h"
#include "gui/widgets/messagewidget.h"
#include "gui/widgets/stateline.h"
#include "gui/workers/autoscalechart.h"
#include "gui/workers/autoscaledialog.h"
#include "gui/workers/workercontroller.h"
#include "gui/workers/workerspage.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using namespace quarterdeck::workers::autoscale;
using namespace std::chrono_literals;
using Link = health::EngineStatus::Link;
using quarterdeck::test::Load;

/// Drives the dialog from the Workers page of the real window; what is kept and recorded is the test's.
class TestAutoscale final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void withoutOperationsThereIsNoButton();
    void theFormShowsWhatIsKept();
    void itIsOffAndSaysWhatSwitchingOnDoes();
    void switchingOnKeepsTheForm();
    void whatFailsIsSaidAndTheFormStays();
    void impossibleValuesAreSaidBesideTheField();
    void moreThanFitsIsSaid();
    void theDryRunFollowsTheForm();
    void withoutARecordItSaysHowToGetOne();
    void theLastActionsAreListed();
    void aServiceThatDoesNotRunIsSaid();
    void withoutAnythingToStartItItCannotBeSwitchedOn();
    void whatThePageSeesIsRecorded();
    void anotherStackClosesIt();
    void decisionsAreAModel();
    void aLongRecordIsDrawnWithFewPoints();
    void everyFocusableWidgetHasAName();
    void largeFontCutsNoButton();
    void pictures();

private:
    void open();
    [[nodiscard]] AutoscaleDialog *dialog() const { return m_window->findChild<AutoscaleDialog *>(); }
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        return dialog()->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] QPushButton *apply() const { return part<QPushButton>("apply"); }
    [[nodiscard]] WorkerController *workers() const { return m_window->findChild<WorkerController *>(); }
    [[nodiscard]] static QString bare(QString text) { return text.remove(QLatin1Char('&')); }
    void showStack(const QString &id = {});
    void setMode(Mode mode) const
    {
        auto *box = part<QComboBox>("mode");
        box->setCurrentIndex(box->findData(static_cast<int>(mode)));
    }
    [[nodiscard]] static AutoscaleReading sampleReading(Mode mode);
    [[nodiscard]] static QList<Sample> sampleDay();

    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<test::FakeWorkers> m_workers;
    std::unique_ptr<test::FakeAutoscale> m_autoscale;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
};

void TestAutoscale::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck-test"));
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestAutoscale::init()
{
    m_feed = std::make_unique<test::FakeFeed>();
    m_operations = std::make_unique<test::FakeOperations>();
    m_backups = std::make_unique<test::FakeBackups>();
    m_workers = std::make_unique<test::FakeWorkers>();
    m_autoscale = std::make_unique<test::FakeAutoscale>();
    m_autoscale->setReading(sampleReading(Mode::Off));
    m_runner = std::make_unique<JobRunner>();
    WindowOptions options;
    options.rememberSize = false;
    options.workers = m_workers.get();
    options.autoscale = m_autoscale.get();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, options);
    workers()->setPause(20ms);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestAutoscale::cleanup()
{
    m_window.reset();
    m_runner.reset();
    m_autoscale.reset();
    m_workers.reset();
    m_backups.reset();
    m_operations.reset();
    m_feed.reset();
}

AutoscaleReading TestAutoscale::sampleReading(Mode mode)
{
    AutoscaleReading reading;
    reading.settings.mode = mode;
    reading.settings.policy.min = 2;
    reading.settings.policy.max = 6;
    reading.settings.policy.oldestWait = 7500ms;
    reading.service.backend = stack::Autostart::Backend::SystemdUser;
    reading.service.installed = mode != Mode::Off;
    return reading;
}

/// A day with two busy hours, seen by four workers all the time.
QList<Sample> TestAutoscale::sampleDay()
{
    Load load;
    load.workers = 4;
    load.wall = QDateTime::currentDateTimeUtc().addSecs(-24 * 3600);
    for (int i = 0; i < 8640; ++i) {
        const bool busy = (i > 3000 && i < 3500) || (i > 6000 && i < 6300);
        load.add(busy ? 10 + i % 37 : 0, busy ? 40 : 3 + i % 5, busy ? 12'000 + (i % 60) * 1000 : 0);
        load.samples.last().endedPerMinute = busy ? 80 : 8;
    }
    return load.samples;
}

void TestAutoscale::showStack(const QString &id)
{
    stack::Stack stack = test::sampleStack();
    if (!id.isEmpty())
        stack.id = id;
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack));
}

void TestAutoscale::open()
{
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    QTRY_VERIFY(workers()->situation());
    const auto buttons = m_window->findChild<WorkersPage *>()->findChildren<QToolButton *>();
    const auto button
        = std::find_if(buttons.cbegin(), buttons.cend(), [](const QToolButton *one) { return bare(one->text()) == QLatin1String("Autoscaling..."); });
    QVERIFY(button != buttons.cend());
    (*button)->click();
    QTRY_VERIFY(dialog() && dialog()->isVisible());
    dialog()->setPause(1ms);
    QTRY_VERIFY(part<QWidget>("policyCard")->isEnabled());
}

void TestAutoscale::withoutOperationsThereIsNoButton()
{
    WindowOptions options;
    options.rememberSize = false;
    options.workers = m_workers.get();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, options);
    m_window->show();
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    QTRY_VERIFY(workers()->situation());
    for (const QToolButton *button : m_window->findChild<WorkersPage *>()->findChildren<QToolButton *>())
        QVERIFY(!bare(button->text()).contains(QLatin1String("utoscaling")));
}

void TestAutoscale::theFormShowsWhatIsKept()
{
    AutoscaleReading reading = sampleReading(Mode::Watch);
    reading.settings.policy = {2, 9, 11, 12'500ms, Policy::Wait::Both, 70, 14s, 45, 16s, 3, 2, 19s, 20s, 21s, true};
    m_autoscale->setReading(reading);
    open();
    QCOMPARE(dialog()->settings().policy, reading.settings.policy);
    QCOMPARE(dialog()->settings(), reading.settings);
    // A reading that comes later does not overwrite what somebody types.
    part<QSpinBox>("max")->setValue(8);
    QTest::qWait(50);
    QCOMPARE(dialog()->settings().policy.max, 8);
}

void TestAutoscale::itIsOffAndSaysWhatSwitchingOnDoes()
{
    open();
    QCOMPARE(dialog()->settings().mode, Mode::Off);
    QCOMPARE(bare(apply()->text()), QStringLiteral("Apply"));
    QVERIFY(part<StateLine>("state")->text().contains(QLatin1String("switched off")));
    setMode(Mode::Watch);
    QCOMPARE(bare(apply()->text()), QStringLiteral("Start watching"));
    QVERIFY(part<QLabel>("preview")->text().contains(QLatin1String("changes nothing")));
    setMode(Mode::On);
    QCOMPARE(bare(apply()->text()), QStringLiteral("Switch on"));
    QVERIFY2(part<QLabel>("preview")->text().contains(QLatin1String("2 to 6 workers")), qPrintable(part<QLabel>("preview")->text()));
}

void TestAutoscale::switchingOnKeepsTheForm()
{
    open();
    setMode(Mode::On);
    part<QSpinBox>("max")->setValue(5);
    part<QSpinBox>("upFor")->setValue(45);
    part<QDoubleSpinBox>("oldestWait")->setValue(2.5);
    Settings wanted = sampleReading(Mode::On).settings;
    wanted.policy.max = 5;
    wanted.policy.upFor = 45s;
    wanted.policy.oldestWait = 2500ms;
    QVERIFY(apply()->isEnabled());
    apply()->click();
    QTRY_VERIFY(!dialog() || !dialog()->isVisible());
    QCOMPARE(m_autoscale->wishes, QList<Settings>{wanted});
}

void TestAutoscale::whatFailsIsSaidAndTheFormStays()
{
    m_autoscale->failure = Error{ErrorKind::Unsupported, QStringLiteral("The crontab is locked."), {}, QStringLiteral("Unlock it.")};
    open();
    setMode(Mode::On);
    apply()->click();
    QTRY_VERIFY(part<MessageWidget>("message")->isVisible());
    QVERIFY(part<MessageWidget>("message")->plainText().contains(QLatin1String("The crontab is locked.")));
    QVERIFY(dialog()->isVisible());
    QCOMPARE(dialog()->settings().mode, Mode::On);
    QTRY_VERIFY(apply()->isEnabled());
}

void TestAutoscale::impossibleValuesAreSaidBesideTheField()
{
    open();
    QVERIFY(!part<QLabel>("roomProblem")->isVisible());
    part<QSpinBox>("room")->setValue(20); // 80 % of what is left would be busy: and busy begins at 80 %
    QVERIFY(part<QLabel>("roomProblem")->isVisible());
    QVERIFY(!apply()->isEnabled());
    part<QSpinBox>("room")->setValue(30);
    QVERIFY(!part<QLabel>("roomProblem")->isVisible());
    QVERIFY(apply()->isEnabled());
    part<QSpinBox>("min")->setValue(7);
    QVERIFY(part<QLabel>("maxProblem")->text().contains(QLatin1String("fewer than")));
    QVERIFY(!apply()->isEnabled());
    // Units stand in the fields.
    QVERIFY(part<QSpinBox>("upFor")->suffix().contains(QLatin1String("s")));
    QVERIFY(part<QSpinBox>("busy")->suffix().contains(QLatin1String("%")));
}

void TestAutoscale::moreThanFitsIsSaid()
{
    open(); // seven fit
    QVERIFY(!part<QLabel>("maxProblem")->isVisible());
    part<QSpinBox>("max")->setValue(8);
    QVERIFY(part<QLabel>("maxProblem")->isVisible());
    QVERIFY(apply()->isEnabled()); // it is a bound, not a fault
    part<QCheckBox>("beyondBudget")->setChecked(true);
    QVERIFY(part<QLabel>("maxProblem")->text().contains(QLatin1String("run out")));
}

void TestAutoscale::theDryRunFollowsTheForm()
{
    m_autoscale->setSamples(sampleDay());
    open();
    QTRY_VERIFY(!part<AutoscaleChart>("chart")->isEmpty());
    const QAbstractItemModel *decisions = part<DataTable>("decisions")->model();
    QTRY_VERIFY(decisions->rowCount() > 2);
    QVERIFY(part<QLabel>("summary")->text().contains(QLatin1String("worker-hours instead of 96.0")));
    QVERIFY(!decisions->index(0, AutoscaleModel::Why).data().toString().isEmpty());
    QCOMPARE(m_autoscale->lastRange(), 24);
    const int rows = decisions->rowCount();
    part<QSpinBox>("min")->setValue(4);
    part<QSpinBox>("max")->setValue(4);
    QTRY_VERIFY(decisions->rowCount() < rows);
    QTRY_VERIFY(part<QLabel>("summary")->text().contains(QLatin1String("changed nothing")));
    part<QComboBox>("hours")->setCurrentIndex(3);
    QTRY_COMPARE(m_autoscale->lastRange(), 0);
    // An impossible policy is not tried.
    const qsizetype replays = m_autoscale->replays();
    part<QSpinBox>("min")->setValue(5);
    QTest::qWait(50);
    QCOMPARE(m_autoscale->replays(), replays);
}

void TestAutoscale::withoutARecordItSaysHowToGetOne()
{
    open();
    QTRY_VERIFY(part<QLabel>("summary")->text().contains(QLatin1String("recorded while")));
    QVERIFY(part<AutoscaleChart>("chart")->isEmpty());
    m_autoscale->setReplayFails({ErrorKind::NoSpace, QStringLiteral("The history cannot be read."), {}, {}});
    part<QComboBox>("hours")->setCurrentIndex(0);
    QTRY_VERIFY(part<QLabel>("summary")->text().isEmpty());
    const auto labels = part<AutoscaleChart>("chart")->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) { return label->text().contains(QLatin1String("cannot be read")); }));
}

void TestAutoscale::theLastActionsAreListed()
{
    open();
    QVERIFY(part<QLabel>("noActions")->isVisible());
    QVERIFY(!part<DataTable>("actions")->isVisible());
    dialog()->reject();
    QTRY_VERIFY(!dialog());
    AutoscaleReading reading = sampleReading(Mode::On);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    reading.service.runner = StackLock::Holder{4711, QStringLiteral("autoscaling"), now.addSecs(-3600)};
    reading.actions
        = {{3, now.addSecs(-60), {}, 2, 3, QStringLiteral("12 wait"), {}, {}},
           {2, now.addSecs(-600), now.addSecs(-560), 3, 2, QStringLiteral("idle"), QStringLiteral("failed"), QStringLiteral("Disk full.")},
           {1, now.addSecs(-6000), now.addSecs(-5960), 2, 3, QStringLiteral("9 wait"), QStringLiteral("done"), {}}};
    m_autoscale->setReading(reading);
    open();
    const QAbstractItemModel *actions = part<DataTable>("actions")->model();
    QTRY_COMPARE(actions->rowCount(), 3);
    QCOMPARE(actions->index(0, AutoscaleModel::Outcome).data().toString(), QStringLiteral("Under way"));
    QCOMPARE(actions->index(1, AutoscaleModel::Outcome).data().toString(), QStringLiteral("Failed"));
    QVERIFY(actions->index(1, AutoscaleModel::Why).data().toString().contains(QLatin1String("Disk full.")));
    QCOMPARE(actions->index(2, AutoscaleModel::Workers).data().toString(), QStringLiteral("2 to 3"));
    QVERIFY2(part<StateLine>("state")->text().contains(QLatin1String("process 4711")), qPrintable(part<StateLine>("state")->text()));
}

void TestAutoscale::aServiceThatDoesNotRunIsSaid()
{
    AutoscaleReading reading = sampleReading(Mode::On);
    reading.service.problem = QStringLiteral("Lingering is off.");
    m_autoscale->setReading(reading);
    open();
    QCOMPARE(part<StateLine>("state")->text(), reading.service.problem);
    dialog()->reject();
    QTRY_VERIFY(!dialog());
    reading.service.problem.clear();
    m_autoscale->setReading(reading);
    open();
    QVERIFY(part<StateLine>("state")->text().contains(QLatin1String("does not run yet")));
    dialog()->reject();
    QTRY_VERIFY(!dialog());
    reading.settingsError = Error{ErrorKind::Corrupt, QStringLiteral("The settings cannot be read."), {}, {}};
    m_autoscale->setReading(reading);
    open();
    QCOMPARE(part<StateLine>("state")->text(), reading.settingsError->what);
}

void TestAutoscale::withoutAnythingToStartItItCannotBeSwitchedOn()
{
    AutoscaleReading reading = sampleReading(Mode::Off);
    reading.service.backend = stack::Autostart::Backend::None;
    m_autoscale->setReading(reading);
    open();
    QVERIFY(apply()->isEnabled());
    setMode(Mode::On);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(part<QLabel>("preview")->text().contains(QLatin1String("autoscale run")));
}

void TestAutoscale::whatThePageSeesIsRecorded()
{
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    QTRY_COMPARE(m_autoscale->recorded().size(), 1);
    const Sample sample = m_autoscale->recorded().constFirst();
    QCOMPARE(sample.workers, workers()->situation()->capacity.workers);
    QCOMPARE(sample.waiting.value_or(-1), workers()->situation()->queue.waiting);
    QVERIFY(sample.boot != 0);
    QVERIFY(sample.at > 0ms);
    const int readings = m_workers->readings;
    QTRY_VERIFY(m_workers->readings > readings + 5);
    QCOMPARE(m_autoscale->recorded().size(), 1); // every ten seconds, not with every look
}

void TestAutoscale::anotherStackClosesIt()
{
    open();
    showStack(QStringLiteral("other"));
    QTRY_VERIFY(!dialog());
}

void TestAutoscale::decisionsAreAModel()
{
    AutoscaleModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Replay day = replay(sampleDay(), sampleReading(Mode::On).settings.policy);
    model.setEvents(day.events);
    QCOMPARE(model.rowCount(), static_cast<int>(day.events.size()));
    // The newest first.
    QCOMPARE(model.index(0, AutoscaleModel::Time).data(SortRole).toDateTime(), day.events.constLast().wall);
    QVERIFY(!model.index(0, AutoscaleModel::Outcome).data(Qt::DecorationRole).isNull());
    model.setEvents({});
    QCOMPARE(model.rowCount(), 0);
}

void TestAutoscale::aLongRecordIsDrawnWithFewPoints()
{
    AutoscaleChart chart;
    chart.resize(800, 400);
    QVERIFY(chart.isEmpty());
    chart.setReplay(replay(sampleDay(), Policy()));
    QVERIFY(!chart.isEmpty());
    QVERIFY2(chart.pointCount() > 100 && chart.pointCount() <= 1000, qPrintable(QString::number(chart.pointCount())));
    chart.setReplay({});
    QVERIFY(chart.isEmpty());
}

void TestAutoscale::everyFocusableWidgetHasAName()
{
    m_autoscale->setSamples(sampleDay());
    AutoscaleReading reading = sampleReading(Mode::On);
    reading.actions = {{1, QDateTime::currentDateTimeUtc(), {}, 2, 3, QStringLiteral("9 wait"), QStringLiteral("done"), {}}};
    m_autoscale->setReading(reading);
    open();
    QTRY_VERIFY(part<DataTable>("decisions")->isVisible());
    for (const QWidget *widget : dialog()->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->focusProxy())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty())
            continue; // its text is its name
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget); button && !button->text().isEmpty())
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(),
                 qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName()));
    }
}

void TestAutoscale::largeFontCutsNoButton()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(large);
    cleanup();
    init();
    m_window->resize(1024, 700);
    m_autoscale->setSamples(sampleDay());
    open();
    dialog()->resize(1024, 700);
    QTRY_VERIFY(part<DataTable>("decisions")->isVisible());
    QCoreApplication::processEvents();
    const QString folder = qEnvironmentVariable("QUARTERDECK_PICTURES");
    if (!folder.isEmpty()) {
        QVERIFY(dialog()->grab().save(folder + QLatin1String("/autoscale-large.png")));
        QVERIFY(part<QWidget>("contents")->grab().save(folder + QLatin1String("/autoscale-large-whole.png")));
    }
    QStringList cut;
    const auto *contents = part<QWidget>("contents");
    for (const QWidget *widget : contents->findChildren<QWidget *>()) {
        if (!widget->isVisible()
            || !(qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
                 || qobject_cast<const QComboBox *>(widget)))
            continue;
        const int right = widget->mapTo(contents, QPoint(widget->width(), 0)).x();
        if (right > contents->width() || widget->width() < widget->minimumSizeHint().width())
            cut.append(widget->objectName());
    }
    QApplication::setFont(before);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QStringLiteral(", "))));
    QVERIFY(contents->width() <= dialog()->width());
}

void TestAutoscale::pictures()
{
    const QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("QUARTERDECK_PICTURES", temporary.path());
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme->setChoice(theme);
        cleanup();
        init();
        m_autoscale->setSamples(sampleDay());
        AutoscaleReading reading = sampleReading(Mode::On);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        reading.service.runner = StackLock::Holder{4711, QStringLiteral("autoscaling"), now.addSecs(-3600)};
        reading.actions = {{2,
                            now.addSecs(-600),
                            now.addSecs(-560),
                            3,
                            2,
                            QStringLiteral("nothing waits, 4 of 30 run, and would fit into 2 workers"),
                            QStringLiteral("done"),
                            {}},
                           {1, now.addSecs(-6000), now.addSecs(-5960), 2, 3, QStringLiteral("9 wait, the oldest for 12 s, 20 of 20 run"),
                            QStringLiteral("failed"), QStringLiteral("The disk is full.")}};
        m_autoscale->setReading(reading);
        open();
        QTRY_VERIFY(part<DataTable>("decisions")->isVisible());
        QTRY_VERIFY(part<DataTable>("actions")->isVisible());
        QCoreApplication::processEvents();
        const QImage picture = dialog()->grab().toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3)
                colors.insert(picture.pixel(x, y));
        }
        QVERIFY(colors.size() > 20); // not a blank
        QVERIFY(picture.save(QStringLiteral("%1/autoscale-%2.png").arg(folder, themeName(theme))));
    }
    m_theme->setChoice(ThemeChoice::Light);
}

QTEST_MAIN(TestAutoscale)
#include "tst_autoscale.moc"
