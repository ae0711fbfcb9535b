// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakebackups.h"

#include "gui/backups/backupreader.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;

class TestBackupReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingArrivesOnItsOwnThread();
    void olderRequestIsGivenUpAndDropped();
    void olderResultIsDroppedEvenWhenItCameThrough();
    void logOfTheNewestRequestArrives();
    void endsWhileItReads();
};

void TestBackupReader::readingArrivesOnItsOwnThread()
{
    test::FakeBackups backups;
    backups.setReading(test::sampleReading(QDateTime::currentDateTimeUtc()));
    BackupReader reader(backups);
    const QThread *seenOn = nullptr;
    BackupReading seen;
    connect(&reader, &BackupReader::done, this, [&](const BackupReading &reading) {
        seenOn = QThread::currentThread();
        seen = reading;
    });
    reader.read(QStringLiteral("acme-n8n"));
    QVERIFY(reader.isReading());
    QTRY_VERIFY(!reader.isReading());
    QVERIFY(seenOn == thread());
    QVERIFY(seen.sets.size() > 20);
}

void TestBackupReader::olderRequestIsGivenUpAndDropped()
{
    test::FakeBackups backups;
    backups.blockReading = true;
    BackupReader reader(backups);
    QStringList seen;
    connect(&reader, &BackupReader::done, this, [&](const BackupReading &reading) { seen.append(reading.stackId); });
    reader.read(QStringLiteral("alpha"));
    QTRY_COMPARE(backups.readings.load(), 1); // it is on its way
    reader.read(QStringLiteral("beta"));
    QTRY_COMPARE(backups.readings.load(), 2); // given up for the newer one
    reader.read(QStringLiteral("gamma"));
    backups.blockReading = false;
    QTRY_VERIFY(!reader.isReading());
    QCOMPARE(seen, QStringList({QStringLiteral("gamma")}));
}

void TestBackupReader::olderResultIsDroppedEvenWhenItCameThrough()
{
    test::FakeBackups backups;
    BackupReader reader(backups);
    QStringList seen;
    connect(&reader, &BackupReader::done, this, [&](const BackupReading &reading) { seen.append(reading.stackId); });
    reader.read(QStringLiteral("alpha"));
    QElapsedTimer clock;
    clock.start();
    // Without our event loop its result waits in the queue; it is there when the thread has gone on to the log.
    while (backups.readings < 1 && clock.elapsed() < 5000)
        QThread::msleep(1);
    reader.readLog(test::sampleSet(QStringLiteral("alpha"), 1, QDateTime::currentDateTimeUtc()));
    while (backups.logs < 1 && clock.elapsed() < 5000)
        QThread::msleep(1);
    QCOMPARE(backups.logs.load(), 1);
    reader.read(QStringLiteral("beta"));
    QTRY_VERIFY(!reader.isReading());
    QCOMPARE(seen, QStringList({QStringLiteral("beta")}));
}

void TestBackupReader::logOfTheNewestRequestArrives()
{
    test::FakeBackups backups;
    BackupReader reader(backups);
    QStringList seen;
    connect(&reader, &BackupReader::logDone, this, [&](const QString &id, const Result<QString> &log) {
        QVERIFY(log);
        seen.append(id);
    });
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const backup::BackupSet first = test::sampleSet(QStringLiteral("acme"), 1, now.addDays(-1));
    const backup::BackupSet second = test::sampleSet(QStringLiteral("acme"), 2, now);
    reader.readLog(first);
    reader.readLog(second);
    QTRY_VERIFY(!seen.isEmpty());
    QCOMPARE(seen, QStringList({second.id}));
    reader.readLog(first);
    reader.read(QStringLiteral("acme")); // the other kind does not push it aside
    QTRY_COMPARE(seen.size(), 2);
    QTRY_VERIFY(!reader.isReading());
}

void TestBackupReader::endsWhileItReads()
{
    test::FakeBackups backups;
    backups.blockReading = true;
    auto reader = std::make_unique<BackupReader>(backups);
    reader->read(QStringLiteral("acme"));
    QTRY_COMPARE(backups.readings.load(), 1);
    QElapsedTimer clock;
    clock.start();
    reader.reset();
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_MAIN(TestBackupReader)
#include "tst_backupreader.moc"
