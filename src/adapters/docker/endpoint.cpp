// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapters/docker/endpoint.h"

#include "foundation/atomicfile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck::docker {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DockerEndpoint)
};

Result<QJsonObject> readObject(const QString &path)
{
    QD_TRY(const QByteArray bytes, readWholeFile(path, 1024 * 1024));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject()) {
        return fail(ErrorKind::Invalid, Text::tr("The Docker configuration file %1 is not valid.").arg(path), error.errorString(),
                    Text::tr("Repair the file, or move it away."));
    }
    return document.object();
}

Result<Endpoint> fromUrl(const QString &url, const QString &origin)
{
    if (url.startsWith(QLatin1String("unix://"))) {
        const QString path = url.mid(7);
        return Endpoint{path.isEmpty() ? QString(defaultSocket) : path, origin};
    }
    const QString hint = Text::tr("Unset DOCKER_HOST or choose a local engine: docker context use default.");
    // The address is shown without what may stand before an @: it can hold a password.
    const QString shown
        = url.section(QLatin1String("://"), 0, 0) + QLatin1String("://") + url.section(QLatin1String("://"), 1).section(QLatin1Char('@'), -1);
    if (url.startsWith(QLatin1String("ssh://")))
        return fail(ErrorKind::Unsupported, Text::tr("Docker engines over SSH are not supported yet (%1 says %2).").arg(origin, shown), {}, hint);
    if (url.startsWith(QLatin1String("tcp://")) || url.startsWith(QLatin1String("http://")) || url.startsWith(QLatin1String("https://")))
        return fail(ErrorKind::Unsupported, Text::tr("Docker engines over TCP are not supported yet (%1 says %2).").arg(origin, shown), {}, hint);
    if (url.startsWith(QLatin1String("npipe://")))
        return fail(ErrorKind::Unsupported, Text::tr("Windows pipes cannot be used from Linux (%1 says %2).").arg(origin, shown), {}, hint);
    return fail(ErrorKind::Unsupported, Text::tr("The address of the Docker engine is not understood (%1).").arg(origin), {},
                Text::tr("A local engine is written as unix:///var/run/docker.sock."));
}

Result<Endpoint> fromContext(const QString &name, const QString &configFolder)
{
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
    const QString path = configFolder + QLatin1String("/contexts/meta/") + hash + QLatin1String("/meta.json");
    if (!QFile::exists(path)) {
        return fail(ErrorKind::Invalid, Text::tr("The Docker context %1 does not exist.").arg(name), path,
                    Text::tr("See docker context ls, and choose one: docker context use default."));
    }
    QD_TRY(const QJsonObject meta, readObject(path));
    const QString url
        = meta.value(QLatin1String("Endpoints")).toObject().value(QLatin1String("docker")).toObject().value(QLatin1String("Host")).toString();
    return fromUrl(url, name);
}

} // namespace

EndpointSources EndpointSources::fromEnvironment()
{
    EndpointSources sources;
    sources.host = qEnvironmentVariable("DOCKER_HOST");
    sources.context = qEnvironmentVariable("DOCKER_CONTEXT");
    sources.configFolder = qEnvironmentVariable("DOCKER_CONFIG", QDir::homePath() + QLatin1String("/.docker"));
    return sources;
}

Result<Endpoint> resolveEndpoint(const EndpointSources &sources)
{
    if (!sources.host.isEmpty())
        return fromUrl(sources.host, QStringLiteral("DOCKER_HOST"));
    QString context = sources.context;
    const QString config = sources.configFolder + QLatin1String("/config.json");
    if (context.isEmpty() && QFile::exists(config)) {
        QD_TRY(const QJsonObject object, readObject(config));
        context = object.value(QLatin1String("currentContext")).toString();
    }
    if (context.isEmpty() || context == QLatin1String("default"))
        return Endpoint{};
    return fromContext(context, sources.configFolder);
}

} // namespace quarterdeck::docker
