// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"

#include <QHash>
#include <QMutex>

#include <atomic>

namespace quarterdeck::test {

/// An engine that lives in memory: containers, images and files are what the
/// test puts in, and every call is written down. Thread-safe. What is not
/// offered here answers Internal, so that a test cannot pass by accident.
class FakeDocker final : public docker::DockerPort
{
    Q_DISABLE_COPY_MOVE(FakeDocker)

public:
    FakeDocker() = default;

    // --- What there is. Set up before the code under test runs. ---
    docker::EngineInfo engine{QStringLiteral("unix:///fake.sock"), QStringLiteral("1.41"), QStringLiteral("1.41"), QStringLiteral("20.10.24"),
                              QStringLiteral("linux")};
    QList<docker::ContainerDetails> containers;
    QHash<QString, docker::ImageDetails> images; ///< by id and by reference
    QHash<QString, QHash<QString, QByteArray>> files; ///< container id -> path -> contents
    /// How the list shows a container's ports, where that differs from the bindings asked for.
    QHash<QString, QList<docker::PortBinding>> livePorts;
    std::chrono::microseconds latency{0}; ///< each call takes this long

    bool endsWhenWaitedFor = false; ///< a wait finds a running container about to end, as after a stop that was cancelled

    /// What a command in a container does; without it, Internal.
    std::function<Result<int>(const JobContext &context, const docker::ExecSpec &spec, const docker::OutputSink &sink)> program;

    /// Asked first by every call; an error it gives is the answer.
    /// @param call "inspect", "stop", ... @param id as given, may be empty
    std::function<Result<void>(const QString &call, const QString &id)> fault;

    /// Every call so far: "list", "inspect ID", "stop ID 75", "start ID", ...
    [[nodiscard]] QStringList calls() const;
    [[nodiscard]] int count(const QString &call) const; ///< of calls whose first word this is
    void clearCalls();
    [[nodiscard]] docker::ContainerDetails *container(const QString &id); ///< by id or name; null when there is none

    docker::SwarmPort *swarmPort = nullptr; ///< null = the engine knows nothing of swarms

    QString folder = QStringLiteral("/var/lib/docker"); ///< where the engine says it keeps its data

    Result<docker::EngineInfo> ping(const JobContext &context) override;
    Result<QString> dataFolder(const JobContext &context) override;
    Result<QList<docker::ContainerSummary>> listContainers(const JobContext &context, bool all, const QStringList &labels) override;
    Result<docker::ContainerDetails> inspectContainer(const JobContext &context, const QString &id) override;
    Result<void> startContainer(const JobContext &context, const QString &id) override;
    Result<void> stopContainer(const JobContext &context, const QString &id, std::chrono::seconds grace, const QString &signal) override;
    Result<void> restartContainer(const JobContext &context, const QString &id, std::chrono::seconds grace) override;
    Result<void> killContainer(const JobContext &context, const QString &id, const QString &signal) override;
    Result<void> renameContainer(const JobContext &context, const QString &id, const QString &name) override;
    Result<void> removeContainer(const JobContext &context, const QString &id, bool force, bool withAnonymousVolumes) override;
    Result<void> updateContainer(const JobContext &context, const QString &id, const docker::ResourceUpdate &update) override;
    Result<QString> createContainer(const JobContext &context, const docker::ContainerSpec &spec) override;
    Result<int> waitContainer(const JobContext &context, const QString &id) override;
    Result<void> followEvents(const JobContext &context, const std::function<Result<void>()> &onSubscribed,
                              const std::function<Result<void>(const docker::Event &)> &onEvent) override;
    Result<docker::StatsSample> stats(const JobContext &context, const QString &id) override;
    Result<void> logs(const JobContext &context, const QString &id, const docker::LogOptions &options, const docker::OutputSink &sink) override;
    Result<int> exec(const JobContext &context, const QString &id, const docker::ExecSpec &spec, const docker::OutputSink &sink) override;
    Result<void> getArchive(const JobContext &context, const QString &id, const QString &path, const docker::ByteSink &sink) override;
    Result<void> putArchive(const JobContext &context, const QString &id, const QString &path, const docker::ByteSource &source) override;
    Result<QList<docker::ImageDetails>> listImages(const JobContext &context) override;
    Result<docker::ImageDetails> inspectImage(const JobContext &context, const QString &reference) override;
    Result<QList<docker::Volume>> listVolumes(const JobContext &context) override;
    Result<docker::Volume> inspectVolume(const JobContext &context, const QString &name) override;
    Result<docker::Volume> createVolume(const JobContext &context, const QString &name, const QMap<QString, QString> &labels) override;
    Result<void> removeVolume(const JobContext &context, const QString &name, bool force) override;
    Result<QList<docker::Network>> listNetworks(const JobContext &context) override;
    Result<QString> createNetwork(const JobContext &context, const QString &name, bool internal, const QMap<QString, QString> &labels) override;
    Result<void> removeNetwork(const JobContext &context, const QString &id) override;
    docker::SwarmPort *swarm() override { return swarmPort; }

private:
    [[nodiscard]] Result<void> enter(const JobContext &context, const QString &call, const QString &id, const QString &more = {});
    [[nodiscard]] Result<docker::ContainerDetails *> find(const QString &id);
    [[nodiscard]] docker::ContainerSummary summaryOf(const docker::ContainerDetails &details) const;

    mutable QMutex m_mutex;
    QStringList m_calls;
};

/// A tar archive of one regular file, as the engine's archive endpoint gives it.
[[nodiscard]] QByteArray tarOf(const QString &name, const QByteArray &contents);

} // namespace quarterdeck::test
