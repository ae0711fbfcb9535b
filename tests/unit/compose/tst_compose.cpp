// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/compose/composecli.h"
#include "foundation/atomicfile.h"
#include "support/resultcheck.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::compose;

namespace {

/// Plays the programs that cannot be installed side by side.
class ScriptedProcess final : public process::ProcessPort
{
public:
    struct Answer
    {
        QString prefix; ///< of the command line
        process::ProcessOutput output;
    };

    Result<process::ProcessOutput> run(const JobContext &, const process::ProcessSpec &spec) override
    {
        calls.append(spec);
        const QString line = (QStringList(spec.program) + spec.arguments).join(' ');
        for (const Answer &answer : answers) {
            if (!line.startsWith(answer.prefix))
                continue;
            if (spec.onStderrLine) {
                for (const QByteArray &text : answer.output.standardError.split('\n'))
                    spec.onStderrLine(QString::fromUtf8(text));
            }
            return answer.output;
        }
        return fail(ErrorKind::Internal, QStringLiteral("unexpected: ") + line);
    }
    QString find(const QString &program) const override { return programs.contains(program) ? QStringLiteral("/usr/bin/") + program : QString(); }

    [[nodiscard]] QStringList lastArguments() const { return calls.last().arguments; }

    QStringList programs = {QStringLiteral("docker")};
    QList<Answer> answers = {{"docker compose version", {0, "2.26.1-4\n", {}}}};
    QList<process::ProcessSpec> calls;
};

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

class TestCompose final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void versionIsFound_data();
    void versionIsFound();
    void onlyVersionOneNamesThePackage();
    void nothingInstalledNamesThePackage();
    void versionIsAskedOnce();
    void plugInOfTheDockerProgramIsNotAskedForItsVersion();
    void projectIsReplayedExactly();
    void upSaysWhatIsAskedFor();
    void otherVerbs();
    void standaloneProgramIsUsed();
    void missingFilesAreNamedBeforeComposeRuns();
    void modelHasTheValuesThatContainersSee();
    void warningsAreCollected();
    void refusalsHaveKinds_data();
    void refusalsHaveKinds();
    void secretsAreHiddenInErrorsAndProgress();
    void environmentFilesAreReadGenerously();

private:
    QTemporaryDir m_folder;
    Project m_project;
};

void TestCompose::init()
{
    QD_VERIFY(writeFileAtomically(m_folder.filePath("compose.yaml"), "services: {}\n"));
    QD_VERIFY(writeFileAtomically(m_folder.filePath("extra.yaml"), "services: {}\n"));
    QD_VERIFY(writeFileAtomically(m_folder.filePath("prod.env"), "A=b\n"));
    m_project
        = Project{"shop", m_folder.path(), {m_folder.filePath("compose.yaml"), m_folder.filePath("extra.yaml")}, {m_folder.filePath("prod.env")}};
}

void TestCompose::versionIsFound_data()
{
    QTest::addColumn<QByteArray>("printed");
    QTest::addColumn<QString>("version");
    QTest::newRow("plain") << QByteArray("2.26.1\n") << "2.26.1";
    QTest::newRow("Debian") << QByteArray("2.26.1-4\n") << "2.26.1";
    QTest::newRow("with a v") << QByteArray("v2.17.3\n") << "2.17.3";
    QTest::newRow("Ubuntu") << QByteArray("2.27.1+ds1-0ubuntu1~24.04.1\n") << "2.27.1";
    QTest::newRow("newer") << QByteArray("5.0.1\n") << "5.0.1";
}

void TestCompose::versionIsFound()
{
    QFETCH(QByteArray, printed);
    QFETCH(QString, version);
    ScriptedProcess process;
    process.answers = {{"docker compose version", {0, printed, {}}}};
    ComposeCli compose(process, {}, {});
    const auto found = compose.version(JobContext());
    QD_VERIFY(found);
    QCOMPARE(*found, version);
}

