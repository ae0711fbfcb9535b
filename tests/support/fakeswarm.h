// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/swarmport.h"

#include <QMutex>

namespace quarterdeck::test {

/// A swarm that lives in memory. Versions are kept as a manager keeps them: an
/// update that was made from an older one is refused. Thread-safe once set up.
class FakeSwarm final : public docker::SwarmPort
{
    Q_DISABLE_COPY_MOVE(FakeSwarm)

public:
    FakeSwarm() = default;

    // --- What there is. Set up before the code under test runs. ---
    QList<docker::SwarmService> services;
    QList<docker::SwarmTask> tasks;
    QList<docker::SwarmNode> nodes;
    QHash<QString, QString> gateways; ///< container id -> address
    std::optional<Error> error; ///< the answer to everything that only a manager tells
    int fasterOthers = 0; ///< so many updates find that somebody else was faster
    /// Called after each update, with the service as it is now; may change the tasks.
    std::function<void(const docker::SwarmService &)> onUpdate;

    /// Changes the tasks while the code under test looks at them.
    void change(const std::function<void(QList<docker::SwarmTask> &)> &how);

    /// "update NAME REPLICAS", and refused ones as "refuse NAME".
    [[nodiscard]] QStringList calls() const;

    Result<QList<docker::SwarmService>> listServices(const JobContext &context, const QStringList &labels) override;
    Result<docker::SwarmService> inspectService(const JobContext &context, const QString &id) override;
    Result<void> updateService(const JobContext &context, const QString &id, quint64 version, const QJsonObject &spec) override;
    Result<QList<docker::SwarmTask>> listTasks(const JobContext &context, const QStringList &services) override;
    Result<QList<docker::SwarmNode>> listNodes(const JobContext &context) override;
    Result<QHash<QString, QString>> gatewayAddresses(const JobContext &) override { return gateways; }
    Result<void> serviceLogs(const JobContext &context, const QString &id, const docker::LogOptions &options,
                             const docker::OutputSink &sink) override;

private:
    [[nodiscard]] Result<void> enter(const JobContext &context) const;
    [[nodiscard]] docker::SwarmService *find(const QString &id);

    mutable QMutex m_mutex;
    QStringList m_calls;
};

/// A replicated service of a stack, with a specification to match.
[[nodiscard]] docker::SwarmService swarmService(const QString &stack, const QString &name, const QString &image, int replicas,
                                                const QStringList &command = {}, const QStringList &environment = {});

} // namespace quarterdeck::test
