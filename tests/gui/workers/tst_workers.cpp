// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "fakeworkers.h"
#include "samples.h"

#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/pages/noticepage.h"
#include "gui/theme/theme.h"
#include "gui/widgets/confirmdialog.h"
#include "gui/widgets/datatable.h"
#include "gui/widgets/factlist.h"
#include "gui/widgets/messagewidget.h"
#include "gui/widgets/skeleton.h"
#include "gui/workers/queuechart.h"
#include "gui/workers/scalepanel.h"
#include "gui/workers/scaleslider.h"
#include "gui/workers/workercontroller.h"
#include "gui/workers/workerspage.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using Link = health::EngineStatus::Link;

/// Drives the Workers page in the real window; what the workers do is the test's.
class TestWorkers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void loadingShowsASkeleton();
    void withoutAQueueItSaysWhatIsMissing();
    void whatCannotBeReadSaysWhyAndRetries();
    void workersAreListedWithTheirStates();
    void applySaysWhatHappens();
    void sliderAndNumberAgree();
    void beyondTheSafeRangeIsExplained();
    void previewComesBeforeApplying();
    void previewThatFailsIsSaid();
    void scalingRunsAsAJobAndIsReported();
    void drainingCanBeCutShort();
    void aChosenTargetOutlivesReadings();
    void runningJobHoldsOthersBack();
    void anotherNumberMeanwhileIsAskedAboutAnew();
    void remediesAreOneClick();
    void distributionIsShown();
    void queueIsDrawnWithItsChanges();
    void failedReadingKeepsTheOldOne();
    void lostEngineGreysTheTable();
    void nobodyLooksNothingIsRead();
    void otherStackStartsAnew();
    void filterNarrowsTheList();
    void everyFocusableWidgetHasAName();
    void tabReachesEverything();
    void largeFontCutsNoButton();
    void pictures();

private:
    void showStack(const stack::Stack &stack = test::sampleStack());
    void open(const workers::Situation &situation = test::sampleSituation());
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] WorkersPage *page() const { return m_window->findChild<WorkersPage *>(); }
    [[nodiscard]] WorkerController *controller() const { return m_window->findChild<WorkerController *>(); }
    [[nodiscard]] QPushButton *apply() const { return page()->findChild<QPushButton *>(QStringLiteral("apply")); }
    [[nodiscard]] QSpinBox *number() const { return page()->findChild<QSpinBox *>(QStringLiteral("number")); }
    [[nodiscard]] bool says(const QString &text) const;
    [[nodiscard]] static QString bare(QString text) { return text.remove(QLatin1Char('&')); }

    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<test::FakeWorkers> m_workers;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
};

void TestWorkers::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck-test"));
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestWorkers::init()
{
    m_feed = std::make_unique<test::FakeFeed>();
    m_operations = std::make_unique<test::FakeOperations>();
    m_backups = std::make_unique<test::FakeBackups>();
    m_workers = std::make_unique<test::FakeWorkers>();
    m_runner = std::make_unique<JobRunner>();
    WindowOptions options;
    options.rememberSize = false;
    options.workers = m_workers.get();
    m_window = std::make_unique<MainWindow>(*m_feed, *m_runner, *m_operations, *m_backups, *m_theme, options);
    controller()->setPause(std::chrono::milliseconds(20));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
}

void TestWorkers::cleanup()
{
    m_workers->block = false;
    m_workers->blockReading = false;
    m_window.reset();
    m_runner.reset();
    m_workers.reset();
    m_backups.reset();
    m_operations.reset();
    m_feed.reset();
}

void TestWorkers::showStack(const stack::Stack &stack)
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack));
}

void TestWorkers::open(const workers::Situation &situation)
{
    m_workers->setSituation(situation);
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    QTRY_VERIFY(controller()->situation());
}

bool TestWorkers::says(const QString &text) const
{
    const auto labels = page()->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

void TestWorkers::loadingShowsASkeleton()
{
    m_workers->blockReading = true;
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    const auto *skeleton = page()->findChild<Skeleton *>();
    QVERIFY(skeleton->isVisible());
    QVERIFY(skeleton->text().contains(QLatin1String("workers")));
    m_workers->blockReading = false;
    QTRY_VERIFY(!skeleton->isVisible());
    QVERIFY(part<DataTable>("workers")->isVisible());
}

void TestWorkers::withoutAQueueItSaysWhatIsMissing()
{
    stack::Stack stack = test::sampleStack();
    stack.queue.enabled = false;
    stack.services.removeIf([](const stack::Service &service) { return service.role == stack::Role::Worker; });
    showStack(stack);
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    const auto *notice = page()->findChild<NoticePage *>();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->notice().sentence.contains(QLatin1String("EXECUTIONS_MODE=queue")));
    QTest::qWait(80);
    QCOMPARE(m_workers->readings.load(), 0);
}