void TestCompose::onlyVersionOneNamesThePackage()
{
    ScriptedProcess process;
    process.programs = {"docker", "docker-compose"};
    process.answers
        = {{"docker compose version", {1, {}, "docker: 'compose' is not a docker command."}}, {"docker-compose version", {0, "1.29.2\n", {}}}};
    ComposeCli compose(process, {}, {});
    const auto found = compose.version(JobContext());
    QD_VERIFY_ERROR(found, ErrorKind::Unsupported);
    QVERIFY(found.error().what.contains("1.29.2"));
    QVERIFY(found.error().hint.contains("docker-compose-v2"));
}

void TestCompose::nothingInstalledNamesThePackage()
{
    ScriptedProcess process;
    process.programs = {};
    ComposeCli compose(process, {}, {});
    QD_VERIFY_ERROR(compose.version(JobContext()), ErrorKind::NotFound);
    QVERIFY(compose.version(JobContext()).error().hint.contains("docker-compose-v2"));
    process.programs = {"docker"};
    // What a client without the plug-in does with a flag it does not know.
    process.answers = {{"docker compose version", {125, {}, "unknown flag: --short"}}};
    QD_VERIFY_ERROR(compose.version(JobContext()), ErrorKind::NotFound);
    QD_VERIFY_ERROR(compose.up(JobContext(), m_project, {}), ErrorKind::NotFound);
}

void TestCompose::versionIsAskedOnce()
{
    ScriptedProcess process;
    ComposeCli compose(process, {}, {});
    QD_VERIFY(compose.version(JobContext()));
    QD_VERIFY(compose.version(JobContext()));
    QCOMPARE(process.calls.size(), 1);
}

