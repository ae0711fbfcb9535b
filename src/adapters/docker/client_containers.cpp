// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"

#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerContainers)
};

/// What the engine itself takes when a container says nothing.
constexpr std::chrono::seconds defaultGrace{10};
constexpr std::pair<int, int> signalInStop{1, 42};

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

Result<QList<ContainerSummary>> Client::listContainers(const JobContext &context, bool all, const QStringList &labels)
{
    Query query;
    if (all)
        query.append({QByteArrayLiteral("all"), QByteArrayLiteral("1")});
    if (!labels.isEmpty())
        query.append({QByteArrayLiteral("filters"), compact({{QStringLiteral("label"), QJsonArray::fromStringList(labels)}})});
    QD_TRY(const QByteArray body, get(context, QByteArrayLiteral("/containers/json"), query, Text::tr("The containers could not be listed.")));
    QD_TRY(const QJsonArray array, parseArray(body));
    QList<ContainerSummary> containers;
    for (const QJsonValue entry : array) {
        QD_TRY(ContainerSummary container, parseContainerSummary(entry.toObject()));
        containers.append(std::move(container));
    }
    return containers;
}

Result<ContainerDetails> Client::inspectContainer(const JobContext &context, const QString &id)
{
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/json"));
    QD_TRY(const QByteArray body, get(context, path, {}, Text::tr("The container %1 could not be examined.").arg(id)));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseContainerDetails(object);
}

Result<void> Client::startContainer(const JobContext &context, const QString &id)
{
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/start"));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("POST"), .path = path}, Text::tr("The container %1 could not be started.").arg(id), 304));
    return {};
}

Result<void> Client::stopContainer(const JobContext &context, const QString &id, std::chrono::seconds grace, const QString &signal)
{
    Query query;
    if (!signal.isEmpty()) {
        QD_TRY(const auto version, m_transport.apiVersion(context));
        if (version < signalInStop)
            return stopBySignal(context, id, grace, signal);
        query.append({QByteArrayLiteral("signal"), signal.toUtf8()});
    }
    if (grace.count() >= 0)
        query.append({QByteArrayLiteral("t"), QByteArray::number(static_cast<qint64>(grace.count()))});
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/stop"));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("POST"), .path = path, .query = query},
                 Text::tr("The container %1 could not be stopped.").arg(id), 304));
    return {};
}

Result<void> Client::stopBySignal(const JobContext &context, const QString &id, std::chrono::seconds grace, const QString &signal)
{
    QD_TRY(const ContainerDetails details, inspectContainer(context, id));
    if (details.state.running) {
        const Result<void> sent = killContainer(context, id, signal);
        // It may have ended just before.
        if (!sent && sent.error().kind != ErrorKind::Conflict)
            return sent;
        if (grace.count() < 0)
            grace = details.stopTimeout >= 0 ? std::chrono::seconds(details.stopTimeout) : defaultGrace;
        const Result<int> ended = waitContainer(context.withTimeout(grace), id);
        QD_CHECK(context.checkpoint());
        if (!ended && ended.error().kind != ErrorKind::Timeout)
            return fail(ended.error());
    }
    // Also when it has ended: only a stop keeps a restart policy from starting it again.
    return stopContainer(context, id, std::chrono::seconds(0), {});
}

Result<void> Client::restartContainer(const JobContext &context, const QString &id, std::chrono::seconds grace)
{
    Query query;
    if (grace.count() >= 0)
        query.append({QByteArrayLiteral("t"), QByteArray::number(static_cast<qint64>(grace.count()))});
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/restart"));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("POST"), .path = path, .query = query},
                 Text::tr("The container %1 could not be restarted.").arg(id)));
    return {};
}

Result<void> Client::killContainer(const JobContext &context, const QString &id, const QString &signal)
{
    Query query;
    if (!signal.isEmpty())
        query.append({QByteArrayLiteral("signal"), signal.toUtf8()});
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/kill"));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("POST"), .path = path, .query = query},
                 Text::tr("The signal could not be sent to the container %1.").arg(id)));
    return {};
}

Result<void> Client::renameContainer(const JobContext &context, const QString &id, const QString &name)
{
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/rename"));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("POST"), .path = path, .query = {{QByteArrayLiteral("name"), name.toUtf8()}}},
                 Text::tr("The container %1 could not be renamed to %2.").arg(id, name)));
    return {};
}

Result<void> Client::removeContainer(const JobContext &context, const QString &id, bool force, bool withAnonymousVolumes)
{
    QD_TRY(const QByteArray path, pathOf("/containers", id));
    QD_CHECK(act(context,
                 {.method = QByteArrayLiteral("DELETE"),
                  .path = path,
                  .query = {{QByteArrayLiteral("force"), force ? "1" : "0"}, {QByteArrayLiteral("v"), withAnonymousVolumes ? "1" : "0"}}},
                 Text::tr("The container %1 could not be removed.").arg(id)));
    return {};
}

Result<void> Client::updateContainer(const JobContext &context, const QString &id, const ResourceUpdate &update)
{
    QD_TRY(const ContainerDetails details, inspectContainer(context, id));
    QD_TRY(const QJsonObject body, updateBody(update, details.host));
    if (body.isEmpty())
        return {};
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/update"));
    QD_TRY(const QByteArray answer,
           act(context, {.method = QByteArrayLiteral("POST"), .path = path, .body = compact(body)},
               Text::tr("The limits of the container %1 could not be changed.").arg(id)));
    logWarnings(answer);
    return {};
}

Result<QString> Client::createContainer(const JobContext &context, const ContainerSpec &spec)
{
    Query query;
    if (!spec.name.isEmpty())
        query.append({QByteArrayLiteral("name"), spec.name.toUtf8()});
    QD_TRY(
        const QByteArray answer,
        act(context,
            {.method = QByteArrayLiteral("POST"), .path = QByteArrayLiteral("/containers/create"), .query = query, .body = compact(createBody(spec))},
            Text::tr("A container of the image %1 could not be created.").arg(spec.image)));
    logWarnings(answer);
    QD_TRY(const QJsonObject object, parseObject(answer));
    const QString id = object.value(QLatin1String("Id")).toString();
    if (id.isEmpty())
        return fail(contentFault(QStringLiteral("a new container without an id")));
    return id;
}

Result<int> Client::waitContainer(const JobContext &context, const QString &id)
{
    QD_TRY(const QByteArray path, pathOf("/containers", id, "/wait"));
    const QString what = Text::tr("The end of the container %1 could not be awaited.").arg(id);
    QD_TRY(const QByteArray answer,
           act(context,
               {.method = QByteArrayLiteral("POST"), .path = path, .query = {{QByteArrayLiteral("condition"), QByteArrayLiteral("not-running")}}},
               what));
    QD_TRY(const QJsonObject object, parseObject(answer));
    const QString error = object.value(QLatin1String("Error")).toObject().value(QLatin1String("Message")).toString();
    if (!error.isEmpty())
        return fail(ErrorKind::Internal, what, error);
    if (!object.contains(QLatin1String("StatusCode")))
        return fail(contentFault(QStringLiteral("a container's end without an exit code")));
    return object.value(QLatin1String("StatusCode")).toInt();
}

} // namespace quarterdeck::docker
