// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/roomwatch.h"

#include "support/fakedocker.h"
#include "support/resultcheck.h"

#include <QElapsedTimer>
#include <QtTest>

#include <atomic>

using namespace quarterdeck;
using namespace quarterdeck::test;
using namespace std::chrono_literals;

namespace {

constexpr qint64 plenty = 8 * restore::roomToKeep;

/// What df -P prints of a file system with so much free.
QByteArray dfOf(qint64 free)
{
    return "Filesystem     1024-blocks  Used Available Capacity Mounted on\n/dev/sdd 1055762868 9000000 " + QByteArray::number(free / 1024)
        + "  1% /var/lib/postgresql/data\n";
}

/// A server's disk, read by every line that the program is given, in pieces.
class Disk final
{
public:
    explicit Disk(FakeDocker &docker)
    {
        docker.program = [this](const JobContext &, const docker::ExecSpec &spec, const docker::OutputSink &sink) -> Result<int> {
            while (true) {
                QD_TRY(const QByteArray line, spec.input(65536));
                if (line.isEmpty())
                    return 0;
                ++readings;
                const QByteArray said = (knowsDf ? dfOf(free) + (walFree >= 0 ? dfOf(walFree) : QByteArray()) : QByteArray()) + ".\n";
                for (const char &byte : said)
                    QD_CHECK(sink(docker::OutputStream::Stdout, QByteArrayView(&byte, 1)));
            }
        };
    }

    std::atomic<qint64> free = plenty;
    std::atomic<qint64> walFree = -1; ///< of another disk, -1 = it is on the same
    std::atomic<int> readings = 0;
    bool knowsDf = true;
};

} // namespace

class TestRoomWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLesserOfTwoDisksCounts();
    void whatNobodyTellsIsNotKnown();
    void workWithRoomEndsAsItDoes();
    void workIsEndedBeforeTheDiskIsFull();
    void itLooksOnceMoreWhenTheWorkIsDone();
    void whoCancelsIsToldSo();
    void whereNobodyTellsNobodyIsInTheWay();
    void anEngineThatHangsIsNotWaitedFor();
};

void TestRoomWatch::theLesserOfTwoDisksCounts()
{
    FakeDocker docker;
    Disk disk(docker);
    QCOMPARE(restore::roomOfServer(JobContext(), docker, QStringLiteral("pg")).value_or(-2), plenty);
    disk.walFree = 4096;
    QCOMPARE(restore::roomOfServer(JobContext(), docker, QStringLiteral("pg")).value_or(-2), qint64(4096));
}

void TestRoomWatch::whatNobodyTellsIsNotKnown()
{
    FakeDocker docker;
    Disk disk(docker);
    disk.knowsDf = false;
    QCOMPARE(restore::roomOfServer(JobContext(), docker, QStringLiteral("pg")).value_or(-2), qint64(-1));
}

void TestRoomWatch::workWithRoomEndsAsItDoes()
{
    FakeDocker docker;
    Disk disk(docker);
    disk.free = restore::roomToKeep;
    QD_VERIFY(restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [](const JobContext &inner) { return inner.sleep(450ms); }));
    QVERIFY2(disk.readings >= 2, qPrintable(QString::number(disk.readings)));
    const Result<void> failed = restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [](const JobContext &) -> Result<void> {
        return fail(ErrorKind::Corrupt, QStringLiteral("The dump is damaged."));
    });
    QD_VERIFY_ERROR(failed, ErrorKind::Corrupt);
}

void TestRoomWatch::workIsEndedBeforeTheDiskIsFull()
{
    FakeDocker docker;
    Disk disk(docker);
    QElapsedTimer timer;
    const Result<void> done = restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [&](const JobContext &inner) -> Result<void> {
        QD_CHECK(inner.sleep(100ms));
        disk.free = restore::roomToKeep - 1024;
        timer.start();
        return inner.sleep(60s);
    });
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QD_VERIFY_ERROR(done, ErrorKind::NoSpace);
    QVERIFY(!done.error().hint.isEmpty());
}

void TestRoomWatch::itLooksOnceMoreWhenTheWorkIsDone()
{
    FakeDocker docker;
    Disk disk(docker);
    const Result<void> done = restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [&](const JobContext &) -> Result<void> {
        disk.free = 0;
        return {};
    });
    QD_VERIFY_ERROR(done, ErrorKind::NoSpace);
}

void TestRoomWatch::whoCancelsIsToldSo()
{
    FakeDocker docker;
    Disk disk(docker);
    std::stop_source person;
    const Result<void> done
        = restore::keepingRoom(JobContext(person.get_token()), docker, QStringLiteral("pg"), [&](const JobContext &inner) -> Result<void> {
              person.request_stop();
              disk.free = 0;
              return inner.sleep(60s);
          });
    QD_VERIFY_ERROR(done, ErrorKind::Cancelled);
}

void TestRoomWatch::whereNobodyTellsNobodyIsInTheWay()
{
    FakeDocker docker; // whose exec fails
    QD_VERIFY(restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [](const JobContext &inner) { return inner.sleep(100ms); }));
    Disk disk(docker);
    disk.knowsDf = false;
    disk.free = 0;
    QD_VERIFY(restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [](const JobContext &inner) { return inner.sleep(300ms); }));
    QVERIFY(disk.readings >= 1);
}

void TestRoomWatch::anEngineThatHangsIsNotWaitedFor()
{
    FakeDocker docker;
    docker.program = [](const JobContext &context, const docker::ExecSpec &, const docker::OutputSink &) -> Result<int> {
        QD_CHECK(context.sleep(60s));
        return 0;
    };
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY(restore::keepingRoom(JobContext(), docker, QStringLiteral("pg"), [](const JobContext &) { return Result<void>(); }));
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestRoomWatch)
#include "tst_roomwatch.moc"
