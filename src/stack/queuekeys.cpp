// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/queuekeys.h"

#include <algorithm>

namespace quarterdeck::stack {

namespace {

/// Bull asks again after 5 s (drainDelay); twice that is late.
constexpr qint64 liveIdleSeconds = 10;

/// The value of " name=value " in a line of CLIENT LIST.
QByteArrayView field(QByteArrayView line, QByteArrayView name)
{
    qsizetype from = 0;
    while (from < line.size()) {
        qsizetype end = line.indexOf(' ', from);
        if (end < 0)
            end = line.size();
        const QByteArrayView pair = line.sliced(from, end - from);
        if (pair.size() > name.size() && pair.startsWith(name) && pair.at(name.size()) == '=')
            return pair.sliced(name.size() + 1);
        from = end + 1;
    }
    return {};
}

} // namespace

QueueKeys queueKeys(const Queue &queue)
{
    QByteArray prefix = queue.prefix.isEmpty() ? QByteArrayLiteral("bull") : queue.prefix.toUtf8();
    if (queue.cluster && !(prefix.startsWith('{') && prefix.endsWith('}')))
        prefix = '{' + prefix + '}';
    const QByteArray base = prefix + QByteArrayLiteral(":jobs:");
    QueueKeys keys;
    keys.wait = base + "wait";
    keys.paused = base + "paused";
    keys.metaPaused = base + "meta-paused";
    keys.meta = base + "meta";
    keys.active = base + "active";
    keys.delayed = base + "delayed";
    keys.priority = base + "priority";
    keys.id = base + "id";
    keys.failed = base + "failed";
    keys.stalled = base + "stalled";
    keys.progress = base + "progress";
    keys.jobPrefix = base;
    keys.clientName = prefix + ':' + QByteArrayLiteral("jobs").toBase64();
    return keys;
}

QList<QueueClient> queueClients(QByteArrayView clientList, QByteArrayView clientName)
{
    QList<QueueClient> clients;
    qsizetype from = 0;
    while (from < clientList.size()) {
        qsizetype end = clientList.indexOf('\n', from);
        if (end < 0)
            end = clientList.size();
        QByteArrayView line = clientList.sliced(from, end - from);
        from = end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (field(line, "name") != clientName)
            continue;
        const QByteArrayView address = field(line, "addr");
        clients.append({field(line, "id").toByteArray(), QString::fromUtf8(address.first(std::max<qsizetype>(0, address.lastIndexOf(':')))),
                        field(line, "flags").contains('b'), field(line, "idle").toByteArray().toLongLong(),
                        field(line, "age").toByteArray().toLongLong()});
    }
    return clients;
}

Consumers parseConsumers(QByteArrayView clientList, QByteArrayView clientName, qint64 active)
{
    Consumers consumers;
    for (const QueueClient &client : queueClients(clientList, clientName)) {
        if (!client.blocking && client.idleSeconds > liveIdleSeconds && active <= 0)
            continue;
        ++consumers.live;
        consumers.addresses.append(client.address);
    }
    return consumers;
}

} // namespace quarterdeck::stack
