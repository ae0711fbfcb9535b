// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/http/resolve.h"

#include <QCoreApplication>

#include <netdb.h>

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

namespace quarterdeck::http {

namespace {

struct AddressListDeleter
{
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};

/// @return the code of getaddrinfo(3); 0 is success
int lookUp(const QByteArray &host, const QByteArray &port, int flags, QList<SocketAddress> &addresses)
{
    addrinfo hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const int code = ::getaddrinfo(host.constData(), port.constData(), &hints, &found);
    if (code != 0)
        return code;
    const std::unique_ptr<addrinfo, AddressListDeleter> list(found);
    for (const addrinfo *entry = list.get(); entry != nullptr; entry = entry->ai_next) {
        if (entry->ai_addrlen > sizeof(sockaddr_storage))
            continue;
        SocketAddress address;
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        address.length = entry->ai_addrlen;
        addresses.append(address);
    }
    return addresses.isEmpty() ? EAI_NONAME : 0;
}

/// Shared by the caller and the thread, whichever lives longer.
struct Lookup
{
    std::mutex mutex;
    std::condition_variable done;
    bool isDone = false;
    int code = 0;
    QList<SocketAddress> addresses;
};

} // namespace

Result<QList<SocketAddress>> resolve(const JobContext &context, const QString &host, quint16 port)
{
    const QByteArray name = host.toUtf8();
    const QByteArray service = QByteArray::number(port);
    QList<SocketAddress> addresses;
    // Addresses need no name server, and no thread.
    if (lookUp(name, service, AI_NUMERICHOST, addresses) == 0)
        return addresses;

    const auto lookup = std::make_shared<Lookup>();
    std::thread([lookup, name, service] {
        QList<SocketAddress> found;
        const int code = lookUp(name, service, 0, found);
        const std::lock_guard lock(lookup->mutex);
        lookup->code = code;
        lookup->addresses = std::move(found);
        lookup->isDone = true;
        lookup->done.notify_all();
    }).detach();

    std::unique_lock lock(lookup->mutex);
    while (!lookup->isDone) {
        QD_CHECK(context.checkpoint());
        lookup->done.wait_for(lock, context.slice());
    }
    if (lookup->code != 0) {
        return fail(ErrorKind::Unreachable, QCoreApplication::translate("Http", "The host name %1 is not known.").arg(host),
                    QString::fromLocal8Bit(::gai_strerror(lookup->code)),
                    QCoreApplication::translate("Http", "Check the spelling of the name and the name server."));
    }
    return lookup->addresses;
}

} // namespace quarterdeck::http
