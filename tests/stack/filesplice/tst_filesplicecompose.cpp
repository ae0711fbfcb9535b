// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../unit/filesplice/composecorpus.h"
#include "../support/testcontainer.h"
#include "adapters/compose/composecli.h"
#include "adapters/process/localprocess.h"
#include "foundation/atomicfile.h"
#include "stack/composemodel.h"
#include "stack/filesplice/fileedit.h"
#include "stack/sandboxfiles.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace quarterdeck;
using namespace quarterdeck::stack;
using namespace std::chrono_literals;

/// Files that are changed, as the real Compose reads them before and after.
class TestFileSpliceCompose final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSandboxIsChangedAndRestored();
    void filesInEveryStyle_data();
    void filesInEveryStyle();
    void theCorpusIsReadAlike();
    void persistedReplicasSurvivePlainUps_data();
    void persistedReplicasSurvivePlainUps();
    void whatComposeDoesNotTakeIsNotWritten();

private:
    [[nodiscard]] ModelService worker(const Stack &stack);

    process::LocalProcess m_process;
    compose::ComposeCli m_compose{m_process};
    JobContext m_context = JobContext().withTimeout(5min);
};

namespace {

const QString workerName = QStringLiteral("n8n-worker");

Stack projectIn(const QTemporaryDir &folder)
{
    Stack stack;
    stack.id = stack.project.name = QStringLiteral("quarterdeck-splice");
    stack.project.workingDir = folder.path();
    stack.project.configFiles = {folder.filePath(QStringLiteral("compose.yaml"))};
    return stack;
}

QByteArray bytesOf(const QString &path)
{
    return readWholeFile(path).value_or("(not there)");
}

} // namespace

void TestFileSpliceCompose::initTestCase()
{
    const Result<QString> version = m_compose.version(m_context);
    if (!version && !test::stackRequired())
        QSKIP("no Docker Compose here");
    QD_VERIFY(version);
}

ModelService TestFileSpliceCompose::worker(const Stack &stack)
{
    const Result<compose::ComposePort::Config> config = m_compose.config(m_context, stack.project);
    if (!config) {
        QTest::qFail(qPrintable(test::describe(config.error())), __FILE__, __LINE__);
        return {};
    }
    const QList<ModelService> services = servicesOfModel(config->model);
    const auto found = std::find_if(services.cbegin(), services.cend(), [](const ModelService &one) { return one.name == workerName; });
    return found == services.cend() ? ModelService() : *found;
}

