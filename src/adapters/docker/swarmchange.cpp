// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/swarmport.h"

#include "foundation/logging.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace std::chrono_literals;

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerSwarm)
};

/// Swarm itself touches a service only when an update begins and ends: who
/// loses so often competes with a program that does nothing else.
constexpr int mostAttempts = 8;
constexpr auto firstPause = 20ms;
constexpr auto longestPause = 1000ms;

} // namespace

bool SwarmTask::hasEnded() const
{
    static const std::array<QLatin1String, 6> ends = {QLatin1String("complete"), QLatin1String("shutdown"), QLatin1String("failed"),
                                                      QLatin1String("rejected"), QLatin1String("remove"),   QLatin1String("orphaned")};
    return std::find(ends.begin(), ends.end(), state) != ends.end();
}

bool isOutOfSequence(const Error &error)
{
    return error.detail.contains(QLatin1String("update out of sequence"));
}

Result<SwarmService> changeService(const JobContext &context, SwarmPort &swarm, const QString &id,
                                   const std::function<Result<bool>(SwarmService &)> &change)
{
    std::chrono::milliseconds wait = firstPause;
    for (int attempt = 1;; ++attempt) {
        QD_TRY(SwarmService service, swarm.inspectService(context, id));
        QD_TRY(const bool changed, change(service));
        if (!changed)
            return service;
        const Result<void> updated = swarm.updateService(context, service.id, service.version, service.spec);
        if (updated)
            return service;
        if (!isOutOfSequence(updated.error()))
            return fail(updated.error());
        if (attempt == mostAttempts) {
            Error error = updated.error();
            error.hint = Text::tr("Something else keeps changing this service. Find out what it is, or try again later.");
            return fail(error);
        }
        qCInfo(logDocker) << "the service" << service.name << "was changed by somebody else, reading it again";
        QD_CHECK(context.sleep(wait));
        wait = std::min<std::chrono::milliseconds>(wait * 2, longestPause);
    }
}

Result<void> setReplicas(SwarmService &service, int replicas)
{
    QJsonObject mode = service.spec.value(QLatin1String("Mode")).toObject();
    if (!service.replicas || !mode.contains(QLatin1String("Replicated"))) {
        return fail(ErrorKind::Unsupported, Text::tr("The service %1 has no number of replicas: it runs once a node, or is a job.").arg(service.name),
                    {}, Text::tr("Deploy it with deploy.mode: replicated."));
    }
    QJsonObject replicated = mode.value(QLatin1String("Replicated")).toObject();
    replicated.insert(QLatin1String("Replicas"), replicas);
    mode.insert(QLatin1String("Replicated"), replicated);
    service.spec.insert(QLatin1String("Mode"), mode);
    service.replicas = replicas;
    return {};
}

} // namespace quarterdeck::docker
