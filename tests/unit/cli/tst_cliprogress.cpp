// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/consolesink.h"
#include "cli/timeleft.h"
#include "foundation/atomicfile.h"
#include "foundation/filedescriptor.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h> // NOLINT: posix_openpt
#include <unistd.h>

using namespace quarterdeck;
using namespace quarterdeck::cli;
using namespace std::chrono_literals;

class TestCliProgress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingInTheFirstSeconds();
    void foretellsFromTheLastTenSeconds();
    void beginsAnewWhenLessIsDone();
    void standstillForetellsNothing();
    void manySamplesStayFew();
    void progressIsLinesWithoutATerminal();
    void shortStepsAreTwoLines();
    void aTerminalShowsOneLiveLine();
};

void TestCliProgress::saysNothingInTheFirstSeconds()
{
    TimeLeft left;
    QVERIFY(!left.rate() && !left.until(100));
    left.add(0ms, 0);
    left.add(1999ms, 50);
    QVERIFY(!left.rate());
    left.add(2000ms, 50);
    QCOMPARE(*left.rate(), 25.0);
    QCOMPARE(*left.until(100), 2000ms);
    QVERIFY(!left.until(-1));
    QCOMPARE(*left.until(10), 0ms); // more than was foretold
}

void TestCliProgress::foretellsFromTheLastTenSeconds()
{
    TimeLeft left;
    // 100 a second for 20 s, then 10 a second.
    qint64 done = 0;
    for (int second = 0; second <= 60; ++second) {
        left.add(std::chrono::seconds(second), done);
        done += second < 20 ? 100 : 10;
    }
    QCOMPARE(*left.rate(), 10.0);
    QCOMPARE(*left.until(done - 10 + 1000), 100000ms);
}

void TestCliProgress::beginsAnewWhenLessIsDone()
{
    TimeLeft left;
    left.add(0ms, 0);
    left.add(5000ms, 5000);
    QVERIFY(left.rate());
    left.add(6000ms, 10); // the next file
    QVERIFY(!left.rate());
    left.add(8000ms, 2010);
    QCOMPARE(*left.rate(), 1000.0);
}

void TestCliProgress::standstillForetellsNothing()
{
    TimeLeft left;
    for (int second = 0; second < 30; ++second)
        left.add(std::chrono::seconds(second), 7);
    QVERIFY(!left.rate());
    QVERIFY(!left.until(100));
    // A pace of years is none either.
    left.add(30s, 8);
    QVERIFY(left.rate());
    QVERIFY(!left.until(1LL << 50));
}

void TestCliProgress::manySamplesStayFew()
{
    TimeLeft left;
    for (int ms = 0; ms <= 20000; ++ms)
        left.add(std::chrono::milliseconds(ms), ms * 3);
    QVERIFY2(std::abs(*left.rate() - 3000.0) < 1.0, qPrintable(QString::number(*left.rate())));
    QCOMPARE(*left.until(60000 + 30000), 10000ms);
}

namespace {

/// What a sink without a terminal prints.
QString printed(std::chrono::milliseconds lineEvery, const std::function<void(ConsoleSink &)> &work)
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("err"));
    FILE *file = std::fopen(path.toUtf8().constData(), "w");
    {
        const Terminal terminal(0, file, file);
        ConsoleSink sink(terminal, lineEvery);
        work(sink);
    }
    std::fclose(file);
    return QString::fromUtf8(readWholeFile(path).value_or(QByteArray()));
}

} // namespace

void TestCliProgress::progressIsLinesWithoutATerminal()
{
    const QString text = printed(0ms, [](ConsoleSink &sink) {
        sink.stepStarted(QStringLiteral("postgres"), QStringLiteral("Dump the database"));
        sink.stepProgress({QStringLiteral("postgres"), 52'428'800, 104'857'600, Progress::Unit::Bytes});
        sink.stepProgress({QStringLiteral("postgres"), 3, 4, Progress::Unit::Items});
        sink.stepFinished(QStringLiteral("postgres"), {});
    });
    const QStringList lines = text.split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.at(0), QStringLiteral("Dump the database"));
    QCOMPARE(lines.at(1), QStringLiteral("  50/100 MiB  50 %"));
    QCOMPARE(lines.at(2), QStringLiteral("  3 of 4  75 %"));
    QVERIFY(lines.at(3).startsWith(QLatin1String("  done, ")));
    QVERIFY(!text.contains(QLatin1Char('\x1b')) && !text.contains(QLatin1Char('\r')));
}

void TestCliProgress::shortStepsAreTwoLines()
{
    const QString text = printed(30s, [](ConsoleSink &sink) {
        sink.stepStarted(QStringLiteral("a"), QStringLiteral("A step"));
        for (int i = 0; i < 1000; ++i)
            sink.stepProgress({QStringLiteral("a"), i, 1000, Progress::Unit::Bytes});
        sink.stepFinished(QStringLiteral("a"), {});
    });
    QCOMPARE(text.count(QLatin1Char('\n')), 2);
}

void TestCliProgress::aTerminalShowsOneLiveLine()
{
    const FileDescriptor person(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    QVERIFY(person.isValid() && ::grantpt(person.get()) == 0 && ::unlockpt(person.get()) == 0);
    FILE *file = std::fopen(::ptsname(person.get()), "r+");
    QVERIFY(file != nullptr);
    QByteArray seen;
    {
        const Terminal terminal(0, file, file);
        ConsoleSink sink(terminal);
        sink.stepStarted(QStringLiteral("a"), QStringLiteral("A step"));
        sink.stepProgress({QStringLiteral("a"), 52'428'800, 104'857'600, Progress::Unit::Bytes});
        sink.stepProgress({QStringLiteral("a"), 52'428'801, 104'857'600, Progress::Unit::Bytes}); // too soon after the first
        sink.logLine(QStringLiteral("Something was found."));
        sink.stepFinished(QStringLiteral("a"), {});
        for (pollfd ready = {person.get(), POLLIN, 0}; ::poll(&ready, 1, 0) == 1;) {
            QByteArray piece(4096, Qt::Uninitialized);
            seen += piece.first(std::max<ssize_t>(0, ::read(person.get(), piece.data(), 4096)));
        }
    }
    std::fclose(file);
    // The live line is wiped before the next one that stays.
    QVERIFY2(seen.startsWith("A step\r\n  50/100 MiB  50 %\r\x1b[K  Something was found.\r\n  done, "), seen.toPercentEncoding(" %/,.").constData());
}

QTEST_GUILESS_MAIN(TestCliProgress)
#include "tst_cliprogress.moc"
