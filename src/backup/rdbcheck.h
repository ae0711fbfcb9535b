// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// Is an RDB file whole? Cheap, and without Redis.
///
/// An RDB is "REDIS", four digits of version, records, the opcode 0xFF and,
/// from version 5 on, eight bytes: the CRC-64 of everything before, little
/// endian; all zero when the server runs with rdbchecksum no. The CRC is the one
/// of Redis' src/crc64.c: "Jones", polynomial 0xad93d23594c935a9, reflected,
/// initial value 0, no final XOR; check value of "123456789": e9c6d914c4b8d9ca.
namespace quarterdeck::backup {

struct RdbFigure
{
    int version = 0;
    qint64 size = 0;
    /// false: the server wrote no checksum, so this check saw the ends of the
    /// file only, and redis-check-rdb has to walk it.
    bool checksummed = false;

    bool operator==(const RdbFigure &) const = default;
};

/// @param crc the CRC so far; 0 to begin with
[[nodiscard]] quint64 crc64Jones(quint64 crc, QByteArrayView bytes);

/// Fed piece by piece, so that a compressed RDB can be checked on its way.
class RdbCheck final
{
public:
    void feed(QByteArrayView bytes);
    /// Corrupt when it is no RDB, is cut off or was changed.
    [[nodiscard]] Result<RdbFigure> finish();

private:
    [[nodiscard]] QByteArrayView uncounted() const;

    QByteArray m_head; ///< the first nine bytes
    QByteArray m_tail; ///< the last nine bytes: end opcode and checksum
    quint64 m_crc = 0; ///< of everything but the last eight bytes
    qint64 m_size = 0;
};

/// An uncompressed RDB file.
[[nodiscard]] Result<RdbFigure> checkRdbFile(const JobContext &context, const QString &path);

} // namespace quarterdeck::backup
