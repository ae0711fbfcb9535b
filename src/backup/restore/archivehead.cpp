// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/archivehead.h"

#include <QCoreApplication>

namespace quarterdeck::restore {

namespace {

struct ArchiveText
{
    Q_DECLARE_TR_FUNCTIONS(ArchiveHead)
};

constexpr QByteArrayView magic("PGDMP");
constexpr int oldestMinor = 14;
constexpr int newestMinor = 16;
constexpr int minorWithAlgorithm = 15; ///< how it is compressed is a byte, no number
constexpr int minorWithRelkind = 16;
constexpr int customFormat = 1;
constexpr int timeFields = 7;
constexpr int leastIntSize = 4; ///< sizeof(int) of whoever dumped; what we write has to fit into as many
constexpr int mostIntSize = 8;

/// Reads forward; `isShort` once the bytes did not suffice.
class Reader final
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    bool isShort = false;
    bool isBroken = false; ///< a length that cannot be
    int intSize = 4;

    [[nodiscard]] qsizetype at() const { return m_at; }

    int byte()
    {
        if (m_at >= m_bytes.size()) {
            isShort = true;
            return 0;
        }
        return static_cast<uchar>(m_bytes.at(m_at++));
    }
    void skip(qsizetype count)
    {
        if (count > m_bytes.size() - m_at) {
            isShort = true;
            m_at = m_bytes.size();
            return;
        }
        m_at += count;
    }
    qint64 number()
    {
        const bool negative = byte() != 0;
        quint64 value = 0;
        for (int i = 0; i < intSize; ++i)
            value |= static_cast<quint64>(byte()) << (8 * i);
        // Unsigned, for what the bytes say may have no negative.
        return static_cast<qint64>(negative ? 0 - value : value);
    }
    /// @return its view; null where the archive has no text
    QByteArrayView text()
    {
        constexpr qint64 most = 256LL * 1024 * 1024;
        const qint64 length = number();
        if (isShort || length < 0)
            return {};
        if (length > most) {
            isBroken = true;
            return {};
        }
        const qsizetype from = m_at;
        skip(static_cast<qsizetype>(length));
        return isShort ? QByteArrayView() : m_bytes.sliced(from, static_cast<qsizetype>(length));
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

/// What it adds to the head.
void readEntry(Reader &reader, int minor, int offsetSize, ArchiveHead &head)
{
    reader.number(); // its id
    const bool hasData = reader.number() != 0;
    reader.text(); // oid of its catalogue
    reader.text(); // oid
    reader.text(); // name
    const QByteArrayView kind = reader.text();
    reader.number(); // section
    reader.text(); // statement that makes it
    reader.text(); // and removes it
    const QByteArrayView copy = reader.text();
    reader.text(); // schema
    reader.text(); // tablespace
    reader.text(); // access method
    if (minor >= minorWithRelkind)
        reader.number();
    reader.text(); // owner
    reader.text(); // with oids
    while (!reader.isShort && !reader.isBroken && !reader.text().isNull()) { } // what it depends on
    reader.byte();
    reader.skip(offsetSize);
    if (!hasData)
        return;
    ++head.tables;
    // Large objects have blocks of another kind; rows as INSERT may go over several lines.
    head.isLines = head.isLines && kind == "TABLE DATA" && copy.startsWith("COPY ");
}

} // namespace

Result<std::optional<ArchiveHead>> readArchiveHead(QByteArrayView bytes)
{
    if (bytes.size() < magic.size())
        return std::optional<ArchiveHead>();
    Reader reader(bytes);
    reader.skip(magic.size());
    const int major = reader.byte();
    const int minor = reader.byte();
    reader.byte(); // revision
    reader.intSize = reader.byte();
    const int offsetSize = reader.byte();
    const int format = reader.byte();
    if (reader.isShort)
        return std::optional<ArchiveHead>();
    if (!bytes.startsWith(magic) || major != 1 || minor < oldestMinor || minor > newestMinor || format != customFormat)
        return fail(ErrorKind::Unsupported, ArchiveText::tr("This is no dump in pg_dump's custom format, or one of a version that is not known."));
    if (reader.intSize < leastIntSize || reader.intSize > mostIntSize || offsetSize < 1 || offsetSize > mostIntSize)
        return fail(ErrorKind::Corrupt, ArchiveText::tr("The beginning of the dump is damaged."));
    ArchiveHead head;
    head.intSize = reader.intSize;
    head.isLines = (minor >= minorWithAlgorithm ? reader.byte() : reader.number()) == 0;
    for (int i = 0; i < timeFields; ++i)
        reader.number();
    reader.text(); // name of the database
    reader.text(); // version of the server
    reader.text(); // version of pg_dump
    const qint64 entries = reader.number();
    for (qint64 i = 0; i < entries && !reader.isShort && !reader.isBroken; ++i)
        readEntry(reader, minor, offsetSize, head);
    if (reader.isBroken || (!reader.isShort && entries < 0))
        return fail(ErrorKind::Corrupt, ArchiveText::tr("The beginning of the dump is damaged."));
    if (reader.isShort)
        return std::optional<ArchiveHead>();
    head.size = reader.at();
    return std::optional<ArchiveHead>(head);
}

QByteArray archiveNumber(qint64 number, int intSize)
{
    QByteArray bytes(1, number < 0 ? '\1' : '\0');
    quint64 value = number < 0 ? 0 - static_cast<quint64>(number) : static_cast<quint64>(number);
    for (int i = 0; i < intSize; ++i) {
        bytes.append(static_cast<char>(value & 0xFFU));
        value >>= 8;
    }
    return bytes;
}

} // namespace quarterdeck::restore
