// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/stream.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace quarterdeck::backup {

namespace {

struct StreamText
{
    Q_DECLARE_TR_FUNCTIONS(BackupStream)
};

constexpr qsizetype readSize = 128 * 1024;
constexpr qsizetype hashSize = 512 * 1024;
// Our own files need 21; a frame that asks for more would only eat memory.
constexpr int maximumWindowLog = 23;

/// What age says, told apart: a key that is not the right one is no damage.
Result<void> judged(Result<void> result)
{
    if (!result && result.error().detail.contains(QLatin1String("no identity matched"))) {
        return fail(ErrorKind::Auth, StreamText::tr("The identity file does not open this backup."), result.error().detail,
                    StreamText::tr("Name the age identity file that belongs to this backup's recipients."));
    }
    return result;
}

Result<void> corrupt(const QString &path, const QString &detail)
{
    return fail(ErrorKind::Corrupt, StreamText::tr("%1 is damaged.").arg(path), detail,
                StreamText::tr("Use another set; check the disk this one lies on."));
}

} // namespace

struct FileSource::Decompressor
{
    struct Free
    {
        void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
    };
    std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
    bool frameEnded = false;
    bool mayHoldMore = false; ///< it filled our buffer: more may come without more input
    QByteArray header; ///< the first five bytes, for the frame descriptor
};

Result<std::unique_ptr<FileSource>> FileSource::open(const JobContext &context, const QString &path, SourceOptions options)
{
    FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, StreamText::tr("Could not open %1.").arg(path)));
    return onDescriptor(context, std::move(fd), path, std::move(options));
}

Result<std::unique_ptr<FileSource>> FileSource::openEntry(const JobContext &context, const QString &setPath, const FileEntry &entry,
                                                          const QString &ageIdentityFile, RawHash rawHash)
{
    QD_TRY(FileDescriptor fd, openInSet(setPath, entry.path));
    SourceOptions options;
    options.zstd = entry.codec == QLatin1String("zstd");
    options.encrypted = entry.encrypted;
    options.ageIdentityFile = ageIdentityFile;
    options.expected = StreamFigure{entry.rawSize, entry.rawSha256, entry.size, entry.sha256};
    options.rawHash = rawHash;
    if (rawHash == RawHash::Skip)
        options.expected->rawSha256.clear();
    return onDescriptor(context, std::move(fd), setPath + QLatin1Char('/') + entry.path, std::move(options));
}

Result<std::unique_ptr<FileSource>> FileSource::onDescriptor(const JobContext &context, FileDescriptor fd, const QString &path, SourceOptions options)
{
    std::unique_ptr<FileSource> source(new FileSource(context, std::move(fd), path, std::move(options)));
    ::posix_fadvise(source->m_fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    if (source->m_options.zstd) {
        source->m_decompressor = std::make_unique<Decompressor>();
        ZSTD_DCtx *zstd = source->m_decompressor->context.get();
        if (zstd == nullptr || ZSTD_isError(ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, maximumWindowLog)) != 0U)
            return fail(ErrorKind::Internal, StreamText::tr("The zstd library refuses our settings."));
    }
    if (source->m_options.encrypted) {
        if (source->m_options.ageIdentityFile.isEmpty()) {
            return fail(ErrorKind::Auth, StreamText::tr("%1 is encrypted, and no identity file is known.").arg(path), {},
                        StreamText::tr("Name the age identity file that belongs to this backup's recipients."));
        }
        if (::access(QFile::encodeName(source->m_options.ageIdentityFile).constData(), R_OK) != 0)
            return fail(errorFromErrno(errno, StreamText::tr("Could not read the identity file %1.").arg(source->m_options.ageIdentityFile)));
        const QStringList arguments = {QStringLiteral("--decrypt"), QStringLiteral("--identity"), source->m_options.ageIdentityFile};
        QD_TRY(source->m_age, FilterProcess::start(QStringLiteral("age"), arguments));
    }
    return source;
}

FileSource::FileSource(const JobContext &context, FileDescriptor fd, QString path, SourceOptions options)
    : m_context(context)
    , m_fd(std::move(fd))
    , m_path(std::move(path))
    , m_options(std::move(options))
{
}

FileSource::~FileSource() = default;

