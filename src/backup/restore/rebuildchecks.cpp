// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/restore/rebuildchecks.h"

#include "backup/restore/checklist.h"
#include "backup/restore/estimates.h"
#include "backup/restore/rebuildmodel.h"
#include "backup/setcontents.h"
#include "foundation/atomicfile.h"
#include "foundation/diskspace.h"
#include "foundation/units.h"
#include "stack/sandboxfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace quarterdeck::restore {

namespace {

struct ChecksText
{
    Q_DECLARE_TR_FUNCTIONS(RebuildChecks)
};

using backup::PreflightCheck;
using Verdict = PreflightCheck::Verdict;

/// The checks of one rebuild, gathered in the order of their making.
class Checks final
{
public:
    Checks(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose, const Request &request,
           const CheckListener &listener)
        : m_context(context)
        , m_neighbours(neighbours)
        , m_compose(compose)
        , m_request(request)
        , m_checks(listener)
    {
    }

    Result<QList<PreflightCheck>> make();

private:
    bool failed(const char *id, const Error &error)
    {
        m_checks.addError(id, error);
        return false;
    }
    bool engine();
    bool set();
    void space();
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
    CheckList m_checks;
};

bool Checks::engine()
{
    const Result<docker::EngineInfo> engine = m_neighbours.docker.ping(m_context);
    if (!engine)
        return failed("engine", engine.error());
    const Result<QString> version = m_compose.version(m_context);
    if (!version)
        return failed("engine", version.error());
    m_checks.add("engine", Verdict::Passed, ChecksText::tr("Docker and Compose %1 answer.").arg(*version));
    return true;
}

bool Checks::set()
{
    const backup::Manifest *manifest = m_request.set.manifest ? &*m_request.set.manifest : nullptr;
    const backup::FileEntry *dump = manifest != nullptr ? backup::findPart(*manifest, backup::Part::Postgres) : nullptr;
    if (dump == nullptr || !manifest->postgres) {
        m_checks.add("set", Verdict::Failed, ChecksText::tr("This set holds no database, so that no stack can be rebuilt from it."),
                     ChecksText::tr("Choose another set."), ErrorKind::Unsupported);
        return false;
    }
    if (m_request.set.state == backup::SetState::Damaged)
        m_checks.add("set", Verdict::Failed, ChecksText::tr("The set is damaged: %1").arg(m_request.set.why), ChecksText::tr("Choose another set."),
                     ErrorKind::Corrupt);
    if (backup::findPart(*manifest, backup::Part::N8nData) == nullptr) {
        m_checks.add("set", Verdict::Warning,
                     ChecksText::tr("The set does not hold the data folder of n8n: community nodes and files in it will be missing."));
    } else if (const Result<TarSeen> seen = checkN8nData(m_context, m_request.set, m_request.ageIdentityFile); !seen) {
        return failed("set", seen.error());
    }
    m_checks.add("set", Verdict::Passed, ChecksText::tr("%1 holds database, files and data of the stack.").arg(m_request.set.id));
    return true;
}

/// Where the engine keeps its volumes: the new database, its indexes and n8n's data go there.
void Checks::space()
{
    const backup::Manifest &manifest = *m_request.set.manifest;
    const backup::FileEntry *data = backup::findPart(manifest, backup::Part::N8nData);
    const qint64 needed = spaceOfNewDatabase(manifest.postgres->databaseSize) + (data != nullptr ? data->rawSize : 0);
    const Result<QString> folder = m_neighbours.docker.dataFolder(m_context);
    // An engine of another machine (Docker Desktop's, say) keeps them where they cannot be looked at from here.
    const qint64 free = folder && QFileInfo(*folder).isDir() ? freeBytes(*folder) : -1;
    if (free < 0) {
        m_checks.add("space", Verdict::Warning,
                     ChecksText::tr("It is not known how much room the engine has for volumes; %1 are needed.").arg(formatBytes(needed)));
    } else if (free < needed) {
        m_checks.add("space", Verdict::Failed,
                     ChecksText::tr("The engine has %1 free in %2; the stack needs %3.").arg(formatBytes(free), *folder, formatBytes(needed)),
                     ChecksText::tr("Make room where Docker keeps its volumes."), ErrorKind::NoSpace);
    } else {
        m_checks.add("space", Verdict::Passed,
                     ChecksText::tr("The engine has %1 free in %2; the stack needs %3.").arg(formatBytes(free), *folder, formatBytes(needed)));
    }
}

void Checks::folder(const RebuildFiles &files)
{
    const QString path = files.project.workingDir;
    const QFileInfo info(path);
    if (info.exists() && (!info.isDir() || !QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))) {
        m_checks.add("folder", Verdict::Failed, ChecksText::tr("%1 is there already and not empty.").arg(path),
                     ChecksText::tr("Name another folder for the project, or move this one away."));
        return;
    }
    QString parent = path;
    while (!QFileInfo::exists(parent))
        parent = QFileInfo(parent).path();
    if (const Result<void> writable = tryWriting(parent); !writable)
        m_checks.addError("folder", writable.error());
    else
        m_checks.add("folder", Verdict::Passed, ChecksText::tr("The project's files go to %1.").arg(path));
}

