// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackups.h"
#include "fakefeed.h"
#include "fakeoperations.h"
#include "fakeworkers.h"
#include "samples.h"

#include "gui/jobrunner.h"
#include "gui/mainwindow.h"
#include "gui/theme/theme.h"
#include "gui/widgets/factlist.h"
#include "gui/widgets/messagewidget.h"
#include "gui/workers/workercontroller.h"
#include "gui/workers/workersettingsdialog.h"
#include "gui/workers/workerspage.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;
using Link = health::EngineStatus::Link;

/// Drives the settings of the workers in the real window; what the workers do is the test's.
class TestWorkerSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theFormShowsWhatIsInForce();
    void nothingChangedIsNothingToApply();
    void dangerStandsBesideTheField();
    void theDiffIsShownBeforeAnythingIsDone();
    void onlyTheLastOfSeveralEditsIsAsked();
    void whatCannotBeDoneIsSaidAboveTheForm();
    void applyingStartsAJobAndIsReported();
    void offloadingNamesMain();
    void anInertVariableIsMovedByOneClick();
    void aRunningJobHoldsItBack();
    void anotherStackClosesIt();
    void everyFocusableWidgetHasAName();
    void largeFontKeepsTheButtons();

private:
    void open(const stack::Stack &stack = sample());
    [[nodiscard]] static stack::Stack sample();
    [[nodiscard]] WorkerSettingsDialog *dialog() const { return m_window->findChild<WorkerSettingsDialog *>(); }
    template<class T>
    [[nodiscard]] T *part(const char *name) const
    {
        return dialog()->findChild<T *>(QLatin1String(name));
    }
    [[nodiscard]] QString factsOf(const char *name) const
    {
        QStringList texts;
        for (const Fact &fact : part<FactList>(name)->facts())
            texts.append((fact.state == health::State::Warning ? QStringLiteral("! ") : QString()) + fact.value);
        return texts.join(QLatin1Char('\n')).replace(QChar::Nbsp, QLatin1Char(' '));
    }
    [[nodiscard]] QPushButton *apply() const { return part<QPushButton>("apply"); }

    Theme *m_theme = nullptr;
    std::unique_ptr<test::FakeFeed> m_feed;
    std::unique_ptr<test::FakeOperations> m_operations;
    std::unique_ptr<test::FakeBackups> m_backups;
    std::unique_ptr<test::FakeWorkers> m_workers;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<MainWindow> m_window;
};

void TestWorkerSettings::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("quarterdeck-test"));
    m_theme = new Theme(ThemeChoice::Light, qApp);
}

void TestWorkerSettings::init()
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
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestWorkerSettings::cleanup()
{
    m_workers->block = false;
    m_workers->blockPreview = false;
    m_window.reset();
    m_runner.reset();
    m_workers.reset();
    m_backups.reset();
    m_operations.reset();
    m_feed.reset();
}

