// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/queuereader.h"
#include "healthfakes.h"
#include "support/resultcheck.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::health;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

class TestQueue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysFollowPrefixAndCluster();
    void consumersAreNamedClientsThatAsk_data();
    void consumersAreNamedClientsThatAsk();
    void addressesLoseTheirPort();
    void priorityIsNeverCounted();
    void oldestIsAtTheRightEnd();
    void jobTakenBetweenTheQuestionsHasNoAge();
    void sessionIsKeptAndMadeAnewAfterAFailure();
    void serverIsLeftInPeaceAfterAFailure();
    void restartedServerIsAskedAtItsNewAddress();
    void execPassesThePasswordByEnvironmentOnly();
    void execErrorsAreTold();

private:
    static stack::Queue queue(stack::Access::Way way)
    {
        stack::Queue q;
        q.enabled = true;
        q.service = QStringLiteral("redis");
        q.coordinates.password = Secret(QStringLiteral("s3cret-word"));
        q.access.way = way;
        q.access.host = QStringLiteral("127.0.0.1");
        q.access.port = 6386;
        return q;
    }
};

void TestQueue::keysFollowPrefixAndCluster()
{
    stack::Queue q;
    QCOMPARE(stack::queueKeys(q).wait, QByteArray("bull:jobs:wait"));
    QCOMPARE(stack::queueKeys(q).clientName, QByteArray("bull:am9icw=="));
    q.prefix = QStringLiteral("n8n");
    QCOMPARE(stack::queueKeys(q).delayed, QByteArray("n8n:jobs:delayed"));
    q.cluster = true;
    QCOMPARE(stack::queueKeys(q).active, QByteArray("{n8n}:jobs:active"));
    QCOMPARE(stack::queueKeys(q).clientName, QByteArray("{n8n}:am9icw=="));
    q.prefix = QStringLiteral("{n8n}");
    QCOMPARE(stack::queueKeys(q).paused, QByteArray("{n8n}:jobs:paused"));
}

void TestQueue::consumersAreNamedClientsThatAsk_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<qint64>("active");
    QTest::addColumn<int>("live");
    QTest::newRow("waits for a job") << QByteArray("id=7 addr=172.18.0.5:1 name=bull:am9icw== idle=3 flags=b cmd=brpoplpush") << qint64(0) << 1;
    QTest::newRow("asked a moment ago") << QByteArray("id=7 addr=172.18.0.5:1 name=bull:am9icw== idle=6 flags=N cmd=brpoplpush") << qint64(0) << 1;
    QTest::newRow("busy with all slots") << QByteArray("id=7 addr=172.18.0.5:1 name=bull:am9icw== idle=300 flags=N") << qint64(10) << 1;
    QTest::newRow("hangs") << QByteArray("id=7 addr=172.18.0.5:1 name=bull:am9icw== idle=300 flags=N") << qint64(0) << 0;
    QTest::newRow("another queue") << QByteArray("id=7 addr=172.18.0.5:1 name=bull:b3RoZXI= idle=0 flags=b") << qint64(0) << 0;
    QTest::newRow("no name") << QByteArray("id=7 addr=172.18.0.5:1 name= idle=0 flags=b cmd=brpoplpush") << qint64(0) << 0;
    QTest::newRow("name elsewhere") << QByteArray("id=7 addr=172.18.0.5:1 name= lib-name=bull:am9icw== idle=0 flags=b") << qint64(0) << 0;
    QTest::newRow("nothing") << QByteArray() << qint64(0) << 0;
    QTest::newRow("two lines, one ours") << QByteArray("id=1 addr=a:1 name= flags=N idle=0\nid=2 addr=b:2 name=bull:am9icw== flags=b idle=0\r\n")
                                         << qint64(0) << 1;
}

void TestQueue::consumersAreNamedClientsThatAsk()
{
    QFETCH(QByteArray, line);
    QFETCH(qint64, active);
    QFETCH(int, live);
    QCOMPARE(stack::parseConsumers(line, "bull:am9icw==", active).live, live);
}