Result<QByteArray> FileSource::read(qsizetype maximum)
{
    while (!m_ended) {
        QD_CHECK(m_context.checkpoint());
        if (m_plainUsed == m_plain.size() && !m_plainEnds && !(m_decompressor && m_decompressor->mayHoldMore)) {
            QD_CHECK(refill());
            continue;
        }
        QByteArray bytes;
        if (m_decompressor) {
            QD_TRY(bytes, decompress(maximum));
        } else {
            bytes = m_plain.mid(m_plainUsed, maximum);
            m_plainUsed += bytes.size();
        }
        if (isTransformed() && m_options.rawHash == RawHash::Compare)
            m_rawHash.add(bytes);
        m_figure.rawSize += bytes.size();
        // Not only at the end: few bytes can hold very many, and who reads may keep what it was told to expect.
        if (m_options.expected && m_options.expected->rawSize >= 0 && m_figure.rawSize > m_options.expected->rawSize)
            return fail(corrupt(m_path, QStringLiteral("more data than the %1 bytes there should be").arg(m_options.expected->rawSize)).error());
        if (m_options.onProgress)
            m_options.onProgress({m_figure.rawSize, m_figure.size});
        if (!bytes.isEmpty())
            return bytes;
        if (m_plainEnds && m_plainUsed == m_plain.size() && !(m_decompressor && m_decompressor->mayHoldMore))
            QD_CHECK(conclude());
    }
    return QByteArray();
}

Result<StreamFigure> FileSource::drain(const docker::ByteSink &sink)
{
    while (true) {
        QD_TRY(const QByteArray bytes, read(readSize));
        if (bytes.isEmpty())
            return m_figure;
        QD_CHECK(sink(bytes));
    }
}

Result<void> FileSource::refill()
{
    std::array<char, readSize> buffer;
    const ssize_t n = ::read(m_fd.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR)
        return {};
    if (n < 0)
        return fail(errorFromErrno(errno, StreamText::tr("Could not read %1.").arg(m_path)));
    m_plain.resize(0);
    m_plainUsed = 0;
    m_diskHash.add(QByteArrayView(buffer.data(), n));
    m_figure.size += n;
    const auto collect = [this](QByteArrayView bytes) -> Result<void> {
        m_plain.append(bytes.data(), bytes.size());
        return {};
    };
    if (n == 0) {
        m_plainEnds = true;
        return m_age ? judged(m_age->finish(m_context, collect)) : Result<void>();
    }
    const QByteArrayView bytes(buffer.data(), n);
    return m_age ? judged(m_age->feed(m_context, bytes, collect)) : collect(bytes);
}

Result<QByteArray> FileSource::decompress(qsizetype maximum)
{
    Decompressor &zstd = *m_decompressor;
    if (m_plainUsed == m_plain.size() && !zstd.mayHoldMore) // the end: conclude() judges
        return QByteArray();
    if (zstd.frameEnded)
        return fail(corrupt(m_path, QStringLiteral("data behind the end of the zstd frame")).error());
    if (zstd.header.size() < 5)
        zstd.header.append(m_plain.mid(m_plainUsed, 5 - zstd.header.size()));
    QByteArray bytes(std::min<qsizetype>(maximum, readSize), Qt::Uninitialized);
    ZSTD_inBuffer input = {m_plain.constData(), static_cast<size_t>(m_plain.size()), static_cast<size_t>(m_plainUsed)};
    ZSTD_outBuffer output = {bytes.data(), static_cast<size_t>(bytes.size()), 0};
    const size_t state = ZSTD_decompressStream(zstd.context.get(), &output, &input);
    if (ZSTD_isError(state) != 0U)
        return fail(corrupt(m_path, QStringLiteral("zstd: ") + QString::fromLatin1(ZSTD_getErrorName(state))).error());
    // Zero means: this frame is complete and everything of it was given out.
    zstd.frameEnded = state == 0;
    zstd.mayHoldMore = state != 0 && output.pos == output.size;
    m_plainUsed = static_cast<qsizetype>(input.pos);
    bytes.resize(static_cast<qsizetype>(output.pos));
    return bytes;
}

