// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/dotenv.h"
#include "stack/sandbox.h"
#include "stack/sandboxfiles.h"
#include "support/fakecompose.h"
#include "support/fakedocker.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>
#include <QtTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace quarterdeck;
using namespace quarterdeck::stack;

namespace {

/// Plays ensure-images.sh.
class ScriptedProcess final : public process::ProcessPort
{
public:
    process::ProcessOutput answer;
    QStringList progress;
    process::ProcessSpec last;

    Result<process::ProcessOutput> run(const JobContext &, const process::ProcessSpec &spec) override
    {
        last = spec;
        for (const QString &line : std::as_const(progress))
            spec.onStderrLine(line);
        return answer;
    }
    QString find(const QString &) const override { return {}; }
};

class NoN8n final : public n8n::N8nPort
{
public:
    Result<n8n::HttpAnswer> request(const JobContext &, const n8n::HttpRequest &) override { return fail(ErrorKind::Unreachable, "not here"); }
};

class NoPostgres final : public postgres::PostgresPort
{
public:
    Result<std::unique_ptr<postgres::Session>> connect(const JobContext &, const postgres::Coordinates &) override
    {
        return fail(ErrorKind::Unreachable, "not here");
    }
};

class Listener final : public ProgressSink
{
public:
    QStringList lines;
    QList<Progress> progress;

    void stepStarted(const QString &, const QString &) override { }
    void stepProgress(const Progress &update) override { progress.append(update); }
    void stepFinished(const QString &, const Result<void> &) override { }
    void logLine(const QString &line) override { lines.append(line); }
};

} // namespace

/// The faults of bringing up a sandbox; that it works is shown on a real engine.
class TestSandboxPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void upGoesThroughItsSteps();
    void portOfSomebodyElseStopsBeforeAnythingStarts();
    void imagesThatWereBuiltGoIntoTheSettings();
    void imagesThatCannotBeHadSayWhatToDo_data();
    void imagesThatCannotBeHadSayWhatToDo();
    void whatIsNotHealthyIsNamed();
    void seedingNothingSaysSo();
    void downWorksWithoutTheFolder();

private:
    [[nodiscard]] PlanOutcome up(ProgressSink &sink = ProgressSink::null(), std::chrono::milliseconds timeout = std::chrono::seconds(20))
    {
        JobContext context({}, sink, QDeadlineTimer(timeout));
        return runPlan(sandbox->upPlan(options), context);
    }
    [[nodiscard]] static docker::ContainerDetails container(const QString &name, docker::Health health)
    {
        docker::ContainerDetails details;
        details.id = name;
        details.name = name;
        details.state.running = true;
        details.state.status = "running";
        details.state.health = health;
        details.labels.insert("com.docker.compose.project", "unit");
        return details;
    }

    std::unique_ptr<QTemporaryDir> root;
    SandboxOptions options;
    std::unique_ptr<test::FakeDocker> docker;
    std::unique_ptr<test::FakeCompose> compose;
    std::unique_ptr<ScriptedProcess> process;
    NoN8n n8n;
    NoPostgres postgres;
    std::unique_ptr<Sandbox> sandbox;
};

void TestSandboxPlan::init()
{
    root = std::make_unique<QTemporaryDir>();
    options = {"unit", root->filePath("s"), 5, 45678, 45432, 46379};
    docker = std::make_unique<test::FakeDocker>();
    compose = std::make_unique<test::FakeCompose>();
    process = std::make_unique<ScriptedProcess>();
    sandbox = std::make_unique<Sandbox>(*docker, *compose, *process, n8n, postgres);
    compose->onUp = [this]() -> Result<void> {
        docker->containers = {container("unit-n8n-1", docker::Health::Healthy), container("unit-postgres-1", docker::Health::Healthy)};
        return {};
    };
}

void TestSandboxPlan::upGoesThroughItsSteps()
{
    const PlanOutcome outcome = up();
    QD_VERIFY(outcome.result);
    QStringList finished;
    for (const StepEvent &event : outcome.events) {
        if (event.what == StepEvent::What::Finished)
            finished.append(event.id);
    }
    QCOMPARE(finished, QStringList({"engine", "files", "ports", "images", "up", "healthy"}));
    QCOMPARE(compose->calls, QStringList("up unit"));
    QVERIFY(!compose->lastUp.removeOrphans);
    QCOMPARE(compose->lastProject.workingDir, options.folder);
    QCOMPARE(process->last.arguments.mid(1), QStringList({"--env-file", options.folder + "/.env"}));
}

