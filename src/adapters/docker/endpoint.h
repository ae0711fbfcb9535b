// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundation/result.h"

#include <QString>

namespace quarterdeck::docker {

inline constexpr QLatin1StringView defaultSocket{"/var/run/docker.sock"};

/// Where the engine is reached.
struct Endpoint
{
    QString socketPath = QString(defaultSocket);
    /// What chose it, for messages: "DOCKER_HOST", the name of a context, or empty for the default.
    QString origin;

    [[nodiscard]] QString url() const { return QLatin1String("unix://") + socketPath; }
    [[nodiscard]] bool isDefault() const { return socketPath == defaultSocket; }

    bool operator==(const Endpoint &) const = default;
};

/// What the docker command line looks at to find its engine.
struct EndpointSources
{
    QString host; ///< $DOCKER_HOST
    QString context; ///< $DOCKER_CONTEXT
    QString configFolder; ///< $DOCKER_CONFIG, else ~/.docker

    [[nodiscard]] static EndpointSources fromEnvironment();
};

/// Finds the engine as the docker command line does: DOCKER_HOST, then
/// DOCKER_CONTEXT, then currentContext of config.json, whose endpoint stands
/// in contexts/meta/<sha256 of the name>/meta.json, then the default socket.
/// https://github.com/docker/cli/blob/master/cli/context/store/doc.go
///
/// @return ErrorKind::Unsupported for an engine that is not reached over a
///         Unix socket; ErrorKind::Invalid for a context that is not there or
///         a file that cannot be read
[[nodiscard]] Result<Endpoint> resolveEndpoint(const EndpointSources &sources);

} // namespace quarterdeck::docker
