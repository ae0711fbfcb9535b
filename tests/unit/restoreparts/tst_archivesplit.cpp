// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/archivehead.h"
#include "backup/restore/archivesplit.h"
#include "support/resultcheck.h"

#include <QRandomGenerator>
#include <QtTest>

#include <array>

using namespace quarterdeck;
using namespace quarterdeck::restore;

namespace {

constexpr int intSize = 4;

QByteArray number(qint64 value)
{
    return archiveNumber(value, intSize);
}

QByteArray text(const char *value)
{
    return value == nullptr ? number(-1) : number(static_cast<qint64>(qstrlen(value))) + value;
}

struct Entry
{
    const char *kind = "TABLE DATA";
    bool hasData = true;
    const char *copy = "COPY public.t (a) FROM stdin;\n";
};

/// As pg_dump writes it.
QByteArray head(int minor, const QList<Entry> &entries, bool compressed = false)
{
    QByteArray bytes("PGDMP");
    bytes += '\1';
    bytes += static_cast<char>(minor);
    bytes += '\0';
    bytes += static_cast<char>(intSize);
    bytes += '\10'; // bytes of an offset
    bytes += '\1'; // custom
    bytes += minor >= 15 ? QByteArray(1, compressed ? '\1' : '\0') : number(compressed ? -1 : 0);
    for (int i = 0; i < 7; ++i)
        bytes += number(i);
    bytes += text("n8n") + text("15.20 (Debian)") + text("15.20");
    bytes += number(entries.size());
    int id = 200;
    for (const Entry &entry : entries) {
        bytes += number(id++) + number(entry.hasData ? 1 : 0) + text("0") + text("16400") + text("t") + text(entry.kind) + number(3) + text("")
            + text("") + text(entry.copy) + text("public") + text("") + text(nullptr);
        if (minor >= 16)
            bytes += number(114);
        bytes += text("n8n") + text("false") + text("12") + text("7") + text(nullptr);
        bytes += QByteArray("\1") + QByteArray(8, '\0');
    }
    return bytes;
}

QByteArrayList rowsOf(int count, int length, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArrayList rows;
    for (int i = 0; i < count; ++i)
        rows.append(QByteArray::number(i) + '\t' + QByteArray(random.bounded(length), 'x'));
    return rows;
}

/// One block, its rows in pieces as they come.
QByteArray block(qint64 id, const QByteArrayList &rows, QRandomGenerator &random)
{
    QByteArray data = rows.join('\n') + (rows.isEmpty() ? "\\.\n\n\n" : "\n\\.\n\n\n");
    QByteArray bytes = QByteArray("\1") + number(id);
    while (!data.isEmpty()) {
        const QByteArray piece = data.left(1 + random.bounded(40'000));
        data.remove(0, piece.size());
        bytes += number(piece.size()) + piece;
    }
    return bytes + number(0);
}

qint64 takeNumber(QByteArray &bytes)
{
    qint64 value = 0;
    for (int i = intSize; i > 0; --i)
        value = value * 256 + static_cast<uchar>(bytes.at(i));
    bytes.remove(0, 1 + intSize);
    return value;
}

/// Blocks of an archive's data: id -> rows, the end mark left out. Empty ids when it cannot be read.
struct Block
{
    qint64 id = -1;
    QByteArray data;
};
QList<Block> blocks(QByteArray bytes)
{
    QList<Block> found;
    while (!bytes.isEmpty()) {
        if (bytes.at(0) != 1)
            return {};
        bytes.remove(0, 1);
        Block one{takeNumber(bytes), {}};
        while (const qint64 length = takeNumber(bytes)) {
            one.data += bytes.left(length);
            bytes.remove(0, length);
        }
        found.append(one);
    }
    return found;
}

} // namespace

class TestArchiveSplit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realDumpsAreUnderstood_data();
    void realDumpsAreUnderstood();
    void headsAreUnderstood_data();
    void headsAreUnderstood();
    void halfAHeadIsNone();
    void strangersAreRefused_data();
    void strangersAreRefused();
    void whatIsNotLinesIsSeen_data();
    void whatIsNotLinesIsSeen();
    void everyRowGoesToOneOfTwo();
    void theEndMarkStaysTogether();
    void whatIsCutIsNoticed();
    void aReaderThatIsGoneEndsIt();
};

void TestArchiveSplit::realDumpsAreUnderstood_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("pg_dump 15") << QStringLiteral("pg15.dump");
    QTest::newRow("pg_dump 17") << QStringLiteral("pg17.dump");
}