void TestSandboxPlan::portOfSomebodyElseStopsBeforeAnythingStarts()
{
    QD_VERIFY(up().result);
    docker->containers.clear();
    compose->calls.clear();
    const quint16 port = DotEnv::load(options.folder + "/.env")->value("REDIS_PORT").value_or(QString()).toUShort();
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto close = qScopeGuard([fd] { ::close(fd); });
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    QCOMPARE(::listen(fd, 1), 0);
    const PlanOutcome outcome = up();
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Conflict);
    QVERIFY(outcome.result.error().what.contains(QString::number(port)));
    QVERIFY(outcome.result.error().hint.contains("REDIS_PORT"));
    QVERIFY(compose->calls.isEmpty());
    // The stack's own container may sit there.
    docker->containers = {container("unit-redis-1", docker::Health::Healthy)};
    docker->containers[0].host.portBindings = {{"127.0.0.1", port, 6379, "tcp"}};
    QD_VERIFY(up().result);
}

void TestSandboxPlan::imagesThatWereBuiltGoIntoTheSettings()
{
    process->answer.standardOutput
        = "POSTGRES_IMAGE=quarterdeck/postgres:15-x\nREDIS_IMAGE=quarterdeck/redis:7-x\nN8N_IMAGE=quarterdeck/n8n:2-x\nPATH=/evil\n";
    process->progress = QStringList{"step 1/3 pulling postgres", "some other line", "step 2/3 building"};
    Listener listener;
    QD_VERIFY(up(listener).result);
    const auto env = DotEnv::load(options.folder + "/.env");
    QD_VERIFY(env);
    QCOMPARE(env->value("N8N_IMAGE").value_or(QString()), "quarterdeck/n8n:2-x");
    QVERIFY(!env->value("PATH"));
    // The template's own words about it are still there.
    QVERIFY(env->bytes().contains("# Exact versions"));
    QVERIFY(listener.lines.contains("step 2/3 building"));
    QVERIFY(std::any_of(listener.progress.cbegin(), listener.progress.cend(),
                        [](const Progress &progress) { return progress.stepId == "images" && progress.done == 2 && progress.total == 3; }));
}

void TestSandboxPlan::imagesThatCannotBeHadSayWhatToDo_data()
{
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<int>("kind");
    QTest::newRow("failed") << 1 << int(ErrorKind::Internal);
    QTest::newRow("needs root") << 3 << int(ErrorKind::Auth);
    QTest::newRow("no engine") << 4 << int(ErrorKind::Unreachable);
}

void TestSandboxPlan::imagesThatCannotBeHadSayWhatToDo()
{
    QFETCH(int, exitCode);
    QFETCH(int, kind);
    process->answer.exitCode = exitCode;
    process->answer.standardError = "the end of the log";
    const PlanOutcome outcome = up();
    QD_VERIFY_ERROR(outcome.result, static_cast<ErrorKind>(kind));
    QVERIFY(outcome.result.error().detail.contains("the end of the log"));
    QVERIFY(!outcome.result.error().hint.isEmpty());
    QVERIFY(compose->calls.isEmpty());
}

void TestSandboxPlan::whatIsNotHealthyIsNamed()
{
    compose->onUp = [this]() -> Result<void> {
        docker->containers = {container("unit-n8n-1", docker::Health::Starting), container("unit-postgres-1", docker::Health::Healthy)};
        return {};
    };
    Listener listener;
    const PlanOutcome outcome = up(listener, std::chrono::seconds(2));
    QD_VERIFY_ERROR(outcome.result, ErrorKind::Timeout);
    QVERIFY(listener.lines.join(' ').contains("unit-n8n-1"));
    QVERIFY(!listener.lines.join(' ').contains("unit-postgres-1"));
    const auto status = sandbox->status(JobContext(), options);
    QD_VERIFY(status);
    QCOMPARE(status->running, 2);
    QCOMPARE(status->healthy, 1);
}

void TestSandboxPlan::seedingNothingSaysSo()
{
    JobContext context;
    QD_VERIFY_ERROR(runPlan(sandbox->seedPlan(options, 10), context).result, ErrorKind::NotFound);
    QVERIFY(!QFile::exists(options.folder));
}

void TestSandboxPlan::downWorksWithoutTheFolder()
{
    JobContext context;
    QD_VERIFY(runPlan(sandbox->downPlan(options, true), context).result);
    QCOMPARE(compose->calls, QStringList("down unit volumes"));
    QVERIFY(compose->lastProject.configFiles.isEmpty());
}

QTEST_GUILESS_MAIN(TestSandboxPlan)
#include "tst_sandboxplan.moc"
