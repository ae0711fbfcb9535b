// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/atomicfile.h"
#include "stack/dotenv.h"
#include "stack/filesplice/composefile.h"
#include "stack/filesplice/edittrial.h"
#include "stack/filesplice/fileedit.h"
#include "support/resultcheck.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace quarterdeck;
using namespace quarterdeck::stack;

namespace {

/// Compose as far as these tests need it: reads the files it is given, puts
/// variables in, lets later files win.
class ReadingCompose final : public compose::ComposePort
{
    Q_DISABLE_COPY_MOVE(ReadingCompose)

public:
    ReadingCompose() = default;

    QHash<QString, QString> shell; ///< beats the env files
    std::function<void()> onConfig; ///< something that happens meanwhile
    QString refuses; ///< a text it takes for an error
    QStringList read; ///< every file it was given

    Result<QString> version(const JobContext &) override { return QStringLiteral("2.26.1"); }
    Result<Config> config(const JobContext &context, const compose::Project &project) override
    {
        QD_CHECK(context.checkpoint());
        if (onConfig)
            onConfig();
        QHash<QString, QString> variables;
        for (const QString &path : environmentFilesOf(project)) {
            read.append(path);
            if (const Result<DotEnv> env = DotEnv::load(path))
                variables.insert(env->values());
        }
        variables.insert(shell);
        QJsonObject model;
        for (const QString &path : project.configFiles) {
            read.append(path);
            QD_TRY(const QByteArray bytes, readWholeFile(path));
            if (!refuses.isEmpty() && bytes.contains(refuses.toUtf8()))
                return fail(ErrorKind::Invalid, QStringLiteral("Compose refused: no"));
            QD_TRY(const ComposeFile file, ComposeFile::parse(bytes));
            model = merged(model, interpolated(file.resolved(), variables).toObject()).toObject();
        }
        return Config{model, {}};
    }
    Result<void> validate(const JobContext &context, const compose::Project &project) override
    {
        QD_CHECK(config(context, project));
        return {};
    }
    Result<void> up(const JobContext &, const compose::Project &, const compose::UpOptions &) override { return unexpected(); }
    Result<void> down(const JobContext &, const compose::Project &, bool) override { return unexpected(); }
    Result<void> start(const JobContext &, const compose::Project &, const QStringList &) override { return unexpected(); }
    Result<void> stop(const JobContext &, const compose::Project &, const QStringList &) override { return unexpected(); }
    Result<void> restart(const JobContext &, const compose::Project &, const QStringList &) override { return unexpected(); }

private:
    static Result<void> unexpected() { return fail(ErrorKind::Internal, QStringLiteral("not asked for")); }

    static QJsonValue interpolated(const QJsonValue &value, const QHash<QString, QString> &variables)
    {
        if (value.isString()) {
            static const QRegularExpression pattern(QStringLiteral("\\$\\{(\\w+)(?::?-([^}]*))?\\}"));
            const auto match = pattern.match(value.toString());
            if (!match.hasMatch())
                return value;
            const QString found = variables.value(match.captured(1));
            return QString(value.toString().left(match.capturedStart()) + (found.isEmpty() ? match.captured(2) : found)
                           + value.toString().mid(match.capturedEnd()));
        }
        if (value.isArray()) {
            QJsonArray items;
            for (const QJsonValue &item : value.toArray())
                items.append(interpolated(item, variables));
            return items;
        }
        QJsonObject members = value.toObject();
        if (!value.isObject())
            return value;
        for (const QString &key : members.keys())
            members.insert(key, interpolated(members.value(key), variables));
        return members;
    }

    static QJsonValue merged(const QJsonValue &base, const QJsonValue &over)
    {
        if (!base.isObject() || !over.isObject())
            return over;
        QJsonObject result = base.toObject();
        const QJsonObject more = over.toObject();
        for (auto it = more.begin(); it != more.end(); ++it)
            result.insert(it.key(), merged(result.value(it.key()), it.value()));
        return result;
    }
};

/// A project in a folder of its own.
struct Project
{
    QTemporaryDir folder;
    ReadingCompose compose;
    Stack stack;

