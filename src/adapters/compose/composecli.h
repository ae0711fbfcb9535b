// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/compose/composeport.h"
#include "adapters/process/processport.h"

#include <QHash>

#include <mutex>

namespace quarterdeck::compose {

/// The Compose plug-in of the docker program (or docker-compose 2 as a program
/// of its own), as a process. May be used from several threads at once.
///
/// What Compose tells goes to the sink line by line; secrets of the project's
/// env files are hidden there and in errors. Secrets travel in files and in
/// the environment, never as arguments. Cancelling ends Compose; what the
/// engine has begun for it stays.
class ComposeCli final : public ComposePort
{
public:
    /// @param environment added to every call, e.g. DOCKER_HOST for another engine
    /// @param pluginFolders where the docker program looks for the plug-in
    explicit ComposeCli(process::ProcessPort &process, QMap<QString, QString> environment = {}, QStringList pluginFolders = dockerPluginFolders());

    /// The folders the docker program itself looks into.
    [[nodiscard]] static QStringList dockerPluginFolders();

    [[nodiscard]] Result<QString> version(const JobContext &context) override;
    [[nodiscard]] Result<Config> config(const JobContext &context, const Project &project) override;
    [[nodiscard]] Result<void> validate(const JobContext &context, const Project &project) override;
    [[nodiscard]] Result<void> up(const JobContext &context, const Project &project, const UpOptions &options) override;
    [[nodiscard]] Result<void> down(const JobContext &context, const Project &project, bool withVolumes) override;
    [[nodiscard]] Result<void> start(const JobContext &context, const Project &project, const QStringList &services) override;
    [[nodiscard]] Result<void> stop(const JobContext &context, const Project &project, const QStringList &services) override;
    [[nodiscard]] Result<void> restart(const JobContext &context, const Project &project, const QStringList &services) override;

private:
    struct Installed
    {
        QStringList command; ///< {"docker", "compose"} or {"docker-compose"}
        QString version;
    };
    [[nodiscard]] Result<Installed> find(const JobContext &context);
    /// What to call. Where the plug-in lies in one of docker's own folders its
    /// version need not be asked for: a process less before the first picture.
    [[nodiscard]] Result<QStringList> command(const JobContext &context);
    [[nodiscard]] Result<process::ProcessOutput> call(const JobContext &context, const Project &project, const QStringList &arguments,
                                                      bool withProgress);

    process::ProcessPort &m_process;
    QMap<QString, QString> m_environment;
    QStringList m_pluginFolders;
    std::mutex m_mutex;
    Installed m_installed; ///< once it has been found
};

/// The arguments in front of the verb that make Compose see exactly the
/// project its labels tell of. Pure, for tests.
[[nodiscard]] QStringList projectArguments(const Project &project);

/// Compose's warnings out of its stderr: lines of logfmt (level=warning msg="...")
/// and plain ones that begin with "warning". Pure, for tests.
[[nodiscard]] QStringList warningsIn(const QString &standardError);

/// The variables of an env file whose values must not be shown. Reads it as
/// generously as a reader that hides things should. Pure, for tests.
[[nodiscard]] QHash<QString, QString> secretsOfEnvironmentFile(const QByteArray &bytes);

} // namespace quarterdeck::compose
