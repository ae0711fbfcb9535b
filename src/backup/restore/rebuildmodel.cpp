// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuildmodel.h"

#include "backup/setcontents.h"
#include "foundation/atomicfile.h"
#include "stack/sandboxfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

namespace quarterdeck::restore {

namespace {

struct ChecksText
{
    Q_DECLARE_TR_FUNCTIONS(RebuildChecks)
};

using backup::PreflightCheck;
using Verdict = PreflightCheck::Verdict;

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

/// The checks of one rebuild, gathered in the order of their making.
class Checks final
{
public:
    Checks(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request)
        : m_context(context)
        , m_neighbours(neighbours)
        , m_compose(compose)
        , m_request(request)
    {
    }

    Result<QList<PreflightCheck>> make();

private:
    void add(const char *id, Verdict verdict, const QString &text, const QString &remedy = {}, ErrorKind kind = ErrorKind::Conflict)
    {
        m_checks.append({QLatin1String(id), verdict, text, remedy, kind});
    }
    bool addError(const char *id, const Error &error)
    {
        add(id, Verdict::Failed, error.what, error.hint, error.kind);
        return false;
    }
    bool engine();
    bool set();
    void folder(const RebuildFiles &files);
    void project(const QString &name);
    bool model(const RebuildFiles &files);
    void images(const RebuildModel &model);
    void ports(const RebuildModel &model);
    void apart(const RebuildModel &model, const QString &name);

