// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/stream.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>

namespace quarterdeck::backup {

namespace {

using namespace std::chrono_literals;

struct StreamText
{
    Q_DECLARE_TR_FUNCTIONS(BackupStream)
};

constexpr qsizetype writeSize = 256 * 1024;
// A match may lie 4 MiB back; with several threads each holds a job of four windows.
constexpr int windowLog = 21;
constexpr int jobSize = 1 << 20;

} // namespace

struct FileSink::Compressor
{
    struct Free
    {
        void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    };
    std::unique_ptr<ZSTD_CCtx, Free> context{ZSTD_createCCtx()};
    QByteArray buffer = QByteArray(static_cast<qsizetype>(ZSTD_CStreamOutSize()), Qt::Uninitialized);
};

Result<std::unique_ptr<FileSink>> FileSink::create(const JobContext &context, const QString &path, SinkOptions options)
{
    FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, StreamText::tr("Could not create %1.").arg(path)));
    return onDescriptor(context, std::move(fd), path, std::move(options));
}

Result<std::unique_ptr<FileSink>> FileSink::onDescriptor(const JobContext &context, FileDescriptor fd, const QString &path, SinkOptions options)
{
    std::unique_ptr<FileSink> sink(new FileSink(context, std::move(fd), path, std::move(options)));
    if (sink->m_options.zstd) {
        sink->m_compressor = std::make_unique<Compressor>();
        ZSTD_CCtx *zstd = sink->m_compressor->context.get();
        if (zstd == nullptr || ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1)) != 0U
            || ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, std::clamp(sink->m_options.level, 1, 9))) != 0U
            || ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_windowLog, windowLog)) != 0U)
            return fail(ErrorKind::Internal, StreamText::tr("The zstd library refuses our settings."));
        // A library built without threads refuses; it then compresses in ours.
        if (sink->m_options.threads > 0 && ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_nbWorkers, sink->m_options.threads)) == 0U)
            ZSTD_CCtx_setParameter(zstd, ZSTD_c_jobSize, jobSize);
    }
    if (!sink->m_options.ageRecipients.isEmpty()) {
        QStringList arguments = {QStringLiteral("--encrypt")};
        for (const QString &recipient : sink->m_options.ageRecipients)
            arguments << QStringLiteral("--recipient") << recipient;
        QD_TRY(sink->m_age, FilterProcess::start(QStringLiteral("age"), arguments));
    }
    return sink;
}

FileSink::FileSink(const JobContext &context, FileDescriptor fd, QString path, SinkOptions options)
    : m_context(context)
    , m_fd(std::move(fd))
    , m_path(std::move(path))
    , m_options(std::move(options))
{
    m_pending.reserve(writeSize);
}

FileSink::~FileSink()
{
    if (m_finished)
        return;
    m_fd.reset();
    // Never a device a test or a person pointed us at.
    struct stat status = {};
    const QByteArray name = QFile::encodeName(m_path);
    if (::lstat(name.constData(), &status) == 0 && S_ISREG(status.st_mode))
        ::unlink(name.constData());
}

Result<void> FileSink::write(QByteArrayView bytes)
{
    // In pieces, so that a cancel is heard within a large buffer too.
    while (!bytes.isEmpty()) {
        QD_CHECK(m_context.checkpoint());
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), writeSize));
        bytes = bytes.sliced(piece.size());
        if (isTransformed())
            m_rawHash.add(piece);
        m_done.rawBytes += piece.size();
        QD_CHECK(m_compressor ? compress(piece, false) : encrypt(piece));
        if (m_options.onProgress)
            m_options.onProgress(m_done);
    }
    return {};
}

Result<StreamFigure> FileSink::finish()
{
    if (m_compressor)
        QD_CHECK(compress({}, true));
    if (m_age)
        QD_CHECK(m_age->finish(m_context, [this](QByteArrayView output) { return store(output); }));
    QD_CHECK(flush());
    if (::fsync(m_fd.get()) != 0)
        return fail(errorFromErrno(errno, StreamText::tr("Could not write %1 to disk.").arg(m_path)));
    if (m_options.onProgress)
        m_options.onProgress(m_done);
    StreamFigure figure{m_done.rawBytes, {}, m_done.diskBytes, m_diskHash.finish()};
    figure.rawSha256 = isTransformed() ? m_rawHash.finish() : figure.sha256;
    if (figure.sha256.isEmpty() || figure.rawSha256.isEmpty())
        return fail(ErrorKind::Internal, StreamText::tr("The checksum of %1 could not be computed.").arg(m_path));
    // A late error of a network file system shows at close.
    if (::close(m_fd.release()) != 0 && errno != EINTR)
        return fail(errorFromErrno(errno, StreamText::tr("Could not write %1 to disk.").arg(m_path)));
    m_finished = true;
    return figure;
}

Result<void> FileSink::compress(QByteArrayView bytes, bool last)
{
    ZSTD_inBuffer input = {bytes.data(), static_cast<size_t>(bytes.size()), 0};
    while (true) {
        ZSTD_outBuffer output = {m_compressor->buffer.data(), static_cast<size_t>(m_compressor->buffer.size()), 0};
        const size_t left = ZSTD_compressStream2(m_compressor->context.get(), &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left) != 0U)
            return fail(ErrorKind::Internal, StreamText::tr("Could not compress %1.").arg(m_path), QString::fromLatin1(ZSTD_getErrorName(left)));
        if (output.pos > 0)
            QD_CHECK(encrypt(QByteArrayView(m_compressor->buffer.constData(), static_cast<qsizetype>(output.pos))));
        if (last ? left == 0 : input.pos == input.size)
            return {};
        QD_CHECK(m_context.checkpoint());
    }
}

Result<void> FileSink::encrypt(QByteArrayView bytes)
{
    if (!m_age)
        return store(bytes);
    return m_age->feed(m_context, bytes, [this](QByteArrayView output) { return store(output); });
}

Result<void> FileSink::store(QByteArrayView bytes)
{
    m_pending.append(bytes.data(), bytes.size());
    return m_pending.size() >= writeSize ? flush() : Result<void>();
}

Result<void> FileSink::flush()
{
    qsizetype written = 0;
    while (written < m_pending.size()) {
        QD_CHECK(m_context.checkpoint());
        const ssize_t n = ::write(m_fd.get(), m_pending.constData() + written, static_cast<size_t>(m_pending.size() - written));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(errno, StreamText::tr("Could not write %1.").arg(m_path)));
        m_diskHash.add(QByteArrayView(m_pending.constData() + written, n));
        written += n;
        m_done.diskBytes += n;
    }
    m_pending.resize(0);
    return keepRate();
}

Result<void> FileSink::keepRate()
{
    if (m_options.rateLimit <= 0)
        return {};
    const double due = static_cast<double>(m_done.diskBytes) / static_cast<double>(m_options.rateLimit);
    const auto ahead
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(due) - (std::chrono::steady_clock::now() - m_started));
    return ahead > 0ms ? m_context.sleep(ahead) : Result<void>();
}

} // namespace quarterdeck::backup