void TestQueue::addressesLoseTheirPort()
{
    const QByteArray list = "id=1 addr=172.18.0.5:40001 laddr=x name=q flags=b idle=0\nid=2 addr=[fd00::5]:4 name=q flags=b idle=0\n";
    QCOMPARE(stack::parseConsumers(list, "q", 0).addresses, (QStringList{"172.18.0.5", "[fd00::5]"}));
}

void TestQueue::priorityIsNeverCounted()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    redis.waiting = 3;
    redis.paused = 20;
    redis.delayed = 100;
    redis.active = 7;
    redis.clients = "id=1 addr=a:1 name=bull:am9icw== flags=b idle=0\nid=2 addr=b:1 name=bull:am9icw== flags=N idle=99\n";
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::PublishedPort), 10);
    reader.setServer(QStringLiteral("r"), {});
    const auto status = reader.read(JobContext());
    QD_VERIFY(status);
    QCOMPARE(status->waiting, 123);
    QCOMPARE(status->running, 7);
    QCOMPARE(status->consumers, 2);
    QCOMPARE(status->capacity, 20);
    QVERIFY(!status->oldestWaitMs);
    QCOMPARE(redis.pipelines.load(), 1);
    QCOMPARE(redis.coordinates.port, 6386);
    for (const QList<QByteArray> &command : std::as_const(redis.asked))
        QVERIFY2(!command.join(' ').contains("priority"), "the priority set is an index of wait: its jobs would count twice");
}

void TestQueue::oldestIsAtTheRightEnd()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    redis.waiting = 2;
    redis.lastWaiting = "41";
    redis.timestamp = QByteArray::number(clock.wall.toMSecsSinceEpoch() - 1200);
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::PublishedPort), 10);
    reader.setServer(QStringLiteral("r"), {});
    const auto status = reader.read(JobContext());
    QD_VERIFY(status);
    QCOMPARE(*status->oldestWaitMs, 1200);
    QVERIFY(redis.asked.contains(QList<QByteArray>{"LINDEX", "bull:jobs:wait", "-1"}));
    QCOMPARE(redis.asked.last(), (QList<QByteArray>{"HGET", "bull:jobs:41", "timestamp"}));
}

void TestQueue::jobTakenBetweenTheQuestionsHasNoAge()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    redis.waiting = 1;
    redis.lastWaiting = "41";
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::PublishedPort), 10);
    reader.setServer(QStringLiteral("r"), {});
    const auto status = reader.read(JobContext());
    QD_VERIFY(status);
    QVERIFY(!status->oldestWaitMs);
}

void TestQueue::sessionIsKeptAndMadeAnewAfterAFailure()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::PublishedPort), 10);
    reader.setServer(QStringLiteral("r"), {});
    for (int i = 0; i < 5; ++i)
        QD_VERIFY(reader.read(JobContext()));
    QCOMPARE(redis.connects.load(), 1);
    redis.pipelineError = Error{ErrorKind::Unreachable, QStringLiteral("gone"), {}, {}};
    QD_VERIFY_ERROR(reader.read(JobContext()), ErrorKind::Unreachable);
    redis.pipelineError.reset();
    clock.advance(5s);
    QD_VERIFY(reader.read(JobContext()));
    QCOMPARE(redis.connects.load(), 2);
}

void TestQueue::serverIsLeftInPeaceAfterAFailure()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    redis.connectError = Error{ErrorKind::Timeout, QStringLiteral("slow"), {}, {}};
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::PublishedPort), 10);
    reader.setServer(QStringLiteral("r"), {});
    for (int i = 0; i < 4; ++i) {
        QD_VERIFY_ERROR(reader.read(JobContext()), ErrorKind::Timeout);
        clock.advance(1s);
    }
    QCOMPARE(redis.connects.load(), 1);
    clock.advance(2s);
    QD_VERIFY_ERROR(reader.read(JobContext()), ErrorKind::Timeout);
    QCOMPARE(redis.connects.load(), 2);
    redis.connectError.reset();
    reader.refresh();
    QD_VERIFY(reader.read(JobContext()));
}

