// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/restorerun.h"

#include <QCoreApplication>

#include <algorithm>

namespace quarterdeck::restore {

namespace {

struct RunText
{
    Q_DECLARE_TR_FUNCTIONS(RestoreRun)
};

} // namespace

RestoreRun::RestoreRun(const backup::Neighbours &around, compose::ComposePort &theCompose, Request wanted, backup::Recording into, Report &theReport)
    : neighbours(around)
    , compose(theCompose)
    , request(std::move(wanted))
    , recording(std::move(into))
    , report(theReport)
{
}

Result<void> RestoreRun::save()
{
    report.runId = journal->state().runId;
    journal->state().report = report;
    return journal->save();
}

void RestoreRun::warn(const JobContext &context, const QString &text)
{
    if (!report.warnings.contains(text))
        report.warnings.append(text);
    context.sink().logLine(text);
}

Result<stack::Container> RestoreRun::containerOf(const stack::Service *service, const QString &what) const
{
    if (service == nullptr || service->containers.isEmpty())
        return fail(ErrorKind::NotFound, RunText::tr("%1 of this stack has no container.").arg(what));
    return service->containers.first();
}

Result<DatabaseRestore *> RestoreRun::database(const JobContext &context)
{
    if (!m_database) {
        const stack::Service *service = request.stack->service(request.stack->database.service);
        QD_TRY(const stack::Container container, containerOf(service, QStringLiteral("PostgreSQL")));
        QD_TRY(ServerAddress server, serverAddressOf(context, neighbours.docker, container.id));
        m_database.emplace(neighbours.docker, std::move(server), request.set, request.ageIdentityFile);
    }
    return &*m_database;
}

Result<VolumeRestore *> RestoreRun::data(const JobContext &context)
{
    if (!m_data) {
        QD_TRY(DataTarget target, dataTargetOf(*request.stack));
        QD_CHECK(context.checkpoint());
        m_data.emplace(neighbours.docker, std::move(target), state().stamp);
    }
    return &*m_data;
}

Result<std::unique_ptr<redis::Session>> RestoreRun::queue(const JobContext &context) const
{
    const stack::Queue &queue = request.stack->queue;
    if (queue.access.host.isEmpty())
        return fail(ErrorKind::Unreachable, RunText::tr("Redis cannot be reached from here: %1").arg(queue.access.why), {},
                    RunText::tr("Start it, or publish its port on 127.0.0.1."));
    redis::Coordinates coordinates = queue.coordinates;
    coordinates.host = queue.access.host;
    coordinates.port = queue.access.port;
    return neighbours.redis.connect(context, coordinates);
}

} // namespace quarterdeck::restore
