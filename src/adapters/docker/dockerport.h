// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "foundation/jobcontext.h"

#include <chrono>

namespace quarterdeck::docker {

class SwarmPort;

/// The Docker engine. Every call blocks, asks the context at least every
/// JobContext::pollSlice, and may be used from several threads at once.
///
/// Errors: Unreachable (no socket, refused, connection lost), Auth (socket
/// without permission), NotFound (404), Conflict (409, and 304 where it
/// matters), Invalid (400, malformed answers), Unsupported (engine too old,
/// remote endpoint), Internal (5xx), Cancelled, Timeout.
class DockerPort
{
public:
    virtual ~DockerPort() = default;

    /// Negotiates the API version; cheap, may be called often.
    [[nodiscard]] virtual Result<EngineInfo> ping(const JobContext &context) = 0;

    /// The folder in which the engine keeps volumes and images, on its own machine ("/var/lib/docker").
    /// Asked anew each time: not for polling.
    [[nodiscard]] virtual Result<QString> dataFolder(const JobContext &context) = 0;

    /// @param all also those that do not run
    /// @param labels "key" or "key=value"; all must match
    [[nodiscard]] virtual Result<QList<ContainerSummary>> listContainers(const JobContext &context, bool all, const QStringList &labels = {}) = 0;
    [[nodiscard]] virtual Result<ContainerDetails> inspectContainer(const JobContext &context, const QString &id) = 0;

    /// Success also when it runs already.
    [[nodiscard]] virtual Result<void> startContainer(const JobContext &context, const QString &id) = 0;
    /// Success also when it is stopped already.
    /// @param grace before SIGKILL; negative = the container's own
    /// @param signal empty = the container's own
    [[nodiscard]] virtual Result<void> stopContainer(const JobContext &context, const QString &id,
                                                     std::chrono::seconds grace = std::chrono::seconds(-1), const QString &signal = {})
        = 0;
    [[nodiscard]] virtual Result<void> restartContainer(const JobContext &context, const QString &id,
                                                        std::chrono::seconds grace = std::chrono::seconds(-1))
        = 0;
    [[nodiscard]] virtual Result<void> killContainer(const JobContext &context, const QString &id, const QString &signal) = 0;
    [[nodiscard]] virtual Result<void> renameContainer(const JobContext &context, const QString &id, const QString &name) = 0;
    [[nodiscard]] virtual Result<void> removeContainer(const JobContext &context, const QString &id, bool force, bool withAnonymousVolumes) = 0;
    [[nodiscard]] virtual Result<void> updateContainer(const JobContext &context, const QString &id, const ResourceUpdate &update) = 0;

    /// @return the new container's id; it is not started
    [[nodiscard]] virtual Result<QString> createContainer(const JobContext &context, const ContainerSpec &spec) = 0;
    /// Waits until it is no longer running.
    /// @return its exit code
    [[nodiscard]] virtual Result<int> waitContainer(const JobContext &context, const QString &id) = 0;

    /// Delivers container events until the context ends, the connection is
    /// lost (Unreachable) or `onEvent` returns an error, which is passed on.
    /// `onSubscribed` is called once the engine has accepted the subscription:
    /// list after it, and nothing falls between.
    [[nodiscard]] virtual Result<void> followEvents(const JobContext &context, const std::function<Result<void>()> &onSubscribed,
                                                    const std::function<Result<void>(const Event &)> &onEvent)
        = 0;

    /// One reading (one-shot where the engine knows it).
    [[nodiscard]] virtual Result<StatsSample> stats(const JobContext &context, const QString &id) = 0;

    [[nodiscard]] virtual Result<void> logs(const JobContext &context, const QString &id, const LogOptions &options, const OutputSink &sink) = 0;

    /// Runs a command in a running container, stdin half-closed at its end.
    /// @return its exit code
    [[nodiscard]] virtual Result<int> exec(const JobContext &context, const QString &id, const ExecSpec &spec, const OutputSink &sink) = 0;

    /// Streams a tar archive of a path in the container, running or not.
    [[nodiscard]] virtual Result<void> getArchive(const JobContext &context, const QString &id, const QString &path, const ByteSink &sink) = 0;
    /// Unpacks a tar archive into a folder of the container.
    [[nodiscard]] virtual Result<void> putArchive(const JobContext &context, const QString &id, const QString &path, const ByteSource &source) = 0;

    [[nodiscard]] virtual Result<QList<ImageDetails>> listImages(const JobContext &context) = 0; ///< without environment, entrypoint, command, user
    [[nodiscard]] virtual Result<ImageDetails> inspectImage(const JobContext &context, const QString &reference) = 0;

    [[nodiscard]] virtual Result<QList<Volume>> listVolumes(const JobContext &context) = 0;
    [[nodiscard]] virtual Result<Volume> inspectVolume(const JobContext &context, const QString &name) = 0;
    [[nodiscard]] virtual Result<Volume> createVolume(const JobContext &context, const QString &name, const QMap<QString, QString> &labels) = 0;
    [[nodiscard]] virtual Result<void> removeVolume(const JobContext &context, const QString &name, bool force) = 0;

    [[nodiscard]] virtual Result<QList<Network>> listNetworks(const JobContext &context) = 0;
    [[nodiscard]] virtual Result<QString> createNetwork(const JobContext &context, const QString &name, bool internal,
                                                        const QMap<QString, QString> &labels)
        = 0;
    [[nodiscard]] virtual Result<void> removeNetwork(const JobContext &context, const QString &id) = 0;

    /// The services of a swarm, should this engine manage one; null where the
    /// port knows nothing of swarms. Lives as long as the port.
    [[nodiscard]] virtual SwarmPort *swarm() { return nullptr; }
};

} // namespace quarterdeck::docker
