// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/diagnostics.h"
#include "health/stackjson.h"
#include "health/verdict.h"
#include "healthfakes.h"
#include "healthstack.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace quarterdeck::test;

class TestDiagnostics final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noSecretOfTheStackAppears();
    void reportSaysWhatThereIs();
    void longLogsKeepTheirEndFromALineStart();

private:
    static stack::Stack stackWithSecrets();
    static inline const QStringList secrets = {"pg-pass-7731", "redis-pass-7732", "enc-key-7733", "smtp-pass-7734", "api-token-7735"};
};

stack::Stack TestDiagnostics::stackWithSecrets()
{
    stack::Stack stack = healthStack(1);
    stack.services[0].environment = {{"DB_POSTGRESDB_PASSWORD", secrets.at(0)},
                                     {"QUEUE_BULL_REDIS_PASSWORD", secrets.at(1)},
                                     {"N8N_ENCRYPTION_KEY", secrets.at(2)},
                                     {"N8N_SMTP_PASS", secrets.at(3)},
                                     {"MY_API_TOKEN", secrets.at(4)},
                                     {"N8N_PROXY", "http://user:pg-pass-7731@proxy:3128"},
                                     {"EXECUTIONS_MODE", "queue"}};
    stack.database.coordinates.password = Secret(secrets.at(0));
    stack.queue.coordinates.password = Secret(secrets.at(1));
    stack.remarks.append({QStringLiteral("odd"), QStringLiteral("config said: bad value ") + secrets.at(2)});
    return stack;
}

void TestDiagnostics::noSecretOfTheStackAppears()
{
    const stack::Stack stack = stackWithSecrets();
    ScriptedDocker docker;
    docker.log = "\x1b[32mok\x1b[0m connecting with pg-pass-7731\nredis://default:redis-pass-7732@redis:6379\nkey enc-key-7733 smtp-pass-7734 "
                 "api-token-7735\n";
    DiagnosticsInput input;
    input.taken = healthNow;
    input.stack = stack;
    input.status = judge(stack, healthMeasured(stack));
    input.status->queueProblem = QStringLiteral("refused: redis-pass-7732");
    input.engine.error = Error{ErrorKind::Internal, QStringLiteral("odd"), QStringLiteral("env pg-pass-7731"), {}};
    input.problems.append(QStringLiteral("said enc-key-7733"));
    const auto logs = readLogTails(JobContext(), docker, stack);
    QD_VERIFY(logs);
    input.logs = *logs;
    const QString text = diagnosticsText(input);
    for (const QString &secret : secrets)
        QVERIFY2(!text.contains(secret), qPrintable(secret + QLatin1String(" in ") + text));
    QVERIFY(text.contains(QLatin1String("[redacted]")));
    QVERIFY(text.contains(QLatin1String("ok connecting with [redacted]")));
    const QString json = QString::fromUtf8(QJsonDocument(toJson(stack)).toJson());
    for (const QString &secret : secrets)
        QVERIFY2(!json.contains(secret), qPrintable(secret + QLatin1String(" in ") + json));
    // Variables that are nobody's business are not even named.
    QVERIFY(!json.contains(QLatin1String("MY_API_TOKEN")));
    QVERIFY(json.contains(QLatin1String("EXECUTIONS_MODE")));
}

void TestDiagnostics::reportSaysWhatThereIs()
{
    DiagnosticsInput input;
    input.taken = healthNow;
    input.engine.link = EngineStatus::Link::NotRunning;
    input.engine.error = Error{ErrorKind::Unreachable, QStringLiteral("Nobody answers."), QStringLiteral("ECONNREFUSED"), {}};
    QString text = diagnosticsText(input);
    QVERIFY(text.contains(QLatin1String("taken: 2026-03-01T12:00:00Z")));
    QVERIFY(text.contains(QLatin1String("not-running")));
    QVERIFY(text.contains(QLatin1String("ECONNREFUSED")));
    QVERIFY(!text.contains(QLatin1String("## Stack")));
    input.stack = healthStack(1);
    input.status = judge(*input.stack, healthMeasured(*input.stack));
    input.logs = {{QStringLiteral("n8n"), QStringLiteral("demo-n8n-1"), QStringLiteral("a line\n")}};
    text = diagnosticsText(input);
    QVERIFY(text.contains(QLatin1String("## Stack")));
    QVERIFY(text.contains(QLatin1String("Healthy. 1 of 1 workers consuming.")));
    QVERIFY(text.contains(QLatin1String("## Log of demo-n8n-1 (n8n)\n\na line\n")));
}

void TestDiagnostics::longLogsKeepTheirEndFromALineStart()
{
    ScriptedDocker docker;
    for (int i = 0; i < 20000; ++i)
        docker.log += "line " + QByteArray::number(i) + '\n';
    const auto logs = readLogTails(JobContext(), docker, healthStack(1));
    QD_VERIFY(logs);
    const QString text = logs->first().text;
    QVERIFY(text.size() <= 64 * 1024);
    QVERIFY(text.startsWith(QLatin1String("line ")));
    QVERIFY(text.endsWith(QLatin1String("line 19999\n")));
}

QTEST_GUILESS_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