void TestWorkers::whatCannotBeReadSaysWhyAndRetries()
{
    m_workers->setSituation(fail(ErrorKind::Unreachable, QStringLiteral("Docker does not answer."), QStringLiteral("raw words")));
    showStack();
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    const auto *notice = page()->findChild<NoticePage *>();
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->notice().sentence.contains(QLatin1String("Docker does not answer.")));
    QCOMPARE(notice->notice().details, QStringLiteral("raw words"));
    m_workers->setSituation(test::sampleSituation());
    QTRY_VERIFY(!notice->isVisible());
}

void TestWorkers::workersAreListedWithTheirStates()
{
    open();
    const QAbstractItemModel *model = part<DataTable>("workers")->model();
    QCOMPARE(model->rowCount(), 5);
    QStringList states;
    for (int row = 0; row < model->rowCount(); ++row)
        states.append(model->index(row, WorkerModel::State).data().toString());
    QCOMPARE(states,
             QStringList({QStringLiteral("Busy"), QStringLiteral("Busy"), QStringLiteral("Idle"), QStringLiteral("Draining"),
                          QStringLiteral("Not consuming")}));
    QCOMPARE(model->index(4, WorkerModel::Cpu).data().toString(), QStringLiteral("\u2013"));
    QVERIFY(m_window->findChild<QListWidget *>(QStringLiteral("tabs"))->currentItem()->toolTip().contains(QLatin1String("Ctrl+")));
}

void TestWorkers::applySaysWhatHappens()
{
    open();
    QVERIFY(!apply()->isEnabled());
    number()->setValue(3);
    QVERIFY(apply()->isEnabled());
    QVERIFY2(bare(apply()->text()).startsWith(QLatin1String("Drain and remove 2 worker")), qPrintable(apply()->text()));
    number()->setValue(8);
    QVERIFY2(bare(apply()->text()).startsWith(QLatin1String("Start 3 worker")), qPrintable(apply()->text()));
    QVERIFY(says(QStringLiteral("5 \u2192 8 workers, 50 \u2192 80 jobs at once")));
    page()->findChild<QPushButton *>(QStringLiteral("reset"))->click();
    QCOMPARE(number()->value(), 5);
    QVERIFY(!apply()->isEnabled());
}

void TestWorkers::sliderAndNumberAgree()
{
    open();
    auto *slider = page()->findChild<ScaleSlider *>();
    QCOMPARE(slider->safeMost(), 7);
    slider->setValue(6);
    QCOMPARE(number()->value(), 6);
    number()->setValue(30); // beyond what the slider showed
    QCOMPARE(slider->value(), 30);
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(number()->value(), 29);
}

void TestWorkers::beyondTheSafeRangeIsExplained()
{
    open();
    number()->setValue(7);
    QVERIFY(!says(QStringLiteral("More than fit safely")));
    number()->setValue(8);
    QVERIFY(says(QStringLiteral("raise max_connections")));
    QVERIFY(apply()->isEnabled()); // a warning, not a lock
    const QList<Fact> facts = page()->findChild<FactList *>(QStringLiteral("capacity"))->facts();
    QVERIFY(facts.at(1).state == health::State::Warning);
}

void TestWorkers::previewComesBeforeApplying()
{
    open();
    number()->setValue(4);
    number()->setValue(3);
    QTRY_VERIFY(says(QStringLiteral("Goes: acme-n8n-worker-5, acme-n8n-worker-4.")));
    QCOMPARE(m_workers->previews.load(), 1); // asked when the choice had settled
    QVERIFY(says(QStringLiteral("N8N_WORKER_REPLICAS in /srv/n8n/.env")));
    QVERIFY(says(QStringLiteral("8 running job")));
    QVERIFY(page()->findChild<QPlainTextEdit *>(QStringLiteral("diff"))->toPlainText().contains(QLatin1String("+N8N_WORKER_REPLICAS=3")));
    QVERIFY(m_workers->wishes.isEmpty());
    number()->setValue(5);
    QVERIFY(!page()->findChild<QWidget *>(QStringLiteral("preview"))->isVisible());
}

void TestWorkers::previewThatFailsIsSaid()
{
    m_workers->previewFailure = Error{ErrorKind::Unsupported, QStringLiteral("services.worker shares an anchor."), {}, QStringLiteral("By hand.")};
    open();
    number()->setValue(6);
    QTRY_VERIFY(says(QStringLiteral("services.worker shares an anchor.")));
}

