// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/docker/dockertypes.h"
#include "stack/filesplice/fileedit.h"
#include "workers/neighbours.h"
#include "workers/settingvalues.h"

/// What the preview and the plan of changed settings have in common.
namespace quarterdeck::workers {

/// stack::planEdit() of settingChanges(); where --concurrency cannot be spliced, with the variable that beats it.
[[nodiscard]] Result<stack::EditPlan> planSettings(const JobContext &context, const Neighbours &neighbours, const stack::Stack &stack,
                                                   const WorkerSettings &settings);

/// Whether the container was made with what these changes want of its service.
[[nodiscard]] bool carries(const docker::ContainerDetails &container, const QString &service, const QList<stack::SettingChange> &changes);

/// Whether Compose may put a second container beside the first: the service has no name of its own and publishes no port of the host.
[[nodiscard]] bool allowsOneMore(const stack::Stack &stack, const stack::Service &service);

} // namespace quarterdeck::workers
