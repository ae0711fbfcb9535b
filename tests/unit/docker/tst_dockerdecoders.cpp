// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/framedecoder.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonstream.h"
#include "recorded.h"
#include "support/resultcheck.h"

#include <QtEndian>
#include <QtTest>

using namespace quarterdeck;
using namespace quarterdeck::docker;
using quarterdeck::test::allCuts;
using quarterdeck::test::recordedBody;

class TestDockerDecoders final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesAreTheSameHoweverTheyAreCut_data();
    void framesAreTheSameHoweverTheyAreCut();
    void hugeFrameIsRefusedBeforeItCosts();
    void frameOfTheLargestSizeIsTaken();
    void noFramesAreRefused_data();
    void noFramesAreRefused();
    void outputThatBreaksOffIsAnError();
    void errorOfTheEngineIsTold();
    void errorOfTheSinkStopsTheFrames();
    void objectsAreTheSameHoweverTheyAreCut_data();
    void objectsAreTheSameHoweverTheyAreCut();
    void recordedEventsAreUnderstood();
    void noObjectsAreRefused_data();
    void noObjectsAreRefused();
    void longObjectsAreCutOff();
    void errorOfTheSinkStopsTheObjects();
};

namespace {

QByteArray frame(char type, const QByteArray &bytes)
{
    QByteArray whole(8, '\0');
    whole[0] = type;
    qToBigEndian(static_cast<quint32>(bytes.size()), whole.data() + 4);
    whole += bytes;
    return whole;
}

} // namespace

void TestDockerDecoders::framesAreTheSameHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::newRow("recorded log") << recordedBody("logs") << QByteArray("out\nno newline") << QByteArray("err\n");
    QTest::newRow("recorded exec") << recordedBody("exec") << QByteArray("hello\ndone\n") << QByteArray("err\n");
    QTest::newRow("empty frames") << QByteArray(frame(1, {}) + frame(2, {}) + frame(1, "a") + frame(0, "b") + frame(2, "c")) << QByteArray("ab")
                                  << QByteArray("c");
    QTest::newRow("output that looks like a header") << QByteArray(frame(1, frame(2, "x")) + frame(2, "y")) << frame(2, "x") << QByteArray("y");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void TestDockerDecoders::framesAreTheSameHoweverTheyAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, out);
    QFETCH(QByteArray, err);
    for (const QList<QByteArray> &pieces : allCuts(bytes)) {
        QByteArray seenOut;
        QByteArray seenErr;
        FrameDecoder decoder([&](OutputStream stream, QByteArrayView piece) -> Result<void> {
            (stream == OutputStream::Stderr ? seenErr : seenOut).append(piece);
            return {};
        });
        for (const QByteArray &piece : pieces)
            QD_VERIFY(decoder.feed(piece));
        QD_VERIFY(decoder.finish());
        QCOMPARE(seenOut, out);
        QCOMPARE(seenErr, err);
    }
}

void TestDockerDecoders::hugeFrameIsRefusedBeforeItCosts()
{
    FrameDecoder decoder([](OutputStream, QByteArrayView) -> Result<void> { return fail(ErrorKind::Internal, QStringLiteral("nothing may come")); });
    const auto outcome = decoder.feed(QByteArray::fromHex("01000000ffffffff616263"));
    QD_VERIFY_ERROR(outcome, ErrorKind::Invalid);
    QVERIFY2(outcome.error().detail.contains(QLatin1String("4294967295")), qPrintable(outcome.error().detail));
    QD_VERIFY_ERROR(decoder.feed(frame(1, "fine")), ErrorKind::Invalid);
    QD_VERIFY_ERROR(decoder.finish(), ErrorKind::Invalid);
}

