// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/rdbcheck.h"

#include "foundation/filedescriptor.h"

#include <QCoreApplication>
#include <QFile>
#include <QtEndian>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace quarterdeck::backup {

namespace {

struct RdbText
{
    Q_DECLARE_TR_FUNCTIONS(RdbCheck)
};

constexpr quint64 reflectedPolynomial = 0x95ac9329ac4bc9b5ULL;
constexpr qsizetype headSize = 9;
constexpr qsizetype checksumSize = 8;
constexpr int firstChecksummedVersion = 5;

using Tables = std::array<std::array<quint64, 256>, 8>;

/// Eight tables, so that eight bytes are taken in one step (Intel's slicing-by-8).
constexpr Tables makeTables()
{
    Tables tables = {};
    for (quint64 i = 0; i < 256; ++i) {
        quint64 crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? (crc >> 1) ^ reflectedPolynomial : crc >> 1;
        tables[0][i] = crc;
    }
    for (size_t i = 0; i < 256; ++i) {
        for (size_t slice = 1; slice < 8; ++slice)
            tables[slice][i] = tables[0][tables[slice - 1][i] & 0xff] ^ (tables[slice - 1][i] >> 8);
    }
    return tables;
}

constexpr Tables tables = makeTables();

} // namespace

quint64 crc64Jones(quint64 crc, QByteArrayView bytes)
{
    const auto *data = reinterpret_cast<const uchar *>(bytes.data());
    qsizetype left = bytes.size();
    for (; left >= 8; data += 8, left -= 8) {
        crc ^= qFromLittleEndian<quint64>(data);
        crc = tables[7][crc & 0xff] ^ tables[6][(crc >> 8) & 0xff] ^ tables[5][(crc >> 16) & 0xff] ^ tables[4][(crc >> 24) & 0xff]
            ^ tables[3][(crc >> 32) & 0xff] ^ tables[2][(crc >> 40) & 0xff] ^ tables[1][(crc >> 48) & 0xff] ^ tables[0][crc >> 56];
    }
    for (; left > 0; ++data, --left)
        crc = tables[0][(crc ^ *data) & 0xff] ^ (crc >> 8);
    return crc;
}

void RdbCheck::feed(QByteArrayView bytes)
{
    if (m_head.size() < headSize)
        m_head.append(bytes.first(std::min(bytes.size(), headSize - m_head.size())).toByteArray());
    m_size += bytes.size();
    // The last eight bytes are always held back: they may be the checksum. One
    // more is remembered, the opcode before them, which is counted already.
    if (bytes.size() > checksumSize) {
        m_crc = crc64Jones(m_crc, uncounted());
        m_crc = crc64Jones(m_crc, bytes.chopped(checksumSize));
        m_tail = bytes.last(checksumSize + 1).toByteArray();
        return;
    }
    const QByteArray pending = uncounted().toByteArray() + bytes.toByteArray();
    m_crc = crc64Jones(m_crc, QByteArrayView(pending).first(std::max<qsizetype>(0, pending.size() - checksumSize)));
    m_tail = QByteArray(m_tail + bytes.toByteArray()).right(checksumSize + 1);
}

QByteArrayView RdbCheck::uncounted() const
{
    return QByteArrayView(m_tail).last(std::min(m_tail.size(), checksumSize));
}

Result<RdbFigure> RdbCheck::finish()
{
    const auto corrupt
        = [](const QString &detail) { return fail(ErrorKind::Corrupt, RdbText::tr("This is not a whole Redis database file."), detail); };
    RdbFigure figure;
    figure.size = m_size;
    if (m_head.size() < headSize || !m_head.startsWith("REDIS"))
        return corrupt(QStringLiteral("it does not begin with REDIS and a version"));
    for (const char digit : m_head.mid(5)) {
        if (digit < '0' || digit > '9')
            return corrupt(QStringLiteral("its version is not a number"));
        figure.version = figure.version * 10 + (digit - '0');
    }
    if (figure.version < 1)
        return corrupt(QStringLiteral("its version is 0"));
    if (figure.version < firstChecksummedVersion) {
        if (m_size <= headSize || m_tail.back() != '\xff')
            return corrupt(QStringLiteral("it does not end with the end mark"));
        return figure;
    }
    if (m_size < headSize + 1 + checksumSize || m_tail.size() != checksumSize + 1 || m_tail.front() != '\xff')
        return corrupt(QStringLiteral("it does not end with the end mark and a checksum"));
    const auto stored = qFromLittleEndian<quint64>(m_tail.constData() + 1);
    figure.checksummed = stored != 0;
    if (figure.checksummed && stored != m_crc)
        return corrupt(QStringLiteral("CRC-64 %1 instead of %2").arg(m_crc, 16, 16, QLatin1Char('0')).arg(stored, 16, 16, QLatin1Char('0')));
    return figure;
}

Result<RdbFigure> checkRdbFile(const JobContext &context, const QString &path)
{
    const FileDescriptor fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(errorFromErrno(errno, RdbText::tr("Could not open %1.").arg(path)));
    RdbCheck check;
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    while (true) {
        QD_CHECK(context.checkpoint());
        const ssize_t n = ::read(fd.get(), buffer.data(), static_cast<size_t>(buffer.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errorFromErrno(errno, RdbText::tr("Could not read %1.").arg(path)));
        if (n == 0)
            return check.finish();
        check.feed(QByteArrayView(buffer.constData(), n));
    }
}

} // namespace quarterdeck::backup