    explicit Project(const QList<QPair<QString, QByteArray>> &files)
    {
        stack.id = stack.project.name = QStringLiteral("mine");
        stack.project.workingDir = folder.path();
        for (const auto &[name, bytes] : files) {
            put(name, bytes);
            if (name.endsWith(QLatin1String(".yaml")))
                stack.project.configFiles.append(path(name));
        }
    }
    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] QByteArray bytes(const QString &name) const { return readWholeFile(path(name)).value_or("(not there)"); }
    [[nodiscard]] QStringList names() const { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    Result<EditPlan> plan(const QList<SettingChange> &changes) { return planEdit(JobContext(), compose, stack, changes); }
};

QString composeName()
{
    return QStringLiteral("compose.yaml");
}

QString envName()
{
    return QStringLiteral(".env");
}

const QByteArray fixedReplicas = "services:\n  worker:\n    image: n8n\n    deploy:\n      replicas: 5 # five\n";
const QByteArray variableReplicas = "services:\n  worker:\n    image: n8n\n    deploy:\n      replicas: ${WORKERS:-5}\n";

} // namespace

class TestFileEdit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHolderOfASettingIsFound_data();
    void theHolderOfASettingIsFound();
    void aSharedVariableIsNotTouched();
    void aVariableOfTwoServicesThatAreToBeAlikeIsChangedOnce();
    void aVariableHandedOnAsAFileIsNotTouched();
    void aVariableOfTheShellBeatsTheFile();
    void theLastFileWins();
    void severalSettingsMakeOneDiff();
    void secretsAreHidden();
    void whatIsSoAlreadyChangesNothing();
    void aServiceFromElsewhereIsRefused();
    void planningChangesNothing();
    void applyingKeepsTheOldBytesAndUndoRestoresThem();
    void aNewVariableFileIsRemovedByUndo();
    void aFileThatChangedMeanwhileIsAConflict();
    void undoLeavesWhatSomebodyChangedSince();
    void aReadOnlyFileIsToldOf();
    void whatComposeRefusesIsNotWritten();
    void aLinkedFileKeepsItsInodeAndASymbolicLinkStays();
    void cancellingChangesNothing();
};

void TestFileEdit::theHolderOfASettingIsFound_data()
{
    QTest::addColumn<QByteArray>("compose");
    QTest::addColumn<QByteArray>("env");
    QTest::addColumn<QByteArray>("composeAfter");
    QTest::addColumn<QByteArray>("envAfter");
    QTest::addColumn<QString>("heldIn");
    const QByteArray other = "A=1\r\n# c\r\n";
    QTest::newRow("variable that is set") << variableReplicas << QByteArray(other + "export WORKERS = '5' # w\r\nB=2") << variableReplicas
                                          << QByteArray(other + "export WORKERS = '7' # w\r\nB=2") << QStringLiteral("the variable WORKERS in ");
    QTest::newRow("variable that is not set yet") << variableReplicas << other << variableReplicas << QByteArray(other + "WORKERS=7\r\n")
                                                  << QStringLiteral("the variable WORKERS in ");
    QTest::newRow("twice") << variableReplicas << QByteArray("WORKERS=4\nWORKERS=5\n") << variableReplicas << QByteArray("WORKERS=4\nWORKERS=7\n")
                           << QStringLiteral("the variable WORKERS in ");
    QTest::newRow("value in the file") << fixedReplicas << other << QByteArray(fixedReplicas).replace("5 #", "7 #") << other
                                       << QStringLiteral("services.worker.deploy.replicas in ");
    QTest::newRow("scale") << QByteArray("services:\n  worker: {image: n8n, scale: 5}\n") << other
                           << QByteArray("services:\n  worker: {image: n8n, scale: 7}\n") << other << QStringLiteral("services.worker.scale in ");
    QTest::newRow("new key") << QByteArray("services:\n  worker: {image: n8n}\n") << other
                             << QByteArray("services:\n  worker: {image: n8n, scale: 7}\n") << other << QStringLiteral(", a new key");
}

void TestFileEdit::theHolderOfASettingIsFound()
{
    QFETCH(QByteArray, compose);
    QFETCH(QByteArray, env);
    QFETCH(QByteArray, composeAfter);
    QFETCH(QByteArray, envAfter);
    QFETCH(QString, heldIn);
    Project project({{composeName(), compose}, {envName(), env}});
    const Result<AppliedEdit> applied = persistReplicas(JobContext(), project.compose, project.stack, QStringLiteral("worker"), 7);
    QD_VERIFY(applied);
    QCOMPARE(project.bytes(composeName()), composeAfter);
    QCOMPARE(project.bytes(envName()), envAfter);
    QCOMPARE(applied->heldIn.size(), 1);
    QVERIFY2(applied->heldIn.first().contains(heldIn), qPrintable(applied->heldIn.first()));
    QCOMPARE(project.names().size(), 3); // both and one safety copy: no trial is left
}

