// SPDX-License-Identifier: GPL-3.0-or-later
#include "foundation/secret.h"
#include "support/realstack.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace quarterdeck;

/// The backup verbs of the real program on the running stack, one after the
/// other as a person would use them. Sets, settings and history are in a folder
/// of the test's own; the stack is only read.
class TestBackupCli final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void interruptedBackupLeavesNothing();
    void createMakesAProvenSet();
    void listTellsTheSameInJsonAndForPeople();
    void showCountsAsPsqlDoes();
    void filesAreAsTheManifestSays();
    void readableFilesHoldNoSecret();
    void verifyDrillPasses();
    void pruneDryRunKeepsTheProvenSet();
    void damageIsFoundAndSaid();
    void removeTakesTheSetAway();
    void historyHasEveryRun();
    void noHelperContainerIsLeft();
    void noSecretInAnyOutput();

private:
    struct Run
    {
        int code = -1;
        QString out;
        QString err;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
    };

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"CONFIG", "DATA", "STATE"})
            environment.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(name)), m_home.filePath(QString::fromLatin1(name).toLower()));
        return environment;
    }
    [[nodiscard]] static QStringList onStack(const QStringList &arguments) { return arguments + QStringList{"--stack", test::realStackName()}; }
    /// On the stack and in the target folder of the test.
    Run run(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(qEnvironmentVariable("QUARTERDECKCTL"), onStack(arguments));
        process.closeWriteChannel();
        if (!process.waitForFinished(600'000)) {
            process.kill();
            process.waitForFinished();
            return {};
        }
        const Run result{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, QString::fromUtf8(process.readAllStandardOutput()),
                         QString::fromUtf8(process.readAllStandardError())};
        m_allOutput += result.out + result.err;
        return result;
    }
    [[nodiscard]] QStringList target() const { return {"--target", m_target.path()}; }
    [[nodiscard]] QString setPath(const QString &file = {}) const
    {
        return m_target.path() + QLatin1Char('/') + m_set + (file.isEmpty() ? QString() : QString(QLatin1Char('/') + file));
    }

    static QByteArray program(const QString &name, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(name, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return "failed: " + process.readAllStandardError();
        return process.readAllStandardOutput();
    }
    /// Rows of every table, as the server's own psql counts them.
    [[nodiscard]] QMap<QString, qint64> rowsByPsql(const QString &database) const;
    [[nodiscard]] static QStringList stackSecrets();

    QTemporaryDir m_home;
    QTemporaryDir m_target;
    QString m_postgresContainer;
    QString m_set;
    QMap<QString, qint64> m_rowsBefore;
    QMap<QString, qint64> m_rowsAfter;
    QString m_allOutput;
};

QMap<QString, qint64> TestBackupCli::rowsByPsql(const QString &database) const
{
    const QByteArray question
        = "SELECT format('SELECT %L, count(*) FROM %I.%I', schemaname || '.' || tablename, schemaname, tablename) FROM pg_tables"
          " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') \\gexec\n";
    const QByteArray answer
        = program(QStringLiteral("docker"),
                  {"exec", "-i", m_postgresContainer, "sh", "-c", "psql -At -F ' ' -U \"$POSTGRES_USER\" -d \"$0\"", database}, question);
    QMap<QString, qint64> rows;
    for (const QByteArray &line : answer.split('\n')) {
        const qsizetype space = line.lastIndexOf(' ');
        bool number = false;
        const qint64 count = line.mid(space + 1).toLongLong(&number);
        if (number)
            rows.insert(QString::fromUtf8(line.left(space)), count);
    }
    return rows;
}

QStringList TestBackupCli::stackSecrets()
{
    QFile env(test::realStackFolder() + QLatin1String("/.env"));
    QStringList secrets;
    if (!env.open(QIODevice::ReadOnly))
        return secrets;
    for (const QString &line : QString::fromUtf8(env.readAll()).split(QLatin1Char('\n'))) {
        const QString value = line.section(QLatin1Char('='), 1).trimmed();
        if (isSecretName(line.section(QLatin1Char('='), 0, 0)) && value.size() >= 8)
            secrets.append(value);
    }
    return secrets;
}

void TestBackupCli::initTestCase()
{
    QD_NEED_STACK();
    QVERIFY(m_home.isValid() && m_target.isValid());
    for (const QJsonValue &value : run({"stack", "show", "--json"}).json().value("services").toArray()) {
        const QJsonObject service = value.toObject();
        if (service.value("role").toString() == QLatin1String("postgres"))
            m_postgresContainer = service.value("containers").toArray().first().toObject().value("id").toString();
    }
    QVERIFY2(!m_postgresContainer.isEmpty(), "the stack has no PostgreSQL");
}

void TestBackupCli::interruptedBackupLeavesNothing()
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(qEnvironmentVariable("QUARTERDECKCTL"), onStack(QStringList{"backup", "create", "--no-drill"} + target()));
    QVERIFY(process.waitForStarted());
    // The step after it was entered into the history, and far from its end.
    process.setReadChannel(QProcess::StandardError);
    QByteArray told;
    while (process.state() == QProcess::Running && !told.contains("Check before anything is written")) {
        process.waitForReadyRead(50);
        told += process.readAllStandardError();
    }
    QVERIFY2(process.state() == QProcess::Running, process.readAllStandardError().constData());
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    m_allOutput += QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError());
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(run(QStringList{"backup", "list", "--json"} + target()).json().value("sets").toArray(), QJsonArray());
    QVERIFY(!QFileInfo::exists(m_target.filePath(QStringLiteral(".partial"))));
    const QJsonObject newest = run({"backup", "history", "--json"}).json().value("runs").toArray().first().toObject();
    QCOMPARE(newest.value("outcome").toString(), QStringLiteral("cancelled"));
}