void TestQueue::restartedServerIsAskedAtItsNewAddress()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    QueueReader reader(docker, redis, clock);
    stack::Queue q = queue(stack::Access::Way::ContainerAddress);
    q.access.host = QStringLiteral("172.18.0.2");
    reader.setQueue(q, 10);
    reader.setServer(QStringLiteral("r"), QStringLiteral("172.18.0.2"));
    QD_VERIFY(reader.read(JobContext()));
    reader.setServer(QStringLiteral("r"), QStringLiteral("172.18.0.9"));
    QD_VERIFY(reader.read(JobContext()));
    QCOMPARE(redis.coordinates.host, QStringLiteral("172.18.0.9"));
    QCOMPARE(redis.connects.load(), 2);
}

void TestQueue::execPassesThePasswordByEnvironmentOnly()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    QList<QByteArray> inputs;
    const QByteArray timestamp = QByteArray::number(clock.wall.toMSecsSinceEpoch() - 5000);
    docker.onExec = [&](const docker::ExecSpec &spec, const docker::OutputSink &sink) -> Result<int> {
        if (spec.argv.join(QLatin1Char(' ')).contains(QLatin1String("s3cret")))
            return fail(ErrorKind::Internal, QStringLiteral("a secret in argv"));
        if (!spec.environment.contains(QStringLiteral("REDISCLI_AUTH=s3cret-word")))
            return fail(ErrorKind::Auth, QStringLiteral("no password"));
        QByteArray input;
        while (true) {
            QD_TRY(const QByteArray chunk, spec.input(16));
            if (chunk.isEmpty())
                break;
            input += chunk;
        }
        inputs.append(input);
        QByteArray output = input.startsWith("HGET") ? QByteArray(timestamp + '\n')
                                                     : QByteArray("2\n0\n1\n4\n77\n\nid=1 addr=172.18.0.5:1 name=bull:am9icw== flags=b idle=0\n\n");
        // In pieces, as a stream comes.
        QD_CHECK(sink(docker::OutputStream::Stdout, QByteArrayView(output).first(3)));
        QD_CHECK(sink(docker::OutputStream::Stdout, QByteArrayView(output).sliced(3)));
        return 0;
    };
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::Helper), 10);
    reader.setServer(QStringLiteral("r"), {});
    const auto status = reader.read(JobContext());
    QD_VERIFY(status);
    QCOMPARE(status->waiting, 6);
    QCOMPARE(status->running, 1);
    QCOMPARE(status->consumers, 1);
    QCOMPARE(*status->oldestWaitMs, 5000);
    QCOMPARE(inputs.size(), 2);
    QCOMPARE(inputs.last(), QByteArray("HGET bull:jobs:77 timestamp\n"));
    // A process in the container is not started every second.
    QD_VERIFY(reader.read(JobContext()));
    QCOMPARE(inputs.size(), 2);
    clock.advance(10s);
    QD_VERIFY(reader.read(JobContext()));
    QCOMPARE(inputs.size(), 4);
    QCOMPARE(redis.connects.load(), 0);
}

void TestQueue::execErrorsAreTold()
{
    ScriptedDocker docker;
    ScriptedRedis redis;
    TestClock clock;
    QueueReader reader(docker, redis, clock);
    reader.setQueue(queue(stack::Access::Way::Helper), 10);
    reader.setServer(QStringLiteral("r"), {});
    docker.onExec = [](const docker::ExecSpec &, const docker::OutputSink &sink) -> Result<int> {
        QD_CHECK(sink(docker::OutputStream::Stdout, "NOAUTH Authentication required.\n\n\n\n\n\n\n"));
        return 0;
    };
    QD_VERIFY_ERROR(reader.read(JobContext()), ErrorKind::Auth);
    reader.refresh();
    docker.onExec = [](const docker::ExecSpec &, const docker::OutputSink &) -> Result<int> { return 127; };
    QD_VERIFY_ERROR(reader.read(JobContext()), ErrorKind::Unreachable);
    // No container to run it in.
    reader.setServer(QString(), {});
    QD_VERIFY_ERROR(reader.read(JobContext()), ErrorKind::Unreachable);
}

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