void TestDockerDecoders::frameOfTheLargestSizeIsTaken()
{
    qsizetype seen = 0;
    const auto sink = [&seen](OutputStream, QByteArrayView bytes) -> Result<void> {
        seen += bytes.size();
        return {};
    };
    FrameDecoder exact(sink, 1000);
    QD_VERIFY(exact.feed(frame(1, QByteArray(1000, 'x'))));
    QD_VERIFY(exact.finish());
    QCOMPARE(seen, 1000);
    FrameDecoder over(sink, 999);
    QD_VERIFY_ERROR(over.feed(frame(1, QByteArray(1000, 'x'))), ErrorKind::Invalid);
}

void TestDockerDecoders::noFramesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text of a terminal") << QByteArray("hello world\r\n");
    QTest::newRow("type 4") << QByteArray::fromHex("0400000000000000");
    QTest::newRow("padding 1") << QByteArray::fromHex("0101000000000000");
    QTest::newRow("padding 2") << QByteArray::fromHex("0100010000000000");
    QTest::newRow("padding 3") << QByteArray::fromHex("0100000100000000");
}

void TestDockerDecoders::noFramesAreRefused()
{
    QFETCH(QByteArray, bytes);
    FrameDecoder decoder([](OutputStream, QByteArrayView) -> Result<void> { return {}; });
    QD_VERIFY_ERROR(decoder.feed(bytes), ErrorKind::Invalid);
}

void TestDockerDecoders::outputThatBreaksOffIsAnError()
{
    const QByteArray whole = frame(1, "abc");
    for (qsizetype size = 1; size < whole.size(); ++size) {
        FrameDecoder decoder([](OutputStream, QByteArrayView) -> Result<void> { return {}; });
        QD_VERIFY(decoder.feed(whole.left(size)));
        QD_VERIFY_ERROR(decoder.finish(), ErrorKind::Unreachable);
    }
}

void TestDockerDecoders::errorOfTheEngineIsTold()
{
    QByteArray seen;
    FrameDecoder decoder([&seen](OutputStream, QByteArrayView bytes) -> Result<void> {
        seen.append(bytes);
        return {};
    });
    QD_VERIFY(decoder.feed(QByteArray(frame(1, "out") + frame(3, "log file is ") + frame(3, "damaged"))));
    const auto outcome = decoder.finish();
    QD_VERIFY_ERROR(outcome, ErrorKind::Internal);
    QCOMPARE(outcome.error().detail, QStringLiteral("log file is damaged"));
    QCOMPARE(seen, QByteArray("out"));
}

void TestDockerDecoders::errorOfTheSinkStopsTheFrames()
{
    int calls = 0;
    FrameDecoder decoder([&calls](OutputStream, QByteArrayView) -> Result<void> {
        ++calls;
        return fail(ErrorKind::NoSpace, QStringLiteral("full"));
    });
    QD_VERIFY_ERROR(decoder.feed(QByteArray(frame(1, "a") + frame(1, "b"))), ErrorKind::NoSpace);
    QD_VERIFY_ERROR(decoder.feed(frame(1, "c")), ErrorKind::NoSpace);
    QCOMPARE(calls, 1);
}

void TestDockerDecoders::objectsAreTheSameHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("objects");
    const QByteArray tricky = R"({"a":"}{\"","b":{"c":"\\"},"d":[{}, "{"]})";
    QTest::newRow("newlines") << QByteArray("{\"a\":1}\n{\"b\":2}\r\n\n{}\n") << QList<QByteArray>{"{\"a\":1}", "{\"b\":2}", "{}"};
    QTest::newRow("one after the other") << QByteArray("{\"a\":1}{\"b\":{}}{}") << QList<QByteArray>{"{\"a\":1}", "{\"b\":{}}", "{}"};
    QTest::newRow("braces and quotes within strings") << QByteArray(tricky + tricky + "\n" + tricky) << QList<QByteArray>{tricky, tricky, tricky};
    QTest::newRow("nothing") << QByteArray(" \n\t\r ") << QList<QByteArray>{};
}

