// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <csignal>

/// The real program as a process, without an engine.
class TestCliProgram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpOfEveryCommand_data();
    void helpOfEveryCommand();
    void versionIsOneLine();
    void wrongCommandLinesExit64_data();
    void wrongCommandLinesExit64();
    void withoutAnEngineOneLineAndExit1_data();
    void withoutAnEngineOneLineAndExit1();
    void withoutAnEngineJsonHoldsTheError();
    void usageErrorsAreJsonToo();
    void diagnosticsWorkWithoutAnEngine();
    void hostOptionBeatsTheEnvironment();
    void closedOutputIsNoCrash();

private:
    struct Run
    {
        int code = -1;
        QString out;
        QString err;
    };
    static Run run(const QStringList &arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DOCKER_HOST"), QStringLiteral("unix:///nonexistent/docker.sock"));
        environment.remove(QStringLiteral("DOCKER_CONTEXT"));
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("QUARTERDECKCTL"), arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(20000)) {
            process.kill();
            process.waitForFinished();
            return {};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
};

void TestCliProgram::initTestCase()
{
    QVERIFY(QFileInfo(qEnvironmentVariable("QUARTERDECKCTL")).isExecutable());
}

void TestCliProgram::helpOfEveryCommand_data()
{
    QTest::addColumn<QStringList>("words");
    for (const char *line : {"",
                             "status",
                             "stack",
                             "stack list",
                             "stack show",
                             "service",
                             "service start",
                             "service stop",
                             "service restart",
                             "backup",
                             "backup create",
                             "backup list",
                             "backup show",
                             "backup verify",
                             "backup prune",
                             "backup remove",
                             "backup history",
                             "backup schedule",
                             "backup schedule show",
                             "backup schedule set",
                             "backup schedule remove",
                             "backup settings",
                             "backup settings show",
                             "backup settings set",
                             "sandbox",
                             "sandbox up",
                             "sandbox down",
                             "sandbox status",
                             "sandbox seed",
                             "diagnostics"}) {
        QTest::newRow(*line != '\0' ? line : "program") << QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }
}

void TestCliProgram::helpOfEveryCommand()
{
    QFETCH(QStringList, words);
    for (const char *flag : {"--help", "-h"}) {
        const Run result = run(words + QStringList{flag});
        QCOMPARE(result.code, 0);
        QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
        QVERIFY2(result.out.startsWith(QLatin1String("Usage: quarterdeckctl ")), qPrintable(result.out));
        QVERIFY(result.out.contains(QLatin1String("--json")));
        QVERIFY2(!result.out.contains(QLatin1Char('\x1b')), "colours, but not on a terminal");
    }
}

void TestCliProgram::versionIsOneLine()
{
    const Run result = run({"--version"});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith(QLatin1String("quarterdeckctl ")));
    QCOMPARE(result.out.count(QLatin1Char('\n')), 1);
}

void TestCliProgram::wrongCommandLinesExit64_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QStringList{} << "A command is missing.";
    QTest::newRow("unknown command") << QStringList{"dance"} << "There is no command \"dance\".";
    QTest::newRow("half a command") << QStringList{"sandbox"} << "up, down, status, seed";
    QTest::newRow("unknown verb") << QStringList{"sandbox", "dance"} << "up, down, status, seed";
    QTest::newRow("unknown option") << QStringList{"status", "--bogus"} << "bogus";
    QTest::newRow("unknown option, no command") << QStringList{"--bogus"} << "bogus";
    QTest::newRow("option of another command") << QStringList{"status", "--workers", "3"} << "workers";
    QTest::newRow("option without its value") << QStringList{"status", "--stack"} << "stack";
    QTest::newRow("argument missing") << QStringList{"service", "restart"} << "NAME is missing.";
    QTest::newRow("argument too many") << QStringList{"status", "now"} << "\"now\" is one argument too many.";
    QTest::newRow("not a number") << QStringList{"sandbox", "up", "--workers", "many"} << "--workers must be a number";
    QTest::newRow("not a port") << QStringList{"sandbox", "up", "--n8n-port", "70000"} << "--n8n-port must be a number";
    QTest::newRow("negative") << QStringList{"sandbox", "seed", "--executions", "-5"} << "--executions must be a number";
    QTest::newRow("destruction without --yes") << QStringList{"sandbox", "down", "--with-data"} << "add --yes";
    QTest::newRow("half of three words") << QStringList{"backup", "schedule"} << "show, set, remove";
    QTest::newRow("set missing") << QStringList{"backup", "show"} << "SET is missing.";
    QTest::newRow("unknown depth") << QStringList{"backup", "verify", "latest", "--depth", "deep"} << "quick, full, drill";
    QTest::newRow("unknown trigger") << QStringList{"backup", "create", "--trigger", "moon"} << "manual, schedule, catch-up";
    QTest::newRow("not an age") << QStringList{"backup", "prune", "--max-age", "7 days"} << "--max-age must be";
    QTest::newRow("not a time") << QStringList{"backup", "schedule", "set", "--at", "25:00"} << "--at must be";
    QTest::newRow("help of what is not") << QStringList{"dance", "--help"} << "There is no command \"dance\".";
}

