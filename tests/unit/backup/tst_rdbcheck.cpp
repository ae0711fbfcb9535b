// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/rdbcheck.h"
#include "support/resultcheck.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace quarterdeck;
using namespace quarterdeck::backup;

class TestRdbCheck final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void crcIsTheOneOfRedis();
    void crcInPiecesIsTheCrcOfTheWhole();
    void aFileOfRedisIsWhole();
    void anyPiecesGiveTheSameAnswer();
    void everyTruncationIsNoticed();
    void everySingleBitIsNoticed();
    void bytesBehindTheEndAreNoticed();
    void withoutAChecksumItSaysSo();
    void versionsBeforeChecksums();
    void whatIsNoRdbIsRefused_data();
    void whatIsNoRdbIsRefused();
    void filesAreReadFromDisk();
};

namespace {

// Written by redis-server 7.0.15: MSET bull:jobs:id 42 a b, ZADD bull:jobs:delayed,
// LPUSH bull:jobs:wait, in database 3 a key that expires; SAVE; xxd -p.
const QByteArray redisFile
    = QByteArray::fromHex("524544495330303130fa0972656469732d76657206372e302e3135fa0a72656469732d62697473c040fa056374696d65c25b70046bfa08757365642d"
                          "6d656dc248d80f00fa08616f662d62617365c000fe00fb0400120e62756c6c3a6a6f62733a7761697401020d0d0000000300030102010101ff000c62"
                          "756c6c3a6a6f62733a6964c02a111162756c6c3a6a6f62733a64656c617965640f0f00000004000701010108010201ff0001610162fe03fb0101fc6d"
                          "c64c0fa201000000086e386e3a6c6f636b0178ff207e0bdf92932e8b");

Result<RdbFigure> check(const QByteArray &bytes)
{
    RdbCheck rdb;
    rdb.feed(bytes);
    return rdb.finish();
}

} // namespace

void TestRdbCheck::crcIsTheOneOfRedis()
{
    // The check value in Redis' src/crc64.c.
    QCOMPARE(crc64Jones(0, "123456789"), 0xe9c6d914c4b8d9caULL);
    QCOMPARE(crc64Jones(0, {}), 0ULL);
}

void TestRdbCheck::crcInPiecesIsTheCrcOfTheWhole()
{
    for (qsizetype cut = 0; cut <= redisFile.size(); ++cut)
        QCOMPARE(crc64Jones(crc64Jones(0, redisFile.left(cut)), redisFile.mid(cut)), crc64Jones(0, redisFile));
}

void TestRdbCheck::aFileOfRedisIsWhole()
{
    const auto figure = check(redisFile);
    QD_VERIFY(figure);
    QCOMPARE(figure->version, 10);
    QCOMPARE(figure->size, redisFile.size());
    QVERIFY(figure->checksummed);
}

void TestRdbCheck::anyPiecesGiveTheSameAnswer()
{
    for (qsizetype size = 1; size <= 40; ++size) {
        RdbCheck rdb;
        for (qsizetype at = 0; at < redisFile.size(); at += size)
            rdb.feed(QByteArrayView(redisFile).sliced(at).first(std::min(size, redisFile.size() - at)));
        QD_VERIFY(rdb.finish());
    }
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        RdbCheck rdb;
        for (qsizetype at = 0; at < redisFile.size();) {
            const auto size = std::min<qsizetype>(random.bounded(20), redisFile.size() - at);
            rdb.feed(QByteArrayView(redisFile).sliced(at).first(size));
            at += size;
        }
        rdb.feed({});
        QD_VERIFY(rdb.finish());
    }
}

void TestRdbCheck::everyTruncationIsNoticed()
{
    for (qsizetype size = 0; size < redisFile.size(); ++size) {
        const auto figure = check(redisFile.left(size));
        QVERIFY2(!figure, qPrintable(QString::number(size)));
        QCOMPARE(figure.error().kind, ErrorKind::Corrupt);
    }
}

void TestRdbCheck::everySingleBitIsNoticed()
{
    for (qsizetype i = 0; i < redisFile.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = redisFile;
            bad[i] = static_cast<char>(bad.at(i) ^ (1 << bit));
            QVERIFY2(!check(bad), qPrintable(QStringLiteral("byte %1 bit %2").arg(i).arg(bit)));
        }
    }
}

void TestRdbCheck::bytesBehindTheEndAreNoticed()
{
    QD_VERIFY_ERROR(check(redisFile + '\0'), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(check(redisFile + QByteArray(9, '\xff')), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(check('\n' + redisFile), ErrorKind::Corrupt);
}

void TestRdbCheck::withoutAChecksumItSaysSo()
{
    // "rdbchecksum no" writes eight zeros.
    const QByteArray unchecked = redisFile.chopped(8) + QByteArray(8, '\0');
    const auto figure = check(unchecked);
    QD_VERIFY(figure);
    QVERIFY(!figure->checksummed);
    for (qsizetype size = 0; size < unchecked.size(); ++size)
        QVERIFY2(!check(unchecked.left(size)), qPrintable(QString::number(size)));
}

void TestRdbCheck::versionsBeforeChecksums()
{
    const QByteArray old = QByteArray("REDIS0003\xfe") + '\0' + QByteArray("\x00\x01k\x01v\xff", 6);
    const auto figure = check(old);
    QD_VERIFY(figure);
    QCOMPARE(figure->version, 3);
    QVERIFY(!figure->checksummed);
    for (qsizetype size = 0; size < old.size(); ++size)
        QVERIFY2(!check(old.left(size)), qPrintable(QString::number(size)));
}

void TestRdbCheck::whatIsNoRdbIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("another magic") << QByteArray("RADIS0010") + redisFile.mid(9);
    QTest::newRow("no version") << QByteArray("REDIS00a0") + redisFile.mid(9);
    QTest::newRow("version 0") << QByteArray("REDIS0000\xff") + QByteArray(8, '\0');
    QTest::newRow("header and checksum alone") << QByteArray("REDIS0010") + QByteArray(8, '\0');
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08", 3) + QByteArray(100, 'x');
}

void TestRdbCheck::whatIsNoRdbIsRefused()
{
    QFETCH(QByteArray, bytes);
    QD_VERIFY_ERROR(check(bytes), ErrorKind::Corrupt);
}

void TestRdbCheck::filesAreReadFromDisk()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("dump.rdb")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    // Larger than one read, its end across two of them.
    QByteArray large = redisFile.chopped(9) + QByteArray(256 * 1024 - redisFile.size() + 5, 'x') + '\xff';
    quint64 crc = crc64Jones(0, large);
    for (int i = 0; i < 8; ++i, crc >>= 8)
        large.append(static_cast<char>(crc & 0xff));
    QCOMPARE(large.size(), 256 * 1024 + 5);
    file.write(large);
    file.close();
    const auto figure = checkRdbFile(JobContext(), file.fileName());
    QD_VERIFY(figure);
    QCOMPARE(figure->size, large.size());
    QVERIFY(figure->checksummed);
    QVERIFY(file.resize(large.size() - 1));
    QD_VERIFY_ERROR(checkRdbFile(JobContext(), file.fileName()), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(checkRdbFile(JobContext(), folder.filePath(QStringLiteral("none"))), ErrorKind::NotFound);
    QVERIFY(!checkRdbFile(JobContext(), folder.path()));
    std::stop_source stop;
    stop.request_stop();
    QD_VERIFY_ERROR(checkRdbFile(JobContext(stop.get_token()), file.fileName()), ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestRdbCheck)
#include "tst_rdbcheck.moc"
