// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/targuard.h"

#include <QCoreApplication>
#include <QHash>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace quarterdeck::restore {

namespace {

struct GuardText
{
    Q_DECLARE_TR_FUNCTIONS(TarGuard)
};

struct FreeArchive
{
    void operator()(archive *handle) const { archive_free(handle); }
};
struct FreeEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};
using ArchiveHandle = std::unique_ptr<archive, FreeArchive>;

constexpr qsizetype blockSize = 512;
constexpr qsizetype endSize = 2 * blockSize;
constexpr qsizetype pieceSize = 256 * 1024;
constexpr qsizetype maximumPath = 4096;
constexpr qsizetype maximumComponent = 255;

/// Gives libarchive the bytes, and keeps what it must not swallow: our own errors.
struct Input
{
    const docker::ByteSource &source;
    QByteArray current; ///< libarchive keeps pointing into it until the next call
    QByteArray tail; ///< the last two blocks
    qint64 size = 0;
    bool ended = false;
    std::optional<Error> error;

    Result<void> next()
    {
        Result<QByteArray> bytes = source(pieceSize);
        if (!bytes) {
            error = bytes.error();
            return fail(bytes.error());
        }
        current = *std::move(bytes);
        ended = current.isEmpty();
        size += current.size();
        tail = tail.append(current.last(std::min(current.size(), endSize))).right(endSize);
        return {};
    }
};

la_ssize_t pull(archive *handle, void *data, const void **buffer)
{
    auto *input = static_cast<Input *>(data);
    if (input->ended)
        return 0;
    if (!input->next()) {
        archive_set_error(handle, EIO, "the source failed");
        return -1;
    }
    *buffer = input->current.constData();
    return input->current.size();
}

/// Where the new archive goes.
struct Output
{
    const docker::ByteSink &sink;
    std::optional<Error> error;
    bool shut = false; ///< whatever else libarchive writes goes nowhere
};

la_ssize_t push(archive *handle, void *data, const void *buffer, size_t size)
{
    auto *output = static_cast<Output *>(data);
    const auto length = static_cast<la_ssize_t>(size);
    if (output->shut)
        return length;
    if (const Result<void> taken = output->sink(QByteArrayView(static_cast<const char *>(buffer), length)); !taken) {
        output->error = taken.error();
        archive_set_error(handle, EIO, "the sink failed");
        return -1;
    }
    return length;
}

/// A name for people: nothing in it may move their cursor.
QString shown(const QByteArray &path)
{
    QString text;
    for (const QChar c : QString::fromUtf8(path.left(200)))
        text += c.isPrint() ? c : QChar(u'?');
    return text;
}

tl::unexpected<Error> refused(const QByteArray &path, const QString &why)
{
    return fail(ErrorKind::Invalid, GuardText::tr("The archive of n8n's data is refused: \"%1\" %2.").arg(shown(path), why), {},
                GuardText::tr("n8n itself makes no such entry. Take another set, and find out who could write to this one."));
}

