// SPDX-License-Identifier: GPL-3.0-or-later
#include "stack/filesplice/edittrial.h"

#include "foundation/units.h"
#include "stack/composemodel.h"
#include "stack/filesplice/composesplicer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <memory>

namespace quarterdeck::stack {

namespace {

struct TrialText
{
    Q_DECLARE_TR_FUNCTIONS(FileEdit)
};

const ModelService *serviceOf(const QList<ModelService> &services, const QString &name)
{
    const auto it = std::find_if(services.cbegin(), services.cend(), [&name](const ModelService &one) { return one.name == name; });
    return it == services.cend() ? nullptr : &*it;
}

QStringList exchanged(const QStringList &files, const QMap<QString, QString> &copies)
{
    QStringList result;
    for (const QString &file : files)
        result.append(copies.value(file, file));
    return result;
}

} // namespace

QStringList environmentFilesOf(const compose::Project &project)
{
    if (!project.environmentFiles.isEmpty())
        return project.environmentFiles;
    QString folder = project.workingDir;
    if (folder.isEmpty() && !project.configFiles.isEmpty())
        folder = QFileInfo(project.configFiles.first()).absolutePath();
    return folder.isEmpty() ? QStringList() : QStringList(QDir(folder).filePath(QStringLiteral(".env")));
}

bool isMeant(const ModelPath &at, const SettingChange &change)
{
    const QList<ModelPath> places = change.places();
    return std::any_of(places.cbegin(), places.cend(), [&at, &change](const ModelPath &place) {
        return liesWithin(at, ModelPath{QStringLiteral("services"), change.service} + place);
    });
}

bool isInForce(const QJsonObject &model, const SettingChange &change)
{
    const QList<ModelService> services = servicesOfModel(model);
    const ModelService *service = serviceOf(services, change.service);
    if (service == nullptr)
        return false;
    switch (change.kind) {
    case SettingChange::Kind::Replicas:
        return QString::number(service->replicas) == change.value;
    case SettingChange::Kind::MemoryLimit:
        return service->memoryLimit == parseMemory(change.value).value_or(-1);
    case SettingChange::Kind::StopGrace:
        return service->stopGraceSeconds >= 0 && service->stopGraceSeconds == durationSeconds(change.value).value_or(-1);
    case SettingChange::Kind::Environment:
        return service->environment.contains(change.variable) && service->environment.value(change.variable) == change.value;
    case SettingChange::Kind::ConcurrencyFlag: {
        const QJsonValue command = model.value(QLatin1String("services")).toObject().value(change.service).toObject().value(QLatin1String("command"));
        return concurrencyFlagIn(command) == change.value;
    }
    }
    return false;
}

Result<QJsonObject> modelWith(const JobContext &context, compose::ComposePort &compose, const compose::Project &project,
                              const QMap<QString, QByteArray> &files)
{
    // Beside the files, for what they include or extend is found from there.
    std::vector<std::unique_ptr<QTemporaryFile>> copies;
    QMap<QString, QString> names;
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        const QFileInfo info(it.key());
        auto copy = std::make_unique<QTemporaryFile>(info.absolutePath() + QLatin1String("/.") + info.fileName() + QLatin1String(".trial-XXXXXX"));
        if (!copy->open() || copy->write(it.value()) != it.value().size() || !copy->flush()) {
            return fail(ErrorKind::Auth, TrialText::tr("The folder %1 cannot be written.").arg(info.absolutePath()), copy->errorString(),
                        TrialText::tr("Give your user the right to write there, then try again."));
        }
        names.insert(it.key(), copy->fileName());
        copies.push_back(std::move(copy));
    }
    compose::Project trial = project;
    trial.configFiles = exchanged(project.configFiles, names);
    const QStringList environment = environmentFilesOf(project);
    if (std::any_of(environment.cbegin(), environment.cend(), [&names](const QString &file) { return names.contains(file); }))
        trial.environmentFiles = exchanged(environment, names);
    QD_CHECK(compose.validate(context, trial));
    QD_TRY(const compose::ComposePort::Config config, compose.config(context, trial));
    return config.model;
}

Result<void> checkEffect(const QJsonObject &before, const QJsonObject &after, const QList<SettingChange> &changes,
                         const QList<SettingChange> &allowed)
{
    const QList<SettingChange> may = changes + allowed;
    for (const ModelPath &at : differences(before, after)) {
        if (std::none_of(may.cbegin(), may.cend(), [&at](const SettingChange &change) { return isMeant(at, change); })) {
            return fail(ErrorKind::Unsupported, TrialText::tr("%1 would change as well.").arg(at.join(QLatin1Char('.'))), {},
                        TrialText::tr("Change the file by hand, or give the service a value of its own first."));
        }
    }
    for (const SettingChange &change : changes) {
        if (!isInForce(after, change)) {
            return fail(ErrorKind::Unsupported, TrialText::tr("The change would have no effect on %1.").arg(change.service), {},
                        TrialText::tr("Something else decides it: a variable of the shell, or another compose file."));
        }
    }
    return {};
}

} // namespace quarterdeck::stack
