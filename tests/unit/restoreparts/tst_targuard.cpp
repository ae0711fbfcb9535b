// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/targuard.h"
#include "support/resultcheck.h"

#include <QtTest>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

using namespace quarterdeck;
using namespace quarterdeck::restore;

namespace {

struct Item
{
    QByteArray path;
    unsigned type = AE_IFREG;
    QByteArray data; ///< of a file
    QByteArray symbolic;
    QByteArray hard;
    unsigned mode = 0644;
    bool operator==(const Item &) const = default;
};

Item file(const QByteArray &path, const QByteArray &data = "x", unsigned mode = 0644)
{
    return {path, AE_IFREG, data, {}, {}, mode};
}
Item folder(const QByteArray &path)
{
    return {path, AE_IFDIR, {}, {}, {}, 0755};
}
Item soft(const QByteArray &path, const QByteArray &target)
{
    return {path, AE_IFLNK, {}, target, {}, 0777};
}
Item hardLink(const QByteArray &path, const QByteArray &target)
{
    return {path, AE_IFREG, {}, {}, target, 0644};
}
Item special(const QByteArray &path, unsigned type)
{
    return {path, type, {}, {}, {}, 0644};
}

struct FreeArchive
{
    void operator()(archive *handle) const { archive_free(handle); }
};
struct FreeEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

la_ssize_t append(archive *, void *data, const void *buffer, size_t size)
{
    static_cast<QByteArray *>(data)->append(static_cast<const char *>(buffer), static_cast<qsizetype>(size));
    return static_cast<la_ssize_t>(size);
}

QByteArray tarOf(const QList<Item> &items)
{
    QByteArray bytes;
    const std::unique_ptr<archive, FreeArchive> writer(archive_write_new());
    archive_write_set_format_gnutar(writer.get());
    archive_write_open(writer.get(), &bytes, nullptr, append, nullptr);
    for (const Item &item : items) {
        const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
        archive_entry_copy_pathname(entry.get(), item.path.constData());
        archive_entry_set_filetype(entry.get(), item.type);
        archive_entry_set_perm(entry.get(), item.mode);
        archive_entry_set_uid(entry.get(), 0);
        archive_entry_set_size(entry.get(), item.data.size());
        if (!item.symbolic.isEmpty())
            archive_entry_copy_symlink(entry.get(), item.symbolic.constData());
        if (!item.hard.isEmpty())
            archive_entry_copy_hardlink(entry.get(), item.hard.constData());
        if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK)
            qWarning("%s: %s", item.path.constData(), archive_error_string(writer.get()));
        archive_write_data(writer.get(), item.data.constData(), static_cast<size_t>(item.data.size()));
    }
    archive_write_close(writer.get());
    return bytes;
}

docker::ByteSource sourceOf(const QByteArray &bytes, qsizetype piece = 700)
{
    return [bytes, piece, at = qsizetype(0)](qsizetype maximum) mutable -> Result<QByteArray> {
        const QByteArray next = bytes.mid(at, std::min(piece, maximum));
        at += next.size();
        return next;
    };
}

QList<Item> goodItems()
{
    return {folder(".n8n/"),
            file(".n8n/config", "{\"encryptionKey\":\"k\"}", 0644),
            folder(".n8n/nodes/"),
            folder(".n8n/nodes/node_modules/"),
            folder(".n8n/nodes/node_modules/.bin/"),
            soft(".n8n/nodes/node_modules/.bin/tool", "../a/tool.js"),
            folder(".n8n/nodes/node_modules/a/"),
            file(".n8n/nodes/node_modules/a/tool.js", QByteArray(3000, 'j'), 0755),
            soft(".n8n/nodes/again", "/home/node/.n8n/nodes/node_modules"),
            hardLink(".n8n/copy", ".n8n/config"),
            file(".n8n/\xc3\xa4 and spaces", "y"),
            file(".n8n/" + QByteArray(200, 'd') + "/" + QByteArray(200, 'f'), "z")};
}

TarRules rules(qint64 bytes = 1'000'000)
{
    TarRules rules;
    rules.folder = QStringLiteral(".n8n");
    rules.original = QStringLiteral("/home/node/.n8n");
    rules.maximumBytes = bytes;
    return rules;
}

struct Unpacked
{
    QByteArray path;
    unsigned type = 0;
    unsigned mode = 0;
    qint64 uid = -1;
    qint64 gid = -1;
    QByteArray data;
    QByteArray target;
};

QList<Unpacked> unpacked(const QByteArray &bytes)
{
    const std::unique_ptr<archive, FreeArchive> reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    archive_read_open_memory(reader.get(), bytes.constData(), static_cast<size_t>(bytes.size()));
    QList<Unpacked> all;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        Unpacked one;
        one.path = archive_entry_pathname(entry);
        one.type = archive_entry_hardlink(entry) != nullptr ? 0 : archive_entry_filetype(entry);
        one.mode = archive_entry_perm(entry);
        one.uid = archive_entry_uid(entry);
        one.gid = archive_entry_gid(entry);
        one.target = one.type == 0 ? archive_entry_hardlink(entry) : archive_entry_symlink(entry);
        one.data.resize(archive_entry_size(entry));
        archive_read_data(reader.get(), one.data.data(), static_cast<size_t>(one.data.size()));
        all.append(one);
    }
    return all;
}

} // namespace

