// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakedocker.h"

#include <thread>

namespace quarterdeck::test {

namespace {

tl::unexpected<Error> notScripted(const char *call)
{
    return fail(ErrorKind::Internal, QStringLiteral("FakeDocker does not offer %1").arg(QLatin1String(call)));
}

bool hasLabel(const docker::ContainerDetails &container, const QString &wanted)
{
    const QString key = wanted.section(QLatin1Char('='), 0, 0);
    if (!container.labels.contains(key))
        return false;
    return !wanted.contains(QLatin1Char('=')) || container.labels.value(key) == wanted.section(QLatin1Char('='), 1);
}

} // namespace

QByteArray tarOf(const QString &name, const QByteArray &contents)
{
    // ustar, https://www.gnu.org/software/tar/manual/html_node/Standard.html
    QByteArray header(512, '\0');
    const auto put = [&header](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
    put(0, name.toUtf8().left(99));
    put(100, "0000600");
    put(108, "0001750");
    put(116, "0001750");
    put(124, QByteArray::number(contents.size(), 8).rightJustified(11, '0'));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257,
        QByteArray("ustar\0"
                   "00",
                   8));
    int sum = 0;
    for (const char c : std::as_const(header))
        sum += static_cast<unsigned char>(c);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    return header + contents + QByteArray((512 - contents.size() % 512) % 512 + 1024, '\0');
}

QStringList FakeDocker::calls() const
{
    const QMutexLocker lock(&m_mutex);
    return m_calls;
}

int FakeDocker::count(const QString &call) const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(
        std::count_if(m_calls.cbegin(), m_calls.cend(), [&call](const QString &line) { return line.section(QLatin1Char(' '), 0, 0) == call; }));
}

void FakeDocker::clearCalls()
{
    const QMutexLocker lock(&m_mutex);
    m_calls.clear();
}

docker::ContainerDetails *FakeDocker::container(const QString &id)
{
    for (docker::ContainerDetails &container : containers) {
        if (container.id == id || container.name == id)
            return &container;
    }
    return nullptr;
}

Result<void> FakeDocker::enter(const JobContext &context, const QString &call, const QString &id, const QString &more)
{
    QD_CHECK(context.checkpoint());
    if (latency.count() > 0)
        std::this_thread::sleep_for(latency);
    {
        const QMutexLocker lock(&m_mutex);
        m_calls.append(QStringList({call, id, more}).join(QLatin1Char(' ')).trimmed());
    }
    if (fault)
        return fault(call, id);
    return {};
}

Result<docker::ContainerDetails *> FakeDocker::find(const QString &id)
{
    docker::ContainerDetails *found = container(id);
    if (found == nullptr)
        return fail(ErrorKind::NotFound, QStringLiteral("No such container: %1").arg(id));
    return found;
}

docker::ContainerSummary FakeDocker::summaryOf(const docker::ContainerDetails &details) const
{
    docker::ContainerSummary summary;
    summary.id = details.id;
    summary.name = details.name;
    summary.image = details.image;
    summary.imageId = details.imageId;
    summary.command = (details.entrypoint + details.command).join(QLatin1Char(' '));
    summary.state = details.state.status;
    summary.status = details.state.running ? QStringLiteral("Up 5 minutes") : QStringLiteral("Exited (0) 5 minutes ago");
    if (details.state.health == docker::Health::Healthy)
        summary.status += QStringLiteral(" (healthy)");
    summary.labels = details.labels;
    summary.mounts = details.mounts;
    if (details.state.running)
        summary.ports = livePorts.value(details.id, details.host.portBindings);
    for (auto it = details.networks.cbegin(); it != details.networks.cend(); ++it)
        summary.networkAddresses.insert(it.key(), it.value().ipAddress);
    return summary;
}

Result<docker::EngineInfo> FakeDocker::ping(const JobContext &context)
{
    QD_CHECK(enter(context, QStringLiteral("ping"), {}));
    return engine;
}

Result<QString> FakeDocker::dataFolder(const JobContext &context)
{
    QD_CHECK(enter(context, QStringLiteral("info"), {}));
    return folder;
}

Result<QList<docker::ContainerSummary>> FakeDocker::listContainers(const JobContext &context, bool all, const QStringList &labels)
{
    QD_CHECK(enter(context, QStringLiteral("list"), {}));
    const QMutexLocker lock(&m_mutex);
    QList<docker::ContainerSummary> result;
    for (const docker::ContainerDetails &details : std::as_const(containers)) {
        const bool wanted = std::all_of(labels.cbegin(), labels.cend(), [&details](const QString &label) { return hasLabel(details, label); });
        if (wanted && (all || details.state.running))
            result.append(summaryOf(details));
    }
    return result;
}

Result<docker::ContainerDetails> FakeDocker::inspectContainer(const JobContext &context, const QString &id)
{
    QD_CHECK(enter(context, QStringLiteral("inspect"), id));
    const QMutexLocker lock(&m_mutex);
    QD_TRY(const docker::ContainerDetails *found, find(id));
    return *found;
}

Result<void> FakeDocker::startContainer(const JobContext &context, const QString &id)
{
    QD_CHECK(enter(context, QStringLiteral("start"), id));
    const QMutexLocker lock(&m_mutex);
    QD_TRY(docker::ContainerDetails * found, find(id));
    found->state.running = true;
    found->state.status = QStringLiteral("running");
    return {};
}

