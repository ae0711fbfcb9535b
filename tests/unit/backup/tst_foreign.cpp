// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/foreign.h"
#include "support/resultcheck.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <zlib.h>

#include <ctime>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

class TestForeign final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesAreRecognised_data();
    void namesAreRecognised();
    void filesOfOneRunAreOneSet();
    void whatASetLacksIsSaid();
    void runsAreToldApart();
    void twoOfAKindAreTwoSets();
    void idsAreStableAndDifferent();
    void aFolderIsListed();
    void aHourThatDoesNotExistIsATimeNevertheless();
    void wholeGzipFilesPass_data();
    void wholeGzipFilesPass();
    void gzipCutAtEveryPercentIsNoticed();
    void gzipBitFlipsAreNoticed();
    void gzipOfNothingIsNoBackup();
    void bytesBehindAGzipStreamAreNoticed();
    void checkingIsCancelledAndFollowsNoLink();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

namespace {

QStringList namesOf(const BackupSet &set)
{
    QStringList names;
    for (const QString &path : set.foreignFiles)
        names.append(path.section(QLatin1Char('/'), -1));
    return names;
}

QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream = {};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray input = bytes;
    QByteArray output(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    deflate(&stream, Z_FINISH);
    output.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return output;
}

// The bytes of a whole gzip stream; nothing where it does not decompress to its end.
QByteArray gunzip(const QByteArray &packed)
{
    z_stream stream = {};
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
        return {};
    QByteArray input = packed;
    QByteArray output(1'000'000, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    output.resize(whole ? static_cast<qsizetype>(stream.total_out) : 0);
    inflateEnd(&stream);
    return output;
}

QByteArray dump(qsizetype size)
{
    QRandomGenerator random(5);
    QByteArray text;
    while (text.size() < size)
        text += "INSERT INTO execution_entity VALUES (" + QByteArray::number(random.generate()) + ");\n";
    return text.left(size);
}

/// In a bound of its own, so that a loop without end fails instead of hanging.
Result<qint64> check(const QString &path)
{
    return checkGzip(JobContext().withTimeout(10s), path);
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

void TestForeign::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
    ::tzset();
    QVERIFY(m_folder.isValid());
}

void TestForeign::namesAreRecognised_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("known");
    QTest::addColumn<Part>("part");
    const auto good = [](const char *name, Part part) { QTest::newRow(name) << QString::fromLatin1(name) << true << part; };
    const auto bad = [](const char *name) { QTest::newRow(name) << QString::fromLatin1(name) << false << Part::Postgres; };
    good("n8n_20260102_030405.sql.gz", Part::Postgres);
    good("n8n_20260102_030405.sql", Part::Postgres);
    good("dump_20260102_030405.rdb", Part::Redis);
    good("dump_20260102_030405.rdb.gz", Part::Redis);
    good("n8n_data_20260102_030405.tar.gz", Part::N8nData);
    good("n8n_data_20260102_030405.tgz", Part::N8nData);
    good("env_20260102_030405.backup", Part::Environment);
    bad("n8n_20260102_030405");
    bad("n8n_20260102_030405.rdb");
    bad("n8n_20260102_030405.sql.gz.part");
    bad("n8n_20260102_030405.sql.gz\n");
    bad("xn8n_20260102_030405.sql.gz");
    bad("n8n_2026010_030405.sql.gz");
    bad("n8n_20261302_030405.sql.gz");
    bad("n8n_20260230_030405.sql.gz");
    bad("n8n_20260102_240000.sql.gz");
    bad("dump_20260102_030405.sql");
    bad("dump_20260102_030405.tar.gz");
    bad("env_20260102_030405.tgz");
    bad("n8n_data_20260102_030405.sql.gz");
    bad("N8N_20260102_030405.SQL.GZ");
    bad("");
}

void TestForeign::namesAreRecognised()
{
    QFETCH(QString, name);
    QFETCH(bool, known);
    QFETCH(Part, part);
    const auto file = recogniseForeign(name);
    QCOMPARE(file.has_value(), known);
    if (!known)
        return;
    QCOMPARE(file->name, name);
    QCOMPARE(file->part, part);
    QCOMPARE(file->time, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5)));
}

