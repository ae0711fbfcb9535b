// SPDX-License-Identifier: GPL-3.0-or-later
#include "workers/drain.h"

#include "foundation/units.h"
#include "workers/runningjobs.h"

#include <QCoreApplication>
#include <QSet>

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
        QSet<QString> addresses;
        for (const stack::QueueClient &client : stack::queueClients(list.string, keys.clientName))
            addresses.insert(client.address);
        QString name;
        for (const QString &id : QSet<QString>(missing)) {
            QD_TRY(const docker::ContainerDetails details, neighbours.docker.inspectContainer(context, id));
            name = details.name;
            if (!details.state.running && !details.state.restarting) {
                return fail(ErrorKind::Internal,
                            Words::tr("%1 ended right after it was started, with exit code %2.").arg(details.name).arg(details.state.exitCode),
                            details.state.error, Words::tr("Look into its log: docker logs %1").arg(details.name));
            }
            for (const docker::NetworkEndpoint &network : details.networks) {
                if (addresses.contains(network.ipAddress))
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
