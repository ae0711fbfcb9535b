// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/enginefault.h"
#include "adapters/docker/json.h"
#include "adapters/docker/jsonvalue.h"

namespace quarterdeck::docker {

namespace {

/// What the list and the inspection of an image have in common.
ImageDetails commonImage(const QJsonObject &object)
{
    ImageDetails image;
    image.id = object.value(QLatin1String("Id")).toString();
    image.tags = toStrings(object.value(QLatin1String("RepoTags")));
    image.digests = toStrings(object.value(QLatin1String("RepoDigests")));
    // Old engines say this where others say nothing.
    image.tags.removeAll(QStringLiteral("<none>:<none>"));
    image.digests.removeAll(QStringLiteral("<none>@<none>"));
    image.size = object.value(QLatin1String("Size")).toInteger();
    return image;
}

} // namespace

Result<ImageDetails> parseImageSummary(const QJsonObject &object)
{
    ImageDetails image = commonImage(object);
    if (image.id.isEmpty())
        return fail(contentFault(QStringLiteral("an image without an id")));
    image.created = QDateTime::fromSecsSinceEpoch(object.value(QLatin1String("Created")).toInteger(), Qt::UTC);
    image.labels = toStringMap(object.value(QLatin1String("Labels")));
    return image;
}

Result<ImageDetails> parseImageDetails(const QJsonObject &object)
{
    ImageDetails image = commonImage(object);
    if (image.id.isEmpty())
        return fail(contentFault(QStringLiteral("an image without an id")));
    image.created = parseTime(object.value(QLatin1String("Created")).toString());
    const QJsonObject config = object.value(QLatin1String("Config")).toObject();
    image.labels = toStringMap(config.value(QLatin1String("Labels")));
    image.environment = toStrings(config.value(QLatin1String("Env")));
    image.entrypoint = toStrings(config.value(QLatin1String("Entrypoint")));
    image.command = toStrings(config.value(QLatin1String("Cmd")));
    image.user = config.value(QLatin1String("User")).toString();
    return image;
}

Result<Volume> parseVolume(const QJsonObject &object)
{
    Volume volume;
    volume.name = object.value(QLatin1String("Name")).toString();
    if (volume.name.isEmpty())
        return fail(contentFault(QStringLiteral("a volume without a name")));
    volume.driver = object.value(QLatin1String("Driver")).toString();
    volume.mountpoint = object.value(QLatin1String("Mountpoint")).toString();
    volume.labels = toStringMap(object.value(QLatin1String("Labels")));
    volume.options = toStringMap(object.value(QLatin1String("Options")));
    return volume;
}

Result<Network> parseNetwork(const QJsonObject &object)
{
    Network network;
    network.id = object.value(QLatin1String("Id")).toString();
    if (network.id.isEmpty())
        return fail(contentFault(QStringLiteral("a network without an id")));
    network.name = object.value(QLatin1String("Name")).toString();
    network.driver = object.value(QLatin1String("Driver")).toString();
    network.internal = object.value(QLatin1String("Internal")).toBool();
    network.labels = toStringMap(object.value(QLatin1String("Labels")));
    return network;
}

Result<Event> parseEvent(const QByteArray &bytes)
{
    QD_TRY(const QJsonObject object, parseObject(bytes));
    Event event;
    event.type = object.value(QLatin1String("Type")).toString();
    event.action = object.value(QLatin1String("Action")).toString();
    const QJsonObject actor = object.value(QLatin1String("Actor")).toObject();
    event.containerId = actor.value(QLatin1String("ID")).toString();
    event.attributes = toStringMap(actor.value(QLatin1String("Attributes")));
    event.timeNano = object.value(QLatin1String("timeNano")).toInteger();
    if (event.action.isEmpty())
        return fail(contentFault(QStringLiteral("an event without an action")));
    return event;
}

} // namespace quarterdeck::docker