    const JobContext &m_context;
    const backup::Neighbours &m_neighbours;
    compose::ComposePort &m_compose;
    const Request &m_request;
    QList<PreflightCheck> m_checks;
};

bool Checks::engine()
{
    const Result<docker::EngineInfo> engine = m_neighbours.docker.ping(m_context);
    if (!engine)
        return addError("engine", engine.error());
    const Result<QString> version = m_compose.version(m_context);
    if (!version)
        return addError("engine", version.error());
    add("engine", Verdict::Passed, ChecksText::tr("Docker and Compose %1 answer.").arg(*version));
    return true;
}

bool Checks::set()
{
    const backup::Manifest *manifest = m_request.set.manifest ? &*m_request.set.manifest : nullptr;
    const backup::FileEntry *dump = manifest != nullptr ? backup::findPart(*manifest, backup::Part::Postgres) : nullptr;
    if (dump == nullptr || !manifest->postgres) {
        add("set", Verdict::Failed, ChecksText::tr("This set holds no database, so that no stack can be rebuilt from it."),
            ChecksText::tr("Choose another set."), ErrorKind::Unsupported);
        return false;
    }
    if (m_request.set.state == backup::SetState::Damaged)
        add("set", Verdict::Failed, ChecksText::tr("The set is damaged: %1").arg(m_request.set.why), ChecksText::tr("Choose another set."),
            ErrorKind::Corrupt);
    if (backup::findPart(*manifest, backup::Part::N8nData) == nullptr) {
        add("set", Verdict::Warning,
            ChecksText::tr("The set does not hold the data folder of n8n: community nodes and files in it will be missing."));
    } else if (const Result<TarSeen> seen = checkN8nData(m_context, m_request.set, m_request.ageIdentityFile); !seen) {
        return addError("set", seen.error());
    }
    add("set", Verdict::Passed, ChecksText::tr("%1 holds database, files and data of the stack.").arg(m_request.set.id));
    return true;
}

void Checks::folder(const RebuildFiles &files)
{
    const QString path = files.project.workingDir;
    const QFileInfo info(path);
    if (info.exists() && (!info.isDir() || !QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))) {
        add("folder", Verdict::Failed, ChecksText::tr("%1 is there already and not empty.").arg(path),
            ChecksText::tr("Name another folder for the project, or move this one away."));
        return;
    }
    QString parent = path;
    while (!QFileInfo::exists(parent))
        parent = QFileInfo(parent).path();
    if (const Result<void> writable = tryWriting(parent); !writable)
        addError("folder", writable.error());
    else
        add("folder", Verdict::Passed, ChecksText::tr("The project's files go to %1.").arg(path));
}

void Checks::project(const QString &name)
{
    const QString label = QLatin1String("com.docker.compose.project=") + name;
    QStringList there;
    const auto containers = m_neighbours.docker.listContainers(m_context, true, {label});
    const auto volumes = m_neighbours.docker.listVolumes(m_context);
    const auto networks = m_neighbours.docker.listNetworks(m_context);
    if (!containers || !volumes || !networks) {
        addError("project", !containers ? containers.error() : !volumes ? volumes.error() : networks.error());
        return;
    }
    for (const docker::ContainerSummary &container : *containers)
        there.append(container.name);
    const QString key = QStringLiteral("com.docker.compose.project");
    for (const docker::Volume &volume : *volumes) {
        if (volume.labels.value(key) == name)
            there.append(volume.name);
    }
    for (const docker::Network &network : *networks) {
        if (network.labels.value(key) == name)
            there.append(network.name);
    }
    if (there.isEmpty()) {
        add("project", Verdict::Passed, ChecksText::tr("Nothing of a project named %1 is there.").arg(name));
        return;
    }
    add("project", Verdict::Failed,
        ChecksText::tr("Something of a project named %1 is still there: %2.").arg(name, there.mid(0, 8).join(QLatin1String(", "))),
        ChecksText::tr("A rebuild never writes over what exists. Restore into that stack instead, name another project, or remove it: docker "
                       "compose -p %1 down --volumes")
            .arg(name));
}

void Checks::images(const RebuildModel &model)
{
    QMap<QString, QString> known;
    for (const backup::ServiceFigure &service : m_request.set.manifest->services)
        known.insert(service.name, service.imageId);
    QStringList missing;
    QStringList others;
    for (auto it = model.images.cbegin(); it != model.images.cend(); ++it) {
        const Result<docker::ImageDetails> image = m_neighbours.docker.inspectImage(m_context, *it);
        if (!image && image.error().kind != ErrorKind::NotFound) {
            addError("images", image.error());
            return;
        }
        if (!image)
            missing.append(*it);
        else if (!known.value(it.key()).isEmpty() && known.value(it.key()) != image->id)
            others.append(*it);
    }
    missing.removeDuplicates();
    others.removeDuplicates();
    if (!missing.isEmpty()) {
        add("images", Verdict::Failed, ChecksText::tr("This machine does not have these images: %1.").arg(missing.join(QLatin1String(", "))),
            ChecksText::tr("Pull each: docker pull NAME. Or load it from another machine: docker save, docker load."), ErrorKind::NotFound);
    } else if (!others.isEmpty()) {
        add("images", Verdict::Warning,
            ChecksText::tr("These images are other builds than those that were backed up: %1.").arg(others.join(QLatin1String(", "))),
            ChecksText::tr("n8n migrates an older database by itself; it cannot go back to an older version."));
    } else {
        add("images", Verdict::Passed, ChecksText::tr("All %n images are here.", nullptr, static_cast<int>(model.images.size())));
    }
}

void Checks::ports(const RebuildModel &model)
{
    QStringList taken;
    QStringList fixed;
    for (const quint16 port : model.ports) {
        if (m_request.ports.contains(port))
            fixed.append(QString::number(port));
        else if (!stack::isPortFree(port))
            taken.append(QString::number(port));
    }
    if (!fixed.isEmpty()) {
        add("ports", Verdict::Failed,
            ChecksText::tr("Port %1 is written in the Compose file itself, so that it cannot be changed here.").arg(fixed.join(QLatin1String(", "))),
            {}, ErrorKind::Unsupported);
    } else if (!taken.isEmpty()) {
        add("ports", Verdict::Failed, ChecksText::tr("These ports are taken by other programs: %1.").arg(taken.join(QLatin1String(", "))),
            ChecksText::tr("Free them, or give the stack others."));
    } else {
        add("ports", Verdict::Passed, ChecksText::tr("Its ports are free."));
    }
}

/// Two servers on one volume destroy each other's data.
void Checks::apart(const RebuildModel &model, const QString &name)
{
    QStringList there;
    for (const QString &volume : model.volumeNames) {
        if (m_neighbours.docker.inspectVolume(m_context, volume))
            there.append(volume);
    }
    if (!there.isEmpty()) {
        add("apart", Verdict::Failed,
            ChecksText::tr("Volumes that the project would make are there already: %1.").arg(there.join(QLatin1String(", "))),
            ChecksText::tr("A rebuild never writes over what exists. Rename or remove them first, if nobody needs them."));
        return;
    }
    const bool beside = m_request.scenario != Scenario::Rebuild || name != m_request.set.manifest->stackId;
    if (beside && !model.shared.isEmpty()) {
        add("apart", Verdict::Failed,
            ChecksText::tr("A second stack beside the first would have these in common with it: %1.").arg(model.shared.join(QLatin1String(", "))),
            ChecksText::tr("Two servers on the same data destroy it. Rehearse on another machine, or take the fixed names out of the Compose file."),
            ErrorKind::Unsupported);
        return;
    }
    add("apart", Verdict::Passed, ChecksText::tr("It shares no volume with anything else."));
}

bool Checks::model(const RebuildFiles &files)
{
    const Result<RebuildModel> model = tryRebuildModel(m_context, m_compose, files, *m_request.set.manifest);
    if (!model)
        return addError("project", model.error());
    images(*model);
    ports(*model);
    apart(*model, files.project.name);
    return true;
}

Result<QList<PreflightCheck>> Checks::make()
{
    if (engine() && set()) {
        const Result<RebuildFiles> files = readProject(m_context, m_request);
        if (files) {
            folder(*files);
            project(files->project.name);
            model(*files);
        } else {
            addError("set", files.error());
        }
    }
    QD_CHECK(m_context.checkpoint());
    return m_checks;
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
                    ChecksText::tr("The Compose files of this set do not hold the %1 it was made with.")
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
        return fail(ErrorKind::NoSpace, ChecksText::tr("No temporary folder could be made."), folder.errorString());
    const RebuildFiles elsewhere = movedTo(files, folder.path());
    MadeFiles made;
    QD_CHECK(writeProject(elsewhere, made));
    return readRebuildModel(context, compose, elsewhere, manifest);
}

Result<QList<PreflightCheck>> rebuildChecks(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose,
                                            const Request &request)
{
    return Checks(context, neighbours, compose, request).make();
}

} // namespace quarterdeck::restore