void TestWorkers::scalingRunsAsAJobAndIsReported()
{
    open();
    number()->setValue(7);
    apply()->click();
    QCOMPARE(m_workers->wishes, QStringList(QStringLiteral("scale acme-n8n 7")));
    QTRY_VERIFY(m_window->findChild<MessageWidget *>(QStringLiteral("message"))->plainText().contains(QLatin1String("7 workers consume.")));
    m_workers->setSituation(test::sampleSituation(7, 1));
    QTRY_COMPARE(part<DataTable>("workers")->model()->rowCount(), 7);
    QTRY_COMPARE(number()->value(), 7);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(!page()->findChild<QWidget *>(QStringLiteral("preview"))->isVisible());
}

void TestWorkers::drainingCanBeCutShort()
{
    open();
    auto *finishNow = page()->findChild<QPushButton *>(QStringLiteral("finishNow"));
    QVERIFY(!finishNow->isVisible());
    m_workers->block = true;
    number()->setValue(3);
    apply()->click();
    QTRY_VERIFY(finishNow->isVisible());
    finishNow->click();
    auto *dialog = page()->window()->findChild<ConfirmDialog *>();
    QVERIFY(dialog != nullptr);
    // The safe answer is the one that Enter gives.
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!m_workers->finishNow->load());
    finishNow->click();
    QTRY_VERIFY(page()->window()->findChild<ConfirmDialog *>() != nullptr);
    for (QPushButton *button : page()->window()->findChild<ConfirmDialog *>()->findChildren<QPushButton *>()) {
        if (bare(button->text()).startsWith(QLatin1String("End them now")))
            button->click();
    }
    QTRY_VERIFY(m_workers->finishNow->load());
    QTRY_VERIFY(!finishNow->isVisible());
    m_workers->block = false;
}

void TestWorkers::aChosenTargetOutlivesReadings()
{
    open();
    number()->setValue(9);
    const int before = m_workers->readings;
    QTRY_VERIFY(m_workers->readings > before + 2);
    QCOMPARE(number()->value(), 9);
    // One that was not chosen follows the number that runs.
    page()->findChild<QPushButton *>(QStringLiteral("reset"))->click();
    m_workers->setSituation(test::sampleSituation(6, 1));
    QTRY_COMPARE(number()->value(), 6);
}

void TestWorkers::runningJobHoldsOthersBack()
{
    open();
    m_workers->block = true;
    number()->setValue(6);
    apply()->click();
    QTRY_VERIFY(!apply()->isEnabled());
    QVERIFY(!page()->findChild<QPushButton *>(QStringLiteral("remedy"))->isEnabled());
    QVERIFY(apply()->toolTip().contains(QLatin1String("job is running")));
    m_workers->block = false;
    QTRY_VERIFY(!m_runner->isBusy());
}

void TestWorkers::anotherNumberMeanwhileIsAskedAboutAnew()
{
    open();
    number()->setValue(2);
    QTRY_VERIFY(says(QStringLiteral("N8N_WORKER_REPLICAS")));
    const int asked = m_workers->previews;
    workers::Situation fewer = test::sampleSituation();
    fewer.workers.removeLast();
    fewer.capacity.workers = static_cast<int>(fewer.workers.size());
    fewer.capacity.wanted = fewer.capacity.workers;
    m_workers->setSituation(fewer);
    QTRY_VERIFY(m_workers->previews > asked);
    QCOMPARE(number()->value(), 2);
}

void TestWorkers::remediesAreOneClick()
{
    open();
    QPushButton *remedy = nullptr;
    for (auto *button : page()->findChildren<QPushButton *>(QStringLiteral("remedy"))) {
        if (button->isVisible()) {
            QVERIFY(!remedy); // a note has none
            remedy = button;
        }
    }
    QVERIFY(remedy);
    QCOMPARE(remedy->text(), QStringLiteral("Restart it"));
    const auto answer = [this](const QString &button) {
        auto *dialog = page()->window()->findChild<ConfirmDialog *>();
        QVERIFY(dialog != nullptr);
        dialog->findChild<QPushButton *>(button)->click();
        QTRY_VERIFY(page()->window()->findChild<ConfirmDialog *>() == nullptr);
    };
    // It is asked first, with what was found.
    remedy->click();
    answer(QStringLiteral("refuse"));
    QVERIFY(m_workers->wishes.isEmpty());
    remedy->click();
    answer(QStringLiteral("confirm"));
    QCOMPARE(m_workers->wishes, QStringList(QStringLiteral("remedy restart")));
    QTRY_VERIFY(!m_runner->isBusy());
    workers::Situation fine = test::sampleSituation();
    fine.findings.clear();
    m_workers->setSituation(fine);
    QTRY_VERIFY(says(QStringLiteral("Nothing is wrong")));
}