void TestBackupCli::createMakesAProvenSet()
{
    const QString database = run({"stack", "show", "--json"}).json().value("database").toObject().value("database").toString();
    QVERIFY(!database.isEmpty());
    m_rowsBefore = rowsByPsql(database);
    QVERIFY2(m_rowsBefore.size() > 30, "psql counted nothing");
    const Run result = run(QStringList{"backup", "create", "--json"} + target());
    m_rowsAfter = rowsByPsql(database);
    const QJsonObject json = result.json();
    const QJsonArray warnings = json.value("warnings").toArray();
    QVERIFY2(result.code == (warnings.isEmpty() ? 0 : 2), qPrintable(result.out + result.err));
    QCOMPARE(json.value("stack").toString(), test::realStackName());
    m_set = json.value("set").toString();
    QVERIFY2(!m_set.isEmpty() && QFileInfo(setPath()).isDir(), qPrintable(result.out));
    QCOMPARE(json.value("path").toString(), setPath());
    QVERIFY2(json.value("state").toString() == QLatin1String("proven"), qPrintable(result.out + result.err));
    QCOMPARE(json.value("proof").toObject().value("depth").toString(), QStringLiteral("drill"));
    QCOMPARE(json.value("proof").toObject().value("passed").toBool(), true);
    QVERIFY(!json.value("proof").toObject().value("findings").toArray().isEmpty());
    QVERIFY(QFileInfo(json.value("log").toString()).size() > 0);
    QVERIFY(!json.value("summary").toString().isEmpty());
    for (const QJsonValue &check : json.value("checks").toArray())
        QVERIFY2(check.toObject().value("verdict").toString() != QLatin1String("failed"), qPrintable(result.out));
    QVERIFY2(result.err.contains(QLatin1String("  done, ")), "no progress on standard error");
    QVERIFY(!result.err.contains(QLatin1Char('\x1b')));
}

void TestBackupCli::listTellsTheSameInJsonAndForPeople()
{
    const Run result = run(QStringList{"backup", "list", "--json"} + target());
    QCOMPARE(result.code, 0);
    const QJsonArray sets = result.json().value("sets").toArray();
    QCOMPARE(sets.size(), 1);
    const QJsonObject set = sets.first().toObject();
    QCOMPARE(set.value("set").toString(), m_set);
    QCOMPARE(set.value("state").toString(), QStringLiteral("proven"));
    QVERIFY(set.value("provenAt").isString());
    QVERIFY2(QStringList({"fits", "no-credentials"}).contains(set.value("keyFit").toString()), qPrintable(result.out));
    qint64 size = 0;
    QDirIterator files(setPath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        size += files.fileInfo().size();
    }
    QCOMPARE(set.value("sizeBytes").toInteger(), size);
    QStringList parts;
    for (const QJsonValue &part : set.value("parts").toArray())
        parts.append(part.toString());
    for (const char *part : {"postgres", "globals", "redis", "n8n-data", "env", "compose"})
        QVERIFY2(parts.contains(QLatin1String(part)), part);
    const Run people = run(QStringList{"backup", "list"} + target());
    QVERIFY2(people.out.contains(m_set) && people.out.contains(QLatin1String("Proven")), qPrintable(people.out));
}

