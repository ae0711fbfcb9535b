// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../faults/backup/controlrun.h"
#include "../support/scalestack.h"
#include "../support/testcontainer.h"
#include "../support/webhookload.h"
#include "foundation/atomicfile.h"
#include "foundation/stacklock.h"
#include "support/realstack.h"
#include "support/resultcheck.h"
#include "workers/findings.h"
#include "workers/gracechain.h"
#include "workers/operations.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QScopeGuard>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;
using quarterdeck::test::ControlRun;
using quarterdeck::test::WebhookLoad;

namespace {

constexpr qint64 mebi = 1024LL * 1024;

/// Cancels a plan when one of its steps begins.
class CancellingSink final : public ProgressSink
{
public:
    explicit CancellingSink(QString step)
        : m_step(std::move(step))
    {
    }
    std::stop_source stop;

    void stepStarted(const QString &id, const QString &) override
    {
        if (id == m_step)
            stop.request_stop();
    }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &) override { }

private:
    QString m_step;
};

} // namespace

/// Settings changed on a real stack with two workers, with executions in flight. In order.
class TestWorkersSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_stack.reset(); }
    void aPreviewChangesNothing();
    void whatCannotBeWrittenChangesNothing();
    void aFileThatChangedSinceThePreviewIsAConflict();
    void twoAtOnceAreRefused();
    void settingsReachRunningWorkersWithoutLosingAJob();
    void aPlainUpRecreatesNothing();
    void cancelledInTheMiddleAllIsAsBefore();
    void aWorkerThatCannotStartIsTakenBack();
    void theSameOnceMoreDoesNothing();
    void workersOfAnotherImageAreMadeAnew();
    void limitsAreRaisedByOneClick();

private:
    [[nodiscard]] WorkerSettings wanted() const
    {
        WorkerSettings settings;
        settings.memoryLimit = 600 * mebi;
        settings.concurrency = 7;
        return settings;
    }
    [[nodiscard]] QString env() const { return m_stack->options.folder + QLatin1String("/.env"); }
    /// All files of the project that a change may touch, with the copies it keeps.
    [[nodiscard]] QMap<QString, QByteArray> files() const
    {
        QMap<QString, QByteArray> result;
        for (const QFileInfo &file : QDir(m_stack->options.folder).entryInfoList(QDir::Files | QDir::Hidden))
            result.insert(file.fileName(), readWholeFile(file.filePath()).value_or(QByteArray()));
        return result;
    }
    struct Outcome
    {
        PlanOutcome plan;
        SettingsReport report;
    };
    Result<Outcome> set(const WorkerSettings &settings, SettingsOptions options = {}, const std::stop_token &stop = {},
                        ProgressSink &sink = ProgressSink::null())
    {
        QD_TRY(const stack::Stack stack, m_stack->read());
        options.report = std::make_shared<SettingsReport>();
        PlanOutcome outcome = m_stack->run(settingsPlan(m_stack->with, stack, settings, options), stop, sink);
        return Outcome{std::move(outcome), *options.report};
    }
    /// What each worker was made with: memory in MiB and the variable of its concurrency.
    [[nodiscard]] QStringList made()
    {
        QStringList result;
        for (const QString &name : m_stack->workerNames()) {
            const Result<docker::ContainerDetails> details = m_stack->docker.inspectContainer({}, name);
            if (!details)
                return {details.error().what};
            QString limit;
            for (const QString &line : details->environment) {
                if (line.startsWith(QLatin1String("N8N_CONCURRENCY_PRODUCTION_LIMIT=")))
                    limit = line.section(QLatin1Char('='), 1);
            }
            result.append(QStringLiteral("%1 MiB, %2 at once, %3")
                              .arg(details->host.memory / mebi)
                              .arg(limit, details->state.running ? QStringLiteral("running") : QStringLiteral("stopped")));
        }
        return result;
    }

    std::unique_ptr<test::ScaleStack> m_stack;
};

void TestWorkersSettings::initTestCase()
{
    QD_NEED_ENGINE();
    m_stack = std::make_unique<test::ScaleStack>(QStringLiteral("settings"), 27650, 2);
    QD_VERIFY(m_stack->bringUp());
}

void TestWorkersSettings::aPreviewChangesNothing()
{
    const QMap<QString, QByteArray> before = files();
    const QStringList containers = m_stack->containers();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    WorkerSettings settings = wanted();
    settings.memoryLimit = 256 * mebi;
    settings.offloadManual = false;
    const Result<SettingsPreview> preview = previewSettings({}, m_stack->with, *stack, settings);
    QD_VERIFY(preview);
    QVERIFY2(preview->diff.contains(QLatin1String("+N8N_WORKER_MEMORY=256m")), qPrintable(preview->diff));
    QVERIFY2(preview->diff.contains(QLatin1String("+N8N_WORKER_CONCURRENCY=7")), qPrintable(preview->diff));
    QVERIFY(preview->mainRecreated);
    QVERIFY(preview->oneMoreFirst);
    QCOMPARE(preview->recreated.size(), 3);
    QVERIFY(preview->recreated.last().endsWith(QLatin1String("-n8n-1")));
    QVERIFY(preview->warnings.size() >= 2); // the heap and what an idle worker takes
    QCOMPARE(files(), before);
    QCOMPARE(m_stack->containers(), containers);
}

