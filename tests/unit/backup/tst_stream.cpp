// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/stream.h"
#include "quickfolder.h"
#include "support/resultcheck.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <thread>

using namespace quarterdeck;
using namespace quarterdeck::backup;
using namespace std::chrono_literals;

class TestStream final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bytesComeBack_data();
    void bytesComeBack();
    void stockToolsReadOurFiles();
    void truncationAtEveryPercentIsNoticed_data();
    void truncationAtEveryPercentIsNoticed();
    void randomBitFlipsAreNoticed_data();
    void randomBitFlipsAreNoticed();
    void trailingBytesAreNoticed();
    void anEmptyFileIsNoZstdFile();
    void aFrameWithoutChecksumIsRefused();
    void aHugeWindowIsRefused();
    void aBombIsReadInBoundedMemory();
    void fullDeviceIsNoSpace();
    void fullFileSystemIsNoSpaceAndLeavesNothing();
    void abandonedFileIsRemoved();
    void existingFileIsNotTouched();
    void cancelledWriteEndsAtOnce();
    void rateIsKept();
    void wrongIdentityIsAuthNotDamage();
    void badRecipientIsAnError();
    void filesOfASetAreNeverReachedThroughLinks();
    void quickCheckSeesSizeAndHash();
    void filterThatDiesIsAnError();
    void filterThatHangsIsCancelled();

private:
    [[nodiscard]] Result<StreamFigure> store(const QString &path, const QByteArray &bytes, SinkOptions options) const;
    [[nodiscard]] SourceOptions reading(bool zstd, bool encrypted) const;
    [[nodiscard]] SinkOptions writing(bool zstd, bool encrypted) const;

    QTemporaryDir m_folder{test::quickFolder(QStringLiteral("tst_stream"))};
    QString m_identity;
    QString m_recipient;
};

namespace {

/// Half noise, half text, so that the codec has both to deal with.
QByteArray someBytes(qsizetype size, quint32 seed = 1)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, 'x');
    for (qsizetype i = 0; i < size; ++i) {
        if ((i / 4096) % 2 == 0)
            bytes[i] = static_cast<char>(random.generate());
        else
            bytes[i] = "execution "[i % 10];
    }
    return bytes;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

Result<QByteArray> readBack(const QString &path, const SourceOptions &options)
{
    QD_TRY(const auto source, FileSource::open(JobContext(), path, options));
    QByteArray all;
    QD_CHECK(source->drain([&](QByteArrayView bytes) -> Result<void> {
        all.append(bytes.data(), bytes.size());
        return {};
    }));
    return all;
}

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

void TestStream::initTestCase()
{
    QVERIFY(m_folder.isValid());
    if (QStandardPaths::findExecutable(QStringLiteral("age-keygen")).isEmpty())
        QFAIL("the package age is missing");
    m_identity = m_folder.filePath(QStringLiteral("identity"));
    QProcess keygen;
    keygen.start(QStringLiteral("age-keygen"), {QStringLiteral("-o"), m_identity});
    QVERIFY(keygen.waitForFinished());
    const QByteArray text = contents(m_identity);
    m_recipient = QString::fromLatin1(text.mid(text.indexOf("age1"), 62));
    QVERIFY(m_recipient.startsWith(QLatin1String("age1")));
}

SinkOptions TestStream::writing(bool zstd, bool encrypted) const
{
    SinkOptions options;
    options.zstd = zstd;
    if (encrypted)
        options.ageRecipients = {m_recipient};
    return options;
}

SourceOptions TestStream::reading(bool zstd, bool encrypted) const
{
    SourceOptions options;
    options.zstd = zstd;
    options.encrypted = encrypted;
    options.ageIdentityFile = m_identity;
    return options;
}

Result<StreamFigure> TestStream::store(const QString &path, const QByteArray &bytes, SinkOptions options) const
{
    QFile::remove(path);
    QD_TRY(const auto sink, FileSink::create(JobContext(), path, std::move(options)));
    // Uneven pieces: what a pipe delivers.
    for (qsizetype at = 0, piece = 1; at < bytes.size(); at += piece, piece = std::min<qsizetype>(piece * 3 + 7, 700'001))
        QD_CHECK(sink->write(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at))));
    return sink->finish();
}

