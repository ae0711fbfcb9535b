// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/queuekeys.h"
#include "stack/serviceactions.h"
#include "workers/longestjob.h"
#include "workers/runningjobs.h"

#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::workers;
using namespace std::chrono_literals;

/// What scaling decides by, without a stack.
class TestScaleParts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsEndInTimeOnlyWhenThatIsKnown_data();
    void jobsEndInTimeOnlyWhenThatIsKnown();
    void theDeprecatedTimeoutOverrides_data();
    void theDeprecatedTimeoutOverrides();
    void clientsOfTheQueueAreToldApart();
    void answersAreFoundByAddressBeforeName();
};

void TestScaleParts::jobsEndInTimeOnlyWhenThatIsKnown_data()
{
    QTest::addColumn<int>("timeout"); // seconds, all of them
    QTest::addColumn<int>("age");
    QTest::addColumn<int>("longest"); // -1 = nothing was seen
    QTest::addColumn<bool>("ends");

    QTest::newRow("nothing was ever seen") << 60 << 0 << -1 << false;
    QTest::newRow("short ones") << 60 << 0 << 5 << true;
    QTest::newRow("with the margin of ten seconds") << 60 << 0 << 50 << true;
    QTest::newRow("a second too long") << 60 << 0 << 51 << false;
    QTest::newRow("long ones need a fifth more") << 119 << 0 << 100 << false;
    QTest::newRow("it has run for a while already") << 60 << 90 << 100 << true;
    QTest::newRow("older than all that were seen") << 60 << 101 << 100 << false;
    QTest::newRow("as old as the longest") << 60 << 100 << 100 << true;
    QTest::newRow("no time at all") << 0 << 0 << 5 << false;
}

void TestScaleParts::jobsEndInTimeOnlyWhenThatIsKnown()
{
    QFETCH(int, timeout);
    QFETCH(int, age);
    QFETCH(int, longest);
    QFETCH(bool, ends);
    const auto seen = longest < 0 ? std::optional<std::chrono::milliseconds>() : std::chrono::milliseconds(std::chrono::seconds(longest));
    QCOMPARE(endsWithin(std::chrono::seconds(timeout), std::chrono::seconds(age), seen), ends);
}

void TestScaleParts::theDeprecatedTimeoutOverrides_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("present");
    QTest::addColumn<QString>("deprecated");
    QTest::addColumn<int>("seconds");

    const int worker = static_cast<int>(stack::Role::Worker);
    const int main = static_cast<int>(stack::Role::Main);
    QTest::newRow("neither") << worker << QString() << QString() << 30;
    QTest::newRow("the present one") << worker << QStringLiteral("90") << QString() << 90;
    QTest::newRow("both: the deprecated one is in force") << worker << QStringLiteral("90") << QStringLiteral("20") << 20;
    QTest::newRow("main knows only the present one") << main << QStringLiteral("90") << QStringLiteral("20") << 90;
    QTest::newRow("rubbish") << worker << QStringLiteral("soon") << QStringLiteral("later") << 30;
}

void TestScaleParts::theDeprecatedTimeoutOverrides()
{
    QFETCH(int, role);
    QFETCH(QString, present);
    QFETCH(QString, deprecated);
    QFETCH(int, seconds);
    stack::Service service;
    service.role = static_cast<stack::Role>(role);
    if (!present.isEmpty())
        service.environment.insert(QStringLiteral("N8N_GRACEFUL_SHUTDOWN_TIMEOUT"), present);
    if (!deprecated.isEmpty())
        service.environment.insert(QStringLiteral("QUEUE_WORKER_TIMEOUT"), deprecated);
    QCOMPARE(stack::n8nShutdownTimeout(service), std::chrono::seconds(seconds));
    // The engine kills only what n8n itself has given up.
    QVERIFY(stack::stopGrace(service) > stack::n8nShutdownTimeout(service));
}

void TestScaleParts::clientsOfTheQueueAreToldApart()
{
    const QByteArray list = "id=7 addr=172.18.0.5:41000 laddr=172.18.0.3:6379 name=bull:am9icw== age=9 idle=3 flags=b db=0 cmd=brpoplpush\n"
                            "id=8 addr=172.18.0.5:41002 name= age=9 idle=0 flags=N db=0 cmd=ping\r\n"
                            "id=9 addr=[fd00::7]:41004 name=bull:am9icw== age=50 idle=40 flags=N db=0 cmd=brpoplpush\n";
    const QList<stack::QueueClient> clients = stack::queueClients(list, "bull:am9icw==");
    QCOMPARE(clients,
             (QList<stack::QueueClient>{{"7", QStringLiteral("172.18.0.5"), true, 3, 9}, {"9", QStringLiteral("[fd00::7]"), false, 40, 50}}));
    QVERIFY(stack::queueClients({}, "bull:am9icw==").isEmpty());
}

void TestScaleParts::answersAreFoundByAddressBeforeName()
{
    WorkerAnswer first;
    first.hostname = QStringLiteral("aaa");
    first.addresses = {QStringLiteral("172.18.0.5")};
    WorkerAnswer second;
    second.hostname = QStringLiteral("bbb");
    second.addresses = {QStringLiteral("172.18.0.6")};
    const QList<WorkerAnswer> answers = {first, second};
    QCOMPARE(answerOf(answers, QStringLiteral("172.18.0.6"), QStringLiteral("aaa")), &answers.last());
    QCOMPARE(answerOf(answers, QStringLiteral("172.18.0.9"), QStringLiteral("aaa")), &answers.first());
    QCOMPARE(answerOf(answers, {}, {}), nullptr);
}

QTEST_GUILESS_MAIN(TestScaleParts)
#include "tst_scaleparts.moc"
