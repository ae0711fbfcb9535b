// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/n8n/n8nhttp.h"
#include "stack/support/testcontainer.h"
#include "support/realstack.h"
#include "support/resultcheck.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::n8n;
using namespace std::chrono_literals;

/// The real n8n of the running stack: main through its published port, a
/// worker at its container's address.
class TestN8nServer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mainIsAliveAndReady();
    void workerIsAliveAndReady();
    void metricsHaveTheQueue();
    void wrongKeyIsAnAnswer();
    void answerLargerThanTheLimitIsRefused();

private:
    [[nodiscard]] static QString container(const QString &service);
    [[nodiscard]] HttpRequest mainRequest(const QByteArray &target) const;

    N8nHttp m_port;
    JobContext m_context = JobContext().withTimeout(1min);
    quint16 m_mainPort = 0;
};

QString TestN8nServer::container(const QString &service)
{
    return test::docker({"ps", "--quiet", "--filter", "label=com.docker.compose.project=" + test::realStackName(), "--filter",
                         "label=com.docker.compose.service=" + service})
        .value_or(QString())
        .section('\n', 0, 0);
}

HttpRequest TestN8nServer::mainRequest(const QByteArray &target) const
{
    HttpRequest request;
    request.host = QStringLiteral("127.0.0.1");
    request.port = m_mainPort;
    request.target = target;
    return request;
}

void TestN8nServer::initTestCase()
{
    QD_NEED_STACK();
    const QString id = container("n8n");
    QVERIFY2(!id.isEmpty(), "the stack runs no n8n");
    m_mainPort = test::docker({"port", id, "5678"}).value_or(QString()).section('\n', 0, 0).section(':', -1).toUShort();
    QVERIFY(m_mainPort != 0);
}

void TestN8nServer::mainIsAliveAndReady()
{
    for (const char *target : {"/healthz", "/healthz/readiness"}) {
        const auto answer = m_port.request(m_context, mainRequest(target));
        QD_VERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(QJsonDocument::fromJson(answer->body).object().value("status").toString(), QStringLiteral("ok"));
    }
}

void TestN8nServer::workerIsAliveAndReady()
{
    const auto address = test::docker({"inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container("n8n-worker")});
    QD_VERIFY(address);
    HttpRequest request;
    request.host = *address;
    request.port = 5678;
    for (const char *target : {"/healthz", "/healthz/readiness"}) {
        request.target = target;
        const auto answer = m_port.request(m_context, request);
        QD_VERIFY(answer);
        QCOMPARE(answer->status, 200);
    }
}

void TestN8nServer::metricsHaveTheQueue()
{
    const auto answer = m_port.request(m_context, mainRequest("/metrics"));
    QD_VERIFY(answer);
    QCOMPARE(answer->status, 200);
    QVERIFY(answer->headers.value("content-type").startsWith("text/plain"));
    static const QRegularExpression waiting("^n8n_scaling_mode_queue_jobs_waiting(\\{[^}]*\\})? \\d+$", QRegularExpression::MultilineOption);
    QVERIFY2(waiting.match(QString::fromUtf8(answer->body)).hasMatch(), answer->body.left(2000).constData());
    QVERIFY(answer->body.contains("n8n_version_info{"));
}

void TestN8nServer::wrongKeyIsAnAnswer()
{
    HttpRequest request = mainRequest("/api/v1/workflows");
    request.headers = {{"X-N8N-API-KEY", "wrong"}};
    const auto answer = m_port.request(m_context, request);
    QD_VERIFY(answer);
    QCOMPARE(answer->status, 401);
}

void TestN8nServer::answerLargerThanTheLimitIsRefused()
{
    HttpRequest request = mainRequest("/metrics");
    request.maximumBody = 1000;
    QD_VERIFY_ERROR(m_port.request(m_context, request), ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(TestN8nServer)
#include "tst_n8nserver.moc"