void TestWorkersSettings::whatCannotBeWrittenChangesNothing()
{
    const QMap<QString, QByteArray> before = files();
    const QStringList containers = m_stack->containers();
    QVERIFY(QFile::setPermissions(env(), QFile::ReadOwner));
    const Result<Outcome> outcome = set(wanted());
    QVERIFY(QFile::setPermissions(env(), QFile::ReadOwner | QFile::WriteOwner));
    QD_VERIFY(outcome);
    QVERIFY(!outcome->plan.result);
    QCOMPARE(outcome->plan.result.error().kind, ErrorKind::Auth);
    QVERIFY2(outcome->plan.result.error().what.contains(QLatin1String(".env")), qPrintable(outcome->plan.result.error().what));
    QVERIFY(outcome->plan.undoErrors.isEmpty());
    QCOMPARE(files(), before);
    QCOMPARE(m_stack->containers(), containers);
}

void TestWorkersSettings::aFileThatChangedSinceThePreviewIsAConflict()
{
    const QStringList containers = m_stack->containers();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const Result<SettingsPreview> preview = previewSettings({}, m_stack->with, *stack, wanted());
    QD_VERIFY(preview);
    const QByteArray bytes = readWholeFile(env()).value_or(QByteArray());
    QD_VERIFY(writeFileAtomically(env(), QByteArray(bytes).replace("N8N_WORKER_CONCURRENCY=10", "N8N_WORKER_CONCURRENCY=11")));
    const QMap<QString, QByteArray> before = files();
    const Result<Outcome> outcome = set(wanted(), {preview->diff, {}, {}, {}});
    const QMap<QString, QByteArray> after = files();
    QD_VERIFY(writeFileAtomically(env(), bytes));
    QD_VERIFY(outcome);
    QVERIFY(!outcome->plan.result);
    QCOMPARE(outcome->plan.result.error().kind, ErrorKind::Conflict);
    QCOMPARE(after, before);
    QCOMPARE(m_stack->containers(), containers);
}

void TestWorkersSettings::twoAtOnceAreRefused()
{
    const QMap<QString, QByteArray> before = files();
    const Result<StackLock> lock = StackLock::acquire(m_stack->options.name, QStringLiteral("something else"));
    QD_VERIFY(lock);
    const Result<Outcome> outcome = set(wanted());
    QD_VERIFY(outcome);
    QVERIFY(!outcome->plan.result);
    QCOMPARE(outcome->plan.result.error().kind, ErrorKind::Conflict);
    QVERIFY2(outcome->plan.result.error().what.contains(QLatin1String("something else")), qPrintable(outcome->plan.result.error().what));
    QCOMPARE(files(), before);
}