void TestWorkers::distributionIsShown()
{
    open();
    for (auto *button : page()->findChildren<QToolButton *>()) {
        if (bare(button->text()) == QLatin1String("Test distribution"))
            button->click();
    }
    auto *facts = page()->findChild<FactList *>(QStringLiteral("distribution"));
    QTRY_VERIFY(facts->isVisible());
    QCOMPARE(m_workers->tests.load(), 1);
    QCOMPARE(facts->facts().at(1).fraction.value_or(0), 15.0 / 45);
    QVERIFY(facts->facts().at(2).value.startsWith(QLatin1String("0.90 of 1")));
    QVERIFY(facts->facts().at(3).value.contains(QLatin1String("never ended")));
}

void TestWorkers::queueIsDrawnWithItsChanges()
{
    open();
    auto *chart = page()->findChild<QueueChart *>();
    QVERIFY(says(QStringLiteral("drawn from now on")));
    for (int tick = 1; tick <= 3; ++tick) {
        m_workers->setSituation(test::sampleSituation(tick < 2 ? 5 : 6, tick));
        QTRY_COMPARE(chart->count(), tick + 1);
    }
    QCOMPARE(chart->marks(), 1);
    const int shown = chart->count();
    const int before = m_workers->readings;
    QTRY_VERIFY(m_workers->readings > before + 2);
    QCOMPARE(chart->count(), shown); // the same figures once more are no new reading
}

void TestWorkers::failedReadingKeepsTheOldOne()
{
    open();
    m_workers->setSituation(fail(ErrorKind::Unreachable, QStringLiteral("Docker does not answer.")));
    const QAbstractItemModel *model = part<DataTable>("workers")->model();
    QTRY_COMPARE(model->index(0, WorkerModel::State).data().toString(), QStringLiteral("Unknown"));
    QCOMPARE(model->rowCount(), 5);
    QVERIFY(says(QStringLiteral("Docker does not answer.")));
    m_workers->setSituation(test::sampleSituation(5, 1));
    QTRY_COMPARE(model->index(0, WorkerModel::State).data().toString(), QStringLiteral("Busy"));
}

void TestWorkers::lostEngineGreysTheTable()
{
    open();
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Lost));
    const QAbstractItemModel *model = part<DataTable>("workers")->model();
    QTRY_COMPARE(model->index(0, WorkerModel::State).data().toString(), QStringLiteral("Unknown"));
    QVERIFY(says(QStringLiteral("Docker is away")));
    number()->setValue(6);
    QVERIFY(!apply()->isEnabled());
}

void TestWorkers::nobodyLooksNothingIsRead()
{
    open();
    m_window->openPage(QStringLiteral("overview"));
    QTRY_VERIFY(!page()->isVisible());
    const int before = m_workers->readings;
    QTest::qWait(150);
    QVERIFY(m_workers->readings <= before + 1); // one may have been on its way
    m_window->openPage(QStringLiteral("workers"));
    QTRY_VERIFY(m_workers->readings > before + 1);
}

void TestWorkers::otherStackStartsAnew()
{
    open();
    number()->setValue(9);
    m_workers->blockReading = true;
    showStack(test::sampleStack(2, QStringLiteral("beta")));
    QTRY_VERIFY(!controller()->situation());
    QVERIFY(page()->findChild<Skeleton *>()->isVisible());
    m_workers->setSituation(test::sampleSituation(2));
    m_workers->blockReading = false;
    QTRY_VERIFY(controller()->situation());
    QCOMPARE(number()->value(), 2);
}

void TestWorkers::filterNarrowsTheList()
{
    open();
    QTest::keyClick(page(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(part<QLineEdit>("workersFilter"), QStringLiteral("worker-3"));
    QTRY_COMPARE(part<DataTable>("workers")->model()->rowCount(), 1);
}

void TestWorkers::everyFocusableWidgetHasAName()
{
    open();
    number()->setValue(3);
    QTRY_VERIFY(page()->findChild<QPlainTextEdit *>(QStringLiteral("diff"))->isVisible());
    for (const QWidget *widget : page()->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->focusProxy())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty())
            continue; // its text is its name
        QVERIFY2(!widget->accessibleName().isEmpty(),
                 qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName()));
    }
}