void TestFileSpliceCompose::theSandboxIsChangedAndRestored()
{
    const QTemporaryDir folder;
    QD_VERIFY(writeSandboxFiles(m_context, folder.path()));
    const Stack stack = projectIn(folder);
    const QString env = folder.filePath(QStringLiteral(".env"));
    const QByteArray envBytes = "N8N_IMAGE=a\nPOSTGRES_IMAGE=b\nREDIS_IMAGE=c\n# secrets\nN8N_DB_PASSWORD=hunter22\nPOSTGRES_PASSWORD=hunter23\n"
                                "REDIS_PASSWORD=hunter24\nN8N_ENCRYPTION_KEY=hunter25\nN8N_WORKER_REPLICAS=5 # five\n";
    QD_VERIFY(writeFileAtomically(env, envBytes));
    const QByteArray composeBytes = bytesOf(stack.project.configFiles.first());
    const Result<EditPlan> plan
        = planEdit(m_context, m_compose, stack,
                   {SettingChange::replicas(workerName, 7), SettingChange::memoryLimit(workerName, 600LL * 1024 * 1024),
                    SettingChange::stopGrace(workerName, 90),
                    SettingChange::environment(workerName, QStringLiteral("N8N_CONCURRENCY_PRODUCTION_LIMIT"), QStringLiteral("20")),
                    SettingChange::environment(workerName, QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS"), QStringLiteral("false"))});
    QD_VERIFY(plan);
    QVERIFY2(plan->heldIn.at(0).contains(QLatin1String("N8N_WORKER_REPLICAS")), qPrintable(plan->heldIn.at(0)));
    QVERIFY2(plan->heldIn.at(1).contains(QLatin1String("N8N_WORKER_MEMORY")), qPrintable(plan->heldIn.at(1)));
    // Main has the same grace from the same anchor: the worker gets one of its own.
    QVERIFY2(plan->heldIn.at(2).contains(QLatin1String("a new key")), qPrintable(plan->heldIn.at(2)));
    QVERIFY2(plan->heldIn.at(3).contains(QLatin1String("N8N_WORKER_CONCURRENCY")), qPrintable(plan->heldIn.at(3)));
    QVERIFY2(plan->heldIn.at(4).contains(QLatin1String("a new key")), qPrintable(plan->heldIn.at(4)));
    QVERIFY(!plan->diff.contains(QLatin1String("hunter")));

    const Result<AppliedEdit> applied = applyEdit(m_context, m_compose, *plan);
    QD_VERIFY(applied);
    const ModelService after = worker(stack);
    QCOMPARE(after.replicas, 7);
    QCOMPARE(after.memoryLimit, 600LL * 1024 * 1024);
    QCOMPARE(after.stopGraceSeconds, 90);
    QCOMPARE(after.environment.value(QStringLiteral("N8N_CONCURRENCY_PRODUCTION_LIMIT")), QStringLiteral("20"));
    QCOMPARE(after.environment.value(QStringLiteral("OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS")), QStringLiteral("false"));
    QVERIFY(bytesOf(env).startsWith(QByteArray(envBytes.left(envBytes.indexOf("N8N_WORKER_REPLICAS")) + "N8N_WORKER_REPLICAS=7 # five\n")));

    QD_VERIFY(undoEdit(*applied));
    QCOMPARE(bytesOf(env), envBytes);
    QCOMPARE(bytesOf(stack.project.configFiles.first()), composeBytes);
}

void TestFileSpliceCompose::filesInEveryStyle_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &worker) {
        const QByteArray head = "x-common: &common\n  restart: always\n  labels: {a: b}\nx-env: &env\n  SHARED: \"1\"\nservices:\n"
                                "  main:\n    <<: *common\n    image: busybox\n    environment: *env\n";
        QTest::newRow(name) << QByteArray(head + worker);
    };
    row("block", "  n8n-worker:\n    <<: *common\n    image: busybox # here\n");
    row("flow", "  n8n-worker: {image: busybox, environment: {A: b}}\n");
    row("list", "  n8n-worker:\n    image: busybox\n    environment:\n    - A=b\n    - \"NEW=old\"\n    deploy: {replicas: 5}\n");
    row("alias", "  n8n-worker:\n    image: busybox\n    environment: *env\n    mem_limit: '512m'\n    scale: 5\n");
    row("merge", "  n8n-worker:\n    image: busybox\n    environment:\n      <<: *env\n      NEW: 'old'\n    stop_grace_period: 1m30s\n");
    row("CRLF",
        QByteArray("  n8n-worker:\n    image: busybox\n    deploy:\n      resources:\n        limits:\n          memory: 512m # m\n")
            .replace("\n", "\r\n"));
}

void TestFileSpliceCompose::filesInEveryStyle()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    const Stack stack = projectIn(folder);
    QD_VERIFY(writeFileAtomically(stack.project.configFiles.first(), bytes));
    const QString value = QStringLiteral("a $b: \"c\" # it's");
    const Result<EditPlan> plan
        = planEdit(m_context, m_compose, stack,
                   {SettingChange::replicas(workerName, 7), SettingChange::memoryLimit(workerName, 600LL * 1024 * 1024),
                    SettingChange::stopGrace(workerName, 75), SettingChange::environment(workerName, QStringLiteral("NEW"), value)});
    QD_VERIFY(plan);
    QD_VERIFY(applyEdit(m_context, m_compose, *plan));
    const ModelService after = worker(stack);
    QCOMPARE(after.replicas, 7);
    QCOMPARE(after.memoryLimit, 600LL * 1024 * 1024);
    QCOMPARE(after.stopGraceSeconds, 75);
    QCOMPARE(after.environment.value(QStringLiteral("NEW")), value);
}

void TestFileSpliceCompose::theCorpusIsReadAlike()
{
    // A sample of it, for Compose takes its time: before and after, nothing but the four settings may differ to it.
    constexpr qsizetype every = 14;
    const QList<test::CorpusFile> corpus = test::composeCorpus();
    int taken = 0;
    for (qsizetype i = 0; i < corpus.size(); i += every) {
        const QTemporaryDir folder;
        Stack stack = projectIn(folder);
        // What the files refer to.
        for (const char *name : {".env.worker", "a.env", "b.env"})
            QD_VERIFY(writeFileAtomically(folder.filePath(QLatin1String(name)), "FROM_FILE=1\n"));
        QD_VERIFY(writeFileAtomically(folder.filePath(QStringLiteral(".env")), "A=a\n"));
        QByteArray bytes = corpus.at(i).bytes;
        QD_VERIFY(writeFileAtomically(stack.project.configFiles.first(), bytes));
        const Result<compose::ComposePort::Config> before = m_compose.config(m_context, stack.project);
        if (!before || worker(stack).name.isEmpty())
            continue; // a part that wants another service, or a profile that is not on
        const QString value = QStringLiteral("a $b: \"c\" # it's");
        const Result<EditPlan> plan
            = planEdit(m_context, m_compose, stack,
                       {SettingChange::replicas(workerName, 7), SettingChange::memoryLimit(workerName, 600LL * 1024 * 1024),
                        SettingChange::stopGrace(workerName, 95), SettingChange::environment(workerName, QStringLiteral("NEW"), value)});
        QVERIFY2(plan.has_value(), qPrintable(corpus.at(i).name + QLatin1String(": ") + (plan ? QString() : test::describe(plan.error()))));
        QD_VERIFY(applyEdit(m_context, m_compose, *plan));
        const ModelService after = worker(stack);
        QCOMPARE(after.replicas, 7);
        QCOMPARE(after.memoryLimit, 600LL * 1024 * 1024);
        QCOMPARE(after.stopGraceSeconds, 95);
        QCOMPARE(after.environment.value(QStringLiteral("NEW")), value);
        ++taken;
    }
    qInfo("%d files of the corpus through the real Compose", taken);
    QVERIFY2(taken >= 12, qPrintable(QString::number(taken)));
}