void TestDockerDecoders::objectsAreTheSameHoweverTheyAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, objects);
    for (const QList<QByteArray> &pieces : allCuts(bytes)) {
        QList<QByteArray> seen;
        JsonStream stream([&seen](const QByteArray &object) -> Result<void> {
            seen.append(object);
            return {};
        });
        for (const QByteArray &piece : pieces)
            QD_VERIFY(stream.feed(piece));
        QCOMPARE(seen, objects);
        QVERIFY(!stream.isWithinObject());
    }
}

void TestDockerDecoders::recordedEventsAreUnderstood()
{
    for (const QList<QByteArray> &pieces : allCuts(recordedBody("events"))) {
        QList<Event> events;
        JsonStream stream([&events](const QByteArray &object) -> Result<void> {
            QD_TRY(const Event event, parseEvent(object));
            events.append(event);
            return {};
        });
        for (const QByteArray &piece : pieces)
            QD_VERIFY(stream.feed(piece));
        QCOMPARE(events.size(), 4);
        QCOMPARE(events[0].action, QStringLiteral("create"));
        QCOMPARE(events[1].action, QStringLiteral("start"));
        QCOMPARE(events[2].action, QStringLiteral("die"));
        QCOMPARE(events[3].action, QStringLiteral("destroy"));
        QCOMPARE(events[2].attributes.value(QStringLiteral("exitCode")), QStringLiteral("3"));
        QCOMPARE(events[2].attributes.value(QStringLiteral("name")), QStringLiteral("qd-record-1"));
        QCOMPARE(events[0].type, QStringLiteral("container"));
        QCOMPARE(events[0].containerId.size(), 64);
        // All 63 bits of it: a double would have rounded it.
        QCOMPARE(events[0].timeNano, 1795441397777914234LL);
    }
}

void TestDockerDecoders::noObjectsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("array") << QByteArray("[{}]");
    QTest::newRow("text") << QByteArray("error\n");
    QTest::newRow("after an object") << QByteArray("{}x{}");
    QTest::newRow("closed too often") << QByteArray("{}}");
    QTest::newRow("null byte") << QByteArray("{}\0", 3);
}

void TestDockerDecoders::noObjectsAreRefused()
{
    QFETCH(QByteArray, bytes);
    JsonStream stream([](const QByteArray &) -> Result<void> { return {}; });
    QD_VERIFY_ERROR(stream.feed(bytes), ErrorKind::Invalid);
    QD_VERIFY_ERROR(stream.feed("{}"), ErrorKind::Invalid);
}

void TestDockerDecoders::longObjectsAreCutOff()
{
    int seen = 0;
    const auto sink = [&seen](const QByteArray &) -> Result<void> {
        ++seen;
        return {};
    };
    JsonStream exact(sink, 10);
    QD_VERIFY(exact.feed("{\"a\":1234}{\"b\":1234}"));
    QCOMPARE(seen, 2);
    JsonStream inOne(sink, 9);
    QD_VERIFY_ERROR(inOne.feed("{\"a\":1234}"), ErrorKind::Invalid);
    JsonStream inPieces(sink, 100);
    Result<void> outcome = inPieces.feed("{\"");
    int fed = 0;
    for (; outcome && fed < 1000; ++fed)
        outcome = inPieces.feed("x");
    QD_VERIFY_ERROR(outcome, ErrorKind::Invalid);
    QCOMPARE(fed, 99);
}

void TestDockerDecoders::errorOfTheSinkStopsTheObjects()
{
    int calls = 0;
    JsonStream stream([&calls](const QByteArray &) -> Result<void> {
        ++calls;
        return fail(ErrorKind::Conflict, QStringLiteral("enough"));
    });
    QD_VERIFY_ERROR(stream.feed("{}{}"), ErrorKind::Conflict);
    QD_VERIFY_ERROR(stream.feed("{}"), ErrorKind::Conflict);
    QCOMPARE(calls, 1);
}

QTEST_APPLESS_MAIN(TestDockerDecoders)
#include "tst_dockerdecoders.moc"