void TestBackupCli::showCountsAsPsqlDoes()
{
    const Run result = run(QStringList{"backup", "show", "latest-proven", "--json"} + target());
    QCOMPARE(result.code, 0);
    QCOMPARE(result.json().value("set").toString(), m_set);
    const QJsonArray tables = result.json().value("postgres").toObject().value("tables").toArray();
    QMap<QString, qint64> counted;
    for (const QJsonValue &value : tables) {
        const QJsonObject table = value.toObject();
        const QString name = table.value("schema").toString() + QLatin1Char('.') + table.value("name").toString();
        counted.insert(name, table.value("rows").toInteger());
        QVERIFY2(!table.value("digest").toString().isEmpty(), qPrintable(name));
    }
    QCOMPARE(counted.keys(), m_rowsBefore.keys());
    // What n8n itself changed while the backup ran can be compared with nothing.
    int compared = 0;
    qint64 rows = 0;
    for (auto it = counted.cbegin(); it != counted.cend(); ++it) {
        if (m_rowsBefore.value(it.key()) != m_rowsAfter.value(it.key()))
            continue;
        QVERIFY2(it.value() == m_rowsBefore.value(it.key()),
                 qPrintable(QStringLiteral("%1: %2, but psql counts %3").arg(it.key()).arg(it.value()).arg(m_rowsBefore.value(it.key()))));
        ++compared;
        rows += it.value();
    }
    QVERIFY2(compared > 30 && rows > 50, qPrintable(QStringLiteral("%1 tables, %2 rows").arg(compared).arg(rows)));
    QVERIFY(result.json().value("redis").toObject().value("keys").toInteger() > 0);
    QCOMPARE(run(QStringList{"backup", "show", m_set} + target()).code, 0);
}