void Checks::project(const QString &name)
{
    const QString label = QLatin1String("com.docker.compose.project=") + name;
    QStringList there;
    const auto containers = m_neighbours.docker.listContainers(m_context, true, {label});
    const auto volumes = m_neighbours.docker.listVolumes(m_context);
    const auto networks = m_neighbours.docker.listNetworks(m_context);
    if (!containers || !volumes || !networks) {
        m_checks.addError("project", !containers ? containers.error() : !volumes ? volumes.error() : networks.error());
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
        m_checks.add("project", Verdict::Passed, ChecksText::tr("Nothing of a project named %1 is there.").arg(name));
        return;
    }
    m_checks.add(
        "project", Verdict::Failed,
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
            m_checks.addError("images", image.error());
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
        m_checks.add("images", Verdict::Failed, ChecksText::tr("This machine does not have these images: %1.").arg(missing.join(QLatin1String(", "))),
                     ChecksText::tr("Pull each: docker pull NAME. Or load it from another machine: docker save, docker load."), ErrorKind::NotFound);
    } else if (!others.isEmpty()) {
        m_checks.add("images", Verdict::Warning,
                     ChecksText::tr("These images are other builds than those that were backed up: %1.").arg(others.join(QLatin1String(", "))),
                     ChecksText::tr("n8n migrates an older database by itself; it cannot go back to an older version."));
    } else {
        m_checks.add("images", Verdict::Passed, ChecksText::tr("All %n images are here.", nullptr, static_cast<int>(model.images.size())));
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
        m_checks.add(
            "ports", Verdict::Failed,
            ChecksText::tr("Port %1 is written in the Compose file itself, so that it cannot be changed here.").arg(fixed.join(QLatin1String(", "))),
            {}, ErrorKind::Unsupported);
    } else if (!taken.isEmpty()) {
        m_checks.add("ports", Verdict::Failed, ChecksText::tr("These ports are taken by other programs: %1.").arg(taken.join(QLatin1String(", "))),
                     ChecksText::tr("Free them, or give the stack others."));
    } else {
        m_checks.add("ports", Verdict::Passed, ChecksText::tr("Its ports are free."));
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
        m_checks.add("apart", Verdict::Failed,
                     ChecksText::tr("Volumes that the project would make are there already: %1.").arg(there.join(QLatin1String(", "))),
                     ChecksText::tr("A rebuild never writes over what exists. Rename or remove them first, if nobody needs them."));
        return;
    }
    const bool beside = m_request.scenario != Scenario::Rebuild || name != m_request.set.manifest->stackId;
    if (beside && !model.shared.isEmpty()) {
        m_checks.add(
            "apart", Verdict::Failed,
            ChecksText::tr("A second stack beside the first would have these in common with it: %1.").arg(model.shared.join(QLatin1String(", "))),
            ChecksText::tr("Two servers on the same data destroy it. Rehearse on another machine, or take the fixed names out of the Compose file."),
            ErrorKind::Unsupported);
        return;
    }
    m_checks.add("apart", Verdict::Passed, ChecksText::tr("It shares no volume with anything else."));
}

bool Checks::model(const RebuildFiles &files)
{
    const Result<RebuildModel> model = tryRebuildModel(m_context, m_compose, files, *m_request.set.manifest);
    if (!model)
        return failed("project", model.error());
    images(*model);
    ports(*model);
    apart(*model, files.project.name);
    return true;
}

Result<QList<PreflightCheck>> Checks::make()
{
    if (engine() && set()) {
        space();
        const Result<RebuildFiles> files = readProject(m_context, m_request);
        if (files) {
            folder(*files);
            project(files->project.name);
            model(*files);
        } else {
            m_checks.addError("set", files.error());
        }
    }
    QD_CHECK(m_context.checkpoint());
    return m_checks.checks();
}

} // namespace

Result<QList<PreflightCheck>> rebuildChecks(const JobContext &context, const backup::Neighbours &neighbours, compose::ComposePort &compose,
                                            const Request &request, const CheckListener &listener)
{
    return Checks(context, neighbours, compose, request, listener).make();
}

} // namespace quarterdeck::restore
