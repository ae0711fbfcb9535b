// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stack/stack.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

/// Bull 4's queue of n8n as it lies in Redis. Source: bull/lib/queue.js and
/// bull/lib/commands of the packages that n8n 1.123 and 2.35 ship.
namespace quarterdeck::stack {

/// The names under which Bull 4 keeps n8n's queue in Redis.
struct QueueKeys
{
    QByteArray wait; ///< list; pushed at the left, taken at the right
    QByteArray paused; ///< list; takes the place of wait while the queue is paused
    QByteArray metaPaused; ///< there while the queue is paused
    QByteArray meta; ///< hash; its field "paused" says the same to BullMQ
    QByteArray active; ///< list
    QByteArray delayed; ///< sorted set
    QByteArray priority; ///< sorted set of the jobs in wait that have a priority, which n8n gives to all
    QByteArray id; ///< counter: the newest job's id
    QByteArray failed; ///< sorted set
    QByteArray stalled; ///< set of jobs that were active at the last check for lost ones
    QByteArray progress; ///< channel of messages about jobs
    QByteArray jobPrefix; ///< + id = the job's hash; + id + ":lock" = who works on it
    QByteArray clientName; ///< of the connection that takes jobs, one a worker process
};

/// In a Redis cluster n8n puts the prefix in braces, so that all keys share a slot.
[[nodiscard]] QueueKeys queueKeys(const Queue &queue);

/// A connection that takes jobs, one a worker process.
struct QueueClient
{
    QByteArray id; ///< Redis' own number of the connection
    QString address; ///< IP address without the port
    bool blocking = false; ///< waits for a job now
    qint64 idleSeconds = 0;
    qint64 ageSeconds = 0; ///< since it was made

    bool operator==(const QueueClient &) const = default;
};
/// Those of this name in the answer to CLIENT LIST.
[[nodiscard]] QList<QueueClient> queueClients(QByteArrayView clientList, QByteArrayView clientName);

struct Consumers
{
    int live = 0;
    QStringList addresses; ///< IP addresses, one a live consumer

    bool operator==(const Consumers &) const = default;
};

/// Counts the workers that take jobs in the answer to CLIENT LIST.
///
/// A worker waits in BRPOPLPUSH for at most 5 s at a time (flag b, or idle not
/// much longer). With all its slots busy it does not ask at all, so the flag
/// alone would count a busy worker as missing: then the connection counts as
/// long as jobs are active.
/// @param active length of the active list at the same time
[[nodiscard]] Consumers parseConsumers(QByteArrayView clientList, QByteArrayView clientName, qint64 active);

} // namespace quarterdeck::stack
