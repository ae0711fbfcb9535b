// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace quarterdeck {

/// Hands chunks from the thread that receives them (a neighbour pushes) to the
/// one that reads them (a library pulls). Bounded, so memory stays small.
class ChunkQueue final
{
public:
    ChunkQueue() = default;
    Q_DISABLE_COPY_MOVE(ChunkQueue)

    /// Waits while it is full. An empty chunk is ignored, for it would be the end.
    /// @return false when the reader has gone
    bool push(QByteArray chunk)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_chunks.size() < maximumChunks || m_readerGone; });
        if (m_readerGone)
            return false;
        if (!chunk.isEmpty())
            m_chunks.push_back(std::move(chunk));
        m_changed.notify_all();
        return true;
    }

    /// Nothing follows.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

    /// The reader wants no more.
    void abandon()
    {
        const std::lock_guard lock(m_mutex);
        m_readerGone = true;
        m_changed.notify_all();
    }

    /// Chunks that nobody has taken yet.
    [[nodiscard]] size_t waiting() const
    {
        const std::lock_guard lock(m_mutex);
        return m_chunks.size();
    }

    /// Waits for one; empty at the end.
    QByteArray pop()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_chunks.empty() || m_closed; });
        if (m_chunks.empty())
            return {};
        QByteArray chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        m_changed.notify_all();
        return chunk;
    }

private:
    static constexpr size_t maximumChunks = 16;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_chunks;
    bool m_closed = false;
    bool m_readerGone = false;
};

} // namespace quarterdeck
