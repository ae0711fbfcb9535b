// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/swarmtypes.h"

#include <QJsonArray>

/// The engine's JSON (v1.41 .. v1.51) into the structs of dockertypes.h and
/// back. What is absent keeps the struct's default; what makes no sense
/// without (an id) is ErrorKind::Invalid.
namespace quarterdeck::docker {

[[nodiscard]] Result<QJsonObject> parseObject(const QByteArray &bytes);
[[nodiscard]] Result<QJsonArray> parseArray(const QByteArray &bytes);

[[nodiscard]] Result<ContainerSummary> parseContainerSummary(const QJsonObject &object);
[[nodiscard]] Result<ContainerDetails> parseContainerDetails(const QJsonObject &object);
[[nodiscard]] Result<ImageDetails> parseImageSummary(const QJsonObject &object);
[[nodiscard]] Result<ImageDetails> parseImageDetails(const QJsonObject &object);
[[nodiscard]] Result<Volume> parseVolume(const QJsonObject &object);
[[nodiscard]] Result<Network> parseNetwork(const QJsonObject &object);
[[nodiscard]] Result<Event> parseEvent(const QByteArray &object);
[[nodiscard]] Result<StatsSample> parseStats(const QJsonObject &object);
[[nodiscard]] Result<SwarmService> parseSwarmService(const QJsonObject &object);
[[nodiscard]] Result<SwarmTask> parseSwarmTask(const QJsonObject &object);
[[nodiscard]] Result<SwarmNode> parseSwarmNode(const QJsonObject &object);

/// Body of POST /containers/create.
[[nodiscard]] QJsonObject createBody(const ContainerSpec &spec);
/// Body of POST /containers/{id}/exec.
[[nodiscard]] QJsonObject execBody(const ExecSpec &spec);

/// Body of POST /containers/{id}/update.
///
/// The engine refuses a memory limit above the current sum of memory and swap
/// unless the new sum comes along, so it always does: what was twice the
/// memory (the engine's default) stays so, otherwise the amount of swap stays,
/// and unlimited stays unlimited.
/// @param current limits the container has now
/// @return ErrorKind::Invalid for a memory limit that is not positive
[[nodiscard]] Result<QJsonObject> updateBody(const ResourceUpdate &update, const HostConfig &current);

} // namespace quarterdeck::docker
