// SPDX-License-Identifier: GPL-3.0-or-later
#include "../http/fakeserver.h"
#include "adapters/process/localprocess.h"
#include "backup/hooks.h"
#include "fakemachine.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;
using quarterdeck::test::FakeMachine;

class TestHooks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMessageTellsTheRun();
    void onlyWantedEventsAreTold_data();
    void onlyWantedEventsAreTold();
    void theCommandGetsTheMessageOnItsInput();
    void aRealCommandReadsTheMessage();
    void aFailingCommandIsAWarning();
    void aMissingCommandIsAWarning();
    void aHangingCommandIsAWarning();
    void everyNoticeHasItsBound();
    void theAddressIsInNoArgument();
    void theAddressIsInNoWarning();
    void addressesThatAreNoneAreWarnedOf_data();
    void addressesThatAreNoneAreWarnedOf();
    void bothNoticesAreSentWhenOneFails();
    void configurationIsReadByCurlAsMeant();
    void aRealPostArrives();
    void aLongMessageArrives();
    void aServerThatRefusesIsAWarning();
    void aServerThatHangsIsAWarning();
};

namespace {

const QString secretUrl = QStringLiteral("https://hooks.example.org/services/T0K3N/s3cret?key=hunter2");

RunRecord someRun()
{
    RunRecord run;
    run.id = 12;
    run.stackId = QStringLiteral("n8n");
    run.operation = QStringLiteral("backup");
    run.trigger = QStringLiteral("schedule");
    run.startedAt = QDateTime(QDate(2026, 1, 2), QTime(2, 0), Qt::UTC);
    run.finishedAt = run.startedAt.addSecs(41);
    run.outcome = QStringLiteral("failure");
    run.setId = QStringLiteral("n8n_20260102_020000");
    run.bytes = 318'000'000'000;
    run.summary = QString::fromUtf8("\"Größe\" 318 GB");
    run.error = QStringLiteral("disk full\nsecond line \\ end");
    return run;
}

HookSettings wanting(const QStringList &command, const QString &url = {})
{
    HookSettings settings;
    settings.command = command;
    settings.url = url;
    settings.onSuccess = true;
    return settings;
}

QStringList tell(process::ProcessPort &process, const HookSettings &settings, const RunRecord &run = someRun())
{
    return runHooks(JobContext(), process, settings, HookEvent::Failure, hookMessage(HookEvent::Failure, run));
}

/// One answer of an HTTP server on the loop-back address, on a thread of its own.
class OneAnswer final
{
public:
    /// @param answer empty = it takes the request and says nothing until the test ends
    explicit OneAnswer(QByteArray answer)
        : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *name = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listener.get(), name, size) != 0 || ::listen(m_listener.get(), 4) != 0 || ::getsockname(m_listener.get(), name, &size) != 0)
            qFatal("the fake server cannot listen");
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this, answer = std::move(answer)](const std::stop_token &stop) { serve(stop, answer); });
    }
    ~OneAnswer() = default;
    Q_DISABLE_COPY_MOVE(OneAnswer)

    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1/hook/T0K3N?a=b%20c").arg(m_port); }
    /// What it was asked, once it has answered.
    [[nodiscard]] QByteArray request()
    {
        end();
        return m_head + m_body;
    }
    [[nodiscard]] QByteArray body()
    {
        end();
        return m_body;
    }

private:
    void end()
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    void serve(const std::stop_token &stop, const QByteArray &answer)
    {
        pollfd entry = {m_listener.get(), POLLIN, 0};
        // Who has connected is served, also when the test is over by then.
        while (::poll(&entry, 1, 20) <= 0) {
            if (stop.stop_requested())
                return;
        }
        test::Peer peer(FileDescriptor(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)));
        m_head = peer.readHead();
        static const QRegularExpression length(QStringLiteral("content-length: ([0-9]+)"), QRegularExpression::CaseInsensitiveOption);
        const int size = length.match(QString::fromLatin1(m_head)).captured(1).toInt();
        if (m_head.contains("100-continue"))
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        m_body = peer.readBytes(size);
        while (answer.isEmpty() && !stop.stop_requested())
            std::this_thread::sleep_for(5ms);
        peer.send(answer);
    }

    FileDescriptor m_listener;
    quint16 m_port = 0;
    QByteArray m_head;
    QByteArray m_body;
    std::jthread m_thread; ///< last: ends before what it uses
};

bool hasCurl()
{
    return !QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty();
}

} // namespace

#define QD_NEED_CURL()                                                                                                                               \
    if (!hasCurl())                                                                                                                                  \
    QSKIP("curl is not here: posting was looked at through a fake alone")