void TestCliProgram::wrongCommandLinesExit64()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const Run result = run(arguments);
    QCOMPARE(result.code, 64);
    QVERIFY2(result.out.isEmpty(), qPrintable(result.out));
    QVERIFY2(result.err.startsWith(QLatin1String("quarterdeckctl: ")), qPrintable(result.err));
    QVERIFY2(result.err.contains(says), qPrintable(result.err));
    QCOMPARE(result.err.count(QLatin1Char('\n')), 1);
}

void TestCliProgram::withoutAnEngineOneLineAndExit1_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("status") << QStringList{"status"};
    QTest::newRow("stack list") << QStringList{"stack", "list"};
    QTest::newRow("stack show") << QStringList{"stack", "show"};
    QTest::newRow("service restart") << QStringList{"service", "restart", "redis", "--yes"};
    QTest::newRow("options before the command") << QStringList{"--stack", "demo", "status"};
}

void TestCliProgram::withoutAnEngineOneLineAndExit1()
{
    QFETCH(QStringList, arguments);
    const Run result = run(arguments);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.out.isEmpty(), qPrintable(result.out));
    QVERIFY2(result.err.startsWith(QLatin1String("quarterdeckctl: ")), qPrintable(result.err));
    QCOMPARE(result.err.count(QLatin1Char('\n')), 1);
    QVERIFY2(result.err.contains(QLatin1Char('(')), "no hint what to do");
}

void TestCliProgram::withoutAnEngineJsonHoldsTheError()
{
    const Run result = run({"status", "--json"});
    QCOMPARE(result.code, 1);
    QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json.keys(), (QStringList{"error", "schemaVersion"}));
    QCOMPARE(json.value("schemaVersion").toInt(), 1);
    const QJsonObject error = json.value("error").toObject();
    QCOMPARE(error.keys(), (QStringList{"detail", "hint", "kind", "what"}));
    QCOMPARE(error.value("kind").toString(), QStringLiteral("unreachable"));
    QVERIFY(!error.value("what").toString().isEmpty());
}

void TestCliProgram::usageErrorsAreJsonToo()
{
    const Run result = run({"dance", "--json"});
    QCOMPARE(result.code, 64);
    const QJsonObject json = QJsonDocument::fromJson(result.out.toUtf8()).object();
    QCOMPARE(json.value("error").toObject().value("kind").toString(), QStringLiteral("usage"));
}

void TestCliProgram::diagnosticsWorkWithoutAnEngine()
{
    const Run result = run({"diagnostics"});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith(QLatin1String("# Quarterdeck diagnostics")));
    QVERIFY2(result.out.contains(QLatin1String("engine: not-running")), qPrintable(result.out));
    const Run asJson = run({"diagnostics", "--json"});
    QVERIFY(QJsonDocument::fromJson(asJson.out.toUtf8()).object().value("text").toString().startsWith(QLatin1String("# Quarterdeck")));
}

void TestCliProgram::hostOptionBeatsTheEnvironment()
{
    const Run result = run({"status", "--json", "--host", "unix:///nonexistent/another.sock"});
    QCOMPARE(result.code, 1);
    QVERIFY2(result.out.contains(QLatin1String("another.sock")), qPrintable(result.out));
    QVERIFY(!result.out.contains(QLatin1String("docker.sock")));
}

void TestCliProgram::closedOutputIsNoCrash()
{
    // A reader that goes away, as in `quarterdeckctl ... | head -1`.
    QProcess process;
    process.start(QStringLiteral("/bin/sh"), {"-c", "{ sleep 0.2; \"$QUARTERDECKCTL\" --help; echo \"exit $?\" >&2; } | true", "sh"});
    QVERIFY(process.waitForFinished(10000));
    const QString err = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(err.contains(QLatin1String("exit 0")), qPrintable(err));
}

QTEST_GUILESS_MAIN(TestCliProgram)
#include "tst_cliprogram.moc"
