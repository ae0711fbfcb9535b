// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composeport.h"
#include "adapters/process/processport.h"

#include <mutex>

namespace quarterdeck::compose {

/// The Compose plugin of the docker program, as a process.
class ComposeCli final : public ComposePort
{
public:
    /// @param environment added to every call, e.g. DOCKER_HOST for another engine
    explicit ComposeCli(process::ProcessPort &process, QMap<QString, QString> environment = {});

    [[nodiscard]] Result<QString> version(const JobContext &context) override;
    [[nodiscard]] Result<Config> config(const JobContext &context, const Project &project) override;
    [[nodiscard]] Result<void> validate(const JobContext &context, const Project &project) override;
    [[nodiscard]] Result<void> up(const JobContext &context, const Project &project, const UpOptions &options) override;
    [[nodiscard]] Result<void> down(const JobContext &context, const Project &project, bool withVolumes) override;
    [[nodiscard]] Result<void> start(const JobContext &context, const Project &project, const QStringList &services) override;
    [[nodiscard]] Result<void> stop(const JobContext &context, const Project &project, const QStringList &services) override;
    [[nodiscard]] Result<void> restart(const JobContext &context, const Project &project, const QStringList &services) override;

private:
    [[nodiscard]] Result<process::ProcessOutput> call(const JobContext &context, const Project &project, const QStringList &arguments,
                                                      bool withProgress);

    process::ProcessPort &m_process;
    QMap<QString, QString> m_environment;
    std::mutex m_mutex;
    QString m_version; ///< once it has been asked for
};

/// The arguments in front of the verb that make Compose see exactly the
/// project its labels tell of. Pure, for tests.
[[nodiscard]] QStringList projectArguments(const Project &project);

/// Compose's warnings out of its stderr: lines of logfmt (level=warning msg="...")
/// and plain ones that begin with "warning". Pure, for tests.
[[nodiscard]] QStringList warningsIn(const QString &standardError);

} // namespace quarterdeck::compose
