// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"
#include "privateengine.h"
#include "stack/docker/tinyimage.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <future>
#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using namespace std::chrono_literals;

/// The engine is killed while calls wait for it.
class TestEngineDies final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void waitingCallsEndAndTheClientRecovers();

private:
    std::unique_ptr<test::PrivateEngine> m_engine;
    std::unique_ptr<Client> m_client;
    const QString m_image = QStringLiteral("tiny:1");
};

void TestEngineDies::initTestCase()
{
    if (!test::PrivateEngine::isPossible())
        QSKIP("a private engine needs root and dockerd");
    m_engine = std::make_unique<test::PrivateEngine>();
    QD_VERIFY(m_engine->start());
    QD_VERIFY(test::makeTinyImage(m_engine->socket(), m_image));
    m_client = std::make_unique<Client>(Endpoint{m_engine->socket(), QStringLiteral("test")});
}

void TestEngineDies::cleanupTestCase()
{
    if (m_client) {
        // A test that failed may have left it dead, with a container running.
        if (!m_client->ping(JobContext()))
            QD_VERIFY(m_engine->start());
        const auto containers = m_client->listContainers(JobContext(), true);
        QD_VERIFY(containers);
        for (const ContainerSummary &container : *containers)
            QD_VERIFY(m_client->removeContainer(JobContext(), container.id, true, true));
    }
    m_engine.reset();
}

void TestEngineDies::waitingCallsEndAndTheClientRecovers()
{
    const JobContext context = JobContext().withTimeout(120s);
    ContainerSpec spec;
    spec.image = m_image;
    spec.entrypoint = QStringList{"sh", "-c"};
    spec.command = QStringList{"while :; do sleep 0.1; done"};
    spec.networkMode = "none";
    spec.labels = {{"quarterdeck.test", "1"}};
    const auto id = m_client->createContainer(context, spec);
    QD_VERIFY(id);
    QD_VERIFY(m_client->startContainer(context, *id));

    std::promise<void> subscribed;
    std::promise<void> begun;
    QElapsedTimer since;
    std::atomic<qint64> slowest = 0;
    Result<void> events;
    Result<int> exec = 0;
    Result<int> wait = 0;
    Result<void> logs;
    const auto note = [&] { slowest = std::max(slowest.load(), since.elapsed()); };
    {
        std::jthread eventThread([&] {
            events = m_client->followEvents(
                context,
                [&]() -> Result<void> {
                    subscribed.set_value();
                    return {};
                },
                [](const Event &) { return Result<void>(); });
            note();
        });
        std::jthread execThread([&] {
            ExecSpec command;
            command.argv = QStringList{"sh", "-c", "echo begun; while :; do sleep 0.1; done"};
            exec = m_client->exec(context, *id, command, [&](OutputStream, QByteArrayView) -> Result<void> {
                begun.set_value();
                return {};
            });
            note();
        });
        std::jthread waitThread([&] {
            wait = m_client->waitContainer(context, *id);
            note();
        });
        std::jthread logThread([&] {
            LogOptions options;
            options.follow = true;
            logs = m_client->logs(context, *id, options, [](OutputStream, QByteArrayView) { return Result<void>(); });
            note();
        });
        QCOMPARE(subscribed.get_future().wait_for(30s), std::future_status::ready);
        QCOMPARE(begun.get_future().wait_for(30s), std::future_status::ready);
        // The other two are in the engine's hands once it has answered a later question.
        QD_VERIFY(m_client->listContainers(context, true));
        since.start();
        m_engine->kill();
    }
    QVERIFY2(slowest < 2000, qPrintable(QString::number(slowest)));
    QD_VERIFY_ERROR(events, ErrorKind::Unreachable);
    QD_VERIFY_ERROR(exec, ErrorKind::Unreachable);
    QD_VERIFY_ERROR(wait, ErrorKind::Unreachable);
    QD_VERIFY_ERROR(logs, ErrorKind::Unreachable);
    for (const Error &error : {events.error(), exec.error(), wait.error(), logs.error()})
        QVERIFY2(!error.hint.isEmpty(), qPrintable(test::describe(error)));

    // While it is away every call says so at once.
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR(m_client->ping(context), ErrorKind::Unreachable);
    QD_VERIFY_ERROR(m_client->listContainers(context, true), ErrorKind::Unreachable);
    QD_VERIFY_ERROR(m_client->startContainer(context, *id), ErrorKind::Unreachable);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));

    // And the same client works with its successor.
    QD_VERIFY(m_engine->start());
    const auto listed = m_client->listContainers(context, true);
    QD_VERIFY(listed);
    QCOMPARE(listed->size(), 1);
    QD_VERIFY(m_client->startContainer(context, *id));
    ExecSpec command;
    command.argv = QStringList{"sh", "-c", "exit 5"};
    const auto code = m_client->exec(context, *id, command, [](OutputStream, QByteArrayView) { return Result<void>(); });
    QD_VERIFY(code);
    QCOMPARE(*code, 5);
}

QTEST_GUILESS_MAIN(TestEngineDies)
#include "tst_enginedies.moc"