void TestCompose::plugInOfTheDockerProgramIsNotAskedForItsVersion()
{
    const QTemporaryDir folder;
    QFile plugIn(folder.filePath("docker-compose"));
    QVERIFY(plugIn.open(QIODevice::WriteOnly));
    QVERIFY(plugIn.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    ScriptedProcess process;
    process.answers = {ScriptedProcess::Answer{"docker compose", {}}};
    ComposeCli compose(process, {}, {folder.path()});
    QD_VERIFY(compose.validate(JobContext(), m_project));
    QCOMPARE(process.calls.size(), 1);
    QVERIFY(process.calls.first().arguments.contains("config"));
}

void TestCompose::projectIsReplayedExactly()
{
    ScriptedProcess process;
    process.answers.append(ScriptedProcess::Answer{"docker compose", {}});
    ComposeCli compose(process, {{"DOCKER_HOST", "unix:///run/other.sock"}}, {});
    QD_VERIFY(compose.validate(JobContext(), m_project));
    QCOMPARE(process.lastArguments(),
             QStringList({"compose", "--ansi", "never", "--project-name", "shop", "--project-directory", m_folder.path(), "--file",
                          m_folder.filePath("compose.yaml"), "--file", m_folder.filePath("extra.yaml"), "--env-file", m_folder.filePath("prod.env"),
                          "config", "--quiet"}));
    QCOMPARE(process.calls.last().environment.value("DOCKER_HOST"), QStringLiteral("unix:///run/other.sock"));
    // Nothing is added of our own: Compose finds what is its default.
    QD_VERIFY(compose.validate(JobContext(), Project{"shop", {}, {}, {}}));
    QCOMPARE(process.lastArguments(), QStringList({"compose", "--ansi", "never", "--project-name", "shop", "config", "--quiet"}));
}

void TestCompose::upSaysWhatIsAskedFor()
{
    ScriptedProcess process;
    process.answers.append(ScriptedProcess::Answer{"docker compose", {}});
    ComposeCli compose(process, {}, {});
    const Project project{"shop", {}, {}, {}};
    const QStringList common = {"compose", "--ansi", "never", "--project-name", "shop", "up", "--detach"};
    QD_VERIFY(compose.up(JobContext(), project, {}));
    QCOMPARE(process.lastArguments(), common);

    UpOptions options;
    options.services = {"n8n-worker"};
    options.scale = {{"n8n-worker", 7}};
    options.noRecreate = true;
    options.noDependencies = true;
    QD_VERIFY(compose.up(JobContext(), project, options));
    QCOMPARE(process.lastArguments(), common + QStringList({"--no-recreate", "--no-deps", "--scale", "n8n-worker=7", "n8n-worker"}));

    options = {};
    options.removeOrphans = true;
    options.waitHealthy = true;
    options.waitTimeoutSeconds = 90;
    QD_VERIFY(compose.up(JobContext(), project, options));
    QCOMPARE(process.lastArguments(), common + QStringList({"--remove-orphans", "--wait", "--wait-timeout", "90"}));
}

void TestCompose::otherVerbs()
{
    ScriptedProcess process;
    process.answers.append(ScriptedProcess::Answer{"docker compose", {}});
    ComposeCli compose(process, {}, {});
    const Project project{"shop", {}, {}, {}};
    const auto verb = [&process] { return process.lastArguments().mid(5); };
    QD_VERIFY(compose.down(JobContext(), project, false));
    QCOMPARE(verb(), QStringList({"down"}));
    QD_VERIFY(compose.down(JobContext(), project, true));
    QCOMPARE(verb(), QStringList({"down", "--volumes"}));
    QD_VERIFY(compose.start(JobContext(), project, {"redis"}));
    QCOMPARE(verb(), QStringList({"start", "redis"}));
    QD_VERIFY(compose.stop(JobContext(), project, {}));
    QCOMPARE(verb(), QStringList({"stop"}));
    QD_VERIFY(compose.restart(JobContext(), project, {"n8n", "n8n-worker"}));
    QCOMPARE(verb(), QStringList({"restart", "n8n", "n8n-worker"}));
}

void TestCompose::standaloneProgramIsUsed()
{
    ScriptedProcess process;
    process.programs = {"docker", "docker-compose"};
    process.answers = {{"docker compose version", {1, {}, {}}}, {"docker-compose version", {0, "2.26.1\n", {}}}, {"docker-compose --ansi", {}}};
    ComposeCli compose(process, {}, {});
    QD_VERIFY(compose.validate(JobContext(), Project{"shop", {}, {}, {}}));
    QCOMPARE(process.calls.last().program, QStringLiteral("docker-compose"));
    QCOMPARE(process.lastArguments().mid(0, 2), QStringList({"--ansi", "never"}));
}

void TestCompose::missingFilesAreNamedBeforeComposeRuns()
{
    ScriptedProcess process;
    ComposeCli compose(process, {}, {});
    for (const QString &gone : {m_folder.filePath("compose.yaml"), m_folder.filePath("extra.yaml"), m_folder.filePath("prod.env")}) {
        init();
        QVERIFY(QFile::remove(gone));
        const auto result = compose.up(JobContext(), m_project, {});
        QD_VERIFY_ERROR(result, ErrorKind::NotFound);
        QVERIFY(result.error().what.contains(gone));
    }
    init();
    Project elsewhere = m_project;
    elsewhere.workingDir = QStringLiteral("/no/such/folder");
    QD_VERIFY_ERROR(compose.config(JobContext(), elsewhere), ErrorKind::NotFound);
    QCOMPARE(process.calls.size(), 1); // the version
}

void TestCompose::modelHasTheValuesThatContainersSee()
{
    // As Compose 2.26 prints it: every dollar sign twice.
    ScriptedProcess process;
    process.answers.append(
        ScriptedProcess::Answer{"docker compose", {0, R"({"name": "shop", "services": {"db": {"environment": {"P": "a$$b$$$$c"}}}})", {}}});
    ComposeCli compose(process, {}, {});
    const auto config = compose.config(JobContext(), m_project);
    QD_VERIFY(config);
    QCOMPARE(config->model["services"]["db"]["environment"]["P"].toString(), QStringLiteral("a$b$$c"));
    process.answers.last().output.standardOutput = "not JSON";
    QD_VERIFY_ERROR(compose.config(JobContext(), m_project), ErrorKind::Invalid);
}

void TestCompose::warningsAreCollected()
{
    ScriptedProcess process;
    process.answers.append(ScriptedProcess::Answer{
        "docker compose",
        {0, "{}",
         "time=\"2026-01-02T03:04:05Z\" level=warning msg=\"The \\\"TAG\\\" variable is not set. Defaulting to a blank string.\"\n"
         "WARN[0000] /srv/compose.yaml: `version` is obsolete \n"
         "something else\n"}});
    ComposeCli compose(process, {}, {});
    const auto config = compose.config(JobContext(), m_project);
    QD_VERIFY(config);
    QCOMPARE(config->warnings,
             QStringList({"The \"TAG\" variable is not set. Defaulting to a blank string.", "/srv/compose.yaml: `version` is obsolete"}));
}

void TestCompose::refusalsHaveKinds_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("engine") << QByteArray("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")
                            << ErrorKind::Unreachable;
    QTest::newRow("port") << QByteArray(
        "Error response from daemon: driver failed programming external connectivity: Bind for 127.0.0.1:5678 failed: port is already allocated")
                          << ErrorKind::Conflict;
    QTest::newRow("permission") << QByteArray("permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock")
                                << ErrorKind::Auth;
    QTest::newRow("space") << QByteArray("write /var/lib/docker/tmp/x: no space left on device") << ErrorKind::NoSpace;
    QTest::newRow("service") << QByteArray("no such service: nope") << ErrorKind::NotFound;
    QTest::newRow("yaml") << QByteArray("yaml: line 2: did not find expected ',' or ']'") << ErrorKind::Invalid;
}