void TestStream::bytesComeBack_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("zstd");
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<int>("threads");
    for (const qsizetype size : {0, 1, 4096, 131'072, 131'073, 1'000'003, 50'000'000}) {
        for (const bool zstd : {false, true}) {
            for (const bool encrypted : {false, true}) {
                for (const int threads : {0, 2}) {
                    if (threads == 0 || zstd)
                        QTest::addRow("%lld%s%s%s", static_cast<long long>(size), zstd ? " zstd" : "", encrypted ? " age" : "",
                                      threads > 0 ? " threads" : "")
                            << size << zstd << encrypted << threads;
                }
            }
        }
    }
}

void TestStream::bytesComeBack()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, zstd);
    QFETCH(bool, encrypted);
    QFETCH(int, threads);
    const QByteArray bytes = someBytes(size);
    const QString path = m_folder.filePath(QStringLiteral("round"));
    SinkOptions options = writing(zstd, encrypted);
    options.threads = threads;
    StreamProgress last;
    options.onProgress = [&](const StreamProgress &progress) {
        QVERIFY(progress.rawBytes >= last.rawBytes && progress.diskBytes >= last.diskBytes);
        last = progress;
    };
    const auto figure = store(path, bytes, options);
    QD_VERIFY(figure);
    const QByteArray disk = contents(path);
    QCOMPARE(*figure, (StreamFigure{size, hex(bytes), disk.size(), hex(disk)}));
    QCOMPARE(last.rawBytes, size);
    QCOMPARE(last.diskBytes, disk.size());
    QCOMPARE(QFile(path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
    SourceOptions source = reading(zstd, encrypted);
    source.expected = *figure;
    const auto back = readBack(path, source);
    QD_VERIFY(back);
    QVERIFY(*back == bytes);
}

void TestStream::stockToolsReadOurFiles()
{
    const QByteArray bytes = someBytes(300'000);
    const QString path = m_folder.filePath(QStringLiteral("stock"));
    QD_VERIFY(store(path, bytes, writing(true, true)));
    QProcess shell;
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"), QStringLiteral("age -d -i \"$1\" \"$2\" | zstd -dc"), QStringLiteral("sh"), m_identity, path});
    QVERIFY(shell.waitForFinished());
    QVERIFY(shell.readAllStandardOutput() == bytes);
}

void TestStream::truncationAtEveryPercentIsNoticed_data()
{
    QTest::addColumn<bool>("zstd");
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("zstd alone, without hash") << true << false;
    QTest::newRow("age alone, without hash") << false << true;
    QTest::newRow("both, without hash") << true << true;
}

