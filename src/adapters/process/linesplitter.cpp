// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/process/linesplitter.h"

namespace quarterdeck::process {

namespace {
constexpr qsizetype longestLine = 64 * 1024;
}

LineSplitter::LineSplitter(std::function<void(const QString &)> onLine)
    : m_onLine(std::move(onLine))
{
}

void LineSplitter::feed(QByteArrayView bytes)
{
    if (!m_onLine)
        return;
    for (const char byte : bytes) {
        if (byte == '\n' || byte == '\r') {
            deliver();
        } else {
            m_pending.append(byte);
            if (m_pending.size() >= longestLine)
                deliver();
        }
    }
}

void LineSplitter::finish()
{
    if (m_onLine)
        deliver();
}

void LineSplitter::deliver()
{
    if (!m_pending.isEmpty())
        m_onLine(QString::fromUtf8(m_pending));
    m_pending.clear();
}

} // namespace quarterdeck::process