void TestFileEdit::aSharedVariableIsNotTouched()
{
    Project project({{composeName(), "services:\n  main: {mem_limit: \"${MEMORY:-512m}\"}\n  worker:\n    mem_limit: ${MEMORY:-512m}\n"},
                     {envName(), "MEMORY=512m\n"}});
    const Result<EditPlan> plan = project.plan({SettingChange::memoryLimit(QStringLiteral("worker"), 768 * 1024 * 1024)});
    QD_VERIFY(plan);
    QCOMPARE(plan->files.size(), 1);
    QCOMPARE(plan->files.first().after, QByteArray("services:\n  main: {mem_limit: \"${MEMORY:-512m}\"}\n  worker:\n    mem_limit: 768m\n"));
}

void TestFileEdit::aVariableOfTwoServicesThatAreToBeAlikeIsChangedOnce()
{
    const QByteArray compose = "services:\n  main:\n    environment: {OFFLOAD: \"${OFFLOAD:-true}\"}\n  worker:\n    environment:\n"
                               "      - OFFLOAD=${OFFLOAD:-true}\n      - A=b\n";
    Project project({{composeName(), compose}, {envName(), "# a\n"}});
    const QString variable = QStringLiteral("OFFLOAD");
    const auto change
        = [&variable](const char *service) { return SettingChange::environment(QLatin1String(service), variable, QStringLiteral("false")); };
    const Result<EditPlan> both = project.plan({change("main"), change("worker")});
    QD_VERIFY(both);
    QCOMPARE(both->files.size(), 1);
    QCOMPARE(both->files.first().after, QByteArray("# a\nOFFLOAD=false\n"));
    QCOMPARE(both->services, QStringList({QStringLiteral("main"), QStringLiteral("worker")}));
    // For one of them alone the variable stays as it is.
    const Result<EditPlan> one = project.plan({change("worker")});
    QD_VERIFY(one);
    QCOMPARE(one->files.size(), 1);
    QCOMPARE(one->files.first().after, QByteArray(compose).replace("- OFFLOAD=${OFFLOAD:-true}", "- OFFLOAD=false"));
    QCOMPARE(one->services, QStringList(QStringLiteral("worker")));
}

