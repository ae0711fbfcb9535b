// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "adapters/process/localprocess.h"
#include "foundation/atomicfile.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::compose;
using namespace std::chrono_literals;
using quarterdeck::test::docker;

namespace {

class Lines final : public ProgressSink
{
public:
    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &) override { }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }

    QStringList lines;
};

} // namespace

/// The real Compose against the real engine, with a project of its own.
class TestComposeEngine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void versionIsTheInstalledOne();
    void modelIsTheEffectiveOne();
    void brokenFileIsRefusedInItsOwnWords();
    void brokenEnvironmentFileKeepsItsSecrets();
    void lifeOfAProject();
    void unknownServiceIsNotFound();
    void otherEngineThatIsNotThereIsUnreachable();
    void cancelEndsComposeAtOnce();
    void theRealStackResolves();

private:
    [[nodiscard]] QStringList running() const;
    [[nodiscard]] QString containerIds() const;

    process::LocalProcess m_process;
    ComposeCli m_compose{m_process};
    JobContext m_context = JobContext().withTimeout(2min);
    QTemporaryDir m_folder;
    Project m_project;
};

void TestComposeEngine::initTestCase()
{
    QD_NEED_ENGINE();
    QString image = test::localImage("redis");
    if (image.isEmpty())
        QSKIP("no image of Redis on this machine");
    m_project = Project{QStringLiteral("qd-test-compose-%1").arg(QCoreApplication::applicationPid()),
                        m_folder.path(),
                        {m_folder.filePath("stack.yaml")},
                        {m_folder.filePath("stack.env")}};
    QD_VERIFY(writeFileAtomically(m_folder.filePath("stack.env"), "IMAGE=" + image.toUtf8() + "\nA_PASSWORD='pa$$word-of-mine'\n"));
    QD_VERIFY(writeFileAtomically(m_folder.filePath("stack.yaml"), R"(
x-common: &common
  image: ${IMAGE}
  pull_policy: never
  entrypoint: ["sleep", "1000"]
  init: true
  network_mode: none
  labels: { quarterdeck.test: "1" }
services:
  first:
    <<: *common
    environment:
      A_PASSWORD: ${A_PASSWORD}
      LITERAL: "cost: $$5"
      UNSET: "${QD_TEST_UNSET}"
    healthcheck: { test: ["CMD", "true"], interval: 1s }
  second:
    <<: *common
)"));
}

void TestComposeEngine::cleanupTestCase()
{
    if (!m_project.name.isEmpty())
        QD_VERIFY(m_compose.down(m_context, m_project, true));
}

QStringList TestComposeEngine::running() const
{
    QStringList services
        = docker({"ps", "--filter", "label=com.docker.compose.project=" + m_project.name, "--format", "{{.Label \"com.docker.compose.service\"}}"})
              .value_or(QString())
              .split('\n', Qt::SkipEmptyParts);
    services.sort();
    return services;
}

QString TestComposeEngine::containerIds() const
{
    return docker({"ps", "--all", "--quiet", "--no-trunc", "--filter", "label=com.docker.compose.project=" + m_project.name}).value_or(QString());
}

void TestComposeEngine::versionIsTheInstalledOne()
{
    const auto version = m_compose.version(m_context);
    QD_VERIFY(version);
    const auto told = docker({"compose", "version", "--short"});
    QD_VERIFY(told);
    QVERIFY2(told->contains(*version), qPrintable(*told));
}

void TestComposeEngine::modelIsTheEffectiveOne()
{
    const auto config = m_compose.config(m_context, m_project);
    QD_VERIFY(config);
    const QJsonValue first = config->model["services"]["first"];
    QVERIFY(first["image"].toString().contains("redis"));
    QCOMPARE(first["environment"]["A_PASSWORD"].toString(), QStringLiteral("pa$$word-of-mine"));
    QCOMPARE(first["environment"]["LITERAL"].toString(), QStringLiteral("cost: $5"));
    QCOMPARE(first["entrypoint"].toArray().at(0).toString(), QStringLiteral("sleep")); // the anchor is merged
    QCOMPARE(config->warnings.size(), 1);
    QVERIFY(config->warnings.first().contains("QD_TEST_UNSET"));
    QD_VERIFY(m_compose.validate(m_context, m_project));
}

void TestComposeEngine::brokenFileIsRefusedInItsOwnWords()
{
    Project broken = m_project;
    broken.configFiles = {m_folder.filePath("broken.yaml")};
    QD_VERIFY(writeFileAtomically(broken.configFiles.first(), "services:\n  a:\n    image: [x\n"));
    auto result = m_compose.validate(m_context, broken);
    QD_VERIFY_ERROR(result, ErrorKind::Invalid);
    QVERIFY2(result.error().detail.contains("line"), qPrintable(result.error().detail));
    QD_VERIFY(writeFileAtomically(broken.configFiles.first(), "services:\n  a:\n    image: x\n    bogus: 1\n"));
    result = m_compose.validate(m_context, broken);
    QD_VERIFY_ERROR(result, ErrorKind::Invalid);
    QVERIFY2(result.error().detail.contains("bogus"), qPrintable(result.error().detail));
}

void TestComposeEngine::brokenEnvironmentFileKeepsItsSecrets()
{
    Project broken = m_project;
    broken.environmentFiles = {m_folder.filePath("broken.env")};
    QD_VERIFY(writeFileAtomically(broken.environmentFiles.first(), "A_PASSWORD=hunter22hunter22\nB_PASSWORD='hunter33hunter33\n"));
    const auto result = m_compose.validate(m_context, broken);
    QD_VERIFY_ERROR(result, ErrorKind::Invalid);
    QVERIFY2(!test::describe(result.error()).contains("hunter"), qPrintable(test::describe(result.error())));
}

void TestComposeEngine::lifeOfAProject()
{
    Lines sink;
    const JobContext told = JobContext({}, sink).withTimeout(2min);
    UpOptions options;
    options.waitHealthy = true;
    options.waitTimeoutSeconds = 60;
    QD_VERIFY(m_compose.up(told, m_project, options));
    QCOMPARE(running(), QStringList({"first", "second"}));
    QVERIFY2(sink.lines.join('\n').contains("Container " + m_project.name + "-first-1"), qPrintable(sink.lines.join('\n')));
    QVERIFY(!sink.lines.join('\n').contains('\x1b'));
    const QString ids = containerIds();

    // The same again changes nothing: the hash is the same, nothing is recreated.
    QD_VERIFY(m_compose.up(m_context, m_project, {}));
    QCOMPARE(containerIds(), ids);

    // What the labels tell is what we gave.
    const auto labels = docker({"inspect", "--format",
                                "{{index .Config.Labels \"com.docker.compose.project.working_dir\"}}|"
                                "{{index .Config.Labels \"com.docker.compose.project.config_files\"}}|"
                                "{{index .Config.Labels \"com.docker.compose.project.environment_file\"}}",
                                ids.section('\n', 0, 0)});
    QD_VERIFY(labels);
    QCOMPARE(*labels, m_project.workingDir + '|' + m_project.configFiles.first() + '|' + m_project.environmentFiles.first());

    UpOptions scale;
    scale.services = {"second"};
    scale.scale = {{"second", 3}};
    scale.noDependencies = true;
    scale.noRecreate = true;
    QD_VERIFY(m_compose.up(m_context, m_project, scale));
    QCOMPARE(running(), QStringList({"first", "second", "second", "second"}));
    QVERIFY(containerIds().contains(ids.section('\n', 0, 0)) && containerIds().contains(ids.section('\n', 1, 1)));

    QD_VERIFY(m_compose.stop(m_context, m_project, {"second"}));
    QCOMPARE(running(), QStringList({"first"}));
    QD_VERIFY(m_compose.start(m_context, m_project, {"second"}));
    QCOMPARE(running(), QStringList({"first", "second", "second", "second"}));
    QD_VERIFY(m_compose.restart(m_context, m_project, {"first"}));
    QCOMPARE(running(), QStringList({"first", "second", "second", "second"}));
    QD_VERIFY(m_compose.down(m_context, m_project, true));
    QVERIFY(containerIds().isEmpty());
}

void TestComposeEngine::unknownServiceIsNotFound()
{
    QD_VERIFY_ERROR(m_compose.restart(m_context, m_project, {"nope"}), ErrorKind::NotFound);
}

void TestComposeEngine::otherEngineThatIsNotThereIsUnreachable()
{
    ComposeCli elsewhere(m_process, {{"DOCKER_HOST", "unix://" + m_folder.filePath("no.sock")}});
    QD_VERIFY_ERROR(elsewhere.up(m_context, m_project, {}), ErrorKind::Unreachable);
    // Files can be judged without an engine.
    QD_VERIFY(elsewhere.validate(m_context, m_project));
}

void TestComposeEngine::cancelEndsComposeAtOnce()
{
    // Stopping takes its grace of 60 s: the container ignores SIGTERM.
    Project slow = m_project;
    slow.configFiles = {m_folder.filePath("slow.yaml")};
    QD_VERIFY(writeFileAtomically(slow.configFiles.first(), R"(
services:
  slow:
    image: ${IMAGE}
    pull_policy: never
    entrypoint: ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"]
    stop_grace_period: 60s
    network_mode: none
    labels: { quarterdeck.test: "1" }
)"));
    QD_VERIFY(m_compose.up(m_context, slow, {}));
    std::stop_source source;
    std::jthread canceller([&source] {
        std::this_thread::sleep_for(700ms);
        source.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(m_compose.stop(JobContext(source.get_token()), slow, {}), ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    QD_VERIFY(docker({"rm", "--force", containerIds()}));
}

void TestComposeEngine::theRealStackResolves()
{
    QD_NEED_STACK();
    const QString folder = test::realStackFolder();
    const Project stack{test::realStackName(), folder, {folder + "/compose.yaml"}, {}};
    const auto config = m_compose.config(m_context, stack);
    QD_VERIFY(config);
    const QStringList services = config->model["services"].toObject().keys();
    for (const char *service : {"postgres", "redis", "n8n", "n8n-worker"})
        QVERIFY2(services.contains(QLatin1String(service)), qPrintable(services.join(' ')));
    QVERIFY(!config->model["services"]["n8n"]["environment"]["N8N_ENCRYPTION_KEY"].toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestComposeEngine)
#include "tst_composeengine.moc"
