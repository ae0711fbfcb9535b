// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/tarwalk.h"
#include "support/resultcheck.h"

#include <QtTest>

#include <archive.h>
#include <archive_entry.h>

using namespace quarterdeck;
using namespace quarterdeck::backup;

/// Archives as the engine packs a folder, whole and broken.
class TestTarWalk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wholeArchiveIsCounted();
    void wantedFilesAreKept();
    void anyPieceSizeWill();
    void everyTruncationIsFound();
    void somethingElseIsNoArchive();
    void emptyArchiveIsCorrupt();
    void abandonedWalkEnds();

private:
    static Result<TarFigure> walk(const QByteArray &bytes, qsizetype piece = 4096, const QStringList &wanted = {})
    {
        TarWalk reader(wanted);
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            QD_CHECK(reader.feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at))));
        return reader.finish();
    }
    static QByteArray pack(const QList<std::pair<QByteArray, QByteArray>> &files)
    {
        QByteArray out;
        archive *writer = archive_write_new();
        archive_write_set_format_pax_restricted(writer);
        archive_write_set_bytes_per_block(writer, 0);
        archive_write_open(
            writer, &out, nullptr,
            [](archive *, void *data, const void *buffer, size_t length) -> la_ssize_t {
                static_cast<QByteArray *>(data)->append(static_cast<const char *>(buffer), static_cast<qsizetype>(length));
                return static_cast<la_ssize_t>(length);
            },
            nullptr);
        for (const auto &[name, contents] : files) {
            archive_entry *entry = archive_entry_new();
            archive_entry_set_pathname(entry, name.constData());
            archive_entry_set_filetype(entry, name.endsWith('/') ? AE_IFDIR : AE_IFREG);
            archive_entry_set_perm(entry, 0600);
            archive_entry_set_size(entry, contents.size());
            archive_write_header(writer, entry);
            archive_write_data(writer, contents.constData(), static_cast<size_t>(contents.size()));
            archive_entry_free(entry);
        }
        archive_write_close(writer);
        archive_write_free(writer);
        return out;
    }

    QByteArray archiveBytes;
};

void TestTarWalk::initTestCase()
{
    archiveBytes
        = pack({{".n8n/", {}}, {".n8n/config", R"({"encryptionKey":"abc"})"}, {".n8n/binaryData/a", QByteArray(20000, 'x')}, {".n8n/empty", {}}});
    QVERIFY(archiveBytes.size() > 20000 && archiveBytes.size() % 512 == 0);
}

void TestTarWalk::wholeArchiveIsCounted()
{
    const auto figure = walk(archiveBytes);
    QD_VERIFY(figure);
    QCOMPARE(figure->entries, 4);
    QCOMPARE(figure->bytes, 20000 + 23);
    QVERIFY(figure->files.isEmpty());
}

void TestTarWalk::wantedFilesAreKept()
{
    const auto figure = walk(archiveBytes, 4096, {".n8n/config", ".n8n/missing"});
    QD_VERIFY(figure);
    QCOMPARE(figure->files.value(".n8n/config"), QByteArray(R"({"encryptionKey":"abc"})"));
    QVERIFY(!figure->files.contains(".n8n/missing"));
}

void TestTarWalk::anyPieceSizeWill()
{
    for (const qsizetype piece : {1, 7, 511, 512, 513, 100000}) {
        const auto figure = walk(archiveBytes, piece);
        QD_VERIFY(figure);
        QCOMPARE(figure->entries, 4);
    }
}

void TestTarWalk::everyTruncationIsFound()
{
    for (qsizetype size = 0; size < archiveBytes.size(); size += 64) {
        const auto figure = walk(archiveBytes.left(size));
        QVERIFY2(!figure && figure.error().kind == ErrorKind::Corrupt, qPrintable(QString::number(size)));
    }
}

void TestTarWalk::somethingElseIsNoArchive()
{
    QD_VERIFY_ERROR(walk(QByteArray(5000, 'z')), ErrorKind::Corrupt);
    QByteArray changed = archiveBytes;
    changed[148] = static_cast<char>(changed[148] ^ 1); // the first header's own checksum
    QD_VERIFY_ERROR(walk(changed), ErrorKind::Corrupt);
}

void TestTarWalk::emptyArchiveIsCorrupt()
{
    QD_VERIFY_ERROR(walk(QByteArray(1024, '\0')), ErrorKind::Corrupt);
}

void TestTarWalk::abandonedWalkEnds()
{
    QElapsedTimer timer;
    timer.start();
    {
        TarWalk reader;
        QD_VERIFY(reader.feed(QByteArrayView(archiveBytes).first(700)));
    }
    QVERIFY(timer.elapsed() < 2000);
}

QTEST_GUILESS_MAIN(TestTarWalk)
#include "tst_tarwalk.moc"