void TestFileSpliceCompose::persistedReplicasSurvivePlainUps_data()
{
    QTest::addColumn<QByteArray>("replicas");
    QTest::addColumn<int>("ups");
    QTest::newRow("a variable of the .env") << QByteArray("    deploy:\n      replicas: ${WORKERS:-1}\n") << 20;
    QTest::newRow("a key of its own") << QByteArray() << 3;
    QTest::newRow("a key in a section that is there") << QByteArray("    deploy:\n      resources: {limits: {memory: 64m}}\n") << 3;
}

void TestFileSpliceCompose::persistedReplicasSurvivePlainUps()
{
    QFETCH(QByteArray, replicas);
    QFETCH(int, ups);
    QD_NEED_ENGINE();
    const QString image = test::localImage(QStringLiteral("redis"));
    QVERIFY2(!image.isEmpty(), "no image to make containers of");
    const QTemporaryDir folder;
    Stack stack = projectIn(folder);
    stack.id = stack.project.name = QStringLiteral("qd-splice-%1").arg(QCoreApplication::applicationPid());
    const QByteArray idle = "    image: " + image.toUtf8() + "\n    entrypoint: [sleep, \"900\"]\n    init: true\n    user: \"0\"\n";
    QD_VERIFY(writeFileAtomically(stack.project.configFiles.first(),
                                  "services:\n  n8n:\n" + idle + "  n8n-worker:\n" + idle + replicas + "    depends_on: [n8n]\n"));
    const auto down = qScopeGuard([this, &stack] { (void)m_compose.down(JobContext(), stack.project, true); });
    // Id and start: one that was stopped and started again would be noticed, too.
    const auto containers = [&stack] {
        const Result<QString> ids
            = test::docker({QStringLiteral("ps"), QStringLiteral("-aq"), QStringLiteral("--no-trunc"), QStringLiteral("--filter"),
                            QStringLiteral("label=com.docker.compose.project=") + stack.project.name});
        QStringList result;
        for (const QString &id : ids.value_or(QString()).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            result.append(
                test::docker({QStringLiteral("inspect"), QStringLiteral("--format"), QStringLiteral("{{.Name}} {{.Id}} {{.State.StartedAt}}"), id})
                    .value_or(QString()));
        result.sort();
        return result;
    };
    QD_VERIFY(m_compose.up(m_context, stack.project, {}));
    QCOMPARE(containers().size(), 2);

    const auto holds = [&](int count) {
        QD_VERIFY(persistReplicas(m_context, m_compose, stack, workerName, count));
        compose::UpOptions more;
        more.services = QStringList{workerName};
        more.scale.insert(workerName, count);
        more.noRecreate = true;
        QD_VERIFY(m_compose.up(m_context, stack.project, more));
        const QStringList before = containers();
        QCOMPARE(before.size(), count + 1);
        for (int i = 0; i < ups; ++i) {
            QD_VERIFY(m_compose.up(m_context, stack.project, {}));
            QCOMPARE(containers(), before);
        }
    };
    holds(3);
    if (QTest::currentTestFailed())
        return;
    holds(2);
}

void TestFileSpliceCompose::whatComposeDoesNotTakeIsNotWritten()
{
    const QTemporaryDir folder;
    const Stack stack = projectIn(folder);
    const QByteArray bytes = "services:\n  n8n-worker: {image: busybox}\n";
    QD_VERIFY(writeFileAtomically(stack.project.configFiles.first(), bytes));
    SettingChange change = SettingChange::replicas(workerName, 7);
    change.value = QStringLiteral("many");
    QVERIFY(!planEdit(m_context, m_compose, stack, {change}));
    QCOMPARE(bytesOf(stack.project.configFiles.first()), bytes);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("compose.yaml")));
}

QTEST_GUILESS_MAIN(TestFileSpliceCompose)
#include "tst_filesplicecompose.moc"