void TestArchiveSplit::realDumpsAreUnderstood()
{
    QFETCH(QString, file);
    QFile dump(QFINDTESTDATA(QLatin1String("../../fuzz/restore/seeds/") + file));
    QVERIFY(dump.open(QIODevice::ReadOnly));
    const QByteArray bytes = dump.readAll();
    const auto seen = readArchiveHead(bytes);
    QD_VERIFY(seen);
    QVERIFY(seen->has_value());
    QCOMPARE((*seen)->tables, 1);
    QVERIFY((*seen)->isLines);
    QByteArray rows;
    ArchiveSplit split(
        **seen, [] { return 0; },
        [&rows](int which, const QByteArray &piece) {
            if (which == 0)
                rows += piece;
            return true;
        });
    QD_VERIFY(split.feed(QByteArrayView(bytes).sliced((*seen)->size)));
    QD_VERIFY(split.finish());
    const QList<Block> found = blocks(rows);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().data.count('\n'), 20 + 3);
    QVERIFY(found.constFirst().data.startsWith("1\tx\n2\txx\n"));
}

void TestArchiveSplit::headsAreUnderstood_data()
{
    QTest::addColumn<int>("minor");
    for (int minor = 14; minor <= 16; ++minor)
        QTest::addRow("1.%d", minor) << minor;
}

void TestArchiveSplit::headsAreUnderstood()
{
    QFETCH(int, minor);
    const QByteArray bytes = head(minor, {{"TABLE", false, ""}, {}, {}, {"SEQUENCE SET", false, ""}});
    const auto seen = readArchiveHead(QByteArray(bytes + "and data behind"));
    QD_VERIFY(seen);
    QVERIFY(seen->has_value());
    QCOMPARE((*seen)->size, bytes.size());
    QCOMPARE((*seen)->intSize, intSize);
    QCOMPARE((*seen)->tables, 2);
    QVERIFY((*seen)->isLines);
}

void TestArchiveSplit::halfAHeadIsNone()
{
    const QByteArray bytes = head(14, {{}, {}});
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto seen = readArchiveHead(QByteArrayView(bytes).first(size));
        QD_VERIFY(seen);
        QVERIFY2(!seen->has_value(), qPrintable(QString::number(size)));
    }
}

void TestArchiveSplit::strangersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("--\n-- PostgreSQL database dump\n--\n");
    QTest::newRow("newer") << head(17, {{}});
    QTest::newRow("older") << head(13, {{}});
    QByteArray tar = head(14, {{}});
    tar[10] = '\3';
    QTest::newRow("tar") << tar;
    QByteArray wide = head(14, {{}});
    wide[8] = '\77';
    QTest::newRow("numbers of 63 bytes") << wide;
    // A number of 8 bytes that has no negative, as the length of the first text.
    QByteArray least = QByteArray("PGDMP\1\16\0\10\10\1", 11) + QByteArray(8 * 9, '\0') + QByteArray("\1\0\0\0\0\0\0\0\200", 9).repeated(4);
    QTest::newRow("a number without a negative") << least;
}

void TestArchiveSplit::strangersAreRefused()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!readArchiveHead(bytes));
}

void TestArchiveSplit::whatIsNotLinesIsSeen_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("compressed 1.14") << head(14, {{}}, true);
    QTest::newRow("compressed 1.16") << head(16, {{}}, true);
    QTest::newRow("large objects") << head(14, {{}, {"BLOBS", true, nullptr}});
    QTest::newRow("as INSERT") << head(14, {{}, {"TABLE DATA", true, nullptr}});
}

void TestArchiveSplit::whatIsNotLinesIsSeen()
{
    QFETCH(QByteArray, bytes);
    const auto seen = readArchiveHead(bytes);
    QD_VERIFY(seen);
    QVERIFY(seen->has_value());
    QVERIFY(!(*seen)->isLines);
}