bool hasControlCharacters(const QByteArray &path)
{
    const QString text = QString::fromUtf8(path);
    return std::any_of(path.begin(), path.end(), [](char c) { return static_cast<uchar>(c) < 0x20 || c == 0x7f; })
        || std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

enum class Kind : quint8 { File, Folder, Link };

/// Components without "." and without the empty one at the end of a folder's name.
Result<QList<QByteArray>> componentsOf(const QByteArray &path)
{
    if (path.isEmpty() || path.size() > maximumPath)
        return refused(path, GuardText::tr("has a name that is empty or too long"));
    if (hasControlCharacters(path))
        return refused(path, GuardText::tr("has control characters in its name"));
    if (path.startsWith('/'))
        return refused(path, GuardText::tr("is an absolute path"));
    QList<QByteArray> components;
    for (const QByteArray &component : path.split('/')) {
        if (component == "..")
            return refused(path, GuardText::tr("leads out of its folder"));
        if (component.size() > maximumComponent)
            return refused(path, GuardText::tr("has a name that is empty or too long"));
        if (!component.isEmpty() && component != ".")
            components.append(component);
    }
    return components;
}

/// One pass over an archive.
class Walk final
{
public:
    Walk(const TarRules &rules, archive *writer, const TarRewrite &rewrite)
        : m_rules(rules)
        , m_writer(writer)
        , m_rewrite(rewrite)
    {
    }

    Result<void> entry(archive *reader, archive_entry *entry);
    [[nodiscard]] const TarSeen &seen() const { return m_seen; }

private:
    /// The path below the folder; empty for the folder itself.
    Result<QByteArray> inside(const QByteArray &path) const;
    Result<Kind> kindOf(archive_entry *entry, const QByteArray &path) const;
    Result<void> placeFor(const QByteArray &path, const QByteArray &relative, Kind kind);
    /// @return the target as it is to be written
    Result<QByteArray> symbolicTarget(const QByteArray &path, const QByteArray &relative, const QByteArray &target) const;
    Result<QByteArray> hardTarget(const QByteArray &path, const QByteArray &target) const;
    Result<void> contents(archive *reader, const QByteArray &path);
    [[nodiscard]] QByteArray outputPath(const QByteArray &relative) const;
    static size_t key(const QByteArray &relative) { return qHash(relative, QHashSeed::globalSeed()); }

    const TarRules &m_rules;
    archive *m_writer;
    const TarRewrite &m_rewrite;
    TarSeen m_seen;
    qint64 m_declared = 0;
    /// By a 64-bit hash of the path: half a million names would be a hundred
    /// megabytes. Two names of one hash would only refuse a good archive.
    QHash<size_t, Kind> m_kinds;
};

Result<QByteArray> Walk::inside(const QByteArray &path) const
{
    QD_TRY(QList<QByteArray> components, componentsOf(path));
    if (!m_rules.folder.isEmpty()) {
        if (components.isEmpty() || components.first() != m_rules.folder.toUtf8())
            return refused(path, GuardText::tr("lies outside the folder %1").arg(m_rules.folder));
        components.removeFirst();
    }
    return components.join('/');
}

Result<Kind> Walk::kindOf(archive_entry *entry, const QByteArray &path) const
{
    if (archive_entry_hardlink(entry) != nullptr)
        return Kind::File;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        break;
    case AE_IFDIR:
        return Kind::Folder;
    case AE_IFLNK:
        return Kind::Link;
    default:
        return refused(path, GuardText::tr("is a device, a pipe or a socket"));
    }
    if ((archive_entry_mode(entry) & 06000U) != 0)
        return refused(path, GuardText::tr("would run with its owner's rights (set-user-ID or set-group-ID)"));
    return Kind::File;
}

Result<void> Walk::placeFor(const QByteArray &path, const QByteArray &relative, Kind kind)
{
    for (qsizetype slash = relative.indexOf('/'); slash >= 0; slash = relative.indexOf('/', slash + 1)) {
        const auto above = m_kinds.constFind(key(relative.left(slash)));
        if (above != m_kinds.constEnd() && *above != Kind::Folder)
            return refused(path, GuardText::tr("would be written through a link or a file of the archive"));
    }
    const auto before = m_kinds.constFind(key(relative));
    if (before != m_kinds.constEnd() && (*before != Kind::Folder || kind != Kind::Folder))
        return refused(path, GuardText::tr("is in the archive twice"));
    m_kinds.insert(key(relative), kind);
    return {};
}

Result<QByteArray> Walk::symbolicTarget(const QByteArray &path, const QByteArray &relative, const QByteArray &target) const
{
    if (target.isEmpty() || target.size() > maximumPath || hasControlCharacters(target))
        return refused(path, GuardText::tr("is a link with an impossible target"));
    if (target.startsWith('/')) {
        const QByteArray folder = m_rules.original.toUtf8();
        if (folder.isEmpty() || (target != folder && !target.startsWith(QByteArray(folder + '/'))) || target.split('/').contains(".."))
            return refused(path, GuardText::tr("is a link to something outside"));
        return target;
    }
    // ".." first and then down: so the way up leads over real folders only (no entry
    // lies behind a link), and stays inside however links point to links.
    qsizetype up = 0;
    bool down = false;
    for (const QByteArray &component : target.split('/')) {
        if (component.isEmpty() || component == ".")
            continue;
        if (component != "..")
            down = true;
        else if (down || ++up > relative.count('/'))
            return refused(path, GuardText::tr("is a link to something outside"));
    }
    return target;
}

