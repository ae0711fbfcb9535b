// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeworkers.h"
#include "samples.h"

#include "gui/workers/workerreader.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::gui;

namespace {

workers::ScaleRequest scaleTo(int target)
{
    workers::ScaleRequest request;
    request.target = target;
    return request;
}

} // namespace

class TestWorkerReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingArrivesOnItsOwnThread();
    void olderRequestIsGivenUpAndDropped();
    void previewOfTheNewestTargetArrives();
    void droppedPreviewIsNotTold();
    void endsWhileItReads();
};

void TestWorkerReader::readingArrivesOnItsOwnThread()
{
    test::FakeWorkers workers;
    WorkerReader reader(workers);
    const QThread *seenOn = nullptr;
    qsizetype rows = -1;
    connect(&reader, &WorkerReader::done, this, [&](const WorkerReading &reading) {
        seenOn = QThread::currentThread();
        QVERIFY(reading.situation);
        rows = reading.situation->workers.size();
    });
    reader.read(test::sampleStack());
    QVERIFY(reader.isReading());
    QTRY_VERIFY(!reader.isReading());
    QVERIFY(seenOn == thread());
    QCOMPARE(rows, 5);
}

void TestWorkerReader::olderRequestIsGivenUpAndDropped()
{
    test::FakeWorkers workers;
    workers.blockReading = true;
    WorkerReader reader(workers);
    QStringList seen;
    connect(&reader, &WorkerReader::done, this, [&](const WorkerReading &reading) { seen.append(reading.stackId); });
    reader.read(test::sampleStack(5, QStringLiteral("alpha")));
    QTRY_COMPARE(workers.readings.load(), 1); // it is on its way
    reader.read(test::sampleStack(5, QStringLiteral("beta")));
    QTRY_COMPARE(workers.readings.load(), 2); // given up for the newer one
    reader.read(test::sampleStack(5, QStringLiteral("gamma")));
    workers.blockReading = false;
    QTRY_VERIFY(!reader.isReading());
    QCOMPARE(seen, QStringList({QStringLiteral("gamma")}));
}

void TestWorkerReader::previewOfTheNewestTargetArrives()
{
    test::FakeWorkers workers;
    WorkerReader reader(workers);
    QList<int> seen;
    connect(&reader, &WorkerReader::previewDone, this, [&](const ScaleAnswer &answer) {
        QVERIFY(answer.preview);
        QCOMPARE(answer.preview->to, answer.target);
        seen.append(answer.target);
    });
    reader.preview(test::sampleStack(), scaleTo(6));
    reader.preview(test::sampleStack(), scaleTo(7));
    QTRY_VERIFY(!seen.isEmpty());
    QCOMPARE(seen, QList<int>({7}));
    reader.preview(test::sampleStack(), scaleTo(8));
    reader.read(test::sampleStack()); // the other kind does not push it aside
    QTRY_COMPARE(seen.size(), 2);
    QTRY_VERIFY(!reader.isReading());
}

void TestWorkerReader::droppedPreviewIsNotTold()
{
    test::FakeWorkers workers;
    WorkerReader reader(workers);
    int seen = 0;
    connect(&reader, &WorkerReader::previewDone, this, [&](const ScaleAnswer &) { ++seen; });
    reader.preview(test::sampleStack(), scaleTo(6));
    reader.dropPreview();
    reader.read(test::sampleStack()); // answered behind it
    QTRY_VERIFY(!reader.isReading());
    QCOMPARE(seen, 0);
}

void TestWorkerReader::endsWhileItReads()
{
    test::FakeWorkers workers;
    workers.blockReading = true;
    auto reader = std::make_unique<WorkerReader>(workers);
    reader->read(test::sampleStack());
    QTRY_COMPARE(workers.readings.load(), 1);
    QElapsedTimer clock;
    clock.start();
    reader.reset();
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_MAIN(TestWorkerReader)
#include "tst_workerreader.moc"