void TestArchiveSplit::everyRowGoesToOneOfTwo()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    const QList<QByteArrayList> tables = {rowsOf(3, 100, seed), rowsOf(4000, 8000, seed), {}, rowsOf(1, 10, seed), rowsOf(20, 900'000, seed)};
    QByteArray data;
    for (qsizetype i = 0; i < tables.size(); ++i)
        data += block(200 + i, tables.at(i), random);
    ArchiveHead made;
    made.isLines = true;
    std::array<QByteArray, 2> out;
    int turn = 0;
    ArchiveSplit split(
        made, [&turn] { return turn++ % 2; },
        [&out](int which, QByteArray bytes) {
            out[static_cast<size_t>(which)] += bytes;
            return true;
        });
    for (qsizetype at = 0; at < data.size();) {
        const qsizetype size = std::min<qsizetype>(1 + random.bounded(300'000), data.size() - at);
        QD_VERIFY(split.feed(QByteArrayView(data).sliced(at, size)));
        at += size;
    }
    QD_VERIFY(split.finish());
    const QList<Block> first = blocks(out[0]);
    const QList<Block> second = blocks(out[1]);
    QCOMPARE(first.size(), tables.size());
    QCOMPARE(second.size(), tables.size());
    for (qsizetype i = 0; i < tables.size(); ++i) {
        const QByteArray where = QByteArray("seed ") + QByteArray::number(seed) + " table " + QByteArray::number(i);
        QCOMPARE(first.at(i).id, 200 + i);
        QCOMPARE(second.at(i).id, 200 + i);
        QByteArrayList rows = first.at(i).data.split('\n');
        QVERIFY2(rows.size() >= 4 && rows.mid(rows.size() - 4) == QByteArrayList({"\\.", "", "", ""}), where.constData());
        rows.resize(rows.size() - 4);
        const QByteArrayList others = second.at(i).data.split('\n');
        QVERIFY2(second.at(i).data.isEmpty() || second.at(i).data.endsWith('\n'), where.constData());
        rows += others.mid(0, others.size() - 1);
        QByteArrayList wanted = tables.at(i);
        std::sort(rows.begin(), rows.end());
        std::sort(wanted.begin(), wanted.end());
        QVERIFY2(rows == wanted, where.constData());
    }
    // The large ones went to both, the small ones did not.
    QVERIFY(first.at(1).data.size() > 4'000'000 && second.at(1).data.size() > 4'000'000);
    QVERIFY(second.at(0).data.isEmpty() && second.at(3).data.isEmpty());
}

/// Whatever the sizes: cut between the mark and its empty lines, these would be rows of a table with one column.
void TestArchiveSplit::theEndMarkStaysTogether()
{
    constexpr int turn = 256 * 1024;
    const QByteArray fill(QByteArray("y\n").repeated(3 * 1024 * 1024)); // beyond what goes to one alone
    for (int extra = -16; extra <= 16; ++extra) {
        const QByteArray last(turn + extra - 6, 'x');
        const QByteArray data = fill + last + "\n\\.\n\n\n";
        ArchiveHead made;
        std::array<QByteArray, 2> out;
        ArchiveSplit split(
            made, [] { return 1; },
            [&out](int which, QByteArray bytes) {
                out[static_cast<size_t>(which)] += bytes;
                return true;
            });
        QD_VERIFY(split.feed(QByteArray(QByteArray("\1") + number(7) + number(data.size()) + data + number(0))));
        QD_VERIFY(split.finish());
        QVERIFY2(blocks(out[0]).constFirst().data.endsWith("\\.\n\n\n"), qPrintable(QString::number(extra)));
        QVERIFY2(!blocks(out[1]).constFirst().data.contains('\\'), qPrintable(QString::number(extra)));
        QVERIFY(!blocks(out[1]).constFirst().data.contains("\n\n"));
    }
}

void TestArchiveSplit::whatIsCutIsNoticed()
{
    QRandomGenerator random(3);
    const QByteArray first = block(200, rowsOf(3, 20, 1), random);
    const QByteArray data = first + block(201, rowsOf(2, 20, 2), random);
    for (qsizetype size = 1; size < data.size(); ++size) {
        ArchiveSplit split(
            {}, [] { return 0; }, [](int, const QByteArray &) { return true; });
        QD_VERIFY(split.feed(QByteArrayView(data).first(size)));
        if (size == first.size())
            QD_VERIFY(split.finish()); // the next table is missed by whoever reads, not here
        else
            QD_VERIFY_ERROR(split.finish(), ErrorKind::Corrupt);
    }
    ArchiveSplit split(
        {}, [] { return 0; }, [](int, const QByteArray &) { return true; });
    QD_VERIFY_ERROR(split.feed(QByteArray(QByteArray("\3") + number(1))), ErrorKind::Corrupt);
}

void TestArchiveSplit::aReaderThatIsGoneEndsIt()
{
    QRandomGenerator random(3);
    ArchiveSplit split(
        {}, [] { return 0; }, [](int which, const QByteArray &) { return which == 0; });
    QD_VERIFY_ERROR(split.feed(block(200, rowsOf(3, 20, 1), random)), ErrorKind::Unreachable);
}

QTEST_APPLESS_MAIN(TestArchiveSplit)
#include "tst_archivesplit.moc"
