// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/containerfile.h"

#include "foundation/chunkqueue.h"

#include <QCoreApplication>

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <thread>

namespace quarterdeck::stack {

namespace {

struct ContainerFileText
{
    Q_DECLARE_TR_FUNCTIONS(ContainerFile)
};

struct FreeReader
{
    void operator()(archive *reader) const { archive_read_free(reader); }
};
struct FreeWriter
{
    void operator()(archive *writer) const { archive_write_free(writer); }
};
struct FreeEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

struct PullState
{
    ChunkQueue *queue = nullptr;
    QByteArray current; ///< libarchive keeps pointing into it until the next call
};

la_ssize_t pullChunk(archive *, void *data, const void **buffer)
{
    auto *state = static_cast<PullState *>(data);
    state->current = state->queue->pop();
    *buffer = state->current.constData();
    return state->current.size();
}

} // namespace

Result<qint64> readContainerFile(const JobContext &context, docker::DockerPort &docker, const QString &containerId, const QString &path,
                                 const docker::ByteSink &sink)
{
    ChunkQueue queue;
    Result<void> received;
    Result<qint64> outcome = fail(ErrorKind::NotFound, ContainerFileText::tr("%1 is not in the container.").arg(path));
    {
        const std::jthread receiver([&] {
            received = docker.getArchive(context, containerId, path, [&queue](QByteArrayView bytes) -> Result<void> {
                if (!queue.push(bytes.toByteArray()))
                    return fail(ErrorKind::Cancelled, ContainerFileText::tr("Cancelled."));
                return {};
            });
            queue.close();
        });

        const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
        archive_read_support_format_tar(reader.get());
        PullState state{&queue, {}};
        archive_entry *entry = nullptr;
        if (archive_read_open(reader.get(), &state, nullptr, pullChunk, nullptr) == ARCHIVE_OK
            && archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
            if (archive_entry_filetype(entry) != AE_IFREG) {
                outcome = fail(ErrorKind::Invalid, ContainerFileText::tr("%1 in the container is not a regular file.").arg(path));
            } else {
                qint64 total = 0;
                while (true) {
                    const void *block = nullptr;
                    size_t size = 0;
                    la_int64_t offset = 0;
                    const int code = archive_read_data_block(reader.get(), &block, &size, &offset);
                    if (code == ARCHIVE_EOF) {
                        outcome = total;
                        break;
                    }
                    if (code != ARCHIVE_OK) {
                        outcome = fail(ErrorKind::Corrupt, ContainerFileText::tr("Reading %1 from the container broke off.").arg(path),
                                       QString::fromUtf8(archive_error_string(reader.get())));
                        break;
                    }
                    total += static_cast<qint64>(size);
                    if (Result<void> written = sink(QByteArrayView(static_cast<const char *>(block), static_cast<qsizetype>(size))); !written) {
                        outcome = fail(written.error());
                        break;
                    }
                }
            }
        }
        queue.abandon();
    }
    // A transfer that broke explains more than the archive reader's view of it.
    if (!outcome && !received && received.error().kind != ErrorKind::Cancelled)
        return fail(received.error());
    QD_CHECK(context.checkpoint());
    return outcome;
}

Result<void> writeContainerFile(const JobContext &context, docker::DockerPort &docker, const QString &containerId, const QString &folder,
                                const QString &name, qint64 size, int mode, qint64 uid, qint64 gid, const docker::ByteSource &source)
{
    // The header comes from libarchive; the data and the padding are streamed
    // behind it, so that the file is never in memory as a whole.
    QByteArray pending;
    {
        const std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
        archive_write_set_format_pax_restricted(writer.get());
        archive_write_set_bytes_per_block(writer.get(), 0);
        const auto collect = [](archive *, void *data, const void *buffer, size_t length) -> la_ssize_t {
            static_cast<QByteArray *>(data)->append(static_cast<const char *>(buffer), static_cast<qsizetype>(length));
            return static_cast<la_ssize_t>(length);
        };
        archive_write_open(writer.get(), &pending, nullptr, collect, nullptr);
        const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
        archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), static_cast<mode_t>(mode));
        archive_entry_set_uid(entry.get(), uid);
        archive_entry_set_gid(entry.get(), gid);
        archive_entry_set_size(entry.get(), size);
        if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK)
            return fail(ErrorKind::Internal, ContainerFileText::tr("Could not pack %1.").arg(name),
                        QString::fromUtf8(archive_error_string(writer.get())));
        archive_write_fail(writer.get()); // no closing blocks of its own: we write them
    }
    qint64 left = size;
    bool closed = false;
    return docker.putArchive(context, containerId, folder, [&](qsizetype maximum) -> Result<QByteArray> {
        if (pending.isEmpty() && left > 0) {
            QD_TRY(QByteArray more, source(static_cast<qsizetype>(std::min<qint64>(left, maximum))));
            pending = std::move(more);
            if (pending.isEmpty() || pending.size() > left)
                return fail(ErrorKind::Corrupt, ContainerFileText::tr("%1 does not have the size it should have.").arg(name));
            left -= pending.size();
        }
        if (pending.isEmpty() && !closed) {
            closed = true;
            // Pad to a block of 512, then two empty blocks end the archive.
            pending = QByteArray((512 - size % 512) % 512 + 1024, '\0');
        }
        QByteArray chunk = pending.left(maximum);
        pending.remove(0, chunk.size());
        return chunk;
    });
}

} // namespace quarterdeck::stack