void TestWorkers::tabReachesEverything()
{
    open();
    number()->setValue(3);
    QTRY_VERIFY(page()->findChild<QPlainTextEdit *>(QStringLiteral("diff"))->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    number()->setFocus(Qt::TabFocusReason);
    QList<QWidget *> reached;
    for (int i = 0; i < 60 && QApplication::focusWidget() && !reached.contains(QApplication::focusWidget()); ++i) {
        reached.append(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QStringList missed;
    int wanted = 0;
    for (QWidget *widget : page()->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()
            || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        ++wanted;
        if (!reached.contains(widget))
            missed.append(widget->accessibleName() + QLatin1Char(' ') + widget->objectName());
    }
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QStringLiteral(", "))));
    QVERIFY(wanted >= 8);
}

void TestWorkers::largeFontCutsNoButton()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(large);
    cleanup();
    init();
    m_window->resize(1024, 700);
    open();
    number()->setValue(3);
    QTRY_VERIFY(page()->findChild<QPlainTextEdit *>(QStringLiteral("diff"))->isVisible());
    QCoreApplication::processEvents();
    const QString folder = qEnvironmentVariable("QUARTERDECK_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(m_window->grab().save(folder + QLatin1String("/workers-large.png")));
    QStringList cut;
    for (const QWidget *widget : page()->findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QSpinBox *>(widget)))
            continue;
        const int right = widget->mapTo(page(), QPoint(widget->width(), 0)).x();
        if (right > page()->width() || widget->width() < widget->minimumSizeHint().width())
            cut.append(widget->objectName() + QLatin1Char(' ') + widget->accessibleName());
    }
    QApplication::setFont(before);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QStringLiteral(", "))));
}

void TestWorkers::pictures()
{
    const QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("QUARTERDECK_PICTURES", temporary.path());
    const auto save = [&](QWidget &widget, const QString &name) {
        QCoreApplication::processEvents();
        const QImage picture = widget.grab().toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3)
                colors.insert(picture.pixel(x, y));
        }
        QVERIFY2(colors.size() > 20, qPrintable(name)); // not a blank
        QVERIFY(picture.save(QStringLiteral("%1/%2.png").arg(folder, name)));
    };
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme->setChoice(theme);
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
            const QString suffix = QStringLiteral("%1-%2").arg(themeName(theme)).arg(size.width());
            const auto anew = [this, size] {
                cleanup();
                init();
                m_window->resize(size);
            };
            anew();
            open();
            save(*m_window, QStringLiteral("workers-calm-") + suffix);
            auto *chart = page()->findChild<QueueChart *>();
            chart->clear();
            for (int tick = 0; tick < 300; ++tick) {
                workers::QueueFigures queue = test::sampleSituation(5, tick).queue;
                queue.waiting = tick < 150 ? tick / 6 : (300 - tick) / 6;
                queue.running = std::min(40, 8 + tick / 4);
                chart->append(queue, tick < 200 ? 4 : 5);
            }
            controller()->testDistribution(60);
            QTRY_VERIFY(page()->findChild<FactList *>(QStringLiteral("distribution"))->isVisible());
            number()->setValue(size.width() > 1100 ? 8 : 3);
            QTRY_VERIFY(page()->findChild<QPlainTextEdit *>(QStringLiteral("diff"))->isVisible());
            save(*m_window, QStringLiteral("workers-") + suffix);
            save(*page()->findChild<QWidget *>(QStringLiteral("contents")), QStringLiteral("workers-whole-") + suffix);
            Q_EMIT m_feed->engineChanged(test::engineWith(Link::Lost));
            save(*m_window, QStringLiteral("workers-stale-") + suffix);

            anew();
            stack::Stack bare = test::sampleStack();
            bare.queue.enabled = false;
            bare.services.removeIf([](const stack::Service &service) { return service.role == stack::Role::Worker; });
            showStack(bare);
            m_window->openPage(QStringLiteral("workers"));
            save(*m_window, QStringLiteral("workers-empty-") + suffix);

            anew();
            m_workers->setSituation(fail(ErrorKind::Unreachable, QStringLiteral("Docker does not answer."), QStringLiteral("connect: refused"),
                                         QStringLiteral("Start it, then retry.")));
            showStack();
            m_window->openPage(QStringLiteral("workers"));
            QTRY_VERIFY(controller()->error());
            save(*m_window, QStringLiteral("workers-failed-") + suffix);

            anew();
            m_workers->blockReading = true;
            showStack();
            m_window->openPage(QStringLiteral("workers"));
            save(*m_window, QStringLiteral("workers-loading-") + suffix);
        }
    }
    m_theme->setChoice(ThemeChoice::Light);
}

QTEST_MAIN(TestWorkers)
#include "tst_workers.moc"