void TestBackupCli::filesAreAsTheManifestSays()
{
    const QJsonArray files = run(QStringList{"backup", "show", m_set, "--json"} + target()).json().value("files").toArray();
    QVERIFY(files.size() >= 6);
    for (const QJsonValue &value : files) {
        const QJsonObject entry = value.toObject();
        const QString path = entry.value("path").toString();
        QFile file(setPath(path));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        QCOMPARE(file.size(), entry.value("sizeBytes").toInteger());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QVERIFY(hash.addData(&file));
        QCOMPARE(QString::fromLatin1(hash.result().toHex()), entry.value("sha256").toString());
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
}

void TestBackupCli::readableFilesHoldNoSecret()
{
    const QStringList secrets = stackSecrets();
    QVERIFY(secrets.size() >= 3);
    for (const char *name : {"manifest.json", "proof.json", "README.txt", "backup.log"}) {
        QFile file(setPath(QLatin1String(name)));
        QVERIFY2(file.open(QIODevice::ReadOnly), name);
        const QString text = QString::fromUtf8(file.readAll());
        for (const QString &secret : secrets)
            QVERIFY2(!text.contains(secret), name);
    }
}

void TestBackupCli::verifyDrillPasses()
{
    const Run result = run(QStringList{"backup", "verify", "latest", "--depth", "drill", "--json"} + target());
    QVERIFY2(result.code == 0, qPrintable(result.out + result.err));
    const QJsonObject json = result.json();
    QCOMPARE(json.value("set").toString(), m_set);
    QCOMPARE(json.value("depth").toString(), QStringLiteral("drill"));
    QCOMPARE(json.value("passed").toBool(), true);
    QCOMPARE(json.value("state").toString(), QStringLiteral("proven"));
    QVERIFY(json.value("tookMs").toInteger() > 0);
    QCOMPARE(
        run(QStringList{"backup", "show", m_set, "--json"} + target()).json().value("proofs").toArray().last().toObject().value("depth").toString(),
        QStringLiteral("drill"));
    const Run people = run(QStringList{"backup", "verify", m_set} + target());
    QCOMPARE(people.code, 0);
    QVERIFY2(people.out.contains(QLatin1String("passed the check \"full\"")), qPrintable(people.out));
}

void TestBackupCli::pruneDryRunKeepsTheProvenSet()
{
    const Run result = run(QStringList{"backup", "prune", "--dry-run", "--max-age", "1h", "--min-proven", "0", "--json"} + target());
    QVERIFY2(result.code == 0, qPrintable(result.out + result.err));
    const QJsonObject set = result.json().value("sets").toArray().first().toObject();
    QCOMPARE(set.value("set").toString(), m_set);
    QCOMPARE(set.value("keep").toBool(), true);
    QVERIFY(!set.value("reasons").toArray().isEmpty());
    QVERIFY(QFileInfo::exists(setPath(QStringLiteral("manifest.json"))));
}

void TestBackupCli::damageIsFoundAndSaid()
{
    QFile dump(setPath(QStringLiteral("postgres.dump.zst")));
    QVERIFY(dump.open(QIODevice::ReadWrite));
    const qint64 middle = dump.size() / 2;
    QVERIFY(dump.seek(middle));
    char byte = 0;
    QVERIFY(dump.getChar(&byte) && dump.seek(middle) && dump.putChar(static_cast<char>(byte ^ 0x10)) && dump.flush());
    dump.close();
    const Run result = run(QStringList{"backup", "verify", m_set, "--depth", "quick", "--json"} + target());
    QCOMPARE(result.code, 1);
    QCOMPARE(result.json().value("passed").toBool(true), false);
    QCOMPARE(result.json().value("state").toString(), QStringLiteral("damaged"));
    QVERIFY2(QJsonDocument(result.json().value("findings").toArray()).toJson().contains("postgres.dump.zst"), qPrintable(result.out));
    const Run shown = run(QStringList{"backup", "show", m_set} + target());
    QVERIFY2(shown.out.startsWith(m_set + QLatin1String(": Damaged")), qPrintable(shown.out));
    QCOMPARE(run(QStringList{"backup", "show", "latest-proven"} + target()).code, 1);
}

void TestBackupCli::removeTakesTheSetAway()
{
    QCOMPARE(run(QStringList{"backup", "remove", m_set} + target()).code, 64);
    QVERIFY(QFileInfo::exists(setPath()));
    const Run result = run(QStringList{"backup", "remove", m_set, "--yes", "--json"} + target());
    QVERIFY2(result.code == 0, qPrintable(result.out + result.err));
    QVERIFY(!result.json().value("consequences").toArray().isEmpty());
    QVERIFY(!QFileInfo::exists(setPath()));
    QCOMPARE(run(QStringList{"backup", "list", "--json"} + target()).json().value("sets").toArray(), QJsonArray());
}

void TestBackupCli::historyHasEveryRun()
{
    const Run result = run({"backup", "history", "--json"});
    QCOMPARE(result.code, 0);
    QStringList seen;
    for (const QJsonValue &value : result.json().value("runs").toArray()) {
        const QJsonObject entry = value.toObject();
        seen.prepend(entry.value("operation").toString() + QLatin1Char(' ') + entry.value("outcome").toString());
    }
    QVERIFY2(seen.size() >= 6, qPrintable(result.out));
    QCOMPARE(seen.first(), QStringLiteral("backup cancelled"));
    QVERIFY2(seen.at(1) == QLatin1String("backup success") || seen.at(1) == QLatin1String("backup warning"), qPrintable(seen.join(QLatin1Char(','))));
    QVERIFY(seen.contains(QStringLiteral("drill success")));
    QVERIFY(seen.contains(QStringLiteral("verify success")));
    QVERIFY2(seen.contains(QStringLiteral("verify failure")), qPrintable(seen.join(QLatin1Char(','))));
    QCOMPARE(seen.last(), QStringLiteral("remove success"));
}

void TestBackupCli::noHelperContainerIsLeft()
{
    // A run clears up what it left; what others are at work with is theirs.
    const QByteArray left
        = program(QStringLiteral("docker"), {"ps", "--all", "--quiet", "--filter", "label=org.quarterdeck.helper", "--filter", "status=exited"});
    QVERIFY2(left.trimmed().isEmpty(), left.constData());
}

void TestBackupCli::noSecretInAnyOutput()
{
    QVERIFY(m_allOutput.size() > 5000);
    for (const QString &secret : stackSecrets())
        QVERIFY(!m_allOutput.contains(secret));
}

QTEST_GUILESS_MAIN(TestBackupCli)
#include "tst_backupcli.moc"