class TestTarGuard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodArchivesPass();
    void maliciousArchivesAreRefused_data();
    void maliciousArchivesAreRefused();
    void archivesCutAnywhereAreRefused();
    void aHeaderThatPromisesTooMuchIsRefusedBeforeItIsRead();
    void contentsOfAFolderPassToo();
    void rewrittenArchivesHoldTheSame();
    void errorsOfBothEndsArePassedOn();
};

void TestTarGuard::goodArchivesPass()
{
    for (const qsizetype piece : {1, 511, 512, 100'000}) {
        const auto seen = checkTar(sourceOf(tarOf(goodItems()), piece), rules());
        QD_VERIFY(seen);
        QCOMPARE(seen->entries, 12);
        QCOMPARE(seen->bytes, 21 + 3000 + 1 + 1);
        QVERIFY(seen->hasSettings);
    }
}

void TestTarGuard::maliciousArchivesAreRefused_data()
{
    QTest::addColumn<QList<Item>>("items");
    const auto row = [](const char *name, const QList<Item> &items) { QTest::newRow(name) << items; };
    row("absolute path", {file("/etc/cron.d/evil")});
    row("dot dot at the start", {file("../evil")});
    row("dot dot inside", {file(".n8n/../../evil")});
    row("dot dot that stays inside", {file(".n8n/a/../b")});
    row("another folder", {file(".ssh/authorized_keys")});
    row("a name that only begins like the folder", {file(".n8n-evil/config")});
    row("the folder is a link", {soft(".n8n", "/etc")});
    row("the folder is a file", {file(".n8n")});
    row("symbolic link, absolute", {soft(".n8n/a", "/etc/passwd")});
    row("symbolic link, absolute and up again", {soft(".n8n/a", "/home/node/.n8n/../../../etc")});
    row("symbolic link, a folder of nearly that name", {soft(".n8n/a", "/home/node/.n8n2/x")});
    row("symbolic link, up and out", {folder(".n8n/a"), soft(".n8n/a/b", "../../x")});
    row("symbolic link, down and then up", {soft(".n8n/a", "b/../../x")});
    row("symbolic link by way of another",
        {folder(".n8n/a"), folder(".n8n/a/b"), folder(".n8n/s"), soft(".n8n/a/b/short", "../../s"), soft(".n8n/out", "a/b/short/../../x")});
    row("symbolic link with a line break", {soft(".n8n/a", "b\nc")});
    row("written through a link", {folder(".n8n/b"), soft(".n8n/a", "b"), file(".n8n/a/c")});
    row("written below a file", {file(".n8n/a"), file(".n8n/a/b")});
    row("a folder that becomes a link", {folder(".n8n/a"), soft(".n8n/a", "b")});
    row("a file twice", {file(".n8n/a"), file(".n8n/./a")});
    row("hard link, absolute", {hardLink(".n8n/a", "/etc/shadow")});
    row("hard link, up and out", {hardLink(".n8n/a", ".n8n/../../etc/shadow")});
    row("hard link to nothing in it", {hardLink(".n8n/a", ".n8n/database.sqlite")});
    row("hard link to a symbolic one", {soft(".n8n/a", "b"), hardLink(".n8n/c", ".n8n/a")});
    row("character device", {special(".n8n/a", AE_IFCHR)});
    row("block device", {special(".n8n/a", AE_IFBLK)});
    row("pipe", {special(".n8n/a", AE_IFIFO)});
    row("set-user-ID", {file(".n8n/a", "x", 04755)});
    row("set-group-ID", {file(".n8n/a", "x", 02755)});
    row("line break in a name", {file(".n8n/a\nb")});
    row("escape in a name", {file(".n8n/\x1b[2J")});
    row("delete in a name", {file(".n8n/\x7f")});
    row("control character of two bytes", {file(".n8n/\xc2\x9b")});
    row("too large a file", {file(".n8n/a", QByteArray(10'001, 'a'))});
    row("too much together", {file(".n8n/a", QByteArray(6'000, 'a')), file(".n8n/b", QByteArray(6'000, 'a'))});
    row("a component too long", {file(".n8n/" + QByteArray(256, 'a'))});
    QList<Item> many;
    for (int i = 0; i < 101; ++i)
        many.append(file(".n8n/" + QByteArray::number(i), {}));
    row("too many entries", many);
}

void TestTarGuard::maliciousArchivesAreRefused()
{
    QFETCH(QList<Item>, items);
    TarRules strict = rules(10'000);
    strict.maximumEntries = 100;
    const QByteArray bytes = tarOf(QList<Item>{file(".n8n/first", "1")} + items);
    const auto seen = checkTar(sourceOf(bytes), strict);
    QVERIFY2(!seen, "it passed");
    QCOMPARE(seen.error().kind, ErrorKind::Invalid);
    QVERIFY(!seen.error().hint.isEmpty());
    for (const QChar c : seen.error().what)
        QVERIFY2(c.isPrint(), qPrintable(seen.error().what));
    // Nothing of a refused entry is written either.
    QByteArray written;
    QVERIFY(!rewriteTar(sourceOf(bytes), strict, {}, [&written](QByteArrayView more) {
        written.append(more);
        return Result<void>();
    }));
    QVERIFY(!written.contains("evil"));
}

void TestTarGuard::archivesCutAnywhereAreRefused()
{
    const QByteArray bytes = tarOf(goodItems());
    for (qsizetype size = 0; size < bytes.size() - 1024 && size < 20'000; size += 97)
        QVERIFY2(!checkTar(sourceOf(bytes.left(size), 4096), rules()), qPrintable(QString::number(size)));
    QVERIFY(!checkTar(sourceOf({}), rules()));
    QVERIFY(!checkTar(sourceOf(QByteArray(1024, '\0')), rules()));
    QVERIFY(!checkTar(sourceOf(QByteArray(5000, 'x')), rules()));
    QVERIFY(!checkTar(sourceOf(bytes + QByteArray(512, 'x')), rules()));
}

void TestTarGuard::aHeaderThatPromisesTooMuchIsRefusedBeforeItIsRead()
{
    QByteArray bytes = tarOf({file(".n8n/a", "x")});
    // 8 GiB less one, in the size field of the first header, and its checksum put right.
    bytes.replace(124, 11, "77777777777");
    bytes.replace(148, 8, "        ");
    unsigned sum = 0;
    for (int i = 0; i < 512; ++i)
        sum += static_cast<uchar>(bytes.at(i));
    bytes.replace(148, 8, QByteArray(QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2)));
    const auto seen = checkTar(sourceOf(bytes), rules());
    QVERIFY(!seen);
    QCOMPARE(seen.error().kind, ErrorKind::Invalid);
}

void TestTarGuard::contentsOfAFolderPassToo()
{
    TarRules bare = rules();
    bare.folder.clear();
    const auto seen = checkTar(sourceOf(tarOf({folder("./"), file("./config", "c"), folder("./nodes/"), soft("./nodes/x", "../config")})), bare);
    QD_VERIFY(seen);
    QVERIFY(seen->hasSettings);
    QVERIFY(!checkTar(sourceOf(tarOf({folder("./"), soft("./x", "../config")})), bare));
}

void TestTarGuard::rewrittenArchivesHoldTheSame()
{
    QByteArray written;
    const auto seen = rewriteTar(sourceOf(tarOf(goodItems())), rules(), {QStringLiteral(".new"), 1000, 1001}, [&written](QByteArrayView more) {
        written.append(more);
        return Result<void>();
    });
    QD_VERIFY(seen);
    QCOMPARE(seen->entries, 12);
    // And it stands the same test.
    TarRules again = rules();
    again.folder = QStringLiteral(".new");
    QD_VERIFY(checkTar(sourceOf(written), again));

    const QList<Unpacked> before = unpacked(tarOf(goodItems()));
    const QList<Unpacked> after = unpacked(written);
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < after.size(); ++i) {
        const Unpacked &one = after.at(i);
        QCOMPARE(one.path, QByteArray(before.at(i).path).replace(0, 4, ".new"));
        QCOMPARE(one.type, before.at(i).type);
        QCOMPARE(one.data, before.at(i).data);
        QCOMPARE(one.uid, 1000);
        QCOMPARE(one.gid, 1001);
        if (one.path == ".new/config")
            QCOMPARE(one.mode, 0600U);
        else
            QCOMPARE(one.mode, before.at(i).mode);
        if (one.path == ".new/copy")
            QCOMPARE(one.target, ".new/config");
        else
            QCOMPARE(one.target, before.at(i).target);
    }
}

void TestTarGuard::errorsOfBothEndsArePassedOn()
{
    const docker::ByteSource broken = [](qsizetype) -> Result<QByteArray> { return fail(ErrorKind::Auth, QStringLiteral("no identity")); };
    const auto seen = checkTar(broken, rules());
    QVERIFY(!seen);
    QCOMPARE(seen.error().kind, ErrorKind::Auth);
    const auto full = rewriteTar(sourceOf(tarOf(goodItems())), rules(), {},
                                 [](QByteArrayView) -> Result<void> { return fail(ErrorKind::NoSpace, QStringLiteral("full")); });
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ErrorKind::NoSpace);
}

QTEST_GUILESS_MAIN(TestTarGuard)
#include "tst_targuard.moc"
