// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"

#include "adapters/docker/json.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerSwarm)
};

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray filter(const char *key, const QStringList &values)
{
    return compact({{QLatin1String(key), QJsonArray::fromStringList(values)}});
}

template<class T>
Result<QList<T>> parseAll(const QByteArray &body, Result<T> (*parse)(const QJsonObject &))
{
    QD_TRY(const QJsonArray array, parseArray(body));
    QList<T> all;
    for (const QJsonValue entry : array) {
        QD_TRY(T one, parse(entry.toObject()));
        all.append(std::move(one));
    }
    return all;
}

} // namespace

Result<QByteArray> Client::askSwarm(const JobContext &context, Call call, const QString &what)
{
    // A specification read in an older version of the API lacks what only newer
    // ones know; sent back, it would take that away from the service.
    call.serversNewest = true;
    return act(context, std::move(call), what);
}

Result<QList<SwarmService>> Client::listServices(const JobContext &context, const QStringList &labels)
{
    Query query{{QByteArrayLiteral("status"), QByteArrayLiteral("true")}};
    if (!labels.isEmpty())
        query.append({QByteArrayLiteral("filters"), filter("label", labels)});
    QD_TRY(const QByteArray body,
           askSwarm(context, {.path = QByteArrayLiteral("/services"), .query = query}, Text::tr("The services of the swarm could not be listed.")));
    return parseAll(body, &parseSwarmService);
}

Result<SwarmService> Client::inspectService(const JobContext &context, const QString &id)
{
    QD_TRY(const QByteArray path, pathOf("/services", id));
    QD_TRY(const QByteArray body, askSwarm(context, {.path = path}, Text::tr("The service %1 could not be examined.").arg(id)));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseSwarmService(object);
}

Result<void> Client::updateService(const JobContext &context, const QString &id, quint64 version, const QJsonObject &spec)
{
    QD_TRY(const QByteArray path, pathOf("/services", id, "/update"));
    QD_TRY(const QByteArray answer,
           askSwarm(context,
                    {.method = QByteArrayLiteral("POST"),
                     .path = path,
                     .query = {{QByteArrayLiteral("version"), QByteArray::number(version)}},
                     .body = compact(spec)},
                    Text::tr("The service %1 could not be changed.").arg(spec.value(QLatin1String("Name")).toString(id))));
    logWarnings(answer);
    return {};
}

Result<QList<SwarmTask>> Client::listTasks(const JobContext &context, const QStringList &services)
{
    Query query;
    if (!services.isEmpty())
        query.append({QByteArrayLiteral("filters"), filter("service", services)});
    QD_TRY(const QByteArray body,
           askSwarm(context, {.path = QByteArrayLiteral("/tasks"), .query = query}, Text::tr("The tasks of the swarm could not be listed.")));
    return parseAll(body, &parseSwarmTask);
}

Result<QList<SwarmNode>> Client::listNodes(const JobContext &context)
{
    QD_TRY(const QByteArray body, askSwarm(context, {.path = QByteArrayLiteral("/nodes")}, Text::tr("The nodes of the swarm could not be listed.")));
    return parseAll(body, &parseSwarmNode);
}

Result<QHash<QString, QString>> Client::gatewayAddresses(const JobContext &context)
{
    QHash<QString, QString> addresses;
    const Result<QByteArray> body
        = get(context, QByteArrayLiteral("/networks/docker_gwbridge"), {}, Text::tr("The addresses of this node's tasks could not be read."));
    if (!body && body.error().kind == ErrorKind::NotFound)
        return addresses;
    if (!body)
        return fail(body.error());
    QD_TRY(const QJsonObject network, parseObject(*body));
    const QJsonObject containers = network.value(QLatin1String("Containers")).toObject();
    for (auto it = containers.begin(); it != containers.end(); ++it)
        addresses.insert(it.key(), it.value().toObject().value(QLatin1String("IPv4Address")).toString().section(QLatin1Char('/'), 0, 0));
    return addresses;
}

Result<void> Client::serviceLogs(const JobContext &context, const QString &id, const LogOptions &options, const OutputSink &sink)
{
    QD_TRY(const SwarmService service, inspectService(context, id));
    QD_TRY(const QByteArray path, pathOf("/services", id, "/logs"));
    return streamLog(context, path, service.tty, options, Text::tr("The log of the service %1 could not be read.").arg(id), sink);
}

} // namespace quarterdeck::docker
