// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/drain.h"

#include "foundation/units.h"
#include "workers/runningjobs.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace std::chrono_literals;

namespace quarterdeck::workers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::workers::Consuming)
};

constexpr auto pollPause = 500ms;

} // namespace

Result<void> waitUntilConsuming(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack, const QStringList &containerIds,
                                std::chrono::seconds within)
{
    QD_TRY(const redis::Coordinates coordinates, queueCoordinates(stack));
    QD_TRY(const std::unique_ptr<redis::Session> session, neighbours.redis.connect(context, coordinates));
    const stack::QueueKeys keys = stack::queueKeys(stack.queue);
    const JobContext bounded = context.withTimeout(within);
    QSet<QString> missing(containerIds.cbegin(), containerIds.cend());
    const qsizetype all = missing.size();
    while (true) {
        QD_TRY(const redis::Reply list, session->command(context, {"CLIENT", "LIST"}));
        const QList<stack::QueueClient> clients = stack::queueClients(list.string, keys.clientName);
        // The address of a worker that was killed is soon another's, while Redis still holds its connection.
        const auto isOf = [&clients](const QString &address, std::chrono::seconds up) {
            return std::any_of(clients.cbegin(), clients.cend(), [&](const stack::QueueClient &client) {
                return client.address == address && std::chrono::seconds(client.ageSeconds) <= up;
            });
        };
        QString name;
        for (const QString &id : QSet<QString>(missing)) {
            QD_TRY(const docker::ContainerDetails details, neighbours.docker.inspectContainer(context, id));
            name = details.name;
            if (!details.state.running && !details.state.restarting) {
                return fail(ErrorKind::Internal,
                            Words::tr("%1 ended right after it was started, with exit code %2.").arg(details.name).arg(details.state.exitCode),
                            details.state.error, Words::tr("Look into its log: docker logs %1").arg(details.name));
            }
            const std::chrono::seconds up(details.state.startedAt.secsTo(neighbours.clock.now()) + 1);
            for (const docker::NetworkEndpoint &network : details.networks) {
                if (isOf(network.ipAddress, up))
                    missing.remove(id);
            }
        }
        context.sink().stepProgress({QStringLiteral("consume"), all - missing.size(), all, Progress::Unit::Items});
        if (missing.isEmpty())
            return {};
        const Result<void> slept = bounded.sleep(pollPause);
        QD_CHECK(context.checkpoint());
        if (!slept) {
            return fail(ErrorKind::Timeout, Words::tr("%1 runs, but takes no jobs after %2.").arg(name, formatDuration(within)), {},
                        Words::tr("Look into its log: docker logs %1").arg(name));
        }
    }
}

} // namespace quarterdeck::workers