Result<void> FileSource::conclude()
{
    m_ended = true;
    if (m_decompressor) {
        if (!m_decompressor->frameEnded)
            return corrupt(m_path, QStringLiteral("the zstd frame does not end: the file is cut off"));
        // Bit 2 of the frame header descriptor (RFC 8878, 3.1.1.1.1). Our sink always sets it.
        if (m_decompressor->header.size() < 5 || (m_decompressor->header.at(4) & 0x04) == 0)
            return corrupt(m_path, QStringLiteral("the zstd frame carries no checksum"));
    }
    m_figure.sha256 = m_diskHash.finish();
    if (m_options.rawHash == RawHash::Compare)
        m_figure.rawSha256 = isTransformed() ? m_rawHash.finish() : m_figure.sha256;
    if (!m_options.expected)
        return {};
    const StreamFigure &expected = *m_options.expected;
    const auto differs = [](const QString &wanted, const QString &found) { return !wanted.isEmpty() && wanted != found; };
    if (expected.size >= 0 && expected.size != m_figure.size)
        return corrupt(m_path, QStringLiteral("%1 bytes on disk instead of %2").arg(m_figure.size).arg(expected.size));
    if (differs(expected.sha256, m_figure.sha256))
        return corrupt(m_path, QStringLiteral("SHA-256 of the file differs from the manifest"));
    if (expected.rawSize >= 0 && expected.rawSize != m_figure.rawSize)
        return corrupt(m_path, QStringLiteral("%1 bytes of data instead of %2").arg(m_figure.rawSize).arg(expected.rawSize));
    if (differs(expected.rawSha256, m_figure.rawSha256))
        return corrupt(m_path, QStringLiteral("SHA-256 of the data differs from the manifest"));
    return {};
}

Result<FileDescriptor> openInSet(const QString &setPath, const QString &relativePath)
{
    const QString shown = setPath + QLatin1Char('/') + relativePath;
    if (!isSafeSetPath(relativePath))
        return fail(ErrorKind::Corrupt, StreamText::tr("The path %1 does not belong into a set.").arg(relativePath));
    FileDescriptor folder(::open(QFile::encodeName(setPath).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (!folder.isValid())
        return fail(errorFromErrno(errno, StreamText::tr("Could not open the set %1.").arg(setPath)));
    const QStringList components = relativePath.split(QLatin1Char('/'));
    for (qsizetype i = 0; i < components.size(); ++i) {
        const bool last = i + 1 == components.size();
        // Non-blocking, so that a pipe put in a file's place cannot hang us.
        const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (last ? O_NONBLOCK : O_DIRECTORY);
        FileDescriptor next(::openat(folder.get(), QFile::encodeName(components.at(i)).constData(), flags));
        if (!next.isValid() && (errno == ELOOP || errno == ENXIO || (errno == ENOTDIR && !last)))
            return fail(corrupt(shown, QStringLiteral("not a regular file in real folders")).error());
        if (!next.isValid())
            return fail(errorFromErrno(errno, StreamText::tr("Could not open %1.").arg(shown)));
        folder = std::move(next);
    }
    struct stat status = {};
    if (::fstat(folder.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail(corrupt(shown, QStringLiteral("not a regular file in real folders")).error());
    return folder;
}

Result<void> checkFileBytes(const JobContext &context, const QString &setPath, const FileEntry &expected, const std::function<void(qint64)> &onBytes)
{
    QD_TRY(FileDescriptor fd, openInSet(setPath, expected.path));
    const QString shown = setPath + QLatin1Char('/') + expected.path;
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0)
        return fail(errorFromErrno(errno, StreamText::tr("Could not read %1.").arg(shown)));
    if (status.st_size != expected.size)
        return corrupt(shown, QStringLiteral("%1 bytes on disk instead of %2").arg(status.st_size).arg(expected.size));
    ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    Sha256 hash;
    QByteArray buffer(hashSize, Qt::Uninitialized);
    qint64 done = 0;
    while (true) {
        QD_CHECK(context.checkpoint());
        const ssize_t n = ::read(fd.get(), buffer.data(), static_cast<size_t>(buffer.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(errno, StreamText::tr("Could not read %1.").arg(shown)));
        if (n == 0)
            break;
        hash.add(QByteArrayView(buffer.constData(), n));
        done += n;
        if (onBytes)
            onBytes(done);
    }
    if (done != expected.size || hash.finish() != expected.sha256)
        return corrupt(shown, QStringLiteral("SHA-256 of the file differs from the manifest"));
    return {};
}

} // namespace quarterdeck::backup