void TestForeign::filesOfOneRunAreOneSet()
{
    const auto sets
        = groupForeign(QStringLiteral("/b"),
                       {QStringLiteral("env_20260102_020113.backup"), QStringLiteral("n8n_20260102_020000.sql.gz"), QStringLiteral("notes.txt"),
                        QStringLiteral("n8n_data_20260102_020100.tar.gz"), QStringLiteral("dump_20260102_020058.rdb")});
    QCOMPARE(sets.size(), 1);
    const BackupSet &set = sets.front();
    QCOMPARE(set.state, SetState::Foreign);
    QCOMPARE(set.id, QStringLiteral("foreign_20260102_020000"));
    QCOMPARE(set.path, QStringLiteral("/b"));
    QCOMPARE(set.time, QDateTime(QDate(2026, 1, 2), QTime(2, 0)));
    QCOMPARE(set.sequence, 0);
    QVERIFY(!set.manifest);
    QCOMPARE(set.parts, (QList<Part>{Part::Postgres, Part::Redis, Part::N8nData, Part::Environment}));
    QCOMPARE(set.foreignFiles.size(), 4);
    QCOMPARE(set.foreignFiles.front(), QStringLiteral("/b/n8n_20260102_020000.sql.gz"));
    QVERIFY2(!set.why.contains(QLatin1String("lacks")), qPrintable(set.why));
    QVERIFY2(set.why.contains(QLatin1String("no checksums")), qPrintable(set.why));
}

void TestForeign::whatASetLacksIsSaid()
{
    const auto sets = groupForeign(QStringLiteral("/b"), {QStringLiteral("n8n_20260102_020000.sql.gz")});
    QCOMPARE(sets.size(), 1);
    for (const Part part : {Part::Redis, Part::N8nData, Part::Environment})
        QVERIFY2(sets.front().why.contains(partTitle(part)), qPrintable(sets.front().why));
    QVERIFY2(!sets.front().why.contains(partTitle(Part::Postgres)), qPrintable(sets.front().why));
}

void TestForeign::runsAreToldApart()
{
    // Ten minutes from the first file on are one run, a second more is the next.
    const auto sets = groupForeign(QStringLiteral("/b"),
                                   {QStringLiteral("n8n_20260102_020000.sql.gz"), QStringLiteral("dump_20260102_021000.rdb"),
                                    QStringLiteral("env_20260102_021001.backup"), QStringLiteral("n8n_20260103_020000.sql.gz")});
    QCOMPARE(sets.size(), 3);
    QCOMPARE(namesOf(sets.at(0)), QStringList{QStringLiteral("n8n_20260103_020000.sql.gz")});
    QCOMPARE(namesOf(sets.at(1)), QStringList{QStringLiteral("env_20260102_021001.backup")});
    QCOMPARE(namesOf(sets.at(2)), (QStringList{QStringLiteral("n8n_20260102_020000.sql.gz"), QStringLiteral("dump_20260102_021000.rdb")}));
}

void TestForeign::twoOfAKindAreTwoSets()
{
    const auto sets = groupForeign(QStringLiteral("/b"),
                                   {QStringLiteral("n8n_20260102_020000.sql.gz"), QStringLiteral("dump_20260102_020001.rdb"),
                                    QStringLiteral("n8n_20260102_020300.sql.gz"), QStringLiteral("dump_20260102_020301.rdb")});
    QCOMPARE(sets.size(), 2);
    for (const BackupSet &set : sets)
        QCOMPARE(set.parts, (QList<Part>{Part::Postgres, Part::Redis}));
}