void TestHooks::theMessageTellsTheRun()
{
    const QJsonObject message = hookMessage(HookEvent::Failure, someRun());
    const QStringList members = {QStringLiteral("bytes"), QStringLiteral("error"),     QStringLiteral("event"),   QStringLiteral("finishedAt"),
                                 QStringLiteral("host"),  QStringLiteral("operation"), QStringLiteral("outcome"), QStringLiteral("set"),
                                 QStringLiteral("stack"), QStringLiteral("startedAt"), QStringLiteral("summary"), QStringLiteral("trigger")};
    QCOMPARE(message.keys(), members);
    QCOMPARE(message.value(QLatin1String("event")).toString(), QStringLiteral("failure"));
    QCOMPARE(message.value(QLatin1String("stack")).toString(), QStringLiteral("n8n"));
    QCOMPARE(message.value(QLatin1String("operation")).toString(), QStringLiteral("backup"));
    QCOMPARE(message.value(QLatin1String("trigger")).toString(), QStringLiteral("schedule"));
    QCOMPARE(message.value(QLatin1String("startedAt")).toString(), QStringLiteral("2026-01-02T02:00:00Z"));
    QCOMPARE(message.value(QLatin1String("finishedAt")).toString(), QStringLiteral("2026-01-02T02:00:41Z"));
    QCOMPARE(message.value(QLatin1String("outcome")).toString(), QStringLiteral("failure"));
    QCOMPARE(message.value(QLatin1String("set")).toString(), QStringLiteral("n8n_20260102_020000"));
    QCOMPARE(message.value(QLatin1String("bytes")).toInteger(), 318'000'000'000);
    QCOMPARE(message.value(QLatin1String("summary")).toString(), someRun().summary);
    QCOMPARE(message.value(QLatin1String("error")).toString(), someRun().error);
    QVERIFY(!message.value(QLatin1String("host")).toString().isEmpty());
    RunRecord missed = someRun();
    missed.finishedAt = QDateTime();
    const QJsonObject other = hookMessage(HookEvent::Missed, missed);
    QCOMPARE(other.value(QLatin1String("event")).toString(), QStringLiteral("missed"));
    QVERIFY(other.value(QLatin1String("finishedAt")).isNull());
    QCOMPARE(hookMessage(HookEvent::Success, missed).value(QLatin1String("event")).toString(), QStringLiteral("success"));
}

void TestHooks::onlyWantedEventsAreTold_data()
{
    QTest::addColumn<int>("event");
    QTest::newRow("success") << int(HookEvent::Success);
    QTest::newRow("failure") << int(HookEvent::Failure);
    QTest::newRow("missed") << int(HookEvent::Missed);
}

void TestHooks::onlyWantedEventsAreTold()
{
    QFETCH(int, event);
    FakeMachine machine;
    machine.answer = [](const JobContext &, const process::ProcessSpec &) { return Result<process::ProcessOutput>(process::ProcessOutput{}); };
    for (const bool wanted : {false, true}) {
        HookSettings settings = wanting({QStringLiteral("/bin/notify")}, secretUrl);
        settings.onSuccess = wanted == (event == int(HookEvent::Success));
        settings.onFailure = wanted == (event == int(HookEvent::Failure));
        settings.onMissed = wanted == (event == int(HookEvent::Missed));
        machine.runs.clear();
        QCOMPARE(runHooks(JobContext(), machine, settings, static_cast<HookEvent>(event), {}), QStringList());
        QCOMPARE(machine.runs.size(), wanted ? 2 : 0);
    }
    machine.runs.clear();
    QCOMPARE(tell(machine, wanting({})), QStringList());
    QVERIFY(machine.runs.isEmpty());
}

void TestHooks::theCommandGetsTheMessageOnItsInput()
{
    FakeMachine machine;
    machine.answer = [](const JobContext &, const process::ProcessSpec &) { return Result<process::ProcessOutput>(process::ProcessOutput{}); };
    const QStringList command = {QStringLiteral("/opt/my notify"), QStringLiteral("--to"), QStringLiteral("me; rm -rf /"), QStringLiteral("$HOME")};
    QCOMPARE(tell(machine, wanting(command)), QStringList());
    QCOMPARE(machine.runs.size(), 1);
    const process::ProcessSpec &spec = machine.runs.front();
    QCOMPARE(spec.program, command.front());
    QCOMPARE(spec.arguments, command.mid(1));
    QVERIFY(spec.input.endsWith('\n'));
    QCOMPARE(spec.input.count('\n'), 1); // one line, so that a shell's "read" gets all of it
    QCOMPARE(QJsonDocument::fromJson(spec.input).object(), hookMessage(HookEvent::Failure, someRun()));
}

void TestHooks::aRealCommandReadsTheMessage()
{
    QTemporaryDir folder;
    const QString got = folder.filePath(QStringLiteral("got"));
    process::LocalProcess machine;
    QCOMPARE(tell(machine, wanting({QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("cat > \"$1\""), QStringLiteral("sh"), got})),
             QStringList());
    QFile file(got);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(file.readAll()).object(), hookMessage(HookEvent::Failure, someRun()));
    // One that does not care to read is content too.
    QCOMPARE(tell(machine, wanting({QStringLiteral("true")})), QStringList());
}