void TestFileEdit::aVariableHandedOnAsAFileIsNotTouched()
{
    Project project({{composeName(), QByteArray(variableReplicas) + "  main:\n    env_file:\n      - ./.env\n"}, {envName(), "WORKERS=5\n"}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY(plan);
    QCOMPARE(plan->files.first().path, project.path(composeName()));
    QVERIFY(plan->files.first().after.contains("replicas: 7"));
}

void TestFileEdit::aVariableOfTheShellBeatsTheFile()
{
    Project project({{composeName(), variableReplicas}, {envName(), "WORKERS=5\n"}});
    project.compose.shell.insert(QStringLiteral("WORKERS"), QStringLiteral("6"));
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY(plan);
    QCOMPARE(plan->files.first().path, project.path(composeName())); // the only place that has an effect
}

void TestFileEdit::theLastFileWins()
{
    Project project({{composeName(), fixedReplicas},
                     {QStringLiteral("override.yaml"), "services:\n  worker:\n    deploy: {replicas: 6}\n"},
                     {QStringLiteral("third.yaml"), "services:\n  main: {image: n8n}\n"}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY(plan);
    QCOMPARE(plan->files.size(), 1);
    QCOMPARE(plan->files.first().path, project.path(QStringLiteral("override.yaml")));
}

void TestFileEdit::severalSettingsMakeOneDiff()
{
    Project project({{composeName(), variableReplicas}, {envName(), "WORKERS=5\n"}});
    const QString worker = QStringLiteral("worker");
    const Result<EditPlan> plan
        = project.plan({SettingChange::replicas(worker, 7), SettingChange::stopGrace(worker, 90),
                        SettingChange::environment(worker, QStringLiteral("N8N_CONCURRENCY_PRODUCTION_LIMIT"), QStringLiteral("20"))});
    QD_VERIFY(plan);
    QCOMPARE(plan->heldIn.size(), 3);
    QCOMPARE(plan->files.size(), 2);
    QVERIFY(plan->diff.contains(QLatin1String("-WORKERS=5\n+WORKERS=7\n")));
    QVERIFY(plan->diff.contains(QLatin1String("+    stop_grace_period: 90s\n+    environment:\n+      N8N_CONCURRENCY_PRODUCTION_LIMIT: \"20\"\n")));
    QD_VERIFY(applyEdit(JobContext(), project.compose, *plan));
    QVERIFY(project.bytes(composeName()).endsWith("N8N_CONCURRENCY_PRODUCTION_LIMIT: \"20\"\n"));
}

void TestFileEdit::secretsAreHidden()
{
    Project project({{composeName(), "services:\n  worker:\n    environment:\n      DB_PASSWORD: hunter22\n    command: worker --pass=geheim99\n"},
                     {envName(), "OTHER_SECRET=geheim99\n"}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY(plan);
    QVERIFY(plan->diff.contains(QLatin1String("+    scale: 7")));
    QVERIFY2(!plan->diff.contains(QLatin1String("hunter22")) && !plan->diff.contains(QLatin1String("geheim99")), qPrintable(plan->diff));
}

void TestFileEdit::whatIsSoAlreadyChangesNothing()
{
    Project project({{composeName(), variableReplicas}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 5)});
    QD_VERIFY(plan);
    QVERIFY(plan->files.isEmpty());
    QVERIFY(plan->diff.isEmpty());
    QD_VERIFY(applyEdit(JobContext(), project.compose, *plan));
    QCOMPARE(project.names(), QStringList(composeName()));
}

void TestFileEdit::aServiceFromElsewhereIsRefused()
{
    Project project({{composeName(), "include: [other.yml]\nservices:\n  main: {image: n8n}\n"}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY_ERROR(plan, ErrorKind::Unsupported);
    QVERIFY(!plan.error().hint.isEmpty());
    Stack bare;
    QD_VERIFY_ERROR(planEdit(JobContext(), project.compose, bare, {}), ErrorKind::Unsupported);
}

void TestFileEdit::planningChangesNothing()
{
    Project project({{composeName(), fixedReplicas}, {envName(), "A=1\n"}});
    const QStringList names = project.names();
    QD_VERIFY(project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)}));
    QCOMPARE(project.names(), names);
    QCOMPARE(project.bytes(composeName()), fixedReplicas);
}

void TestFileEdit::applyingKeepsTheOldBytesAndUndoRestoresThem()
{
    Project project({{composeName(), fixedReplicas}});
    QVERIFY(QFile::setPermissions(project.path(composeName()), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    const auto permissions = QFile::permissions(project.path(composeName()));
    const Result<AppliedEdit> applied = persistReplicas(JobContext(), project.compose, project.stack, QStringLiteral("worker"), 7);
    QD_VERIFY(applied);
    QCOMPARE(applied->files.size(), 1);
    QCOMPARE(readWholeFile(applied->files.first().safetyCopy).value_or(QByteArray()), fixedReplicas);
    QVERIFY(applied->files.first().safetyCopy.startsWith(project.path(composeName()) + QLatin1String(".before-")));
    QCOMPARE(QFile::permissions(applied->files.first().safetyCopy), permissions);
    QCOMPARE(QFile::permissions(project.path(composeName())), permissions);
    QD_VERIFY(undoEdit(*applied));
    QCOMPARE(project.bytes(composeName()), fixedReplicas);
    QCOMPARE(project.names(), QStringList(composeName()));
    QD_VERIFY(undoEdit(*applied)); // twice does no harm
}

void TestFileEdit::aNewVariableFileIsRemovedByUndo()
{
    Project project({{composeName(), variableReplicas}});
    const Result<AppliedEdit> applied = persistReplicas(JobContext(), project.compose, project.stack, QStringLiteral("worker"), 7);
    QD_VERIFY(applied);
    QCOMPARE(project.bytes(envName()), QByteArray("WORKERS=7\n"));
    QVERIFY(!(QFile::permissions(project.path(envName())) & (QFile::ReadGroup | QFile::ReadOther)));
    QD_VERIFY(undoEdit(*applied));
    QCOMPARE(project.names(), QStringList(composeName()));
}

void TestFileEdit::aFileThatChangedMeanwhileIsAConflict()
{
    Project project({{composeName(), fixedReplicas}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY(plan);
    const QByteArray theirs = fixedReplicas + "# mine\n";
    project.put(composeName(), theirs);
    QD_VERIFY_ERROR(applyEdit(JobContext(), project.compose, *plan), ErrorKind::Conflict);
    // ... and while Compose was being asked.
    project.put(composeName(), fixedReplicas);
    project.compose.onConfig = [&project, &theirs] { project.put(composeName(), theirs); };
    QD_VERIFY_ERROR(applyEdit(JobContext(), project.compose, *plan), ErrorKind::Conflict);
    QCOMPARE(project.bytes(composeName()), theirs);
    QCOMPARE(project.names(), QStringList(composeName()));
}

void TestFileEdit::undoLeavesWhatSomebodyChangedSince()
{
    Project project({{composeName(), fixedReplicas}});
    const Result<AppliedEdit> applied = persistReplicas(JobContext(), project.compose, project.stack, QStringLiteral("worker"), 7);
    QD_VERIFY(applied);
    project.put(composeName(), "# theirs\n");
    QD_VERIFY_ERROR(undoEdit(*applied), ErrorKind::Conflict);
    QCOMPARE(project.bytes(composeName()), QByteArray("# theirs\n"));
    QVERIFY(QFile::exists(applied->files.first().safetyCopy));
}

void TestFileEdit::aReadOnlyFileIsToldOf()
{
    Project project({{composeName(), fixedReplicas}});
    QVERIFY(QFile::setPermissions(project.path(composeName()), QFile::ReadOwner));
    const auto applied = persistReplicas(JobContext(), project.compose, project.stack, QStringLiteral("worker"), 7);
    QD_VERIFY_ERROR(applied, ErrorKind::Auth);
    QVERIFY(applied.error().what.contains(QLatin1String("read-only")));
    QCOMPARE(project.bytes(composeName()), fixedReplicas);
}

void TestFileEdit::whatComposeRefusesIsNotWritten()
{
    Project project({{composeName(), fixedReplicas}});
    project.compose.refuses = QStringLiteral("replicas: 7");
    QD_VERIFY_ERROR(project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)}), ErrorKind::Invalid);
    QCOMPARE(project.names(), QStringList(composeName()));
    QCOMPARE(project.bytes(composeName()), fixedReplicas);
}

void TestFileEdit::aLinkedFileKeepsItsInodeAndASymbolicLinkStays()
{
    Project project({{composeName(), fixedReplicas}});
    const QByteArray name = QFile::encodeName(project.path(composeName()));
    const QByteArray twin = QFile::encodeName(project.path(QStringLiteral("twin")));
    QCOMPARE(::link(name.constData(), twin.constData()), 0);
    const QString link = project.path(QStringLiteral("link.yaml"));
    QVERIFY(QFile::link(project.path(composeName()), link));
    project.stack.project.configFiles = {link};
    const Result<AppliedEdit> applied = persistReplicas(JobContext(), project.compose, project.stack, QStringLiteral("worker"), 12);
    QD_VERIFY(applied);
    QCOMPARE(project.bytes(QStringLiteral("twin")), QByteArray(fixedReplicas).replace("5 #", "12 #"));
    QVERIFY(QFileInfo(link).isSymLink());
    QD_VERIFY(undoEdit(*applied));
    QCOMPARE(project.bytes(QStringLiteral("twin")), fixedReplicas);
}

void TestFileEdit::cancellingChangesNothing()
{
    Project project({{composeName(), fixedReplicas}});
    const Result<EditPlan> plan = project.plan({SettingChange::replicas(QStringLiteral("worker"), 7)});
    QD_VERIFY(plan);
    std::stop_source source;
    source.request_stop();
    QD_VERIFY_ERROR(applyEdit(JobContext(source.get_token()), project.compose, *plan), ErrorKind::Cancelled);
    QCOMPARE(project.names(), QStringList(composeName()));
}

QTEST_GUILESS_MAIN(TestFileEdit)
#include "tst_fileedit.moc"
