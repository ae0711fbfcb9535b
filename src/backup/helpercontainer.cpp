// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/helpercontainer.h"

#include "backup/gently.h"
#include "backup/operations.h"
#include "backup/pipefolder.h"

#include <QCoreApplication>
#include <QFile>
#include <QMutex>
#include <QSet>
#include <QUuid>

#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace quarterdeck::backup {

namespace {

const QString processLabel = QStringLiteral("org.quarterdeck.helper.process");
const QString bootLabel = QStringLiteral("org.quarterdeck.helper.boot");

QString bootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed() : QString();
}

/// "<pid>:<start time in ticks>": a recycled process number has another start.
QString processIdentity(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // The command in parentheses may hold anything; the fields start after the last one.
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return QStringLiteral("%1:%2").arg(pid).arg(QString::fromLatin1(fields.value(19)));
}

bool ownerLives(const QMap<QString, QString> &labels)
{
    if (labels.value(bootLabel) != bootId())
        return false;
    const QString identity = labels.value(processLabel);
    return !identity.isEmpty() && processIdentity(identity.section(QLatin1Char(':'), 0, 0).toLongLong()) == identity;
}

/// Names of this process's helpers that are in use. Their labels do not tell them
/// from one that could not be removed because the engine was away just then, and
/// the window lives for weeks.
class HelpersInUse final
{
public:
    void add(const QString &name)
    {
        const QMutexLocker lock(&m_mutex);
        m_names.insert(name);
    }
    void remove(const QString &name)
    {
        const QMutexLocker lock(&m_mutex);
        m_names.remove(name);
    }
    bool contains(const QString &name)
    {
        const QMutexLocker lock(&m_mutex);
        return m_names.contains(name);
    }

private:
    QMutex m_mutex;
    QSet<QString> m_names;
};
Q_GLOBAL_STATIC(HelpersInUse, helpersInUse)

bool isInUse(const docker::ContainerSummary &helper)
{
    const bool ours = helper.labels.value(processLabel) == processIdentity(QCoreApplication::applicationPid());
    return ownerLives(helper.labels) && (!ours || helpersInUse->contains(helper.name));
}

} // namespace

QMap<QString, QString> helperLabels(const QString &purpose)
{
    return {{QLatin1String(helperLabel), purpose}, {processLabel, processIdentity(QCoreApplication::applicationPid())}, {bootLabel, bootId()}};
}

QString helperUser()
{
    return QStringLiteral("%1:%2").arg(::geteuid()).arg(::getegid());
}

HelperContainer::HelperContainer(docker::DockerPort &docker, QString id, QString name)
    : m_docker(docker)
    , m_id(std::move(id))
    , m_name(std::move(name))
{
}

HelperContainer::~HelperContainer()
{
    // Not the job's own context: it may be cancelled, and this must run.
    const JobContext context = JobContext().withTimeout(std::chrono::seconds(30));
    const Result<void> removed = m_docker.removeContainer(context, m_id, true, true);
    Q_UNUSED(removed) // what could not be removed is found by its labels by the next run
    helpersInUse->remove(m_name);
}

Result<std::unique_ptr<HelperContainer>> HelperContainer::create(const JobContext &context, docker::DockerPort &docker, docker::ContainerSpec spec,
                                                                 const QString &purpose)
{
    spec.name = QStringLiteral("quarterdeck-%1-%2").arg(purpose, QUuid::createUuid().toString(QUuid::Id128).left(12));
    spec.cpuShares = helperCpuShares;
    const QMap<QString, QString> labels = helperLabels(purpose);
    for (auto it = labels.cbegin(); it != labels.cend(); ++it)
        spec.labels.insert(it.key(), it.value());
    helpersInUse->add(spec.name);
    const Result<QString> id = docker.createContainer(context, spec);
    if (!id) {
        // The engine may have made it all the same, and only its answer was lost.
        helpersInUse->remove(spec.name);
        return fail(id.error());
    }
    return std::unique_ptr<HelperContainer>(new HelperContainer(docker, *id, spec.name));
}

Result<void> HelperContainer::start(const JobContext &context)
{
    return m_docker.startContainer(context, m_id);
}

Result<int> HelperContainer::wait(const JobContext &context)
{
    return m_docker.waitContainer(context, m_id);
}

QString HelperContainer::output(const JobContext &context)
{
    QByteArray text;
    docker::LogOptions options;
    options.tail = 100;
    const Result<void> read
        = m_docker.logs(context.shielded(std::chrono::seconds(5)), m_id, options, [&text](docker::OutputStream, QByteArrayView bytes) {
              text.append(bytes);
              return Result<void>();
          });
    Q_UNUSED(read) // a detail that is missing is no failure of its own
    return QString::fromUtf8(text.right(8192)).trimmed();
}

Result<docker::ContainerState> HelperContainer::state(const JobContext &context)
{
    QD_TRY(const docker::ContainerDetails details, m_docker.inspectContainer(context, m_id));
    return details.state;
}

bool HelperContainer::isRunning(const JobContext &context)
{
    const Result<docker::ContainerState> now = state(context);
    return now && now->running;
}

Result<QStringList> removeOrphanedHelpers(const JobContext &context, docker::DockerPort &docker)
{
    QStringList removed;
    QD_TRY(const QList<docker::ContainerSummary> helpers, docker.listContainers(context, true, {QLatin1String(helperLabel)}));
    for (const docker::ContainerSummary &helper : helpers) {
        if (isInUse(helper))
            continue;
        const Result<void> gone = docker.removeContainer(context, helper.id, true, true);
        // Somebody else, on another stack of this engine, clears up at the same moment.
        if (!gone && gone.error().kind != ErrorKind::NotFound && gone.error().kind != ErrorKind::Conflict)
            return fail(gone.error());
        removed.append(helper.name);
    }
    QD_TRY(const QList<docker::Volume> volumes, docker.listVolumes(context));
    for (const docker::Volume &volume : volumes) {
        if (!volume.labels.contains(QLatin1String(helperLabel)) || ownerLives(volume.labels))
            continue;
        QD_CHECK(docker.removeVolume(context, volume.name, true));
        removed.append(volume.name);
    }
    return removed + PipeFolder::removeLeftovers();
}

} // namespace quarterdeck::backup