void TestCompose::refusalsHaveKinds()
{
    QFETCH(QByteArray, words);
    QFETCH(ErrorKind, kind);
    ScriptedProcess process;
    process.answers.append(ScriptedProcess::Answer{"docker compose", {1, {}, words + '\n'}});
    ComposeCli compose(process, {}, {});
    const auto result = compose.up(JobContext(), m_project, {});
    QD_VERIFY_ERROR(result, kind);
    QCOMPARE(result.error().detail, QString::fromUtf8(words));
}

void TestCompose::secretsAreHiddenInErrorsAndProgress()
{
    QD_VERIFY(writeFileAtomically(m_folder.filePath("prod.env"), "POSTGRES_USER=hugo-user\nexport POSTGRES_PASSWORD='hunter22hunter22'\n"));
    ScriptedProcess process;
    process.answers.append(
        ScriptedProcess::Answer{"docker compose", {1, {}, " Container shop-n8n-1  Starting\nnear \"hunter22hunter22\" for hugo-user\n"}});
    ComposeCli compose(process, {}, {});
    Lines sink;
    const auto result = compose.up(JobContext({}, sink), m_project, {});
    QD_VERIFY_ERROR(result, ErrorKind::Invalid);
    QCOMPARE(sink.lines, QStringList({"Container shop-n8n-1  Starting", "near \"[redacted]\" for hugo-user"}));
    QVERIFY(!test::describe(result.error()).contains("hunter22"));
    for (const process::ProcessSpec &call : process.calls)
        QVERIFY(!call.arguments.join(' ').contains("hunter22"));

    // The default file beside the first compose file counts as well.
    QD_VERIFY(writeFileAtomically(m_folder.filePath(".env"), "N8N_ENCRYPTION_KEY=\"hunter33hunter33\"\n"));
    process.answers.last().output.standardError = "near hunter33hunter33";
    m_project.environmentFiles.clear();
    QVERIFY(!test::describe(compose.up(JobContext(), m_project, {}).error()).contains("hunter33"));
    QVERIFY(QFile::remove(m_folder.filePath(".env")));
}

void TestCompose::environmentFilesAreReadGenerously()
{
    const auto values = secretsOfEnvironmentFile("# DB_PASSWORD=comment\nDB_PASSWORD = spaced \r\nexport A_TOKEN=\"in=side\"\nBAD API_KEY='x "
                                                 "y'\nPORT=1\nX_SECRET=\"open\nEMPTY_PASSWORD=\nno equals\n");
    const QHash<QString, QString> expected
        = {{"DB_PASSWORD", "spaced"}, {"A_TOKEN", "in=side"}, {"API_KEY", "x y"}, {"X_SECRET", "\"open"}, {"EMPTY_PASSWORD", ""}};
    QCOMPARE(values, expected);
}

QTEST_GUILESS_MAIN(TestCompose)
#include "tst_compose.moc"
