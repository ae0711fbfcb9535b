// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/access.h"

#include <QCoreApplication>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <cstring>
#include <memory>

namespace quarterdeck::stack {

namespace {

struct AccessText
{
    Q_DECLARE_TR_FUNCTIONS(Access)
};

/// Where a port published on this address is reached from this machine; empty when it is not.
QString localHostFor(const QString &hostIp)
{
    if (hostIp.isEmpty() || hostIp == QLatin1String("0.0.0.0"))
        return QStringLiteral("127.0.0.1");
    if (hostIp == QLatin1String("::"))
        return QStringLiteral("::1");
    return hostIp;
}

} // namespace

Access accessTo(const Service &service, quint16 containerPort, const QString &networkMode, bool localEngine)
{
    const Container *running = nullptr;
    for (const Container &container : service.containers) {
        if (container.state == QLatin1String("running")) {
            running = &container;
            break;
        }
    }
    if (running == nullptr && service.runningElsewhere == 0)
        return {Access::Way::None, {}, 0, AccessText::tr("%1 does not run.").arg(service.name)};

    for (const docker::PortBinding &binding : service.ports) {
        if (binding.containerPort == containerPort && binding.hostPort != 0 && binding.protocol == QLatin1String("tcp")) {
            const QString host = localHostFor(binding.hostIp);
            return {Access::Way::PublishedPort, host, binding.hostPort,
                    AccessText::tr("Port %1 is published on %2.").arg(binding.hostPort).arg(host)};
        }
    }
    if (running == nullptr)
        return {Access::Way::None, {}, 0, AccessText::tr("%1 runs on another node of the swarm, and no port is published.").arg(service.name)};
    if (networkMode == QLatin1String("host"))
        return {Access::Way::PublishedPort, QStringLiteral("127.0.0.1"), containerPort,
                AccessText::tr("The container uses this machine's own network.")};
    if (localEngine && !running->hostAddress.isEmpty() && isOnLocalNetwork(running->hostAddress)) {
        return {Access::Way::ContainerAddress, running->hostAddress, containerPort,
                AccessText::tr("No port is published; the container's address on its bridge is used.")};
    }
    return {Access::Way::Helper, {}, containerPort, AccessText::tr("Neither a published port nor an address: only from inside the stack's network.")};
}

bool isOnLocalNetwork(const QString &address)
{
    in_addr wanted = {};
    if (::inet_pton(AF_INET, address.toLatin1().constData(), &wanted) != 1)
        return false;
    struct FreeList
    {
        void operator()(ifaddrs *list) const { ::freeifaddrs(list); }
    };
    ifaddrs *first = nullptr;
    if (::getifaddrs(&first) != 0)
        return false;
    const std::unique_ptr<ifaddrs, FreeList> list(first);
    const auto addressOf = [](const sockaddr *generic) {
        sockaddr_in specific = {};
        std::memcpy(&specific, generic, sizeof specific);
        return specific.sin_addr.s_addr;
    };
    for (const ifaddrs *entry = first; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || entry->ifa_netmask == nullptr || entry->ifa_addr->sa_family != AF_INET)
            continue;
        const in_addr_t mask = addressOf(entry->ifa_netmask);
        if ((addressOf(entry->ifa_addr) & mask) == (wanted.s_addr & mask))
            return true;
    }
    return false;
}

Access accessToExternal(const QString &host, quint16 port)
{
    if (host.isEmpty())
        return {};
    if (!host.contains(QLatin1Char('.')) && !host.contains(QLatin1Char(':')) && host != QLatin1String("localhost")) {
        return {Access::Way::Helper, host, port,
                AccessText::tr("The server is outside the stack, under a name that only the stack's network knows.")};
    }
    return {Access::Way::PublishedPort, host, port, AccessText::tr("The server is outside the stack; n8n's own address for it is used.")};
}

} // namespace quarterdeck::stack
