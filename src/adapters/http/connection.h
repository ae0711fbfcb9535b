// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/filedescriptor.h"
#include "foundation/jobcontext.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace quarterdeck::http {

/// A byte stream over a non-blocking socket whose waits are poll(2) calls no
/// longer than JobContext::slice(). Not thread-safe; one exchange at a time.
///
/// Errors: Unreachable (refused, reset, no route), NotFound (no such socket
/// file), Auth (socket file without permission), Invalid (path too long for a
/// socket), Cancelled, Timeout. The kind tells the cause; what it means is the
/// caller's to say.
class Connection final
{
    Q_DISABLE_COPY_MOVE(Connection)

public:
    /// How long one address may take to accept a connection.
    static constexpr std::chrono::milliseconds connectTimeout{5000};

    [[nodiscard]] static Result<std::unique_ptr<Connection>> openUnix(const JobContext &context, const QString &path);
    /// @param host an address or a name; names are resolved on a thread of
    ///        their own, so that a dead name server cannot hold us up
    [[nodiscard]] static Result<std::unique_ptr<Connection>> openTcp(const JobContext &context, const QString &host, quint16 port);

    /// Takes over a connected stream socket.
    explicit Connection(FileDescriptor fd, QString peer);

    /// "unix:///var/run/docker.sock", "tcp://127.0.0.1:5678"; for messages.
    [[nodiscard]] const QString &peer() const { return m_peer; }

    struct Ready
    {
        bool readable = false;
        bool writable = false;
    };
    /// Waits until the socket is ready for one of what is asked for.
    [[nodiscard]] Result<Ready> wait(const JobContext &context, bool forRead, bool forWrite) const;

    /// Waits for bytes and reads what is there.
    /// @return at least one byte; empty at the end of the stream
    [[nodiscard]] Result<QByteArrayView> read(const JobContext &context);
    /// Gives back bytes: the next read() returns them first.
    void unread(QByteArrayView bytes);

    /// Writes everything.
    [[nodiscard]] Result<void> write(const JobContext &context, QByteArrayView bytes);
    /// Writes what fits without waiting.
    /// @return how many bytes, maybe none
    [[nodiscard]] Result<qsizetype> writeSome(QByteArrayView bytes);
    /// Tells the other side that no more comes; reading goes on.
    [[nodiscard]] Result<void> shutdownWrite();

    /// An idle connection is fresh while nothing has come: neither the end of
    /// the stream nor bytes that nobody asked for.
    [[nodiscard]] bool isFresh() const;

    /// Gives the socket away, still non-blocking, to a library that speaks
    /// another protocol over it. Bytes already read are lost.
    [[nodiscard]] FileDescriptor release() { return std::move(m_fd); }

    /// Bytes received since the connection was opened.
    [[nodiscard]] qint64 received() const { return m_received; }

private:
    FileDescriptor m_fd;
    QString m_peer;
    QByteArray m_buffer;
    QByteArray m_unread;
    qint64 m_received = 0;
};

} // namespace quarterdeck::http
