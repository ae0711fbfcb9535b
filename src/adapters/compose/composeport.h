// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/jobcontext.h"

#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace quarterdeck::compose {

/// Where a project lies, exactly as its labels tell; replayed as
/// --project-name, --project-directory, -f and --env-file, for any difference changes config hashes and
/// gets containers recreated.
struct Project
{
    QString name;
    QString workingDir;
    QStringList configFiles;
    QStringList environmentFiles; ///< empty = Compose's own default (.env beside the first file)

    bool operator==(const Project &) const = default;
};

struct UpOptions
{
    QStringList services; ///< empty = all
    QMap<QString, int> scale; ///< service -> replicas
    bool noRecreate = false;
    bool noDependencies = false;
    bool removeOrphans = false;
    bool waitHealthy = false; ///< --wait
    int waitTimeoutSeconds = 0; ///< with waitHealthy; 0 = none
};

/// `docker compose`, version 2 or newer.
class ComposePort
{
public:
    virtual ~ComposePort() = default;

    /// "2.26.1". Errors: NotFound with the package to install (nothing there),
    /// Unsupported (only a 1.x docker-compose).
    [[nodiscard]] virtual Result<QString> version(const JobContext &context) = 0;

    /// `config --format json`: the effective model after interpolation, merge
    /// and env files. Holds secrets. Warnings (unset variables) are delivered separately.
    /// Errors: Invalid with Compose's own words (file that does not parse).
    struct Config
    {
        QJsonObject model;
        QStringList warnings;
    };
    [[nodiscard]] virtual Result<Config> config(const JobContext &context, const Project &project) = 0;

    /// `config -q` alone: does it parse?
    [[nodiscard]] virtual Result<void> validate(const JobContext &context, const Project &project) = 0;

    [[nodiscard]] virtual Result<void> up(const JobContext &context, const Project &project, const UpOptions &options) = 0;
    [[nodiscard]] virtual Result<void> down(const JobContext &context, const Project &project, bool withVolumes) = 0;
    [[nodiscard]] virtual Result<void> start(const JobContext &context, const Project &project, const QStringList &services) = 0;
    [[nodiscard]] virtual Result<void> stop(const JobContext &context, const Project &project, const QStringList &services) = 0;
    [[nodiscard]] virtual Result<void> restart(const JobContext &context, const Project &project, const QStringList &services) = 0;
};

} // namespace quarterdeck::compose