void TestForeign::idsAreStableAndDifferent()
{
    QStringList names = {QStringLiteral("n8n_20260102_020000.sql"),      QStringLiteral("n8n_20260102_020000.sql.gz"),
                         QStringLiteral("dump_20260102_020000.rdb"),     QStringLiteral("dump_20260102_020000.rdb.gz"),
                         QStringLiteral("n8n_data_20260102_020000.tgz"), QStringLiteral("n8n_data_20260102_020000.tar.gz")};
    QSet<QString> ids;
    QStringList files;
    const auto sets = groupForeign(QStringLiteral("/b"), names);
    for (const BackupSet &set : sets) {
        QVERIFY2(!ids.contains(set.id), qPrintable(set.id));
        ids.insert(set.id);
        files += namesOf(set);
    }
    QCOMPARE(files.size(), names.size());
    std::reverse(names.begin(), names.end());
    const auto again = groupForeign(QStringLiteral("/b"), names);
    QCOMPARE(again.size(), sets.size());
    for (qsizetype i = 0; i < sets.size(); ++i) {
        QCOMPARE(again.at(i).id, sets.at(i).id);
        QCOMPARE(again.at(i).foreignFiles, sets.at(i).foreignFiles);
    }
}

void TestForeign::aFolderIsListed()
{
    QTemporaryDir folder;
    QVERIFY(put(folder.filePath(QStringLiteral("n8n_20260102_020000.sql.gz")), QByteArray(1200, 'x')));
    QVERIFY(put(folder.filePath(QStringLiteral("dump_20260102_020001.rdb")), {}));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("env_20260102_020002.backup")));
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("n8n_20260102_020000.sql.gz")),
                        folder.filePath(QStringLiteral("n8n_data_20260102_020003.tar.gz"))));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("below")));
    QVERIFY(put(folder.filePath(QStringLiteral("below/n8n_20260101_020000.sql.gz")), "x"));
    const auto sets = listForeign(JobContext(), folder.path());
    QD_VERIFY(sets);
    QCOMPARE(sets->size(), 1);
    QCOMPARE(sets->front().size, 1200);
    QCOMPARE(sets->front().foreignFiles.size(), 2);
    QVERIFY2(sets->front().why.contains(QLatin1String("Empty: dump_20260102_020001.rdb")), qPrintable(sets->front().why));
    QVERIFY2(sets->front().why.contains(partTitle(Part::N8nData)), "a link is no file of the set");
    QVERIFY(listForeign(JobContext(), folder.filePath(QStringLiteral("none")))->isEmpty());
}

void TestForeign::aHourThatDoesNotExistIsATimeNevertheless()
{
    // A script in a container without a time zone writes 02:30 on the night clocks go forward.
    const auto file = recogniseForeign(QStringLiteral("n8n_20260329_023000.sql.gz"));
    QVERIFY(file);
    QVERIFY(file->time.isValid());
    const auto sets = groupForeign(QStringLiteral("/b"), {file->name, QStringLiteral("dump_20260329_023100.rdb")});
    QCOMPARE(sets.size(), 1);
    QCOMPARE(sets.front().foreignFiles.size(), 2);
    QVERIFY2(!sets.front().id.endsWith(QLatin1Char('_')), qPrintable(sets.front().id));
}

void TestForeign::wholeGzipFilesPass_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("size");
    QTest::newRow("one byte") << gzip("x") << qint64(1);
    QTest::newRow("a dump") << gzip(dump(900'000)) << qint64(900'000);
    // As much as our buffer takes in one go, exactly.
    QTest::newRow("a full buffer") << gzip(QByteArray(256 * 1024, 'y')) << qint64(256 * 1024);
    QTest::newRow("zeros, a thousandfold") << gzip(QByteArray(5'000'000, '\0')) << qint64(5'000'000);
    QTest::newRow("two streams") << gzip(dump(40'000)) + gzip("tail") << qint64(40'004);
    QTest::newRow("an empty stream first") << gzip({}) + gzip("tail") << qint64(4);
    QTest::newRow("an empty stream last") << gzip("head") + gzip({}) << qint64(4);
}

void TestForeign::wholeGzipFilesPass()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qint64, size);
    QVERIFY(put(in(QStringLiteral("whole.gz")), bytes));
    const auto checked = check(in(QStringLiteral("whole.gz")));
    QD_VERIFY(checked);
    QCOMPARE(*checked, size);
}