void TestWorkersSettings::settingsReachRunningWorkersWithoutLosingAJob()
{
    const qint64 first = m_stack->lastExecution();
    const QByteArray envBefore = readWholeFile(env()).value_or(QByteArray());
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(1000, 12, 4, 15);
    QTRY_COMPARE_WITH_TIMEOUT(load.inFlight(), 12, 20'000);
    const ControlRun::Ended ended = ControlRun::whole({QStringLiteral("workers"), QStringLiteral("set"), QStringLiteral("--memory"),
                                                       QStringLiteral("600M"), QStringLiteral("--concurrency"), QStringLiteral("7"),
                                                       QStringLiteral("--yes"), QStringLiteral("--stack"), m_stack->options.name});
    load.stopNew();
    QVERIFY2(ended.exitCode == 0, ended.all().constData());
    QVERIFY(ended.json.value(QLatin1String("applied")).toBool());
    QCOMPARE(ended.json.value(QLatin1String("replaced")).toArray().size(), 2);
    QCOMPARE(ended.json.value(QLatin1String("made")).toArray().size(), 2);
    QVERIFY2(ended.json.value(QLatin1String("lost")).toArray().isEmpty(), ended.all().constData());
    QVERIFY2(load.finish(150s), qPrintable(QStringLiteral("%1 in flight").arg(load.inFlight())));
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    const QStringList wrong = m_stack->wrong(first, load.answered());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
    qInfo("%d executions while both workers were exchanged in %lld ms: none lost", load.answered(),
          static_cast<long long>(ended.json.value(QLatin1String("tookMs")).toInteger()));

    QCOMPARE(made(), QStringList({QStringLiteral("600 MiB, 7 at once, running"), QStringLiteral("600 MiB, 7 at once, running")}));
    // No byte but the two values, and the old file beside it.
    QCOMPARE(readWholeFile(env()).value_or(QByteArray()),
             QByteArray(envBefore)
                 .replace("N8N_WORKER_MEMORY=512m", "N8N_WORKER_MEMORY=600m")
                 .replace("N8N_WORKER_CONCURRENCY=10", "N8N_WORKER_CONCURRENCY=7"));
    const QString copy = ended.json.value(QLatin1String("safetyCopies")).toArray().first().toString();
    QCOMPARE(readWholeFile(copy).value_or(QByteArray()), envBefore);
}

void TestWorkersSettings::aPlainUpRecreatesNothing()
{
    const QStringList before = m_stack->containers();
    for (int time = 0; time < 3; ++time) {
        QD_VERIFY(m_stack->composeUp({}));
        QCOMPARE(m_stack->containers(), before);
    }
}

void TestWorkersSettings::cancelledInTheMiddleAllIsAsBefore()
{
    const QMap<QString, QByteArray> before = files();
    const QStringList workers = made();
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(1000, 6, 3, 8);
    CancellingSink sink(QStringLiteral("exchange-2"));
    WorkerSettings settings;
    settings.memoryLimit = 512 * mebi;
    const Result<Outcome> outcome = set(settings, {}, sink.stop.get_token(), sink);
    load.stopNew();
    QD_VERIFY(outcome);
    QVERIFY(!outcome->plan.result);
    QCOMPARE(outcome->plan.result.error().kind, ErrorKind::Cancelled);
    QVERIFY2(outcome->plan.undoErrors.isEmpty(), qPrintable(outcome->plan.undoErrors.value(0).what));
    QVERIFY(outcome->plan.events.contains({StepEvent::What::Undone, QStringLiteral("exchange-1")}));
    QCOMPARE(files(), before);
    QCOMPARE(made(), workers);
    QVERIFY(load.finish(100s));
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    const QStringList wrong = m_stack->wrong(first, load.answered());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
    aPlainUpRecreatesNothing();
}

void TestWorkersSettings::aWorkerThatCannotStartIsTakenBack()
{
    const QMap<QString, QByteArray> before = files();
    const QStringList containers = m_stack->containers();
    // What an idle worker takes is twice as much: the kernel ends it again and again.
    WorkerSettings settings;
    settings.memoryLimit = 128 * mebi;
    const Result<Outcome> outcome = set(settings);
    QD_VERIFY(outcome);
    QVERIFY(!outcome->plan.result);
    QVERIFY2(outcome->plan.undoErrors.isEmpty(), qPrintable(outcome->plan.undoErrors.value(0).what));
    QCOMPARE(files(), before);
    QCOMPARE(m_stack->containers(), containers); // the old ones were never touched
}

void TestWorkersSettings::theSameOnceMoreDoesNothing()
{
    const QMap<QString, QByteArray> before = files();
    const QStringList containers = m_stack->containers();
    const Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    const Result<SettingsPreview> preview = previewSettings({}, m_stack->with, *stack, wanted());
    QD_VERIFY(preview);
    QVERIFY(preview->changesNothing());
    const Result<Outcome> outcome = set(wanted());
    QD_VERIFY(outcome);
    QD_VERIFY(outcome->plan.result);
    QVERIFY(outcome->report.replaced.isEmpty());
    QCOMPARE(files(), before);
    QCOMPARE(m_stack->containers(), containers);
}

void TestWorkersSettings::workersOfAnotherImageAreMadeAnew()
{
    const QByteArray before = readWholeFile(env()).value_or(QByteArray());
    static const QRegularExpression line(QStringLiteral("N8N_IMAGE=(\\S+)"));
    const QString image = line.match(QString::fromUtf8(before)).captured(1);
    QVERIFY(!image.isEmpty());
    const QString other = QStringLiteral("quarterdeck-test/other:%1").arg(QCoreApplication::applicationPid());
    QD_VERIFY(test::docker({QStringLiteral("commit"), QStringLiteral("--pause=false"), m_stack->workerNames().first(), other}));
    const auto removed = qScopeGuard([&other] { (void)test::docker({QStringLiteral("rmi"), QStringLiteral("--force"), other}); });
    // A variable of the shell beats the file.
    const bool exported = qEnvironmentVariableIsSet("N8N_IMAGE");
    const auto restored = qScopeGuard([exported, &image] {
        if (exported)
            qputenv("N8N_IMAGE", image.toUtf8());
    });
    if (exported)
        qputenv("N8N_IMAGE", other.toUtf8());
    QD_VERIFY(writeFileAtomically(env(), QByteArray(before).replace(image.toUtf8(), other.toUtf8())));
    QD_VERIFY(m_stack->composeUp({QStringLiteral("--no-deps"), QStringLiteral("n8n-worker")}));
    const auto finding = [this]() -> std::optional<Finding> {
        const Result<stack::Stack> stack = m_stack->read();
        const Result<Situation> situation = stack ? readSituation({}, m_stack->with, *stack) : fail(stack.error());
        for (const Finding &one : situation ? situation->findings : QList<Finding>()) {
            if (one.id == QLatin1String("version-mismatch"))
                return one;
        }
        return std::nullopt;
    };
    const std::optional<Finding> found = finding();
    QVERIFY(found);
    QCOMPARE(found->subjects, m_stack->workerNames());
    QCOMPARE(found->action, remedy::renewWorkers);
    // The file names an image that n8n itself does not run: made anew the workers would be as they are.
    Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    QStringList containers = m_stack->containers();
    QD_VERIFY_ERROR(m_stack->run(remedyPlan(m_stack->with, *stack, *found)).result, ErrorKind::Conflict);
    QCOMPARE(m_stack->containers(), containers);

    if (exported)
        qputenv("N8N_IMAGE", image.toUtf8());
    QD_VERIFY(writeFileAtomically(env(), before));
    const auto others = [&containers] { return containers.filter(QRegularExpression(QStringLiteral("^(?!.*worker)"))); };
    const QStringList rest = others();
    const qint64 first = m_stack->lastExecution();
    WebhookLoad load(m_stack->options.n8nPort, m_stack->slowPath());
    load.start(1000, 8, 3, 9);
    QTRY_COMPARE_WITH_TIMEOUT(load.inFlight(), 8, 60'000);
    stack = m_stack->read();
    QD_VERIFY(stack);
    const PlanOutcome outcome = m_stack->run(remedyPlan(m_stack->with, *stack, *found));
    load.stopNew();
    QD_VERIFY(outcome.result);
    QVERIFY(!finding());
    containers = m_stack->containers();
    QCOMPARE(others(), rest); // n8n itself, PostgreSQL and Redis were left alone
    QVERIFY(load.finish(100s));
    QVERIFY2(load.refused() == 0, load.firstRefusal().constData());
    const QStringList wrong = m_stack->wrong(first, load.answered());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1String("; "))));
    QCOMPARE(made(), QStringList({QStringLiteral("600 MiB, 7 at once, running"), QStringLiteral("600 MiB, 7 at once, running")}));
    aPlainUpRecreatesNothing();
}

