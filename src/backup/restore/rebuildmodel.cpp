// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuildmodel.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

namespace quarterdeck::restore {

namespace {

struct ModelText
{
    Q_DECLARE_TR_FUNCTIONS(RebuildModel)
};

QString serviceOf(const backup::Manifest &manifest, stack::Role role, const QJsonObject &services)
{
    for (const backup::ServiceFigure &service : manifest.services) {
        if (service.role == stack::roleName(role) && services.contains(service.name))
            return service.name;
    }
    return {};
}

void readData(RebuildModel &model, const QJsonObject &main, const QJsonObject &volumes)
{
    const QString home = main.value(QLatin1String("environment")).toObject().value(QLatin1String("N8N_USER_FOLDER")).toString();
    model.data.folder = (home.isEmpty() ? QStringLiteral("/home/node") : home) + QLatin1String("/.n8n");
    for (const QJsonValue &value : main.value(QLatin1String("volumes")).toArray()) {
        const QJsonObject mount = value.toObject();
        const QString destination = mount.value(QLatin1String("target")).toString();
        if (model.data.folder != destination && !model.data.folder.startsWith(destination + QLatin1Char('/')))
            continue;
        model.data.mount.type = mount.value(QLatin1String("type")).toString();
        model.data.mount.destination = destination;
        const QString source = mount.value(QLatin1String("source")).toString();
        if (model.data.mount.type == QLatin1String("volume")) {
            const QJsonObject volume = volumes.value(source).toObject();
            model.dataVolume = RebuildModel::Volume{source, volume.value(QLatin1String("name")).toString(source),
                                                    volume.value(QLatin1String("external")).toBool()};
            model.data.mount.name = model.dataVolume->name;
        } else {
            model.data.mount.source = source;
        }
    }
}

} // namespace

Result<RebuildModel> readRebuildModel(const JobContext &context, compose::ComposePort &compose, const RebuildFiles &files,
                                      const backup::Manifest &manifest)
{
    QD_TRY(const compose::ComposePort::Config config, compose.config(context, files.project));
    const QJsonObject services = config.model.value(QLatin1String("services")).toObject();
    RebuildModel model;
    model.postgres = serviceOf(manifest, stack::Role::Postgres, services);
    model.redis = serviceOf(manifest, stack::Role::Redis, services);
    model.main = serviceOf(manifest, stack::Role::Main, services);
    if (model.postgres.isEmpty() || model.main.isEmpty()) {
        return fail(ErrorKind::NotFound,
                    ModelText::tr("The Compose files of this set do not hold the %1 it was made with.")
                        .arg(stack::roleTitle(model.main.isEmpty() ? stack::Role::Main : stack::Role::Postgres)));
    }
    for (auto it = services.begin(); it != services.end(); ++it) {
        const QJsonObject service = it->toObject();
        model.images.insert(it.key(), service.value(QLatin1String("image")).toString());
        if (!service.value(QLatin1String("container_name")).toString().isEmpty())
            model.shared.append(service.value(QLatin1String("container_name")).toString());
        for (const QJsonValue &mount : service.value(QLatin1String("volumes")).toArray()) {
            const QString source = mount.toObject().value(QLatin1String("source")).toString();
            const bool bind = mount.toObject().value(QLatin1String("type")).toString() == QLatin1String("bind");
            if (bind && !mount.toObject().value(QLatin1String("read_only")).toBool() && source != files.project.workingDir
                && !source.startsWith(files.project.workingDir + QLatin1Char('/')))
                model.shared.append(source);
        }
        for (const QJsonValue &port : service.value(QLatin1String("ports")).toArray()) {
            const QJsonValue published = port.toObject().value(QLatin1String("published"));
            if (const quint16 number = published.toVariant().toString().toUShort(); number != 0)
                model.ports.append(number);
        }
    }
    const QJsonObject volumes = config.model.value(QLatin1String("volumes")).toObject();
    for (auto it = volumes.begin(); it != volumes.end(); ++it) {
        const QString volume = it->toObject().value(QLatin1String("name")).toString(it.key());
        const bool external = it->toObject().value(QLatin1String("external")).toBool();
        if (!external)
            model.volumeNames.append(volume);
        if (external || !volume.startsWith(files.project.name + QLatin1Char('_')))
            model.shared.append(volume);
    }
    const QJsonObject networks = config.model.value(QLatin1String("networks")).toObject();
    for (auto it = networks.begin(); it != networks.end(); ++it) {
        if (it->toObject().value(QLatin1String("external")).toBool())
            model.shared.append(it->toObject().value(QLatin1String("name")).toString(it.key()));
    }
    model.shared.removeDuplicates();
    readData(model, services.value(model.main).toObject(), config.model.value(QLatin1String("volumes")).toObject());
    return model;
}

Result<RebuildModel> tryRebuildModel(const JobContext &context, compose::ComposePort &compose, const RebuildFiles &files,
                                     const backup::Manifest &manifest)
{
    // Only Compose knows what its files mean.
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorKind::NoSpace, ModelText::tr("No temporary folder could be made."), folder.errorString());
    const RebuildFiles elsewhere = movedTo(files, folder.path());
    MadeFiles made;
    QD_CHECK(writeProject(elsewhere, made));
    return readRebuildModel(context, compose, elsewhere, manifest);
}

} // namespace quarterdeck::restore
