// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/http/connection.h"

#include "adapters/http/resolve.h"
#include "foundation/readiness.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace quarterdeck::http {

namespace {

constexpr qsizetype readSize = 65536;

tl::unexpected<Error> connectFailed(int code, const QString &peer)
{
    Error error = errorFromErrno(code, QCoreApplication::translate("Http", "Nobody answers at %1.").arg(peer));
    if (error.hint.isEmpty())
        error.hint = QCoreApplication::translate("Http", "Check that the service is running and that the address is right.");
    return fail(std::move(error));
}

tl::unexpected<Error> lost(int code, const QString &peer)
{
    return fail(ErrorKind::Unreachable, QCoreApplication::translate("Http", "The connection to %1 was lost.").arg(peer),
                QString::fromLocal8Bit(std::strerror(code)),
                QCoreApplication::translate("Http", "Check that the service is running, then try again."));
}

/// @return 0 or an errno value
int waitConnected(const JobContext &context, int fd, Result<void> &checkpoint)
{
    if (const Result<short> ready = waitReady(context, fd, POLLOUT); !ready) {
        checkpoint = fail(ready.error());
        return 0;
    }
    int code = 0;
    socklen_t size = sizeof code;
    return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno;
}

Result<FileDescriptor> connectTo(const JobContext &context, const sockaddr *address, socklen_t length, const QString &peer)
{
    FileDescriptor fd(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd.isValid())
        return connectFailed(errno, peer);
    // A timeout of ours is a fact about the peer, one of the context belongs to the job.
    const QDeadlineTimer patience(Connection::connectTimeout);
    while (::connect(fd.get(), address, length) != 0) {
        const int code = errno;
        if (code == EINTR || code == EAGAIN) {
            // EAGAIN: the backlog of a Unix socket is full.
            if (patience.hasExpired())
                return connectFailed(ETIMEDOUT, peer);
            QD_CHECK(context.sleep(std::chrono::milliseconds(5)));
            continue;
        }
        if (code != EINPROGRESS && code != EALREADY)
            return code == EISCONN ? Result<FileDescriptor>(std::move(fd)) : connectFailed(code, peer);
        Result<void> checkpoint;
        const int outcome = waitConnected(context.withTimeout(Connection::connectTimeout), fd.get(), checkpoint);
        if (!checkpoint) {
            QD_CHECK(context.checkpoint());
            return fail(ErrorKind::Unreachable, QCoreApplication::translate("Http", "Nobody answers at %1.").arg(peer),
                        QStringLiteral("no answer within %1 ms").arg(Connection::connectTimeout.count()),
                        QCoreApplication::translate("Http", "Check that the service is running and that the address is right."));
        }
        if (outcome != 0)
            return connectFailed(outcome, peer);
        break;
    }
    return fd;
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::openUnix(const JobContext &context, const QString &path)
{
    const QString peer = QLatin1String("unix://") + path;
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (name.isEmpty() || static_cast<size_t>(name.size()) >= sizeof address.sun_path)
        return connectFailed(ENAMETOOLONG, peer);
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    QD_CHECK(context.checkpoint());
    QD_TRY(FileDescriptor fd, connectTo(context, reinterpret_cast<const sockaddr *>(&address), sizeof address, peer));
    return std::make_unique<Connection>(std::move(fd), peer);
}

Result<std::unique_ptr<Connection>> Connection::openTcp(const JobContext &context, const QString &host, quint16 port)
{
    const QString peer = QStringLiteral("tcp://%1:%2").arg(host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host).arg(port);
    QD_CHECK(context.checkpoint());
    QD_TRY(const QList<SocketAddress> addresses, resolve(context, host, port));
    Result<FileDescriptor> fd = connectFailed(EHOSTUNREACH, peer);
    for (const SocketAddress &address : addresses) {
        fd = connectTo(context, reinterpret_cast<const sockaddr *>(&address.storage), address.length, peer);
        if (fd)
            break;
        QD_CHECK(context.checkpoint());
    }
    if (!fd)
        return fail(std::move(fd).error());
    const int on = 1;
    ::setsockopt(fd->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return std::make_unique<Connection>(*std::move(fd), peer);
}

Connection::Connection(FileDescriptor fd, QString peer)
    : m_fd(std::move(fd))
    , m_peer(std::move(peer))
{
    ::fcntl(m_fd.get(), F_SETFL, ::fcntl(m_fd.get(), F_GETFL) | O_NONBLOCK);
}

Result<Connection::Ready> Connection::wait(const JobContext &context, bool forRead, bool forWrite) const
{
    QD_CHECK(context.checkpoint());
    if (forRead && !m_unread.isEmpty())
        return Ready{true, false};
    QD_TRY(const short events, waitReady(context, m_fd.get(), static_cast<short>((forRead ? POLLIN : 0) | (forWrite ? POLLOUT : 0))));
    // Errors and hang-ups count as ready: the next call says which.
    const bool broken = (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    return Ready{forRead && (broken || (events & POLLIN) != 0), forWrite && (broken || (events & POLLOUT) != 0)};
}

Result<QByteArrayView> Connection::read(const JobContext &context)
{
    if (!m_unread.isEmpty()) {
        QD_CHECK(context.checkpoint());
        m_buffer = std::exchange(m_unread, {});
        return QByteArrayView(m_buffer);
    }
    if (m_buffer.size() != readSize)
        m_buffer.resize(readSize);
    while (true) {
        QD_CHECK(wait(context, true, false));
        const ssize_t size = ::recv(m_fd.get(), m_buffer.data(), static_cast<size_t>(readSize), 0);
        if (size >= 0) {
            m_received += size;
            return QByteArrayView(m_buffer.constData(), static_cast<qsizetype>(size));
        }
        if (errno != EINTR && errno != EAGAIN)
            return lost(errno, m_peer);
    }
}

void Connection::unread(QByteArrayView bytes)
{
    // The bytes may lie in our own buffer: copy before anything changes.
    m_unread = bytes.toByteArray() + m_unread;
}

Result<void> Connection::write(const JobContext &context, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        QD_CHECK(wait(context, false, true));
        QD_TRY(const qsizetype size, writeSome(bytes));
        bytes = bytes.sliced(size);
    }
    return {};
}

Result<qsizetype> Connection::writeSome(QByteArrayView bytes)
{
    while (true) {
        const ssize_t size = ::send(m_fd.get(), bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (size >= 0)
            return static_cast<qsizetype>(size);
        if (errno == EAGAIN)
            return qsizetype(0);
        if (errno != EINTR)
            return lost(errno, m_peer);
    }
}

Result<void> Connection::shutdownWrite()
{
    // The other side may be gone already; then it has read all it wants.
    if (::shutdown(m_fd.get(), SHUT_WR) != 0 && errno != ENOTCONN)
        return lost(errno, m_peer);
    return {};
}

bool Connection::isFresh() const
{
    pollfd entry = {m_fd.get(), POLLIN | POLLRDHUP, 0};
    return m_unread.isEmpty() && ::poll(&entry, 1, 0) == 0;
}

} // namespace quarterdeck::http
