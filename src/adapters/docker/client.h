// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"
#include "adapters/docker/swarmport.h"
#include "adapters/docker/transport.h"

namespace quarterdeck::docker {

/// The Docker engine behind a Unix socket, API 1.41 .. 1.51 (Docker 20.10 and
/// later). Thread-safe: calls run in parallel, each on a connection of its own.
///
/// Beyond DockerPort's errors, NotFound from any call also says that Docker is
/// not installed, and Unreachable that it is not running; the words differ.
///
/// A cancelled call leaves the engine to finish what it has begun: a stop goes
/// on stopping, and a command begun by exec() goes on running until it ends by
/// itself or finds its output closed. The API has no way to end it.
class Client final : public DockerPort, public SwarmPort
{
    Q_DISABLE_COPY_MOVE(Client)

public:
    /// The engine that the docker command line would use. An address that
    /// cannot be used is told by the first call, not here.
    Client();
    explicit Client(Result<Endpoint> endpoint);

    [[nodiscard]] Result<EngineInfo> ping(const JobContext &context) override;
    [[nodiscard]] Result<QString> dataFolder(const JobContext &context) override;

    [[nodiscard]] Result<QList<ContainerSummary>> listContainers(const JobContext &context, bool all, const QStringList &labels = {}) override;
    [[nodiscard]] Result<ContainerDetails> inspectContainer(const JobContext &context, const QString &id) override;
    [[nodiscard]] Result<void> startContainer(const JobContext &context, const QString &id) override;
    /// Engines before API 1.42 know no signal here: there it is sent by kill,
    /// and a stop follows when the grace is over or the container has ended.
    [[nodiscard]] Result<void> stopContainer(const JobContext &context, const QString &id, std::chrono::seconds grace = std::chrono::seconds(-1),
                                             const QString &signal = {}) override;
    [[nodiscard]] Result<void> restartContainer(const JobContext &context, const QString &id,
                                                std::chrono::seconds grace = std::chrono::seconds(-1)) override;
    [[nodiscard]] Result<void> killContainer(const JobContext &context, const QString &id, const QString &signal) override;
    [[nodiscard]] Result<void> renameContainer(const JobContext &context, const QString &id, const QString &name) override;
    [[nodiscard]] Result<void> removeContainer(const JobContext &context, const QString &id, bool force, bool withAnonymousVolumes) override;
    [[nodiscard]] Result<void> updateContainer(const JobContext &context, const QString &id, const ResourceUpdate &update) override;
    [[nodiscard]] Result<QString> createContainer(const JobContext &context, const ContainerSpec &spec) override;
    [[nodiscard]] Result<int> waitContainer(const JobContext &context, const QString &id) override;

    [[nodiscard]] Result<void> followEvents(const JobContext &context, const std::function<Result<void>()> &onSubscribed,
                                            const std::function<Result<void>(const Event &)> &onEvent) override;
    [[nodiscard]] Result<StatsSample> stats(const JobContext &context, const QString &id) override;
    [[nodiscard]] Result<void> logs(const JobContext &context, const QString &id, const LogOptions &options, const OutputSink &sink) override;

    /// A command that cannot be started gives 126 or 127 with the engine's
    /// words on stdout, as with the docker command line. The input must not
    /// wait for the output: both are served by the calling thread.
    [[nodiscard]] Result<int> exec(const JobContext &context, const QString &id, const ExecSpec &spec, const OutputSink &sink) override;

    [[nodiscard]] Result<void> getArchive(const JobContext &context, const QString &id, const QString &path, const ByteSink &sink) override;
    /// An error of the source breaks the upload off; what was unpacked until then stays.
    [[nodiscard]] Result<void> putArchive(const JobContext &context, const QString &id, const QString &path, const ByteSource &source) override;

    [[nodiscard]] Result<QList<ImageDetails>> listImages(const JobContext &context) override;
    [[nodiscard]] Result<ImageDetails> inspectImage(const JobContext &context, const QString &reference) override;
    [[nodiscard]] Result<QList<Volume>> listVolumes(const JobContext &context) override;
    [[nodiscard]] Result<Volume> inspectVolume(const JobContext &context, const QString &name) override;
    [[nodiscard]] Result<Volume> createVolume(const JobContext &context, const QString &name, const QMap<QString, QString> &labels) override;
    [[nodiscard]] Result<void> removeVolume(const JobContext &context, const QString &name, bool force) override;
    [[nodiscard]] Result<QList<Network>> listNetworks(const JobContext &context) override;
    [[nodiscard]] Result<QString> createNetwork(const JobContext &context, const QString &name, bool internal,
                                                const QMap<QString, QString> &labels) override;
    [[nodiscard]] Result<void> removeNetwork(const JobContext &context, const QString &id) override;

    [[nodiscard]] SwarmPort *swarm() override { return this; }
    [[nodiscard]] Result<QList<SwarmService>> listServices(const JobContext &context, const QStringList &labels = {}) override;
    [[nodiscard]] Result<SwarmService> inspectService(const JobContext &context, const QString &id) override;
    [[nodiscard]] Result<void> updateService(const JobContext &context, const QString &id, quint64 version, const QJsonObject &spec) override;
    [[nodiscard]] Result<QList<SwarmTask>> listTasks(const JobContext &context, const QStringList &services = {}) override;
    [[nodiscard]] Result<QList<SwarmNode>> listNodes(const JobContext &context) override;
    [[nodiscard]] Result<QHash<QString, QString>> gatewayAddresses(const JobContext &context) override;
    [[nodiscard]] Result<void> serviceLogs(const JobContext &context, const QString &id, const LogOptions &options, const OutputSink &sink) override;

private:
    using Query = QList<std::pair<QByteArray, QByteArray>>;

    /// "/containers/<id>" + rest; refuses what cannot be an id or a name.
    [[nodiscard]] static Result<QByteArray> pathOf(const char *collection, const QString &id, const char *rest = "");
    /// GET; anything but success is an error.
    [[nodiscard]] Result<QByteArray> get(const JobContext &context, const QByteArray &path, const Query &query, const QString &what);
    /// An action; `accepted` is a status that counts as success besides 2xx (304 = it is so already).
    [[nodiscard]] Result<QByteArray> act(const JobContext &context, Call call, const QString &what, int accepted = 0);
    /// GET of a body piece by piece into a sink.
    [[nodiscard]] Result<void> streamInto(const JobContext &context, const Call &call, const QString &what, const ByteSink &sink,
                                          const std::function<Result<void>()> &onAccepted = {});
    /// As act(), in the engine's own version of the API.
    [[nodiscard]] Result<QByteArray> askSwarm(const JobContext &context, Call call, const QString &what);
    /// The log of a container or a service, demultiplexed unless it has a terminal.
    [[nodiscard]] Result<void> streamLog(const JobContext &context, const QByteArray &path, bool tty, const LogOptions &options, const QString &what,
                                         const OutputSink &sink);
    static void logWarnings(const QByteArray &answer);
    [[nodiscard]] Result<void> stopBySignal(const JobContext &context, const QString &id, std::chrono::seconds grace, const QString &signal);
    [[nodiscard]] Result<int> execExitCode(const JobContext &context, const QString &execId);

    Transport m_transport;
};

} // namespace quarterdeck::docker