Result<void> FakeDocker::stopContainer(const JobContext &context, const QString &id, std::chrono::seconds grace, const QString &signal)
{
    QD_CHECK(enter(context, QStringLiteral("stop"), id, QString(QString::number(grace.count()) + QLatin1Char(' ') + signal).trimmed()));
    const QMutexLocker lock(&m_mutex);
    QD_TRY(docker::ContainerDetails * found, find(id));
    found->state.running = false;
    found->state.status = QStringLiteral("exited");
    return {};
}

Result<void> FakeDocker::restartContainer(const JobContext &context, const QString &id, std::chrono::seconds grace)
{
    QD_CHECK(enter(context, QStringLiteral("restart"), id, QString::number(grace.count())));
    const QMutexLocker lock(&m_mutex);
    QD_TRY(docker::ContainerDetails * found, find(id));
    found->state.running = true;
    found->state.status = QStringLiteral("running");
    return {};
}

Result<void> FakeDocker::getArchive(const JobContext &context, const QString &id, const QString &path, const docker::ByteSink &sink)
{
    QD_CHECK(enter(context, QStringLiteral("archive"), id, path));
    QByteArray contents;
    {
        const QMutexLocker lock(&m_mutex);
        QD_CHECK(find(id));
        const QHash<QString, QByteArray> of = files.value(id);
        if (!of.contains(path))
            return fail(ErrorKind::NotFound, QStringLiteral("Could not find the file %1").arg(path));
        contents = tarOf(path.section(QLatin1Char('/'), -1), of.value(path));
    }
    // In odd pieces, as a network would.
    for (qsizetype at = 0; at < contents.size(); at += 700)
        QD_CHECK(sink(QByteArrayView(contents).sliced(at, std::min<qsizetype>(700, contents.size() - at))));
    return {};
}

Result<docker::ImageDetails> FakeDocker::inspectImage(const JobContext &context, const QString &reference)
{
    QD_CHECK(enter(context, QStringLiteral("image"), reference));
    const QMutexLocker lock(&m_mutex);
    if (!images.contains(reference))
        return fail(ErrorKind::NotFound, QStringLiteral("No such image: %1").arg(reference));
    return images.value(reference);
}

Result<void> FakeDocker::killContainer(const JobContext &, const QString &, const QString &)
{
    return notScripted("kill");
}
Result<void> FakeDocker::renameContainer(const JobContext &, const QString &, const QString &)
{
    return notScripted("rename");
}
Result<void> FakeDocker::removeContainer(const JobContext &, const QString &, bool, bool)
{
    return notScripted("remove");
}
Result<void> FakeDocker::updateContainer(const JobContext &, const QString &, const docker::ResourceUpdate &)
{
    return notScripted("update");
}
Result<QString> FakeDocker::createContainer(const JobContext &, const docker::ContainerSpec &)
{
    return notScripted("create");
}
Result<int> FakeDocker::waitContainer(const JobContext &context, const QString &id)
{
    QD_CHECK(enter(context, QStringLiteral("wait"), id));
    const QMutexLocker lock(&m_mutex);
    QD_TRY(docker::ContainerDetails * found, find(id));
    if (found->state.running && !endsWhenWaitedFor)
        return fail(ErrorKind::Timeout, QStringLiteral("%1 goes on running").arg(id));
    found->state.running = false;
    found->state.status = QStringLiteral("exited");
    return found->state.exitCode;
}
Result<void> FakeDocker::followEvents(const JobContext &, const std::function<Result<void>()> &,
                                      const std::function<Result<void>(const docker::Event &)> &)
{
    return notScripted("events");
}
Result<docker::StatsSample> FakeDocker::stats(const JobContext &, const QString &)
{
    return notScripted("stats");
}
Result<void> FakeDocker::logs(const JobContext &, const QString &, const docker::LogOptions &, const docker::OutputSink &)
{
    return notScripted("logs");
}
Result<int> FakeDocker::exec(const JobContext &context, const QString &id, const docker::ExecSpec &spec, const docker::OutputSink &sink)
{
    if (!program)
        return notScripted("exec");
    QD_CHECK(enter(context, QStringLiteral("exec"), id));
    return program(context, spec, sink);
}
Result<void> FakeDocker::putArchive(const JobContext &, const QString &, const QString &, const docker::ByteSource &)
{
    return notScripted("put archive");
}
Result<QList<docker::ImageDetails>> FakeDocker::listImages(const JobContext &)
{
    return notScripted("images");
}
Result<QList<docker::Volume>> FakeDocker::listVolumes(const JobContext &)
{
    return notScripted("volumes");
}
Result<docker::Volume> FakeDocker::inspectVolume(const JobContext &, const QString &)
{
    return notScripted("volume");
}
Result<docker::Volume> FakeDocker::createVolume(const JobContext &, const QString &, const QMap<QString, QString> &)
{
    return notScripted("create volume");
}
Result<void> FakeDocker::removeVolume(const JobContext &, const QString &, bool)
{
    return notScripted("remove volume");
}
Result<QList<docker::Network>> FakeDocker::listNetworks(const JobContext &)
{
    return notScripted("networks");
}
Result<QString> FakeDocker::createNetwork(const JobContext &, const QString &, bool, const QMap<QString, QString> &)
{
    return notScripted("create network");
}
Result<void> FakeDocker::removeNetwork(const JobContext &, const QString &)
{
    return notScripted("remove network");
}

} // namespace quarterdeck::test