void TestWorkersSettings::limitsAreRaisedByOneClick()
{
    Result<stack::Stack> stack = m_stack->read();
    QD_VERIFY(stack);
    Finding finding;
    finding.action = remedy::raiseMemory;
    QD_VERIFY(m_stack->run(remedyPlan(m_stack->with, *stack, finding)).result);
    // Half as much again, in steps of 64 MiB.
    QCOMPARE(made(), QStringList({QStringLiteral("960 MiB, 7 at once, running"), QStringLiteral("960 MiB, 7 at once, running")}));

    stack = m_stack->read();
    QD_VERIFY(stack);
    finding.action = remedy::raiseGrace;
    finding.grace = GraceChain();
    finding.grace->n8nTimeoutSeconds = 60;
    finding.grace->dockerGraceSeconds = 75;
    finding.grace->longestJobMs = 100'000;
    QD_VERIFY(m_stack->run(remedyPlan(m_stack->with, *stack, finding)).result);
    stack = m_stack->read();
    QD_VERIFY(stack);
    QCOMPARE(settingsNow(*stack).shutdownTimeoutSeconds, graceProposal(*finding.grace).n8nTimeoutSeconds);
    QCOMPARE(settingsNow(*stack).stopGraceSeconds, graceProposal(*finding.grace).dockerGraceSeconds);
    QVERIFY(settingsNow(*stack).shutdownTimeoutSeconds > 100);

    // A variable that n8n does not read is set beside the one that it does.
    QD_VERIFY(writeFileAtomically(m_stack->options.folder + QLatin1String("/compose.override.yaml"),
                                  "services:\n  n8n-worker:\n    environment:\n      EXECUTIONS_CONCURRENCY: \"9\"\n"));
    QD_VERIFY(m_stack->composeUp({}));
    stack = m_stack->read();
    QD_VERIFY(stack);
    QCOMPARE(settingsNow(*stack).inertValue, std::optional<int>(9));
    finding.action = remedy::setConcurrency;
    QD_VERIFY(m_stack->run(remedyPlan(m_stack->with, *stack, finding)).result);
    QCOMPARE(made(), QStringList({QStringLiteral("960 MiB, 9 at once, running"), QStringLiteral("960 MiB, 9 at once, running")}));
    aPlainUpRecreatesNothing();
}

QTEST_GUILESS_MAIN(TestWorkersSettings)
#include "tst_workerssettings.moc"