stack::Stack TestWorkerSettings::sample()
{
    stack::Stack stack = test::sampleStack();
    for (stack::Service &service : stack.services) {
        if (service.role == stack::Role::Worker) {
            service.stopGraceSeconds = 75;
            service.environment.insert(QStringLiteral("NODE_OPTIONS"), QStringLiteral("--max-old-space-size=320"));
            service.environment.insert(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT"), QStringLiteral("60"));
            service.environment.insert(QStringLiteral("QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD"), QStringLiteral("60000"));
            service.environment.insert(QStringLiteral("EXECUTIONS_CONCURRENCY"), QStringLiteral("25"));
        } else if (service.role == stack::Role::Main) {
            service.environment.insert(QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS"), QStringLiteral("true"));
        }
    }
    return stack;
}

void TestWorkerSettings::open(const stack::Stack &stack)
{
    Q_EMIT m_feed->engineChanged(test::engineWith(Link::Connected));
    Q_EMIT m_feed->stacksChanged(test::summaries({stack.id}));
    Q_EMIT m_feed->stackChanged(stack);
    Q_EMIT m_feed->statusChanged(test::sampleStatus(stack));
    QVERIFY(m_window->openPage(QStringLiteral("workers")));
    auto *button = m_window->findChild<QToolButton *>(QStringLiteral("workerSettings"));
    QVERIFY(button != nullptr);
    QTRY_VERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(dialog() != nullptr);
    QTRY_VERIFY(dialog()->isVisible());
}

void TestWorkerSettings::theFormShowsWhatIsInForce()
{
    open();
    QCOMPARE(part<QSpinBox>("memory")->value(), 512);
    QCOMPARE(part<QSpinBox>("memory")->suffix(), QStringLiteral(" MiB"));
    QCOMPARE(part<QSpinBox>("concurrency")->value(), 10);
    QCOMPARE(part<QSpinBox>("grace")->value(), 75);
    QCOMPARE(part<QSpinBox>("redisTimeout")->value(), 60000);
    QVERIFY(part<QCheckBox>("offload")->isChecked());
    QVERIFY(dialog()->settings().isEmpty());
    QVERIFY2(factsOf("concurrencyNote").startsWith(QLatin1String("50 in all")), qPrintable(factsOf("concurrencyNote")));
    QVERIFY2(factsOf("memoryNote").contains(QLatin1String("320 MiB")), qPrintable(factsOf("memoryNote")));
}

void TestWorkerSettings::nothingChangedIsNothingToApply()
{
    open();
    QVERIFY(!apply()->isEnabled());
    part<QSpinBox>("memory")->setValue(600);
    QTRY_VERIFY(apply()->isEnabled());
    part<QSpinBox>("memory")->setValue(512);
    QVERIFY(!apply()->isEnabled());
    QVERIFY(part<QPlainTextEdit>("diff")->toPlainText().isEmpty());
}

void TestWorkerSettings::dangerStandsBesideTheField()
{
    open();
    part<QSpinBox>("memory")->setValue(256);
    // At once, without anybody being asked.
    QVERIFY2(factsOf("memoryNote").contains(QLatin1String("! 256 MiB is less than the heap of 320 MiB")), qPrintable(factsOf("memoryNote")));
    QVERIFY(part<QLabel>("memoryNow")->text().contains(QChar(0x2192)));
    part<QSpinBox>("memory")->setValue(640);
    QVERIFY2(!factsOf("memoryNote").contains(QLatin1Char('!')), qPrintable(factsOf("memoryNote")));
    part<QSpinBox>("concurrency")->setValue(3);
    QVERIFY(factsOf("concurrencyNote").contains(QLatin1String("! Below 5")));
    part<QSpinBox>("redisTimeout")->setValue(2000);
    QVERIFY(factsOf("redisTimeoutNote").contains(QLatin1String("! ")));
    part<QSpinBox>("grace")->setValue(45);
    QVERIFY2(factsOf("graceNote").contains(QLatin1String("n8n waits 30 s")), qPrintable(factsOf("graceNote")));
    // The longest execution is known once the preview is there.
    QTRY_VERIFY2(factsOf("graceNote").contains(QLatin1String("! The longest execution of the last week took 41 s")),
                 qPrintable(factsOf("graceNote")));
    // What stands beside a field is not told twice; what does not, is.
    QVERIFY2(factsOf("consequences").contains(QLatin1String("! This machine has less.")), qPrintable(factsOf("consequences")));
    QVERIFY(!factsOf("consequences").contains(QLatin1String("Below 5")));
}

void TestWorkerSettings::theDiffIsShownBeforeAnythingIsDone()
{
    open();
    part<QSpinBox>("memory")->setValue(600);
    auto *diff = part<QPlainTextEdit>("diff");
    QTRY_VERIFY(diff->toPlainText().contains(QLatin1String("+N8N_WORKER_MEMORY=600m")));
    QVERIFY(factsOf("consequences").contains(QLatin1String("5 workers are made anew.")));
    QVERIFY(diff->isReadOnly());
    QVERIFY(m_workers->wishes.isEmpty());
    // Both colours and the signs tell what goes and what comes.
    QList<QColor> colours;
    for (QTextBlock block = diff->document()->begin(); block.isValid(); block = block.next()) {
        if (block.text().contains(QLatin1String("N8N_WORKER_MEMORY")))
            colours.append(block.layout()->formats().value(0).format.foreground().color());
        else
            QVERIFY2(block.layout()->formats().isEmpty(), qPrintable(block.text()));
    }
    QCOMPARE(colours.size(), 2);
    QVERIFY(colours.first() != colours.last());
}

void TestWorkerSettings::onlyTheLastOfSeveralEditsIsAsked()
{
    open();
    for (int memory = 600; memory < 640; ++memory)
        part<QSpinBox>("memory")->setValue(memory);
    QTRY_VERIFY(part<QPlainTextEdit>("diff")->toPlainText().contains(QLatin1String("=639m")));
    QCOMPARE(m_workers->settingsPreviews.load(), 1);
}

void TestWorkerSettings::whatCannotBeDoneIsSaidAboveTheForm()
{
    m_workers->previewFailure = Error{ErrorKind::Unsupported, QStringLiteral("services.worker carries a YAML tag."), {}, QStringLiteral("By hand.")};
    open();
    part<QSpinBox>("memory")->setValue(600);
    auto *message = part<MessageWidget>("message");
    QTRY_VERIFY(message->isVisible());
    QVERIFY(message->plainText().contains(QLatin1String("services.worker carries a YAML tag.")));
    QVERIFY(!apply()->isEnabled());
    QCOMPARE(part<QSpinBox>("memory")->value(), 600); // the form stays
    m_workers->previewFailure.reset();
    part<QSpinBox>("memory")->setValue(601);
    QVERIFY(!message->isVisible());
    QTRY_VERIFY(apply()->isEnabled());
}

void TestWorkerSettings::applyingStartsAJobAndIsReported()
{
    open();
    part<QSpinBox>("memory")->setValue(600);
    part<QSpinBox>("concurrency")->setValue(20);
    QTRY_VERIFY(apply()->isEnabled());
    QVERIFY2(apply()->text().contains(QLatin1String("exchange 5 workers")), qPrintable(apply()->text()));
    const QPointer<WorkerSettingsDialog> shown(dialog());
    apply()->click();
    QCOMPARE(m_workers->wishes, QStringList(QStringLiteral("settings acme-n8n memory=600 concurrency=20 diff=7")));
    QTRY_VERIFY(!shown);
    QTRY_VERIFY(m_window->findChild<MessageWidget *>(QStringLiteral("message"))->plainText().contains(QLatin1String("All workers have them.")));
}

void TestWorkerSettings::offloadingNamesMain()
{
    open();
    part<QCheckBox>("offload")->setChecked(false);
    QVERIFY(factsOf("offloadNote").contains(QLatin1String("main is made anew")));
    QTRY_VERIFY(apply()->text().contains(QLatin1String("and main")));
    QCOMPARE(dialog()->settings().offloadManual, std::optional(false));
}

void TestWorkerSettings::anInertVariableIsMovedByOneClick()
{
    stack::Stack stack = sample();
    stack.concurrency.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
    open(stack);
    QVERIFY2(factsOf("inert").contains(QLatin1String("EXECUTIONS_CONCURRENCY=25 is set, but n8n does not read it. A worker runs 10 at once")),
             qPrintable(factsOf("inert")));
    auto *migrate = part<QPushButton>("migrate");
    QVERIFY(migrate->text().contains(QLatin1String("25")));
    migrate->click();
    QCOMPARE(part<QSpinBox>("concurrency")->value(), 25);
    QCOMPARE(dialog()->settings().concurrency, std::optional(25));
    QTRY_VERIFY(apply()->isEnabled());
    dialog()->reject();
    QTRY_VERIFY(dialog() == nullptr);
    open(sample()); // nobody has set it
    QVERIFY(!part<QWidget>("inertCard")->isVisible());
}

void TestWorkerSettings::aRunningJobHoldsItBack()
{
    open();
    part<QSpinBox>("memory")->setValue(600);
    QTRY_VERIFY(apply()->isEnabled());
    Job job;
    job.title = QStringLiteral("Something else");
    job.work = [this](JobContext &context) -> Result<void> {
        while (m_workers->block)
            QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
        return {};
    };
    m_workers->block = true;
    m_runner->start(std::move(job));
    QTRY_VERIFY(!apply()->isEnabled());
    QVERIFY(apply()->toolTip().contains(QLatin1String("job is running")));
    m_workers->block = false;
    QTRY_VERIFY(apply()->isEnabled());
}

void TestWorkerSettings::anotherStackClosesIt()
{
    open();
    const QPointer<WorkerSettingsDialog> shown(dialog());
    Q_EMIT m_feed->stackChanged(test::sampleStack(2, QStringLiteral("other")));
    QTRY_VERIFY(!shown);
    QVERIFY(m_workers->wishes.isEmpty());
}

void TestWorkerSettings::everyFocusableWidgetHasAName()
{
    stack::Stack stack = sample();
    stack.concurrency.inertVariable = QStringLiteral("EXECUTIONS_CONCURRENCY");
    open(stack);
    int named = 0;
    for (const QWidget *widget : dialog()->findChildren<QWidget *>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()),
                 qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName()));
        ++named;
    }
    QVERIFY2(named >= 9, qPrintable(QString::number(named)));
}

void TestWorkerSettings::largeFontKeepsTheButtons()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(large);
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    open();
    part<QSpinBox>("memory")->setValue(600);
    QTRY_VERIFY(apply()->isEnabled());
    dialog()->resize(1024, 700);
    QTRY_VERIFY(dialog()->rect().contains(apply()->mapTo(dialog(), apply()->rect().bottomRight())));
    QVERIFY(apply()->width() >= apply()->sizeHint().width());
    QVERIFY(dialog()->minimumSizeHint().height() <= 700);
}

QTEST_MAIN(TestWorkerSettings)
#include "tst_workersettings.moc"