void TestHooks::aFailingCommandIsAWarning()
{
    process::LocalProcess machine;
    const QStringList warnings = tell(
        machine, wanting({QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("echo first >&2; echo mailbox is full >&2; exit 75")}));
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(warnings.front().contains(QLatin1String("75")) && warnings.front().contains(QLatin1String("mailbox is full")),
             qPrintable(warnings.front()));
    QVERIFY(!warnings.front().contains(QLatin1Char('\n')));
    QCOMPARE(tell(machine, wanting({QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("kill -9 $$")})).size(), 1);
    QCOMPARE(tell(machine, wanting({QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("head -c 3000000 /dev/zero")})).size(), 1);
}

void TestHooks::aMissingCommandIsAWarning()
{
    process::LocalProcess machine;
    const QStringList warnings = tell(machine, wanting({QStringLiteral("/nowhere/notify")}));
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(warnings.front().contains(QLatin1String("/nowhere/notify")), qPrintable(warnings.front()));
}

void TestHooks::aHangingCommandIsAWarning()
{
    process::LocalProcess machine;
    QElapsedTimer timer;
    timer.start();
    const QStringList warnings
        = runHooks(JobContext().withTimeout(200ms), machine, wanting({QStringLiteral("sleep"), QStringLiteral("100")}), HookEvent::Failure, {});
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void TestHooks::everyNoticeHasItsBound()
{
    FakeMachine machine;
    QList<qint64> bounds;
    machine.answer = [&](const JobContext &context, const process::ProcessSpec &) {
        bounds.append(context.deadline().remainingTime());
        return Result<process::ProcessOutput>(fail(ErrorKind::Timeout, QStringLiteral("It took longer than allowed.")));
    };
    QCOMPARE(tell(machine, wanting({QStringLiteral("/bin/notify")}, secretUrl)).size(), 2);
    QCOMPARE(bounds.size(), 2);
    QVERIFY2(bounds.at(0) > 50'000 && bounds.at(0) <= 60'000, qPrintable(QString::number(bounds.at(0))));
    QVERIFY2(bounds.at(1) > 9'000 && bounds.at(1) <= 15'000, qPrintable(QString::number(bounds.at(1))));
}

void TestHooks::theAddressIsInNoArgument()
{
    FakeMachine machine;
    machine.answer = [](const JobContext &, const process::ProcessSpec &) { return Result<process::ProcessOutput>(process::ProcessOutput{}); };
    QCOMPARE(tell(machine, wanting({}, secretUrl)), QStringList());
    QCOMPARE(machine.runs.size(), 1);
    const process::ProcessSpec &spec = machine.runs.front();
    QCOMPARE(spec.program, QStringLiteral("curl"));
    // Everybody on the machine can read these.
    for (const QString &argument : spec.arguments)
        QVERIFY2(!argument.contains(QLatin1String("example")) && !argument.contains(QLatin1String("T0K3N")), qPrintable(argument));
    for (const QString &value : spec.environment)
        QVERIFY(!value.contains(QLatin1String("T0K3N")));
    QCOMPARE(spec.arguments.front(), QStringLiteral("-q"));
    QVERIFY(spec.input.contains(secretUrl.toUtf8()));
}

void TestHooks::theAddressIsInNoWarning()
{
    FakeMachine machine;
    machine.answer = [](const JobContext &, const process::ProcessSpec &) {
        return Result<process::ProcessOutput>(process::ProcessOutput{6, {}, "noise\ncurl: (6) Could not resolve " + secretUrl.toUtf8() + '\n'});
    };
    QStringList warnings = tell(machine, wanting({}, secretUrl));
    machine.answer = [](const JobContext &, const process::ProcessSpec &) {
        return Result<process::ProcessOutput>(fail(ErrorKind::Internal, QStringLiteral("no curl for ") + secretUrl));
    };
    warnings += tell(machine, wanting({}, secretUrl));
    warnings += tell(machine, wanting({}, QStringLiteral("gopher://hooks.example.org/T0K3N")));
    QCOMPARE(warnings.size(), 3);
    for (const QString &warning : std::as_const(warnings))
        QVERIFY2(!warning.contains(QLatin1String("T0K3N")) && !warning.contains(QLatin1String("hunter2")), qPrintable(warning));
}

void TestHooks::addressesThatAreNoneAreWarnedOf_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url :
         {"example.org", "file:///etc/passwd", "ftp://example.org/x", "http://", "https:///path", "javascript:alert(1)", "http://example.org/a b",
          "http://example.org/\nurl = \"file:///etc/passwd\"", "http://example.org/\t", " http://example.org", "-K/etc/passwd", "http//example.org"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestHooks::addressesThatAreNoneAreWarnedOf()
{
    QFETCH(QString, url);
    QD_VERIFY_ERROR(curlConfiguration(url, "{}"), ErrorKind::Invalid);
    FakeMachine machine;
    QCOMPARE(tell(machine, wanting({}, url)).size(), 1);
    QVERIFY(machine.runs.isEmpty());
}

void TestHooks::bothNoticesAreSentWhenOneFails()
{
    FakeMachine machine;
    machine.answer = [](const JobContext &, const process::ProcessSpec &spec) {
        return Result<process::ProcessOutput>(process::ProcessOutput{spec.program == QLatin1String("curl") ? 0 : 1, {}, "no"});
    };
    QCOMPARE(tell(machine, wanting({QStringLiteral("/bin/notify")}, secretUrl)).size(), 1);
    QCOMPARE(machine.runs.size(), 2);
}

void TestHooks::configurationIsReadByCurlAsMeant()
{
    QD_NEED_CURL();
    // curl itself says what it made of the address and of a body with everything that needs quoting.
    OneAnswer server("HTTP/1.1 204 No Content\r\n\r\n");
    const QByteArray body = "{\"a\":\"quote \\\" backslash \\\\ tab \\t line \\n umlaut \xc3\xa4 # = '\"}\r\n\t-x @file";
    const auto configuration = curlConfiguration(server.url() + QStringLiteral("&x='(1)';y=%7B1%7D#f"), body);
    QD_VERIFY(configuration);
    QProcess curl;
    curl.start(QStringLiteral("curl"), {QStringLiteral("-q"), QStringLiteral("--config"), QStringLiteral("-")});
    curl.write(*configuration);
    curl.closeWriteChannel();
    QVERIFY(curl.waitForFinished());
    QVERIFY2(curl.exitCode() == 0, curl.readAllStandardError().constData());
    const QByteArray request = server.request();
    QVERIFY2(request.startsWith("POST /hook/T0K3N?a=b%20c&x='(1)';y=%7B1%7D HTTP/"), request.constData());
    QVERIFY2(request.toLower().contains("content-type: application/json"), request.constData());
    QCOMPARE(server.body(), body);
}

void TestHooks::aRealPostArrives()
{
    QD_NEED_CURL();
    OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthank");
    process::LocalProcess machine;
    QCOMPARE(tell(machine, wanting({}, server.url())), QStringList());
    QCOMPARE(QJsonDocument::fromJson(server.body()).object(), hookMessage(HookEvent::Failure, someRun()));
}

void TestHooks::aLongMessageArrives()
{
    QD_NEED_CURL();
    OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    process::LocalProcess machine;
    RunRecord run = someRun();
    // What pg_dump said, a million characters of it: the notice matters most then.
    run.error = QStringLiteral("disk full: ") + QString(1'000'000, QLatin1Char('e'));
    const QStringList warnings = tell(machine, wanting({}, server.url()), run);
    QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(QLatin1Char('\n')).left(500)));
    const QJsonObject message = QJsonDocument::fromJson(server.body()).object();
    QVERIFY2(message.value(QLatin1String("error")).toString().startsWith(QLatin1String("disk full: eee")), server.body().left(300).constData());
    QCOMPARE(message.value(QLatin1String("set")).toString(), run.setId);
}

void TestHooks::aServerThatRefusesIsAWarning()
{
    QD_NEED_CURL();
    OneAnswer server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    process::LocalProcess machine;
    QStringList warnings = tell(machine, wanting({}, server.url()));
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(warnings.front().contains(QLatin1String("403")), qPrintable(warnings.front()));
    QVERIFY2(!warnings.front().contains(QLatin1String("T0K3N")), qPrintable(warnings.front()));
    // Nobody listens there.
    warnings = tell(machine, wanting({}, QStringLiteral("http://127.0.0.1:1/T0K3N")));
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(!warnings.front().contains(QLatin1String("T0K3N")), qPrintable(warnings.front()));
}

void TestHooks::aServerThatHangsIsAWarning()
{
    QD_NEED_CURL();
    OneAnswer server({});
    process::LocalProcess machine;
    const QStringList warnings = runHooks(JobContext().withTimeout(700ms), machine, wanting({}, server.url()), HookEvent::Failure, {});
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(!warnings.front().contains(QLatin1String("T0K3N")), qPrintable(warnings.front()));
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
