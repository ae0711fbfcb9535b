// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockerport.h"

#include <QtGlobal>

#include <memory>

namespace quarterdeck::backup {

/// A throwaway container that dies with this object: removed, with its
/// anonymous volumes, however the operation ends. Should the whole process be
/// killed, its labels (run, process, boot) let the next start find and remove it.
class HelperContainer final
{
public:
    /// Creates it (labels and a name are added); it is not started.
    [[nodiscard]] static Result<std::unique_ptr<HelperContainer>> create(const JobContext &context, docker::DockerPort &docker,
                                                                         docker::ContainerSpec spec, const QString &purpose);
    ~HelperContainer();
    Q_DISABLE_COPY_MOVE(HelperContainer)

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] Result<void> start(const JobContext &context);
    [[nodiscard]] Result<int> wait(const JobContext &context);
    /// The end of what it wrote to stderr and stdout, for error details; at most 8 KiB.
    [[nodiscard]] QString output(const JobContext &context);
    [[nodiscard]] Result<docker::ContainerState> state(const JobContext &context);
    /// Also false when the engine cannot be asked.
    [[nodiscard]] bool isRunning(const JobContext &context);

private:
    HelperContainer(docker::DockerPort &docker, QString id, QString name);

    docker::DockerPort &m_docker;
    QString m_id;
    QString m_name;
};

/// Labels by which a leftover is recognised: whose process, of which boot.
[[nodiscard]] QMap<QString, QString> helperLabels(const QString &purpose);

/// "uid:gid" of this process: who opens the private folders that we mount into helpers.
[[nodiscard]] QString helperUser();

} // namespace quarterdeck::backup