void TestForeign::gzipCutAtEveryPercentIsNoticed()
{
    const QByteArray good = gzip(dump(600'000)) + gzip(dump(50'000));
    const qsizetype seam = gzip(dump(600'000)).size();
    for (int percent = 0; percent < 100; ++percent) {
        const qsizetype size = good.size() * percent / 100;
        QVERIFY(put(in(QStringLiteral("cut.gz")), good.left(size)));
        QVERIFY(size != seam);
        const auto checked = check(in(QStringLiteral("cut.gz")));
        QVERIFY2(!checked, qPrintable(QStringLiteral("%1 %").arg(percent)));
        QCOMPARE(checked.error().kind, ErrorKind::Corrupt);
    }
    for (int less = 1; less <= 12; ++less) {
        QVERIFY(put(in(QStringLiteral("cut.gz")), good.chopped(less)));
        QD_VERIFY_ERROR(check(in(QStringLiteral("cut.gz"))), ErrorKind::Corrupt);
    }
}

void TestForeign::gzipBitFlipsAreNoticed()
{
    const QByteArray data = dump(60'000);
    const QByteArray good = gzip(data);
    int noticed = 0;
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    for (int i = 0; i < 400; ++i) {
        // Bytes 4 to 9 (time, flags of speed, system) say nothing about the data.
        const auto at = random.bounded(10, static_cast<int>(good.size()));
        QByteArray bad = good;
        bad[at] = static_cast<char>(bad.at(at) ^ (1 << random.bounded(8)));
        QVERIFY(put(in(QStringLiteral("flipped.gz")), bad));
        const auto checked = check(in(QStringLiteral("flipped.gz")));
        // The last byte of the data is filled up with bits that nobody reads: what is whole all the same may pass.
        if (checked && gunzip(bad) == data)
            continue;
        QVERIFY2(!checked, qPrintable(QStringLiteral("seed %1 byte %2").arg(seed).arg(at)));
        QCOMPARE(checked.error().kind, ErrorKind::Corrupt);
        ++noticed;
    }
    QVERIFY2(noticed > 380, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(noticed)));
}

void TestForeign::gzipOfNothingIsNoBackup()
{
    QVERIFY(put(in(QStringLiteral("empty.gz")), {}));
    QD_VERIFY_ERROR(check(in(QStringLiteral("empty.gz"))), ErrorKind::Corrupt);
    // "docker exec pg_dump | gzip" leaves these twenty bytes when the dump failed.
    QVERIFY(gzip({}).size() == 20);
    QVERIFY(put(in(QStringLiteral("empty.gz")), gzip({})));
    QD_VERIFY_ERROR(check(in(QStringLiteral("empty.gz"))), ErrorKind::Corrupt);
}

void TestForeign::bytesBehindAGzipStreamAreNoticed()
{
    for (const QByteArray &head : {gzip(dump(10'000)), gzip({})}) {
        for (const QByteArray &tail : {QByteArray("x"), QByteArray("\x1f"), QByteArray(40, '\0'), QByteArray("plain text behind the end")}) {
            QVERIFY(put(in(QStringLiteral("tail.gz")), head + tail));
            QD_VERIFY_ERROR(check(in(QStringLiteral("tail.gz"))), ErrorKind::Corrupt);
        }
    }
    QVERIFY(put(in(QStringLiteral("tail.gz")), "no gzip at all"));
    QD_VERIFY_ERROR(check(in(QStringLiteral("tail.gz"))), ErrorKind::Corrupt);
}

void TestForeign::checkingIsCancelledAndFollowsNoLink()
{
    QVERIFY(put(in(QStringLiteral("real.gz")), gzip(dump(1000))));
    QVERIFY(QFile::link(in(QStringLiteral("real.gz")), in(QStringLiteral("link.gz"))));
    QVERIFY(!check(in(QStringLiteral("link.gz"))));
    QD_VERIFY_ERROR(check(in(QStringLiteral("none.gz"))), ErrorKind::NotFound);
    std::stop_source stop;
    stop.request_stop();
    QD_VERIFY_ERROR(checkGzip(JobContext(stop.get_token()), in(QStringLiteral("real.gz"))), ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestForeign)
#include "tst_foreign.moc"