void TestStream::truncationAtEveryPercentIsNoticed()
{
    QFETCH(bool, zstd);
    QFETCH(bool, encrypted);
    const QString path = m_folder.filePath(QStringLiteral("cut"));
    QD_VERIFY(store(path, someBytes(400'000), writing(zstd, encrypted)));
    const QByteArray good = contents(path);
    for (int percent = 0; percent < 100; ++percent) {
        put(path, good.left(good.size() * percent / 100));
        // No hash is given: the formats themselves must notice.
        const auto read = readBack(path, reading(zstd, encrypted));
        QVERIFY2(!read, qPrintable(QString::number(percent)));
        QCOMPARE(read.error().kind, ErrorKind::Corrupt);
    }
    put(path, good.chopped(1));
    QD_VERIFY_ERROR(readBack(path, reading(zstd, encrypted)), ErrorKind::Corrupt);
}

void TestStream::randomBitFlipsAreNoticed_data()
{
    QTest::addColumn<bool>("zstd");
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<int>("flips");
    QTest::newRow("plain") << false << false << 1000;
    QTest::newRow("zstd") << true << false << 1000;
    QTest::newRow("zstd and age") << true << true << 100;
}

void TestStream::randomBitFlipsAreNoticed()
{
    QFETCH(bool, zstd);
    QFETCH(bool, encrypted);
    QFETCH(int, flips);
    const QString path = m_folder.filePath(QStringLiteral("flip"));
    const auto figure = store(path, someBytes(60'000), writing(zstd, encrypted));
    QD_VERIFY(figure);
    const QByteArray good = contents(path);
    SourceOptions options = reading(zstd, encrypted);
    options.expected = *figure;
    QRandomGenerator random(20260102);
    for (int i = 0; i < flips; ++i) {
        QByteArray bad = good;
        const auto at = static_cast<qsizetype>(random.bounded(static_cast<quint32>(bad.size())));
        bad[at] = static_cast<char>(bad.at(at) ^ (1 << random.bounded(8)));
        put(path, bad);
        const auto read = readBack(path, options);
        QVERIFY2(!read, qPrintable(QString::number(at)));
        QVERIFY2(read.error().kind == ErrorKind::Corrupt || encrypted, qPrintable(read.error().what));
    }
}

void TestStream::trailingBytesAreNoticed()
{
    const QString path = m_folder.filePath(QStringLiteral("tail"));
    for (const bool encrypted : {false, true}) {
        QD_VERIFY(store(path, someBytes(5000), writing(true, encrypted)));
        const QByteArray good = contents(path);
        // One byte, and a whole second file: both decoders would happily go on.
        for (const QByteArray &more : {QByteArray("\0", 1), good}) {
            put(path, good + more);
            QD_VERIFY_ERROR(readBack(path, reading(true, encrypted)), ErrorKind::Corrupt);
        }
    }
}

void TestStream::anEmptyFileIsNoZstdFile()
{
    const QString path = m_folder.filePath(QStringLiteral("empty"));
    put(path, {});
    QD_VERIFY_ERROR(readBack(path, reading(true, false)), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(readBack(path, reading(false, true)), ErrorKind::Corrupt);
    const auto plain = readBack(path, reading(false, false));
    QD_VERIFY(plain);
    QVERIFY(plain->isEmpty());
}

void TestStream::aFrameWithoutChecksumIsRefused()
{
    const QString path = m_folder.filePath(QStringLiteral("bare"));
    QFile::remove(path + QStringLiteral(".zst"));
    put(path, someBytes(5000));
    QCOMPARE(QProcess::execute(QStringLiteral("zstd"), {QStringLiteral("-q"), QStringLiteral("--no-check"), path}), 0);
    QD_VERIFY_ERROR(readBack(path + QStringLiteral(".zst"), reading(true, false)), ErrorKind::Corrupt);
}

void TestStream::aHugeWindowIsRefused()
{
    const QString path = m_folder.filePath(QStringLiteral("window"));
    QFile::remove(path + QStringLiteral(".zst"));
    put(path, QByteArray(40'000'000, 'a'));
    QCOMPARE(QProcess::execute(QStringLiteral("zstd"), {QStringLiteral("-q"), QStringLiteral("--long=27"), path}), 0);
    QD_VERIFY_ERROR(readBack(path + QStringLiteral(".zst"), reading(true, false)), ErrorKind::Corrupt);
}

void TestStream::aBombIsReadInBoundedMemory()
{
    const QString path = m_folder.filePath(QStringLiteral("bomb"));
    QFile::remove(path);
    const auto sink = FileSink::create(JobContext(), path, writing(true, false));
    QD_VERIFY(sink);
    const QByteArray zeros(1 << 20, '\0');
    rusage before = {};
    ::getrusage(RUSAGE_SELF, &before);
    constexpr qint64 total = 1LL << 29;
    for (qint64 done = 0; done < total; done += zeros.size())
        QD_VERIFY((*sink)->write(zeros));
    QD_VERIFY((*sink)->finish());
    const auto source = FileSource::open(JobContext(), path, reading(true, false));
    QD_VERIFY(source);
    qsizetype largest = 0;
    const auto figure = (*source)->drain([&](QByteArrayView bytes) -> Result<void> {
        largest = std::max(largest, bytes.size());
        return {};
    });
    QD_VERIFY(figure);
    QCOMPARE(figure->rawSize, total);
    QVERIFY(figure->size < 200'000);
    QVERIFY(largest <= 128 * 1024);
    rusage after = {};
    ::getrusage(RUSAGE_SELF, &after);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
    // Peak of the whole process: grew by less than one window and our buffers.
    QVERIFY2(after.ru_maxrss - before.ru_maxrss < 16 * 1024, qPrintable(QString::number(after.ru_maxrss - before.ru_maxrss)));
#endif
}

void TestStream::fullDeviceIsNoSpace()
{
    for (const bool zstd : {false, true}) {
        FileDescriptor fd(::open("/dev/full", O_WRONLY | O_CLOEXEC));
        QVERIFY(fd.isValid());
        const auto sink = FileSink::onDescriptor(JobContext(), std::move(fd), QStringLiteral("/dev/full"), writing(zstd, false));
        QD_VERIFY(sink);
        Result<void> written = (*sink)->write(someBytes(5'000'000));
        if (written)
            written = (*sink)->finish().map([](const StreamFigure &) {});
        QD_VERIFY_ERROR(written, ErrorKind::NoSpace);
    }
    QVERIFY(QFile::exists(QStringLiteral("/dev/full")));
}

void TestStream::fullFileSystemIsNoSpaceAndLeavesNothing()
{
    const QString mount = m_folder.filePath(QStringLiteral("small"));
    QVERIFY(QDir().mkpath(mount));
    if (::mount("tmpfs", mount.toLocal8Bit().constData(), "tmpfs", 0, "size=1m") != 0)
        QSKIP("may not mount here");
    const QByteArray bytes = someBytes(3'000'000);
    for (const bool encrypted : {false, true}) {
        const QString path = mount + QStringLiteral("/file");
        QD_VERIFY_ERROR(store(path, bytes, writing(true, encrypted)), ErrorKind::NoSpace);
        QVERIFY(QDir(mount).isEmpty());
    }
    ::umount(mount.toLocal8Bit().constData());
}

void TestStream::abandonedFileIsRemoved()
{
    const QString path = m_folder.filePath(QStringLiteral("abandoned"));
    {
        const auto sink = FileSink::create(JobContext(), path, writing(true, true));
        QD_VERIFY(sink);
        QD_VERIFY((*sink)->write(someBytes(1'000'000)));
        QVERIFY(QFile::exists(path));
    }
    QVERIFY(!QFile::exists(path));
}

void TestStream::existingFileIsNotTouched()
{
    const QString path = m_folder.filePath(QStringLiteral("there"));
    put(path, "old");
    QD_VERIFY_ERROR(FileSink::create(JobContext(), path, writing(false, false)), ErrorKind::Conflict);
    QCOMPARE(contents(path), QByteArray("old"));
    const QString link = m_folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("elsewhere")), link));
    QVERIFY(!FileSink::create(JobContext(), link, writing(false, false)));
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("elsewhere"))));
}

void TestStream::cancelledWriteEndsAtOnce()
{
    std::stop_source stop;
    const QString path = m_folder.filePath(QStringLiteral("cancelled"));
    SinkOptions options = writing(false, false);
    options.rateLimit = 10'000; // would take minutes
    QElapsedTimer timer;
    {
        const auto sink = FileSink::create(JobContext(stop.get_token()), path, options);
        QD_VERIFY(sink);
        std::jthread later([&] {
            std::this_thread::sleep_for(200ms);
            timer.start();
            stop.request_stop();
        });
        QD_VERIFY_ERROR((*sink)->write(someBytes(2'000'000)), ErrorKind::Cancelled);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }
    QVERIFY(!QFile::exists(path));
}

void TestStream::rateIsKept()
{
    SinkOptions options = writing(false, false);
    options.rateLimit = 4'000'000;
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY(store(m_folder.filePath(QStringLiteral("slow")), QByteArray(2'000'000, 'x'), options));
    QVERIFY2(timer.elapsed() >= 450, qPrintable(QString::number(timer.elapsed())));
}

void TestStream::wrongIdentityIsAuthNotDamage()
{
    const QString path = m_folder.filePath(QStringLiteral("sealed"));
    QD_VERIFY(store(path, someBytes(200'000), writing(true, true)));
    const QString other = m_folder.filePath(QStringLiteral("other"));
    QCOMPARE(QProcess::execute(QStringLiteral("age-keygen"), {QStringLiteral("-o"), other}), 0);
    SourceOptions options = reading(true, true);
    options.ageIdentityFile = other;
    QD_VERIFY_ERROR(readBack(path, options), ErrorKind::Auth);
    options.ageIdentityFile.clear();
    QD_VERIFY_ERROR(readBack(path, options), ErrorKind::Auth);
    options.ageIdentityFile = QStringLiteral("/nowhere/identity");
    QD_VERIFY_ERROR(readBack(path, options), ErrorKind::NotFound);
}

void TestStream::badRecipientIsAnError()
{
    SinkOptions options;
    options.ageRecipients = {QStringLiteral("age1nonsense")};
    const QString path = m_folder.filePath(QStringLiteral("bad"));
    const auto stored = store(path, someBytes(3'000'000), options);
    QVERIFY(!stored);
    QVERIFY2(stored.error().detail.contains(QLatin1String("recipient")), qPrintable(stored.error().detail));
    QVERIFY(!QFile::exists(path));
}

void TestStream::filesOfASetAreNeverReachedThroughLinks()
{
    const QString set = m_folder.filePath(QStringLiteral("set"));
    QVERIFY(QDir().mkpath(set + QStringLiteral("/env")));
    put(set + QStringLiteral("/env/real"), "x");
    put(m_folder.filePath(QStringLiteral("outside")), "secret");
    QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("outside")), set + QStringLiteral("/link")));
    QVERIFY(QFile::link(m_folder.path(), set + QStringLiteral("/folder")));
    QCOMPARE(::mkfifo(qPrintable(set + QStringLiteral("/pipe")), 0600), 0);
    QD_VERIFY(openInSet(set, QStringLiteral("env/real")));
    QD_VERIFY_ERROR(openInSet(set, QStringLiteral("link")), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(openInSet(set, QStringLiteral("folder/outside")), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(openInSet(set, QStringLiteral("pipe")), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(openInSet(set, QStringLiteral("env")), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(openInSet(set, QStringLiteral("../outside")), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(openInSet(set, QStringLiteral("absent")), ErrorKind::NotFound);
}

void TestStream::quickCheckSeesSizeAndHash()
{
    const QString set = m_folder.filePath(QStringLiteral("quick"));
    QVERIFY(QDir().mkpath(set));
    const QByteArray bytes = someBytes(2'000'000);
    put(set + QStringLiteral("/file"), bytes);
    FileEntry entry;
    entry.path = QStringLiteral("file");
    entry.size = bytes.size();
    entry.sha256 = hex(bytes);
    qint64 seen = 0;
    QD_VERIFY(checkFileBytes(JobContext(), set, entry, [&](qint64 done) { seen = done; }));
    QCOMPARE(seen, bytes.size());
    QByteArray bad = bytes;
    bad[1'234'567] = static_cast<char>(bad.at(1'234'567) ^ 1);
    put(set + QStringLiteral("/file"), bad);
    QD_VERIFY_ERROR(checkFileBytes(JobContext(), set, entry), ErrorKind::Corrupt);
    put(set + QStringLiteral("/file"), bytes.chopped(1));
    QD_VERIFY_ERROR(checkFileBytes(JobContext(), set, entry), ErrorKind::Corrupt);
}

void TestStream::filterThatDiesIsAnError()
{
    const auto sink = [](QByteArrayView) { return Result<void>(); };
    const auto early = FilterProcess::start(QStringLiteral("false"), {});
    QD_VERIFY(early);
    Result<void> fed = (*early)->feed(JobContext(), QByteArray(1'000'000, 'x'), sink);
    QD_VERIFY_ERROR(fed, ErrorKind::Corrupt);
    // Exit code 0 without having read everything is no success either.
    const auto polite = FilterProcess::start(QStringLiteral("true"), {});
    QD_VERIFY(polite);
    QD_VERIFY_ERROR((*polite)->feed(JobContext(), QByteArray(1'000'000, 'x'), sink), ErrorKind::Corrupt);
    QD_VERIFY_ERROR(FilterProcess::start(QStringLiteral("no-such-program-here"), {}), ErrorKind::NotFound);
}

void TestStream::filterThatHangsIsCancelled()
{
    std::stop_source stop;
    const auto filter = FilterProcess::start(QStringLiteral("sleep"), {QStringLiteral("1000")});
    QD_VERIFY(filter);
    std::jthread later([&] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    QD_VERIFY_ERROR((*filter)->finish(JobContext(stop.get_token()), [](QByteArrayView) { return Result<void>(); }), ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < 1000);
}

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
