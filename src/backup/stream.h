// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "backup/filterprocess.h"
#include "backup/manifest.h"
#include "backup/sha256.h"
#include "foundation/filedescriptor.h"
#include "foundation/jobcontext.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

/// Bytes on their way into a set and out of it again, in bounded memory.
///
/// Outermost is age, inside it one zstd frame with its content checksum on
/// (RFC 8878), inside that the data. Both ends count and hash on the way.
namespace quarterdeck::backup {

/// How far a stream is: bytes before codec and encryption, and bytes on disk.
struct StreamProgress
{
    qint64 rawBytes = 0;
    qint64 diskBytes = 0;
};

/// What went through.
struct StreamFigure
{
    qint64 rawSize = 0;
    QString rawSha256;
    qint64 size = 0;
    QString sha256;

    bool operator==(const StreamFigure &) const = default;
};

struct SinkOptions
{
    bool zstd = true;
    int level = 1; ///< of zstd: 1 (fast) to 9; at most 9, so that memory stays bounded
    int threads = 0; ///< of zstd beside ours; 0 = compress in the calling thread
    QStringList ageRecipients; ///< public keys (age1..., ssh-...); empty = not encrypted
    qint64 rateLimit = 0; ///< bytes per second on disk; 0 = none
    /// After each piece, from the calling thread. May be empty.
    std::function<void(const StreamProgress &)> onProgress;
};

/// Writes one file of a set. Not finished means gone: an abandoned file is removed.
class FileSink final
{
public:
    /// @param path must not exist; made with mode 0600
    /// @param context kept, and asked while bytes are written
    [[nodiscard]] static Result<std::unique_ptr<FileSink>> create(const JobContext &context, const QString &path, SinkOptions options);
    /// On a descriptor opened by the caller; `path` is for messages and for removal.
    [[nodiscard]] static Result<std::unique_ptr<FileSink>> onDescriptor(const JobContext &context, FileDescriptor fd, const QString &path,
                                                                        SinkOptions options);
    ~FileSink();
    Q_DISABLE_COPY_MOVE(FileSink)

    /// Errors: NoSpace, Corrupt (input/output error), Auth (read-only), Cancelled.
    /// After an error nothing but destruction is of use.
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    /// Ends codec and encryption, makes the file durable and gives its figures.
    [[nodiscard]] Result<StreamFigure> finish();

private:
    struct Compressor;

    FileSink(const JobContext &context, FileDescriptor fd, QString path, SinkOptions options);

    /// Otherwise both hashes are one, and computed once.
    [[nodiscard]] bool isTransformed() const { return m_compressor || m_age; }
    [[nodiscard]] Result<void> compress(QByteArrayView bytes, bool last);
    [[nodiscard]] Result<void> encrypt(QByteArrayView bytes);
    [[nodiscard]] Result<void> store(QByteArrayView bytes);
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] Result<void> keepRate();

    JobContext m_context;
    FileDescriptor m_fd;
    QString m_path;
    SinkOptions m_options;
    std::unique_ptr<Compressor> m_compressor;
    std::unique_ptr<FilterProcess> m_age;
    QByteArray m_pending; ///< for the disk, so that it gets large writes
    Sha256 m_rawHash;
    Sha256 m_diskHash;
    StreamProgress m_done;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    bool m_finished = false;
};

/// Of a file that is compressed: the hash of what is in it as well, or only that of its own bytes (and zstd's checksum)?
enum class RawHash { Compare, Skip };

struct SourceOptions
{
    bool zstd = true;
    bool encrypted = false;
    QString ageIdentityFile; ///< needed when encrypted
    /// When given, the end is not the end before sizes and hashes agree; an
    /// empty hash or a negative size is not compared.
    std::optional<StreamFigure> expected;
    RawHash rawHash = RawHash::Compare;
    std::function<void(const StreamProgress &)> onProgress;
};

/// Reads a file of a set back. Whatever is wrong with it (a byte missing, a
/// bit changed, something behind its end) is Corrupt, at the latest at its end:
/// bytes given out before are not to be trusted until then.
class FileSource final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> open(const JobContext &context, const QString &path, SourceOptions options);
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> onDescriptor(const JobContext &context, FileDescriptor fd, const QString &path,
                                                                          SourceOptions options);
    /// A file of a set, never through a symbolic link, compared with its entry.
    [[nodiscard]] static Result<std::unique_ptr<FileSource>> openEntry(const JobContext &context, const QString &setPath, const FileEntry &entry,
                                                                       const QString &ageIdentityFile, RawHash rawHash = RawHash::Compare);
    ~FileSource();
    Q_DISABLE_COPY_MOVE(FileSource)

    /// At most `maximum` bytes; an empty array is the verified end.
    [[nodiscard]] Result<QByteArray> read(qsizetype maximum);
    /// Everything that is left, into a sink.
    [[nodiscard]] Result<StreamFigure> drain(const docker::ByteSink &sink);
    /// Valid after the end.
    [[nodiscard]] const StreamFigure &figure() const { return m_figure; }

private:
    struct Decompressor;

    FileSource(const JobContext &context, FileDescriptor fd, QString path, SourceOptions options);

    [[nodiscard]] bool isTransformed() const { return m_decompressor || m_age; }
    [[nodiscard]] Result<void> refill();
    [[nodiscard]] Result<QByteArray> decompress(qsizetype maximum);
    [[nodiscard]] Result<void> conclude();

    JobContext m_context;
    FileDescriptor m_fd;
    QString m_path;
    SourceOptions m_options;
    std::unique_ptr<Decompressor> m_decompressor;
    std::unique_ptr<FilterProcess> m_age;
    QByteArray m_plain; ///< decrypted, not yet decompressed
    qsizetype m_plainUsed = 0;
    bool m_plainEnds = false;
    Sha256 m_rawHash;
    Sha256 m_diskHash;
    StreamFigure m_figure;
    bool m_ended = false;
};

/// Opens a file of a set for reading: every component below `setPath` must be
/// a real folder, the last one a regular file; symbolic links are refused.
/// Errors: NotFound, Corrupt (a link, a device, a path that leaves the set).
[[nodiscard]] Result<FileDescriptor> openInSet(const QString &setPath, const QString &relativePath);

/// Hashes the bytes on disk alone: what a quick check does.
/// @param expected size is compared before a byte is read, the hash at the end
[[nodiscard]] Result<void> checkFileBytes(const JobContext &context, const QString &setPath, const FileEntry &expected,
                                          const std::function<void(qint64)> &onBytes = {});

} // namespace quarterdeck::backup
