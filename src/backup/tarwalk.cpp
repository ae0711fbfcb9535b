// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/tarwalk.h"

#include <QCoreApplication>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace quarterdeck::backup {

namespace {

struct TarText
{
    Q_DECLARE_TR_FUNCTIONS(TarWalk)
};

struct FreeReader
{
    void operator()(archive *reader) const { archive_read_free(reader); }
};

struct Source
{
    ChunkQueue *queue = nullptr;
    QByteArray current; ///< libarchive keeps pointing into it until the next call
};

la_ssize_t pull(archive *, void *data, const void **buffer)
{
    auto *source = static_cast<Source *>(data);
    source->current = source->queue->pop();
    *buffer = source->current.constData();
    return source->current.size();
}

constexpr qint64 blockSize = 512;
constexpr qsizetype endSize = 2 * blockSize;
constexpr qsizetype keptSize = 64 * 1024;

Error broken(archive *reader)
{
    return {ErrorKind::Corrupt, TarText::tr("The archive breaks off or is damaged."), QString::fromUtf8(archive_error_string(reader)), {}};
}

/// The data of the present entry.
Result<qint64> readData(archive *reader, QByteArray *keep)
{
    qint64 total = 0;
    while (true) {
        const void *block = nullptr;
        size_t size = 0;
        la_int64_t offset = 0;
        const int code = archive_read_data_block(reader, &block, &size, &offset);
        if (code == ARCHIVE_EOF)
            return total;
        if (code != ARCHIVE_OK)
            return fail(broken(reader));
        total += static_cast<qint64>(size);
        if (keep != nullptr && keep->size() + static_cast<qsizetype>(size) <= keptSize)
            keep->append(static_cast<const char *>(block), static_cast<qsizetype>(size));
    }
}

Result<TarFigure> walk(ChunkQueue &queue, const QStringList &wanted)
{
    const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    Source source{&queue, {}};
    if (archive_read_open(reader.get(), &source, nullptr, pull, nullptr) != ARCHIVE_OK)
        return fail(broken(reader.get()));
    TarFigure figure;
    while (true) {
        archive_entry *entry = nullptr;
        const int code = archive_read_next_header(reader.get(), &entry);
        if (code == ARCHIVE_EOF)
            return figure;
        // A warning is about a name's character set at most.
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            return fail(broken(reader.get()));
        ++figure.entries;
        const QString path = QString::fromUtf8(archive_entry_pathname(entry));
        QByteArray *keep = wanted.contains(path) ? &figure.files[path] : nullptr;
        QD_TRY(const qint64 bytes, readData(reader.get(), keep));
        figure.bytes += bytes;
    }
}

} // namespace

TarWalk::TarWalk(QStringList wanted)
    : m_wanted(std::move(wanted))
    , m_reader([this] { read(); })
{
}

TarWalk::~TarWalk()
{
    m_queue.close();
}

void TarWalk::read()
{
    m_figure = walk(m_queue, m_wanted);
    m_queue.abandon();
}

Result<void> TarWalk::feed(QByteArrayView bytes)
{
    m_size += bytes.size();
    m_tail.append(bytes.last(std::min(bytes.size(), endSize)));
    m_tail = m_tail.right(endSize);
    m_queue.push(bytes.toByteArray());
    return {};
}

Result<TarFigure> TarWalk::finish()
{
    m_queue.close();
    if (m_reader.joinable())
        m_reader.join();
    QD_CHECK(m_figure);
    if (m_size % blockSize != 0 || m_tail.size() < endSize || m_tail.count('\0') != endSize)
        return fail(ErrorKind::Corrupt, TarText::tr("The archive breaks off: its end is missing."));
    if (m_figure->entries == 0)
        return fail(ErrorKind::Corrupt, TarText::tr("The archive is empty."));
    return m_figure;
}

} // namespace quarterdeck::backup
