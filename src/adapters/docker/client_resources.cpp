// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/client.h"

#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerResources)
};

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

template<class T>
Result<QList<T>> parseAll(const QJsonArray &array, Result<T> (*parse)(const QJsonObject &))
{
    QList<T> all;
    for (const QJsonValue entry : array) {
        QD_TRY(T one, parse(entry.toObject()));
        all.append(std::move(one));
    }
    return all;
}

} // namespace

Result<QList<ImageDetails>> Client::listImages(const JobContext &context)
{
    QD_TRY(const QByteArray body, get(context, QByteArrayLiteral("/images/json"), {}, Text::tr("The images could not be listed.")));
    QD_TRY(const QJsonArray array, parseArray(body));
    return parseAll(array, &parseImageSummary);
}

Result<ImageDetails> Client::inspectImage(const JobContext &context, const QString &reference)
{
    QD_TRY(const QByteArray path, pathOf("/images", reference, "/json"));
    QD_TRY(const QByteArray body, get(context, path, {}, Text::tr("The image %1 could not be examined.").arg(reference)));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseImageDetails(object);
}

Result<QString> Client::dataFolder(const JobContext &context)
{
    const QString failed = Text::tr("The engine does not tell where it keeps its data.");
    QD_TRY(const QByteArray body, get(context, QByteArrayLiteral("/info"), {}, failed));
    QD_TRY(const QJsonObject object, parseObject(body));
    const QString folder = object.value(QLatin1String("DockerRootDir")).toString();
    if (folder.isEmpty())
        return fail(ErrorKind::Unsupported, failed);
    return folder;
}

Result<QList<Volume>> Client::listVolumes(const JobContext &context)
{
    QD_TRY(const QByteArray body, get(context, QByteArrayLiteral("/volumes"), {}, Text::tr("The volumes could not be listed.")));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseAll(object.value(QLatin1String("Volumes")).toArray(), &parseVolume);
}

Result<Volume> Client::inspectVolume(const JobContext &context, const QString &name)
{
    QD_TRY(const QByteArray path, pathOf("/volumes", name));
    QD_TRY(const QByteArray body, get(context, path, {}, Text::tr("The volume %1 could not be examined.").arg(name)));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseVolume(object);
}

Result<Volume> Client::createVolume(const JobContext &context, const QString &name, const QMap<QString, QString> &labels)
{
    QJsonObject request{{QStringLiteral("Labels"), fromStringMap(labels)}};
    if (!name.isEmpty())
        request.insert(QStringLiteral("Name"), name);
    QD_TRY(const QByteArray body,
           act(context, {.method = QByteArrayLiteral("POST"), .path = QByteArrayLiteral("/volumes/create"), .body = compact(request)},
               Text::tr("The volume %1 could not be created.").arg(name)));
    QD_TRY(const QJsonObject object, parseObject(body));
    return parseVolume(object);
}

Result<void> Client::removeVolume(const JobContext &context, const QString &name, bool force)
{
    QD_TRY(const QByteArray path, pathOf("/volumes", name));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("DELETE"), .path = path, .query = {{QByteArrayLiteral("force"), force ? "1" : "0"}}},
                 Text::tr("The volume %1 could not be removed.").arg(name)));
    return {};
}

Result<QList<Network>> Client::listNetworks(const JobContext &context)
{
    QD_TRY(const QByteArray body, get(context, QByteArrayLiteral("/networks"), {}, Text::tr("The networks could not be listed.")));
    QD_TRY(const QJsonArray array, parseArray(body));
    return parseAll(array, &parseNetwork);
}

Result<QString> Client::createNetwork(const JobContext &context, const QString &name, bool internal, const QMap<QString, QString> &labels)
{
    // CheckDuplicate: before API 1.44 the engine would make a second network of the same name.
    const QJsonObject request{{QStringLiteral("Name"), name},
                              {QStringLiteral("CheckDuplicate"), true},
                              {QStringLiteral("Internal"), internal},
                              {QStringLiteral("Labels"), fromStringMap(labels)}};
    QD_TRY(const QByteArray body,
           act(context, {.method = QByteArrayLiteral("POST"), .path = QByteArrayLiteral("/networks/create"), .body = compact(request)},
               Text::tr("The network %1 could not be created.").arg(name)));
    QD_TRY(const QJsonObject object, parseObject(body));
    const QString id = object.value(QLatin1String("Id")).toString();
    if (id.isEmpty())
        return fail(contentFault(QStringLiteral("a new network without an id")));
    return id;
}

Result<void> Client::removeNetwork(const JobContext &context, const QString &id)
{
    QD_TRY(const QByteArray path, pathOf("/networks", id));
    QD_CHECK(act(context, {.method = QByteArrayLiteral("DELETE"), .path = path}, Text::tr("The network %1 could not be removed.").arg(id)));
    return {};
}

} // namespace quarterdeck::docker