Result<QByteArray> Walk::hardTarget(const QByteArray &path, const QByteArray &target) const
{
    const Result<QByteArray> relative = inside(target);
    if (!relative)
        return refused(path, GuardText::tr("is a link to something outside"));
    const auto known = m_kinds.constFind(key(*relative));
    if (known == m_kinds.constEnd() || *known != Kind::File)
        return refused(path, GuardText::tr("is a link to something that is not in the archive before it"));
    return outputPath(*relative);
}

QByteArray Walk::outputPath(const QByteArray &relative) const
{
    const QByteArray prefix = m_rewrite.prefix.toUtf8();
    if (prefix.isEmpty())
        return relative.isEmpty() ? QByteArray(".") : relative;
    return relative.isEmpty() ? prefix : prefix + '/' + relative;
}

tl::unexpected<Error> broken(archive *reader)
{
    return fail(ErrorKind::Corrupt, GuardText::tr("The archive of n8n's data breaks off or is damaged."),
                QString::fromUtf8(archive_error_string(reader)));
}

Result<void> Walk::contents(archive *reader, const QByteArray &path)
{
    static const QByteArray zeros(pieceSize, '\0');
    qint64 written = 0;
    while (true) {
        const void *block = nullptr;
        size_t size = 0;
        la_int64_t offset = 0;
        const int code = archive_read_data_block(reader, &block, &size, &offset);
        if (code == ARCHIVE_EOF)
            return {};
        if (code != ARCHIVE_OK)
            return broken(reader);
        const qint64 end = offset + static_cast<qint64>(size);
        m_seen.bytes += static_cast<qint64>(size);
        if (offset < written || m_seen.bytes > m_rules.maximumBytes)
            return refused(path, GuardText::tr("holds more than the manifest tells"));
        if (m_writer == nullptr) {
            written = end;
            continue;
        }
        for (; written < offset; written += std::min<qint64>(zeros.size(), offset - written)) {
            if (archive_write_data(m_writer, zeros.constData(), static_cast<size_t>(std::min<qint64>(zeros.size(), offset - written))) < 0)
                return broken(m_writer);
        }
        if (archive_write_data(m_writer, block, size) < 0)
            return broken(m_writer);
        written = end;
    }
}

