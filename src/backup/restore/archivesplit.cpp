// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/archivesplit.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::restore {

namespace {

struct SplitText
{
    Q_DECLARE_TR_FUNCTIONS(ArchiveSplit)
};

constexpr char blockOfData = 1; ///< BLK_DATA
constexpr qint64 smallTable = 4LL * 1024 * 1024; ///< bytes; such ones are not worth a second process
constexpr qsizetype turn = 256LL * 1024; ///< bytes that one gets at a time
/// Every block ends in "\.", and two empty lines. They must stay together: behind a row they would be rows.
constexpr qsizetype endOfRows = 8;

Error damaged()
{
    return {ErrorKind::Corrupt, SplitText::tr("The data of the dump are damaged."), {}, {}};
}

} // namespace

ArchiveSplit::ArchiveSplit(const ArchiveHead &head, std::function<int()> pick, Out out)
    : m_head(head)
    , m_pick(std::move(pick))
    , m_out(std::move(out))
{
}

Result<void> ArchiveSplit::send(int which, QByteArray bytes)
{
    if (!m_out(which, std::move(bytes)))
        return fail(ErrorKind::Unreachable, SplitText::tr("pg_restore stopped reading."));
    return {};
}

Result<void> ArchiveSplit::sendRows(int which, QByteArrayView rows)
{
    if (rows.isEmpty())
        return {};
    QByteArray piece = archiveNumber(rows.size(), m_head.intSize);
    piece.append(rows);
    return send(which, std::move(piece));
}

Result<void> ArchiveSplit::takeNumber(qint64 number)
{
    if (m_expect == Expect::Id) {
        QByteArray begin(1, blockOfData);
        begin += archiveNumber(number, m_head.intSize);
        m_ofBlock = 0;
        m_expect = Expect::Length;
        QD_CHECK(send(0, begin));
        return send(1, begin);
    }
    if (number < 0)
        return fail(damaged());
    if (number > 0) {
        m_left = number;
        m_expect = Expect::Data;
        return {};
    }
    // The end of the block. What is left of the rows has their end mark.
    QD_CHECK(sendRows(0, m_rows));
    m_rows.clear();
    m_expect = Expect::Block;
    const QByteArray end = archiveNumber(0, m_head.intSize);
    QD_CHECK(send(0, end));
    return send(1, end);
}

Result<void> ArchiveSplit::takeRows(QByteArrayView rows)
{
    m_rows.append(rows);
    m_ofBlock += rows.size();
    if (m_rows.size() < turn)
        return {};
    const qsizetype last = m_rows.lastIndexOf('\n', m_rows.size() - endOfRows - 1);
    if (last < 0)
        return {}; // one long row
    QD_CHECK(sendRows(m_ofBlock < smallTable ? 0 : m_pick(), QByteArrayView(m_rows).first(last + 1)));
    m_rows.remove(0, last + 1);
    return {};
}

Result<void> ArchiveSplit::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_expect == Expect::Data) {
            const qsizetype now = static_cast<qsizetype>(std::min<qint64>(m_left, bytes.size()));
            QD_CHECK(takeRows(bytes.first(now)));
            bytes = bytes.sliced(now);
            m_left -= now;
            if (m_left == 0)
                m_expect = Expect::Length;
            continue;
        }
        if (m_expect == Expect::Block) {
            if (bytes.front() != blockOfData)
                return fail(damaged());
            bytes = bytes.sliced(1);
            m_expect = Expect::Id;
            continue;
        }
        const qsizetype wanted = 1 + m_head.intSize;
        const qsizetype now = std::min(wanted - m_number.size(), bytes.size());
        m_number.append(bytes.first(now));
        bytes = bytes.sliced(now);
        if (m_number.size() < wanted)
            continue;
        quint64 value = 0;
        for (int i = 0; i < m_head.intSize; ++i)
            value |= static_cast<quint64>(static_cast<uchar>(m_number.at(1 + i))) << (8 * i);
        const bool negative = m_number.at(0) != 0;
        m_number.clear();
        QD_CHECK(takeNumber(static_cast<qint64>(negative ? 0 - value : value)));
    }
    return {};
}

Result<void> ArchiveSplit::finish() const
{
    if (m_expect != Expect::Block)
        return fail(damaged());
    return {};
}

} // namespace quarterdeck::restore
