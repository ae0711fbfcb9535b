// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/operations.h"

namespace quarterdeck::restore {

/// A PostgreSQL container and its superuser.
struct ServerAddress
{
    QString containerId;
    QString imageId;
    QString user;
    Secret password; ///< may be empty where the server trusts its own machine
};

/// From the container's environment, as the official image reads it: POSTGRES_USER
/// and POSTGRES_PASSWORD, or the file that POSTGRES_PASSWORD_FILE names.
[[nodiscard]] Result<ServerAddress> serverAddressOf(const JobContext &context, docker::DockerPort &docker, const QString &containerId);

struct FeedResult
{
    int exitCode = 0;
    QString output; ///< the end of what it wrote, at most 8 KiB
};

/// A helper container for client programs of the server's own image, on the server's network: no mount, no
/// capabilities, a read-only file system. --host, --username and the password come by the environment.
/// @param options of the server for its sessions ("-c name=value"), or empty
[[nodiscard]] docker::ContainerSpec clientSpec(const ServerAddress &server, const QString &options);

/// The same, or an error where the words tell of a cause that has a remedy of its own: NoSpace, Unsupported (a newer
/// dump), Conflict (no connection left).
[[nodiscard]] Result<FeedResult> explained(FeedResult result);

/// Runs a client program of the server's own image in a helper container on
/// the server's network, and gives it bytes by a named pipe: past the engine's
/// exec stream, which is several times slower.
/// The helper has no mount but the pipe (and what `folder` names), no capabilities, and a read-only file system.
/// @param argv program first; "%PIPE%" where the file's name goes. --host, --username come by the environment.
/// @param options of the server for this session ("-c name=value"), or empty
/// @param source empty function = the program reads no pipe
/// @param folder mounted read-only at /dump, or empty
[[nodiscard]] Result<FeedResult> feedServer(const JobContext &context, docker::DockerPort &docker, const ServerAddress &server,
                                            const QStringList &argv, const QString &options, const docker::ByteSource &source,
                                            const QString &folder = {});

/// Lines of psql about globals that say more than that something is there
/// already: the server's own superuser is in every globals file.
[[nodiscard]] QStringList errorsOfGlobals(const QString &output);

} // namespace quarterdeck::restore
