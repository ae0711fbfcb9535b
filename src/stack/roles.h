// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "stack/stack.h"

#include <QHash>

namespace quarterdeck::stack {

/// "NAME=value" lines as a map.
[[nodiscard]] QHash<QString, QString> environmentMap(const QStringList &lines);

/// "docker.n8n.io/n8nio/n8n:2.1.4@sha256:..." -> "n8n"; the last part of the path.
[[nodiscard]] QString imageBaseName(const QString &reference);
/// The tag, when it names an exact version ("2.1.4", "16.11-alpine" -> "16.11"); else empty.
[[nodiscard]] QString versionFromTag(const QString &reference);

/// What a container is, judged by the image's name alone; nothing when that
/// tells nothing (an image of one's own, a bare id).
[[nodiscard]] std::optional<Role> roleFromImage(const QString &image, const QString &command);

/// What a container is, judged by what it is made of: image, then environment,
/// entrypoint and ports. Names of services and projects never count.
/// @param labels of the container, which include those of its image
[[nodiscard]] Role roleOf(const docker::ContainerDetails &container);

/// Main, worker or webhook: a process of n8n's own.
[[nodiscard]] bool isN8n(Role role);

/// Worker, webhook or main (or Other: a command that ends by itself), by the n8n command line.
[[nodiscard]] Role n8nRole(const QStringList &commandLine);

struct ProgramVersion
{
    QString version;
    QString from;
};
/// The version of the program inside, from what the image says of itself.
[[nodiscard]] ProgramVersion versionOf(Role role, const QString &image, const QHash<QString, QString> &environment,
                                       const QMap<QString, QString> &labels);

/// Which setting decides how many executions a worker runs at once.
/// N8N_CONCURRENCY_PRODUCTION_LIMIT, unless -1, beats the --concurrency flag of
/// `n8n worker`, whose default is 10; EXECUTIONS_CONCURRENCY is read by nothing.
[[nodiscard]] Concurrency effectiveConcurrency(const QHash<QString, QString> &environment, const QStringList &commandLine);

} // namespace quarterdeck::stack