Result<void> Walk::entry(archive *reader, archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    if (name == nullptr)
        name = archive_entry_pathname_utf8(entry);
    const QByteArray path(name);
    if (++m_seen.entries > m_rules.maximumEntries)
        return refused(path, GuardText::tr("is one entry more than the %1 that are believable").arg(m_rules.maximumEntries));
    QD_TRY(const QByteArray relative, inside(path));
    QD_TRY(const Kind kind, kindOf(entry, path));
    if (relative.isEmpty() && kind != Kind::Folder)
        return refused(path, GuardText::tr("should be a folder"));

    const std::unique_ptr<archive_entry, FreeEntry> copy(archive_entry_new());
    if (const char *hard = archive_entry_hardlink(entry); hard != nullptr) {
        QD_TRY(const QByteArray target, hardTarget(path, hard));
        archive_entry_set_hardlink(copy.get(), target.constData());
    } else if (kind == Kind::Link) {
        QD_TRY(const QByteArray target, symbolicTarget(path, relative, archive_entry_symlink(entry)));
        archive_entry_set_symlink(copy.get(), target.constData());
    }
    QD_CHECK(placeFor(path, relative, kind));

    const bool isSettings = relative == "config" && kind == Kind::File;
    m_seen.hasSettings = m_seen.hasSettings || isSettings;
    const bool hasContents = kind == Kind::File && archive_entry_hardlink(entry) == nullptr;
    const qint64 size = hasContents ? archive_entry_size(entry) : 0;
    // Before a byte of it is read: a header may promise exabytes.
    if (size < 0 || size > m_rules.maximumBytes - m_declared)
        return refused(path, GuardText::tr("holds more than the manifest tells"));
    m_declared += size;
    if (m_writer != nullptr) {
        archive_entry_copy_pathname(copy.get(), outputPath(relative).constData());
        archive_entry_set_filetype(copy.get(), kind == Kind::Folder ? AE_IFDIR : kind == Kind::Link ? AE_IFLNK : AE_IFREG);
        archive_entry_set_perm(copy.get(), isSettings ? 0600 : archive_entry_perm(entry) & 0777U);
        archive_entry_set_uid(copy.get(), m_rewrite.uid);
        archive_entry_set_gid(copy.get(), m_rewrite.gid);
        archive_entry_set_mtime(copy.get(), archive_entry_mtime(entry), 0);
        archive_entry_set_size(copy.get(), size);
        if (archive_write_header(m_writer, copy.get()) != ARCHIVE_OK)
            return broken(m_writer);
    }
    return hasContents ? contents(reader, path) : Result<void>();
}

Result<void> readAll(Input &input, Walk &walk)
{
    const ArchiveHandle reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    const auto failed = [&input, &reader] { return input.error ? fail(*input.error) : broken(reader.get()); };
    if (archive_read_open(reader.get(), &input, nullptr, pull, nullptr) != ARCHIVE_OK)
        return failed();
    while (true) {
        archive_entry *entry = nullptr;
        const int code = archive_read_next_header(reader.get(), &entry);
        if (code == ARCHIVE_EOF)
            break;
        // A warning is about a name's character set at most.
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            return failed();
        if (const Result<void> taken = walk.entry(reader.get(), entry); !taken)
            return input.error ? fail(*input.error) : taken;
    }
    while (!input.ended)
        QD_CHECK(input.next());
    if (walk.seen().entries == 0 || input.size % blockSize != 0 || input.tail.count('\0') != endSize)
        return fail(ErrorKind::Corrupt, GuardText::tr("The archive of n8n's data breaks off or is damaged."), QStringLiteral("its end is missing"));
    return {};
}

} // namespace

Result<TarSeen> checkTar(const docker::ByteSource &source, const TarRules &rules)
{
    Input input{source, {}, {}, 0, false, {}};
    const TarRewrite nothing;
    Walk walk(rules, nullptr, nothing);
    QD_CHECK(readAll(input, walk));
    return walk.seen();
}

Result<TarSeen> rewriteTar(const docker::ByteSource &source, const TarRules &rules, const TarRewrite &rewrite, const docker::ByteSink &sink)
{
    Output output{sink, {}, false};
    const ArchiveHandle writer(archive_write_new());
    // GNU's form: names of any length, as the bytes they are.
    archive_write_set_format_gnutar(writer.get());
    archive_write_set_bytes_per_block(writer.get(), static_cast<int>(pieceSize));
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    if (archive_write_open(writer.get(), &output, nullptr, push, nullptr) != ARCHIVE_OK)
        return broken(writer.get());
    Input input{source, {}, {}, 0, false, {}};
    Walk walk(rules, writer.get(), rewrite);
    Result<void> result = readAll(input, walk);
    if (result && archive_write_close(writer.get()) != ARCHIVE_OK)
        result = broken(writer.get());
    if (!result) {
        // The handle's end writes the archive's end, and nobody may take that behind half an entry for a
        // whole archive. archive_write_fail() would prevent it too, but then libarchive 3.6 never frees its buffer.
        output.shut = true;
        archive_write_close(writer.get());
        return output.error ? fail(*output.error) : fail(result.error());
    }
    return walk.seen();
}

} // namespace quarterdeck::restore
